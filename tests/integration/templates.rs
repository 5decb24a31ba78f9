//! Texts that are written again and again, filled in for whom they are written.

use satchel_tests::Desk;
use serde_json::{Value, json};

fn save(desk: &Desk, name: &str, title: &str, text: &str) -> String {
    let input = json!({ "name": name, "channel": "email", "title": title, "text": text });
    desk.call("save_template", input)["id"].as_str().unwrap().to_owned()
}

fn names(desk: &Desk) -> Vec<Value> {
    desk.call("list_templates", json!({})).as_array().unwrap().iter().map(|template| template["name"].clone()).collect()
}

#[test]
fn a_template_is_filled_in_for_whom_it_is_written() {
    let desk = Desk::new();
    let customer = desk.customer("凌云机械");
    let people = ["赵敏", "Ann {me}"].map(|name| desk.contact(&customer, name));
    let id = save(
        &desk,
        "Quote",
        "{business}: quote for {customer}",
        "Dear {person},\n｛联系人｝您好！{number} {price} {me}",
    );
    let fill = |more: Value| {
        let mut input = json!({ "id": id });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        desk.call("fill_template", input)
    };
    let record = desk.call("get_customer", json!({ "id": customer }))["customer"].clone();
    let me = desk.rows("SELECT name FROM user").remove(0);
    let business = desk.rows("SELECT name FROM workspace").remove(0);
    let filled = fill(json!({ "customerId": customer, "contactIds": people }));
    let number = record["number"].as_str().unwrap();
    assert_eq!(filled["title"], format!("{business}: quote for 凌云机械"));
    let text = format!("Dear 赵敏, Ann {{me}},\n赵敏、Ann {{me}}您好！{number} {{price}} {me}");
    assert_eq!((&filled["text"], &filled["left"], &filled["channel"]), (&json!(text), &json!([]), &json!("email")));
    let nobody = fill(json!({}));
    assert_eq!(nobody["left"], json!(["customer", "number", "person"]));
    assert_eq!(nobody["title"], format!("{business}: quote for {{customer}}"));
    desk.call("delete_customers", json!({ "ids": [customer] }));
    desk.call_err("fill_template", json!({ "id": id, "customerId": customer }));
}

#[test]
fn dates_are_written_in_the_language_of_the_blank() {
    let desk = Desk::in_zone("Asia/Shanghai");
    let id = save(&desk, "Dates", "", "{today} / {今天}");
    let text = desk.call("fill_template", json!({ "id": id }))["text"].as_str().unwrap().to_owned();
    let (english, chinese) = text.split_once(" / ").unwrap();
    assert!(english.ends_with(|letter: char| letter.is_ascii_digit()) && english.contains(' '), "{english}");
    assert!(chinese.ends_with('日') && chinese.contains('年'), "{chinese}");
}

#[test]
fn templates_are_kept_changed_deleted_and_taken_back() {
    let desk = Desk::new();
    let [b, a] = ["周报", "安排"].map(|name| save(&desk, name, "x", ""));
    assert_eq!(names(&desk), ["安排", "周报"], "by pinyin");
    desk.call("save_template", json!({ "id": b, "name": "B", "text": "y" }));
    let all = desk.call("list_templates", json!({}));
    assert_eq!((&all[1]["name"], &all[1]["title"], &all[1]["channel"]), (&json!("B"), &json!(""), &Value::Null));
    desk.call("delete_template", json!({ "id": a }));
    assert_eq!(names(&desk), ["B"]);
    assert_eq!(desk.call_err("fill_template", json!({ "id": a })).code, satchel_core::Code::NotFound);
    assert_eq!(
        desk.call_err("save_template", json!({ "id": a, "name": "A", "text": "y" })).code,
        satchel_core::Code::NotFound
    );
    assert_eq!(desk.call_err("delete_template", json!({ "id": a })).code, satchel_core::Code::NotFound);
    for _ in 0..2 {
        desk.call("undo", json!({}));
    }
    assert_eq!(names(&desk), ["安排", "周报"], "both are as they were");
    let error = desk.call_err("save_template", json!({ "name": " ", "text": "" }));
    assert_eq!((error.fields["name"].as_str(), error.fields["text"].as_str()), ("required", "required"));
}

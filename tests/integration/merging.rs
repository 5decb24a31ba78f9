//! Several customers become one, and are several again on request.

use satchel_tests::{Desk, summaries_from_scratch};
use serde_json::{Value, json};

/// Two records of one business with everything that can hang on them, and a third one that the second recommended.
struct Twins {
    one: String,
    other: String,
    third: String,
    zhou: String,
}

fn points(values: &[(&str, &str)]) -> Value {
    values.iter().map(|(kind, value)| json!({ "kind": kind, "value": value })).collect()
}

fn twins(desk: &Desk) -> Twins {
    let made = |input: Value| desk.call("create_customer", input)["id"].as_str().unwrap().to_owned();
    let one = made(json!({
        "kind": "company", "name": "上海明远机械有限公司", "phone": "021-55550142", "terms": "Net 30",
        "tags": ["VIP", "Machine tools"], "note": "老客户，先打电话"
    }));
    let other = made(json!({
        "kind": "company", "name": "上海市明远机械厂", "phone": "021-55550142", "terms": "Net 45", "region": "华东",
        "email": "office@mingyuan.example", "tags": ["vip", "Fair 2026"], "note": "在展会上认识", "stage": "customer"
    }));
    let third = made(json!({ "kind": "person", "name": "王琳", "referredBy": other }));
    let person = |customer: &str, name: &str, title: &str, reach: Value| {
        let input = json!({ "customerId": customer, "name": name, "title": title, "points": reach });
        desk.call("create_contact", input)["id"].as_str().unwrap().to_owned()
    };
    let zhou = person(&one, "周敏", "", points(&[("phone", "139 0000 1742")]));
    let same = person(&other, "周敏", "采购", points(&[("phone", "13900001742"), ("email", "zhou@mingyuan.example")]));
    person(&other, "何丽", "", points(&[("phone", "139 0000 0903")]));
    desk.log(&one, "谈了价格");
    let talk = json!({ "customerId": other, "channel": "visit", "text": "看了样品", "contactIds": [same] });
    desk.call("log_communication", talk);
    desk.call("create_follow_up", json!({ "customerId": other, "title": "寄报价", "due": { "date": "2026-05-20" } }));
    Twins { one, other, third, zhou }
}

fn merge(desk: &Desk, twins: &Twins, values: Value) -> Value {
    let input = json!({ "keep": twins.one, "others": [twins.other], "values": values });
    desk.call("merge_customers", input)
}

fn record(desk: &Desk, id: &str) -> Value {
    desk.call("get_customer", json!({ "id": id }))
}

fn texts(list: &Value, field: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|item| item[field].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn figures_hold(desk: &Desk) {
    let kept = "SELECT hex(c.id), ifnull(s.communications, 0), s.last_contact_at, ifnull(s.open_follow_ups, 0), \
                s.next_follow_up_at FROM customer c LEFT JOIN customer_summary s ON s.customer_id = c.id ORDER BY c.id";
    assert_eq!(desk.rows(kept), summaries_from_scratch(desk), "figures belong to the records");
    let (kept, there) = desk.customer_counts();
    assert_eq!(kept, there, "customers are counted");
}

#[test]
fn everything_of_both_comes_together() {
    let desk = Desk::new();
    let twins = twins(&desk);
    let preview = desk.call("preview_merge", json!({ "ids": [twins.other, twins.one] }));
    assert_eq!(preview["keep"], twins.one, "the older one stays");
    assert_eq!(preview["peopleInCommon"], json!(["周敏"]));
    assert_eq!(preview["records"][0]["customer"]["id"], twins.other, "in the order asked for");
    assert!(preview["score"].as_f64().unwrap() > 0.9);

    let merged = merge(&desk, &twins, json!([{ "field": "terms", "from": twins.other }]));
    let customer = &merged["customer"];
    assert_eq!(customer["name"], "上海明远机械有限公司", "what nobody chose stays");
    assert_eq!(customer["terms"], "Net 45", "what was chosen");
    assert_eq!(customer["region"], "华东", "what was empty is filled");
    assert_eq!(customer["stage"], "lead");
    assert_eq!(customer["note"], "老客户，先打电话\n\n在展会上认识", "no word is lost");

    let record = record(&desk, &twins.one);
    assert_eq!(texts(&record["tags"], "name"), ["Fair 2026", "Machine tools", "VIP"]);
    assert_eq!(texts(&record["points"], "value"), ["+862155550142", "office@mingyuan.example"], "none twice");
    let people = record["contacts"].as_array().unwrap();
    assert_eq!(texts(&record["contacts"], "name"), ["周敏", "何丽"]);
    assert_eq!((&people[0]["id"], &people[0]["title"]), (&json!(twins.zhou), &json!("采购")));
    assert_eq!(texts(&people[0]["points"], "value"), ["+8613900001742", "zhou@mingyuan.example"]);
    assert_eq!(record["summary"]["communications"], 2);
    assert_eq!(texts(&record["followUps"], "title"), ["寄报价"]);
    let talks = desk.call("list_timeline", json!({ "customerId": twins.one }));
    assert_eq!(talks["total"], 2, "{talks}");
    let found = desk.call("search", json!({ "query": "样品" }));
    assert_eq!(found["hits"][0]["customerId"], twins.one, "{found}");
    assert_eq!(desk.call("search", json!({ "query": "明远", "kinds": ["customer"] }))["total"], 1);
    assert_eq!(desk.call("get_customer", json!({ "id": twins.third }))["referrer"]["id"], twins.one);
    let rows = desk.call("list_customers", json!({}));
    assert_eq!(rows["total"], 2);
    assert_eq!(desk.call_err("get_customer", json!({ "id": twins.other })).code, satchel_core::Code::NotFound);
    figures_hold(&desk);
}

#[test]
fn unmerged_they_are_as_they_were() {
    let desk = Desk::new();
    let twins = twins(&desk);
    let before = desk.content();
    let row = |desk: &Desk, id: &str| {
        let rows = desk.call("list_customers", json!({}));
        rows["rows"].as_array().unwrap().iter().find(|row| row["id"] == id).cloned().unwrap()
    };
    let rows = [&twins.one, &twins.other].map(|id| row(&desk, id));
    let merged = merge(&desk, &twins, json!([{ "field": "name", "from": twins.other }]));
    let after = desk.content();
    assert_eq!(row(&desk, &twins.one)["communications"], 2);
    desk.call("undo", json!({ "act": merged["act"] }));
    assert!(desk.content() == before, "nothing is left of it");
    assert_eq!([&twins.one, &twins.other].map(|id| row(&desk, id)), rows, "also in lists");
    figures_hold(&desk);
    assert_eq!(desk.call("search", json!({ "query": "样品" }))["hits"][0]["customerId"], twins.other);
    assert_eq!(
        desk.call("search", json!({ "query": "何丽", "kinds": ["customer"] }))["hits"][0]["customerId"],
        twins.other
    );
    for id in [&twins.one, &twins.other] {
        let history = desk.call("list_history", json!({ "customerId": id }));
        let commands = texts(&history["acts"], "command");
        assert!(commands.contains(&"merge_customers".to_owned()), "the history of both names it: {history}");
    }
    desk.call("redo", json!({}));
    assert!(desk.content() == after, "and it can be done again");
}

#[test]
fn what_came_since_stays_and_what_changed_since_is_asked_about() {
    let desk = Desk::new();
    let twins = twins(&desk);
    let merged = merge(&desk, &twins, json!([{ "field": "name", "from": twins.other }]));
    desk.log(&twins.one, "合并之后的电话");
    let talk = desk.rows("SELECT hex(id) FROM communication WHERE text = '看了样品'").remove(0).to_lowercase();
    desk.call("update_communication", json!({ "id": talk, "text": "看了样品，很满意" }));
    desk.call("update_customer", json!({ "id": twins.one, "name": "明远" }));
    let act = &merged["act"];
    let conflicts = desk.call("undo_conflicts", json!({ "act": act }));
    assert_eq!(conflicts["total"], 1, "only the name is in doubt: {conflicts}");
    assert_eq!(desk.call_err("undo", json!({ "act": act })).fields["name"], "changed_since");
    desk.call("undo", json!({ "act": act, "rest": true }));
    let (one, other) = (record(&desk, &twins.one), record(&desk, &twins.other));
    assert_eq!((&one["customer"]["name"], &other["customer"]["name"]), (&json!("明远"), &json!("上海市明远机械厂")));
    assert_eq!(one["summary"]["communications"], 2, "its own and the one since");
    assert_eq!(texts(&other["contacts"], "name"), ["周敏", "何丽"]);
    let theirs = desk.call("list_timeline", json!({ "customerId": twins.other }));
    assert!(theirs.to_string().contains("看了样品，很满意"), "what was mended since stays mended: {theirs}");
    figures_hold(&desk);
}

/// A field of each of these kinds, and what two customers hold in them.
fn with_fields(desk: &Desk) -> (Vec<String>, String, String) {
    let made = |kind: &str| {
        let field = json!({ "subject": "customer", "kind": kind, "nameEn": kind });
        desk.call("create_field", field)["id"].as_str().unwrap().to_owned()
    };
    let fields = ["text", "money", "answer", "date", "number"].map(made).to_vec();
    let text = |text: &str| json!({ "type": "text", "text": text });
    let (day, yes) = (json!({ "type": "date", "day": "2026-01-02" }), json!({ "type": "answer", "yes": true }));
    let amount = |minor: i64, currency: &str| json!({ "type": "money", "minor": minor, "currency": currency });
    let customer = |name: &str, held: Value| {
        let input = json!({ "kind": "company", "name": name, "fields": held });
        desk.call("create_customer", input)["id"].as_str().unwrap().to_owned()
    };
    let one = customer("One", json!({ &fields[0]: text("Gold"), &fields[1]: amount(100, "CNY"), &fields[2]: yes }));
    let held = json!({ &fields[0]: text("Silver"), &fields[1]: amount(7, "JPY"), &fields[3]: day,
                       &fields[4]: { "type": "number", "number": "2" } });
    (fields, one, customer("Other", held))
}

/// What a customer holds, by the kinds of the fields.
fn held(desk: &Desk, id: &str) -> String {
    let row = "SELECT f.name_en || ' ' || v.text || v.day || coalesce(v.number, '') || coalesce(v.minor, '') || v.currency || \
               coalesce(v.answer, '') FROM custom_value v JOIN custom_field f ON f.id = v.field_id \
               WHERE v.deleted_at IS NULL AND lower(hex(v.customer_id)) = '";
    desk.rows(&format!("{row}{}' ORDER BY 1", id.replace('-', ""))).join(", ")
}

#[test]
fn custom_fields_take_the_value_that_is_chosen() {
    let desk = Desk::new();
    let (fields, one, other) = with_fields(&desk);
    let before = (desk.content(), held(&desk, &one), held(&desk, &other));
    let from = |field: usize, customer: &str| json!({ "field": fields[field], "from": customer });
    // One is taken, one kept, one emptied, one not filled; the last is left to the rule.
    let chosen = json!([from(0, &other), from(1, &one), from(2, &other), from(3, &one)]);
    let merged = desk.call("merge_customers", json!({ "keep": one, "others": [other], "fields": chosen }));
    assert_eq!(held(&desk, &one), "money 100CNY, number 2000000, text Silver");
    let after = desk.content();
    desk.call("undo", json!({ "act": merged["act"] }));
    assert!(desk.content() == before.0, "{} and {}", held(&desk, &one), held(&desk, &other));
    assert_eq!((held(&desk, &one), held(&desk, &other)), (before.1, before.2));
    desk.call("redo", json!({}));
    assert!(desk.content() == after);

    // What was written over and changed since is asked about; the other has its own again in any case.
    let since = json!({ &fields[0]: { "type": "text", "text": "Platinum" } });
    desk.call("update_customer", json!({ "id": one, "fields": since }));
    let conflicts = desk.call("undo_conflicts", json!({ "act": merged["act"] }));
    assert_eq!((&conflicts["total"], &conflicts["conflicts"][0]["field"]), (&json!(1), &json!("text")), "{conflicts}");
    desk.call("undo", json!({ "act": merged["act"], "rest": true }));
    assert_eq!(held(&desk, &one), "answer yes, money 100CNY, text Platinum");
    assert_eq!(held(&desk, &other), "date 2026-01-02, money 7JPY, number 2000000, text Silver");
}

#[test]
fn custom_fields_are_chosen_in_only_where_that_can_be() {
    let desk = Desk::new();
    let (fields, one, other) = with_fields(&desk);
    let third = desk.customer("Third");
    let several = json!({ "subject": "customer", "kind": "choices", "nameEn": "Several" });
    let several = desk.call("create_field", several)["id"].clone();
    let theirs = json!({ "subject": "contact", "kind": "text", "nameEn": "Theirs" });
    let theirs = desk.call("create_field", theirs)["id"].clone();
    desk.call("update_field", json!({ "id": fields[2], "required": true }));
    let before = desk.content();
    let cases = [
        (json!({ "field": several, "from": other }), several.as_str().unwrap(), "not_found"),
        (json!({ "field": theirs, "from": other }), theirs.as_str().unwrap(), "not_found"),
        (json!({ "field": fields[0], "from": third }), "fields", "not_found"),
        (json!({ "field": fields[2], "from": other }), &fields[2], "required"),
    ];
    for (chosen, at, problem) in cases {
        let error = desk.call_err("merge_customers", json!({ "keep": one, "others": [other], "fields": [chosen] }));
        assert_eq!(error.fields[at], problem);
    }
    assert!(desk.content() == before, "what is refused changes nothing");
}

#[test]
fn people_of_one_name_who_are_reached_differently_stay_two() {
    let desk = Desk::new();
    let (one, other) = (desk.customer("One"), desk.customer("Other"));
    for (customer, phone) in [(&one, "139 0000 1742"), (&other, "139 0000 0903")] {
        let input = json!({ "customerId": customer, "name": "王伟", "points": points(&[("phone", phone)]) });
        desk.call("create_contact", input);
    }
    assert_eq!(desk.call("preview_merge", json!({ "ids": [one, other] }))["peopleInCommon"], json!([]));
    desk.call("merge_customers", json!({ "keep": one, "others": [other] }));
    assert_eq!(texts(&record(&desk, &one)["contacts"], "name"), ["王伟", "王伟"]);
}

#[test]
fn three_become_one_and_nobody_recommends_themselves() {
    let desk = Desk::new();
    let first = desk.customer("First");
    let made = |name: &str, from: &str| {
        let input = json!({ "kind": "company", "name": name, "referredBy": from });
        desk.call("create_customer", input)["id"].as_str().unwrap().to_owned()
    };
    let second = made("Second", &first);
    let third = made("Third", &second);
    desk.call("update_customer", json!({ "id": first, "referredBy": third }));
    desk.call("merge_customers", json!({ "keep": first, "others": [second, third] }));
    assert_eq!(record(&desk, &first)["referrer"], Value::Null);
    assert_eq!(desk.call("list_customers", json!({}))["total"], 1);
    for others in [json!([]), json!([first]), json!([second])] {
        let input = json!({ "keep": first, "others": others });
        let error = desk.call_err("merge_customers", input);
        assert!(error.fields.contains_key("ids") || error.code == satchel_core::Code::NotFound, "{others}: {error}");
    }
}

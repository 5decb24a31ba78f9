//! Birthdays of people: typed, told in the history, brought together, taken in and out with lists.

use satchel_tests::Desk;
use serde_json::{Value, json};

fn customer(desk: &Desk, id: &str) -> Value {
    desk.call("get_customer", json!({ "id": id }))
}

#[test]
fn a_birthday_is_typed_as_people_write_it() {
    let desk = Desk::new();
    let made = desk.call("create_customer", json!({ "kind": "person", "name": "王琳", "birthday": "1985年3月14日" }));
    assert_eq!(made["birthday"], "1985-03-14");
    let id = made["id"].as_str().unwrap();
    let before = desk.content();
    for (typed, kept) in [("14 Mar", "--03-14"), ("--02-29", "--02-29"), ("1985-03-14", "1985-03-14"), ("", "")] {
        assert_eq!(desk.call("update_customer", json!({ "id": id, "birthday": typed }))["birthday"], kept, "{typed}");
    }
    for _ in 0..4 {
        desk.call("undo", json!({}));
    }
    assert!(desk.content() == before, "each can be taken back");
    let refused = |birthday: &str, why: &str| {
        let change = json!({ "id": id, "birthday": birthday });
        assert_eq!(desk.call_err("update_customer", change).fields["birthday"], why, "{birthday}");
        let new = json!({ "customerId": id, "name": "Ada", "birthday": birthday });
        assert_eq!(desk.call_err("create_contact", new).fields["birthday"], why, "{birthday}");
    };
    refused("30 Feb", "birthday_invalid");
    refused("3/4/1985", "birthday_invalid");
    refused("2026-05-15", "birthday_to_come");
    desk.call("create_contact", json!({ "customerId": id, "name": "Today", "birthday": "2026-05-14" }));
}

#[test]
fn the_history_tells_birthdays_and_restores_them() {
    let desk = Desk::new();
    let works = desk.customer("Works");
    let made = json!({ "customerId": works, "name": "Ada", "birthday": "--03-14" });
    let person = desk.call("create_contact", made)["id"].clone();
    desk.call("update_contact", json!({ "id": person, "birthday": "1985-03-14" }));
    let history = desk.call("list_history", json!({ "customerId": works }));
    let changes = desk.call("list_changes", json!({ "act": history["acts"][0]["act"] }));
    let change = &changes["changes"][0];
    assert_eq!(change["before"], json!({ "type": "birthday", "birthday": "--03-14" }));
    assert_eq!(change["after"], json!({ "type": "birthday", "birthday": "1985-03-14" }));
    desk.call("restore_change", json!({ "change": change["seq"] }));
    assert_eq!(customer(&desk, &works)["contacts"][0]["birthday"], "--03-14");
}

#[test]
fn a_merge_keeps_the_birthday_that_is_known() {
    let desk = Desk::new();
    let made = |birthday: &str| {
        let input = json!({ "kind": "person", "name": "王琳", "birthday": birthday });
        desk.call("create_customer", input)["id"].as_str().unwrap().to_owned()
    };
    let (one, other) = (made(""), made("1985-03-14"));
    for (at, birthday) in [(&one, ""), (&other, "--05-01")] {
        desk.call("create_contact", json!({ "customerId": at, "name": "助理", "birthday": birthday }));
    }
    let before = desk.content();
    let merged = desk.call("merge_customers", json!({ "keep": one, "others": [other] }));
    let now = customer(&desk, &one);
    assert_eq!(
        (&now["customer"]["birthday"], &now["contacts"][0]["birthday"]),
        (&json!("1985-03-14"), &json!("--05-01"))
    );
    desk.call("undo", json!({ "act": merged["act"] }));
    assert!(desk.content() == before, "nothing is left of it");
}

#[test]
fn birthdays_come_in_and_go_out_with_lists() {
    let desk = Desk::new();
    let list = "姓名,公司,生日\n周敏,上海明远机械有限公司,1980年3月22日\n王琳,,3/4/1985\n李娜,,25/4/1990\n";
    let read = |dates: Value| {
        let more = json!({ "dates": dates });
        desk.command_line("preview_import", desk.importing("list.csv", list.as_bytes(), more)).unwrap()
    };
    let told = read(json!([null, null, null]));
    assert_eq!(told["columns"][2]["target"], json!({ "field": "birthday" }));
    assert_eq!(told["columns"][2]["doubtfulDays"], 1, "one day could be either: {told}");
    assert_eq!(told["columns"][2]["dates"], "day_first", "the other tells how they are written");
    desk.command_line("import_customers", desk.importing("list.csv", list.as_bytes(), json!({}))).unwrap();
    let held = || {
        let mut held = desk.rows("SELECT name || ' ' || birthday FROM customer WHERE deleted_at IS NULL");
        held.extend(desk.rows("SELECT name || ' ' || birthday FROM contact WHERE deleted_at IS NULL"));
        held.sort();
        held
    };
    let wanted = ["上海明远机械有限公司 ", "周敏 1980-03-22", "李娜 1990-04-25", "王琳 1985-04-03"];
    assert_eq!(held(), wanted);
    for language in ["en", "zh-CN"] {
        desk.call("update_workspace", json!({ "language": language }));
        let file = desk.data().join("out.csv");
        let ticket = desk.session.tickets.issue(file.clone()).ticket;
        let out = json!({ "kind": "customers", "format": "csv", "ticket": ticket, "customers": { "matching": {} } });
        desk.command_line("export_list", out).unwrap();
        let written = std::fs::read(file).unwrap();
        let act = desk.call("list_customers", json!({}))["rows"].as_array().unwrap().clone();
        let ids: Vec<&Value> = act.iter().map(|row| &row["id"]).collect();
        desk.call("delete_customers", json!({ "ids": ids }));
        desk.command_line("import_customers", desk.importing("again.csv", &written, json!({}))).unwrap();
        assert_eq!(held(), wanted, "as they were, by way of {language}");
    }
}

#[test]
fn birthdays_that_come_are_found() {
    let desk = Desk::new();
    let born = |kind: &str, name: &str, birthday: &str| {
        let made = desk.call("create_customer", json!({ "kind": kind, "name": name, "birthday": birthday }));
        made["id"].as_str().unwrap().to_owned()
    };
    born("person", "In May", "1985-05-20");
    born("person", "In June", "--06-14");
    born("person", "Leap", "1988-02-29");
    let works = born("company", "Works", "");
    let other = born("company", "Other", "");
    let ada = json!({ "customerId": works, "name": "Ada", "birthday": "--05-14" });
    let ada = desk.call("create_contact", ada)["id"].clone();
    let found = |test: Value| {
        let condition = json!({ "type": "birthday", "test": test });
        let filter = json!({ "conditions": { "join": "all", "of": [condition] } });
        let page = desk.call("list_customers", json!({ "filter": filter }));
        let rows = page["rows"].as_array().unwrap().clone();
        rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let next = |count: u32, unit: &str| found(json!({ "is": "in_next", "count": count, "unit": unit }));
    assert_eq!(next(0, "days"), ["Works"], "today counts");
    assert_eq!(next(30, "days"), ["In May", "Works"]);
    assert_eq!(next(1, "months"), ["In June", "In May", "Works"], "by the calendar");
    assert_eq!(next(5, "years"), ["In June", "In May", "Leap", "Works"]);
    assert_eq!(found(json!({ "is": "month", "month": 2 })), ["Leap"]);
    assert_eq!(found(json!({ "is": "month", "month": 5 })), ["In May", "Works"]);
    assert_eq!(found(json!({ "is": "known" })), ["In June", "In May", "Leap", "Works"]);
    assert_eq!(found(json!({ "is": "unknown" })), ["Other"]);

    desk.call("update_contact", json!({ "id": ada, "birthday": "--02-01" }));
    assert_eq!(found(json!({ "is": "month", "month": 2 })), ["Leap", "Works"], "it follows what is changed");
    desk.call("merge_customers", json!({ "keep": other, "others": [works] }));
    assert_eq!(found(json!({ "is": "month", "month": 2 })), ["Leap", "Other"]);
    desk.call("delete_contact", json!({ "id": ada }));
    assert_eq!(found(json!({ "is": "unknown" })), ["Other"]);
    for _ in 0..3 {
        desk.call("undo", json!({}));
    }
    assert_eq!(next(0, "days"), ["Works"]);

    // Into February of a year that has no 29th.
    desk.advance(282 * 86_400_000);
    assert_eq!(next(7, "days"), Vec::<String>::new());
    assert_eq!(next(8, "days"), ["Leap"]);
    for month in [0, 13] {
        let condition = json!({ "type": "birthday", "test": { "is": "month", "month": month } });
        let filter = json!({ "conditions": { "join": "all", "of": [condition] } });
        let error = desk.call_err("list_customers", json!({ "filter": filter }));
        assert_eq!(error.fields["conditions"], "out_of_range");
    }
}

#[test]
fn a_birthday_that_is_yet_to_come_is_told_in_the_review_and_not_taken() {
    let desk = Desk::new();
    let list = "姓名,生日\n王琳,2026-05-15\n李娜,2026-05-14\n";
    let input = desk.importing("list.csv", list, json!({}));
    let rows = desk.call("list_import_rows", json!({ "import": input, "tab": "check" }));
    assert_eq!(rows["total"], 1);
    assert_eq!(rows["rows"][0]["cells"][0]["problem"], "birthday_to_come");
    desk.command_line("import_customers", input).unwrap();
    let held = desk.rows("SELECT name, birthday, note FROM customer ORDER BY birthday");
    assert_eq!(held, ["王琳||生日: 2026-05-15", "李娜|2026-05-14|"], "kept in the note");
}

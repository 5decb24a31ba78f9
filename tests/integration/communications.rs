//! Communications and the timeline.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

#[test]
fn a_call_is_logged_with_people_and_a_next_step() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let zhao = desk.contact(&customer, "Zhao Min");
    let input = json!({ "customerId": customer, "channel": "call", "text": "导轨 报价，周三前", "outcome": "wants_quote",
        "durationMinutes": 12, "contactIds": [zhao],
        "nextStep": { "title": "Send the quote", "due": { "date": "2026-05-20", "time": "09:30" }, "channel": "email" } });
    let said = desk.call("log_communication", input);
    assert_eq!((&said["direction"], &said["zone"]), (&json!("out"), &json!("Asia/Shanghai")));
    let view = desk.call("get_communication", json!({ "id": said["id"] }));
    assert_eq!(view["people"][0]["name"], "Zhao Min");
    assert_eq!((&view["customerName"], &view["ownerName"]), (&json!("凌云"), &json!("Lin Yue")));
    assert_eq!(view["followUp"]["title"], "Send the quote");
    let record = desk.call("get_customer", json!({ "id": customer }));
    assert_eq!(record["summary"]["communications"], 1);
    assert_eq!(record["summary"]["lastChannel"], "call");
    assert_eq!(record["summary"]["nextFollowUp"]["dueTime"], "09:30");
}

#[test]
fn a_note_has_no_direction_and_is_no_contact() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let note = json!({ "customerId": customer, "channel": "note", "direction": "in", "text": "they moved" });
    let note = desk.call("log_communication", note);
    assert_eq!(note["direction"], "none");
    let summary = &desk.call("get_customer", json!({ "id": customer }))["summary"];
    assert_eq!(
        (&summary["communications"], &summary["lastContactAt"]),
        (&json!(1), &Value::Null),
        "nobody spoke to them"
    );
    let call = desk.call("update_communication", json!({ "id": note["id"], "channel": "call" }));
    assert_eq!(call["direction"], "out", "a call has one");
}

#[test]
fn what_says_nothing_or_the_impossible_is_refused() {
    let desk = Desk::new();
    let (a, b) = (desk.customer("A"), desk.customer("B"));
    let stranger = desk.contact(&b, "Li Na");
    let field = |more: Value| {
        let mut input = json!({ "customerId": a, "channel": "call" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let error = desk.call_err("log_communication", input);
        assert_eq!(error.code, Code::Invalid);
        error.fields.into_iter().next().unwrap()
    };
    assert_eq!(field(json!({ "text": " \n " })), ("text".into(), "required".into()));
    assert_eq!(field(json!({ "text": "x", "durationMinutes": -1 })).0, "durationMinutes");
    assert_eq!(field(json!({ "text": "x", "durationMinutes": 1441 })).0, "durationMinutes");
    assert_eq!(field(json!({ "text": "x", "contactIds": [stranger] })), ("contactIds".into(), "not_found".into()));
    let unanswered = json!({ "customerId": a, "channel": "call", "outcome": "no_answer" });
    desk.call("log_communication", unanswered);
    assert_eq!(desk.call("get_counts", json!({}))["communications"], 1, "an outcome alone is worth keeping");
}

#[test]
fn people_are_exactly_those_named() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let [a, b, c] = ["Ann", "Bo", "Cai"].map(|name| desk.contact(&customer, name));
    let input = json!({ "customerId": customer, "channel": "visit", "text": "x", "contactIds": [a, b] });
    let said = desk.call("log_communication", input)["id"].clone();
    desk.call("update_communication", json!({ "id": said, "contactIds": [b, c] }));
    let people = |desk: &Desk| {
        let view = desk.call("get_communication", json!({ "id": said }));
        view["people"]
            .as_array()
            .unwrap()
            .iter()
            .map(|person| person["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(people(&desk), ["Bo", "Cai"]);
    desk.call("update_communication", json!({ "id": said, "text": "y" }));
    assert_eq!(people(&desk), ["Bo", "Cai"], "people who aren't named stay");
    desk.call("delete_contact", json!({ "id": b }));
    assert_eq!(people(&desk), ["Cai"], "a deleted contact takes part in nothing");
    desk.call("undo", json!({}));
    assert_eq!(people(&desk), ["Bo", "Cai"]);
}

#[test]
fn deleting_what_was_said_keeps_what_is_to_do() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let next = json!({ "title": "Offer", "due": { "date": "2026-05-14" } });
    let input = json!({ "customerId": customer, "channel": "call", "text": "x", "nextStep": next });
    let said = desk.call("log_communication", input);
    desk.call("delete_communication", json!({ "id": said["id"] }));
    assert_eq!(desk.call("list_today", json!({}))["dueToday"][0]["title"], "Offer");
}

#[test]
fn the_timeline_is_newest_first_and_pages_without_gaps() {
    let desk = Desk::with_sample();
    let list = json!({ "sort": { "by": "last_contact", "descending": true }, "limit": 500 });
    let page = desk.call("list_customers", list);
    let busiest = page["rows"].as_array().unwrap().iter().max_by_key(|row| row["communications"].as_i64()).unwrap();
    let id = busiest["id"].as_str().unwrap();
    let mut entries = Vec::new();
    loop {
        let input = json!({ "customerId": id, "offset": entries.len(), "limit": 7 });
        let part = desk.call("list_timeline", input);
        let part_entries = part["rows"].as_array().unwrap().clone();
        if part_entries.is_empty() {
            assert_eq!(part["total"], entries.len(), "the total is what paging reaches");
            break;
        }
        entries.extend(part_entries);
    }
    assert!(entries.is_sorted_by(|a, b| a["at"].as_i64() >= b["at"].as_i64()), "newest first");
    let said = entries.iter().filter(|entry| entry["type"] == "communication").count();
    assert_eq!(json!(said), busiest["communications"], "every communication is on it");
    let done = desk.number(&format!(
        "SELECT count(*) FROM follow_up WHERE customer_id = x'{}' AND done_at IS NOT NULL AND deleted_at IS NULL",
        id.replace('-', "")
    ));
    assert_eq!(i64::try_from(entries.len() - said).unwrap(), done, "and every finished follow-up");
}

#[test]
fn a_very_long_timeline_is_read_from_anywhere() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    desk.long_past(&customer, 20_000);
    let page =
        |offset: usize| desk.call("list_timeline", json!({ "customerId": customer, "offset": offset, "limit": 100 }));
    for offset in [0, 9_950, 19_950, 20_000, 50_000] {
        let page = page(offset);
        let titles: Vec<_> =
            page["rows"].as_array().unwrap().iter().map(|row| &row["communication"]["title"]).collect();
        let wanted: Vec<_> =
            (offset..20_000).take(100).map(|number| json!(format!("Note {}", 19_999 - number))).collect();
        assert_eq!(page["total"], 20_000);
        assert_eq!(titles, wanted.iter().collect::<Vec<_>>(), "from {offset}");
    }
    desk.log(&customer, "newest");
    assert_eq!(page(0)["rows"][0]["communication"]["text"], "newest", "a change is seen at once");
    assert_eq!(page(0)["total"], 20_001);
}

#[test]
fn the_timeline_narrows_to_kinds_and_tells_changes_when_asked() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    desk.log(&customer, "call");
    desk.call("log_communication", json!({ "customerId": customer, "channel": "email", "text": "mail" }));
    desk.advance(60_000);
    desk.call("update_customer", json!({ "id": customer, "name": "B", "region": "苏州" }));
    let step =
        desk.call("create_follow_up", json!({ "customerId": customer, "title": "x", "due": { "date": "2026-05-20" } }));
    desk.call("complete_follow_up", json!({ "id": step["id"] }));
    let types = |kinds: Value| {
        let part = desk.call("list_timeline", json!({ "customerId": customer, "kinds": kinds }));
        assert_eq!(part["total"], part["rows"].as_array().unwrap().len());
        part["rows"].as_array().unwrap().clone()
    };
    let usual = desk.call("list_timeline", json!({ "customerId": customer }));
    assert_eq!(usual["total"], 3, "changes are shown only when asked for");
    let emails = types(json!(["email"]));
    assert_eq!((emails.len(), &emails[0]["communication"]["text"]), (1, &json!("mail")));
    assert_eq!(types(json!(["follow_up"]))[0]["followUp"]["title"], "x");
    let changes = types(json!(["change"]));
    assert_eq!(changes.len(), 1);
    assert_eq!((&changes[0]["actor"], &changes[0]["fields"]), (&json!("Lin Yue"), &json!(["name", "region"])));
    assert_eq!(types(json!([])).len(), 0, "nothing asked for, nothing shown");
}

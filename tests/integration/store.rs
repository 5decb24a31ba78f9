//! The change log and what is derived from it.

use satchel_core::Code;
use satchel_tests::{Desk, summaries_from_scratch};
use serde_json::json;

/// The log of the latest act, without keys and instants.
fn latest_log(desk: &Desk) -> String {
    let sql = "SELECT op, tbl, field, ifnull(old, '-'), ifnull(new, '-') FROM change_log \
               WHERE tx = (SELECT id FROM act ORDER BY seq DESC LIMIT 1) ORDER BY seq";
    desk.rows(sql).join("\n")
}

#[test]
fn an_update_is_logged_field_by_field() {
    let desk = Desk::new();
    let customer = desk.customer("Müller GmbH");
    desk.call("update_customer", json!({ "id": customer, "region": "Bayern", "stage": "prospect", "industry": "" }));
    insta::assert_snapshot!(latest_log(&desk), @r#"
    update|customer|stage|"lead"|"prospect"
    update|customer|region|""|"Bayern"
    "#);
}

#[test]
fn an_insert_and_a_delete_are_one_entry_with_the_whole_row() {
    let desk = Desk::new();
    let customer = desk.customer("华东 Rail");
    let whole = |op: &str, side: &str| {
        let sql = format!(
            "SELECT {side} ->> '$.name', {side} ->> '$.number', {side} ->> '$.id' = lower(hex(row)) \
             FROM change_log WHERE op = '{op}' AND tbl = 'customer'"
        );
        desk.rows(&sql)
    };
    assert_eq!(whole("insert", "new"), ["华东 Rail|C-A0001|1"], "the entry of an insert holds the row");
    desk.call("delete_customers", json!({ "ids": [customer] }));
    assert_eq!(whole("delete", "old"), ["华东 Rail|C-A0001|1"], "the entry of a delete holds the row");
    desk.call("undo", json!({}));
    assert_eq!(whole("restore", "new"), ["华东 Rail|C-A0001|1"], "the entry of a return holds the row");
}

#[test]
fn the_columns_of_a_deleted_rows_entry_are_those_of_its_insert() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let contact = desk.contact(&customer, "Li Na");
    desk.call(
        "log_communication",
        json!({ "customerId": customer, "channel": "visit", "text": "x", "contactIds": [contact], "durationMinutes": 30,
                "nextStep": { "title": "Offer", "due": { "date": "2026-05-20", "time": "09:30" } } }),
    );
    desk.call(
        "save_points",
        json!({ "customerId": customer, "points": [{ "kind": "phone", "value": "021 5555 0101" }] }),
    );
    desk.call("set_customer_tags", json!({ "id": customer, "tags": ["VIP"] }));
    desk.call("delete_customers", json!({ "ids": [customer] }));
    let differing = desk.rows(
        "SELECT i.tbl, i.new, d.old FROM change_log i JOIN change_log d ON d.row = i.row AND d.op = 'delete' \
         WHERE i.op = 'insert' AND (SELECT json_group_object(key, value) FROM (SELECT key, value FROM json_each(i.new) ORDER BY key)) \
         <> (SELECT json_group_object(key, value) FROM (SELECT key, value FROM json_each(d.old) ORDER BY key))",
    );
    assert!(differing.is_empty(), "both ways of writing a whole row must agree: {differing:?}");
    let deleted = desk.rows("SELECT DISTINCT tbl FROM change_log WHERE op = 'delete' ORDER BY tbl");
    let all = ["communication", "contact", "contact_point", "customer", "customer_tag", "follow_up", "participant"];
    assert_eq!(deleted, all, "everything that belongs to a customer goes with it");
}

#[test]
fn an_act_that_changes_nothing_leaves_no_trace() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let said = desk.log(&customer, "first");
    let counted =
        |desk: &Desk| (desk.number("SELECT count(*) FROM act"), desk.number("SELECT count(*) FROM change_log"));
    desk.call("delete_communication", json!({ "id": said }));
    let before = counted(&desk);
    desk.call("update_customer", json!({ "id": customer, "name": "A" }));
    let again = desk.call("delete_communication", json!({ "id": said }));
    assert_eq!(again["count"], 0, "what is gone can't go again");
    desk.call("set_customer_tags", json!({ "id": customer, "tags": [] }));
    assert_eq!(counted(&desk), before, "neither log nor undo may hold acts that did nothing");
    let undone = desk.call("undo", json!({}));
    assert_eq!(undone["done"]["command"], "delete_communication", "undo takes back the act that did something");
    desk.call("get_communication", json!({ "id": said }));
}

#[test]
fn the_logs_clock_never_goes_back() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    desk.advance(-24 * 3600 * 1000);
    desk.log(&customer, "a day earlier, says the clock");
    desk.reopen();
    desk.log(&customer, "after a restart");
    let backwards =
        desk.number("SELECT count(*) FROM change_log a JOIN change_log b ON b.seq > a.seq AND b.at <= a.at");
    assert_eq!(backwards, 0, "entries must be ordered in time as they are in the log");
}

#[test]
fn a_unit_that_fails_leaves_nothing_behind() {
    let desk = Desk::new();
    let before = desk.content();
    let bad = json!({ "kind": "company", "name": "Half", "tags": ["x"], "email": "not an address" });
    let error = desk.call_err("create_customer", bad);
    assert_eq!((error.code, error.fields.get("email").map(String::as_str)), (Code::Invalid, Some("email_invalid")));
    let customer = desk.customer("Whole");
    assert_ne!(desk.content(), before);
    let before = desk.content();
    let next = json!({ "title": "", "due": { "date": "2026-05-20" } });
    let bad = json!({ "customerId": customer, "channel": "call", "text": "words", "nextStep": next });
    assert_eq!(desk.call_err("log_communication", bad).code, Code::Invalid);
    assert_eq!(desk.content(), before, "a bad next step must not leave the communication behind");
    assert_eq!(desk.number("SELECT count(*) FROM act"), 1, "only the whole customer is an act");
}

#[test]
fn summaries_follow_every_act() {
    let desk = Desk::new();
    desk.fill(40, 200);
    let kept = "SELECT hex(c.id), ifnull(s.communications, 0), s.last_contact_at, ifnull(s.open_follow_ups, 0), \
                s.next_follow_up_at FROM customer c LEFT JOIN customer_summary s ON s.customer_id = c.id ORDER BY c.id";
    let agree = |desk: &Desk, after: &str| {
        assert_eq!(
            desk.rows(kept),
            summaries_from_scratch(desk),
            "the kept figures must be the counted ones after {after}"
        );
    };
    agree(&desk, "filling");
    let customers = desk.call("list_customers", json!({ "sort": { "by": "last_contact", "descending": true } }));
    let id = customers["rows"][0]["id"].as_str().unwrap().to_owned();
    let said = desk.log(&id, "newest of all");
    agree(&desk, "logging");
    desk.call("update_communication", json!({ "id": said, "channel": "note" }));
    agree(&desk, "a call that became a note");
    desk.call("delete_communication", json!({ "id": said }));
    agree(&desk, "deleting");
    let due = json!({ "date": "2026-05-01" });
    let step = desk.call("create_follow_up", json!({ "customerId": id, "title": "x", "due": due }));
    agree(&desk, "a follow-up");
    desk.call("complete_follow_up", json!({ "id": step["id"] }));
    agree(&desk, "its completion");
    desk.call("undo", json!({}));
    agree(&desk, "undoing that");
    let all: Vec<_> = customers["rows"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    desk.call("delete_customers", json!({ "ids": all }));
    agree(&desk, "deleting all");
    desk.call("undo", json!({}));
    agree(&desk, "bringing all back");
}

#[test]
fn drafts_are_kept_across_a_restart_and_outside_the_log() {
    let desk = Desk::new();
    desk.call("save_draft", json!({ "key": "log:1", "value": "half a 句子" }));
    desk.reopen();
    assert_eq!(desk.call("get_draft", json!({ "key": "log:1" }))["value"], "half a 句子");
    desk.call("save_draft", json!({ "key": "log:1", "value": "" }));
    assert_eq!(desk.call("get_draft", json!({ "key": "log:1" }))["value"], "", "an empty value forgets the draft");
    assert_eq!(desk.number("SELECT count(*) FROM change_log"), 0, "drafts are nobody's history");
}

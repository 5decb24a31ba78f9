//! The history: what acts are called, what they changed, and the way back from each.

use satchel_core::Code;
use satchel_core::people::{Actor, Role};
use std::collections::BTreeSet;

use satchel_tests::{Desk, run};
use serde_json::{Value, json};

fn history(desk: &Desk, input: Value) -> Vec<Value> {
    desk.call("list_history", input)["acts"].as_array().unwrap().clone()
}

fn commands(acts: &[Value]) -> Vec<&str> {
    acts.iter().map(|act| act["command"].as_str().unwrap()).collect()
}

fn changes(desk: &Desk, act: &Value) -> Vec<Value> {
    desk.call("list_changes", json!({ "act": act["act"] }))["changes"].as_array().unwrap().clone()
}

/// A value as one line.
fn text(value: &Value) -> String {
    match value["type"].as_str().unwrap() {
        "text" => value["parts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| {
                let text = part["text"].as_str().unwrap();
                if part["differs"] == true { format!("[{text}]") } else { text.to_owned() }
            })
            .collect(),
        "money" => format!("{} {}", value["minor"], value["currency"].as_str().unwrap()),
        "record" => value["name"].as_str().unwrap().to_owned(),
        "choice" => value["id"].as_str().unwrap().to_owned(),
        _ => value.to_string(),
    }
}

/// Changes as lines: `table field: before -> after`.
fn lines(changes: &[Value]) -> String {
    let line = |change: &Value| {
        let (table, op, label) = (&change["table"], &change["op"], change["label"].as_str().unwrap());
        if op == "update" {
            let field = change["field"].as_str().unwrap();
            return format!("{table} {label}: {field} {} -> {}", text(&change["before"]), text(&change["after"]));
        }
        let fields = change["fields"].as_array().unwrap().iter();
        let fields = fields.map(|each| format!("{}={}", each["field"].as_str().unwrap(), text(&each["value"])));
        format!("{table} {label}: {op} {}", fields.collect::<Vec<_>>().join(" "))
    };
    changes.iter().map(line).collect::<Vec<_>>().join("\n").replace('"', "")
}

#[test]
fn values_are_told_in_words_a_person_knows() {
    let desk = Desk::new();
    let referrer = desk.customer("凌云 Motors");
    let customer = desk.customer("Bosch");
    desk.call(
        "update_customer",
        json!({ "id": customer, "name": "Bosch Rexroth", "stage": "prospect", "referredBy": referrer, "ownerId": null,
                "creditLimitMinor": 500_000, "note": "九月前报价" }),
    );
    desk.call("update_customer", json!({ "id": customer, "currency": "JPY", "note": "十月前报价" }));
    desk.call("update_customer", json!({ "id": customer, "creditLimitMinor": 900_000 }));
    desk.call("set_customer_tags", json!({ "id": customer, "tags": ["VIP"] }));
    let contact = desk.contact(&customer, "Li Na");
    desk.call(
        "save_points",
        json!({ "customerId": customer, "contactId": contact, "points": [{ "kind": "phone", "value": "139 0000 1742" }] }),
    );
    let talk = json!({ "customerId": customer, "channel": "call", "text": "first", "contactIds": [contact],
                       "nextStep": { "title": "Offer", "due": { "date": "2026-05-20", "time": "09:30" } } });
    desk.call("log_communication", talk);
    let acts = history(&desk, json!({}));
    let told: Vec<String> = acts.iter().map(|act| lines(&changes(&desk, act))).collect();
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn each_act_says_who_when_and_what() {
    let desk = Desk::new();
    let ids: Vec<String> = ["A", "B", "C"].iter().map(|name| desk.customer(name)).collect();
    desk.advance(60_000);
    let deleted = desk.call("delete_customers", json!({ "ids": ids }));
    let acts = history(&desk, json!({ "limit": 2 }));
    let newest = &acts[0];
    assert_eq!(
        (&newest["command"], &newest["kind"], &newest["count"]),
        (&json!("delete_customers"), &json!("deleted"), &json!(3))
    );
    assert_eq!((&newest["act"], &newest["actorName"]), (&deleted["act"], &json!("Lin Yue")));
    assert_eq!(newest["at"].as_i64().unwrap() - acts[1]["at"].as_i64().unwrap(), 60_000);
    assert_eq!(newest["changes"][0]["label"], "A", "what is deleted keeps its name");
    assert_eq!((&newest["changes"][0]["deleted"], &newest["canUndo"]), (&json!(true), &json!(true)));
    desk.call("undo", json!({}));
    let acts = history(&desk, json!({}));
    assert_eq!(commands(&acts)[..2], ["undo", "delete_customers"]);
    assert_eq!(acts[0]["undoes"]["command"], "delete_customers", "an undo is called after what it took back");
    assert_eq!((&acts[1]["undone"]["actor"], &acts[1]["canUndo"]), (&json!("Lin Yue"), &json!(false)));
    desk.call("redo", json!({}));
    let acts = history(&desk, json!({}));
    assert_eq!((&acts[0]["command"], &acts[0]["undoes"]["command"]), (&json!("redo"), &json!("delete_customers")));
    assert_eq!(acts[2]["undone"], Value::Null, "what was done again counts");
}

#[test]
fn pages_go_on_where_the_last_one_ended() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    for at in 0..20 {
        desk.advance(if at % 3 == 0 { -5_000 } else { 0 });
        desk.log(&customer, "said");
    }
    let all = history(&desk, json!({}));
    assert_eq!(all.len(), 21);
    for of in [json!({}), json!({ "customerId": customer }), json!({ "customerId": customer, "kind": "added" })] {
        let (mut read, mut before) = (Vec::new(), Value::Null);
        loop {
            let mut input = of.clone();
            input["limit"] = json!(4);
            input["before"] = before;
            let page = desk.call("list_history", input);
            read.extend(page["acts"].as_array().unwrap().iter().map(|act| act["seq"].clone()));
            before = page["next"].clone();
            if before.is_null() {
                break;
            }
        }
        let whole: Vec<Value> = all.iter().map(|act| act["seq"].clone()).collect();
        assert_eq!(read, whole, "no act is left out or told twice by {of}");
    }
}

#[test]
fn it_is_narrowed_by_person_kind_day_and_customer() {
    let desk = Desk::new();
    let (a, b) = (desk.customer("A"), desk.customer("B"));
    let said = desk.log(&a, "said");
    desk.advance(24 * 3_600_000);
    desk.call("update_communication", json!({ "id": said, "text": "other" }));
    desk.contact(&b, "Li Na");
    desk.call("delete_communication", json!({ "id": said }));
    desk.call("delete_customers", json!({ "ids": [a, b] }));
    let of = |input: Value| {
        let acts = history(&desk, input);
        commands(&acts).join(" ")
    };
    let me = desk.actor().user.to_string();
    assert_eq!(of(json!({ "kind": "deleted" })), "delete_customers delete_communication");
    assert_eq!(of(json!({ "actor": me, "kind": "changed" })), "update_communication");
    assert_eq!(of(json!({ "actor": me })), of(json!({})));
    assert_eq!(of(json!({ "actor": "0198f0c4-0000-7000-8000-000000000000" })), "", "nobody did nothing");
    assert_eq!(of(json!({ "to": "2026-05-14" })), "log_communication create_customer create_customer");
    assert_eq!(of(json!({ "from": "2026-05-15", "kind": "added" })), "create_contact");
    assert_eq!(of(json!({ "from": "2026-05-16" })), "");
    let of_a = "delete_customers delete_communication update_communication log_communication create_customer";
    assert_eq!(of(json!({ "customerId": a })), of_a);
    assert_eq!(of(json!({ "customerId": b })), "delete_customers create_contact create_customer");
    assert_eq!(of(json!({ "customerId": b, "kind": "deleted" })), "delete_customers");
    assert_eq!(desk.call_err("list_history", json!({ "from": "soon" })).code, Code::Invalid);
}

#[test]
fn of_an_act_on_many_a_customers_history_shows_only_its_own() {
    let desk = Desk::new();
    desk.fill(300, 1_500);
    let rows = desk.call("list_customers", json!({ "limit": 300 }))["rows"].clone();
    let ids: Vec<Value> = rows.as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    // One act of some thousand entries, another of a few.
    for chosen in [&ids[..], &ids[..3]] {
        let deleted = desk.call("delete_customers", json!({ "ids": chosen }));
        let mine = desk.call("list_changes", json!({ "act": deleted["act"], "customerId": ids[1], "limit": 200 }));
        let mine = mine["changes"].as_array().unwrap();
        assert!(mine.len() > 3, "the customer and what belonged to it: {}", mine.len());
        assert!(mine.iter().all(|change| change["customer"]["id"] == ids[1]), "nothing of another customer");
        let counted = format!(
            "SELECT count(*) FROM change_log l JOIN act a ON a.id = l.tx AND a.seq = (SELECT max(seq) FROM act) \
             WHERE l.old ->> '$.customer_id' = '{0}' OR l.old ->> '$.id' = '{0}'",
            ids[1].as_str().unwrap().replace('-', "")
        );
        let told = mine.iter().filter(|change| change["table"] != "participant").count();
        assert_eq!(i64::try_from(told).unwrap(), desk.number(&counted), "and all of its own");
        desk.call("undo", json!({ "act": deleted["act"] }));
    }
}

#[test]
fn a_customers_old_field_is_restored_and_what_follows_from_it() {
    let desk = Desk::new();
    let customer = desk.customer("阿里");
    desk.call("update_customer", json!({ "id": customer, "name": "Zeta", "region": "East" }));
    let renamed = changes(&desk, &history(&desk, json!({}))[0]);
    desk.call("update_customer", json!({ "id": customer, "name": "Omega", "region": "West" }));
    let again = changes(&desk, &history(&desk, json!({}))[1]);
    let name = again.iter().find(|change| change["field"] == "name").unwrap();
    assert_eq!(name["later"]["command"], "update_customer", "it says that the field was changed later");
    assert_eq!(renamed.iter().find(|change| change["field"] == "name").unwrap()["later"], Value::Null);
    let restored = desk.call("restore_change", json!({ "change": name["seq"] }));
    let now = desk.call("get_customer", json!({ "id": customer }))["customer"].clone();
    assert_eq!((&now["name"], &now["region"]), (&json!("阿里"), &json!("West")), "that field and no other");
    let hex = customer.replace('-', "");
    assert_eq!(
        desk.rows(&format!("SELECT sort_key FROM customer WHERE id = x'{hex}'")),
        ["a li"],
        "a restored name sorts as it reads"
    );
    desk.call("undo", json!({ "act": restored["act"] }));
    assert_eq!(desk.call("get_customer", json!({ "id": customer }))["customer"]["name"], "Omega", "it can be undone");
    let same = desk.call("restore_change", json!({ "change": name["seq"] }));
    assert_ne!(same["act"], Value::Null);
    assert_eq!(desk.call("restore_change", json!({ "change": name["seq"] }))["act"], Value::Null, "once is enough");
}

#[test]
fn a_restored_due_time_is_late_when_it_says() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let due = |date: &str, time: &str| json!({ "date": date, "time": time });
    let step = json!({ "customerId": customer, "title": "x", "due": due("2026-05-20", "09:00") });
    let step = desk.call("create_follow_up", step);
    desk.call("update_follow_up", json!({ "id": step["id"], "due": due("2026-05-21", "09:00") }));
    let moved = changes(&desk, &history(&desk, json!({}))[0]);
    desk.call("update_follow_up", json!({ "id": step["id"], "due": due("2026-05-21", "17:30") }));
    let day = moved.iter().find(|change| change["field"] == "due_date").unwrap();
    desk.call("restore_change", json!({ "change": day["seq"] }));
    let late = desk.rows("SELECT due_date, due_time, due_at FROM follow_up").remove(0);
    let at: jiff::Timestamp = "2026-05-20T09:30:00Z".parse().unwrap();
    assert_eq!(late, format!("2026-05-20|17:30|{}", at.as_millisecond()), "day, time and instant belong together");
}

#[test]
fn an_amount_comes_back_in_its_own_currency() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    desk.call("update_customer", json!({ "id": customer, "creditLimitMinor": 500_000 }));
    desk.call("update_customer", json!({ "id": customer, "creditLimitMinor": null }));
    let cleared = changes(&desk, &history(&desk, json!({}))[0]);
    desk.call("update_customer", json!({ "id": customer, "currency": "JPY" }));
    desk.call("restore_change", json!({ "change": cleared[0]["seq"] }));
    let now = desk.call("get_customer", json!({ "id": customer }))["customer"].clone();
    assert_eq!((&now["creditLimitMinor"], &now["currency"]), (&json!(500_000), &json!("CNY")));
}

#[test]
fn one_of_many_deleted_customers_comes_back_with_all_that_was_its_own() {
    let desk = Desk::new();
    desk.fill(20, 200);
    let before = desk.content();
    let rows =
        desk.call("list_customers", json!({ "sort": { "by": "last_contact", "descending": true } }))["rows"].clone();
    let ids: Vec<Value> = rows.as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    let deleted = desk.call("delete_customers", json!({ "ids": ids }));
    let page = desk.call("list_changes", json!({ "act": deleted["act"], "customerId": ids[0], "limit": 200 }));
    let one = page["changes"].as_array().unwrap().iter().find(|change| change["table"] == "customer").unwrap().clone();
    assert_eq!(one["canRestore"], true);
    desk.call("restore_change", json!({ "change": one["seq"] }));
    let key = ids[0].as_str().unwrap().replace('-', "").to_uppercase();
    let of_one = |content: &BTreeSet<String>| {
        let others = |row: &&String| row.starts_with("customer ") && !row.starts_with(&format!("customer X'{key}'"));
        content.iter().filter(|row| row.contains(&key) && !others(row)).cloned().collect::<BTreeSet<_>>()
    };
    assert!(of_one(&before).len() > 3, "there is something to compare");
    let (was, is) = (of_one(&before), of_one(&desk.content()));
    let differing: Vec<_> = was.symmetric_difference(&is).collect();
    assert!(differing.is_empty(), "people, talks, tags and follow-ups come along: {differing:?}");
    assert_eq!(desk.call("get_counts", json!({}))["customers"], 1, "and nobody else");
    desk.call("undo", json!({ "act": deleted["act"] }));
    assert!(desk.content() == before, "the rest can still be brought back");
}

#[test]
fn nothing_comes_back_under_a_deleted_customer() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let said = desk.log(&customer, "said");
    let gone = desk.call("delete_communication", json!({ "id": said }));
    let of_talk = changes(&desk, &history(&desk, json!({}))[0])[0].clone();
    let later = desk.call("delete_customers", json!({ "ids": [customer] }));
    let before = desk.content();
    let error = desk.call_err("undo", json!({ "act": gone["act"] }));
    assert_eq!(error.code, Code::Conflict);
    assert_eq!(error.fields.get("customer").map(String::as_str), Some("deleted_since"), "it says what is in the way");
    let told = desk.call("undo_conflicts", json!({ "act": gone["act"] }));
    let conflict = &told["conflicts"][0];
    assert_eq!((&conflict["label"], &conflict["problem"]), (&json!("A"), &json!("deleted_since")));
    assert_eq!((&conflict["by"]["act"], &told["rest"]), (&later["act"], &json!(0)), "and which act that was");
    let error = desk.call_err("restore_change", json!({ "change": of_talk["seq"] }));
    assert_eq!(error.fields.get("customer").map(String::as_str), Some("deleted_since"), "nor by itself");
    assert!(desk.content() == before, "nothing was changed");
    desk.call("undo", json!({ "act": later["act"] }));
    desk.call("undo", json!({ "act": gone["act"] }));
    desk.call("get_communication", json!({ "id": said }));
}

#[test]
fn the_rest_is_taken_back_where_a_part_has_changed_since() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    desk.call("update_customer", json!({ "id": customer, "name": "B", "region": "East", "industry": "Pumps" }));
    let act = history(&desk, json!({}))[0]["act"].clone();
    desk.call("update_customer", json!({ "id": customer, "name": "b", "region": "West" }));
    let told = desk.call("undo_conflicts", json!({ "act": act }));
    let fields: Vec<String> = told["conflicts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| format!("{} {} {}", each["field"].as_str().unwrap(), text(&each["wanted"]), text(&each["now"])))
        .collect();
    assert_eq!(fields, ["name [A] [b]", "region {\"type\":\"none\"} West"], "what it would be, and what it is");
    assert_eq!((&told["total"], &told["rest"]), (&json!(2), &json!(1)));
    assert_eq!(desk.call_err("undo", json!({ "act": act })).code, Code::Conflict);
    desk.call("undo", json!({ "act": act, "rest": true }));
    let hex = customer.replace('-', "");
    let kept =
        desk.rows(&format!("SELECT name, sort_key, name_key, region, industry FROM customer WHERE id = x'{hex}'"));
    assert_eq!(kept, ["b|b|b|West|"], "what changed since stays, with all that follows from it; the rest went back");
}

#[test]
fn a_tag_stays_while_it_is_used_elsewhere() {
    let desk = Desk::new();
    let made = desk.call("create_customer", json!({ "kind": "company", "name": "A", "tags": ["VIP"] }));
    let other = desk.customer("B");
    desk.call("set_customer_tags", json!({ "id": other, "tags": ["VIP"] }));
    let acts = history(&desk, json!({ "customerId": made["id"] }));
    desk.call("undo", json!({ "act": acts[0]["act"] }));
    let tags = desk.call("get_customer", json!({ "id": other }))["tags"].clone();
    assert_eq!(tags[0]["name"], "VIP", "another customer has it by now");
    assert_eq!(desk.call("get_counts", json!({}))["customers"], 1);
    desk.call("set_customer_tags", json!({ "id": other, "tags": [] }));
    desk.call("undo", json!({}));
    assert_eq!(desk.call("get_customer", json!({ "id": other }))["tags"][0]["name"], "VIP");
}

#[test]
fn an_undo_from_the_history_is_done_again_from_there() {
    let desk = Desk::new();
    let first = desk.customer("A");
    let second = desk.customer("B");
    let states = |desk: &Desk| desk.call("list_customers", json!({}))["total"].clone();
    let act_of = |customer: &str| history(&desk, json!({ "customerId": customer })).last().unwrap()["act"].clone();
    desk.call("undo", json!({ "act": act_of(&first) }));
    desk.customer("C");
    assert_eq!(states(&desk), 2);
    let undo = history(&desk, json!({ "kind": "restored" }))[0].clone();
    let again = desk.call("undo", json!({ "act": undo["act"] }));
    assert_eq!(again["done"]["command"], "create_customer", "it is called after what began it");
    assert_eq!(states(&desk), 3, "though something new was done since");
    let acts = history(&desk, json!({ "customerId": first }));
    assert_eq!(commands(&acts), ["redo", "undo", "create_customer"]);
    assert_eq!(
        (&acts[0]["canUndo"], &acts[1]["canUndo"], &acts[2]["canUndo"]),
        (&json!(true), &json!(false), &json!(true))
    );
    desk.call("undo", json!({ "act": acts[0]["act"] }));
    assert_eq!(states(&desk), 2, "and back once more");
    let acts = history(&desk, json!({ "customerId": first }));
    assert_ne!(acts[3]["undone"], Value::Null, "the first act is undone again");
    desk.call("get_customer", json!({ "id": second }));
}

#[test]
fn a_viewer_sees_the_history_and_restores_nothing() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    desk.call("update_customer", json!({ "id": customer, "region": "East" }));
    let act = history(&desk, json!({}))[0].clone();
    let app = desk.app();
    let viewer = Actor { role: Role::Viewer, ..desk.actor() };
    let page = run(satchel_core::history::list_history(&app, viewer, Default::default())).unwrap();
    assert!(page.acts.len() == 2 && page.acts.iter().all(|act| !act.can_undo), "all is seen, nothing offered");
    let input = serde_json::from_value(json!({ "act": act["act"] })).unwrap();
    let page = run(satchel_core::history::changes::list_changes(&app, viewer, input)).unwrap();
    assert!(page.changes.iter().all(|change| !change.can_restore));
    let change = json!({ "change": act["changes"][0]["seq"] });
    let input = serde_json::from_value(change).unwrap();
    let refused = run(satchel_core::history::restore::restore_change(&app, viewer, input)).unwrap_err();
    assert_eq!(refused.code, Code::Refused, "the door is closed whatever the contract let through");
}

//! How to stay in touch: what was agreed, who is due, and what the conversations suggest to change.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use satchel_tests::Desk;
use serde_json::{Value, json};

/// A conversation of ours, at an hour of the clock in Shanghai.
fn talk(desk: &Desk, customer: &str, at: &str, channel: &str, outcome: &str) {
    let at: DateTime = at.parse().unwrap();
    let at = at.to_zoned(TimeZone::get("Asia/Shanghai").unwrap()).unwrap().timestamp().as_millisecond();
    let said = json!({ "customerId": customer, "channel": channel, "direction": "out", "title": "x", "at": at, "outcome": outcome });
    desk.call("log_communication", said);
}

fn agree(desk: &Desk, customer: &str, change: &Value) -> Value {
    let mut input = change.clone();
    input["id"] = json!(customer);
    desk.call("update_customer", input)
}

fn strategy(desk: &Desk, customer: &str) -> Value {
    desk.call("get_strategy", json!({ "id": customer }))
}

fn due(desk: &Desk) -> Vec<String> {
    let due = desk.call("list_due_contacts", json!({}));
    due["contacts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{} {}", it["name"].as_str().unwrap(), it["due"]))
        .collect()
}

#[test]
fn what_is_agreed_is_kept_refused_and_taken_back() {
    let desk = Desk::in_zone("Asia/Shanghai");
    let customer = desk.customer("A");
    let all = json!({ "goal": "A contract", "rhythmDays": 28, "preferredChannel": "call", "preferredHours": "９点" });
    let mut input = all.clone();
    input["id"] = json!(customer);
    assert_eq!(desk.call_err("update_customer", input).fields["preferredHours"], "hours_invalid");
    for days in [0, -7, 732] {
        let input = json!({ "id": customer, "rhythmDays": days });
        assert_eq!(desk.call_err("update_customer", input).fields["rhythmDays"], "rhythm_invalid", "{days}");
    }
    let kept =
        agree(&desk, &customer, &json!({ "goal": "A contract", "rhythmDays": 28, "preferredHours": "9 – 11：30" }));
    assert_eq!((&kept["rhythmDays"], &kept["preferredHours"]), (&json!(28), &json!("09:00-11:30")));
    desk.call("undo", json!({}));
    let record = desk.call("get_customer", json!({ "id": customer }));
    assert_eq!((&record["customer"]["goal"], &record["customer"]["rhythmDays"]), (&json!(""), &json!(null)));
}

#[test]
fn who_waits_longest_against_the_rhythm_is_due_first() {
    let desk = Desk::in_zone("Asia/Shanghai");
    let [weekly, monthly, planned, silent, fresh] =
        ["Weekly", "Monthly", "Planned", "Silent", "Fresh"].map(|name| desk.customer(name));
    for (customer, days, last) in [
        (&weekly, 7, "2026-05-05T10:00"),
        (&monthly, 28, "2026-04-01T10:00"),
        (&planned, 7, "2026-04-01T10:00"),
        (&silent, 7, "2026-04-01T10:00"),
        (&fresh, 7, "2026-05-12T10:00"),
    ] {
        talk(&desk, customer, last, "call", "reached");
        agree(&desk, customer, &json!({ "rhythmDays": days }));
    }
    desk.call("create_follow_up", json!({ "customerId": planned, "title": "x", "due": { "date": "2026-06-01" } }));
    agree(&desk, &silent, &json!({ "doNotContact": true }));
    // 43 of 28 days are 1.5 rhythms, 9 of 7 are 1.3; one is planned, one wants nobody to call, one has time.
    assert_eq!(due(&desk), ["Monthly \"2026-04-29\"", "Weekly \"2026-05-12\""]);
    let condition = json!({ "type": "date", "field": "contact_due", "test": { "is": "more_than_ago", "count": 0, "unit": "days" } });
    let filter = json!({ "conditions": { "join": "all", "of": [condition] } });
    assert_eq!(
        desk.call("list_customers", json!({ "filter": filter }))["total"],
        3,
        "the planned one is overdue all the same"
    );
    assert_eq!(strategy(&desk, &silent)["due"], json!(null));
    talk(&desk, &monthly, "2026-05-14T09:00", "call", "reached");
    assert_eq!(due(&desk), ["Weekly \"2026-05-12\""]);
    assert_eq!(strategy(&desk, &monthly)["due"], "2026-06-11");
    let nobody = desk.call("list_due_contacts", json!({ "ownerId": uuid::Uuid::nil() }));
    assert_eq!(nobody["total"], 0);
}

#[test]
fn conversations_suggest_another_channel_other_hours_and_a_rhythm_with_their_figures() {
    let desk = Desk::in_zone("Asia/Shanghai");
    let customer = desk.customer("A");
    for (day, hour, outcome) in [
        (1, 9, "reached"),
        (2, 10, "reached"),
        (3, 9, "interested"),
        (4, 11, "reached"),
        (5, 15, "no_answer"),
        (6, 14, "no_answer"),
        (7, 16, "no_answer"),
    ] {
        talk(&desk, &customer, &format!("2026-04-{:02}T{hour:02}:00", day * 3), "call", outcome);
    }
    let habit = json!({ "type": "habit", "days": 7, "median": 3, "gaps": 6 });
    assert_eq!(strategy(&desk, &customer)["suggestions"], json!([habit]), "three calls in the afternoon say little");
    talk(&desk, &customer, "2026-04-24T17:00", "call", "no_answer");
    let hours = json!({ "type": "hours", "hours": "08:00-12:00", "reached": { "reached": 4, "of": 4 }, "before": { "reached": 0, "of": 4 } });
    assert_eq!(strategy(&desk, &customer)["suggestions"][0], hours);
    agree(&desk, &customer, &json!({ "preferredHours": "08:00-12:00", "rhythmDays": 7 }));
    assert_eq!(strategy(&desk, &customer)["suggestions"], json!([]), "what is agreed is not suggested again");

    // What comes after speaks: calls fail, and four chats reach them.
    desk.advance(40 * 86_400_000);
    for day in 1..=4 {
        talk(&desk, &customer, &format!("2026-06-{day:02}T09:00"), "call", "no_answer");
        talk(&desk, &customer, &format!("2026-06-{day:02}T18:00"), "chat", "reached");
    }
    let suggestions = strategy(&desk, &customer)["suggestions"].clone();
    let channel = json!({ "type": "channel", "channel": "chat", "reached": { "reached": 4, "of": 4 },
        "insteadOf": "call", "before": { "reached": 4, "of": 12 } });
    assert_eq!(suggestions, json!([channel]));
    talk(&desk, &customer, "2026-06-10T09:00", "chat", "declined");
    talk(&desk, &customer, "2026-06-11T09:00", "chat", "declined");
    let rarer = json!({ "type": "rarer", "days": 14 });
    assert_eq!(strategy(&desk, &customer)["suggestions"][1], rarer);
    agree(&desk, &customer, &json!({ "doNotContact": true }));
    assert_eq!(strategy(&desk, &customer)["suggestions"], json!([]));
}

#[test]
fn merging_takes_what_was_agreed_with_either_and_parts_it_again() {
    let desk = Desk::in_zone("Asia/Shanghai");
    let (one, other) = (desk.customer("A"), desk.customer("B"));
    agree(&desk, &one, &json!({ "goal": "Mine" }));
    agree(&desk, &other, &json!({ "goal": "Theirs", "rhythmDays": 14, "preferredChannel": "visit" }));
    let merged = desk.call("merge_customers", json!({ "keep": one, "others": [other] }));
    let customer = &merged["customer"];
    let agreed = (&customer["goal"], &customer["rhythmDays"], &customer["preferredChannel"]);
    assert_eq!(agreed, (&json!("Mine"), &json!(14), &json!("visit")));
    desk.call("undo", json!({ "act": merged["act"] }));
    let record = desk.call("get_customer", json!({ "id": one }));
    assert_eq!(record["customer"]["rhythmDays"], json!(null));
}

/// What was agreed with each customer.
fn agreed(desk: &Desk) -> Vec<String> {
    desk.rows(
        "SELECT name || '|' || goal || '|' || ifnull(rhythm_days, '') || '|' || ifnull(preferred_channel, '') || '|' || \
         preferred_hours FROM customer WHERE deleted_at IS NULL ORDER BY name",
    )
}

#[test]
fn lists_and_cards_bring_back_what_was_agreed() {
    let desk = Desk::new();
    let one = desk.customer("Agreed");
    desk.customer("Open");
    let all = json!({ "goal": "A yearly contract; =1+1", "rhythmDays": 28, "preferredChannel": "visit", "preferredHours": "9-11:30" });
    agree(&desk, &one, &all);
    let before = agreed(&desk);
    assert_eq!(before, ["Agreed|A yearly contract; =1+1|28|visit|09:00-11:30", "Open||||"]);
    desk.goes_out_and_in(|way| assert_eq!(agreed(&desk), before, "{way}"));
}

#[test]
fn a_list_says_it_in_words_and_what_is_not_understood_is_kept() {
    let desk = Desk::new();
    agree(&desk, &desk.customer("Gamma"), &json!({ "rhythmDays": 7, "goal": "Kept" }));
    let list = "公司,目标,联系频率,首选联系方式,方便时段\nAlpha,签约,每4周,微信,９点\nBeta,,every 2 weeks,Phone,9 至 11\n\
                Gamma,Another,monthly,备注,\n";
    let report = desk.import(list, json!({ "onDuplicate": "update", "byName": true }));
    assert_eq!((&report["created"], &report["updated"]), (&json!(2), &json!(1)), "{report}");
    assert_eq!(agreed(&desk), ["Alpha|签约|28|chat|", "Beta||14|call|09:00-11:00", "Gamma|Kept|7||"]);
    let notes = desk.rows("SELECT note FROM customer WHERE name IN ('Alpha', 'Gamma') ORDER BY name");
    assert_eq!(notes, ["方便时段: 9点", "联系频率: monthly\n首选联系方式: 备注"]);
}

#[test]
fn much_is_agreed_with_many_at_once_and_taken_back() {
    let desk = Desk::new();
    let [one, two] = ["One", "Two"].map(|name| desk.customer(name));
    agree(&desk, &one, &json!({ "rhythmDays": 28 }));
    let before = agreed(&desk);
    let values = [
        (json!({ "field": "rhythm", "days": 28 }), 1),
        (json!({ "field": "preferred_channel", "channel": "call" }), 2),
        (json!({ "field": "text", "name": "preferred_hours", "text": "9至11" }), 2),
        (json!({ "field": "text", "name": "goal", "text": "A visit" }), 2),
    ];
    let customers = json!({ "ids": [one, two] });
    for (value, changing) in values {
        let told = desk.call("preview_change", json!({ "customers": customers, "value": value }));
        assert_eq!(told["changing"], changing, "{value}");
        let change = json!({ "customers": customers, "change": { "kind": "set", "value": value } });
        assert_eq!(desk.command_line("change_customers", change).unwrap()["count"], changing, "{value}");
    }
    assert_eq!(agreed(&desk), ["One|A visit|28|call|09:00-11:00", "Two|A visit|28|call|09:00-11:00"]);
    for _ in 0..4 {
        desk.call("undo", json!({}));
    }
    assert_eq!(agreed(&desk), before);
    for (value, field, code) in [
        (json!({ "field": "rhythm", "days": 0 }), "rhythmDays", "rhythm_invalid"),
        (json!({ "field": "text", "name": "preferred_hours", "text": "soon" }), "text", "hours_invalid"),
    ] {
        let error = desk.call_err("preview_change", json!({ "customers": customers, "value": value }));
        assert_eq!(error.fields[field], code);
    }
}

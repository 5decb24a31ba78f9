//! The calendar: what each day holds, whose it is, and how much of it is read.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

fn add(desk: &Desk, customer: &str, title: &str, date: &str, time: Option<&str>) -> Value {
    let due = json!({ "date": date, "time": time });
    desk.call("create_follow_up", json!({ "customerId": customer, "title": title, "due": due }))
}

fn week(desk: &Desk) -> Value {
    desk.call("list_follow_ups", json!({ "from": "2026-05-11", "to": "2026-05-17" }))
}

fn titles(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap()).collect()
}

/// Date, how many are open, how many done, and what is shown.
fn days(answer: &Value) -> Vec<(&str, u64, u64, Vec<&str>)> {
    let day = |day: &'_ Value| (day["open"].as_u64().unwrap(), day["done"].as_u64().unwrap());
    let all = answer["days"].as_array().unwrap().iter();
    all.map(|each| (each["date"].as_str().unwrap(), day(each).0, day(each).1, titles(&each["followUps"]))).collect()
}

#[test]
fn a_week_holds_what_is_open_and_what_is_done_by_the_hour() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    add(&desk, &customer, "the week before", "2026-05-10", Some("23:45"));
    add(&desk, &customer, "any time", "2026-05-14", None);
    add(&desk, &customer, "at four", "2026-05-14", Some("16:00"));
    let done = add(&desk, &customer, "at nine", "2026-05-14", Some("09:00"));
    add(&desk, &customer, "sunday night", "2026-05-17", Some("23:45"));
    add(&desk, &customer, "the week after", "2026-05-18", None);
    let gone = add(&desk, &customer, "deleted", "2026-05-14", None);
    desk.call("complete_follow_up", json!({ "id": done["id"] }));
    desk.call("delete_follow_up", json!({ "id": gone["id"] }));
    let shown = week(&desk);
    assert_eq!(
        days(&shown),
        [("2026-05-14", 2, 1, vec!["at nine", "at four", "any time"]), ("2026-05-17", 1, 0, vec!["sunday night"]),]
    );
    assert_eq!((&shown["today"], titles(&shown["overdue"])), (&json!("2026-05-14"), vec!["the week before"]));
    assert_eq!(shown["days"][0]["followUps"][0]["customerName"], "A");
    let other = desk.call("list_follow_ups", json!({ "from": "2030-01-01", "to": "2030-01-01" }));
    assert_eq!((days(&other).len(), &other["overdueTotal"]), (0, &json!(1)), "what is late is told whatever is shown");
}

#[test]
fn moving_one_to_another_day_and_back() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let step = add(&desk, &customer, "x", "2026-05-14", Some("09:00"));
    let before = week(&desk);
    let due = json!({ "date": "2026-05-15", "time": "10:15" });
    let moved = desk.call("snooze_follow_up", json!({ "id": step["id"], "due": due }));
    assert_eq!(days(&week(&desk)), [("2026-05-15", 1, 0, vec!["x"])]);
    desk.call("undo", json!({ "act": moved["act"] }));
    assert_eq!(week(&desk), before);
}

#[test]
fn mine_are_those_that_are_nobodys_too() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    for title in ["mine", "another's", "nobody's"] {
        add(&desk, &customer, title, "2026-05-14", None);
    }
    add(&desk, &customer, "another's, late", "2026-05-01", None);
    // The program has no way yet to add a user.
    desk.write_raw("UPDATE follow_up SET owner_id = x'0190000000007000800000000000000a' WHERE title LIKE 'another%'");
    desk.write_raw("UPDATE follow_up SET owner_id = NULL WHERE title = 'nobody''s'");
    let mine = json!({ "from": "2026-05-11", "to": "2026-05-17", "mine": true });
    let mine = desk.call("list_follow_ups", mine);
    assert_eq!(days(&mine), [("2026-05-14", 2, 0, vec!["mine", "nobody's"])]);
    assert_eq!(mine["overdueTotal"], 0);
    let all = week(&desk);
    assert_eq!((&all["days"][0]["open"], &all["overdueTotal"]), (&json!(3), &json!(1)));
}

#[test]
fn a_crowded_day_is_counted_whole_and_shows_what_is_open_first() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    for number in 0..12 {
        let step = add(&desk, &customer, &format!("done {number:02}"), "2026-05-14", Some("08:00"));
        desk.call("complete_follow_up", json!({ "id": step["id"] }));
    }
    for number in 0..3 {
        add(&desk, &customer, &format!("open {number}"), "2026-05-14", Some("17:00"));
    }
    let ask = |most: u32| {
        let input = json!({ "from": "2026-05-14", "to": "2026-05-14", "perDay": most });
        desk.call("list_follow_ups", input)
    };
    assert_eq!(days(&ask(4)), [("2026-05-14", 3, 12, vec!["done 00", "open 0", "open 1", "open 2"])]);
    assert_eq!(days(&ask(2)), [("2026-05-14", 3, 12, vec!["open 0", "open 1"])]);
    assert_eq!(days(&ask(0)), [("2026-05-14", 3, 12, vec![])]);
    assert_eq!(days(&ask(4_000_000_000))[0].3.len(), 15);
    for number in 0..110 {
        add(&desk, &customer, &format!("late {number}"), "2026-05-15", None);
    }
    assert_eq!(week(&desk)["days"][1]["followUps"].as_array().unwrap().len(), 100, "a day is never longer than that");
}

#[test]
fn days_that_are_none_or_too_many_are_refused() {
    let desk = Desk::new();
    for (from, to) in [
        ("2026-02-29", "2026-03-01"),
        ("2026-05-14", "today"),
        ("2026-05-14", "2026-05-13"),
        ("2026-01-01", "2026-03-04"),
        ("-9999-01-01", "9999-12-31"),
    ] {
        let error = desk.call_err("list_follow_ups", json!({ "from": from, "to": to }));
        assert_eq!(error.code, Code::Invalid, "{from} to {to}");
    }
    desk.call("list_follow_ups", json!({ "from": "2026-01-01", "to": "2026-03-03" }));
}

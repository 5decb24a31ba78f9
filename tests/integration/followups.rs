//! Follow-ups: Today's lists, the person's own midnight, daylight saving.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

const HOUR: i64 = 3_600_000;

fn add(desk: &Desk, customer: &str, title: &str, date: &str, time: Option<&str>) -> Value {
    let due = json!({ "date": date, "time": time });
    desk.call("create_follow_up", json!({ "customerId": customer, "title": title, "due": due }))
}

fn titles(today: &Value, list: &str) -> Vec<String> {
    today[list].as_array().unwrap().iter().map(|step| step["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn today_shows_overdue_first_then_today_by_the_hour_then_a_week() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    for (title, date, time) in [
        ("any time", "2026-05-14", None),
        ("late", "2026-05-14", Some("17:00")),
        ("early", "2026-05-14", Some("08:00")),
        ("missed", "2026-05-13", None),
        ("long missed", "2026-04-01", Some("09:00")),
        ("next week", "2026-05-21", None),
        ("tomorrow", "2026-05-15", None),
        ("far", "2026-05-22", None),
    ] {
        add(&desk, &customer, title, date, time);
    }
    let today = desk.call("list_today", json!({}));
    assert_eq!(today["today"], "2026-05-14");
    assert_eq!(titles(&today, "overdue"), ["long missed", "missed"]);
    assert_eq!(
        titles(&today, "dueToday"),
        ["early", "late", "any time"],
        "an hour of today that is past is not overdue"
    );
    assert_eq!(titles(&today, "upcoming"), ["tomorrow", "next week"], "seven days ahead, not eight");
    let counts = desk.call("get_counts", json!({}));
    assert_eq!((&counts["dueFollowUps"], &counts["overdueFollowUps"]), (&json!(5), &json!(2)));
}

#[test]
fn done_and_snooze_move_it_and_undo_moves_it_back() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let step = add(&desk, &customer, "x", "2026-05-13", None);
    let before = desk.call("list_today", json!({}));
    let done = desk.call("complete_follow_up", json!({ "id": step["id"] }));
    let today = desk.call("list_today", json!({}));
    assert_eq!((titles(&today, "overdue").len(), &today["doneToday"]), (0, &json!(1)));
    desk.call("undo", json!({ "act": done["act"] }));
    assert_eq!(desk.call("list_today", json!({})), before);
    desk.call("snooze_follow_up", json!({ "id": step["id"], "due": { "date": "2026-05-15", "time": "10:00" } }));
    let today = desk.call("list_today", json!({}));
    assert_eq!(titles(&today, "upcoming"), ["x"]);
    assert_eq!(today["upcoming"][0]["dueTime"], "10:00");
    desk.call("complete_follow_up", json!({ "id": step["id"] }));
    desk.call("complete_follow_up", json!({ "id": step["id"], "done": false }));
    assert_eq!(
        titles(&desk.call("list_today", json!({})), "upcoming"),
        ["x"],
        "what was ticked off by mistake is open again"
    );
}

#[test]
fn everything_overdue_moves_at_once_and_back() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    add(&desk, &customer, "with a time", "2026-05-12", Some("09:30"));
    add(&desk, &customer, "any time", "2026-04-01", None);
    add(&desk, &customer, "today", "2026-05-14", Some("08:00"));
    let before = desk.call("list_today", json!({}));
    assert_eq!(desk.call_err("move_overdue", json!({ "date": "2026-02-30" })).fields["due"], "date_invalid");
    let moved = desk.call("move_overdue", json!({ "date": "2026-05-15" }));
    let after = desk.call("list_today", json!({}));
    assert_eq!((&moved["count"], titles(&after, "overdue").len()), (&json!(2), 0));
    assert_eq!(titles(&after, "upcoming"), ["with a time", "any time"]);
    assert_eq!(after["upcoming"][0]["dueTime"], "09:30", "the hour stays");
    assert_eq!(titles(&after, "dueToday"), ["today"]);
    desk.call("undo", json!({ "act": moved["act"] }));
    assert_eq!(desk.call("list_today", json!({})), before);
}

#[test]
fn a_long_day_is_counted_whole_and_shown_from_its_beginning() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    for number in 0..230 {
        add(&desk, &customer, &number.to_string(), "2026-01-01", None);
    }
    let late =
        "SELECT count(*) FROM follow_up WHERE done_at IS NULL AND deleted_at IS NULL AND due_date < '2026-05-14'";
    let today = desk.call("list_today", json!({}));
    assert_eq!(today["overdue"].as_array().unwrap().len(), 200);
    assert_eq!(today["overdueTotal"], desk.number(late));
}

#[test]
fn the_day_changes_at_the_persons_midnight() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    add(&desk, &customer, "x", "2026-05-14", None);
    desk.advance(14 * HOUR - 1);
    assert_eq!(desk.call("list_today", json!({}))["today"], "2026-05-14", "a moment before midnight in Shanghai");
    desk.advance(1);
    let today = desk.call("list_today", json!({}));
    assert_eq!((&today["today"], titles(&today, "overdue")), (&json!("2026-05-15"), vec!["x".to_owned()]));
    let elsewhere = Desk::in_zone("America/Los_Angeles");
    assert_eq!(elsewhere.call("list_today", json!({}))["today"], "2026-05-13", "there it is still the evening before");
}

#[test]
fn hours_that_a_clock_change_skips_or_repeats_have_an_instant() {
    let desk = Desk::in_zone("Europe/Berlin");
    let customer = desk.customer("A");
    let at = |date: &str, time: &str| {
        let step = add(&desk, &customer, "x", date, Some(time));
        let instant = jiff::Timestamp::from_millisecond(step["dueAt"].as_i64().unwrap()).unwrap();
        assert_eq!(
            (&step["dueTime"], &step["zone"]),
            (&json!(time), &json!("Europe/Berlin")),
            "the person's own words stay"
        );
        instant.to_string()
    };
    assert_eq!(at("2026-10-24", "09:00"), "2026-10-24T07:00:00Z");
    assert_eq!(at("2026-10-26", "09:00"), "2026-10-26T08:00:00Z", "nine is nine, summer or winter");
    assert_eq!(at("2027-03-28", "02:30"), "2027-03-28T01:30:00Z", "an hour that doesn't exist comes after the gap");
    assert_eq!(at("2026-10-25", "02:30"), "2026-10-25T00:30:00Z", "of an hour that comes twice, the first");
    assert_eq!(at("2028-02-29", "12:00"), "2028-02-29T11:00:00Z");
}

#[test]
fn impossible_days_hours_and_titles_are_refused() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    for (title, date, time) in [
        ("x", "2026-02-29", None),
        ("x", "14.05.2026", None),
        ("x", "2026-05-14", Some("25:00")),
        ("x", "2026-05-14", Some("noon")),
        (" ", "2026-05-14", None),
    ] {
        let input = json!({ "customerId": customer, "title": title, "due": { "date": date, "time": time } });
        assert_eq!(desk.call_err("create_follow_up", input.clone()).code, Code::Invalid, "{input}");
    }
    assert_eq!(titles(&desk.call("list_today", json!({})), "dueToday").len(), 0);
}

#[test]
fn a_deleted_customers_follow_ups_are_not_to_do() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let step = add(&desk, &customer, "x", "2026-05-14", None);
    desk.call("delete_customers", json!({ "ids": [customer] }));
    assert_eq!(titles(&desk.call("list_today", json!({})), "dueToday").len(), 0);
    assert_eq!(desk.call("get_counts", json!({}))["dueFollowUps"], 0, "nor counted");
    assert_eq!(desk.call_err("complete_follow_up", json!({ "id": step["id"] })).code, Code::NotFound);
}

/// Those that are still to be done, as day, rule and the instant from which they are late.
fn open(desk: &Desk) -> Vec<String> {
    desk.rows(
        "SELECT due_date || ' ' || ifnull(due_time, 'any') || ' ' || repeats || ' from ' || repeats_from FROM follow_up \
         WHERE deleted_at IS NULL AND done_at IS NULL ORDER BY due_date",
    )
}

#[test]
fn what_comes_again_is_there_anew_when_it_is_done() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let rule = "FREQ=WEEKLY;BYDAY=TH";
    let due = json!({ "date": "2026-05-14", "time": "09:00" });
    let step = desk.call(
        "create_follow_up",
        json!({ "customerId": customer, "title": "call", "due": due, "channel": "call", "repeats": rule }),
    );
    assert_eq!((&step["repeats"], &step["repeatsFrom"]), (&json!(rule), &json!("2026-05-14")));
    desk.call("snooze_follow_up", json!({ "id": step["id"], "due": { "date": "2026-05-15", "time": "09:00" } }));
    assert_eq!(
        open(&desk),
        ["2026-05-15 09:00 FREQ=WEEKLY;BYDAY=TH from 2026-05-14"],
        "put off, it still counts from Thursday"
    );
    let done = desk.call("complete_follow_up", json!({ "id": step["id"] }));
    assert_eq!(open(&desk), ["2026-05-21 09:00 FREQ=WEEKLY;BYDAY=TH from 2026-05-21"]);
    assert_eq!(done["next"]["dueDate"], "2026-05-21", "whoever ticks it off is told");
    let again = desk.call("complete_follow_up", json!({ "id": step["id"] }));
    assert_eq!(again["next"], json!(null), "what is done already brings no other one");
    desk.call("complete_follow_up", json!({ "id": step["id"], "done": false }));
    desk.call("complete_follow_up", json!({ "id": step["id"] }));
    assert_eq!(open(&desk).len(), 1, "nor does what was opened again by mistake");
    desk.call("complete_follow_up", json!({ "id": step["id"], "done": false }));
    let next = json!({ "id": done["next"]["id"] });
    desk.call("delete_follow_up", next);
    let done = desk.call("complete_follow_up", json!({ "id": step["id"] }));
    desk.call("undo", json!({ "act": done["act"] }));
    assert_eq!(open(&desk), ["2026-05-15 09:00 FREQ=WEEKLY;BYDAY=TH from 2026-05-14"], "one undo takes both back");
    desk.call("update_follow_up", json!({ "id": step["id"], "repeats": "" }));
    desk.call("complete_follow_up", json!({ "id": step["id"] }));
    assert_eq!(open(&desk), [""; 0], "without a rule it ends");
}

#[test]
fn a_rule_ends_is_refused_and_passes_over_what_was_missed() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let add = |date: &str, rule: &str| {
        let due = json!({ "date": date });
        desk.ask("create_follow_up", json!({ "customerId": customer, "title": "x", "due": due, "repeats": rule }))
    };
    for rule in ["every day", "FREQ=HOURLY", "FREQ=DAILY;COUNT=2;UNTIL=20270101", "FREQ=DAILY\r\nSUMMARY:x"] {
        assert_eq!(add("2026-05-14", rule).unwrap_err().fields["repeats"], "repeat_invalid", "{rule}");
    }
    let daily = add("2026-05-01", "FREQ=DAILY").unwrap();
    desk.call("complete_follow_up", json!({ "id": daily["id"] }));
    assert_eq!(open(&desk), ["2026-05-14 any FREQ=DAILY from 2026-05-14"], "nobody catches up thirteen days");
    let last = add("2026-05-14", "FREQ=DAILY;COUNT=1").unwrap();
    desk.call("complete_follow_up", json!({ "id": last["id"] }));
    assert_eq!(open(&desk).len(), 1, "that was the last one");
}

#[test]
fn the_hour_stays_when_the_clocks_change_between() {
    let desk = Desk::in_zone("Europe/Berlin");
    let customer = desk.customer("A");
    let due = json!({ "date": "2026-10-22", "time": "09:00" });
    let input = json!({ "customerId": customer, "title": "x", "due": due, "repeats": "FREQ=WEEKLY;BYDAY=TH" });
    let step = desk.call("create_follow_up", input);
    desk.call("complete_follow_up", json!({ "id": step["id"] }));
    let late =
        desk.rows("SELECT strftime('%Y-%m-%dT%H:%MZ', due_at / 1000, 'unixepoch') FROM follow_up ORDER BY due_at");
    assert_eq!(late, ["2026-10-22T07:00Z", "2026-10-29T08:00Z"]);
}

#[test]
fn what_matters_most_comes_first_of_its_day_and_length_is_kept() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let add = |title: &str, date: &str, time: Option<&str>, priority: &str| {
        let due = json!({ "date": date, "time": time });
        let input = json!({ "customerId": customer, "title": title, "due": due, "priority": priority });
        desk.call("create_follow_up", input)
    };
    add("late low", "2026-05-12", Some("08:00"), "low");
    add("late high", "2026-05-12", Some("17:00"), "high");
    add("older", "2026-05-11", None, "normal");
    add("low", "2026-05-14", None, "low");
    add("at nine", "2026-05-14", Some("09:00"), "low");
    add("at ten", "2026-05-14", Some("10:00"), "high");
    let high = add("high", "2026-05-14", None, "high");
    add("normal", "2026-05-14", None, "normal");
    let today = desk.call("list_today", json!({}));
    assert_eq!(titles(&today, "overdue"), ["older", "late high", "late low"]);
    assert_eq!(titles(&today, "dueToday"), ["at nine", "at ten", "high", "normal", "low"]);
    let day = desk.call("list_follow_ups", json!({ "from": "2026-05-14", "to": "2026-05-14" }));
    let of_day = &day["days"][0]["followUps"];
    let told: Vec<&str> = of_day.as_array().unwrap().iter().map(|each| each["title"].as_str().unwrap()).collect();
    assert_eq!(told, ["at nine", "at ten", "high", "normal", "low"], "the calendar has the same order");

    assert_eq!((&high["priority"], &high["durationMinutes"]), (&json!("high"), &json!(null)));
    for minutes in [0, -5, 1441] {
        let input = json!({ "id": high["id"], "durationMinutes": minutes });
        assert_eq!(desk.call_err("update_follow_up", input).fields["durationMinutes"], "out_of_range", "{minutes}");
    }
    let long = desk.call("update_follow_up", json!({ "id": high["id"], "durationMinutes": 90, "priority": "low" }));
    assert_eq!((&long["priority"], &long["durationMinutes"]), (&json!("low"), &json!(90)));
    let told = desk.call("list_changes", json!({ "act": long["act"] })).to_string();
    assert!(told.contains("priority-low") && told.contains("\"minutes\":90"), "{told}");
    desk.call("undo", json!({ "act": long["act"] }));
    let rows = desk.rows("SELECT priority || ifnull(duration_minutes, '-') FROM follow_up WHERE title = 'high'");
    assert_eq!(rows, ["high-"]);
}

#[test]
fn what_comes_again_matters_as_much_and_takes_as_long() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let step = desk.call(
        "create_follow_up",
        json!({ "customerId": customer, "title": "x", "due": { "date": "2026-05-14" }, "repeats": "FREQ=DAILY",
                "priority": "high", "durationMinutes": 45 }),
    );
    let done = desk.call("complete_follow_up", json!({ "id": step["id"] }));
    assert_eq!((&done["next"]["priority"], &done["next"]["durationMinutes"]), (&json!("high"), &json!(45)));
}

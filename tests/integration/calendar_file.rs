//! Follow-ups as a calendar file: whose, which days, and that it stays the same thing from one file to the next.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

fn add(desk: &Desk, customer: &str, title: &str, date: &str, time: Option<&str>) -> String {
    let due = json!({ "date": date, "time": time });
    let input = json!({ "customerId": customer, "title": title, "due": due, "channel": "call" });
    desk.call("create_follow_up", input)["id"].as_str().unwrap().to_owned()
}

fn written(desk: &Desk, more: Value) -> (usize, String) {
    let file = desk.data().join("out.ics");
    let mut input = json!({ "ticket": desk.session.tickets.issue(file.clone()).ticket });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let told = desk.command_line("export_calendar", input).unwrap();
    assert_eq!(told["name"], "out.ics");
    let text = String::from_utf8(std::fs::read(file).unwrap()).unwrap();
    (usize::try_from(told["rows"].as_u64().unwrap()).unwrap(), text.replace("\r\n ", ""))
}

fn has(text: &str, line: &str) -> bool {
    text.contains(&format!("\r\n{line}\r\n"))
}

#[test]
fn what_is_open_is_written_with_its_instant_or_its_day() {
    let desk = Desk::new();
    let customer = desk.customer("上海明远, Ltd");
    let timed = add(&desk, &customer, "报价; quote", "2026-05-15", Some("10:15"));
    add(&desk, &customer, "any time", "2026-05-16", None);
    let done = add(&desk, &customer, "done", "2026-05-15", None);
    let gone = add(&desk, &customer, "gone", "2026-05-15", None);
    desk.call("complete_follow_up", json!({ "id": done }));
    desk.call("delete_follow_up", json!({ "id": gone }));
    let (count, text) = written(&desk, json!({}));
    assert_eq!((count, text.matches("BEGIN:VEVENT").count()), (2, 2));
    assert!(has(&text, &format!("UID:{timed}")), "{text}");
    assert!(has(&text, "SUMMARY:上海明远\\, Ltd: 报价\\; quote"), "{text}");
    assert!(has(&text, "DTSTART:20260515T021500Z"), "a quarter past ten in Shanghai: {text}");
    assert!(has(&text, "DTSTART;VALUE=DATE:20260516"), "{text}");
    assert!(has(&text, "CATEGORIES:Call"), "{text}");
    desk.call("snooze_follow_up", json!({ "id": timed, "due": { "date": "2026-05-18", "time": "09:00" } }));
    let (_, later) = written(&desk, json!({}));
    assert!(
        has(&later, &format!("UID:{timed}")) && has(&later, "DTSTART:20260518T010000Z"),
        "the same thing moved: {later}"
    );
}

#[test]
fn days_and_owners_are_chosen() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    for (title, day) in
        [("before", "2026-05-10"), ("first", "2026-05-11"), ("last", "2026-05-17"), ("after", "2026-05-18")]
    {
        add(&desk, &customer, title, day, None);
    }
    let (count, text) = written(&desk, json!({ "from": "2026-05-11", "to": "2026-05-17" }));
    assert_eq!(count, 2, "{text}");
    assert!(has(&text, "SUMMARY:A: first") && has(&text, "SUMMARY:A: last"), "{text}");
    assert_eq!(written(&desk, json!({ "from": "2026-05-17" })).0, 2);
    // The program has no way yet to add a user.
    desk.write_raw("UPDATE follow_up SET owner_id = x'0190000000007000800000000000000a' WHERE title = 'first'");
    assert_eq!(written(&desk, json!({ "mine": true })).0, 3);
    assert_eq!(written(&desk, json!({ "mine": false })).0, 4);
    let ticket = desk.session.tickets.issue(desk.data().join("out.ics")).ticket;
    let error = desk.command_line("export_calendar", json!({ "ticket": ticket, "from": "2026-02-30" })).unwrap_err();
    assert_eq!(error.code, Code::Invalid);
}

#[test]
fn length_and_priority_are_told_to_other_programs() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    for (title, time, priority, minutes) in [
        ("long", Some("10:00"), "high", Some(90)),
        ("plain", Some("12:00"), "normal", None),
        ("day", None, "low", Some(30)),
    ] {
        let due = json!({ "date": "2026-05-15", "time": time });
        let input = json!({ "customerId": customer, "title": title, "due": due, "priority": priority,
                            "durationMinutes": minutes });
        desk.call("create_follow_up", input);
    }
    let (_, text) = written(&desk, json!({}));
    assert_eq!(text.matches("DURATION:").count(), 1, "a day has no length, nor what nobody said one of: {text}");
    assert!(has(&text, "DURATION:PT1H30M") && has(&text, "PRIORITY:1") && has(&text, "PRIORITY:9"), "{text}");
    assert_eq!(text.matches("PRIORITY:").count(), 2, "{text}");
}

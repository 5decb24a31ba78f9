//! A clock that is set back or ahead, daylight saving, leap days, another zone.

use satchel_core::clock::Clock;
use satchel_core::contract::{Caller, call};
use satchel_core::session::{Places, Session, UnlockMethod};
use satchel_tests::{Desk, run};
use serde_json::{Value, json};

use crate::child::Task;
use crate::shim::Shim;

const DAY: i64 = 24 * 3600;

#[test]
fn a_clock_that_is_set_keeps_keys_and_order() {
    let folder = tempfile::TempDir::new().unwrap();
    let data = folder.path().join("data");
    let task = Task { recovery: Desk::lay_out(&data), data: data.clone(), from: 0 };
    let control = folder.path().join("control");
    let mut shim = None;
    let victim = task.start("clocks::set_child", |command| shim = Some(Shim::put_into(command, &control, &data)));
    assert!(victim.ends(), "what the child found is above");
}

#[test]
#[ignore = "the other side of a_clock_that_is_set_keeps_keys_and_order"]
fn set_child() {
    let Some(task) = Task::mine() else { return };
    let shim = Shim::mine();
    let now = || jiff::Timestamp::now().as_second();
    let true_now = now();
    let mut keys: Vec<String> = Vec::new();
    let mut ticks: Vec<i64> = Vec::new();
    // By seconds from the computer's own clock; each with the same program and with a new start.
    for away in [0, -DAY, 0, 3650 * DAY, 0, -3650 * DAY, 3600] {
        shim.set_clock(away);
        assert!((now() - true_now - away).abs() < 600, "the shim must move the clock");
        let session = Session::new(Places::within(&task.data), None, Box::new(Clock::system));
        run(session.unlock_with(UnlockMethod::Recovery, &task.recovery)).unwrap();
        let ask = |name: &str, input: Value| run(call(&session, Caller::Window, name, input)).unwrap();
        for step in 0..3 {
            // Also in the middle of the day's work.
            shim.set_clock(away - step * DAY);
            let made = ask("create_customer", json!({ "kind": "company", "name": format!("{away} {step}") }));
            keys.push(made["id"].as_str().unwrap().to_owned());
            ticks.push(run(session.open_app()).unwrap().0.clock.tick());
        }
        let last = ask("create_customer", json!({ "kind": "company", "name": "to be undone" }))["id"].clone();
        keys.push(last.as_str().unwrap().to_owned());
        let undone = ask("undo", json!({}));
        assert_eq!(undone["done"]["command"], "create_customer", "undo takes the latest back, whatever the clock said");
        assert_eq!(
            ask("get_counts", json!({}))["customers"],
            keys.len() / 4 * 3,
            "{away}: the latest is the one that went"
        );
        let follow = json!({ "customerId": keys[keys.len() - 2], "title": "call", "due": { "date": "2026-05-20" } });
        ask("create_follow_up", follow);
        ask("list_today", json!({}));
        run(session.close()).unwrap();
    }
    let sorted = |keys: &[String]| keys.windows(2).all(|pair| pair[0] < pair[1]);
    assert!(sorted(&keys), "a later record has a greater key: {keys:#?}");
    assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]), "and the log's clock goes on: {ticks:?}");
}

/// A follow-up by date and time in a zone: when it is due, in UTC.
fn due(zone: &str, date: &str, time: &str) -> (Desk, String, i64) {
    let desk = Desk::in_zone(zone);
    let customer = desk.customer("A");
    let input = json!({ "customerId": customer, "title": "call", "due": { "date": date, "time": time } });
    let made = desk.call("create_follow_up", input);
    let (id, at) = (made["id"].as_str().unwrap().to_owned(), made["dueAt"].as_i64().unwrap());
    (desk, id, at)
}

#[test]
fn follow_ups_are_due_at_the_same_instant_in_every_zone() {
    for (zone, date, time, wanted) in [
        ("Asia/Shanghai", "2026-05-20", "09:30", "2026-05-20T01:30:00Z"),
        // The hour that isn't there is the one after it.
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30:00Z"),
        ("Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00:00Z"),
        // Of the hour that is there twice it is the first.
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z"),
        ("Asia/Shanghai", "2028-02-29", "23:59", "2028-02-29T15:59:00Z"),
        ("Pacific/Apia", "2026-12-31", "08:00", "2026-12-30T19:00:00Z"),
    ] {
        let (desk, id, at) = due(zone, date, time);
        let wanted: jiff::Timestamp = wanted.parse().unwrap();
        assert_eq!(at, wanted.as_millisecond(), "{date} {time} in {zone}");
        desk.close();
        for elsewhere in ["America/Los_Angeles", "Asia/Shanghai", "Europe/Berlin", "Asia/Kolkata", "UTC"] {
            let there = Desk::at_in_zone(desk.data(), desk.recovery(), elsewhere);
            there.open();
            let kept =
                there.number(&format!("SELECT due_at FROM follow_up WHERE hex(id) = upper('{}')", id.replace('-', "")));
            assert_eq!(kept, at, "{date} {time} in {zone}, looked at in {elsewhere}");
            there.call("list_today", json!({}));
            // A day later is the same time of the day, also where the day has 23 hours.
            let moved =
                there.call("snooze_follow_up", json!({ "id": id, "due": { "date": "2026-03-29", "time": "12:00" } }));
            let noon: jiff::Zoned = format!("2026-03-29T12:00[{elsewhere}]").parse().unwrap();
            assert_eq!(
                moved["followUp"]["dueAt"].as_i64(),
                Some(noon.timestamp().as_millisecond()),
                "noon in {elsewhere}"
            );
            there.call("undo", json!({}));
        }
    }
}

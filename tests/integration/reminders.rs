//! Reminders: once for each follow-up and time, with names only where they may be said.

use satchel_core::events::Event;
use satchel_core::people::Language;
use satchel_core::session::reminders::Reminder;
use satchel_tests::{Desk, PASSPHRASE, run};
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// A desk at ten in the morning, with ears.
struct Ears<'a>(&'a Desk, Receiver<Event>);

impl<'a> Ears<'a> {
    fn of(desk: &'a Desk) -> Self {
        let ears = Self(desk, desk.session.events.subscribe());
        run(desk.session.remind()).unwrap();
        ears
    }

    /// Heading and text of what is said after some time.
    fn after(&mut self, milliseconds: i64) -> Vec<(String, String)> {
        self.raw(milliseconds).iter().map(|reminder| reminder.words(Language::English)).collect()
    }

    fn raw(&mut self, milliseconds: i64) -> Vec<Reminder> {
        self.0.advance(milliseconds);
        run(self.0.session.remind()).unwrap();
        run(self.0.session.remind()).unwrap();
        let mut said = Vec::new();
        while let Ok(event) = self.1.try_recv() {
            if let Event::Reminder(reminder) = event {
                said.push(reminder);
            }
        }
        said
    }
}

fn add(desk: &Desk, customer: &str, title: &str, date: &str, time: Option<&str>) -> Value {
    let due = json!({ "date": date, "time": time });
    desk.call("create_follow_up", json!({ "customerId": customer, "title": title, "due": due }))
}

fn pair(title: &str, text: &str) -> (String, String) {
    (title.to_owned(), text.to_owned())
}

#[test]
fn each_is_said_once_at_its_time() {
    let desk = Desk::new();
    let customer = desk.customer("凌云 & Co");
    let mut ears = Ears::of(&desk);
    let step = add(&desk, &customer, "Call back", "2026-05-14", Some("10:30"));
    assert_eq!(ears.after(29 * MINUTE), [], "not yet");
    let said = ears.raw(MINUTE);
    assert_eq!(said[0].words(Language::English), pair("Call back", "凌云 & Co, 10:30"));
    assert_eq!(json!(said[0].customer), customer, "it leads to the record");
    assert_eq!(ears.after(HOUR), [], "once is enough");
    desk.reopen();
    assert_eq!(ears.after(MINUTE), [], "also after a restart");
    let due = json!({ "date": "2026-05-14", "time": "14:00" });
    desk.call("snooze_follow_up", json!({ "id": step["id"], "due": due }));
    assert_eq!(ears.after(3 * HOUR), [pair("Call back", "凌云 & Co, 14:00")], "another time is another reminder");
}

#[test]
fn what_came_due_while_the_program_was_closed_is_said_at_the_start() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let mut ears = Ears::of(&desk);
    add(&desk, &customer, "Call back", "2026-05-14", Some("10:30"));
    assert_eq!(ears.after(MINUTE), []);
    desk.close();
    desk.advance(2 * HOUR);
    desk.open();
    assert_eq!(ears.after(0), [pair("Call back", "A, 10:30")]);
}

#[test]
fn a_day_without_a_time_is_said_in_the_morning() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let mut ears = Ears::of(&desk);
    add(&desk, &customer, "Today", "2026-05-14", None);
    add(&desk, &customer, "Offer", "2026-05-15", None);
    assert_eq!(ears.after(22 * HOUR), [], "whoever writes it down at ten needs no word about nine");
    assert_eq!(ears.after(HOUR), [pair("Offer", "A")]);
}

#[test]
fn what_is_done_gone_or_late_already_is_not_said() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let mut ears = Ears::of(&desk);
    let done = add(&desk, &customer, "done", "2026-05-14", Some("11:00"));
    let gone = add(&desk, &customer, "gone", "2026-05-14", Some("11:00"));
    add(&desk, &customer, "late", "2026-05-14", Some("09:00"));
    let other = desk.customer("B");
    add(&desk, &other, "of a deleted customer", "2026-05-14", Some("11:00"));
    assert_eq!(ears.after(MINUTE), []);
    desk.call("complete_follow_up", json!({ "id": done["id"] }));
    desk.call("delete_follow_up", json!({ "id": gone["id"] }));
    desk.call("delete_customers", json!({ "ids": [other] }));
    assert_eq!(ears.after(3 * HOUR), []);
}

#[test]
fn many_at_once_are_counted() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let mut ears = Ears::of(&desk);
    for number in 0..5 {
        add(&desk, &customer, &number.to_string(), "2026-05-14", Some("11:00"));
    }
    assert_eq!(ears.after(HOUR), [pair("5 follow-ups are due", "")]);
}

#[test]
fn a_locked_workspace_says_no_name_and_does_not_repeat_itself() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let mut ears = Ears::of(&desk);
    add(&desk, &customer, "Call back", "2026-05-14", Some("10:30"));
    add(&desk, &customer, "Second", "2026-05-14", Some("10:31"));
    assert_eq!(ears.after(MINUTE), []);
    desk.call("lock", json!({}));
    let said = ears.raw(29 * MINUTE);
    assert_eq!((said[0].customer, said[0].words(Language::English)), (None, pair("A follow-up is due", "")));
    assert_eq!(said[0].words(Language::Chinese).0, "有 1 项跟进到期");
    desk.call("unlock", json!({ "method": "passphrase", "secret": PASSPHRASE }));
    assert_eq!(ears.after(0), [], "it was said");
    assert_eq!(ears.after(MINUTE), [pair("Second", "凌云, 10:31")], "and the next one has its name again");
}

#[test]
fn a_person_may_want_no_names_or_no_reminders() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let mut ears = Ears::of(&desk);
    add(&desk, &customer, "one", "2026-05-14", Some("10:30"));
    add(&desk, &customer, "two", "2026-05-14", Some("11:30"));
    desk.call("update_preferences", json!({ "reminders": "nameless" }));
    let said = ears.raw(HOUR);
    assert_eq!(said[0].words(Language::English), pair("A follow-up is due", ""));
    assert_eq!(json!(said[0].customer), customer, "it still leads to the record");
    desk.call("update_preferences", json!({ "reminders": "off" }));
    assert_eq!(ears.after(HOUR), []);
}

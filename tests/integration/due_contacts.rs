//! Who is suggested to be contacted: by the usual gap where nothing is agreed, what is dismissed, and that the gap is kept.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use satchel_tests::Desk;
use serde_json::{Value, json};

/// It is Thursday 14 May 2026, ten o'clock in Shanghai.
fn talk(desk: &Desk, customer: &str, days_ago: i64, channel: &str) -> Value {
    let now: DateTime = "2026-05-14T09:00".parse().unwrap();
    let now = now.to_zoned(TimeZone::get("Asia/Shanghai").unwrap()).unwrap().timestamp().as_millisecond();
    let at = now - days_ago * 86_400_000;
    let said = json!({ "customerId": customer, "channel": channel, "direction": "out", "title": "x", "at": at });
    desk.call("log_communication", said)
}

fn every(desk: &Desk, name: &str, gap: i64, last: i64, times: i64) -> String {
    let customer = desk.customer(name);
    for step in 0..times {
        talk(desk, &customer, last + step * gap, "call");
    }
    customer
}

fn due(desk: &Desk) -> Vec<String> {
    let due = desk.call("list_due_contacts", json!({}));
    let contacts = due["contacts"].as_array().unwrap();
    assert_eq!(due["total"], contacts.len());
    let told = |it: &Value| {
        let how = if it["agreed"] == true { "agreed" } else { "usual" };
        format!("{} {how} {} since {}", it["name"].as_str().unwrap(), it["rhythmDays"], it["daysSince"])
    };
    contacts.iter().map(told).collect()
}

#[test]
fn who_is_unusually_late_is_suggested_with_the_reason() {
    let desk = Desk::in_zone("Asia/Shanghai");
    let usual = every(&desk, "Every three weeks", 21, 41, 6);
    every(&desk, "In time", 21, 31, 6);
    every(&desk, "Too few", 7, 60, 4);
    every(&desk, "Long gone", 7, 600, 6);
    every(&desk, "Gone as long, better known", 7, 300, 12);
    let silent = every(&desk, "Silent", 7, 60, 6);
    desk.call("update_customer", json!({ "id": silent, "doNotContact": true }));
    let planned = every(&desk, "Planned", 7, 60, 6);
    desk.call("create_follow_up", json!({ "customerId": planned, "title": "x", "due": { "date": "2026-06-01" } }));
    let agreed = every(&desk, "Agreed", 30, 10, 6);
    desk.call("update_customer", json!({ "id": agreed, "rhythmDays": 7 }));
    let kept = every(&desk, "Agreed, in time", 7, 60, 6);
    desk.call("update_customer", json!({ "id": kept, "rhythmDays": 91 }));
    assert_eq!(
        due(&desk),
        [
            "Agreed agreed 7 since 10",
            "Gone as long, better known usual 7 since 300",
            "Long gone usual 7 since 600",
            "Every three weeks usual 21 since 41",
        ]
    );
    talk(&desk, &usual, 0, "note");
    assert_eq!(due(&desk).len(), 4, "a note to ourselves is no contact");
    let said = talk(&desk, &usual, 0, "email");
    assert_eq!(due(&desk).len(), 3, "whoever was contacted waits no more");
    desk.call("delete_communication", json!({ "id": said["id"] }));
    assert_eq!(due(&desk).len(), 4);
}

#[test]
fn a_dismissed_suggestion_stays_away_for_a_rhythm_and_comes_back_by_undo() {
    let desk = Desk::in_zone("Asia/Shanghai");
    let customer = every(&desk, "A", 21, 41, 6);
    let told = desk.call("dismiss_contact", json!({ "customerId": customer }));
    assert_eq!(told["until"], "2026-06-04");
    assert_eq!(due(&desk), [""; 0]);
    let changes = desk.call("list_changes", json!({ "act": told["act"] })).to_string();
    assert!(changes.contains("2026-06-04"), "the history tells until when: {changes}");
    desk.call("undo", json!({ "act": told["act"] }));
    assert_eq!(due(&desk).len(), 1);
    desk.call("dismiss_contact", json!({ "customerId": customer }));
    desk.advance(21 * 86_400_000);
    assert_eq!(due(&desk), ["A usual 21 since 62"]);
    let fresh = desk.customer("B");
    desk.call_err("dismiss_contact", json!({ "customerId": fresh }));
}

/// The median of the whole days between contacts, of the latest forty, told from the records alone.
#[test]
fn the_usual_gap_is_kept_for_every_customer() {
    let desk = Desk::new();
    desk.fill(300, 9_000);
    let mut known = 0;
    for id in desk.rows("SELECT hex(id) FROM customer ORDER BY id") {
        let sql = format!(
            "SELECT at FROM communication WHERE customer_id = x'{id}' AND deleted_at IS NULL AND channel <> 'note'"
        );
        let mut at: Vec<i64> = desk.rows(&sql).iter().map(|at| at.parse().unwrap()).collect();
        at.sort_unstable();
        at.drain(..at.len().saturating_sub(40));
        let days = |pair: &[i64]| (pair[1] - pair[0] + 43_200_000) / 86_400_000;
        let mut gaps: Vec<i64> = at.windows(2).map(days).filter(|days| *days > 0).collect();
        gaps.sort_unstable();
        let n = gaps.len();
        let median = (n >= 4).then(|| ((gaps[(n - 1) / 2] + gaps[n / 2] + 1) / 2).to_string());
        let kept = desk.rows(&format!("SELECT ifnull(gap_days, '') FROM customer_summary WHERE customer_id = x'{id}'"));
        assert_eq!(kept.first().cloned().unwrap_or_default(), median.clone().unwrap_or_default(), "{id}: {gaps:?}");
        known += usize::from(median.is_some());
    }
    assert!(known > 50, "the sample must have customers with a habit: {known}");
}

//! Late follow-ups put into the free hours of a week: shown, taken over as a whole, undone as a whole.

use satchel_tests::Desk;
use serde_json::{Value, json};

fn add(desk: &Desk, customer: &str, title: &str, due: (&str, Option<&str>), more: Value) -> Value {
    let mut input = json!({ "customerId": customer, "title": title, "due": { "date": due.0, "time": due.1 } });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    desk.call("create_follow_up", input)
}

fn week() -> Value {
    json!({ "from": "2026-05-11", "to": "2026-05-17", "hours": "9-12, 13-15", "weekdays": [1, 2, 3, 4, 5], "anyTime": true })
}

fn told(preview: &Value) -> Vec<String> {
    let told =
        |each: &Value| format!("{} {} {}", each["followUp"]["title"].as_str().unwrap(), each["date"], each["time"]);
    preview["placements"].as_array().unwrap().iter().map(|each| told(each).replace('"', "")).collect()
}

fn accepted(preview: &Value) -> Value {
    let each = |each: &Value| json!({ "id": each["followUp"]["id"], "date": each["date"], "time": each["time"] });
    json!({ "placements": preview["placements"].as_array().unwrap().iter().map(each).collect::<Vec<_>>() })
}

/// It is Thursday 14 May, ten o'clock.
#[test]
fn what_is_late_goes_into_free_hours_in_one_act() {
    let desk = Desk::new();
    let (plain, early) = (desk.customer("A"), desk.customer("B"));
    desk.call("update_customer", json!({ "id": early, "preferredHours": "9-10" }));
    add(&desk, &plain, "late", ("2026-05-12", None), json!({}));
    add(&desk, &plain, "high", ("2026-05-13", Some("09:00")), json!({ "priority": "high", "durationMinutes": 60 }));
    add(&desk, &early, "early", ("2026-05-12", None), json!({ "durationMinutes": 15 }));
    add(&desk, &plain, "was at eight", ("2026-05-14", Some("08:00")), json!({}));
    add(&desk, &plain, "under way", ("2026-05-14", Some("09:45")), json!({ "durationMinutes": 45 }));
    add(&desk, &plain, "fixed", ("2026-05-14", Some("11:30")), json!({}));
    add(&desk, &plain, "today", ("2026-05-14", None), json!({}));
    add(&desk, &plain, "endless", ("2026-05-01", None), json!({ "durationMinutes": 600 }));
    add(&desk, &plain, "next week", ("2026-05-18", None), json!({}));
    let before = desk.rows("SELECT title || due_date || ifnull(due_time, '') FROM follow_up ORDER BY title");
    let preview = desk.call("preview_fit", week());
    assert_eq!(
        told(&preview),
        [
            "high 2026-05-14 10:30",
            "late 2026-05-14 13:00",
            "today 2026-05-14 13:30",
            "was at eight 2026-05-14 14:00",
            "early 2026-05-15 09:00",
        ],
        "{preview}"
    );
    assert_eq!(preview["left"], 1, "what takes ten hours has no room");
    let early = &preview["placements"][4];
    assert_eq!(
        (&early["theirHours"], &early["inTheirHours"], &early["daysLate"]),
        (&json!("09:00-10:00"), &json!(true), &json!(2))
    );
    assert_eq!(
        desk.rows("SELECT title || due_date || ifnull(due_time, '') FROM follow_up ORDER BY title"),
        before,
        "nothing moves before it is taken over"
    );
    let mut late_only = week();
    late_only["anyTime"] = json!(false);
    assert!(!told(&desk.call("preview_fit", late_only)).iter().any(|each| each.starts_with("today")));

    let moved = desk.call("fit_follow_ups", accepted(&preview));
    assert_eq!(moved["count"], 5);
    assert_eq!(told(&desk.call("preview_fit", week())), [""; 0], "each has its hour now");
    desk.call("undo", json!({ "act": moved["act"] }));
    assert_eq!(
        desk.rows("SELECT title || due_date || ifnull(due_time, '') FROM follow_up ORDER BY title"),
        before,
        "one undo takes all back"
    );
}

#[test]
fn what_was_shown_is_refused_as_a_whole_once_it_clashes() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let one = add(&desk, &customer, "one", ("2026-05-12", None), json!({}));
    let two = add(&desk, &customer, "two", ("2026-05-12", None), json!({}));
    let shown = accepted(&desk.call("preview_fit", week()));
    let refused = |input: Value, why: &str| {
        assert_eq!(desk.call_err("fit_follow_ups", input).fields["placements"], "fit_changed", "{why}");
        assert_eq!(desk.number("SELECT count(*) FROM follow_up WHERE due_time IS NULL"), 2, "{why}: nothing moved");
    };
    let at = |one: &Value, time: &str| json!({ "id": one["id"], "date": "2026-05-14", "time": time });
    refused(json!({ "placements": [at(&one, "11:00"), at(&two, "11:15")] }), "both in one half-hour");
    refused(json!({ "placements": [at(&one, "09:45")] }), "in the past");
    refused(json!({ "placements": [at(&one, "11:00"), at(&one, "13:00")] }), "twice the same");
    refused(json!({ "placements": [] }), "nothing");
    let between = add(&desk, &customer, "between", ("2026-05-14", Some("10:15")), json!({}));
    refused(shown.clone(), "planned meanwhile");
    let fixed = json!({ "placements": [{ "id": between["id"], "date": "2026-05-15", "time": "09:00" }] });
    refused(fixed, "it has its hour already");
    desk.call("delete_follow_up", json!({ "id": between["id"] }));
    desk.call("complete_follow_up", json!({ "id": two["id"] }));
    refused(shown, "done meanwhile");
    let one = json!({ "placements": [at(&one, "10:15")] });
    assert_eq!(desk.call("fit_follow_ups", one)["count"], 1);
}

#[test]
fn what_is_due_before_the_week_is_no_part_of_it() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    add(&desk, &customer, "late", ("2026-05-12", None), json!({}));
    add(&desk, &customer, "this week", ("2026-05-15", None), json!({}));
    add(&desk, &customer, "next week", ("2026-05-19", None), json!({}));
    let mut input = week();
    (input["from"], input["to"]) = (json!("2026-05-18"), json!("2026-05-24"));
    let preview = desk.call("preview_fit", input);
    assert_eq!(told(&preview), ["late 2026-05-18 09:00", "next week 2026-05-18 09:30"], "{preview}");
    assert_eq!(preview["left"], 0, "Friday's is not left without a time in the week after");
}

#[test]
fn days_and_hours_that_are_none_are_refused() {
    let desk = Desk::new();
    for (field, value, code) in
        [("hours", json!("mornings"), "hours_invalid"), ("to", json!("2026-07-01"), "out_of_range")]
    {
        let mut input = week();
        input[field] = value;
        assert_eq!(desk.call_err("preview_fit", input).fields[field], code);
    }
    let kept = desk.call("update_preferences", json!({ "workingHours": "8–12，13-17", "workingDays": [6, 1, 1] }));
    assert_eq!((&kept["workingHours"], &kept["workingDays"]), (&json!("08:00-12:00, 13:00-17:00"), &json!([1, 6])));
    for input in [json!({ "workingHours": "12-9" }), json!({ "workingDays": [] }), json!({ "workingDays": [8] })] {
        desk.call_err("update_preferences", input);
    }
}

/// The clocks of Berlin go back on the Sunday of that week.
#[test]
fn hours_stay_hours_when_the_clocks_change() {
    let desk = Desk::in_zone("Europe/Berlin");
    let morning = jiff::civil::date(2026, 10, 24).at(10, 0, 0, 0).in_tz("Europe/Berlin").unwrap();
    let start: jiff::Timestamp = "2026-05-14T02:00:00Z".parse().unwrap();
    desk.advance(morning.timestamp().as_millisecond() - start.as_millisecond());
    let customer = desk.customer("A");
    for minutes in [210, 60] {
        add(&desk, &customer, &minutes.to_string(), ("2026-10-20", None), json!({ "durationMinutes": minutes }));
    }
    let input = json!({ "from": "2026-10-19", "to": "2026-10-25", "hours": "1:30-4", "weekdays": [6, 7] });
    let preview = desk.call("preview_fit", input);
    assert_eq!(told(&preview), ["210 2026-10-25 01:30"], "three and a half hours, of which one comes twice: {preview}");
    desk.call("fit_follow_ups", accepted(&preview));
    let at =
        desk.rows("SELECT strftime('%Y-%m-%dT%H:%MZ', due_at / 1000, 'unixepoch') FROM follow_up WHERE title = '210'");
    assert_eq!(at, ["2026-10-24T23:30Z"]);
}

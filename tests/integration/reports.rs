//! Reports of what was said and of what is to do: the same figures on the page and in the rows behind it.

use std::collections::BTreeMap;

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

/// The rows of a report, below what stands above them.
fn rows(desk: &Desk, report: &Value) -> Vec<Vec<String>> {
    let file = desk.data().join("report.csv");
    let ticket = desk.session.tickets.issue(file.clone()).ticket;
    let input = json!({ "report": report, "format": "csv", "ticket": ticket });
    assert_eq!(desk.command_line("export_report", input).unwrap()["name"], "report.csv");
    let text = String::from_utf8(std::fs::read(file).unwrap()).unwrap();
    let (head, _) = text.split_once('\n').unwrap();
    assert!(!head.contains("report-"), "every column has its words: {head}");
    let lines = text.trim_start_matches('\u{feff}').lines().skip(1);
    lines.map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect()).collect()
}

fn activity(weeks: u16) -> Value {
    json!({ "kind": "activity", "weeks": weeks, "language": "en" })
}

fn agenda(weeks: u16) -> Value {
    json!({ "kind": "agenda", "weeks": weeks, "language": "en" })
}

fn pages(desk: &Desk, report: &Value) -> usize {
    let pages = desk.call("preview_report", report.clone())["pages"].clone();
    let pages = pages.as_array().unwrap();
    assert!(pages.iter().all(|page| page.as_str().unwrap().starts_with("<svg")));
    pages.len()
}

#[test]
fn what_was_said_is_counted_by_week_person_and_channel() {
    let desk = Desk::in_zone("Asia/Shanghai");
    let today = desk.app().clock.today();
    let customer = desk.customer("凌云");
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
    let say = |channel: &str, days: i64, hour: i8| {
        let day = today.checked_sub(jiff::Span::new().days(days)).unwrap();
        let at = day.at(hour, 0, 0, 0).to_zoned(zone.clone()).unwrap().timestamp().as_millisecond();
        let input = json!({ "customerId": customer, "channel": channel, "title": "x", "at": at });
        desk.call("log_communication", input)["id"].as_str().unwrap().to_owned()
    };
    // The Monday of the present week, just after midnight and just before it.
    let since = i64::from(today.weekday().to_monday_zero_offset());
    say("call", since, 0);
    say("call", since + 1, 23);
    say("email", since + 1, 12);
    let gone = say("visit", since + 1, 11);
    desk.call("delete_communication", json!({ "id": gone }));
    say("visit", 400, 9);
    let me = desk.rows("SELECT name FROM user").remove(0);
    let monday = |weeks: i64| today.checked_sub(jiff::Span::new().days(since + 7 * weeks)).unwrap().to_string();
    let row = |weeks, channel: &str| vec![monday(weeks), me.clone(), channel.to_owned(), "1".to_owned()];
    assert_eq!(rows(&desk, &activity(4)), [row(1, "Call"), row(1, "Email"), row(0, "Call")]);
    assert_eq!(rows(&desk, &activity(1)), [row(0, "Call")]);
    assert_eq!(rows(&desk, &activity(156)).len(), 4, "what was said a year ago, too");
    let owner = desk.rows("SELECT lower(hex(id)) FROM user").remove(0);
    let mine = |owner: &str| json!({ "kind": "activity", "weeks": 4, "language": "zh-CN", "ownerId": owner });
    assert_eq!(rows(&desk, &mine(&owner)).len(), 3);
    let nobody = uuid::Uuid::nil().to_string();
    assert_eq!(desk.call_err("preview_report", mine(&nobody)).code, Code::NotFound);
    for weeks in [0, 157] {
        assert_eq!(desk.call_err("preview_report", activity(weeks)).fields["weeks"], "out_of_range");
    }
    assert_eq!(pages(&desk, &activity(4)), 1);
}

#[test]
fn the_sample_adds_up_on_every_page() {
    let desk = Desk::with_sample();
    let all = rows(&desk, &activity(26));
    let total: u64 = all.iter().map(|row| row[3].parse::<u64>().unwrap()).sum();
    let weekly = desk.call(
        "communications_per_week",
        json!({ "weeks": 26, "width": 600, "height": 200, "theme": "light", "language": "en" }),
    );
    let counted = weekly["rows"].as_array().unwrap().iter().map(|row| row[1].as_str().unwrap().replace(',', ""));
    let counted: u64 = counted.map(|count| count.parse::<u64>().unwrap()).sum();
    assert!(total > 100 && total == counted, "the report counts {total}, the chart {counted}");
    let mut by_person: BTreeMap<&str, u64> = BTreeMap::new();
    all.iter().for_each(|row| *by_person.entry(&row[1]).or_default() += row[3].parse::<u64>().unwrap());
    assert!(by_person.len() > 2, "several people: {by_person:?}");
    for language in ["en", "zh-CN"] {
        for paper in ["a4", "letter"] {
            let mut report = activity(26);
            report["language"] = language.into();
            report["paper"] = paper.into();
            assert!(pages(&desk, &report) >= 1);
            report["kind"] = "agenda".into();
            assert!(pages(&desk, &report) >= 1);
        }
    }
    let file = desk.data().join("said.pdf");
    let ticket = desk.session.tickets.issue(file.clone()).ticket;
    let input = json!({ "report": activity(13), "format": "pdf", "ticket": ticket });
    desk.command_line("export_report", input).unwrap();
    assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn what_is_to_do_stands_overdue_first_then_by_day() {
    let desk = Desk::in_zone("Asia/Shanghai");
    let customer = desk.customer("凌云");
    let today = desk.app().clock.today();
    let day = |days: i64| today.checked_add(jiff::Span::new().days(days)).unwrap().to_string();
    let plan = |title: &str, days: i64, time: Value| {
        let due = json!({ "date": day(days), "time": time });
        let input = json!({ "customerId": customer, "title": title, "due": due });
        desk.call("create_follow_up", input)["id"].as_str().unwrap().to_owned()
    };
    plan("Later", 1, Value::Null);
    plan("Soon", 0, json!("09:30"));
    plan("Late", -3, Value::Null);
    let done = plan("Done", 0, Value::Null);
    desk.call("complete_follow_up", json!({ "id": done, "done": true }));
    plan("Far away", 120, Value::Null);
    let told: Vec<(String, String, String)> = rows(&desk, &agenda(2))
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone(), format!("{} {}", row[2], row[6])))
        .collect();
    let row = |days, time: &str, what: &str| (day(days), time.to_owned(), what.to_owned());
    assert_eq!(told, [row(-3, "", "Late Yes"), row(0, "09:30", "Soon "), row(1, "", "Later ")]);
    assert_eq!(rows(&desk, &agenda(30)).len(), 4);
    assert_eq!(pages(&desk, &agenda(2)), 1);
}

#[test]
fn nothing_said_and_nothing_to_do_is_a_page_that_says_so() {
    let desk = Desk::new();
    for report in [activity(13), agenda(1)] {
        assert!(rows(&desk, &report).is_empty());
        assert_eq!(pages(&desk, &report), 1);
    }
}

//! Calendars are read back by the library that other programs may use as well, and held to the letter of RFC 5545.

use calcard::icalendar::{ICalendar, ICalendarProperty};
use jiff::civil::{date, time};

use super::*;

const MADE: &str = "2026-05-14T02:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or_default()
}

fn entry(uid: &str, summary: &str, when: When) -> CalendarEntry {
    CalendarEntry {
        uid: uid.to_owned(),
        summary: summary.to_owned(),
        category: "Call".to_owned(),
        created: at("2026-05-01T00:00:00Z"),
        changed: at("2026-05-02T00:00:00Z"),
        when,
        repeats: None,
        minutes: None,
        urgency: None,
    }
}

fn written(entries: &[CalendarEntry]) -> String {
    let mut out = Vec::new();
    let count = write_calendar(&mut out, at(MADE), "凌海, Linghai; 精工", &mut entries.iter().cloned());
    assert_eq!(count.ok(), Some(entries.len()));
    let text = String::from_utf8(out).unwrap_or_default();
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "RFC 5545 3.1: at most 75 octets: {line:?}");
        assert!(!line.contains(['\r', '\n']), "every line ends in CRLF: {line:?}");
    }
    assert!(text.ends_with("END:VCALENDAR\r\n"), "also the last one");
    text
}

fn read(text: &str) -> ICalendar {
    let read = ICalendar::parse(text).unwrap_or_else(|other| panic!("no calendar: {other:?}"));
    assert_eq!(read.to_string(), text, "what is read says the same");
    read
}

fn texts(calendar: &ICalendar, property: &ICalendarProperty) -> Vec<String> {
    let found = calendar.components.iter().filter(|component| component.component_type.is_event());
    found.filter_map(|event| event.property(property)?.values.first()?.as_text().map(ToOwned::to_owned)).collect()
}

#[test]
fn what_is_written_is_read_back_word_for_word() {
    let long = "上海明远机械有限公司: 报价、交期确认, 以及 \"Q3\"; back\\slash — ".repeat(4);
    let lines = "first\r\nsecond\rthird";
    let text = written(&[
        entry("0190-a", &long, When::At(at("2026-05-15T02:15:00Z"))),
        entry("0190-b", lines, When::Day(date(2028, 2, 29))),
    ]);
    let calendar = read(&text);
    assert_eq!(texts(&calendar, &ICalendarProperty::Uid), ["0190-a", "0190-b"]);
    assert_eq!(texts(&calendar, &ICalendarProperty::Summary), [&long, "first\nsecond\nthird"]);
    let unfolded = text.replace("\r\n ", "");
    for line in [
        "VERSION:2.0",
        "NAME:凌海\\, Linghai\\; 精工",
        "DTSTAMP:20260514T020000Z",
        "CREATED:20260501T000000Z",
        "LAST-MODIFIED:20260502T000000Z",
        "DTSTART:20260515T021500Z",
        "DTSTART;VALUE=DATE:20280229",
        "TRANSP:TRANSPARENT",
        "CATEGORIES:Call",
        "ACTION:DISPLAY",
        "TRIGGER:PT0S",
        "TRIGGER:PT9H",
    ] {
        assert!(unfolded.contains(&format!("\r\n{line}\r\n")), "{line} in\n{unfolded}");
    }
    assert_eq!(unfolded.matches("BEGIN:VALARM").count(), 2, "each is announced");
    assert_eq!(written(&[]).matches("BEGIN:").count(), 1, "an empty calendar is one, too");
}

#[test]
fn what_comes_again_says_how_and_in_which_zone() {
    let berlin = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    let repeats = Repeats {
        rule: "FREQ=WEEKLY;BYDAY=TH".to_owned(),
        day: date(2026, 5, 14),
        time: Some(time(9, 30, 0, 0)),
        zone: berlin,
    };
    let usual = CalendarEntry { repeats: Some(repeats), ..entry("a", "x", When::At(at("2026-05-14T07:30:00Z"))) };
    let moved = CalendarEntry { uid: "b".to_owned(), when: When::At(at("2026-05-15T08:00:00Z")), ..usual.clone() };
    let text = written(&[usual, moved]);
    let calendar = read(&text);
    assert_eq!(texts(&calendar, &ICalendarProperty::Uid), ["a", "b", "b"]);
    let unfolded = text.replace("\r\n ", "");
    assert_eq!(unfolded.matches("BEGIN:VTIMEZONE").count(), 1, "a zone is told once, before it is used");
    assert!(
        unfolded.contains("\r\nDTSTART;TZID=Europe/Berlin:20260514T093000\r\nRRULE:FREQ=WEEKLY;BYDAY=TH\r\n"),
        "{unfolded}"
    );
    assert!(
        unfolded.contains("\r\nRECURRENCE-ID;TZID=Europe/Berlin:20260514T093000\r\nDTSTART:20260515T080000Z\r\n"),
        "one that was put off stands in the place of its day: {unfolded}"
    );
    let zone = "BEGIN:DAYLIGHT\r\nDTSTART:20260329T020000\r\nRDATE:20270328T020000,20280326T020000";
    assert!(unfolded.contains(zone), "the clocks go forward on the last Sunday of March: {unfolded}");
    assert!(unfolded.contains("TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n"), "{unfolded}");
}

//! Rules by which something comes again.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarFrequency, ICalendarProperty,
    ICalendarRecurrenceRule, ICalendarValue,
};
use calcard::{Entry, Parser};
use jiff::civil::Date;
use thiserror::Error;

/// A rule of RFC 5545 in days: what time of the day it is to be, and where, is told elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat(ICalendarRecurrenceRule);

/// A text that is no rule of RFC 5545, or one that means hours, or no day at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a rule by which days come again")]
pub struct NoRepeat;

/// The longest rule: every part that a day can be chosen by, and none twice.
const LONGEST: usize = 400;

/// Days looked through at first, and where somebody comes back after decades.
const NEAR: usize = 40;
const FAR: usize = 20_000;

impl FromStr for Repeat {
    type Err = NoRepeat;

    fn from_str(text: &str) -> Result<Self, NoRepeat> {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"=;,+-".contains(byte);
        if text.len() > LONGEST || !text.as_bytes().iter().all(plain) {
            return Err(NoRepeat);
        }
        let event = format!("BEGIN:VEVENT\r\nRRULE:{text}\r\nEND:VEVENT\r\n");
        let Entry::ICalendar(read) = Parser::new(&event).entry() else { return Err(NoRepeat) };
        let found = read.components.first().and_then(|component| component.property(&ICalendarProperty::Rrule));
        let Some([ICalendarValue::RecurrenceRule(rule)]) = found.map(|entry| &entry.values[..]) else {
            return Err(NoRepeat);
        };
        let mut rule = rule.as_ref().clone();
        let names_hours = [&rule.byhour, &rule.byminute, &rule.bysecond].iter().any(|part| !part.is_empty());
        let ends_twice = rule.count.is_some() && rule.until.is_some();
        let gregorian = rule.rscale.is_none() && rule.skip.is_none();
        // The library passes over what it doesn't know, and over numbers that can't be; then the rule would be another one.
        let whole = shape(text) == shape(&rule.to_string());
        if rule.freq > ICalendarFrequency::Daily || names_hours || ends_twice || !gregorian || !whole {
            return Err(NoRepeat);
        }
        if let Some(until) = &rule.until {
            // The last day, whatever hour of it is named.
            let day = day_of(until).ok_or(NoRepeat)?;
            rule.until = Some(partial(day));
        }
        Ok(Self(rule))
    }
}

impl fmt::Display for Repeat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Repeat {
    /// The first day after `day` that is not before `earliest`, and the rule as it goes on from there: what it counts down from
    /// has become less by each day that is passed over.
    ///
    /// Days that a month doesn't have are left out, as the RFC has it: the 31st comes seven times a year, 29 February every
    /// leap year. Intervals are counted from `day`, which is where the rule stands.
    pub fn after(&self, day: Date, earliest: Date) -> Option<(Date, Self)> {
        [NEAR, FAR]
            .into_iter()
            .find_map(|limit| {
                let later = self.days(day, limit).into_iter().filter(|next| *next > day);
                let (passed, next) = later.enumerate().find(|(_, next)| *next >= earliest)?;
                Some((u32::try_from(passed).unwrap_or(u32::MAX), next))
            })
            .and_then(|(passed, next)| {
                let mut rest = self.0.clone();
                if let Some(count) = &mut rest.count {
                    // The day where it stands was one of them.
                    *count = count.checked_sub(passed.saturating_add(1)).filter(|left| *left > 0)?;
                }
                Some((next, Self(rest)))
            })
    }

    /// The first days of the rule from `start` on, however many it counts down from.
    fn days(&self, start: Date, limit: usize) -> Vec<Date> {
        let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
        let start = ICalendarValue::PartialDateTime(Box::new(partial(start)));
        event.add_property(ICalendarProperty::Dtstart, start);
        let rule = ICalendarRecurrenceRule { count: None, ..self.0.clone() };
        event.add_property(ICalendarProperty::Rrule, ICalendarValue::RecurrenceRule(Box::new(rule)));
        let expanded = ICalendar { components: vec![event] }.expand_dates(Tz::UTC, limit);
        expanded.events.iter().filter_map(|event| event.start.format("%Y-%m-%d").to_string().parse().ok()).collect()
    }
}

/// The parts of a rule by name, with how many values each has.
fn shape(rule: &str) -> BTreeSet<(String, usize)> {
    let part = |part: &str| {
        let (name, values) = part.split_once('=').unwrap_or((part, ""));
        (name.to_ascii_uppercase(), values.split(',').count())
    };
    rule.split(';').map(part).collect()
}

fn partial(day: Date) -> PartialDateTime {
    PartialDateTime {
        year: u16::try_from(day.year()).ok(),
        month: u8::try_from(day.month()).ok(),
        day: u8::try_from(day.day()).ok(),
        ..PartialDateTime::default()
    }
}

fn day_of(day: &PartialDateTime) -> Option<Date> {
    let year = i16::try_from(day.year?).ok()?;
    Date::new(year, i8::try_from(day.month?).ok()?, i8::try_from(day.day?).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::*;
    use crate::Due;

    #[expect(clippy::unwrap_used, reason = "rules and days are written out")]
    fn steps(rule: &str, from: &str, count: usize) -> Vec<String> {
        let mut at: Date = from.parse().unwrap();
        let mut rule: Repeat = rule.parse().unwrap();
        let mut days = Vec::new();
        while days.len() < count {
            let Some((next, rest)) = rule.after(at, at) else { break };
            days.push(next.to_string());
            (at, rule) = (next, rest);
        }
        days
    }

    #[test]
    fn each_kind_goes_on_as_people_mean_it() {
        let table: [(&str, &str, &[&str]); 14] = [
            ("FREQ=DAILY", "2026-02-27", &["2026-02-28", "2026-03-01"]),
            ("FREQ=DAILY;INTERVAL=3", "2026-12-30", &["2027-01-02", "2027-01-05"]),
            ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-05-15", &["2026-05-18", "2026-05-19"]),
            ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-05-14", &["2026-05-18", "2026-05-21", "2026-05-25"]),
            ("FREQ=WEEKLY;INTERVAL=4;BYDAY=TH", "2026-05-14", &["2026-06-11", "2026-07-09"]),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2026-05-15", &["2026-05-25", "2026-05-29", "2026-06-08"]),
            ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31", &["2026-03-31", "2026-05-31", "2026-07-31"]),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", &["2026-02-28", "2026-03-31", "2026-04-30"]),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "2028-01-31", &["2028-02-29", "2028-03-31"]),
            ("FREQ=MONTHLY;BYDAY=2TU", "2026-05-12", &["2026-06-09", "2026-07-14"]),
            ("FREQ=MONTHLY;BYDAY=5FR", "2026-01-30", &["2026-05-29", "2026-07-31"]),
            ("FREQ=MONTHLY;BYDAY=-1FR", "2026-05-29", &["2026-06-26", "2026-07-31"]),
            ("FREQ=YEARLY", "2024-02-29", &["2028-02-29", "2032-02-29"]),
            ("FREQ=YEARLY", "2096-02-29", &["2104-02-29"]),
        ];
        for (rule, from, wanted) in table {
            assert_eq!(steps(rule, from, wanted.len()), wanted, "{rule} from {from}");
        }
    }

    #[test]
    #[expect(clippy::unwrap_used, reason = "rules are written out")]
    fn it_ends_after_its_last_day_or_its_last_time() {
        assert_eq!(steps("FREQ=DAILY;UNTIL=20260516", "2026-05-14", 9), ["2026-05-15", "2026-05-16"]);
        assert_eq!(steps("FREQ=DAILY;UNTIL=20260516T235959Z", "2026-05-14", 9).len(), 2, "the whole last day counts");
        assert_eq!(steps("FREQ=DAILY;COUNT=3", "2026-05-14", 9), ["2026-05-15", "2026-05-16"], "this one is the first");
        assert_eq!(steps("FREQ=DAILY;COUNT=1", "2026-05-14", 9).len(), 0);
        assert_eq!(steps("FREQ=DAILY;UNTIL=20200101", "2026-05-14", 9).len(), 0);
        assert_eq!(steps("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-05-14", 1).len(), 0, "a day that never comes");
        let four: Repeat = "FREQ=DAILY;COUNT=5".parse().unwrap();
        let (next, rest) = four.after(date(2026, 5, 14), date(2026, 5, 17)).unwrap();
        assert_eq!((next, rest.to_string()), (date(2026, 5, 17), "FREQ=DAILY;COUNT=2".to_owned()), "two were missed");
        assert_eq!(four.after(date(2026, 5, 14), date(2026, 5, 19)), None, "all were missed");
        let daily: Repeat = "FREQ=DAILY".parse().unwrap();
        let next = daily.after(date(2006, 1, 1), date(2026, 5, 14)).unwrap().0;
        assert_eq!(next, date(2026, 5, 14), "also twenty years late");
    }

    #[test]
    #[expect(clippy::unwrap_used, reason = "zones and rules are written out")]
    fn the_hour_stays_when_the_clocks_change() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let weekly: Repeat = "FREQ=WEEKLY;BYDAY=SU".parse().unwrap();
        let at = |day, hour| {
            let due = Due { date: weekly.after(day, day).unwrap().0, time: Some(jiff::civil::time(hour, 30, 0, 0)) };
            due.instant(&berlin).unwrap().to_string()
        };
        assert_eq!(at(date(2026, 3, 22), 9), "2026-03-29T07:30:00Z", "summer began that night");
        assert_eq!(at(date(2026, 3, 22), 2), "2026-03-29T01:30:00Z", "an hour that is skipped comes after the jump");
        assert_eq!(at(date(2026, 10, 18), 9), "2026-10-25T08:30:00Z", "winter began that night");
        assert_eq!(at(date(2026, 10, 18), 2), "2026-10-25T00:30:00Z", "of an hour that comes twice, the first");
    }

    #[test]
    fn what_is_no_rule_of_days_is_refused() {
        for text in [
            "",
            "every day",
            "FREQ=HOURLY",
            "FREQ=MINUTELY;INTERVAL=5",
            "FREQ=DAILY;BYHOUR=9,17",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;COUNT=3;UNTIL=20260516",
            "FREQ=NEVER",
            "BYDAY=MO",
            "FREQ=DAILY\r\nATTACH:x",
            "FREQ=DAILY;UNTIL=20260230",
            "RSCALE=CHINESE;FREQ=YEARLY",
        ] {
            assert_eq!(text.parse::<Repeat>(), Err(NoRepeat), "{text:?}");
        }
    }

    /// Rules as the form writes them, with a day that is one of theirs.
    fn rules() -> impl Strategy<Value = (String, Date)> {
        let day = (0..20_000i32).prop_map(|days| date(2000, 1, 1).saturating_add(days.days()));
        let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        (day, 0..5u8, 1..5u8, proptest::sample::subsequence(names.to_vec(), 0..4)).prop_map(
            move |(day, kind, interval, more)| {
                let own = names[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())];
                let nth = (day.day() - 1) / 7 + 1;
                let rule = match kind {
                    0 => format!("FREQ=DAILY;INTERVAL={interval}"),
                    1 => {
                        let days: Vec<_> =
                            names.iter().filter(|name| **name == own || more.contains(name)).copied().collect();
                        format!("FREQ=WEEKLY;INTERVAL={interval};BYDAY={}", days.join(","))
                    }
                    2 => format!("FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY={}", day.day()),
                    3 => format!("FREQ=MONTHLY;INTERVAL={interval};BYDAY={nth}{own}"),
                    _ => format!("FREQ=YEARLY;INTERVAL={interval}"),
                };
                (rule, day)
            },
        )
    }

    proptest! {
        #[test]
        #[expect(clippy::unwrap_used, reason = "rules are made to be right")]
        fn going_from_day_to_day_meets_the_same_days_as_the_whole_rule((rule, start) in rules()) {
            let rule: Repeat = rule.parse().unwrap();
            let whole: Vec<String> = rule.days(start, 12).iter().map(ToString::to_string).collect();
            prop_assert_eq!(&whole[0], &start.to_string());
            prop_assert_eq!(&whole[1..], &steps(&rule.to_string(), &start.to_string(), 11)[..]);
        }

        #[test]
        #[expect(clippy::unwrap_used, reason = "rules are made to be right")]
        fn the_next_day_is_later_and_none_between_is_passed((rule, start) in rules(), late in 0..400i32) {
            let rule: Repeat = rule.parse().unwrap();
            let earliest = start.saturating_add(late.days());
            let (next, rest) = rule.after(start, earliest).unwrap();
            prop_assert!(next > start && next >= earliest);
            prop_assert_eq!(&rest, &rule, "without an end nothing is counted down");
            prop_assert!(rule.days(start, 420).iter().all(|day| *day <= start || *day < earliest || *day >= next));
        }

        #[test]
        fn any_text_is_a_rule_that_reads_itself_or_refused(text in "[A-Z0-9=;,+-]{0,60}|FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;(BYDAY|BYMONTHDAY|BYSETPOS|BYMONTH|COUNT|INTERVAL|UNTIL|WKST|BYWEEKNO|BYYEARDAY)=[-0-9A-Z,]{1,9}){0,3}") {
            if let Ok(rule) = text.parse::<Repeat>() {
                prop_assert_eq!(rule.to_string().parse::<Repeat>(), Ok(rule.clone()));
                rule.after(date(2026, 5, 14), date(2026, 5, 14));
            }
        }
    }
}

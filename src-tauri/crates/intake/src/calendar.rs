//! Follow-ups as a calendar that other programs read: iCalendar of RFC 5545.

use std::collections::HashSet;
use std::io::{self, Write};

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarAction, ICalendarComponent, ICalendarComponentType, ICalendarDuration, ICalendarEntry,
    ICalendarParameter, ICalendarProperty, ICalendarTransparency, ICalendarValue, ICalendarValueType,
};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

/// Something to do on a day.
#[derive(Debug, Clone)]
pub struct CalendarEntry {
    /// What it goes by, in this file and each that is written later.
    pub uid: String,
    /// What to do, and for whom.
    pub summary: String,
    /// What kind of thing it is, in words.
    pub category: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub changed: Timestamp,
    /// When.
    pub when: When,
    /// How it comes again.
    pub repeats: Option<Repeats>,
    /// How long it takes, where that is known.
    pub minutes: Option<u32>,
    /// How much it matters, where it is more or less than most do.
    pub urgency: Option<Urgency>,
}

/// More or less than most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// More.
    High,
    /// Less.
    Low,
}

/// A day, or a time of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Any time that day.
    Day(Date),
    /// At a time.
    At(Timestamp),
}

/// A rule by which something comes again, and the one of its days that is next.
#[derive(Debug, Clone)]
pub struct Repeats {
    /// The rule without its name: `FREQ=DAILY`.
    pub rule: String,
    /// The day that the rule stands at; what is due may have been put off since.
    pub day: Date,
    /// The time of that day.
    pub time: Option<Time>,
    /// The zone in which day and time are meant.
    pub zone: TimeZone,
}

/// At this hour a day without a time is announced.
const MORNING: u32 = 9;

/// So far ahead changes of clocks are told.
const YEARS: i32 = 20;

/// Writes a calendar; tells how many entries it has. `made` is when, `name` what the calendar is called.
///
/// # Errors
/// The file's.
pub fn write_calendar(
    out: &mut dyn Write,
    made: Timestamp,
    name: &str,
    entries: &mut dyn Iterator<Item = CalendarEntry>,
) -> io::Result<usize> {
    out.write_all(b"BEGIN:VCALENDAR\r\n")?;
    let text = |name: &str, value: &str| line(property(name), text_value(value));
    let head = [
        line(ICalendarProperty::Version, text_value("2.0")),
        line(ICalendarProperty::Prodid, text_value("-//Satchel//Satchel//EN")),
        line(ICalendarProperty::Calscale, text_value("GREGORIAN")),
        line(ICalendarProperty::Name, text_value(name)),
        // What most programs read in its place.
        text("X-WR-CALNAME", name),
    ];
    let mut lines = String::new();
    for each in &head {
        each.write_to(&mut lines).map_err(io::Error::other)?;
    }
    out.write_all(lines.as_bytes())?;
    let mut zones = HashSet::new();
    let mut count = 0;
    for entry in entries {
        if let Some(repeats) = &entry.repeats
            && let Some(id) = repeats.zone.iana_name().filter(|_| repeats.time.is_some())
            && zones.insert(id.to_owned())
        {
            put(out, zone(id, &repeats.zone, made))?;
        }
        for event in events(&entry, made) {
            put(out, event)?;
        }
        count += 1;
    }
    out.write_all(b"END:VCALENDAR\r\n")?;
    Ok(count)
}

/// One component with those inside it.
fn put(out: &mut dyn Write, components: Vec<ICalendarComponent>) -> io::Result<()> {
    out.write_all(ICalendar { components }.to_string().as_bytes())
}

/// An entry as events: one, or for what was put off its series and the one of it that is at another time.
fn events(entry: &CalendarEntry, made: Timestamp) -> Vec<Vec<ICalendarComponent>> {
    let due = match entry.when {
        When::Day(day) => on_day(ICalendarProperty::Dtstart, day),
        When::At(at) => line(ICalendarProperty::Dtstart, instant(at)),
    };
    let Some(repeats) = &entry.repeats else { return vec![event(entry, made, vec![due])] };
    let usual = |name| match (repeats.time, repeats.zone.iana_name()) {
        (Some(time), Some(id)) => {
            let mut line = line(name, local(repeats.day.to_datetime(time)));
            line.add_param(ICalendarParameter::tzid(id.to_owned()));
            line
        }
        _ => on_day(name, repeats.day),
    };
    let rule = line(ICalendarProperty::Rrule, text_value(&repeats.rule));
    let series = event(entry, made, vec![usual(ICalendarProperty::Dtstart), rule]);
    let planned = match repeats.time {
        None => Some(When::Day(repeats.day)),
        Some(time) => repeats
            .zone
            .to_ambiguous_zoned(repeats.day.to_datetime(time))
            .compatible()
            .ok()
            .map(|at| When::At(at.timestamp())),
    };
    if planned == Some(entry.when) {
        return vec![series];
    }
    vec![series, event(entry, made, vec![usual(ICalendarProperty::RecurrenceId), due])]
}

fn event(entry: &CalendarEntry, made: Timestamp, when: Vec<ICalendarEntry>) -> Vec<ICalendarComponent> {
    let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
    event.add_uid(&entry.uid);
    event.add_property(ICalendarProperty::Dtstamp, instant(made));
    event.add_property(ICalendarProperty::Created, instant(entry.created));
    event.add_property(ICalendarProperty::LastModified, instant(entry.changed));
    event.entries.extend(when);
    // A day has no length beside itself.
    if let (When::At(_), Some(minutes)) = (entry.when, entry.minutes) {
        let length = ICalendarDuration { hours: minutes / 60, minutes: minutes % 60, ..ICalendarDuration::default() };
        event.add_property(ICalendarProperty::Duration, ICalendarValue::Duration(length));
    }
    if let Some(urgency) = entry.urgency {
        // As RFC 5545 has it where there are three: 1 to 4 is high, 6 to 9 is low.
        let of_nine = if urgency == Urgency::High { 1 } else { 9 };
        event.add_property(ICalendarProperty::Priority, ICalendarValue::Integer(of_nine));
    }
    event.add_property(ICalendarProperty::Summary, text_value(&entry.summary));
    event.add_property(ICalendarProperty::Categories, text_value(&entry.category));
    // It takes no time by itself, so whoever looks for a free hour passes over it.
    event.add_property(ICalendarProperty::Transp, ICalendarValue::Transparency(ICalendarTransparency::Transparent));
    event.component_ids.push(1);
    let mut alarm = ICalendarComponent::new(ICalendarComponentType::VAlarm);
    alarm.add_property(ICalendarProperty::Action, ICalendarValue::Action(ICalendarAction::Display));
    alarm.add_property(ICalendarProperty::Description, text_value(&entry.summary));
    let hours = if matches!(entry.when, When::Day(_)) { MORNING } else { 0 };
    let ahead = ICalendarDuration { hours, ..ICalendarDuration::default() };
    alarm.add_property(ICalendarProperty::Trigger, ICalendarValue::Duration(ahead));
    vec![event, alarm]
}

/// A zone with the changes of its clocks from the year before on.
fn zone(id: &str, zone: &TimeZone, made: Timestamp) -> Vec<ICalendarComponent> {
    let mut components = vec![ICalendarComponent::new(ICalendarComponentType::VTimezone)];
    components[0].add_property(ICalendarProperty::Tzid, text_value(id));
    let now = made.to_zoned(zone.clone());
    let begin = now.checked_sub(1.year()).unwrap_or_else(|_| now.clone()).timestamp();
    let end = now.checked_add(YEARS.years()).map_or(Timestamp::MAX, |end| end.timestamp());
    let first = zone.to_offset_info(begin);
    // An offset and the one before it, whether it is summer time, what it is called, and when it begins by the old clock.
    let mut rules: Vec<(Offset, Offset, bool, String, Vec<DateTime>)> = vec![(
        first.offset(),
        first.offset(),
        first.dst().is_dst(),
        first.abbreviation().to_owned(),
        vec![DateTime::constant(1970, 1, 1, 0, 0, 0, 0)],
    )];
    let mut before = first.offset();
    for change in zone.following(begin).take_while(|change| change.timestamp() < end) {
        let (to, dst, name) = (change.offset(), change.dst().is_dst(), change.abbreviation().to_owned());
        let at = before.to_datetime(change.timestamp());
        match rules.iter_mut().skip(1).find(|rule| (rule.0, rule.1, rule.2, &rule.3) == (before, to, dst, &name)) {
            Some(rule) => rule.4.push(at),
            None => rules.push((before, to, dst, name, vec![at])),
        }
        before = to;
    }
    for (from, to, dst, name, times) in rules {
        let kind = if dst { ICalendarComponentType::Daylight } else { ICalendarComponentType::Standard };
        let mut part = ICalendarComponent::new(kind);
        let (first, more) = times.split_first().map_or((DateTime::default(), &[][..]), |(first, more)| (*first, more));
        part.add_property(ICalendarProperty::Dtstart, local(first));
        if !more.is_empty() {
            let times = more.iter().map(|at| local(*at)).collect();
            part.entries.push(ICalendarEntry::new(ICalendarProperty::Rdate).with_values(times));
        }
        part.add_property(ICalendarProperty::Tzoffsetfrom, offset(from));
        part.add_property(ICalendarProperty::Tzoffsetto, offset(to));
        part.add_property(ICalendarProperty::Tzname, text_value(&name));
        let place = u32::try_from(components.len()).unwrap_or(u32::MAX);
        components[0].component_ids.push(place);
        components.push(part);
    }
    components
}

fn property(name: &str) -> ICalendarProperty {
    ICalendarProperty::Other(name.to_owned())
}

fn line(name: ICalendarProperty, value: ICalendarValue) -> ICalendarEntry {
    ICalendarEntry::new(name).with_value(value)
}

/// Text in one line: what the library writes for a bare carriage return no reader knows.
fn text_value(text: &str) -> ICalendarValue {
    ICalendarValue::Text(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn on_day(name: ICalendarProperty, day: Date) -> ICalendarEntry {
    let mut line = line(name, ICalendarValue::PartialDateTime(Box::new(date_part(day))));
    line.add_param(ICalendarParameter::value(ICalendarValueType::Date));
    line
}

fn date_part(day: Date) -> PartialDateTime {
    PartialDateTime {
        year: u16::try_from(day.year()).ok(),
        month: u8::try_from(day.month()).ok(),
        day: u8::try_from(day.day()).ok(),
        ..PartialDateTime::default()
    }
}

fn local(at: DateTime) -> ICalendarValue {
    ICalendarValue::PartialDateTime(Box::new(local_part(at)))
}

fn local_part(at: DateTime) -> PartialDateTime {
    PartialDateTime {
        hour: u8::try_from(at.hour()).ok(),
        minute: u8::try_from(at.minute()).ok(),
        second: u8::try_from(at.second()).ok(),
        ..date_part(at.date())
    }
}

fn instant(at: Timestamp) -> ICalendarValue {
    let at = Offset::UTC.to_datetime(at);
    let utc = PartialDateTime { tz_hour: Some(0), tz_minute: Some(0), ..local_part(at) };
    ICalendarValue::PartialDateTime(Box::new(utc))
}

fn offset(offset: Offset) -> ICalendarValue {
    let minutes = offset.seconds().unsigned_abs() / 60;
    ICalendarValue::PartialDateTime(Box::new(PartialDateTime {
        tz_hour: u8::try_from(minutes / 60).ok(),
        tz_minute: u8::try_from(minutes % 60).ok(),
        tz_minus: offset.is_negative(),
        ..PartialDateTime::default()
    }))
}

#[cfg(test)]
mod tests;

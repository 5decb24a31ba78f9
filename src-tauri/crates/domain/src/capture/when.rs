//! Days and times put together, and decided: ahead or behind.

use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::{ToSpan, Zoned};

use super::days::{self, Day, Edge};
use super::lengths::{Unit, amount_of_time};
use super::line::Line;
use super::times::{self, Clock};
use super::{Found, Precision, Reading, Setting, Tense, When};

/// A day or time as it was said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    at: At,
    deadline: bool,
}

#[derive(Debug, Clone, Copy)]
enum At {
    /// A day, a time of it, or both.
    Day(Option<Day>, Option<Clock>),
    /// So many minutes from now.
    Minutes(i64),
}

const DEADLINES: [&str; 7] = ["by", "before", "until", "till", "no later than", "not later than", "due"];
const UNTIL: [&str; 6] = ["之前", "以前", "前", "为止", "截止", "之内"];

pub(super) fn find(line: &Line<'_>, at: usize, setting: &Setting<'_>) -> Option<Found> {
    if let Some(found) = relative(line, at, setting) {
        return Some(found);
    }
    let announced = line.any_of(at, &DEADLINES).map(|end| line.skip_spaces(end));
    let start = announced.unwrap_or(at);
    let (end, said, reason) = day_and_time(line, start, setting)?;
    let (end, said, before) = match said {
        // `Monday before noon`
        At::Day(Some(day), None) => {
            let start = line.any_of(line.skip_spaces(end), &["before", "by", "until", "till"]);
            let clock = start.and_then(|start| times::find(line, line.skip_spaces(start), true, None));
            clock.map_or((end, said, false), |(end, clock)| (end, At::Day(Some(day), Some(clock)), true))
        }
        _ => (end, said, false),
    };
    let behind = line
        .any_of(end, &UNTIL)
        .filter(|end| !matches!(line.letter(*end), '台' | '面' | '景' | '往' | '提' | '期' | '端' | '后'));
    let deadline = before || announced.is_some() || behind.is_some();
    let reason = if deadline { "deadline" } else { reason };
    Some(Found { span: at..behind.unwrap_or(end), reading: Reading::When(Said { at: said, deadline }), reason })
}

fn day_and_time(line: &Line<'_>, at: usize, setting: &Setting<'_>) -> Option<(usize, At, &'static str)> {
    let day_first = day(line, at, setting).map(|(end, day, reason)| {
        let carried = if let Day::Part(_, part) = day { Some(part) } else { None };
        match after(line, end, &["at", "@", "around", "about", "from", "的", "约", "大约", "-"])
            .into_iter()
            .find_map(|start| times::find(line, start, true, carried))
        {
            Some((end, clock)) => (end, At::Day(Some(day), Some(clock)), "day_and_time"),
            None => (end, At::Day(Some(day), None), reason),
        }
    });
    let day_behind = |end: usize| {
        let found = after(line, end, &["on", "the"]).into_iter().find_map(|start| day(line, start, setting));
        found.filter(|(_, day, _)| !matches!(day, Day::On(_, Precision::Week | Precision::Month)))
    };
    let time_first = times::find(line, at, false, None).map(|(end, clock)| match day_behind(end) {
        Some((end, day, _)) => (end, At::Day(Some(day), Some(clock)), "day_and_time"),
        None => (end, At::Day(None, Some(clock)), if clock.time.is_some() { "time" } else { "part_of_day" }),
    });
    // `at 10 tomorrow`, `at 7 tonight`; without the preposition too little is said.
    let bare_hour = || {
        let announced = line.follows(at, &["at", "@", "around", "about"]);
        let (end, day, _) =
            times::bare_hour(line, at, None).filter(|_| announced).and_then(|(end, _)| day_behind(end))?;
        let part = if let Day::Part(_, part) = day { Some(part) } else { None };
        let (_, clock) = times::bare_hour(line, at, part)?;
        Some((end, At::Day(Some(day), Some(clock)), "day_and_time"))
    };
    [day_first, time_first, bare_hour()].into_iter().flatten().rev().max_by_key(|(end, ..)| *end)
}

/// Where what belongs together may go on: right here, behind spaces or a comma, behind a joining word.
fn after(line: &Line<'_>, end: usize, joins: &[&str]) -> Vec<usize> {
    let spaced = line.skip_spaces(end);
    let comma = if line.letter(spaced) == ',' { line.skip_spaces(spaced + 1) } else { spaced };
    let mut places = vec![spaced];
    if comma != spaced {
        places.push(comma);
    }
    if let Some(joined) = line.any_of(comma, joins) {
        places.push(line.skip_spaces(joined));
    }
    places
}

/// A day, and the weekday before or behind that names the same one.
fn day(line: &Line<'_>, at: usize, setting: &Setting<'_>) -> Option<(usize, Day, &'static str)> {
    let (end, first, reason) = days::find(line, at, setting)?;
    let bracket = matches!(line.letter(end), '(').then_some(end + 1);
    let next =
        bracket.into_iter().chain(after(line, end, &["the", "on"])).find_map(|start| days::find(line, start, setting));
    let Some((next_end, second, second_reason)) = next else { return Some((end, first, reason)) };
    let next_end = if bracket.is_some() && line.letter(next_end) == ')' { next_end + 1 } else { next_end };
    let today = setting.now.date();
    let agrees = |day: Day, weekday| candidates(day, today).iter().any(|date| date.weekday() == weekday);
    match (first, second) {
        (Day::Weekday(weekday), Day::On(_, Precision::Week)) => {
            let Day::On(monday, _) = second else { return Some((end, first, reason)) };
            let date = monday.saturating_add(i32::from(weekday.to_monday_zero_offset()).days());
            Some((next_end, Day::On(date, Precision::Day), "weekday"))
        }
        (Day::Weekday(weekday), Day::On(_, Precision::Day) | Day::Yearless(..)) if agrees(second, weekday) => {
            Some((next_end, second, second_reason))
        }
        (Day::On(_, Precision::Day) | Day::Yearless(..), Day::Weekday(weekday)) if agrees(first, weekday) => {
            Some((next_end, first, reason))
        }
        _ => Some((end, first, reason)),
    }
}

/// `in 3 days`, `两周前`, `within a week`, `半小时后`, `just now`.
fn relative(line: &Line<'_>, at: usize, setting: &Setting<'_>) -> Option<Found> {
    let found = |end: usize, said: At, deadline: bool| Found {
        span: at..end,
        reading: Reading::When(Said { at: said, deadline }),
        reason: "distance",
    };
    if let Some(end) = line.any_of(at, &["just now", "刚才", "刚刚"]) {
        return Some(found(end, At::Minutes(0), false));
    }
    let (start, prefix) = match line.one_of(at, &[("in", 1), ("within", 2), ("within the next", 2), ("过", 1)]) {
        Some((end, kind)) => (line.skip_spaces(end), kind),
        None => (at, 0),
    };
    let (end, unit) = amount_of_time(line, start)?;
    // `每两周`, `every 2 weeks`, `第三天`.
    if matches!(line.before(at), '每' | '第' | '前' | '后' | '近' | '过')
        || line.follows(at, &["every", "each", "last", "past", "运行", "使用"])
    {
        return None;
    }
    const BEHIND: [(&str, (i64, bool)); 13] = [
        ("ago", (-1, false)),
        ("from now", (1, false)),
        ("later", (1, false)),
        ("from today", (1, false)),
        ("后", (1, false)),
        ("之后", (1, false)),
        ("以后", (1, false)),
        ("前", (-1, false)),
        ("之前", (-1, false)),
        ("以前", (-1, false)),
        ("内", (1, true)),
        ("之内", (1, true)),
        ("以内", (1, true)),
    ];
    let tail = line.one_of(line.skip_spaces(end), &BEHIND);
    let (end, sign, deadline) = match (prefix, tail) {
        (0 | 1, Some((end, (1, false)))) => (end, 1, false),
        (0, Some((end, (sign, deadline)))) => (end, sign, deadline),
        (1, _) => (end, 1, false),
        (2, _) => (end, 1, true),
        _ => return None,
    };
    let today = setting.now.date();
    let said = match unit {
        Unit::Minutes(minutes) => At::Minutes(minutes * sign),
        Unit::Days(days) => At::Day(Some(Day::On(today.checked_add((days * sign).days()).ok()?, Precision::Day)), None),
        Unit::Months(months) => {
            At::Day(Some(Day::On(today.checked_add((months * sign).months()).ok()?, Precision::Day)), None)
        }
    };
    let At::Day(Some(day), None) = said else { return Some(found(end, said, deadline)) };
    // `三天后下午3点`
    let timed = after(line, end, &["at", "的"])
        .into_iter()
        .find_map(|start| times::find(line, start, true, None))
        .filter(|_| !deadline);
    let (end, clock) = timed.map_or((end, None), |(end, clock)| (end, Some(clock)));
    Some(found(end, At::Day(Some(day), clock), deadline))
}

/// The dates that a day without a year or week may mean, in order.
fn candidates(day: Day, today: Date) -> Vec<Date> {
    let years = || (-4..=8).map(move |step| today.year() + step);
    match day {
        Day::On(date, _) | Day::Part(date, _) => vec![date],
        Day::Weekday(weekday) => {
            let this = today.saturating_sub(i32::from(weekday.until(today.weekday())).days());
            let behind = if this == today { today.saturating_sub(7.days()) } else { this };
            vec![
                behind,
                if this == today { today } else { this.saturating_add(7.days()) },
                today.saturating_add(i32::from(today.weekday().until(weekday)).days()).saturating_add(7.days()),
            ]
        }
        Day::Yearless(month, day) => years().filter_map(|year| Date::new(year, month, day).ok()).collect(),
        Day::Edge(Some(month), edge) => {
            years().filter_map(|year| Date::new(year, month, 1).ok()).map(|first| edge.of(first)).collect()
        }
        Day::Edge(None, edge) => (-2..=2)
            .map(|step| edge.of(today.first_of_month().saturating_add(i32::from(step as i8).months())))
            .collect(),
    }
}

/// What the verbs of a clause say about its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// They lie ahead, or nothing is said.
    Ahead,
    /// Something happened, though perhaps not then: `we agreed on 12 June`.
    Behind,
    /// The conversation was then.
    Held,
}

/// Whether the clause of a date tells what happened.
pub(super) fn happened(line: &Line<'_>, clauses: &[Range<usize>], found: &[Found], span: &Range<usize>) -> Told {
    let tells = |clause: &Range<usize>| {
        let mut channels = found.iter().filter_map(|one| match one.reading {
            Reading::Channel(held) if clause.start <= one.span.start && one.span.end <= clause.end => Some(held.past),
            _ => None,
        });
        if let Some(past) = channels.next() {
            // What marks the verb as past may stand behind it: `打电话聊了样品`.
            return Some(if past || marks(line, clause, &PAST) { Told::Held } else { Told::Ahead });
        }
        if marks(line, clause, &AHEAD) {
            return Some(Told::Ahead);
        }
        marks(line, clause, &PAST).then_some(Told::Behind)
    };
    let own = clauses.iter().position(|clause| clause.start <= span.start && span.start < clause.end);
    own.and_then(|own| {
        // Without a verb of its own, a clause goes on with what was told before it.
        clauses[..=own]
            .iter()
            .rev()
            .find_map(tells)
            .or_else(|| clauses[own + 1..].iter().find_map(tells).filter(|_| clauses[own].len() == span.len()))
    })
    .unwrap_or(Told::Ahead)
}

/// Words that tell of what was.
const PAST: [&str; 44] = [
    "spoke",
    "talked",
    "discussed",
    "sent",
    "received",
    "got",
    "agreed",
    "said",
    "asked",
    "told",
    "ordered",
    "signed",
    "had",
    "was",
    "were",
    "went",
    "came",
    "saw",
    "left",
    "confirmed",
    "promised",
    "delivered",
    "paid",
    "complained",
    "聊了",
    "谈了",
    "说了",
    "见了",
    "问了",
    "发了",
    "寄了",
    "签了",
    "打了",
    "去了",
    "来了",
    "收到",
    "谈过",
    "聊过",
    "见过",
    "打过",
    "通了",
    "已",
    "刚",
    "开了",
];

/// Words that tell of what will be.
const AHEAD: [&str; 14] = [
    "will",
    "i'll",
    "we'll",
    "he'll",
    "she'll",
    "they'll",
    "going to",
    "try again",
    "再",
    "将",
    "打算",
    "计划",
    "约了",
    "约好",
];

fn marks(line: &Line<'_>, clause: &Range<usize>, words: &[&str]) -> bool {
    clause.clone().any(|at| line.any_of(at, words).is_some_and(|end| end <= clause.end))
}

impl Said {
    /// The date and time meant, seen from now; none at the ends of the calendar.
    pub(super) fn resolve(&self, told: Told, now: &Zoned) -> Option<When> {
        let (day, clock) = match self.at {
            At::Minutes(minutes) => {
                let then = now.checked_add(minutes.minutes()).ok()?;
                let time = Time::new(then.hour(), then.minute(), 0, 0).ok()?;
                let tense = if minutes > 0 { Tense::Future } else { Tense::Past };
                return Some(When {
                    date: then.date(),
                    time: Some(time),
                    until: None,
                    precision: Precision::Minute,
                    tense,
                    deadline: self.deadline,
                    assumed: false,
                });
            }
            At::Day(day, clock) => (day, clock),
        };
        let today = now.date();
        let past = told != Told::Ahead && !self.deadline;
        let time = clock.and_then(|clock| clock.time);
        // Whether a day with the time still lies ahead; a day alone does until it is over.
        let ahead = |date: &Date| date > &today || *date == today && time.is_none_or(|time| time > now.time());
        let behind = |date: &Date| date < &today || *date == today && time.is_none_or(|time| time <= now.time());
        let date = match day {
            None if past && time.is_some_and(|time| time > now.time()) => today.yesterday().ok()?,
            None => today,
            Some(day) => {
                let dates = candidates(day, today);
                let next = dates.iter().find(|date| ahead(date)).copied();
                let before = dates.iter().rev().find(|date| behind(date)).copied();
                let yearless = matches!(day, Day::Yearless(..));
                let far = |date: Date| (today - date).get_days().abs() > 270;
                match (dates.as_slice(), before, next) {
                    ([only], ..) => *only,
                    // A verb of something else that happened doesn't reach back most of a year.
                    (_, Some(before), Some(next)) if told == Told::Behind && yearless && far(before) => next,
                    (_, Some(before), _) if past => before,
                    // A date that has just been is not meant to wait for a year.
                    (_, Some(before), Some(next))
                        if yearless && !self.deadline && far(next) && (today - before).get_days() <= 30 =>
                    {
                        before
                    }
                    (_, _, next) => next?,
                }
            }
        };
        let part = match day {
            Some(Day::Part(_, part)) => Some(part),
            _ => clock.and_then(|clock| clock.part),
        };
        let midnight = clock.is_some_and(|clock| clock.next_day);
        let date = if midnight { date.tomorrow().ok()? } else { date };
        // The clocks may skip the time.
        let shown = |time: Time| date.to_datetime(time).to_zoned(now.time_zone().clone()).ok();
        let (date, time) = match time {
            Some(time) => shown(time).map(|at| (at.date(), Some(at.time())))?,
            None => (date, None),
        };
        let precision = match (day, time, part) {
            (_, Some(_), _) => Precision::Minute,
            (_, None, Some(part)) => Precision::Part(part),
            (Some(Day::On(_, precision)), ..) => precision,
            (Some(Day::Edge(_, Edge::Start | Edge::Middle)), ..) => Precision::Week,
            _ => Precision::Day,
        };
        let last = match precision {
            Precision::Week => date.saturating_add(6.days()),
            Precision::Month => date.last_of_month(),
            _ => date,
        };
        let tense = match time {
            Some(time) if date == today => {
                if time > now.time() {
                    Tense::Future
                } else {
                    Tense::Past
                }
            }
            _ if last < today => Tense::Past,
            _ if date > today => Tense::Future,
            _ => Tense::Today,
        };
        let until = clock.and_then(|clock| clock.until);
        let assumed = clock.is_some_and(|clock| clock.assumed);
        Some(When { date, time, until, precision, tense, deadline: self.deadline, assumed })
    }
}

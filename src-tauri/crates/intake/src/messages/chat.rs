//! Chats as programs export them and as people copy them: WhatsApp, WeChat and what writes its lines alike. Each day becomes
//! one message, whose text keeps the lines with their times and names.

use jiff::SignedDuration;
use jiff::civil::{Date, Time};

use super::stamp::{Day, Stamp, day, stamp, time};
use super::{Gathering, Message, Party};
use crate::sheet::ReadProblem;

/// Titles and notices that may stand above the first line of a chat.
const ABOVE: usize = 6;
/// A longer one is no name.
const LONGEST_NAME: usize = 60;
/// What is said after a longer silence is another talk; then nobody can say how long the day's took.
const SILENCE: SignedDuration = SignedDuration::from_mins(30);

/// How the lines of a chat are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `31/12/2024, 23:59 - Zhou Min: text`
    Dashed,
    /// `[31/12/2024, 23:59:01] Zhou Min: text`
    Bracketed,
    /// `2024-12-31 23:59:01 周敏: text`
    Plain,
    /// `周敏 2024/12/31 23:59`, and the text below.
    NameAbove,
    /// `2024-12-31 23:59:01 周敏`, and the text below.
    StampAbove,
    /// `—— 2024-12-31 ——` above the day, `周敏  23:59` and the text below.
    DayAbove,
}

const FORMS: [Form; 6] =
    [Form::Dashed, Form::Bracketed, Form::Plain, Form::NameAbove, Form::StampAbove, Form::DayAbove];

/// What a line begins.
#[derive(Debug)]
enum Head<'a> {
    /// Something that somebody said.
    Said(Stamp, &'a str, &'a str),
    /// Something that the program tells.
    Told,
    /// The day of the lines below.
    Day(Day),
}

/// Something that was said.
#[derive(Debug)]
struct Said {
    day: Day,
    time: Time,
    name: String,
    text: String,
}

/// A line without the marks of direction, and with plain spaces.
fn plain(line: &str) -> String {
    let seen = |sign: &char| !matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let space = |sign| if matches!(sign, '\u{202f}' | '\u{a0}' | '\u{2009}') { ' ' } else { sign };
    line.chars().filter(seen).map(space).collect::<String>().trim_end().to_owned()
}

fn is_name(name: &str) -> bool {
    let name = name.trim();
    !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.contains(['\t', ',', '|'])
}

/// `Zhou Min: text`; a name without a colon is none.
fn named(text: &str) -> Option<(&str, &str)> {
    let at = text.find([':', '：'])?;
    let behind = &text[at + text[at..].chars().next().map_or(1, char::len_utf8)..];
    let is_half = text[at..].starts_with(':') && !(behind.is_empty() || behind.starts_with(' '));
    (is_name(&text[..at]) && !is_half).then(|| (text[..at].trim(), behind.trim_start_matches(' ')))
}

impl Form {
    /// What a line begins in a chat of this form; `day` is the one that stands above.
    fn head<'a>(self, line: &'a str, above: Option<Day>) -> Option<Head<'a>> {
        let told = |stamp: Stamp, text: &'a str| match named(text) {
            Some((name, text)) => Head::Said(stamp, name, text),
            None => Head::Told,
        };
        match self {
            Self::Dashed => {
                let (stamp, rest) = stamp(line)?;
                Some(told(stamp, rest.strip_prefix(" - ").or_else(|| rest.strip_prefix(" – "))?))
            }
            Self::Bracketed => {
                let (stamp, rest) = stamp(line.strip_prefix('[')?)?;
                Some(told(stamp, rest.strip_prefix(']')?.trim_start()))
            }
            Self::Plain => {
                let (stamp, rest) = stamp(line)?;
                let (name, text) = named(rest.strip_prefix(' ')?)?;
                Some(Head::Said(stamp, name, text))
            }
            Self::NameAbove => {
                // The name may hold digits, so every place is tried where a stamp can begin.
                let places = line.char_indices().filter(|(at, sign)| *at > 0 && sign.is_ascii_digit());
                let begins = |at: &usize| line[..*at].ends_with([' ', ':', '：']);
                places.map(|(at, _)| at).filter(begins).find_map(|at| {
                    let (stamp, rest) = stamp(&line[at..])?;
                    let name = line[..at].trim_end_matches([' ', '\t', ':', '：']);
                    (rest.trim().is_empty() && is_name(name)).then_some(Head::Said(stamp, name.trim(), ""))
                })
            }
            Self::StampAbove => {
                let (stamp, rest) = stamp(line)?;
                let name = rest.strip_prefix(' ')?.trim().trim_end_matches([':', '：']);
                let is_said =
                    is_name(name) && !name.contains([':', '：', '。', '！', '？']) && !name.starts_with(['-', '–']);
                is_said.then_some(Head::Said(stamp, name, ""))
            }
            Self::DayAbove => {
                let marks = ['—', '–', '-', '─', '=', ' '];
                let inner = line.trim_matches(marks);
                let is_marked = line.chars().take_while(|sign| marks.contains(sign)).count() >= 2;
                if let Some((day, "")) = day(inner).filter(|_| is_marked) {
                    return Some(Head::Day(day));
                }
                let day = above?;
                let (name, clock) = line.rsplit_once(' ')?;
                let (time, rest) = time(clock)?;
                (rest.is_empty() && is_name(name)).then_some(Head::Said(Stamp { day, time }, name.trim(), ""))
            }
        }
    }
}

/// How the lines of a chat are written, if it is one: its first line stands near the beginning, and there is another.
fn form(text: &str) -> Option<Form> {
    let lines: Vec<String> = text.lines().map(plain).filter(|line| !line.trim().is_empty()).collect();
    FORMS.into_iter().find(|form| {
        let (mut above, mut said, mut first) = (None, 0, None);
        for (at, line) in lines.iter().enumerate() {
            match form.head(line.trim_start(), above) {
                Some(Head::Day(day)) => {
                    above = Some(day);
                    first = first.or(Some(at));
                }
                Some(Head::Said(..)) => {
                    said += 1;
                    first = first.or(Some(at));
                }
                Some(Head::Told) => first = first.or(Some(at)),
                None => {}
            }
        }
        said >= 2 && first.is_some_and(|first| first < ABOVE)
    })
}

/// Whether a text is a chat, by its beginning.
pub(super) fn is_chat(head: &str) -> bool {
    form(head).is_some()
}

/// Reads a chat.
///
/// # Errors
/// As of the gathering.
pub(super) fn read(text: &str, today: Option<Date>, gathering: &mut Gathering) -> Result<(), ReadProblem> {
    let head = text.get(..text.floor_char_boundary(super::HEAD_BYTES)).unwrap_or_default();
    let Some(form) = form(head) else { return Err(ReadProblem::Empty) };
    let said = lines(text, form);
    let day_first = day_first(&said);
    let mut everybody: Vec<Party> = Vec::new();
    for one in &said {
        let party = Party::parse(&one.name);
        if everybody.len() < MOST && !everybody.contains(&party) {
            everybody.push(party);
        }
    }
    let written: Vec<String> = years(&said, today).map(|(day, one)| when(day, one.time, day_first)).collect();
    let of_day = |at: usize| written[at].rsplit_once(' ').map_or("", |(day, _)| day);
    let mut from = 0;
    while from < said.len() {
        let mut until = from + 1;
        while until < said.len() && of_day(until) == of_day(from) {
            until += 1;
        }
        gathering.add(one_day(&said[from..until], &written[from], &everybody))?;
        from = until;
    }
    Ok(())
}

/// People in one chat that are looked for.
const MOST: usize = 200;

fn lines(text: &str, form: Form) -> Vec<Said> {
    let (mut said, mut above, mut telling): (Vec<Said>, Option<Day>, bool) = (Vec::new(), None, false);
    for raw in text.lines() {
        let line = plain(raw);
        match form.head(line.trim_start(), above) {
            Some(Head::Said(stamp, name, text)) => {
                telling = false;
                let (name, text) = (name.to_owned(), text.to_owned());
                said.push(Said { day: stamp.day, time: stamp.time, name, text });
            }
            Some(Head::Day(day)) => (above, telling) = (Some(day), true),
            // What the program tells may have further lines, which nobody said either.
            Some(Head::Told) => telling = true,
            None if telling => {}
            None => {
                if let Some(last) = said.last_mut() {
                    if !last.text.is_empty() {
                        last.text.push('\n');
                    }
                    last.text.push_str(&line);
                }
            }
        }
    }
    for one in &mut said {
        one.text.truncate(one.text.trim_end().len());
    }
    said
}

/// Whether the day stands before the month. All days of a file are written alike, so that one of them tells it for all;
/// otherwise it is the order in which the chat doesn't run backwards, if only one is such.
fn day_first(said: &[Said]) -> Option<bool> {
    let telling = said.iter().find_map(|one| match one.day {
        Day::Telling(_, day_first) => Some(day_first),
        _ => None,
    });
    let runs = |day_first: bool| said.iter().map(|one| one.day.with(day_first)).is_sorted();
    telling.or_else(|| match (runs(true), runs(false)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    })
}

/// The lines with the year of each, where it was left out: the one of the line above, or the last that isn't to come.
fn years(said: &[Said], today: Option<Date>) -> impl Iterator<Item = (Day, &Said)> {
    let mut last: Option<Date> = None;
    said.iter().map(move |one| {
        let day = match one.day {
            Day::OfYear(month, day) => {
                let of = |year: i16| Date::new(year, month, day).ok();
                let found = match (last, today) {
                    (Some(last), _) => of(last.year()).filter(|date| *date >= last).or_else(|| of(last.year() + 1)),
                    (None, Some(today)) => {
                        of(today.year()).filter(|date| *date <= today).or_else(|| of(today.year() - 1))
                    }
                    (None, None) => None,
                };
                // Clocks of other zones are a day ahead at most.
                let latest = today.and_then(|today| today.tomorrow().ok());
                found.filter(|date| latest.is_none_or(|latest| *date <= latest)).map_or(one.day, Day::Known)
            }
            day => day,
        };
        if let Day::Known(date) | Day::Telling(date, _) = day {
            last = Some(date);
        }
        (day, one)
    })
}

/// A moment as the readers of lists know it; a day that is read in two ways stays as it is.
fn when(day: Day, time: Time, day_first: Option<bool>) -> String {
    let clock = time.strftime("%H:%M:%S");
    match (day, day_first.and_then(|day_first| day.with(day_first))) {
        (_, Some(date)) | (Day::Known(date) | Day::Telling(date, _), None) => format!("{date} {clock}"),
        (Day::Either(one, other, year), None) => format!("{one}/{other}/{year} {clock}"),
        (Day::OfYear(month, day), None) => format!("{month}月{day}日 {clock}"),
    }
}

/// A day of a chat.
fn one_day(said: &[Said], at: &str, everybody: &[Party]) -> Message {
    let mut from: Vec<Party> = Vec::new();
    let mut text = String::new();
    for one in said {
        let party = Party::parse(&one.name);
        if !from.contains(&party) && from.len() < MOST {
            from.push(party);
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let parted = if one.text.is_empty() { "" } else { " " };
        text.push_str(&format!("{} {}:{parted}{}", one.time.strftime("%H:%M"), one.name, one.text));
    }
    let to = everybody.iter().filter(|party| !from.contains(party)).cloned().collect();
    let gap = |pair: &[Said]| pair[0].time.duration_until(pair[1].time);
    let is_one_talk = said.windows(2).all(|pair| (SignedDuration::ZERO..=SILENCE).contains(&gap(pair)));
    let whole = said.first().zip(said.last()).map(|(first, last)| first.time.duration_until(last.time).as_mins());
    let minutes = whole.filter(|minutes| is_one_talk && *minutes > 0).and_then(|minutes| i32::try_from(minutes).ok());
    Message { at: at.to_owned(), from, to, title: String::new(), minutes, text, id: String::new() }
}

/// Whether a line of such a day begins what somebody said.
pub(super) fn is_line(line: &str) -> bool {
    line.get(..6).is_some_and(|clock| clock.ends_with(' ') && time(clock).is_some_and(|(_, rest)| rest == " "))
}

//! Times of day: `3pm`, `15:00`, `half past ten`, `下午3点半`, `三点一刻`, and spans of them.

use jiff::civil::Time;

use super::PartOfDay;
use super::line::{Line, is_word};
use super::numbers::{digits, figure, word};

/// A time of day as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    /// None for a part of the day alone.
    pub(super) time: Option<Time>,
    pub(super) part: Option<PartOfDay>,
    pub(super) until: Option<Time>,
    /// Whether morning or afternoon was guessed.
    pub(super) assumed: bool,
    /// Midnight at the end of the day.
    pub(super) next_day: bool,
}

/// Hours and minutes before it is known whether they are of the afternoon.
#[derive(Debug, Clone, Copy)]
struct Face {
    hour: u32,
    minute: u32,
    half: Half,
    /// Whether it is a time wherever it stands.
    sure: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
    /// As on a clock of 24 hours.
    Literal,
    Unsaid,
}

const CHINESE_PARTS: [(&str, PartOfDay); 14] = [
    ("凌晨", PartOfDay::Morning),
    ("清晨", PartOfDay::Morning),
    ("早晨", PartOfDay::Morning),
    ("早上", PartOfDay::Morning),
    ("上午", PartOfDay::Morning),
    ("中午", PartOfDay::Noon),
    ("正午", PartOfDay::Noon),
    ("下午", PartOfDay::Afternoon),
    ("午后", PartOfDay::Afternoon),
    ("傍晚", PartOfDay::Evening),
    ("晚上", PartOfDay::Evening),
    ("晚间", PartOfDay::Evening),
    ("夜里", PartOfDay::Evening),
    ("一早", PartOfDay::Morning),
];

const ENGLISH_PARTS: [(&str, PartOfDay); 12] = [
    ("morning", PartOfDay::Morning),
    ("afternoon", PartOfDay::Afternoon),
    ("evening", PartOfDay::Evening),
    ("night", PartOfDay::Evening),
    ("in the morning", PartOfDay::Morning),
    ("in the afternoon", PartOfDay::Afternoon),
    ("in the evening", PartOfDay::Evening),
    ("at night", PartOfDay::Evening),
    ("am", PartOfDay::Morning),
    ("pm", PartOfDay::Afternoon),
    ("a.m", PartOfDay::Morning),
    ("p.m", PartOfDay::Afternoon),
];

/// The time said here. Beside a day (`loose`), a bare hour and a part of the day are times too.
pub(super) fn find(line: &Line<'_>, at: usize, loose: bool, carried: Option<PartOfDay>) -> Option<(usize, Clock)> {
    if let Some(end) = line.any_of(at, &["noon", "midday"]) {
        return Some((end, Clock { part: Some(PartOfDay::Noon), ..exactly(12) }));
    }
    if let Some(end) = line.phrase(at, "midnight") {
        return Some((end, Clock { next_day: true, ..exactly(0) }));
    }
    let part = line.one_of(at, &CHINESE_PARTS);
    let start = part.map_or(at, |(end, _)| line.skip_spaces(end));
    let said = part.map(|(_, part)| part).or(carried);
    let Some((end, first)) = face(line, start).filter(|(_, face)| face.sure || loose || part.is_some()) else {
        return part_alone(line, at, loose);
    };
    // `10-11am`: the first hour shares what is said of the second.
    let second = span_end(line, end).and_then(|start| {
        let inner = line.one_of(start, &CHINESE_PARTS);
        let from = inner.map_or(start, |(end, _)| line.skip_spaces(end));
        let (end, face) = face(line, from)?;
        Some((end, face, inner.map(|(_, part)| part)))
    });
    let (mut end, mut first) = (end, first);
    // `凌晨12点` is the start of the day.
    if first.hour == 12 && line.phrase(at, "凌晨").is_some() {
        first.hour = 0;
        first.half = Half::Literal;
    }
    let mut until = None;
    if let Some((second_end, second, second_part)) = second {
        let shared = if first.half == Half::Unsaid && said.is_none() && matches!(second.half, Half::Am | Half::Pm) {
            let crosses = second.half == Half::Pm && first.hour > second.hour && first.hour < 12;
            if crosses { Half::Am } else { second.half }
        } else {
            first.half
        };
        let start = time_of(Face { half: shared, ..first }, said)?;
        let ending = if second.half == Half::Unsaid && first.half == Half::Pm { Half::Pm } else { second.half };
        let finish = time_of(Face { half: ending, ..second }, second_part.or(said))?;
        if finish.0 > start.0 {
            first.half = shared;
            until = Some(finish.0);
            end = second_end;
        }
    }
    // `tomorrow 3-12`: a bare hour before a dash that begins no span.
    if !first.sure && until.is_none() && line.letter(end) == '-' {
        return None;
    }
    let (time, assumed, next_day) = time_of(first, said)?;
    Some((end, Clock { time: Some(time), part: said, until, assumed, next_day }))
}

/// A bare hour, which is a time where a day follows: `at 10 tomorrow`.
pub(super) fn bare_hour(line: &Line<'_>, at: usize, part: Option<PartOfDay>) -> Option<(usize, Clock)> {
    let (end, hour) = digits(line, at, 2).filter(|(end, _)| line.may_end(*end) && line.number_may_start(at))?;
    let half = if hour > 12 { Half::Literal } else { Half::Unsaid };
    let (time, assumed, next_day) = time_of(Face { hour, minute: 0, half, sure: false }, part)?;
    Some((end, Clock { time: Some(time), part, until: None, assumed, next_day }))
}

const fn exactly(hour: i8) -> Clock {
    Clock { time: Some(Time::constant(hour, 0, 0, 0)), part: None, until: None, assumed: false, next_day: false }
}

fn part_alone(line: &Line<'_>, at: usize, loose: bool) -> Option<(usize, Clock)> {
    let english = || {
        let (end, part) = line.one_of(at, &ENGLISH_PARTS[..8])?;
        loose.then_some((end, part))
    };
    let (end, part) = line
        .one_of(at, &CHINESE_PARTS)
        .filter(|(end, _)| line.letter(*end) != '好' && line.letter(at) != '一' || loose)
        .or_else(english)?;
    // An impossible time, `下午25点`, is no part of the day either.
    let from = line.skip_spaces(end);
    if figure(line, from).is_some_and(|(end, _)| matches!(line.letter(end), '点' | '时' | ':')) {
        return None;
    }
    Some((end, Clock { time: None, part: Some(part), until: None, assumed: false, next_day: false }))
}

fn span_end(line: &Line<'_>, at: usize) -> Option<usize> {
    let start = line.skip_spaces(at);
    let sign = (line.letter(start) == '-').then_some(start + 1);
    let end = sign.or_else(|| line.any_of(start, &["to", "till", "until", "到", "至"]))?;
    Some(line.skip_spaces(end))
}

/// The time that a face shows, whether its half was guessed, and whether it is midnight of the next day.
fn time_of(face: Face, part: Option<PartOfDay>) -> Option<(Time, bool, bool)> {
    let Face { hour, minute, half, .. } = face;
    if minute > 59 || hour > 24 {
        return None;
    }
    let half = match (half, part) {
        (Half::Unsaid, Some(PartOfDay::Morning)) => Half::Am,
        (Half::Unsaid, Some(PartOfDay::Afternoon | PartOfDay::Evening)) => Half::Pm,
        (Half::Unsaid, Some(PartOfDay::Noon)) if hour < 10 => Half::Pm,
        (half, _) => half,
    };
    let time = |hour: u32| Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok();
    let twelve = matches!(half, Half::Am | Half::Pm);
    // Nobody says zero o'clock in the afternoon, and nothing past twelve is of the morning.
    let impossible =
        twelve && hour == 0 || half == Half::Am && hour > 12 || half == Half::Pm && hour > 12 && part.is_none();
    if impossible {
        return None;
    }
    match half {
        Half::Am if hour == 12 && part.is_none() => Some((time(0)?, false, false)),
        Half::Pm if hour == 12 && part == Some(PartOfDay::Evening) => Some((time(0)?, false, true)),
        Half::Pm if hour < 12 => Some((time(hour + 12)?, false, false)),
        Half::Unsaid if (1..7).contains(&hour) => Some((time(hour + 12)?, true, false)),
        Half::Unsaid if (7..12).contains(&hour) => Some((time(hour)?, true, false)),
        Half::Am | Half::Pm | Half::Unsaid | Half::Literal => Some((time(hour)?, false, false)),
    }
}

fn face(line: &Line<'_>, at: usize) -> Option<(usize, Face)> {
    [english_words(line, at), chinese(line, at), figures(line, at)].into_iter().flatten().max_by_key(|found| found.0)
}

/// `half past ten`, `quarter to five`, `ten o'clock`.
fn english_words(line: &Line<'_>, at: usize) -> Option<(usize, Face)> {
    let number = |at: usize| {
        digits(line, at, 2)
            .filter(|(end, _)| line.may_end(*end))
            .or_else(|| word(line, at).filter(|_| line.letter(at).is_ascii_alphabetic()))
    };
    let shifts = [
        ("half past", 30),
        ("quarter past", 15),
        ("a quarter past", 15),
        ("quarter to", -15),
        ("a quarter to", -15),
        ("ten past", 10),
        ("ten to", -10),
        ("twenty past", 20),
        ("twenty to", -20),
        ("five past", 5),
        ("five to", -5),
    ];
    if let Some((end, minutes)) = line.one_of(at, &shifts) {
        let (end, hour) = number(line.skip_spaces(end)).filter(|(_, hour)| (1..=12).contains(hour))?;
        let (hour, minute) =
            if minutes < 0 { (if hour == 1 { 12 } else { hour - 1 }, 60 + minutes) } else { (hour, minutes) };
        let (end, half) = half_day(line, end);
        return Some((end, Face { hour, minute: u32::try_from(minute).ok()?, half, sure: true }));
    }
    let (end, hour) = number(at).filter(|(_, hour)| (1..=12).contains(hour))?;
    let end = line.any_of(line.skip_spaces(end), &["o'clock", "oclock"])?;
    let (end, half) = half_day(line, end);
    Some((end, Face { hour, minute: 0, half, sure: true }))
}

/// `am`, `pm` or `in the afternoon` behind a time.
fn half_day(line: &Line<'_>, end: usize) -> (usize, Half) {
    let start = line.skip_spaces(end);
    // `3pm` is glued, so that the words don't begin one.
    for (tail, half) in [("a.m.", Half::Am), ("p.m.", Half::Pm), ("am", Half::Am), ("pm", Half::Pm)] {
        let tail_end = start + tail.len();
        if tail_end <= line.len() && line.folded(&(start..tail_end)) == tail && !is_word(line.letter(tail_end)) {
            return (tail_end, half);
        }
    }
    match line.one_of(start, &ENGLISH_PARTS[4..8]) {
        Some((end, PartOfDay::Morning)) => (end, Half::Am),
        Some((end, _)) => (end, Half::Pm),
        None => (end, Half::Unsaid),
    }
}

/// `15:00`, `3.30pm`, `3pm`, and a bare hour, which is a time only beside a day.
fn figures(line: &Line<'_>, at: usize) -> Option<(usize, Face)> {
    if !line.letter(at).is_ascii_digit()
        || is_word(line.before(at))
        || (matches!(line.before(at), '.' | ',' | ':' | '/' | '#' | '$' | '¥' | '€') && at > 1)
    {
        return None;
    }
    let (end, hour) = digits(line, at, 2)?;
    let minutes = digits(line, end + 1, 2).filter(|(minutes_end, _)| minutes_end - end == 3);
    if let Some((minutes_end, minute)) = minutes.filter(|_| matches!(line.letter(end), ':' | '.')) {
        let (whole, half) = half_day(line, minutes_end);
        let colon = line.letter(end) == ':';
        if !colon && !matches!(half, Half::Am | Half::Pm) {
            return None;
        }
        let scale = line.follows(at, &["scale", "ratio", "比例", "比分"]) || matches!(line.letter(whole), ':' | '/');
        // `09:30` and `15:00` are of 24 hours; `3:30` may be of twelve.
        let half = if half == Half::Unsaid && (hour > 12 || line.letter(at) == '0') { Half::Literal } else { half };
        return (!scale && may_end(line, whole)).then_some((whole, Face { hour, minute, half, sure: true }));
    }
    // `at 15h`, `at 9h30`; elsewhere that is a length.
    if line.letter(end) == 'h' && line.follows(at, &["at", "@"]) && hour <= 24 {
        let (tail, minute) = digits(line, end + 1, 2).filter(|(tail, _)| tail - end == 3).unwrap_or((end + 1, 0));
        let face = Face { hour, minute, half: Half::Literal, sure: true };
        return (!is_word(line.letter(tail))).then_some((tail, face));
    }
    let (whole, half) = half_day(line, end);
    if half != Half::Unsaid {
        let glued_or_spaced = hour <= 12 && hour > 0;
        return glued_or_spaced.then_some((whole, Face { hour, minute: 0, half, sure: true }));
    }
    let bare = hour <= 24 && may_end(line, end) && !matches!(line.letter(end), '%' | '°') && follows_nothing(line, end);
    bare.then_some((
        end,
        Face { hour, minute: 0, half: if hour > 12 { Half::Literal } else { Half::Unsaid }, sure: false },
    ))
}

/// Whether a time may end here; a dash begins the end of a span.
fn may_end(line: &Line<'_>, end: usize) -> bool {
    line.may_end(end) || line.letter(end) == '-'
}

/// Whether a bare number is not the number of something: `tomorrow 3 people`.
fn follows_nothing(line: &Line<'_>, end: usize) -> bool {
    let next = line.skip_spaces(end);
    matches!(line.letter(next), '\n' | ',' | ';' | '-' | ')' | '.' | '。')
        || line.any_of(next, &["with", "at", "on", "to", "for", "and", "about", "call", "visit", "meeting"]).is_some()
}

/// `3点`, `三点半`, `15时30分`, `三点一刻`.
fn chinese(line: &Line<'_>, at: usize) -> Option<(usize, Face)> {
    let (number_end, hour) = figure(line, at)?;
    let numerals = !line.letter(at).is_ascii_digit();
    if !numerals && !line.number_may_start(at) {
        return None;
    }
    let sign = line.skip_spaces(number_end);
    if !matches!(line.letter(sign), '点' | '时') || hour > 24 {
        return None;
    }
    let mut end = sign + 1;
    let mut minute = 0;
    let mut sure = false;
    if let Some((tail, minutes)) =
        line.one_of(end, &[("半", 30), ("一刻", 15), ("1刻", 15), ("三刻", 45), ("3刻", 45), ("整", 0), ("钟", 0)])
    {
        (end, minute, sure) = (tail, minutes, true);
    } else if let Some((tail, minutes)) =
        (line.letter(end) == '零').then(|| digits(line, end + 1, 2)).flatten().or_else(|| figure(line, end))
    {
        let with_sign = line.letter(tail) == '分' && line.letter(tail + 1) != '之';
        let two = tail - end >= 2
            && minutes < 60
            && !matches!(line.letter(tail), '万' | '千' | '元' | '个' | '%' | '.' | '台' | '件' | '号');
        if with_sign || two {
            (end, minute, sure) = (if with_sign { tail + 1 } else { tail }, minutes, true);
        } else {
            return None;
        }
    }
    let next = line.letter(end);
    // `一点` is also a bit, and `三点建议` are three.
    let points = "点个要建意问原理注说都也儿不希共以内好想看需诉差改优经第技补";
    if !sure && (points.contains(next) || (line.letter(sign) == '时' && next != '\n')) {
        return None;
    }
    let comes_after = matches!(line.before(at), '\n' | ' ' | ',' | '。' | ';' | '在' | '于' | '约' | '(');
    let announced =
        line.any_of(line.skip_spaces(end), &["前", "之前", "以前", "见", "开会", "到", "出发", "左右"]).is_some()
            && line.letter(end) != ' ';
    let alone = if numerals { announced && comes_after && hour != 1 } else { comes_after };
    let half = if hour > 12 { Half::Literal } else { Half::Unsaid };
    Some((end, Face { hour, minute, half, sure: sure && hour_is_usual(line, at) || alone }))
}

/// `差一点半` and `有一点半` are no times, nor is what an ordinal counts.
fn hour_is_usual(line: &Line<'_>, at: usize) -> bool {
    !matches!(line.before(at), '差' | '有' | '第' | '这' | '那' | '几')
}

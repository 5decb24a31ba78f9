//! Days with their time as chat programs write them at the beginning of a line.

use jiff::civil::{Date, Time};

/// A day as it was written; of which month it is may not be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// Written in an order that leaves no doubt.
    Known(Date),
    /// Two numbers, of which only one can be the month; and whether the day stands before it.
    Telling(Date, bool),
    /// Two numbers, of which either may be the month, and the year.
    Either(i8, i8, i16),
    /// Month and day without a year.
    OfYear(i8, i8),
}

/// A day and a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub day: Day,
    pub time: Time,
}

impl Day {
    /// The day, where the first of two numbers is the day of the month, or the month.
    pub fn with(self, day_first: bool) -> Option<Date> {
        match self {
            Self::Known(date) | Self::Telling(date, _) => Some(date),
            Self::Either(one, other, year) if day_first => Date::new(year, other, one).ok(),
            Self::Either(one, other, year) => Date::new(year, one, other).ok(),
            Self::OfYear(..) => None,
        }
    }
}

/// The stamp that a text begins with, and what follows it.
pub(super) fn stamp(text: &str) -> Option<(Stamp, &str)> {
    let (day, rest) = day(text)?;
    let rest = between(rest)?;
    let (time, rest) = time(rest)?;
    Some((Stamp { day, time }, rest))
}

/// Whole numbers of at most this many digits at the beginning.
fn number(text: &str, digits: usize) -> Option<(i16, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    if end == 0 || end > digits {
        return None;
    }
    Some((text[..end].parse().ok()?, &text[end..]))
}

/// A day at the beginning, and what follows it.
pub(super) fn day(text: &str) -> Option<(Day, &str)> {
    let (first, rest) = number(text, 4)?;
    let digits = text.len() - rest.len();
    if let Some(rest) = rest.strip_prefix('年') {
        let (month, rest) = number(rest.trim_start(), 2)?;
        let (day, rest) = number(rest.strip_prefix('月')?.trim_start(), 2)?;
        let date = Date::new(year(first, digits)?, month as i8, day as i8).ok()?;
        return Some((Day::Known(date), rest.strip_prefix(['日', '号', '號']).unwrap_or(rest)));
    }
    if digits <= 2
        && let Some(rest) = rest.strip_prefix('月')
    {
        let (day, rest) = number(rest.trim_start(), 2)?;
        let rest = rest.strip_prefix(['日', '号', '號'])?;
        // A leap year: nobody says which year it is.
        Date::new(2024, first as i8, day as i8).ok()?;
        return Some((Day::OfYear(first as i8, day as i8), rest));
    }
    let sign = rest.chars().next().filter(|sign| matches!(sign, '/' | '-' | '.'))?;
    let (second, rest) = number(rest[1..].trim_start_matches(' '), 2)?;
    let (third, rest) = number(rest.strip_prefix(sign)?.trim_start_matches(' '), 4)?;
    let last = text.len() - rest.len();
    let wide = text[..last].bytes().rev().take_while(u8::is_ascii_digit).count();
    // Points end some days: `5. 3. 2024.`
    let rest = if sign == '.' { rest.strip_prefix('.').unwrap_or(rest) } else { rest };
    if digits == 4 {
        return Some((Day::Known(Date::new(first, second as i8, third as i8).ok()?), rest));
    }
    let (one, other) = (i8::try_from(first).ok()?, second as i8);
    let year = year(third, wide)?;
    let (day_first, month_first) = (Date::new(year, other, one).ok(), Date::new(year, one, other).ok());
    let day = match (day_first, month_first) {
        // Points are written by people who put the day first.
        (Some(date), _) if sign == '.' => Day::Known(date),
        (Some(date), Some(same)) if date == same => Day::Known(date),
        (Some(_), Some(_)) => Day::Either(one, other, year),
        (Some(date), None) => Day::Telling(date, true),
        (None, Some(date)) => Day::Telling(date, false),
        (None, None) => return None,
    };
    Some((day, rest))
}

/// Chats have no year of another century.
fn year(written: i16, digits: usize) -> Option<i16> {
    match digits {
        2 => Some(2000 + written),
        4 => Some(written),
        _ => None,
    }
}

/// What stands between a day and its time: a comma, spaces, a day of the week, a small word.
fn between(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches([',', '，', ' ', '\t', 'T']);
    for word in ["星期", "周", "週"] {
        if let Some(behind) = rest.strip_prefix(word) {
            let mut signs = behind.chars();
            signs.next().filter(|day| "一二三四五六日天".contains(*day))?;
            rest = signs.as_str().trim_start_matches([',', ' ']);
        }
    }
    for word in ["at ", "um ", "à "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    (rest.len() < text.len()).then_some(rest)
}

/// A time of day at the beginning, with seconds and halves of the day where there are any, and what follows it.
pub(super) fn time(text: &str) -> Option<(Time, &str)> {
    let (mut half, mut rest) = (None, text);
    for (word, is_after) in [
        ("上午", false),
        ("早上", false),
        ("凌晨", false),
        ("中午", true),
        ("下午", true),
        ("晚上", true),
        ("傍晚", true),
    ] {
        if let Some(behind) = rest.strip_prefix(word) {
            (half, rest) = (Some(is_after), behind.trim_start_matches(' '));
        }
    }
    let (hour, behind) = number(rest, 2)?;
    let (minute, mut behind) = number(behind.strip_prefix([':', '：', '.'])?, 2)?;
    let mut second = 0;
    if let Some((found, after)) = behind.strip_prefix([':', '.']).and_then(|rest| number(rest, 2)) {
        (second, behind) = (found, after);
    }
    let plain = behind.trim_start_matches(' ');
    for (word, is_after) in [
        ("AM", false),
        ("am", false),
        ("a.m.", false),
        ("a. m.", false),
        ("PM", true),
        ("pm", true),
        ("p.m.", true),
        ("p. m.", true),
    ] {
        if half.is_none()
            && let Some(after) = plain.strip_prefix(word)
            && !after.starts_with(|sign: char| sign.is_alphanumeric())
        {
            (half, behind) = (Some(is_after), after);
        }
    }
    let hour = match (hour, half) {
        (12, Some(false)) => 0,
        (1..=11, Some(true)) => hour + 12,
        _ => hour,
    };
    let time = Time::new(i8::try_from(hour).ok()?, minute as i8, second as i8, 0).ok()?;
    Some((time, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_of_many_programs() {
        let known = |y, m, d| Day::Known(jiff::civil::date(y, m, d));
        for (text, day, hour, minute, rest) in [
            ("31/12/2024, 23:59 - x", Day::Telling(jiff::civil::date(2024, 12, 31), true), 23, 59, " - x"),
            ("12/31/24, 11:59 PM - x", Day::Telling(jiff::civil::date(2024, 12, 31), false), 23, 59, " - x"),
            ("5/3/24, 2:02:11 PM] x", Day::Either(5, 3, 2024), 14, 2, "] x"),
            ("05.03.24, 14:02 - x", known(2024, 3, 5), 14, 2, " - x"),
            ("5. 3. 2024. 14:02 - x", known(2024, 3, 5), 14, 2, " - x"),
            ("2024-03-05 14:02:11 周敏", known(2024, 3, 5), 14, 2, " 周敏"),
            ("2024/3/5 下午2:02:11] x", known(2024, 3, 5), 14, 2, "] x"),
            ("2024年3月5日 14:02", known(2024, 3, 5), 14, 2, ""),
            ("2024年3月5日 星期二 14:02", known(2024, 3, 5), 14, 2, ""),
            ("3月5日 上午12:02", Day::OfYear(3, 5), 0, 2, ""),
            ("4/4/2024, 12:00 p. m. - x", known(2024, 4, 4), 12, 0, " - x"),
        ] {
            let found = stamp(text).map(|(stamp, rest)| (stamp.day, stamp.time.hour(), stamp.time.minute(), rest));
            assert_eq!(found, Some((day, hour, minute, rest)), "{text}");
        }
        for text in [
            "",
            "soon",
            "2024-13-05 14:02",
            "5/3/2024",
            "2024-03-05",
            "1/2 of it 3:00",
            "32/13/2024, 1:00",
            "5/3/2024 25:00",
        ] {
            assert_eq!(stamp(text), None, "{text}");
        }
    }
}

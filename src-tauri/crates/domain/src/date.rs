//! Dates as people and spreadsheets write them.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use unicode_normalization::UnicodeNormalization;

/// Which comes first where `5/8/2026` was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// The fifth... of August: most of the world.
    DayFirst,
    /// May the eighth: the United States.
    MonthFirst,
    /// Nobody knows; a date that could be either is not read.
    #[default]
    Unknown,
}

/// Reads a date such as `2026-05-08`, `2026年5月8日`, `08.05.2026`, `5/8/2026`, `8 May 2026` or `20260508`; a time of day
/// behind it is ignored. `None` for anything else, for days that the calendar lacks, and for years of two digits.
pub fn parse_date(text: &str, order: DateOrder) -> Option<Date> {
    let folded: String = text.nfkc().collect::<String>().to_lowercase();
    let folded = folded.trim();
    if folded.contains('年') {
        return read_chinese(folded);
    }
    if let Some(found) = read_named_month(folded) {
        return Some(found);
    }
    let (day, time) = folded.find([' ', 't']).map_or((folded, ""), |at| folded.split_at(at));
    if !is_time_of_day(time) {
        return None;
    }
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        let year: i16 = day[..4].parse().ok()?;
        // Eight digits are a date only near our time; elsewhere they are some other number.
        return (1900..2100).contains(&year).then(|| build(&day[..4], &day[4..6], &day[6..])).flatten();
    }
    let separator = day.find(['-', '/', '.']).and_then(|at| day[at..].chars().next())?;
    let parts: Vec<&str> = day.split(separator).collect();
    let &[first, second, third] = parts.as_slice() else { return None };
    if first.len() == 4 {
        return build(first, second, third);
    }
    if third.len() != 4 {
        return None;
    }
    let day_first = build(third, second, first);
    // Points are written by people who put the day first.
    if separator == '.' {
        return day_first;
    }
    let month_first = build(third, first, second);
    match (day_first, month_first, order) {
        (Some(a), Some(b), _) if a == b => Some(a),
        (Some(found), None, _) | (None, Some(found), _) => Some(found),
        (found, _, DateOrder::DayFirst) | (_, found, DateOrder::MonthFirst) => found,
        _ => None,
    }
}

/// Whether [`parse_date`] reads a day in two ways, as `5/8/2026`.
pub fn is_two_days(text: &str) -> bool {
    parse_date(text, DateOrder::Unknown).is_none() && parse_date(text, DateOrder::DayFirst).is_some()
}

/// The date behind a day number of a spreadsheet that counts from 1 January 1900 and wrongly knows a 29 February of that
/// year (number 60, which has no date).
pub fn date_from_serial(serial: i32) -> Option<Date> {
    match serial {
        1..=59 => date(1899, 12, 31).checked_add(serial.days()).ok(),
        61..=2_958_465 => date(1899, 12, 30).checked_add(serial.days()).ok(),
        _ => None,
    }
}

fn build(year: &str, month: &str, day: &str) -> Option<Date> {
    let short = |text: &str| matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) || !short(month) || !short(day) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn read_chinese(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, time) = rest.split_once(['日', '号'])?;
    is_time_of_day(time).then(|| build(year.trim(), month.trim(), day.trim())).flatten()
}

fn read_named_month(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let words: Vec<&str> = text.split([' ', ',', '-', '.']).filter(|word| !word.is_empty()).collect();
    let &[first, second, year] = words.as_slice() else { return None };
    let month_of = |word: &str| {
        let word = if word == "sept" { "sep" } else { word };
        let is_meant = |month: &&str| *month == word || (word.len() == 3 && month.starts_with(word));
        MONTHS.iter().position(is_meant).map(|at| (at + 1).to_string())
    };
    let ordinal = |word: &str| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
    match (month_of(first), month_of(second)) {
        (Some(month), None) => build(year, &month, &ordinal(second)),
        (None, Some(month)) => build(year, &month, &ordinal(first)),
        _ => None,
    }
}

/// Nothing, or hours and minutes with whatever follows them.
fn is_time_of_day(text: &str) -> bool {
    let time = text.trim_start_matches(['t', ' ']).trim_end();
    time.is_empty()
        || (time.starts_with(|c: char| c.is_ascii_digit())
            && time.contains(':')
            && time
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | '+' | '-' | 'z' | 'a' | 'p' | 'm' | ' ')))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_dates_as_people_write_them() {
        let may_8 = Some(date(2026, 5, 8));
        for text in [
            "2026-05-08",
            "2026/5/8",
            "2026.5.8",
            "2026年5月8日",
            "2026 年 5 月 8 日",
            "２０２６．５．８",
            "08.05.2026",
            "20260508",
            "2026-05-08T09:30:00Z",
            "2026-05-08 09:30",
            "8 May 2026",
            "May 8, 2026",
            "8-May-2026",
            "8th may 2026",
        ] {
            assert_eq!(parse_date(text, DateOrder::Unknown), may_8, "{text}");
        }
        assert_eq!(parse_date("5/8/2026", DateOrder::MonthFirst), may_8);
        assert_eq!(parse_date("8/5/2026", DateOrder::DayFirst), may_8);
        assert_eq!(
            parse_date("5/19/2006 0:00:00", DateOrder::DayFirst),
            Some(date(2006, 5, 19)),
            "only one reading exists"
        );
    }

    #[test]
    fn refuses_rather_than_guesses() {
        for text in [
            "5/8/2026",
            "5/8/26",
            "2026-02-29",
            "2026-13-01",
            "99999999",
            "2026-05",
            "soon",
            "",
            "2026-05-08 Friday",
            "1.2.3.2026",
            "年月日",
        ] {
            assert_eq!(parse_date(text, DateOrder::Unknown), None, "{text}");
        }
        assert_eq!(parse_date("6/6/2026", DateOrder::Unknown), Some(date(2026, 6, 6)), "both readings agree");
    }

    #[test]
    fn spreadsheet_day_numbers() {
        assert_eq!(date_from_serial(1), Some(date(1900, 1, 1)));
        assert_eq!(date_from_serial(59), Some(date(1900, 2, 28)));
        assert_eq!(date_from_serial(60), None, "29 February 1900 never was");
        assert_eq!(date_from_serial(61), Some(date(1900, 3, 1)));
        assert_eq!(date_from_serial(46_150), Some(date(2026, 5, 8)));
        assert_eq!(date_from_serial(0), None);
    }

    proptest! {
        #[test]
        fn written_dates_read_back(day in 0..400_000i32) {
            let when = date(1600, 1, 1).saturating_add(day.days());
            prop_assert_eq!(parse_date(&when.to_string(), DateOrder::Unknown), Some(when));
            let chinese = format!("{}年{}月{}日", when.year(), when.month(), when.day());
            prop_assert_eq!(parse_date(&chinese, DateOrder::Unknown), Some(when));
        }

        #[test]
        fn any_text_is_survived(text in "[-0-9年月日/. :tmay]{0,16}") {
            let _ = parse_date(&text, DateOrder::DayFirst);
        }
    }
}

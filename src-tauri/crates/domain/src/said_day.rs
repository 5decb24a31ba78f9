//! Days as people say them when they look for something: a date, a month, a year, today, or so long ago.

use jiff::ToSpan;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::date::{DateOrder, parse_date};

/// Reads `2026-05-08`, `5-8`, `5月8日`, `2026-05`, `2026年5月`, `2026`, `today`, `昨天`, `90d` or `3个月`: months and years stand
/// for their first day, lengths for the day that long ago, and a day without a year for the latest one that isn't still to
/// come.
pub fn said_day(text: &str, today: Date) -> Option<Date> {
    let folded: String = text.nfkc().collect::<String>().to_lowercase();
    let folded = folded.trim();
    let days_ago = match folded {
        "today" | "今天" | "今日" => Some(0),
        "yesterday" | "昨天" | "昨日" => Some(1),
        "前天" => Some(2),
        _ => None,
    };
    if let Some(days) = days_ago {
        return today.checked_sub(days.days()).ok();
    }
    let number = folded.len() - folded.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (count, unit) = folded.split_at(number);
    if let Some(ago) = ago(count, unit.trim(), today) {
        return Some(ago);
    }
    let parts: Vec<&str> =
        folded.split(['-', '/', '.', '年', '月', '日', '号']).filter(|part| !part.is_empty()).collect();
    let numbers: Option<Vec<i16>> = parts.iter().map(|part| part.trim().parse().ok()).collect();
    match numbers.as_deref() {
        Some([year @ 1900..=2099]) => Date::new(*year, 1, 1).ok(),
        Some([year @ 1900..=2099, month]) => Date::new(*year, i8::try_from(*month).ok()?, 1).ok(),
        Some([month, day]) => latest(*month, *day, today),
        _ => parse_date(folded, DateOrder::Unknown),
    }
}

/// The day that is so long ago.
fn ago(count: &str, unit: &str, today: Date) -> Option<Date> {
    let count: i32 = count.parse().ok().filter(|count| *count < 10_000)?;
    let span = match unit {
        "d" | "day" | "days" | "天" => count.days(),
        "w" | "week" | "weeks" | "周" | "星期" => count.weeks(),
        "m" | "month" | "months" | "个月" => count.months(),
        "y" | "year" | "years" => count.years(),
        _ => return None,
    };
    today.checked_sub(span).ok()
}

/// The latest such day that isn't still to come.
fn latest(month: i16, day: i16, today: Date) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    // A leap day may be some years back.
    (0..8).filter_map(|back| Date::new(today.year() - back, month, day).ok()).find(|found| *found <= today)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_as_they_are_said() {
        let today = date(2026, 5, 14);
        for (text, want) in [
            ("2026-05-08", Some(date(2026, 5, 8))),
            ("2026年5月8日", Some(date(2026, 5, 8))),
            ("8.5.2026", Some(date(2026, 5, 8))),
            ("2026-05", Some(date(2026, 5, 1))),
            ("2026年5月", Some(date(2026, 5, 1))),
            ("2026/5", Some(date(2026, 5, 1))),
            ("2025", Some(date(2025, 1, 1))),
            ("2025年", Some(date(2025, 1, 1))),
            ("5-8", Some(date(2026, 5, 8))),
            ("12月1日", Some(date(2025, 12, 1))),
            ("2-29", Some(date(2024, 2, 29))),
            ("today", Some(today)),
            ("昨天", Some(date(2026, 5, 13))),
            ("90d", Some(date(2026, 2, 13))),
            ("２周", Some(date(2026, 4, 30))),
            ("3个月", Some(date(2026, 2, 14))),
            ("1y", Some(date(2025, 5, 14))),
            ("13-13", None),
            ("soon", None),
            ("", None),
            ("d", None),
            ("99999d", None),
            ("2026-13", None),
        ] {
            assert_eq!(said_day(text, today), want, "{text}");
        }
    }
}

//! Birthdays: days that come again each year, of which the year itself is often not known.

use std::fmt;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::date::{DateOrder, parse_date};

/// A day of birth, with or without its year. Written as vCards do: `1985-03-14`, or `--03-14`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birthday {
    year: Option<i16>,
    month: i8,
    day: i8,
}

/// Stands for the year where none is known: it has a 29 February.
const ANY_LEAP_YEAR: &str = "2000";

/// What Apple's address book writes for a year that isn't known.
const APPLES_NO_YEAR: i16 = 1604;

/// Nobody who buys was born before.
const FIRST_YEAR: i16 = 1800;

impl Birthday {
    /// Reads a birthday as [`parse_date`] reads days, and without the year: `--0314`, `3月14日`, `14 Mar`, `14.3.`. `None` for
    /// anything else, and for years in which nobody can have been born.
    pub fn parse(text: &str, order: DateOrder) -> Option<Self> {
        if let Some(date) = parse_date(text, order) {
            let year = match date.year() {
                0 | APPLES_NO_YEAR => None,
                year if year < FIRST_YEAR => return None,
                year => Some(year),
            };
            return Some(Self { year, month: date.month(), day: date.day() });
        }
        let folded: String = text.nfkc().collect::<String>().to_lowercase();
        let date = parse_date(&with_a_year(folded.trim())?, order)?;
        Some(Self { year: None, month: date.month(), day: date.day() })
    }

    /// The day itself, where the year is known.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }

    /// Month and day.
    pub const fn month_and_day(self) -> (i8, i8) {
        (self.month, self.day)
    }
}

/// A day without its year, with one.
fn with_a_year(text: &str) -> Option<String> {
    if let Some(rest) = text.strip_prefix("--") {
        let digits: String = rest.chars().filter(|sign| *sign != '-').collect();
        return (digits.len() == 4).then(|| format!("{ANY_LEAP_YEAR}{digits}"));
    }
    if text.contains('月') {
        return Some(format!("{ANY_LEAP_YEAR}年{text}"));
    }
    if text.contains(|sign: char| sign.is_ascii_alphabetic()) {
        return Some(format!("{text} {ANY_LEAP_YEAR}"));
    }
    let text = text.trim_end_matches('.');
    let separator = text.chars().find(|sign| matches!(sign, '/' | '.'))?;
    Some(format!("{text}{separator}{ANY_LEAP_YEAR}"))
}

impl fmt::Display for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn reads(text: &str, wanted: &str) {
        let read = Birthday::parse(text, DateOrder::Unknown).map(|day| day.to_string());
        assert_eq!(read.as_deref(), Some(wanted), "{text}");
    }

    #[test]
    fn with_and_without_the_year() {
        for text in ["1985-03-14", "19850314", "1985年3月14日", "14 March 1985", "1985-03-14T00:00:00Z", "14.03.1985"]
        {
            reads(text, "1985-03-14");
        }
        for text in ["--03-14", "--0314", "3月14日", "３月１４号", "14 Mar", "March 14", "14.3.", "3/14", "1604-03-14"]
        {
            reads(text, "--03-14");
        }
        reads("--02-29", "--02-29");
        let day = Birthday::parse("3/4", DateOrder::MonthFirst).map(|day| day.to_string());
        assert_eq!(day.as_deref(), Some("--03-04"));
    }

    #[test]
    fn refuses_what_is_no_birthday() {
        for text in [
            "",
            "0/0/00",
            "0000-00-00",
            "--02-30",
            "--13-01",
            "1985-02-29",
            "1066-10-14",
            "3/4",
            "14",
            "1985",
            "soon",
            "--",
            "---14",
            "月",
            "3/14/85",
        ] {
            assert_eq!(Birthday::parse(text, DateOrder::Unknown), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(year in prop::option::of(1800..2200_i16), month in 1..=12_i8, day in 1..=28_i8) {
            let birthday = Birthday { year, month, day };
            prop_assert_eq!(Birthday::parse(&birthday.to_string(), DateOrder::Unknown), Some(birthday));
        }

        #[test]
        fn any_text_is_survived(text in "[-0-9年月日/. mar]{0,12}") {
            let _ = Birthday::parse(&text, DateOrder::DayFirst);
        }
    }
}

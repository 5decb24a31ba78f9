//! How often somebody is to be contacted.

use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

/// Every so many days: from one day to two years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm(i32);

/// A text or a number that is no rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRhythm;

/// Days of the longest rhythm.
const LONGEST: i32 = 731;

impl Rhythm {
    /// Every so many days.
    pub const fn days(self) -> i32 {
        self.0
    }
}

impl TryFrom<i32> for Rhythm {
    type Error = NoRhythm;

    fn try_from(days: i32) -> Result<Self, NoRhythm> {
        if (1..=LONGEST).contains(&days) { Ok(Self(days)) } else { Err(NoRhythm) }
    }
}

impl FromStr for Rhythm {
    type Err = NoRhythm;

    /// Reads `28`, `28 days`, `every 4 weeks`, `weekly`, `28天`, `每４周`, `每周一次`. Months have no fixed number of days, so they
    /// are none.
    fn from_str(text: &str) -> Result<Self, NoRhythm> {
        let text: String = text.nfkc().filter(|letter| !letter.is_whitespace()).collect::<String>().to_lowercase();
        let text = text.trim_start_matches("every").trim_start_matches('每');
        let text = text.trim_end_matches("一次").trim_end_matches('次');
        let digits = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        let unit = match &text[digits.len()..] {
            "" if !digits.is_empty() => 1,
            "d" | "day" | "days" | "daily" | "天" | "日" => 1,
            "w" | "week" | "weeks" | "weekly" | "周" | "星期" | "个星期" => 7,
            _ => return Err(NoRhythm),
        };
        let count: i32 = if digits.is_empty() { 1 } else { digits.parse().map_err(|_| NoRhythm)? };
        Self::try_from(count.checked_mul(unit).ok_or(NoRhythm)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rhythms_are_read_as_people_write_them() {
        let all = [
            ("28", 28),
            ("２８ 天", 28),
            ("28 days", 28),
            ("Every 4 weeks", 28),
            ("每4周", 28),
            ("每周一次", 7),
            ("weekly", 7),
            ("每天", 1),
            ("731", 731),
        ];
        for (text, days) in all {
            assert_eq!(text.parse::<Rhythm>().map(Rhythm::days), Ok(days), "{text}");
        }
        for text in
            ["", "0", "-7", "732", "105 weeks", "monthly", "4 months", "often", "99999999999", "4.5 weeks", "周4"]
        {
            assert_eq!(text.parse::<Rhythm>(), Err(NoRhythm), "{text}");
        }
    }
}

//! Hours of a day, as "after nine, before half past eleven".

use std::fmt;
use std::str::FromStr;

use jiff::civil::Time;
use unicode_normalization::UnicodeNormalization;

/// From one time of the day up to a later one, by the minute. Written as `09:00-11:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// When they begin.
    pub from: Time,
    /// When they end.
    pub to: Time,
}

/// A text that names no hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotHours;

/// What stands between the two times.
const BETWEEN: [&str; 7] = ["-", "–", "—", "~", "至", "到", "to"];

impl FromStr for Hours {
    type Err = NotHours;

    /// Reads `9-11:30`, `09:00 – 11:30`, `９：００至１１：３０`, `9 to 17`.
    fn from_str(text: &str) -> Result<Self, NotHours> {
        let text: String = text.nfkc().collect::<String>().to_lowercase();
        let (from, to) = BETWEEN.iter().find_map(|between| text.split_once(between)).ok_or(NotHours)?;
        let (from, to) = (time(from)?, time(to)?);
        if from < to { Ok(Self { from, to }) } else { Err(NotHours) }
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"))
    }
}

/// `9`, `9:30`, `09:30`.
fn time(text: &str) -> Result<Time, NotHours> {
    let text = text.trim();
    let (hour, minute) = text.split_once(':').unwrap_or((text, "0"));
    let number = |digits: &str| digits.trim().parse::<i8>().map_err(|_| NotHours);
    Time::new(number(hour)?, number(minute)?, 0, 0).map_err(|_| NotHours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for text in ["9-11:30", "09:00 – 11:30", "９：００至１１：３０", "9 to 11:30", "9:00~11:30", "9到11:30"]
        {
            assert_eq!(text.parse::<Hours>().map(|hours| hours.to_string()), Ok("09:00-11:30".to_owned()), "{text}");
        }
        for text in ["", "9", "11-9", "9-9", "9-25", "9:61-10", "mornings", "9-", "-9--10"] {
            assert_eq!(text.parse::<Hours>(), Err(NotHours), "{text}");
        }
    }
}

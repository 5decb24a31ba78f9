//! Exact decimal numbers of everyday size.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// A number with up to six decimals, below a million millions: counted in millionths, so that it sorts and compares exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

/// Why a text is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecimalProblem {
    /// It is no number at all.
    #[error("not a number")]
    NotANumber,
    /// It has more digits than are kept.
    #[error("too many digits")]
    TooLong,
}

const DECIMALS: usize = 6;
const MILLION: u64 = 1_000_000;

/// Digits before the point.
const WHOLE: usize = 12;

impl Decimal {
    /// A number from its millionths.
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// The number in millionths.
    pub const fn millionths(self) -> i64 {
        self.0
    }
}

impl FromStr for Decimal {
    type Err = DecimalProblem;

    /// Reads `12`, `-3.5`, `1,284.25` or `１２`: a point before the decimals, commas and spaces only between groups of three.
    fn from_str(text: &str) -> Result<Self, DecimalProblem> {
        use DecimalProblem::{NotANumber, TooLong};
        let folded: String = text.trim().nfkc().collect();
        let (negative, number) = match folded.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, folded.strip_prefix('+').unwrap_or(&folded)),
        };
        let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
        let groups: Vec<&str> = whole.split([',', ' ', '\u{a0}', '\u{202f}']).collect();
        let grouped = groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !grouped || !groups.iter().all(|group| digits(group)) || !digits(decimals) {
            return Err(NotANumber);
        }
        let whole = groups.concat();
        let (whole, decimals) = (whole.trim_start_matches('0'), decimals.trim_end_matches('0'));
        if whole.len() > WHOLE || decimals.len() > DECIMALS {
            return Err(TooLong);
        }
        let millionths: i64 = format!("{whole}{decimals:0<DECIMALS$}").parse().map_err(|_| TooLong)?;
        Ok(Self(if negative { -millionths } else { millionths }))
    }
}

/// The plain form that every program reads: `-1234.5`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let (whole, rest) = (size / MILLION, size % MILLION);
        let minus = if self.0 < 0 { "-" } else { "" };
        if rest == 0 {
            return write!(f, "{minus}{whole}");
        }
        let decimals = format!("{rest:0DECIMALS$}");
        write!(f, "{minus}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<String, DecimalProblem> {
        text.parse::<Decimal>().map(|number| number.to_string())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, plain) in [
            ("12", "12"),
            (" -3.50 ", "-3.5"),
            ("\u{2212}4", "-4"),
            ("1,284.25", "1284.25"),
            ("1 284", "1284"),
            ("１２．５", "12.5"),
            ("0.000001", "0.000001"),
            ("-0", "0"),
            ("007", "7"),
            ("999,999,999,999", "999999999999"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(plain), "{text:?}");
        }
        for text in ["", "-", ".", "1.", ".5", "1,2", "12,34.5", "1.2.3", "1e5", "twelve", "1,,000", "--1"] {
            assert_eq!(read(text), Err(DecimalProblem::NotANumber), "{text:?}");
        }
        for text in ["0.0000001", "1000000000000"] {
            assert_eq!(read(text), Err(DecimalProblem::TooLong), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(millionths in -999_999_999_999_999_999_i64..=999_999_999_999_999_999) {
            let number = Decimal::from_millionths(millionths);
            prop_assert_eq!(number.to_string().parse::<Decimal>(), Ok(number));
        }

        #[test]
        fn no_text_is_too_strange(text in "\\PC*") {
            let _ = text.parse::<Decimal>();
        }
    }
}

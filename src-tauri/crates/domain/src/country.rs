//! Countries by their ISO 3166-1 code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A country: two capital letters of ISO 3166-1 that name one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Country([u8; 2]);

/// The text is not a two-letter ISO 3166-1 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an ISO 3166-1 alpha-2 country code")]
pub struct UnknownCountry;

impl Country {
    /// Mainland China.
    pub const CHINA: Self = Self(*b"CN");
    /// The United States.
    pub const UNITED_STATES: Self = Self(*b"US");

    /// The code, two capital ASCII letters.
    pub fn code(&self) -> &str {
        // Only ASCII letters get past `from_str`, so the fallback is never taken.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Country {
    type Err = UnknownCountry;

    /// Takes either case and surrounding spaces.
    ///
    /// # Errors
    /// [`UnknownCountry`] when no country has this code.
    fn from_str(text: &str) -> Result<Self, UnknownCountry> {
        let code = text.trim().to_ascii_uppercase();
        let bytes: [u8; 2] = code.as_bytes().try_into().map_err(|_| UnknownCountry)?;
        code.parse::<iso_currency::Country>().map_err(|_| UnknownCountry)?;
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Country {
    type Error = UnknownCountry;
    fn try_from(text: String) -> Result<Self, UnknownCountry> {
        text.parse()
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_countries_and_refuses_the_rest() {
        for code in ["CN", "us", " de ", "HK", "TW", "SS", "ZW", "AD"] {
            assert!(code.parse::<Country>().is_ok(), "{code} is a country");
        }
        for text in ["", "C", "XX", "ZZ", "CHN", "中国", "中", "C1"] {
            assert_eq!(text.parse::<Country>(), Err(UnknownCountry), "{text} is not a country code");
        }
    }
}

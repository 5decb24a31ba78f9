//! Countries by their ISO 3166-1 code.

mod names;

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

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

    /// Its English and its Chinese name; its code where it has none.
    pub fn names(&self) -> [&str; 2] {
        let at = names::NAMES.binary_search_by(|(code, ..)| (*code).cmp(self.code()));
        at.map_or([self.code(); 2], |at| [names::NAMES[at].1, names::NAMES[at].2])
    }

    /// Reads a code, or a name in English, Chinese or as people write it in addresses; `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let wanted = fold(text);
        if wanted.len() == 2
            && let Ok(country) = wanted.parse()
        {
            return Some(country);
        }
        CALLED.get(&wanted).copied()
    }
}

/// Countries by all that they are called, [folded](fold): lists of a hundred thousand rows name one in each.
static CALLED: LazyLock<HashMap<String, Country>> = LazyLock::new(|| {
    let named = names::NAMES.iter().flat_map(|(code, english, chinese)| [(fold(english), code), (fold(chinese), code)]);
    let also = names::ALSO.iter().map(|(name, code)| ((*name).to_owned(), code));
    also.chain(named).filter_map(|(name, code)| Some((name, code.parse().ok()?))).collect()
});

/// A name without case, accents, spaces and signs.
fn fold(text: &str) -> String {
    text.nfkd().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric()).collect()
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
    fn every_name_is_read() {
        for (code, english, chinese) in names::NAMES {
            let country = code.parse::<Country>();
            assert_eq!(country.as_ref().map(Country::names), Ok([english, chinese]));
            for name in [code, english, chinese, &english.to_uppercase()] {
                assert_eq!(Country::read(name), country.ok(), "{name}");
            }
        }
        for (name, code) in names::ALSO {
            assert_eq!((fold(name).as_str(), Country::read(name)), (name, code.parse().ok()));
        }
        for (text, code) in
            [(" Deutschland ", "DE"), ("Österreich", "AT"), ("U.S.A.", "US"), ("Cote d'Ivoire", "CI"), ("中 国", "CN")]
        {
            assert_eq!(Country::read(text).map(|country| country.to_string()).as_deref(), Some(code), "{text}");
        }
        for text in ["", "Atlantis", "x", "ZZ", "上海"] {
            assert_eq!(Country::read(text), None, "{text}");
        }
    }

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

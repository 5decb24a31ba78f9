//! Currencies by their ISO 4217 code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A currency that money can be counted in: an ISO 4217 code with a minor unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Currency(iso_currency::Currency);

/// The text is not the code of a currency with a minor unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an ISO 4217 currency code")]
pub struct UnknownCurrency;

impl Currency {
    /// Renminbi.
    pub const CNY: Self = Self(iso_currency::Currency::CNY);
    /// United States dollar.
    pub const USD: Self = Self(iso_currency::Currency::USD);
    /// Euro.
    pub const EUR: Self = Self(iso_currency::Currency::EUR);
    /// Japanese yen.
    pub const JPY: Self = Self(iso_currency::Currency::JPY);

    /// The code, three capital letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimal digits the minor unit has: 2 for cents, 0 for yen.
    pub fn minor_digits(self) -> u32 {
        // `from_str` and the constants only let currencies with an exponent in.
        self.0.exponent().map_or(0, u32::from)
    }

    /// The sign that stands for this currency alone, wherever it is read; empty when only the code is unmistakable.
    pub(crate) fn own_sign(self) -> &'static str {
        match self.code() {
            "AUD" => "A$",
            "BRL" => "R$",
            "CAD" => "CA$",
            "CNY" => "CN¥",
            "EUR" => "€",
            "GBP" => "£",
            "HKD" => "HK$",
            "ILS" => "₪",
            "INR" => "₹",
            "JPY" => "JP¥",
            "KRW" => "₩",
            "MXN" => "MX$",
            "NZD" => "NZ$",
            "PHP" => "₱",
            "SGD" => "S$",
            "THB" => "฿",
            "TWD" => "NT$",
            "UAH" => "₴",
            "USD" => "US$",
            "VND" => "₫",
            _ => "",
        }
    }

    /// The short sign that several currencies share: `¥` or `$`; empty for the others.
    pub(crate) fn shared_sign(self) -> &'static str {
        match self.code() {
            "CNY" | "JPY" => "¥",
            "AUD" | "CAD" | "HKD" | "MXN" | "NZD" | "SGD" | "TWD" | "USD" => "$",
            _ => "",
        }
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    /// Takes either case and surrounding spaces.
    ///
    /// # Errors
    /// [`UnknownCurrency`] for other texts and for codes without a minor unit, such as gold.
    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let code = text.trim().to_ascii_uppercase();
        let found = iso_currency::Currency::from_code(&code).ok_or(UnknownCurrency)?;
        found.exponent().map(|_| Self(found)).ok_or(UnknownCurrency)
    }
}

impl TryFrom<String> for Currency {
    type Error = UnknownCurrency;
    fn try_from(text: String) -> Result<Self, UnknownCurrency> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_units_follow_iso_4217() {
        let digits = |code: &str| code.parse::<Currency>().map(Currency::minor_digits);
        assert_eq!(digits("cny"), Ok(2));
        assert_eq!(digits("JPY"), Ok(0));
        assert_eq!(digits("BHD"), Ok(3));
        assert_eq!(digits("XAU"), Err(UnknownCurrency), "gold has no minor unit");
        assert_eq!(digits("RMB"), Err(UnknownCurrency), "a habit, not a code");
    }
}

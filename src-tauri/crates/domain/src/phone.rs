//! Telephone numbers, kept as E.164 so that one number has one spelling.

use std::fmt;

use rlibphonenumber::{PhoneNumber, PhoneNumberFormat, Region};
use serde::Serialize;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::Country;

/// A number that exists in the numbering plan of its country: E.164, and `;ext=` with digits (RFC 3966) when a person has
/// to be asked for behind it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Phone(String);

/// Why a text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PhoneProblem {
    /// Nothing is there.
    #[error("no number given")]
    Empty,
    /// Letters or signs that no telephone has, or several numbers at once.
    #[error("not a telephone number")]
    NotANumber,
    /// Digits that no telephone of the country has: too few, too many, or not given out.
    #[error("no such number in the numbering plan of the country")]
    NotInPlan,
}

/// Words that people write beside a number to say what it is; they are no part of it.
const LABELS: [&str; 32] = [
    "手机号码",
    "手机号",
    "手机",
    "联系电话",
    "电话号码",
    "电话",
    "座机",
    "固话",
    "传真",
    "移动",
    "办公",
    "公司",
    "家庭",
    "家里",
    "微信同号",
    "微信",
    "telephone",
    "tel",
    "telefon",
    "mobile",
    "mob",
    "cell",
    "phone",
    "office",
    "work",
    "home",
    "main",
    "fax",
    "direct",
    "whatsapp",
    "wechat",
    "ph",
];

/// Words and signs between a number and its extension, longest first.
const EXTENSIONS: [&str; 12] =
    [";ext=", "extension", "extn.", "extn", "ext.", "ext", "分机号", "分机", "转", "#", "xt", "x"];

/// Digits of most complete numbers, country code included; shorter and longer ones exist, and are looked at more closely.
const USUAL_DIGITS: std::ops::RangeInclusive<usize> = 11..=13;

impl Phone {
    /// Whether a text that was kept as a number is one. It is meant for all of a hundred thousand: what is written as E.164
    /// with the usual number of digits is believed, anything else is read.
    pub fn is_plausible(kept: &str) -> bool {
        let Some(number) = kept.strip_prefix('+') else { return false };
        let digits = number.split(";ext=").next().unwrap_or_default();
        let written = digits.chars().all(|c| c.is_ascii_digit());
        // With a country code of its own, the country doesn't matter.
        written && (USUAL_DIGITS.contains(&digits.len()) || Self::parse(kept, Country::CHINA).is_ok())
    }

    /// Reads one number; without a country code it is one of `home`.
    ///
    /// Full-width digits, the usual punctuation, `00` for `+`, a label such as `手机:` and an extension are understood.
    ///
    /// # Errors
    /// [`PhoneProblem`]; a number is never completed or corrected.
    pub fn parse(text: &str, home: Country) -> Result<Self, PhoneProblem> {
        let (number, label) = split_phone_label(text);
        if text.trim().is_empty() {
            return Err(PhoneProblem::Empty);
        }
        if !label.is_empty() && !LABELS.contains(&label.as_str()) {
            return Err(PhoneProblem::NotANumber);
        }
        let (main, extension) = split_extension(&number)?;
        let dialled = dialled_digits(main)?;
        let number = find_in_plan(&dialled, home).ok_or(PhoneProblem::NotInPlan)?;
        let mut canonical = number.format_as(PhoneNumberFormat::E164).into_owned();
        if !extension.is_empty() {
            canonical.push_str(";ext=");
            canonical.push_str(&extension);
        }
        Ok(Self(canonical))
    }

    /// The number as dialled from anywhere, `+8613900001742`, without its extension.
    pub fn as_e164(&self) -> &str {
        self.0.split(';').next().unwrap_or_default()
    }

    /// The number with its extension, `+862155550142;ext=802`: the form to store, which [`Phone::parse`] reads back.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits to ask for behind the number.
    pub fn extension(&self) -> Option<&str> {
        self.0.split_once(";ext=").map(|(_, digits)| digits)
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

/// A stored number in groups, national when it is at home and international otherwise. A text that is no stored number
/// comes back as it is, so that what somebody wrote stays readable.
pub fn display_phone(stored: &str, home: Country) -> String {
    let (main, extension) = stored.split_once(";ext=").unwrap_or((stored, ""));
    let is_e164 =
        main.strip_prefix('+').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    let Some(number) = is_e164.then(|| in_plan(main, None)).flatten() else {
        return stored.to_owned();
    };
    let at_home = number.get_region_code().is_some() && number.get_region_code() == region_of(home);
    let format = if at_home { PhoneNumberFormat::National } else { PhoneNumberFormat::International };
    let grouped = number.format_as(format).into_owned();
    if extension.is_empty() { grouped } else { format!("{grouped} #{extension}") }
}

/// Loads the numbering plans, which takes a moment, so that the first number does not wait for them. Call it off the main
/// thread.
pub fn preload_phone_plans() {
    let _ = in_plan("+8613800138000", None);
}

/// Splits what was written into the number and the words before or after it, lower-case: `手机:139…` has the label `手机`.
/// The label is empty when there is none; the number is empty when the text has no digit.
pub fn split_phone_label(text: &str) -> (String, String) {
    let folded: String = text.nfkc().collect::<String>().to_lowercase();
    let starts = |c: char| c.is_ascii_digit() || c == '+';
    let Some(start) = folded.find(|c: char| starts(c) || c == '(') else {
        return (String::new(), tidy_label(&folded));
    };
    let end = folded.rfind(|c: char| c.is_ascii_digit()).map_or(start, |at| at + 1);
    if end <= start {
        return (String::new(), tidy_label(&folded));
    }
    let (before, after) = (tidy_label(&folded[..start]), tidy_label(&folded[end..]));
    let label = match (before.is_empty(), after.is_empty()) {
        (false, false) => format!("{before} {after}"),
        (false, true) => before,
        _ => after,
    };
    (folded[start..end].to_owned(), label)
}

fn tidy_label(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Separates the digits after `ext`, `转` or the like.
fn split_extension(number: &str) -> Result<(&str, String), PhoneProblem> {
    let Some((main, tail)) = EXTENSIONS.iter().find_map(|word| number.split_once(word)) else {
        return Ok((number, String::new()));
    };
    let tail = tail.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '-'));
    if tail.is_empty() || tail.len() > 8 || !tail.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PhoneProblem::NotANumber);
    }
    Ok((main, tail.to_owned()))
}

/// What the finger presses: digits, perhaps after one `+`. Punctuation that people group with is dropped; anything else is
/// not a number.
fn dialled_digits(main: &str) -> Result<String, PhoneProblem> {
    // The bracketed zero of `+49 (0)711` is not dialled from abroad.
    let trunk_free =
        if main.starts_with('+') || main.starts_with("00") { main.replacen("(0)", "", 1) } else { main.to_owned() };
    let mut digits = String::with_capacity(trunk_free.len());
    for letter in trunk_free.chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            '+' if digits.is_empty() => digits.push('+'),
            '-' | '.' | '(' | ')' | '/' | '\u{2212}'
            // Dashes, and the invisible marks that come along when a number is copied from a page.
            | '\u{ad}' | '\u{200b}'..='\u{2015}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
            space if space.is_whitespace() => {}
            _ => return Err(PhoneProblem::NotANumber),
        }
    }
    // E.164 ends at 15 digits; dialling prefixes add a few.
    match digits.trim_start_matches('+').len() {
        0 => Err(PhoneProblem::NotANumber),
        1..=20 => Ok(digits),
        _ => Err(PhoneProblem::NotInPlan),
    }
}

/// The number that these digits reach when dialled in `home`.
fn find_in_plan(dialled: &str, home: Country) -> Option<PhoneNumber> {
    // `00` is what most of the world dials for `+`; where it is not, the plan of the country knows.
    let abroad = dialled.strip_prefix("00").and_then(|rest| in_plan(&format!("+{rest}"), None));
    abroad.or_else(|| in_plan(dialled, region_of(home)))
}

/// The number when a numbering plan has it.
fn in_plan(dialled: &str, region: Option<Region>) -> Option<PhoneNumber> {
    PhoneNumber::parse(dialled, region).ok().filter(PhoneNumber::is_valid)
}

fn region_of(country: Country) -> Option<Region> {
    country.code().parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberType};

    use super::*;

    fn read(text: &str, home: &str) -> Result<String, PhoneProblem> {
        Phone::parse(text, home.parse().unwrap_or(Country::CHINA)).map(String::from)
    }

    #[test]
    fn reads_numbers_as_people_write_them() {
        let cases = [
            ("139-0000 1742", "CN", "+8613900001742"),
            ("１３９０００００９０３", "CN", "+8613900000903"),
            ("001 216 555 0148", "DE", "+12165550148"),
            ("011 49 711 5550177", "US", "+497115550177"),
            ("0711/5550 177", "DE", "+497115550177"),
            ("+49 (0)711 5550177", "CN", "+497115550177"),
            ("86-13900003306", "CN", "+8613900003306"),
            ("手机:139 0000 2218", "CN", "+8613900002218"),
            ("139 0000 4471微信", "CN", "+8613900004471"),
            ("（021）55550142", "CN", "+862155550142"),
            ("021-55550142转802", "CN", "+862155550142;ext=802"),
            ("+1 (216) 555-0148 ext. 12", "CN", "+12165550148;ext=12"),
            ("Tel.: 400-820-8820", "CN", "+864008208820"),
            ("+39 06 6982", "CN", "+39066982"),
            ("+7 800 555-35-35", "CN", "+78005553535"),
        ];
        for (text, home, stored) in cases {
            assert_eq!(read(text, home), Ok(stored.to_owned()), "{text} in {home}");
        }
    }

    #[test]
    fn refuses_rather_than_guesses() {
        assert_eq!(read("  ", "CN"), Err(PhoneProblem::Empty));
        for text in ["call me", "13900001742 / 13900002218 x", "1-800-FLOWERS", "ask 李 for 13900001742", "+"] {
            assert_eq!(read(text, "CN"), Err(PhoneProblem::NotANumber), "{text}");
        }
        for text in ["1390000", "#12", "55550142", "+999 12345678", "13900001742 13900002218", "1", "00000000000"] {
            assert_eq!(read(text, "CN"), Err(PhoneProblem::NotInPlan), "{text}");
        }
    }

    #[test]
    fn shows_groups_at_home_and_abroad() {
        assert_eq!(display_phone("+8613900001742", Country::CHINA), "139 0000 1742");
        assert_eq!(display_phone("+862155550142;ext=802", Country::CHINA), "021 5555 0142 #802");
        assert_eq!(display_phone("+8613900001742", Country::UNITED_STATES), "+86 139 0000 1742");
        assert_eq!(display_phone("+12165550148", Country::UNITED_STATES), "(216) 555-0148");
        assert_eq!(display_phone("ask 李", Country::CHINA), "ask 李", "what was kept as written is shown as written");
    }

    #[test]
    fn label_goes_beside_the_number() {
        assert_eq!(split_phone_label("手机：139 0000 2218"), ("139 0000 2218".into(), "手机".into()));
        assert_eq!(split_phone_label("139 0000 4471微信"), ("139 0000 4471".into(), "微信".into()));
        assert_eq!(split_phone_label("none"), (String::new(), "none".into()));
    }

    /// Every country's plan carries example numbers. Read at home and read back abroad, each must stay the same number.
    #[test]
    fn stored_numbers_read_back_the_same_everywhere() {
        let mut checked = 0;
        for region in PHONE_NUMBER_UTIL.get_supported_regions() {
            let Ok(home) = region.to_string().parse::<Country>() else { continue };
            for kind in [PhoneNumberType::FixedLine, PhoneNumberType::Mobile, PhoneNumberType::TollFree] {
                let Ok(example) = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind) else {
                    continue;
                };
                let international = example.format_as(PhoneNumberFormat::E164);
                let phone = Phone::parse(&international, home);
                assert_eq!(phone.as_ref().map(Phone::as_e164), Ok(&*international), "{home} must keep every digit");
                let Ok(phone) = phone else { continue };
                assert_eq!(Phone::parse(phone.as_str(), Country::CHINA).as_ref(), Ok(&phone), "{home} read abroad");
                let shown = display_phone(phone.as_str(), home);
                assert_eq!(Phone::parse(&shown, home).as_ref(), Ok(&phone), "{home} shown as {shown}");
                checked += 1;
            }
        }
        assert!(checked > 400, "the plans must have been walked, saw {checked}");
    }

    proptest! {
        #[test]
        fn parsing_never_panics_and_settles(text in "[0-9+()/#x转手机: ext.;=０-９a-]{0,24}") {
            if let Ok(phone) = Phone::parse(&text, Country::CHINA) {
                prop_assert_eq!(Phone::parse(phone.as_str(), Country::CHINA), Ok(phone));
            }
        }

        #[test]
        fn any_text_is_survived(text in any::<String>()) {
            let _ = Phone::parse(&text, Country::UNITED_STATES);
            let _ = display_phone(&text, Country::CHINA);
        }
    }
}

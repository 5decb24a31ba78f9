//! How much alike two customers are, and which are worth comparing at all.
//!
//! The score is a weighted mean of similarities over what both sides have: a missing value is no evidence. Words are compared
//! by Jaro-Winkler (Winkler 1990), numbers and Chinese, where each sign counts, by edit distance. Whether a shared phone, address or tax number weighs more than two
//! different ones is a matter of how much each tells (Fellegi and Sunter 1969): many have two numbers, few share one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strsim::{jaro_winkler, osa_distance};

use crate::customer::CustomerKind;
use crate::name::{sort_key, strip_chinese_form, telling_words, words_of};
use crate::text::is_han;

/// From here on two customers are suggested to be one.
pub const SUGGESTED: f64 = 0.84;

/// From here on a person may merge without looking at each pair.
pub const CERTAIN: f64 = 0.95;

/// Two companies of one name and nothing else in common are worth a look.
const NAME_ALONE: f64 = 0.85;

/// Two people of one name aren't, nor are companies of two names.
const NOTHING_BUT_NAMES: f64 = 0.75;

/// A part that is at least so much alike speaks for one customer.
const SPEAKS: f64 = 0.85;

/// The same for addresses, which have more ways to be written.
const ADDRESS_SPEAKS: f64 = 0.75;

/// What two customers are compared in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trait {
    /// The names, legal form aside, also across scripts.
    Name,
    /// The number that we gave the customer, in a list that was exported.
    Number,
    /// The telephone numbers, people's included.
    Phone,
    /// The e-mail addresses, people's included.
    Email,
    /// The tax number.
    TaxId,
    /// The site on the web.
    Website,
    /// The postal address.
    Address,
}

impl Trait {
    /// The weight of a similarity between 0 and 1.
    fn weight(self, similarity: f64) -> f64 {
        let (same, different) = match self {
            Self::Name | Self::Address => return 8.0,
            Self::Number | Self::Phone => (8.0, 2.0),
            Self::Email => (8.0, 1.0),
            Self::TaxId => (30.0, 8.0),
            Self::Website => (4.0, 2.0),
        };
        if similarity >= SPEAKS { same } else { different }
    }
}

/// How much alike two customers are.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// Between 0 and 1.
    pub score: f64,
    /// The similarity, between 0 and 1, of each trait that both have.
    pub parts: Vec<(Trait, f64)>,
}

impl Likeness {
    /// Whether nothing but the name speaks for one customer.
    pub fn is_by_name_alone(&self) -> bool {
        self.parts.iter().all(|(part, similarity)| match part {
            Trait::Name => true,
            Trait::Address => *similarity < ADDRESS_SPEAKS,
            _ => *similarity < SPEAKS,
        })
    }
}

/// What tells who a customer is, as it is stored.
#[derive(Debug, Clone, Copy)]
pub struct Described<'a> {
    /// Company or person.
    pub kind: CustomerKind,
    /// The name and what else it is called.
    pub names: [&'a str; 2],
    /// The number that we gave it; no two have the same.
    pub number: &'a str,
    /// Telephones in canonical form, people's included.
    pub phones: &'a [String],
    /// E-mail addresses in canonical form, people's included.
    pub emails: &'a [String],
    /// The tax number.
    pub tax_id: &'a str,
    /// The web address.
    pub website: &'a str,
    /// The postal address in one text.
    pub address: &'a str,
}

/// What tells who a customer is, made ready to be compared.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Identity {
    kind: CustomerKind,
    names: Vec<Name>,
    number: String,
    phones: Vec<String>,
    emails: Vec<String>,
    tax_id: String,
    website: String,
    address: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Name {
    words: Vec<String>,
    /// The words as they sound, where they are Chinese.
    sounds: Option<Vec<String>>,
}

impl Name {
    fn of(text: &str) -> Option<Self> {
        let mut words = telling_words(text);
        for word in &mut words {
            // A remark may stand behind the legal form: `…有限公司（重复）`.
            let short = strip_chinese_form(word);
            if !short.is_empty() {
                *word = short.to_owned();
            }
        }
        if words.iter().all(String::is_empty) {
            return None;
        }
        let spoken = || sort_key(&words.concat()).split(' ').map(ToOwned::to_owned).collect();
        let sounds = words.iter().any(|word| word.contains(is_han)).then(spoken);
        Some(Self { words, sounds })
    }

    /// Between 0 and 1. Chinese is compared with Latin by its sound.
    fn similarity(&self, other: &Self) -> f64 {
        match (&self.sounds, &other.sounds) {
            (Some(sounds), None) => aligned(sounds, &other.words, LEFT_OVER),
            (None, Some(sounds)) => aligned(&self.words, sounds, LEFT_OVER),
            _ => aligned(&self.words, &other.words, LEFT_OVER),
        }
    }
}

/// What a word of the longer name counts for that has no partner in the shorter one.
const LEFT_OVER: f64 = 0.6;

impl Identity {
    /// Reads what is stored.
    pub fn of(customer: &Described<'_>) -> Self {
        let site = customer.website.trim().to_lowercase();
        let site = site.split_once("://").map_or(site.as_str(), |(_, rest)| rest);
        let site = site.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let signs =
            |text: &str| text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Self {
            kind: customer.kind,
            names: customer.names.iter().filter_map(|name| Name::of(name)).collect(),
            number: signs(customer.number),
            phones: customer.phones.to_vec(),
            emails: customer.emails.to_vec(),
            tax_id: signs(customer.tax_id),
            website: site.strip_prefix("www.").unwrap_or(site).to_owned(),
            address: address_words(customer.address),
        }
    }

    /// How much alike the two are.
    pub fn likeness(&self, other: &Self) -> Likeness {
        let mut parts = Vec::new();
        let names = self.names.iter().flat_map(|name| other.names.iter().map(|theirs| name.similarity(theirs)));
        parts.extend(names.reduce(f64::max).map(|similarity| (Trait::Name, similarity)));
        if !self.number.is_empty() && self.number == other.number {
            // Another list may have other numbers.
            parts.push((Trait::Number, 1.0));
        }
        parts.extend(shared(&self.phones, &other.phones).map(|similarity| (Trait::Phone, similarity)));
        parts.extend(shared(&self.emails, &other.emails).map(|similarity| (Trait::Email, similarity)));
        if !self.tax_id.is_empty() && !other.tax_id.is_empty() {
            // Those of two neighbours differ in one sign.
            parts.push((Trait::TaxId, f64::from(u8::from(self.tax_id == other.tax_id))));
        }
        if !self.website.is_empty() && !other.website.is_empty() {
            parts.push((Trait::Website, f64::from(u8::from(self.website == other.website))));
        }
        if !self.address.is_empty() && !other.address.is_empty() {
            parts.push((Trait::Address, aligned(&self.address, &other.address, None)));
        }
        let weights: f64 = parts.iter().map(|(part, similarity)| part.weight(*similarity)).sum();
        let sum: f64 = parts.iter().map(|(part, similarity)| part.weight(*similarity) * similarity).sum();
        let mean = if weights > 0.0 { sum / weights } else { 0.0 };
        let companies = self.kind == CustomerKind::Company && other.kind == CustomerKind::Company;
        let one_name = parts.iter().any(|(part, similarity)| *part == Trait::Name && *similarity >= CERTAIN);
        let mut likeness = Likeness { score: mean, parts };
        if likeness.is_by_name_alone() {
            likeness.score = mean.min(if companies && one_name { NAME_ALONE } else { NOTHING_BUT_NAMES });
        }
        likeness
    }

    /// Keys of which two customers share at least one if they are worth comparing. Some keys, as of common words, are shared
    /// by so many that they tell nothing; whoever uses them leaves those out.
    pub fn blocking_keys(&self) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        keys.extend(self.phones.iter().map(|phone| format!("p{phone}")));
        keys.extend(self.emails.iter().map(|email| format!("e{email}")));
        for (sign, value) in [('t', &self.tax_id), ('w', &self.website)] {
            if !value.is_empty() {
                keys.insert(format!("{sign}{value}"));
            }
        }
        for name in &self.names {
            let mut sorted = name.words.clone();
            sorted.sort_unstable();
            keys.insert(format!("n{}", sorted.concat()));
            keys.insert(format!("s{}", name.sounds.as_ref().unwrap_or(&name.words).concat()));
            keys.extend(name.words.iter().flat_map(|word| beginnings(word)));
        }
        self.address_keys(&mut keys);
        keys
    }

    /// A house number with the street, a postcode with the house number and with the name.
    fn address_keys(&self, keys: &mut BTreeSet<String>) {
        let is_number = |word: &&String| word.starts_with(|sign: char| sign.is_ascii_digit());
        let numbers: Vec<&String> = self.address.iter().filter(is_number).collect();
        let Some(house) = numbers.first() else { return };
        let streets = self.address.iter().filter(|word| word.chars().count() > 3 && !is_number(word));
        keys.extend(streets.take(2).map(|street| format!("a{house}{}", first(street, 4))));
        let at = self.address.iter().position(|word| word == *house).unwrap_or_default();
        // Chinese is written without spaces, a sign a word, and the number comes last.
        let street: String = self.address[..at].iter().rev().take(3).rev().map(String::as_str).collect();
        if street.contains(is_han) {
            keys.insert(format!("a{house}{street}"));
        }
        for code in numbers.iter().filter(|number| number.len() >= 4) {
            keys.insert(format!("c{code}{house}"));
            for word in self.names.iter().flat_map(|name| &name.words) {
                keys.insert(format!("c{code}{}", first(word, 2)));
            }
        }
    }
}

/// Keys of the parts of a word that outlive a slip in another part.
fn beginnings(word: &str) -> Vec<String> {
    let signs: Vec<char> = word.chars().collect();
    if word.contains(is_han) {
        return signs.windows(3).map(|part| format!("h{}", part.iter().collect::<String>())).collect();
    }
    if signs.len() >= 4 { vec![format!("b{}", first(word, 5))] } else { Vec::new() }
}

fn first(word: &str, count: usize) -> String {
    word.chars().take(count).collect()
}

/// Words of an address: Latin words, numbers, and each Chinese sign by itself.
fn address_words(address: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in words_of(address) {
        if word.contains(is_han) {
            words.extend(word.chars().map(String::from));
        } else {
            words.push(word);
        }
    }
    words
}

/// Whether the two have a value in common; none where one has nothing.
fn shared(ours: &[String], theirs: &[String]) -> Option<f64> {
    if ours.is_empty() || theirs.is_empty() {
        return None;
    }
    Some(f64::from(u8::from(ours.iter().any(|value| theirs.contains(value)))))
}

/// The share of signs that needn't be changed to make one of the other.
#[expect(clippy::cast_precision_loss, reason = "lengths of words")]
fn edited(ours: &str, theirs: &str) -> f64 {
    let longest = ours.chars().count().max(theirs.chars().count()).max(1);
    1.0 - osa_distance(ours, theirs) as f64 / longest as f64
}

fn alike(ours: &str, theirs: &str) -> f64 {
    let counts = |word: &str| word.contains(is_han) || word.bytes().all(|sign| sign.is_ascii_digit());
    if ours == theirs {
        1.0
    } else if counts(ours) || counts(theirs) {
        edited(ours, theirs)
    } else {
        jaro_winkler(ours, theirs)
    }
}

/// What a word weighs: its length, and a house number as much as a street.
#[expect(clippy::cast_precision_loss, reason = "lengths of words")]
fn weight(word: &str) -> f64 {
    let length = word.chars().count() as f64;
    if word.bytes().all(|sign| sign.is_ascii_digit()) { length.max(4.0) } else { length }
}

/// The mean similarity of words that are paired best first, each weighing as much as it is long. Words without a partner
/// count for `left_over`, or not at all.
fn aligned(ours: &[String], theirs: &[String], left_over: impl Into<Option<f64>>) -> f64 {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::with_capacity(ours.len() * theirs.len());
    for (at, our) in ours.iter().enumerate() {
        pairs.extend(theirs.iter().enumerate().map(|(place, their)| (alike(our, their), at, place)));
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut our_free, mut their_free) = (vec![true; ours.len()], vec![true; theirs.len()]);
    let (mut sum, mut all) = (0.0, 0.0);
    for (similarity, at, place) in pairs {
        if our_free[at] && their_free[place] {
            (our_free[at], their_free[place]) = (false, false);
            let both = weight(&ours[at]) + weight(&theirs[place]);
            sum += similarity * both;
            all += both;
        }
    }
    if let Some(worth) = left_over.into() {
        let free = ours.iter().zip(&our_free).chain(theirs.iter().zip(&their_free));
        let rest: f64 = free.filter(|(_, is_free)| **is_free).map(|(word, _)| weight(word)).sum();
        sum += rest * worth;
        all += rest;
    }
    if all > 0.0 { sum / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn identity(kind: CustomerKind, name: &str, phone: &str, address: &str) -> Identity {
        let phones: Vec<String> = phone.split(' ').filter(|phone| !phone.is_empty()).map(ToOwned::to_owned).collect();
        Identity::of(&Described {
            kind,
            names: [name, ""],
            number: "",
            phones: &phones,
            emails: &[],
            tax_id: "",
            website: "",
            address,
        })
    }

    fn company(name: &str, phone: &str, address: &str) -> Identity {
        identity(CustomerKind::Company, name, phone, address)
    }

    fn score(one: &Identity, other: &Identity) -> f64 {
        one.likeness(other).score
    }

    const PHONE: &str = "+862155550142";

    #[test]
    fn one_business_written_in_two_ways_is_suggested() {
        let cases = [
            (company("上海明远机械有限公司", PHONE, ""), company("上海市明远机械厂", PHONE, "")),
            (
                company("上海明远机械有限公司", "", "嘉定区 叶城路 168号"),
                company("上海明远机械", "", "嘉定区叶城路168号 2幢"),
            ),
            (company("宁波海曙模具有限公司", PHONE, ""), company("宁波海曙模具有限公司（重复）", PHONE, "")),
            (company("Kessler Antriebstechnik GmbH", PHONE, ""), company("Kesler Antriebstechnik", PHONE, "")),
            (identity(CustomerKind::Person, "周敏", PHONE, ""), identity(CustomerKind::Person, "Zhou Min", PHONE, "")),
            (
                identity(CustomerKind::Person, "Lachlan Berry", "", "69 Giblin Street, Bittern 4814"),
                identity(CustomerKind::Person, "berry lachlan", "", "69 giblin st, bittern 4814"),
            ),
        ];
        for (one, other) in cases {
            let likeness = one.likeness(&other);
            assert!(likeness.score >= SUGGESTED, "{one:?}\n{other:?}\n{likeness:?}");
            assert!(!one.blocking_keys().is_disjoint(&other.blocking_keys()), "{one:?}\n{other:?}");
        }
    }

    #[test]
    fn a_name_alone_is_never_enough_to_be_certain() {
        let (one, other) = (company("明远机械有限公司", "", ""), company("明远机械", "", ""));
        assert!((SUGGESTED..CERTAIN).contains(&score(&one, &other)));
        let person = |phone| identity(CustomerKind::Person, "王伟", phone, "");
        assert!(score(&person(""), &person("")) < SUGGESTED, "there are 300,000 of that name");
        for kind in [CustomerKind::Company, CustomerKind::Person] {
            let one = identity(kind, "Northfield Packaging", PHONE, "");
            let other = identity(kind, "Northfield Packaging", "+12165550148", "");
            assert!(score(&one, &other) < SUGGESTED, "one name, two phones: {kind:?}");
        }
    }

    #[test]
    fn a_shared_phone_does_not_make_strangers_one() {
        assert!(score(&company("华信（上海）有限公司", PHONE, ""), &company("Kessler GmbH", PHONE, "")) < SUGGESTED);
        assert!(score(&company("", "", ""), &company("", "", "")) < SUGGESTED, "nothing is no evidence");
    }

    #[test]
    fn a_tax_number_tells_most() {
        let with = |name: &str, tax_id: &str| {
            let names = [name, ""];
            let described = Described {
                kind: CustomerKind::Company,
                names,
                number: "",
                phones: &[],
                emails: &[],
                tax_id,
                website: "",
                address: "",
            };
            Identity::of(&described)
        };
        assert!(score(&with("灵海精密", "91310114MA1EXAMPLE"), &with("上海灵海", "9131 0114 MA1EXAMPLE")) >= SUGGESTED);
        assert!(score(&with("灵海精密", "91310114MA1EXAMPLE"), &with("灵海精密", "91440300MA5EXAMPLE")) < SUGGESTED);
    }

    proptest! {
        #[test]
        fn likeness_is_the_same_both_ways(one in "[a-c明远 ]{0,8}", other in "[a-c明远 ]{0,8}", here in "[a-b0-2路 ]{0,8}", there in "[a-b0-2路 ]{0,8}") {
            let (one, other) = (company(&one, "", &here), company(&other, "", &there));
            let (ours, theirs) = (score(&one, &other), score(&other, &one));
            prop_assert!((ours - theirs).abs() < 1e-9);
            prop_assert!((0.0..=1.0 + 1e-9).contains(&ours));
        }
    }
}

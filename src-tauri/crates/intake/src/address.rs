//! Addresses in parts: which column holds which part, and how the parts are written together.

use satchel_domain::{Country, clean_text, is_han};

use crate::field::fold;

/// A part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it in one cell.
    Whole,
    Street,
    PoBox,
    City,
    State,
    PostalCode,
    Country,
}

/// Which part of which address a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Among the addresses of a row, the first one filled is the customer's.
    pub rank: usize,
    /// What the headers call this address; empty for the only one.
    pub called: String,
    /// The part.
    pub part: Part,
}

/// What stands before the part in a header. The place of business comes first: customers are visited there.
const WHICH: [&str; 12] = [
    "", "business", "work", "company", "billing", "mailing", "address1", "home", "other", "shipping", "address2",
    "address3",
];

/// The part that a header names; `None` where it names none.
pub(crate) fn place_of(header: &str) -> Option<Place> {
    let folded = fold(header);
    let folded = folded.strip_prefix("person").or(folded.strip_prefix("organization")).unwrap_or(&folded);
    WHICH.iter().enumerate().find_map(|(rank, which)| {
        let part = part_of(folded.strip_prefix(which)?, rank > 0)?;
        let end = header.char_indices().find(|(at, _)| fold(&header[..*at]) == *which).map_or(0, |(at, _)| at);
        Some(Place { rank, called: header[..end].to_owned(), part })
    })
}

fn part_of(folded: &str, is_one_of_several: bool) -> Option<Part> {
    Some(match folded {
        "formatted" | "address" if is_one_of_several => Part::Whole,
        "address" | "fulladdress" | "地址" | "详细地址" | "联系地址" | "通讯地址" | "公司地址" => {
            Part::Whole
        }
        "street" | "street1" | "street2" | "street3" | "streetaddress" | "addressline1" | "addressline2"
        | "extendedaddress" | "街道" | "街道地址" | "straße" | "strasse" => Part::Street,
        "pobox" | "addresspobox" => Part::PoBox,
        "city" | "town" | "城市" | "市" | "所在城市" | "ort" | "stadt" | "ville" => Part::City,
        "region" if is_one_of_several => Part::State,
        "state" | "stateregion" | "stateprovince" | "province" | "bundesland" | "省" | "省份" => Part::State,
        "postalcode" | "zip" | "zipcode" | "postcode" | "zippostalcode" | "plz" | "邮编" | "邮政编码" => {
            Part::PostalCode
        }
        "country" | "countryregion" | "国家" | "国家地区" | "land" => Part::Country,
        _ => return None,
    })
}

/// An address as far as a row or a card gives it.
#[derive(Debug, Default)]
pub(crate) struct Address {
    whole: String,
    /// Street, house, floor: in the file's order.
    street: Vec<String>,
    city: String,
    /// State or province.
    pub state: String,
    postal_code: String,
    pub country: String,
}

impl Address {
    pub fn take(&mut self, part: Part, cell: &str) {
        let lines = cell.lines().map(clean_text).map(|line| line.trim_end_matches([',', '，']).to_owned());
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        let text = lines.join(", ");
        match part {
            Part::Whole => self.whole = text,
            Part::Street | Part::PoBox => {
                for line in lines {
                    if !self.street.contains(&line) {
                        self.street.push(line);
                    }
                }
            }
            Part::City => self.city = text,
            Part::State => self.state = text,
            Part::PostalCode => self.postal_code = text,
            Part::Country => self.country = text,
        }
    }

    /// Whether it says more than a country, which some programs write into every row.
    pub fn is_somewhere(&self) -> bool {
        let texts = [&self.whole, &self.city, &self.state, &self.postal_code];
        !self.street.is_empty() || texts.iter().any(|text| !text.is_empty())
    }

    /// In one line, in the order that is usual where it is: in `home` where no country is written.
    pub fn in_a_line(&self, home: Country) -> String {
        let Self { whole, street, city, state, postal_code, country } = self;
        if street.is_empty() && !whole.is_empty() {
            return whole.clone();
        }
        let has_han = |text: &String| text.chars().any(is_han);
        if street.iter().chain([city, state]).any(has_han) {
            // From the large to the small, without spaces; a street may begin with its town.
            let mut line = String::new();
            for part in [country, state, city].into_iter().chain(street) {
                if !line.ends_with(part.as_str())
                    && !street.iter().any(|street| street != part && street.starts_with(part.as_str()))
                {
                    line.push_str(part);
                }
            }
            return [line, postal_code.clone()].join(" ").trim().to_owned();
        }
        let town = if code_is_behind(country, home) {
            vec![city.clone(), joined(&[state, postal_code], " ")]
        } else {
            vec![joined(&[postal_code, city], " "), state.clone()]
        };
        let parts: Vec<&String> = street.iter().chain(&town).chain([country]).collect();
        joined(&parts, ", ")
    }
}

fn joined(parts: &[&String], between: &str) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.as_str()).filter(|part| !part.is_empty()).collect();
    parts.join(between)
}

/// Whether the postal code stands behind the town: so in the English-speaking countries, before it almost everywhere else.
fn code_is_behind(country: &str, home: Country) -> bool {
    let country = if country.is_empty() { home.code().to_ascii_lowercase() } else { fold(country) };
    matches!(
        country.as_str(),
        "us" | "usa"
            | "unitedstates"
            | "unitedstatesofamerica"
            | "ca"
            | "canada"
            | "gb"
            | "uk"
            | "unitedkingdom"
            | "greatbritain"
            | "england"
            | "scotland"
            | "wales"
            | "ie"
            | "ireland"
            | "au"
            | "australia"
            | "nz"
            | "newzealand"
            | "in"
            | "india"
            | "sg"
            | "singapore"
    )
}

//! A row of a file as the draft of a customer.

use jiff::civil::Date;
use satchel_domain::{
    Country, Currency, CustomerKind, DecimalMark, DecisionRole, Hours, Money, Rhythm, Stage, name_key,
};

use crate::change::CellChange;
use crate::parts::PartDraft;
use crate::problem::{ProblemCode, RowProblem};
use crate::reading::Reading;
use crate::sheet::{Row, Sheet};

/// What a row is to be understood with.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// Where telephone numbers without country code are.
    pub home: Country,
    /// What amounts without currency are in.
    pub currency: Currency,
    /// How amounts are written there.
    pub decimal_mark: DecimalMark,
    /// Nobody was born after this day.
    pub today: Date,
}

/// One row, cleaned.
#[derive(Debug, Default)]
pub struct Cleaned {
    /// The customer; `None` when the row is rejected.
    pub draft: Option<CustomerDraft>,
    /// What a person should know about the row.
    pub problems: Vec<RowProblem>,
    /// The cells that aren't taken as they stand.
    pub changes: Vec<CellChange>,
}

/// A customer as a row describes it. Texts are clean, and empty where the row says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerDraft {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// What the file knows the customer by, see [`key_of`]; rows with the same key are one customer's. Mostly empty.
    pub key: String,
    /// As the row says; otherwise judged by [`clean_row`]'s rule.
    pub kind: CustomerKind,
    /// Never empty.
    pub name: String,
    /// The number that we gave it, as written.
    pub number: String,
    /// Its name in another language, or a short one.
    pub other_name: String,
    /// The birthday of a person, as `1985-03-14` or `--03-14`.
    pub birthday: String,
    /// Lifecycle stage, where a known one is written.
    pub stage: Option<Stage>,
    /// Name of who looks after it.
    pub owner: String,
    /// Line of business.
    pub industry: String,
    /// Headcount or turnover, in words.
    pub size: String,
    /// Region in words.
    pub region: String,
    /// Postal address.
    pub address: String,
    /// ISO 3166-1 code of its country, where a known one is written.
    pub country: String,
    /// Web address as written.
    pub website: String,
    /// Tax number as written.
    pub tax_id: String,
    /// Terms of payment.
    pub terms: String,
    /// Credit limit.
    pub credit_limit: Option<Money>,
    /// Where it came from.
    pub source: String,
    /// What is to be reached with it.
    pub goal: String,
    /// How often it is to be contacted.
    pub rhythm: Option<Rhythm>,
    /// The channel by which it is to be contacted, by its code.
    pub preferred_channel: String,
    /// At what time of the day.
    pub preferred_hours: Option<Hours>,
    /// Everything else that the row says, in lines.
    pub note: String,
    /// Name of the customer that recommended us.
    pub referred_by: String,
    /// Tags, none twice.
    pub tags: Vec<String>,
    /// Whether it wants nobody to write or call, where the row says so or the opposite.
    pub do_not_contact: Option<bool>,
    /// Telephones of the customer.
    pub phones: Vec<PointDraft>,
    /// E-mail addresses of the customer.
    pub emails: Vec<PointDraft>,
    /// Handles on chat services, labelled with the service.
    pub chats: Vec<PointDraft>,
    /// Postal addresses besides its own.
    pub addresses: Vec<PointDraft>,
    /// Web addresses besides its own.
    pub websites: Vec<PointDraft>,
    /// The person there.
    pub contact: Option<ContactDraft>,
}

/// A person at the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactDraft {
    /// Never empty.
    pub name: String,
    /// What the person does there.
    pub title: String,
    /// The part of the company.
    pub department: String,
    /// The birthday, as `1985-03-14` or `--03-14`.
    pub birthday: String,
    /// Part in decisions to buy, where a known one is written.
    pub role: Option<DecisionRole>,
    /// What part the person has at further customers.
    pub parts: Vec<PartDraft>,
    /// Anything else.
    pub note: String,
    /// Telephones.
    pub phones: Vec<PointDraft>,
    /// E-mail addresses.
    pub emails: Vec<PointDraft>,
    /// Handles on chat services, labelled with the service.
    pub chats: Vec<PointDraft>,
    /// Postal addresses.
    pub addresses: Vec<PointDraft>,
    /// Web addresses.
    pub websites: Vec<PointDraft>,
}

/// One way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointDraft {
    /// What the file says about it (`手机`, `微信`); mostly empty.
    pub label: String,
    /// The canonical form, or what was written where that is not a number or an address.
    pub value: String,
    /// Whether `value` is canonical.
    pub valid: bool,
}

/// What a list knows a customer by that has a number: of two that are called differently, one has the number by mistake.
pub fn key_of(number: &str, name: &str) -> String {
    if number.is_empty() { String::new() } else { format!("{number}\n{}", name_key(name)) }
}

/// Makes the most of a row of `sheet`, by the sheet's mapping.
///
/// A row without a customer's name but with a person's becomes that person. Where no column says company or person: a name
/// with a legal form is a company, a customer who is its own contact a person, and all others are companies.
pub fn clean_row(sheet: &Sheet, row: &Row, context: &Context) -> Cleaned {
    let mut reading = Reading::new(sheet, row, context);
    for (column, field) in sheet.mapping.iter().enumerate() {
        if let Some(field) = field
            && !row.cell(column).trim().is_empty()
        {
            reading.take(*field, column);
        }
    }
    let mut cleaned = reading.finish();
    if cleaned.draft.is_none() {
        let first = row.cells().find(|cell| !cell.trim().is_empty()).unwrap_or_default();
        cleaned.problems.push(RowProblem::new(row.number, "", ProblemCode::NameMissing, first));
    }
    cleaned
}

#[cfg(test)]
mod tests;

//! Texts of files as values of custom fields, and the kind of field that texts seem to be made for.

use std::collections::{HashMap, HashSet};

use satchel_domain::{Currency, DateOrder, Decimal, DecimalMark, Money, is_two_days, parse_date};
use satchel_intake::{ProblemCode, pieces, read_answer};

use super::custom_field::Model;
use super::values::{Value, checked};
use super::{Kind, field_choice};
use crate::ids::FieldChoiceId;

/// Filled cells that the kind of a column is judged by.
pub(crate) const LOOKED_AT: usize = 1_000;

/// A column with more different values than this offers no choice.
const CHOICES: usize = 20;

/// A choice is a word or two.
const CHOICE_CHARS: usize = 40;

/// A field, ready to read what files write in it.
pub(crate) struct Written {
    pub field: Model,
    pub choices: Vec<field_choice::Model>,
    by_name: HashMap<String, FieldChoiceId>,
    /// What amounts without a currency are in.
    currency: Currency,
    /// What comes first in days that can be read in two ways.
    order: DateOrder,
}

impl Written {
    /// `choices` are those of the field.
    pub fn new(field: Model, choices: Vec<field_choice::Model>, currency: Currency, order: DateOrder) -> Self {
        let names = |choice: &field_choice::Model| [choice.name_en.to_lowercase(), choice.name_zh.to_lowercase()];
        let named = choices.iter().flat_map(|choice| names(choice).map(|name| (name, choice.id)));
        let by_name = named.filter(|(name, _)| !name.is_empty()).collect();
        Self { field, choices, by_name, currency, order }
    }

    /// The value that a cell writes; none for a blank one.
    ///
    /// # Errors
    /// What is wrong with a cell that can't be a value of the field.
    pub fn read(&self, cell: &str) -> Result<Option<Value>, ProblemCode> {
        let text = cell.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let value = match self.field.kind {
            Kind::Text | Kind::LongText | Kind::Link => Value::Text { text: text.to_owned() },
            Kind::Number => Value::Number { number: text.to_owned() },
            Kind::Money => {
                let amount = Money::parse(text, self.currency, DecimalMark::Unknown);
                let amount = amount.map_err(|_| ProblemCode::MoneyInvalid)?;
                Value::Money { minor: amount.minor, currency: amount.currency.code().to_owned() }
            }
            Kind::Date => match parse_date(text, self.order) {
                Some(day) => Value::Date { day: day.to_string() },
                None if is_two_days(text) => return Err(ProblemCode::DateAmbiguous),
                None => return Err(ProblemCode::DateInvalid),
            },
            Kind::Answer => Value::Answer { yes: read_answer(text).ok_or(ProblemCode::AnswerUnclear)? },
            Kind::Choice => Value::Choices { ids: vec![self.choice(text).ok_or(ProblemCode::ChoiceUnknown)?] },
            Kind::Choices => Value::Choices { ids: self.chosen(text).ok_or(ProblemCode::ChoiceUnknown)? },
        };
        checked("", &self.field, &self.choices, value).map_err(|_| match self.field.kind {
            Kind::Number => ProblemCode::NumberInvalid,
            Kind::Link => ProblemCode::LinkInvalid,
            _ => ProblemCode::ValueTooLong,
        })
    }

    fn choice(&self, name: &str) -> Option<FieldChoiceId> {
        self.by_name.get(&name.trim().to_lowercase()).copied()
    }

    /// Several choices; one may have a sign in its name that otherwise parts them.
    fn chosen(&self, text: &str) -> Option<Vec<FieldChoiceId>> {
        if let Some(one) = self.choice(text) {
            return Some(vec![one]);
        }
        let all = |names: &mut dyn Iterator<Item = &str>| {
            names.filter(|name| !name.trim().is_empty()).map(|name| self.choice(name)).collect::<Option<Vec<_>>>()
        };
        all(&mut text.split([';', '；', '\n'])).or_else(|| all(&mut pieces(text)))
    }
}

/// What comes first in days of a column, where some of them can be read in that order only and none in the other.
pub(crate) fn order_of(cells: impl Iterator<Item = impl AsRef<str>>) -> DateOrder {
    let (mut day_first, mut month_first) = (false, false);
    for cell in cells {
        let mut parts = cell.as_ref().trim().split(['/', '-']).map(|part| part.trim().parse::<u32>());
        if let (Some(Ok(first @ 1..=31)), Some(Ok(second @ 1..=31))) = (parts.next(), parts.next()) {
            day_first |= first > 12 && second <= 12;
            month_first |= second > 12 && first <= 12;
        }
    }
    match (day_first, month_first) {
        (true, false) => DateOrder::DayFirst,
        (false, true) => DateOrder::MonthFirst,
        _ => DateOrder::Unknown,
    }
}

/// The kind of field that would hold what a column has.
pub(crate) fn kind_of<'a>(cells: impl Iterator<Item = &'a str>, currency: Currency) -> Kind {
    let cells: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).take(LOOKED_AT).collect();
    let all = |test: &dyn Fn(&str) -> bool| !cells.is_empty() && cells.iter().all(|cell| test(cell));
    let is_code = |cell: &str| {
        let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
        digits && (cell.len() > 10 || cell.len() > 1 && cell.starts_with('0'))
    };
    if all(&|cell| parse_date(cell, DateOrder::DayFirst).is_some()) {
        return Kind::Date;
    }
    if all(&|cell| !is_code(cell) && cell.parse::<Decimal>().is_ok()) {
        return Kind::Number;
    }
    if all(&|cell| !is_code(cell) && Money::parse(cell, currency, DecimalMark::Unknown).is_ok()) {
        return Kind::Money;
    }
    if all(&|cell| read_answer(cell).is_some()) {
        return Kind::Answer;
    }
    if all(&|cell| ["http://", "https://", "www."].iter().any(|start| cell.to_lowercase().starts_with(start))) {
        return Kind::Link;
    }
    if cells.iter().any(|cell| cell.contains('\n') || cell.chars().count() > 200) {
        return Kind::LongText;
    }
    let names: HashSet<&str> = cells.iter().copied().collect();
    let few = (2..=CHOICES).contains(&names.len()) && names.len() * 3 <= cells.len();
    if few && names.iter().all(|name| name.chars().count() <= CHOICE_CHARS) { Kind::Choice } else { Kind::Text }
}

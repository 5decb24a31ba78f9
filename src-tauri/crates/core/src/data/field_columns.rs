//! Custom fields as columns of a list, as they can be read back.

use satchel_domain::Money;
use satchel_intake::Head;

use crate::App;
use crate::error::Result;
use crate::fields::{CustomField, HeldValue, Kind, Subject, Value, contact_header, fields};
use crate::messages::message;
use crate::people::Language;

/// The custom fields of customers, or of the people there, in the language of the list.
pub(super) struct FieldColumns {
    fields: Vec<CustomField>,
    language: Language,
}

impl FieldColumns {
    pub async fn read(app: &App, language: Language, subject: Subject) -> Result<Self> {
        let mut fields = fields(app.read(), Some(subject)).await?;
        fields.retain(|field| !field.archived);
        Ok(Self { fields, language })
    }

    /// What stands above them; those of people say whose they are.
    pub fn heads(&self) -> impl Iterator<Item = Head> {
        self.fields.iter().map(|field| {
            let name = self.name(field);
            let name = if field.subject == Subject::Contact { contact_header(self.language, &name) } else { name };
            Head { name, number: field.kind == Kind::Number }
        })
    }

    /// A cell for each field.
    pub fn cells(&self, held: &[HeldValue]) -> impl Iterator<Item = String> {
        self.fields.iter().map(|field| self.cell(field, held))
    }

    /// The fields that hold something, by name.
    pub fn named(&self, held: &[HeldValue]) -> Vec<(String, String)> {
        let named = self.fields.iter().map(|field| (self.name(field), self.cell(field, held)));
        named.filter(|(_, cell)| !cell.is_empty()).collect()
    }

    fn name(&self, field: &CustomField) -> String {
        self.in_language(&field.name_en, &field.name_zh)
    }

    fn cell(&self, field: &CustomField, held: &[HeldValue]) -> String {
        let Some(value) = held.iter().find(|held| held.field_id == field.id) else { return String::new() };
        match &value.value {
            Value::Text { text } => text.clone(),
            Value::Number { number } => number.clone(),
            Value::Date { day } => day.clone(),
            Value::Money { minor, currency } => {
                let amount = currency.parse().map(|currency| Money { minor: *minor, currency }.to_decimal());
                format!("{} {currency}", amount.unwrap_or_default())
            }
            Value::Answer { yes } => message(self.language, if *yes { "answer-yes" } else { "answer-no" }),
            Value::Choices { ids } => {
                let chosen = field.choices.iter().filter(|choice| ids.contains(&choice.id));
                let names = chosen.map(|choice| self.in_language(&choice.name_en, &choice.name_zh));
                names.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// A name in the language, or in the other one where that is all there is.
    fn in_language(&self, english: &str, chinese: &str) -> String {
        let (first, other) = if self.language == Language::Chinese { (chinese, english) } else { (english, chinese) };
        if first.is_empty() { other.to_owned() } else { first.to_owned() }
    }
}

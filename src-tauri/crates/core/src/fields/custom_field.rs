//! A field that the business added to its records.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{ContactId, CustomFieldId, Timestamp};

/// What kind of record has a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[ts(rename = "FieldSubject")]
pub enum Subject {
    /// Customers.
    Customer,
    /// People at customers.
    Contact,
}

impl Subject {
    /// What a value of this contact, or of the customer itself, is about.
    pub(crate) const fn of(contact: Option<ContactId>) -> Self {
        if contact.is_some() { Self::Contact } else { Self::Customer }
    }
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[ts(rename = "FieldKind")]
pub enum Kind {
    /// One line.
    Text,
    /// Many lines.
    LongText,
    /// An exact decimal number.
    Number,
    /// An amount with its currency.
    Money,
    /// A plain day.
    Date,
    /// One of its choices.
    Choice,
    /// Any number of its choices.
    Choices,
    /// Yes or no.
    Answer,
    /// A web address.
    Link,
}

impl Kind {
    /// Whether it holds choices.
    pub const fn chooses(self) -> bool {
        matches!(self, Self::Choice | Self::Choices)
    }

    /// Whether every value of this kind is one of the other, too.
    pub const fn fits(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Choice, Self::Choices) | (Self::Text | Self::Link, Self::LongText) | (Self::Link, Self::Text)
        )
    }
}

/// Yes or no; screens know it as true or false.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(into = "bool")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Answer {
    Yes,
    No,
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl From<Answer> for bool {
    fn from(answer: Answer) -> Self {
        answer == Answer::Yes
    }
}

/// A field as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "custom_field")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CustomFieldId,
    /// What kind of record has it.
    pub subject: Subject,
    /// Its name in English; may be empty where there is a Chinese one.
    pub name_en: String,
    /// Its name in Chinese; may be empty where there is an English one.
    pub name_zh: String,
    /// What it holds.
    pub kind: Kind,
    /// The group that it stands in; empty for none.
    pub section: String,
    /// Its place among the others, from the least.
    pub position: i64,
    /// Whether a new record must have a value.
    pub required: Answer,
    /// Whether lists offer it as a column.
    pub in_list: Answer,
    /// Whether it is out of use; values are kept.
    pub archived: Answer,
    /// The value that new records start with, as JSON; empty for none.
    pub start: String,
    /// Instant of creation.
    pub created_at: Timestamp,
    /// Instant of the latest change.
    pub updated_at: Timestamp,
    /// Instant of deletion; none while it is there.
    pub deleted_at: Option<Timestamp>,
}

impl Model {
    /// A field that is made now, in use and with nothing asked of it; its names are English and Chinese.
    pub(crate) fn new(
        id: CustomFieldId,
        subject: Subject,
        kind: Kind,
        names: (String, String),
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            subject,
            name_en: names.0,
            name_zh: names.1,
            kind,
            section: String::new(),
            position: 0,
            required: Answer::No,
            in_list: Answer::No,
            archived: Answer::No,
            start: String::new(),
            created_at: now,
            updated_at: now,
            deleted_at: None,
        }
    }
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
#[expect(missing_docs, reason = "generated names")]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

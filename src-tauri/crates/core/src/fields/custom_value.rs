//! What a record holds in a field.

use sea_orm::entity::prelude::*;

use super::custom_field::Answer;
use crate::ids::{ContactId, CustomFieldId, CustomValueId, CustomerId, FieldChoiceId, Timestamp};

/// One value, or one of several choices: of the columns that hold values, those of its kind are filled.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "custom_value")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CustomValueId,
    /// Of which field.
    pub field_id: CustomFieldId,
    /// The customer that has it, or where the contact is that has it.
    pub customer_id: CustomerId,
    /// The contact that has it; none for a customer's own.
    pub contact_id: Option<ContactId>,
    /// A choice.
    pub choice_id: Option<FieldChoiceId>,
    /// A text of any length, or a web address.
    pub text: String,
    /// A day, as YYYY-MM-DD.
    pub day: String,
    /// A number, in millionths.
    pub number: Option<i64>,
    /// An amount in minor units of `currency`.
    pub minor: Option<i64>,
    /// ISO 4217 code.
    pub currency: String,
    /// Yes or no.
    pub answer: Option<Answer>,
    /// Instant of creation.
    pub created_at: Timestamp,
    /// Instant of the latest change.
    pub updated_at: Timestamp,
    /// Instant of deletion; none while it is there.
    pub deleted_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
#[expect(missing_docs, reason = "generated names")]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! A person at a customer.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{ContactId, CustomerId, Timestamp};

/// A contact's part in a decision to buy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum DecisionRole {
    /// Not known.
    #[default]
    None,
    /// Decides.
    Decides,
    /// Compares and advises.
    Evaluates,
    /// Speaks for us.
    Supports,
    /// Works with what we sell.
    Uses,
    /// Speaks against us.
    Opposes,
}

impl From<DecisionRole> for Option<satchel_domain::DecisionRole> {
    fn from(role: DecisionRole) -> Self {
        use satchel_domain::DecisionRole as Known;
        match role {
            DecisionRole::None => None,
            DecisionRole::Decides => Some(Known::Decides),
            DecisionRole::Evaluates => Some(Known::Evaluates),
            DecisionRole::Supports => Some(Known::Supports),
            DecisionRole::Uses => Some(Known::Uses),
            DecisionRole::Opposes => Some(Known::Opposes),
        }
    }
}

impl From<Option<satchel_domain::DecisionRole>> for DecisionRole {
    fn from(role: Option<satchel_domain::DecisionRole>) -> Self {
        use satchel_domain::DecisionRole as Known;
        match role {
            None => Self::None,
            Some(Known::Decides) => Self::Decides,
            Some(Known::Evaluates) => Self::Evaluates,
            Some(Known::Supports) => Self::Supports,
            Some(Known::Uses) => Self::Uses,
            Some(Known::Opposes) => Self::Opposes,
        }
    }
}

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, Serialize, TS)]
#[sea_orm(table_name = "contact")]
#[serde(rename_all = "camelCase")]
#[ts(rename = "Contact")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactId,
    /// Where the person works.
    pub customer_id: CustomerId,
    /// Name as entered, cleaned of stray spaces.
    pub name: String,
    /// Name as it sorts.
    #[serde(skip)]
    pub sort_key: String,
    /// Job title.
    pub title: String,
    /// Department.
    pub department: String,
    /// Part in a decision to buy.
    pub decision_role: DecisionRole,
    /// As `1985-03-14`, or as `--03-14` where the year isn't known; empty for none.
    pub birthday: String,
    /// Anything else.
    pub note: String,
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

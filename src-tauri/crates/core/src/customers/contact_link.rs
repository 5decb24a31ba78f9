//! A person's part at a further customer than the one where they work.

use sea_orm::entity::prelude::*;
use serde::Serialize;
use ts_rs::TS;

use super::contact::DecisionRole;
use crate::ids::{ContactId, ContactLinkId, CustomerId, Timestamp};

/// A person's part at a further customer. One for each pair counts: the first, should an undo have brought another back.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, Serialize, TS)]
#[sea_orm(table_name = "contact_link")]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ContactLink")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactLinkId,
    /// The person.
    pub contact_id: ContactId,
    /// The further customer.
    pub customer_id: CustomerId,
    /// Job title there.
    pub title: String,
    /// Department there.
    pub department: String,
    /// Part in a decision to buy there.
    pub decision_role: DecisionRole,
    /// Instant of creation.
    #[serde(skip)]
    pub created_at: Timestamp,
    /// Instant of the latest change.
    #[serde(skip)]
    pub updated_at: Timestamp,
    /// Instant of deletion; none while it is there.
    #[serde(skip)]
    pub deleted_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
#[expect(missing_docs, reason = "generated names")]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

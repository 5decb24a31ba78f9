//! One phone, e-mail, chat handle or address of a customer or of a contact there.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{ContactId, ContactPointId, CustomerId, Timestamp};

/// What a contact point reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[ts(rename = "PointKind")]
pub enum Kind {
    /// E.164 where the number is complete, otherwise as entered.
    Phone,
    /// Lower-cased.
    Email,
    /// A handle such as a WeChat ID.
    Chat,
    /// A postal address.
    Address,
    /// A web address.
    Website,
}

/// A contact point.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, Serialize, TS)]
#[sea_orm(table_name = "contact_point")]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ContactPoint")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContactPointId,
    /// The customer it belongs to, directly or through a contact.
    pub customer_id: CustomerId,
    /// The contact it belongs to, if any.
    pub contact_id: Option<ContactId>,
    /// What it reaches.
    pub kind: Kind,
    /// "Mobile", "WeChat", "Billing": the person's own word.
    pub label: String,
    /// The number, address or handle.
    pub value: String,
    /// Order within its holder, from 0.
    pub position: i32,
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

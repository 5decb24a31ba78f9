//! A file that belongs to a communication: what is known of it. What is in it lies beside the database.

use sea_orm::entity::prelude::*;
use serde::Serialize;
use ts_rs::TS;

use crate::ids::{AttachmentId, CommunicationId, Timestamp};

/// A file that belongs to a communication.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, Serialize, TS)]
#[sea_orm(table_name = "attachment")]
#[serde(rename_all = "camelCase")]
#[ts(rename = "Attachment")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttachmentId,
    /// The communication.
    pub communication_id: CommunicationId,
    /// The file's name as every system can keep it.
    pub name: String,
    /// What it is, told by what is in it: `application/pdf`.
    pub media_type: String,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: i64,
    /// What it is found again by: SHA-256 of what is in it, in hexadecimal.
    #[serde(skip)]
    pub sha256: String,
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

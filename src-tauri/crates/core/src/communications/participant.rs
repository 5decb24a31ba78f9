//! A contact's part in a communication.

use sea_orm::entity::prelude::*;

use crate::ids::{CommunicationId, ContactId, ParticipantId, Timestamp};

/// A contact's part in a communication.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "participant")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ParticipantId,
    /// The communication.
    pub communication_id: CommunicationId,
    /// The contact.
    pub contact_id: ContactId,
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

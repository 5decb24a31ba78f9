//! Two customers that somebody looked at and found to be two.

use sea_orm::entity::prelude::*;

use crate::ids::{CustomerId, NotDuplicateId, Timestamp};

/// A pair that is never suggested again. `one_id` is the smaller key.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "not_duplicate")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NotDuplicateId,
    /// One customer.
    pub one_id: CustomerId,
    /// The other.
    pub other_id: CustomerId,
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

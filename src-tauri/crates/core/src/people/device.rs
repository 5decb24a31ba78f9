//! A computer that writes to the workspace.

use sea_orm::entity::prelude::*;

use crate::ids::{DeviceId, Timestamp};

/// A computer; its prefix goes into human numbers, so that two laptops never give the same one.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "device")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeviceId,
    /// The computer's name as shown in the history.
    pub name: String,
    /// Letters in the numbers it gives, as the A in C-A0194.
    pub prefix: String,
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

//! A mapping of columns that a person keeps under a name.

use sea_orm::entity::prelude::*;

use crate::ids::{ImportMappingId, Timestamp};

/// A mapping as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_mapping")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportMappingId,
    /// What it is called.
    pub name: String,
    /// What each column is taken for, as JSON.
    pub columns: String,
    /// Instant of creation.
    pub created_at: Timestamp,
    /// Instant of the latest change.
    pub updated_at: Timestamp,
    /// Instant of deletion; none while it is there.
    pub deleted_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! A word that customers are sorted under.

use sea_orm::entity::prelude::*;
use serde::Serialize;
use ts_rs::TS;

use crate::ids::{TagId, Timestamp};

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, Serialize, TS)]
#[sea_orm(table_name = "tag")]
#[serde(rename_all = "camelCase")]
#[ts(rename = "Tag")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TagId,
    /// The word.
    pub name: String,
    /// The word as it sorts.
    #[serde(skip)]
    pub sort_key: String,
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

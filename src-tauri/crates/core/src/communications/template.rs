//! A text that is written again and again.

use sea_orm::entity::prelude::*;
use serde::Serialize;
use ts_rs::TS;

use super::communication::Channel;
use crate::ids::{TemplateId, Timestamp};

/// A text with blanks that are filled in for whom it is written.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, Serialize, TS)]
#[sea_orm(table_name = "template")]
#[serde(rename_all = "camelCase")]
#[ts(rename = "Template")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TemplateId,
    /// What it is called.
    pub name: String,
    /// How what it is for is held; none for any way.
    pub channel: Option<Channel>,
    /// Its subject; may be empty.
    pub title: String,
    /// Its text.
    pub text: String,
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

//! A category of communications as a person made or changed it.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::fields::custom_field::Answer;
use crate::ids::{CategoryId, Timestamp};

/// Who said what a communication is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum CategoryBy {
    /// Nobody did.
    #[default]
    Nobody,
    /// A person did, or said that it is about none of them. The program learns from it and says nothing else.
    Person,
}

/// A category that isn't, or is no longer, one that every workspace begins with.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "category")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CategoryId,
    /// Which of those that every workspace begins with this stands for; empty for one of its own.
    pub topic: String,
    /// Its name in English; may be empty where there is a Chinese one.
    pub name_en: String,
    /// Its name in Chinese; may be empty where there is an English one.
    pub name_zh: String,
    /// Whether it is offered no longer.
    pub hidden: Answer,
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

//! The workspace's own row.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{Timestamp, WorkspaceId};

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Language {
    /// English.
    #[sea_orm(string_value = "en")]
    #[serde(rename = "en")]
    English,
    /// 简体中文.
    #[sea_orm(string_value = "zh-CN")]
    #[serde(rename = "zh-CN")]
    Chinese,
}

impl Language {
    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }
}

impl std::str::FromStr for Language {
    type Err = ();

    /// Reads a BCP 47 tag or a system locale such as `zh_CN.UTF-8`; any Chinese is 简体中文.
    fn from_str(tag: &str) -> Result<Self, ()> {
        match tag.get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("zh") => Ok(Self::Chinese),
            Some("en") => Ok(Self::English),
            _ => Err(()),
        }
    }
}

/// The one workspace row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, Serialize, TS)]
#[sea_orm(table_name = "workspace")]
#[serde(rename_all = "camelCase")]
#[ts(rename = "Workspace")]
pub struct Model {
    /// Key; the header of the keys carries the same.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WorkspaceId,
    /// The business's name.
    pub name: String,
    /// ISO 3166 code.
    pub country: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The language it was made in.
    pub language: Language,
    /// Instant of creation.
    pub created_at: Timestamp,
    /// Instant of the latest change.
    #[serde(skip)]
    pub updated_at: Timestamp,
    /// Always none.
    #[serde(skip)]
    pub deleted_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
#[expect(missing_docs, reason = "generated names")]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! One unit of work as the log's headline: who did what, when, and what took it back.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{ActId, Timestamp, UserId};

/// What a person would say an act did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ActKind")]
pub enum Kind {
    /// Something came to be.
    Added,
    /// Something that was there is different.
    Changed,
    /// Something went.
    Deleted,
    /// A list was brought in.
    Imported,
    /// Another act was taken back or done again, or something came back as it was.
    Restored,
}

/// One committed unit of work.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "act")]
pub struct Model {
    /// Order of commit.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// Key; the log's entries carry it as `tx`.
    pub id: ActId,
    /// Who did it.
    pub actor: UserId,
    /// When.
    pub at: Timestamp,
    /// The command, as `delete_customers`.
    pub command: String,
    /// What a person would say it did.
    pub kind: Kind,
    /// How many records a person would say it touched.
    pub count: i64,
    /// The act that this one takes back.
    pub undoes: Option<ActId>,
    /// The act that took this one back.
    pub undone_by: Option<ActId>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
#[expect(missing_docs, reason = "generated names")]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

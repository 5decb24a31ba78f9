//! One unit of work as the log's headline: who did what, when, and what took it back.

use sea_orm::entity::prelude::*;

use crate::ids::{ActId, Timestamp, UserId};

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

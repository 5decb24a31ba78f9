//! A saved view of the list of customers, or a saved search among conversations.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{Timestamp, UserId, ViewId};

/// What a view is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Subject {
    /// The list of customers.
    Customers,
    /// The search among conversations.
    Conversations,
}

/// Where a view is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ViewPlace")]
pub enum Place {
    /// Above the list.
    Tabs,
    /// In the sidebar, too.
    Sidebar,
}

/// Who sees a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ViewAudience")]
pub enum Audience {
    /// All users.
    Everyone,
    /// Only its owner.
    Owner,
}

/// A view as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "view")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ViewId,
    /// What it is of.
    pub subject: Subject,
    /// What it is called.
    pub name: String,
    /// Which customers, or what is searched for, as JSON.
    pub filter: String,
    /// In which order, as JSON.
    pub sort: String,
    /// Which columns, as JSON; empty for those that the person has.
    pub columns: String,
    /// Where it is offered.
    pub place: Place,
    /// Who sees it.
    pub audience: Audience,
    /// Its place among the others, from the least.
    pub position: i64,
    /// Who made it.
    pub owner_id: Option<UserId>,
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

//! A user of the workspace.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{Timestamp, UserId};

/// What a user may do. Checked at the door for every row, and by the contract for every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, including users and keys.
    Owner,
    /// Everything but users and keys.
    Manager,
    /// Customers and everything about them.
    Sales,
    /// Contacts, communications and follow-ups of existing customers.
    Support,
    /// Reads only.
    Viewer,
}

impl Role {
    /// May change the workspace itself, its users and keys.
    pub const fn may_administer(self) -> bool {
        matches!(self, Self::Owner)
    }

    /// May take back what others did.
    pub const fn may_oversee(self) -> bool {
        matches!(self, Self::Owner | Self::Manager)
    }

    /// May create, change and delete customers.
    pub const fn may_sell(self) -> bool {
        matches!(self, Self::Owner | Self::Manager | Self::Sales)
    }

    /// May work with existing customers.
    pub const fn may_serve(self) -> bool {
        !matches!(self, Self::Viewer)
    }

    /// May read.
    pub const fn may_read(self) -> bool {
        true
    }
}

/// A user of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// Name as entered.
    pub name: String,
    /// Name as it sorts.
    pub sort_key: String,
    /// What the user may do.
    pub role: Role,
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

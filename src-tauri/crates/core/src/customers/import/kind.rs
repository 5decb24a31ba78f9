//! What a list holds, as it is said and as it looks.

use satchel_intake::{Likely, Sheet, likely};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// Customers with their people.
    Customers,
    /// Communications.
    Communications,
}

/// Something else than what a list is said to hold. It is offered, and never taken by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LooksLike {
    /// What it seems to hold.
    pub kind: ListKind,
    /// What stands above the columns that say so.
    pub columns: Vec<String>,
}

impl LooksLike {
    /// What a list seems to hold where that is something else than `said`.
    pub(crate) fn other_than(said: ListKind, sheet: &Sheet) -> Option<Self> {
        let (kind, columns) = match likely(sheet)? {
            Likely::Communications(columns) => (ListKind::Communications, columns),
            Likely::Customers(columns) => (ListKind::Customers, columns),
        };
        let columns = columns.into_iter().map(|at| sheet.headers[at].clone()).filter(|header| !header.is_empty());
        (kind != said).then(|| Self { kind, columns: columns.collect() })
    }
}

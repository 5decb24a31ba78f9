//! The change log: one entry for an inserted, deleted or restored row, one per field for an update.
//!
//! Values are JSON texts; keys are hexadecimal. An inserted or deleted row's entry holds the whole row.

use std::collections::{BTreeSet, HashMap};

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::records::Table;
use super::unit::sql_with;
use crate::error::Result;
use crate::ids::{ActId, CustomerId, DeviceId, Timestamp, UserId};

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ChangeOp")]
pub enum Op {
    /// It came to be; `new` holds the row.
    Insert,
    /// `field` went from `old` to `new`.
    Update,
    /// It went; `old` holds the row.
    Delete,
    /// It came back as it was; `new` holds the row.
    Restore,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_log")]
pub struct Model {
    /// Order of all changes; the search index counts by it.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// The unit of work.
    pub tx: ActId,
    /// Hybrid logical clock: milliseconds in the upper 48 bits, a counter in the lower 16.
    pub at: i64,
    /// Who.
    pub actor: UserId,
    /// On which computer.
    pub device: DeviceId,
    /// What.
    pub op: Op,
    /// In which table.
    pub tbl: String,
    /// Which row.
    pub row: Uuid,
    /// Which field; empty for a whole row.
    pub field: String,
    /// Before.
    pub old: Option<String>,
    /// After.
    pub new: Option<String>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
#[expect(missing_docs, reason = "generated names")]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What an update of a field would write, after everything that is written.
    pub fn unwritten(table: Table, row: Uuid, field: &str, [old, new]: [String; 2]) -> Self {
        let (tx, actor, device) = (ActId(Uuid::nil()), UserId(Uuid::nil()), DeviceId(Uuid::nil()));
        let (tbl, field) = (table.name().to_owned(), field.to_owned());
        Self {
            seq: i64::MAX,
            tx,
            at: i64::MAX,
            actor,
            device,
            op: Op::Update,
            tbl,
            row,
            field,
            old: Some(old),
            new: Some(new),
        }
    }
}

/// The newest position of the log; 0 where nothing was ever written.
pub(crate) async fn newest(db: &impl ConnectionTrait) -> Result<i64> {
    let newest = Entity::find().select_only().column(Column::Seq).order_by_desc(Column::Seq);
    Ok(newest.into_tuple().one(db).await?.unwrap_or_default())
}

/// The customers whose records went to other customers between two positions of the log, the first one left out: nothing else
/// in the log need name them.
pub(crate) async fn left_behind(db: &impl ConnectionTrait, after: i64, until: i64) -> Result<BTreeSet<Uuid>> {
    let sql = format!("SELECT DISTINCT {LEFT} FROM change_log WHERE seq > ? AND seq <= ? AND {MOVED}");
    let found = db.query_all_raw(sql_with(sql, vec![after.into(), until.into()])).await?;
    found.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// When each of these fields of a row was changed last; one that never was is left out.
pub(crate) async fn changed_at(
    db: &impl ConnectionTrait,
    row: Uuid,
    fields: &[&str],
) -> Result<HashMap<String, Timestamp>> {
    let sql = "SELECT l.field, max(a.at) FROM change_log l JOIN act a ON a.id = l.tx WHERE l.row = ? AND l.op = 'update' \
               AND l.field IN (SELECT value FROM json_each(?)) GROUP BY l.field";
    let found = db.query_all_raw(sql_with(sql, vec![row.into(), serde_json::json!(fields).to_string().into()])).await?;
    found.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// SQL for the customer that a [moved](MOVED) record belonged to.
pub(super) const LEFT: &str = "unhex(trim(old, '\"'))";

/// SQL that tells whether an entry is about a record that went to another customer.
pub(super) const MOVED: &str = "op = 'update' AND field = 'customer_id'";

/// A key as entries hold it.
pub(crate) fn logged(key: Uuid) -> String {
    serde_json::json!(key.simple().to_string()).to_string()
}

/// Whether a customer is still part of another one by an act: of this one, or of any.
pub(crate) async fn still_merged(db: &impl ConnectionTrait, act: ActId, into: Option<CustomerId>) -> Result<bool> {
    // The field stands in the text, so that the index of such entries serves.
    let of = if into.is_some() { "AND l.new = ?" } else { "" };
    let sql = format!(
        "SELECT 1 FROM change_log l CROSS JOIN customer c ON c.id = l.row \
         WHERE l.field = 'merged_into' AND l.tx = ? {of} AND c.deleted_at IS NOT NULL LIMIT 1"
    );
    let into = into.map(|customer| logged(customer.0).into());
    let values = std::iter::once(act.into()).chain(into).collect();
    Ok(db.query_one_raw(sql_with(sql, values)).await?.is_some())
}

//! The derived tables of customers that are alike: `duplicate_key` holds the keys of which two customers share one where they
//! are worth comparing, `duplicate_pair` the pairs that are alike enough.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use uuid::Uuid;

use super::many::{IN_KEYS, keys};
use super::unit::sql_with;
use crate::error::{Result, internal};
use crate::ids::CustomerId;

/// Two customers, the smaller key first, and how much alike they are, between 0 and 1.
pub(crate) type Pair = (CustomerId, CustomerId, f64);

/// A key that more customers share than this tells nothing.
pub(crate) const COMMON: usize = 50;

/// Rows of one statement.
const ROWS: usize = 4_000;

/// Pairs of customers that are there and that nobody found to be two.
const WAITING: &str = "FROM duplicate_pair p \
    JOIN customer a ON a.id = p.one_id AND a.deleted_at IS NULL JOIN customer b ON b.id = p.other_id AND b.deleted_at IS NULL \
    WHERE NOT EXISTS (SELECT 1 FROM not_duplicate n \
      WHERE n.one_id = p.one_id AND n.other_id = p.other_id AND n.deleted_at IS NULL)";

/// How many pairs wait for somebody that are at least so much alike.
pub(crate) async fn waiting(db: &impl ConnectionTrait, from: f64) -> Result<i64> {
    let sql = format!("SELECT count(*) {WAITING} AND p.score >= ?");
    let row = db.query_one_raw(sql_with(sql, vec![from.into()])).await?;
    Ok(row.ok_or_else(|| internal("a count without a row"))?.try_get_by_index(0)?)
}

/// A slice of the pairs that wait, the most alike first.
pub(crate) async fn page(db: &impl ConnectionTrait, limit: u32, offset: u32) -> Result<Vec<(CustomerId, CustomerId)>> {
    let sql =
        format!("SELECT p.one_id, p.other_id {WAITING} ORDER BY p.score DESC, p.one_id, p.other_id LIMIT ? OFFSET ?");
    let rows = db.query_all_raw(sql_with(sql, vec![limit.into(), offset.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// All pairs that wait and are at least so much alike, the most alike first.
pub(crate) async fn from(db: &impl ConnectionTrait, score: f64) -> Result<Vec<(CustomerId, CustomerId)>> {
    let sql =
        format!("SELECT p.one_id, p.other_id {WAITING} AND p.score >= ? ORDER BY p.score DESC, p.one_id, p.other_id");
    let rows = db.query_all_raw(sql_with(sql, vec![score.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// The customers that have one of the keys, by key, those [too common](COMMON) left out.
pub(crate) async fn holders(
    db: &impl ConnectionTrait,
    keys: impl Iterator<Item = &String>,
) -> Result<Vec<(String, CustomerId)>> {
    let sql = format!(
        "SELECT k.\"key\", k.customer_id FROM json_each(?) j CROSS JOIN duplicate_key k ON k.\"key\" = j.value \
         WHERE (SELECT count(*) FROM (SELECT 1 FROM duplicate_key c WHERE c.\"key\" = j.value LIMIT {})) <= {COMMON}",
        COMMON + 1
    );
    let keys = json!(keys.collect::<Vec<_>>()).to_string();
    let rows = db.query_all_raw(sql_with(sql, vec![keys.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// The customers that share one of the keys.
pub(crate) async fn sharing(db: &impl ConnectionTrait, keys: &BTreeSet<String>) -> Result<BTreeSet<CustomerId>> {
    Ok(holders(db, keys.iter()).await?.into_iter().map(|(_, id)| id).collect())
}

/// Forgets what is known of these customers.
pub(crate) async fn forget(db: &impl ConnectionTrait, customers: &[CustomerId]) -> Result<()> {
    let ids: Vec<Uuid> = customers.iter().map(|id| id.0).collect();
    for (table, column) in
        [("duplicate_key", "customer_id"), ("duplicate_pair", "one_id"), ("duplicate_pair", "other_id")]
    {
        let sql = format!("DELETE FROM {table} WHERE {column} IN {IN_KEYS}");
        db.execute_raw(sql_with(sql, vec![keys(&ids)])).await?;
    }
    Ok(())
}

/// Forgets everything.
pub(crate) async fn clear(db: &impl ConnectionTrait) -> Result<()> {
    for table in ["duplicate_key", "duplicate_pair"] {
        db.execute_raw(sql_with(format!("DELETE FROM {table}"), Vec::new())).await?;
    }
    Ok(())
}

/// Keeps keys of customers.
pub(crate) async fn write_keys(db: &impl ConnectionTrait, rows: &[(String, CustomerId)]) -> Result<()> {
    let values = |(key, id): &(String, CustomerId)| vec![key.as_str().into(), (*id).into()];
    write(db, "duplicate_key (\"key\", customer_id)", rows, values).await
}

/// Keeps pairs.
pub(crate) async fn write_pairs(db: &impl ConnectionTrait, rows: &[Pair]) -> Result<()> {
    let values = |(one, other, score): &Pair| vec![(*one).into(), (*other).into(), (*score).into()];
    write(db, "duplicate_pair (one_id, other_id, score)", rows, values).await
}

async fn write<T>(db: &impl ConnectionTrait, into: &str, rows: &[T], values: impl Fn(&T) -> Vec<Value>) -> Result<()> {
    for chunk in rows.chunks(ROWS) {
        let values: Vec<Value> = chunk.iter().flat_map(&values).collect();
        let row = format!("({})", vec!["?"; values.len() / chunk.len()].join(", "));
        let sql = format!("INSERT OR REPLACE INTO {into} VALUES {}", vec![row; chunk.len()].join(", "));
        db.execute_raw(sql_with(sql, values)).await?;
    }
    Ok(())
}

//! Which customers each act touched: what the history of one customer is read by. Derived, written with every act.

use std::collections::BTreeSet;

use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, Value};
use uuid::Uuid;

use super::act;
use super::change_log::{LEFT, MOVED};
use super::many::{IN_KEYS, KEYS, keys};
use super::records::Table;
use super::unit::sql_with;
use crate::error::Result;
use crate::ids::{ActId, CustomerId, Timestamp, UserId};

/// An act in the history of a customer.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer_act")]
pub struct Model {
    /// The customer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: CustomerId,
    /// When; histories are read in this order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub at: Timestamp,
    /// The act, by its order of commit.
    #[sea_orm(primary_key, auto_increment = false)]
    pub act: i64,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Makes room for the customers that a unit of work touches, in memory: where the act stands among others is known at its end.
pub(super) async fn begin(db: &DatabaseTransaction) -> Result<()> {
    db.execute_unprepared("CREATE TEMP TABLE IF NOT EXISTS touched (customer_id BLOB PRIMARY KEY) WITHOUT ROWID")
        .await?;
    db.execute_unprepared("DELETE FROM temp.touched").await?;
    Ok(())
}

/// Gathers the customers of some rows of a table. Rows are asked for as long as they are in the cache: to find them by the log
/// of a whole import afterwards takes as long as writing them.
pub(super) async fn gather(db: &DatabaseTransaction, table: Table, which: &str, values: Vec<Value>) -> Result<()> {
    let Some(customer) = table.customer() else { return Ok(()) };
    let sql =
        format!("INSERT OR IGNORE INTO temp.touched (customer_id) SELECT {customer} FROM \"{}\" {which}", table.name());
    db.execute_raw(sql_with(sql, values)).await?;
    Ok(())
}

/// Keeps the customers that were gathered for an act.
pub(super) async fn write(db: &DatabaseTransaction, at: Timestamp, act: i64) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO customer_act (customer_id, at, act) SELECT customer_id, ?, ? FROM temp.touched";
    db.execute_raw(sql_with(sql, vec![at.into(), act.into()])).await?;
    Ok(())
}

/// Keeps the customers that records left, too.
pub(super) async fn write_left(db: &DatabaseTransaction, id: ActId, at: Timestamp, act: i64) -> Result<()> {
    let left = format!(
        "INSERT OR IGNORE INTO customer_act (customer_id, at, act) SELECT {LEFT}, ?, ? FROM change_log WHERE tx = ? AND {MOVED}"
    );
    db.execute_raw(sql_with(left, vec![at.into(), act.into(), id.into()])).await?;
    Ok(())
}

/// The rows of each table that belong to a customer, as a list for SQL; takes the customer's key as often as there are `?`.
fn rows_of_a_customer() -> (String, usize) {
    let tables: Vec<String> = Table::ALL
        .iter()
        .filter_map(|table| {
            let name = table.name();
            Some(match table.customer()? {
                "id" => "SELECT ?".to_owned(),
                column @ ("customer_id" | "one_id") => format!("SELECT id FROM \"{name}\" WHERE {column} = ?"),
                // The other way round, it would look at every row of the table.
                _ => format!(
                    "SELECT t.id FROM communication m JOIN \"{name}\" t ON t.communication_id = m.id WHERE m.customer_id = ?"
                ),
            })
        })
        .collect();
    (tables.join(" UNION ALL "), tables.len())
}

/// The entries of a large act that are about one customer, by their place in the log, from after `seq` on. `+` keeps SQLite
/// from reading the whole act to find them.
pub(crate) async fn entries_about(
    db: &impl ConnectionTrait,
    act: ActId,
    customer: CustomerId,
    seq: i64,
    limit: u64,
) -> Result<Vec<i64>> {
    let (rows, times) = rows_of_a_customer();
    let sql = format!(
        "SELECT seq FROM change_log WHERE +tx = ? AND +seq > ? AND row IN ({rows}) ORDER BY +seq LIMIT {limit}"
    );
    let mut values: Vec<Value> = vec![act.into(), seq.into()];
    values.extend(std::iter::repeat_n(Value::from(customer), times));
    let found = db.query_all_raw(sql_with(sql, values)).await?;
    found.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Those of some rows of a table that belong to a customer.
pub(crate) async fn rows_about(
    db: &impl ConnectionTrait,
    table: Table,
    rows: &[Uuid],
    customer: CustomerId,
) -> Result<BTreeSet<Uuid>> {
    let mut found = BTreeSet::new();
    let Some(column) = table.customer() else { return Ok(found) };
    for chunk in rows.chunks(KEYS) {
        let sql = format!("SELECT id FROM \"{}\" WHERE id IN {IN_KEYS} AND {column} = ?", table.name());
        for row in db.query_all_raw(sql_with(sql, vec![keys(chunk), customer.into()])).await? {
            found.insert(row.try_get_by_index(0)?);
        }
    }
    Ok(found)
}

/// How many communications that an act brought were changed since, themselves or in who took part, in all and by each person.
/// What was taken back counts no more, nor do the ways back.
pub(crate) async fn communications_changed_since(
    db: &impl ConnectionTrait,
    act: &act::Model,
) -> Result<(u64, Vec<(UserId, u64)>)> {
    let came = "FROM change_log c";
    let later = "AND l.seq > c.seq AND l.tx <> c.tx JOIN act a ON a.id = l.tx \
                 WHERE c.tx = ? AND c.tbl = 'communication' AND a.undoes IS NULL AND a.undone_by IS NULL";
    let changes = format!(
        "SELECT a.actor, c.row {came} JOIN change_log l ON l.row = c.row {later} \
         UNION SELECT a.actor, c.row {came} JOIN participant p ON p.communication_id = c.row \
         JOIN change_log l ON l.row = p.id {later}"
    );
    let sql = format!(
        "WITH changes (actor, row) AS ({changes}) SELECT NULL, count(DISTINCT row) AS many FROM changes \
         UNION ALL SELECT * FROM (SELECT actor, count(*) AS many FROM changes GROUP BY actor ORDER BY many DESC)"
    );
    counted(db, sql, vec![act.id.into(), act.id.into()]).await
}

/// How many customers that an act touched were changed since, in all, and by each person, who changed most first. What was
/// taken back counts no more, nor do the ways back.
pub(crate) async fn changed_since(db: &impl ConnectionTrait, act: &act::Model) -> Result<(u64, Vec<(UserId, u64)>)> {
    let since = "FROM customer_act mine JOIN customer_act later ON later.customer_id = mine.customer_id AND later.act > mine.act \
                 JOIN act a ON a.seq = later.act WHERE mine.at = ? AND mine.act = ? AND a.undoes IS NULL AND a.undone_by IS NULL";
    let sql = format!(
        "SELECT NULL, count(DISTINCT mine.customer_id) AS customers {since} \
         UNION ALL SELECT * FROM (SELECT a.actor, count(DISTINCT mine.customer_id) AS customers {since} \
         GROUP BY a.actor ORDER BY customers DESC)"
    );
    counted(db, sql, vec![act.at.into(), act.seq.into(), act.at.into(), act.seq.into()]).await
}

/// What is counted in all, by nobody, and by each person.
async fn counted(db: &impl ConnectionTrait, sql: String, values: Vec<Value>) -> Result<(u64, Vec<(UserId, u64)>)> {
    let (mut all, mut by) = (0, Vec::new());
    for row in db.query_all_raw(sql_with(sql, values)).await? {
        let many: i64 = row.try_get_by_index(1)?;
        let many = many.unsigned_abs();
        match row.try_get_by_index::<Option<UserId>>(0)? {
            Some(person) => by.push((person, many)),
            None => all = many,
        }
    }
    Ok((all, by))
}

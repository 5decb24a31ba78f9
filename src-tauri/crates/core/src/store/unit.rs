//! The one door: a unit of work. Every insert, update and delete of a record is checked against the actor's role and
//! recorded in the change log, in the transaction that makes it.
//!
//! A unit is begun by [`App::write`](crate::App::write) and ended by [`Tx::commit`]; one that is dropped leaves no trace.
//! (A closure would read better, but the future of an async closure can't be promised to be `Send` yet.)

mod fields;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IdenStatic, Iterable, QueryFilter, Set,
    Statement, Value,
};
use serde_json::json;
use uuid::Uuid;

use super::change_log::{self, Op};
use super::many::{self, IN_KEYS, KEYS, json_row, keys, pack, packed};
use super::records::{ChangeTag, Column, Record, Table, ValueKind};
use super::stage::Attached;
use super::{act, summary, touched};
use crate::App;
use crate::error::{Code, Error, Result, internal};
use crate::ids::{ActId, Key, Timestamp};
use crate::people::Actor;

pub(crate) use fields::SetField;

/// Rows per statement: well under SQLite's limit of bound values for the widest table.
pub(crate) const CHUNK: usize = 400;

/// After a commit: what screens, the index and other followers have to read again.
#[derive(Debug, Clone, serde::Serialize, ts_rs::TS)]
#[ts(rename = "ChangeEvent")]
pub struct Change {
    /// Kinds of records that changed.
    pub tags: BTreeSet<ChangeTag>,
    /// Keys of the rows that changed; empty when there are too many to name.
    pub ids: Vec<Uuid>,
}

/// More changed rows than this aren't named in a [`Change`].
const NAMED: usize = 64;

/// A unit of work in progress.
pub struct Tx<'a> {
    app: &'a App,
    db: DatabaseTransaction,
    actor: Actor,
    act: ActId,
    now: Timestamp,
    command: String,
    undoes: Option<ActId>,
    beyond_undo: bool,
    count: Option<usize>,
    rows: usize,
    /// The first thing done, which the act is called after.
    first: Option<(Table, Op)>,
    /// How many customers there are more than before.
    customers: i64,
    /// Whether a record went from one customer to another.
    moved: bool,
    change: Change,
    pending: Vec<change_log::ActiveModel>,
    /// The rows of those entries.
    pending_rows: BTreeMap<Table, Vec<Uuid>>,
    /// Whether there is room for the customers that are touched.
    gathering: bool,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(app: &'a App, db: DatabaseTransaction, actor: Actor, command: &str) -> Self {
        Self {
            app,
            db,
            actor,
            act: app.clock.key(),
            now: app.clock.now(),
            command: command.to_owned(),
            undoes: None,
            beyond_undo: false,
            count: None,
            rows: 0,
            first: None,
            customers: 0,
            moved: false,
            change: Change { tags: BTreeSet::new(), ids: Vec::new() },
            pending: Vec::new(),
            pending_rows: BTreeMap::new(),
            gathering: false,
        }
    }

    /// The connection inside the transaction, for reads that must see what this unit wrote.
    pub fn db(&self) -> &DatabaseTransaction {
        &self.db
    }

    /// The connection for derived data: not logged, not undoable, rebuildable.
    pub fn write_derived(&self) -> &DatabaseTransaction {
        &self.db
    }

    /// The application.
    pub fn app(&self) -> &'a App {
        self.app
    }

    /// On whose behalf this runs.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// The key under which this unit can be undone.
    pub fn act(&self) -> ActId {
        self.act
    }

    /// The instant of this unit; every row in it carries the same.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// A new key.
    pub fn key<K: Key>(&self) -> K {
        self.app.clock.key()
    }

    /// How many records a person would say this touched, where that isn't the number of rows.
    pub fn counts(&mut self, count: usize) {
        self.count = Some(count);
    }

    /// Nobody shall be offered to take this back. It stands in the history even where it changed nothing.
    pub fn beyond_undo(&mut self) {
        self.beyond_undo = true;
    }

    /// This unit takes `act` back, under the name that people know that by.
    pub(super) fn takes_back(&mut self, act: ActId, command: &str) {
        self.undoes = Some(act);
        command.clone_into(&mut self.command);
    }

    /// Inserts one row.
    ///
    /// # Errors
    /// `refused` where the role may not.
    pub async fn insert<M: Record>(&mut self, row: M) -> Result<M> {
        self.insert_many(vec![row.clone()]).await?;
        Ok(row)
    }

    /// Inserts rows of one table, some hundred per statement.
    ///
    /// # Errors
    /// `refused` where the role may not.
    pub async fn insert_many<M: Record>(&mut self, rows: Vec<M>) -> Result<()> {
        self.check(M::TABLE)?;
        for chunk in rows.chunks(CHUNK) {
            self.db.execute_raw(many::insert(chunk)).await?;
            self.log_inserted(M::TABLE, chunk.len()).await?;
            let keys: Vec<Uuid> = chunk.iter().map(Record::key).collect();
            self.note(M::TABLE, Op::Insert, &keys);
        }
        Ok(())
    }

    /// Takes over rows of one table from a stage, by their row numbers there. Customers get the human numbers from `first` on.
    ///
    /// # Errors
    /// `refused` where the role may not.
    pub(crate) async fn take_over(
        &mut self,
        from: &Attached,
        table: Table,
        rows: RangeInclusive<i64>,
        first: i64,
    ) -> Result<()> {
        self.check(table)?;
        let names: Vec<String> = table.columns().iter().map(|column| format!("\"{}\"", column.name)).collect();
        let mut values: Vec<Value> = Vec::new();
        let mut picked = names.clone();
        if table == Table::Customer {
            for pick in picked.iter_mut().filter(|name| *name == "\"number\"") {
                "printf('C-%s%04d', ?, ? + rowid - 1)".clone_into(pick);
                values.extend([self.app.prefix().into(), first.into()]);
            }
        }
        let sql = format!(
            "INSERT INTO main.\"{1}\" ({2}) SELECT {3} FROM {0}.\"{1}\" WHERE rowid BETWEEN ? AND ? ORDER BY rowid",
            from.name,
            table.name(),
            names.join(", "),
            picked.join(", ")
        );
        values.extend([(*rows.start()).into(), (*rows.end()).into()]);
        let taken = self.db.execute_raw(sql_with(sql, values)).await?.rows_affected();
        let count = usize::try_from(taken).map_err(internal)?;
        self.log_inserted(table, count).await?;
        self.touch(table, Op::Insert, count);
        Ok(())
    }

    /// Records the rows that were inserted last.
    async fn log_inserted(&mut self, table: Table, count: usize) -> Result<()> {
        let name = table.name();
        // New rows have the highest row numbers, in the order in which they were given.
        let which = format!("WHERE rowid > (SELECT max(rowid) FROM \"{name}\") - ? ORDER BY rowid");
        let log = format!(
            "INSERT INTO change_log (tx, at, actor, device, op, tbl, row, field, new) \
             SELECT ?, ?, ?, ?, 'insert', '{name}', id, '', {} FROM \"{name}\" {which}",
            json_row(table)
        );
        let count = i64::try_from(count).map_err(internal)?;
        self.counted(table, count);
        self.db.execute_raw(sql_with(log, self.headed([count.into()]))).await?;
        self.gather(table, &which, vec![count.into()]).await
    }

    /// Gathers whose rows these are, for the history of each customer.
    async fn gather(&mut self, table: Table, which: &str, values: Vec<Value>) -> Result<()> {
        if !self.gathering {
            touched::begin(&self.db).await?;
            self.gathering = true;
        }
        touched::gather(&self.db, table, which, values).await
    }

    /// The values at the head of log entries made by a statement, with more behind them.
    fn headed(&self, more: impl IntoIterator<Item = Value>) -> Vec<Value> {
        let device = self.app.device();
        let mut values = vec![self.act.into(), self.app.clock.tick().into(), self.actor.user.into(), device.into()];
        values.extend(more);
        values
    }

    /// Writes the fields that differ between `before` and `after`, and the instant of the change. Does nothing when none does.
    ///
    /// # Errors
    /// `refused` where the role may not; `not_found` where the row went meanwhile.
    pub async fn update<M: Record>(&mut self, before: &M, mut after: M) -> Result<M> {
        self.check(M::TABLE)?;
        let key = before.key();
        let mut update = M::Entity::update_many();
        let mut changed = false;
        for (column, old, new) in differing(before, &after) {
            self.record(M::TABLE, key, Op::Update, column.as_str(), Some(text(&old)), Some(text(&new)));
            update = update.col_expr(column, Expr::value(new));
            changed = true;
        }
        if !changed {
            return Ok(after);
        }
        if let Some(updated_at) = column_named::<M>("updated_at") {
            after.try_set(updated_at, self.now.into())?;
            update = update.col_expr(updated_at, Expr::value(self.now));
        }
        let id = column_named::<M>("id").ok_or_else(|| internal("a record without a key"))?;
        let live = column_named::<M>("deleted_at").ok_or_else(|| internal("a record that can't be deleted"))?;
        let done = update.filter(id.eq(key)).filter(live.is_null()).exec(&self.db).await?;
        if done.rows_affected != 1 {
            return Err(Error::not_found(M::TABLE.name()));
        }
        self.flush().await?;
        Ok(after)
    }

    /// Deletes rows with everything that belongs to them, and tells how many of the named rows were there.
    ///
    /// # Errors
    /// `refused` where the role may not.
    pub async fn delete(&mut self, table: Table, ids: &[Uuid]) -> Result<usize> {
        let mut stack = vec![(table, ids.to_vec())];
        let mut deleted = None;
        while let Some((table, ids)) = stack.pop() {
            self.check(table)?;
            let mut count = 0;
            for chunk in ids.chunks(KEYS) {
                for (child, column) in table.children() {
                    let found = live_children(&self.db, *child, column, chunk).await?;
                    if !found.is_empty() {
                        stack.push((*child, found.into_iter().map(|(id, _)| id).collect()));
                    }
                }
                count += self.set_deleted(table, chunk, true).await?;
            }
            deleted.get_or_insert(count);
        }
        Ok(deleted.unwrap_or_default())
    }

    /// Marks live rows as deleted, or deleted rows as live, with one log entry each; rows that are so already are left alone.
    pub(super) async fn set_deleted(&mut self, table: Table, ids: &[Uuid], deleted: bool) -> Result<usize> {
        self.check(table)?;
        let name = table.name();
        let (op, there, old) = if deleted { ("delete", "IS NULL", true) } else { ("restore", "IS NOT NULL", false) };
        let row = json_row(table);
        let (old, new) = if old { (row.as_str(), "NULL") } else { ("NULL", row.as_str()) };
        let which = format!("WHERE id IN {IN_KEYS} AND deleted_at {there}");
        let log = format!(
            "INSERT INTO change_log (tx, at, actor, device, op, tbl, row, field, old, new) \
             SELECT ?, ?, ?, ?, '{op}', '{name}', id, '', {old}, {new} FROM \"{name}\" {which}"
        );
        let update = format!("UPDATE \"{name}\" SET deleted_at = ?, updated_at = ? {which}");
        let mut count = 0;
        for chunk in ids.chunks(KEYS) {
            self.db.execute_raw(sql_with(log.as_str(), self.headed([keys(chunk)]))).await?;
            self.gather(table, &which, vec![keys(chunk)]).await?;
            let values = vec![deleted.then_some(self.now).into(), self.now.into(), keys(chunk)];
            let done = self.db.execute_raw(sql_with(update.as_str(), values)).await?;
            let changed = usize::try_from(done.rows_affected()).unwrap_or_default();
            let came = i64::try_from(changed).map_err(internal)?;
            self.counted(table, if deleted { -came } else { came });
            // Rows that were so already are no change: an act of nothing else must not be offered to be taken back.
            if changed > 0 {
                self.note(table, if deleted { Op::Delete } else { Op::Restore }, chunk);
            }
            count += changed;
        }
        Ok(count)
    }

    /// Ends the unit: derived figures, the act's headline, the commit; then tells everyone who follows.
    ///
    /// # Errors
    /// The database's, with nothing written; `gone` where the folder went meanwhile.
    pub async fn commit(mut self) -> Result<()> {
        self.flush().await?;
        // Taking back what is so already changes no row, but the act counts as taken back; and what nobody takes back may be
        // worth telling all the same.
        if self.rows == 0 && self.undoes.is_none() && !self.beyond_undo {
            return Ok(());
        }
        if [ChangeTag::Communications, ChangeTag::FollowUps].iter().any(|tag| self.change.tags.contains(tag)) {
            summary::refresh(&self.db, self.act).await?;
        }
        if self.customers != 0 {
            summary::count_customers(&self.db, self.customers).await?;
        }
        let count = self.count.unwrap_or(self.rows);
        let headline = act::ActiveModel {
            id: Set(self.act),
            actor: Set(self.actor.user),
            at: Set(self.now),
            kind: Set(self.kind()),
            command: Set(self.command),
            count: Set(i64::try_from(count).unwrap_or(i64::MAX)),
            undoes: Set(self.undoes),
            // An act that took itself back is never offered.
            undone_by: Set(self.beyond_undo.then_some(self.act)),
            ..Default::default()
        };
        let act = act::Entity::insert(headline).exec(&self.db).await?.last_insert_id;
        if self.gathering {
            touched::write(&self.db, self.now, act).await?;
        }
        if self.moved {
            touched::write_left(&self.db, self.act, self.now, act).await?;
        }
        self.change.tags.insert(ChangeTag::History);
        self.db.commit().await?;
        self.app.place().still_there()?;
        if self.rows > NAMED {
            self.change.ids.clear();
        }
        self.app.announce(self.change).await
    }

    fn kind(&self) -> act::Kind {
        match self.first {
            _ if self.undoes.is_some() || self.command.starts_with("restore") => act::Kind::Restored,
            _ if self.command.starts_with("import") => act::Kind::Imported,
            Some((table, Op::Insert)) if !table.is_part() => act::Kind::Added,
            Some((table, Op::Delete)) if !table.is_part() => act::Kind::Deleted,
            _ => act::Kind::Changed,
        }
    }

    fn check(&self, table: Table) -> Result<()> {
        if table.writable_by(self.actor.role) {
            return Ok(());
        }
        Err(Error::new(Code::Refused, format!("{:?} may not write {}", self.actor.role, table.name())))
    }

    /// So many rows of a table came to be, or went.
    fn counted(&mut self, table: Table, came: i64) {
        if table == Table::Customer {
            self.customers += came;
        }
    }

    /// So many rows of a table were written.
    fn touch(&mut self, table: Table, op: Op, rows: usize) {
        self.first.get_or_insert((table, op));
        self.change.tags.insert(table.tag());
        self.rows += rows;
    }

    /// The same for rows that are named to whoever follows.
    fn note(&mut self, table: Table, op: Op, ids: &[Uuid]) {
        self.touch(table, op, ids.len());
        let room = (NAMED + 1).saturating_sub(self.change.ids.len());
        self.change.ids.extend(ids.iter().take(room));
    }

    fn record(&mut self, table: Table, row: Uuid, op: Op, field: &str, old: Option<String>, new: Option<String>) {
        self.moved |= op == Op::Update && field == "customer_id";
        self.pending.push(change_log::ActiveModel {
            tx: Set(self.act),
            at: Set(self.app.clock.tick()),
            actor: Set(self.actor.user),
            device: Set(self.app.device()),
            op: Set(op),
            tbl: Set(table.name().to_owned()),
            row: Set(row),
            field: Set(field.to_owned()),
            old: Set(old),
            new: Set(new),
            ..Default::default()
        });
        self.pending_rows.entry(table).or_default().push(row);
        self.note(table, op, &[row]);
    }

    async fn flush(&mut self) -> Result<()> {
        if !self.pending.is_empty() {
            let entries = std::mem::take(&mut self.pending);
            change_log::Entity::insert_many(entries).exec_without_returning(&self.db).await?;
        }
        for (table, rows) in std::mem::take(&mut self.pending_rows) {
            self.gather(table, &format!("WHERE id IN {IN_KEYS}"), vec![keys(&rows)]).await?;
        }
        Ok(())
    }
}

/// A column by its name in the log.
fn column_of(table: Table, field: &str) -> Result<Column> {
    let column = table.columns().into_iter().find(|column| column.name == field);
    column.ok_or_else(|| internal(format!("no column {field} in {}", table.name())))
}

/// The stored values of one field of some rows, as the log would write them.
pub(super) async fn stored(
    db: &impl ConnectionTrait,
    table: Table,
    field: &str,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, String>> {
    let column = column_of(table, field)?;
    let mut values = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(KEYS) {
        let sql = format!("SELECT id, \"{}\" FROM \"{}\" WHERE id IN {IN_KEYS}", column.name, table.name());
        for row in db.query_all_raw(sql_with(sql, vec![keys(chunk)])).await? {
            let value: Value = match column.kind {
                ValueKind::Key => row.try_get_by_index::<Option<Uuid>>(1)?.into(),
                ValueKind::Integer => row.try_get_by_index::<Option<i64>>(1)?.into(),
                ValueKind::Text => row.try_get_by_index::<Option<String>>(1)?.into(),
            };
            values.insert(row.try_get_by_index(0)?, text(&value));
        }
    }
    Ok(values)
}

/// The live rows of `child` that belong to `parents`, each with the one it belongs to.
pub(crate) async fn live_children(
    db: &impl ConnectionTrait,
    child: Table,
    column: &str,
    parents: &[Uuid],
) -> Result<Vec<(Uuid, Uuid)>> {
    let mut found = Vec::new();
    for chunk in parents.chunks(KEYS) {
        let pairs = pack(&["hex(id)", &format!("hex({column})")]);
        let sql =
            format!("SELECT {pairs} FROM \"{}\" WHERE {column} IN {IN_KEYS} AND deleted_at IS NULL", child.name());
        found.extend(packed(db, sql_with(sql, vec![keys(chunk)])).await?.into_iter().map(|[id, parent]| (id, parent)));
    }
    Ok(found)
}

fn column_named<M: Record>(name: &str) -> Option<<M::Entity as EntityTrait>::Column> {
    <M::Entity as EntityTrait>::Column::iter().find(|column| column.as_str() == name)
}

/// A value as the log keeps it: keys as hexadecimal text.
fn json_value(value: &Value) -> serde_json::Value {
    match value {
        Value::Uuid(Some(id)) => json!(id.simple().to_string()),
        Value::String(Some(text)) => json!(text),
        Value::BigInt(Some(number)) => json!(number),
        Value::Int(Some(number)) => json!(number),
        _ => serde_json::Value::Null,
    }
}

/// The fields in which two states of a record differ, with both values.
pub(crate) fn differing<M: Record>(
    before: &M,
    after: &M,
) -> impl Iterator<Item = (<M::Entity as EntityTrait>::Column, Value, Value)> {
    let both = |column| (column, before.get(column), after.get(column));
    <M::Entity as EntityTrait>::Column::iter().map(both).filter(|(_, old, new)| old != new)
}

/// A value as the log keeps it.
pub(crate) fn text(value: &Value) -> String {
    json_value(value).to_string()
}

/// The database value behind a JSON text of the log.
fn from_log(kind: ValueKind, json: &str) -> Result<Value> {
    let value: serde_json::Value = serde_json::from_str(json).map_err(internal)?;
    Ok(match kind {
        ValueKind::Key => value.as_str().map(Uuid::parse_str).transpose().map_err(internal)?.into(),
        ValueKind::Integer => value.as_i64().into(),
        ValueKind::Text => value.as_str().map(ToOwned::to_owned).into(),
    })
}

pub(crate) fn sql_with(sql: impl Into<String>, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, sql.into(), values)
}

//! The one door: a unit of work. Every insert, update and delete of a record is checked against the actor's role and
//! recorded in the change log, in the transaction that makes it.
//!
//! A unit is begun by [`App::write`](crate::App::write) and ended by [`Tx::commit`]; one that is dropped leaves no trace.
//! (A closure would read better, but the future of an async closure can't be promised to be `Send` yet.)

use std::collections::BTreeSet;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IdenStatic, Iterable,
    QueryFilter, Set, Statement, Value,
};
use serde_json::json;
use uuid::Uuid;

use super::change_log::{self, Op};
use super::records::{ChangeTag, Record, Table, ValueKind};
use super::{act, summary};
use crate::App;
use crate::error::{Code, Error, Result, internal};
use crate::ids::{ActId, Key, Timestamp};
use crate::people::Actor;

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
    change: Change,
    pending: Vec<change_log::ActiveModel>,
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
            change: Change { tags: BTreeSet::new(), ids: Vec::new() },
            pending: Vec::new(),
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

    /// Nobody shall be offered to take this back.
    pub fn beyond_undo(&mut self) {
        self.beyond_undo = true;
    }

    pub(super) fn takes_back(&mut self, act: ActId) {
        self.undoes = Some(act);
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
            let active = chunk.iter().cloned().map(|row| row.into_active_model().reset_all());
            M::Entity::insert_many(active).exec_without_returning(&self.db).await?;
            for row in chunk {
                let whole = whole_row(row);
                self.record(M::TABLE, row.key(), Op::Insert, "", None, Some(whole.to_string()));
            }
            self.flush().await?;
        }
        Ok(())
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
        for column in <M::Entity as EntityTrait>::Column::iter() {
            let (old, new) = (before.get(column), after.get(column));
            if old != new {
                self.record(M::TABLE, key, Op::Update, column.as_str(), Some(text(&old)), Some(text(&new)));
                update = update.col_expr(column, Expr::value(new));
                changed = true;
            }
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
            for chunk in ids.chunks(CHUNK) {
                for (child, column) in table.children() {
                    let found = self.live_children(*child, column, chunk).await?;
                    if !found.is_empty() {
                        stack.push((*child, found));
                    }
                }
                count += self.set_deleted(table, chunk, true).await?;
            }
            deleted.get_or_insert(count);
        }
        Ok(deleted.unwrap_or_default())
    }

    async fn live_children(&self, child: Table, column: &str, parents: &[Uuid]) -> Result<Vec<Uuid>> {
        let sql = format!(
            "SELECT id FROM \"{}\" WHERE {column} IN ({}) AND deleted_at IS NULL",
            child.name(),
            marks(parents.len())
        );
        let rows = self.db.query_all_raw(sql_with(sql, uuids(parents))).await?;
        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }

    /// Marks live rows as deleted, or deleted rows as live, with one log entry each; rows that are so already are left alone.
    pub(super) async fn set_deleted(&mut self, table: Table, ids: &[Uuid], deleted: bool) -> Result<usize> {
        self.check(table)?;
        let name = table.name();
        let (op, there, old) = if deleted { ("delete", "IS NULL", true) } else { ("restore", "IS NOT NULL", false) };
        let row = json_row(table);
        let mut count = 0;
        for chunk in ids.chunks(CHUNK) {
            let marks = marks(chunk.len());
            let (old, new) = if old { (row.as_str(), "NULL") } else { ("NULL", row.as_str()) };
            let log = format!(
                "INSERT INTO change_log (tx, at, actor, device, op, tbl, row, field, old, new) \
                 SELECT ?, ?, ?, ?, '{op}', '{name}', id, '', {old}, {new} FROM \"{name}\" \
                 WHERE id IN ({marks}) AND deleted_at {there}"
            );
            let mut values: Vec<Value> =
                vec![self.act.into(), self.app.clock.tick().into(), self.actor.user.into(), self.app.device().into()];
            values.extend(uuids(chunk));
            self.db.execute_raw(sql_with(log, values)).await?;
            let update = format!(
                "UPDATE \"{name}\" SET deleted_at = ?, updated_at = ? WHERE id IN ({marks}) AND deleted_at {there}"
            );
            let mut values: Vec<Value> = vec![deleted.then_some(self.now).into(), self.now.into()];
            values.extend(uuids(chunk));
            let done = self.db.execute_raw(sql_with(update, values)).await?;
            let changed = usize::try_from(done.rows_affected()).unwrap_or_default();
            // Rows that were so already are no change: an act of nothing else must not be offered to be taken back.
            if changed > 0 {
                self.note(table, chunk);
            }
            count += changed;
        }
        Ok(count)
    }

    /// Sets one field of one row back to a value of the log.
    pub(super) async fn set_field(&mut self, table: Table, id: Uuid, field: &str, old: &str, new: &str) -> Result<()> {
        self.check(table)?;
        let column = table.columns().into_iter().find(|column| column.name == field);
        let column = column.ok_or_else(|| internal(format!("no column {field} in {}", table.name())))?;
        let sql = format!("UPDATE \"{}\" SET \"{}\" = ?, updated_at = ? WHERE id = ?", table.name(), column.name);
        let values = vec![from_log(column.kind, new)?, self.now.into(), id.into()];
        self.db.execute_raw(sql_with(sql, values)).await?;
        self.record(table, id, Op::Update, column.name, Some(old.to_owned()), Some(new.to_owned()));
        self.flush().await
    }

    /// The stored value of one field as the log would write it.
    pub(super) async fn field(&self, table: Table, id: Uuid, field: &str) -> Result<Option<String>> {
        let columns = table.columns();
        let Some(column) = columns.iter().find(|column| column.name == field) else { return Ok(None) };
        let sql = format!("SELECT \"{}\" FROM \"{}\" WHERE id = ?", column.name, table.name());
        let Some(row) = self.db.query_one_raw(sql_with(sql, vec![id.into()])).await? else { return Ok(None) };
        let value: Value = match column.kind {
            ValueKind::Key => row.try_get_by_index::<Option<Uuid>>(0)?.into(),
            ValueKind::Integer => row.try_get_by_index::<Option<i64>>(0)?.into(),
            ValueKind::Text => row.try_get_by_index::<Option<String>>(0)?.into(),
        };
        Ok(Some(text(&value)))
    }

    /// Ends the unit: derived figures, the act's headline, the commit; then tells everyone who follows.
    ///
    /// # Errors
    /// The database's, with nothing written.
    pub async fn commit(mut self) -> Result<()> {
        self.flush().await?;
        if self.rows == 0 {
            return Ok(());
        }
        summary::refresh(&self.db, self.act).await?;
        let count = self.count.unwrap_or(self.rows);
        let headline = act::ActiveModel {
            id: Set(self.act),
            actor: Set(self.actor.user),
            at: Set(self.now),
            command: Set(self.command),
            count: Set(i64::try_from(count).unwrap_or(i64::MAX)),
            undoes: Set(self.undoes),
            // An act that took itself back is never offered.
            undone_by: Set(self.beyond_undo.then_some(self.act)),
            ..Default::default()
        };
        act::Entity::insert(headline).exec_without_returning(&self.db).await?;
        self.db.commit().await?;
        if self.rows > NAMED {
            self.change.ids.clear();
        }
        self.app.announce(self.change).await
    }

    fn check(&self, table: Table) -> Result<()> {
        if table.writable_by(self.actor.role) {
            return Ok(());
        }
        Err(Error::new(Code::Refused, format!("{:?} may not write {}", self.actor.role, table.name())))
    }

    fn note(&mut self, table: Table, ids: &[Uuid]) {
        self.change.tags.insert(table.tag());
        self.rows += ids.len();
        let room = (NAMED + 1).saturating_sub(self.change.ids.len());
        self.change.ids.extend(ids.iter().take(room));
    }

    fn record(&mut self, table: Table, row: Uuid, op: Op, field: &str, old: Option<String>, new: Option<String>) {
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
        self.note(table, &[row]);
    }

    async fn flush(&mut self) -> Result<()> {
        if !self.pending.is_empty() {
            let entries = std::mem::take(&mut self.pending);
            change_log::Entity::insert_many(entries).exec_without_returning(&self.db).await?;
        }
        Ok(())
    }
}

fn column_named<M: Record>(name: &str) -> Option<<M::Entity as EntityTrait>::Column> {
    <M::Entity as EntityTrait>::Column::iter().find(|column| column.as_str() == name)
}

/// A row as the log keeps it.
fn whole_row<M: Record>(row: &M) -> serde_json::Value {
    <M::Entity as EntityTrait>::Column::iter()
        .map(|column| (column.as_str().to_owned(), json_value(&row.get(column))))
        .collect::<serde_json::Map<_, _>>()
        .into()
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

fn text(value: &Value) -> String {
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

/// SQL for a whole row in the log's form.
fn json_row(table: Table) -> String {
    let fields: Vec<String> = table
        .columns()
        .iter()
        .map(|column| match column.kind {
            ValueKind::Key => {
                format!("'{0}', CASE WHEN \"{0}\" IS NULL THEN NULL ELSE lower(hex(\"{0}\")) END", column.name)
            }
            ValueKind::Integer | ValueKind::Text => format!("'{0}', \"{0}\"", column.name),
        })
        .collect();
    format!("json_object({})", fields.join(", "))
}

/// `?, ?, ?`
pub(super) fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

pub(super) fn uuids(ids: &[Uuid]) -> Vec<Value> {
    ids.iter().map(|id| (*id).into()).collect()
}

pub(crate) fn sql_with(sql: impl Into<String>, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Sqlite, sql.into(), values)
}

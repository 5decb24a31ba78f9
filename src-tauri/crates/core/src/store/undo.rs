//! Undo and redo from the log. Taking something back is itself a unit of work, so it can be taken back too.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::act::{self, Column as Act};
use super::change_log::{self, Column as Log, Op};
use super::records::Table;
use super::unit::{Tx, marks, sql_with, uuids};
use crate::error::{Code, Error, Result, internal};
use crate::ids::ActId;
use crate::people::Actor;
use crate::{App, Nothing};

/// Which act to take back; the latest of one's own where none is named.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Undo {
    /// The act.
    pub act: Option<ActId>,
}

/// What was taken back or done again.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoResult {
    /// None where there was nothing.
    pub done: Option<UndoneAct>,
}

/// An act as a message names it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoneAct {
    /// The act.
    pub act: ActId,
    /// Its command, as `delete_customers`.
    pub command: String,
    /// How many records it touched.
    #[ts(type = "number")]
    pub count: i64,
}

impl From<act::Model> for UndoneAct {
    fn from(act: act::Model) -> Self {
        Self { act: act.id, command: act.command, count: act.count }
    }
}

/// Takes back the actor's latest act, or the named one.
///
/// # Errors
/// `conflict` where fields changed since, naming them; `not_found` where the named act is not the actor's or is taken back.
pub async fn undo(app: &App, actor: Actor, input: Undo) -> Result<UndoResult> {
    let mut tx = app.write(actor, "undo").await?;
    let own = act::Entity::find().filter(Act::Actor.eq(actor.user)).filter(Act::Undoes.is_null());
    let own = own.filter(Act::UndoneBy.is_null());
    let found = match input.act {
        Some(id) => {
            Some(own.filter(Act::Id.eq(id)).one(tx.db()).await?.ok_or_else(|| Error::not_found("act to undo"))?)
        }
        None => own.order_by_desc(Act::Seq).one(tx.db()).await?,
    };
    let Some(act) = found else { return Ok(UndoResult { done: None }) };
    revert(&mut tx, &act).await?;
    mark(&tx, act.id, Some(tx.act())).await?;
    tx.takes_back(act.id);
    tx.counts(usize::try_from(act.count).unwrap_or_default());
    tx.commit().await?;
    Ok(UndoResult { done: Some(act.into()) })
}

/// Does again what the actor took back last, unless something new was done since.
///
/// # Errors
/// `conflict` where fields changed since, naming them.
pub async fn redo(app: &App, actor: Actor, _input: Nothing) -> Result<UndoResult> {
    let mut tx = app.write(actor, "redo").await?;
    let acts = || act::Entity::find().filter(Act::Actor.eq(actor.user));
    let taken_back = acts().filter(Act::Command.eq("undo")).filter(Act::UndoneBy.is_null());
    let Some(undo) = taken_back.order_by_desc(Act::Seq).one(tx.db()).await? else {
        return Ok(UndoResult { done: None });
    };
    let newer = acts().filter(Act::Undoes.is_null()).filter(Act::Seq.gt(undo.seq));
    let (None, Some(original)) = (newer.one(tx.db()).await?, undo.undoes) else {
        return Ok(UndoResult { done: None });
    };
    let act = acts().filter(Act::Id.eq(original)).one(tx.db()).await?.ok_or_else(|| Error::not_found("act"))?;
    revert(&mut tx, &undo).await?;
    mark(&tx, undo.id, Some(tx.act())).await?;
    mark(&tx, original, None).await?;
    tx.takes_back(undo.id);
    tx.counts(usize::try_from(act.count).unwrap_or_default());
    tx.commit().await?;
    Ok(UndoResult { done: Some(act.into()) })
}

/// Notes on `act` which act took it back.
async fn mark(tx: &Tx<'_>, act: ActId, by: Option<ActId>) -> Result<()> {
    let sql = "UPDATE act SET undone_by = ? WHERE id = ?";
    tx.write_derived().execute_raw(sql_with(sql, vec![by.into(), act.into()])).await?;
    Ok(())
}

/// Writes the opposite of every entry of an act.
async fn revert(tx: &mut Tx<'_>, act: &act::Model) -> Result<()> {
    let entries = change_log::Entity::find().filter(Log::Tx.eq(act.id)).order_by_desc(Log::Seq).all(tx.db()).await?;
    let newest = entries.first().map_or(0, |entry| entry.seq);
    let mut back: BTreeMap<Table, Vec<Uuid>> = BTreeMap::new();
    let mut gone: BTreeMap<Table, Vec<Uuid>> = BTreeMap::new();
    let mut conflicts = BTreeSet::new();
    for entry in entries {
        let table = Table::from_name(&entry.tbl).ok_or_else(|| internal(format!("no table {}", entry.tbl)))?;
        match entry.op {
            Op::Insert | Op::Restore => gone.entry(table).or_default().push(entry.row),
            Op::Delete => back.entry(table).or_default().push(entry.row),
            Op::Update => {
                let (old, new) = (entry.old.unwrap_or_default(), entry.new.unwrap_or_default());
                if tx.field(table, entry.row, &entry.field).await?.as_ref() == Some(&new) {
                    tx.set_field(table, entry.row, &entry.field, &new, &old).await?;
                } else {
                    conflicts.insert(entry.field);
                }
            }
        }
    }
    for (table, ids) in &gone {
        conflicts.extend(changed_by_others(tx, ids, newest).await?);
        // Whatever was added to a row since goes with it.
        let ids = ids.clone();
        tx.delete(*table, &ids).await?;
    }
    for (table, ids) in back {
        tx.set_deleted(table, &ids, false).await?;
    }
    if conflicts.is_empty() {
        return Ok(());
    }
    let error = Error::new(Code::Conflict, "fields changed since");
    Err(conflicts.into_iter().fold(error, |error, field| error.with(&field, "changed_since")))
}

/// The fields of these rows that somebody else changed after `seq`.
async fn changed_by_others(tx: &Tx<'_>, ids: &[Uuid], seq: i64) -> Result<BTreeSet<String>> {
    let mut fields = BTreeSet::new();
    for chunk in ids.chunks(super::unit::CHUNK) {
        let sql = format!(
            "SELECT DISTINCT field FROM change_log WHERE seq > ? AND actor <> ? AND op = 'update' AND row IN ({})",
            marks(chunk.len())
        );
        let mut values = vec![seq.into(), tx.actor().user.into()];
        values.extend(uuids(chunk));
        for row in tx.db().query_all_raw(sql_with(sql, values)).await? {
            fields.insert(row.try_get_by_index(0)?);
        }
    }
    Ok(fields)
}

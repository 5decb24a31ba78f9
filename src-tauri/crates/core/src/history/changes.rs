//! What one act changed, row by row and field by field, and what has become of it since.

use std::collections::{BTreeSet, HashMap};

use sea_orm::entity::prelude::*;
use sea_orm::{Condition, IdenStatic, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::names::Names;
use super::words::{Known, SILENT, json, known, sides, speaks};
use crate::App;
use crate::customers::Kind;
use crate::customers::merge_many::of_customer;
use crate::error::{Error, Result};
use crate::ids::{ActId, CustomerId, Timestamp};
use crate::people::Actor;
use crate::store::act;
use crate::store::change_log::{self, Column as Log, Op};
use crate::store::plan::{Conflict, Plan, Problem, entries};
use crate::store::records::{Record, Table};
use crate::store::touched::{entries_about, rows_about};
use crate::store::undo::may_take_back;
use crate::store::unit::{differing, text};

/// The changes of an act to read.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListChanges {
    /// The act.
    pub act: ActId,
    /// Only those of this customer and what belongs to it.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// Only those after this one, by its place in the log.
    #[serde(default)]
    #[ts(optional, type = "number | null")]
    pub after: Option<i64>,
    /// How many, at most 200.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Whom a change is about.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangedCustomer {
    /// Key.
    pub id: CustomerId,
    /// Name.
    pub name: String,
    /// Company or person.
    pub kind: Kind,
    /// Whether it is deleted now.
    pub deleted: bool,
}

/// What came after a change.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LaterAct {
    /// The act.
    pub act: ActId,
    /// When.
    pub at: Timestamp,
    /// Who; a name.
    pub actor: String,
    /// Its command.
    pub command: String,
}

/// A field of a whole record.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldValue {
    /// Its column.
    pub field: String,
    /// What it holds.
    pub value: Known,
}

/// One entry of the log.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "PastChange")]
pub struct Change {
    /// Its place in the log.
    #[ts(type = "number")]
    pub seq: i64,
    /// What happened.
    pub op: Op,
    /// To what kind of record.
    pub table: Table,
    /// To which one.
    #[ts(type = "string")]
    pub row: Uuid,
    /// What it is called now.
    pub label: String,
    /// What it is called in Chinese, where it has a name of its own there.
    pub label_zh: String,
    /// Whether it is deleted now.
    pub deleted: bool,
    /// Whom it belongs to.
    pub customer: Option<ChangedCustomer>,
    /// The column that changed; empty for a whole record.
    pub field: String,
    /// Before.
    pub before: Known,
    /// After.
    pub after: Known,
    /// What a record held that came or went.
    pub fields: Vec<FieldValue>,
    /// The latest change of the same field since, or the deletion of the record.
    pub later: Option<LaterAct>,
    /// Whether this value or record can be restored by itself now.
    pub can_restore: bool,
}

/// Changes in the order they were made.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangePage {
    /// This part of them.
    pub changes: Vec<Change>,
    /// The place to go on after; none at the end.
    #[ts(type = "number | null")]
    pub next: Option<i64>,
}

/// A field of a record before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// Its column.
    pub field: String,
    /// Before.
    pub before: Known,
    /// After.
    pub after: Known,
}

/// The act whose conflicts to tell.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UndoConflicts {
    /// The act.
    pub act: ActId,
    /// Only of what it merged into this customer.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
}

/// One thing that keeps an act from being taken back whole.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConflictView {
    /// In what kind of record.
    pub table: Table,
    /// In which one.
    #[ts(type = "string")]
    pub row: Uuid,
    /// What it is called.
    pub label: String,
    /// What it is called in Chinese, where it has a name of its own there.
    pub label_zh: String,
    /// Whom it belongs to.
    pub customer: Option<ChangedCustomer>,
    /// The column; empty for the whole record.
    pub field: String,
    /// What it is.
    pub problem: Problem,
    /// What the field would go back to.
    pub wanted: Known,
    /// What it holds now.
    pub now: Known,
    /// Where that came from.
    pub by: Option<LaterAct>,
}

/// What keeps an act from being taken back whole.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConflictList {
    /// The first of it.
    pub conflicts: Vec<ConflictView>,
    /// How many there are.
    pub total: usize,
    /// How many fields and records can be taken back all the same.
    pub rest: usize,
}

const LONGEST_PAGE: u32 = 200;

/// Conflicts that are told; nobody reads more before deciding.
const TOLD: usize = 50;

/// An act with no more entries than this is read whole to find those of one customer.
const SMALL: u64 = 500;

/// A page of what an act changed.
///
/// # Errors
/// `not_found`.
pub async fn list_changes(app: &App, actor: Actor, input: ListChanges) -> Result<ChangePage> {
    let db = app.read();
    find(db, input.act).await?;
    let limit = u64::from(input.limit.unwrap_or(50).clamp(1, LONGEST_PAGE));
    let after = input.after.unwrap_or_default();
    let mut found = entries_of(db, input.act, input.customer_id, after, limit + 1).await?;
    let whole = found.len() as u64 <= limit;
    found.truncate(usize::try_from(limit).unwrap_or_default());
    let next = if whole { None } else { found.last().map(|entry| entry.seq) };
    let names = Names::of(app, &found, &[]).await?;
    let mut changes = views(&found, &names);
    let mut later = HashMap::new();
    for entry in &found {
        if let Some(seq) = changed_later(db, entry).await? {
            later.insert(entry.seq, seq);
        }
    }
    let by = later_acts(db, &names, later.values().copied().collect()).await?;
    for change in &mut changes {
        change.later = later.get(&change.seq).and_then(|seq| by.get(seq)).cloned();
        let open = match change.op {
            Op::Update => !change.deleted && (change.later.is_some() || change.before != change.after),
            Op::Delete => change.deleted,
            Op::Insert | Op::Restore => false,
        };
        change.can_restore = open && change.table.writable_by(actor.role);
    }
    Ok(ChangePage { changes, next })
}

/// What would change in each of these records, field by field, as the history would tell it.
pub(crate) async fn foretold<M: Record>(app: &App, records: &[(M, M)]) -> Result<Vec<Vec<FieldChange>>> {
    let entries = |(before, after): &(M, M)| -> Vec<change_log::Model> {
        let entry = |(column, old, new): (<M::Entity as EntityTrait>::Column, _, _)| {
            change_log::Model::unwritten(M::TABLE, before.key(), column.as_str(), [text(&old), text(&new)])
        };
        differing(before, after).map(entry).filter(|entry| speaks(M::TABLE, &entry.field)).collect()
    };
    let all: Vec<Vec<change_log::Model>> = records.iter().map(entries).collect();
    let names = Names::of(app, &all.concat(), &[]).await?;
    let change = |entry: &change_log::Model| {
        let (before, after) = sides(entry, M::TABLE, &names);
        FieldChange { field: entry.field.clone(), before, after }
    };
    Ok(all.iter().map(|entries| entries.iter().map(change).collect()).collect())
}

/// What keeps an act from being taken back whole, and how much could be taken back all the same.
///
/// # Errors
/// `not_found`; `refused` for somebody else's act.
pub async fn undo_conflicts(app: &App, actor: Actor, input: UndoConflicts) -> Result<ConflictList> {
    let db = app.read();
    let act = find(db, input.act).await?;
    if !may_take_back(actor, &act) {
        return Err(Error::new(crate::Code::Refused, "somebody else's act"));
    }
    let all = entries(db, act.id).await?;
    let wanted = match input.customer_id {
        Some(customer) => of_customer(all, customer).0,
        None => all,
    };
    let plan = Plan::of(db, act.actor, &wanted).await?;
    let told: Vec<&Conflict> = plan.conflicts.iter().take(TOLD).collect();
    let seqs: Vec<i64> = told.iter().map(|conflict| conflict.by).collect();
    let later = change_log::Entity::find().filter(Log::Seq.is_in(seqs.iter().copied())).all(db).await?;
    let besides: Vec<(Table, Uuid)> = told.iter().map(|conflict| (conflict.table, conflict.row)).collect();
    let names = Names::of(app, &later, &besides).await?;
    let by = later_acts(db, &names, seqs).await?;
    let later: HashMap<i64, &change_log::Model> = later.iter().map(|entry| (entry.seq, entry)).collect();
    let view = |conflict: &&Conflict| {
        let label = names.of_row(conflict.table, conflict.row);
        let (wanted, now) = match (&conflict.wanted, later.get(&conflict.by)) {
            (Some(wanted), Some(entry)) if entry.field == conflict.field => {
                let then = change_log::Model { old: Some(wanted.clone()), ..(*entry).clone() };
                sides(&then, conflict.table, &names)
            }
            _ => (Known::None, Known::None),
        };
        ConflictView {
            table: conflict.table,
            row: conflict.row,
            customer: customer_of(&names, label.customer),
            label: label.text,
            label_zh: label.text_zh,
            field: conflict.field.clone(),
            problem: conflict.problem,
            wanted,
            now,
            by: by.get(&conflict.by).cloned(),
        }
    };
    let conflicts = told.iter().map(view).collect();
    Ok(ConflictList { conflicts, total: plan.conflicts.len(), rest: plan.size() })
}

/// An act.
pub(super) async fn find(db: &impl ConnectionTrait, id: ActId) -> Result<act::Model> {
    let found = act::Entity::find().filter(act::Column::Id.eq(id)).one(db).await?;
    found.ok_or_else(|| Error::not_found("act"))
}

/// The entries of an act that say something to a person, from after a place in the log on.
pub(super) async fn entries_of(
    db: &DatabaseConnection,
    act: ActId,
    customer: Option<CustomerId>,
    after: i64,
    limit: u64,
) -> Result<Vec<change_log::Model>> {
    let telling = Condition::any().add(Log::Op.ne(Op::Update)).add(Log::Field.is_not_in(SILENT));
    let all = || change_log::Entity::find().filter(telling.clone()).order_by_asc(Log::Seq);
    let of_act = || all().filter(Log::Tx.eq(act)).filter(Log::Seq.gt(after));
    let Some(customer) = customer else { return Ok(of_act().limit(limit).all(db).await?) };
    let mut entries = of_act().limit(SMALL + 1).all(db).await?;
    if entries.len() as u64 > SMALL {
        // Fields that say nothing are left out afterwards, so a few more are asked for.
        let about = entries_about(db, act, customer, after, limit * 3).await?;
        return Ok(all().filter(Log::Seq.is_in(about)).limit(limit).all(db).await?);
    }
    let mut mine = BTreeSet::new();
    for (table, rows) in by_table(&entries) {
        mine.extend(rows_about(db, table, &rows, customer).await?);
    }
    entries.retain(|entry| mine.contains(&entry.row));
    entries.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(entries)
}

fn by_table(entries: &[change_log::Model]) -> HashMap<Table, Vec<Uuid>> {
    let mut rows: HashMap<Table, Vec<Uuid>> = HashMap::new();
    for entry in entries {
        if let Some(table) = Table::from_name(&entry.tbl) {
            rows.entry(table).or_default().push(entry.row);
        }
    }
    rows
}

/// Entries in words.
pub(super) fn views(entries: &[change_log::Model], names: &Names) -> Vec<Change> {
    entries.iter().filter_map(|entry| Some(view(entry, Table::from_name(&entry.tbl)?, names))).collect()
}

fn view(entry: &change_log::Model, table: Table, names: &Names) -> Change {
    let label = names.of_row(table, entry.row);
    let (before, after) = sides(entry, table, names);
    let whole = json(entry.new.as_deref().or(entry.old.as_deref()));
    let currency = whole.get("currency").and_then(|code| code.as_str()).unwrap_or_default();
    // The log keeps a row's fields by name; people read them in the table's order.
    let fields = table.columns().into_iter().filter(|_| entry.op != Op::Update).filter_map(|column| {
        let value = known(table, column.name, whole.get(column.name)?, currency, names);
        (value != Known::None).then(|| FieldValue { field: column.name.to_owned(), value })
    });
    Change {
        seq: entry.seq,
        op: entry.op,
        table,
        row: entry.row,
        label: label.text,
        label_zh: label.text_zh,
        deleted: label.deleted,
        customer: customer_of(names, label.customer),
        field: entry.field.clone(),
        fields: fields.collect(),
        before,
        after,
        later: None,
        can_restore: false,
    }
}

fn customer_of(names: &Names, id: Option<CustomerId>) -> Option<ChangedCustomer> {
    let id = id?;
    let label = names.of_row(Table::Customer, id.0);
    Some(ChangedCustomer { id, name: label.text, kind: label.kind?, deleted: label.deleted })
}

/// The latest entry that came after this one about the same field, or the deletion of the row.
async fn changed_later(db: &impl ConnectionTrait, entry: &change_log::Model) -> Result<Option<i64>> {
    let same = Condition::any().add(Log::Op.eq(Op::Delete));
    let same = if entry.op == Op::Update { same.add(Log::Field.eq(entry.field.as_str())) } else { same };
    let newest = change_log::Entity::find()
        .select_only()
        .column(Log::Seq)
        .filter(Log::Row.eq(entry.row))
        .filter(Log::Seq.gt(entry.seq))
        .filter(same)
        .order_by_desc(Log::Seq);
    Ok(newest.into_tuple().one(db).await?)
}

/// The acts behind places in the log.
async fn later_acts(db: &impl ConnectionTrait, names: &Names, seqs: Vec<i64>) -> Result<HashMap<i64, LaterAct>> {
    let entries = change_log::Entity::find()
        .select_only()
        .columns([Log::Seq, Log::Tx])
        .filter(Log::Seq.is_in(seqs))
        .into_tuple::<(i64, ActId)>()
        .all(db)
        .await?;
    let acts = act::Entity::find().filter(act::Column::Id.is_in(entries.iter().map(|(_, act)| *act))).all(db).await?;
    let acts: HashMap<ActId, act::Model> = acts.into_iter().map(|act| (act.id, act)).collect();
    let later = |(seq, id): (i64, ActId)| {
        let act = acts.get(&id)?;
        let (actor, command) = (names.actor(act.actor), act.command.clone());
        Some((seq, LaterAct { act: id, at: act.at, actor, command }))
    };
    Ok(entries.into_iter().filter_map(later).collect())
}

/// Whether a change can be restored by itself at all: fields that say nothing follow from others.
pub(super) fn restorable(entry: &change_log::Model, table: Table) -> bool {
    match entry.op {
        Op::Update => speaks(table, &entry.field),
        Op::Delete => true,
        Op::Insert | Op::Restore => false,
    }
}

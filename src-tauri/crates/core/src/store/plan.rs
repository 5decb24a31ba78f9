//! What taking an act back would do, and what stands in its way. Nothing is written until the whole of it is known.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sea_orm::{ConnectionTrait, Value};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::change_log::{Op, newest};
use super::many::{IN_KEYS, KEYS, keys, pack, packed, unpack};
use super::records::Table;
use super::unit::{SetField, Tx, live_children, sql_with, stored};
use crate::error::{Code, Error, Result, internal};
use crate::ids::{ActId, UserId};

/// Why a part of an act can't be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[ts(rename = "UndoProblem")]
pub enum Problem {
    /// The field has another value by now.
    #[serde(rename = "changed_since")]
    Changed,
    /// The record, or the one it belongs to, is gone.
    #[serde(rename = "deleted_since")]
    Deleted,
    /// Somebody else added something to the record.
    #[serde(rename = "added_since")]
    Added,
}

impl Problem {
    /// Its code in errors and catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Changed => "changed_since",
            Self::Deleted => "deleted_since",
            Self::Added => "added_since",
        }
    }
}

/// One thing that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Conflict {
    pub table: Table,
    pub row: Uuid,
    /// The field; empty for the whole record.
    pub field: String,
    pub problem: Problem,
    /// The later entry of the log that it comes from.
    pub by: i64,
    /// What the field would have gone back to.
    pub wanted: Option<String>,
}

/// One entry of an act, without the whole rows that inserts and deletes hold.
pub(crate) struct Entry {
    pub seq: i64,
    pub op: Op,
    pub table: Table,
    pub row: Uuid,
    pub field: String,
    pub old: String,
    pub new: String,
}

/// The entries of an act, newest first. What a large act did is not held twice.
pub(crate) async fn entries(db: &impl ConnectionTrait, act: ActId) -> Result<Vec<Entry>> {
    let page = "SELECT min(seq), max(seq) FROM (SELECT seq FROM change_log WHERE tx = ? AND seq < ? ORDER BY seq DESC LIMIT ?)";
    let (limit, mut before) = (KEYS as u64, i64::MAX);
    let mut found = Vec::new();
    loop {
        let row = db.query_one_raw(sql_with(page, vec![act.into(), before.into(), limit.into()])).await?;
        let row = row.ok_or_else(|| internal("a page without bounds"))?;
        let (Some(first), Some(last)) = (row.try_get_by_index::<Option<i64>>(0)?, row.try_get_by_index(1)?) else {
            return Ok(found);
        };
        let from = found.len();
        whole_rows(db, act, (first, last), &mut found).await?;
        updates(db, act, (first, last), &mut found).await?;
        found[from..].sort_unstable_by_key(|entry| Reverse(entry.seq));
        before = first;
    }
}

/// Entries of an act between two places of the log that are about whole rows.
async fn whole_rows(
    db: &impl ConnectionTrait,
    act: ActId,
    (first, last): (i64, i64),
    found: &mut Vec<Entry>,
) -> Result<()> {
    let sql = format!(
        "SELECT op, tbl, {} FROM change_log WHERE tx = ? AND seq BETWEEN ? AND ? AND op <> 'update' GROUP BY op, tbl",
        pack(&["printf('%032x', seq)", "hex(row)"])
    );
    for alike in db.query_all_raw(sql_with(sql, vec![act.into(), first.into(), last.into()])).await? {
        let (op, table) = (alike.try_get_by_index(0)?, table_named(&alike.try_get_by_index::<String>(1)?)?);
        let packed: Option<String> = alike.try_get_by_index(2)?;
        for [seq, row] in unpack(packed.as_deref())? {
            let (field, old, new) = Default::default();
            let seq = i64::try_from(seq.as_u128()).map_err(internal)?;
            found.push(Entry { seq, op, table, row, field, old, new });
        }
    }
    Ok(())
}

/// Entries of an act between two places of the log that are about fields.
async fn updates(
    db: &impl ConnectionTrait,
    act: ActId,
    (first, last): (i64, i64),
    found: &mut Vec<Entry>,
) -> Result<()> {
    let sql =
        "SELECT seq, tbl, row, field, old, new FROM change_log WHERE tx = ? AND seq BETWEEN ? AND ? AND op = 'update'";
    for row in db.query_all_raw(sql_with(sql, vec![act.into(), first.into(), last.into()])).await? {
        found.push(Entry {
            seq: row.try_get_by_index(0)?,
            op: Op::Update,
            table: table_named(&row.try_get_by_index::<String>(1)?)?,
            row: row.try_get_by_index(2)?,
            field: row.try_get_by_index(3)?,
            old: row.try_get_by_index::<Option<String>>(4)?.unwrap_or_default(),
            new: row.try_get_by_index::<Option<String>>(5)?.unwrap_or_default(),
        });
    }
    Ok(())
}

fn table_named(name: &str) -> Result<Table> {
    Table::from_name(name).ok_or_else(|| internal(format!("no table {name}")))
}

/// The field that a person knows, for one that follows from it.
pub(crate) fn named_after(table: Table, field: &str) -> &str {
    match (table, field) {
        (_, "sort_key" | "name_key") => "name",
        (Table::FollowUp, "zone" | "due_at") => "due_date",
        (_, "zone") => "at",
        _ => field,
    }
}

/// The field whose fate another one shares: they are taken back together or not at all.
fn bound_to(table: Table, field: &str) -> &str {
    match (table, field) {
        (Table::FollowUp, "due_time") => "due_date",
        (Table::Communication, "direction") => "channel",
        (Table::Customer, "country") => "address",
        (Table::Customer, "currency") => "credit_limit_minor",
        (Table::CustomValue, "currency") => "minor",
        _ => named_after(table, field),
    }
}

/// Rows by their tables, those that others belong to first.
type Rows = BTreeMap<Table, Vec<Uuid>>;

/// A field to set back.
struct Step {
    table: Table,
    field: String,
    set: SetField,
}

/// What taking an act back would do.
#[derive(Default)]
pub(crate) struct Plan {
    /// Rows that come back.
    back: Rows,
    steps: Vec<Step>,
    /// Rows that go, with everything that belongs to them.
    gone: Rows,
    /// What stands in the way; `carry_out` leaves it alone.
    pub conflicts: BTreeSet<Conflict>,
}

impl Plan {
    /// The plan for entries of one act, newest first; `actor` did it.
    pub async fn of(db: &impl ConnectionTrait, actor: UserId, entries: &[Entry]) -> Result<Self> {
        let mut plan = Self::default();
        // The oldest entry of a row tells whether it was there before the act.
        let mut there: BTreeMap<(Table, Uuid), bool> = BTreeMap::new();
        for entry in entries.iter().filter(|entry| entry.op != Op::Update) {
            there.insert((entry.table, entry.row), entry.op == Op::Delete);
        }
        let mut back: Rows = BTreeMap::new();
        let mut gone: Rows = BTreeMap::new();
        for ((table, row), was_there) in &there {
            let wanted = if *was_there { &mut back } else { &mut gone };
            wanted.entry(*table).or_default().push(*row);
        }
        plan.bring_back(db, back).await?;
        // What the act moved to a row that goes is moved back before, and stays.
        let moved =
            entries.iter().filter(|entry| entry.op == Op::Update).map(|entry| (entry.row, entry.field.as_str()));
        let newest = entries.first().map_or(0, |entry| entry.seq);
        plan.take_away(db, actor, &gone, newest, &moved.collect()).await?;
        // A row that goes takes its fields along, and one that is held back keeps them.
        let mut fields: Vec<&Entry> = entries.iter().filter(|entry| entry.op == Op::Update).collect();
        let named: HashSet<Uuid> = fields.iter().map(|entry| entry.row).collect();
        let brought: HashSet<Uuid> = plan.back.values().flatten().filter(|row| named.contains(row)).copied().collect();
        fields.retain(|entry| match there.get(&(entry.table, entry.row)) {
            Some(true) => brought.contains(&entry.row),
            Some(false) => false,
            None => true,
        });
        plan.set_back(db, &fields).await?;
        Ok(plan)
    }

    /// Whether a row comes back.
    pub fn brings(&self, table: Table, row: Uuid) -> bool {
        self.back.get(&table).is_some_and(|rows| rows.contains(&row))
    }

    /// How much of it can be done.
    pub fn size(&self) -> usize {
        let rows = |rows: &Rows| rows.values().map(Vec::len).sum::<usize>();
        rows(&self.back) + self.steps.len() + rows(&self.gone)
    }

    /// Nothing, where nothing stands in the way.
    ///
    /// # Errors
    /// `conflict`, naming the fields, or the records that were deleted or added to since.
    pub fn unhindered(&self) -> Result<()> {
        if self.conflicts.is_empty() {
            return Ok(());
        }
        let error = Error::new(Code::Conflict, "changed since");
        Err(self.conflicts.iter().fold(error, |error, conflict| {
            let name = if conflict.field.is_empty() { conflict.table.name() } else { &conflict.field };
            error.with(name, conflict.problem.code())
        }))
    }

    /// Does all of it that nothing stands in the way of.
    pub async fn carry_out(self, tx: &mut Tx<'_>) -> Result<()> {
        for (table, ids) in self.back {
            tx.set_deleted(table, &ids, false).await?;
        }
        let mut fields: BTreeMap<(Table, String), Vec<SetField>> = BTreeMap::new();
        for Step { table, field, set } in self.steps {
            fields.entry((table, field)).or_default().push(set);
        }
        for ((table, field), rows) in fields {
            tx.set_field(table, &field, &rows).await?;
        }
        for (table, ids) in self.gone {
            tx.set_deleted(table, &ids, true).await?;
        }
        Ok(())
    }

    /// Rows that are gone come back unless what they belong to is gone. A tag is only a word: it comes along.
    async fn bring_back(&mut self, db: &impl ConnectionTrait, wanted: Rows) -> Result<()> {
        let mut coming: HashSet<Uuid> = HashSet::new();
        let own: HashSet<Uuid> = wanted.values().flatten().copied().collect();
        // A parent's table stands before those of its children, so what comes back is known when they ask for it.
        for (table, ids) in wanted {
            let live = live(db, table, &ids).await?;
            let mut ids: Vec<Uuid> = ids.into_iter().filter(|id| !live.contains(id)).collect();
            for (parent, column) in table.parents() {
                let missing = gone_parents(db, table, &ids, parent, column).await?;
                let missing: HashMap<Uuid, Uuid> =
                    missing.into_iter().filter(|(_, holder)| !coming.contains(holder)).collect();
                // One that this very act deleted is held back itself, for a reason that is named already.
                for holder in missing.values().filter(|holder| !own.contains(holder)).collect::<BTreeSet<_>>() {
                    self.is_gone(db, parent, *holder).await?;
                }
                ids.retain(|id| !missing.contains_key(id));
            }
            if table == Table::CustomerTag {
                let tags: BTreeSet<Uuid> = gone_parents(db, table, &ids, Table::Tag, "tag_id")
                    .await?
                    .into_iter()
                    .map(|(_, tag)| tag)
                    .collect();
                let tags = tags.into_iter().filter(|tag| !coming.contains(tag));
                self.back.entry(Table::Tag).or_default().extend(tags);
            }
            coming.extend(&ids);
            self.back.entry(table).or_default().extend(ids);
        }
        Ok(())
    }

    /// Rows go with all that was added to them since, unless somebody else changed or added some of it. A tag that is used
    /// elsewhere by now stays.
    async fn take_away(
        &mut self,
        db: &impl ConnectionTrait,
        actor: UserId,
        named: &Rows,
        newest: i64,
        moved: &HashSet<(Uuid, &str)>,
    ) -> Result<()> {
        // Every row that goes, with the topmost that it goes with.
        let mut top: HashMap<Uuid, Uuid> = HashMap::new();
        let mut going: Rows = BTreeMap::new();
        for table in Table::ALL {
            let found = live(db, *table, named.get(table).map_or(&[][..], Vec::as_slice)).await?;
            let here = going.entry(*table).or_default();
            for id in found {
                if top.contains_key(&id) {
                    continue;
                }
                top.insert(id, id);
                here.push(id);
            }
            let here = here.clone();
            for (child, column) in table.children() {
                for (id, parent) in live_children(db, *child, column, &here).await? {
                    if moved.contains(&(id, *column)) {
                        continue;
                    }
                    if let (false, Some(above)) = (top.contains_key(&id), top.get(&parent).copied()) {
                        top.insert(id, above);
                        going.entry(*child).or_default().push(id);
                    }
                }
            }
        }
        let mut staying: HashSet<Uuid> = HashSet::new();
        for Later { table, row, op, field, seq } in by_others(db, &going, newest, actor).await? {
            let Some(above) = top.get(&row) else { continue };
            let problem = if op == Op::Update { Problem::Changed } else { Problem::Added };
            let field = if op == Op::Update { named_after(table, &field).to_owned() } else { String::new() };
            self.conflicts.insert(Conflict { table, row, field, problem, by: seq, wanted: None });
            staying.insert(*above);
        }
        if let Some(tags) = going.get(&Table::Tag) {
            let uses = live_children(db, Table::CustomerTag, "tag_id", tags).await?;
            let stays = |used: &Uuid| top.get(used).is_none_or(|top| staying.contains(top));
            let used: Vec<Uuid> = uses.into_iter().filter(|(used, _)| stays(used)).map(|(_, tag)| tag).collect();
            staying.extend(used);
        }
        for (table, ids) in going {
            let ids: Vec<Uuid> =
                ids.into_iter().filter(|id| top.get(id).is_some_and(|top| !staying.contains(top))).collect();
            if !ids.is_empty() {
                self.gone.insert(table, ids);
            }
        }
        Ok(())
    }

    /// Fields go back where they still have the value that the act gave them.
    async fn set_back(&mut self, db: &impl ConnectionTrait, entries: &[&Entry]) -> Result<()> {
        type Fields = BTreeMap<Uuid, (i64, String, String)>;
        let mut fields: BTreeMap<(Table, String), Fields> = BTreeMap::new();
        for entry in entries {
            // Newest first: the first says what the act left, the last what was there before it.
            let rows = fields.entry((entry.table, entry.field.clone())).or_default();
            let known = rows.entry(entry.row).or_insert_with(|| (entry.seq, entry.new.clone(), String::new()));
            known.2.clone_from(&entry.old);
        }
        let mut kept: HashSet<(Uuid, &str)> = HashSet::new();
        let mut steps = Vec::new();
        for ((table, field), rows) in &fields {
            let ids: Vec<Uuid> = rows.keys().copied().collect();
            let mut there = live(db, *table, &ids).await?;
            there.extend(self.back.get(table).into_iter().flatten());
            let stored = stored(db, *table, field, &ids).await?;
            for (row, (seq, left, before)) in rows {
                let Some(now) = stored.get(row) else { continue };
                if !there.contains(row) {
                    self.is_gone(db, *table, *row).await?;
                } else if now == left && now != before {
                    steps.push((*table, field.as_str(), *row, now.clone(), before.clone()));
                } else if now != before {
                    kept.insert((*row, bound_to(*table, field)));
                    let name = named_after(*table, field);
                    let by = later(db, *row, field, *seq).await?;
                    let wanted = (name == field).then(|| before.clone());
                    let problem = Problem::Changed;
                    let conflict = Conflict { table: *table, row: *row, field: name.to_owned(), problem, by, wanted };
                    self.conflicts.insert(conflict);
                }
            }
        }
        // A field that follows from another one is no reason of its own.
        let named: HashSet<(Uuid, String)> = self
            .conflicts
            .iter()
            .filter(|conflict| conflict.wanted.is_some())
            .map(|conflict| (conflict.row, conflict.field.clone()))
            .collect();
        self.conflicts
            .retain(|conflict| conflict.wanted.is_some() || !named.contains(&(conflict.row, conflict.field.clone())));
        let free = steps.into_iter().filter(|(table, field, row, ..)| !kept.contains(&(*row, bound_to(*table, field))));
        self.steps.extend(free.map(|(table, field, row, now, then)| Step {
            table,
            field: field.to_owned(),
            set: SetField { row, now, then },
        }));
        Ok(())
    }

    async fn is_gone(&mut self, db: &impl ConnectionTrait, table: Table, row: Uuid) -> Result<()> {
        let by = later(db, row, "", 0).await?;
        let (field, problem) = (String::new(), Problem::Deleted);
        self.conflicts.insert(Conflict { table, row, field, problem, by, wanted: None });
        Ok(())
    }
}

/// Those of the rows that are there.
async fn live(db: &impl ConnectionTrait, table: Table, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let mut found = HashSet::new();
    for chunk in ids.chunks(KEYS) {
        let ids = pack(&["hex(id)"]);
        let sql = format!("SELECT {ids} FROM \"{}\" WHERE id IN {IN_KEYS} AND deleted_at IS NULL", table.name());
        found.extend(packed(db, sql_with(sql, vec![keys(chunk)])).await?.into_iter().map(|[id]| id));
    }
    Ok(found)
}

/// Those of the rows whose parent is gone, with the parent.
async fn gone_parents(
    db: &impl ConnectionTrait,
    table: Table,
    ids: &[Uuid],
    parent: Table,
    column: &str,
) -> Result<Vec<(Uuid, Uuid)>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(KEYS) {
        let sql = format!(
            "SELECT {} FROM \"{}\" t JOIN \"{}\" p ON p.id = t.{column} WHERE t.id IN {IN_KEYS} AND p.deleted_at IS NOT NULL",
            pack(&["hex(t.id)", "hex(p.id)"]),
            table.name(),
            parent.name()
        );
        found.extend(packed(db, sql_with(sql, vec![keys(chunk)])).await?.into_iter().map(|[id, holder]| (id, holder)));
    }
    Ok(found)
}

/// What somebody else did to a row, the latest of its kind.
struct Later {
    table: Table,
    row: Uuid,
    op: Op,
    field: String,
    seq: i64,
}

/// What others did after `seq`, to these rows at least. Of many rows little was said since, mostly: then all of that is read,
/// and not each row looked up.
async fn by_others(db: &impl ConnectionTrait, rows: &Rows, seq: i64, actor: UserId) -> Result<Vec<Later>> {
    let since = newest(db).await? - seq;
    let count: usize = rows.values().map(Vec::len).sum();
    let all = usize::try_from(since).is_ok_and(|since| since < count);
    let which = if all { String::new() } else { format!("AND row IN {IN_KEYS}") };
    let sql = format!(
        "SELECT tbl, row, op, field, max(seq) FROM change_log WHERE seq > ? AND actor <> ? {which} \
         AND op IN ('insert', 'update') GROUP BY tbl, row, op, field"
    );
    let since = || vec![seq.into(), actor.into()];
    let asked: Vec<Vec<Value>> = match all {
        true => vec![since()],
        false => {
            rows.values().flat_map(|ids| ids.chunks(KEYS)).map(|ids| [since(), vec![keys(ids)]].concat()).collect()
        }
    };
    let mut found = Vec::new();
    for values in asked {
        for row in db.query_all_raw(sql_with(sql.as_str(), values)).await? {
            found.push(Later {
                table: table_named(&row.try_get_by_index::<String>(0)?)?,
                row: row.try_get_by_index(1)?,
                op: row.try_get_by_index(2)?,
                field: row.try_get_by_index(3)?,
                seq: row.try_get_by_index(4)?,
            });
        }
    }
    Ok(found)
}

/// Where in the log a field of a row was changed last after `seq`, or for no field, where the row was deleted last.
async fn later(db: &impl ConnectionTrait, row: Uuid, field: &str, seq: i64) -> Result<i64> {
    let what = if field.is_empty() { "op = 'delete' AND field = ?" } else { "field = ?" };
    let sql = format!("SELECT max(seq) FROM change_log WHERE row = ? AND seq > ? AND {what}");
    let found = db.query_one_raw(sql_with(sql, vec![row.into(), seq.into(), field.into()])).await?;
    Ok(found.map(|row| row.try_get_by_index::<Option<i64>>(0)).transpose()?.flatten().unwrap_or_default())
}

/// One stored value as the log would write it.
pub(crate) async fn stored_one(db: &impl ConnectionTrait, table: Table, row: Uuid, field: &str) -> Result<String> {
    let mut values = stored(db, table, field, &[row]).await?;
    values.remove(&row).ok_or_else(|| Error::not_found(table.name()))
}

/// A row that an act deleted, with those that belonged to it and went with it.
pub(crate) async fn deleted_along(
    db: &impl ConnectionTrait,
    act: ActId,
    table: Table,
    row: Uuid,
) -> Result<BTreeSet<(Table, Uuid)>> {
    let mut found = BTreeSet::from([(table, row)]);
    let mut stack = vec![(table, vec![row])];
    while let Some((table, rows)) = stack.pop() {
        for (child, column) in table.children() {
            let mut new = Vec::new();
            for chunk in rows.chunks(KEYS) {
                let sql = format!(
                    "SELECT t.id FROM \"{}\" t WHERE t.{column} IN {IN_KEYS} AND t.deleted_at IS NOT NULL AND EXISTS \
                     (SELECT 1 FROM change_log l WHERE l.row = t.id AND +l.tx = ? AND l.op = 'delete')",
                    child.name()
                );
                let values = vec![keys(chunk), act.into()];
                for each in db.query_all_raw(sql_with(sql, values)).await? {
                    let id: Uuid = each.try_get_by_index(0)?;
                    if found.insert((*child, id)) {
                        new.push(id);
                    }
                }
            }
            if !new.is_empty() {
                stack.push((*child, new));
            }
        }
    }
    Ok(found)
}

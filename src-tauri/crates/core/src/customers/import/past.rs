//! The imports that were done: what became of the rows of each, and who changed what it brought since.

use std::collections::HashMap;

use satchel_intake::{RowProblem, Sheet};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::kind::ListKind;
use super::mapping::signature;
use super::rejected;
use crate::App;
use crate::communications::user_names;
use crate::error::{Error, Result, internal};
use crate::history::TakenBack;
use crate::ids::{ActId, Timestamp, UserId};
use crate::people::Actor;
use crate::store::act;
use crate::store::touched::{changed_since, communications_changed_since};
use crate::store::undo::may_take_back;
use crate::store::unit::Tx;

/// What an import was, beside its act. Like the act it stays when the import is taken back.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import")]
pub struct Model {
    /// The act.
    #[sea_orm(primary_key, auto_increment = false)]
    pub act: ActId,
    /// What it listed.
    pub kind: ListKind,
    /// The file's name.
    pub file_name: String,
    /// What stands above its columns, as JSON.
    pub headers: String,
    /// Its rows.
    pub rows: i64,
    /// Customers or communications created.
    pub created: i64,
    /// Customers in which something changed.
    pub updated: i64,
    /// Rows left out as duplicates.
    pub skipped: i64,
    /// Rows that couldn't be imported.
    pub rejected: i64,
    /// How many of those are kept.
    pub kept: i64,
    /// What files with the same columns have in common.
    pub signature: String,
    /// What each column was taken for, as JSON.
    pub mapping: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "act::Entity", from = "Column::Act", to = "act::Column::Id")]
    Act,
}

impl Related<act::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Act.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// Which part of the imports.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListImports {
    /// Imports to pass over.
    pub offset: Option<u32>,
    /// Imports to return, at most 1,000.
    pub limit: Option<u32>,
}

/// An import that was done.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PastImport {
    /// The act that undo takes back.
    pub act: ActId,
    /// What it listed.
    pub kind: ListKind,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: UserId,
    /// Who; a name.
    pub actor_name: String,
    /// The file's name.
    pub file_name: String,
    /// Its rows.
    #[ts(type = "number")]
    pub rows: i64,
    /// Customers or communications created.
    #[ts(type = "number")]
    pub created: i64,
    /// Customers in which something changed.
    #[ts(type = "number")]
    pub updated: i64,
    /// Rows left out as duplicates.
    #[ts(type = "number")]
    pub skipped: i64,
    /// Rows that couldn't be imported.
    #[ts(type = "number")]
    pub rejected: i64,
    /// How many of those are kept, to be written into a file.
    #[ts(type = "number")]
    pub kept: i64,
    /// What took it back.
    pub undone: Option<TakenBack>,
    /// Whether whoever asks may take it back now.
    pub can_undo: bool,
}

/// Imports, newest first.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PastImports {
    /// How many there are.
    #[ts(type = "number")]
    pub total: u64,
    /// This part of them.
    pub rows: Vec<PastImport>,
}

/// The import of which something may have changed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CountImportEdits {
    /// Its act.
    pub act: ActId,
}

/// Who changed what an import brought.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportEditor {
    /// A name.
    pub name: String,
    /// How many customers, or communications.
    #[ts(type = "number")]
    pub count: u64,
}

/// What was changed since an import, of what it brought.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportEdits {
    /// What it brought.
    pub kind: ListKind,
    /// How many customers were changed, or communications.
    #[ts(type = "number")]
    pub count: u64,
    /// By whom, who changed most first; some may have changed the same ones.
    pub by: Vec<ImportEditor>,
}

/// An import that is done.
pub(crate) struct Done<'a> {
    pub file_name: &'a str,
    pub kind: ListKind,
    pub sheet: &'a Sheet,
    pub rows: usize,
    pub created: usize,
    pub updated: usize,
    pub skipped: usize,
    /// Why rows were left out, each row once, in order.
    pub rejected: &'a [RowProblem],
    /// What each column was taken for, as JSON.
    pub mapping: String,
}

/// Keeps what an import was, with the rows that it left out, in its own unit of work.
pub(crate) async fn keep(tx: &Tx<'_>, done: Done<'_>) -> Result<()> {
    let kept = rejected::keep(tx, done.sheet, done.rejected).await?;
    let headers = &done.sheet.headers;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let import = Model {
        act: tx.act(),
        kind: done.kind,
        file_name: done.file_name.to_owned(),
        headers: serde_json::to_string(headers).map_err(internal)?,
        rows: number(done.rows),
        created: number(done.created),
        updated: number(done.updated),
        skipped: number(done.skipped),
        rejected: number(done.rejected.len()),
        kept: number(kept),
        signature: signature(headers)?,
        mapping: done.mapping,
    };
    Entity::insert(import.into_active_model()).exec_without_returning(tx.write_derived()).await?;
    Ok(())
}

/// An import by its act.
///
/// # Errors
/// `not_found`.
pub(super) async fn find(app: &App, act: ActId) -> Result<Model> {
    Entity::find_by_id(act).one(app.read()).await?.ok_or_else(|| Error::not_found("import"))
}

/// The latest import of a file with these columns that holds, and when it was.
pub(super) async fn latest(app: &App, signature: &str) -> Result<Option<(Model, Timestamp)>> {
    let found = Entity::find()
        .filter(Column::Signature.eq(signature))
        .filter(Column::Kind.eq(ListKind::Customers))
        .inner_join(act::Entity)
        .select_also(act::Entity)
        .filter(act::Column::UndoneBy.is_null())
        .order_by_desc(act::Column::At)
        .order_by_desc(act::Column::Seq)
        .one(app.read())
        .await?;
    Ok(found.and_then(|(import, act)| Some((import, act?.at))))
}

/// The imports that were done, newest first.
pub async fn list_imports(app: &App, actor: Actor, input: ListImports) -> Result<PastImports> {
    let db = app.read();
    let (offset, limit) = (input.offset.unwrap_or_default(), input.limit.unwrap_or(100).min(1_000));
    let found: Vec<(Model, act::Model)> = Entity::find()
        .inner_join(act::Entity)
        .select_also(act::Entity)
        .order_by_desc(act::Column::At)
        .order_by_desc(act::Column::Seq)
        .offset(u64::from(offset))
        .limit(u64::from(limit))
        .all(db)
        .await?
        .into_iter()
        .filter_map(|(import, act)| Some((import, act?)))
        .collect();
    let names = user_names(db).await?;
    let name = |user: UserId| names.get(&user).cloned().unwrap_or_default();
    let back: Vec<ActId> = found.iter().filter_map(|(_, act)| act.undone_by).collect();
    let back = act::Entity::find().filter(act::Column::Id.is_in(back)).all(db).await?;
    let back: HashMap<ActId, act::Model> = back.into_iter().map(|act| (act.id, act)).collect();
    let view = |(import, act): (Model, act::Model)| PastImport {
        act: act.id,
        kind: import.kind,
        at: act.at,
        actor: act.actor,
        actor_name: name(act.actor),
        file_name: import.file_name,
        rows: import.rows,
        created: import.created,
        updated: import.updated,
        skipped: import.skipped,
        rejected: import.rejected,
        kept: import.kept,
        can_undo: act.undone_by.is_none() && may_take_back(actor, &act),
        // One that changed nothing names itself: that is no undoing.
        undone: act
            .undone_by
            .filter(|by| *by != act.id)
            .and_then(|by| back.get(&by))
            .map(|by| TakenBack { at: by.at, actor: name(by.actor) }),
    };
    Ok(PastImports { total: Entity::find().count(db).await?, rows: found.into_iter().map(view).collect() })
}

/// How much of what an import brought was changed since, and by whom: what taking it back would meet.
///
/// # Errors
/// `not_found`.
pub async fn count_import_edits(app: &App, _actor: Actor, input: CountImportEdits) -> Result<ImportEdits> {
    let db = app.read();
    let (import, act) = Entity::find_by_id(input.act)
        .find_also_related(act::Entity)
        .one(db)
        .await?
        .and_then(|(import, act)| Some((import, act?)))
        .ok_or_else(|| Error::not_found("import"))?;
    let (count, by) = match import.kind {
        ListKind::Customers => changed_since(db, &act).await?,
        ListKind::Communications => communications_changed_since(db, &act).await?,
    };
    let names = user_names(db).await?;
    let editor = |(user, count)| ImportEditor { name: names.get(&user).cloned().unwrap_or_default(), count };
    Ok(ImportEdits { kind: import.kind, count, by: by.into_iter().map(editor).collect() })
}

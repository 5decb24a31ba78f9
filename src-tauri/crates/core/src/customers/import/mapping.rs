//! Mappings that are remembered: what the columns of a file were taken for when one like it was imported last, and what a
//! person keeps under a name. A column is known by what stands above it, so that a mapping fits other files, too.

use std::collections::{HashMap, VecDeque};

use satchel_intake::fold_header;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::import_mapping::{self, Column, Model};
use super::review::review;
use super::{ColumnTarget, DateReading, ImportCustomers, past};
use crate::App;
use crate::customers::Deleted;
use crate::error::{Error, Result, internal};
use crate::fields::custom_field;
use crate::ids::{ActId, ImportMappingId, Timestamp};
use crate::people::{Actor, required_name};
use crate::store::records::Table;
use crate::wire::Nothing;

/// Where the mapping is taken from, where nobody says what each column fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MappingFrom {
    /// From the file alone.
    Detected,
    /// From one that is kept under a name.
    Named(ImportMappingId),
}

/// Where the mapping was taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum MappingOrigin {
    /// A person said what each column fills.
    Chosen,
    /// From the file alone.
    Detected,
    /// From the latest import of a file with the same columns.
    Remembered {
        /// The name of that file.
        file_name: String,
        /// When it was imported.
        at: Timestamp,
    },
    /// From one that is kept under a name.
    Named {
        /// Its key.
        id: ImportMappingId,
        /// The name.
        name: String,
    },
}

/// A mapping that is kept under a name.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportMapping {
    /// Its key.
    pub id: ImportMappingId,
    /// The name.
    pub name: String,
}

/// A mapping that is kept under a name, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedMapping {
    /// The mapping.
    #[serde(flatten)]
    pub mapping: ImportMapping,
    /// The act.
    pub act: ActId,
}

/// A mapping to keep.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateMapping {
    /// The name.
    pub name: String,
    /// The file whose columns are taken as they are mapped now.
    pub import: ImportCustomers,
}

/// New values for a mapping; what is left out stays.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UpdateMapping {
    /// Which one.
    pub id: ImportMappingId,
    /// The name.
    #[serde(default)]
    pub name: Option<String>,
    /// The file whose columns are taken as they are mapped now.
    #[serde(default)]
    pub import: Option<ImportCustomers>,
}

/// Which mapping to delete.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteMapping {
    /// Its key.
    pub id: ImportMappingId,
}

/// What a column was taken for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Taken {
    /// What stands above it, folded.
    pub header: String,
    pub target: Option<ColumnTarget>,
    pub dates: Option<DateReading>,
}

/// A mapping as it was kept.
pub(super) struct Recalled {
    pub origin: MappingOrigin,
    columns: Vec<Taken>,
}

/// More mappings than this are no menu any more.
const MOST: usize = 100;

/// What files with the same columns have in common, in whatever order the columns stand.
pub(super) fn signature(headers: &[String]) -> Result<String> {
    let mut folded: Vec<String> = headers.iter().map(|header| fold_header(header)).collect();
    folded.sort_unstable();
    serde_json::to_string(&folded).map_err(internal)
}

/// The mapping to start from.
///
/// # Errors
/// `not_found` where the one that is named is gone.
pub(super) async fn recall(app: &App, input: &ImportCustomers, headers: &[String]) -> Result<Recalled> {
    let (origin, columns) = match (&input.mapping, input.mapping_from) {
        (Some(_), _) => (MappingOrigin::Chosen, None),
        (None, Some(MappingFrom::Detected)) => (MappingOrigin::Detected, None),
        (None, Some(MappingFrom::Named(id))) => {
            let Model { id, name, columns, .. } = find(app.read(), id).await?;
            (MappingOrigin::Named { id, name }, Some(columns))
        }
        (None, None) => match past::latest(app, &signature(headers)?).await? {
            Some((import, at)) => (MappingOrigin::Remembered { file_name: import.file_name, at }, Some(import.mapping)),
            None => (MappingOrigin::Detected, None),
        },
    };
    let columns = columns.map(|columns| serde_json::from_str(&columns).map_err(internal)).transpose()?;
    Ok(Recalled { origin, columns: columns.unwrap_or_default() })
}

impl Recalled {
    /// What each column fills, and how its days are read. A column that isn't known, or whose field is gone by now, is taken
    /// for what is detected, unless another one fills that.
    pub fn targets(
        &self,
        headers: &[String],
        detected: &[Option<ColumnTarget>],
        used: &[&custom_field::Model],
        may_add: bool,
    ) -> (Vec<Option<ColumnTarget>>, Vec<Option<DateReading>>) {
        let mut known: HashMap<&str, VecDeque<&Taken>> = HashMap::new();
        for column in &self.columns {
            known.entry(&column.header).or_default().push_back(column);
        }
        let mine: Vec<Option<&Taken>> =
            headers.iter().map(|header| known.get_mut(fold_header(header).as_str())?.pop_front()).collect();
        let holds = |target: &ColumnTarget| match target {
            ColumnTarget::Field(_) => true,
            ColumnTarget::Custom(id) => used.iter().any(|field| field.id == *id),
            ColumnTarget::New(_) => false,
        };
        let filled: Vec<ColumnTarget> =
            mine.iter().flatten().filter_map(|column| column.target).filter(holds).collect();
        let target = |(mine, detected): (&Option<&Taken>, &Option<ColumnTarget>)| {
            let detected = detected.filter(|target| !filled.contains(target));
            match mine.map(|column| column.target) {
                Some(None) => None,
                Some(Some(target)) if holds(&target) => Some(target),
                // A field that was to be added may have been meanwhile.
                Some(Some(target @ ColumnTarget::New(_))) => detected.or(may_add.then_some(target)),
                Some(Some(_)) | None => detected,
            }
        };
        let targets = mine.iter().zip(detected).map(target).collect();
        (targets, mine.iter().map(|column| column.and_then(|column| column.dates)).collect())
    }
}

/// The mappings that are kept under names, by name.
pub async fn list_mappings(app: &App, _actor: Actor, _input: Nothing) -> Result<Vec<ImportMapping>> {
    Ok(live(app.read()).await?.into_iter().map(view).collect())
}

/// Keeps how the columns of a file are mapped now under a name.
///
/// # Errors
/// `invalid` for a name that is empty or taken, or one mapping too many; what `preview_import` gives.
pub async fn create_mapping(app: &App, actor: Actor, input: CreateMapping) -> Result<SavedMapping> {
    let columns = columns(app, actor, &input.import).await?;
    let mut tx = app.write(actor, "create_mapping").await?;
    let others = live(tx.db()).await?;
    if others.len() >= MOST {
        return Err(Error::invalid("name", "too_many"));
    }
    let mapping = Model {
        id: tx.key(),
        name: free_name(&input.name, &others)?,
        columns,
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    };
    let (mapping, act) = (view(tx.insert(mapping).await?), tx.act());
    tx.commit().await?;
    Ok(SavedMapping { mapping, act })
}

/// Changes a mapping that is kept under a name.
///
/// # Errors
/// `not_found`; `invalid` for a name that is empty or taken; what `preview_import` gives.
pub async fn update_mapping(app: &App, actor: Actor, input: UpdateMapping) -> Result<SavedMapping> {
    let columns = match &input.import {
        Some(import) => Some(columns(app, actor, import).await?),
        None => None,
    };
    let mut tx = app.write(actor, "update_mapping").await?;
    let before = find(tx.db(), input.id).await?;
    let mut after = before.clone();
    if let Some(name) = &input.name {
        let mut others = live(tx.db()).await?;
        others.retain(|other| other.id != before.id);
        after.name = free_name(name, &others)?;
    }
    after.columns = columns.unwrap_or(after.columns);
    let (mapping, act) = (view(tx.update(&before, after).await?), tx.act());
    tx.commit().await?;
    Ok(SavedMapping { mapping, act })
}

/// Forgets a mapping that is kept under a name.
///
/// # Errors
/// `not_found`.
pub async fn delete_mapping(app: &App, actor: Actor, input: DeleteMapping) -> Result<Deleted> {
    let mut tx = app.write(actor, "delete_mapping").await?;
    let mapping = find(tx.db(), input.id).await?;
    let count = tx.delete(Table::ImportMapping, &[mapping.id.0]).await?;
    let act = tx.act();
    tx.commit().await?;
    Ok(Deleted { act, count })
}

/// How the columns of a file are mapped now, as JSON.
async fn columns(app: &App, actor: Actor, import: &ImportCustomers) -> Result<String> {
    let review = review(app, actor, import, None).await?;
    serde_json::to_string(&review.read.columns.taken(&review.read.sheet.headers)).map_err(internal)
}

fn free_name(name: &str, others: &[Model]) -> Result<String> {
    let name = required_name(name)?;
    if others.iter().any(|other| other.name.to_lowercase() == name.to_lowercase()) {
        return Err(Error::invalid("name", "taken"));
    }
    Ok(name)
}

fn view(mapping: Model) -> ImportMapping {
    ImportMapping { id: mapping.id, name: mapping.name }
}

async fn live(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    let live = import_mapping::Entity::find().filter(Column::DeletedAt.is_null());
    Ok(live.order_by_asc(Column::Name).order_by_asc(Column::Id).all(db).await?)
}

async fn find(db: &impl ConnectionTrait, id: ImportMappingId) -> Result<Model> {
    let live = import_mapping::Entity::find_by_id(id).filter(Column::DeletedAt.is_null());
    live.one(db).await?.ok_or_else(|| Error::not_found("import_mapping"))
}

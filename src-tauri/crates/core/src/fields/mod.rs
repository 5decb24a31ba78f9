//! Custom fields: what a business wants to know beside the fields that every record has, and what records hold in them.

pub mod choices;
pub mod counts;
pub mod custom_field;
pub mod custom_value;
pub mod field_choice;
pub(crate) mod many;
pub mod matching;
pub(crate) mod ranks;
pub mod values;
pub(crate) mod written;

use std::collections::HashMap;

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use custom_field::{Kind, Subject};
pub use values::{HeldValue, Value, ValuesInput};

use crate::App;
use crate::error::{Error, Result, internal};
use crate::ids::{ActId, CustomFieldId, FieldChoiceId};
use crate::messages::message_with;
use crate::people::{Actor, Language};
use crate::store::unit::Tx;
use crate::wire::{given, short_text};
use custom_field::{Answer, Model};

/// Which fields.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListFields {
    /// Only those of this kind of record.
    pub subject: Option<Subject>,
}

/// A choice as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldChoice {
    /// Key.
    pub id: FieldChoiceId,
    /// Its name in English; may be empty where there is a Chinese one.
    pub name_en: String,
    /// Its name in Chinese; may be empty where there is an English one.
    pub name_zh: String,
    /// The colour of its mark, by its number among those of charts; 0 for none.
    #[ts(type = "number")]
    pub colour: i64,
}

/// A custom field as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomField {
    /// Key.
    pub id: CustomFieldId,
    /// What kind of record has it.
    pub subject: Subject,
    /// Its name in English; may be empty where there is a Chinese one.
    pub name_en: String,
    /// Its name in Chinese; may be empty where there is an English one.
    pub name_zh: String,
    /// What it holds.
    pub kind: Kind,
    /// The group that it stands in; empty for none.
    pub section: String,
    /// Whether a new record must have a value.
    pub required: bool,
    /// Whether lists offer it as a column.
    pub in_list: bool,
    /// Whether it is out of use; values are kept.
    pub archived: bool,
    /// The value that new records start with.
    pub start: Option<Value>,
    /// Its choices, in order.
    pub choices: Vec<FieldChoice>,
}

/// A field as it was saved, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedField {
    /// The field as it is now.
    #[serde(flatten)]
    pub field: CustomField,
    /// The act.
    pub act: ActId,
}

/// A new field; it stands behind the others. One of its names is needed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CreateField {
    /// What kind of record has it.
    pub subject: Subject,
    /// Its name in English.
    #[serde(default)]
    pub name_en: Option<String>,
    /// Its name in Chinese.
    #[serde(default)]
    pub name_zh: Option<String>,
    /// What it holds.
    pub kind: Kind,
    /// The group that it stands in.
    #[serde(default)]
    pub section: Option<String>,
}

/// New values for a field; what is left out stays.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UpdateField {
    /// Which field.
    pub id: CustomFieldId,
    /// Its name in English.
    #[serde(default)]
    pub name_en: Option<String>,
    /// Its name in Chinese.
    #[serde(default)]
    pub name_zh: Option<String>,
    /// What it holds; another kind only as long as no record holds a value that isn't of it.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// The group that it stands in.
    #[serde(default)]
    pub section: Option<String>,
    /// Whether a new record must have a value.
    #[serde(default)]
    pub required: Option<bool>,
    /// Whether lists offer it as a column.
    #[serde(default)]
    pub in_list: Option<bool>,
    /// Whether it is out of use; values are kept.
    #[serde(default)]
    pub archived: Option<bool>,
    /// The value that new records start with; null for none.
    #[serde(default, deserialize_with = "given")]
    pub start: Option<Option<Value>>,
}

/// Another place for a field among the others of its kind of record.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct MoveField {
    /// Which field.
    pub id: CustomFieldId,
    /// The one that it comes before; none for the end.
    #[serde(default)]
    pub before: Option<CustomFieldId>,
    /// The group that it stands in from then on; the same where it is left out.
    #[serde(default)]
    pub section: Option<String>,
}

/// What moving a field did, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MovedField {
    /// The act; none where it stood there already.
    pub act: Option<ActId>,
}

/// More fields than this nobody fills in.
const MOST: usize = 200;

/// The fields that there are, archived ones too, in order.
pub async fn list_fields(app: &App, _actor: Actor, input: ListFields) -> Result<Vec<CustomField>> {
    fields(app.read(), input.subject).await
}

/// Adds a field.
///
/// # Errors
/// `invalid` for a field without a name, one with the name of another, or one too many.
pub async fn create_field(app: &App, actor: Actor, input: CreateField) -> Result<SavedField> {
    let mut tx = app.write(actor, "create_field").await?;
    let name_en = short_text("nameEn", input.name_en.as_deref().unwrap_or_default())?;
    let name_zh = short_text("nameZh", input.name_zh.as_deref().unwrap_or_default())?;
    let section = short_text("section", input.section.as_deref().unwrap_or_default())?;
    let field = Model { section, ..Model::new(tx.key(), input.subject, input.kind, (name_en, name_zh), tx.now()) };
    let id = field.id;
    add(&mut tx, vec![field]).await?;
    saved(tx, id).await
}

/// Adds fields behind the others.
///
/// # Errors
/// `invalid` for a field without a name, one with the name of another, or one too many.
pub(crate) async fn add(tx: &mut Tx<'_>, new: Vec<Model>) -> Result<()> {
    for mut field in new {
        let others = all(tx.db(), Some(field.subject)).await?;
        may_be_added(&field, &others)?;
        field.position = others.last().map_or(0, |last| last.position + 1);
        tx.insert(field).await?;
    }
    Ok(())
}

/// Whether a field can stand beside the others of its kind of record.
///
/// # Errors
/// Those of [`add`].
pub(crate) fn may_be_added(field: &Model, others: &[Model]) -> Result<()> {
    if others.len() >= MOST {
        return Err(Error::invalid("nameEn", "too_many"));
    }
    named(field, others)
}

/// Changes a field.
///
/// # Errors
/// `not_found`; `invalid` for a field without a name or with that of another, for a kind that its values aren't of, for a
/// start that isn't of its kind.
pub async fn update_field(app: &App, actor: Actor, input: UpdateField) -> Result<SavedField> {
    let mut tx = app.write(actor, "update_field").await?;
    let before = find(tx.db(), input.id).await?;
    let mut after = before.clone();
    let texts = [
        ("nameEn", &mut after.name_en, input.name_en),
        ("nameZh", &mut after.name_zh, input.name_zh),
        ("section", &mut after.section, input.section),
    ];
    for (name, field, text) in texts {
        if let Some(text) = text {
            *field = short_text(name, &text)?;
        }
    }
    named(&after, &all(tx.db(), Some(before.subject)).await?)?;
    if let Some(kind) = input.kind.filter(|kind| *kind != before.kind) {
        if !before.kind.fits(kind) && values::any(tx.db(), before.id).await? {
            return Err(Error::invalid("kind", "has_values"));
        }
        after.kind = kind;
        after.start = String::new();
    }
    if let Some(start) = input.start {
        let choices = choices::of(tx.db(), Some(before.id)).await?;
        let checked = start.map(|value| values::checked("start", &after, &choices, value)).transpose()?.flatten();
        after.start = checked.as_ref().map(serde_json::to_string).transpose().map_err(internal)?.unwrap_or_default();
    }
    after.required = input.required.map_or(after.required, Answer::from);
    after.in_list = input.in_list.map_or(after.in_list, Answer::from);
    after.archived = input.archived.map_or(after.archived, Answer::from);
    let field = tx.update(&before, after).await?;
    tx.counts(1);
    saved(tx, field.id).await
}

/// Moves a field to another place, and to another group where one is named.
///
/// # Errors
/// `not_found`.
pub async fn move_field(app: &App, actor: Actor, input: MoveField) -> Result<MovedField> {
    let mut tx = app.write(actor, "move_field").await?;
    let mut moved = find(tx.db(), input.id).await?;
    if input.before == Some(moved.id) {
        return Ok(MovedField { act: None });
    }
    let mut changed = false;
    if let Some(section) = input.section {
        let section = short_text("section", &section)?;
        changed = section != moved.section;
        moved = tx.update(&moved.clone(), Model { section, ..moved }).await?;
    }
    let mut order = all(tx.db(), Some(moved.subject)).await?;
    order.retain(|field| field.id != moved.id);
    let at = match input.before {
        Some(before) => order.iter().position(|field| field.id == before).ok_or_else(|| Error::not_found("field"))?,
        None => order.len(),
    };
    order.insert(at, moved);
    for (position, field) in (0..).zip(order) {
        changed |= field.position != position;
        tx.update(&field, Model { position, ..field.clone() }).await?;
    }
    tx.counts(1);
    let act = changed.then(|| tx.act());
    tx.commit().await?;
    Ok(MovedField { act })
}

async fn saved(tx: Tx<'_>, id: CustomFieldId) -> Result<SavedField> {
    let row = find(tx.db(), id).await?;
    let choices = choices::of(tx.db(), Some(id)).await?;
    let (field, act) = (shown(row, &choices), tx.act());
    tx.commit().await?;
    Ok(SavedField { field, act })
}

/// What stands above a field of people in a list of customers, so that nobody takes it for the customer's.
pub(crate) fn contact_header(language: Language, name: &str) -> String {
    message_with(language, "export-contact-field", &[("name", name.into())])
}

/// A field has a name, and none of another one beside it.
fn named(field: &Model, others: &[Model]) -> Result<()> {
    if field.name_en.is_empty() && field.name_zh.is_empty() {
        return Err(Error::invalid("nameEn", "required"));
    }
    let same = |one: &str, other: &str| !one.is_empty() && one.to_lowercase() == other.to_lowercase();
    for other in others.iter().filter(|other| other.id != field.id) {
        if same(&field.name_en, &other.name_en) {
            return Err(Error::invalid("nameEn", "taken"));
        }
        if same(&field.name_zh, &other.name_zh) {
            return Err(Error::invalid("nameZh", "taken"));
        }
    }
    Ok(())
}

/// All fields there are, as stored, in order.
pub(crate) async fn all(db: &impl ConnectionTrait, subject: Option<Subject>) -> Result<Vec<Model>> {
    use custom_field::Column;
    let live = custom_field::Entity::find().filter(Column::DeletedAt.is_null());
    let live = subject.iter().fold(live, |live, subject| live.filter(Column::Subject.eq(*subject)));
    Ok(live.order_by_asc(Column::Position).order_by_asc(Column::Id).all(db).await?)
}

/// All fields there are, with their choices, in order.
pub(crate) async fn fields(db: &impl ConnectionTrait, subject: Option<Subject>) -> Result<Vec<CustomField>> {
    let mut by_field: HashMap<CustomFieldId, Vec<field_choice::Model>> = HashMap::new();
    for choice in choices::of(db, None).await? {
        by_field.entry(choice.field_id).or_default().push(choice);
    }
    let of = |field: Model| {
        let choices = by_field.remove(&field.id).unwrap_or_default();
        shown(field, &choices)
    };
    Ok(all(db, subject).await?.into_iter().map(of).collect())
}

pub(super) async fn find(db: &impl ConnectionTrait, id: CustomFieldId) -> Result<Model> {
    let found = custom_field::Entity::find_by_id(id).filter(custom_field::Column::DeletedAt.is_null()).one(db).await?;
    found.ok_or_else(|| Error::not_found("field"))
}

/// A field with those of its choices that are there. A start that isn't of its kind any more is none.
fn shown(field: Model, choices: &[field_choice::Model]) -> CustomField {
    let start = values::start(&field, choices);
    let choice = |choice: &field_choice::Model| FieldChoice {
        id: choice.id,
        name_en: choice.name_en.clone(),
        name_zh: choice.name_zh.clone(),
        colour: choice.colour,
    };
    CustomField {
        id: field.id,
        subject: field.subject,
        choices: if field.kind.chooses() { choices.iter().map(choice).collect() } else { Vec::new() },
        kind: field.kind,
        required: field.required == Answer::Yes,
        in_list: field.in_list == Answer::Yes,
        archived: field.archived == Answer::Yes,
        start,
        name_en: field.name_en,
        name_zh: field.name_zh,
        section: field.section,
    }
}

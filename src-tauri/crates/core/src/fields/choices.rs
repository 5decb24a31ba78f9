//! The choices that a field offers.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use ts_rs::TS;

use super::custom_field::Kind;
use super::field_choice::{self, Model};
use super::values::Value;
use super::{SavedField, custom_field, custom_value, find, saved, values};
use crate::App;
use crate::error::{Error, Result, internal};
use crate::ids::{CustomFieldId, FieldChoiceId};
use crate::people::Actor;
use crate::store::records::Table;
use crate::wire::short_text;

/// A choice as it shall be.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ChoiceInput {
    /// Its key; none for a new one.
    #[serde(default)]
    pub id: Option<FieldChoiceId>,
    /// Its name in English.
    #[serde(default)]
    pub name_en: Option<String>,
    /// Its name in Chinese.
    #[serde(default)]
    pub name_zh: Option<String>,
    /// The colour of its mark, by its number among those of charts; 0 for none.
    #[serde(default)]
    #[ts(optional, type = "number | null")]
    pub colour: Option<i64>,
}

/// All choices that a field shall have, in order.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveChoices {
    /// Which field.
    pub field_id: CustomFieldId,
    /// Its choices. One that is there already is removed with `remove_choice` alone.
    pub choices: Vec<ChoiceInput>,
}

/// A choice to remove.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct RemoveChoice {
    /// Which choice.
    pub id: FieldChoiceId,
    /// The choice of the same field that takes its place where it was chosen; none leaves those empty.
    #[serde(default)]
    pub replacement: Option<FieldChoiceId>,
}

/// More choices than this are no choices any more.
pub(crate) const MOST: usize = 200;

/// The colours of marks: none, and those of charts.
const COLOURS: RangeInclusive<i64> = 0..=6;

/// Gives a field these choices.
///
/// # Errors
/// `not_found`; `invalid` for a field that has no choices, a choice without a name or with that of another, one too many, or
/// where one that is there is missing.
pub async fn save_choices(app: &App, actor: Actor, input: SaveChoices) -> Result<SavedField> {
    let mut tx = app.write(actor, "save_choices").await?;
    tx.counts(1);
    let field = find(tx.db(), input.field_id).await?;
    if !field.kind.chooses() {
        return Err(Error::invalid("choices", "wrong_kind"));
    }
    if input.choices.len() > MOST {
        return Err(Error::invalid("choices", "too_many"));
    }
    let before: HashMap<FieldChoiceId, Model> =
        of(tx.db(), Some(field.id)).await?.into_iter().map(|choice| (choice.id, choice)).collect();
    let named: HashSet<FieldChoiceId> = input.choices.iter().filter_map(|choice| choice.id).collect();
    if before.keys().any(|id| !named.contains(id)) {
        return Err(Error::invalid("choices", "missing"));
    }
    let mut names: HashSet<(bool, String)> = HashSet::new();
    let mut new = Vec::new();
    for (position, choice) in (0..).zip(input.choices) {
        let known = match choice.id {
            Some(id) => Some(before.get(&id).ok_or_else(|| Error::invalid("choices", "not_found"))?),
            None => None,
        };
        let text = |given: Option<String>, was: Option<&String>| match given {
            Some(text) => short_text("choices", &text),
            None => Ok(was.cloned().unwrap_or_default()),
        };
        let (name_en, name_zh) = (
            text(choice.name_en, known.map(|known| &known.name_en))?,
            text(choice.name_zh, known.map(|known| &known.name_zh))?,
        );
        if name_en.is_empty() && name_zh.is_empty() {
            return Err(Error::invalid("choices", "required"));
        }
        for (chinese, name) in [(false, &name_en), (true, &name_zh)] {
            if !name.is_empty() && !names.insert((chinese, name.to_lowercase())) {
                return Err(Error::invalid("choices", "taken"));
            }
        }
        let colour = choice.colour.unwrap_or(known.map_or(0, |known| known.colour));
        if !COLOURS.contains(&colour) {
            return Err(Error::invalid("choices", "out_of_range"));
        }
        match known {
            Some(known) => {
                tx.update(known, Model { name_en, name_zh, colour, position, ..known.clone() }).await?;
            }
            None => {
                let choice = Model::new(tx.key(), field.id, (name_en, name_zh), position, tx.now());
                new.push(Model { colour, ..choice });
            }
        }
    }
    tx.insert_many(new).await?;
    saved(tx, field.id).await
}

/// Removes a choice and puts another in its place wherever it was chosen.
///
/// # Errors
/// `not_found`; `invalid` where the other one isn't a choice of the same field.
pub async fn remove_choice(app: &App, actor: Actor, input: RemoveChoice) -> Result<SavedField> {
    use custom_value::Column;
    let mut tx = app.write(actor, "remove_choice").await?;
    tx.counts(1);
    let choice = field_choice::Entity::find_by_id(input.id).filter(field_choice::Column::DeletedAt.is_null());
    let choice = choice.one(tx.db()).await?.ok_or_else(|| Error::not_found("choice"))?;
    let field = find(tx.db(), choice.field_id).await?;
    let others = of(tx.db(), Some(field.id)).await?;
    if let Some(other) = input.replacement {
        if other == choice.id || others.iter().all(|known| known.id != other) {
            return Err(Error::invalid("replacement", "not_found"));
        }
        let live = || custom_value::Entity::find().filter(Column::DeletedAt.is_null());
        let chosen = live().filter(Column::ChoiceId.eq(choice.id)).all(tx.db()).await?;
        // Who chose both keeps the other one once.
        let there = if field.kind == Kind::Choices {
            live().filter(Column::ChoiceId.eq(other)).all(tx.db()).await?
        } else {
            Vec::new()
        };
        let there: HashSet<_> = there.into_iter().map(|value| (value.customer_id, value.contact_id)).collect();
        let moving: Vec<Uuid> = chosen
            .into_iter()
            .filter(|value| !there.contains(&(value.customer_id, value.contact_id)))
            .map(|value| value.id.0)
            .collect();
        tx.update_many::<custom_value::Model>(Column::ChoiceId, &other.into(), &moving).await?;
    }
    if let Some(start) = values::start(&field, &others) {
        let left = without(start, choice.id, input.replacement);
        let start = left.as_ref().map(serde_json::to_string).transpose().map_err(internal)?.unwrap_or_default();
        tx.update(&field, custom_field::Model { start, ..field.clone() }).await?;
    }
    tx.delete(Table::FieldChoice, &[choice.id.0]).await?;
    saved(tx, field.id).await
}

/// A start with another choice, or none, in the place of one.
fn without(start: Value, gone: FieldChoiceId, other: Option<FieldChoiceId>) -> Option<Value> {
    let Value::Choices { ids } = start else { return Some(start) };
    let mut left: Vec<FieldChoiceId> = Vec::with_capacity(ids.len());
    for id in ids {
        let id = if id == gone { other } else { Some(id) };
        left.extend(id.filter(|id| !left.contains(id)));
    }
    (!left.is_empty()).then_some(Value::Choices { ids: left })
}

/// The choices of a field, or of all, in order.
pub(crate) async fn of(db: &impl ConnectionTrait, field: Option<CustomFieldId>) -> Result<Vec<Model>> {
    use field_choice::Column;
    let live = field_choice::Entity::find().filter(Column::DeletedAt.is_null());
    let live = field.iter().fold(live, |live, field| live.filter(Column::FieldId.eq(*field)));
    Ok(live.order_by_asc(Column::Position).order_by_asc(Column::Id).all(db).await?)
}

//! What communications are about: the list of categories, and the one that a communication has; and how it sounds.
//!
//! Every workspace begins with the same categories, whose keys are the same everywhere. A row stands for one of these only
//! once somebody changed it, and for each that a person added.

use std::collections::BTreeMap;

use satchel_insight::text::Topic;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::category::{self, CategoryBy, Model};
use super::communication::GivenTone;
use super::{Communication, find};
use crate::App;
use crate::customers::Deleted;
use crate::error::{Error, Result};
use crate::fields::custom_field::Answer;
use crate::ids::{ActId, CategoryId, CommunicationId};
use crate::messages::message;
use crate::people::{Actor, Language};
use crate::store::records::Table;
use crate::wire::{Nothing, short_text};

/// A category as it is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "ConversationCategory")]
pub struct Category {
    /// Key.
    pub id: CategoryId,
    /// Which of those that every workspace begins with it is; the screen has its name.
    pub topic: Option<Topic>,
    /// Its own name in English; empty where it has none.
    pub name_en: String,
    /// Its own name in Chinese; empty where it has none.
    pub name_zh: String,
}

/// A new category, or another name for one.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SaveCategory {
    /// Which one; a new one where it is left out.
    #[serde(default)]
    pub id: Option<CategoryId>,
    /// Its name in English.
    #[serde(default)]
    pub name_en: String,
    /// Its name in Chinese.
    #[serde(default)]
    pub name_zh: String,
}

/// A category, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SavedCategory {
    /// Its key.
    pub id: CategoryId,
    /// The act.
    pub act: ActId,
}

/// Which category to delete.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeleteCategory {
    /// Its key.
    pub id: CategoryId,
}

/// What a communication is about.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SetCategory {
    /// Which communication.
    pub id: CommunicationId,
    /// Its category; none of them where it is left out.
    #[serde(default)]
    pub category_id: Option<CategoryId>,
}

/// How a communication sounds.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SetTone {
    /// Which communication.
    pub id: CommunicationId,
    /// Its tone; what the program would say where it is left out.
    #[serde(default)]
    pub tone: Option<GivenTone>,
}

/// The act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CategorySet {
    /// The act; none where nothing changed.
    pub act: Option<ActId>,
}

/// More categories than this sort nothing any more.
const MOST: usize = 40;

/// The key of one of the categories that every workspace begins with.
pub(crate) const fn key_of(topic: Topic) -> CategoryId {
    // A name space of its own: no other key is made so.
    CategoryId(Uuid::from_u128(0x5a7c_4e10_0000_8000_8000_0000_0000_0000 + topic as u128))
}

/// Which of those that every workspace begins with a key stands for.
pub(crate) fn topic_of(id: CategoryId) -> Option<Topic> {
    Topic::ALL.into_iter().find(|topic| key_of(*topic) == id)
}

/// What one of the categories that every workspace begins with is called, in English and in Chinese.
pub(crate) fn names_of(topic: Topic) -> [String; 2] {
    let id = format!("topic-{}", topic.label());
    [Language::English, Language::Chinese].map(|language| message(language, &id))
}

/// The categories that are offered: those that every workspace begins with, then its own in the order they were made.
pub async fn list_categories(app: &App, _actor: Actor, _input: Nothing) -> Result<Vec<Category>> {
    offered(app.read()).await
}

pub(crate) async fn offered(db: &impl ConnectionTrait) -> Result<Vec<Category>> {
    let rows = rows(db).await?;
    let changed: BTreeMap<&str, &Model> = rows.iter().map(|row| (row.topic.as_str(), row)).collect();
    let begun = Topic::ALL.into_iter().filter_map(|topic| {
        let row = changed.get(topic.label());
        let (name_en, name_zh) = row.map(|row| (row.name_en.clone(), row.name_zh.clone())).unwrap_or_default();
        let category = Category { id: key_of(topic), topic: Some(topic), name_en, name_zh };
        row.is_none_or(|row| row.hidden == Answer::No).then_some(category)
    });
    let own = rows.iter().filter(|row| row.topic.is_empty()).map(|row| Category {
        id: row.id,
        topic: None,
        name_en: row.name_en.clone(),
        name_zh: row.name_zh.clone(),
    });
    Ok(begun.chain(own).collect())
}

async fn rows(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    let live = category::Entity::find().filter(category::Column::DeletedAt.is_null());
    Ok(live.order_by_asc(category::Column::Id).all(db).await?)
}

/// Adds a category, or gives one another name.
///
/// # Errors
/// `not_found`; `invalid` without a name in any language, for one category too many.
pub async fn save_category(app: &App, actor: Actor, input: SaveCategory) -> Result<SavedCategory> {
    let mut tx = app.write(actor, "save_category").await?;
    let (name_en, name_zh) = (short_text("nameEn", &input.name_en)?, short_text("nameZh", &input.name_zh)?);
    if name_en.is_empty() && name_zh.is_empty() {
        return Err(Error::invalid("nameEn", "required"));
    }
    let all = rows(tx.db()).await?;
    if input.id.is_none() && all.len() >= MOST {
        return Err(Error::invalid("nameEn", "too_many"));
    }
    let topic = input.id.and_then(topic_of);
    let known = all.iter().find(|row| match topic {
        Some(topic) => row.topic == topic.label(),
        None => Some(row.id) == input.id,
    });
    let id = match (known, topic, input.id) {
        (Some(row), _, _) => tx.update(row, Model { name_en, name_zh, hidden: Answer::No, ..row.clone() }).await?.id,
        (None, None, Some(_)) => return Err(Error::not_found("category")),
        (None, _, _) => {
            let row = new_row(tx.key(), topic, (name_en, name_zh), Answer::No, tx.now());
            tx.insert(row).await?.id
        }
    };
    let saved = SavedCategory { id: topic.map_or(id, key_of), act: tx.act() };
    tx.commit().await?;
    Ok(saved)
}

fn new_row(
    id: CategoryId,
    topic: Option<Topic>,
    (name_en, name_zh): (String, String),
    hidden: Answer,
    now: crate::ids::Timestamp,
) -> Model {
    let topic = topic.map_or("", Topic::label).to_owned();
    Model { id, topic, name_en, name_zh, hidden, created_at: now, updated_at: now, deleted_at: None }
}

/// Deletes a category, or offers one that every workspace begins with no longer. Communications keep it until they get another.
///
/// # Errors
/// `not_found`.
pub async fn delete_category(app: &App, actor: Actor, input: DeleteCategory) -> Result<Deleted> {
    let mut tx = app.write(actor, "delete_category").await?;
    let topic = topic_of(input.id);
    if let Some(topic) = topic {
        let row = rows(tx.db()).await?.into_iter().find(|row| row.topic == topic.label());
        match row {
            Some(row) => drop(tx.update(&row, Model { hidden: Answer::Yes, ..row.clone() }).await?),
            None => {
                let row = new_row(tx.key(), Some(topic), Default::default(), Answer::Yes, tx.now());
                tx.insert(row).await?;
            }
        }
    } else if tx.delete(Table::Category, &[input.id.0]).await? == 0 {
        return Err(Error::not_found("category"));
    }
    let act = tx.act();
    tx.commit().await?;
    Ok(Deleted { act, count: 1 })
}

/// Says what a communication is about. The program learns from it.
///
/// # Errors
/// `not_found` for the communication; `invalid` for a category that isn't offered.
pub async fn set_category(app: &App, actor: Actor, input: SetCategory) -> Result<CategorySet> {
    let mut tx = app.write(actor, "set_category").await?;
    tx.counts(1);
    let before = find(tx.db(), input.id).await?;
    if let Some(id) = input.category_id
        && !offered(tx.db()).await?.iter().any(|category| category.id == id)
    {
        return Err(Error::invalid("categoryId", "not_found"));
    }
    let after = Communication { category_id: input.category_id, category_by: CategoryBy::Person, ..before.clone() };
    if after == before {
        return Ok(CategorySet { act: None });
    }
    tx.update(&before, after).await?;
    let act = tx.act();
    tx.commit().await?;
    Ok(CategorySet { act: Some(act) })
}

/// Says how a communication sounds. The program learns from it.
///
/// # Errors
/// `not_found`.
pub async fn set_tone(app: &App, actor: Actor, input: SetTone) -> Result<CategorySet> {
    let mut tx = app.write(actor, "set_tone").await?;
    tx.counts(1);
    let before = find(tx.db(), input.id).await?;
    let after = Communication { tone: input.tone, ..before.clone() };
    if after == before {
        return Ok(CategorySet { act: None });
    }
    tx.update(&before, after).await?;
    let act = tx.act();
    tx.commit().await?;
    Ok(CategorySet { act: Some(act) })
}

//! Texts that are written again and again, with blanks that are filled in for whom they are written.

use satchel_domain::{Blank, fill_in, sort_key};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::communication::Channel;
use super::template::{Column, Entity, Model as Template};
use crate::customers::{self, Deleted, contact};
use crate::error::{Error, Result};
use crate::ids::{ActId, ContactId, CustomerId, TemplateId};
use crate::people::{Actor, Language, user};
use crate::store::records::Table;
use crate::wire::{Nothing, Problems, long_text, short_text};
use crate::{App, format, people};

/// A new template, or another one in the place of one.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SaveTemplate {
    /// Which one; a new one where it is left out.
    #[serde(default)]
    pub id: Option<TemplateId>,
    /// What it is called.
    pub name: String,
    /// How what it is for is held; any way where it is left out.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// Its subject.
    #[serde(default)]
    pub title: String,
    /// Its text.
    #[serde(default)]
    pub text: String,
}

/// A template, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SavedTemplate {
    /// Its key.
    pub id: TemplateId,
    /// The act.
    pub act: ActId,
}

/// Which template to delete.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeleteTemplate {
    /// Its key.
    pub id: TemplateId,
}

/// For whom to fill in a template.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct FillTemplate {
    /// Which template.
    pub id: TemplateId,
    /// The customer, where it is known yet.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// The people there, in order.
    #[serde(default)]
    pub contact_ids: Vec<ContactId>,
}

/// A template filled in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FilledTemplate {
    /// The channel that the template is for.
    pub channel: Option<Channel>,
    /// The subject.
    pub title: String,
    /// The text.
    pub text: String,
    /// The blanks that are left, as they are written in English.
    pub left: Vec<&'static str>,
}

/// More templates than this are no help any more.
const MOST: u64 = 200;
/// People of one conversation that are named.
const PEOPLE: usize = 50;

/// The templates, by name.
pub async fn list_templates(app: &App, _actor: Actor, _input: Nothing) -> Result<Vec<Template>> {
    let mut all = Entity::find().filter(Column::DeletedAt.is_null()).all(app.read()).await?;
    all.sort_by_cached_key(|template| (sort_key(&template.name), template.id));
    Ok(all)
}

/// Keeps a template.
///
/// # Errors
/// `not_found`; `invalid` without a name, without subject and text, for one too many.
pub async fn save_template(app: &App, actor: Actor, input: SaveTemplate) -> Result<SavedTemplate> {
    let SaveTemplate { id, name, channel, title, text } = input;
    let mut wrong = Problems::default();
    let name = wrong.of(short_text("name", &name))?.unwrap_or_default();
    let title = wrong.of(short_text("title", &title))?.unwrap_or_default();
    let text = wrong.of(long_text("text", &text))?.unwrap_or_default();
    if name.is_empty() {
        wrong.of::<()>(Err(Error::invalid("name", "required")))?;
    }
    if title.is_empty() && text.is_empty() {
        wrong.of::<()>(Err(Error::invalid("text", "required")))?;
    }
    wrong.none()?;
    let mut tx = app.write(actor, "save_template").await?;
    let live = Entity::find().filter(Column::DeletedAt.is_null());
    let saved = match id {
        Some(id) => {
            let row = live.filter(Column::Id.eq(id)).one(tx.db()).await?.ok_or_else(|| Error::not_found("template"))?;
            tx.update(&row, Template { name, channel, title, text, ..row.clone() }).await?
        }
        None if live.count(tx.db()).await? >= MOST => return Err(Error::invalid("name", "too_many")),
        None => {
            let now = tx.now();
            let row = Template {
                id: tx.key(),
                name,
                channel,
                title,
                text,
                created_at: now,
                updated_at: now,
                deleted_at: None,
            };
            tx.insert(row).await?
        }
    };
    let saved = SavedTemplate { id: saved.id, act: tx.act() };
    tx.commit().await?;
    Ok(saved)
}

/// Deletes a template. What was written with it stays.
///
/// # Errors
/// `not_found`.
pub async fn delete_template(app: &App, actor: Actor, input: DeleteTemplate) -> Result<Deleted> {
    let mut tx = app.write(actor, "delete_template").await?;
    if tx.delete(Table::Template, &[input.id.0]).await? == 0 {
        return Err(Error::not_found("template"));
    }
    let deleted = Deleted { act: tx.act(), count: 1 };
    tx.commit().await?;
    Ok(deleted)
}

/// Fills in a template for a customer and people there. Nothing is written.
///
/// # Errors
/// `not_found` for a template or a customer that isn't there; `invalid` for too many people.
pub async fn fill_template(app: &App, actor: Actor, input: FillTemplate) -> Result<FilledTemplate> {
    let db = app.read();
    let live = Entity::find_by_id(input.id).filter(Column::DeletedAt.is_null());
    let template = live.one(db).await?.ok_or_else(|| Error::not_found("template"))?;
    if input.contact_ids.len() > PEOPLE {
        return Err(Error::invalid("contactIds", "too_many"));
    }
    let customer = match input.customer_id {
        Some(id) => Some(customers::find(db, id).await?),
        None => None,
    };
    let named: Vec<(ContactId, String)> = contact::Entity::find()
        .filter(contact::Column::Id.is_in(input.contact_ids.iter().copied()))
        .filter(contact::Column::DeletedAt.is_null())
        .select_only()
        .columns([contact::Column::Id, contact::Column::Name])
        .into_tuple()
        .all(db)
        .await?;
    let people: Vec<&str> = input
        .contact_ids
        .iter()
        .filter_map(|id| named.iter().find(|(known, _)| known == id).map(|(_, name)| name.as_str()))
        .collect();
    let me = user::Entity::find_by_id(actor.user).one(db).await?.map(|user| user.name).unwrap_or_default();
    let business = people::workspace::Entity::find().one(db).await?.map(|row| row.name).unwrap_or_default();
    let today = app.clock.today();
    let of = |blank: Blank, in_chinese: bool| match blank {
        Blank::Customer => customer.as_ref().map(|customer| customer.name.clone()).unwrap_or_default(),
        Blank::Number => customer.as_ref().map(|customer| customer.number.clone()).unwrap_or_default(),
        Blank::Person => people.join(if in_chinese { "、" } else { ", " }),
        Blank::Me => me.clone(),
        Blank::Business => business.clone(),
        Blank::Today => format::full_date(if in_chinese { Language::Chinese } else { Language::English }, today),
    };
    let (title, mut left) = fill_in(&template.title, of);
    let (text, more) = fill_in(&template.text, of);
    left.extend(more);
    left.sort_unstable();
    left.dedup();
    let left = left.into_iter().map(|blank| blank.words()[0]).collect();
    Ok(FilledTemplate { channel: template.channel, title, text, left })
}

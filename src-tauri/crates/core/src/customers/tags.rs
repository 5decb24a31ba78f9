//! The tags that customers are sorted under.

use std::collections::{HashMap, HashSet};

use satchel_domain::{Spelling, Typed, clean_text, sort_key};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::facets::MOST_TAGS;
use super::roster::Named;
use super::{Tag, customer_tag, find, record, tag};
use crate::App;
use crate::error::Result;
use crate::ids::{CustomerId, TagId, Timestamp};
use crate::people::Actor;
use crate::store::records::Table;
use crate::store::unit::{CHUNK, Tx};
use crate::wire::short_text;

/// The tags that a customer shall have.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetCustomerTags {
    /// Which customer.
    pub id: CustomerId,
    /// All of its tags by name; new ones are made.
    pub tags: Vec<String>,
}

/// Gives a customer exactly these tags.
///
/// # Errors
/// `not_found`; `invalid` for a tag that is too long.
pub async fn set_customer_tags(app: &App, actor: Actor, input: SetCustomerTags) -> Result<Vec<Tag>> {
    let mut tx = app.write(actor, "set_customer_tags").await?;
    find(tx.db(), input.id).await?;
    let wanted: Vec<String> = input.tags.iter().map(|name| clean_text(name)).filter(|name| !name.is_empty()).collect();
    let uses = customer_tag::Entity::find()
        .filter(customer_tag::Column::CustomerId.eq(input.id))
        .filter(customer_tag::Column::DeletedAt.is_null())
        .all(tx.db())
        .await?;
    let kept = record::tags_of(tx.db(), input.id).await?.into_iter().filter(|tag| wanted.contains(&tag.name));
    let kept: HashMap<TagId, String> = kept.map(|tag| (tag.id, tag.name)).collect();
    let gone: Vec<Uuid> =
        uses.iter().filter(|used| !kept.contains_key(&used.tag_id)).map(|used| used.id.into()).collect();
    tx.delete(Table::CustomerTag, &gone).await?;
    let added = wanted.into_iter().filter(|name| !kept.values().any(|tag| tag == name)).collect();
    attach_tags(&mut tx, &[(input.id, added)]).await?;
    tx.counts(1);
    tx.commit().await?;
    record::tags_of(app.read(), input.id).await
}

/// Puts tags on customers that don't have them, making the tags that don't exist yet.
///
/// # Errors
/// `invalid` for a tag that is too long.
pub(crate) async fn attach_tags(tx: &mut Tx<'_>, wanted: &[(CustomerId, Vec<String>)]) -> Result<()> {
    let known = tags_named(tx, wanted.iter().flat_map(|(_, names)| names), true).await?;
    let mut uses = Vec::new();
    for (customer, names) in wanted {
        let mut given: HashSet<TagId> = HashSet::new();
        for name in names {
            let tag = known.get(&clean_text(name).to_lowercase());
            uses.extend(tag.filter(|tag| given.insert(**tag)).map(|tag| used(tx.app(), tx.now(), *customer, *tag)));
        }
    }
    tx.insert_many(uses).await
}

/// Tags by name for rows that aren't there yet, and those that have to be made.
pub(super) struct TagUses {
    known: HashMap<String, TagId>,
    now: Timestamp,
    /// Tags that don't exist yet.
    pub made: Vec<Tag>,
}

impl TagUses {
    /// Knows the tags that there are.
    pub async fn new(db: &impl ConnectionTrait, now: Timestamp) -> Result<Self> {
        let existing = tag::Entity::find().filter(tag::Column::DeletedAt.is_null()).all(db).await?;
        let known = existing.into_iter().map(|tag| (tag.name.to_lowercase(), tag.id)).collect();
        Ok(Self { known, now, made: Vec::new() })
    }

    /// What it takes to put tags on new customers.
    ///
    /// # Errors
    /// `invalid` for a tag that is too long.
    pub fn of(&mut self, app: &App, wanted: &[(CustomerId, Vec<String>)]) -> Result<Vec<customer_tag::Model>> {
        let Self { known, now, made } = self;
        let mut uses = Vec::new();
        for (customer_id, names) in wanted {
            let mut given = HashSet::new();
            for name in names {
                let name = short_text("tags", name)?;
                if name.is_empty() {
                    continue;
                }
                let tag = *known.entry(name.to_lowercase()).or_insert_with(|| {
                    let tag = new_tag(app, *now, name);
                    let id = tag.id;
                    made.push(tag);
                    id
                });
                if given.insert(tag) {
                    uses.push(used(app, *now, *customer_id, tag));
                }
            }
        }
        Ok(uses)
    }
}

/// A tag's use on a customer.
pub(super) fn used(app: &App, now: Timestamp, customer_id: CustomerId, tag_id: TagId) -> customer_tag::Model {
    customer_tag::Model { id: app.clock.key(), customer_id, tag_id, created_at: now, updated_at: now, deleted_at: None }
}

fn new_tag(app: &App, now: Timestamp, name: String) -> Tag {
    let sort_key = sort_key(&name);
    Tag { id: app.clock.key(), name, sort_key, created_at: now, updated_at: now, deleted_at: None }
}

/// Tags by their names in lower case; with `make` those that aren't there yet are made.
pub(super) async fn tags_named(
    tx: &mut Tx<'_>,
    names: impl Iterator<Item = &String>,
    make: bool,
) -> Result<HashMap<String, TagId>> {
    let mut wanted: HashMap<String, String> = HashMap::new();
    for name in names {
        let name = short_text("tags", name)?;
        if !name.is_empty() {
            wanted.entry(name.to_lowercase()).or_insert(name);
        }
    }
    let mut known = HashMap::with_capacity(wanted.len());
    // Names that differ in case alone share a key to sort by.
    let keys: Vec<String> = wanted.values().map(|name| sort_key(name)).collect();
    for chunk in keys.chunks(CHUNK) {
        let live = tag::Entity::find().filter(tag::Column::DeletedAt.is_null());
        for tag in live.filter(tag::Column::SortKey.is_in(chunk)).all(tx.db()).await? {
            let lower = tag.name.to_lowercase();
            if wanted.remove(&lower).is_some() {
                known.insert(lower, tag.id);
            }
        }
    }
    if make {
        let new: Vec<Tag> = wanted.into_values().map(|name| new_tag(tx.app(), tx.now(), name)).collect();
        known.extend(new.iter().map(|tag| (tag.name.to_lowercase(), tag.id)));
        tx.insert_many(new).await?;
    }
    Ok(known)
}

/// Which tags to list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListTags {
    /// Only those called so, by letters of any script or in pinyin.
    pub text: Option<String>,
    /// Only these.
    pub ids: Option<Vec<TagId>>,
    /// How many, at most 200.
    pub limit: Option<usize>,
}

/// A tag to choose.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagChoice {
    /// Key.
    pub id: TagId,
    /// The word.
    pub name: String,
}

/// Tags by name, what is called exactly so first.
///
/// # Errors
/// `invalid` for a text that no tag could be called.
pub async fn list_tags(app: &App, _actor: Actor, input: ListTags) -> Result<Vec<TagChoice>> {
    let text = short_text("text", input.text.as_deref().unwrap_or_default())?;
    let limit = input.limit.unwrap_or(MOST_TAGS).min(MOST_TAGS);
    app.roll
        .look(app, |roster| {
            let called = TagName::read(&text);
            let mut tags: Vec<(bool, &str, TagId, &str)> = roster
                .tags
                .iter()
                .filter(|(id, tag)| called.fits(tag) && input.ids.as_ref().is_none_or(|ids| ids.contains(id)))
                .map(|(id, tag)| {
                    (tag.name.to_lowercase() != called.lower, tag.sort_key.as_str(), *id, tag.name.as_str())
                })
                .collect();
            tags.sort_unstable();
            tags.truncate(limit);
            tags.into_iter().map(|(_, _, id, name)| TagChoice { id, name: name.to_owned() }).collect()
        })
        .await
}

/// What was typed to find a tag.
pub(super) struct TagName {
    lower: String,
    folded: String,
    typed: Option<Typed>,
}

impl TagName {
    pub fn read(text: &str) -> Self {
        let clean = clean_text(text);
        Self { lower: clean.to_lowercase(), folded: sort_key(&clean), typed: Typed::read(&clean) }
    }

    /// Whether nothing was typed.
    pub fn is_any(&self) -> bool {
        self.lower.is_empty()
    }

    pub fn fits(&self, tag: &Named) -> bool {
        self.is_any()
            || tag.name.to_lowercase().contains(&self.lower)
            || self.typed.as_ref().is_some_and(|typed| {
                let spelling = Spelling::known(&tag.name, &tag.sort_key);
                tag.sort_key.contains(&self.folded) || spelling.is_some_and(|spelling| typed.fit(&spelling).is_some())
            })
    }
}

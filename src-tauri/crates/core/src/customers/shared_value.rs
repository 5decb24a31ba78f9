//! One field of many customers: the value that it shall have, what that would change, and the change.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveEnum, QuerySelect, TryGetable};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::list::{CustomerSort, tags_by_customer};
use super::selection::{CustomerSelection, STEP, TagsChange, chosen, live};
use super::{Customer, Kind, Stage, customer, find_many, strategy};
use crate::App;
use crate::communications::communication::Channel;
use crate::error::{Error, Result};
use crate::fields::Value;
use crate::fields::custom_field::Answer;
use crate::fields::many::{accepted, accepted_choices, alike, change_choices, held_in, set_many};
use crate::ids::{CustomFieldId, CustomerId, FieldChoiceId, UserId};
use crate::people::{Actor, user};
use crate::store::unit::Tx;
use crate::wire::short_text;

/// A text of customers that many of them may share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the customer's own fields")]
pub enum SharedText {
    Industry,
    Size,
    Region,
    Terms,
    Source,
    Goal,
    PreferredHours,
}

impl SharedText {
    const fn column(self) -> customer::Column {
        match self {
            Self::Industry => customer::Column::Industry,
            Self::Size => customer::Column::Size,
            Self::Region => customer::Column::Region,
            Self::Terms => customer::Column::Terms,
            Self::Source => customer::Column::Source,
            Self::Goal => customer::Column::Goal,
            Self::PreferredHours => customer::Column::PreferredHours,
        }
    }
}

/// What becomes of several that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SharedWay {
    /// They give way to the others.
    Set,
    /// The others come to them.
    Add,
    /// The others are taken out of them.
    TakeAway,
}

/// A field of customers with a value of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "field", rename_all = "snake_case", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum SharedValue {
    /// Lifecycle stage.
    Stage {
        /// The stage.
        stage: Stage,
    },
    /// Company or person.
    Kind {
        /// Which.
        kind: Kind,
    },
    /// Whether it wants nobody to write or call.
    DoNotContact {
        /// Whether it does.
        wish: bool,
    },
    /// Whoever looks after it.
    Owner {
        /// The owner; null for nobody.
        owner_id: Option<UserId>,
    },
    /// How often it is to be contacted.
    Rhythm {
        /// Every so many days; null for no rhythm.
        days: Option<i32>,
    },
    /// How it is to be contacted.
    PreferredChannel {
        /// The channel; null for any.
        channel: Option<Channel>,
    },
    /// One of the texts.
    Text {
        /// Which.
        name: SharedText,
        /// The text; empty for none.
        text: String,
    },
    /// A custom field.
    Custom {
        /// The field.
        id: CustomFieldId,
        /// The value; null for none.
        value: Option<Value>,
    },
    /// A custom field of several choices, of which some come or go.
    Choices {
        /// The field.
        id: CustomFieldId,
        /// What becomes of those that are there.
        way: SharedWay,
        /// The choices.
        ids: Vec<FieldChoiceId>,
    },
    /// Tags by name; new ones are made.
    Tags {
        /// What becomes of those that are there.
        way: SharedWay,
        /// The tags.
        names: Vec<String>,
    },
}

/// What a value would change, and in which customers.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreviewChange {
    /// Which customers.
    pub customers: CustomerSelection,
    /// The field and its value.
    pub value: SharedValue,
}

/// What a value would change.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangePreview {
    /// Customers in which the field would change.
    pub changing: usize,
    /// Those that hold the value already.
    pub same: usize,
    /// Those that aren't there any more.
    pub gone: usize,
    /// The value as it would be kept.
    pub after: SharedValue,
    /// The first of those that would change.
    pub examples: Vec<ChangeExample>,
}

/// A customer that would change.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeExample {
    /// The customer.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// What the field holds now.
    pub before: SharedValue,
    /// What it would hold.
    pub after: SharedValue,
}

/// Examples of what would change.
const SHOWN: usize = 5;

/// What one field of many customers would change by, without changing it.
///
/// # Errors
/// `invalid` for an owner that isn't there, a value that the field can't hold.
pub async fn preview_change(app: &App, _actor: Actor, input: PreviewChange) -> Result<ChangePreview> {
    let db = app.read();
    let after = input.value.accepted(db).await?;
    let ids = chosen(app, input.customers, CustomerSort::default()).await?;
    let mut preview = ChangePreview { changing: 0, same: 0, gone: ids.len(), after, examples: Vec::new() };
    let mut first: Vec<(CustomerId, SharedValue)> = Vec::new();
    for chunk in ids.chunks(STEP) {
        let mut held = preview.after.held(db, chunk).await?;
        preview.gone -= held.len();
        let all = held.len();
        held.retain(|_, value| !value.same(&preview.after.would(value)));
        preview.same += all - held.len();
        preview.changing += held.len();
        let in_order = chunk.iter().filter_map(|id| Some((*id, held.remove(id)?)));
        first.extend(in_order.take(SHOWN - first.len()));
    }
    let named = find_many(db, &first.iter().map(|(id, _)| *id).collect::<Vec<_>>()).await?;
    let example = |(id, before): (CustomerId, SharedValue)| {
        let after = preview.after.would(&before);
        Some(ChangeExample { id, name: named.get(&id)?.name.clone(), before, after })
    };
    preview.examples = first.into_iter().filter_map(example).collect();
    Ok(preview)
}

impl SharedValue {
    /// The value as it will be stored.
    ///
    /// # Errors
    /// `invalid` for an owner that isn't there, a text that is too long, a value that the custom field can't hold.
    pub(super) async fn accepted(self, db: &impl ConnectionTrait) -> Result<Self> {
        Ok(match self {
            Self::Owner { owner_id: Some(owner) } => {
                let there = user::Entity::find_by_id(owner).filter(user::Column::DeletedAt.is_null()).one(db).await?;
                there.map(|_| self).ok_or_else(|| Error::invalid("ownerId", "not_found"))?
            }
            Self::Rhythm { days } => Self::Rhythm { days: strategy::rhythm(days)? },
            Self::Text { name: SharedText::PreferredHours, text } => {
                let hours = strategy::hours(&text).map_err(|_| Error::invalid("text", "hours_invalid"))?;
                Self::Text { name: SharedText::PreferredHours, text: hours }
            }
            Self::Text { name, text } => Self::Text { name, text: short_text("text", &text)? },
            Self::Custom { id, value } => Self::Custom { id, value: accepted(db, id, value).await? },
            Self::Choices { id, way: SharedWay::Set, ids } => {
                let value = accepted(db, id, Some(Value::Choices { ids })).await?;
                Self::Custom { id, value }
            }
            Self::Choices { id, way, ids } => {
                let ids = accepted_choices(db, id, ids, way == SharedWay::TakeAway).await?;
                Self::Choices { id, way, ids }
            }
            Self::Tags { way, names } => {
                let mut once: Vec<String> = Vec::with_capacity(names.len());
                for name in names {
                    let name = short_text("tags", &name)?;
                    if !name.is_empty() && !is_among(&name, &once) {
                        once.push(name);
                    }
                }
                Self::Tags { way, names: once }
            }
            Self::Stage { .. }
            | Self::Kind { .. }
            | Self::DoNotContact { .. }
            | Self::PreferredChannel { .. }
            | Self::Owner { owner_id: None } => self,
        })
    }

    /// Gives these customers the value and tells how many changed.
    pub(super) async fn apply(&self, tx: &mut Tx<'_>, ids: &[CustomerId]) -> Result<usize> {
        let (column, value): (_, sea_orm::Value) = match self {
            Self::Stage { stage } => (customer::Column::Stage, stage.to_value().into()),
            Self::Kind { kind } => (customer::Column::Kind, kind.to_value().into()),
            Self::DoNotContact { wish } => (customer::Column::DoNotContact, Answer::from(*wish).to_value().into()),
            Self::Owner { owner_id } => (customer::Column::OwnerId, (*owner_id).into()),
            Self::Rhythm { days } => (customer::Column::RhythmDays, (*days).into()),
            Self::PreferredChannel { channel } => {
                (customer::Column::PreferredChannel, channel.map(|channel| channel.to_value()).into())
            }
            Self::Text { name, text } => (name.column(), text.as_str().into()),
            Self::Custom { id, value } => {
                let live = live(tx.db(), ids).await?;
                return set_many(tx, *id, value.as_ref(), &live).await;
            }
            Self::Choices { id, way, ids: choices } => {
                let live = live(tx.db(), ids).await?;
                return change_choices(tx, *id, choices, *way == SharedWay::Add, &live).await;
            }
            Self::Tags { way, names } => return TagsChange::named(tx, *way, names).await?.apply(tx, ids).await,
        };
        let keys: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        tx.update_many::<Customer>(column, &value, &keys).await
    }

    /// What customers that are there hold in the same field.
    async fn held(&self, db: &impl ConnectionTrait, ids: &[CustomerId]) -> Result<HashMap<CustomerId, Self>> {
        use customer::Column;
        Ok(match *self {
            Self::Stage { .. } => column(db, Column::Stage, ids, |stage| Self::Stage { stage }).await?,
            Self::Kind { .. } => column(db, Column::Kind, ids, |kind| Self::Kind { kind }).await?,
            Self::DoNotContact { .. } => {
                let held = |wish: Answer| Self::DoNotContact { wish: wish.into() };
                column(db, Column::DoNotContact, ids, held).await?
            }
            Self::Owner { .. } => column(db, Column::OwnerId, ids, |owner_id| Self::Owner { owner_id }).await?,
            Self::Rhythm { .. } => column(db, Column::RhythmDays, ids, |days| Self::Rhythm { days }).await?,
            Self::PreferredChannel { .. } => {
                column(db, Column::PreferredChannel, ids, |channel| Self::PreferredChannel { channel }).await?
            }
            Self::Text { name, .. } => column(db, name.column(), ids, |text| Self::Text { name, text }).await?,
            Self::Tags { .. } => {
                let mut held = tags_by_customer(db, ids).await?;
                let mut tags = |id| Self::Tags { way: SharedWay::Set, names: held.remove(&id).unwrap_or_default() };
                live(db, ids).await?.into_iter().map(|id| (id, tags(id))).collect()
            }
            Self::Custom { id, .. } | Self::Choices { id, .. } => {
                let mut held = held_in(db, id, ids).await?;
                let live = live(db, ids).await?.into_iter();
                live.map(|customer| (customer, Self::Custom { id, value: held.remove(&customer) })).collect()
            }
        })
    }

    /// What a customer would hold that holds `before` now.
    fn would(&self, before: &Self) -> Self {
        match (self, before) {
            (Self::Choices { id, way, ids }, Self::Custom { value, .. }) => {
                let mut after = value.clone().map(Value::choices).unwrap_or_default();
                match way {
                    SharedWay::TakeAway => after.retain(|choice| !ids.contains(choice)),
                    _ => after.extend(ids.iter().filter(|choice| !after.contains(choice)).copied().collect::<Vec<_>>()),
                }
                Self::Custom { id: *id, value: (!after.is_empty()).then_some(Value::Choices { ids: after }) }
            }
            (Self::Tags { way, names }, Self::Tags { names: there, .. }) => {
                let mut after = there.clone();
                if *way != SharedWay::Add {
                    after.retain(|name| is_among(name, names) == (*way == SharedWay::Set));
                }
                if *way != SharedWay::TakeAway {
                    after.extend(names.iter().filter(|name| !is_among(name, there)).cloned());
                }
                Self::Tags { way: SharedWay::Set, names: after }
            }
            (value, _) => value.clone(),
        }
    }

    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Tags { names: one, .. }, Self::Tags { names: other, .. }) => {
                one.len() == other.len() && one.iter().all(|name| is_among(name, other))
            }
            (Self::Custom { value: one, .. }, Self::Custom { value: other, .. }) => alike(one.as_ref(), other.as_ref()),
            (one, other) => one == other,
        }
    }
}

/// Whether a tag is among others: they are told apart by their letters alone.
fn is_among(name: &str, others: &[String]) -> bool {
    let lower = name.to_lowercase();
    others.iter().any(|other| other.to_lowercase() == lower)
}

/// One column of customers that are there.
async fn column<T: TryGetable>(
    db: &impl ConnectionTrait,
    column: customer::Column,
    ids: &[CustomerId],
    of: impl Fn(T) -> SharedValue,
) -> Result<HashMap<CustomerId, SharedValue>> {
    let live = customer::Entity::find().filter(customer::Column::DeletedAt.is_null());
    let these = live.filter(customer::Column::Id.is_in(ids.iter().copied())).select_only();
    let rows: Vec<(CustomerId, T)> = these.columns([customer::Column::Id, column]).into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(id, value)| (id, of(value))).collect())
}

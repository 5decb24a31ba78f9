//! What is done to many customers at once: named ones, or all that a filter lets through.

use std::collections::HashSet;

use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::list::{CustomerFilter, CustomerSort, ordered};
use super::shared_value::{SharedValue, SharedWay};
use super::tags::{tags_named, used};
use super::{customer, customer_tag};
use crate::App;
use crate::error::Result;
use crate::ids::{ActId, CustomerId, TagId};
use crate::jobs::Progress;
use crate::people::Actor;
use crate::store::records::Table;
use crate::store::unit::Tx;

/// Which customers.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum CustomerSelection {
    /// These.
    Ids(Vec<CustomerId>),
    /// All that a filter lets through.
    Matching(MatchingCustomers),
}

/// All that a filter lets through, but for some.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct MatchingCustomers {
    /// Which customers; all where it is left out.
    pub filter: Option<CustomerFilter>,
    /// But for these.
    pub except: Option<Vec<CustomerId>>,
}

/// What is done to customers, as one act.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeCustomers {
    /// Which customers.
    pub customers: CustomerSelection,
    /// What is done.
    pub change: CustomersChange,
}

/// What is done to each of them.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum CustomersChange {
    /// Tags put on and taken off, by name; new ones are made.
    Tags {
        /// Put on.
        add: Vec<String>,
        /// Taken off.
        remove: Vec<String>,
    },
    /// One field of each gets a value.
    Set {
        /// The field and its value.
        value: SharedValue,
    },
    /// Deleted, with everything that belongs to them.
    Delete,
}

/// What was done.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomersChanged {
    /// The act that undo takes back; none where all was so already.
    pub act: Option<ActId>,
    /// In how many customers something changed.
    pub count: usize,
}

/// Customers between two looks at whether the person stopped it.
pub(super) const STEP: usize = 2_000;

/// The customers that are meant, in order.
pub(crate) async fn chosen(app: &App, customers: CustomerSelection, sort: CustomerSort) -> Result<Vec<CustomerId>> {
    match customers {
        CustomerSelection::Ids(ids) => {
            let mut once = HashSet::with_capacity(ids.len());
            Ok(ids.into_iter().filter(|id| once.insert(*id)).collect())
        }
        CustomerSelection::Matching(MatchingCustomers { filter, except }) => {
            let except: HashSet<CustomerId> = except.into_iter().flatten().collect();
            let all = ordered(app, filter.unwrap_or_default(), sort).await?;
            Ok(all.ids.iter().copied().filter(|id| !except.contains(id)).collect())
        }
    }
}

/// Does one thing to many customers, whole or not at all, as one act that undo takes back.
///
/// # Errors
/// `cancelled`; `invalid` for a tag that is too long, an owner that isn't there, a value that the field can't hold.
pub async fn change_customers(
    app: &App,
    actor: Actor,
    input: ChangeCustomers,
    progress: &Progress,
) -> Result<CustomersChanged> {
    let command = match &input.change {
        CustomersChange::Tags { .. } | CustomersChange::Set { value: SharedValue::Tags { .. } } => "tag_customers",
        CustomersChange::Set { value: SharedValue::Owner { .. } } => "assign_customers",
        CustomersChange::Set { value: SharedValue::Stage { .. } } => "stage_customers",
        CustomersChange::Set { .. } => "edit_customers",
        CustomersChange::Delete => "delete_customers",
    };
    let ids = chosen(app, input.customers, CustomerSort::default()).await?;
    let mut tx = app.write(actor, command).await?;
    let change = match input.change {
        CustomersChange::Tags { add, remove } => {
            let add = tags_named(&mut tx, add.iter(), true).await?.into_values().collect();
            let remove = tags_named(&mut tx, remove.iter(), false).await?.into_values().collect();
            Ready::Tags(TagsChange { add, remove, only: false })
        }
        CustomersChange::Set { value: SharedValue::Tags { way, names } } => {
            Ready::Tags(TagsChange::named(&mut tx, way, &names).await?)
        }
        CustomersChange::Set { value } => Ready::Set(value.accepted(tx.db()).await?),
        CustomersChange::Delete => Ready::Delete,
    };
    let mut count = 0;
    for (step, chunk) in ids.chunks(STEP).enumerate() {
        progress.at(step * STEP, ids.len())?;
        count += match &change {
            Ready::Tags(tags) => tags.apply(&mut tx, chunk).await?,
            Ready::Set(value) => value.apply(&mut tx, chunk).await?,
            Ready::Delete => {
                let keys: Vec<Uuid> = chunk.iter().map(|id| id.0).collect();
                tx.delete(Table::Customer, &keys).await?
            }
        };
    }
    progress.at(ids.len(), ids.len())?;
    tx.counts(count);
    let act = (count > 0).then(|| tx.act());
    // Without a customer in which something changed, a tag that was made for them goes, too.
    if act.is_some() {
        tx.commit().await?;
    }
    Ok(CustomersChanged { act, count })
}

/// What is done, once it was found that it can be.
enum Ready {
    Tags(TagsChange),
    Set(SharedValue),
    Delete,
}

/// Tags put on and taken off.
pub(super) struct TagsChange {
    add: Vec<TagId>,
    remove: Vec<TagId>,
    /// Whether any others are taken off, too.
    only: bool,
}

impl TagsChange {
    /// What is done with tags of these names; those that are put on are made where they have to be.
    pub async fn named(tx: &mut Tx<'_>, way: SharedWay, names: &[String]) -> Result<Self> {
        let tags = tags_named(tx, names.iter(), way != SharedWay::TakeAway).await?.into_values().collect();
        let (add, remove) = if way == SharedWay::TakeAway { (Vec::new(), tags) } else { (tags, Vec::new()) };
        Ok(Self { add, remove, only: way == SharedWay::Set })
    }

    /// Puts tags on these customers and takes others off, and tells in how many something changed.
    pub async fn apply(&self, tx: &mut Tx<'_>, customers: &[CustomerId]) -> Result<usize> {
        let live = live(tx.db(), customers).await?;
        let mut there: HashSet<(CustomerId, TagId)> = HashSet::new();
        let mut gone = Vec::new();
        let mut changed: HashSet<CustomerId> = HashSet::new();
        let mut uses = customer_tag::Entity::find()
            .filter(customer_tag::Column::DeletedAt.is_null())
            .filter(customer_tag::Column::CustomerId.is_in(customers.iter().copied()));
        if !self.only {
            uses = uses.filter(customer_tag::Column::TagId.is_in(self.add.iter().chain(&self.remove).copied()));
        }
        for used in uses.all(tx.db()).await? {
            if self.remove.contains(&used.tag_id) || self.only && !self.add.contains(&used.tag_id) {
                gone.push(used.id.0);
                changed.insert(used.customer_id);
            } else {
                there.insert((used.customer_id, used.tag_id));
            }
        }
        let mut new = Vec::new();
        for id in live {
            for tag in self.add.iter().filter(|tag| !there.contains(&(id, **tag)) && !self.remove.contains(tag)) {
                new.push(used(tx.app(), tx.now(), id, *tag));
                changed.insert(id);
            }
        }
        tx.delete(Table::CustomerTag, &gone).await?;
        tx.insert_many(new).await?;
        Ok(changed.len())
    }
}

/// Those of the customers that are there.
pub(super) async fn live(db: &impl ConnectionTrait, ids: &[CustomerId]) -> Result<Vec<CustomerId>> {
    let live = customer::Entity::find().filter(customer::Column::DeletedAt.is_null()).select_only();
    let these = live.column(customer::Column::Id).filter(customer::Column::Id.is_in(ids.iter().copied()));
    Ok(these.into_tuple().all(db).await?)
}

//! The list of customers in groups: those of one stage, one owner or one region together under a heading.

use std::collections::HashMap;

use satchel_domain::sort_key;
use sea_orm::ActiveEnum;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Stage;
use super::list::{CustomerFilter, CustomerSort, ordered};
use super::roster::{Entry, Roster, Word, WordField};
use crate::App;
use crate::error::Result;
use crate::ids::{CustomerId, UserId};
use crate::people::Actor;

/// What a list is grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "CustomerGroupBy")]
pub enum GroupBy {
    /// Stage, in the order of life.
    Stage,
    /// The owner.
    Owner,
    /// Region.
    Region,
}

/// Which list to tell the groups of.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListCustomerGroups {
    /// Which customers.
    pub filter: Option<CustomerFilter>,
    /// In which order, and grouped by what.
    pub sort: Option<CustomerSort>,
}

/// Customers that stand together in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerGroup {
    /// What they share: a stage, the owner's name or the region; empty for those that have none.
    pub value: String,
    /// How many they are.
    pub count: usize,
}

/// The groups of a list in its order; none where it isn't grouped.
///
/// # Errors
/// `invalid` for a filter that means nothing.
pub async fn list_customer_groups(app: &App, _actor: Actor, input: ListCustomerGroups) -> Result<Vec<CustomerGroup>> {
    let list = ordered(app, input.filter.unwrap_or_default(), input.sort.unwrap_or_default()).await?;
    Ok(list.groups.clone())
}

/// A list in order.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// The keys of its customers.
    pub ids: Vec<CustomerId>,
    /// How they stand together, in order; none where they aren't grouped.
    pub groups: Vec<CustomerGroup>,
}

/// What the customers of a group share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Shared {
    Stage(Stage),
    Owner(Option<UserId>),
    Region(Word),
}

impl Shared {
    fn of(entry: &Entry, by: GroupBy) -> Self {
        match by {
            GroupBy::Stage => Self::Stage(entry.stage),
            GroupBy::Owner => Self::Owner(entry.owner),
            GroupBy::Region => Self::Region(entry.word(WordField::Region)),
        }
    }

    /// What it is called, and what it is sorted by.
    fn named(self, roster: &Roster) -> (String, String) {
        match self {
            Self::Stage(stage) => (stage.to_value(), (stage as u8).to_string()),
            Self::Owner(owner) => {
                let user = owner.and_then(|owner| roster.users.get(&owner));
                user.map(|user| (user.name.clone(), user.sort_key.clone())).unwrap_or_default()
            }
            Self::Region(word) => {
                let text = roster.words.text(word);
                (text.to_owned(), sort_key(text))
            }
        }
    }
}

impl List {
    /// Customers in order, put into groups where that is asked for; in a group they keep their order, and those that share
    /// nothing come last.
    pub fn new(roster: &Roster, ids: Vec<CustomerId>, by: Option<GroupBy>) -> Self {
        let Some(by) = by else { return Self { ids, groups: Vec::new() } };
        let mut members: HashMap<Shared, Vec<CustomerId>> = HashMap::new();
        for entry in ids.iter().filter_map(|id| roster.customer(*id)) {
            members.entry(Shared::of(entry, by)).or_default().push(entry.id);
        }
        let mut named: Vec<_> = members.into_iter().map(|(shared, ids)| (shared.named(roster), ids)).collect();
        named.sort_by_cached_key(|((name, key), ids)| (name.is_empty(), key.clone(), ids.first().copied()));
        let groups = named.iter().map(|((value, _), ids)| CustomerGroup { value: value.clone(), count: ids.len() });
        Self { groups: groups.collect(), ids: named.into_iter().flat_map(|(_, ids)| ids).collect() }
    }
}

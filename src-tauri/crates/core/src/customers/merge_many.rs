//! All customers that are certainly one become one, as one act; each of those that came of it can be several again.

use std::collections::{BTreeSet, HashMap, HashSet};

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::duplicates::{catch_up, not_duplicate};
use super::merge::make_one;
use crate::App;
use crate::error::{Code, Error, Result};
use crate::ids::{ActId, CustomerId};
use crate::jobs::Progress;
use crate::people::Actor;
use crate::store::alike;
use crate::store::change_log::logged;
use crate::store::plan::{Entry, Plan, entries};
use crate::store::undo::open_act;
use crate::wire::Nothing;
use satchel_domain::CERTAIN;

/// What became one.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MergedDuplicates {
    /// The act that undo takes back; none where there was nothing to merge.
    pub act: Option<ActId>,
    /// Customers before.
    pub customers: usize,
    /// Customers that came of them.
    pub became: usize,
}

/// Which merge of many to take back for one customer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UnmergeCustomer {
    /// The act.
    pub act: ActId,
    /// The customer that others became part of.
    pub customer: CustomerId,
    /// Leave alone what changed since, and take back the rest.
    #[serde(default)]
    pub rest: Option<bool>,
}

/// A customer is several again.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Unmerged {
    /// The act that undo takes back.
    pub act: ActId,
    /// How many there are now.
    pub count: usize,
}

/// Makes one customer of all that are certainly one, and of those that are one with them: whole or not at all, as one act.
///
/// # Errors
/// `cancelled`, with nothing merged.
pub async fn merge_duplicates(
    app: &App,
    actor: Actor,
    _input: Nothing,
    progress: &std::sync::Arc<Progress>,
) -> Result<MergedDuplicates> {
    catch_up(app, progress).await?;
    let mut tx = app.write(actor, "merge_duplicates").await?;
    let pairs = alike::from(tx.db(), CERTAIN).await?;
    let apart = not_duplicate::Entity::find().filter(not_duplicate::Column::DeletedAt.is_null()).all(tx.db()).await?;
    let apart = apart.into_iter().map(|pair| (pair.one_id, pair.other_id)).collect();
    let groups = groups(&pairs, &apart);
    let customers = groups.iter().map(BTreeSet::len).sum();
    let mut done = 0;
    for group in &groups {
        progress.at(done, customers)?;
        let all: Vec<CustomerId> = group.iter().copied().collect();
        make_one(&mut tx, &all, &[], &[]).await?;
        done += all.len();
    }
    progress.at(customers, customers)?;
    tx.counts(customers);
    let act = (!groups.is_empty()).then(|| tx.act());
    tx.commit().await?;
    Ok(MergedDuplicates { act, customers, became: groups.len() })
}

/// The customers that are one, the oldest first: a pair and another one that share a customer are three of the same. Pairs
/// come with the surest first; none brings together two that somebody found to be two.
fn groups(pairs: &[(CustomerId, CustomerId)], apart: &HashSet<(CustomerId, CustomerId)>) -> Vec<BTreeSet<CustomerId>> {
    let mut groups: Vec<BTreeSet<CustomerId>> = Vec::new();
    let mut place: HashMap<CustomerId, usize> = HashMap::new();
    for (one, other) in pairs {
        let [into, from] = [*one, *other].map(|id| {
            *place.entry(id).or_insert_with(|| {
                groups.push(BTreeSet::from([id]));
                groups.len() - 1
            })
        });
        let are_two = |a: &CustomerId, b: &CustomerId| apart.contains(&(*a.min(b), *a.max(b)));
        if into == from || groups[into].iter().any(|a| groups[from].iter().any(|b| are_two(a, b))) {
            continue;
        }
        let more = std::mem::take(&mut groups[from]);
        place.extend(more.iter().map(|id| (*id, into)));
        groups[into].extend(more);
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Takes back what a merge of many did to one customer: it and those that became part of it are there again.
///
/// # Errors
/// `conflict` where something changed since, naming it; `not_found` where no merge of this customer is left to take back;
/// `refused` where it is somebody else's.
pub async fn unmerge_customer(app: &App, actor: Actor, input: UnmergeCustomer) -> Result<Unmerged> {
    let mut tx = app.write(actor, "restore_merged").await?;
    let act = open_act(tx.db(), actor, input.act).await?;
    let (entries, count) = of_customer(entries(tx.db(), act.id).await?, input.customer);
    let plan = Plan::of(tx.db(), act.actor, &entries).await?;
    if plan.size() == 0 && plan.conflicts.is_empty() {
        return Err(Error::new(Code::NotFound, "a merge to take back"));
    }
    if !input.rest.unwrap_or_default() {
        plan.unhindered()?;
    }
    plan.carry_out(&mut tx).await?;
    tx.counts(count);
    let act = tx.act();
    tx.commit().await?;
    Ok(Unmerged { act, count })
}

/// Those entries of a merge of many, newest first, that are about one of the customers that stayed, and how many became this
/// one: [`make_one`] tells first who goes into whom, and nothing of the next before all of this one.
pub(crate) fn of_customer(entries: Vec<Entry>, customer: CustomerId) -> (Vec<Entry>, usize) {
    let wanted = logged(customer.0);
    let heads = || entries.iter().filter(|entry| entry.field == "merged_into");
    let mine: Vec<i64> = heads().filter(|entry| entry.new == wanted).map(|entry| entry.seq).collect();
    let Some(first) = mine.iter().min().copied() else { return (Vec::new(), 0) };
    let next = heads().filter(|entry| entry.new != wanted && entry.seq > first).map(|entry| entry.seq).min();
    let within = |entry: &Entry| entry.seq >= first && next.is_none_or(|next| entry.seq < next);
    let count = mine.len() + 1;
    (entries.into_iter().filter(within).collect(), count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> CustomerId {
        CustomerId(Uuid::from_u128(number))
    }

    #[test]
    fn pairs_that_share_a_customer_are_one_unless_somebody_found_two() {
        let pairs = [(1, 2), (5, 6), (2, 3), (7, 8)].map(|(one, other)| (id(one), id(other)));
        let told = |apart: &[(u128, u128)]| {
            let apart = apart.iter().map(|(one, other)| (id(*one), id(*other))).collect();
            let told = |group: BTreeSet<CustomerId>| group.into_iter().map(|id| id.0.as_u128()).collect::<Vec<_>>();
            groups(&pairs, &apart).into_iter().map(told).collect::<Vec<_>>()
        };
        assert_eq!(told(&[]), [vec![1, 2, 3], vec![5, 6], vec![7, 8]]);
        assert_eq!(
            told(&[(1, 3)]),
            [vec![1, 2], vec![5, 6], vec![7, 8]],
            "two that are two don't meet by way of a third"
        );
    }
}

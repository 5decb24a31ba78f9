//! Customers that seem to be one: found over everything, kept current with the log, and while a new one is typed.
//!
//! What is found is derived: `duplicate_key` holds the keys of which two customers share one where they are worth comparing,
//! `duplicate_pair` the pairs that are alike enough. Both follow the log from the position up to which they are current.

mod compare;
mod follow;
pub mod not_duplicate;

use std::collections::{BTreeSet, HashMap};

use satchel_domain::{CERTAIN, Identity, Likeness, Trait};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::list::{CustomerRow, rows};
use super::{Kind, find};
use crate::App;
use crate::error::{Error, Result};
use crate::ids::{ActId, CustomerId};
use crate::jobs::Progress;
use crate::people::Actor;
use crate::store::alike;
use crate::wire::Nothing;
pub(super) use compare::{identities, likeness};
pub(super) use follow::catch_up;

/// How alike two customers are in one trait.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LikenessPart {
    /// What was compared.
    #[ts(type = "'name' | 'number' | 'phone' | 'email' | 'tax_id' | 'website' | 'address'")]
    pub part: Trait,
    /// Between 0 and 1.
    pub similarity: f64,
}

/// Two customers that seem to be one.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DuplicatePair {
    /// The older one.
    pub one: CustomerRow,
    /// The younger one.
    pub other: CustomerRow,
    /// Between 0 and 1.
    pub score: f64,
    /// Why: each trait that both have.
    pub parts: Vec<LikenessPart>,
}

/// Which slice of the pairs, the most alike first.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListDuplicates {
    /// Pairs to skip.
    pub offset: Option<u32>,
    /// Pairs to return, at most 200.
    pub limit: Option<u32>,
}

/// The pairs that wait for somebody.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "DuplicatesWaiting")]
pub struct Waiting {
    /// Whether all customers were compared; otherwise `find_duplicates` has yet to do it.
    pub complete: bool,
    /// All pairs.
    #[ts(type = "number")]
    pub total: i64,
    /// Those so much alike that nobody has to look at each.
    #[ts(type = "number")]
    pub certain: i64,
    /// From this score on they are.
    pub certain_from: f64,
}

/// A slice of the pairs.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DuplicatePage {
    /// How many there are.
    #[serde(flatten)]
    pub waiting: Waiting,
    /// The slice.
    pub pairs: Vec<DuplicatePair>,
}

/// What looking for duplicates found.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DuplicatesFound {
    /// Pairs that wait for somebody.
    #[ts(type = "number")]
    pub total: i64,
}

/// Two customers.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomerPair {
    /// One.
    pub one: CustomerId,
    /// The other.
    pub other: CustomerId,
}

/// Two customers were found to be two.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeptApart {
    /// The act that undo takes back.
    pub act: ActId,
}

/// A customer that is being typed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SimilarCustomers {
    /// Company or person.
    pub kind: Kind,
    /// The name.
    pub name: String,
    /// A telephone number as typed.
    #[serde(default)]
    pub phone: Option<String>,
    /// An e-mail address as typed.
    #[serde(default)]
    pub email: Option<String>,
}

/// A customer that is there and seems to be the one that is typed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SimilarCustomer {
    /// The customer.
    pub customer: CustomerRow,
    /// Between 0 and 1.
    pub score: f64,
    /// Why.
    pub parts: Vec<LikenessPart>,
}

const LONGEST_PAGE: u32 = 200;

/// As many similar customers are shown while one is typed.
const SHOWN: usize = 3;

pub(super) fn parts(likeness: &Likeness) -> Vec<LikenessPart> {
    likeness.parts.iter().map(|(part, similarity)| LikenessPart { part: *part, similarity: *similarity }).collect()
}

/// Compares all customers, or those that changed since that was done last.
///
/// # Errors
/// `cancelled`; what was found before stays.
pub async fn find_duplicates(
    app: &App,
    _actor: Actor,
    _input: Nothing,
    progress: &std::sync::Arc<Progress>,
) -> Result<DuplicatesFound> {
    catch_up(app, progress).await?;
    Ok(DuplicatesFound { total: alike::waiting(app.read(), 0.0).await? })
}

/// How many pairs wait for somebody.
pub(super) async fn waiting(app: &App) -> Result<Waiting> {
    let complete = follow::catch_up_a_little(app).await?;
    let (total, certain) = (alike::waiting(app.read(), 0.0).await?, alike::waiting(app.read(), CERTAIN).await?);
    Ok(Waiting { complete, total, certain, certain_from: CERTAIN })
}

/// The pairs that wait for somebody.
pub async fn list_duplicates(app: &App, _actor: Actor, input: ListDuplicates) -> Result<DuplicatePage> {
    let waiting = waiting(app).await?;
    let (offset, limit) = (input.offset.unwrap_or_default(), input.limit.unwrap_or(50).min(LONGEST_PAGE));
    let found = alike::page(app.read(), limit, offset).await?;
    let ids: BTreeSet<CustomerId> = found.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let ids: Vec<CustomerId> = ids.into_iter().collect();
    let shown = rows(app, &ids, Some(&[])).await?.into_iter().map(|row| (row.id, row));
    let shown: HashMap<CustomerId, CustomerRow> = shown.collect();
    let identities: HashMap<CustomerId, Identity> = identities(app.read(), &ids).await?.into_iter().collect();
    // Whatever went meanwhile is left out.
    let pair = |(one, other): (CustomerId, CustomerId)| {
        let likeness = identities.get(&one)?.likeness(identities.get(&other)?);
        let (one, other) = (shown.get(&one)?.clone(), shown.get(&other)?.clone());
        Some(DuplicatePair { one, other, score: likeness.score, parts: parts(&likeness) })
    };
    Ok(DuplicatePage { waiting, pairs: found.into_iter().filter_map(pair).collect() })
}

/// Remembers that two customers are two.
///
/// # Errors
/// `not_found`; `invalid` for one customer with itself.
pub async fn keep_apart(app: &App, actor: Actor, input: CustomerPair) -> Result<KeptApart> {
    if input.one == input.other {
        return Err(Error::invalid("other", "itself"));
    }
    let mut tx = app.write(actor, "keep_apart").await?;
    find(tx.db(), input.one).await?;
    find(tx.db(), input.other).await?;
    let (one_id, other_id) = (input.one.min(input.other), input.one.max(input.other));
    let (id, now) = (tx.key(), tx.now());
    let pair = not_duplicate::Model { id, one_id, other_id, created_at: now, updated_at: now, deleted_at: None };
    tx.insert(pair).await?;
    tx.counts(1);
    let act = tx.act();
    tx.commit().await?;
    Ok(KeptApart { act })
}

/// Customers that are there and seem to be the one that is typed, the most alike first.
pub async fn similar_customers(app: &App, _actor: Actor, input: SimilarCustomers) -> Result<Vec<SimilarCustomer>> {
    let mut found = compare::like_typed(app, &input).await?;
    found.truncate(SHOWN);
    let ids: Vec<CustomerId> = found.iter().map(|(id, _)| *id).collect();
    let shown = rows(app, &ids, Some(&[])).await?;
    let likeness = |id: CustomerId| found.iter().find(|(other, _)| *other == id).map(|(_, likeness)| likeness);
    let similar = shown.into_iter().filter_map(|customer| {
        let likeness = likeness(customer.id)?;
        Some(SimilarCustomer { score: likeness.score, parts: parts(likeness), customer })
    });
    Ok(similar.collect())
}

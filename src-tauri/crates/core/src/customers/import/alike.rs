//! What the rows of a file are like: customers that are there, and rows above them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use satchel_domain::{Identity, Keys, Likeness, SUGGESTED, Sharing};
use satchel_intake::Packed;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use super::facts::{Mark, Marked};
use crate::App;
use crate::customers::duplicates::identities;
use crate::customers::{contact_point, customer};
use crate::error::{Result, internal};
use crate::ids::CustomerId;
use crate::jobs::on_all_processors;
use crate::store::alike::{COMMON, holders};

/// Rows that are compared with customers at once.
const SLICE: usize = 500;

/// Rows whose pairs are found at once, pairs that are compared at once, and those that a thread takes of them at once.
const ROWS: usize = 4_000;
const PAIRS: usize = 20_000;
const PIECE: usize = 500;

/// Values that one question names, at most.
const ASKED: usize = 5_000;

/// What rows are like, from the least that is worth suggesting; most rows are like nothing.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// Rows with the customer that they are most like, the oldest of several, in the rows' order.
    known: Vec<Known>,
    /// Rows with a row above them, in the rows' order.
    above: Vec<Above>,
}

/// A row, by its place, that is like a customer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    at: usize,
    pub id: CustomerId,
    pub score: f64,
    /// Whether nothing but the name speaks for it.
    pub by_name: bool,
}

/// A row, by its place, that is like another one above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Above {
    at: u32,
    above: u32,
    pub score: f64,
    /// Whether nothing but the name speaks for it.
    pub by_name: bool,
}

impl Above {
    /// The place of the other row.
    pub const fn above(&self) -> usize {
        self.above as usize
    }
}

impl Alike {
    /// The customer that a row is like.
    pub fn known(&self, at: usize) -> Option<&Known> {
        self.known.binary_search_by_key(&at, |known| known.at).ok().map(|place| &self.known[place])
    }

    /// The rows above that a row is like.
    pub fn above(&self, at: usize) -> &[Above] {
        let from = self.above.partition_point(|pair| (pair.at as usize) < at);
        let count = self.above[from..].partition_point(|pair| pair.at as usize == at);
        &self.above[from..from + count]
    }

    /// Finds what each row is like among those above it, by what it is compared by; `done` is asked whether to go on.
    pub fn among(
        &mut self,
        keys: Keys,
        identities: &Packed<Option<Identity>>,
        done: impl Fn() -> Result<()>,
    ) -> Result<()> {
        let rows = identities.len();
        let sharing = Sharing::of(keys, rows, COMMON);
        for from in (0..rows).step_by(ROWS) {
            done()?;
            let of = |at: usize| u32::try_from(at).map_err(internal);
            let behind = |at| Ok(sharing.behind(at).into_iter().map(move |other| (at, other)));
            let pairs: Vec<_> = (of(from)?..of((from + ROWS).min(rows))?).map(behind).collect::<Result<_>>()?;
            let pairs: Vec<(u32, u32)> = pairs.into_iter().flatten().collect();
            for pairs in pairs.chunks(PAIRS) {
                self.above.extend(compare(identities, pairs)?);
            }
        }
        self.above.sort_unstable_by_key(|pair| (pair.at, pair.above));
        Ok(())
    }

    /// Finds the customers that rows are like, each with its place.
    pub async fn find_known(&mut self, app: &App, rows: &[(usize, &Marked)]) -> Result<()> {
        let numbers =
            rows.iter().map(|(_, row)| row.draft.customer.number.as_str()).filter(|number| !number.is_empty());
        let numbered = customers_with(app, customer::Column::Number, numbers).await?;
        for rows in rows.chunks(SLICE) {
            let mut worth: BTreeSet<(usize, CustomerId)> = BTreeSet::new();
            let mut keyed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, (_, row)) in rows.iter().enumerate() {
                row.keys.iter().for_each(|key| keyed.entry(key.clone()).or_default().push(at));
            }
            for (key, id) in holders(app.read(), keyed.keys()).await? {
                worth.extend(keyed.get(&key).into_iter().flatten().map(|at| (*at, id)));
            }
            // Also while not all customers were compared.
            let exactly = exactly(app, rows).await?;
            for (at, (_, row)) in rows.iter().enumerate() {
                worth.extend(row.marks.iter().filter_map(|mark| exactly.get(mark)).map(|id| (at, *id)));
                worth.extend(numbered.get(&row.draft.customer.number).map(|id| (at, *id)));
            }
            let ids: BTreeSet<CustomerId> = worth.iter().map(|(_, id)| *id).collect();
            let ids: Vec<CustomerId> = ids.into_iter().collect();
            let there: HashMap<CustomerId, Identity> = identities(app.read(), &ids).await?.into_iter().collect();
            let mut best: BTreeMap<usize, (CustomerId, Likeness)> = BTreeMap::new();
            for (at, id) in worth {
                let Some(other) = there.get(&id) else { continue };
                let likeness = rows[at].1.identity.likeness(other);
                if likeness.score >= best.get(&at).map_or(SUGGESTED, |(_, best)| best.score.next_up()) {
                    best.insert(at, (id, likeness));
                }
            }
            let known = |(at, (id, likeness)): (usize, (CustomerId, Likeness))| Known {
                at: rows[at].0,
                id,
                score: likeness.score,
                by_name: likeness.is_by_name_alone(),
            };
            self.known.extend(best.into_iter().map(known));
        }
        Ok(())
    }
}

/// Those of some pairs of rows that are alike enough, the upper row first in each.
fn compare(identities: &Packed<Option<Identity>>, pairs: &[(u32, u32)]) -> Result<Vec<Above>> {
    let mut rows: Vec<usize> = pairs.iter().flat_map(|(above, at)| [*above as usize, *at as usize]).collect();
    rows.sort_unstable();
    rows.dedup();
    let unpack = |piece: Range<usize>| {
        let found = identities.pick(&rows[piece]);
        Ok(found.filter_map(|(at, identity)| Some((at, identity?))).collect())
    };
    let rows: HashMap<usize, Identity> = on_all_processors(rows.len(), PIECE, unpack)?.into_iter().collect();
    let compare = |(above, at): &(u32, u32)| {
        let likeness = rows.get(&(*above as usize))?.likeness(rows.get(&(*at as usize))?);
        let (score, by_name) = (likeness.score, likeness.is_by_name_alone());
        (score >= SUGGESTED).then_some(Above { at: *at, above: *above, score, by_name })
    };
    on_all_processors(pairs.len(), PIECE, |piece| Ok(pairs[piece].iter().filter_map(compare).collect()))
}

/// The oldest customers with what the rows say.
async fn exactly(app: &App, rows: &[(usize, &Marked)]) -> Result<HashMap<Mark, CustomerId>> {
    let mut values = HashSet::new();
    let mut names = HashSet::new();
    for mark in rows.iter().flat_map(|(_, row)| &row.marks) {
        match mark {
            Mark::Phone(value) | Mark::Email(value) => values.insert(value.as_str()),
            Mark::Name(name) => names.insert(name.as_str()),
        };
    }
    let mut found = HashMap::new();
    let values: Vec<&str> = values.into_iter().collect();
    for chunk in values.chunks(ASKED) {
        use contact_point::{Column, Kind};
        let points: Vec<(Kind, String, CustomerId)> = contact_point::Entity::find()
            .select_only()
            .columns([Column::Kind, Column::Value, Column::CustomerId])
            .filter(Column::Value.is_in(chunk.iter().copied()))
            .filter(Column::DeletedAt.is_null())
            .into_tuple()
            .all(app.read())
            .await?;
        for (kind, value, customer) in points {
            let mark = if kind == Kind::Email { Mark::Email(value) } else { Mark::Phone(value) };
            oldest(&mut found, mark, customer);
        }
    }
    let named = customers_named(app, names.into_iter()).await?;
    found.extend(named.into_iter().map(|(name, id)| (Mark::Name(name), id)));
    Ok(found)
}

/// The oldest customer for each of these name keys.
pub(super) async fn customers_named(
    app: &App,
    keys: impl Iterator<Item = &str>,
) -> Result<HashMap<String, CustomerId>> {
    customers_with(app, customer::Column::NameKey, keys).await
}

/// The oldest customer for each of these values of a column.
async fn customers_with(
    app: &App,
    column: customer::Column,
    values: impl Iterator<Item = &str>,
) -> Result<HashMap<String, CustomerId>> {
    let values: Vec<&str> = values.collect();
    let mut found = HashMap::new();
    for chunk in values.chunks(ASKED) {
        let rows: Vec<(String, CustomerId)> = customer::Entity::find()
            .select_only()
            .columns([column, customer::Column::Id])
            .filter(column.is_in(chunk.iter().copied()))
            .filter(customer::Column::DeletedAt.is_null())
            .into_tuple()
            .all(app.read())
            .await?;
        rows.into_iter().for_each(|(value, id)| oldest(&mut found, value, id));
    }
    Ok(found)
}

/// Keys carry the instant they were made at.
fn oldest<K: Eq + std::hash::Hash>(found: &mut HashMap<K, CustomerId>, key: K, id: CustomerId) {
    let oldest = found.entry(key).or_insert(id);
    *oldest = id.min(*oldest);
}

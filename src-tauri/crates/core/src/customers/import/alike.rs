//! What the rows of a file are like: customers that are there, and rows above them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use satchel_domain::{Identity, Likeness, SUGGESTED};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use super::plan::{Mark, Marked};
use crate::App;
use crate::customers::duplicates::{identities, pairs_among};
use crate::customers::{contact_point, customer};
use crate::error::Result;
use crate::ids::CustomerId;
use crate::jobs::on_all_processors;
use crate::store::alike::holders;

/// Rows that are compared with customers at once.
const SLICE: usize = 500;

/// Values that one question names, at most.
const ASKED: usize = 5_000;

/// What one row is like, from the least that is worth suggesting.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// The customer that it is most like, the oldest of several.
    pub known: Option<(CustomerId, Likeness)>,
    /// Rows above it, by their places, and how much alike.
    pub above: Vec<(usize, f64)>,
}

/// What of each row is worth comparing.
pub(super) fn blocking_keys(rows: &[Marked]) -> Result<Vec<BTreeSet<String>>> {
    let keys = |row: &Marked| row.identity.blocking_keys();
    on_all_processors(rows.len(), SLICE, |slice| Ok(rows[slice].iter().map(keys).collect()))
}

/// What each row is like among those above it; `done` is told how many were compared.
pub(super) fn among(
    rows: &[Marked],
    keys: &[BTreeSet<String>],
    done: impl Fn(usize) -> Result<()> + Sync,
) -> Result<Vec<Alike>> {
    let mut alike: Vec<Alike> = rows.iter().map(|_| Alike::default()).collect();
    let identities: Vec<&Identity> = rows.iter().map(|row| &row.identity).collect();
    for (above, at, score) in pairs_among(&identities, keys, done)? {
        alike[at].above.push((above, score));
    }
    // What very many rows share tells nothing there; the first of them is compared in any case.
    let mut first: HashMap<&Mark, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let firsts: BTreeSet<usize> = row.marks.iter().map(|mark| *first.entry(mark).or_insert(at)).collect();
        for above in firsts.into_iter().filter(|above| *above < at) {
            let score = identities[above].likeness(identities[at]).score;
            if score >= SUGGESTED && alike[at].above.iter().all(|(known, _)| *known != above) {
                alike[at].above.push((above, score));
            }
        }
    }
    Ok(alike)
}

/// Finds the customers that rows are like.
pub(super) async fn find_known(
    app: &App,
    rows: &[Marked],
    keys: Vec<BTreeSet<String>>,
    alike: &mut [Alike],
) -> Result<()> {
    let mut keys = keys.into_iter();
    let numbers = rows.iter().map(|row| row.draft.customer.number.as_str()).filter(|number| !number.is_empty());
    let numbered = customers_with(app, customer::Column::Number, numbers).await?;
    for (rows, alike) in rows.chunks(SLICE).zip(alike.chunks_mut(SLICE)) {
        let mut worth: BTreeSet<(usize, CustomerId)> = BTreeSet::new();
        let mut keyed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, keys) in keys.by_ref().take(rows.len()).enumerate() {
            keys.into_iter().for_each(|key| keyed.entry(key).or_default().push(at));
        }
        for (key, id) in holders(app.read(), keyed.keys()).await? {
            worth.extend(keyed.get(&key).into_iter().flatten().map(|at| (*at, id)));
        }
        // Also while not all customers were compared.
        let exactly = exactly(app, rows).await?;
        for (at, row) in rows.iter().enumerate() {
            worth.extend(row.marks.iter().filter_map(|mark| exactly.get(mark)).map(|id| (at, *id)));
            worth.extend(numbered.get(&row.draft.customer.number).map(|id| (at, *id)));
        }
        let ids: BTreeSet<CustomerId> = worth.iter().map(|(_, id)| *id).collect();
        let ids: Vec<CustomerId> = ids.into_iter().collect();
        let there: HashMap<CustomerId, Identity> = identities(app.read(), &ids).await?.into_iter().collect();
        for (at, id) in worth {
            let Some(other) = there.get(&id) else { continue };
            let likeness = rows[at].identity.likeness(other);
            let best = alike[at].known.as_ref().map_or(SUGGESTED, |(_, best)| best.score.next_up());
            if likeness.score >= best {
                alike[at].known = Some((id, likeness));
            }
        }
    }
    Ok(())
}

/// The oldest customers with what the rows say.
async fn exactly(app: &App, rows: &[Marked]) -> Result<HashMap<Mark, CustomerId>> {
    let mut values = HashSet::new();
    let mut names = HashSet::new();
    for mark in rows.iter().flat_map(|row| &row.marks) {
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

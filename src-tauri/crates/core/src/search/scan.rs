//! What the database itself answers: for the records that the index hasn't read yet, and for all of them while there is no
//! index that can be used.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashSet};
use std::time::{Duration, Instant};

use satchel_search::{Document, Hit, Hits, Order, Query};
use uuid::Uuid;

use super::documents::page;
use super::keeper::KINDS;
use crate::App;
use crate::error::Result;
use crate::ids::CustomerId;

/// How long a scan goes on for each kind of record. What is left then is left out, and the answer says so.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// An answer, before texts are read for it.
pub(super) struct Found {
    pub hits: Vec<Hit>,
    pub total: u64,
    pub customers: u64,
    pub channels: Vec<(u8, u64)>,
    pub owners: Vec<(Uuid, u64)>,
    pub categories: Vec<(Uuid, u64)>,
    pub by_customer: Vec<(Uuid, u64)>,
    pub by_time: Vec<u64>,
    /// Not everything was looked at.
    pub incomplete: bool,
}

/// What documents read from the database add to an answer.
#[derive(Default)]
pub(super) struct Told {
    hits: Vec<Hit>,
    total: u64,
    /// The customers of the hits, with how many each has. Who asks the index adds what it knows of them.
    pub customers: BTreeMap<Uuid, u64>,
    channels: Vec<(u8, u64)>,
    owners: Vec<(Uuid, u64)>,
    categories: Vec<(Uuid, u64)>,
    by_time: Vec<u64>,
}

impl Told {
    /// Counts the documents that match.
    pub fn take(&mut self, query: &Query, documents: Vec<Document>) {
        for document in documents {
            if !query.matches(&document) {
                continue;
            }
            let on_channel = query.wants_channel(document.channel);
            let owned = query.wants_owner(document.owner);
            let about = query.wants_category(document.category);
            if owned && about {
                add(&mut self.channels, document.channel);
            }
            if on_channel && about {
                add(&mut self.owners, document.owner);
            }
            if on_channel && owned {
                add(&mut self.categories, document.category);
            }
            if on_channel && owned && about {
                self.total += 1;
                *self.customers.entry(document.customer).or_default() += 1;
                self.by_time.resize(query.spans.len().saturating_sub(1), 0);
                let span = document.at_ms.and_then(|at| query.span(at));
                if let Some(count) = span.and_then(|span| self.by_time.get_mut(span)) {
                    *count += 1;
                }
                // What was saved a moment ago is what the person is looking for.
                let Document { kind, id, category, at_ms, .. } = document;
                self.hits.push(Hit { kind, id, category, at_ms, score: f32::MAX });
            }
        }
    }

    /// The answer, together with what the index says of all other documents.
    pub fn with(self, query: &Query, mut known: Hits, incomplete: bool) -> Found {
        known.hits.extend(self.hits);
        known.hits.sort_by(|a, b| {
            let score = if query.order == Order::Best { b.score.total_cmp(&a.score) } else { Ordering::Equal };
            score.then(b.at_ms.cmp(&a.at_ms)).then(a.id.cmp(&b.id))
        });
        known.hits.truncate(query.limit);
        self.channels.into_iter().for_each(|(code, count)| add_many(&mut known.channels, code, count));
        self.owners.into_iter().for_each(|(owner, count)| add_many(&mut known.owners, owner, count));
        self.categories.into_iter().for_each(|(category, count)| add_many(&mut known.categories, category, count));
        known.by_time.resize(query.spans.len().saturating_sub(1), 0);
        known.by_time.iter_mut().zip(self.by_time).for_each(|(count, more)| *count += more);
        known.by_customer.retain(|(id, _)| !self.customers.contains_key(id));
        known.by_customer.extend(self.customers);
        known.by_customer.sort_unstable_by_key(|(id, count)| (Reverse(*count), *id));
        known.by_customer.truncate(query.top_customers);
        Found {
            hits: known.hits,
            total: known.total + self.total,
            customers: known.customers,
            channels: known.channels,
            owners: known.owners,
            categories: known.categories,
            by_customer: known.by_customer,
            by_time: known.by_time,
            incomplete,
        }
    }
}

fn add<K: Ord + Copy>(counts: &mut Vec<(K, u64)>, key: Option<K>) {
    if let Some(key) = key {
        add_many(counts, key, 1);
    }
}

fn add_many<K: Ord + Copy>(counts: &mut Vec<(K, u64)>, key: K, more: u64) {
    match counts.binary_search_by(|(known, _)| known.cmp(&key)) {
        Ok(at) => counts[at].1 += more,
        Err(at) => counts.insert(at, (key, more)),
    }
}

/// Looks through the records that aren't `known` already, the newest first, for as long as a person waits.
pub(super) async fn scan(app: &App, query: &Query, known: &HashSet<Uuid>) -> Result<Found> {
    through(app, query, known, Some(PATIENCE)).await
}

/// Looks through all records, however long it takes.
pub(super) async fn everything(app: &App, query: &Query) -> Result<Found> {
    through(app, query, &HashSet::new(), None).await
}

async fn through(app: &App, query: &Query, known: &HashSet<Uuid>, patience: Option<Duration>) -> Result<Found> {
    let mut told = Told::default();
    let mut incomplete = false;
    for kind in KINDS.into_iter().filter(|kind| query.wants_kind(*kind)) {
        let began = Instant::now();
        let mut below = Some(Uuid::max());
        while let Some(from) = below {
            if patience.is_some_and(|patience| began.elapsed() > patience) {
                incomplete = true;
                break;
            }
            let customer = query.customer.map(CustomerId);
            let (mut documents, next) = page(app.read(), app.home().country, kind, from, customer).await?;
            documents.retain(|document| !known.contains(&document.id));
            told.take(query, documents);
            below = next;
        }
    }
    let none = Hits { customers: told.customers.len() as u64, ..Hits::default() };
    Ok(told.with(query, none, incomplete))
}

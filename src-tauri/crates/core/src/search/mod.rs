//! Search over customers, contacts and communications: the index, the part of the log it hasn't read yet, and the database's
//! own texts for what is shown.

mod documents;
pub(crate) mod keeper;

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use satchel_search::{Document, Hit, Kind as Indexed, Order, Query, Terms};
use sea_orm::ActiveEnum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::communications::{Channel, CommunicationView, communication, user_names, views};
use crate::customers::list::Facet;
use crate::customers::{Contact, Customer, Kind as CustomerKind, contact, customer, find_many};
use crate::error::{Error, Result, internal};
use crate::ids::{CommunicationId, ContactId, CustomerId, Timestamp, UserId};
use crate::jobs::Progress;
use crate::people::Actor;
use crate::{App, Nothing};
use documents::{CHANNELS, channel_code};

/// What can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchKind {
    /// A customer.
    Customer,
    /// A person at a customer.
    Contact,
    /// A communication.
    Communication,
}

impl From<SearchKind> for Indexed {
    fn from(kind: SearchKind) -> Self {
        match kind {
            SearchKind::Customer => Self::Customer,
            SearchKind::Contact => Self::Contact,
            SearchKind::Communication => Self::Communication,
        }
    }
}

/// How hits are sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SearchSort {
    /// Best match first.
    #[default]
    Best,
    /// Newest first.
    Newest,
}

/// A search; what is left out doesn't narrow.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SearchInput {
    /// Words, beginnings of words, Chinese characters; all must occur.
    #[ts(optional = false)]
    pub query: String,
    /// Any of these kinds.
    pub kinds: Option<Vec<SearchKind>>,
    /// Communications on any of these channels.
    pub channels: Option<Vec<Channel>>,
    /// Any of these owners.
    pub owners: Option<Vec<UserId>>,
    /// Communications on or after this day, YYYY-MM-DD.
    pub from: Option<String>,
    /// Communications on or before this day, YYYY-MM-DD.
    pub to: Option<String>,
    /// Belonging to this customer.
    pub customer_id: Option<CustomerId>,
    /// How hits are sorted.
    pub sort: Option<SearchSort>,
    /// Hits to skip.
    pub offset: Option<usize>,
    /// Hits to return, at most 200.
    pub limit: Option<usize>,
}

/// A stretch of text that is or isn't part of a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Segment {
    /// The text as stored.
    pub text: String,
    /// Whether it was looked for.
    pub hit: bool,
}

/// One thing found.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchHit {
    /// What it is.
    pub kind: SearchKind,
    /// Its key.
    #[ts(type = "string")]
    pub id: Uuid,
    /// The customer it belongs to; for a customer its own key.
    pub customer_id: CustomerId,
    /// Name or subject, marked.
    pub title: Vec<Segment>,
    /// The part of the text around the hits, marked.
    pub snippet: Vec<Segment>,
    /// The customer's name.
    pub customer_name: String,
    /// Company or person.
    pub customer_kind: CustomerKind,
    /// Who took part, or the contact's job.
    pub people: String,
    /// A communication's channel.
    pub channel: Option<Channel>,
    /// Whose it is.
    pub owner_id: Option<UserId>,
    /// The owner's name; empty for nobody.
    pub owner_name: String,
    /// When a communication was held.
    pub at: Option<Timestamp>,
}

/// What was found.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchResults {
    /// Hits in all.
    #[ts(type = "number")]
    pub total: u64,
    /// Different customers among them.
    #[ts(type = "number")]
    pub customers: u64,
    /// The page asked for.
    pub hits: Vec<SearchHit>,
    /// Hits by channel, as if none were chosen.
    pub channels: Vec<Facet>,
    /// Hits by owner, as if none were chosen.
    pub owners: Vec<Facet>,
    /// How long it took, in milliseconds.
    pub took_ms: f64,
    /// The index is being filled; what was saved long ago may still be missing.
    pub rebuilding: bool,
}

/// The index was filled again.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RebuiltIndex {
    /// Records it holds.
    pub documents: usize,
}

const LONGEST_PAGE: usize = 200;
const SNIPPET_CHARS: usize = 140;

/// Log entries that a search reads itself when the index hasn't; beyond that it says that it is rebuilding.
const TAIL: u64 = 20_000;

/// Finds what holds every term of the query.
///
/// # Errors
/// `invalid` for a day that isn't one.
pub async fn search(app: &App, _actor: Actor, input: SearchInput) -> Result<SearchResults> {
    let started = std::time::Instant::now();
    let terms = Terms::parse(&input.query);
    let (offset, limit) = (input.offset.unwrap_or_default(), input.limit.unwrap_or(50).min(LONGEST_PAGE));
    let query = Query {
        terms: terms.clone(),
        kinds: input.kinds.unwrap_or_default().into_iter().map(Into::into).collect(),
        channels: input.channels.unwrap_or_default().into_iter().map(channel_code).collect(),
        owners: input.owners.unwrap_or_default().into_iter().map(Into::into).collect(),
        customer: input.customer_id.map(Into::into),
        from_ms: day(app, input.from.as_deref(), "from", 0)?,
        to_ms: day(app, input.to.as_deref(), "to", 1)?,
        order: match input.sort.unwrap_or_default() {
            SearchSort::Best => Order::Best,
            SearchSort::Newest => Order::Newest,
        },
        offset: 0,
        limit: offset + limit,
    };
    let found = find(app, query).await?;
    let page: Vec<Hit> = found.hits.into_iter().skip(offset).take(limit).collect();
    let names = user_names(app.read()).await?;
    let channel = |(code, count): (u8, u64)| {
        let channel = CHANNELS.get(usize::from(code))?;
        let value = channel.to_value();
        Some(Facet { value, label: String::new(), count: i64::try_from(count).ok()? })
    };
    let owner = |(id, count): (Uuid, u64)| {
        let label = names.get(&UserId(id)).cloned()?;
        Some(Facet { value: id.to_string(), label, count: i64::try_from(count).ok()? })
    };
    Ok(SearchResults {
        total: found.total,
        customers: found.customers,
        hits: shown(app, &terms, &page, &names).await?,
        channels: found.channels.into_iter().filter_map(channel).collect(),
        owners: found.owners.into_iter().filter_map(owner).collect(),
        took_ms: started.elapsed().as_secs_f64() * 1000.0,
        rebuilding: found.rebuilding,
    })
}

/// The customers whose names, people, phones or tags hold every term of a text.
pub(crate) async fn customers_with(app: &App, text: &str) -> Result<HashSet<CustomerId>> {
    let query = Query {
        terms: Terms::parse(text),
        kinds: vec![Indexed::Customer],
        limit: usize::MAX >> 1,
        order: Order::Newest,
        ..Query::default()
    };
    Ok(find(app, query).await?.hits.into_iter().map(|hit| CustomerId(hit.id)).collect())
}

/// A customer's communications that hold every term of a text, newest first; as many as one statement can name.
pub(crate) async fn communications_with(app: &App, text: &str, customer: CustomerId) -> Result<Vec<CommunicationId>> {
    const NAMED: usize = 30_000;
    let query = Query {
        terms: Terms::parse(text),
        kinds: vec![Indexed::Communication],
        customer: Some(customer.into()),
        order: Order::Newest,
        limit: NAMED,
        ..Query::default()
    };
    Ok(find(app, query).await?.hits.into_iter().map(|hit| CommunicationId(hit.id)).collect())
}

/// Fills the index again from the database.
///
/// # Errors
/// `cancelled`; then the old content stays.
pub async fn rebuild_index(app: &App, _actor: Actor, _input: Nothing, progress: &Progress) -> Result<RebuiltIndex> {
    Ok(RebuiltIndex { documents: keeper::rebuild(app, progress).await? })
}

/// Waits until the index holds everything that is saved now.
///
/// # Errors
/// The index's or the database's.
pub async fn settle(app: &App) -> Result<()> {
    keeper::settle(app).await
}

/// How many records the index holds when it is full.
async fn indexed_records(app: &App) -> Result<usize> {
    let db = app.read();
    let customers = customer::Entity::find().filter(customer::Column::DeletedAt.is_null()).count(db).await?;
    let contacts = contact::Entity::find().filter(contact::Column::DeletedAt.is_null()).count(db).await?;
    let talks = communication::Entity::find().filter(communication::Column::DeletedAt.is_null()).count(db).await?;
    usize::try_from(customers + contacts + talks).map_err(internal)
}

/// Midnight of a day, `days` later, in milliseconds.
fn day(app: &App, text: Option<&str>, field: &str, days: i64) -> Result<Option<i64>> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let date: Date = text.parse().map_err(|_| Error::invalid(field, "date_invalid"))?;
    let date = date.checked_add(jiff::Span::new().days(days)).map_err(|_| Error::invalid(field, "date_invalid"))?;
    let start = date.to_zoned(app.clock.zone().clone()).map_err(|_| Error::invalid(field, "date_invalid"))?;
    Ok(Some(start.timestamp().as_millisecond()))
}

struct Found {
    hits: Vec<Hit>,
    total: u64,
    customers: u64,
    channels: Vec<(u8, u64)>,
    owners: Vec<(Uuid, u64)>,
    rebuilding: bool,
}

/// Asks the index; a damaged one is replaced by an empty one first, which the follower then fills.
async fn find(app: &App, query: Query) -> Result<Found> {
    keeper::with_index(app, |index| ask(app, index, &query)).await
}

/// What the index holds, and the records that changed since read from the database, by the same rule of a match.
async fn ask(app: &App, index: std::sync::Arc<satchel_search::Index>, query: &Query) -> Result<Found> {
    let (stale, _, count) = documents::stale(app.read(), index.cursor(), TAIL + 1).await?;
    let rebuilding = count as u64 > TAIL;
    let mut exclude: HashSet<Uuid> = HashSet::new();
    let mut tail: Vec<Document> = Vec::new();
    if !rebuilding {
        for (kind, ids) in stale {
            let ids: Vec<Uuid> = ids.into_iter().collect();
            exclude.extend(&ids);
            tail.extend(documents::documents(app.read(), app.home().country, kind, &ids).await?);
        }
    }
    tail.retain(|document| within(query, document));
    let on_channel = |document: &Document| {
        query.channels.is_empty() || document.channel.is_some_and(|code| query.channels.contains(&code))
    };
    let owned =
        |document: &Document| query.owners.is_empty() || document.owner.is_some_and(|id| query.owners.contains(&id));
    let chosen: Vec<&Document> = tail.iter().filter(|document| on_channel(document) && owned(document)).collect();
    let customers: BTreeSet<Uuid> = chosen.iter().map(|document| document.customer).collect();
    let asked = query.clone();
    let answer = tokio::task::spawn_blocking(move || {
        let mut hits = index.search(&asked, &exclude)?;
        let known = hits.customers;
        for customer in customers {
            // A customer counts once, however many of its records are in the index and in the tail.
            let alone = Query { customer: Some(customer), limit: 0, ..asked.clone() };
            if known == 0 || index.search(&alone, &exclude)?.total == 0 {
                hits.customers += 1;
            }
        }
        Ok::<_, satchel_search::Error>(hits)
    });
    let mut hits = answer.await.map_err(internal)??;
    for document in &tail {
        if owned(document) {
            add(&mut hits.channels, document.channel);
        }
        if on_channel(document) {
            add(&mut hits.owners, document.owner);
        }
    }
    hits.total += chosen.len() as u64;
    let newer = chosen.into_iter().map(|document| Hit {
        kind: document.kind,
        id: document.id,
        at_ms: document.at_ms,
        // What was saved a moment ago is what the person is looking for.
        score: f32::MAX,
    });
    hits.hits.extend(newer);
    hits.hits.sort_by(|a, b| {
        let score = if query.order == Order::Best { b.score.total_cmp(&a.score) } else { std::cmp::Ordering::Equal };
        score.then(b.at_ms.cmp(&a.at_ms)).then(a.id.cmp(&b.id))
    });
    hits.hits.truncate(query.limit);
    Ok(Found {
        hits: hits.hits,
        total: hits.total,
        customers: hits.customers,
        channels: hits.channels,
        owners: hits.owners,
        rebuilding,
    })
}

/// Whether a document that the index hasn't read yet matches, channel and owner aside.
fn within(query: &Query, document: &Document) -> bool {
    let at = document.at_ms;
    (query.kinds.is_empty() || query.kinds.contains(&document.kind))
        && query.customer.is_none_or(|customer| document.customer == customer)
        && query.from_ms.is_none_or(|from| at.is_some_and(|at| at >= from))
        && query.to_ms.is_none_or(|to| at.is_some_and(|at| at < to))
        && query.terms.matches(&[&document.title, &document.body])
}

fn add<K: Ord + Copy>(counts: &mut Vec<(K, u64)>, key: Option<K>) {
    let Some(key) = key else { return };
    match counts.binary_search_by(|(known, _)| known.cmp(&key)) {
        Ok(at) => counts[at].1 += 1,
        Err(at) => counts.insert(at, (key, 1)),
    }
}

/// The hits as a screen shows them, with the database's own texts; what went meanwhile is left out.
async fn shown(app: &App, terms: &Terms, hits: &[Hit], owners: &HashMap<UserId, String>) -> Result<Vec<SearchHit>> {
    let db = app.read();
    let of = |kind| hits.iter().filter(move |hit| hit.kind == kind).map(|hit| hit.id);
    let live = communication::Entity::find().filter(communication::Column::DeletedAt.is_null());
    let said =
        live.filter(communication::Column::Id.is_in(of(Indexed::Communication).map(CommunicationId))).all(db).await?;
    let mut said: HashMap<Uuid, CommunicationView> =
        views(db, said).await?.into_iter().map(|view| (view.communication.id.0, view)).collect();
    let live = contact::Entity::find().filter(contact::Column::DeletedAt.is_null());
    let people = live.filter(contact::Column::Id.is_in(of(Indexed::Contact).map(ContactId))).all(db).await?;
    let mut ids: Vec<CustomerId> = of(Indexed::Customer).map(CustomerId).collect();
    ids.extend(people.iter().map(|contact| contact.customer_id));
    let customers = find_many(db, &ids).await?;
    let people: HashMap<Uuid, Contact> = people.into_iter().map(|contact| (contact.id.0, contact)).collect();
    let bodies: Vec<Uuid> = of(Indexed::Customer).collect();
    let bodies = documents::documents(db, app.home().country, Indexed::Customer, &bodies).await?;
    let bodies: HashMap<Uuid, String> = bodies.into_iter().map(|document| (document.id, document.body)).collect();
    let owner = |id: Option<UserId>| id.and_then(|id| owners.get(&id).cloned()).unwrap_or_default();
    let hit = |hit: &Hit| match hit.kind {
        Indexed::Customer => {
            let customer: &Customer = customers.get(&CustomerId(hit.id))?;
            let where_else = bodies.get(&hit.id).map(|body| matching_line(terms, body)).unwrap_or_default();
            Some(SearchHit {
                kind: SearchKind::Customer,
                id: hit.id,
                customer_id: customer.id,
                title: segments(terms.highlight(&customer.name)),
                snippet: segments(terms.highlight(if where_else.is_empty() {
                    &customer.other_name
                } else {
                    where_else
                })),
                customer_name: customer.name.clone(),
                customer_kind: customer.kind,
                people: String::new(),
                channel: None,
                owner_id: customer.owner_id,
                owner_name: owner(customer.owner_id),
                at: None,
            })
        }
        Indexed::Contact => {
            let contact = people.get(&hit.id)?;
            let customer = customers.get(&contact.customer_id)?;
            Some(SearchHit {
                kind: SearchKind::Contact,
                id: hit.id,
                customer_id: customer.id,
                title: segments(terms.highlight(&contact.name)),
                snippet: segments(terms.highlight(&customer.name)),
                customer_name: customer.name.clone(),
                customer_kind: customer.kind,
                people: contact.title.clone(),
                channel: None,
                owner_id: customer.owner_id,
                owner_name: owner(customer.owner_id),
                at: None,
            })
        }
        Indexed::Communication => {
            let view = said.remove(&hit.id)?;
            let talk = view.communication;
            let text = if talk.text.is_empty() { &talk.title } else { &talk.text };
            let names: Vec<String> = view.people.into_iter().map(|person| person.name).collect();
            Some(SearchHit {
                kind: SearchKind::Communication,
                id: hit.id,
                customer_id: talk.customer_id,
                title: segments(terms.highlight(&talk.title)),
                snippet: segments(terms.snippet(text, SNIPPET_CHARS)),
                customer_name: view.customer_name,
                customer_kind: view.customer_kind,
                people: names.join(", "),
                channel: Some(talk.channel),
                owner_id: talk.owner_id,
                owner_name: view.owner_name,
                at: Some(talk.at),
            })
        }
    };
    Ok(hits.iter().filter_map(hit).collect())
}

/// The first line in which a term occurs; empty where none does.
fn matching_line<'a>(terms: &Terms, body: &'a str) -> &'a str {
    if terms.is_empty() {
        return "";
    }
    body.lines().find(|line| terms.highlight(line).iter().any(|segment| segment.hit)).unwrap_or_default()
}

fn segments(segments: Vec<satchel_search::Segment>) -> Vec<Segment> {
    segments.into_iter().map(|segment| Segment { text: segment.text, hit: segment.hit }).collect()
}

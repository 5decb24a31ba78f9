//! Search over customers, contacts and communications: the index, the part of the log it hasn't read yet, and the database's
//! own texts for what is shown.

mod asked;
mod documents;
pub(crate) mod keeper;
mod names;
pub mod saved;
mod scan;
mod shown;
mod spans;

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;
use satchel_domain::Typed;
use satchel_search::{Document, Hit, Index, Kind as Indexed, Order, Query, Terms};
use sea_orm::ActiveEnum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::communications::categories::offered;
use crate::communications::{Channel, communication};
use crate::customers::facets::Facet;
use crate::customers::{Kind as CustomerKind, contact, customer};
use crate::error::{Error, Result, internal};
use crate::ids::{CategoryId, CommunicationId, CustomerId, Timestamp, UserId};
use crate::jobs::Progress;
use crate::people::Actor;
use crate::{App, Nothing};
use asked::Wanted;
pub use asked::{NotUnderstood, SearchOperator};
pub(crate) use documents::owners;
use documents::{CHANNELS, channel_code, with_category};
use keeper::is_the_indexs;
use scan::{Found, Told};

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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
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
    /// Words, beginnings of words, Chinese characters, "phrases"; all must occur, and nothing behind a minus. Names before a
    /// colon say more, as in `customer:Kessler` or `渠道:电话`.
    #[ts(optional = false)]
    pub query: String,
    /// Any of these kinds.
    pub kinds: Option<Vec<SearchKind>>,
    /// Communications on any of these channels.
    pub channels: Option<Vec<Channel>>,
    /// Any of these owners.
    pub owners: Option<Vec<UserId>>,
    /// Communications about any of these.
    pub categories: Option<Vec<CategoryId>>,
    /// Communications on or after this day, YYYY-MM-DD.
    pub from: Option<String>,
    /// Communications on or before this day, YYYY-MM-DD.
    pub to: Option<String>,
    /// Belonging to this customer.
    pub customer_id: Option<CustomerId>,
    /// How hits are sorted.
    pub sort: Option<SearchSort>,
    /// Also counts hits by customer and by time.
    pub facets: Option<bool>,
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
    pub people: Vec<String>,
    /// A communication's channel.
    pub channel: Option<Channel>,
    /// Whose it is.
    pub owner_id: Option<UserId>,
    /// The owner's name; empty for nobody.
    pub owner_name: String,
    /// When a communication was held.
    pub at: Option<Timestamp>,
    /// What a communication is about, as a person or the program decided.
    pub category_id: Option<CategoryId>,
    /// Files of a communication.
    pub files: usize,
    /// Those of its files whose names hold what was looked for, marked.
    pub found_files: Vec<Vec<Segment>>,
    /// It holds words that are only nearly those that were looked for.
    pub similar: bool,
}

/// Hits in a span of days.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TimeBar {
    /// The first day.
    #[ts(type = "string")]
    pub from: Date,
    /// The last day.
    #[ts(type = "string")]
    pub to: Date,
    /// Hits.
    #[ts(type = "number")]
    pub count: u64,
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
    /// Hits by category, as if none were chosen.
    pub categories: Vec<Facet>,
    /// The customers with most hits; empty unless asked for.
    pub top_customers: Vec<Facet>,
    /// Hits by spans of days, the oldest first; empty unless asked for.
    pub timeline: Vec<TimeBar>,
    /// How many of the hits hold only words that are nearly those that were looked for. They stand behind all others, and are
    /// looked for only where there are few others.
    #[ts(type = "number")]
    pub similar: u64,
    /// What of the query wasn't understood; the rest was searched.
    pub not_understood: Vec<NotUnderstood>,
    /// How long it took, in milliseconds.
    pub took_ms: f64,
    /// Not everything was looked at: the index is being filled, or is far behind. There may be more.
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

/// With fewer hits than this, words that are nearly those that were typed are looked for, too.
const FEW: u64 = 5;

/// Customers that are told with their number of hits.
const TOP_CUSTOMERS: usize = 6;

/// Finds what holds every term of the query.
///
/// # Errors
/// `invalid` for a day that isn't one.
pub async fn search(app: &App, actor: Actor, input: SearchInput) -> Result<SearchResults> {
    let started = std::time::Instant::now();
    let (offset, limit) = (input.offset.unwrap_or_default(), input.limit.unwrap_or(50).min(LONGEST_PAGE));
    let mut base = chosen(app, &input)?;
    base.limit = offset.saturating_add(limit).max(FEW as usize);
    let wanted = asked::wanted(app, actor, &input, base).await?;
    let bars = if input.facets == Some(true) { spans::of(app, &wanted.query)? } else { Vec::new() };
    let Wanted { terms, mut query, text, narrowed, not_understood } = wanted;
    if let Some(last) = bars.last() {
        query.spans = bars.iter().map(|bar| bar.start).chain([last.end]).collect();
        query.top_customers = TOP_CUSTOMERS;
    }
    let typed = Typed::read(&text);
    let by_name = input.sort.unwrap_or_default() == SearchSort::Best && !narrowed;
    let [customers, people] = names::spelled(app, &input, &query.kinds, typed.as_ref().filter(|_| by_name)).await?;
    let spelled: HashSet<Uuid> = customers.iter().chain(&people).map(|hit| hit.id).collect();
    let exact = find(app, &query, &spelled).await?;
    // Whoever counts only has no use for what is nearly so.
    let near = match terms.similar().filter(|_| limit > 0 && exact.total + (spelled.len() as u64) < FEW) {
        Some(near) => Some(near_to(app, &query, &spelled, &exact, near).await?),
        None => None,
    };
    let (found, similar) = match near.filter(|near| !near.ids.is_empty() || near.found.total > exact.total) {
        Some(near) => (near.found, Some((near.terms, near.ids, near.more))),
        None => (exact, None),
    };
    let lists = [customers, people, found.hits];
    let page: Vec<Hit> = names::in_turn(&lists).skip(offset).take(limit).cloned().collect();
    let marking = shown::Marking {
        terms: &terms,
        typed: typed.as_ref(),
        similar: similar.as_ref().map(|(terms, ids, _)| (terms, ids)),
    };
    let (shown, offered) =
        tokio::try_join!(shown::shown(app, marking, &page, &found.by_customer), offered(app.read()))?;
    let facet =
        |value: String, label: String, count: u64| Some(Facet { value, label, count: i64::try_from(count).ok()? });
    let channel = |(code, count): (u8, u64)| facet(CHANNELS.get(usize::from(code))?.to_value(), String::new(), count);
    let owner = |(id, count): (Uuid, u64)| facet(id.to_string(), shown.users.get(&UserId(id)).cloned()?, count);
    let category = |(id, count): (Uuid, u64)| {
        let known = offered.iter().find(|category| category.id.0 == id)?;
        facet(id.to_string(), known.name_en.clone(), count)
    };
    let customer = |(id, count): &(Uuid, u64)| facet(id.to_string(), shown.counted.get(id).cloned()?, *count);
    Ok(SearchResults {
        total: found.total + spelled.len() as u64,
        customers: found.customers + lists[0].len() as u64,
        hits: shown.hits,
        channels: found.channels.into_iter().filter_map(channel).collect(),
        owners: found.owners.into_iter().filter_map(owner).collect(),
        categories: found.categories.into_iter().filter_map(category).collect(),
        top_customers: found.by_customer.iter().filter_map(customer).collect(),
        timeline: bars.iter().zip(found.by_time).map(|(bar, count)| bar.counted(count)).collect(),
        similar: similar.map_or(0, |(_, _, more)| more),
        not_understood,
        took_ms: started.elapsed().as_secs_f64() * 1000.0,
        rebuilding: found.incomplete,
    })
}

/// What is chosen beside the words.
fn chosen(app: &App, input: &SearchInput) -> Result<Query> {
    let kinds = input.kinds.iter().flatten().copied();
    let channels = input.channels.iter().flatten().copied();
    let owners = input.owners.iter().flatten().copied();
    Ok(Query {
        kinds: kinds.map(Into::into).collect(),
        channels: channels.map(channel_code).collect(),
        owners: owners.map(Into::into).collect(),
        categories: input.categories.iter().flatten().map(|id| id.0).collect(),
        customer: input.customer_id.map(Into::into),
        from_ms: day(app, input.from.as_deref(), "from", 0)?,
        to_ms: day(app, input.to.as_deref(), "to", 1)?,
        order: match input.sort.unwrap_or_default() {
            SearchSort::Best => Order::Best,
            SearchSort::Newest => Order::Newest,
        },
        now_ms: Some(app.clock.now().0),
        ..Query::default()
    })
}

/// What holds words that are nearly those that were looked for.
struct Near {
    terms: Terms,
    /// Everything: what holds the very words first, and counted with the rest.
    found: Found,
    /// Those of the hits that don't hold the very words.
    ids: HashSet<Uuid>,
    /// How many of these there are in all.
    more: u64,
}

async fn near_to(app: &App, query: &Query, known: &HashSet<Uuid>, exact: &Found, terms: Terms) -> Result<Near> {
    let asked = Query { terms: terms.clone(), limit: query.limit + exact.hits.len(), ..query.clone() };
    let mut found = find(app, &asked, known).await?;
    let first: HashSet<Uuid> = exact.hits.iter().map(|hit| hit.id).collect();
    found.hits.retain(|hit| !first.contains(&hit.id));
    let ids = found.hits.iter().map(|hit| hit.id).collect();
    found.hits.splice(0..0, exact.hits.iter().cloned());
    let more = found.total.saturating_sub(exact.total);
    Ok(Near { terms, found, ids, more })
}

/// The customers that a text finds.
pub(crate) struct Matching {
    /// Their keys.
    pub ids: HashSet<CustomerId>,
    /// Whether everything that was saved was looked at.
    pub complete: bool,
}

/// The customers whose names, people, phones or tags hold every term of a text.
pub(crate) async fn customers_with(app: &App, text: &str) -> Result<Matching> {
    let query = Query { terms: Terms::parse(text), kinds: vec![Indexed::Customer], ..Query::default() };
    while let Some(index) = app.keeper.index().await? {
        let Tail { ids: changed, documents, incomplete } = Tail::read(app, &index).await?;
        let (asked, of) = (query.clone(), Arc::clone(&index));
        let known = tokio::task::spawn_blocking(move || of.ids(&asked, &changed)).await.map_err(internal)?;
        match known.map_err(Error::from) {
            Err(error) if is_the_indexs(&error) => keeper::give_up(app, &index).await?,
            known => {
                let newer = documents.iter().filter(|document| query.matches(document)).map(|document| document.id);
                let ids = known?.into_iter().chain(newer).map(CustomerId).collect();
                return Ok(Matching { ids, complete: !incomplete });
            }
        }
    }
    let everything = Query { limit: usize::MAX, ..query };
    let found = scan::everything(app, &everything).await?;
    Ok(Matching { ids: found.hits.into_iter().map(|hit| CustomerId(hit.id)).collect(), complete: true })
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
    let found = find(app, &query, &HashSet::new()).await?;
    Ok(found.hits.into_iter().map(|hit| CommunicationId(hit.id)).collect())
}

/// Asks the index what nothing else can answer, off the async threads; none while it is being filled.
pub(crate) async fn with_index<T, F>(app: &App, work: F) -> Result<T>
where
    T: Send + 'static,
    F: Fn(Option<&Index>) -> satchel_search::Result<T> + Send + Sync + 'static,
{
    let work = Arc::new(work);
    loop {
        let index = app.keeper.index().await?;
        let (work, asked) = (Arc::clone(&work), index.clone());
        let answer = tokio::task::spawn_blocking(move || work(asked.as_deref())).await.map_err(internal)?;
        match (answer.map_err(Error::from), index) {
            (Err(error), Some(index)) if is_the_indexs(&error) => keeper::give_up(app, &index).await?,
            (answer, _) => return answer,
        }
    }
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
    let invalid = || Error::invalid(field, "date_invalid");
    let date: Date = text.parse().map_err(|_| invalid())?;
    let date = date.checked_add(jiff::Span::new().days(days)).map_err(|_| invalid())?;
    day_start(app, date).map(Some).map_err(|_| invalid())
}

/// Midnight of a day, in milliseconds.
fn day_start(app: &App, date: Date) -> Result<i64> {
    Ok(date.to_zoned(app.clock.zone().clone()).map_err(internal)?.timestamp().as_millisecond())
}

/// Asks the index for what isn't `known` already, or the database where the index can't answer.
async fn find(app: &App, query: &Query, known: &HashSet<Uuid>) -> Result<Found> {
    while let Some(index) = app.keeper.index().await? {
        match ask(app, Arc::clone(&index), query, known).await {
            // A damaged one is filled anew; one that was exchanged while it was asked leaves its place to the next.
            Err(error) if is_the_indexs(&error) => keeper::give_up(app, &index).await?,
            answer => return answer,
        }
    }
    scan::scan(app, query, known).await
}

/// What the index holds, and the records that changed since read from the database, by the same rule of a match.
async fn ask(app: &App, index: Arc<Index>, query: &Query, known: &HashSet<Uuid>) -> Result<Found> {
    let mut tail = Tail::read(app, &index).await?;
    tail.ids.extend(known);
    tail.documents.retain(|document| !known.contains(&document.id));
    let mut told = Told::default();
    told.take(query, tail.documents);
    let mut customers = std::mem::take(&mut told.customers);
    let asked = query.clone();
    let answer = tokio::task::spawn_blocking(move || {
        let mut hits = index.search(&asked, &tail.ids)?;
        let known = hits.customers;
        for (customer, count) in &mut customers {
            // A customer counts once, however many of its records are in the index and in the tail.
            let alone = Query { customer: Some(*customer), limit: 0, ..asked.clone() };
            let indexed = if known == 0 { 0 } else { index.search(&alone, &tail.ids)?.total };
            hits.customers += u64::from(indexed == 0);
            *count += indexed;
        }
        Ok::<_, satchel_search::Error>((hits, customers))
    });
    let (hits, customers) = answer.await.map_err(internal)??;
    told.customers = customers;
    Ok(told.with(query, hits, tail.incomplete))
}

/// What the log says has changed since the index read it.
struct Tail {
    /// The records that changed; what the index knows of them is out of date.
    ids: HashSet<Uuid>,
    /// Those of them that are live.
    documents: Vec<Document>,
    /// There is more than a search can read by itself.
    incomplete: bool,
}

impl Tail {
    async fn read(app: &App, index: &Index) -> Result<Self> {
        let mut tail = Self { ids: HashSet::new(), documents: Vec::new(), incomplete: false };
        if index.cursor() >= keeper::newest(app).await? {
            return Ok(tail);
        }
        let (stale, _, count) = documents::stale(app.read(), index.cursor(), TAIL + 1).await?;
        tail.incomplete = count as u64 > TAIL;
        if !tail.incomplete {
            for (kind, ids) in stale {
                let ids: Vec<Uuid> = ids.into_iter().collect();
                tail.ids.extend(&ids);
                tail.documents.extend(documents::documents(app.read(), app.home().country, kind, &ids).await?);
            }
            let (learned, documents) = (app.learner.known(), std::mem::take(&mut tail.documents));
            let work =
                move || documents.into_iter().map(|document| with_category(document, learned.as_deref())).collect();
            tail.documents = tokio::task::spawn_blocking(work).await.map_err(internal)?;
        }
        Ok(tail)
    }
}

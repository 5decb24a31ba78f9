//! Hits as a screen shows them: the database's own texts, with what was looked for marked.

use std::collections::{HashMap, HashSet};

use satchel_domain::Typed;
use satchel_search::{Hit, Kind as Indexed, Terms};
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, JoinType, QueryOrder, QuerySelect};

use super::names::marked;
use super::{SNIPPET_CHARS, SearchHit, SearchKind, Segment, documents};
use crate::App;
use crate::communications::category::CategoryBy;
use crate::communications::{Channel, attachments, communication, participant, user_names};
use crate::customers::{Kind as CustomerKind, contact, customer};
use crate::error::Result;
use crate::ids::{CategoryId, CommunicationId, ContactId, CustomerId, Timestamp, UserId};

/// The customer that a hit belongs to.
#[derive(Clone, FromQueryResult)]
struct Whose {
    customer_id: CustomerId,
    customer_kind: CustomerKind,
    customer_name: String,
}

#[derive(FromQueryResult)]
struct Said {
    id: CommunicationId,
    channel: Channel,
    at: Timestamp,
    title: String,
    text: String,
    owner_id: Option<UserId>,
    category_id: Option<CategoryId>,
    category_by: CategoryBy,
    #[sea_orm(nested)]
    whose: Whose,
}

#[derive(FromQueryResult)]
struct Person {
    id: ContactId,
    name: String,
    title: String,
    owner_id: Option<UserId>,
    #[sea_orm(nested)]
    whose: Whose,
}

#[derive(FromQueryResult)]
struct Whom {
    id: CustomerId,
    kind: CustomerKind,
    name: String,
    other_name: String,
    owner_id: Option<UserId>,
}

/// What is marked in what is shown.
#[derive(Clone, Copy)]
pub(super) struct Marking<'a> {
    pub terms: &'a Terms,
    pub typed: Option<&'a Typed>,
    /// The words of the hits that hold none of the others.
    pub similar: Option<(&'a Terms, &'a HashSet<Uuid>)>,
}

/// The hits with their texts, what went meanwhile left out, and the users by key. Only what is shown is read, and what
/// doesn't wait for each other at once.
pub(super) async fn shown(
    app: &App,
    marking: Marking<'_>,
    hits: &[Hit],
) -> Result<(Vec<SearchHit>, HashMap<UserId, String>)> {
    let of = |kind| -> Vec<Uuid> { hits.iter().filter(|hit| hit.kind == kind).map(|hit| hit.id).collect() };
    let (talks, people, whom) = (of(Indexed::Communication), of(Indexed::Contact), of(Indexed::Customer));
    let (users, said, people, customers, said_by, files, bodies) = tokio::try_join!(
        user_names(app.read()),
        communications(app, &talks),
        contacts(app, &people),
        customers(app, &whom),
        people_of(app, &talks),
        attachments::counts(app, &talks),
        bodies(app, &whom)
    )?;
    let learned = app.learner.known();
    let owner = |id: Option<UserId>| id.and_then(|id| users.get(&id).cloned()).unwrap_or_default();
    let show = |hit: &Hit| {
        let near = marking.similar.filter(|(_, ids)| ids.contains(&hit.id));
        let (terms, typed) = (near.map_or(marking.terms, |(terms, _)| terms), marking.typed);
        let (whose, title, snippet, people, channel, owner_id, at) = match hit.kind {
            Indexed::Customer => {
                let Whom { id, kind, name, other_name, owner_id } = customers.get(&CustomerId(hit.id))?;
                let where_else = bodies.get(&hit.id).map(|body| matching_line(terms, body)).unwrap_or_default();
                let beside = if where_else.is_empty() { other_name } else { where_else };
                let whose = Whose { customer_id: *id, customer_kind: *kind, customer_name: name.clone() };
                let (title, beside) = (marked(terms, typed, name), marked(terms, typed, beside));
                (whose, title, beside, Vec::new(), None, *owner_id, None)
            }
            Indexed::Contact => {
                let Person { name, title, owner_id, whose, .. } = people.get(&ContactId(hit.id))?;
                let job = Some(title).filter(|title| !title.is_empty()).cloned().into_iter().collect();
                let (title, beside) = (marked(terms, typed, name), segments(terms.highlight(&whose.customer_name)));
                (whose.clone(), title, beside, job, None, *owner_id, None)
            }
            Indexed::Communication => {
                let key = CommunicationId(hit.id);
                let Said { channel, at, title, text, owner_id, whose, .. } = said.get(&key)?;
                let text = if text.is_empty() { title } else { text };
                let names = said_by.get(&key).cloned().unwrap_or_default();
                let (title, snippet) = (segments(terms.highlight(title)), segments(terms.snippet(text, SNIPPET_CHARS)));
                (whose.clone(), title, snippet, names, Some(*channel), *owner_id, Some(*at))
            }
        };
        let Whose { customer_id, customer_kind, customer_name } = whose;
        Some(SearchHit {
            kind: kind(hit.kind),
            id: hit.id,
            customer_id,
            title,
            snippet,
            customer_name,
            customer_kind,
            people,
            channel,
            owner_id,
            owner_name: owner(owner_id),
            at,
            category_id: said.get(&CommunicationId(hit.id)).and_then(|said| match said.category_by {
                CategoryBy::Person => said.category_id,
                CategoryBy::Nobody => learned.as_ref()?.decide(&said.title, &said.text),
            }),
            files: files.get(&CommunicationId(hit.id)).copied().unwrap_or_default(),
            similar: near.is_some(),
        })
    };
    Ok((hits.iter().filter_map(show).collect(), users))
}

async fn communications(app: &App, ids: &[Uuid]) -> Result<HashMap<CommunicationId, Said>> {
    use communication::{Column, Entity};
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let of_customer = Entity::belongs_to(customer::Entity).from(Column::CustomerId).to(customer::Column::Id);
    let wanted = Entity::find()
        .filter(Column::DeletedAt.is_null())
        .filter(Column::Id.is_in(ids.iter().copied().map(CommunicationId)))
        .join(JoinType::InnerJoin, of_customer.into())
        .select_only()
        .columns([Column::Id, Column::Channel, Column::At, Column::Title, Column::Text, Column::OwnerId])
        .columns([Column::CategoryId, Column::CategoryBy]);
    let rows: Vec<Said> = with_customer(wanted).into_model().all(app.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

async fn contacts(app: &App, ids: &[Uuid]) -> Result<HashMap<ContactId, Person>> {
    use contact::{Column, Entity};
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let of_customer = Entity::belongs_to(customer::Entity).from(Column::CustomerId).to(customer::Column::Id);
    let wanted = Entity::find()
        .filter(Column::DeletedAt.is_null())
        .filter(Column::Id.is_in(ids.iter().copied().map(ContactId)))
        .join(JoinType::InnerJoin, of_customer.into())
        .select_only()
        .columns([Column::Id, Column::Name, Column::Title])
        .column(customer::Column::OwnerId);
    let rows: Vec<Person> = with_customer(wanted).into_model().all(app.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Also reads whose the records are.
fn with_customer<E: EntityTrait>(wanted: Select<E>) -> Select<E> {
    wanted
        .filter(customer::Column::DeletedAt.is_null())
        .column_as(customer::Column::Id, "customer_id")
        .column_as(customer::Column::Kind, "customer_kind")
        .column_as(customer::Column::Name, "customer_name")
}

async fn customers(app: &App, ids: &[Uuid]) -> Result<HashMap<CustomerId, Whom>> {
    use customer::{Column, Entity};
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let live = Entity::find().filter(Column::DeletedAt.is_null());
    let wanted = live.filter(Column::Id.is_in(ids.iter().copied().map(CustomerId)));
    let columns = [Column::Id, Column::Kind, Column::Name, Column::OtherName, Column::OwnerId];
    let rows: Vec<Whom> = wanted.select_only().columns(columns).into_model().all(app.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The names of the customers that were counted.
pub(super) async fn customer_names(app: &App, counted: &[(Uuid, u64)]) -> Result<HashMap<Uuid, String>> {
    use customer::{Column, Entity};
    if counted.is_empty() {
        return Ok(HashMap::new());
    }
    let wanted = Entity::find().filter(Column::Id.is_in(counted.iter().map(|(id, _)| CustomerId(*id))));
    let names: Vec<(CustomerId, String)> =
        wanted.select_only().columns([Column::Id, Column::Name]).into_tuple().all(app.read()).await?;
    Ok(names.into_iter().map(|(id, name)| (id.0, name)).collect())
}

/// The names of who took part, by communication.
async fn people_of(app: &App, ids: &[Uuid]) -> Result<HashMap<CommunicationId, Vec<String>>> {
    use participant::{Column, Entity};
    let mut names: HashMap<CommunicationId, Vec<String>> = HashMap::new();
    if ids.is_empty() {
        return Ok(names);
    }
    let live = Entity::find().filter(Column::DeletedAt.is_null());
    let wanted = live.filter(Column::CommunicationId.is_in(ids.iter().copied().map(CommunicationId)));
    let of_person = Entity::belongs_to(contact::Entity).from(Column::ContactId).to(contact::Column::Id);
    let parts: Vec<(CommunicationId, String)> = wanted
        .join(JoinType::InnerJoin, of_person.into())
        .select_only()
        .column(Column::CommunicationId)
        .column(contact::Column::Name)
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(app.read())
        .await?;
    for (talk, name) in parts {
        names.entry(talk).or_default().push(name);
    }
    Ok(names)
}

/// What customers are found by beside their names.
async fn bodies(app: &App, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = documents::documents(app.read(), app.home().country, Indexed::Customer, ids).await?;
    Ok(found.into_iter().map(|document| (document.id, document.body)).collect())
}

/// The first line in which a term occurs; empty where none does.
fn matching_line<'a>(terms: &Terms, body: &'a str) -> &'a str {
    if terms.is_empty() {
        return "";
    }
    body.lines().find(|line| terms.highlight(line).iter().any(|segment| segment.hit)).unwrap_or_default()
}

pub(super) fn segments(segments: Vec<satchel_search::Segment>) -> Vec<Segment> {
    segments.into_iter().map(|segment| Segment { text: segment.text, hit: segment.hit }).collect()
}

const fn kind(kind: Indexed) -> SearchKind {
    match kind {
        Indexed::Customer => SearchKind::Customer,
        Indexed::Contact => SearchKind::Contact,
        Indexed::Communication => SearchKind::Communication,
    }
}

//! Hits as a screen shows them: the database's own texts, with what was looked for marked.

use std::collections::{HashMap, HashSet};

use satchel_domain::Typed;
use satchel_search::{Hit, Kind as Indexed, Terms};
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, JoinType, QueryOrder, QuerySelect};

use super::names::marked;
use super::{SNIPPET_CHARS, SearchHit, SearchKind, Segment, documents};
use crate::App;
use crate::communications::{Channel, attachments, communication, participant};
use crate::customers::contact;
use crate::customers::roster::Roster;
use crate::error::Result;
use crate::ids::{CategoryId, CommunicationId, ContactId, CustomerId, Timestamp, UserId};

#[derive(FromQueryResult)]
struct Said {
    id: CommunicationId,
    customer_id: CustomerId,
    channel: Channel,
    at: Timestamp,
    title: String,
    text: String,
    owner_id: Option<UserId>,
}

#[derive(FromQueryResult)]
struct Person {
    id: ContactId,
    customer_id: CustomerId,
    name: String,
    title: String,
}

/// More names of files by which a communication was found tell no more.
const FILES_SHOWN: usize = 3;

/// What is marked in what is shown.
#[derive(Clone, Copy)]
pub(super) struct Marking<'a> {
    pub terms: &'a Terms,
    pub typed: Option<&'a Typed>,
    /// The words of the hits that hold none of the others.
    pub similar: Option<(&'a Terms, &'a HashSet<Uuid>)>,
}

/// What a screen shows of what was found.
pub(super) struct Shown {
    /// The hits with their texts, what went meanwhile left out.
    pub hits: Vec<SearchHit>,
    /// The names of the customers that were counted.
    pub counted: HashMap<Uuid, String>,
    /// The names of all users.
    pub users: HashMap<UserId, String>,
}

/// Only what is shown is read, what doesn't wait for each other at once, and nothing that the roster knows.
pub(super) async fn shown(app: &App, marking: Marking<'_>, hits: &[Hit], counted: &[(Uuid, u64)]) -> Result<Shown> {
    let of = |kind| -> Vec<Uuid> { hits.iter().filter(|hit| hit.kind == kind).map(|hit| hit.id).collect() };
    let talks: Vec<CommunicationId> = of(Indexed::Communication).into_iter().map(CommunicationId).collect();
    let (people, customers) = (of(Indexed::Contact), of(Indexed::Customer));
    let (said, people, said_by, files, bodies) = tokio::try_join!(
        communications(app, &talks),
        contacts(app, &people),
        people_of(app, &talks),
        attachments::names_of(app.read(), &talks),
        bodies(app, &customers)
    )?;
    let whose = said.values().map(|said| said.customer_id).chain(people.values().map(|person| person.customer_id));
    let found = customers.iter().chain(counted.iter().map(|(id, _)| id)).map(|id| CustomerId(*id));
    let whose: HashSet<CustomerId> = whose.chain(found).collect();
    let whose: Vec<CustomerId> = whose.into_iter().collect();
    let texts = Texts { said, people, said_by, files, bodies };
    app.roll
        .look_at(app, &whose, |roster| {
            let name = |id: &Uuid| Some((*id, roster.customer(CustomerId(*id))?.name.to_string()));
            Shown {
                hits: hits.iter().filter_map(|hit| texts.show(roster, marking, hit)).collect(),
                counted: counted.iter().filter_map(|(id, _)| name(id)).collect(),
                users: roster.users.iter().map(|(id, user)| (*id, user.name.clone())).collect(),
            }
        })
        .await
}

/// What was read of the hits.
struct Texts {
    said: HashMap<CommunicationId, Said>,
    people: HashMap<ContactId, Person>,
    said_by: HashMap<CommunicationId, Vec<String>>,
    files: HashMap<CommunicationId, Vec<String>>,
    bodies: HashMap<Uuid, String>,
}

impl Texts {
    fn show(&self, roster: &Roster, marking: Marking<'_>, hit: &Hit) -> Option<SearchHit> {
        let near = marking.similar.filter(|(_, ids)| ids.contains(&hit.id));
        let (terms, typed) = (near.map_or(marking.terms, |(terms, _)| terms), marking.typed);
        let said = self.said.get(&CommunicationId(hit.id));
        let person = self.people.get(&ContactId(hit.id));
        let customer = match hit.kind {
            Indexed::Customer => CustomerId(hit.id),
            Indexed::Contact => person?.customer_id,
            Indexed::Communication => said?.customer_id,
        };
        let customer = roster.customer(customer)?;
        let owner_id = said.map_or(customer.owner, |said| said.owner_id);
        let (title, snippet) = match hit.kind {
            Indexed::Customer => {
                let where_else = self.bodies.get(&hit.id).map(|body| matching_line(terms, body)).unwrap_or_default();
                let beside = if where_else.is_empty() { &customer.other_name } else { where_else };
                (marked(terms, typed, &customer.name), marked(terms, typed, beside))
            }
            Indexed::Contact => (marked(terms, typed, &person?.name), segments(terms.highlight(&customer.name))),
            Indexed::Communication => {
                let Said { title, text, .. } = said?;
                let text = if text.is_empty() { title } else { text };
                (segments(terms.highlight(title)), segments(terms.snippet(text, SNIPPET_CHARS)))
            }
        };
        let files = self.files.get(&CommunicationId(hit.id)).map(Vec::as_slice).unwrap_or_default();
        let job = person.map(|person| person.title.clone()).filter(|title| !title.is_empty());
        Some(SearchHit {
            kind: kind(hit.kind),
            id: hit.id,
            customer_id: customer.id,
            title,
            snippet,
            customer_name: customer.name.to_string(),
            customer_kind: customer.kind,
            people: match hit.kind {
                Indexed::Communication => self.said_by.get(&CommunicationId(hit.id)).cloned().unwrap_or_default(),
                Indexed::Contact | Indexed::Customer => job.into_iter().collect(),
            },
            channel: said.map(|said| said.channel),
            owner_id,
            owner_name: owner_id.and_then(|id| roster.users.get(&id)).map(|user| user.name.clone()).unwrap_or_default(),
            at: said.map(|said| said.at),
            // A person may have decided that it is about none.
            category_id: hit.category.filter(|id| !id.is_nil()).map(CategoryId),
            files: files.len(),
            found_files: files.iter().filter_map(|name| found_name(terms, name)).take(FILES_SHOWN).collect(),
            similar: near.is_some(),
        })
    }
}

async fn communications(app: &App, ids: &[CommunicationId]) -> Result<HashMap<CommunicationId, Said>> {
    use communication::{Column, Entity};
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let live = Entity::find().filter(Column::DeletedAt.is_null());
    let wanted = live.filter(Column::Id.is_in(ids.iter().copied())).select_only();
    let said = wanted.columns([Column::Id, Column::CustomerId, Column::Channel, Column::At, Column::Title]);
    let said = said.columns([Column::Text, Column::OwnerId]);
    let rows: Vec<Said> = said.into_model().all(app.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

async fn contacts(app: &App, ids: &[Uuid]) -> Result<HashMap<ContactId, Person>> {
    use contact::{Column, Entity};
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let live = Entity::find().filter(Column::DeletedAt.is_null());
    let wanted = live.filter(Column::Id.is_in(ids.iter().copied().map(ContactId))).select_only();
    let people = wanted.columns([Column::Id, Column::CustomerId, Column::Name, Column::Title]);
    let rows: Vec<Person> = people.into_model().all(app.read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The names of who took part, by communication.
async fn people_of(app: &App, ids: &[CommunicationId]) -> Result<HashMap<CommunicationId, Vec<String>>> {
    use participant::{Column, Entity};
    let mut names: HashMap<CommunicationId, Vec<String>> = HashMap::new();
    if ids.is_empty() {
        return Ok(names);
    }
    let live = Entity::find().filter(Column::DeletedAt.is_null());
    let wanted = live.filter(Column::CommunicationId.is_in(ids.iter().copied()));
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

/// The name of a file with what was looked for marked; none where it holds none of that.
fn found_name(terms: &Terms, name: &str) -> Option<Vec<Segment>> {
    let marked = segments(terms.highlight(name));
    marked.iter().any(|segment| segment.hit).then_some(marked)
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

//! What the index holds of each record, and which records the log says it must read again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use satchel_domain::{Country, display_phone};
use satchel_insight::text::terms;
use satchel_search::{Document, Kind};
use sea_orm::entity::prelude::*;
use sea_orm::{JoinType, QueryOrder, QuerySelect};

use crate::communications::category::CategoryBy;
use crate::communications::{Channel, Communication, attachment, attachments, communication, participant};
use crate::customers::links::{links_at, links_of};
use crate::customers::list::tags_by_customer;
use crate::customers::{Contact, Customer, contact, contact_link, contact_point, customer, customer_tag};
use crate::error::Result;
use crate::fields::{custom_value, values};
use crate::ids::{CommunicationId, ContactId, CustomerId};
use crate::insights::learned::Learned;
use crate::store::change_log;
use crate::store::records::Table;
use crate::store::unit::CHUNK;

/// Records by kind whose documents may be out of date.
pub(super) type Stale = BTreeMap<Kind, BTreeSet<Uuid>>;

/// Channels as the index numbers them; append only.
pub(super) const CHANNELS: [Channel; 6] =
    [Channel::Call, Channel::Email, Channel::Chat, Channel::Visit, Channel::Meeting, Channel::Note];

pub(super) fn channel_code(channel: Channel) -> u8 {
    CHANNELS.iter().position(|known| *known == channel).and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

/// Up to `limit` log entries after `cursor`, as the records behind them, with the log position they reach.
pub(super) async fn stale(db: &impl ConnectionTrait, cursor: u64, limit: u64) -> Result<(Stale, u64, usize)> {
    use change_log::Column;
    let entries: Vec<(i64, String, Uuid, String)> = change_log::Entity::find()
        .select_only()
        .columns([Column::Seq, Column::Tbl, Column::Row, Column::Field])
        .filter(Column::Seq.gt(i64::try_from(cursor).unwrap_or(i64::MAX)))
        .order_by_asc(Column::Seq)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let reached = entries.last().map_or(cursor, |entry| u64::try_from(entry.0).unwrap_or(cursor));
    let count = entries.len();
    let mut rows: BTreeMap<Table, BTreeSet<Uuid>> = BTreeMap::new();
    // Whose a communication is, and who took part, is found by their names.
    let (mut renamed, mut called) = (BTreeSet::new(), BTreeSet::new());
    for (_, table, row, field) in entries {
        // Of a field, only whether it is in use says something about the records that have it.
        let table = Table::from_name(&table).filter(|table| *table != Table::CustomField || field == "archived");
        match table {
            Some(Table::Customer) if field == "name" || field == "other_name" => renamed.insert(row),
            Some(Table::Contact) if field == "name" => called.insert(row),
            _ => false,
        };
        if let Some(table) = table {
            rows.entry(table).or_default().insert(row);
        }
    }
    let mut stale = Stale::new();
    let left = change_log::left_behind(db, cursor.cast_signed(), reached.cast_signed()).await?;
    stale.entry(Kind::Customer).or_default().extend(left);
    let told = &mut stale.entry(Kind::Communication).or_default();
    let of = (communication::Column::CustomerId, communication::Column::Id);
    told.extend(owners::<communication::Entity, _>(db, of.0, of.1, &renamed).await?);
    let part = (participant::Column::ContactId, participant::Column::CommunicationId);
    told.extend(owners::<participant::Entity, _>(db, part.0, part.1, &called).await?);
    let at = (contact::Column::CustomerId, contact::Column::Id);
    let there = owners::<contact::Entity, _>(db, at.0, at.1, &renamed).await?;
    stale.entry(Kind::Contact).or_default().extend(there);
    for (table, ids) in rows {
        match table {
            Table::Customer => stale.entry(Kind::Customer).or_default().extend(ids),
            Table::Communication => stale.entry(Kind::Communication).or_default().extend(ids),
            Table::Contact => {
                use contact_link::{Column, Entity};
                let home = (contact::Column::Id, contact::Column::CustomerId);
                let home = owners::<contact::Entity, _>(db, home.0, home.1, &ids).await?;
                stale.entry(Kind::Customer).or_default().extend(home);
                let further = owners::<Entity, _>(db, Column::ContactId, Column::CustomerId, &ids).await?;
                stale.entry(Kind::Customer).or_default().extend(further);
                stale.entry(Kind::Contact).or_default().extend(ids);
            }
            Table::ContactPoint => {
                use contact_point::{Column, Entity};
                let customers = owners::<Entity, _>(db, Column::Id, Column::CustomerId, &ids).await?;
                stale.entry(Kind::Customer).or_default().extend(customers);
                let contacts = owners::<Entity, _>(db, Column::Id, Column::ContactId, &ids).await?;
                stale.entry(Kind::Contact).or_default().extend(contacts);
            }
            Table::ContactLink => {
                use contact_link::{Column, Entity};
                let customers = owners::<Entity, _>(db, Column::Id, Column::CustomerId, &ids).await?;
                stale.entry(Kind::Customer).or_default().extend(customers);
                let contacts = owners::<Entity, _>(db, Column::Id, Column::ContactId, &ids).await?;
                stale.entry(Kind::Contact).or_default().extend(contacts);
            }
            Table::CustomerTag => {
                use customer_tag::{Column, Entity};
                let customers = owners::<Entity, _>(db, Column::Id, Column::CustomerId, &ids).await?;
                stale.entry(Kind::Customer).or_default().extend(customers);
            }
            Table::Tag => {
                use customer_tag::{Column, Entity};
                let customers = owners::<Entity, _>(db, Column::TagId, Column::CustomerId, &ids).await?;
                stale.entry(Kind::Customer).or_default().extend(customers);
            }
            Table::CustomField | Table::FieldChoice | Table::CustomValue => {
                use custom_value::{Column, Entity};
                let by = match table {
                    Table::CustomField => Column::FieldId,
                    Table::FieldChoice => Column::ChoiceId,
                    _ => Column::Id,
                };
                let customers = owners::<Entity, _>(db, by, Column::CustomerId, &ids).await?;
                stale.entry(Kind::Customer).or_default().extend(customers);
                let contacts = owners::<Entity, _>(db, by, Column::ContactId, &ids).await?;
                stale.entry(Kind::Contact).or_default().extend(contacts);
            }
            Table::Participant => {
                use participant::{Column, Entity};
                let told = owners::<Entity, _>(db, Column::Id, Column::CommunicationId, &ids).await?;
                stale.entry(Kind::Communication).or_default().extend(told);
            }
            Table::Attachment => {
                use attachment::{Column, Entity};
                let told = owners::<Entity, _>(db, Column::Id, Column::CommunicationId, &ids).await?;
                stale.entry(Kind::Communication).or_default().extend(told);
            }
            Table::Workspace
            | Table::Device
            | Table::User
            | Table::NotDuplicate
            | Table::Category
            | Table::Template
            | Table::FollowUp
            | Table::View
            | Table::ImportMapping => {}
        }
    }
    Ok((stale, reached, count))
}

/// The keys in `owner` of the rows whose `key` is one of `ids`.
pub(crate) async fn owners<E, C>(
    db: &impl ConnectionTrait,
    key: C,
    owner: C,
    ids: &BTreeSet<Uuid>,
) -> Result<BTreeSet<Uuid>>
where
    E: EntityTrait<Column = C>,
    C: ColumnTrait,
{
    let ids: Vec<Uuid> = ids.iter().copied().collect();
    let mut found = BTreeSet::new();
    for chunk in ids.chunks(CHUNK) {
        let rows: Vec<Option<Uuid>> = E::find()
            .select_only()
            .column(owner)
            .distinct()
            .filter(key.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows.into_iter().flatten());
    }
    Ok(found)
}

/// The documents of these records; deleted and unknown ones have none.
pub(super) async fn documents(
    db: &impl ConnectionTrait,
    home: Country,
    kind: Kind,
    ids: &[Uuid],
) -> Result<Vec<Document>> {
    let mut documents = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        match kind {
            Kind::Customer => {
                let live = customer::Entity::find().filter(customer::Column::DeletedAt.is_null());
                let rows =
                    live.filter(customer::Column::Id.is_in(chunk.iter().copied().map(CustomerId))).all(db).await?;
                documents.extend(of_customers(db, home, rows).await?);
            }
            Kind::Contact => {
                let live = contact::Entity::find().filter(contact::Column::DeletedAt.is_null());
                let rows = live.filter(contact::Column::Id.is_in(chunk.iter().copied().map(ContactId))).all(db).await?;
                documents.extend(of_contacts(db, home, rows).await?);
            }
            Kind::Communication => {
                let live = communication::Entity::find().filter(communication::Column::DeletedAt.is_null());
                let keys = chunk.iter().copied().map(CommunicationId);
                let rows = live.filter(communication::Column::Id.is_in(keys)).all(db).await?;
                documents.extend(of_communications(db, rows).await?);
            }
        }
    }
    Ok(documents)
}

/// A page of the live records of one kind, the newest first, as documents, and the key to go on below; none at the end.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    home: Country,
    kind: Kind,
    below: Uuid,
    customer: Option<CustomerId>,
) -> Result<(Vec<Document>, Option<Uuid>)> {
    let size = CHUNK as u64;
    let last = |id: Option<Uuid>, count: usize| id.filter(|_| count == CHUNK);
    Ok(match kind {
        Kind::Customer => {
            use customer::Column;
            let live = customer::Entity::find().filter(Column::DeletedAt.is_null());
            let live = live.filter(Column::Id.lt(CustomerId(below)));
            let live = customer.iter().fold(live, |live, id| live.filter(Column::Id.eq(*id)));
            let rows = live.order_by_desc(Column::Id).limit(size).all(db).await?;
            let next = last(rows.last().map(|row| row.id.0), rows.len());
            (of_customers(db, home, rows).await?, next)
        }
        Kind::Contact => {
            use contact::Column;
            let live = contact::Entity::find().filter(Column::DeletedAt.is_null());
            let live = live.filter(Column::Id.lt(ContactId(below)));
            let live = customer.iter().fold(live, |live, id| live.filter(Column::CustomerId.eq(*id)));
            let rows = live.order_by_desc(Column::Id).limit(size).all(db).await?;
            let next = last(rows.last().map(|row| row.id.0), rows.len());
            (of_contacts(db, home, rows).await?, next)
        }
        Kind::Communication => {
            use communication::Column;
            let live = communication::Entity::find().filter(Column::DeletedAt.is_null());
            let live = live.filter(Column::Id.lt(CommunicationId(below)));
            let live = customer.iter().fold(live, |live, id| live.filter(Column::CustomerId.eq(*id)));
            let rows = live.order_by_desc(Column::Id).limit(size).all(db).await?;
            let next = last(rows.last().map(|row| row.id.0), rows.len());
            (of_communications(db, rows).await?, next)
        }
    })
}

/// A document as the index keeps it: with what it is about, and the words by which communications are weighed and compared.
/// Splitting takes its time: call it off the async threads.
pub(super) fn kept(document: Document, learned: Option<&Learned>) -> Document {
    let mut document = with_category(document, learned);
    if document.kind == Kind::Communication {
        document.words = words_of(&document.title, &document.body);
    }
    document
}

/// Adds what the program decides a communication is about, where nobody did. That splits it, too.
pub(super) fn with_category(mut document: Document, learned: Option<&Learned>) -> Document {
    if document.kind == Kind::Communication && document.category.is_none() {
        let decided = learned.and_then(|learned| learned.decide(&document.title, &document.body));
        document.category = decided.map(Into::into);
    }
    document
}

/// The different words of a communication.
fn words_of(title: &str, text: &str) -> Vec<String> {
    let (title, text) = (terms(title), terms(text));
    let words: BTreeSet<String> = title.into_iter().chain(text).map(|word| word.term).collect();
    words.into_iter().collect()
}

/// A communication is found by what was said and what its files are called, and by name by whom and with whom.
async fn of_communications(db: &impl ConnectionTrait, rows: Vec<Communication>) -> Result<Vec<Document>> {
    let customers: BTreeSet<CustomerId> = rows.iter().map(|row| row.customer_id).collect();
    let whose = names_of(db, customers).await?;
    let ids: Vec<CommunicationId> = rows.iter().map(|row| row.id).collect();
    let mut people: HashMap<CommunicationId, Vec<String>> = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let live = participant::Entity::find().filter(participant::Column::DeletedAt.is_null());
        let of_person = participant::Entity::belongs_to(contact::Entity)
            .from(participant::Column::ContactId)
            .to(contact::Column::Id);
        let parts: Vec<(CommunicationId, String)> = live
            .filter(participant::Column::CommunicationId.is_in(chunk.iter().copied()))
            .join(JoinType::InnerJoin, of_person.into())
            .select_only()
            .column(participant::Column::CommunicationId)
            .column(contact::Column::Name)
            .order_by_asc(participant::Column::Id)
            .into_tuple()
            .all(db)
            .await?;
        for (communication, name) in parts {
            people.entry(communication).or_default().push(name);
        }
    }
    let mut files = attachments::names_of(db, &ids).await?;
    let document = |row: Communication| Document {
        kind: Kind::Communication,
        id: row.id.0,
        customer: row.customer_id.0,
        channel: Some(channel_code(row.channel)),
        owner: row.owner_id.map(Into::into),
        category: match row.category_by {
            CategoryBy::Person => Some(row.category_id.map_or(Uuid::nil(), Into::into)),
            CategoryBy::Nobody => None,
        },
        at_ms: Some(row.at.0),
        whose: whose.get(&row.customer_id).cloned().unwrap_or_default(),
        people: people.remove(&row.id).unwrap_or_default().join("\n"),
        title: row.title,
        body: row.text,
        files: files.remove(&row.id).unwrap_or_default().join("\n"),
        words: Vec::new(),
    };
    Ok(rows.into_iter().map(document).collect())
}

/// What customers are called, both names.
async fn names_of(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = CustomerId>,
) -> Result<HashMap<CustomerId, String>> {
    let ids: Vec<CustomerId> = ids.into_iter().collect();
    let mut names = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        use customer::{Column, Entity};
        let known: Vec<(CustomerId, String, String)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::Name, Column::OtherName])
            .filter(Column::Id.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        names.extend(known.into_iter().map(|(id, name, other)| (id, format!("{name}\n{other}"))));
    }
    Ok(names)
}

/// A customer is found by its names, number, place and trade, by its tags and what its custom fields hold, and by the people
/// there and how to reach them, and by those who have a part there.
async fn of_customers(db: &impl ConnectionTrait, home: Country, rows: Vec<Customer>) -> Result<Vec<Document>> {
    let ids: Vec<CustomerId> = rows.iter().map(|row| row.id).collect();
    let points = contact_point::Entity::find()
        .filter(contact_point::Column::DeletedAt.is_null())
        .filter(contact_point::Column::CustomerId.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let contacts = contact::Entity::find()
        .filter(contact::Column::DeletedAt.is_null())
        .filter(contact::Column::CustomerId.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let mut words = tags_by_customer(db, &ids).await?;
    for point in points {
        words.entry(point.customer_id).or_default().extend(reach(home, &point));
    }
    let mut people: HashMap<CustomerId, Vec<String>> = HashMap::new();
    for contact in contacts {
        people.entry(contact.customer_id).or_default().push(contact.name);
    }
    let links = links_at(db, &ids).await?;
    let further = contact::Entity::find().filter(contact::Column::Id.is_in(links.iter().map(|link| link.contact_id)));
    let names: HashMap<ContactId, String> =
        further.all(db).await?.into_iter().map(|contact| (contact.id, contact.name)).collect();
    for link in links {
        people.entry(link.customer_id).or_default().extend(names.get(&link.contact_id).cloned());
    }
    let held = values::words(db, custom_value::Column::CustomerId, ids.iter().map(|id| id.0)).await?;
    for ((customer, contact), text) in held {
        if contact.is_none() {
            words.entry(customer).or_default().push(text);
        }
    }
    let document = |row: Customer| {
        let mut body = words.remove(&row.id).unwrap_or_default();
        let people = people.remove(&row.id).unwrap_or_default();
        let called = format!("{}\n{}", row.name, row.other_name);
        body.extend(people.iter().cloned());
        body.extend([row.number, row.region, row.address, row.industry, row.website, row.tax_id, row.note]);
        Document {
            kind: Kind::Customer,
            id: row.id.0,
            customer: row.id.0,
            channel: None,
            owner: row.owner_id.map(Into::into),
            category: None,
            at_ms: None,
            whose: called.clone(),
            people: people.join("\n"),
            title: called,
            body: body.join("\n"),
            files: String::new(),
            words: Vec::new(),
        }
    };
    Ok(rows.into_iter().map(document).collect())
}

/// A contact is found by name, job, how to reach the person, and what custom fields hold.
async fn of_contacts(db: &impl ConnectionTrait, home: Country, rows: Vec<Contact>) -> Result<Vec<Document>> {
    let points = contact_point::Entity::find()
        .filter(contact_point::Column::DeletedAt.is_null())
        .filter(contact_point::Column::ContactId.is_in(rows.iter().map(|row| row.id)))
        .all(db)
        .await?;
    let whose = names_of(db, rows.iter().map(|row| row.customer_id).collect::<BTreeSet<_>>()).await?;
    let mut words: HashMap<ContactId, Vec<String>> = HashMap::new();
    for point in points {
        if let Some(contact) = point.contact_id {
            words.entry(contact).or_default().extend(reach(home, &point));
        }
    }
    for link in links_of(db, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await? {
        words.entry(link.contact_id).or_default().extend([link.title, link.department]);
    }
    let held = values::words(db, custom_value::Column::ContactId, rows.iter().map(|row| row.id.0)).await?;
    for ((_, contact), text) in held {
        if let Some(contact) = contact {
            words.entry(contact).or_default().push(text);
        }
    }
    let document = |row: Contact| {
        let mut body = words.remove(&row.id).unwrap_or_default();
        body.extend([row.title, row.department, row.note]);
        Document {
            kind: Kind::Contact,
            id: row.id.0,
            customer: row.customer_id.0,
            channel: None,
            owner: None,
            category: None,
            at_ms: None,
            whose: whose.get(&row.customer_id).cloned().unwrap_or_default(),
            people: row.name.clone(),
            title: row.name,
            body: body.join("\n"),
            files: String::new(),
            words: Vec::new(),
        }
    };
    Ok(rows.into_iter().map(document).collect())
}

/// A value as stored; a phone also as people at home type it, in one piece.
fn reach(home: Country, point: &contact_point::Model) -> Vec<String> {
    let mut words = vec![point.value.clone()];
    if point.kind == contact_point::Kind::Phone {
        words.push(display_phone(&point.value, home).chars().filter(char::is_ascii_digit).collect());
    }
    words
}

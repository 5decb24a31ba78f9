//! Reads the roster from the database: all of it, or what the log says has changed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use satchel_domain::{Birthday, DateOrder, Email, Phone, Spelling};
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect, Selector, SelectorTrait};

use super::{Changes, DayOfYear, Entry, Named, Orders, Person, Reach, Read, Roster, Rows, Word, WordField, Words};
use crate::App;
use crate::communications::{Channel, communication};
use crate::customers::conditions::ReachField;
use crate::customers::contact_point::{self, Kind as PointKind};
use crate::customers::{Kind, Stage, contact, customer, customer_tag, summary, tag};
use crate::error::{Code, Error, Result, internal};
use crate::fields::custom_field::Answer;
use crate::followups::follow_up;
use crate::ids::{ContactId, ContactPointId, CustomerId, TagId, Timestamp, UserId};
use crate::people::user;
use crate::search::owners;
use crate::store::change_log;
use crate::store::records::Table;
use crate::store::unit::CHUNK;

/// Log entries that are taken over one by one; beyond that all is read again.
const FEW: u64 = 2_000;

/// Rows read at once.
const PAGE: u64 = 4_000;

#[derive(FromQueryResult)]
struct CustomerColumns {
    id: CustomerId,
    number: String,
    name: String,
    sort_key: String,
    other_name: String,
    birthday: String,
    do_not_contact: Answer,
    stage: Stage,
    kind: Kind,
    owner_id: Option<UserId>,
    region: String,
    source: String,
    industry: String,
    country: String,
    rhythm_days: Option<i32>,
    quiet_until: String,
    created_at: Timestamp,
}
#[derive(FromQueryResult)]
struct SummaryColumns {
    customer_id: CustomerId,
    communications: i64,
    last_contact_at: Option<Timestamp>,
    last_channel: Option<Channel>,
    next_follow_up_at: Option<Timestamp>,
    next_follow_up_has_time: Answer,
    gap_days: Option<i32>,
}
type PointColumns = (ContactPointId, CustomerId, PointKind, String);
type ContactColumns = (ContactId, CustomerId, String, String, String);

fn customers() -> Select<customer::Entity> {
    use customer::Column as C;
    let live = customer::Entity::find().filter(C::DeletedAt.is_null()).select_only();
    let who = live.columns([C::Id, C::Number, C::Name, C::SortKey, C::OtherName, C::Birthday, C::DoNotContact]);
    let how = who.columns([C::Stage, C::Kind, C::OwnerId, C::CreatedAt]);
    how.columns([C::Region, C::Source, C::Industry, C::Country, C::RhythmDays, C::QuietUntil])
}

fn summaries() -> Select<summary::Entity> {
    use summary::Column as C;
    summary::Entity::find().select_only().columns([
        C::CustomerId,
        C::Communications,
        C::LastContactAt,
        C::LastChannel,
        C::NextFollowUpAt,
        C::NextFollowUpHasTime,
        C::GapDays,
    ])
}

fn contacts() -> Select<contact::Entity> {
    use contact::Column as C;
    let live = contact::Entity::find().filter(C::DeletedAt.is_null()).select_only();
    live.columns([C::Id, C::CustomerId, C::Name, C::SortKey, C::Birthday])
}

/// The phones, e-mails and handles of customers and of the people there.
fn points() -> Select<contact_point::Entity> {
    use contact_point::Column as C;
    let live = contact_point::Entity::find().filter(C::DeletedAt.is_null()).select_only();
    let reaching = live.filter(C::Kind.is_in([PointKind::Phone, PointKind::Email, PointKind::Chat]));
    reaching.columns([C::Id, C::CustomerId, C::Kind, C::Value])
}

/// Everything. What is committed meanwhile may be in it or not, and is taken over afterwards.
pub(super) async fn read_all(app: &App) -> Result<Roster> {
    let db = app.read();
    let newest = change_log::newest(db).await?;
    let mut more = More::default();
    paged(
        app,
        summaries(),
        Select::into_model,
        summary::Column::CustomerId,
        |row: &SummaryColumns| row.customer_id,
        |row| {
            more.summary(row);
        },
    )
    .await?;
    let uses = customer_tag::Entity::find().filter(customer_tag::Column::DeletedAt.is_null()).select_only().columns([
        customer_tag::Column::Id,
        customer_tag::Column::CustomerId,
        customer_tag::Column::TagId,
    ]);
    let used = |row: (Uuid, CustomerId, TagId)| more.tags.entry(row.1).or_default().push(row.2);
    paged(app, uses, Select::into_tuple, customer_tag::Column::Id, |row| row.0, used).await?;
    paged(
        app,
        points(),
        Select::into_tuple,
        contact_point::Column::Id,
        |row: &PointColumns| row.0,
        |row| more.point(row),
    )
    .await?;
    let mut roster = without_customers(db, newest, more.figures.len()).await?;
    let met = |row: ContactColumns| {
        more.born(row.1, &row.4);
        if let Some(person) = person(row) {
            roster.people.put(person.id, person);
        }
    };
    paged(app, contacts(), Select::into_tuple, contact::Column::Id, |row: &ContactColumns| row.0, met).await?;
    let entered = |row: CustomerColumns| {
        let entry = roster.numbered(more.entry(row));
        roster.customers.put(entry.id, entry);
    };
    paged(app, customers(), Select::into_model, customer::Column::Id, |row: &CustomerColumns| row.id, entered).await?;
    let sorting = move || {
        roster.orders = Orders::of(&roster);
        roster
    };
    tokio::task::spawn_blocking(sorting).await.map_err(internal)
}

/// A roster of a few customers, which knows no more than them: neither orders nor people.
pub(super) async fn read_these(app: &App, ids: &[CustomerId]) -> Result<Roster> {
    let db = app.read();
    let (mut roster, entries) = tokio::try_join!(without_customers(db, 0, ids.len()), entries_of(db, ids))?;
    for (id, read) in entries {
        if let Some(read) = read {
            let entry = roster.numbered(read);
            roster.customers.put(id, entry);
        }
    }
    Ok(roster)
}

async fn without_customers(db: &impl ConnectionTrait, seq: i64, room: usize) -> Result<Roster> {
    let (users, tags) = tokio::try_join!(users(db), async { Ok(tag::Entity::find().all(db).await?) })?;
    Ok(Roster {
        seq,
        customers: Rows::with_capacity(room),
        people: Rows::with_capacity(0),
        users,
        tags: tags.into_iter().filter_map(|tag| Some((tag.id, named(tag)?))).collect(),
        words: Words::default(),
        orders: Orders::default(),
        lists: std::sync::Mutex::default(),
        held: std::sync::Mutex::default(),
    })
}

/// What changed after a position of the log; none where that is too much to be taken over.
pub(super) async fn read_since(app: &App, seq: i64) -> Result<Option<Changes>> {
    use change_log::Column as Log;
    let db = app.read();
    let entries: Vec<(i64, String, Uuid)> = change_log::Entity::find()
        .select_only()
        .columns([Log::Seq, Log::Tbl, Log::Row])
        .filter(Log::Seq.gt(seq))
        .order_by_asc(Log::Seq)
        .limit(FEW + 1)
        .into_tuple()
        .all(db)
        .await?;
    if entries.len() as u64 > FEW {
        return Ok(None);
    }
    let reached = entries.last().map_or(seq, |entry| entry.0);
    let mut rows: BTreeMap<Table, BTreeSet<Uuid>> = BTreeMap::new();
    for (_, table, row) in entries {
        if let Some(table) = Table::from_name(&table) {
            rows.entry(table).or_default().insert(row);
        }
    }
    let mut changes =
        Changes { seq: reached, customers: Vec::new(), people: Vec::new(), tags: Vec::new(), users: None, held: false };
    let mut touched: BTreeSet<Uuid> = change_log::left_behind(db, seq, reached).await?;
    for (table, ids) in rows {
        match table {
            Table::Customer => touched.extend(ids),
            Table::CustomerTag => {
                use customer_tag::{Column, Entity};
                touched.extend(owners::<Entity, _>(db, Column::Id, Column::CustomerId, &ids).await?);
            }
            Table::Communication => {
                use communication::{Column, Entity};
                touched.extend(owners::<Entity, _>(db, Column::Id, Column::CustomerId, &ids).await?);
            }
            Table::FollowUp => {
                use follow_up::{Column, Entity};
                touched.extend(owners::<Entity, _>(db, Column::Id, Column::CustomerId, &ids).await?);
            }
            Table::ContactPoint => {
                use contact_point::{Column, Entity};
                touched.extend(owners::<Entity, _>(db, Column::Id, Column::CustomerId, &ids).await?);
            }
            Table::Contact => {
                use contact::{Column, Entity};
                touched.extend(owners::<Entity, _>(db, Column::Id, Column::CustomerId, &ids).await?);
                let ids: Vec<ContactId> = ids.into_iter().map(ContactId).collect();
                for chunk in ids.chunks(CHUNK) {
                    let live = contacts().filter(Column::Id.is_in(chunk.iter().copied()));
                    let live: Vec<ContactColumns> = live.into_tuple().all(db).await?;
                    let mut live: HashMap<ContactId, Person> =
                        live.into_iter().filter_map(person).map(|person| (person.id, person)).collect();
                    changes.people.extend(chunk.iter().map(|id| (*id, live.remove(id))));
                }
            }
            Table::Tag => {
                let ids: Vec<TagId> = ids.into_iter().map(TagId).collect();
                for chunk in ids.chunks(CHUNK) {
                    let found = tag::Entity::find().filter(tag::Column::Id.is_in(chunk.iter().copied()));
                    changes.tags.extend(found.all(db).await?.into_iter().map(|tag| (tag.id, named(tag))));
                }
            }
            Table::User => changes.users = Some(users(db).await?),
            // Amounts are compared in the currency of the workspace.
            Table::CustomField | Table::FieldChoice | Table::CustomValue | Table::Workspace => changes.held = true,
            Table::NotDuplicate
            | Table::ContactLink
            | Table::Participant
            | Table::Category
            | Table::Template
            | Table::Attachment
            | Table::Device
            | Table::View
            | Table::ImportMapping => {}
        }
    }
    let touched: Vec<CustomerId> = touched.into_iter().map(CustomerId).collect();
    for chunk in touched.chunks(CHUNK) {
        changes.customers.extend(entries_of(db, chunk).await?);
    }
    Ok(Some(changes))
}

/// These customers as they are now; none for one that isn't there.
async fn entries_of(db: &impl ConnectionTrait, ids: &[CustomerId]) -> Result<Vec<(CustomerId, Option<Read>)>> {
    let these = || ids.iter().copied();
    let mut more = More::default();
    let figures: Vec<SummaryColumns> =
        summaries().filter(summary::Column::CustomerId.is_in(these())).into_model().all(db).await?;
    figures.into_iter().for_each(|row| more.summary(row));
    let uses: Vec<(CustomerId, TagId)> = customer_tag::Entity::find()
        .filter(customer_tag::Column::DeletedAt.is_null())
        .filter(customer_tag::Column::CustomerId.is_in(these()))
        .select_only()
        .columns([customer_tag::Column::CustomerId, customer_tag::Column::TagId])
        .into_tuple()
        .all(db)
        .await?;
    for (customer, tag) in uses {
        more.tags.entry(customer).or_default().push(tag);
    }
    let reached = points().filter(contact_point::Column::CustomerId.is_in(these())).into_tuple();
    reached.all(db).await?.into_iter().for_each(|row| more.point(row));
    let people: Vec<(CustomerId, String)> = contact::Entity::find()
        .filter(contact::Column::DeletedAt.is_null())
        .filter(contact::Column::CustomerId.is_in(these()))
        .filter(contact::Column::Birthday.ne(""))
        .select_only()
        .columns([contact::Column::CustomerId, contact::Column::Birthday])
        .into_tuple()
        .all(db)
        .await?;
    people.into_iter().for_each(|(customer, birthday)| more.born(customer, &birthday));
    let live: Vec<CustomerColumns> =
        customers().filter(customer::Column::Id.is_in(these())).into_model().all(db).await?;
    let mut live: HashMap<CustomerId, Read> = live.into_iter().map(|row| (row.id, more.entry(row))).collect();
    Ok(ids.iter().map(|id| (*id, live.remove(id))).collect())
}

/// What other tables say of customers.
#[derive(Default)]
struct More {
    figures: HashMap<CustomerId, SummaryColumns>,
    tags: HashMap<CustomerId, Vec<TagId>>,
    reached: HashMap<CustomerId, Reach>,
    birthdays: HashMap<CustomerId, Vec<DayOfYear>>,
}

impl More {
    fn summary(&mut self, row: SummaryColumns) {
        self.figures.insert(row.customer_id, row);
    }

    /// Somebody there, or the customer itself, was born on a day, as it is stored.
    fn born(&mut self, customer: CustomerId, birthday: &str) {
        if let Some(birthday) = Birthday::parse(birthday, DateOrder::Unknown) {
            self.birthdays.entry(customer).or_default().push(birthday.month_and_day());
        }
    }

    fn point(&mut self, (_, customer, kind, value): PointColumns) {
        let reach = self.reached.entry(customer).or_default();
        match kind {
            PointKind::Phone => {
                reach.add(ReachField::Phone);
                if !Phone::is_plausible(&value) {
                    reach.add(ReachField::WrongPhone);
                }
            }
            PointKind::Email => {
                reach.add(ReachField::Email);
                if Email::parse(&value).is_err() {
                    reach.add(ReachField::WrongEmail);
                }
            }
            PointKind::Chat => reach.add(ReachField::Chat),
            PointKind::Address | PointKind::Website => {}
        }
    }

    fn entry(&mut self, row: CustomerColumns) -> Read {
        let id = row.id;
        self.born(id, &row.birthday);
        let figures = self.figures.remove(&id);
        let known = figures.as_ref();
        let wanted = row.do_not_contact == Answer::No;
        let entry = Entry {
            id,
            number: row.number.into(),
            spellings: [Spelling::known(&row.name, &row.sort_key), Spelling::of(&row.other_name)],
            name: row.name.into(),
            other_name: row.other_name.into(),
            sort_key: row.sort_key.into(),
            stage: row.stage,
            kind: row.kind,
            do_not_contact: row.do_not_contact.into(),
            birthdays: self.birthdays.remove(&id).unwrap_or_default().into(),
            reach: self.reached.remove(&id).unwrap_or_default(),
            owner: row.owner_id,
            words: [Word::default(); WordField::COUNT],
            tags: self.tags.remove(&id).unwrap_or_default().into(),
            last_contact: known.and_then(|figures| figures.last_contact_at),
            last_channel: known.and_then(|figures| figures.last_channel),
            next_follow_up: known.and_then(|figures| figures.next_follow_up_at),
            next_has_time: known.is_some_and(|figures| figures.next_follow_up_has_time.into()),
            rhythm_days: row.rhythm_days.filter(|_| wanted),
            gap_days: known.and_then(|figures| figures.gap_days).filter(|_| wanted),
            quiet_until: row.quiet_until.parse().ok(),
            created: row.created_at,
            communications: known.map_or(0, |figures| figures.communications),
        };
        Read { entry, texts: [row.region, row.source, row.industry, row.country] }
    }
}

fn person((id, _, name, key, _): ContactColumns) -> Option<Person> {
    Some(Person { id, spelling: Spelling::known(&name, &key)? })
}

async fn users(db: &impl ConnectionTrait) -> Result<HashMap<UserId, Named>> {
    let all = user::Entity::find().all(db).await?;
    Ok(all.into_iter().map(|user| (user.id, Named { name: user.name, sort_key: user.sort_key })).collect())
}

/// A tag as lists call it; none for one that was deleted.
fn named(tag: tag::Model) -> Option<Named> {
    tag.deleted_at.is_none().then_some(Named { name: tag.name, sort_key: tag.sort_key })
}

/// Reads all rows of a query by their key, some thousand at a time, so that they never stand in memory twice.
async fn paged<E, K, S>(
    app: &App,
    query: Select<E>,
    read: impl Fn(Select<E>) -> Selector<S>,
    key: E::Column,
    key_of: impl Fn(&S::Item) -> K,
    mut take: impl FnMut(S::Item),
) -> Result<()>
where
    E: EntityTrait,
    K: Into<Value>,
    S: SelectorTrait<Item: Send> + Send,
{
    let mut rest = query.clone();
    loop {
        let rows = read(rest.order_by_asc(key).limit(PAGE)).all(app.read()).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        if app.roll.is_closed() {
            return Err(Error::new(Code::Locked, "the workspace is being closed"));
        }
        rest = query.clone().filter(key.gt(key_of(last)));
        rows.into_iter().for_each(&mut take);
    }
}

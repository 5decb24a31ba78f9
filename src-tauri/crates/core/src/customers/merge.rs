//! Two or more customers become one, and every record that belongs to them comes along. It is one act: taking it back gives
//! each its own again, and what was added since stays with the one that was kept.

use std::collections::{BTreeMap, HashMap, HashSet};

use satchel_domain::{difference, name_key, sort_key};
use sea_orm::entity::prelude::*;
use sea_orm::{Iterable, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::contact_point::Model as ContactPoint;
use super::contacts::{points_of, same};
use super::duplicates::{LikenessPart, likeness, parts};
use super::links::{move_links_at, move_links_of};
use super::record::{CustomerRecord, GetCustomer, get_customer};
use super::{Contact, Customer, contact, customer, customer_tag, find};
use crate::App;
use crate::communications::participant;
use crate::error::{Error, Result};
use crate::fields::custom_field::Answer;
use crate::fields::values::{move_values, take_value};
use crate::history::words::TextPart;
use crate::ids::{ActId, ContactId, CustomFieldId, CustomerId};
use crate::people::Actor;
use crate::store::records::Table;
use crate::store::unit::{SetField, Tx, live_children};

/// A field that holds one value, so that a merge has to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the customer's own fields")]
pub enum MergeField {
    Name,
    OtherName,
    Kind,
    Birthday,
    Stage,
    OwnerId,
    Industry,
    Size,
    Region,
    Address,
    Website,
    TaxId,
    Terms,
    CreditLimitMinor,
    Source,
    Goal,
    RhythmDays,
    PreferredChannel,
    PreferredHours,
    ReferredBy,
    Note,
}

/// Which customers to look at side by side.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PreviewMerge {
    /// Two or more, at most ten.
    pub ids: Vec<CustomerId>,
}

/// Customers side by side.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MergePreview {
    /// Everything of each, in the order asked for.
    pub records: Vec<CustomerRecord>,
    /// The one that was there first: the others go into it unless the person says otherwise.
    pub keep: CustomerId,
    /// How much alike the first two are, between 0 and 1.
    pub score: f64,
    /// Why.
    pub parts: Vec<LikenessPart>,
    /// People who are at more than one of them and become one person, by name.
    pub people_in_common: Vec<String>,
    /// What differs in the texts of the first two.
    pub differences: Vec<TextDifference>,
}

/// Two texts of one field, in the pieces that differ and those that don't.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextDifference {
    /// The field.
    pub field: MergeField,
    /// The first customer's.
    pub one: Vec<TextPart>,
    /// The second's.
    pub other: Vec<TextPart>,
}

/// Whose value a field takes.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MergeValue {
    /// The field.
    pub field: MergeField,
    /// The customer whose value it takes, also where that is empty.
    pub from: CustomerId,
}

/// Whose value a custom field takes.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MergeHeld {
    /// The field, one of customers. One of several choices isn't chosen in: they are united.
    pub field: CustomFieldId,
    /// The customer whose value it takes, also where that has none.
    pub from: CustomerId,
}

/// Customers to become one.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct MergeCustomers {
    /// The one that stays.
    pub keep: CustomerId,
    /// Those that go into it, at most nine.
    pub others: Vec<CustomerId>,
    /// Where the person chose. Any other field keeps its value, or takes the first that is there where it has none.
    #[serde(default)]
    pub values: Option<Vec<MergeValue>>,
    /// The same for custom fields.
    #[serde(default)]
    pub fields: Option<Vec<MergeHeld>>,
}

/// What became one.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Merged {
    /// The customer that stayed.
    pub customer: Customer,
    /// The act that undo takes back.
    pub act: ActId,
}

/// More at once nobody can look at side by side.
const MOST: usize = 10;

/// What customers would bring into one, side by side.
///
/// # Errors
/// `not_found`; `invalid` for less than two different ones, or more than ten.
pub async fn preview_merge(app: &App, actor: Actor, input: PreviewMerge) -> Result<MergePreview> {
    let (first, rest) = several(&input.ids)?;
    let mut records = Vec::with_capacity(input.ids.len());
    for id in &input.ids {
        records.push(get_customer(app, actor, GetCustomer { id: *id }).await?);
    }
    let oldest = records.iter().map(|record| (record.customer.created_at, record.customer.id)).min();
    let likeness = likeness(app.read(), first, rest[0]).await?.ok_or_else(|| Error::not_found("customer"))?;
    let mut people_in_common = Vec::new();
    let mut met: Vec<Person> = Vec::new();
    for record in &records {
        let here: Vec<Person> = record
            .contacts
            .iter()
            .map(|view| Person {
                contact: view.contact.clone(),
                points: view.points.iter().map(|view| view.point.clone()).collect(),
            })
            .collect();
        let again = here.iter().filter(|person| met.iter().any(|other| other.is(person)));
        people_in_common.extend(again.map(|person| person.contact.name.clone()));
        met.extend(here);
    }
    let (one, other) = (&records[0].customer, &records[1].customer);
    let differences = MergeField::iter().filter_map(|field| differing(field, one, other)).collect();
    Ok(MergePreview {
        differences,
        keep: oldest.map_or(first, |(_, id)| id),
        records,
        score: likeness.score,
        parts: parts(&likeness),
        people_in_common,
    })
}

fn differing(field: MergeField, one: &Customer, other: &Customer) -> Option<TextDifference> {
    // A birthday reads otherwise on the screen than it is stored.
    if field == MergeField::Birthday {
        return None;
    }
    let (ours, theirs) = (field.text(&mut one.clone())?.clone(), field.text(&mut other.clone())?.clone());
    if ours.is_empty() || theirs.is_empty() || ours == theirs {
        return None;
    }
    let (one, other) = difference(&ours, &theirs);
    let told = |parts: Vec<satchel_domain::Part>| parts.into_iter().map(TextPart::from).collect();
    Some(TextDifference { field, one: told(one), other: told(other) })
}

fn several(ids: &[CustomerId]) -> Result<(CustomerId, &[CustomerId])> {
    let once: HashSet<CustomerId> = ids.iter().copied().collect();
    match ids {
        [first, rest @ ..] if !rest.is_empty() && once.len() == ids.len() && ids.len() <= MOST => Ok((*first, rest)),
        _ => Err(Error::invalid("ids", "two_to_ten")),
    }
}

/// Makes one customer of several, whole or not at all.
///
/// # Errors
/// `not_found`; `invalid` for less than two different ones, more than ten, a value from a customer that isn't among them, or a
/// custom field that can't be chosen in.
pub async fn merge_customers(app: &App, actor: Actor, input: MergeCustomers) -> Result<Merged> {
    let all: Vec<CustomerId> = std::iter::once(input.keep).chain(input.others).collect();
    several(&all)?;
    let mut tx = app.write(actor, "merge_customers").await?;
    let (values, held) = (input.values.unwrap_or_default(), input.fields.unwrap_or_default());
    let customer = make_one(&mut tx, &all, &values, &held).await?;
    tx.counts(all.len());
    let act = tx.act();
    tx.commit().await?;
    Ok(Merged { customer, act })
}

/// Makes one customer of several, the first of which stays. The log tells first which went into it, then all the rest.
pub(super) async fn make_one(
    tx: &mut Tx<'_>,
    all: &[CustomerId],
    values: &[MergeValue],
    held: &[MergeHeld],
) -> Result<Customer> {
    let mut customers = Vec::with_capacity(all.len());
    for id in all {
        customers.push(find(tx.db(), *id).await?);
    }
    let (keep, others) = (all[0], &all[1..]);
    for other in &customers[1..] {
        tx.update(other, Customer { merged_into: Some(keep), ..other.clone() }).await?;
    }
    let after = united(&customers, values)?;
    let customer = tx.update(&customers[0], after).await?;
    for MergeHeld { field, from } in held {
        if !all.contains(from) {
            return Err(Error::invalid("fields", "not_found"));
        }
        take_value(tx, *field, (*from, None), (keep, None)).await?;
    }
    let chosen: HashSet<CustomFieldId> = held.iter().map(|held| held.field).collect();
    for other in others {
        move_people(tx, *other, keep).await?;
        let there: Vec<ContactId> = people(tx.db(), keep).await?.iter().map(|person| person.contact.id).collect();
        move_links_at(tx, *other, keep, &there).await?;
        move_points(tx, (*other, None), (keep, None)).await?;
        move_values(tx, (*other, None), (keep, None), &chosen).await?;
        move_rest(tx, *other, keep).await?;
        move_referred(tx, *other, keep).await?;
    }
    // What the one that stays has already, as a tag or a phone, goes with them.
    let gone: Vec<Uuid> = others.iter().map(|id| id.0).collect();
    tx.delete(Table::Customer, &gone).await?;
    Ok(customer)
}

/// The first customer with the values of all.
fn united(customers: &[Customer], values: &[MergeValue]) -> Result<Customer> {
    let mut after = customers[0].clone();
    let chosen: HashMap<MergeField, CustomerId> = values.iter().map(|value| (value.field, value.from)).collect();
    for field in MergeField::iter() {
        let from = match chosen.get(&field) {
            Some(id) => Some(
                customers.iter().find(|other| other.id == *id).ok_or_else(|| Error::invalid("values", "not_found"))?,
            ),
            None if field.is_empty(&after) => customers.iter().find(|other| !field.is_empty(other)),
            None => None,
        };
        if let Some(from) = from {
            field.take(&mut after, from);
        }
    }
    if !chosen.contains_key(&MergeField::Note) {
        let notes = customers.iter().map(|customer| customer.note.trim()).filter(|note| !note.is_empty());
        let mut once: Vec<&str> = Vec::new();
        for note in notes {
            if !once.iter().any(|known| known.contains(note)) {
                once.push(note);
            }
        }
        after.note = once.join("\n\n");
    }
    // The wish of one of them holds for all: it is broken sooner than it is asked for again.
    if customers.iter().any(|customer| customer.do_not_contact == Answer::Yes) {
        after.do_not_contact = Answer::Yes;
    }
    // Nobody is recommended by a part of themselves.
    after.referred_by = after.referred_by.filter(|id| customers.iter().all(|other| other.id != *id));
    after.sort_key = sort_key(&after.name);
    after.name_key = name_key(&after.name);
    Ok(after)
}

impl MergeField {
    fn text(self, customer: &mut Customer) -> Option<&mut String> {
        Some(match self {
            Self::Name => &mut customer.name,
            Self::OtherName => &mut customer.other_name,
            Self::Birthday => &mut customer.birthday,
            Self::Industry => &mut customer.industry,
            Self::Size => &mut customer.size,
            Self::Region => &mut customer.region,
            Self::Address => &mut customer.address,
            Self::Website => &mut customer.website,
            Self::TaxId => &mut customer.tax_id,
            Self::Terms => &mut customer.terms,
            Self::Source => &mut customer.source,
            Self::Goal => &mut customer.goal,
            Self::PreferredHours => &mut customer.preferred_hours,
            Self::Note => &mut customer.note,
            Self::Kind
            | Self::Stage
            | Self::OwnerId
            | Self::CreditLimitMinor
            | Self::RhythmDays
            | Self::PreferredChannel
            | Self::ReferredBy => return None,
        })
    }

    fn is_empty(self, customer: &Customer) -> bool {
        match self {
            Self::Kind | Self::Stage => false,
            Self::OwnerId => customer.owner_id.is_none(),
            Self::CreditLimitMinor => customer.credit_limit_minor.is_none(),
            Self::RhythmDays => customer.rhythm_days.is_none(),
            Self::PreferredChannel => customer.preferred_channel.is_none(),
            Self::ReferredBy => customer.referred_by.is_none(),
            _ => self.text(&mut customer.clone()).is_some_and(|text| text.is_empty()),
        }
    }

    fn take(self, into: &mut Customer, from: &Customer) {
        match self {
            Self::Kind => into.kind = from.kind,
            Self::Stage => into.stage = from.stage,
            Self::OwnerId => into.owner_id = from.owner_id,
            Self::CreditLimitMinor => {
                into.credit_limit_minor = from.credit_limit_minor;
                into.currency.clone_from(&from.currency);
            }
            Self::RhythmDays => into.rhythm_days = from.rhythm_days,
            Self::PreferredChannel => into.preferred_channel = from.preferred_channel,
            Self::ReferredBy => into.referred_by = from.referred_by,
            // An address is nowhere else than in its country.
            Self::Address => {
                into.address.clone_from(&from.address);
                into.country.clone_from(&from.country);
            }
            _ => {
                if let (Some(text), Some(other)) = (self.text(into), self.text(&mut from.clone())) {
                    text.clone_from(other);
                }
            }
        }
    }
}

/// Somebody at a customer.
struct Person {
    contact: Contact,
    points: Vec<ContactPoint>,
}

impl Person {
    /// Whether both are one person: of one name, and nothing says that they are two.
    fn is(&self, other: &Self) -> bool {
        let reached = |person: &Self| person.points.is_empty();
        name_key(&self.contact.name) == name_key(&other.contact.name)
            && (reached(self)
                || reached(other)
                || self.points.iter().any(|point| other.points.iter().any(|theirs| same(point, theirs))))
    }
}

async fn people(db: &impl ConnectionTrait, customer: CustomerId) -> Result<Vec<Person>> {
    use contact::Column;
    let here = contact::Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::CustomerId.eq(customer));
    let mut people = Vec::new();
    for contact in here.order_by_asc(Column::Id).all(db).await? {
        let points = points_of(db, customer, Some(contact.id)).await?;
        people.push(Person { contact, points });
    }
    Ok(people)
}

/// Whose contact points: a customer's own, or those of a person there.
type Holder = (CustomerId, Option<ContactId>);

/// The phones and addresses that `to` doesn't have go behind its own.
async fn move_points(tx: &mut Tx<'_>, from: Holder, to: Holder) -> Result<()> {
    let there = points_of(tx.db(), to.0, to.1).await?;
    let new = points_of(tx.db(), from.0, from.1).await?;
    let new = new.into_iter().filter(|point| !there.iter().any(|known| same(known, point)));
    for (position, point) in (there.len()..).zip(new) {
        let position = i32::try_from(position).unwrap_or(i32::MAX);
        let moved = ContactPoint { customer_id: to.0, contact_id: to.1, position, ..point.clone() };
        tx.update(&point, moved).await?;
    }
    Ok(())
}

async fn move_people(tx: &mut Tx<'_>, from: CustomerId, to: CustomerId) -> Result<()> {
    let there = people(tx.db(), to).await?;
    for person in people(tx.db(), from).await? {
        match there.iter().find(|known| known.is(&person)) {
            None => {
                let moved = Contact { customer_id: to, ..person.contact.clone() };
                let contact = tx.update(&person.contact, moved).await?;
                move_points(tx, (from, Some(contact.id)), (to, Some(contact.id))).await?;
                move_values(tx, (from, Some(contact.id)), (to, Some(contact.id)), &HashSet::new()).await?;
            }
            Some(known) => {
                let (before, other) = (&known.contact, &person.contact);
                let first =
                    |ours: &String, theirs: &String| if ours.is_empty() { theirs.clone() } else { ours.clone() };
                let filled = Contact {
                    title: first(&before.title, &other.title),
                    department: first(&before.department, &other.department),
                    birthday: first(&before.birthday, &other.birthday),
                    note: first(&before.note, &other.note),
                    ..before.clone()
                };
                tx.update(before, filled).await?;
                move_points(tx, (from, Some(other.id)), (to, Some(before.id))).await?;
                move_values(tx, (from, Some(other.id)), (to, Some(before.id)), &HashSet::new()).await?;
                move_talks(tx, other.id, before.id).await?;
                move_links_of(tx, other.id, before.id, to).await?;
            }
        }
    }
    Ok(())
}

/// The talks that one person had become those of the other.
async fn move_talks(tx: &mut Tx<'_>, from: ContactId, to: ContactId) -> Result<()> {
    use participant::Column;
    let of = |contact: ContactId| {
        participant::Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::ContactId.eq(contact))
    };
    let known: HashSet<_> = of(to).all(tx.db()).await?.into_iter().map(|part| part.communication_id).collect();
    for part in of(from).all(tx.db()).await? {
        if !known.contains(&part.communication_id) {
            tx.update(&part, participant::Model { contact_id: to, ..part.clone() }).await?;
        }
    }
    Ok(())
}

/// Everything else that belongs to a customer, whatever it is, but for tags that are there already.
async fn move_rest(tx: &mut Tx<'_>, from: CustomerId, to: CustomerId) -> Result<()> {
    let mut moving: BTreeMap<Table, (&str, Vec<Uuid>)> = BTreeMap::new();
    for (child, column) in Table::Customer.children() {
        if matches!(child, Table::Contact | Table::ContactPoint | Table::ContactLink | Table::CustomValue) {
            continue;
        }
        let found = live_children(tx.db(), *child, column, &[from.0]).await?;
        moving.insert(*child, (column, found.into_iter().map(|(id, _)| id).collect()));
    }
    if let Some((_, uses)) = moving.get_mut(&Table::CustomerTag) {
        use customer_tag::Column;
        let live = || customer_tag::Entity::find().filter(Column::DeletedAt.is_null());
        let there = live().filter(Column::CustomerId.eq(to)).all(tx.db()).await?;
        let there: HashSet<_> = there.into_iter().map(|used| used.tag_id).collect();
        let theirs = live().filter(Column::CustomerId.eq(from)).all(tx.db()).await?;
        *uses = theirs.into_iter().filter(|used| !there.contains(&used.tag_id)).map(|used| used.id.0).collect();
    }
    let as_logged = |id: CustomerId| json!(id.0.simple().to_string()).to_string();
    for (table, (column, rows)) in moving {
        let goes = |row| SetField { row, now: as_logged(from), then: as_logged(to) };
        let rows: Vec<SetField> = rows.into_iter().map(goes).collect();
        tx.set_field(table, column, &rows).await?;
    }
    Ok(())
}

/// Whom the other recommended was recommended by the one that stays.
async fn move_referred(tx: &mut Tx<'_>, from: CustomerId, to: CustomerId) -> Result<()> {
    use customer::Column;
    let referred = customer::Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::ReferredBy.eq(from));
    for before in referred.all(tx.db()).await? {
        let referred_by = Some(to).filter(|to| *to != before.id);
        tx.update(&before, Customer { referred_by, ..before.clone() }).await?;
    }
    Ok(())
}

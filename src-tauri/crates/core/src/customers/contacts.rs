//! People at a customer, and the phones, e-mails and handles of both.

use satchel_domain::{Email, Phone, display_phone, sort_key};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::contact::{self, DecisionRole};
use super::contact_point::{self, Kind, Model as ContactPoint};
use super::links::{LinkInput, replace_links};
use super::{Contact, Deleted, birthday, find};
use crate::App;
use crate::error::{Error, Result};
use crate::fields::{self, Subject, ValuesInput};
use crate::ids::{ContactId, CustomerId};
use crate::people::{Actor, required_name};
use crate::store::records::Table;
use crate::store::unit::Tx;
use crate::wire::{Problems, long_text, short_text};

/// A contact point as entered.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct PointInput {
    /// What it reaches.
    pub kind: Kind,
    /// The person's own word for it.
    #[serde(default)]
    pub label: Option<String>,
    /// The number, address or handle.
    pub value: String,
}

/// A contact point as shown.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PointView {
    /// The stored point.
    #[serde(flatten)]
    pub point: ContactPoint,
    /// Its value as people write it: phones in national groups.
    pub display: String,
}

/// The contact points that a customer, or one of its contacts, shall have.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SavePoints {
    /// The customer.
    pub customer_id: CustomerId,
    /// The contact, for points of a person there.
    #[serde(default)]
    pub contact_id: Option<ContactId>,
    /// All points in order.
    pub points: Vec<PointInput>,
}

/// A new contact; what is left out is empty.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CreateContact {
    /// Where the person works.
    pub customer_id: CustomerId,
    /// The name.
    pub name: String,
    /// Job title.
    #[serde(default)]
    pub title: Option<String>,
    /// Department.
    #[serde(default)]
    pub department: Option<String>,
    /// Part in a decision to buy.
    #[serde(default)]
    pub decision_role: Option<DecisionRole>,
    /// The birthday, with its year or without.
    #[serde(default)]
    pub birthday: Option<String>,
    /// Anything else.
    #[serde(default)]
    pub note: Option<String>,
    /// How to reach the person.
    #[serde(default)]
    pub points: Option<Vec<PointInput>>,
    /// What part the person has at further customers.
    #[serde(default)]
    pub links: Option<Vec<LinkInput>>,
    /// Values of custom fields; one that is left out takes its start, null leaves it empty.
    #[serde(default)]
    pub fields: Option<ValuesInput>,
}

/// New values for a contact; what is left out stays, an empty text clears.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UpdateContact {
    /// Which contact.
    pub id: ContactId,
    /// The name.
    #[serde(default)]
    pub name: Option<String>,
    /// Job title.
    #[serde(default)]
    pub title: Option<String>,
    /// Department.
    #[serde(default)]
    pub department: Option<String>,
    /// Part in a decision to buy.
    #[serde(default)]
    pub decision_role: Option<DecisionRole>,
    /// The birthday, with its year or without.
    #[serde(default)]
    pub birthday: Option<String>,
    /// Anything else.
    #[serde(default)]
    pub note: Option<String>,
    /// How to reach the person: all points in order.
    #[serde(default)]
    pub points: Option<Vec<PointInput>>,
    /// What part the person has at further customers: all of them.
    #[serde(default)]
    pub links: Option<Vec<LinkInput>>,
    /// Values of custom fields; one that is left out stays, null clears.
    #[serde(default)]
    pub fields: Option<ValuesInput>,
}

/// Which contact to delete.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteContact {
    /// Its key.
    pub id: ContactId,
}

/// Adds a person to a customer.
///
/// # Errors
/// `not_found` for the customer; `invalid` for an empty name, a phone, e-mail or birthday that isn't one, a further customer that is
/// none.
pub async fn create_contact(app: &App, actor: Actor, input: CreateContact) -> Result<Contact> {
    let mut tx = app.write(actor, "create_contact").await?;
    tx.counts(1);
    find(tx.db(), input.customer_id).await?;
    let text = |field, text: Option<String>| short_text(field, text.as_deref().unwrap_or_default());
    let name = required_name(&input.name)?;
    let contact = Contact {
        id: tx.key(),
        customer_id: input.customer_id,
        sort_key: sort_key(&name),
        name,
        title: text("title", input.title)?,
        department: text("department", input.department)?,
        decision_role: input.decision_role.unwrap_or_default(),
        birthday: birthday(app, input.birthday.as_deref().unwrap_or_default())?,
        note: long_text("note", input.note.as_deref().unwrap_or_default())?,
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    };
    let mut wrong = Problems::default();
    let holder = (contact.customer_id, Some(contact.id));
    let values = fields::values::of_new(&tx, Subject::Contact, holder, input.fields, &mut wrong).await?;
    wrong.none()?;
    let contact = tx.insert(contact).await?;
    tx.insert_many(values).await?;
    replace_points(&mut tx, contact.customer_id, Some(contact.id), input.points.unwrap_or_default()).await?;
    replace_links(&mut tx, &contact, input.links.unwrap_or_default()).await?;
    tx.commit().await?;
    Ok(contact)
}

/// Changes a contact.
///
/// # Errors
/// `not_found`; `invalid` for an empty name, a phone, e-mail or birthday that isn't one, a further customer that is none.
pub async fn update_contact(app: &App, actor: Actor, input: UpdateContact) -> Result<Contact> {
    let mut tx = app.write(actor, "update_contact").await?;
    tx.counts(1);
    let before = find_contact(tx.db(), input.id).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = required_name(&name)?;
        after.sort_key = sort_key(&after.name);
    }
    let texts = [("title", &mut after.title, input.title), ("department", &mut after.department, input.department)];
    for (name, field, text) in texts {
        if let Some(text) = text {
            *field = short_text(name, &text)?;
        }
    }
    if let Some(note) = input.note {
        after.note = long_text("note", &note)?;
    }
    if let Some(text) = input.birthday {
        after.birthday = birthday(app, &text)?;
    }
    after.decision_role = input.decision_role.unwrap_or(after.decision_role);
    let after = tx.update(&before, after).await?;
    if let Some(points) = input.points {
        replace_points(&mut tx, after.customer_id, Some(after.id), points).await?;
    }
    if let Some(links) = input.links {
        replace_links(&mut tx, &after, links).await?;
    }
    fields::values::set(&mut tx, Subject::Contact, (after.customer_id, Some(after.id)), input.fields).await?;
    tx.commit().await?;
    Ok(after)
}

/// Deletes a contact; communications keep what was said.
pub async fn delete_contact(app: &App, actor: Actor, input: DeleteContact) -> Result<Deleted> {
    let mut tx = app.write(actor, "delete_contact").await?;
    let count = tx.delete(Table::Contact, &[input.id.into()]).await?;
    tx.counts(count);
    let act = tx.act();
    tx.commit().await?;
    Ok(Deleted { act, count })
}

/// Gives a customer, or one of its contacts, exactly these contact points.
///
/// # Errors
/// `not_found`; `invalid` for a phone or e-mail that isn't one.
pub async fn save_points(app: &App, actor: Actor, input: SavePoints) -> Result<Vec<PointView>> {
    let mut tx = app.write(actor, "save_points").await?;
    tx.counts(1);
    find(tx.db(), input.customer_id).await?;
    if let Some(contact) = input.contact_id {
        let contact = find_contact(tx.db(), contact).await?;
        if contact.customer_id != input.customer_id {
            return Err(Error::not_found("contact"));
        }
    }
    let points = replace_points(&mut tx, input.customer_id, input.contact_id, input.points).await?;
    tx.commit().await?;
    Ok(points.into_iter().map(|point| view(app, point)).collect())
}

/// Keeps the points that stay the same, so that the log shows only what changed.
async fn replace_points(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    contact: Option<ContactId>,
    wanted: Vec<PointInput>,
) -> Result<Vec<ContactPoint>> {
    let before = points_of(tx.db(), customer, contact).await?;
    let wanted = wanted.into_iter().filter(|point| !point.value.trim().is_empty()).enumerate();
    let wanted: Vec<ContactPoint> =
        wanted.map(|(position, input)| point(tx, customer, contact, &input, position)).collect::<Result<_>>()?;
    let gone: Vec<Uuid> =
        before.iter().filter(|old| !wanted.iter().any(|new| same(old, new))).map(|old| old.id.into()).collect();
    tx.delete(Table::ContactPoint, &gone).await?;
    let mut added = Vec::new();
    for new in wanted {
        match before.iter().find(|old| same(old, &new)) {
            Some(old) => {
                let moved = ContactPoint { label: new.label, position: new.position, ..old.clone() };
                tx.update(old, moved).await?;
            }
            None => added.push(new),
        }
    }
    tx.insert_many(added).await?;
    points_of(tx.db(), customer, contact).await
}

/// A contact point ready to be stored: phones in E.164 where they are complete, e-mails lower-cased.
///
/// # Errors
/// `invalid` for an e-mail that isn't one, or a phone without a single digit. A number that is merely unusual is kept as entered.
pub(crate) fn point(
    tx: &Tx<'_>,
    customer_id: CustomerId,
    contact_id: Option<ContactId>,
    input: &PointInput,
    position: usize,
) -> Result<ContactPoint> {
    let entered = short_text("value", &input.value)?;
    let value = match input.kind {
        Kind::Phone => match Phone::parse(&entered, tx.app().home().country) {
            Ok(phone) => phone.to_string(),
            Err(_) if entered.chars().any(|c| c.is_ascii_digit()) => entered,
            Err(_) => return Err(Error::invalid("value", "phone_invalid")),
        },
        Kind::Email => Email::parse(&entered).map_err(|_| Error::invalid("value", "email_invalid"))?.to_string(),
        Kind::Chat | Kind::Address | Kind::Website => entered,
    };
    Ok(ContactPoint {
        id: tx.key(),
        customer_id,
        contact_id,
        kind: input.kind,
        label: short_text("label", input.label.as_deref().unwrap_or_default())?,
        value,
        position: i32::try_from(position).unwrap_or(i32::MAX),
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    })
}

/// A point with its value as people write it.
pub(crate) fn view(app: &App, point: ContactPoint) -> PointView {
    let display = match point.kind {
        Kind::Phone => display_phone(&point.value, app.home().country),
        _ => point.value.clone(),
    };
    PointView { point, display }
}

/// Whether two points reach the same.
pub(super) fn same(one: &ContactPoint, other: &ContactPoint) -> bool {
    one.kind == other.kind && one.value == other.value
}

/// The points of a customer's own, or those of a contact there, in order.
pub(super) async fn points_of(
    db: &impl ConnectionTrait,
    customer: CustomerId,
    contact: Option<ContactId>,
) -> Result<Vec<ContactPoint>> {
    use contact_point::Column;
    let points =
        contact_point::Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::CustomerId.eq(customer));
    let points = match contact {
        Some(contact) => points.filter(Column::ContactId.eq(contact)),
        None => points.filter(Column::ContactId.is_null()),
    };
    Ok(points.order_by_asc(Column::Position).order_by_asc(Column::Id).all(db).await?)
}

pub(super) async fn find_contact(db: &impl ConnectionTrait, id: ContactId) -> Result<Contact> {
    let found = contact::Entity::find_by_id(id).filter(contact::Column::DeletedAt.is_null()).one(db).await?;
    found.ok_or_else(|| Error::not_found("contact"))
}

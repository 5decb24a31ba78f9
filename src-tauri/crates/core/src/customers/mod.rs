//! Customers: who buys, the people there, how to reach them, and the tags they are sorted under.

pub mod conditions;
pub mod contact;
pub mod contact_link;
pub mod contact_point;
pub mod contacts;
pub mod customer;
pub mod customer_tag;
pub mod due_contacts;
pub mod duplicates;
pub mod facets;
mod fitting;
pub mod groups;
pub mod health;
pub mod import;
pub mod links;
pub mod list;
pub mod merge;
pub mod merge_many;
pub mod reach;
pub mod record;
pub(crate) mod roster;
pub mod selection;
pub mod shared_value;
pub mod strategy;
pub mod summary;
pub mod tag;
pub mod tags;
pub mod view;
pub mod views;

use std::collections::HashMap;

use satchel_domain::{Birthday, Country, DateOrder, name_key, sort_key};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use contact::Model as Contact;
pub use customer::{Kind, Model as Customer, Stage};
pub use tag::Model as Tag;

use crate::App;
use crate::communications::communication::Channel;
use crate::error::{Error, Result};
use crate::fields::custom_field::Answer;
use crate::fields::{self, Subject, ValuesInput};
use crate::ids::{ActId, CustomerId, UserId};
use crate::people::{Actor, parse_currency, required_name};
use crate::store::records::Table;
use crate::store::take_numbers;
use crate::store::unit::{CHUNK, Tx};
use crate::wire::{Problems, given, long_text, short_text};
use contact_point::Kind as PointKind;
use contacts::PointInput;
pub(crate) use tags::attach_tags;

/// A new customer; what is left out is empty.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CreateCustomer {
    /// Company or person.
    pub kind: Kind,
    /// The name.
    pub name: String,
    /// The name in the other language.
    #[serde(default)]
    pub other_name: Option<String>,
    /// The birthday of a person, with its year or without.
    #[serde(default)]
    pub birthday: Option<String>,
    /// Whether it wants nobody to write or call.
    #[serde(default)]
    pub do_not_contact: Option<bool>,
    /// Lifecycle stage; a lead where none is given.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// Who looks after it; the actor where none is given.
    #[serde(default)]
    pub owner_id: Option<UserId>,
    /// Line of business.
    #[serde(default)]
    pub industry: Option<String>,
    /// Headcount or turnover, in words.
    #[serde(default)]
    pub size: Option<String>,
    /// Region in words.
    #[serde(default)]
    pub region: Option<String>,
    /// Postal address.
    #[serde(default)]
    pub address: Option<String>,
    /// ISO 3166-1 code of its country.
    #[serde(default)]
    pub country: Option<String>,
    /// Web address.
    #[serde(default)]
    pub website: Option<String>,
    /// Tax number.
    #[serde(default)]
    pub tax_id: Option<String>,
    /// Terms of payment.
    #[serde(default)]
    pub terms: Option<String>,
    /// Credit limit in minor units of the currency.
    #[serde(default)]
    #[ts(optional, type = "number | null")]
    pub credit_limit_minor: Option<i64>,
    /// ISO 4217 code; the workspace's where none is given.
    #[serde(default)]
    pub currency: Option<String>,
    /// Where it came from.
    #[serde(default)]
    pub source: Option<String>,
    /// Anything else.
    #[serde(default)]
    pub note: Option<String>,
    /// The customer that recommended us.
    #[serde(default)]
    pub referred_by: Option<CustomerId>,
    /// A phone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// An e-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// Tags by name; new ones are made.
    #[serde(default)]
    pub tags: Option<Vec<String>>,
    /// Values of custom fields; one that is left out takes its start, null leaves it empty.
    #[serde(default)]
    pub fields: Option<ValuesInput>,
}

/// New values for a customer; what is left out stays, an empty text clears.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UpdateCustomer {
    /// Which customer.
    pub id: CustomerId,
    /// Company or person.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// The name.
    #[serde(default)]
    pub name: Option<String>,
    /// The name in the other language.
    #[serde(default)]
    pub other_name: Option<String>,
    /// The birthday of a person, with its year or without.
    #[serde(default)]
    pub birthday: Option<String>,
    /// Whether it wants nobody to write or call.
    #[serde(default)]
    pub do_not_contact: Option<bool>,
    /// Lifecycle stage.
    #[serde(default)]
    pub stage: Option<Stage>,
    /// Who looks after it; null for nobody.
    #[serde(default, deserialize_with = "given")]
    pub owner_id: Option<Option<UserId>>,
    /// Line of business.
    #[serde(default)]
    pub industry: Option<String>,
    /// Headcount or turnover, in words.
    #[serde(default)]
    pub size: Option<String>,
    /// Region in words.
    #[serde(default)]
    pub region: Option<String>,
    /// Postal address.
    #[serde(default)]
    pub address: Option<String>,
    /// ISO 3166-1 code of its country.
    #[serde(default)]
    pub country: Option<String>,
    /// Web address.
    #[serde(default)]
    pub website: Option<String>,
    /// Tax number.
    #[serde(default)]
    pub tax_id: Option<String>,
    /// Terms of payment.
    #[serde(default)]
    pub terms: Option<String>,
    /// Credit limit in minor units of the currency; null for none.
    #[serde(default, deserialize_with = "given")]
    #[ts(optional, type = "number | null")]
    pub credit_limit_minor: Option<Option<i64>>,
    /// ISO 4217 code.
    #[serde(default)]
    pub currency: Option<String>,
    /// Where it came from.
    #[serde(default)]
    pub source: Option<String>,
    /// Anything else.
    #[serde(default)]
    pub note: Option<String>,
    /// What is to be reached with it.
    #[serde(default)]
    pub goal: Option<String>,
    /// After how many days it is due to be contacted again; null for no rhythm.
    #[serde(default, deserialize_with = "given")]
    pub rhythm_days: Option<Option<i32>>,
    /// How it wants to be contacted; null for unknown.
    #[serde(default, deserialize_with = "given")]
    pub preferred_channel: Option<Option<Channel>>,
    /// At which hours, as people write them.
    #[serde(default)]
    pub preferred_hours: Option<String>,
    /// The customer that recommended us; null for none.
    #[serde(default, deserialize_with = "given")]
    pub referred_by: Option<Option<CustomerId>>,
    /// Values of custom fields; one that is left out stays, null clears.
    #[serde(default)]
    pub fields: Option<ValuesInput>,
}

/// Which customers to delete.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteCustomers {
    /// Their keys.
    pub ids: Vec<CustomerId>,
}

/// What was deleted, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Deleted {
    /// The act.
    pub act: ActId,
    /// How many.
    pub count: usize,
}

/// Creates a customer.
///
/// # Errors
/// `invalid` for an empty name, a phone or e-mail that isn't one, an unknown currency, a referrer that isn't there: all of
/// what is wrong is named.
pub async fn create_customer(app: &App, actor: Actor, input: CreateCustomer) -> Result<Customer> {
    let mut tx = app.write(actor, "create_customer").await?;
    tx.counts(1);
    let mut wrong = Problems::default();
    if let Some(referrer) = input.referred_by {
        let found = find(tx.db(), referrer).await;
        wrong.of(found.map_err(|_| Error::invalid("referredBy", "not_found")))?;
    }
    let name = wrong.of(required_name(&input.name))?.unwrap_or_default();
    let currency = match input.currency.filter(|code| !code.is_empty()) {
        Some(code) => wrong.of(parse_currency(&code))?.unwrap_or_default(),
        None => app.home().currency,
    };
    let note = wrong.of(long_text("note", input.note.as_deref().unwrap_or_default()))?.unwrap_or_default();
    let credit_limit_minor = wrong.of(credit_limit(input.credit_limit_minor))?.flatten();
    let birthday = wrong.of(birthday(app, input.birthday.as_deref().unwrap_or_default()))?.unwrap_or_default();
    let country = wrong.of(country(input.country.as_deref().unwrap_or_default()))?.unwrap_or_default();
    let id = tx.key();
    let given = [(PointKind::Phone, "phone", input.phone), (PointKind::Email, "email", input.email)];
    let mut points = Vec::new();
    for (kind, field, value) in given {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            let input = PointInput { kind, label: None, value };
            let point = contacts::point(&tx, id, None, &input, points.len()).map_err(|error| rename(error, field));
            points.extend(wrong.of(point)?);
        }
    }
    let values = fields::values::of_new(&tx, Subject::Customer, (id, None), input.fields, &mut wrong).await?;
    let mut text = |field, text: Option<String>| {
        let text = short_text(field, text.as_deref().unwrap_or_default());
        wrong.of(text).map(Option::unwrap_or_default)
    };
    let customer = Customer {
        id,
        number: String::new(),
        kind: input.kind,
        sort_key: sort_key(&name),
        name_key: name_key(&name),
        name,
        other_name: text("otherName", input.other_name)?,
        birthday,
        do_not_contact: input.do_not_contact.unwrap_or_default().into(),
        stage: input.stage.unwrap_or(Stage::Lead),
        owner_id: Some(input.owner_id.unwrap_or(actor.user)),
        industry: text("industry", input.industry)?,
        size: text("size", input.size)?,
        region: text("region", input.region)?,
        address: text("address", input.address)?,
        country,
        website: text("website", input.website)?,
        tax_id: text("taxId", input.tax_id)?,
        terms: text("terms", input.terms)?,
        credit_limit_minor,
        currency,
        source: text("source", input.source)?,
        goal: String::new(),
        rhythm_days: None,
        quiet_until: String::new(),
        preferred_channel: None,
        preferred_hours: String::new(),
        note,
        referred_by: input.referred_by,
        merged_into: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    };
    wrong.none()?;
    let number = number(&tx, take_numbers(&tx, "customer", 1).await?);
    let customer = tx.insert(Customer { number, ..customer }).await?;
    tx.insert_many(points).await?;
    tx.insert_many(values).await?;
    attach_tags(&mut tx, &[(customer.id, input.tags.unwrap_or_default())]).await?;
    tx.commit().await?;
    Ok(customer)
}

/// The same problem under the field's name in this form.
fn rename(error: Error, field: &str) -> Error {
    let problem = error.fields.into_values().next().unwrap_or_default();
    Error::invalid(field, &problem)
}

/// A birthday as it is stored; empty for none.
///
/// # Errors
/// `invalid` for a text that is none, or that is read in two ways, and for a day that is yet to come.
pub(crate) fn birthday(app: &App, text: &str) -> Result<String> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    let read =
        Birthday::parse(text, DateOrder::Unknown).ok_or_else(|| Error::invalid("birthday", "birthday_invalid"))?;
    if read.date().is_some_and(|date| date > app.clock.today()) {
        return Err(Error::invalid("birthday", "birthday_to_come"));
    }
    Ok(read.to_string())
}

/// The country of an address as it is stored; empty for none.
///
/// # Errors
/// `invalid` for a code that no country has.
fn country(code: &str) -> Result<String> {
    if code.trim().is_empty() {
        return Ok(String::new());
    }
    let known: Country = code.parse().map_err(|_| Error::invalid("country", "country_unknown"))?;
    Ok(known.to_string())
}

fn credit_limit(minor: Option<i64>) -> Result<Option<i64>> {
    if minor.is_some_and(i64::is_negative) { Err(Error::invalid("creditLimitMinor", "negative")) } else { Ok(minor) }
}

/// The number that people quote: the device's letters, then at least four digits.
pub(crate) fn number(tx: &Tx<'_>, number: i64) -> String {
    format!("C-{}{number:04}", tx.app().prefix())
}

/// Changes a customer.
///
/// # Errors
/// `not_found`; `invalid` for an empty name, an unknown currency, a customer that referred itself, and under the key of a custom
/// field for a value that it can't hold.
pub async fn update_customer(app: &App, actor: Actor, input: UpdateCustomer) -> Result<Customer> {
    let mut tx = app.write(actor, "update_customer").await?;
    let before = find(tx.db(), input.id).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = required_name(&name)?;
        after.sort_key = sort_key(&after.name);
        after.name_key = name_key(&after.name);
    }
    let texts = [
        ("otherName", &mut after.other_name, input.other_name),
        ("industry", &mut after.industry, input.industry),
        ("size", &mut after.size, input.size),
        ("region", &mut after.region, input.region),
        ("address", &mut after.address, input.address),
        ("website", &mut after.website, input.website),
        ("taxId", &mut after.tax_id, input.tax_id),
        ("terms", &mut after.terms, input.terms),
        ("source", &mut after.source, input.source),
        ("goal", &mut after.goal, input.goal),
    ];
    for (name, field, text) in texts {
        if let Some(text) = text {
            *field = short_text(name, &text)?;
        }
    }
    if let Some(note) = input.note {
        after.note = long_text("note", &note)?;
    }
    if let Some(code) = input.country {
        after.country = country(&code)?;
    }
    if let Some(text) = input.birthday {
        after.birthday = birthday(app, &text)?;
    }
    if let Some(text) = input.preferred_hours {
        after.preferred_hours = strategy::hours(&text)?;
    }
    after.rhythm_days = strategy::rhythm(input.rhythm_days.unwrap_or(after.rhythm_days))?;
    after.preferred_channel = input.preferred_channel.unwrap_or(after.preferred_channel);
    after.do_not_contact = input.do_not_contact.map_or(after.do_not_contact, Answer::from);
    after.kind = input.kind.unwrap_or(after.kind);
    after.stage = input.stage.unwrap_or(after.stage);
    after.owner_id = input.owner_id.unwrap_or(after.owner_id);
    after.credit_limit_minor = credit_limit(input.credit_limit_minor.unwrap_or(after.credit_limit_minor))?;
    if let Some(code) = input.currency {
        after.currency = parse_currency(&code)?;
    }
    if let Some(referrer) = input.referred_by {
        if referrer == Some(before.id) {
            return Err(Error::invalid("referredBy", "itself"));
        }
        if let Some(referrer) = referrer {
            find(tx.db(), referrer).await.map_err(|_| Error::invalid("referredBy", "not_found"))?;
        }
        after.referred_by = referrer;
    }
    let after = tx.update(&before, after).await?;
    fields::values::set(&mut tx, Subject::Customer, (after.id, None), input.fields).await?;
    tx.counts(1);
    tx.commit().await?;
    Ok(after)
}

/// Deletes customers with everything that belongs to them; undo brings all of it back.
pub async fn delete_customers(app: &App, actor: Actor, input: DeleteCustomers) -> Result<Deleted> {
    let mut tx = app.write(actor, "delete_customers").await?;
    let ids: Vec<Uuid> = input.ids.into_iter().map(Into::into).collect();
    let count = tx.delete(Table::Customer, &ids).await?;
    tx.counts(count);
    let act = tx.act();
    tx.commit().await?;
    Ok(Deleted { act, count })
}

/// A customer that is there.
pub(crate) async fn find(db: &impl ConnectionTrait, id: CustomerId) -> Result<Customer> {
    let found = customer::Entity::find_by_id(id).filter(customer::Column::DeletedAt.is_null()).one(db).await?;
    found.ok_or_else(|| Error::not_found("customer"))
}

/// How each of these customers was contacted the last time.
pub(crate) async fn last_channels(app: &App, ids: &[CustomerId]) -> Result<HashMap<CustomerId, Channel>> {
    use summary::Column;
    let known = summary::Entity::find().filter(Column::CustomerId.is_in(ids.iter().copied())).all(app.read()).await?;
    Ok(known.into_iter().filter_map(|row| Some((row.customer_id, row.last_channel?))).collect())
}

/// Customers by key, in no order, deleted ones left out.
pub(crate) async fn find_many(db: &impl ConnectionTrait, ids: &[CustomerId]) -> Result<HashMap<CustomerId, Customer>> {
    let mut found = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let live = customer::Entity::find().filter(customer::Column::DeletedAt.is_null());
        let rows = live.filter(customer::Column::Id.is_in(chunk.iter().copied())).all(db).await?;
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}

//! What records hold in their custom fields: checked by the kind of the field on the way in, kept as rows.

use std::collections::{BTreeMap, HashMap, HashSet};

use satchel_domain::{DateOrder, Decimal, DecimalProblem, parse_date};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::custom_field::{self, Answer, Kind, Subject};
use super::custom_value::{Column, Entity, Model};
use super::{choices, field_choice};
use crate::App;
use crate::error::{Error, Result, internal};
use crate::ids::{ContactId, CustomFieldId, CustomerId, FieldChoiceId, Timestamp};
use crate::people::parse_currency;
use crate::store::records::Table;
use crate::store::unit::Tx;
use crate::wire::{Problems, long_text, short_text};

/// What a record holds in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase", deny_unknown_fields)]
#[ts(rename = "CustomValue")]
pub enum Value {
    /// A text, or a web address.
    Text {
        /// The text.
        text: String,
    },
    /// An exact number.
    Number {
        /// As decimal text, `-1234.5`.
        number: String,
    },
    /// An amount.
    Money {
        /// In minor units.
        #[ts(type = "number")]
        minor: i64,
        /// ISO 4217 code.
        currency: String,
    },
    /// A plain day.
    Date {
        /// YYYY-MM-DD.
        day: String,
    },
    /// One or more choices.
    Choices {
        /// Their keys.
        ids: Vec<FieldChoiceId>,
    },
    /// Yes or no.
    Answer {
        /// Which.
        yes: bool,
    },
}

impl Value {
    /// Its choices, where it is made of them.
    pub fn choices(self) -> Vec<FieldChoiceId> {
        if let Self::Choices { ids } = self { ids } else { Vec::new() }
    }
}

/// What a record holds, and in which field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "HeldValue")]
pub struct HeldValue {
    /// The field.
    pub field_id: CustomFieldId,
    /// What it holds.
    pub value: Value,
}

/// New values by field; null for none.
pub type ValuesInput = BTreeMap<CustomFieldId, Option<Value>>;

/// Whose values: a customer's own, or those of a contact there.
pub(crate) type Holder = (CustomerId, Option<ContactId>);

/// A value as it will be stored; none where it says nothing.
///
/// # Errors
/// `invalid`, under the name `at`, for a value of another kind than the field's or one that can't be.
pub(crate) fn checked(
    at: &str,
    field: &custom_field::Model,
    choices: &[field_choice::Model],
    value: Value,
) -> Result<Option<Value>> {
    let wrong = |problem| Err(Error::invalid(at, problem));
    Ok(match (field.kind, value) {
        (Kind::Text, Value::Text { text }) => said(short_text(at, &text)?),
        (Kind::LongText, Value::Text { text }) => said(long_text(at, &text)?),
        (Kind::Link, Value::Text { text }) => said(link(at, &text)?),
        (Kind::Number, Value::Number { number }) if number.trim().is_empty() => None,
        (Kind::Number, Value::Number { number }) => match number.parse::<Decimal>() {
            Ok(number) => Some(Value::Number { number: number.to_string() }),
            Err(DecimalProblem::NotANumber) => return wrong("number_invalid"),
            Err(DecimalProblem::TooLong) => return wrong("out_of_range"),
        },
        (Kind::Money, Value::Money { minor, currency }) => {
            let currency = parse_currency(&currency).map_err(|_| Error::invalid(at, "unknown_currency"))?;
            Some(Value::Money { minor, currency })
        }
        (Kind::Date, Value::Date { day }) if day.trim().is_empty() => None,
        (Kind::Date, Value::Date { day }) => match parse_date(&day, DateOrder::Unknown) {
            Some(day) => Some(Value::Date { day: day.to_string() }),
            None => return wrong("date_invalid"),
        },
        (Kind::Answer, answer @ Value::Answer { .. }) => Some(answer),
        (Kind::Choice | Kind::Choices, Value::Choices { ids }) => {
            let known: HashSet<FieldChoiceId> =
                choices.iter().filter(|choice| choice.field_id == field.id).map(|choice| choice.id).collect();
            if ids.iter().any(|id| !known.contains(id)) {
                return wrong("not_found");
            }
            let mut once: Vec<FieldChoiceId> = Vec::with_capacity(ids.len());
            for id in ids {
                if !once.contains(&id) {
                    once.push(id);
                }
            }
            if field.kind == Kind::Choice && once.len() > 1 {
                return wrong("too_many");
            }
            (!once.is_empty()).then_some(Value::Choices { ids: once })
        }
        _ => return wrong("wrong_kind"),
    })
}

fn said(text: String) -> Option<Value> {
    (!text.is_empty()).then_some(Value::Text { text })
}

/// A web address, with or without its beginning; anything else that a program could be started by is refused.
fn link(at: &str, text: &str) -> Result<String> {
    let text = short_text(at, text)?;
    let place = match text.split_once("://") {
        Some((scheme, place)) if ["http", "https"].contains(&scheme.to_lowercase().as_str()) => place,
        Some(_) => "",
        None => &text,
    };
    let host = place.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    if text.is_empty() || is_host && !place.contains(char::is_whitespace) && !host.contains(['@', ',', ';']) {
        return Ok(text);
    }
    Err(Error::invalid(at, "link_invalid"))
}

/// The value that new records start with; none where it isn't of the field's kind any more.
pub(crate) fn start(field: &custom_field::Model, choices: &[field_choice::Model]) -> Option<Value> {
    let start = serde_json::from_str(&field.start).ok()?;
    checked("start", field, choices, start).ok().flatten()
}

/// A number as rows hold it.
pub(super) fn millionths(number: &str) -> Result<i64> {
    Ok(number.parse::<Decimal>().map_err(internal)?.millionths())
}

/// The rows that hold a value from an instant on.
pub(crate) fn rows(
    app: &App,
    now: Timestamp,
    field_id: CustomFieldId,
    (customer_id, contact_id): Holder,
    value: Value,
) -> Result<Vec<Model>> {
    let mut row = Model {
        id: app.clock.key(),
        field_id,
        customer_id,
        contact_id,
        choice_id: None,
        text: String::new(),
        day: String::new(),
        number: None,
        minor: None,
        currency: String::new(),
        answer: None,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    };
    match value {
        Value::Text { text } => row.text = text,
        Value::Date { day } => row.day = day,
        Value::Number { number } => row.number = Some(millionths(&number)?),
        Value::Money { minor, currency } => (row.minor, row.currency) = (Some(minor), currency),
        Value::Answer { yes } => row.answer = Some(yes.into()),
        Value::Choices { ids } => {
            let of = |choice_id| Model { id: app.clock.key(), choice_id: Some(choice_id), ..row.clone() };
            return Ok(ids.into_iter().map(of).collect());
        }
    }
    Ok(vec![row])
}

/// The values of a new record, for it to be inserted with. A field that isn't named takes its start.
///
/// # Errors
/// Those of the input are gathered in `wrong`, under the key of each field; a required one that is empty is among them.
pub(crate) async fn of_new(
    tx: &Tx<'_>,
    subject: Subject,
    holder: Holder,
    input: Option<ValuesInput>,
    wrong: &mut Problems,
) -> Result<Vec<Model>> {
    let mut input = input.unwrap_or_default();
    let choices = choices::of(tx.db(), None).await?;
    let mut new = Vec::new();
    for field in in_use(tx.db(), subject).await? {
        let at = field.id.to_string();
        let value = match input.remove(&field.id) {
            Some(given) => given,
            None => start(&field, &choices),
        };
        let value = value.map(|value| wrong.of(checked(&at, &field, &choices, value))).transpose()?;
        match value {
            Some(Some(Some(value))) => new.extend(rows(tx.app(), tx.now(), field.id, holder, value)?),
            // What can't be accepted is told already.
            Some(None) => {}
            _ if field.required == Answer::Yes => drop(wrong.of::<()>(Err(Error::invalid(&at, "required")))?),
            _ => {}
        }
    }
    for unknown in input.keys() {
        wrong.of::<()>(Err(Error::invalid(&unknown.to_string(), "not_found")))?;
    }
    Ok(new)
}

/// The fields that records of a kind have now.
pub(super) async fn in_use(db: &impl ConnectionTrait, subject: Subject) -> Result<Vec<custom_field::Model>> {
    let mut fields = super::all(db, Some(subject)).await?;
    fields.retain(|field| field.archived == Answer::No);
    Ok(fields)
}

/// Gives a record these values; fields that aren't named keep theirs.
///
/// # Errors
/// `invalid`, under the key of each field that can't be accepted: also a required one that would be empty.
pub(crate) async fn set(tx: &mut Tx<'_>, subject: Subject, holder: Holder, input: Option<ValuesInput>) -> Result<()> {
    let Some(mut input) = input.filter(|input| !input.is_empty()) else { return Ok(()) };
    let choices = choices::of(tx.db(), None).await?;
    let mut wrong = Problems::default();
    let mut wanted: Vec<(CustomFieldId, Option<Value>)> = Vec::new();
    for field in in_use(tx.db(), subject).await? {
        let Some(value) = input.remove(&field.id) else { continue };
        let at = field.id.to_string();
        let value = match value {
            Some(value) => wrong.of(checked(&at, &field, &choices, value))?.flatten(),
            None => None,
        };
        if value.is_none() && field.required == Answer::Yes {
            wrong.of::<()>(Err(Error::invalid(&at, "required")))?;
        }
        wanted.push((field.id, value));
    }
    for unknown in input.keys() {
        wrong.of::<()>(Err(Error::invalid(&unknown.to_string(), "not_found")))?;
    }
    wrong.none()?;
    let mut before: HashMap<CustomFieldId, Vec<Model>> = HashMap::new();
    for row in held_by(tx.db(), holder).await? {
        before.entry(row.field_id).or_default().push(row);
    }
    let (mut gone, mut added) = (Vec::new(), Vec::new());
    for (field, value) in wanted {
        let mut old = before.remove(&field).unwrap_or_default();
        let new = match value {
            Some(value) => rows(tx.app(), tx.now(), field, holder, value)?,
            None => Vec::new(),
        };
        // The row of the same choice stays; otherwise the latest one takes the value, so that history tells what it was before.
        let (several, chosen) = (new.len() > 1 || old.len() > 1, new.iter().any(|row| row.choice_id.is_some()));
        for row in new {
            let at = if several && chosen {
                old.iter().position(|old| old.choice_id == row.choice_id)
            } else {
                old.len().checked_sub(1)
            };
            match at {
                Some(at) => {
                    let old = old.remove(at);
                    let kept = Model { id: old.id, created_at: old.created_at, updated_at: old.updated_at, ..row };
                    tx.update(&old, kept).await?;
                }
                None => added.push(row),
            }
        }
        gone.extend(old.into_iter().map(|row| row.id.0));
    }
    tx.delete(Table::CustomValue, &gone).await?;
    tx.insert_many(added).await
}

/// The rows of one holder, those touched last behind the others.
async fn held_by(db: &impl ConnectionTrait, (customer, contact): Holder) -> Result<Vec<Model>> {
    let live = Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::CustomerId.eq(customer));
    let live = match contact {
        Some(contact) => live.filter(Column::ContactId.eq(contact)),
        None => live.filter(Column::ContactId.is_null()),
    };
    Ok(live.order_by_asc(Column::UpdatedAt).order_by_asc(Column::Id).all(db).await?)
}

/// What customers hold themselves in some fields; in all that lists show where none are named.
pub(crate) async fn of_customers(
    db: &impl ConnectionTrait,
    customers: &[CustomerId],
    fields: Option<&[CustomFieldId]>,
) -> Result<HashMap<CustomerId, Vec<HeldValue>>> {
    if fields.is_some_and(<[_]>::is_empty) {
        return Ok(HashMap::new());
    }
    let mut shown = super::all(db, Some(Subject::Customer)).await?;
    shown.retain(|field| field.archived == Answer::No && field.in_list == Answer::Yes);
    shown.retain(|field| fields.is_none_or(|fields| fields.contains(&field.id)));
    if shown.is_empty() {
        return Ok(HashMap::new());
    }
    let live = Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::ContactId.is_null());
    let mine = live.filter(Column::CustomerId.is_in(customers.iter().copied()));
    let mut by_customer: HashMap<CustomerId, Vec<Model>> = HashMap::new();
    // Were the fields named to SQLite, it would look at all that all customers hold in them.
    for row in mine.order_by_asc(Column::UpdatedAt).order_by_asc(Column::Id).all(db).await? {
        if shown.iter().any(|field| field.id == row.field_id) {
            by_customer.entry(row.customer_id).or_default().push(row);
        }
    }
    Ok(by_customer.into_iter().map(|(customer, rows)| (customer, held(rows))).collect())
}

/// What customers and the people there hold, by holder.
pub(crate) async fn held_by_all(
    db: &impl ConnectionTrait,
    customers: &[CustomerId],
) -> Result<HashMap<Holder, Vec<HeldValue>>> {
    let live = Entity::find().filter(Column::DeletedAt.is_null());
    let rows = live.filter(Column::CustomerId.is_in(customers.iter().copied()));
    let mut by_holder: HashMap<Holder, Vec<Model>> = HashMap::new();
    for row in rows.order_by_asc(Column::UpdatedAt).order_by_asc(Column::Id).all(db).await? {
        by_holder.entry((row.customer_id, row.contact_id)).or_default().push(row);
    }
    Ok(by_holder.into_iter().map(|(holder, rows)| (holder, held(rows))).collect())
}

/// What rows of one holder say, those touched last behind the others. Should an undo have brought a second value back, the one
/// touched last counts.
pub(super) fn held(rows: Vec<Model>) -> Vec<HeldValue> {
    let mut by_field: BTreeMap<CustomFieldId, Value> = BTreeMap::new();
    for row in rows {
        match (by_field.get_mut(&row.field_id), value(&row)) {
            (Some(Value::Choices { ids }), Value::Choices { ids: more }) => {
                ids.retain(|id| !more.contains(id));
                ids.extend(more);
            }
            (_, value) => drop(by_field.insert(row.field_id, value)),
        }
    }
    by_field.into_iter().map(|(field_id, value)| HeldValue { field_id, value }).collect()
}

/// What one row says.
fn value(row: &Model) -> Value {
    if let Some(id) = row.choice_id {
        Value::Choices { ids: vec![id] }
    } else if let Some(number) = row.number {
        Value::Number { number: Decimal::from_millionths(number).to_string() }
    } else if let Some(minor) = row.minor {
        Value::Money { minor, currency: row.currency.clone() }
    } else if let Some(answer) = row.answer {
        Value::Answer { yes: answer == Answer::Yes }
    } else if row.day.is_empty() {
        Value::Text { text: row.text.clone() }
    } else {
        Value::Date { day: row.day.clone() }
    }
}

/// Whether any record holds a value in a field.
pub(super) async fn any(db: &impl ConnectionTrait, field: CustomFieldId) -> Result<bool> {
    let live = Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::FieldId.eq(field));
    Ok(live.one(db).await?.is_some())
}

/// The values of one holder become those of another, where that has none in the same field; of several choices it gets those
/// that it lacks. Those in which somebody chose stay where they are.
pub(crate) async fn move_values(
    tx: &mut Tx<'_>,
    from: Holder,
    to: Holder,
    chosen: &HashSet<CustomFieldId>,
) -> Result<()> {
    let there = held_by(tx.db(), to).await?;
    let several: HashSet<CustomFieldId> = super::all(tx.db(), None)
        .await?
        .into_iter()
        .filter(|field| field.kind == Kind::Choices)
        .map(|field| field.id)
        .collect();
    for row in held_by(tx.db(), from).await?.into_iter().filter(|row| !chosen.contains(&row.field_id)) {
        let mut same = there.iter().filter(|known| known.field_id == row.field_id);
        let stays = if several.contains(&row.field_id) {
            same.any(|known| known.choice_id == row.choice_id)
        } else {
            same.next().is_some()
        };
        if !stays {
            tx.update(&row, Model { customer_id: to.0, contact_id: to.1, ..row.clone() }).await?;
        }
    }
    Ok(())
}

/// A field of one holder says what that of another says, nothing where that is empty. The value that gives way is written over,
/// not moved, so that the other keeps its own for whenever both are two again.
///
/// # Errors
/// `invalid`, under the key of a field that isn't there, that holds several choices, or that would be empty and must not.
pub(crate) async fn take_value(tx: &mut Tx<'_>, field: CustomFieldId, from: Holder, to: Holder) -> Result<()> {
    let invalid = |problem| Error::invalid(&field.to_string(), problem);
    let known = in_use(tx.db(), Subject::of(to.1)).await?.into_iter().find(|known| known.id == field);
    let known = known.filter(|known| known.kind != Kind::Choices).ok_or_else(|| invalid("not_found"))?;
    if from == to {
        return Ok(());
    }
    let last = |rows: Vec<Model>| rows.into_iter().rfind(|row| row.field_id == field);
    let theirs = last(held_by(tx.db(), from).await?);
    let ours = last(held_by(tx.db(), to).await?);
    match (theirs, ours) {
        (Some(said), Some(ours)) => {
            let (id, created_at, updated_at) = (ours.id, ours.created_at, ours.updated_at);
            let (customer_id, contact_id) = to;
            let taken = Model { id, customer_id, contact_id, created_at, updated_at, ..said };
            tx.update(&ours, taken).await?;
        }
        (Some(said), None) => {
            let moved = Model { customer_id: to.0, contact_id: to.1, ..said.clone() };
            tx.update(&said, moved).await?;
        }
        (None, Some(_)) if known.required == Answer::Yes => return Err(invalid("required")),
        (None, Some(ours)) => drop(tx.delete(Table::CustomValue, &[ours.id.0]).await?),
        (None, None) => {}
    }
    Ok(())
}

/// The words that customers, or contacts, are found by: what `column` holds is among `holders`. Fields out of use say nothing.
pub(crate) async fn words(
    db: &impl ConnectionTrait,
    column: Column,
    holders: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<(Holder, String)>> {
    let live = Entity::find().filter(Column::DeletedAt.is_null()).filter(column.is_in(holders));
    let rows = live.order_by_asc(Column::Id).all(db).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let fields = super::all(db, None).await?;
    let used: HashSet<CustomFieldId> =
        fields.into_iter().filter(|field| field.archived == Answer::No).map(|field| field.id).collect();
    let choices: HashMap<FieldChoiceId, field_choice::Model> =
        choices::of(db, None).await?.into_iter().map(|choice| (choice.id, choice)).collect();
    let mut words = Vec::new();
    for row in rows.into_iter().filter(|row| used.contains(&row.field_id)) {
        let holder = (row.customer_id, row.contact_id);
        match value(&row) {
            Value::Text { text } => words.push((holder, text)),
            Value::Number { number } => words.push((holder, number)),
            Value::Choices { ids } => {
                let named = ids.iter().filter_map(|id| choices.get(id));
                words.extend(named.map(|choice| (holder, format!("{}\n{}", choice.name_en, choice.name_zh))));
            }
            Value::Money { .. } | Value::Date { .. } | Value::Answer { .. } => {}
        }
    }
    Ok(words)
}

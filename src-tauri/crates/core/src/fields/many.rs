//! One value in one field of many customers.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveEnum, QueryOrder, Value as Stored};

use super::custom_field::{Kind, Subject};
use super::custom_value::{Column, Entity, Model};
use super::values::{Value, checked, held, in_use, millionths, rows};
use super::{choices, custom_field};
use crate::error::{Error, Result};
use crate::ids::{CustomFieldId, CustomerId, FieldChoiceId};
use crate::store::records::Table;
use crate::store::unit::Tx;

/// The value as it will be stored; none where it says nothing.
///
/// # Errors
/// `invalid`, under the key of the field, for a field that customers don't have, a value that it can't hold, and for nothing in
/// a required one.
pub(crate) async fn accepted(
    db: &impl ConnectionTrait,
    field: CustomFieldId,
    value: Option<Value>,
) -> Result<Option<Value>> {
    let at = field.to_string();
    let fields = in_use(db, Subject::Customer).await?;
    let found = fields.into_iter().find(|each| each.id == field);
    let field = found.ok_or_else(|| Error::invalid(&at, "not_found"))?;
    let choices = choices::of(db, Some(field.id)).await?;
    let value = value.map(|value| checked(&at, &field, &choices, value)).transpose()?.flatten();
    if value.is_none() && field.required == custom_field::Answer::Yes {
        return Err(Error::invalid(&at, "required"));
    }
    Ok(value)
}

/// Choices that come to those of a field of several, or go from them, each once.
///
/// # Errors
/// `invalid`, under the key of the field, for one that customers don't have or that holds one choice at most, for a choice that it
/// doesn't have, and where some would go from a field that must be filled.
pub(crate) async fn accepted_choices(
    db: &impl ConnectionTrait,
    field: CustomFieldId,
    ids: Vec<FieldChoiceId>,
    go: bool,
) -> Result<Vec<FieldChoiceId>> {
    let invalid = |problem| Error::invalid(&field.to_string(), problem);
    let known = in_use(db, Subject::Customer).await?.into_iter().find(|known| known.id == field);
    match known.ok_or_else(|| invalid("not_found"))? {
        known if known.kind != Kind::Choices => Err(invalid("wrong_kind")),
        known if go && known.required == custom_field::Answer::Yes => Err(invalid("required")),
        _ => Ok(accepted(db, field, Some(Value::Choices { ids })).await?.map(Value::choices).unwrap_or_default()),
    }
}

/// The rows that customers themselves have in a field, by customer, those touched last behind the others.
async fn rows_of(
    db: &impl ConnectionTrait,
    field: CustomFieldId,
    customers: &[CustomerId],
) -> Result<HashMap<CustomerId, Vec<Model>>> {
    let live = Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::FieldId.eq(field));
    let own = live.filter(Column::ContactId.is_null()).filter(Column::CustomerId.is_in(customers.iter().copied()));
    let mut by_customer: HashMap<CustomerId, Vec<Model>> = HashMap::new();
    for row in own.order_by_asc(Column::UpdatedAt).order_by_asc(Column::Id).all(db).await? {
        by_customer.entry(row.customer_id).or_default().push(row);
    }
    Ok(by_customer)
}

/// What customers themselves hold in a field.
pub(crate) async fn held_in(
    db: &impl ConnectionTrait,
    field: CustomFieldId,
    customers: &[CustomerId],
) -> Result<HashMap<CustomerId, Value>> {
    let rows = rows_of(db, field, customers).await?;
    Ok(rows.into_iter().filter_map(|(customer, rows)| Some((customer, held(rows).pop()?.value))).collect())
}

/// Whether two values say the same: of choices the order says nothing.
pub(crate) fn alike(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(Value::Choices { ids: one }), Some(Value::Choices { ids: other })) => {
            one.len() == other.len() && one.iter().all(|id| other.contains(id))
        }
        (one, other) => one == other,
    }
}

/// Gives customers that are there an [accepted] value, or none, and tells in how many something changed.
pub(crate) async fn set_many(
    tx: &mut Tx<'_>,
    field: CustomFieldId,
    value: Option<&Value>,
    customers: &[CustomerId],
) -> Result<usize> {
    let mut before = rows_of(tx.db(), field, customers).await?;
    let (mut kept, mut gone, mut added) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = 0;
    for customer in customers {
        let mut old = before.remove(customer).unwrap_or_default();
        if alike(held(old.clone()).pop().map(|held| held.value).as_ref(), value) {
            continue;
        }
        count += 1;
        let new = value
            .map(|value| rows(tx.app(), tx.now(), field, (*customer, None), value.clone()))
            .transpose()?
            .unwrap_or_default();
        let single = new.len() == 1;
        for row in new {
            // The row of the same choice stays; a single value is taken by the latest row, so that history tells what it was.
            let same = old.iter().position(|old| old.choice_id.is_some() && old.choice_id == row.choice_id);
            match (same, if single { old.len().checked_sub(1) } else { None }) {
                (Some(at), _) => drop(old.remove(at)),
                (None, Some(last)) => kept.push(old.remove(last).id.0),
                (None, None) => added.push(row),
            }
        }
        gone.extend(old.into_iter().map(|row| row.id.0));
    }
    for (column, value) in value.map(columns).transpose()?.unwrap_or_default() {
        tx.update_many::<Model>(column, &value, &kept).await?;
    }
    tx.delete(Table::CustomValue, &gone).await?;
    tx.insert_many(added).await?;
    Ok(count)
}

/// Gives customers that are there some choices more, or takes them away, and tells in how many something changed.
pub(crate) async fn change_choices(
    tx: &mut Tx<'_>,
    field: CustomFieldId,
    choices: &[FieldChoiceId],
    add: bool,
    customers: &[CustomerId],
) -> Result<usize> {
    let before = rows_of(tx.db(), field, customers).await?;
    let (mut gone, mut added, mut count) = (Vec::new(), Vec::new(), 0);
    for customer in customers {
        let old = before.get(customer).map_or(&[][..], Vec::as_slice);
        let is_there = |choice: &FieldChoiceId| old.iter().any(|row| row.choice_id == Some(*choice));
        let ids: Vec<FieldChoiceId> = choices.iter().filter(|choice| is_there(choice) != add).copied().collect();
        if ids.is_empty() {
            continue;
        }
        count += 1;
        if add {
            added.extend(rows(tx.app(), tx.now(), field, (*customer, None), Value::Choices { ids })?);
        } else {
            let mine = old.iter().filter(|row| row.choice_id.is_some_and(|choice| ids.contains(&choice)));
            gone.extend(mine.map(|row| row.id.0));
        }
    }
    tx.delete(Table::CustomValue, &gone).await?;
    tx.insert_many(added).await?;
    Ok(count)
}

/// The columns of a row that hold a value.
fn columns(value: &Value) -> Result<Vec<(Column, Stored)>> {
    Ok(match value {
        Value::Text { text } => vec![(Column::Text, text.as_str().into())],
        Value::Date { day } => vec![(Column::Day, day.as_str().into())],
        Value::Number { number } => vec![(Column::Number, millionths(number)?.into())],
        Value::Money { minor, currency } => {
            vec![(Column::Minor, (*minor).into()), (Column::Currency, currency.as_str().into())]
        }
        Value::Answer { yes } => vec![(Column::Answer, custom_field::Answer::from(*yes).to_value().into())],
        Value::Choices { ids } => ids.first().map(|id| (Column::ChoiceId, (*id).into())).into_iter().collect(),
    })
}

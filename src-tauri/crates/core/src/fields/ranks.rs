//! Where customers stand when a list is sorted by a custom field.

use std::collections::HashMap;

use satchel_domain::sort_key;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::choices;
use super::custom_field::Answer;
use super::custom_value::{Column, Entity};
use crate::App;
use crate::error::Result;
use crate::ids::{CustomFieldId, CustomerId, FieldChoiceId};

/// What a customer holds, as it sorts. The values of one field are all of a kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// No before yes.
    Answer(bool),
    /// The places of the choices that it holds.
    Choices(Vec<usize>),
    /// YYYY-MM-DD.
    Day(String),
    Number(i64),
    /// Amounts of the workspace's currency first; others by their currency, since none is more than another.
    Money {
        foreign: bool,
        currency: String,
        minor: i64,
    },
    /// Pinyin for Chinese.
    Text(String),
}

/// The ranks of the customers that hold something in a field.
pub(crate) async fn ranks(app: &App, field: CustomFieldId) -> Result<HashMap<CustomerId, Rank>> {
    type Row = (CustomerId, Option<FieldChoiceId>, String, String, Option<i64>, Option<i64>, String, Option<Answer>);
    let home = app.home().currency;
    let choices = choices::of(app.read(), Some(field)).await?;
    let places: HashMap<FieldChoiceId, usize> = choices.iter().map(|choice| choice.id).zip(0..).collect();
    let rows: Vec<Row> = Entity::find()
        .select_only()
        .columns([Column::CustomerId, Column::ChoiceId, Column::Text, Column::Day])
        .columns([Column::Number, Column::Minor, Column::Currency, Column::Answer])
        .filter(Column::FieldId.eq(field))
        .filter(Column::DeletedAt.is_null())
        .filter(Column::ContactId.is_null())
        // Should an undo have brought a second value back, the one touched last counts.
        .order_by_asc(Column::UpdatedAt)
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(app.read())
        .await?;
    let mut ranks = HashMap::with_capacity(rows.len());
    for (customer, choice, text, day, number, minor, currency, answer) in rows {
        let rank = if let Some(choice) = choice {
            let place = places.get(&choice).copied().unwrap_or(usize::MAX);
            if let Some(Rank::Choices(held)) = ranks.get_mut(&customer) {
                held.push(place);
                held.sort_unstable();
                continue;
            }
            Rank::Choices(vec![place])
        } else if let Some(number) = number {
            Rank::Number(number)
        } else if let Some(minor) = minor {
            Rank::Money { foreign: currency != home, currency, minor }
        } else if let Some(answer) = answer {
            Rank::Answer(answer == Answer::Yes)
        } else if day.is_empty() {
            Rank::Text(sort_key(&text))
        } else {
            Rank::Day(day)
        };
        ranks.insert(customer, rank);
    }
    Ok(ranks)
}

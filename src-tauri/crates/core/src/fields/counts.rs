//! How many records hold a value in each field.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, Func, Query};
use sea_orm::{ExprTrait, PaginatorTrait, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::custom_field::Subject;
use super::{all, custom_value};
use crate::App;
use crate::customers::{contact, customer};
use crate::error::Result;
use crate::ids::{CustomFieldId, FieldChoiceId};
use crate::people::Actor;

/// Whose fields to count.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CountFields {
    /// The kind of record.
    pub subject: Subject,
}

/// How many records hold something.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldCount {
    /// Which field.
    pub id: CustomFieldId,
    /// How many records hold a value.
    #[ts(type = "number")]
    pub filled: i64,
    /// How many hold each of its choices that anyone holds.
    pub choices: Vec<ChoiceCount>,
}

/// How many records hold a choice.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChoiceCount {
    /// Which choice.
    pub id: FieldChoiceId,
    /// How many.
    #[ts(type = "number")]
    pub count: i64,
}

/// How much of the fields of one kind of record is filled.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldCounts {
    /// How many records there are.
    #[ts(type = "number")]
    pub records: i64,
    /// Each field.
    pub fields: Vec<FieldCount>,
}

/// Counts the values of the fields of one kind of record.
pub async fn count_fields(app: &App, _actor: Actor, input: CountFields) -> Result<FieldCounts> {
    use custom_value::Column as C;
    let db = app.read();
    let mine = Query::select()
        .column(super::custom_field::Column::Id)
        .from(super::custom_field::Entity)
        .and_where(super::custom_field::Column::Subject.eq(input.subject))
        .to_owned();
    let live = || {
        let live = custom_value::Entity::find().select_only().filter(C::DeletedAt.is_null());
        live.filter(C::FieldId.in_subquery(mine.clone()))
    };
    // Several choices of one record are one value.
    let holder = Func::coalesce([Expr::col(C::ContactId), Expr::col(C::CustomerId)]);
    let holders = Expr::expr(holder).count_distinct();
    let filled: Vec<(CustomFieldId, i64)> =
        live().column(C::FieldId).expr(holders.clone()).group_by(C::FieldId).into_tuple().all(db).await?;
    let chosen = live().filter(C::ChoiceId.is_not_null()).column(C::FieldId).column(C::ChoiceId).expr(holders);
    let chosen: Vec<(CustomFieldId, FieldChoiceId, i64)> =
        chosen.group_by(C::FieldId).group_by(C::ChoiceId).into_tuple().all(db).await?;
    let records = match input.subject {
        Subject::Customer => customer::Entity::find().filter(customer::Column::DeletedAt.is_null()).count(db).await?,
        Subject::Contact => contact::Entity::find().filter(contact::Column::DeletedAt.is_null()).count(db).await?,
    };
    let filled: HashMap<CustomFieldId, i64> = filled.into_iter().collect();
    let mut by_field: HashMap<CustomFieldId, Vec<ChoiceCount>> = HashMap::new();
    for (field, id, count) in chosen {
        by_field.entry(field).or_default().push(ChoiceCount { id, count });
    }
    let fields = all(db, Some(input.subject)).await?.into_iter().map(|field| FieldCount {
        id: field.id,
        filled: filled.get(&field.id).copied().unwrap_or_default(),
        choices: by_field.remove(&field.id).unwrap_or_default(),
    });
    Ok(FieldCounts { records: records.cast_signed(), fields: fields.collect() })
}

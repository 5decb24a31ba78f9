//! Conditions on custom fields: which customers hold what is asked for. One statement for each, by the index of the field.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use satchel_domain::{Currency, Decimal};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::LikeExpr;
use sea_orm::{Condition, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::custom_field::Answer;
use super::custom_value::{Column, Entity};
use crate::App;
use crate::customers::conditions::{LONGEST, MOST_VALUES};
use crate::error::{Error, Result};
use crate::ids::{CustomFieldId, CustomerId, FieldChoiceId};

/// How what a customer holds in a field is compared; nothing is before, after, more or less than anything.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
#[ts(rename = "HeldTest")]
pub enum Test {
    /// At least one of these choices.
    AnyOf {
        /// They, at least one.
        values: Vec<FieldChoiceId>,
    },
    /// None of these choices.
    NoneOf {
        /// They, at least one.
        values: Vec<FieldChoiceId>,
    },
    /// A text in which this stands.
    Contains {
        /// At least a character.
        text: String,
    },
    /// This number or more; an amount in the workspace's currency.
    AtLeast {
        /// As decimal text.
        number: String,
    },
    /// This number or less.
    AtMost {
        /// As decimal text.
        number: String,
    },
    /// Just this number.
    Exactly {
        /// As decimal text.
        number: String,
    },
    /// That day.
    On {
        /// YYYY-MM-DD.
        #[ts(type = "string")]
        day: Date,
    },
    /// Before that day.
    Before {
        /// YYYY-MM-DD.
        #[ts(type = "string")]
        day: Date,
    },
    /// After that day.
    After {
        /// YYYY-MM-DD.
        #[ts(type = "string")]
        day: Date,
    },
    /// Yes.
    Yes,
    /// No.
    No,
    /// Something.
    Known,
    /// Nothing.
    Unknown,
}

impl Test {
    /// Whether it means something.
    ///
    /// # Errors
    /// `invalid`.
    pub(crate) fn check(&self) -> Result<()> {
        let wrong = |problem| Err(Error::invalid("conditions", problem));
        match self {
            Self::AnyOf { values } | Self::NoneOf { values } if values.is_empty() => wrong("required"),
            Self::AnyOf { values } | Self::NoneOf { values } if values.len() > MOST_VALUES => wrong("too_many"),
            Self::Contains { text } if text.trim().is_empty() => wrong("required"),
            Self::Contains { text } if text.len() > LONGEST => wrong("too_long"),
            Self::AtLeast { number } | Self::AtMost { number } | Self::Exactly { number }
                if number.parse::<Decimal>().is_err() =>
            {
                wrong("number_invalid")
            }
            _ => Ok(()),
        }
    }

    /// Whether all others are meant.
    pub(crate) const fn is_negated(&self) -> bool {
        matches!(self, Self::NoneOf { .. } | Self::Unknown)
    }

    /// What a row must hold; where the test is negated, what it must not.
    fn rows(&self, home: Option<Currency>) -> Condition {
        let day = |day: &Date| day.to_string();
        let dated = || Condition::all().add(Column::Day.ne(""));
        match self {
            Self::AnyOf { values } | Self::NoneOf { values } => {
                Condition::all().add(Column::ChoiceId.is_in(values.iter().copied()))
            }
            Self::Contains { text } => {
                let escaped = text.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                Condition::all().add(Column::Text.like(LikeExpr::new(format!("%{escaped}%")).escape('\\')))
            }
            Self::AtLeast { number } => counted(home, number, |column, value| column.gte(value)),
            Self::AtMost { number } => counted(home, number, |column, value| column.lte(value)),
            Self::Exactly { number } => counted(home, number, |column, value| column.eq(value)),
            Self::On { day: on } => Condition::all().add(Column::Day.eq(day(on))),
            Self::Before { day: before } => dated().add(Column::Day.lt(day(before))),
            Self::After { day: after } => dated().add(Column::Day.gt(day(after))),
            Self::Yes => Condition::all().add(Column::Answer.eq(Answer::Yes)),
            Self::No => Condition::all().add(Column::Answer.eq(Answer::No)),
            Self::Known | Self::Unknown => Condition::all(),
        }
    }
}

/// A number, or an amount in the workspace's currency; one that can't be read fits nothing.
fn counted(
    home: Option<Currency>,
    number: &str,
    compare: impl Fn(Column, i64) -> sea_orm::sea_query::SimpleExpr,
) -> Condition {
    let Ok(number) = number.parse::<Decimal>() else { return Condition::any().add(Column::Id.is_null()) };
    let millionths = number.millionths();
    let any = Condition::any().add(compare(Column::Number, millionths));
    match home {
        // Amounts have at most four decimals.
        Some(home) => {
            let unit = 10_i64.pow(6_u32.saturating_sub(home.minor_digits()));
            let same = Condition::all().add(Column::Currency.eq(home.code()));
            any.add(same.add(compare(Column::Minor, millionths / unit)))
        }
        None => any,
    }
}

/// The customers that each test on a field finds, before any is negated.
pub(crate) type Found = HashMap<(CustomFieldId, Test), Arc<HashSet<CustomerId>>>;

/// Looks up what some tests find.
pub(crate) async fn find(app: &App, tests: Vec<(CustomFieldId, Test)>) -> Result<Found> {
    let home = app.home().currency.parse().ok();
    let mut found = Found::new();
    for key in tests {
        if found.contains_key(&key) {
            continue;
        }
        let ids: Vec<CustomerId> = Entity::find()
            .select_only()
            .column(Column::CustomerId)
            .filter(Column::FieldId.eq(key.0))
            .filter(Column::DeletedAt.is_null())
            .filter(Column::ContactId.is_null())
            .filter(key.1.rows(home))
            .into_tuple()
            .all(app.read())
            .await?;
        found.insert(key, Arc::new(ids.into_iter().collect()));
    }
    Ok(found)
}

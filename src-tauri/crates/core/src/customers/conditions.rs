//! Conditions that customers are narrowed by, as a person puts them together: and, or, groups one level deep. What can't be
//! said in these types, as a group in a group, can't be asked for.

use jiff::civil::Date;
use satchel_domain::Country;
use sea_orm::ActiveEnum;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{Kind, Stage};
use crate::error::{Error, Result};
use crate::fields::matching;
use crate::ids::CustomFieldId;

/// Whether all or any of some conditions must be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ConditionJoin")]
pub enum Join {
    /// Every one.
    All,
    /// At least one.
    Any,
}

/// Conditions and groups of them; none narrow nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    /// How they are joined.
    pub join: Join,
    /// They, in order.
    pub of: Vec<ConditionPart>,
}

/// A condition, or a group of conditions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum ConditionPart {
    /// One condition.
    One(Condition),
    /// A group.
    Group(ConditionGroup),
}

/// Conditions that count as one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConditionGroup {
    /// How they are joined.
    pub join: Join,
    /// They, in order; at least one.
    pub of: Vec<Condition>,
}

/// One condition on a customer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// On a field that holds one or more of some values.
    Choice {
        /// Which field.
        field: ChoiceField,
        /// How it is compared.
        is: ChoiceTest,
        /// Codes, keys or texts, at least one; an empty text stands for nothing: nobody, no tag, no region.
        values: Vec<String>,
    },
    /// On an instant.
    Date {
        /// Which field.
        field: DateField,
        /// How it is compared.
        test: DateTest,
    },
    /// On a number.
    Number {
        /// Which field.
        field: NumberField,
        /// How it is compared.
        is: NumberTest,
        /// With what.
        value: u32,
    },
    /// On whether there is a way to reach it.
    Reach {
        /// Which way.
        field: ReachField,
        /// Whether there is one.
        known: bool,
    },
    /// On the birthdays of the customer and of the people there.
    Birthday {
        /// How they are compared.
        test: BirthdayTest,
    },
    /// On what is yes or no.
    Answer {
        /// Which field.
        field: AnswerField,
        /// Which of both.
        is: bool,
    },
    /// On a custom field.
    Held {
        /// Which field.
        field: CustomFieldId,
        /// How it is compared.
        test: matching::Test,
    },
}

/// A field that holds one or more of some values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceField {
    /// Lifecycle stage.
    Stage,
    /// Company or person.
    Kind,
    /// Who looks after it.
    Owner,
    /// Its tags.
    Tags,
    /// Region.
    Region,
    /// Country of its address, by its code.
    Country,
    /// Where it came from.
    Source,
    /// Line of business.
    Industry,
}

/// How values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceTest {
    /// It is, or has, at least one of them.
    AnyOf,
    /// It has each of them; for tags.
    AllOf,
    /// It is, or has, none of them.
    NoneOf,
}

/// A field that holds an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateField {
    /// When it was added.
    Created,
    /// When it was last talked to.
    LastContact,
    /// When the next follow-up is due.
    NextFollowUp,
    /// By when it is due to be contacted again, by the agreed rhythm.
    ContactDue,
}

/// A length of time, by the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateUnit {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// How an instant is compared: by days where the person is. Today counts as both past and coming; nothing is before and
/// after nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum DateTest {
    /// From so long ago up to today.
    InLast {
        /// How many.
        count: u16,
        /// Of what.
        unit: DateUnit,
    },
    /// Anything else than that, never included.
    NotInLast {
        /// How many.
        count: u16,
        /// Of what.
        unit: DateUnit,
    },
    /// Before the day so long ago; with 0, before today.
    MoreThanAgo {
        /// How many.
        count: u16,
        /// Of what.
        unit: DateUnit,
    },
    /// From today up to so far ahead.
    InNext {
        /// How many.
        count: u16,
        /// Of what.
        unit: DateUnit,
    },
    /// After the day so far ahead.
    MoreThanAhead {
        /// How many.
        count: u16,
        /// Of what.
        unit: DateUnit,
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
    /// There is none.
    Never,
    /// There is one.
    Ever,
}

/// How birthdays are compared, whatever their year: it is enough that one fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
pub enum BirthdayTest {
    /// It comes from today up to so far ahead. That of 29 February is kept a day before in years that lack it.
    InNext {
        /// How many.
        count: u16,
        /// Of what.
        unit: DateUnit,
    },
    /// It is in this month.
    Month {
        /// From 1.
        month: i8,
    },
    /// There is one.
    Known,
    /// There is none.
    Unknown,
}

/// A field that holds a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NumberField {
    /// How many communications there are.
    Communications,
}

/// How numbers are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NumberTest {
    /// That or more.
    AtLeast,
    /// That or less.
    AtMost,
    /// Just that.
    Exactly,
}

/// A way to reach a customer or anyone there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReachField {
    /// By phone.
    Phone,
    /// By e-mail.
    Email,
    /// By chat.
    Chat,
    /// By a phone number that is none of its country.
    WrongPhone,
    /// By an e-mail address that mail can't be sent to.
    WrongEmail,
}

/// A field that is yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnswerField {
    /// Whether it wants nobody to write or call.
    DoNotContact,
}

impl ReachField {
    /// How many there are.
    pub(super) const COUNT: usize = Self::WrongEmail as usize + 1;
}

/// More conditions than this are no filter that a person built.
const MOST: usize = 50;

/// More values than this are no choice that a person made.
pub(crate) const MOST_VALUES: usize = 200;

/// A value is at most this long, in bytes.
pub(crate) const LONGEST: usize = 2_000;

/// A relative date counts at most so many days, weeks, months or years.
const FARTHEST: u16 = 9_999;

impl Conditions {
    /// Whether every condition means something, and whether they are few and short enough.
    ///
    /// # Errors
    /// `invalid`.
    pub fn check(&self) -> Result<()> {
        let mut count = 0;
        for part in &self.of {
            let some = part.conditions();
            count += some.len();
            if some.is_empty() {
                return Err(wrong("required"));
            }
            if count > MOST {
                return Err(wrong("too_many"));
            }
            some.iter().try_for_each(Condition::check)?;
        }
        Ok(())
    }

    /// What they ask of custom fields.
    pub(super) fn held(&self) -> Vec<(CustomFieldId, matching::Test)> {
        let held = |condition: &Condition| match condition {
            Condition::Held { field, test } => Some((*field, test.clone())),
            _ => None,
        };
        self.of.iter().flat_map(ConditionPart::conditions).filter_map(held).collect()
    }
}

impl ConditionPart {
    /// Its conditions, be they one or a group of them.
    fn conditions(&self) -> &[Condition] {
        match self {
            Self::One(condition) => std::slice::from_ref(condition),
            Self::Group(group) => &group.of,
        }
    }
}

impl Condition {
    fn check(&self) -> Result<()> {
        match self {
            Self::Choice { values, .. } if values.is_empty() => Err(wrong("required")),
            Self::Choice { values, .. } if values.len() > MOST_VALUES => Err(wrong("too_many")),
            Self::Choice { field, is, .. } if *is == ChoiceTest::AllOf && *field != ChoiceField::Tags => {
                Err(wrong("invalid"))
            }
            Self::Choice { field, values, .. } => values.iter().try_for_each(|value| field.check(value)),
            Self::Date { test, .. } => match test {
                DateTest::InLast { count, .. }
                | DateTest::NotInLast { count, .. }
                | DateTest::MoreThanAgo { count, .. }
                | DateTest::InNext { count, .. }
                | DateTest::MoreThanAhead { count, .. }
                    if *count > FARTHEST =>
                {
                    Err(wrong("out_of_range"))
                }
                _ => Ok(()),
            },
            Self::Birthday { test } => match test {
                BirthdayTest::InNext { count, .. } if *count > FARTHEST => Err(wrong("out_of_range")),
                BirthdayTest::Month { month } if !(1..=12).contains(month) => Err(wrong("out_of_range")),
                _ => Ok(()),
            },
            Self::Number { .. } | Self::Reach { .. } | Self::Answer { .. } => Ok(()),
            Self::Held { test, .. } => test.check(),
        }
    }
}

impl ChoiceField {
    fn check(self, value: &str) -> Result<()> {
        let fits = match self {
            Self::Stage => Stage::try_from_value(&value.to_owned()).is_ok(),
            Self::Kind => Kind::try_from_value(&value.to_owned()).is_ok(),
            Self::Owner | Self::Tags => value.is_empty() || Uuid::parse_str(value).is_ok(),
            Self::Country => value.is_empty() || value.parse::<Country>().is_ok(),
            Self::Region | Self::Source | Self::Industry => value.len() <= LONGEST,
        };
        if fits { Ok(()) } else { Err(wrong("invalid")) }
    }
}

fn wrong(problem: &str) -> Error {
    Error::invalid("conditions", problem)
}

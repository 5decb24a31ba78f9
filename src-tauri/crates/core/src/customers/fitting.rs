//! Conditions made ready for the roster as it is now: names as their numbers, relative days as instants.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use sea_orm::ActiveEnum;
use uuid::Uuid;

use super::conditions::{
    AnswerField, BirthdayTest, ChoiceField, ChoiceTest, Condition, ConditionPart, Conditions, DateField, DateTest,
    DateUnit, Join, NumberTest, ReachField,
};
use super::roster::{DayOfYear, Entry, Roster, Word, WordField};
use super::{Kind, Stage};
use crate::clock::Clock;
use crate::fields::matching::Found;
use crate::ids::{CustomerId, TagId, Timestamp, UserId};

/// Conditions as they are asked of one customer after the other.
pub(super) struct Fitting {
    join: Join,
    parts: Vec<Part>,
}

struct Part {
    join: Join,
    tests: Vec<Test>,
}

struct Test {
    of: Of,
    negated: bool,
}

/// What a customer must have.
enum Of {
    Stage(Vec<Stage>),
    Kind(Vec<Kind>),
    Owner(Vec<Option<UserId>>),
    /// None stands for no tag at all.
    AnyTag(Vec<Option<TagId>>),
    AllTags(Vec<Option<TagId>>),
    Word(WordField, Vec<Word>),
    /// From an instant on, before another.
    Within(DateField, i64, i64),
    Never(DateField),
    Communications(i64, i64),
    Reach(ReachField),
    DoNotContact,
    /// At least one of these days of the year.
    Birthday(HashSet<DayOfYear>),
    AnyBirthday,
    Held(Arc<HashSet<CustomerId>>),
}

impl Fitting {
    /// The conditions for this roster, at this time; `found` is what those on custom fields find.
    pub fn new(conditions: Option<&Conditions>, found: &Found, roster: &Roster, clock: &Clock) -> Self {
        let Some(conditions) = conditions else { return Self { join: Join::All, parts: Vec::new() } };
        let test = |condition: &Condition| Test::new(condition, found, roster, clock);
        let part = |part: &ConditionPart| match part {
            ConditionPart::One(condition) => Part { join: Join::All, tests: vec![test(condition)] },
            ConditionPart::Group(group) => Part { join: group.join, tests: group.of.iter().map(test).collect() },
        };
        Self { join: conditions.join, parts: conditions.of.iter().map(part).collect() }
    }

    /// Whether a customer fits.
    pub fn fits(&self, entry: &Entry) -> bool {
        match self.join {
            Join::All => self.parts.iter().all(|part| part.fits(entry)),
            // No conditions narrow nothing.
            Join::Any => self.parts.is_empty() || self.parts.iter().any(|part| part.fits(entry)),
        }
    }

    /// Counts a customer for each condition or group that it fits by itself.
    pub fn tally(&self, entry: &Entry, counts: &mut [usize]) {
        for (part, count) in self.parts.iter().zip(counts) {
            *count += usize::from(part.fits(entry));
        }
    }

    /// How many conditions and groups there are.
    pub fn len(&self) -> usize {
        self.parts.len()
    }
}

impl Part {
    fn fits(&self, entry: &Entry) -> bool {
        match self.join {
            Join::All => self.tests.iter().all(|test| test.fits(entry)),
            Join::Any => self.tests.iter().any(|test| test.fits(entry)),
        }
    }
}

impl Test {
    fn new(condition: &Condition, found: &Found, roster: &Roster, clock: &Clock) -> Self {
        match condition {
            Condition::Choice { field, is, values } => {
                Self { of: chosen(*field, *is, values, roster), negated: *is == ChoiceTest::NoneOf }
            }
            Condition::Date { field, test } => {
                let (of, negated) = dated(*field, *test, clock.today(), clock.zone());
                Self { of, negated }
            }
            Condition::Number { is, value, .. } => {
                let value = i64::from(*value);
                let (least, most) = match is {
                    NumberTest::AtLeast => (value, i64::MAX),
                    NumberTest::AtMost => (i64::MIN, value),
                    NumberTest::Exactly => (value, value),
                };
                Self { of: Of::Communications(least, most), negated: false }
            }
            Condition::Reach { field, known } => Self { of: Of::Reach(*field), negated: !known },
            Condition::Birthday { test } => {
                let of = match test {
                    BirthdayTest::InNext { count, unit } => Of::Birthday(days_until(clock.today(), *count, *unit)),
                    BirthdayTest::Month { month } => Of::Birthday((1..=31).map(|day| (*month, day)).collect()),
                    BirthdayTest::Known | BirthdayTest::Unknown => Of::AnyBirthday,
                };
                Self { of, negated: *test == BirthdayTest::Unknown }
            }
            Condition::Answer { field: AnswerField::DoNotContact, is } => Self { of: Of::DoNotContact, negated: !is },
            Condition::Held { field, test } => {
                let held = found.get(&(*field, test.clone())).cloned().unwrap_or_default();
                Self { of: Of::Held(held), negated: test.is_negated() }
            }
        }
    }

    fn fits(&self, entry: &Entry) -> bool {
        let has = |tag: &Option<TagId>| tag.map_or(entry.tags.is_empty(), |tag| entry.tags.contains(&tag));
        let fits = match &self.of {
            Of::Stage(stages) => stages.contains(&entry.stage),
            Of::Kind(kinds) => kinds.contains(&entry.kind),
            Of::Owner(owners) => owners.contains(&entry.owner),
            Of::AnyTag(tags) => tags.iter().any(has),
            Of::AllTags(tags) => tags.iter().all(has),
            Of::Word(field, words) => words.contains(&entry.word(*field)),
            Of::Within(field, from, before) => {
                instant(*field, entry).is_some_and(|at| (*from..*before).contains(&at.0))
            }
            Of::Never(field) => instant(*field, entry).is_none(),
            Of::Communications(least, most) => (*least..=*most).contains(&entry.communications),
            Of::Reach(field) => entry.reach.has(*field),
            Of::Birthday(days) => entry.birthdays.iter().any(|day| days.contains(day)),
            Of::AnyBirthday => !entry.birthdays.is_empty(),
            Of::DoNotContact => entry.do_not_contact,
            Of::Held(found) => found.contains(&entry.id),
        };
        fits != self.negated
    }
}

fn instant(field: DateField, entry: &Entry) -> Option<Timestamp> {
    match field {
        DateField::Created => Some(entry.created),
        DateField::LastContact => entry.last_contact,
        DateField::NextFollowUp => entry.next_follow_up,
        DateField::ContactDue => entry.contact_due(),
    }
}

/// The values of a choice; what no customer has fits none.
fn chosen(field: ChoiceField, is: ChoiceTest, values: &[String], roster: &Roster) -> Of {
    fn key<K: From<Uuid>>(value: &str) -> Option<Option<K>> {
        if value.is_empty() { Some(None) } else { Uuid::parse_str(value).ok().map(|id| Some(id.into())) }
    }
    let words =
        |field| Of::Word(field, values.iter().filter_map(|value| roster.words.number(value)).collect::<Vec<Word>>());
    match field {
        ChoiceField::Stage => Of::Stage(values.iter().filter_map(|value| Stage::try_from_value(value).ok()).collect()),
        ChoiceField::Kind => Of::Kind(values.iter().filter_map(|value| Kind::try_from_value(value).ok()).collect()),
        ChoiceField::Owner => Of::Owner(values.iter().filter_map(|value| key(value)).collect()),
        ChoiceField::Tags if is == ChoiceTest::AllOf => {
            Of::AllTags(values.iter().filter_map(|value| key(value)).collect())
        }
        ChoiceField::Tags => Of::AnyTag(values.iter().filter_map(|value| key(value)).collect()),
        ChoiceField::Region => words(WordField::Region),
        ChoiceField::Country => words(WordField::Country),
        ChoiceField::Source => words(WordField::Source),
        ChoiceField::Industry => words(WordField::Industry),
    }
}

/// The instants that a test of days means, and whether all others are meant instead.
fn dated(field: DateField, test: DateTest, today: Date, zone: &TimeZone) -> (Of, bool) {
    let start = |day: Date| Timestamp::start_of(day, zone).0;
    let after = |day: Date| start(day.saturating_add(1.days()));
    let ago = |count, unit| today.saturating_sub(span(count, unit));
    let ahead = |count, unit| today.saturating_add(span(count, unit));
    let (from, before) = match test {
        DateTest::InLast { count, unit } | DateTest::NotInLast { count, unit } => {
            (start(ago(count, unit)), after(today))
        }
        DateTest::MoreThanAgo { count, unit } => (i64::MIN, start(ago(count, unit))),
        DateTest::InNext { count, unit } => (start(today), after(ahead(count, unit))),
        DateTest::MoreThanAhead { count, unit } => (after(ahead(count, unit)), i64::MAX),
        DateTest::On { day } => (start(day), after(day)),
        DateTest::Before { day } => (i64::MIN, start(day)),
        DateTest::After { day } => (after(day), i64::MAX),
        DateTest::Never => return (Of::Never(field), false),
        DateTest::Ever => return (Of::Never(field), true),
    };
    (Of::Within(field, from, before), matches!(test, DateTest::NotInLast { .. }))
}

/// The days of the year from today up to so far ahead.
fn days_until(today: Date, count: u16, unit: DateUnit) -> HashSet<DayOfYear> {
    let last = today.saturating_add(span(count, unit)).min(today.saturating_add(1.years()));
    let mut days = HashSet::new();
    for day in today.series(1.day()).take_while(|day| *day <= last) {
        days.insert((day.month(), day.day()));
        if (day.month(), day.day()) == (2, 28) && !day.in_leap_year() {
            days.insert((2, 29));
        }
    }
    days
}

fn span(count: u16, unit: DateUnit) -> Span {
    match unit {
        DateUnit::Days => i32::from(count).days(),
        DateUnit::Weeks => i32::from(count).weeks(),
        DateUnit::Months => i32::from(count).months(),
        DateUnit::Years => i32::from(count).years(),
    }
}

//! Data health: what is missing, doubtful or double over all customers, and which list shows each of it. It tells; what is
//! mended, a person mends.
//!
//! One pass over what lists know of all customers finds it. The pass is kept until something changes, a day ends or the
//! rules do, so that whoever opens the page again waits for nothing, however many customers there are.

mod kept;

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use satchel_domain::{Email, Phone};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::conditions::{
    ChoiceField, ChoiceTest, Condition, ConditionGroup, ConditionPart, Conditions, DateField, DateTest, DateUnit, Join,
    ReachField,
};
use super::contact_point::{self, Kind as PointKind};
use super::customer;
use super::duplicates::{self, Waiting};
use super::fitting::Fitting;
use super::list::CustomerFilter;
use super::roster::{Roster, Word, WordField};
use crate::App;
use crate::clock::Clock;
use crate::error::Result;
use crate::fields::matching::Found;
use crate::ids::{CustomerId, Timestamp};
use crate::people::Actor;
use crate::wire::Nothing;
pub(crate) use kept::start;
pub use kept::{HealthFlags, HealthGoals, HealthRules, check_health, check_if_due, health_flags, set_health_rules};

/// Part of all customers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "HealthShare")]
pub struct Share {
    /// So many.
    pub have: usize,
    /// Of so many.
    pub of: usize,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "HealthCheck")]
pub enum Check {
    /// No phone, e-mail or chat, of the customer or of anyone there.
    Unreachable,
    /// Nobody looks after it.
    NoOwner,
    /// It is worth pursuing, and nothing is planned.
    NoNextStep,
    /// Region, industry or source isn't known.
    Incomplete,
    /// A phone number that is none of its country.
    WrongPhone,
    /// An e-mail address that mail can't be sent to.
    WrongEmail,
    /// Nobody has talked to it for as long as the rules say.
    Silent,
    /// A follow-up has been overdue for a month.
    Forgotten,
}

/// What kind of trouble it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "HealthGroup")]
pub enum Group {
    /// Something isn't known.
    Missing,
    /// Something is probably wrong or outdated.
    Doubtful,
}

/// What a check found.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "HealthFinding")]
pub struct Finding {
    /// What was looked for.
    pub check: Check,
    /// What kind of trouble it is.
    pub group: Group,
    /// Customers that have it.
    pub customers: usize,
    /// The one of them that was added last, as an example; none where there is none.
    pub example: Option<String>,
    /// What is wrong there, where it is one phone or e-mail.
    pub value: Option<String>,
    /// How many more than in the check of an earlier day; fewer are below zero, and without such a check there is none.
    #[ts(type = "number | null")]
    pub more: Option<i64>,
    /// The list of them.
    pub filter: CustomerFilter,
}

/// How well the customers are kept.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DataHealth {
    /// Customers with a phone, e-mail or chat.
    pub reachable: Share,
    /// Key fields that are filled: a way to reach it, owner, region, industry and source, over all customers.
    pub complete: Share,
    /// Customers that somebody talked to within the time that the rules give.
    pub fresh: Share,
    /// Customers with a phone or e-mail, none of which is wrong.
    pub valid: Share,
    /// What was found, in the order in which it is to be mended; what wasn't found is not listed.
    pub findings: Vec<Finding>,
    /// Pairs that seem to be one; none where the person may not merge.
    pub duplicates: Option<Waiting>,
    /// By what they are judged.
    pub rules: HealthRules,
    /// When it was last checked for the record; none before the first time.
    pub checked_at: Option<Timestamp>,
    /// The check of an earlier day that the findings are compared with.
    pub before: Option<Timestamp>,
}

/// The ways to reach a customer.
const REACHING: [ReachField; 3] = [ReachField::Phone, ReachField::Email, ReachField::Chat];

impl Check {
    /// All, in the order in which they are to be mended.
    const ALL: [Self; 8] = [
        Self::Unreachable,
        Self::NoOwner,
        Self::NoNextStep,
        Self::Incomplete,
        Self::WrongPhone,
        Self::WrongEmail,
        Self::Silent,
        Self::Forgotten,
    ];

    const fn group(self) -> Group {
        match self {
            Self::Unreachable | Self::NoOwner | Self::NoNextStep | Self::Incomplete => Group::Missing,
            Self::WrongPhone | Self::WrongEmail | Self::Silent | Self::Forgotten => Group::Doubtful,
        }
    }

    /// The customers that have it, said in conditions that a person could have built.
    fn conditions(self, rules: HealthRules) -> Conditions {
        let all = |of: Vec<ConditionPart>| Conditions { join: Join::All, of };
        match self {
            Self::Unreachable => all(REACHING.map(|field| one(Condition::Reach { field, known: false })).into()),
            Self::NoOwner => all(vec![one(is(ChoiceField::Owner, &[""]))]),
            Self::NoNextStep => all(vec![
                one(is(ChoiceField::Stage, &["prospect"])),
                one(Condition::Date { field: DateField::NextFollowUp, test: DateTest::Never }),
            ]),
            Self::Incomplete => {
                let fields = [ChoiceField::Region, ChoiceField::Industry, ChoiceField::Source];
                all(vec![group(fields.map(|field| is(field, &[""])).into())])
            }
            Self::WrongPhone => all(vec![one(Condition::Reach { field: ReachField::WrongPhone, known: true })]),
            Self::WrongEmail => all(vec![one(Condition::Reach { field: ReachField::WrongEmail, known: true })]),
            Self::Silent => {
                let long_ago = DateTest::MoreThanAgo { count: rules.silent_months, unit: DateUnit::Months };
                let before = |field| Condition::Date { field, test: long_ago };
                // One that was added since may still be talked to for the first time.
                let spoken = vec![
                    before(DateField::LastContact),
                    Condition::Date { field: DateField::LastContact, test: DateTest::Never },
                ];
                all(vec![one(before(DateField::Created)), group(spoken)])
            }
            Self::Forgotten => {
                let test = DateTest::MoreThanAgo { count: 1, unit: DateUnit::Months };
                all(vec![one(Condition::Date { field: DateField::NextFollowUp, test })])
            }
        }
    }
}

const fn one(condition: Condition) -> ConditionPart {
    ConditionPart::One(condition)
}

const fn group(of: Vec<Condition>) -> ConditionPart {
    ConditionPart::Group(ConditionGroup { join: Join::Any, of })
}

fn is(field: ChoiceField, values: &[&str]) -> Condition {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    Condition::Choice { field, is: ChoiceTest::AnyOf, values }
}

/// What a pass over all customers finds.
#[derive(Debug, Default)]
struct Pass {
    reachable: Share,
    complete: Share,
    fresh: Share,
    valid: Share,
    /// By [`Check::ALL`]: how many, and the newest of them.
    found: [(usize, Option<CustomerId>); Check::ALL.len()],
}

impl Pass {
    fn over(roster: &Roster, clock: &Clock, rules: HealthRules) -> Self {
        // No check asks for what the business added.
        let none = Found::new();
        let checks = Check::ALL.map(|check| Fitting::new(Some(&check.conditions(rules)), &none, roster, clock));
        let within = DateTest::InLast { count: rules.silent_months, unit: DateUnit::Months };
        let talked = one(Condition::Date { field: DateField::LastContact, test: within });
        let fresh = Fitting::new(Some(&Conditions { join: Join::All, of: vec![talked] }), &none, roster, clock);
        let mut pass = Self::default();
        for entry in roster.customers() {
            let reached = |fields: &[ReachField]| fields.iter().any(|field| entry.reach.has(*field));
            let reachable = reached(&REACHING);
            pass.reachable.count(reachable);
            pass.fresh.count(fresh.fits(entry));
            if reached(&[ReachField::Phone, ReachField::Email]) {
                pass.valid.count(!reached(&[ReachField::WrongPhone, ReachField::WrongEmail]));
            }
            pass.complete.count(reachable);
            pass.complete.count(entry.owner.is_some());
            for field in [WordField::Region, WordField::Industry, WordField::Source] {
                pass.complete.count(entry.word(field) != Word::default());
            }
            for (check, (count, newest)) in checks.iter().zip(&mut pass.found) {
                if check.fits(entry) {
                    *count += 1;
                    *newest = (*newest).max(Some(entry.id));
                }
            }
        }
        pass
    }
}

impl Share {
    const fn count(&mut self, has: bool) {
        self.have += has as usize;
        self.of += 1;
    }
}

/// The position of the log, the day and the rules that a pass stands for.
type StandsFor = (i64, Date, HealthRules);

/// The pass that was done last.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Option<(StandsFor, Arc<Pass>)>>);

/// A pass over all customers as of now, done only where something has changed since the last one.
async fn passed(app: &App, rules: HealthRules) -> Result<Arc<Pass>> {
    app.roll
        .look(app, |roster| {
            let stands_for = (roster.seq, app.clock.today(), rules);
            let mut last = app.health.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((known, pass)) = &*last
                && *known == stands_for
            {
                return Arc::clone(pass);
            }
            let pass = Arc::new(Pass::over(roster, &app.clock, rules));
            *last = Some((stands_for, Arc::clone(&pass)));
            pass
        })
        .await
}

/// The first phone or e-mail of a customer, or of anyone there, that is wrong.
async fn wrong_value(app: &App, check: Check, customer: CustomerId) -> Result<Option<String>> {
    let (kind, is_good): (_, fn(&str) -> bool) = match check {
        Check::WrongPhone => (PointKind::Phone, Phone::is_plausible),
        Check::WrongEmail => (PointKind::Email, |value| Email::parse(value).is_ok()),
        _ => return Ok(None),
    };
    let values: Vec<String> = contact_point::Entity::find()
        .select_only()
        .column(contact_point::Column::Value)
        .filter(contact_point::Column::CustomerId.eq(customer))
        .filter(contact_point::Column::Kind.eq(kind))
        .filter(contact_point::Column::DeletedAt.is_null())
        .order_by_asc(contact_point::Column::Position)
        .into_tuple()
        .all(app.read())
        .await?;
    Ok(values.into_iter().find(|value| !is_good(value)))
}

/// How well the customers are kept, as of now.
///
/// # Errors
/// The database's.
pub async fn data_health(app: &App, actor: Actor, _input: Nothing) -> Result<DataHealth> {
    let rules = kept::rules(app).await?;
    let pass = passed(app, rules).await?;
    let (last, before) = kept::latest(app).await?;
    let examples: Vec<CustomerId> = pass.found.iter().filter_map(|(_, newest)| *newest).collect();
    let names: Vec<(CustomerId, String)> = customer::Entity::find()
        .select_only()
        .columns([customer::Column::Id, customer::Column::Name])
        .filter(customer::Column::Id.is_in(examples))
        .into_tuple()
        .all(app.read())
        .await?;
    let name = |id: CustomerId| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
    let mut findings = Vec::new();
    for (check, (customers, newest)) in Check::ALL.into_iter().zip(pass.found) {
        let Some(newest) = newest else { continue };
        findings.push(Finding {
            check,
            group: check.group(),
            customers,
            example: name(newest),
            value: wrong_value(app, check, newest).await?,
            more: before.as_ref().map(|before| difference(customers, before.found(check))),
            filter: CustomerFilter { conditions: Some(check.conditions(rules)), ..CustomerFilter::default() },
        });
    }
    let duplicates = if actor.role.may_sell() { Some(duplicates::waiting(app).await?) } else { None };
    Ok(DataHealth {
        reachable: pass.reachable,
        complete: pass.complete,
        fresh: pass.fresh,
        valid: pass.valid,
        findings,
        duplicates,
        rules,
        checked_at: last.map(|last| last.at),
        before: before.map(|before| before.at),
    })
}

fn difference(now: usize, before: usize) -> i64 {
    let [now, before] = [now, before].map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    now - before
}

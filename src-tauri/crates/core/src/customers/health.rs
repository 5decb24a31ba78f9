//! Data health: what is missing, doubtful or double over all customers, and which list shows each of it. It is looked at
//! whenever somebody asks, and tells; what is mended, a person mends.

use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use serde::Serialize;
use ts_rs::TS;

use super::conditions::{
    ChoiceField, ChoiceTest, Condition, ConditionGroup, ConditionPart, Conditions, DateField, DateTest, DateUnit, Join,
    ReachField,
};
use super::customer;
use super::duplicates::{self, Waiting};
use super::fitting::Fitting;
use super::list::CustomerFilter;
use super::roster::{Roster, Word, WordField};
use crate::App;
use crate::clock::Clock;
use crate::error::Result;
use crate::fields::matching::Found;
use crate::ids::CustomerId;
use crate::people::Actor;
use crate::wire::Nothing;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
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
    /// Nobody has talked to it for a year.
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
    /// Customers that somebody talked to within a year.
    pub fresh: Share,
    /// Customers with a phone or e-mail, none of which is wrong.
    pub valid: Share,
    /// What was found, in the order in which it is to be mended; what wasn't found is not listed.
    pub findings: Vec<Finding>,
    /// Pairs that seem to be one; none where the person may not merge.
    pub duplicates: Option<Waiting>,
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
    fn conditions(self) -> Conditions {
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
                let long_ago = DateTest::MoreThanAgo { count: 1, unit: DateUnit::Years };
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
#[derive(Default)]
struct Pass {
    reachable: Share,
    complete: Share,
    fresh: Share,
    valid: Share,
    /// By [`Check::ALL`]: how many, and the newest of them.
    found: [(usize, Option<CustomerId>); Check::ALL.len()],
}

impl Pass {
    fn over(roster: &Roster, clock: &Clock) -> Self {
        // No check asks for what the business added.
        let none = Found::new();
        let checks = Check::ALL.map(|check| Fitting::new(Some(&check.conditions()), &none, roster, clock));
        let within = DateTest::InLast { count: 1, unit: DateUnit::Years };
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

/// How well the customers are kept, as of now.
///
/// # Errors
/// The database's.
pub async fn data_health(app: &App, actor: Actor, _input: Nothing) -> Result<DataHealth> {
    let pass = app.roll.look(app, |roster| Pass::over(roster, &app.clock)).await?;
    let examples: Vec<CustomerId> = pass.found.iter().filter_map(|(_, newest)| *newest).collect();
    let names: Vec<(CustomerId, String)> = customer::Entity::find()
        .select_only()
        .columns([customer::Column::Id, customer::Column::Name])
        .filter(customer::Column::Id.is_in(examples))
        .into_tuple()
        .all(app.read())
        .await?;
    let name = |id: CustomerId| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
    let finding = |(check, (customers, newest)): (Check, (usize, Option<CustomerId>))| Finding {
        check,
        group: check.group(),
        customers,
        example: newest.and_then(name),
        filter: CustomerFilter { conditions: Some(check.conditions()), ..CustomerFilter::default() },
    };
    let found = Check::ALL.into_iter().zip(pass.found).filter(|(_, (count, _))| *count > 0);
    let duplicates = if actor.role.may_sell() { Some(duplicates::waiting(app).await?) } else { None };
    Ok(DataHealth {
        reachable: pass.reachable,
        complete: pass.complete,
        fresh: pass.fresh,
        valid: pass.valid,
        findings: found.map(finding).collect(),
        duplicates,
    })
}

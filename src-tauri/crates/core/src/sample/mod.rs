//! A company to try the program with: Linghai Precision 凌海精工 sells linear guides, ball screws, pumps, retrofits and
//! service to factories in East China, Europe and America. This module makes up its users, its customers and two years of
//! communications that end on a given day. It knows no database, clock or file: the same [`Plan`] gives the same sample
//! on every machine, customer by customer, so a million communications never stand in memory together.

mod calendar;
mod draw;
mod fields;
mod known;
mod names;
mod places;
mod profile;
mod texts;
mod timeline;

#[cfg(test)]
mod tests;

use jiff::civil::{Date, Time};
use serde::Serialize;

use calendar::Calendar;
use draw::{Draw, Part};
pub use fields::{PLANS, SampleFields};
use known::Known;
use texts::goods::Both;

/// What to make up.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Another seed is another company of the same kind; hand-written customers stay.
    pub seed: u64,
    /// How many customers. The first are written by hand.
    pub customers: u32,
    /// How many communications in all. With no customers there are none.
    pub communications: u32,
    /// The last day of the sample.
    pub today: Date,
    /// Whether words such as tags, industries and titles are Chinese. Notes are in both languages either way.
    pub in_chinese: bool,
}

impl Plan {
    /// A word in the sample's language.
    fn word(&self, (english, chinese): Both) -> String {
        if self.in_chinese { chinese } else { english }.to_owned()
    }
}

/// Somebody who works at the company of the sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SampleUser {
    /// The name in Latin letters.
    pub name: &'static str,
    /// The name in Chinese, "" for who has none.
    pub chinese_name: &'static str,
    /// The role's code.
    pub role: &'static str,
}

const USERS: [SampleUser; 4] = [
    SampleUser { name: "Lin Yue", chinese_name: "林悦", role: "owner" },
    SampleUser { name: "Sofia Marques", chinese_name: "", role: "sales" },
    SampleUser { name: "Chen Hao", chinese_name: "陈昊", role: "sales" },
    SampleUser { name: "Wang Rui", chinese_name: "王睿", role: "support" },
];

/// A phone, email or chat name; the kind is its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SamplePoint {
    /// "phone", "email" or "chat".
    pub kind: &'static str,
    /// What it is for, mostly "".
    pub label: &'static str,
    /// As people write it.
    pub value: String,
}

impl SamplePoint {
    fn new(kind: &'static str, value: String) -> Self {
        Self { kind, label: "", value }
    }
}

/// A person at a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the contact record")]
pub struct SampleContact {
    pub name: String,
    pub title: String,
    pub department: String,
    pub decision_role: &'static str,
    pub birthday: String,
    pub points: Vec<SamplePoint>,
}

/// Something to do, or done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the follow-up record")]
pub struct SampleFollowUp {
    pub title: String,
    pub channel: Option<&'static str>,
    pub due_date: Date,
    pub due_time: Option<Time>,
    pub zone: &'static str,
    pub priority: &'static str,
    pub duration_minutes: Option<u32>,
    /// Place in [`Sample::users`].
    pub owner: usize,
    pub created_ms: i64,
    pub done_ms: Option<i64>,
}

/// One conversation or note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the communication record")]
pub struct SampleCommunication {
    pub channel: &'static str,
    pub direction: &'static str,
    /// Milliseconds since 1970, never after 18:00 of the plan's day.
    pub at_ms: i64,
    pub zone: &'static str,
    pub duration_minutes: Option<u32>,
    pub title: String,
    pub text: String,
    pub outcome: &'static str,
    /// Place in [`Sample::users`].
    pub owner: usize,
    /// Places in the customer's contacts.
    pub people: Vec<usize>,
    /// What came of it.
    pub follow_up: Option<SampleFollowUp>,
}

/// A customer with everything that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the customer record")]
pub struct SampleCustomer {
    /// Its place among the customers, from 0.
    pub index: u32,
    pub kind: &'static str,
    pub name: String,
    pub other_name: String,
    pub do_not_contact: bool,
    pub stage: &'static str,
    /// Place in [`Sample::users`].
    pub owner: usize,
    pub industry: String,
    pub size: String,
    pub region: String,
    pub address: String,
    pub country: &'static str,
    pub website: String,
    pub tax_id: String,
    pub terms: String,
    pub credit_limit_minor: Option<i64>,
    pub currency: &'static str,
    pub source: String,
    pub goal: String,
    pub rhythm_days: Option<i32>,
    pub preferred_channel: Option<&'static str>,
    pub preferred_hours: &'static str,
    pub note: String,
    /// The index of an earlier customer.
    pub referred_by: Option<u32>,
    pub tags: Vec<String>,
    /// Before every communication.
    pub created_ms: i64,
    pub points: Vec<SamplePoint>,
    pub contacts: Vec<SampleContact>,
    /// Oldest first.
    pub communications: Vec<SampleCommunication>,
    /// Those that did not come of a communication.
    pub follow_ups: Vec<SampleFollowUp>,
}

/// The sample that a plan describes. It keeps one number per customer; all else is made when asked for.
pub struct Sample {
    plan: Plan,
    calendar: Calendar,
    known: Vec<Known>,
    /// Sums of communications: those of customer `i` are numbers `sums[i]..sums[i + 1]`.
    sums: Vec<u32>,
}

/// The sample for `plan`.
pub fn generate(plan: &Plan) -> Sample {
    let known = known::load();
    let told = |index: u32| known.get(index as usize).map_or(0, Known::told);
    let weight = |index: u32| {
        known.get(index as usize).map_or_else(|| weight(&mut Draw::new(plan.seed, index, Part::Weight)), |it| it.weight)
    };
    // What is written by hand comes first; the rest is shared by weight.
    let all_told: u32 = (0..plan.customers).map(told).sum();
    let sums = if all_told > plan.communications {
        share(plan.customers, plan.communications, told)
    } else {
        let rest = share(plan.customers, plan.communications - all_told, weight);
        let mut before = 0;
        let told_before = (0..=plan.customers).map(|index| {
            let sum = before;
            before += told(index);
            sum
        });
        rest.iter().zip(told_before).map(|(rest, told)| rest + told).collect()
    };
    Sample { plan: plan.clone(), calendar: Calendar::new(plan.today), known, sums }
}

/// Running sums of `total` things shared among `customers` by weight; exact, because every sum is rounded, not every share.
fn share(customers: u32, total: u32, weight: impl Fn(u32) -> u32) -> Vec<u32> {
    let mut sums: Vec<u64> = vec![0];
    let mut sum = 0;
    for index in 0..customers {
        sum += u64::from(weight(index));
        sums.push(sum);
    }
    let part = |before: u64| u32::try_from(u64::from(total) * before / sum.max(1)).unwrap_or(total);
    sums.into_iter().map(part).collect()
}

/// How much is going on with a generated customer, next to others: a few key accounts, many with next to nothing.
fn weight(draw: &mut Draw) -> u32 {
    let (low, high) = draw.weighted(&[
        ((0, 0), 14),
        ((1, 3), 31),
        ((4, 8), 25),
        ((9, 20), 18),
        ((21, 60), 8),
        ((61, 200), 3),
        ((201, 600), 1),
    ]);
    draw.between(low, high)
}

impl Sample {
    /// Who works at the company; the first is the owner of the workspace.
    pub fn users(&self) -> [SampleUser; 4] {
        USERS
    }

    /// All customers in order, made one at a time.
    pub fn customers(&self) -> impl ExactSizeIterator<Item = SampleCustomer> + '_ {
        (0..self.plan.customers).map(|index| self.customer(index))
    }

    /// Customer `index`, which is less than the plan's number of customers.
    pub fn customer(&self, index: u32) -> SampleCustomer {
        let Self { plan, calendar, .. } = self;
        let mut draw = Draw::new(plan.seed, index, Part::Timeline);
        let count = self.communications_of(index);
        if let Some(known) = self.known.get(index as usize) {
            return known.customer(plan, calendar, &mut draw, index, count);
        }
        let mut profile = profile::generate(self, index);
        let open = timeline::open_in(plan, calendar, &mut draw, &profile);
        let communications = timeline::communications(plan, calendar, &mut draw, &profile, count, open);
        if let Some(ahead) = open.filter(|_| count == 0) {
            profile.customer.follow_ups.push(timeline::first_step(plan, calendar, &mut draw, &profile, ahead));
        }
        profile.customer.communications = communications;
        profile.customer
    }

    fn communications_of(&self, index: u32) -> u32 {
        self.sums[index as usize + 1] - self.sums[index as usize]
    }
}

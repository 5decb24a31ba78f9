//! The customers written by hand in `known.json`, the ones that the first screens show. Their dates are days before
//! today. Words come as one text for both languages or as English and Chinese. Texts may hold `{date+8}` or `{day+1}`, a
//! date or weekday that many days from today in English, and `{日期+8}` or `{周+1}` in Chinese.

use jiff::civil::Time;
use serde::Deserialize;

use super::calendar::{Calendar, SPAN, ZONE};
use super::draw::Draw;
use super::places::Market;
use super::profile::{Profile, agreed};
use super::texts::goods::RIVALS;
use super::texts::{self, Named};
use super::timeline;
use super::{Plan, SampleCommunication, SampleContact, SampleCustomer, SampleFollowUp, SamplePoint};

/// One text for both languages, or English and Chinese.
#[derive(Deserialize, Default)]
struct Words(Vec<String>);

impl Words {
    fn in_language(&self, plan: &Plan) -> String {
        self.0.get(usize::from(plan.in_chinese)).or(self.0.first()).cloned().unwrap_or_default()
    }
}

/// A hand-written customer; what is left out is missing.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Known {
    kind: &'static str,
    name: String,
    other_name: String,
    stage: &'static str,
    owner: usize,
    /// "" for China.
    market: &'static str,
    currency: &'static str,
    industry: Words,
    size: Words,
    region: Words,
    address: String,
    website: String,
    tax_id: String,
    terms: Words,
    /// In whole units of the currency.
    credit_limit: Option<i64>,
    source: Words,
    referred_by: Option<u32>,
    tags: Vec<Words>,
    /// Days ago.
    created: i32,
    /// How much is going on beside what is told, next to others.
    pub(super) weight: u32,
    goods: [usize; 2],
    points: Vec<Point>,
    contacts: Vec<Person>,
    /// Newest first.
    stories: Vec<Story>,
    follow_ups: Vec<Step>,
}

/// Kind and value.
#[derive(Deserialize)]
struct Point(&'static str, String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    name: String,
    short: String,
    title: Words,
    role: &'static str,
    #[serde(default)]
    birthday: String,
    points: Vec<Point>,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Story {
    ago: u32,
    at: &'static str,
    channel: &'static str,
    direction: &'static str,
    minutes: Option<u32>,
    outcome: &'static str,
    people: Vec<usize>,
    title: Words,
    text: Words,
}

#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
struct Step {
    title: Words,
    channel: &'static str,
    /// Days from today.
    #[serde(rename = "in")]
    ahead: i32,
    /// "" for any time of the day.
    time: &'static str,
    /// "" for normal.
    priority: &'static str,
    minutes: Option<u32>,
    owner: usize,
    /// When it was done today; "" while it is open.
    done: &'static str,
}

/// The hand-written customers, in their order.
#[expect(clippy::expect_used, reason = "the file is part of the program and the tests read it")]
pub(super) fn load() -> Vec<Known> {
    serde_json::from_str(include_str!("known.json")).expect("the hand-written customers are well formed")
}

impl Known {
    /// How many communications are told by hand.
    pub(super) fn told(&self) -> u32 {
        u32::try_from(self.stories.len()).unwrap_or(u32::MAX)
    }

    /// The customer at `index` with `count` communications: those told, newest first as far as `count` goes, and before
    /// them generated ones.
    pub(super) fn customer(
        &self,
        plan: &Plan,
        calendar: &Calendar,
        draw: &mut Draw,
        index: u32,
        count: u32,
    ) -> SampleCustomer {
        let told = self.stories.iter().take(count as usize).map(|story| self.communication(plan, calendar, story));
        let mut told: Vec<SampleCommunication> = told.collect();
        told.reverse();
        let mut profile = self.profile(plan, calendar, index);
        let more = count - u32::try_from(told.len()).unwrap_or(count);
        let mut communications = timeline::communications(plan, calendar, draw, &profile, more, None);
        communications.extend(told);
        profile.customer.communications = communications;
        profile.customer
    }

    fn profile(&self, plan: &Plan, calendar: &Calendar, index: u32) -> Profile {
        let mut speakers: Vec<Named> = self
            .contacts
            .iter()
            .map(|person| Named { name: person.name.clone(), short: person.short.clone() })
            .collect();
        if speakers.is_empty() {
            let name = self.name.split('（').next().unwrap_or(&self.name).to_owned();
            speakers.push(Named { short: name.clone(), name });
        }
        let first_told = self.stories.last().map_or(1, |story| story.ago);
        let newest = (first_told + 7).min(SPAN);
        let oldest = self.created.unsigned_abs().saturating_sub(1).clamp(newest, SPAN);
        let market = match self.market {
            "Germany" => Market::Germany,
            "France" => Market::France,
            "America" => Market::America,
            _ => Market::China,
        };
        let agreed = agreed(plan, index, self.stage);
        let customer = SampleCustomer {
            index,
            kind: self.kind,
            name: self.name.clone(),
            other_name: self.other_name.clone(),
            do_not_contact: false,
            stage: self.stage,
            owner: self.owner,
            industry: self.industry.in_language(plan),
            size: self.size.in_language(plan),
            region: self.region.in_language(plan),
            address: self.address.clone(),
            country: market.country(),
            website: self.website.clone(),
            tax_id: self.tax_id.clone(),
            terms: self.terms.in_language(plan),
            credit_limit_minor: self.credit_limit.map(|units| units * 100),
            currency: self.currency,
            source: self.source.in_language(plan),
            goal: agreed.goal,
            rhythm_days: agreed.rhythm_days,
            preferred_channel: agreed.channel,
            preferred_hours: agreed.hours,
            note: String::new(),
            referred_by: self.referred_by,
            tags: self.tags.iter().map(|tag| tag.in_language(plan)).collect(),
            created_ms: calendar.stamp(self.created, 9 * 60 + 40),
            points: points(&self.points),
            contacts: self.contacts.iter().map(|person| contact(plan, person)).collect(),
            communications: Vec::new(),
            follow_ups: self.follow_ups.iter().map(|step| follow_up(plan, calendar, step)).collect(),
        };
        Profile {
            customer,
            variant: String::new(),
            market,
            goods: self.goods,
            rival: RIVALS[index as usize % RIVALS.len()],
            speakers,
            oldest,
            newest,
        }
    }

    fn communication(&self, plan: &Plan, calendar: &Calendar, story: &Story) -> SampleCommunication {
        let ago = calendar.worked_day(story.ago.cast_signed());
        SampleCommunication {
            channel: story.channel,
            direction: story.direction,
            at_ms: calendar.stamp(ago, minute(story.at)),
            zone: ZONE,
            duration_minutes: story.minutes,
            title: story.title.in_language(plan),
            text: with_dates(calendar, &story.text.in_language(plan)),
            outcome: story.outcome,
            owner: self.owner,
            people: story.people.clone(),
            follow_up: None,
        }
    }
}

fn points(points: &[Point]) -> Vec<SamplePoint> {
    points.iter().map(|point| SamplePoint::new(point.0, point.1.clone())).collect()
}

fn contact(plan: &Plan, person: &Person) -> SampleContact {
    SampleContact {
        name: person.name.clone(),
        title: person.title.in_language(plan),
        department: String::new(),
        decision_role: person.role,
        birthday: person.birthday.clone(),
        points: points(&person.points),
    }
}

fn follow_up(plan: &Plan, calendar: &Calendar, step: &Step) -> SampleFollowUp {
    let ahead = if step.ahead > 0 { calendar.working_day(0, step.ahead) } else { step.ahead };
    SampleFollowUp {
        title: step.title.in_language(plan),
        channel: Some(step.channel),
        due_date: calendar.day(-ahead),
        due_time: step.time.parse().ok(),
        zone: ZONE,
        priority: if step.priority.is_empty() { "normal" } else { step.priority },
        duration_minutes: step.minutes,
        owner: step.owner,
        // Planned in the week before it falls due, at the latest yesterday.
        created_ms: calendar.stamp(1.max(7 - ahead), 17 * 60 + 30),
        done_ms: (!step.done.is_empty()).then(|| calendar.stamp(0, minute(step.done))),
    }
}

/// "09:30" as minutes of the day.
fn minute(time: &str) -> u32 {
    time.parse()
        .map_or(9 * 60, |time: Time| u32::from((i16::from(time.hour()) * 60 + i16::from(time.minute())).unsigned_abs()))
}

/// `text` with its dates filled in.
fn with_dates(calendar: &Calendar, text: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (slot, tail) = after.split_once('}').unwrap_or((after, ""));
        let (word, days) = slot.split_at(slot.find(['+', '-']).unwrap_or(slot.len()));
        let ahead = days.parse().unwrap_or(0);
        let day = calendar.day(if ahead > 0 { -calendar.working_day(0, ahead) } else { calendar.worked_day(-ahead) });
        match word {
            "day" | "周" => filled.push_str(texts::weekday(day, word == "周")),
            _ => texts::date(&mut filled, day, word == "日期"),
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

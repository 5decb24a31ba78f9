//! What was said with a customer and what is to do next.

use jiff::civil::{Date, Time};

use super::calendar::{self, Calendar, ZONE};
use super::draw::Draw;
use super::places::Market;
use super::profile::Profile;
use super::texts::{self, Facts, Named, Scene, Tongue, Topic};
use super::{Plan, SampleCommunication, SampleFollowUp};

/// What leads and prospects talk about, and how often.
const BEFORE: [(Topic, u32); 7] = [
    (Topic::Intro, 18),
    (Topic::Question, 18),
    (Topic::Quote, 24),
    (Topic::Price, 14),
    (Topic::CheckIn, 6),
    (Topic::Unreached, 14),
    (Topic::Internal, 6),
];
/// What customers talk about.
const AFTER: [(Topic, u32); 11] = [
    (Topic::Quote, 15),
    (Topic::Price, 9),
    (Topic::Order, 14),
    (Topic::Delivery, 14),
    (Topic::Fault, 10),
    (Topic::Service, 11),
    (Topic::Payment, 6),
    (Topic::Question, 7),
    (Topic::CheckIn, 5),
    (Topic::Unreached, 6),
    (Topic::Internal, 3),
];
/// How it begins.
const FIRST: [(Topic, u32); 3] = [(Topic::Intro, 75), (Topic::Question, 15), (Topic::Quote, 10)];

/// `count` communications between the profile's days, oldest first. Of the last one came a follow-up that is `open` days
/// from being due, if any is.
pub(super) fn communications(
    plan: &Plan,
    calendar: &Calendar,
    draw: &mut Draw,
    profile: &Profile,
    count: u32,
    open: Option<i32>,
) -> Vec<SampleCommunication> {
    let abroad = profile.market.abroad();
    let mut days: Vec<u32> =
        (0..count).map(|_| calendar.busy_day(draw, abroad, profile.oldest, profile.newest)).collect();
    if let Some(last) = days.first_mut() {
        *last = profile.newest;
    }
    days.sort_unstable_by(|one, other| other.cmp(one));
    let new = matches!(profile.customer.stage, "lead" | "prospect");
    let mut made = Vec::with_capacity(days.len());
    for (turn, ago) in days.into_iter().enumerate() {
        let topic = match (turn, new) {
            (0, true) => draw.weighted(&FIRST),
            (_, true) => draw.weighted(&BEFORE),
            (_, false) => draw.weighted(&AFTER),
        };
        let open = open.filter(|_| made.len() + 1 == count as usize);
        made.push(communication(plan, calendar, draw, profile, (topic, ago.cast_signed()), open));
    }
    made.sort_by_key(|made: &SampleCommunication| made.at_ms);
    made
}

fn communication(
    plan: &Plan,
    calendar: &Calendar,
    draw: &mut Draw,
    profile: &Profile,
    (topic, ago): (Topic, i32),
    open: Option<i32>,
) -> SampleCommunication {
    let abroad = profile.market.abroad();
    let channel = channel(draw, topic, abroad);
    let written = matches!(channel, "email" | "chat" | "note");
    let inbound = match channel {
        "call" => topic != Topic::Unreached && draw.chance(if topic == Topic::Fault { 80 } else { 38 }),
        "email" | "chat" => draw.chance(54),
        "meeting" => draw.chance(25),
        _ => false,
    };
    let direction = match (channel, inbound) {
        ("note", _) => "none",
        (_, true) => "in",
        (_, false) => "out",
    };
    let outcome = outcome(draw, topic, written && !inbound);
    let speakers = &profile.speakers;
    // The first person speaks for the customer more often than the others.
    let who = if draw.chance(55) { 0 } else { draw.below(u32::try_from(speakers.len()).unwrap_or(1)) as usize };
    let other = (who + 1) % speakers.len();
    let somebody = somebody(draw, profile.market);
    let facts =
        facts(calendar, draw, profile, (&speakers[who], if other == who { &somebody } else { &speakers[other] }), ago);
    let chinese_share = if plan.in_chinese { (74, 92) } else { (38, 74) };
    let tongue = match (abroad, draw.below(100)) {
        (false, share) if share < chinese_share.0 => Tongue::Chinese,
        (false, share) if share < chinese_share.1 => Tongue::Mixed,
        (true, share) if share < chinese_share.0 / 3 => Tongue::Chinese,
        _ => Tongue::English,
    };
    let scene = Scene { topic, channel, inbound, outcome, tongue, writes_chinese: !abroad, facts };
    let (title, text) = texts::compose(draw, &scene);
    let owner = if draw.chance(92) { profile.customer.owner } else { draw.below(4) as usize };
    let contacts = profile.customer.contacts.len();
    let mut people = Vec::new();
    if channel != "note" && who < contacts {
        people.push(who);
        if matches!(channel, "visit" | "meeting") && other != who {
            people.push(other);
        }
    }
    let at_ms = calendar.stamp(ago, calendar::minute(draw, abroad, written));
    let follow_up = match open {
        Some(ahead) => {
            let title = texts::next_step(draw, scene.outcome, &scene.facts, plan.in_chinese);
            Some(step(draw, title, calendar.day(-ahead), owner, (at_ms, None)))
        }
        None => done_step(plan, calendar, draw, &scene, ago, owner, at_ms),
    };
    SampleCommunication {
        channel,
        direction,
        at_ms,
        zone: ZONE,
        duration_minutes: duration(draw, channel, topic),
        title,
        text,
        outcome,
        owner,
        people,
        follow_up,
    }
}

/// Facts for something said `ago` days ago between `people`, mostly about what the customer buys most.
fn facts<'a>(
    calendar: &Calendar,
    draw: &mut Draw,
    profile: &Profile,
    people: (&'a Named, &'a Named),
    ago: i32,
) -> Facts<'a> {
    let product = match draw.below(10) {
        0..=5 => profile.goods[0],
        6..=8 => profile.goods[1],
        _ => draw.below(36) as usize,
    };
    let soon = draw.between(1, 6).cast_signed();
    let later = draw.between(7, 32).cast_signed();
    let days = [soon, later].map(|ahead| calendar.day(ago - calendar.working_day(ago, ahead)));
    Facts::draw(draw, people, product, (profile.rival, profile.customer.currency), (days[0], days[1]))
}

/// The follow-up that came of a communication, if any did and it is done by now.
fn done_step(
    plan: &Plan,
    calendar: &Calendar,
    draw: &mut Draw,
    scene: &Scene<'_>,
    ago: i32,
    owner: usize,
    created_ms: i64,
) -> Option<SampleFollowUp> {
    let likely = match scene.outcome {
        "wants_quote" | "call_back" | "complaint" => 55,
        "no_answer" | "interested" => 35,
        "agreed" => 20,
        _ => 6,
    };
    if !draw.chance(likely) {
        return None;
    }
    let due = ago - calendar.working_day(ago, draw.between(1, 9).cast_signed());
    let done = (due + draw.weighted(&[(0, 70), (-1, 14), (-3, 6), (1, 10)])).min(ago - 1);
    if due < 1 || done < 1 {
        return None;
    }
    let done_ms = calendar.stamp(done, draw.between(8 * 60 + 30, 17 * 60 + 50));
    let title = texts::next_step(draw, scene.outcome, &scene.facts, plan.in_chinese);
    Some(step(draw, title, calendar.day(due), owner, (created_ms, Some(done_ms))))
}

/// In how many days something is to do for a generated customer. Never today: what is due today is written by hand and
/// stays the same however many customers there are. For the same reason few of very many customers have something open.
pub(super) fn open_in(plan: &Plan, calendar: &Calendar, draw: &mut Draw, profile: &Profile) -> Option<i32> {
    if draw.below(plan.customers) >= 40 + plan.customers / 100 || profile.customer.stage == "lapsed" {
        return None;
    }
    let ahead = if draw.chance(35) { draw.between(1, 7) } else { draw.between(8, 60) };
    Some(calendar.working_day(0, ahead.cast_signed()))
}

/// What is to do first for a customer with whom nobody has spoken yet, in `ahead` days.
pub(super) fn first_step(
    plan: &Plan,
    calendar: &Calendar,
    draw: &mut Draw,
    profile: &Profile,
    ahead: i32,
) -> SampleFollowUp {
    let somebody = somebody(draw, profile.market);
    let facts = facts(calendar, draw, profile, (&profile.speakers[0], &somebody), 0);
    let title = texts::next_step(draw, "first", &facts, plan.in_chinese);
    step(draw, title, calendar.day(-ahead), profile.customer.owner, (profile.customer.created_ms, None))
}

/// A follow-up with its times of creation and completion.
fn step(draw: &mut Draw, title: String, due_date: Date, owner: usize, times: (i64, Option<i64>)) -> SampleFollowUp {
    let channel = draw.weighted(&[(Some("call"), 50), (Some("email"), 25), (Some("visit"), 10), (None, 15)]);
    // Nothing is drawn for these: what is drawn after them stays what it was.
    let any = (times.0 / 60_000).rem_euclid(10);
    SampleFollowUp {
        title,
        channel,
        due_date,
        due_time: due_time(draw),
        zone: ZONE,
        priority: match any {
            0 | 1 => "high",
            9 => "low",
            _ => "normal",
        },
        duration_minutes: match channel {
            Some("visit") => Some(60 + 30 * u32::from(any > 4)),
            Some("call") if any > 6 => Some(15),
            _ => None,
        },
        owner,
        created_ms: times.0,
        done_ms: times.1,
    }
}

/// Whom a text names beside the person who spoke, where nobody else is known.
fn somebody(draw: &mut Draw, market: Market) -> Named {
    let word = if market == Market::China {
        draw.pick(&["厂长", "财务", "技术部", "老板", "采购", "生产部"])
    } else {
        draw.pick(&["the plant manager", "finance", "engineering", "the owner", "purchasing", "production"])
    };
    Named { name: word.to_owned(), short: word.to_owned() }
}

fn due_time(draw: &mut Draw) -> Option<Time> {
    let hour = draw.weighted(&[(0, 60), (9, 8), (10, 10), (11, 5), (14, 9), (15, 8)]);
    (hour > 0).then(|| Time::constant(hour, if draw.chance(50) { 0 } else { 30 }, 0, 0))
}

fn channel(draw: &mut Draw, topic: Topic, abroad: bool) -> &'static str {
    match (topic, abroad) {
        (Topic::Unreached, _) => "call",
        (Topic::Internal, _) => "note",
        (Topic::Service, false) => {
            draw.weighted(&[("visit", 56), ("call", 16), ("chat", 12), ("email", 8), ("meeting", 8)])
        }
        (_, false) => draw.weighted(&[("call", 38), ("chat", 26), ("email", 19), ("visit", 12), ("meeting", 5)]),
        (Topic::Service, true) => draw.weighted(&[("visit", 26), ("email", 42), ("call", 20), ("meeting", 12)]),
        (_, true) => draw.weighted(&[("email", 54), ("call", 28), ("meeting", 11), ("chat", 4), ("visit", 3)]),
    }
}

/// How it ended. What we wrote has mostly no outcome yet.
fn outcome(draw: &mut Draw, topic: Topic, sent: bool) -> &'static str {
    if topic == Topic::Unreached {
        return draw.weighted(&[("no_answer", 78), ("call_back", 18), ("wrong_number", 4)]);
    }
    if topic == Topic::Internal || (sent && draw.chance(70)) {
        return "none";
    }
    draw.weighted(match topic {
        Topic::Intro => &[("interested", 40), ("reached", 25), ("declined", 20), ("call_back", 15)],
        Topic::Quote => &[("wants_quote", 78), ("interested", 22)],
        Topic::Price => &[("interested", 40), ("reached", 28), ("declined", 17), ("call_back", 15)],
        Topic::Order => &[("agreed", 86), ("reached", 14)],
        Topic::Delivery => &[("reached", 56), ("complaint", 24), ("agreed", 20)],
        Topic::Fault => &[("complaint", 68), ("reached", 32)],
        Topic::Service => &[("agreed", 46), ("reached", 54)],
        Topic::Payment => &[("reached", 56), ("agreed", 30), ("call_back", 14)],
        Topic::Question => &[("reached", 58), ("interested", 42)],
        Topic::CheckIn | Topic::Unreached | Topic::Internal => &[("reached", 72), ("interested", 20), ("none", 8)],
    })
}

fn duration(draw: &mut Draw, channel: &str, topic: Topic) -> Option<u32> {
    match channel {
        _ if topic == Topic::Unreached => None,
        // Two numbers and the smaller one: most calls are short.
        "call" => Some(draw.between(2, 34).min(draw.between(2, 34))),
        "visit" => Some(draw.between(3, 12) * 15),
        "meeting" => Some(draw.between(2, 8) * 15),
        _ => None,
    }
}

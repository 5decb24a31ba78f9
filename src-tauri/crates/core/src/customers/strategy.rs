//! How to stay in touch with a customer: what was agreed, and what its conversations suggest to change, with the reason.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{ToSpan, Unit};
use satchel_domain::{Hours, Rhythm};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Customer, find};
use crate::App;
use crate::clock::Clock;
use crate::communications::communication::{self, Channel, Direction, Outcome};
use crate::error::{Error, Result};
use crate::ids::{CustomerId, Timestamp};
use crate::people::Actor;
use crate::store::change_log::changed_at;

/// The rhythms that are suggested, in days: from each week to each half-year.
const RHYTHMS: [i32; 7] = [7, 14, 28, 42, 56, 91, 182];

/// How many of the latest conversations a suggestion looks at.
const LOOKED_AT: u64 = 40;

/// So often at least something was tried before its share means anything.
const TRIED: usize = 4;

/// Gaps between contacts that make a habit.
const GAPS: usize = 4;

/// Which customer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetStrategy {
    /// Its key.
    pub id: CustomerId,
}

/// Where a customer stands against what was agreed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Strategy {
    /// The day by which it is due to be contacted again; none without a rhythm, and for one that wants no contact.
    #[ts(type = "string | null")]
    pub due: Option<Date>,
    /// What its conversations suggest.
    pub suggestions: Vec<StrategySuggestion>,
}

/// A change that the conversations speak for, with the figures that do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum StrategySuggestion {
    /// Another channel reaches them sooner.
    Channel {
        /// That channel.
        channel: Channel,
        /// How often it reached them, of how many tries.
        reached: Tries,
        /// The channel that is used now.
        instead_of: Channel,
        /// The same for that.
        before: Tries,
    },
    /// They are reached by phone at a certain time of the day.
    Hours {
        /// As `09:00-12:00`.
        hours: String,
        /// How often calls at that time reached them.
        reached: Tries,
        /// The same for calls at other times.
        before: Tries,
    },
    /// Nothing is agreed, but there is a habit.
    Habit {
        /// The rhythm next to it, in days.
        days: i32,
        /// The median gap between contacts, in days.
        median: i32,
        /// How many gaps there were.
        gaps: usize,
    },
    /// They declined twice in a row: less often.
    Rarer {
        /// The next longer rhythm, in days.
        days: i32,
    },
    /// They want to hear more: more often.
    Sooner {
        /// The next shorter rhythm, in days.
        days: i32,
    },
}

/// How often a try succeeded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct Tries {
    /// So often it did.
    pub reached: usize,
    /// Of so many.
    pub of: usize,
}

impl Tries {
    fn add(&mut self, reached: bool) {
        self.reached += usize::from(reached);
        self.of += 1;
    }

    /// Two of three at least.
    const fn mostly(self) -> bool {
        self.of >= TRIED && self.reached * 3 >= self.of * 2
    }

    /// One of three at most.
    const fn hardly(self) -> bool {
        self.of >= TRIED && self.reached * 3 <= self.of
    }
}

/// Where a customer stands against what was agreed, and what its latest conversations suggest.
///
/// # Errors
/// `not_found`.
pub async fn get_strategy(app: &App, _actor: Actor, input: GetStrategy) -> Result<Strategy> {
    use communication::Column;
    let customer = find(app.read(), input.id).await?;
    let past = communication::Entity::find()
        .select_only()
        .columns([Column::Channel, Column::Direction, Column::At, Column::Zone, Column::Outcome])
        .filter(Column::CustomerId.eq(input.id))
        .filter(Column::DeletedAt.is_null())
        .filter(Column::Channel.ne(Channel::Note))
        .order_by_desc(Column::At)
        .limit(LOOKED_AT)
        .into_tuple::<(Channel, Direction, Timestamp, String, Outcome)>()
        .all(app.read())
        .await?;
    let past: Vec<Past> = past.into_iter().map(|said| Past::new(said, &app.clock)).collect();
    let wanted = !bool::from(customer.do_not_contact);
    let due = due(&customer, past.first().map(|last| last.at), &app.clock).filter(|_| wanted);
    let agreed =
        changed_at(app.read(), input.id.into(), &["rhythm_days", "preferred_channel", "preferred_hours"]).await?;
    let suggestions = if wanted { suggestions(&customer, &past, &agreed) } else { Vec::new() };
    Ok(Strategy { due, suggestions })
}

/// The day by which a customer with a rhythm is due; one that was never contacted counts from when it was added.
fn due(customer: &Customer, last_contact: Option<Timestamp>, clock: &Clock) -> Option<Date> {
    let since = last_contact.unwrap_or(customer.created_at).date_in(clock.zone());
    customer.rhythm_days.map(|days| since.saturating_add(days.days()))
}

/// A rhythm as it is stored.
///
/// # Errors
/// `invalid` for less than a day and more than two years.
pub(super) fn rhythm(days: Option<i32>) -> Result<Option<i32>> {
    let rhythm = days.map(Rhythm::try_from).transpose().map_err(|_| Error::invalid("rhythmDays", "rhythm_invalid"))?;
    Ok(rhythm.map(Rhythm::days))
}

/// Hours as they are stored; empty for none.
///
/// # Errors
/// `invalid` for a text that names none.
pub(super) fn hours(text: &str) -> Result<String> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    let hours: Hours = text.parse().map_err(|_| Error::invalid("preferredHours", "hours_invalid"))?;
    Ok(hours.to_string())
}

/// One of the latest conversations.
struct Past {
    channel: Channel,
    at: Timestamp,
    /// The day and the hour at which it began, where it was held.
    day: Date,
    hour: i8,
    /// Whether somebody was reached; none where nothing was said about it.
    reached: Option<bool>,
    ours: bool,
    outcome: Outcome,
}

impl Past {
    fn new(said: (Channel, Direction, Timestamp, String, Outcome), clock: &Clock) -> Self {
        let (channel, direction, at, zone, outcome) = said;
        let zone = TimeZone::get(&zone).unwrap_or_else(|_| clock.zone().clone());
        let local = at.to_jiff().to_zoned(zone);
        let reached = match outcome {
            // Whoever calls or writes chose that way.
            _ if direction == Direction::In => Some(true),
            Outcome::None => None,
            Outcome::NoAnswer | Outcome::WrongNumber => Some(false),
            _ => Some(true),
        };
        let ours = direction == Direction::Out;
        Self { channel, at, day: local.date(), hour: local.hour(), reached, ours, outcome }
    }
}

/// When each of the fields was changed last, by its column. What was said before speaks neither for nor against it.
type Agreed = HashMap<String, Timestamp>;

/// What the conversations suggest, newest first.
fn suggestions(customer: &Customer, past: &[Past], agreed: &Agreed) -> Vec<StrategySuggestion> {
    let since = |field: &str| {
        let agreed = agreed.get(field);
        let older = past.iter().position(|past| agreed.is_some_and(|agreed| past.at <= *agreed));
        &past[..older.unwrap_or(past.len())]
    };
    let channel = other_channel(customer, since("preferred_channel"));
    let hours = hours_of_calls(customer, since("preferred_hours"));
    let rhythm = other_rhythm(customer, since("rhythm_days"));
    [channel, hours, rhythm].into_iter().flatten().collect()
}

/// A channel that mostly reaches them, where the one in use hardly does. That is the preferred one, or else the one by which we
/// tried most.
fn other_channel(customer: &Customer, past: &[Past]) -> Option<StrategySuggestion> {
    let all = [Channel::Call, Channel::Email, Channel::Chat, Channel::Visit, Channel::Meeting];
    let tries = |channel: Channel| {
        let mut tries = Tries::default();
        past.iter().filter(|past| past.channel == channel).filter_map(|past| past.reached).for_each(|it| tries.add(it));
        tries
    };
    let ours = |channel: &Channel| past.iter().filter(|past| past.ours && past.channel == *channel).count();
    let instead_of = match customer.preferred_channel {
        Some(channel) => channel,
        None => all.into_iter().rev().max_by_key(ours)?,
    };
    let before = tries(instead_of);
    let best = all.into_iter().filter(|channel| *channel != instead_of).map(|channel| (channel, tries(channel)));
    let best = best.filter(|(_, tries)| tries.mostly()).max_by(|(_, one), (_, other)| {
        (one.reached * other.of).cmp(&(other.reached * one.of)).then(one.of.cmp(&other.of))
    });
    let (channel, reached) = best.filter(|_| before.hardly())?;
    Some(StrategySuggestion::Channel { channel, reached, instead_of, before })
}

/// A part of the day at which our calls mostly reach them, where calls at other times hardly do.
fn hours_of_calls(customer: &Customer, past: &[Past]) -> Option<StrategySuggestion> {
    let parts = [(8, 12, "08:00-12:00"), (12, 18, "12:00-18:00"), (18, 22, "18:00-22:00")];
    let calls = || past.iter().filter(|past| past.ours && past.channel == Channel::Call);
    parts.into_iter().find_map(|(from, to, hours)| {
        let (mut reached, mut before) = (Tries::default(), Tries::default());
        for (hour, was_reached) in calls().filter_map(|past| Some((past.hour, past.reached?))) {
            if (from..to).contains(&hour) { reached.add(was_reached) } else { before.add(was_reached) }
        }
        let speaks = reached.mostly() && before.hardly() && customer.preferred_hours.is_empty();
        speaks.then(|| StrategySuggestion::Hours { hours: hours.to_owned(), reached, before })
    })
}

/// A rhythm after their habit where none is agreed; a longer one after two refusals in a row, a shorter one where they want more.
fn other_rhythm(customer: &Customer, past: &[Past]) -> Option<StrategySuggestion> {
    let Some(agreed) = customer.rhythm_days else { return habit(past) };
    let mut outcomes = past.iter().map(|past| past.outcome).filter(|outcome| *outcome != Outcome::None);
    let (last, before) = (outcomes.next()?, outcomes.next());
    match last {
        Outcome::Declined if before == Some(Outcome::Declined) => {
            let days = RHYTHMS.into_iter().find(|days| *days > agreed)?;
            Some(StrategySuggestion::Rarer { days })
        }
        Outcome::Interested | Outcome::WantsQuote => {
            let days = RHYTHMS.into_iter().rev().find(|days| *days < agreed)?;
            Some(StrategySuggestion::Sooner { days })
        }
        _ => None,
    }
}

/// The rhythm next to the median gap between the days of contact.
fn habit(past: &[Past]) -> Option<StrategySuggestion> {
    let mut days: Vec<Date> = past.iter().map(|past| past.day).collect();
    days.dedup();
    let gap = |pair: &[Date]| pair[1].until((Unit::Day, pair[0])).ok().map(|span| span.get_days());
    let mut gaps: Vec<i32> = days.windows(2).filter_map(gap).filter(|gap| *gap > 0).collect();
    if gaps.len() < GAPS {
        return None;
    }
    gaps.sort_unstable();
    let median = gaps[gaps.len() / 2];
    let days = RHYTHMS.into_iter().min_by_key(|days| (days - median).abs())?;
    Some(StrategySuggestion::Habit { days, median, gaps: gaps.len() })
}

//! What is to be done anyway, put into the free times of somebody's working hours.

use std::cmp::Reverse;

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::Hours;

/// Something begins on a quarter of an hour.
const QUARTER: i64 = 15;

/// A time that is taken, up to but not including its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    /// When it begins.
    pub from: Timestamp,
    /// When it ends.
    pub to: Timestamp,
}

impl Taken {
    /// So many minutes from an instant on.
    pub fn lasting(from: Timestamp, minutes: i64) -> Self {
        let to = from.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(Timestamp::MAX);
        Self { from, to }
    }

    fn meets(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Days to fill.
#[derive(Debug, Clone)]
pub struct Room<'a> {
    /// The days that are worked on, in order.
    pub days: &'a [Date],
    /// When work is done on each, in order.
    pub hours: &'a [Hours],
    /// Where.
    pub zone: &'a TimeZone,
    /// Nothing begins before.
    pub now: Timestamp,
    /// What is taken already.
    pub taken: &'a [Taken],
}

/// Something to find a time for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// How long it takes; at least a minute.
    pub minutes: i64,
    /// Those with more come first.
    pub weight: u8,
    /// How late it is; among equals the latest comes first.
    pub days_late: i32,
    /// When it is welcome there, by the clock of the room.
    pub welcome: Option<Hours>,
    /// The last day on which it is in time.
    pub until: Option<Date>,
}

/// Where a wish was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Put {
    /// Day and time by the clock.
    pub at: DateTime,
    /// The same as instants.
    pub time: Taken,
    /// Whether it is within the hours in which it is welcome; none where it always is.
    pub welcome: Option<bool>,
}

/// Finds a time for each wish, in the order of weight, then lateness, then the day until which it is in time, then as given:
/// the first free time at which it is welcome, or else the first free time. None for those that have no room. What is taken
/// stays where it is, and nothing is put twice into the same time.
pub fn fit(room: &Room<'_>, wishes: &[Wish]) -> Vec<Option<Put>> {
    let starts = starts(room);
    let mut taken: Vec<Taken> = room.taken.to_vec();
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by_key(|at| {
        let wish = &wishes[*at];
        (Reverse(wish.weight), Reverse(wish.days_late), wish.until.unwrap_or(Date::MAX), *at)
    });
    let mut found = vec![None; wishes.len()];
    for at in order {
        let wish = &wishes[at];
        let free = |start: &&Start| {
            let time = Taken::lasting(start.instant, wish.minutes);
            let in_time = wish.until.is_none_or(|until| start.at.date() <= until);
            in_time && time.to <= start.ends && !taken.iter().any(|other| other.meets(&time))
        };
        let welcome = wish.welcome.and_then(|hours| {
            let is_welcome = |start: &&Start| welcomes(hours, start, wish.minutes, room.zone);
            starts.iter().filter(is_welcome).find(free)
        });
        let Some(start) = welcome.or_else(|| starts.iter().find(free)) else { continue };
        let time = Taken::lasting(start.instant, wish.minutes);
        taken.push(time);
        found[at] = Some(Put { at: start.at, time, welcome: wish.welcome.map(|_| welcome.is_some()) });
    }
    found
}

/// The first of these times that meets one that is taken, or one of those before it.
pub fn clash(taken: &[Taken], put: &[Taken]) -> Option<usize> {
    let meets =
        |(at, time): (usize, &Taken)| taken.iter().chain(&put[..at]).any(|other| other.meets(time)).then_some(at);
    put.iter().enumerate().find_map(meets)
}

/// The hours of a working day, as `9-12, 13:00-17:30`: in order, none within another.
///
/// # Errors
/// [`NotHours`](crate::NotHours) for a text that names none.
pub fn working_hours(text: &str) -> Result<Vec<Hours>, crate::NotHours> {
    let hours: Vec<Hours> = text.split([',', '，', ';', '；', '、']).map(str::parse).collect::<Result<_, _>>()?;
    let in_order = hours.windows(2).all(|pair| pair[0].to <= pair[1].from);
    if in_order { Ok(hours) } else { Err(crate::NotHours) }
}

/// A moment at which something can begin.
struct Start {
    at: DateTime,
    instant: Timestamp,
    /// When the work of that time of the day ends.
    ends: Timestamp,
}

/// Every quarter of an hour of work that is still to come. A time that the clocks pass over is none; of one that comes twice
/// the first is meant, as for anything that is due.
fn starts(room: &Room<'_>) -> Vec<Start> {
    let mut starts = Vec::new();
    for day in room.days {
        for hours in room.hours {
            let Ok(ends) = day.to_datetime(hours.to).to_zoned(room.zone.clone()) else { continue };
            let first = hours.from.round(
                jiff::civil::TimeRound::new()
                    .smallest(jiff::Unit::Minute)
                    .increment(QUARTER)
                    .mode(jiff::RoundMode::Ceil),
            );
            let Ok(first) = first else { continue };
            let mut at = day.to_datetime(first);
            // Rounded up beyond midnight, a time is the first of the day.
            if first < hours.from {
                continue;
            }
            while at < day.to_datetime(hours.to) {
                let there = room.zone.to_ambiguous_timestamp(at);
                let exists = !matches!(there.offset(), AmbiguousOffset::Gap { .. });
                if let Some(instant) = there.compatible().ok().filter(|instant| exists && *instant >= room.now) {
                    starts.push(Start { at, instant, ends: ends.timestamp() });
                }
                at = at.saturating_add(QUARTER.minutes());
            }
        }
    }
    starts
}

/// Whether it would begin and end in these hours of one day.
fn welcomes(hours: Hours, start: &Start, minutes: i64, zone: &TimeZone) -> bool {
    let ends = zone.to_datetime(Taken::lasting(start.instant, minutes).to);
    start.at.time() >= hours.from && ends <= start.at.date().to_datetime(hours.to)
}

#[cfg(test)]
mod tests;

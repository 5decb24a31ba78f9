//! Weeks and due times.

use jiff::civil::{Date, ISOWeekDate, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A week of ISO 8601: Monday to Sunday, belonging to the year that holds its Thursday. Weeks order by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IsoWeek {
    /// Year of the week, which near New Year differs from the calendar's.
    pub year: i16,
    /// 1 to 53.
    pub week: i8,
}

impl IsoWeek {
    /// The week that holds `date`.
    pub fn of(date: Date) -> Self {
        let week = date.iso_week_date();
        Self { year: week.year(), week: week.week() }
    }

    /// Its first day; the earliest date there is for a week number that its year does not have.
    pub fn monday(self) -> Date {
        ISOWeekDate::new(self.year, self.week, Weekday::Monday).map_or(Date::MIN, ISOWeekDate::date)
    }
}

/// The `count` weeks that end with the one holding `last`, oldest first, none left out.
pub fn weeks_back(last: Date, count: u16) -> impl ExactSizeIterator<Item = IsoWeek> + Clone {
    let monday = IsoWeek::of(last).monday();
    (0..count).map(move |step| IsoWeek::of(monday.saturating_sub((i32::from(count - 1 - step)).weeks())))
}

/// When something is to be done: on a day, or at a time of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The day.
    pub date: Date,
    /// The time of day; without one, any time of the day is in time.
    pub time: Option<Time>,
}

/// The due time lies outside the years that a clock can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the due time is too far away")]
pub struct TooFarAway;

impl Due {
    /// The last instant that is still in time, in `zone`.
    ///
    /// A day without a time lasts to its end there, one millisecond before the next begins, however long the day is. A time
    /// that the clocks skip in spring means the same distance after the jump; one that comes twice in autumn means the
    /// first.
    ///
    /// # Errors
    /// [`TooFarAway`] at the ends of the calendar.
    pub fn instant(&self, zone: &TimeZone) -> Result<Timestamp, TooFarAway> {
        let instant = match self.time {
            Some(time) => self.date.to_datetime(time).to_zoned(zone.clone()).map(|at| at.timestamp()),
            None => self
                .date
                .tomorrow()
                .and_then(|next| next.to_zoned(zone.clone()))
                .and_then(|next| next.timestamp().checked_sub(SignedDuration::from_millis(1))),
        };
        instant.map_err(|_| TooFarAway)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;

    #[test]
    #[expect(clippy::unwrap_used, reason = "zones and instants are written out")]
    fn due_times_survive_the_clock_change() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let at = |due: Due| due.instant(&berlin).unwrap().to_string();
        let spring = date(2026, 3, 29);
        assert_eq!(at(Due { date: spring, time: None }), "2026-03-29T21:59:59.999Z", "a day of 23 hours");
        assert_eq!(at(Due { date: spring, time: Some(time(2, 30, 0, 0)) }), "2026-03-29T01:30:00Z", "02:30 is skipped");
        let autumn = date(2026, 10, 25);
        assert_eq!(at(Due { date: autumn, time: None }), "2026-10-25T22:59:59.999Z", "a day of 25 hours");
        assert_eq!(
            at(Due { date: autumn, time: Some(time(2, 30, 0, 0)) }),
            "2026-10-25T00:30:00Z",
            "02:30 comes twice"
        );
        let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
        let leap = Due { date: date(2028, 2, 29), time: Some(time(9, 30, 0, 0)) };
        assert_eq!(leap.instant(&shanghai).unwrap().to_string(), "2028-02-29T01:30:00Z");
        assert_eq!(Due { date: Date::MAX, time: None }.instant(&shanghai), Err(TooFarAway));
    }

    #[test]
    fn weeks_do_not_merge_over_years() {
        assert_eq!(IsoWeek::of(date(2027, 1, 1)), IsoWeek { year: 2026, week: 53 });
        assert_eq!(IsoWeek::of(date(2024, 12, 30)), IsoWeek { year: 2025, week: 1 });
        let weeks: Vec<_> = weeks_back(date(2027, 1, 6), 3).collect();
        assert_eq!(
            weeks,
            [IsoWeek { year: 2026, week: 52 }, IsoWeek { year: 2026, week: 53 }, IsoWeek { year: 2027, week: 1 }]
        );
        assert_eq!(weeks_back(date(2027, 1, 6), 0).count(), 0);
    }

    proptest! {
        #[test]
        fn weeks_are_consecutive(day in 0..200_000i32, count in 1..200u16) {
            let last = date(1900, 1, 1).saturating_add(day.days());
            let weeks: Vec<_> = weeks_back(last, count).collect();
            prop_assert_eq!(weeks.len(), usize::from(count));
            prop_assert_eq!(weeks.last().copied(), Some(IsoWeek::of(last)));
            for pair in weeks.windows(2) {
                prop_assert_eq!(pair[0].monday().saturating_add(7.days()), pair[1].monday());
            }
        }
    }
}

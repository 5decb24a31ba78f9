//! The spans of days by which hits are counted: as many as a small chart shows.

use jiff::Span;
use jiff::civil::Date;

use super::{Query, TimeBar, day_start};
use crate::App;
use crate::error::{Result, internal};
use crate::ids::Timestamp;

/// More of them are too narrow to be pressed.
const BARS: i32 = 6;
/// Days that are shown where nothing is chosen: eight weeks for each bar.
const USUAL: i32 = BARS * 8 * 7;

/// Days, with the instants at which they begin and end.
pub(super) struct Bar {
    from: Date,
    to: Date,
    pub start: i64,
    pub end: i64,
}

impl Bar {
    pub fn counted(&self, count: u64) -> TimeBar {
        TimeBar { from: self.from, to: self.to, count }
    }
}

/// Spans of the same length over what a query is narrowed to, else over the last year; the last one ends with it.
pub(super) fn of(app: &App, query: &Query) -> Result<Vec<Bar>> {
    let date = |ms: i64| Timestamp(ms).date_in(app.clock.zone());
    let later = |day: Date, days: i32| day.checked_add(Span::new().days(days)).map_err(internal);
    let last = match query.to_ms {
        Some(to) => date(to.saturating_sub(1)),
        None => app.clock.today(),
    };
    let first = match query.from_ms {
        Some(from) => date(from),
        None => later(last, 1 - USUAL)?,
    };
    let days = (last - first).get_days() + 1;
    if days <= 0 {
        return Ok(Vec::new());
    }
    let length = (days + BARS - 1) / BARS;
    let count = (days + length - 1) / length;
    let mut bars = Vec::new();
    for bar in (0..count).rev() {
        let to = later(last, -bar * length)?;
        let from = later(to, 1 - length)?.max(first);
        bars.push(Bar { from, to, start: day_start(app, from)?, end: day_start(app, later(to, 1)?)? });
    }
    Ok(bars)
}

//! Follow-ups by day, open and done, for a calendar.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{Condition, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DAY, FollowUp, FollowUpView, by_hour, follow_up, views};
use crate::App;
use crate::error::{Error, Result};
use crate::ids::Timestamp;
use crate::people::Actor;

/// Days to show.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListFollowUps {
    /// The first day, YYYY-MM-DD.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Only the actor's own, and those that are nobody's.
    #[serde(default)]
    pub mine: Option<bool>,
    /// How many of each day; the calendar's own measure where it is left out.
    #[serde(default)]
    pub per_day: Option<u32>,
}

/// Some days of a calendar.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpDays {
    /// YYYY-MM-DD where the person is.
    pub today: String,
    /// Open and due before today, whatever days are shown; longest overdue first, the first few of them.
    pub overdue: Vec<FollowUpView>,
    /// How many are.
    #[ts(type = "number")]
    pub overdue_total: u64,
    /// The days that hold something, in order.
    pub days: Vec<FollowUpDay>,
}

/// What a day holds.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpDay {
    /// YYYY-MM-DD.
    pub date: String,
    /// How many are open.
    #[ts(type = "number")]
    pub open: u64,
    /// How many are done.
    #[ts(type = "number")]
    pub done: u64,
    /// The first of them by the hour, those without a time last; on a crowded day those still open come before the others.
    pub follow_ups: Vec<FollowUpView>,
}

/// More days than six weeks and a bit are no calendar.
const MOST_DAYS: i32 = 62;

/// A day shows at most this many; nobody works through more.
const MOST_OF_A_DAY: u64 = 100;

/// As many as stand in a row above the week.
const OVERDUE: u64 = 12;

/// Follow-ups of some days.
///
/// # Errors
/// `invalid` for days that are none, or too many.
pub async fn list_follow_ups(app: &App, actor: Actor, input: ListFollowUps) -> Result<FollowUpDays> {
    use follow_up::Column;
    let (from, to) = days(&input.from, &input.to, MOST_DAYS)?;
    let mine = input.mine.unwrap_or_default();
    let most = input.per_day.map_or(MOST_OF_A_DAY, |most| Ord::min(u64::from(most), MOST_OF_A_DAY));
    let db = app.read();
    let live = || follow_up::Entity::find().filter(Column::DeletedAt.is_null()).filter(of(actor, mine));
    let counted = live()
        .select_only()
        .column(Column::DueDate)
        .expr_as(Expr::col(Column::DoneAt).count(), "done")
        .expr_as(Func::count(Expr::col(Column::Id)), "total")
        .filter(Column::DueDate.between(from.to_string(), to.to_string()))
        .group_by(Column::DueDate);
    let counts: Vec<(String, i64, i64)> = counted.into_tuple().all(db).await?;
    let mut rows = Vec::new();
    for (date, done, _) in &counts {
        let of_day = || by_hour(live().filter(Column::DueDate.eq(date)));
        let open = of_day().filter(Column::DoneAt.is_null()).limit(most).all(db).await?;
        let room = most.saturating_sub(open.len() as u64);
        rows.extend(open);
        if *done > 0 && room > 0 {
            rows.extend(of_day().filter(Column::DoneAt.is_not_null()).limit(room).all(db).await?);
        }
    }
    let order = |row: &FollowUp| (row.due_at, Reverse(row.priority), row.id);
    rows.sort_by(|a, b| (&a.due_date, order(a)).cmp(&(&b.due_date, order(b))));
    let mut shown: BTreeMap<String, Vec<FollowUpView>> = BTreeMap::new();
    for view in views(db, rows).await? {
        shown.entry(view.follow_up.due_date.clone()).or_default().push(view);
    }
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let mut days: Vec<FollowUpDay> = counts
        .into_iter()
        .map(|(date, done, total)| FollowUpDay {
            open: count(total - done),
            done: count(done),
            follow_ups: shown.remove(&date).unwrap_or_default(),
            date,
        })
        .collect();
    days.sort_by(|a, b| a.date.cmp(&b.date));

    let today = app.clock.today();
    // The day that a person reads may lie a day beside the instants, which are what the index knows.
    let before = Timestamp(Timestamp::start_of(today, app.clock.zone()).0 + DAY);
    let late = live().filter(Column::DoneAt.is_null()).filter(Column::DueAt.lt(before));
    let late = late.filter(Column::DueDate.lt(today.to_string()));
    let first = by_hour(late.clone()).limit(OVERDUE).all(db).await?;
    let overdue_total = if (first.len() as u64) < OVERDUE { first.len() as u64 } else { late.count(db).await? };
    Ok(FollowUpDays { today: today.to_string(), overdue: views(db, first).await?, overdue_total, days })
}

/// Everybody's, or the actor's own and those that are nobody's, as reminders have it.
pub(crate) fn of(actor: Actor, mine: bool) -> Condition {
    use follow_up::Column;
    let own = Condition::any().add(Column::OwnerId.eq(actor.user)).add(Column::OwnerId.is_null());
    if mine { own } else { Condition::all() }
}

/// The first and the last day of a range.
pub(crate) fn days(from: &str, to: &str, most: i32) -> Result<(Date, Date)> {
    let day = |field, text: &str| text.parse::<Date>().map_err(|_| Error::invalid(field, "date_invalid"));
    let (from, to) = (day("from", from)?, day("to", to)?);
    if !(0..most).contains(&(to - from).get_days()) {
        return Err(Error::invalid("to", "out_of_range"));
    }
    Ok((from, to))
}

//! What is late, or has no hour yet, put into the free hours of the actor's week: shown first, then taken over as a whole or
//! not at all.

use jiff::ToSpan;
use jiff::civil::Date;
use satchel_domain::{Hours, Put, Room, Taken, Wish, clash, working_hours};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Order, Values};
use sea_orm::{Condition, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::calendar::{days, of};
use super::{DAY, Due, FollowUp, FollowUpView, MovedFollowUps, Priority, find, follow_up, set_due, views};
use crate::App;
use crate::customers::find_many;
use crate::error::{Error, Result};
use crate::ids::{FollowUpId, Timestamp};
use crate::people::Actor;

/// The days to fill, and when the actor works.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct PreviewFit {
    /// The first day, YYYY-MM-DD; days before today are left out.
    pub from: String,
    /// The last day.
    pub to: String,
    /// The hours of a working day, as `9-12, 13-18`.
    pub hours: String,
    /// The working days: 1 is Monday, 7 Sunday.
    pub weekdays: Vec<i8>,
    /// Whether what is due on one of these days at any time is given an hour, too, until its day.
    #[serde(default)]
    pub any_time: Option<bool>,
}

/// Where each would go.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FitPreview {
    /// Those for which there is a time, by that time.
    pub placements: Vec<Placement>,
    /// How many there are none for.
    #[ts(type = "number")]
    pub left: u64,
}

/// A follow-up, the time found for it, and why this one.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Placement {
    /// What is to be done.
    pub follow_up: FollowUpView,
    /// YYYY-MM-DD.
    pub date: String,
    /// HH:MM.
    pub time: String,
    /// How long it is reckoned with.
    pub minutes: i32,
    /// How many days it is late.
    pub days_late: i32,
    /// The hours in which the customer is to be contacted; empty where nothing is agreed.
    pub their_hours: String,
    /// Whether the time found is within them; they have no room otherwise.
    pub in_their_hours: bool,
}

/// The times that were shown and taken over.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FitFollowUps {
    /// Each with its time.
    pub placements: Vec<Fitted>,
}

/// A follow-up and its time.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fitted {
    /// Which one.
    pub id: FollowUpId,
    /// YYYY-MM-DD.
    pub date: String,
    /// HH:MM.
    pub time: String,
}

/// A week has no room for more.
const MOST: u64 = 100;

/// More days than these are no week.
const MOST_DAYS: i32 = 14;

/// What nobody gave a length is reckoned with half an hour.
const USUAL: i32 = 30;

/// Where what is late, and what has no hour, would go in some days.
///
/// # Errors
/// `invalid` for days or hours that are none.
pub async fn preview_fit(app: &App, actor: Actor, input: PreviewFit) -> Result<FitPreview> {
    let (first, last) = days(&input.from, &input.to, MOST_DAYS)?;
    let hours = working_hours(&input.hours).map_err(|_| Error::invalid("hours", "hours_invalid"))?;
    let (today, zone, now) = (app.clock.today(), app.clock.zone(), app.clock.now());
    let days: Vec<Date> = std::iter::successors(Some(first), |day| day.tomorrow().ok())
        .take_while(|day| *day <= last)
        .filter(|day| *day >= today && input.weekdays.contains(&day.weekday().to_monday_one_offset()))
        .collect();
    let any_time = input.any_time.unwrap_or_default().then_some((first.max(today), last));
    let query = waiting(app, actor, any_time);
    let total = query.clone().count(app.read()).await?;
    let by_weight = [Priority::High, Priority::Normal, Priority::Low].map(|priority| priority.to_value().into());
    let by_weight = Order::Field(Values(by_weight.into()));
    let query = query.order_by(follow_up::Column::Priority, by_weight).order_by_asc(follow_up::Column::DueAt);
    let rows = query.order_by_asc(follow_up::Column::Id).limit(MOST).all(app.read()).await?;
    // What began and isn't over yet is under way.
    let (rows, under_way): (Vec<FollowUp>, Vec<FollowUp>) = rows.into_iter().partition(|row| !is_planned(row, now));
    let taken = taken(app.read(), actor, now, (first, last), &[], app).await?;
    let views = views(app.read(), rows).await?;
    let customers =
        find_many(app.read(), &views.iter().map(|view| view.follow_up.customer_id).collect::<Vec<_>>()).await?;
    let welcome = |view: &FollowUpView| {
        customers.get(&view.follow_up.customer_id).map(|customer| customer.preferred_hours.clone()).unwrap_or_default()
    };
    let wishes: Vec<Wish> = views.iter().map(|view| wish(&view.follow_up, &welcome(view), today)).collect();
    let room = Room { days: &days, hours: &hours, zone, now: now.to_jiff(), taken: &taken };
    let put = satchel_domain::fit(&room, &wishes);
    let mut placements: Vec<(Put, Placement)> = views
        .into_iter()
        .zip(wishes)
        .zip(put)
        .filter_map(|((view, wish), put)| {
            let put = put?;
            let placement = Placement {
                date: put.at.date().to_string(),
                time: put.at.strftime("%H:%M").to_string(),
                minutes: minutes(&view.follow_up),
                days_late: wish.days_late,
                their_hours: welcome(&view),
                in_their_hours: put.welcome.unwrap_or_default(),
                follow_up: view,
            };
            Some((put, placement))
        })
        .collect();
    placements.sort_by_key(|(put, _)| put.time);
    let left = total.saturating_sub((under_way.len() + placements.len()) as u64);
    Ok(FitPreview { placements: placements.into_iter().map(|(_, placement)| placement).collect(), left })
}

/// Gives follow-ups the times that were shown, all or none.
///
/// # Errors
/// `invalid` where one of them was done or planned meanwhile, or its time is past or taken by now.
pub async fn fit_follow_ups(app: &App, actor: Actor, input: FitFollowUps) -> Result<MovedFollowUps> {
    let changed = || Error::invalid("placements", "fit_changed");
    let mut tx = app.write(actor, "fit_follow_ups").await?;
    let now = app.clock.now();
    let mut moves: Vec<(FollowUp, FollowUp)> = Vec::with_capacity(input.placements.len());
    for Fitted { id, date, time } in input.placements {
        let before = find(tx.db(), id).await.map_err(|_| changed())?;
        if before.done_at.is_some() || is_planned(&before, now) || moves.iter().any(|(other, _)| other.id == id) {
            return Err(changed());
        }
        let mut after = before.clone();
        set_due(&mut after, &Due { date, time: Some(time) }, app)?;
        if after.due_at < now || after.due_time.is_none() {
            return Err(changed());
        }
        moves.push((before, after));
    }
    let dates = || moves.iter().filter_map(|(_, after)| after.due_date.parse::<Date>().ok());
    let (Some(first), Some(last)) = (dates().min(), dates().max()) else { return Err(changed()) };
    let ids: Vec<FollowUpId> = moves.iter().map(|(before, _)| before.id).collect();
    let taken = taken(tx.db(), actor, now, (first, last), &ids, app).await?;
    let put: Vec<Taken> = moves.iter().map(|(_, after)| time_of(after)).collect();
    if clash(&taken, &put).is_some() {
        return Err(changed());
    }
    let count = moves.len();
    for (before, after) in moves {
        tx.update(&before, after).await?;
    }
    tx.counts(count);
    let act = tx.act();
    tx.commit().await?;
    Ok(MovedFollowUps { act, count })
}

fn minutes(follow_up: &FollowUp) -> i32 {
    follow_up.duration_minutes.unwrap_or(USUAL)
}

/// The time that a follow-up with an hour takes.
fn time_of(follow_up: &FollowUp) -> Taken {
    Taken::lasting(follow_up.due_at.to_jiff(), i64::from(minutes(follow_up)))
}

/// Whether it has an hour that is not over.
fn is_planned(follow_up: &FollowUp, now: Timestamp) -> bool {
    follow_up.due_time.is_some() && time_of(follow_up).to > now.to_jiff()
}

fn wish(follow_up: &FollowUp, their_hours: &str, today: Date) -> Wish {
    let due: Date = follow_up.due_date.parse().unwrap_or(today);
    Wish {
        minutes: i64::from(minutes(follow_up)),
        weight: match follow_up.priority {
            Priority::Low => 1,
            Priority::Normal => 2,
            Priority::High => 3,
        },
        days_late: (today - due).get_days().max(0),
        welcome: their_hours.parse::<Hours>().ok(),
        until: (due >= today && follow_up.due_time.is_none()).then_some(due),
    }
}

/// The actor's open follow-ups that are late by now, and those without an hour in the days of `any_time`.
fn waiting(app: &App, actor: Actor, any_time: Option<(Date, Date)>) -> Select<follow_up::Entity> {
    use follow_up::Column;
    let now = app.clock.now();
    let mut late = Condition::any().add(Column::DueAt.lt(now));
    if let Some((first, last)) = any_time {
        // The day that a person reads may lie a day beside the instants, which are what the index knows.
        let before = Timestamp(Timestamp::start_of(last, app.clock.zone()).0 + 2 * DAY);
        let days = Condition::all()
            .add(Column::DueAt.lt(before))
            .add(Column::DueTime.is_null())
            .add(Column::DueDate.between(first.to_string(), last.to_string()));
        late = late.add(days);
    }
    let open = follow_up::Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::DoneAt.is_null());
    open.filter(of(actor, true)).filter(late)
}

/// When the actor has something to do at an hour in these days that isn't over, but for `without`.
async fn taken(
    db: &impl ConnectionTrait,
    actor: Actor,
    now: Timestamp,
    (first, last): (Date, Date),
    without: &[FollowUpId],
    app: &App,
) -> Result<Vec<Taken>> {
    use follow_up::Column;
    let zone = app.clock.zone();
    // What began a day before may last into the first one.
    let from = Timestamp::start_of(first.saturating_sub(2.days()), zone);
    let to = Timestamp::start_of(last.saturating_add(2.days()), zone);
    let open = follow_up::Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::DoneAt.is_null());
    let timed = open.filter(of(actor, true)).filter(Column::DueTime.is_not_null());
    let rows = timed.filter(Column::DueAt.between(from, to)).all(db).await?;
    let planned = rows.iter().filter(|row| is_planned(row, now) && !without.contains(&row.id));
    Ok(planned.map(time_of).collect())
}

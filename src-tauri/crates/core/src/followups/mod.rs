//! Follow-ups: what was promised, by when, and what is due today.

pub mod calendar;
pub mod export;
pub mod fit;
pub mod follow_up;
pub mod give;
pub mod kept;
pub(crate) mod reminders;

use std::cmp::Reverse;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use satchel_domain::{Due as DueRule, Repeat};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Order, Values};
use sea_orm::{QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use follow_up::{Model as FollowUp, Priority};

use crate::communications::{Channel, user_names};
use crate::customers::{self, Deleted, Kind};
use crate::error::{Error, Result};
use crate::ids::{ActId, CommunicationId, CustomerId, FollowUpId, Timestamp, UserId};
use crate::people::Actor;
use crate::store::records::Table;
use crate::store::unit::Tx;
use crate::wire::{given, short_text};
use crate::{App, Nothing};

/// When something is due, as a person says it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Due {
    /// YYYY-MM-DD.
    pub date: String,
    /// HH:MM; none means any time that day.
    #[serde(default)]
    pub time: Option<String>,
}

/// Something to do next.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct NextStep {
    /// What.
    pub title: String,
    /// By when.
    pub due: Due,
    /// How.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// Who; the actor where nobody is named.
    #[serde(default)]
    pub owner_id: Option<UserId>,
    /// The rule by which it comes again, as RFC 5545 writes it; it doesn't where there is none.
    #[serde(default)]
    pub repeats: Option<String>,
    /// How much it matters; as most do where nothing is said.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// How long it takes, in minutes.
    #[serde(default)]
    pub duration_minutes: Option<i32>,
}

/// A follow-up to create.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CreateFollowUp {
    /// Whom it is for.
    pub customer_id: CustomerId,
    /// What.
    pub title: String,
    /// By when.
    pub due: Due,
    /// How.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// Who; the actor where nobody is named.
    #[serde(default)]
    pub owner_id: Option<UserId>,
    /// The rule by which it comes again, as RFC 5545 writes it; it doesn't where there is none.
    #[serde(default)]
    pub repeats: Option<String>,
    /// How much it matters; as most do where nothing is said.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// How long it takes, in minutes.
    #[serde(default)]
    pub duration_minutes: Option<i32>,
}

/// New values for a follow-up; what is left out stays.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UpdateFollowUp {
    /// Which one.
    pub id: FollowUpId,
    /// What.
    #[serde(default)]
    pub title: Option<String>,
    /// By when.
    #[serde(default)]
    pub due: Option<Due>,
    /// How; null for unknown.
    #[serde(default, deserialize_with = "given")]
    pub channel: Option<Option<Channel>>,
    /// Who; null for nobody.
    #[serde(default, deserialize_with = "given")]
    pub owner_id: Option<Option<UserId>>,
    /// The rule by which it comes again; empty for none.
    #[serde(default)]
    pub repeats: Option<String>,
    /// How much it matters.
    #[serde(default)]
    pub priority: Option<Priority>,
    /// How long it takes, in minutes; null for unknown.
    #[serde(default, deserialize_with = "given")]
    pub duration_minutes: Option<Option<i32>>,
}

/// A follow-up to tick off, or to open again.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CompleteFollowUp {
    /// Which one.
    pub id: FollowUpId,
    /// Done, unless false.
    #[serde(default)]
    pub done: Option<bool>,
}

/// A follow-up to put off.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SnoozeFollowUp {
    /// Which one.
    pub id: FollowUpId,
    /// The new time.
    pub due: Due,
}

/// A day to which everything overdue is put off.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MoveOverdue {
    /// YYYY-MM-DD; each keeps its time of day.
    pub date: String,
}

/// How many follow-ups were moved, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MovedFollowUps {
    /// The act.
    pub act: ActId,
    /// How many.
    pub count: usize,
}

/// Which follow-up to delete.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteFollowUp {
    /// Its key.
    pub id: FollowUpId,
}

/// A changed follow-up, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpChanged {
    /// The act.
    pub act: ActId,
    /// The follow-up as it is now.
    pub follow_up: FollowUp,
}

/// A follow-up that was ticked off or opened again, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpDone {
    /// The act.
    pub act: ActId,
    /// The follow-up as it is now.
    pub follow_up: FollowUp,
    /// The one that follows it by its rule.
    pub next: Option<FollowUp>,
}

/// A saved follow-up, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedFollowUp {
    /// The follow-up as it is now.
    #[serde(flatten)]
    pub follow_up: FollowUp,
    /// The act.
    pub act: ActId,
}

/// A follow-up with the names behind its keys.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpView {
    /// The follow-up.
    #[serde(flatten)]
    pub follow_up: FollowUp,
    /// The customer's name.
    pub customer_name: String,
    /// Company or person.
    pub customer_kind: Kind,
    /// Who does it; empty where nobody is named.
    pub owner_name: String,
}

/// What is to do.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TodayView {
    /// YYYY-MM-DD where the person is.
    pub today: String,
    /// Due before today, the oldest day first and of each what matters most; the first some hundred of them.
    pub overdue: Vec<FollowUpView>,
    /// How many are.
    #[ts(type = "number")]
    pub overdue_total: u64,
    /// Due today; those with a time first, in order, then the others by how much they matter.
    pub due_today: Vec<FollowUpView>,
    /// How many are.
    #[ts(type = "number")]
    pub due_today_total: u64,
    /// Due in the next seven days.
    pub upcoming: Vec<FollowUpView>,
    /// How many are.
    #[ts(type = "number")]
    pub upcoming_total: u64,
    /// How many were ticked off today.
    #[ts(type = "number")]
    pub done_today: u64,
}

/// How far ahead Today looks.
const UPCOMING_DAYS: i32 = 7;

/// Milliseconds of a day, and two hours more for a change of clocks.
const DAY: i64 = 26 * 3_600_000;

/// The longest that something takes, in minutes: a day.
const LONGEST: i32 = 24 * 60;

/// Today shows at most this many of each; nobody works through more in a day.
const SHOWN: u64 = 200;

/// Creates a follow-up.
///
/// # Errors
/// `not_found` for the customer; `invalid` for an empty title or an impossible date or time.
pub async fn create_follow_up(app: &App, actor: Actor, input: CreateFollowUp) -> Result<SavedFollowUp> {
    let mut tx = app.write(actor, "create_follow_up").await?;
    customers::find(tx.db(), input.customer_id).await?;
    let CreateFollowUp { customer_id, title, due, channel, owner_id, repeats, priority, duration_minutes } = input;
    let step = NextStep { title, due, channel, owner_id, repeats, priority, duration_minutes };
    let follow_up = new_follow_up(&tx, customer_id, None, &step)?;
    let follow_up = tx.insert(follow_up).await?;
    let act = tx.act();
    tx.commit().await?;
    Ok(SavedFollowUp { follow_up, act })
}

/// A follow-up ready to be stored.
///
/// # Errors
/// `invalid` for an empty title or an impossible date or time.
pub(crate) fn new_follow_up(
    tx: &Tx<'_>,
    customer_id: CustomerId,
    communication_id: Option<CommunicationId>,
    step: &NextStep,
) -> Result<FollowUp> {
    let title = required_title(&step.title)?;
    let mut follow_up = FollowUp {
        id: tx.key(),
        customer_id,
        communication_id,
        title,
        channel: step.channel,
        due_date: String::new(),
        due_time: None,
        zone: String::new(),
        due_at: tx.now(),
        repeats: String::new(),
        repeats_from: String::new(),
        priority: step.priority.unwrap_or_default(),
        duration_minutes: length(step.duration_minutes)?,
        owner_id: Some(step.owner_id.unwrap_or(tx.actor().user)),
        done_at: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    };
    set_due(&mut follow_up, &step.due, tx.app())?;
    set_repeats(&mut follow_up, step.repeats.as_deref().unwrap_or_default())?;
    Ok(follow_up)
}

/// Changes a follow-up.
///
/// # Errors
/// `not_found`; `invalid` for an empty title or an impossible date or time.
pub async fn update_follow_up(app: &App, actor: Actor, input: UpdateFollowUp) -> Result<SavedFollowUp> {
    let mut tx = app.write(actor, "update_follow_up").await?;
    let before = find(tx.db(), input.id).await?;
    let mut after = before.clone();
    if let Some(title) = input.title {
        after.title = required_title(&title)?;
    }
    if let Some(due) = input.due {
        set_due(&mut after, &due, app)?;
    }
    if let Some(repeats) = input.repeats.filter(|repeats| *repeats != before.repeats) {
        set_repeats(&mut after, &repeats)?;
    }
    after.channel = input.channel.unwrap_or(after.channel);
    after.owner_id = input.owner_id.unwrap_or(after.owner_id);
    after.priority = input.priority.unwrap_or(after.priority);
    after.duration_minutes = input.duration_minutes.map_or(Ok(after.duration_minutes), length)?;
    let follow_up = tx.update(&before, after).await?;
    tx.counts(1);
    let act = tx.act();
    tx.commit().await?;
    Ok(SavedFollowUp { follow_up, act })
}

/// Ticks a follow-up off, or opens it again. One that comes again is there anew with the next day that isn't past, in the same
/// act.
///
/// # Errors
/// `not_found`.
pub async fn complete_follow_up(app: &App, actor: Actor, input: CompleteFollowUp) -> Result<FollowUpDone> {
    let mut tx = app.write(actor, "complete_follow_up").await?;
    let before = find(tx.db(), input.id).await?;
    let done_at = input.done.unwrap_or(true).then(|| tx.now());
    let next = if done_at.is_some() && before.done_at.is_none() { next_of(&before, &tx)? } else { None };
    // One that was opened again has brought its next one already.
    let next = match next {
        Some(next) if is_open(&next, tx.db()).await? => None,
        Some(next) => Some(tx.insert(next).await?),
        None => None,
    };
    let after = FollowUp { done_at, ..before.clone() };
    let FollowUpChanged { act, follow_up } = finish(tx, &before, after).await?;
    Ok(FollowUpDone { act, follow_up, next })
}

/// Whether the customer has such a follow-up to be done on that day.
async fn is_open(follow_up: &FollowUp, db: &impl ConnectionTrait) -> Result<bool> {
    use follow_up::Column;
    let such = follow_up::Entity::find()
        .filter(Column::CustomerId.eq(follow_up.customer_id))
        .filter(Column::Title.eq(follow_up.title.as_str()))
        .filter(Column::DueDate.eq(follow_up.due_date.as_str()))
        .filter(Column::DoneAt.is_null())
        .filter(Column::DeletedAt.is_null());
    Ok(such.one(db).await?.is_some())
}

/// The one that follows one that is done: the same, on the next day of its rule; none where the rule ends or there is none.
fn next_of(done: &FollowUp, tx: &Tx<'_>) -> Result<Option<FollowUp>> {
    let rule: std::result::Result<Repeat, _> = done.repeats.parse();
    let (Ok(rule), Ok(from)) = (rule, done.repeats_from.parse::<Date>()) else { return Ok(None) };
    let Some((day, rest)) = rule.after(from, tx.app().clock.today()) else { return Ok(None) };
    let mut next = FollowUp {
        id: tx.key(),
        communication_id: None,
        due_date: day.to_string(),
        repeats: rest.to_string(),
        repeats_from: day.to_string(),
        done_at: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        ..done.clone()
    };
    // At the hour that its clock shows, also when the clocks change between.
    let zone = TimeZone::get(&done.zone).unwrap_or_else(|_| tx.app().clock.zone().clone());
    next.due_at = due_at(&next, &zone)?;
    Ok(Some(next))
}

/// Takes the rule by which it comes again, which counts from the day that it is due.
fn set_repeats(follow_up: &mut FollowUp, rule: &str) -> Result<()> {
    if rule.is_empty() {
        (follow_up.repeats, follow_up.repeats_from) = (String::new(), String::new());
        return Ok(());
    }
    let rule: Repeat = rule.parse().map_err(|_| Error::invalid("repeats", "repeat_invalid"))?;
    follow_up.repeats = rule.to_string();
    follow_up.repeats_from.clone_from(&follow_up.due_date);
    Ok(())
}

/// Puts a follow-up off.
///
/// # Errors
/// `not_found`; `invalid` for an impossible date or time.
pub async fn snooze_follow_up(app: &App, actor: Actor, input: SnoozeFollowUp) -> Result<FollowUpChanged> {
    let tx = app.write(actor, "snooze_follow_up").await?;
    let before = find(tx.db(), input.id).await?;
    let mut after = before.clone();
    set_due(&mut after, &input.due, app)?;
    finish(tx, &before, after).await
}

/// Puts everything overdue off to one day.
///
/// # Errors
/// `invalid` for an impossible date.
pub async fn move_overdue(app: &App, actor: Actor, input: MoveOverdue) -> Result<MovedFollowUps> {
    use follow_up::Column;
    let mut tx = app.write(actor, "move_overdue").await?;
    let open = follow_up::Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::DoneAt.is_null());
    let late = open.filter(Column::DueDate.lt(app.clock.today().to_string())).all(tx.db()).await?;
    for before in &late {
        let mut after = before.clone();
        set_due(&mut after, &Due { date: input.date.clone(), time: before.due_time.clone() }, app)?;
        tx.update(before, after).await?;
    }
    tx.counts(late.len());
    let act = tx.act();
    tx.commit().await?;
    Ok(MovedFollowUps { act, count: late.len() })
}

async fn finish(mut tx: Tx<'_>, before: &FollowUp, after: FollowUp) -> Result<FollowUpChanged> {
    let follow_up = tx.update(before, after).await?;
    tx.counts(1);
    let act = tx.act();
    tx.commit().await?;
    Ok(FollowUpChanged { act, follow_up })
}

/// Deletes a follow-up.
pub async fn delete_follow_up(app: &App, actor: Actor, input: DeleteFollowUp) -> Result<Deleted> {
    let mut tx = app.write(actor, "delete_follow_up").await?;
    let count = tx.delete(Table::FollowUp, &[input.id.into()]).await?;
    let act = tx.act();
    tx.commit().await?;
    Ok(Deleted { act, count })
}

/// What is overdue, due today, and coming up.
pub async fn list_today(app: &App, _actor: Actor, _input: Nothing) -> Result<TodayView> {
    use follow_up::Column;
    let today = app.clock.today();
    let zone = app.clock.zone();
    let starts = Timestamp::start_of(today, zone);
    let ahead = today.checked_add(jiff::Span::new().days(UPCOMING_DAYS)).unwrap_or(today).to_string();
    let today_text = today.to_string();
    // The day that a person reads may lie a day beside the instants, which are what the index knows.
    let beside = |at: Timestamp| Column::DueAt.gte(Timestamp(at.0 - DAY));
    let live = || follow_up::Entity::find().filter(Column::DeletedAt.is_null());
    let open = || live().filter(Column::DoneAt.is_null());
    let db = app.read();
    let late = open().filter(Column::DueAt.lt(Timestamp(starts.0 + DAY))).filter(Column::DueDate.lt(&today_text));
    let now = open().filter(beside(starts)).filter(Column::DueDate.eq(&today_text));
    let later = open().filter(beside(starts)).filter(Column::DueDate.gt(&today_text));
    let (mut overdue, overdue_total) = first_of(db, late).await?;
    // Their hours are past; what matters comes first of a day.
    overdue.sort_by(|a, b| {
        let day = |view: &FollowUpView| (view.follow_up.due_date.clone(), Reverse(view.follow_up.priority));
        day(a).cmp(&day(b))
    });
    let (due_today, due_today_total) = first_of(db, now).await?;
    let (upcoming, upcoming_total) = first_of(db, later.filter(Column::DueDate.lte(ahead))).await?;
    let done_today = live().filter(Column::DoneAt.gte(starts)).count(db).await?;
    Ok(TodayView {
        today: today_text,
        overdue,
        overdue_total,
        due_today,
        due_today_total,
        upcoming,
        upcoming_total,
        done_today,
    })
}

/// In the order of their instants, among equals what matters most first.
pub(crate) fn by_hour(query: Select<follow_up::Entity>) -> Select<follow_up::Entity> {
    use follow_up::Column;
    let order = [Priority::High, Priority::Normal, Priority::Low].map(|priority| priority.to_value().into());
    let by_instant = query.order_by_asc(Column::DueAt);
    by_instant.order_by(Column::Priority, Order::Field(Values(order.into()))).order_by_asc(Column::Id)
}

/// The first follow-ups of a query, and how many there are.
async fn first_of(db: &impl ConnectionTrait, query: Select<follow_up::Entity>) -> Result<(Vec<FollowUpView>, u64)> {
    let ordered = by_hour(query.clone()).limit(SHOWN);
    let rows = ordered.all(db).await?;
    let shown = rows.len() as u64;
    let total = if shown < SHOWN { shown } else { query.count(db).await? };
    Ok((views(db, rows).await?, total))
}

/// How long it takes, as it is stored.
///
/// # Errors
/// `invalid` for nothing, or more than a day.
fn length(minutes: Option<i32>) -> Result<Option<i32>> {
    if minutes.is_none_or(|minutes| (1..=LONGEST).contains(&minutes)) {
        Ok(minutes)
    } else {
        Err(Error::invalid("durationMinutes", "out_of_range"))
    }
}

fn required_title(title: &str) -> Result<String> {
    let title = short_text("title", title)?;
    if title.is_empty() { Err(Error::invalid("title", "required")) } else { Ok(title) }
}

fn set_due(follow_up: &mut FollowUp, due: &Due, app: &App) -> Result<()> {
    let date: Date = due.date.parse().map_err(|_| Error::invalid("due", "date_invalid"))?;
    let time = due.time.as_deref().filter(|time| !time.is_empty());
    let time: Option<Time> = time
        .map(|time| Time::strptime("%H:%M", time))
        .transpose()
        .map_err(|_| Error::invalid("due", "time_invalid"))?;
    follow_up.due_date = date.to_string();
    follow_up.due_time = time.map(|time| time.strftime("%H:%M").to_string());
    follow_up.zone = app.clock.zone_name();
    follow_up.due_at = due_at(follow_up, app.clock.zone())?;
    Ok(())
}

/// The instant from which a follow-up is late.
///
/// # Errors
/// `invalid` for a day or time that is none, or lies outside the calendar.
pub(crate) fn due_at(follow_up: &FollowUp, zone: &TimeZone) -> Result<Timestamp> {
    let date: Date = follow_up.due_date.parse().map_err(|_| Error::invalid("due", "date_invalid"))?;
    let time = follow_up.due_time.as_deref().map(|time| Time::strptime("%H:%M", time)).transpose();
    let time = time.map_err(|_| Error::invalid("due", "time_invalid"))?;
    let late = DueRule { date, time }.instant(zone).map_err(|_| Error::invalid("due", "date_invalid"))?;
    Ok(late.into())
}

/// A follow-up that is there.
async fn find(db: &impl ConnectionTrait, id: FollowUpId) -> Result<FollowUp> {
    let found = follow_up::Entity::find_by_id(id).filter(follow_up::Column::DeletedAt.is_null()).one(db).await?;
    found.ok_or_else(|| Error::not_found("follow-up"))
}

/// Follow-ups, in the given order, with the names behind their keys; those of deleted customers are left out.
pub(crate) async fn views(db: &impl ConnectionTrait, follow_ups: Vec<FollowUp>) -> Result<Vec<FollowUpView>> {
    let owners = user_names(db).await?;
    let ids: Vec<CustomerId> = follow_ups.iter().map(|follow_up| follow_up.customer_id).collect();
    let customers = customers::find_many(db, &ids).await?;
    let view = |follow_up: FollowUp| {
        let customer = customers.get(&follow_up.customer_id)?;
        Some(FollowUpView {
            customer_name: customer.name.clone(),
            customer_kind: customer.kind,
            owner_name: follow_up.owner_id.and_then(|id| owners.get(&id).cloned()).unwrap_or_default(),
            follow_up,
        })
    };
    Ok(follow_ups.into_iter().filter_map(view).collect())
}

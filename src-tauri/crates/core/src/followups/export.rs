//! Follow-ups as a calendar file, for phones and other programs.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use satchel_intake::{CalendarEntry, Repeats, Urgency, When, write_calendar};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};
use serde::Deserialize;
use ts_rs::TS;

use super::calendar::days;
use super::{FollowUp, FollowUpView, Priority, follow_up, views};
use crate::App;
use crate::data::Exported;
use crate::error::{Error, Result, internal};
use crate::files::{name_of, write_chosen};
use crate::ids::{FollowUpId, UserId};
use crate::jobs::Progress;
use crate::messages::message;
use crate::people::{Actor, Language};

/// A calendar to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ExportCalendar {
    /// The file.
    pub ticket: String,
    /// Only the actor's own, and those that are nobody's.
    #[serde(default)]
    pub mine: Option<bool>,
    /// The first day, YYYY-MM-DD; without one, all before the last.
    #[serde(default)]
    pub from: Option<String>,
    /// The last day; without one, all after the first.
    #[serde(default)]
    pub to: Option<String>,
}

/// Follow-ups read at once.
const PAGE: u64 = 400;

/// The first and the last day of all.
const FIRST: &str = "0001-01-01";
const LAST: &str = "9999-12-30";

/// More than these no calendar program shows.
const MOST: usize = 20_000;

/// Writes what is open as a calendar, whole or not at all. Each entry goes by the key of its follow-up, so that a later file
/// takes the place of what an earlier one left in another program.
///
/// # Errors
/// `cancelled`; `invalid` for days that are none, for more than 20,000, or where the file can't be written.
pub async fn export_calendar(app: &App, actor: Actor, input: ExportCalendar, progress: &Progress) -> Result<Exported> {
    let path = app.tickets.path(&input.ticket)?;
    // Days are texts that order as they follow each other, and these are before and after all of them.
    let first = input.from.unwrap_or_else(|| FIRST.to_owned());
    let last = input.to.unwrap_or_else(|| LAST.to_owned());
    let (first, last) = days(&first, &last, i32::MAX)?;
    let whose = input.mine.unwrap_or_default().then_some(actor.user);
    let wanted = Wanted { whose, days: Some((first, last)), named: true };
    let entries = entries(app, &wanted, |done, total| progress.at(done, total)).await?;
    let (made, name) = (app.clock.now().to_jiff(), crate::people::workspace(app).await?.name);
    let write = move |out: &mut dyn std::io::Write| write_calendar(out, made, &name, &mut entries.into_iter());
    let rows = write_chosen(&path, progress, write).await?;
    Ok(Exported { rows, customers: 0, cut: 0, name: name_of(&path) })
}

/// Which follow-ups go into a calendar, and what is told of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wanted {
    /// A user's own, and those that are nobody's; everybody's where nobody is named.
    pub whose: Option<UserId>,
    /// The first and the last day; all where there are none.
    pub days: Option<(Date, Date)>,
    /// Whether what is to be done is named, and for whom; else only that something is, and how.
    pub named: bool,
}

/// What is open as the bytes of a calendar.
///
/// # Errors
/// `invalid` for more than 20,000.
pub(super) async fn calendar(app: &App, wanted: &Wanted) -> Result<Vec<u8>> {
    let entries = entries(app, wanted, |_, _| Ok(())).await?;
    let name = crate::people::workspace(app).await?.name;
    let mut bytes = Vec::new();
    write_calendar(&mut bytes, app.clock.now().to_jiff(), &name, &mut entries.into_iter()).map_err(internal)?;
    Ok(bytes)
}

/// The open follow-ups as entries; `at` hears how far it is.
async fn entries(
    app: &App,
    wanted: &Wanted,
    mut at: impl FnMut(usize, usize) -> Result<()>,
) -> Result<Vec<CalendarEntry>> {
    use follow_up::Column;
    let language = app.home().language;
    let mut open = follow_up::Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::DoneAt.is_null());
    if let Some(user) = wanted.whose {
        open = open.filter(Condition::any().add(Column::OwnerId.eq(user)).add(Column::OwnerId.is_null()));
    }
    if let Some((first, last)) = wanted.days {
        open = open.filter(Column::DueDate.between(first.to_string(), last.to_string()));
    }
    let total = usize::try_from(open.clone().count(app.read()).await?).unwrap_or(usize::MAX);
    if total > MOST {
        return Err(Error::invalid("from", "too_many_follow_ups"));
    }
    let mut entries = Vec::with_capacity(total);
    let mut after = FollowUpId(Uuid::nil());
    loop {
        at(entries.len(), total)?;
        let page = open.clone().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(PAGE);
        let page = page.all(app.read()).await?;
        let Some(last) = page.last() else { return Ok(entries) };
        after = last.id;
        for view in views(app.read(), page).await? {
            entries.extend(entry(language, view, wanted.named));
        }
    }
}

/// How it comes again, where it does.
fn repeats(follow_up: &FollowUp) -> Option<Repeats> {
    let time = follow_up.due_time.as_deref().map(|time| Time::strptime("%H:%M", time));
    Some(Repeats {
        day: follow_up.repeats_from.parse().ok()?,
        rule: follow_up.repeats.clone(),
        time: time.transpose().ok()?,
        zone: TimeZone::get(&follow_up.zone).ok()?,
    })
}

/// None for a day that no calendar has.
fn entry(
    language: Language,
    FollowUpView { follow_up, customer_name, .. }: FollowUpView,
    named: bool,
) -> Option<CalendarEntry> {
    let when = match follow_up.due_time {
        Some(_) => When::At(follow_up.due_at.to_jiff()),
        None => When::Day(follow_up.due_date.parse().ok()?),
    };
    let channel = follow_up.channel.map(|channel| message(language, &format!("channel-{}", channel.to_value())));
    let category = channel.unwrap_or_else(|| message(language, "export-follow-up"));
    Some(CalendarEntry {
        uid: follow_up.id.to_string(),
        summary: if named { format!("{customer_name}: {}", follow_up.title) } else { category.clone() },
        category,
        created: follow_up.created_at.to_jiff(),
        changed: follow_up.updated_at.to_jiff(),
        when,
        repeats: repeats(&follow_up),
        minutes: follow_up.duration_minutes.and_then(|minutes| u32::try_from(minutes).ok()),
        urgency: match follow_up.priority {
            Priority::High => Some(Urgency::High),
            Priority::Normal => None,
            Priority::Low => Some(Urgency::Low),
        },
    })
}

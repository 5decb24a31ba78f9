//! Who is due to be contacted though nothing is planned: by the agreed rhythm, or by the usual one where none is agreed; and the
//! suggestion that somebody doesn't want now.

use std::cmp::Ordering;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::roster::Entry;
use super::{find, find_many};
use crate::App;
use crate::communications::Channel;
use crate::error::{Error, Result};
use crate::ids::{ActId, CustomerId, Timestamp, UserId};
use crate::people::Actor;

/// Which customers to tell of.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListDueContacts {
    /// Only those that this user looks after.
    pub owner_id: Option<UserId>,
}

/// Customers that are due to be contacted, and for whom nothing is planned yet.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DueContacts {
    /// How many.
    pub total: usize,
    /// The first of them: those with whom a rhythm was agreed, then the others; each the one that waits longest against its
    /// rhythm first.
    pub contacts: Vec<DueContact>,
}

/// A customer that is due to be contacted.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DueContact {
    /// Its key.
    pub customer_id: CustomerId,
    /// Its name.
    pub name: String,
    /// How: as was agreed, or else as the last time.
    pub channel: Option<Channel>,
    /// At which hours; empty where nothing is agreed.
    pub hours: String,
    /// Whether the rhythm was agreed; or else it is what is usual.
    pub agreed: bool,
    /// The rhythm in days: the agreed one, or the median of the days between contacts.
    pub rhythm_days: i32,
    /// The last contact; none where there was none since the customer was added.
    pub last_contact_at: Option<Timestamp>,
    /// How many days ago that was, or the customer was added.
    pub days_since: i32,
    /// The day by which it was due.
    #[ts(type = "string")]
    pub due: Date,
}

/// A customer that isn't to be suggested for a while.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DismissContact {
    /// Its key.
    pub customer_id: CustomerId,
}

/// Until when it isn't suggested, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DismissedContact {
    /// The act.
    pub act: ActId,
    /// From this day on it is suggested again.
    #[ts(type = "string")]
    pub until: Date,
}

/// How many customers are told of.
const SHOWN: usize = 6;

/// By so much of its usual gap a customer must be late to be suggested: half of all contacts come after the median gap, which
/// says nothing yet.
const UNUSUAL: f64 = 1.5;

/// Whoever waits longer than so many usual gaps waits no more than others do: what was years ago is no habit.
const CAP: f64 = 6.0;

/// The shortest time for which a suggestion is dismissed, in days.
const WEEK: i32 = 7;

/// Customers that are due and for whom nothing is planned: first those with whom a rhythm was agreed, by days since the last
/// contact ÷ rhythm, where one that was never contacted waits since it was added; then those without one that are unusually
/// late, by days since the last contact ÷ own median gap, capped, and among equals by how many conversations there were. (The
/// expected value of what they buy takes that place once there are purchases.)
pub async fn list_due_contacts(app: &App, _actor: Actor, input: ListDueContacts) -> Result<DueContacts> {
    let today = app.clock.today();
    let tomorrow = Timestamp::start_of(today.saturating_add(1.days()), app.clock.zone());
    let (now, owner) = (app.clock.now(), input.owner_id);
    let (total, found) = app
        .roll
        .look(app, |roster| {
            let is_due = |entry: &Entry| match entry.contact_due() {
                Some(due) => due < tomorrow,
                None => entry.rhythm().is_some() && entry.lateness(now) >= UNUSUAL,
            };
            let mut due: Vec<&Entry> = roster
                .customers()
                .filter(|entry| entry.next_follow_up.is_none() && is_due(entry))
                .filter(|entry| entry.quiet_until.is_none_or(|until| until <= today))
                .filter(|entry| owner.is_none() || entry.owner == owner)
                .collect();
            let total = due.len();
            due.sort_by(|one, other| before(one, other, now));
            let told = |entry: &Entry| (entry.id, entry.last_contact, entry.is_agreed(), entry.rhythm());
            (total, due.into_iter().take(SHOWN).map(told).collect::<Vec<_>>())
        })
        .await?;
    let mut customers = find_many(app.read(), &found.iter().map(|told| told.0).collect::<Vec<_>>()).await?;
    let channels = super::last_channels(app, &found.iter().map(|told| told.0).collect::<Vec<_>>()).await?;
    let told = |(id, last_contact_at, agreed, rhythm): (CustomerId, Option<Timestamp>, bool, Option<i32>)| {
        let (customer, rhythm_days) = (customers.remove(&id)?, rhythm?);
        let since = last_contact_at.unwrap_or(customer.created_at).date_in(app.clock.zone());
        Some(DueContact {
            customer_id: id,
            channel: customer.preferred_channel.or_else(|| channels.get(&id).copied()),
            agreed,
            rhythm_days,
            due: since.saturating_add(rhythm_days.days()),
            hours: customer.preferred_hours,
            name: customer.name,
            days_since: (today - since).get_days(),
            last_contact_at,
        })
    };
    Ok(DueContacts { total, contacts: found.into_iter().filter_map(told).collect() })
}

/// Who is told of first.
fn before(one: &Entry, other: &Entry, now: Timestamp) -> Ordering {
    let late = |entry: &Entry| if entry.is_agreed() { entry.lateness(now) } else { entry.lateness(now).min(CAP) };
    let agreed = other.is_agreed().cmp(&one.is_agreed());
    let later = agreed.then_with(|| late(other).total_cmp(&late(one)));
    let better_known = later.then_with(|| other.communications.cmp(&one.communications));
    better_known.then_with(|| (&one.sort_key, one.id).cmp(&(&other.sort_key, other.id)))
}

/// Leaves a customer out of the suggestions until its rhythm, agreed or usual, has passed once more from today, at least for a
/// week. Everybody's are the same, so this holds for all, and is undone like any change.
///
/// # Errors
/// `not_found`; `invalid` for one that has no rhythm.
pub async fn dismiss_contact(app: &App, actor: Actor, input: DismissContact) -> Result<DismissedContact> {
    let id = input.customer_id;
    let rhythm = app.roll.look(app, |roster| roster.customer(id).and_then(Entry::rhythm)).await?;
    let mut tx = app.write(actor, "dismiss_contact").await?;
    let before = find(tx.db(), id).await?;
    let rhythm = rhythm.ok_or_else(|| Error::invalid("customerId", "out_of_range"))?;
    let until = app.clock.today().saturating_add(rhythm.max(WEEK).days());
    let mut after = before.clone();
    after.quiet_until = until.to_string();
    tx.update(&before, after).await?;
    tx.counts(1);
    let act = tx.act();
    tx.commit().await?;
    Ok(DismissedContact { act, until })
}

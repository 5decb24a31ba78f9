//! A customer's past in one list: communications, finished follow-ups, changes.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, UnionType};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Channel, CommunicationView, communication, user_names, views};
use crate::App;
use crate::error::Result;
use crate::followups::{self, FollowUpView, follow_up};
use crate::ids::{ActId, CommunicationId, CustomerId, FollowUpId, Timestamp};
use crate::people::Actor;
use crate::search;
use crate::store::change_log::{self, Op};

/// What a timeline can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    /// Calls.
    Call,
    /// E-mails.
    Email,
    /// Chats.
    Chat,
    /// Visits.
    Visit,
    /// Meetings.
    Meeting,
    /// Notes.
    Note,
    /// Finished follow-ups.
    FollowUp,
    /// Changes of the customer's own fields.
    Change,
}

impl TimelineKind {
    const fn channel(self) -> Option<Channel> {
        match self {
            Self::Call => Some(Channel::Call),
            Self::Email => Some(Channel::Email),
            Self::Chat => Some(Channel::Chat),
            Self::Visit => Some(Channel::Visit),
            Self::Meeting => Some(Channel::Meeting),
            Self::Note => Some(Channel::Note),
            Self::FollowUp | Self::Change => None,
        }
    }
}

/// Which part of whose timeline.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListTimeline {
    /// The customer.
    pub customer_id: CustomerId,
    /// Only these kinds; everything but changes where none is named.
    #[serde(default)]
    pub kinds: Option<Vec<TimelineKind>>,
    /// Only communications that hold every word or character of this.
    #[serde(default)]
    pub text: Option<String>,
    /// Entries to skip from the newest.
    #[serde(default)]
    pub offset: Option<usize>,
    /// Entries to return, at most 200.
    #[serde(default)]
    pub limit: Option<usize>,
}

/// One entry.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum TimelineEntry {
    /// Something was said.
    Communication {
        /// When.
        at: Timestamp,
        /// What.
        communication: Box<CommunicationView>,
    },
    /// Something was done.
    FollowUp {
        /// When it was ticked off.
        at: Timestamp,
        /// What.
        follow_up: Box<FollowUpView>,
    },
    /// Fields changed.
    Change {
        /// When.
        at: Timestamp,
        /// Who; a name.
        actor: String,
        /// Which fields, by their column names.
        fields: Vec<String>,
    },
}

/// Entries, newest first.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelinePage {
    /// How many there are in all.
    pub total: usize,
    /// This part of them.
    pub rows: Vec<TimelineEntry>,
}

const LONGEST_PAGE: usize = 200;

/// Columns that follow from others and say nothing to a person.
const SILENT: [&str; 2] = ["sort_key", "name_key"];

/// Where the content of an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Communication(CommunicationId),
    FollowUp(FollowUpId),
    Change(ActId),
}

type Order = Arc<Vec<(Timestamp, Place)>>;

/// The order of the timelines read last, so that a scrollbar may jump anywhere in the longest.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Orders>);

#[derive(Debug, Default)]
struct Orders {
    /// Grows with every change, so that what was read before one is not kept after it.
    turn: u64,
    known: HashMap<Asked, Order>,
}

/// What decides an order: the customer, the kinds, the text.
type Asked = (CustomerId, Option<Vec<TimelineKind>>, String);

/// More orders than this are not kept; one screen asks for one or two.
const KEPT: usize = 4;

impl Cache {
    /// Something changed: every timeline may be another.
    pub fn forget(&self) {
        let mut orders = self.orders();
        orders.turn += 1;
        orders.known.clear();
    }

    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A page of a customer's timeline, newest first.
pub async fn list_timeline(app: &App, _actor: Actor, input: ListTimeline) -> Result<TimelinePage> {
    let order = ordered(app, &input).await?;
    let first = input.offset.unwrap_or_default().min(order.len());
    let last = (first + input.limit.unwrap_or(50).min(LONGEST_PAGE)).min(order.len());
    let rows = rows(app, input.customer_id, &order[first..last]).await?;
    Ok(TimelinePage { total: order.len(), rows })
}

/// Every entry asked for, newest first.
async fn ordered(app: &App, input: &ListTimeline) -> Result<Order> {
    let text = input.text.as_deref().map(str::trim).unwrap_or_default();
    let asked = (input.customer_id, input.kinds.clone(), text.to_owned());
    let turn = {
        let orders = app.timelines.orders();
        if let Some(order) = orders.known.get(&asked) {
            return Ok(Arc::clone(order));
        }
        orders.turn
    };
    let holding = match text {
        "" => None,
        text => Some(search::communications_with(app, text, input.customer_id).await?),
    };
    let mut order = Vec::new();
    if let Some(mut all) = entries(input, holding) {
        all.order_by("at", sea_orm::Order::Desc).order_by("id", sea_orm::Order::Desc);
        for row in app.read().query_all(&all).await? {
            let (kind, id): (i32, Uuid) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
            let place = match kind {
                COMMUNICATION => Place::Communication(id.into()),
                FOLLOW_UP => Place::FollowUp(id.into()),
                _ => Place::Change(id.into()),
            };
            order.push((row.try_get_by_index(0)?, place));
        }
    }
    let order = Arc::new(order);
    let mut orders = app.timelines.orders();
    if orders.turn == turn {
        if orders.known.len() >= KEPT {
            orders.known.clear();
        }
        orders.known.insert(asked, Arc::clone(&order));
    }
    Ok(order)
}

/// The entries at these places; one that went meanwhile is left out.
async fn rows(app: &App, customer: CustomerId, places: &[(Timestamp, Place)]) -> Result<Vec<TimelineEntry>> {
    let db = app.read();
    let (mut talks, mut steps, mut acts) = (Vec::new(), Vec::new(), Vec::new());
    for (_, place) in places {
        match place {
            Place::Communication(id) => talks.push(*id),
            Place::FollowUp(id) => steps.push(*id),
            Place::Change(id) => acts.push(*id),
        }
    }
    let said = communication::Entity::find().filter(communication::Column::Id.is_in(talks)).all(db).await?;
    let said = views(db, said).await?;
    let mut said: HashMap<_, _> = said.into_iter().map(|view| (view.communication.id, view)).collect();
    let done = follow_up::Entity::find().filter(follow_up::Column::Id.is_in(steps)).all(db).await?;
    let done = followups::views(db, done).await?;
    let mut done: HashMap<_, _> = done.into_iter().map(|view| (view.follow_up.id, view)).collect();
    let mut changed = changes(app, customer, &acts).await?;
    let entry = |(at, place): &(Timestamp, Place)| {
        let at = *at;
        Some(match place {
            Place::Communication(id) => TimelineEntry::Communication { at, communication: Box::new(said.remove(id)?) },
            Place::FollowUp(id) => TimelineEntry::FollowUp { at, follow_up: Box::new(done.remove(id)?) },
            Place::Change(id) => {
                let (actor, fields) = changed.remove(id)?;
                TimelineEntry::Change { at, actor, fields: fields.into_iter().collect() }
            }
        })
    };
    Ok(places.iter().filter_map(entry).collect())
}

const COMMUNICATION: i32 = 0;
const FOLLOW_UP: i32 = 1;
const CHANGE: i32 = 2;

/// `(at, kind, id)` of every entry asked for; none where nothing is asked for.
fn entries(input: &ListTimeline, holding: Option<Vec<CommunicationId>>) -> Option<SelectStatement> {
    let searching = holding.is_some();
    let wanted = |kind| !searching && input.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
    let mut parts = Vec::new();
    let channels = input.kinds.as_ref().map(|kinds| kinds.iter().filter_map(|kind| kind.channel()).collect::<Vec<_>>());
    if channels.as_ref().is_none_or(|channels| !channels.is_empty()) {
        use communication::Column;
        let mut part = part(COMMUNICATION, Expr::col(Column::At), Expr::col(Column::Id));
        part.from(communication::Entity)
            .and_where(Column::CustomerId.eq(input.customer_id))
            .and_where(Column::DeletedAt.is_null());
        if let Some(channels) = channels {
            part.and_where(Column::Channel.is_in(channels));
        }
        if let Some(holding) = holding {
            part.and_where(Column::Id.is_in(holding));
        }
        parts.push(part);
    }
    if wanted(TimelineKind::FollowUp) {
        use follow_up::Column;
        let mut part = part(FOLLOW_UP, Expr::col(Column::DoneAt), Expr::col(Column::Id));
        part.from(follow_up::Entity)
            .and_where(Column::CustomerId.eq(input.customer_id))
            .and_where(Column::DeletedAt.is_null())
            .and_where(Column::DoneAt.is_not_null());
        parts.push(part);
    }
    if !searching && input.kinds.as_ref().is_some_and(|kinds| kinds.contains(&TimelineKind::Change)) {
        use change_log::Column;
        let mut part = part(CHANGE, Expr::col(Column::At).max().div(1 << 16), Expr::col(Column::Tx));
        part.from(change_log::Entity)
            .and_where(Column::Row.eq(input.customer_id))
            .and_where(Column::Op.eq(Op::Update))
            .and_where(Column::Field.is_not_in(SILENT))
            .group_by_col(Column::Tx);
        parts.push(part);
    }
    let mut parts = parts.into_iter();
    let first = parts.next()?;
    Some(parts.fold(first, |mut all, part| all.union(UnionType::All, part).to_owned()))
}

fn part(kind: i32, at: Expr, id: Expr) -> SelectStatement {
    Query::select()
        .expr_as(at, Alias::new("at"))
        .expr_as(Expr::value(kind), Alias::new("kind"))
        .expr_as(id, Alias::new("id"))
        .to_owned()
}

/// Who changed which fields, by unit of work.
type Changes = HashMap<ActId, (String, BTreeSet<String>)>;

/// Who changed which fields of a customer.
async fn changes(app: &App, customer: CustomerId, acts: &[ActId]) -> Result<Changes> {
    use change_log::Column;
    let mut changed = Changes::new();
    if acts.is_empty() {
        return Ok(changed);
    }
    let names = user_names(app.read()).await?;
    let entries = change_log::Entity::find()
        .filter(Column::Tx.is_in(acts.iter().copied()))
        .filter(Column::Row.eq(customer))
        .filter(Column::Op.eq(Op::Update))
        .filter(Column::Field.is_not_in(SILENT))
        .all(app.read())
        .await?;
    for entry in entries {
        let actor = names.get(&entry.actor).cloned().unwrap_or_default();
        changed.entry(entry.tx).or_insert_with(|| (actor, BTreeSet::new())).1.insert(entry.field);
    }
    Ok(changed)
}

//! A customer's past in one list: communications, finished follow-ups, changes.

use std::collections::{BTreeSet, HashMap};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement, UnionType};
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
    pub offset: Option<u32>,
    /// Entries to return, at most 200.
    #[serde(default)]
    pub limit: Option<u32>,
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
        communication: CommunicationView,
    },
    /// Something was done.
    FollowUp {
        /// When it was ticked off.
        at: Timestamp,
        /// What.
        follow_up: FollowUpView,
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
    #[ts(type = "number")]
    pub total: u64,
    /// This part of them.
    pub entries: Vec<TimelineEntry>,
}

const LONGEST_PAGE: u32 = 200;

/// Columns that follow from others and say nothing to a person.
const SILENT: [&str; 2] = ["sort_key", "name_key"];

/// A page of a customer's timeline, newest first.
pub async fn list_timeline(app: &App, _actor: Actor, input: ListTimeline) -> Result<TimelinePage> {
    let db = app.read();
    let holding = match input.text.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) => Some(search::communications_with(app, text, input.customer_id).await?),
    };
    let Some(mut all) = entries(&input, holding) else { return Ok(TimelinePage { total: 0, entries: Vec::new() }) };
    let counted = Query::select().expr(Expr::cust("count(*)")).from_subquery(all.clone(), "entries").to_owned();
    let total: i64 = match db.query_one(&counted).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    all.order_by("at", Order::Desc)
        .order_by("id", Order::Desc)
        .limit(Ord::min(input.limit.unwrap_or(50), LONGEST_PAGE).into())
        .offset(input.offset.unwrap_or_default().into());
    let mut order: Vec<(Timestamp, String, Uuid)> = Vec::new();
    for row in db.query_all(&all).await? {
        order.push((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?));
    }
    let of = |kind: &str| order.iter().filter(|entry| entry.1 == kind).map(|entry| entry.2).collect::<Vec<_>>();
    let said = communication::Entity::find()
        .filter(communication::Column::Id.is_in(of("communication").into_iter().map(CommunicationId)))
        .all(db)
        .await?;
    let said = views(db, said).await?;
    let mut said: HashMap<Uuid, CommunicationView> =
        said.into_iter().map(|view| (view.communication.id.0, view)).collect();
    let done = follow_up::Entity::find()
        .filter(follow_up::Column::Id.is_in(of("follow_up").into_iter().map(FollowUpId)))
        .all(db)
        .await?;
    let done = followups::views(db, done).await?;
    let mut done: HashMap<Uuid, FollowUpView> = done.into_iter().map(|view| (view.follow_up.id.0, view)).collect();
    let mut changed = changes(app, input.customer_id, &of("change")).await?;
    let entry = |(at, _, id): (Timestamp, String, Uuid)| {
        let communication = said.remove(&id).map(|communication| TimelineEntry::Communication { at, communication });
        let follow_up = || done.remove(&id).map(|follow_up| TimelineEntry::FollowUp { at, follow_up });
        communication.or_else(follow_up).or_else(|| {
            changed.remove(&id).map(|(actor, fields)| TimelineEntry::Change {
                at,
                actor,
                fields: fields.into_iter().collect(),
            })
        })
    };
    let entries = order.into_iter().filter_map(entry).collect();
    Ok(TimelinePage { total: u64::try_from(total).unwrap_or_default(), entries })
}

/// `(at, kind, id)` of every entry asked for; none where nothing is asked for.
fn entries(input: &ListTimeline, holding: Option<Vec<CommunicationId>>) -> Option<SelectStatement> {
    let searching = holding.is_some();
    let wanted = |kind| !searching && input.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
    let mut parts = Vec::new();
    let channels = input.kinds.as_ref().map(|kinds| kinds.iter().filter_map(|kind| kind.channel()).collect::<Vec<_>>());
    if channels.as_ref().is_none_or(|channels| !channels.is_empty()) {
        use communication::Column;
        let mut part = part("communication", Expr::col(Column::At), Expr::col(Column::Id));
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
        let mut part = part("follow_up", Expr::col(Column::DoneAt), Expr::col(Column::Id));
        part.from(follow_up::Entity)
            .and_where(Column::CustomerId.eq(input.customer_id))
            .and_where(Column::DeletedAt.is_null())
            .and_where(Column::DoneAt.is_not_null());
        parts.push(part);
    }
    if !searching && input.kinds.as_ref().is_some_and(|kinds| kinds.contains(&TimelineKind::Change)) {
        use change_log::Column;
        let mut part = part("change", Expr::col(Column::At).max().div(1 << 16), Expr::col(Column::Tx));
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

fn part(kind: &str, at: Expr, id: Expr) -> SelectStatement {
    Query::select()
        .expr_as(at, Alias::new("at"))
        .expr_as(Expr::value(kind), Alias::new("kind"))
        .expr_as(id, Alias::new("id"))
        .to_owned()
}

/// Who changed which fields of a customer, by unit of work.
async fn changes(app: &App, customer: CustomerId, acts: &[Uuid]) -> Result<HashMap<Uuid, (String, BTreeSet<String>)>> {
    use change_log::Column;
    let mut changed: HashMap<Uuid, (String, BTreeSet<String>)> = HashMap::new();
    if acts.is_empty() {
        return Ok(changed);
    }
    let names = user_names(app.read()).await?;
    let entries = change_log::Entity::find()
        .filter(Column::Tx.is_in(acts.iter().copied().map(ActId)))
        .filter(Column::Row.eq(customer))
        .filter(Column::Op.eq(Op::Update))
        .filter(Column::Field.is_not_in(SILENT))
        .all(app.read())
        .await?;
    for entry in entries {
        let actor = names.get(&entry.actor).cloned().unwrap_or_default();
        changed.entry(entry.tx.0).or_insert_with(|| (actor, BTreeSet::new())).1.insert(entry.field);
    }
    Ok(changed)
}

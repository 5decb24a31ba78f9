//! The history of every change: acts newest first, what each changed in words a person knows, and the way back from any of them.
//!
//! Everyone who may read sees it. A whole act is taken back by whoever did it or by one who oversees others
//! ([`undo`](crate::store::undo::undo)); a single value or record is restored by anyone whose role may write it, since that
//! is a change like any other.

pub mod changes;
mod names;
pub mod restore;
pub(crate) mod words;

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, Iterable, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::error::{Error, Result};
use crate::ids::{ActId, CustomerId, Timestamp, UserId};
use crate::people::Actor;
pub use crate::store::act::Kind;
use crate::store::act::{self, Column as Act};
use crate::store::change_log::{self, still_merged};
use crate::store::touched::{self, Column as Touch};
use crate::store::undo::{UndoneAct, may_take_back};
use changes::{Change, entries_of, views};
use names::Names;

/// Which part of the history.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListHistory {
    /// Only what touched this customer or something that belongs to it.
    pub customer_id: Option<CustomerId>,
    /// Only what this person did.
    pub actor: Option<UserId>,
    /// Only acts of this kind.
    pub kind: Option<Kind>,
    /// Only since the beginning of this day, YYYY-MM-DD.
    pub from: Option<String>,
    /// Only until the end of this day.
    pub to: Option<String>,
    /// Only what came before this act, by its place.
    #[ts(optional, type = "number | null")]
    pub before: Option<i64>,
    /// Acts to return, at most 200.
    pub limit: Option<u32>,
}

/// What took an act back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakenBack {
    /// When.
    pub at: Timestamp,
    /// By whom; a name.
    pub actor: String,
}

/// One act.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "PastAct")]
pub struct ActView {
    /// Its place in the history.
    #[ts(type = "number")]
    pub seq: i64,
    /// Its key.
    pub act: ActId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: UserId,
    /// Who; a name.
    pub actor_name: String,
    /// Its command, as `delete_customers`.
    pub command: String,
    /// What a person would say it did.
    pub kind: Kind,
    /// How many records it touched.
    #[ts(type = "number")]
    pub count: i64,
    /// The act that it took back or did again, the one that began it.
    pub undoes: Option<UndoneAct>,
    /// What took it back.
    pub undone: Option<TakenBack>,
    /// Whether whoever asks may take it back now, and something of it is left: in the history of one customer, of what it
    /// merged into this one.
    pub can_undo: bool,
    /// The first of what it changed.
    pub changes: Vec<Change>,
    /// Whether there is more.
    pub more: bool,
}

/// Acts, newest first.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryPage {
    /// This part of them.
    pub acts: Vec<ActView>,
    /// The place to go on from; none at the end.
    #[ts(type = "number | null")]
    pub next: Option<i64>,
}

const LONGEST_PAGE: u32 = 200;

/// Changes that come along with an act's line.
const SHOWN: u64 = 3;

/// Acts of a customer that are looked through at once when they are narrowed further.
const STEP: u64 = 500;

/// A page of the history. The order is that of time; acts of one instant are in the order of their commit.
///
/// # Errors
/// `invalid` for a day that is none.
pub async fn list_history(app: &App, actor: Actor, input: ListHistory) -> Result<HistoryPage> {
    let limit = input.limit.unwrap_or(50).clamp(1, LONGEST_PAGE);
    let wanted = Wanted::of(app, &input).await?;
    let limit = usize::try_from(limit).unwrap_or_default();
    let mut acts = match input.customer_id {
        Some(customer) => of_customer(app, &wanted, customer, limit + 1).await?,
        None => of_all(app, &wanted, limit + 1).await?,
    };
    let next = (acts.len() > limit).then(|| acts[limit - 1].seq);
    acts.truncate(limit);
    let mut shown = Vec::with_capacity(acts.len());
    let mut all = Vec::new();
    for act in acts {
        let mut entries = entries_of(app.read(), act.id, input.customer_id, 0, SHOWN + 1).await?;
        let more = entries.len() as u64 > SHOWN;
        entries.truncate(usize::try_from(SHOWN).unwrap_or_default());
        all.extend(entries.iter().cloned());
        shown.push((act, entries, more));
    }
    // Of a merge of many each customer may have been taken apart by itself.
    let mut spent: HashSet<ActId> = HashSet::new();
    for (act, ..) in shown.iter().filter(|(act, ..)| act.command == "merge_duplicates" && act.undone_by.is_none()) {
        if !still_merged(app.read(), act.id, input.customer_id).await? {
            spent.insert(act.id);
        }
    }
    let names = Names::of(app, &all, &[]).await?;
    let mut linked: HashMap<ActId, act::Model> = HashMap::new();
    let mut wanted: Vec<ActId> = shown.iter().flat_map(|(act, ..)| [act.undoes, act.undone_by]).flatten().collect();
    while !wanted.is_empty() {
        let found = act::Entity::find().filter(Act::Id.is_in(wanted)).all(app.read()).await?;
        wanted = found.iter().filter_map(|act| act.undoes).filter(|id| !linked.contains_key(id)).collect();
        linked.extend(found.into_iter().map(|act| (act.id, act)));
    }
    // What was undone and done again is called after the act that began it.
    let root = |id: ActId| -> Option<UndoneAct> {
        let mut act = linked.get(&id)?;
        while let Some(before) = act.undoes {
            act = linked.get(&before)?;
        }
        Some(act.clone().into())
    };
    let view = |(act, entries, more): (act::Model, Vec<change_log::Model>, bool)| ActView {
        actor_name: names.actor(act.actor),
        undoes: act.undoes.and_then(root),
        // An act beyond undo names itself: that is no undoing.
        undone: act
            .undone_by
            .filter(|by| *by != act.id)
            .and_then(|id| linked.get(&id))
            .map(|by| TakenBack { at: by.at, actor: names.actor(by.actor) }),
        can_undo: act.undone_by.is_none()
            && !spent.contains(&act.id)
            && actor.role.may_serve()
            && may_take_back(actor, &act),
        changes: views(&entries, &names),
        seq: act.seq,
        act: act.id,
        at: act.at,
        actor: act.actor,
        command: act.command,
        kind: act.kind,
        count: act.count,
        more,
    };
    Ok(HistoryPage { acts: shown.into_iter().map(view).collect(), next })
}

/// What the acts of a page have in common.
struct Wanted {
    actor: Option<UserId>,
    kind: Option<Kind>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    /// The last one seen.
    after: Option<(Timestamp, i64)>,
}

impl Wanted {
    async fn of(app: &App, input: &ListHistory) -> Result<Self> {
        let after = match input.before {
            Some(seq) => act::Entity::find_by_id(seq).one(app.read()).await?.map(|act| (act.at, act.seq)),
            None => None,
        };
        let day = |field: &str, text: &Option<String>, days: i64| -> Result<Option<Timestamp>> {
            let Some(text) = text.as_deref().filter(|text| !text.is_empty()) else { return Ok(None) };
            let invalid = || Error::invalid(field, "date_invalid");
            let day: Date = text.parse().map_err(|_| invalid())?;
            let day = day.saturating_add(jiff::Span::new().days(days));
            let start = day.to_zoned(app.clock.zone().clone()).map_err(|_| invalid())?;
            Ok(Some(start.timestamp().into()))
        };
        let (since, until) = (day("from", &input.from, 0)?, day("to", &input.to, 1)?);
        Ok(Self { actor: input.actor, kind: input.kind, since, until, after })
    }

    fn narrow(&self, acts: Select<act::Entity>) -> Select<act::Entity> {
        let acts = match self.actor {
            Some(actor) => acts.filter(Act::Actor.eq(actor)),
            None => acts,
        };
        match self.kind {
            Some(kind) => acts.filter(Act::Kind.eq(kind)),
            None => acts,
        }
    }
}

/// Narrows a query to the time that is wanted and to what comes after the last one seen; the first condition is what an index
/// can be read from.
macro_rules! in_time {
    ($query:expr, $wanted:expr, $at:expr, $seq:expr) => {{
        let mut query = $query;
        if let Some(since) = $wanted.since {
            query = query.filter($at.gte(since));
        }
        if let Some(until) = $wanted.until {
            query = query.filter($at.lt(until));
        }
        if let Some((at, seq)) = $wanted.after {
            query = query.filter($at.lte(at)).filter(Condition::any().add($at.lt(at)).add($seq.lt(seq)));
        }
        query.order_by_desc($at).order_by_desc($seq)
    }};
}

async fn of_all(app: &App, wanted: &Wanted, count: usize) -> Result<Vec<act::Model>> {
    // One index serves person and kind together, so that the acts of a person are those of each kind.
    let kinds: Vec<Option<Kind>> = match (wanted.actor, wanted.kind) {
        (Some(_), None) => Kind::iter().map(Some).collect(),
        (_, kind) => vec![kind],
    };
    let mut found = Vec::new();
    for kind in kinds {
        let of_kind = Wanted { kind, ..*wanted };
        let acts = in_time!(of_kind.narrow(act::Entity::find()), wanted, Act::At, Act::Seq);
        found.extend(acts.limit(count as u64).all(app.read()).await?);
    }
    found.sort_by_key(|act| std::cmp::Reverse((act.at, act.seq)));
    found.truncate(count);
    Ok(found)
}

async fn of_customer(app: &App, wanted: &Wanted, customer: CustomerId, count: usize) -> Result<Vec<act::Model>> {
    let mut found: Vec<act::Model> = Vec::new();
    let mut wanted = Wanted { ..*wanted };
    let narrowed = wanted.actor.is_some() || wanted.kind.is_some();
    let step = if narrowed { STEP } else { count as u64 };
    loop {
        let touched = touched::Entity::find().filter(Touch::CustomerId.eq(customer));
        let touched = in_time!(touched, wanted, Touch::At, Touch::Act).limit(step).all(app.read()).await?;
        let acts = act::Entity::find().filter(Act::Seq.is_in(touched.iter().map(|touch| touch.act)));
        found.extend(wanted.narrow(acts).all(app.read()).await?);
        wanted.after = touched.last().map(|touch| (touch.at, touch.act));
        if found.len() >= count || (touched.len() as u64) < step {
            break;
        }
    }
    found.sort_by_key(|act| std::cmp::Reverse((act.at, act.seq)));
    found.truncate(count);
    Ok(found)
}

//! Open follow-ups that become somebody else's, many at once: chosen ones, or all that a person has.

use std::collections::{BTreeMap, HashSet};

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FollowUp, follow_up};
use crate::App;
use crate::communications::user_names;
use crate::error::{Error, Result};
use crate::ids::{ActId, FollowUpId, UserId};
use crate::jobs::Progress;
use crate::people::{Actor, user};

/// Which open follow-ups; what is done stays with whoever did it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum FollowUpSelection {
    /// These.
    Ids(Vec<FollowUpId>),
    /// All of a person's, or with null all that are nobody's.
    OpenOf(Option<UserId>),
}

/// Follow-ups, and whose they are to be.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GiveFollowUps {
    /// Which ones.
    pub follow_ups: FollowUpSelection,
    /// Who gets them; null for nobody.
    pub owner_id: Option<UserId>,
}

/// What giving follow-ups to somebody would change.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GivePreview {
    /// How many would change hands.
    pub giving: usize,
    /// How many are theirs already.
    pub same: usize,
    /// How many of those that were named are done or deleted by now.
    pub gone: usize,
    /// Whose those are that would change hands, the one with the most first.
    pub from: Vec<GivenFrom>,
}

/// Somebody who has follow-ups, and how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GivenFrom {
    /// Whose; null where they are nobody's.
    pub owner_id: Option<UserId>,
    /// The name; empty where they are nobody's.
    pub name: String,
    /// How many.
    pub count: usize,
}

/// What was given.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpsGiven {
    /// The act that undo takes back; none where all were theirs already.
    pub act: Option<ActId>,
    /// How many changed hands.
    pub count: usize,
}

/// Follow-ups between two looks at whether the person stopped it.
const STEP: usize = 2_000;

/// Counts what giving would change, without changing it.
///
/// # Errors
/// `invalid` for an owner that isn't there.
pub async fn preview_give(app: &App, _actor: Actor, input: GiveFollowUps) -> Result<GivePreview> {
    let db = app.read();
    there(db, input.owner_id).await?;
    let mut held: BTreeMap<Option<UserId>, usize> = BTreeMap::new();
    let named = match input.follow_ups {
        FollowUpSelection::Ids(ids) => {
            let ids = once(ids);
            for chunk in ids.chunks(STEP) {
                let owners: Vec<Option<UserId>> = owners_of(open(chunk)).all(db).await?;
                owners.into_iter().for_each(|owner| *held.entry(owner).or_default() += 1);
            }
            ids.len()
        }
        FollowUpSelection::OpenOf(owner) => {
            let count = usize::try_from(open_of(owner).count(db).await?).unwrap_or_default();
            held.insert(owner, count);
            count
        }
    };
    let gone = named - held.values().sum::<usize>();
    let same = held.remove(&input.owner_id).unwrap_or_default();
    let names = user_names(db).await?;
    let mut from: Vec<GivenFrom> = held
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(owner_id, count)| {
            let name = owner_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
            GivenFrom { owner_id, name, count }
        })
        .collect();
    from.sort_by(|a, b| (b.count, &a.name).cmp(&(a.count, &b.name)));
    Ok(GivePreview { giving: from.iter().map(|from| from.count).sum(), same, gone, from })
}

/// Makes open follow-ups somebody else's, whole or not at all, as one act that undo takes back.
///
/// # Errors
/// `cancelled`; `invalid` for an owner that isn't there.
pub async fn give_follow_ups(
    app: &App,
    actor: Actor,
    input: GiveFollowUps,
    progress: &Progress,
) -> Result<FollowUpsGiven> {
    let mut tx = app.write(actor, "give_follow_ups").await?;
    there(tx.db(), input.owner_id).await?;
    let ids = match input.follow_ups {
        FollowUpSelection::Ids(ids) => once(ids),
        FollowUpSelection::OpenOf(owner) => ids_of(open_of(owner)).all(tx.db()).await?,
    };
    let mut count = 0;
    for (step, chunk) in ids.chunks(STEP).enumerate() {
        progress.at(step * STEP, ids.len())?;
        let open: Vec<FollowUpId> = ids_of(open(chunk)).all(tx.db()).await?;
        let keys: Vec<Uuid> = open.iter().map(|id| id.0).collect();
        count += tx.update_many::<FollowUp>(follow_up::Column::OwnerId, &input.owner_id.into(), &keys).await?;
    }
    progress.at(ids.len(), ids.len())?;
    tx.counts(count);
    let act = (count > 0).then(|| tx.act());
    if act.is_some() {
        tx.commit().await?;
    }
    Ok(FollowUpsGiven { act, count })
}

fn once(ids: Vec<FollowUpId>) -> Vec<FollowUpId> {
    let mut met = HashSet::with_capacity(ids.len());
    ids.into_iter().filter(|id| met.insert(*id)).collect()
}

fn all_open() -> Select<follow_up::Entity> {
    use follow_up::Column;
    follow_up::Entity::find().filter(Column::DeletedAt.is_null()).filter(Column::DoneAt.is_null())
}

fn open(ids: &[FollowUpId]) -> Select<follow_up::Entity> {
    all_open().filter(follow_up::Column::Id.is_in(ids.iter().copied()))
}

fn open_of(owner: Option<UserId>) -> Select<follow_up::Entity> {
    use follow_up::Column::OwnerId;
    all_open().filter(owner.map_or_else(|| OwnerId.is_null(), |owner| OwnerId.eq(owner)))
}

type Column<T> = sea_orm::Selector<sea_orm::SelectGetableTuple<T>>;

fn ids_of(query: Select<follow_up::Entity>) -> Column<FollowUpId> {
    query.order_by_asc(follow_up::Column::Id).select_only().column(follow_up::Column::Id).into_tuple()
}

fn owners_of(query: Select<follow_up::Entity>) -> Column<Option<UserId>> {
    query.select_only().column(follow_up::Column::OwnerId).into_tuple()
}

/// Whether whoever gets them is one of the workspace's people.
async fn there(db: &impl ConnectionTrait, owner: Option<UserId>) -> Result<()> {
    let Some(owner) = owner else { return Ok(()) };
    let found = user::Entity::find_by_id(owner).filter(user::Column::DeletedAt.is_null()).one(db).await?;
    found.map(|_| ()).ok_or_else(|| Error::invalid("ownerId", "not_found"))
}

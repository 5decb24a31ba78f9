//! Undo and redo from the log. Taking something back is itself a unit of work, so it can be taken back too.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::act::{self, Column as Act};
use super::plan::{Plan, entries};
use super::stage;
use super::unit::{Tx, sql_with};
use crate::error::{Code, Error, Result};
use crate::ids::ActId;
use crate::people::Actor;
use crate::{App, Nothing};

/// Which act to take back; the latest of one's own where none is named.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Undo {
    /// The act; one that took another back is done again.
    pub act: Option<ActId>,
    /// Leave alone what changed since, and take back the rest.
    pub rest: Option<bool>,
}

/// What was taken back or done again.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoResult {
    /// None where there was nothing.
    pub done: Option<UndoneAct>,
}

/// An act as a message names it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoneAct {
    /// The act.
    pub act: ActId,
    /// Its command, as `delete_customers`.
    pub command: String,
    /// How many records it touched.
    #[ts(type = "number")]
    pub count: i64,
}

impl From<act::Model> for UndoneAct {
    fn from(act: act::Model) -> Self {
        Self { act: act.id, command: act.command, count: act.count }
    }
}

/// Takes back the actor's latest act, or the named one. Whoever oversees others may name theirs too.
///
/// # Errors
/// `conflict` where something changed since, naming it; `not_found` where the named act is taken back already; `refused`
/// where it is somebody else's.
pub async fn undo(app: &App, actor: Actor, input: Undo) -> Result<UndoResult> {
    let tx = app.write(actor, "undo").await?;
    let act = match input.act {
        Some(id) => open_act(tx.db(), actor, id).await?,
        None => {
            let open = act::Entity::find().filter(Act::UndoneBy.is_null());
            let own = open.filter(Act::Actor.eq(actor.user)).filter(Act::Undoes.is_null());
            let latest = own.order_by_desc(Act::Seq).one(tx.db()).await?;
            let Some(act) = latest else { return Ok(UndoResult { done: None }) };
            act
        }
    };
    take_back(tx, &act, input.rest.unwrap_or_default()).await
}

/// Does again what the actor took back last, unless something new was done since.
///
/// # Errors
/// `conflict` where something changed since, naming it.
pub async fn redo(app: &App, actor: Actor, _input: Nothing) -> Result<UndoResult> {
    let tx = app.write(actor, "redo").await?;
    let own = || act::Entity::find().filter(Act::Actor.eq(actor.user));
    let taken_back = own().filter(Act::Command.eq("undo")).filter(Act::UndoneBy.is_null());
    let Some(undo) = taken_back.order_by_desc(Act::Seq).one(tx.db()).await? else {
        return Ok(UndoResult { done: None });
    };
    let newer = own().filter(Act::Undoes.is_null()).filter(Act::Seq.gt(undo.seq));
    if newer.one(tx.db()).await?.is_some() {
        return Ok(UndoResult { done: None });
    }
    take_back(tx, &undo, false).await
}

/// An act that wasn't taken back, for somebody who may do that.
///
/// # Errors
/// `not_found`; `refused` where it is somebody else's.
pub(crate) async fn open_act(db: &impl ConnectionTrait, actor: Actor, id: ActId) -> Result<act::Model> {
    let open = act::Entity::find().filter(Act::UndoneBy.is_null());
    let act = open.filter(Act::Id.eq(id)).one(db).await?;
    let act = act.ok_or_else(|| Error::not_found("act to undo"))?;
    if may_take_back(actor, &act) { Ok(act) } else { Err(Error::new(Code::Refused, "somebody else's act")) }
}

/// Undo is per actor, but whoever oversees others may take back what they did.
pub(crate) fn may_take_back(actor: Actor, act: &act::Model) -> bool {
    act.actor == actor.user || actor.role.may_oversee()
}

/// An act of so many records goes all over the database when it is taken back.
const MANY: i64 = 2_000;

/// Writes the opposite of an act. With `rest` it leaves alone what changed since.
async fn take_back(tx: Tx<'_>, act: &act::Model, rest: bool) -> Result<UndoResult> {
    let app = tx.app();
    if act.count < MANY {
        return turn_round(tx, act, rest).await;
    }
    stage::widen(tx.db()).await?;
    let done = turn_round(tx, act, rest).await;
    stage::narrow(app.write_derived()).await?;
    done
}

/// Writes the opposite of an act and turns round every act that it took back itself.
async fn turn_round(mut tx: Tx<'_>, act: &act::Model, rest: bool) -> Result<UndoResult> {
    let plan = Plan::of(tx.db(), act.actor, &entries(tx.db(), act.id).await?).await?;
    if !rest {
        plan.unhindered()?;
    }
    plan.carry_out(&mut tx).await?;
    mark(&tx, act.id, Some(tx.act())).await?;
    // What it took back holds again, what that had taken back doesn't, and so on to the act that began it.
    let mut root = act.clone();
    let mut holds = true;
    while let Some(id) = root.undoes {
        mark(&tx, id, (!holds).then_some(root.id)).await?;
        holds = !holds;
        let found = act::Entity::find().filter(Act::Id.eq(id)).one(tx.db()).await?;
        root = found.ok_or_else(|| Error::not_found("act"))?;
    }
    tx.takes_back(act.id, if act.command == "undo" { "redo" } else { "undo" });
    tx.counts(usize::try_from(root.count).unwrap_or_default());
    tx.commit().await?;
    Ok(UndoResult { done: Some(root.into()) })
}

/// Notes on `act` which act took it back.
async fn mark(tx: &Tx<'_>, act: ActId, by: Option<ActId>) -> Result<()> {
    let sql = "UPDATE act SET undone_by = ? WHERE id = ?";
    tx.write_derived().execute_raw(sql_with(sql, vec![by.into(), act.into()])).await?;
    Ok(())
}

//! Undo and redo from the log. Taking something back is itself a unit of work, so it can be taken back too.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::act::{self, Column as Act};
use super::change_log::newest;
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
    let which = input.act.map_or(Which::Latest, Which::Named);
    take_back(app, actor, which, input.rest.unwrap_or_default()).await
}

/// Does again what the actor took back last, unless something new was done since.
///
/// # Errors
/// `conflict` where something changed since, naming it.
pub async fn redo(app: &App, actor: Actor, _input: Nothing) -> Result<UndoResult> {
    take_back(app, actor, Which::TakenBack, false).await
}

/// Which act is meant.
#[derive(Clone, Copy)]
enum Which {
    /// The actor's latest.
    Latest,
    Named(ActId),
    /// What the actor took back last, unless something new was done since.
    TakenBack,
}

impl Which {
    const fn command(self) -> &'static str {
        match self {
            Self::Latest | Self::Named(_) => "undo",
            Self::TakenBack => "redo",
        }
    }

    /// The act that is to be turned round; none where there is nothing.
    async fn find(self, db: &impl ConnectionTrait, actor: Actor) -> Result<Option<act::Model>> {
        let own = || act::Entity::find().filter(Act::Actor.eq(actor.user));
        let open = || own().filter(Act::UndoneBy.is_null());
        match self {
            Self::Named(id) => open_act(db, actor, id).await.map(Some),
            Self::Latest => Ok(open().filter(Act::Undoes.is_null()).order_by_desc(Act::Seq).one(db).await?),
            Self::TakenBack => {
                let taken_back = open().filter(Act::Command.eq("undo")).order_by_desc(Act::Seq).one(db).await?;
                let Some(undo) = taken_back else { return Ok(None) };
                let newer = own().filter(Act::Undoes.is_null()).filter(Act::Seq.gt(undo.seq));
                Ok(newer.one(db).await?.is_none().then_some(undo))
            }
        }
    }
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
async fn take_back(app: &App, actor: Actor, which: Which, rest: bool) -> Result<UndoResult> {
    let ahead = ahead(app, actor, which).await?;
    let tx = app.write(actor, which.command()).await?;
    let Some(act) = which.find(tx.db(), actor).await? else { return Ok(UndoResult { done: None }) };
    let plan = match ahead {
        Some(ahead) if ahead.act == act.id && ahead.newest == newest(tx.db()).await? => ahead.plan,
        _ => plan_of(tx.db(), &act).await?,
    };
    if act.count < MANY {
        return turn_round(tx, &act, plan, rest).await;
    }
    stage::widen(tx.db()).await?;
    let done = turn_round(tx, &act, plan, rest).await;
    stage::narrow(app.write_derived()).await?;
    done
}

/// A plan that holds as long as nothing more is written.
struct Ahead {
    act: ActId,
    /// The newest place of the log when it was begun.
    newest: i64,
    plan: Plan,
}

/// What turning round an act of so many records comes to, found out before the writer is held: whoever saves something
/// meanwhile doesn't wait for that.
async fn ahead(app: &App, actor: Actor, which: Which) -> Result<Option<Ahead>> {
    let db = app.read();
    let newest = newest(db).await?;
    let Some(act) = which.find(db, actor).await?.filter(|act| act.count >= MANY) else { return Ok(None) };
    Ok(Some(Ahead { act: act.id, newest, plan: plan_of(db, &act).await? }))
}

async fn plan_of(db: &impl ConnectionTrait, act: &act::Model) -> Result<Plan> {
    Plan::of(db, act.actor, &entries(db, act.id).await?).await
}

/// Writes the opposite of an act and turns round every act that it took back itself.
async fn turn_round(mut tx: Tx<'_>, act: &act::Model, plan: Plan, rest: bool) -> Result<UndoResult> {
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

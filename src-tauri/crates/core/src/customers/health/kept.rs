//! Checks that were kept, a day each, and the rules by which customers are judged. A workspace that is open in a window is
//! checked once a day without being asked: that tells, and changes no record.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Check, Pass, passed};
use crate::App;
use crate::error::{Error, Result, internal};
use crate::events::Event;
use crate::ids::Timestamp;
use crate::people::Actor;
use crate::store::records::ChangeTag;
use crate::store::unit::Change;
use crate::store::{read_meta, write_meta};
use crate::wire::Nothing;

/// Where the workspace keeps its checks, and the rules.
const CHECKS: &str = "health_checks";
const RULES: &str = "health_rules";

/// So many days are kept.
const DAYS: usize = 60;

/// What is opened is shown first; after that it is looked every so often whether a new day has begun.
const FIRST: Duration = Duration::from_secs(20);
const AGAIN: Duration = Duration::from_secs(15 * 60);

/// What the figures should come to, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HealthGoals {
    /// Customers that can be reached.
    pub reachable: u8,
    /// Key fields that are filled.
    pub complete: u8,
    /// Customers that somebody talked to lately.
    pub fresh: u8,
    /// Customers of whom no phone or e-mail is wrong.
    pub valid: u8,
}

/// By what customers are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HealthRules {
    /// What the figures should come to.
    pub goals: HealthGoals,
    /// After so many months without a conversation what is known may be outdated.
    pub silent_months: u16,
}

impl Default for HealthRules {
    fn default() -> Self {
        Self { goals: HealthGoals { reachable: 95, complete: 85, fresh: 80, valid: 98 }, silent_months: 12 }
    }
}

/// What the checks have found since somebody looked last; it is read from what was kept and costs nothing to ask.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HealthFlags {
    /// When the latest check was; none before the first.
    pub checked_at: Option<Timestamp>,
    /// How much more it found than the one of an earlier day, over all that is looked for.
    pub more: usize,
}

/// The check of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    day: String,
    pub at: Timestamp,
    /// How many customers each check found.
    found: BTreeMap<Check, usize>,
}

impl Kept {
    pub fn found(&self, check: Check) -> usize {
        self.found.get(&check).copied().unwrap_or_default()
    }
}

/// The rules of the workspace.
pub(super) async fn rules(app: &App) -> Result<HealthRules> {
    let kept = read_meta(app.read(), RULES).await?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
}

/// The checks that were kept, oldest first.
async fn all(app: &App) -> Result<Vec<Kept>> {
    let kept = read_meta(app.read(), CHECKS).await?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
}

/// The latest check, and the latest of an earlier day.
pub(super) async fn latest(app: &App) -> Result<(Option<Kept>, Option<Kept>)> {
    let (all, today) = (all(app).await?, app.clock.today().to_string());
    let before = all.iter().rev().find(|kept| kept.day < today).cloned();
    Ok((all.into_iter().next_back(), before))
}

/// Checks all customers now, and keeps what was found as the check of the day.
///
/// # Errors
/// The database's.
pub async fn check_health(app: &App, actor: Actor, input: Nothing) -> Result<HealthFlags> {
    check(app).await?;
    health_flags(app, actor, input).await
}

async fn check(app: &App) -> Result<()> {
    let pass: Arc<Pass> = passed(app, rules(app).await?).await?;
    let found = Check::ALL.into_iter().zip(&pass.found).map(|(check, (count, _))| (check, *count)).collect();
    let (day, at) = (app.clock.today().to_string(), app.clock.now());
    let mut kept = all(app).await?;
    kept.retain(|kept| kept.day < day);
    kept.push(Kept { day, at, found });
    let from = kept.len().saturating_sub(DAYS);
    write_meta(app, CHECKS, &serde_json::to_string(&kept[from..]).map_err(internal)?).await?;
    tell(app);
    Ok(())
}

fn tell(app: &App) {
    app.events.send(Event::Change(Change { tags: [ChangeTag::Health].into(), ids: Vec::new() }));
}

/// What the checks have found.
///
/// # Errors
/// The database's.
pub async fn health_flags(app: &App, _actor: Actor, _input: Nothing) -> Result<HealthFlags> {
    let (Some(last), before) = latest(app).await? else { return Ok(HealthFlags::default()) };
    let more = |before: Kept| {
        let more = |check: Check| last.found(check).saturating_sub(before.found(check));
        Check::ALL.into_iter().map(more).sum()
    };
    let is_todays = last.day == app.clock.today().to_string();
    Ok(HealthFlags { checked_at: Some(last.at), more: before.filter(|_| is_todays).map_or(0, more) })
}

/// Changes the rules.
///
/// # Errors
/// `invalid` for a goal beyond all, or no time at all.
pub async fn set_health_rules(app: &App, _actor: Actor, input: HealthRules) -> Result<HealthRules> {
    let HealthGoals { reachable, complete, fresh, valid } = input.goals;
    if [reachable, complete, fresh, valid].iter().any(|goal| *goal > 100) {
        return Err(Error::invalid("goals", "out_of_range"));
    }
    if !(1..=120).contains(&input.silent_months) {
        return Err(Error::invalid("silentMonths", "out_of_range"));
    }
    write_meta(app, RULES, &serde_json::to_string(&input).map_err(internal)?).await?;
    tell(app);
    Ok(input)
}

/// Checks once a day for as long as the workspace is open.
pub(crate) fn start(app: &Arc<App>) {
    let weak = Arc::downgrade(app);
    tokio::spawn(async move {
        tokio::time::sleep(FIRST).await;
        while let Some(app) = weak.upgrade() {
            // What goes wrong here is met again, and told, by whoever opens the page.
            drop(check_if_due(&app).await);
            drop(app);
            tokio::time::sleep(AGAIN).await;
        }
    });
}

/// Checks where nobody has today.
///
/// # Errors
/// The database's.
pub async fn check_if_due(app: &App) -> Result<bool> {
    let today = app.clock.today().to_string();
    let is_due = latest(app).await?.0.is_none_or(|last| last.day != today);
    if is_due {
        check(app).await?;
    }
    Ok(is_due)
}

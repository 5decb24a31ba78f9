//! What rows would change in the customers that are there, for the review.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use ts_rs::TS;

use super::plan::Planned;
use super::review::Review;
use super::rows::{Making, Reach, Rows};
use crate::App;
use crate::customers::{Customer, find_many};
use crate::error::Result;
use crate::fields::Value;
use crate::history::changes::{FieldChange, foretold};
use crate::ids::{CustomFieldId, CustomerId};
use crate::people::Actor;

/// A value of a custom field before and after.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ValueChange {
    /// The field, of the customer or of a person there.
    pub field_id: CustomFieldId,
    /// Before; none where it was empty.
    pub before: Option<Value>,
    /// After.
    pub after: Value,
}

/// What the rows of a customer would change in it. People, phones and tags that are added aren't told here.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportEffect {
    /// Its own fields.
    pub fields: Vec<FieldChange>,
    /// Custom fields, its own and of people that are there.
    pub values: Vec<ValueChange>,
}

/// What would change in the customers that these rows go into, by the places of the rows.
pub(super) async fn effects(
    app: &App,
    actor: Actor,
    review: &Review,
    rows: &HashSet<usize>,
) -> Result<HashMap<usize, ImportEffect>> {
    let Review { plan, read, .. } = review;
    let into: Vec<&Planned> =
        plan.updated.iter().filter(|planned| planned.places().any(|at| rows.contains(&at))).collect();
    let drafts = read.drafts(into.iter().flat_map(|planned| planned.places()).collect())?;
    let ids: Vec<CustomerId> = into.iter().map(|planned| planned.id).collect();
    let mut customers = find_many(app.read(), &ids).await?;
    let making = Making { app, actor, now: app.clock.now(), read, plan, drafts };
    let mut found = Vec::new();
    let mut states: Vec<(Customer, Customer)> = Vec::new();
    for planned in into {
        let Some(before) = customers.remove(&planned.id) else { continue };
        let there = Reach::of(app.read(), planned.id, &read.columns).await?;
        let mut will = there.clone();
        making.said(planned).for_each(|said| Rows::default().reach(&making, planned.id, said, &mut will));
        let after = making.filled(&before, planned);
        states.push((before, after));
        found.push((planned, there.changes(&will)));
    }
    let told = foretold(app, &states).await?;
    let mut effects = HashMap::new();
    for ((planned, values), fields) in found.into_iter().zip(told) {
        let effect = ImportEffect { fields, values };
        effects.extend(planned.places().filter(|at| rows.contains(at)).map(|at| (at, effect.clone())));
    }
    Ok(effects)
}

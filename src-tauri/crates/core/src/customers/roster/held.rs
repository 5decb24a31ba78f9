//! What conditions and sorts on custom fields were answered with, remembered until somebody holds something else: each answer
//! reads what all customers hold in the field.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Roll, Roster};
use crate::App;
use crate::error::Result;
use crate::fields::matching::{self, Found, Test};
use crate::fields::ranks::{Rank, ranks};
use crate::ids::{CustomFieldId, CustomerId};

/// Where customers stand by a field.
pub(crate) type Ranks = Arc<HashMap<CustomerId, Rank>>;

/// More answers than this are not remembered; one screen asks for a few.
const KEPT: usize = 16;

#[derive(Debug, Default)]
pub(super) struct Held {
    found: Found,
    ranks: HashMap<CustomFieldId, Ranks>,
}

impl Held {
    fn make_room(&mut self) {
        if self.found.len() + self.ranks.len() >= KEPT {
            *self = Self::default();
        }
    }
}

impl Roll {
    /// The customers that tests on custom fields find, before any is negated.
    pub async fn found(&self, app: &App, tests: Vec<(CustomFieldId, Test)>) -> Result<Found> {
        if tests.is_empty() {
            return Ok(Found::new());
        }
        let (mut found, seq) = self.look(app, |roster| (roster.held().found.clone(), roster.seq)).await?;
        let new: Vec<_> = tests.into_iter().filter(|test| !found.contains_key(test)).collect();
        if !new.is_empty() {
            let new = matching::find(app, new).await?;
            self.remember(app, seq, |held| held.found.extend(new.clone())).await?;
            found.extend(new);
        }
        Ok(found)
    }

    /// Where customers stand by what they hold in a field; those who hold nothing are left out.
    pub async fn ranks(&self, app: &App, field: CustomFieldId) -> Result<Ranks> {
        let (known, seq) = self.look(app, |roster| (roster.held().ranks.get(&field).cloned(), roster.seq)).await?;
        if let Some(known) = known {
            return Ok(known);
        }
        let new = Arc::new(ranks(app, field).await?);
        self.remember(app, seq, |held| drop(held.ranks.insert(field, Arc::clone(&new)))).await?;
        Ok(new)
    }

    /// Remembers what was read since the roster stood at `seq`, unless it has moved on: then it may be out of date.
    async fn remember(&self, app: &App, seq: i64, keep: impl FnOnce(&mut Held)) -> Result<()> {
        let remember = |roster: &Roster| {
            if roster.seq == seq {
                let mut held = roster.held();
                held.make_room();
                keep(&mut held);
            }
        };
        self.look(app, remember).await
    }
}

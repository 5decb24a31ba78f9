//! Rows whose customer seems to be there already, told in full: of very many, only those that somebody looks at.

use std::collections::{BTreeSet, HashMap};

use satchel_domain::{Identity, clean_text};

use super::ImportDuplicate;
use super::facts::Marked;
use super::plan::{Suspected, Whose};
use super::review::Review;
use crate::App;
use crate::customers::duplicates::{identities, parts};
use crate::customers::find_many;
use crate::error::Result;
use crate::ids::CustomerId;

/// Tells of some of the rows why they seem to be there already.
pub(super) async fn told(app: &App, review: &Review, suspects: &[Suspected]) -> Result<Vec<ImportDuplicate>> {
    let ids: BTreeSet<CustomerId> = suspects.iter().filter_map(Suspected::known).collect();
    let ids: Vec<CustomerId> = ids.into_iter().collect();
    let customers = find_many(app.read(), &ids).await?;
    let known: HashMap<CustomerId, Identity> = identities(app.read(), &ids).await?.into_iter().collect();
    let earlier = |suspect: &Suspected| match suspect.whose {
        Whose::Known(_) => None,
        Whose::Row(place) => Some(review.plan.created[place as usize].at),
    };
    let places = suspects.iter().flat_map(|suspect| [suspect.at, suspect.above].into_iter().chain(earlier(suspect)));
    let rows: HashMap<usize, Marked> = {
        let drafts = review.read.drafts(places.collect())?;
        drafts.into_iter().map(|(at, draft)| (at, Marked::new(draft))).collect()
    };
    let tell = |suspect: &Suspected| {
        let row = rows.get(&suspect.at)?;
        let (other, customer_name, earlier_row) = match suspect.known() {
            Some(id) => (known.get(&id), clean_text(&customers.get(&id)?.name), None),
            None => {
                let earlier = &rows.get(&earlier(suspect)?)?.draft.customer;
                (rows.get(&suspect.above).map(|row| &row.identity), earlier.name.clone(), Some(earlier.row))
            }
        };
        Some(ImportDuplicate {
            row: suspect.row,
            name: row.draft.customer.name.clone(),
            customer_id: suspect.known(),
            customer_name,
            earlier_row,
            score: suspect.score,
            parts: other.map(|other| parts(&other.likeness(&row.identity))).unwrap_or_default(),
        })
    };
    Ok(suspects.iter().filter_map(tell).collect())
}

impl Suspected {
    const fn known(&self) -> Option<CustomerId> {
        match self.whose {
            Whose::Known(id) => Some(id),
            Whose::Row(_) => None,
        }
    }
}

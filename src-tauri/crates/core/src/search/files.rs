//! Files by whose names a communication was found: the reason where its text holds none.

use satchel_search::Terms;

use super::shown::{Marking, segments};
use super::{SearchHit, Segment};
use crate::App;
use crate::communications::attachments;
use crate::error::Result;
use crate::ids::CommunicationId;

/// More names than these tell no more.
const SHOWN: usize = 3;

/// Adds to hits the names of their files that hold what was looked for.
pub(super) async fn mark(app: &App, marking: Marking<'_>, hits: &mut [SearchHit]) -> Result<()> {
    if marking.terms.is_empty() {
        return Ok(());
    }
    let with_files: Vec<CommunicationId> =
        hits.iter().filter(|hit| hit.files > 0).map(|hit| CommunicationId(hit.id)).collect();
    let mut names = attachments::names_of(app.read(), &with_files).await?;
    for hit in hits {
        let near = marking.similar.filter(|(_, ids)| ids.contains(&hit.id));
        let terms = near.map_or(marking.terms, |(terms, _)| terms);
        let names = names.remove(&CommunicationId(hit.id)).unwrap_or_default();
        hit.found_files = names.iter().filter_map(|name| found(terms, name)).take(SHOWN).collect();
    }
    Ok(())
}

/// A name with what was looked for marked; none where it holds none of that.
fn found(terms: &Terms, name: &str) -> Option<Vec<Segment>> {
    let marked = segments(terms.highlight(name));
    marked.iter().any(|segment| segment.hit).then_some(marked)
}

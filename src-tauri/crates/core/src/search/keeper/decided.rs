//! What older communications are about by the program's own decision: looked at again when the categories that it decides by
//! itself are others, in the background and a page at a time. The index notes how far that is, so that it goes on after a kill.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use satchel_search::{Change, Document, Index, Kind};
use uuid::Uuid;

use super::super::documents::{kept, page, with_category};
use crate::App;
use crate::error::{Result, internal};
use crate::events::Event;
use crate::insights::learned::Learned;
use crate::store::records::ChangeTag;
use crate::store::unit;

/// Between two pages, so that whoever works meanwhile comes first.
pub(super) const PAUSE: Duration = Duration::from_millis(50);

/// Stands for what nobody knows: everything is looked at again.
const UNKNOWN: &str = "?";

/// By which categories the index was filled, as its mark says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The categories that the program decides by itself.
    earned: String,
    /// Communications with lower keys are still to be looked at; none where all were.
    below: Option<Uuid>,
}

impl Mark {
    /// All were looked at.
    pub fn done(learned: Option<&Learned>) -> Self {
        Self { earned: learned.map(Learned::earned).unwrap_or_default(), below: None }
    }

    /// Some were looked at with what was known at another time.
    pub fn unknown() -> Self {
        Self { earned: UNKNOWN.to_owned(), below: None }
    }

    fn read(mark: &str) -> Self {
        let (earned, below) = mark.split_once(';').unwrap_or((mark, ""));
        Self { earned: earned.to_owned(), below: below.parse().ok() }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let below = self.below.map(|below| format!(";{}", below.simple())).unwrap_or_default();
        write!(out, "{}{below}", self.earned)
    }
}

/// Looks at the next page of communications, and tells whether there are more.
pub(super) async fn step(app: &App) -> Result<bool> {
    let Some(learned) = app.learner.known() else { return Ok(false) };
    let _writing = app.keeper.writing.lock().await;
    let Some(index) = app.keeper.index().await? else { return Ok(false) };
    let (mark, earned) = (Mark::read(&index.mark()), learned.earned());
    if mark.earned == earned && mark.below.is_none() {
        return Ok(false);
    }
    // Where others are decided by now, it begins anew.
    let from = mark.below.filter(|_| mark.earned == earned).unwrap_or(Uuid::max());
    let (documents, below) = page(app.read(), app.home().country, Kind::Communication, from, None).await?;
    let mark = Mark { earned, below };
    let work = move || look_at(&index, documents, &learned, &mark);
    let changed = tokio::task::spawn_blocking(work).await.map_err(internal)??;
    if changed {
        app.events.send(Event::Change(unit::Change { tags: [ChangeTag::Search].into(), ids: Vec::new() }));
    }
    Ok(below.is_some())
}

/// Puts those of the documents again about which something else is decided now.
fn look_at(index: &Arc<Index>, documents: Vec<Document>, learned: &Learned, mark: &Mark) -> Result<bool> {
    // What a person decided stands.
    let open: Vec<Document> = documents.into_iter().filter(|document| document.category.is_none()).collect();
    let held = index.categories(&open.iter().map(|document| document.id).collect::<Vec<_>>())?;
    let decided = open.into_iter().map(|document| with_category(document, Some(learned)));
    // One that isn't held yet comes with the log.
    let others = decided.filter(|document| held.get(&document.id).is_some_and(|held| *held != document.category));
    let changes: Vec<Change> = others.map(|document| Change::put(kept(document, Some(learned)))).collect();
    let changed = !changes.is_empty();
    index.apply_marked(changes, &mark.to_string())?;
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_written() {
        let below = Some(Uuid::from_u128(7));
        for mark in [
            Mark { earned: String::new(), below: None },
            Mark { earned: String::new(), below },
            Mark { earned: "a,b".to_owned(), below: None },
            Mark { earned: "a,b".to_owned(), below },
            Mark::unknown(),
        ] {
            assert_eq!(Mark::read(&mark.to_string()), mark);
        }
    }
}

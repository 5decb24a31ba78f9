//! Customers and people whose Chinese names are typed in pinyin: no text of the index holds that.

use std::ops::Range;

use satchel_domain::Typed;
use satchel_search::{Hit, Kind, Terms};
use uuid::Uuid;

use super::shown::segments;
use super::{SearchInput, Segment};
use crate::App;
use crate::error::Result;

/// The customers and the people that what is typed spells, each best first; nobody where nothing is `typed`.
pub(super) async fn spelled(
    app: &App,
    input: &SearchInput,
    kinds: &[Kind],
    typed: Option<&Typed>,
) -> Result<[Vec<Hit>; 2]> {
    let narrowed = input.customer_id.is_some()
        || [&input.from, &input.to].into_iter().flatten().any(|day| !day.is_empty())
        || input.channels.as_ref().is_some_and(|channels| !channels.is_empty())
        || input.categories.as_ref().is_some_and(|categories| !categories.is_empty())
        || input.owners.as_ref().is_some_and(|owners| !owners.is_empty());
    let Some(typed) = typed.filter(|_| !narrowed) else { return Ok([Vec::new(), Vec::new()]) };
    let wants = |kind| kinds.is_empty() || kinds.contains(&kind);
    let hit = |kind, id: Uuid| Hit { kind, id, category: None, at_ms: None, score: 0.0 };
    let (customers, people) = (wants(Kind::Customer), wants(Kind::Contact));
    if !customers && !people {
        return Ok([Vec::new(), Vec::new()]);
    }
    app.roll
        .look(app, |roster| {
            let customers = if customers { roster.customers_typed(typed) } else { Vec::new() };
            let people = if people { roster.people_typed(typed) } else { Vec::new() };
            [
                customers.into_iter().map(|id| hit(Kind::Customer, id.0)).collect(),
                people.into_iter().map(|id| hit(Kind::Contact, id.0)).collect(),
            ]
        })
        .await
}

/// The lists' first, then their second, and so on: each has its own idea of what is best.
pub(super) fn in_turn(lists: &[Vec<Hit>]) -> impl Iterator<Item = &Hit> {
    let longest = lists.iter().map(Vec::len).max().unwrap_or_default();
    (0..longest).flat_map(move |at| lists.iter().filter_map(move |list| list.get(at)))
}

/// A name with what was looked for marked: as it is typed in pinyin, else by its own letters.
pub(super) fn marked(terms: &Terms, typed: Option<&Typed>, name: &str) -> Vec<Segment> {
    let places = typed.map(|typed| typed.places(name)).unwrap_or_default();
    if places.is_empty() {
        return segments(terms.highlight(name));
    }
    let mut out = Vec::new();
    let mut add = |part: Range<usize>, hit: bool| {
        if let Some(text) = name.get(part).filter(|text| !text.is_empty()) {
            out.push(Segment { text: text.to_owned(), hit });
        }
    };
    let mut end = 0;
    for place in places {
        add(end..place.start, false);
        end = place.end;
        add(place, true);
    }
    add(end..name.len(), false);
    out
}

//! What a header says about its column besides the field.

use satchel_domain::DateOrder;

use crate::address::{Part, Place, place_of};
use crate::field::{self, ImportField};

/// What is known about a column besides its field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Hint {
    /// What phones, addresses and handles in it are labelled with.
    pub label: Label,
    /// Which part of which address it holds, where it is an address.
    pub place: Option<Place>,
    /// Whether the header only says that the text is a note, so that the note needs no heading.
    pub is_note: bool,
    /// Whether each line is a value of its own, whatever signs are in it; so our own cards are written.
    pub in_lines: bool,
    /// What comes first in its days.
    pub days: DateOrder,
}

/// Where the label of a value comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Label {
    /// Nothing is known.
    #[default]
    None,
    /// The same for the whole column.
    Text(String),
    /// Another column says it, row by row.
    Column(usize),
}

/// What the headers of a table say.
pub(crate) fn hints(headers: &[String]) -> Vec<Hint> {
    let folded: Vec<String> = headers.iter().map(|header| field::fold(header)).collect();
    let places = places(headers);
    let hint = |(at, header): (usize, &String)| {
        let beside = labels_of(&folded, &folded[at]);
        let label = match beside {
            Some(column) => Label::Column(column),
            None if field::tells_the_kind(&folded[at]) => {
                // Pipedrive writes whose it is before it.
                Label::Text(header.rsplit(" - ").next().unwrap_or_default().to_owned())
            }
            None => Label::None,
        };
        let is_note = header.is_empty() || field::means(&folded[at]) == Some(ImportField::Note);
        Hint { label, place: places[at].clone(), is_note, in_lines: false, days: DateOrder::Unknown }
    };
    headers.iter().enumerate().map(hint).collect()
}

/// The column that says what the values under this folded header are called: Google's, or one of our own lists.
fn labels_of(folded: &[String], header: &str) -> Option<usize> {
    let beside = |stem: &str, words: &[&str]| {
        let labels = |other: &String| other.strip_prefix(stem).is_some_and(|rest| words.contains(&rest));
        folded.iter().position(labels)
    };
    header.strip_suffix("value").and_then(|stem| beside(stem, &["label", "type"])).or_else(|| {
        let reaches = field::reaches(header);
        reaches.then(|| beside(header, &["label", "标签"])).flatten()
    })
}

/// The columns that make addresses together. Without a street a town is a region, and a country stands by itself.
pub(crate) fn places(headers: &[impl AsRef<str>]) -> Vec<Option<Place>> {
    let found: Vec<Option<Place>> = headers.iter().map(|header| place_of(header.as_ref())).collect();
    let has_street = |rank: usize| {
        found.iter().flatten().any(|place| place.rank == rank && matches!(place.part, Part::Street | Part::PoBox))
    };
    found.iter().map(|place| place.clone().filter(|place| has_street(place.rank))).collect()
}

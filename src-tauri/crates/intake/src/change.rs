//! What is taken of a cell where that isn't what stands in it.

use satchel_domain::clean_text;
use serde::Serialize;
use ts_rs::TS;

use crate::draft::PointDraft;

/// A cell that is not taken as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Its column, from 0.
    pub column: usize,
    /// What is taken.
    pub after: String,
    /// Why.
    pub reason: ChangeReason,
}

/// Why a cell is not taken as it stands; the screen has a word for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeReason {
    /// Spaces around it are gone.
    Trimmed,
    /// Spaces within, full-width signs, or signs that nobody sees.
    Tidied,
    /// A telephone number as every program knows it.
    Phone,
    /// An e-mail address in small letters, without what stood around it.
    Email,
    /// An amount in plain digits.
    Amount,
    /// A number in plain digits.
    Number,
    /// A day in the order of the calendar.
    Date,
    /// A person said so.
    Replaced,
}

/// The change of a text that is only cleaned, if it is.
pub(crate) fn of_text(column: usize, cell: &str) -> Option<CellChange> {
    let after = clean_text(cell);
    let reason = if cell.trim() == after { ChangeReason::Trimmed } else { ChangeReason::Tidied };
    (after != cell).then_some(CellChange { column, after, reason })
}

/// The change of phones or addresses, if any looks different.
pub(crate) fn of_points(column: usize, cell: &str, points: &[PointDraft], reason: ChangeReason) -> Option<CellChange> {
    let after = points.iter().map(|point| point.value.as_str()).collect::<Vec<_>>().join("; ");
    if !points.iter().any(|point| point.valid) {
        return of_text(column, cell);
    }
    (after != cell).then_some(CellChange { column, after, reason })
}

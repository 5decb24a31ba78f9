//! Address labels on sheets that stationers sell.

use serde::Serialize;

use crate::dossier::Paper;

/// A sheet of labels, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sheet {
    /// Its paper.
    pub paper: Paper,
    /// Labels side by side.
    pub columns: u8,
    /// Labels below each other.
    pub rows: u8,
    /// Width of a label.
    pub width: f32,
    /// Height of a label.
    pub height: f32,
    /// Room left of the first.
    pub left: f32,
    /// Room above the first.
    pub top: f32,
    /// Room between two side by side.
    pub between: f32,
}

impl Sheet {
    /// A4, 3 × 8 labels of 70 × 37 mm, without a margin.
    pub const A4_24: Self =
        Self { paper: Paper::A4, columns: 3, rows: 8, width: 70.0, height: 37.0, left: 0.0, top: 0.5, between: 0.0 };

    /// US Letter, 3 × 10 labels of 2⅝ × 1 in.
    pub const LETTER_30: Self = Self {
        paper: Paper::UsLetter,
        columns: 3,
        rows: 10,
        width: 66.675,
        height: 25.4,
        left: 4.7625,
        top: 12.7,
        between: 3.175,
    };
}

/// Whom a label sends something to; what is empty leaves no line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The customer.
    pub name: String,
    /// The person there.
    pub person: String,
    /// Where.
    pub address: String,
    /// The country as it is to be written.
    pub country: String,
}

/// Labels to print.
#[derive(Clone, Debug, PartialEq)]
pub struct Labels {
    /// BCP 47 tag of the language that Chinese characters are set for where the text doesn't say.
    pub language: String,
    /// What they are printed on.
    pub sheet: Sheet,
    /// The document's title.
    pub title: String,
    /// Name of the workspace, which signs the PDF as its author.
    pub workspace: String,
    /// Day of making, for the PDF's metadata.
    pub made_on: jiff::civil::Date,
    /// In the order of the sheet: from the left, line by line.
    pub labels: Vec<Label>,
}

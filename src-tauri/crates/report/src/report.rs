//! A report of figures and tables, as on communications or on what is to do.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::dossier::{DossierChart, DossierFigure, Paper};

/// What a report says. Every text is as it shall be read: translated, formatted, and plain, since nothing in it is ever taken
/// for markup. Empty texts and lists leave no trace on the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// BCP 47 tag of the language its words are in: "en", "zh-CN".
    pub language: String,
    /// Paper size.
    pub paper: Paper,
    /// Name of the workspace, which also signs the PDF as its author.
    pub workspace: String,
    /// Day of making, for the PDF's metadata.
    pub made_on: Date,
    /// The same in words, for the footer.
    pub made_on_text: String,
    /// "Page {page} of {pages}", with the braces as written here.
    pub page: String,
    /// Last line of a document in which characters were respelt.
    pub respelt: String,
    /// What it is called.
    pub title: String,
    /// The period and whom it is about.
    pub subtitle: String,
    /// Key figures, best at most five.
    pub figures: Vec<DossierFigure>,
    /// A chart; its own table stands among the others.
    pub chart: Option<DossierChart>,
    /// The tables.
    pub tables: Vec<ReportTable>,
}

/// A table of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportTable {
    /// Its head.
    pub title: String,
    /// What is said beside the head.
    pub note: String,
    /// Its columns.
    pub columns: Vec<ReportColumn>,
    /// Its rows, each as long as there are columns.
    pub rows: Vec<Vec<String>>,
    /// The row below them that sums them up; empty for none.
    pub total: Vec<String>,
    /// Stands in for rows where there are none.
    pub empty: String,
}

/// A column of such a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportColumn {
    /// What stands above it.
    pub name: String,
    /// Whether it holds numbers.
    pub number: bool,
    /// Its part of the room that is left; 0 for as wide as its widest cell.
    pub share: u8,
}

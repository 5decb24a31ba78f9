//! The customer dossier: everything on one customer, to take along or hand over.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Width and height in CSS pixels at which a chart fills a dossier's column without being scaled.
pub const PAPER_CHART: (u32, u32) = (658, 168);

/// A paper size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    #[serde(rename = "a4")]
    A4,
    /// 8.5 × 11 in.
    #[serde(rename = "us-letter")]
    UsLetter,
}

/// What a dossier says. Every text is as it shall be read: translated, formatted, and plain, since nothing in it is
/// ever taken for markup. Empty texts and lists leave no trace on the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// BCP 47 tag of the language the labels are in: "en", "zh-CN".
    pub language: String,
    /// Paper size.
    pub paper: Paper,
    /// Name of the workspace, which also signs the PDF as its author.
    pub workspace: String,
    /// Day of making, for the PDF's metadata.
    pub made_on: Date,
    /// The same in words, for the footer: "Made on 14 May 2026".
    pub made_on_text: String,
    /// All words that aren't data.
    pub labels: DossierLabels,
    /// The customer's name.
    pub name: String,
    /// Its name in another language.
    pub other_name: String,
    /// Human number, such as "C-0194".
    pub number: String,
    /// Where the relationship stands.
    pub stage: String,
    /// Tags.
    pub tags: Vec<String>,
    /// What is known of the customer.
    pub facts: Vec<DossierFact>,
    /// People at the customer.
    pub people: Vec<DossierPerson>,
    /// Key figures, best at most five.
    pub figures: Vec<DossierFigure>,
    /// Open follow-ups, soonest first.
    pub follow_ups: Vec<DossierFollowUp>,
    /// Communications, latest first.
    pub timeline: Vec<DossierEntry>,
    /// What the timeline leaves out: "Last 40 of 212".
    pub timeline_note: String,
    /// Communications per week.
    pub chart: Option<DossierChart>,
}

/// The words of a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierLabels {
    /// "Customer dossier".
    pub title: String,
    /// Head of the facts.
    pub details: String,
    /// Head of the people.
    pub people: String,
    /// Head of the open follow-ups.
    pub follow_ups: String,
    /// Column of a follow-up's due day.
    pub due: String,
    /// Column of a follow-up's title.
    pub subject: String,
    /// Column of a follow-up's owner.
    pub owner: String,
    /// Head of the timeline.
    pub timeline: String,
    /// Stands in for an empty timeline.
    pub no_communications: String,
    /// Before a communication's outcome: "Outcome".
    pub outcome: String,
    /// "Page {page} of {pages}", with the braces as written here.
    pub page: String,
    /// Last line of a document in which characters were respelt: "Characters outside the document's fonts are spelt
    /// in Latin letters."
    pub respelt: String,
}

/// One thing known of the customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierFact {
    /// "Industry".
    pub label: String,
    /// "Machine tools".
    pub value: String,
}

/// A person at the customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierPerson {
    /// Name.
    pub name: String,
    /// "Purchasing manager".
    pub title: String,
    /// Part in decisions: "Decides".
    pub role: String,
    /// Phones and e-mail addresses.
    pub reach: Vec<String>,
}

/// A key figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierFigure {
    /// "Last contact".
    pub label: String,
    /// "12 May".
    pub value: String,
    /// "2 days ago, visit".
    pub context: String,
}

/// An open follow-up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierFollowUp {
    /// Due day.
    pub due: String,
    /// What is to be done.
    pub title: String,
    /// By whom.
    pub owner: String,
}

/// A communication.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierEntry {
    /// Day; shown once for consecutive entries of the same day.
    pub date: String,
    /// Time of day.
    pub time: String,
    /// "Visit", "Email".
    pub channel: String,
    /// Subject.
    pub title: String,
    /// Who took part.
    pub people: String,
    /// Notes, with line ends as typed.
    pub text: String,
    /// What came of it.
    pub outcome: String,
}

/// A chart on paper, drawn at [`PAPER_CHART`] in the light palette.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierChart {
    /// Head of the section.
    pub title: String,
    /// The drawing, as [`crate::weekly_bars`] made it.
    pub svg: String,
    /// One sentence in its place, read aloud and set under the head.
    pub summary: String,
    /// Heads of the table of its numbers at the end of the document.
    pub columns: Vec<String>,
    /// Rows of that table; none leave it out.
    pub rows: Vec<Vec<String>>,
}

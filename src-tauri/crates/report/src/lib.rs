//! Charts and documents: plain structs in, SVG and PDF out.
//!
//! Charts are drawn by plotters and always built. PDF needs the feature `pdf`, which brings typst and the fonts.
//! Every word arrives translated and every number formatted; this crate must never know an entity, the database, the
//! catalogue, the clock, the network or a path on disk.

mod chart;
mod dossier;
mod labels;
mod palette;
mod report;

#[cfg(feature = "pdf")]
mod dossier_pdf;
#[cfg(feature = "pdf")]
mod fonts;
#[cfg(feature = "pdf")]
mod labels_pdf;
#[cfg(feature = "pdf")]
mod report_pdf;
#[cfg(feature = "pdf")]
mod typeset;

pub use chart::{Chart, ChartRegion, ChartStyle, WeekBar, WeeklyBars, weekly_bars};
pub use dossier::{
    Dossier, DossierChart, DossierEntry, DossierFact, DossierFigure, DossierFollowUp, DossierLabels, DossierPerson,
    PAPER_CHART, Paper,
};
pub use labels::{Label, Labels, Sheet};
pub use palette::{Palette, Rgba};
pub use report::{Report, ReportColumn, ReportTable};
#[cfg(feature = "pdf")]
pub use typeset::{Document, TypesetError};

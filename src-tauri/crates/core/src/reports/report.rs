//! Reports of figures and tables: as pages to look at, as a PDF, and as the rows behind them.

use satchel_intake::{Head, write_list};
use satchel_report::{DossierFigure, Paper, Report, ReportColumn, ReportTable};
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Preview, activity, agenda, pages, pdf, set};
use crate::data::export::ListFormat;
use crate::error::{Error, Result};
use crate::files::{name_of, write_chosen};
use crate::format;
use crate::ids::UserId;
use crate::jobs::Progress;
use crate::messages::{message, message_with};
use crate::people::{Actor, Language, user};
use crate::{App, people};

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// What was said, by person, channel and week.
    Activity,
    /// What is to do, by day.
    Agenda,
}

/// What a report is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportPaper {
    /// A4.
    #[default]
    A4,
    /// US Letter.
    Letter,
}

/// A report.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReportInput {
    /// Which.
    pub kind: ReportKind,
    /// Its weeks: up to the present one for what was said, from the present one on for what is to do. 1 to 156.
    pub weeks: u16,
    /// Only what this person said or is to do; everybody's where it is left out.
    #[serde(default)]
    pub owner_id: Option<UserId>,
    /// The language of its words.
    pub language: Language,
    /// What it is printed on.
    #[serde(default)]
    pub paper: ReportPaper,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReportFormat {
    /// Its pages.
    Pdf,
    /// The rows behind it.
    Csv,
}

/// A report to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportReport {
    /// The report.
    pub report: ReportInput,
    /// How.
    pub format: ReportFormat,
    /// The file.
    pub ticket: String,
}

/// A report that was written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ExportedReport {
    /// The file's name.
    pub name: String,
}

/// More weeks than three years are no report.
const MOST_WEEKS: u16 = 156;

/// What a report says, and the rows behind it.
pub(super) struct Gathered {
    pub figures: Vec<DossierFigure>,
    pub chart: Option<satchel_report::DossierChart>,
    pub tables: Vec<ReportTable>,
    /// The period in words.
    pub period: String,
    /// What stands above the rows behind it, and whether it is a number.
    pub heads: Vec<(&'static str, bool)>,
    pub rows: Vec<Vec<String>>,
}

/// What a report is made with.
pub(super) struct Making<'a> {
    pub app: &'a App,
    pub weeks: u16,
    pub owner: Option<UserId>,
    pub language: Language,
}

impl Making<'_> {
    pub fn say(&self, id: &str) -> String {
        message(self.language, id)
    }

    /// A code of the database in words.
    pub fn code(&self, kind: &str, code: impl std::fmt::Display) -> String {
        self.say(&format!("{kind}-{code}"))
    }

    pub fn figure(&self, id: &str, value: String, context: String) -> DossierFigure {
        DossierFigure { label: self.say(id), value, context }
    }

    /// A column of text that takes its part of the room, or one of numbers.
    pub fn column(&self, id: &str, share: u8) -> ReportColumn {
        ReportColumn { name: self.say(id), number: share == 0, share }
    }

    /// Who this is about, where it is one person.
    pub fn name(&self, owner: &str) -> String {
        if owner.is_empty() { self.say("report-nobody") } else { owner.to_owned() }
    }
}

/// A report as pages to look at.
///
/// # Errors
/// `invalid` for too many weeks; `not_found` for a person that isn't there.
pub async fn preview_report(app: &App, _actor: Actor, input: ReportInput) -> Result<Preview> {
    let (report, _) = gather(app, &input).await?;
    Ok(Preview { pages: set(report, pages).await? })
}

/// Writes a report as a PDF or as the rows behind it, whole or not at all.
///
/// # Errors
/// As for the preview; `cancelled`; `invalid` where the file can't be written.
pub async fn export_report(
    app: &App,
    _actor: Actor,
    input: ExportReport,
    progress: &Progress,
) -> Result<ExportedReport> {
    let path = app.tickets.path(&input.ticket)?;
    progress.at(0, 2)?;
    let (report, table) = gather(app, &input.report).await?;
    progress.at(1, 2)?;
    match input.format {
        ReportFormat::Pdf => {
            let pdf = progress.unless_stopped(set(report, pdf)).await?;
            write_chosen(&path, progress, move |out| out.write_all(&pdf)).await?;
        }
        ReportFormat::Csv => {
            let (heads, rows) = table;
            let write = move |out: &mut dyn std::io::Write| {
                write_list(ListFormat::default(), out, &heads, &mut rows.into_iter())
            };
            write_chosen(&path, progress, write).await?;
        }
    }
    Ok(ExportedReport { name: name_of(&path) })
}

/// The rows behind a report, and what stands above them.
type Table = (Vec<Head>, Vec<Vec<String>>);

async fn gather(app: &App, input: &ReportInput) -> Result<(Report, Table)> {
    let ReportInput { kind, weeks, owner_id: owner, language, paper } = *input;
    if !(1..=MOST_WEEKS).contains(&weeks) {
        return Err(Error::invalid("weeks", "out_of_range"));
    }
    let whose = match owner {
        Some(owner) => {
            let known = user::Entity::find_by_id(owner).one(app.read()).await?;
            known.ok_or_else(|| Error::not_found("user"))?.name
        }
        None => message(language, "report-everybody"),
    };
    let making = Making { app, weeks, owner, language };
    let (title, gathered) = match kind {
        ReportKind::Activity => ("report-activity", activity::gather(&making).await?),
        ReportKind::Agenda => ("report-agenda", agenda::gather(&making).await?),
    };
    let Gathered { figures, chart, tables, period, heads, rows } = gathered;
    let today = app.clock.today();
    let report = Report {
        language: language.tag().to_owned(),
        paper: match paper {
            ReportPaper::A4 => Paper::A4,
            ReportPaper::Letter => Paper::UsLetter,
        },
        workspace: people::workspace(app).await?.name,
        made_on: today,
        made_on_text: message_with(language, "dossier-made-on", &[("date", format::full_date(language, today).into())]),
        page: message_with(language, "dossier-page", &[("page", "{page}".into()), ("pages", "{pages}".into())]),
        respelt: message(language, "dossier-respelt"),
        title: message(language, title),
        subtitle: message_with(language, "report-about", &[("period", period.into()), ("whose", whose.into())]),
        figures,
        chart,
        tables,
    };
    let heads = heads.into_iter().map(|(id, number)| Head { name: message(language, id), number }).collect();
    Ok((report, (heads, rows)))
}

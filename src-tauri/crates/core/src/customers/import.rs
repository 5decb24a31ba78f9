//! Importing customers from a file: look first, then all of it or nothing.
//!
//! `plan` decides what each row becomes, without writing; `commit` writes the plan in one unit of work. The review shows the
//! same plan that is committed.

mod alike;
mod columns;
mod commit;
mod effects;
mod facts;
pub(crate) mod import_mapping;
mod kind;
mod mapping;
mod parts;
pub(crate) mod past;
mod plan;
mod reading;
mod rejected;
pub(crate) mod review;
mod rows;
mod suspects;

use std::collections::HashMap;
use std::sync::Arc;

use satchel_domain::Currency;
use satchel_intake::{ReadOptions, RowProblem, Sheet};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::duplicates::LikenessPart;
use crate::App;
use crate::error::{Code, Error, Result};
use crate::fields::Kind;
use crate::fields::written::{LOOKED_AT, kind_of};
use crate::files::name_of;
use crate::ids::{ActId, CustomerId};
use crate::jobs::Progress;
use crate::people::Actor;
use reading::Read;
use review::review;

pub use columns::{ColumnTarget, DateReading, NewField};
pub use effects::{ImportEffect, ValueChange};
pub use kind::{ListKind, LooksLike};
pub use mapping::{
    CreateMapping, DeleteMapping, ImportMapping, MappingFrom, MappingOrigin, SavedMapping, UpdateMapping,
    create_mapping, delete_mapping, list_mappings, update_mapping,
};
pub use past::{CountImportEdits, ImportEdits, ListImports, PastImports, count_import_edits, list_imports};
pub use rejected::{ExportRejectedRows, export_rejected_rows};
pub use review::{ImportCounts, ImportRows, ListImportRows, list_import_rows};
pub use satchel_intake::ImportField;

/// What to do with rows whose customer seems to be there already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OnDuplicate {
    /// Create another one.
    #[default]
    Create,
    /// Leave the row out.
    Skip,
    /// Fill what is empty in the one that is there; nothing is overwritten.
    Update,
    /// Take what the row says in the place of what is there; what is blank in it stays.
    Overwrite,
}

impl OnDuplicate {
    /// Whether the row goes into the customer that is there.
    const fn merges(self) -> bool {
        matches!(self, Self::Update | Self::Overwrite)
    }
}

/// Another text in the place of one that stands in a column, wherever it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImportFix {
    /// The column, from 0.
    pub column: usize,
    /// What stands in it.
    pub from: String,
    /// What is taken instead.
    pub to: String,
}

/// What shall become of a row, whatever the rule for the others is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RowDecision {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// What shall become of it. A row that is like no customer can't update one, and is created.
    pub action: OnDuplicate,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowAction {
    /// A new customer.
    Create,
    /// Something is added to a customer that is there, or to one of an earlier row.
    Update,
    /// What it says takes the place of what is there.
    Overwrite,
    /// It is left out.
    Skip,
    /// It can't be imported.
    Reject,
}

impl From<OnDuplicate> for RowAction {
    fn from(action: OnDuplicate) -> Self {
        match action {
            OnDuplicate::Create => Self::Create,
            OnDuplicate::Update => Self::Update,
            OnDuplicate::Overwrite => Self::Overwrite,
            OnDuplicate::Skip => Self::Skip,
        }
    }
}

/// A file to import, and all that was decided about it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ImportCustomers {
    /// The file.
    pub ticket: String,
    /// How to read it, where that isn't left to us.
    #[serde(default)]
    pub options: Option<ReadOptions>,
    /// What each column fills, null for nothing, where that isn't left to us.
    #[serde(default)]
    pub mapping: Option<Vec<Option<ColumnTarget>>>,
    /// Where the mapping is taken from otherwise; from the latest import of a file with the same columns, if there was one,
    /// where that is left to us.
    #[serde(default)]
    pub mapping_from: Option<MappingFrom>,
    /// For each column what comes first in days that can be read in two ways, where that isn't left to us.
    #[serde(default)]
    pub dates: Option<Vec<Option<DateReading>>>,
    /// Texts that others take the place of.
    #[serde(default)]
    pub fixes: Option<Vec<ImportFix>>,
    /// What shall become of single rows.
    #[serde(default)]
    pub rows: Option<Vec<RowDecision>>,
    /// What to do with suspected duplicates.
    #[serde(default)]
    pub on_duplicate: Option<OnDuplicate>,
    /// Whether filling is also for rows that share nothing but a name with a customer; otherwise they are created.
    #[serde(default)]
    pub by_name: Option<bool>,
    /// Only tell what would happen.
    #[serde(default)]
    pub dry_run: Option<bool>,
}

/// A column of the file.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportColumn {
    /// What stands above it.
    pub header: String,
    /// The first value in it.
    pub sample: String,
    /// How many rows have a value.
    pub filled: usize,
    /// What it fills, if anything.
    pub target: Option<ColumnTarget>,
    /// The kind of custom field that would hold it.
    pub kind: Kind,
    /// Cells that aren't taken as they stand.
    pub changed: usize,
    /// Cells that should be looked at.
    pub check: usize,
    /// The column whose phones, addresses or handles it says the labels of, if it does.
    pub labels: Option<usize>,
    /// Days in it that can be read in two ways.
    pub doubtful_days: usize,
    /// How those are read; none while nobody knows.
    pub dates: Option<DateReading>,
}

/// A row whose customer seems to be there already.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportDuplicate {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The name in the row.
    pub name: String,
    /// The customer that is there; none where it is an earlier row of the file.
    pub customer_id: Option<CustomerId>,
    /// The name of that customer or row.
    pub customer_name: String,
    /// The earlier row, where it is one.
    pub earlier_row: Option<u32>,
    /// How much alike they are, between 0 and 1.
    pub score: f64,
    /// Why: each trait that both have.
    pub parts: Vec<LikenessPart>,
}

/// A row that was left out.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RejectedRow {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The code of the problem.
    pub reason: String,
}

/// What an import would do.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPreview {
    /// The file's name.
    pub file_name: String,
    /// Its encoding; empty where the kind of file leaves no choice.
    pub encoding: String,
    /// Its separator; empty where it has none.
    pub delimiter: String,
    /// The sheets of a workbook.
    pub sheets: Vec<String>,
    /// The sheet that is shown.
    pub sheet: String,
    /// Rows below the header.
    pub rows: usize,
    /// Its columns.
    pub columns: Vec<ImportColumn>,
    /// Where what they fill was taken from.
    pub mapping: MappingOrigin,
    /// What it seems to hold rather than customers, if it does.
    pub looks_like: Option<LooksLike>,
    /// The first rows as they stand in the file.
    pub sample: Vec<Vec<String>>,
    /// How many rows each part of the review has.
    pub counts: ImportCounts,
}

/// What an import did.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// Customers created.
    pub created: usize,
    /// Customers in which something empty was filled.
    pub updated: usize,
    /// Rows left out as duplicates.
    pub skipped: usize,
    /// The first suspected duplicates.
    pub duplicates: Vec<ImportDuplicate>,
    /// Rows that couldn't be imported.
    pub rejected: Vec<RejectedRow>,
    /// The act of the import; none after a dry run. Where no customer came of it there is nothing to take back.
    pub act: Option<ActId>,
}

/// A report names this many duplicates.
const SHOWN: usize = 200;
const SAMPLE_ROWS: usize = 20;

/// Reads a file and tells what an import would do.
///
/// # Errors
/// `invalid` where the file isn't a list, with the reason under `file`.
pub async fn preview_import(app: &App, actor: Actor, input: ImportCustomers) -> Result<ImportPreview> {
    let path = app.tickets.path(&input.ticket)?;
    let file_name = name_of(&path);
    let review = review(app, actor, &input, None).await?;
    let Read { sheet, columns, .. } = review.read.as_ref();
    let currency = currency(app)?;
    let looks = looks(sheet);
    let column = |(index, header): (usize, &String)| {
        let Look { filled, first } = &looks[index];
        let checks = review.read.checks.get(header).filter(|_| !header.is_empty());
        ImportColumn {
            header: header.clone(),
            sample: first.first().map(|cell| cell.chars().take(60).collect()).unwrap_or_default(),
            filled: *filled,
            target: columns.targets[index],
            kind: kind_of(first.iter().map(String::as_str), currency),
            changed: review.read.changed_cells[index],
            check: checks.copied().unwrap_or_default(),
            labels: sheet.labels_of(index),
            doubtful_days: columns.days[index].doubtful,
            dates: columns.days[index].reading,
        }
    };
    Ok(ImportPreview {
        file_name,
        encoding: sheet.encoding.to_owned(),
        delimiter: sheet.delimiter.map(String::from).unwrap_or_default(),
        sheets: sheet.sheets.clone(),
        sheet: sheet.sheet.clone(),
        rows: sheet.rows.len(),
        columns: sheet.headers.iter().enumerate().map(column).collect(),
        mapping: columns.origin.clone(),
        looks_like: LooksLike::other_than(ListKind::Customers, sheet),
        sample: sheet.rows.iter().take(SAMPLE_ROWS).map(|row| row.cells().map(ToOwned::to_owned).collect()).collect(),
        counts: review.counts(),
    })
}

/// What a column has in it.
#[derive(Default)]
struct Look {
    /// Rows with a value.
    filled: usize,
    /// The beginnings of the first values.
    first: Vec<String>,
}

/// What all columns have in them, in one pass over the rows.
fn looks(sheet: &Sheet) -> Vec<Look> {
    let mut looks: Vec<Look> = sheet.headers.iter().map(|_| Look::default()).collect();
    for row in sheet.rows.iter() {
        for (look, cell) in looks.iter_mut().zip(row.cells()).filter(|(_, cell)| !cell.trim().is_empty()) {
            look.filled += 1;
            if look.first.len() < LOOKED_AT {
                look.first.push(cell.chars().take(LOOKED_AT).collect());
            }
        }
    }
    looks
}

/// Imports a file: all rows that can be, in one unit of work, or none.
///
/// # Errors
/// `invalid` where the file isn't a list; `cancelled`, with nothing changed.
pub async fn import_customers(
    app: &App,
    actor: Actor,
    input: ImportCustomers,
    progress: &Arc<Progress>,
) -> Result<ImportReport> {
    let review = review(app, actor, &input, Some(Arc::clone(progress)));
    let review = progress.unless_stopped(review).await?;
    progress.check()?;
    let (plan, file_name) = (&review.plan, name_of(&app.tickets.path(&input.ticket)?));
    // As they are before the import is one of them.
    let duplicates = suspects::told(app, &review, &plan.duplicates[..plan.duplicates.len().min(SHOWN)]).await?;
    let kept_as = (input.dry_run != Some(true)).then_some(file_name.as_str());
    let written = commit::commit(app, actor, &review, kept_as, progress).await?;
    if written.act.is_some() {
        app.importing.clear().await;
    }
    let rejected = review.read.rejected.iter().map(|problem| RejectedRow { row: problem.row, reason: code(problem) });
    Ok(ImportReport {
        created: plan.created.len(),
        updated: written.updated,
        skipped: plan.skipped,
        duplicates,
        rejected: rejected.collect(),
        act: written.act,
    })
}

/// The code of a problem as it is kept and told.
pub(crate) fn code(problem: &RowProblem) -> String {
    let code = serde_json::to_value(problem.code).ok();
    code.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

impl ImportCustomers {
    /// What decides how the file is read and cleaned.
    fn of_the_file(&self) -> impl Serialize {
        (&self.ticket, &self.options, &self.mapping, &self.mapping_from, &self.dates, &self.fixes)
    }

    /// What shall become of a row that is like a customer, or of any by its number.
    fn decided(&self) -> Decided {
        Decided {
            rows: self.rows.iter().flatten().map(|decision| (decision.row, decision.action)).collect(),
            on_duplicate: self.on_duplicate.unwrap_or_default(),
            by_name: self.by_name == Some(true),
        }
    }
}

/// What a person decided about duplicates.
struct Decided {
    rows: HashMap<u32, OnDuplicate>,
    on_duplicate: OnDuplicate,
    by_name: bool,
}

impl Decided {
    /// Whether a row that goes on about the customer of one above it may.
    fn joins(&self, row: u32) -> bool {
        self.rows.get(&row).is_none_or(|decided| decided.merges())
    }

    /// What becomes of a row; one that is like a customer may be so by its name alone.
    fn action(&self, row: u32, by_name_alone: Option<bool>) -> OnDuplicate {
        match (self.rows.get(&row), by_name_alone) {
            (Some(OnDuplicate::Skip), _) => OnDuplicate::Skip,
            (_, None) => OnDuplicate::Create,
            (Some(decided), Some(_)) => *decided,
            (None, Some(by_name_alone)) => match self.on_duplicate {
                // Nothing is merged by its name alone unless a person says so.
                rule if rule.merges() && !self.by_name && by_name_alone => OnDuplicate::Create,
                rule => rule,
            },
        }
    }
}

/// What amounts without a currency are in.
fn currency(app: &App) -> Result<Currency> {
    app.home().currency.parse().map_err(|_| Error::new(Code::Damaged, "unknown currency"))
}

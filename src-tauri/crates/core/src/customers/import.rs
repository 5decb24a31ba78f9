//! Importing customers from a file: look first, then all of it or nothing.
//!
//! `plan` decides what each row becomes, without writing; `commit` writes the plan in one unit of work. The review shows the
//! same plan that is committed.

mod columns;
mod commit;
mod plan;
mod rows;

use std::sync::Arc;

use satchel_domain::{Currency, DecimalMark};
use satchel_intake::{Cleaned, Context, CustomerDraft, ReadOptions, ReadProblem, RowProblem, Sheet, clean_row};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::error::{Code, Error, Result, internal};
use crate::fields::Kind;
use crate::fields::written::kind_of;
use crate::ids::{ActId, CustomerId};
use crate::jobs::{Progress, on_all_processors};
use crate::messages::message;
use crate::people::Actor;
use columns::Columns;
use plan::{Marked, Plan};

pub use columns::{ColumnTarget, NewField};
pub use satchel_intake::ImportField;

/// What to do with rows whose customer seems to be there already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OnDuplicate {
    /// Create another one.
    #[default]
    Create,
    /// Leave the row out.
    Skip,
    /// Fill what is empty in the one that is there; nothing is overwritten.
    Update,
}

/// A file to look at.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct PreviewImport {
    /// The file.
    pub ticket: String,
    /// How to read it, where that isn't left to us.
    #[serde(default)]
    pub options: Option<ReadOptions>,
    /// What each column fills, null for nothing, where that isn't left to us.
    #[serde(default)]
    pub mapping: Option<Vec<Option<ColumnTarget>>>,
}

/// A file to import.
#[derive(Debug, Clone, Deserialize, TS)]
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
    /// What to do with suspected duplicates.
    #[serde(default)]
    pub on_duplicate: Option<OnDuplicate>,
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
}

/// Why a row seems to be a customer that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateReason {
    /// The same phone.
    Phone,
    /// The same e-mail address.
    Email,
    /// The same name, legal form aside.
    Name,
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
    /// What they share.
    pub reason: DuplicateReason,
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
    /// The first rows as they stand in the file.
    pub sample: Vec<Vec<String>>,
    /// The first problems.
    pub problems: Vec<RowProblem>,
    /// All problems.
    pub problem_count: usize,
    /// Rows that can't be imported.
    pub rejected_rows: usize,
    /// The first suspected duplicates.
    pub duplicates: Vec<ImportDuplicate>,
    /// All suspected duplicates.
    pub duplicate_count: usize,
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
    /// Suspected duplicates.
    pub duplicates: Vec<ImportDuplicate>,
    /// Rows that couldn't be imported.
    pub rejected: Vec<RejectedRow>,
    /// The act that undo takes back; none after a dry run, or when nothing was written.
    pub act: Option<ActId>,
}

/// The review shows this many problems, duplicates and rows; the rest is counted.
const SHOWN: usize = 200;
const SAMPLE_ROWS: usize = 20;

/// Reads a file and tells what an import would do.
///
/// # Errors
/// `invalid` where the file isn't a list, with the reason under `file`.
pub async fn preview_import(app: &App, actor: Actor, input: PreviewImport) -> Result<ImportPreview> {
    let path = app.tickets.path(&input.ticket)?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let read = read(app, actor, &input.ticket, input.options, input.mapping, None).await?;
    let rejected_rows = read.rejected().len();
    let Read { sheet, columns, mut problems, drafts } = read;
    let currency = currency(app)?;
    let plan = Plan::new(app, drafts, OnDuplicate::Create).await?;
    let column = |(index, header): (usize, &String)| {
        let mut cells = sheet.rows.iter().map(|row| row.cell(index)).filter(|cell| !cell.trim().is_empty()).peekable();
        let sample = cells.peek().map(|cell| cell.chars().take(60).collect()).unwrap_or_default();
        let kind = kind_of(sheet.rows.iter().map(|row| row.cell(index)), currency);
        ImportColumn { header: header.clone(), sample, filled: cells.count(), target: columns.targets[index], kind }
    };
    problems.extend(plan.problems);
    problems.sort_by_key(|problem| problem.row);
    let problem_count = problems.len();
    problems.truncate(SHOWN);
    let duplicate_count = plan.duplicates.len();
    Ok(ImportPreview {
        file_name,
        encoding: sheet.encoding.to_owned(),
        delimiter: sheet.delimiter.map(String::from).unwrap_or_default(),
        sheets: sheet.sheets.clone(),
        sheet: sheet.sheet.clone(),
        rows: sheet.rows.len(),
        columns: sheet.headers.iter().enumerate().map(column).collect(),
        sample: sheet.rows.iter().take(SAMPLE_ROWS).map(|row| row.cells().map(ToOwned::to_owned).collect()).collect(),
        problems,
        problem_count,
        rejected_rows,
        duplicates: plan.duplicates.into_iter().take(SHOWN).collect(),
        duplicate_count,
    })
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
    let read = read(app, actor, &input.ticket, input.options, input.mapping, Some(Arc::clone(progress)));
    let read = progress.unless_stopped(read).await?;
    let rejected = read.rejected();
    let plan = Plan::new(app, read.drafts, input.on_duplicate.unwrap_or_default());
    let mut plan = progress.unless_stopped(plan).await?;
    progress.check()?;
    let (skipped, duplicates) = (plan.skipped, std::mem::take(&mut plan.duplicates));
    let created = plan.created.len();
    let written = commit::commit(app, actor, plan, &read.columns, input.dry_run == Some(true), progress).await?;
    Ok(ImportReport { created, updated: written.updated, skipped, duplicates, rejected, act: written.act })
}

/// A file as rows, and what each row says.
struct Read {
    sheet: Sheet,
    /// What the columns fill.
    columns: Columns,
    /// What is wrong with rows, as far as the file alone tells.
    problems: Vec<RowProblem>,
    drafts: Vec<Marked>,
}

impl Read {
    /// The rows that can't be imported, in order.
    fn rejected(&self) -> Vec<RejectedRow> {
        let rejecting = self.problems.iter().filter(|problem| problem.code.rejects());
        let code = |problem: &RowProblem| serde_json::to_value(problem.code).ok()?.as_str().map(ToOwned::to_owned);
        let rejected =
            |problem: &RowProblem| RejectedRow { row: problem.row, reason: code(problem).unwrap_or_default() };
        let mut rows: Vec<RejectedRow> = rejecting.map(rejected).collect();
        rows.sort_by_key(|row| row.row);
        rows.dedup_by_key(|row| row.row);
        rows
    }
}

/// What amounts without a currency are in.
fn currency(app: &App) -> Result<Currency> {
    app.home().currency.parse().map_err(|_| Error::new(Code::Damaged, "unknown currency"))
}

/// Rows that a thread takes at once.
const PIECE: usize = 500;

/// Reads and cleans off the async threads, on all processors: a hundred thousand phone numbers take their time.
async fn read(
    app: &App,
    actor: Actor,
    ticket: &str,
    options: Option<ReadOptions>,
    mapping: Option<Vec<Option<ColumnTarget>>>,
    progress: Option<Arc<Progress>>,
) -> Result<Read> {
    let path = app.tickets.path(ticket)?;
    let open = move || {
        let file = std::fs::File::open(path).map_err(Error::about_file)?;
        Ok::<_, Error>(satchel_intake::read(file, &options.unwrap_or_default())?)
    };
    let mut sheet = tokio::task::spawn_blocking(open).await.map_err(internal)??;
    let columns = Columns::new(app, actor, &mut sheet, mapping).await?;
    let (home, currency) = (app.home(), currency(app)?);
    // Only amounts whose marks can't be read two ways are taken, so no country has to be trusted with it.
    let context = Context { home: home.country, currency, decimal_mark: DecimalMark::Unknown };
    let do_not_contact = message(home.language, "tag-do-not-contact");
    let mut problems = std::mem::take(&mut sheet.problems);
    let work = move || {
        let cleaned = clean(&sheet, &columns, &context, &do_not_contact, progress.as_deref())?;
        let mut drafts = Vec::with_capacity(cleaned.len());
        for (draft, told) in cleaned {
            problems.extend(told);
            drafts.extend(draft);
        }
        Ok::<_, Error>(Read { sheet, columns, problems, drafts })
    };
    tokio::task::spawn_blocking(work).await.map_err(internal)?
}

type CleanedRow = (Option<Marked>, Vec<RowProblem>);

/// What each row says, in the file's order.
fn clean(
    sheet: &Sheet,
    columns: &Columns,
    context: &Context,
    do_not_contact: &str,
    progress: Option<&Progress>,
) -> Result<Vec<CleanedRow>> {
    on_all_processors(sheet.rows.len(), PIECE, |piece| {
        if let Some(progress) = progress {
            // Reading is the first quarter of the work; see `commit` for the rest.
            progress.at(piece.start, sheet.rows.len() * 4)?;
        }
        let cleaned = sheet.rows[piece].iter().map(|row| {
            let Cleaned { draft, mut problems } = clean_row(sheet, row, context);
            let marked = draft.map(|mut draft| {
                let held = columns.read(sheet, row, &mut draft, &mut problems);
                Marked::new(tagged(draft, do_not_contact), held)
            });
            (marked, problems)
        });
        Ok(cleaned.collect())
    })
}

/// Customers have no field for it yet, so a wish not to be contacted is kept as a tag.
fn tagged(mut draft: CustomerDraft, do_not_contact: &str) -> CustomerDraft {
    if draft.do_not_contact && !draft.tags.iter().any(|tag| tag == do_not_contact) {
        draft.tags.push(do_not_contact.to_owned());
    }
    draft
}

impl From<ReadProblem> for Error {
    fn from(problem: ReadProblem) -> Self {
        match problem {
            ReadProblem::Io(error) => Self::about_file(error),
            ReadProblem::TooLarge => Self::invalid("file", "too_large"),
            ReadProblem::Empty => Self::invalid("file", "empty"),
            ReadProblem::NotList => Self::invalid("file", "not_list"),
            ReadProblem::Protected => Self::invalid("file", "workbook_locked"),
            ReadProblem::Damaged => Self::invalid("file", "workbook_damaged"),
            ReadProblem::UnknownSheet => Self::invalid("sheet", "unknown_sheet"),
            ReadProblem::UnknownEncoding => Self::invalid("encoding", "unknown_encoding"),
            ReadProblem::UnknownDelimiter => Self::invalid("delimiter", "unknown_delimiter"),
        }
    }
}

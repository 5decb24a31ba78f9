//! Importing customers from a file: look first, then all of it or nothing.
//!
//! `plan` decides what each row becomes, without writing; `commit` writes the plan in one unit of work. The review shows the
//! same plan that is committed.

mod alike;
mod columns;
mod commit;
pub(crate) mod import_mapping;
mod mapping;
mod past;
mod plan;
mod rejected;
pub(crate) mod review;
mod rows;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use satchel_domain::{Currency, DecimalMark, Likeness};
use satchel_intake::{
    CellChange, ChangeReason, Cleaned, Context, ReadOptions, ReadProblem, Row, RowProblem, Sheet, clean_row,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::duplicates::LikenessPart;
use crate::App;
use crate::error::{Code, Error, Result, internal};
use crate::fields::Kind;
use crate::fields::written::kind_of;
use crate::files::name_of;
use crate::ids::{ActId, CustomerId};
use crate::jobs::{Progress, on_all_processors};
use crate::messages::message;
use crate::people::Actor;
use alike::Alike;
use columns::Columns;
use plan::{Draft, Marked};
use review::review;

pub use columns::{ColumnTarget, DateReading, NewField};
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
    let mut checks: HashMap<&str, usize> = HashMap::new();
    for problem in &review.read.problems {
        *checks.entry(&problem.column).or_default() += 1;
    }
    let column = |(index, header): (usize, &String)| {
        let mut cells = sheet.rows.iter().map(|row| row.cell(index)).filter(|cell| !cell.trim().is_empty()).peekable();
        let sample = cells.peek().map(|cell| cell.chars().take(60).collect()).unwrap_or_default();
        ImportColumn {
            header: header.clone(),
            sample,
            filled: cells.count(),
            target: columns.targets[index],
            kind: kind_of(sheet.rows.iter().map(|row| row.cell(index)), currency),
            changed: review.read.changed_cells[index],
            check: if header.is_empty() { 0 } else { checks.get(header.as_str()).copied().unwrap_or_default() },
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
        sample: sheet.rows.iter().take(SAMPLE_ROWS).map(|row| row.cells().map(ToOwned::to_owned).collect()).collect(),
        counts: review.counts(),
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
    let review = review(app, actor, &input, Some(Arc::clone(progress)));
    let review = progress.unless_stopped(review).await?;
    progress.check()?;
    let (plan, file_name) = (&review.plan, name_of(&app.tickets.path(&input.ticket)?));
    let kept_as = (input.dry_run != Some(true)).then_some(file_name.as_str());
    let written = commit::commit(app, actor, &review, kept_as, progress).await?;
    if written.act.is_some() {
        app.importing.clear().await;
    }
    let rejected = review.read.rejected().map(|problem| RejectedRow { row: problem.row, reason: code(problem) });
    Ok(ImportReport {
        created: plan.created.len(),
        updated: written.updated,
        skipped: plan.skipped,
        duplicates: plan.duplicates.iter().take(SHOWN).cloned().collect(),
        rejected: rejected.collect(),
        act: written.act,
    })
}

fn code(problem: &RowProblem) -> String {
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
    /// What becomes of a row, and of one that is like a customer.
    fn action(&self, row: u32, likeness: Option<&Likeness>) -> OnDuplicate {
        match (self.rows.get(&row), likeness) {
            (Some(OnDuplicate::Skip), _) => OnDuplicate::Skip,
            (_, None) => OnDuplicate::Create,
            (Some(decided), Some(_)) => *decided,
            (None, Some(likeness)) => match self.on_duplicate {
                // Nothing is merged by its name alone unless a person says so.
                OnDuplicate::Update if !self.by_name && likeness.is_by_name_alone() => OnDuplicate::Create,
                rule => rule,
            },
        }
    }
}

/// A file as rows, and what each row says.
struct Read {
    sheet: Sheet,
    /// What the columns fill.
    columns: Columns,
    fixes: Fixes,
    context: Context,
    /// What is wrong with rows, as far as the file alone tells, by row.
    problems: Vec<RowProblem>,
    drafts: Vec<Marked>,
    /// What each of them is like.
    alike: Vec<Alike>,
    /// The rows that aren't taken as they stand, and how many cells in each column.
    changed: Vec<u32>,
    changed_cells: Vec<usize>,
}

/// What a row says, and how.
struct Said<'a> {
    /// The row with the texts that take the place of others.
    taken: Cow<'a, Row>,
    /// None where it can't be imported.
    draft: Option<Draft>,
    problems: Vec<RowProblem>,
    /// How what is taken differs from the file, one for a cell.
    changes: Vec<CellChange>,
}

impl Read {
    /// What a row of the sheet says.
    fn said<'a>(&self, row: &'a Row) -> Said<'a> {
        let Self { sheet, columns, .. } = self;
        let taken = self.fixes.applied(row);
        let Cleaned { draft, mut problems, mut changes } = clean_row(sheet, &taken, &self.context);
        let Some(mut customer) = draft else {
            // Of a row that can't be imported nothing is taken.
            return Said { taken, draft: None, problems, changes: Vec::new() };
        };
        let held = columns.read(sheet, &taken, &mut customer, &mut problems, &mut changes);
        for column in 0..sheet.headers.len() {
            let (before, after) = (row.cell(column), taken.cell(column));
            if before != after && changes.iter().all(|change| change.column != column) {
                changes.push(CellChange { column, after: after.to_owned(), reason: ChangeReason::Replaced });
            }
        }
        Said { taken, draft: Some(Draft { customer, held }), problems, changes }
    }

    /// Why rows can't be imported, each row once, in order.
    fn rejected(&self) -> impl Iterator<Item = &RowProblem> {
        let mut before = None;
        let rejecting = self.problems.iter().filter(|problem| problem.code.rejects());
        rejecting.filter(move |problem| before.replace(problem.row) != Some(problem.row))
    }
}

/// Texts that others take the place of, by column.
#[derive(Default)]
struct Fixes(HashMap<usize, HashMap<String, String>>);

impl Fixes {
    fn new(fixes: &[ImportFix]) -> Self {
        let mut all: HashMap<usize, HashMap<String, String>> = HashMap::new();
        for fix in fixes {
            all.entry(fix.column).or_default().insert(fix.from.trim().to_owned(), fix.to.clone());
        }
        Self(all)
    }

    fn text(&self, column: usize, cell: &str) -> Option<String> {
        self.0.get(&column)?.get(cell.trim()).cloned()
    }

    /// The row as it shall be.
    fn applied<'a>(&self, row: &'a Row) -> Cow<'a, Row> {
        let applies = |(column, cell): (usize, &str)| self.text(column, cell).is_some();
        if self.0.is_empty() || !row.cells().enumerate().any(applies) {
            return Cow::Borrowed(row);
        }
        Cow::Owned(row.with(|column, cell| self.text(column, cell)))
    }
}

/// What amounts without a currency are in.
fn currency(app: &App) -> Result<Currency> {
    app.home().currency.parse().map_err(|_| Error::new(Code::Damaged, "unknown currency"))
}

/// Rows that a thread takes at once.
const PIECE: usize = 500;

/// Reads and cleans off the async threads, on all processors: a hundred thousand phone numbers take their time.
async fn read(app: &App, actor: Actor, input: &ImportCustomers, progress: Option<Arc<Progress>>) -> Result<Read> {
    let path = app.tickets.path(&input.ticket)?;
    let options = ReadOptions { home: Some(app.home().country), ..input.options.clone().unwrap_or_default() };
    let open = move || {
        let file = std::fs::File::open(path).map_err(Error::about_file)?;
        Ok::<_, Error>(satchel_intake::read(file, &options)?)
    };
    let mut sheet = tokio::task::spawn_blocking(open).await.map_err(internal)??;
    let columns = Columns::new(app, actor, &mut sheet, input).await?;
    let fixes = Fixes::new(input.fixes.as_deref().unwrap_or_default());
    let (home, currency) = (app.home(), currency(app)?);
    // Only amounts whose marks can't be read two ways are taken, so no country has to be trusted with it.
    let context = Context { home: home.country, currency, decimal_mark: DecimalMark::Unknown };
    let do_not_contact = message(home.language, "tag-do-not-contact");
    let problems = std::mem::take(&mut sheet.problems);
    let drafts = Vec::with_capacity(sheet.rows.len());
    let changed_cells = vec![0; sheet.headers.len()];
    let (changed, alike) = (Vec::new(), Vec::new());
    let mut read = Read { sheet, columns, fixes, context, problems, drafts, alike, changed, changed_cells };
    let work = move || {
        let cleaned = clean(&read, &do_not_contact, progress.as_deref())?;
        for CleanedRow { row, marked, problems, changed } in cleaned {
            read.problems.extend(problems);
            read.drafts.extend(marked);
            changed.iter().for_each(|column| read.changed_cells[*column] += 1);
            read.changed.extend((!changed.is_empty()).then_some(row));
        }
        read.problems.sort_by_key(|problem| problem.row);
        let stopped = |_| progress.as_ref().map_or(Ok(()), |progress| progress.check());
        read.alike = alike::among(&read.drafts, stopped)?;
        Ok::<_, Error>(read)
    };
    let mut read = tokio::task::spawn_blocking(work).await.map_err(internal)??;
    alike::find_known(app, &read.drafts, &mut read.alike).await?;
    Ok(read)
}

struct CleanedRow {
    row: u32,
    marked: Option<Marked>,
    problems: Vec<RowProblem>,
    /// The columns of the cells that aren't taken as they stand.
    changed: Vec<usize>,
}

/// What each row says, in the file's order.
fn clean(read: &Read, do_not_contact: &str, progress: Option<&Progress>) -> Result<Vec<CleanedRow>> {
    let rows = &read.sheet.rows;
    on_all_processors(rows.len(), PIECE, |piece| {
        if let Some(progress) = progress {
            // Reading is the first quarter of the work; see `commit` for the rest.
            progress.at(piece.start, rows.len() * 4)?;
        }
        let cleaned = rows[piece].iter().map(|row| {
            let Said { draft, problems, changes, .. } = read.said(row);
            let mut changed: Vec<usize> = changes.iter().map(|change| change.column).collect();
            changed.sort_unstable();
            changed.dedup();
            let marked = draft.map(|draft| Marked::new(tagged(draft, do_not_contact)));
            CleanedRow { row: row.number, marked, problems, changed }
        });
        Ok(cleaned.collect())
    })
}

/// Customers have no field for it yet, so a wish not to be contacted is kept as a tag.
fn tagged(mut draft: Draft, do_not_contact: &str) -> Draft {
    let customer = &mut draft.customer;
    if customer.do_not_contact && !customer.tags.iter().any(|tag| tag == do_not_contact) {
        customer.tags.push(do_not_contact.to_owned());
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

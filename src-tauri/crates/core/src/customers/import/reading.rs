//! Reading a file: its rows, what each says once it is cleaned, and whom it is like.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use satchel_domain::DecimalMark;
use satchel_intake::{
    CellChange, ChangeReason, Cleaned, Context, ReadOptions, ReadProblem, Row, RowProblem, Sheet, clean_row,
};

use super::alike::{self, Alike};
use super::columns::Columns;
use super::plan::{Draft, Marked};
use super::{ImportCustomers, ImportFix, currency};
use crate::App;
use crate::error::{Error, Result, internal};
use crate::jobs::{Progress, on_all_processors};
use crate::people::Actor;

/// A file as rows, and what each row says.
pub(super) struct Read {
    pub sheet: Sheet,
    /// What the columns fill.
    pub columns: Columns,
    fixes: Fixes,
    context: Context,
    /// What is wrong with rows, as far as the file alone tells, by row.
    pub problems: Vec<RowProblem>,
    pub drafts: Vec<Marked>,
    /// What each of them is like.
    pub alike: Vec<Alike>,
    /// The rows that aren't taken as they stand, and how many cells in each column.
    pub changed: Vec<u32>,
    pub changed_cells: Vec<usize>,
}

/// What a row says, and how.
pub(super) struct Said<'a> {
    /// The row with the texts that take the place of others.
    pub taken: Cow<'a, Row>,
    /// None where it can't be imported.
    pub draft: Option<Draft>,
    pub problems: Vec<RowProblem>,
    /// How what is taken differs from the file, one for a cell.
    pub changes: Vec<CellChange>,
}

impl Read {
    /// What a row of the sheet says.
    pub fn said<'a>(&self, row: &'a Row) -> Said<'a> {
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
    pub fn rejected(&self) -> impl Iterator<Item = &RowProblem> {
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

/// Rows that a thread takes at once.
const PIECE: usize = 500;

/// Reads and cleans off the async threads, on all processors: a hundred thousand phone numbers take their time.
pub(super) async fn read(
    app: &App,
    actor: Actor,
    input: &ImportCustomers,
    progress: Option<Arc<Progress>>,
) -> Result<Read> {
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
    let context =
        Context { home: home.country, currency, decimal_mark: DecimalMark::Unknown, today: app.clock.today() };
    let problems = std::mem::take(&mut sheet.problems);
    let drafts = Vec::with_capacity(sheet.rows.len());
    let changed_cells = vec![0; sheet.headers.len()];
    let (changed, alike) = (Vec::new(), Vec::new());
    let mut read = Read { sheet, columns, fixes, context, problems, drafts, alike, changed, changed_cells };
    let work = move || {
        let cleaned = clean(&read, progress.as_deref())?;
        for CleanedRow { row, marked, problems, changed } in cleaned {
            read.problems.extend(problems);
            read.drafts.extend(marked);
            changed.iter().for_each(|column| read.changed_cells[*column] += 1);
            read.changed.extend((!changed.is_empty()).then_some(row));
        }
        read.problems.sort_by_key(|problem| problem.row);
        let stopped = |_| progress.as_ref().map_or(Ok(()), |progress| progress.check());
        let keys = alike::blocking_keys(&read.drafts)?;
        read.alike = alike::among(&read.drafts, &keys, stopped)?;
        Ok::<_, Error>((read, keys))
    };
    let (mut read, keys) = tokio::task::spawn_blocking(work).await.map_err(internal)??;
    alike::find_known(app, &read.drafts, keys, &mut read.alike).await?;
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
fn clean(read: &Read, progress: Option<&Progress>) -> Result<Vec<CleanedRow>> {
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
            CleanedRow { row: row.number, marked: draft.map(Marked::new), problems, changed }
        });
        Ok(cleaned.collect())
    })
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

//! Reading a file: its rows, what each says once it is cleaned, and whom it is like.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use satchel_domain::{DecimalMark, Identity, Keys};
use satchel_intake::{
    CellChange, ChangeReason, Cleaned, Context, Packed, ReadOptions, ReadProblem, Row, RowProblem, Sheet, clean_row,
};

use super::alike::Alike;
use super::columns::Columns;
use super::facts::{Draft, Fact, Marked, Words};
use super::{ImportCustomers, ImportFix, currency};
use crate::App;
use crate::error::{Error, Result, internal};
use crate::jobs::{Progress, on_all_processors};
use crate::people::Actor;

/// A file as rows, and what is kept of each.
pub(super) struct Read {
    pub sheet: Sheet,
    /// What the columns fill.
    pub columns: Columns,
    fixes: Fixes,
    context: Context,
    /// What planning asks of each row of the sheet.
    pub facts: Vec<Fact>,
    /// Names that many rows say.
    pub words: Words,
    /// What rows are like.
    pub alike: Alike,
    /// Why rows can't be imported, each row once, in order.
    pub rejected: Vec<RowProblem>,
    /// For each column how many cells aren't taken as they stand.
    pub changed_cells: Vec<usize>,
    /// How many cells should be looked at, by what stands above them.
    pub checks: HashMap<String, usize>,
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

    /// What a row becomes a customer by; none where it can't be imported.
    fn draft(&self, row: &Row) -> Option<Draft> {
        self.said(row).draft
    }

    /// What some rows say, by their places.
    pub fn drafts(&self, mut places: Vec<usize>) -> Result<HashMap<usize, Draft>> {
        places.sort_unstable();
        places.dedup();
        let drafts = on_all_processors(places.len(), FEW, |piece| {
            let rows = self.sheet.rows.pick(&places[piece]);
            Ok(rows.filter_map(|(at, row)| Some((at, self.draft(&row)?))).collect())
        });
        Ok(drafts?.into_iter().collect())
    }

    /// The place of a row in the sheet.
    pub fn place(&self, row: u32) -> Option<usize> {
        self.facts.binary_search_by_key(&row, |fact| fact.row).ok()
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

/// Rows that are cleaned before what is kept of them is, and those that a thread takes of them at once.
const SLICE: usize = 4_000;
const PIECE: usize = 500;

/// Rows that a thread takes at once where few are wanted.
const FEW: usize = 250;

/// Reads and cleans off the async threads, on all processors: a hundred thousand phone numbers take their time. However many
/// rows there are, only a slice of them is held in full.
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
    let (home, currency) = (app.home(), currency(app)?);
    let mut read = Read {
        columns,
        fixes: Fixes::new(input.fixes.as_deref().unwrap_or_default()),
        // Only amounts whose marks can't be read two ways are taken, so no country has to be trusted with it.
        context: Context { home: home.country, currency, decimal_mark: DecimalMark::Unknown, today: app.clock.today() },
        facts: Vec::with_capacity(sheet.rows.len()),
        words: Words::default(),
        alike: Alike::default(),
        rejected: sheet.problems.iter().filter(|problem| problem.code.rejects()).cloned().collect(),
        changed_cells: vec![0; sheet.headers.len()],
        checks: HashMap::new(),
        sheet,
    };
    for problem in &read.sheet.problems {
        *read.checks.entry(problem.column.clone()).or_default() += 1;
    }
    let (mut keys, mut identities) = (Keys::default(), Packed::default());
    let rows = read.sheet.rows.len();
    for from in (0..rows).step_by(SLICE) {
        let progress = progress.clone();
        let work = move || {
            let cleaned = clean(&read, from..(from + SLICE).min(rows), progress.as_deref());
            (read, cleaned)
        };
        let cleaned;
        (read, cleaned) = tokio::task::spawn_blocking(work).await.map_err(internal)?;
        let cleaned = cleaned?;
        let good = (from..).zip(&cleaned).filter_map(|(at, row)| Some((at, row.marked.as_ref()?)));
        read.alike.find_known(app, &good.collect::<Vec<_>>()).await?;
        for (at, row) in (from..).zip(cleaned) {
            read.keep(u32::try_from(at).map_err(internal)?, row, &mut keys, &mut identities);
        }
    }
    read.words.settle();
    read.rejected.sort_by_key(|problem| problem.row);
    read.rejected.dedup_by_key(|problem| problem.row);
    let work = move || {
        let stopped = || progress.as_ref().map_or(Ok(()), |progress| progress.check());
        read.alike.among(keys, &identities, stopped)?;
        Ok(read)
    };
    tokio::task::spawn_blocking(work).await.map_err(internal)?
}

struct CleanedRow {
    row: u32,
    marked: Option<Marked>,
    problems: Vec<RowProblem>,
    /// The columns of the cells that aren't taken as they stand.
    changed: Vec<usize>,
}

/// What each of some rows says, in the file's order.
fn clean(read: &Read, rows: Range<usize>, progress: Option<&Progress>) -> Result<Vec<CleanedRow>> {
    let (first, all) = (rows.start, read.sheet.rows.len());
    on_all_processors(rows.len(), PIECE, |piece| {
        if let Some(progress) = progress {
            // Reading is the first quarter of the work; see `commit` for the rest.
            progress.at(first + piece.start, all * 4)?;
        }
        let cleaned = read.sheet.rows.from(first + piece.start).take(piece.len()).map(|row| {
            let Said { draft, problems, changes, .. } = read.said(&row);
            let mut changed: Vec<usize> = changes.iter().map(|change| change.column).collect();
            changed.sort_unstable();
            changed.dedup();
            CleanedRow { row: row.number, marked: draft.map(Marked::new), problems, changed }
        });
        Ok(cleaned.collect())
    })
}

impl Read {
    /// Keeps what is needed of a row, and lets go of the rest.
    fn keep(&mut self, at: u32, row: CleanedRow, keys: &mut Keys, identities: &mut Packed<Option<Identity>>) {
        let CleanedRow { row, marked, problems, changed } = row;
        changed.iter().for_each(|column| self.changed_cells[*column] += 1);
        for problem in &problems {
            match self.checks.get_mut(&problem.column) {
                Some(count) => *count += 1,
                None => drop(self.checks.insert(problem.column.clone(), 1)),
            }
        }
        let fact = match &marked {
            Some(marked) => {
                marked.share(at, keys);
                Fact::of(marked, !problems.is_empty(), !changed.is_empty(), &mut self.words)
            }
            None => Fact::rejected(row),
        };
        self.facts.push(fact);
        identities.push(&marked.map(|marked| marked.identity));
        self.rejected.extend(problems.into_iter().find(|problem| problem.code.rejects()));
    }
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

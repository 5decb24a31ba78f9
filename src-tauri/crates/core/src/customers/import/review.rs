//! The review: what becomes of each row and why, page by page. A file is read and cleaned once; what a person decides about
//! rows only plans anew.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use satchel_intake::{CellChange, ChangeReason, ProblemCode, RowProblem};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use ts_rs::TS;

use super::effects::{ImportEffect, effects};
use super::facts::Fact;
use super::plan::Plan;
use super::reading::{Read, read};
use super::{ImportCustomers, ImportDuplicate, RowAction, suspects};
use crate::App;
use crate::error::{Result, internal};
use crate::jobs::Progress;
use crate::people::Actor;
use crate::store::change_log;

/// Some of the rows, for the review.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListImportRows {
    /// The file, and all that was decided about it.
    pub import: ImportCustomers,
    /// Which rows.
    pub tab: ImportTab,
    /// Rows to pass over.
    #[serde(default)]
    pub offset: Option<u32>,
    /// Rows to return, at most 1,000.
    #[serde(default)]
    pub limit: Option<u32>,
}

/// Rows that are reviewed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportTab {
    /// All rows.
    All,
    /// Those with something that isn't understood.
    Check,
    /// Those that aren't taken as they stand.
    Changed,
    /// Those whose customer seems to be there already.
    Duplicates,
    /// Those that are left out.
    Skipped,
}

/// How many rows each part of the review has.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportCounts {
    /// All rows.
    pub all: usize,
    /// Those with something that isn't understood.
    pub check: usize,
    /// Those that aren't taken as they stand.
    pub changed: usize,
    /// Those whose customer seems to be there already.
    pub duplicates: usize,
    /// Those that are left out, whether they can't be or shall not be imported.
    pub skipped: usize,
    /// Those of the skipped that can't be imported.
    pub rejected: usize,
}

/// A part of the rows.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRows {
    /// How many rows this part of the review has.
    pub total: usize,
    /// This part of them.
    pub rows: Vec<ImportRow>,
}

/// What becomes of one row.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRow {
    /// The row as a spreadsheet counts it.
    pub row: u32,
    /// The name in it; its first text where it has none.
    pub name: String,
    /// What becomes of it.
    pub action: RowAction,
    /// The customer that seems to be there already.
    pub duplicate: Option<ImportDuplicate>,
    /// The row above that speaks of the same company, where this one adds to it.
    pub joins: Option<u32>,
    /// What all rows of the same customer change in the one that is there.
    pub effect: Option<ImportEffect>,
    /// The cells that aren't taken as they stand, or that should be looked at.
    pub cells: Vec<ImportCell>,
    /// What is wrong with the row as a whole.
    pub problems: Vec<RowProblem>,
}

/// A cell that isn't taken as it stands, or that should be looked at.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportCell {
    /// Its column, from 0.
    pub column: usize,
    /// What the file says.
    pub before: String,
    /// What is taken.
    pub after: String,
    /// Why that is something else.
    pub reason: Option<ChangeReason>,
    /// What is wrong.
    #[ts(type = "string | null")]
    pub problem: Option<ProblemCode>,
}

/// Where a row stands in the review.
#[derive(Debug, Clone, Copy)]
struct Entry {
    row: u32,
    action: RowAction,
    check: bool,
    changed: bool,
    duplicate: bool,
}

/// What is told of a row besides what it says itself.
#[derive(Default)]
struct Told<'a> {
    by_the_file: Vec<&'a RowProblem>,
    by_the_plan: Vec<&'a RowProblem>,
}

/// A file as it was cleaned, and what becomes of its rows.
pub(super) struct Review {
    pub read: Arc<Read>,
    pub plan: Plan,
    entries: Vec<Entry>,
}

/// The file that is being reviewed: it is read once, however many pages are looked at and rows decided about.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Cached>);

#[derive(Default)]
struct Cached {
    read: Option<(String, Arc<Read>)>,
    review: Option<(String, Arc<Review>)>,
}

impl Cache {
    /// Lets go of the file.
    pub async fn clear(&self) {
        *self.0.lock().await = Cached::default();
    }
}

/// What becomes of the rows of a file.
///
/// # Errors
/// `invalid` where the file isn't a list; `cancelled`.
pub(super) async fn review(
    app: &App,
    actor: Actor,
    input: &ImportCustomers,
    progress: Option<Arc<Progress>>,
) -> Result<Arc<Review>> {
    let mut cached = app.importing.0.lock().await;
    let newest = change_log::newest(app.read()).await?;
    // Whatever is written meanwhile may be a customer that a row is compared with.
    let file = serde_json::to_string(&(newest, actor.role.may_administer(), input.of_the_file())).map_err(internal)?;
    let decided = serde_json::to_string(&(&file, input.on_duplicate, input.by_name, &input.rows)).map_err(internal)?;
    if let Some((_, review)) = cached.review.as_ref().filter(|(key, _)| *key == decided) {
        return Ok(Arc::clone(review));
    }
    cached.review = None;
    let known = cached.read.take().filter(|(key, _)| *key == file);
    let read = match known {
        Some((_, read)) => read,
        None => Arc::new(read(app, actor, input, progress.clone()).await?),
    };
    cached.read = Some((file, Arc::clone(&read)));
    let wanted = input.decided();
    let plan = Plan::new(app, &read, &wanted);
    let plan = match &progress {
        Some(progress) => progress.unless_stopped(plan).await?,
        None => plan.await?,
    };
    let review = Arc::new(Review::new(read, plan));
    cached.review = Some((decided, Arc::clone(&review)));
    Ok(review)
}

impl Review {
    fn new(read: Arc<Read>, plan: Plan) -> Self {
        let told = read.sheet.problems.iter().chain(&plan.problems);
        let troubled: HashSet<u32> = told.map(|problem| problem.row).collect();
        let duplicates: HashSet<u32> = plan.duplicates.iter().map(|suspect| suspect.row).collect();
        let entry = |(fact, action): (&Fact, &RowAction)| Entry {
            row: fact.row,
            action: *action,
            check: fact.check || troubled.contains(&fact.row),
            changed: fact.changed,
            duplicate: duplicates.contains(&fact.row),
        };
        let mut entries: Vec<Entry> = read.facts.iter().zip(&plan.actions).map(entry).collect();
        // Rows that could not even be read.
        let unread = read.rejected.iter().filter(|problem| read.place(problem.row).is_none());
        entries.extend(unread.map(|problem| Entry {
            row: problem.row,
            action: RowAction::Reject,
            check: true,
            changed: false,
            duplicate: false,
        }));
        entries.sort_by_key(|entry| entry.row);
        Self { read, plan, entries }
    }

    /// How many rows each part has.
    pub fn counts(&self) -> ImportCounts {
        let count = |tab| self.entries.iter().filter(|entry| entry.is_in(tab)).count();
        ImportCounts {
            all: self.entries.len(),
            check: count(ImportTab::Check),
            changed: count(ImportTab::Changed),
            duplicates: count(ImportTab::Duplicates),
            skipped: count(ImportTab::Skipped),
            rejected: self.entries.iter().filter(|entry| entry.action == RowAction::Reject).count(),
        }
    }

    fn row(&self, entry: Entry, told: &HashMap<u32, Told<'_>>) -> ImportRow {
        let sheet = &self.read.sheet;
        let row = self.read.place(entry.row).and_then(|at| sheet.rows.get(at));
        let mut cells: Vec<ImportCell> = Vec::new();
        let mut name = String::new();
        let none = Told::default();
        let told = told.get(&entry.row).unwrap_or(&none);
        let mut wrong: Vec<RowProblem> = told.by_the_file.iter().map(|problem| (*problem).clone()).collect();
        if let Some(row) = &row {
            let said = self.read.said(row);
            let first = || said.taken.cells().find(|cell| !cell.trim().is_empty()).unwrap_or_default().to_owned();
            name = said.draft.map_or_else(first, |draft| draft.customer.name);
            cells.extend(said.changes.into_iter().map(|CellChange { column, after, reason }| ImportCell {
                column,
                before: row.cell(column).to_owned(),
                after,
                reason: Some(reason),
                problem: None,
            }));
            wrong.extend(said.problems);
        }
        wrong.extend(told.by_the_plan.iter().map(|problem| (*problem).clone()));
        let mut problems: Vec<RowProblem> = Vec::new();
        for problem in wrong {
            let column = sheet.headers.iter().position(|header| !header.is_empty() && *header == problem.column);
            let Some((row, column)) = row.as_ref().zip(column) else {
                problems.push(problem);
                continue;
            };
            match cells.iter_mut().find(|cell| cell.column == column) {
                Some(cell) => cell.problem = cell.problem.or(Some(problem.code)),
                None => {
                    let before = row.cell(column).to_owned();
                    let (after, problem) = (before.clone(), Some(problem.code));
                    cells.push(ImportCell { column, before, after, reason: None, problem });
                }
            }
        }
        cells.sort_by_key(|cell| cell.column);
        for cell in &mut cells {
            shorten(&mut cell.before);
            shorten(&mut cell.after);
        }
        if let (true, Some(problem)) = (name.is_empty(), problems.last()) {
            name.clone_from(&problem.value);
        }
        shorten(&mut name);
        let joins = self.plan.joined.get(&entry.row).copied();
        ImportRow { row: entry.row, name, action: entry.action, duplicate: None, joins, effect: None, cells, problems }
    }
}

/// What crosses to the screen of a cell, in characters: enough to know it again, and to fix it.
const SHOWN: usize = 500;

fn shorten(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(end);
    }
}

impl Entry {
    fn is_in(&self, tab: ImportTab) -> bool {
        match tab {
            ImportTab::All => true,
            ImportTab::Check => self.check,
            ImportTab::Changed => self.changed,
            ImportTab::Duplicates => self.duplicate,
            ImportTab::Skipped => matches!(self.action, RowAction::Skip | RowAction::Reject),
        }
    }
}

/// A part of the rows, as they would be imported.
///
/// # Errors
/// `invalid` where the file isn't a list.
pub async fn list_import_rows(app: &App, actor: Actor, input: ListImportRows) -> Result<ImportRows> {
    let review = review(app, actor, &input.import, None).await?;
    let of_tab = || review.entries.iter().filter(|entry| entry.is_in(input.tab));
    let (offset, limit) = (input.offset.unwrap_or_default(), input.limit.unwrap_or(100).min(1_000));
    let page: Vec<Entry> = of_tab().skip(offset as usize).take(limit as usize).copied().collect();
    let wanted: HashSet<u32> = page.iter().map(|entry| entry.row).collect();
    let mut told: HashMap<u32, Told<'_>> = HashMap::new();
    for problem in review.read.sheet.problems.iter().filter(|problem| wanted.contains(&problem.row)) {
        told.entry(problem.row).or_default().by_the_file.push(problem);
    }
    for problem in review.plan.problems.iter().filter(|problem| wanted.contains(&problem.row)) {
        told.entry(problem.row).or_default().by_the_plan.push(problem);
    }
    let mut rows: Vec<ImportRow> = page.into_iter().map(|entry| review.row(entry, &told)).collect();
    let suspects = &review.plan.duplicates;
    let suspects: Vec<_> = suspects.iter().filter(|suspect| wanted.contains(&suspect.row)).copied().collect();
    let mut duplicates: HashMap<u32, ImportDuplicate> =
        suspects::told(app, &review, &suspects).await?.into_iter().map(|pair| (pair.row, pair)).collect();
    let places: HashSet<usize> = wanted.into_iter().filter_map(|row| review.read.place(row)).collect();
    let mut effects = effects(app, actor, &review, &places).await?;
    for row in &mut rows {
        row.duplicate = duplicates.remove(&row.row);
        row.effect = review.read.place(row.row).and_then(|at| effects.remove(&at));
    }
    Ok(ImportRows { total: of_tab().count(), rows })
}

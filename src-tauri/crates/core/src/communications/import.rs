//! Importing communications from a list, with their own times and whoever held them: look first, then all of it or nothing.
//!
//! A row goes to a customer that is there, found by number or by name; one that is known already is left out, so that a list
//! can be imported twice. What isn't understood of a row stays in its text.
//!
//! Mails and chats come in the same way: they are a list whose rows tell names and addresses instead of a customer.

mod grown;
mod parties;
mod whose;

use std::sync::Arc;

use satchel_domain::is_two_days;
use satchel_intake::{
    CommunicationDraft, CommunicationField, MessageKind, ReadOptions, RowProblem, Sheet, match_communications,
    read_communication,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Communication, participant};
use crate::App;
use crate::customers::import::past::{self, Done};
use crate::customers::import::{DateReading, ListKind, LooksLike, RejectedRow, code};
use crate::error::{Error, Result, internal};
use crate::files::Source;
use crate::ids::{ActId, ContactId};
use crate::jobs::Progress;
use crate::people::Actor;
use crate::store::many::{held_at, mails_of};
use crate::store::records::Table;
use crate::store::stage::{Attached, Stage};
use parties::Parties;
pub use parties::{MessageParty, MessagesPreview, PartyBy, WhoseParty};
use whose::Whose;

/// Rows that are read at once, and rows taken over at once.
const SLICE: usize = 1_000;
const TAKEN: usize = 4_000;

/// A preview names this many problems.
const SHOWN: usize = 200;
const SAMPLE_ROWS: usize = 20;

/// A list of communications to import, and all that was decided about it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ImportCommunications {
    /// The file.
    pub ticket: String,
    /// How to read it, where that isn't left to us.
    #[serde(default)]
    pub options: Option<ReadOptions>,
    /// What each column tells, null for nothing, where that isn't left to us.
    #[serde(default)]
    pub mapping: Option<Vec<Option<CommunicationField>>>,
    /// What comes first in days that can be read in two ways, where that isn't left to us.
    #[serde(default)]
    pub dates: Option<DateReading>,
    /// In messages: whose names and addresses are of whom only a person can tell.
    #[serde(default)]
    pub whose: Option<Vec<WhoseParty>>,
    /// Only tell what would happen.
    #[serde(default)]
    pub dry_run: Option<bool>,
}

/// A column of the file.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommunicationColumn {
    /// What stands above it.
    pub header: String,
    /// The first value in it.
    pub sample: String,
    /// What it tells, if anything.
    pub field: Option<CommunicationField>,
}

/// What an import of communications would do.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommunicationsPreview {
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
    pub columns: Vec<CommunicationColumn>,
    /// What it holds and whose that is, where it is messages and no list.
    pub messages: Option<MessagesPreview>,
    /// What it seems to hold rather than communications, if it does.
    pub looks_like: Option<LooksLike>,
    /// The first rows as they stand in the file.
    pub sample: Vec<Vec<String>>,
    /// Days that can be read in two ways.
    pub doubtful_days: usize,
    /// How those are read; none while nobody knows.
    pub dates: Option<DateReading>,
    /// Rows that become communications.
    pub created: usize,
    /// Rows left out because they are known already.
    pub skipped: usize,
    /// Rows that can't be imported.
    pub rejected: usize,
    /// The first problems, in the file's order.
    pub problems: Vec<RowProblem>,
    /// How many there are.
    pub problem_count: usize,
}

/// What an import of communications did.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommunicationsReport {
    /// Communications created.
    pub created: usize,
    /// Rows left out because they are known already.
    pub skipped: usize,
    /// Rows that couldn't be imported.
    pub rejected: Vec<RejectedRow>,
    /// The act of the import; none after a dry run.
    pub act: Option<ActId>,
}

/// Reads a list of communications and tells what importing it would do.
///
/// # Errors
/// `invalid` where the file isn't a list, with the reason under `file`.
pub async fn preview_communications(
    app: &App,
    _actor: Actor,
    input: ImportCommunications,
) -> Result<CommunicationsPreview> {
    let mut read = Read::of(app, &input).await?;
    let mut found = Found::default();
    let mut people = read.people(app).await?;
    for from in (0..read.sheet.rows.len()).step_by(SLICE) {
        found.add(read.slice(app, from, &mut people).await?);
    }
    let messages = read.parties.as_ref().map(Parties::told);
    let Read { sheet, mapping, dates, doubtful_days, .. } = &read;
    let first: Vec<Vec<String>> =
        sheet.rows.iter().take(SAMPLE_ROWS).map(|row| row.cells().map(beginning).collect()).collect();
    let sample = |column: usize| first.iter().filter_map(|row| row.get(column)).find(|cell| !cell.trim().is_empty());
    let column = |(at, (header, field)): (usize, (&String, &Option<CommunicationField>))| CommunicationColumn {
        header: header.clone(),
        sample: sample(at).map(|cell| cell.chars().take(60).collect()).unwrap_or_default(),
        field: *field,
    };
    let problem_count = sheet.problems.len() + found.problem_count;
    let mut problems: Vec<RowProblem> = sheet.problems.iter().cloned().chain(found.problems).collect();
    problems.sort_by_key(|problem| problem.row);
    problems.truncate(SHOWN);
    Ok(CommunicationsPreview {
        file_name: read.name.clone(),
        encoding: sheet.encoding.to_owned(),
        delimiter: sheet.delimiter.map(String::from).unwrap_or_default(),
        sheets: sheet.sheets.clone(),
        sheet: sheet.sheet.clone(),
        rows: sheet.rows.len(),
        columns: sheet.headers.iter().zip(mapping).enumerate().map(column).collect(),
        messages,
        looks_like: LooksLike::other_than(ListKind::Communications, sheet),
        sample: first,
        doubtful_days: *doubtful_days,
        dates: *dates,
        created: found.created,
        skipped: found.skipped,
        rejected: read.unread().count() + found.rejected.len(),
        problems,
        problem_count,
    })
}

/// Imports a list of communications: all rows that can be, in one unit of work, or none.
///
/// # Errors
/// `invalid` where the file isn't a list; `cancelled`, with nothing changed.
pub async fn import_communications(
    app: &App,
    actor: Actor,
    input: ImportCommunications,
    progress: &Arc<Progress>,
) -> Result<CommunicationsReport> {
    let mut read = progress.unless_stopped(Read::of(app, &input)).await?;
    let stage = Stage::open(app).await?;
    stage.table::<Communication>().await?;
    stage.table::<participant::Model>().await?;
    let (mut found, mut parts) = (Found::default(), 0);
    let mut people = read.people(app).await?;
    let rows = read.sheet.rows.len();
    for from in (0..rows).step_by(SLICE) {
        // Reading is the first half of the work, and taking over the other.
        progress.at(from, rows * 2)?;
        let slice = read.slice(app, from, &mut people).await?;
        stage.insert_many(&slice.communications).await?;
        stage.insert_many(&slice.participants).await?;
        parts += slice.participants.len();
        found.add(slice);
    }
    let mut rejected: Vec<RowProblem> = read.unread().cloned().chain(std::mem::take(&mut found.rejected)).collect();
    rejected.sort_by_key(|problem| problem.row);
    let told = rejected.iter().map(|problem| RejectedRow { row: problem.row, reason: code(problem) }).collect();
    let report = |act| CommunicationsReport { created: found.created, skipped: found.skipped, rejected: told, act };
    if input.dry_run == Some(true) {
        return Ok(report(None));
    }
    let attached = stage.attach(app).await?;
    let done = Done {
        file_name: &read.name,
        kind: ListKind::Communications,
        sheet: &read.sheet,
        rows,
        created: found.created,
        updated: 0,
        skipped: found.skipped,
        rejected: &rejected,
        mapping: serde_json::to_string(&read.mapping).map_err(internal)?,
    };
    let counts = [(Table::Communication, found.created), (Table::Participant, parts)];
    let act = take_over(app, actor, &attached, counts, done, progress).await;
    attached.detach(app).await?;
    Ok(report(Some(act?)))
}

/// The unit of work: takes over what was staged.
async fn take_over(
    app: &App,
    actor: Actor,
    stage: &Attached,
    counts: [(Table, usize); 2],
    done: Done<'_>,
    progress: &Progress,
) -> Result<ActId> {
    let mut tx = app.write(actor, "import_communications").await?;
    let (mut taken, all) = (0, counts.iter().map(|(_, count)| count).sum::<usize>().max(1));
    for (table, count) in counts {
        for from in (1..=count).step_by(TAKEN) {
            let to = count.min(from + TAKEN - 1);
            progress.at(all + taken, all * 2)?;
            let rows = i64::try_from(from).map_err(internal)?..=i64::try_from(to).map_err(internal)?;
            tx.take_over(stage, table, rows, 0).await?;
            taken += to - from + 1;
        }
    }
    if done.created == 0 {
        tx.beyond_undo();
    }
    tx.counts(done.created);
    past::keep(&tx, done).await?;
    let act = tx.act();
    tx.commit().await?;
    Ok(act)
}

/// A list, and how it is read.
struct Read {
    /// The file's name.
    name: String,
    sheet: Arc<Sheet>,
    mapping: Vec<Option<CommunicationField>>,
    dates: Option<DateReading>,
    doubtful_days: usize,
    /// Everybody in them, where they are messages.
    parties: Option<Parties>,
}

/// Of a cell, what a person sees at a glance: a mail is long.
fn beginning(cell: &str) -> String {
    cell.chars().take(SHOWN).collect()
}

/// What some rows become.
#[derive(Default)]
struct Slice {
    communications: Vec<Communication>,
    participants: Vec<participant::Model>,
    skipped: usize,
    problems: Vec<RowProblem>,
}

/// What all rows become, counted.
#[derive(Default)]
struct Found {
    created: usize,
    skipped: usize,
    /// Why rows can't be imported, each row once, in order.
    rejected: Vec<RowProblem>,
    /// The first problems, and how many there are.
    problems: Vec<RowProblem>,
    problem_count: usize,
}

impl Found {
    fn add(&mut self, slice: Slice) {
        self.created += slice.communications.len();
        self.skipped += slice.skipped;
        for problem in slice.problems.iter().filter(|problem| problem.code.rejects()) {
            if self.rejected.last().is_none_or(|last| last.row != problem.row) {
                self.rejected.push(problem.clone());
            }
        }
        self.problem_count += slice.problems.len();
        self.problems.extend(slice.problems.into_iter().take(SHOWN - self.problems.len()));
    }
}

impl Read {
    async fn of(app: &App, input: &ImportCommunications) -> Result<Self> {
        let (source, name) = app.source(&input.ticket)?;
        let (home, today) = (Some(app.home().country), Some(app.clock.today()));
        let options = ReadOptions { home, today, ..input.options.clone().unwrap_or_default() };
        let (mapping, chosen) = (input.mapping.clone(), input.dates);
        let read = move || {
            let sheet = match source {
                Source::File(path) => {
                    satchel_intake::read(std::fs::File::open(path).map_err(Error::about_file)?, &options)?
                }
                Source::Pasted(text) => satchel_intake::read(text.as_bytes(), &options)?,
            };
            // What the columns of messages tell leaves no choice.
            let mapping = mapping.filter(|_| sheet.messages.is_none());
            let mut mapping = mapping.unwrap_or_else(|| match_communications(&sheet.headers));
            mapping.resize(sheet.headers.len(), None);
            let days = mapping.iter().position(|field| *field == Some(CommunicationField::Date));
            let cells = || days.into_iter().flat_map(|at| sheet.rows.iter().map(move |row| row.cell(at).to_owned()));
            let dates = chosen.or_else(|| DateReading::seen(cells()));
            let doubtful_days = cells().filter(|cell| is_two_days(cell)).count();
            Ok(Self { name, sheet: Arc::new(sheet), mapping, dates, doubtful_days, parties: None })
        };
        let read: Result<Self> = tokio::task::spawn_blocking(read).await.map_err(internal)?;
        let mut read = read?;
        if let Some(kind) = read.sheet.messages {
            read.parties = Some(Parties::of(app, &read.sheet, kind, input.whose.as_deref().unwrap_or_default()).await?);
        }
        Ok(read)
    }

    /// Whom the rows may name.
    async fn people(&self, app: &App) -> Result<Whose> {
        let mut people = Whose::new(app).await?;
        if let Some(parties) = &self.parties {
            people.people_of(app, parties.customers()).await?;
        }
        Ok(people)
    }

    /// Rows that could not be read at all.
    fn unread(&self) -> impl Iterator<Item = &RowProblem> {
        self.sheet.problems.iter().filter(|problem| problem.code.rejects())
    }

    /// What some rows become, from a place in the sheet on.
    async fn slice(&mut self, app: &App, from: usize, people: &mut Whose) -> Result<Slice> {
        let (sheet, mapping) = (Arc::clone(&self.sheet), self.mapping.clone());
        let order = DateReading::order(self.dates);
        let read = move || {
            let rows = sheet.rows.from(from).take(SLICE);
            rows.map(|row| read_communication(&sheet, &row, &mapping, order)).collect::<Vec<_>>()
        };
        let drafts = tokio::task::spawn_blocking(read).await.map_err(internal)?;
        people.look(app, drafts.iter().map(|(draft, _)| draft)).await?;
        let mut slice = Slice::default();
        let mut made = Vec::with_capacity(drafts.len());
        for (mut draft, mut problems) in drafts {
            if let Some(parties) = &mut self.parties {
                made.extend(messages(app, parties, people, &draft, &mut problems));
            } else if let Some(one) = people.communication(app, &mut draft, &mut problems) {
                made.push(one);
            }
            slice.problems.extend(problems);
        }
        let kind = self.sheet.messages;
        if kind == Some(MessageKind::Chat) {
            slice.skipped += grown::without_known(app, &mut made).await?;
        }
        let are_mails = kind == Some(MessageKind::Mail);
        let mut there = held_at(app.read(), made.iter().map(|(made, _)| (made.customer_id, made.at))).await?;
        if are_mails {
            // Its day or subject may have been changed since it came.
            there.extend(mails_of(app.read(), made.iter().filter_map(|(made, _)| made.message_id.as_deref())).await?);
        }
        for one in &there {
            people.know(one, are_mails);
        }
        for (communication, who) in made {
            if !people.know(&communication, are_mails) {
                slice.skipped += 1;
                continue;
            }
            slice.participants.extend(who.into_iter().map(|contact_id| participant::Model {
                id: app.clock.key(),
                communication_id: communication.id,
                contact_id,
                created_at: communication.created_at,
                updated_at: communication.updated_at,
                deleted_at: None,
            }));
            slice.communications.push(communication);
        }
        Ok(slice)
    }
}

/// The communications that a message becomes, one at each customer whose it is; none while nobody knows that.
fn messages(
    app: &App,
    parties: &mut Parties,
    people: &Whose,
    draft: &CommunicationDraft,
    problems: &mut Vec<RowProblem>,
) -> Vec<(Communication, Vec<ContactId>)> {
    match parties.places(draft) {
        Ok(places) => {
            let one = |place: parties::Place| {
                let name = parties.name(place.customer);
                people.message(app, draft, place, name, problems)
            };
            places.into_iter().filter_map(one).collect()
        }
        Err(code) => {
            parties.wait(draft);
            let everybody: Vec<String> = draft.from.iter().chain(&draft.to).map(ToString::to_string).collect();
            problems.push(RowProblem::new(draft.row, "", code, &everybody.join("; ")));
            Vec::new()
        }
    }
}

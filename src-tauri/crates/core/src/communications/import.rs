//! Importing communications from a list, with their own times and whoever held them: look first, then all of it or nothing.
//!
//! A row goes to a customer that is there, found by number or by name; one that is known already is left out, so that a list
//! can be imported twice. What isn't understood of a row stays in its text.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use jiff::civil::Time;
use satchel_domain::{DateOrder, name_key};
use satchel_intake::{
    CommunicationDraft, CommunicationField, Moment, ProblemCode, ReadOptions, RowProblem, Sheet, match_communications,
    noted, read_communication,
};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveEnum, Condition};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Channel, Communication, Direction, Outcome, not_empty, participant, with_direction};
use crate::App;
use crate::customers::import::past::{self, Done, ListKind};
use crate::customers::import::{DateReading, RejectedRow, code};
use crate::customers::links::links_at;
use crate::customers::{contact, customer};
use crate::error::{Error, Result, internal};
use crate::fields::written::{is_two_days, order_of};
use crate::files::name_of;
use crate::ids::{ActId, ContactId, CustomerId, Timestamp, UserId};
use crate::jobs::Progress;
use crate::people::{Actor, user};
use crate::store::many::held_at;
use crate::store::records::Table;
use crate::store::stage::{Attached, Stage};
use crate::wire::{long_text, short_text};

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
    actor: Actor,
    input: ImportCommunications,
) -> Result<CommunicationsPreview> {
    let path = app.tickets.path(&input.ticket)?;
    let read = Read::of(app, &input).await?;
    let mut found = Found::default();
    let mut people = Whose::new(app, actor).await?;
    for from in (0..read.sheet.rows.len()).step_by(SLICE) {
        found.add(read.slice(app, from, &mut people).await?);
    }
    let Read { sheet, mapping, dates, doubtful_days, .. } = &read;
    let first: Vec<Vec<String>> =
        sheet.rows.iter().take(SAMPLE_ROWS).map(|row| row.cells().map(ToOwned::to_owned).collect()).collect();
    let sample = |column: usize| first.iter().filter_map(|row| row.get(column)).find(|cell| !cell.trim().is_empty());
    let column = |(at, (header, field)): (usize, (&String, &Option<CommunicationField>))| CommunicationColumn {
        header: header.clone(),
        sample: sample(at).map(|cell| cell.chars().take(60).collect()).unwrap_or_default(),
        field: *field,
    };
    let mut problems: Vec<RowProblem> = sheet.problems.iter().cloned().chain(found.problems).collect();
    problems.sort_by_key(|problem| problem.row);
    let problem_count = problems.len();
    problems.truncate(SHOWN);
    Ok(CommunicationsPreview {
        file_name: name_of(&path),
        encoding: sheet.encoding.to_owned(),
        delimiter: sheet.delimiter.map(String::from).unwrap_or_default(),
        sheets: sheet.sheets.clone(),
        sheet: sheet.sheet.clone(),
        rows: sheet.rows.len(),
        columns: sheet.headers.iter().zip(mapping).enumerate().map(column).collect(),
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
    let path = app.tickets.path(&input.ticket)?;
    let read = progress.unless_stopped(Read::of(app, &input)).await?;
    let stage = Stage::open(app).await?;
    stage.table::<Communication>().await?;
    stage.table::<participant::Model>().await?;
    let (mut found, mut parts) = (Found::default(), 0);
    let mut people = Whose::new(app, actor).await?;
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
        file_name: &name_of(&path),
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
    sheet: Arc<Sheet>,
    mapping: Vec<Option<CommunicationField>>,
    dates: Option<DateReading>,
    doubtful_days: usize,
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
    problems: Vec<RowProblem>,
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
        self.problems.extend(slice.problems);
    }
}

impl Read {
    async fn of(app: &App, input: &ImportCommunications) -> Result<Self> {
        let path = app.tickets.path(&input.ticket)?;
        let options = ReadOptions { home: Some(app.home().country), ..input.options.clone().unwrap_or_default() };
        let (mapping, chosen) = (input.mapping.clone(), input.dates);
        let read = move || {
            let file = std::fs::File::open(path).map_err(Error::about_file)?;
            let sheet = satchel_intake::read(file, &options)?;
            let mut mapping = mapping.unwrap_or_else(|| match_communications(&sheet.headers));
            mapping.resize(sheet.headers.len(), None);
            let days = mapping.iter().position(|field| *field == Some(CommunicationField::Date));
            let cells = || days.into_iter().flat_map(|at| sheet.rows.iter().map(move |row| row.cell(at).to_owned()));
            let dates = chosen.or_else(|| match order_of(cells()) {
                DateOrder::DayFirst => Some(DateReading::DayFirst),
                DateOrder::MonthFirst => Some(DateReading::MonthFirst),
                DateOrder::Unknown => None,
            });
            let doubtful_days = cells().filter(|cell| is_two_days(cell)).count();
            Ok(Self { sheet: Arc::new(sheet), mapping, dates, doubtful_days })
        };
        tokio::task::spawn_blocking(read).await.map_err(internal)?
    }

    /// Rows that could not be read at all.
    fn unread(&self) -> impl Iterator<Item = &RowProblem> {
        self.sheet.problems.iter().filter(|problem| problem.code.rejects())
    }

    /// What some rows become, from a place in the sheet on.
    async fn slice(&self, app: &App, from: usize, people: &mut Whose) -> Result<Slice> {
        let (sheet, mapping) = (Arc::clone(&self.sheet), self.mapping.clone());
        let order = match self.dates {
            Some(DateReading::DayFirst) => DateOrder::DayFirst,
            Some(DateReading::MonthFirst) => DateOrder::MonthFirst,
            None => DateOrder::Unknown,
        };
        let read = move || {
            let rows = sheet.rows.from(from).take(SLICE);
            rows.map(|row| read_communication(&sheet, &row, &mapping, order)).collect::<Vec<_>>()
        };
        let drafts = tokio::task::spawn_blocking(read).await.map_err(internal)?;
        people.look(app, drafts.iter().map(|(draft, _)| draft)).await?;
        let mut slice = Slice::default();
        let mut made = Vec::with_capacity(drafts.len());
        for (mut draft, mut problems) in drafts {
            if let Some(one) = people.communication(app, &mut draft, &mut problems) {
                made.push(one);
            }
            slice.problems.extend(problems);
        }
        let there = held_at(app.read(), made.iter().map(|(made, _)| (made.customer_id, made.at))).await?;
        people.known.extend(there.iter().map(mark));
        for (communication, who) in made {
            if !people.known.insert(mark(&communication)) {
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

/// What one communication is known again by.
fn mark(communication: &Communication) -> u64 {
    let Communication { customer_id, at, channel, title, text, .. } = communication;
    let mut hasher = DefaultHasher::new();
    (customer_id, at.minute(), channel, title, text).hash(&mut hasher);
    hasher.finish()
}

/// Who is meant by the names of a list.
struct Whose {
    now: Timestamp,
    users: HashMap<String, UserId>,
    numbered: HashMap<String, Named>,
    /// Customers by the keys of their names.
    named: HashMap<String, Vec<Named>>,
    /// People by their customers and names.
    people: HashMap<(CustomerId, String), ContactId>,
    /// Marks of communications that are there, and of those above in the list.
    known: HashSet<u64>,
}

#[derive(Debug, Clone)]
struct Named {
    id: CustomerId,
    name: String,
}

impl Whose {
    async fn new(app: &App, _actor: Actor) -> Result<Self> {
        let users = user::Entity::find().filter(user::Column::DeletedAt.is_null()).all(app.read()).await?;
        Ok(Self {
            now: app.clock.now(),
            users: users.into_iter().map(|user| (user.name.to_lowercase(), user.id)).collect(),
            numbered: HashMap::new(),
            named: HashMap::new(),
            people: HashMap::new(),
            known: HashSet::new(),
        })
    }

    /// Looks up whom some rows name.
    async fn look(&mut self, app: &App, drafts: impl Iterator<Item = &CommunicationDraft>) -> Result<()> {
        let (mut numbers, mut names) = (BTreeSet::new(), BTreeSet::new());
        for draft in drafts {
            if !draft.number.is_empty() && !self.numbered.contains_key(&draft.number) {
                numbers.insert(draft.number.clone());
            }
            let key = name_key(&draft.customer);
            if !key.is_empty() && !self.named.contains_key(&key) {
                names.insert(key);
            }
        }
        let live = || customer::Entity::find().filter(customer::Column::DeletedAt.is_null());
        let by_number = live().filter(customer::Column::Number.is_in(numbers)).all(app.read()).await?;
        let by_name = live().filter(customer::Column::NameKey.is_in(names.iter().cloned())).all(app.read()).await?;
        let mut new = BTreeSet::new();
        for customer in by_number {
            new.insert(customer.id);
            self.numbered.insert(customer.number, Named { id: customer.id, name: customer.name });
        }
        // One that isn't there needn't be looked for again.
        for key in names {
            self.named.entry(key).or_default();
        }
        for customer in by_name {
            new.insert(customer.id);
            self.named.entry(customer.name_key).or_default().push(Named { id: customer.id, name: customer.name });
        }
        let new: Vec<CustomerId> = new.into_iter().collect();
        let links = links_at(app.read(), &new).await?;
        let linked: Vec<ContactId> = links.iter().map(|link| link.contact_id).collect();
        let of = Condition::any().add(contact::Column::CustomerId.is_in(new)).add(contact::Column::Id.is_in(linked));
        let people = contact::Entity::find().filter(contact::Column::DeletedAt.is_null()).filter(of);
        let people = people.all(app.read()).await?;
        let names: HashMap<ContactId, &str> = people.iter().map(|person| (person.id, person.name.as_str())).collect();
        for link in &links {
            if let Some(name) = names.get(&link.contact_id) {
                self.people.entry((link.customer_id, name.to_lowercase())).or_insert(link.contact_id);
            }
        }
        for person in &people {
            self.people.insert((person.customer_id, person.name.to_lowercase()), person.id);
        }
        Ok(())
    }

    /// The customer that a row is about.
    fn customer(&self, draft: &CommunicationDraft) -> std::result::Result<&Named, ProblemCode> {
        if let Some(found) = self.numbered.get(&draft.number) {
            return Ok(found);
        }
        if draft.customer.is_empty() {
            let nobody = draft.number.is_empty();
            return Err(if nobody { ProblemCode::CustomerMissing } else { ProblemCode::CustomerUnknown });
        }
        let alike = self.named.get(&name_key(&draft.customer)).map(Vec::as_slice).unwrap_or_default();
        let exactly: Vec<&Named> = alike.iter().filter(|known| known.name == draft.customer).collect();
        match (exactly.as_slice(), alike) {
            ([one], _) => Ok(*one),
            ([], [one]) => Ok(one),
            ([], []) => Err(ProblemCode::CustomerUnknown),
            _ => Err(ProblemCode::CustomerAmbiguous),
        }
    }

    /// The communication that a row becomes, with who took part; none where it can't be one.
    fn communication(
        &self,
        app: &App,
        draft: &mut CommunicationDraft,
        problems: &mut Vec<RowProblem>,
    ) -> Option<(Communication, Vec<ContactId>)> {
        let row = draft.row;
        let customer = match self.customer(draft) {
            Ok(customer) => customer.clone(),
            Err(code) => {
                let said = if draft.customer.is_empty() { &draft.number } else { &draft.customer };
                problems.push(RowProblem::new(row, "", code, said));
                return None;
            }
        };
        let mut left = Vec::new();
        let mut who = Vec::new();
        for name in &draft.people {
            match self.people.get(&(customer.id, name.to_lowercase())) {
                Some(contact) if who.contains(contact) => {}
                Some(contact) => who.push(*contact),
                // A customer that is a person has no other one in it.
                None if *name == customer.name => {}
                None => {
                    problems.push(RowProblem::new(row, "", ProblemCode::PersonUnknown, name));
                    left.push(name.clone());
                }
            }
        }
        let owner_id = self.users.get(&draft.owner.to_lowercase()).copied();
        if owner_id.is_none() && !draft.owner.is_empty() {
            problems.push(RowProblem::new(row, "", ProblemCode::OwnerUnknown, &draft.owner));
            left.push(draft.owner.clone());
        }
        if !left.is_empty() {
            let line = noted("", &left.join("; "));
            draft.text = if draft.text.is_empty() { line } else { format!("{}\n{line}", draft.text) };
        }
        let at: Timestamp = match draft.at? {
            Moment::Instant(instant) => instant.into(),
            Moment::Local(day, time) => {
                let when = day.to_datetime(time.unwrap_or(Time::midnight()));
                when.to_zoned(app.clock.zone().clone()).ok()?.timestamp().into()
            }
        };
        let title = short_text("title", &draft.title).unwrap_or_else(|_| {
            // A line that is too long for one is a text.
            draft.text = format!("{}\n{}", draft.title, draft.text);
            String::new()
        });
        let communication = with_direction(Communication {
            id: app.clock.key(),
            customer_id: customer.id,
            channel: known(draft.channel).unwrap_or(Channel::Note),
            direction: known(draft.direction).unwrap_or(Direction::None),
            at,
            zone: app.clock.zone_name(),
            duration_minutes: super::duration(draft.minutes).ok().flatten(),
            title,
            text: long_text("text", &draft.text).ok()?,
            outcome: known(draft.outcome).unwrap_or(Outcome::None),
            owner_id,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        });
        if not_empty(&communication).is_err() {
            problems.push(RowProblem::new(row, "", ProblemCode::NothingSaid, &draft.customer));
            return None;
        }
        Some((communication, who))
    }
}

fn known<T: ActiveEnum<Value = String>>(code: Option<&str>) -> Option<T> {
    T::try_from_value(&code?.to_owned()).ok()
}

//! Lists as CSV, workbooks or cards, for spreadsheets, phones and other programs.

use std::cell::Cell;
use std::future::Future;
use std::io::{self, Write};
use std::path::Path;

use satchel_intake::{Head, write_list};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::Sender;
use ts_rs::TS;

use super::cards::cards;
use super::customer_rows::{CUSTOMER_COLUMNS, rows};
use super::field_columns::FieldColumns;
use super::whole::wholes;
use crate::App;
use crate::communications::{communication, views};
use crate::customers::list::CustomerSort;
use crate::customers::selection::{CustomerSelection, MatchingCustomers, chosen};
use crate::error::{Error, Result, internal};
use crate::fields::Subject;
use crate::files::{name_of, write_chosen};
use crate::format;
use crate::ids::{CommunicationId, CustomerId};
use crate::jobs::Progress;
use crate::messages::message;
use crate::people::{Actor, Language};

pub use satchel_intake::ListFormat;

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportKind {
    /// Customers, a row for each person there; what is the customer's stands in each of them.
    Customers,
    /// Customers and all people there, each as a vCard.
    Cards,
    /// Communications.
    Communications,
}

/// A list to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ExportList {
    /// Which list.
    pub kind: ExportKind,
    /// The file.
    pub ticket: String,
    /// Which customers; all where it is left out.
    #[serde(default)]
    pub customers: Option<CustomerSelection>,
    /// The order of customers.
    #[serde(default)]
    pub sort: Option<CustomerSort>,
    /// How a table is written; CSV in UTF-8 where nothing is said. Cards have one format.
    #[serde(default)]
    pub format: Option<ListFormat>,
}

/// A list that was written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// Rows below the header, or cards.
    pub rows: usize,
    /// The customers that they are about; none where they are about something else.
    pub customers: usize,
    /// Texts that were longer than the format holds, and were cut.
    pub cut: usize,
    /// The file's name.
    pub name: String,
}

/// Rows read at once.
pub(super) const PAGE: usize = 400;

/// Writes a list, whole or not at all. Cells that a spreadsheet program would run are defused; an import of the file
/// restores them.
///
/// # Errors
/// `cancelled`; `invalid` where the file can't be written, or the format can't hold so many rows.
pub async fn export_list(app: &App, _actor: Actor, input: ExportList, progress: &Progress) -> Result<Exported> {
    let path = app.tickets.path(&input.ticket)?;
    let language = crate::people::workspace(app).await?.language;
    let format = input.format.unwrap_or_default();
    let all = || CustomerSelection::Matching(MatchingCustomers::default());
    let ids = match input.kind {
        ExportKind::Communications => Vec::new(),
        _ => chosen(app, input.customers.unwrap_or_else(all), input.sort.unwrap_or_default()).await?,
    };
    let (rows, cut) = match input.kind {
        ExportKind::Cards => {
            let write = |out: &mut dyn Write, cards: &mut dyn Iterator<Item = String>| {
                for card in cards {
                    out.write_all(card.as_bytes())?;
                }
                Ok(0)
            };
            let read = |sender| cards(app, language, &ids, sender, progress);
            written(&path, progress, write, read).await?
        }
        ExportKind::Customers => {
            let own = FieldColumns::read(app, language, Subject::Customer).await?;
            let theirs = FieldColumns::read(app, language, Subject::Contact).await?;
            let heads = heads(language, CUSTOMER_COLUMNS).chain(own.heads()).chain(theirs.heads()).collect();
            let read = |sender| customers(app, language, format, &ids, [&own, &theirs], sender, progress);
            written(&path, progress, table(format, heads), read).await?
        }
        ExportKind::Communications => {
            let heads = heads(language, COMMUNICATION_COLUMNS).collect();
            let read = |sender| communications(app, language, format, sender, progress);
            written(&path, progress, table(format, heads), read).await?
        }
    };
    let name = name_of(&path);
    Ok(Exported { rows, customers: ids.len(), cut, name })
}

/// Some hundred rows or cards; none says that these were all.
pub(super) type Page<T> = Option<Vec<T>>;

/// Writes what is read meanwhile, page by page: how much that was, and what the writer tells.
async fn written<T: Send + 'static, R: Future<Output = Result<(usize, Sender<Page<T>>)>>>(
    path: &Path,
    progress: &Progress,
    write: impl FnOnce(&mut dyn Write, &mut dyn Iterator<Item = T>) -> io::Result<usize> + Send + 'static,
    read: impl FnOnce(Sender<Page<T>>) -> R,
) -> Result<(usize, usize)> {
    let (sender, mut receiver) = tokio::sync::mpsc::channel::<Page<T>>(4);
    let write = move |out: &mut dyn Write| {
        let complete = Cell::new(false);
        let pages = std::iter::from_fn(|| receiver.blocking_recv());
        let mut rows = pages.inspect(|page| complete.set(page.is_none())).flatten().flatten();
        let told = write(out, &mut rows)?;
        // Whoever reads the list says why it ended early.
        if complete.get() { Ok(told) } else { Err(io::Error::other("not all rows were read")) }
    };
    let read = async {
        let (rows, sender) = read(sender).await?;
        // A writer that is gone already says why itself.
        drop(sender.send(None).await);
        Ok::<_, Error>(rows)
    };
    let (written, rows) = tokio::join!(write_chosen(path, progress, write), read);
    let rows = rows?;
    Ok((rows, written?))
}

pub(super) type Row = Vec<String>;

fn table(
    format: ListFormat,
    heads: Vec<Head>,
) -> impl FnOnce(&mut dyn Write, &mut dyn Iterator<Item = Row>) -> io::Result<usize> + Send + 'static {
    move |out, rows| write_list(format, out, &heads, rows)
}

fn heads(language: Language, columns: &'static [&str]) -> impl Iterator<Item = Head> {
    columns.iter().map(move |id| Head { name: message(language, id), number: NUMBERS.contains(id) })
}

/// The columns that hold plain decimals.
const NUMBERS: [&str; 2] = ["export-credit-limit", "export-minutes"];

async fn customers(
    app: &App,
    language: Language,
    format: ListFormat,
    ids: &[CustomerId],
    fields: [&FieldColumns; 2],
    sender: Sender<Page<Row>>,
    progress: &Progress,
) -> Result<(usize, Sender<Page<Row>>)> {
    if !format.holds(ids.len()) {
        return Err(Error::invalid("format", "too_many_rows"));
    }
    let mut count = 0;
    for (done, chunk) in ids.chunks(PAGE).enumerate() {
        progress.at(done * PAGE, ids.len())?;
        let all = wholes(app, chunk).await?;
        let rows: Vec<Row> = all.into_iter().flat_map(|whole| rows(language, fields, whole)).collect();
        count += rows.len();
        if !format.holds(count) {
            return Err(Error::invalid("format", "too_many_rows"));
        }
        if sender.send(Some(rows)).await.is_err() {
            return Ok((count, sender));
        }
    }
    progress.at(ids.len(), ids.len())?;
    Ok((count, sender))
}

const COMMUNICATION_COLUMNS: &[&str] = &[
    "export-date",
    "export-time",
    "export-customer",
    "export-people",
    "export-channel",
    "export-direction",
    "export-minutes",
    "export-title",
    "export-text",
    "export-outcome",
    "export-owner",
];

async fn communications(
    app: &App,
    language: Language,
    format: ListFormat,
    sender: Sender<Page<Row>>,
    progress: &Progress,
) -> Result<(usize, Sender<Page<Row>>)> {
    use communication::Column;
    let live = || communication::Entity::find().filter(Column::DeletedAt.is_null());
    let total = usize::try_from(live().count(app.read()).await?).map_err(internal)?;
    if !format.holds(total) {
        return Err(Error::invalid("format", "too_many_rows"));
    }
    let mut count = 0;
    let mut after = CommunicationId(Uuid::nil());
    loop {
        progress.at(count, total)?;
        let page =
            live().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(PAGE as u64).all(app.read()).await?;
        let Some(last) = page.last() else { return Ok((count, sender)) };
        after = last.id;
        let mut rows = Vec::with_capacity(page.len());
        for view in views(app.read(), page).await? {
            let said = view.communication;
            let at = said.at.to_jiff().to_zoned(app.clock.zone().clone());
            rows.push(vec![
                at.date().to_string(),
                format::time(at.time()),
                view.customer_name,
                view.people.into_iter().map(|person| person.name).collect::<Vec<_>>().join("; "),
                code(language, "channel", &said.channel),
                code(language, "direction", &said.direction),
                said.duration_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
                said.title,
                said.text,
                code(language, "outcome", &said.outcome),
                view.owner_name,
            ]);
        }
        count += rows.len();
        if sender.send(Some(rows)).await.is_err() {
            return Ok((count, sender));
        }
    }
}

/// A code of the database in words.
pub(super) fn code(language: Language, kind: &str, code: &impl ActiveEnum<Value = String>) -> String {
    message(language, &format!("{kind}-{}", code.to_value()))
}

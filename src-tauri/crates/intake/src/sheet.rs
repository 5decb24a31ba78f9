//! A file as a sheet of rows, whatever it was: separated values, a workbook or cards of an address book.

use std::io::{self, Read};

use csv::StringRecord;
use encoding_rs::UTF_8;
use jiff::civil::Date;
use satchel_domain::{Country, DateOrder};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use crate::column::{Hint, Label, hints};
use crate::field::{ImportField, match_headers};
use crate::messages::{self, MessageKind};
use crate::packed::Packed;
use crate::problem::{ProblemCode, RowProblem};
use crate::{cards, decode, dialect, text, workbook, write};

/// The largest file that is read: with its text, and its rows packed beside it, all stays under half a gigabyte.
pub const MAX_FILE_BYTES: u64 = 192 << 20;
/// The same for what is held in two ways while it is read: workbooks, cards, and texts that have to be decoded.
pub const MAX_HELD_BYTES: u64 = 128 << 20;
/// The largest cell that is a text and not an accident.
pub const MAX_CELL_BYTES: usize = 1 << 20;
/// How many rows the search for the header looks at.
const HEADER_LOOK: usize = 20;

/// What a person decided about a file; what is left out is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ReadOptions {
    /// Name of the encoding, as in [`Sheet::encoding`].
    pub encoding: Option<String>,
    /// The separator: one ASCII sign.
    pub delimiter: Option<String>,
    /// The sheet of a workbook, as in [`Sheet::sheets`].
    pub sheet: Option<String>,
    /// Where the file is read, which is no decision about the file.
    #[serde(skip)]
    #[ts(skip)]
    pub home: Option<Country>,
    /// The day on which it is read: chats leave out the year. No decision about the file either.
    #[serde(skip)]
    #[ts(skip)]
    pub today: Option<Date>,
}

/// Why a file cannot be read at all.
#[derive(Debug, Error)]
pub enum ReadProblem {
    /// The file could not be read.
    #[error("reading the file")]
    Io(#[from] io::Error),
    /// More than [`MAX_FILE_BYTES`], or a workbook that unfolds to more than is read.
    #[error("the file is too large")]
    TooLarge,
    /// No row with anything in it.
    #[error("the file has no rows")]
    Empty,
    /// A picture, an archive, a web page or the like.
    #[error("the file is no list")]
    NotList,
    /// A workbook that opens with a password only.
    #[error("the workbook is locked with a password")]
    Protected,
    /// A workbook that breaks off or contradicts itself.
    #[error("the workbook is damaged")]
    Damaged,
    /// The workbook has no sheet of this name.
    #[error("no such sheet")]
    UnknownSheet,
    /// The chosen encoding does not exist.
    #[error("no such encoding")]
    UnknownEncoding,
    /// The chosen separator is not one ASCII sign.
    #[error("no such separator")]
    UnknownDelimiter,
}

/// The rows of a file and how it was read.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Name of the encoding: `UTF-8`, `GB18030`, `windows-1252`, …; empty where the kind of file leaves no choice.
    pub encoding: &'static str,
    /// The separator, in separated values.
    pub delimiter: Option<char>,
    /// The sheets of the workbook, in its order.
    pub sheets: Vec<String>,
    /// Which of [`Sheet::sheets`] this is.
    pub sheet: String,
    /// The headers, clean; as many as the widest row has cells, so some may be empty. All are where the file has none.
    pub headers: Vec<String>,
    /// The row with the headers, as a spreadsheet counts.
    pub header_row: Option<u32>,
    /// The field that each column fills; whoever reads the rows may change it.
    pub mapping: Vec<Option<ImportField>>,
    /// What the rows are where they are messages of another channel, and no list at all.
    pub messages: Option<MessageKind>,
    /// What else is known about each column.
    pub(crate) hints: Vec<Hint>,
    /// The rows below the header that have anything in them.
    pub rows: Packed<Row>,
    /// Rows that could not be read, and others with something lost.
    pub problems: Vec<RowProblem>,
}

/// One row of cells.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    /// The row as a spreadsheet counts it, from 1, empty ones included; the card in a file of cards.
    pub number: u32,
    /// The cells, one behind the other.
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    /// What the file knows the customer by, where it does.
    key: Option<String>,
}

impl Row {
    pub(crate) fn new(number: u32, cells: &StringRecord) -> Self {
        Self::of(None, number, cells)
    }

    /// The row of a customer that the file knows by `key`.
    pub(crate) fn of(key: Option<String>, number: u32, cells: &StringRecord) -> Self {
        let ends = (0..cells.len()).filter_map(|column| cells.range(column)).map(|range| range.end).collect();
        Self { number, text: cells.as_slice().to_owned(), ends, key }
    }

    /// What the file knows the customer by; empty where it doesn't.
    pub(crate) fn key(&self) -> &str {
        self.key.as_deref().unwrap_or_default()
    }

    /// The row with other texts in some of its cells.
    #[must_use]
    pub fn with(&self, other: impl Fn(usize, &str) -> Option<String>) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(self.ends.len()));
        for (column, cell) in self.cells().enumerate() {
            match other(column, cell) {
                Some(other) => text.push_str(&other),
                None => text.push_str(cell),
            }
            ends.push(text.len());
        }
        Self { number: self.number, text, ends, key: self.key.clone() }
    }

    /// The cell as it was before it was defused; empty where the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        let start = column.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(column).copied());
        range.and_then(|(start, end)| self.text.get(start..end)).map_or("", write::restore)
    }

    /// All cells of the row.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|column| self.cell(column))
    }
}

/// Reads a list: separated values in any encoding, an XLSX or XLS workbook, vCards, or messages, which are mails or a chat.
///
/// # Errors
/// [`ReadProblem`] when nothing of it can be read. Rows that cannot be read are left out and listed in
/// [`Sheet::problems`].
pub fn read(input: impl Read, options: &ReadOptions) -> Result<Sheet, ReadProblem> {
    let mut bytes = Vec::new();
    input.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ReadProblem::TooLarge);
    }
    let is_large = bytes.len() as u64 > MAX_HELD_BYTES;
    if let Some(kind) = workbook::kind_of(&bytes).filter(|_| !is_large) {
        return workbook::read(kind, bytes, options);
    }
    if is_binary(&bytes) {
        return Err(ReadProblem::NotList);
    }
    if messages::are_mails(&bytes) {
        return if is_large { Err(ReadProblem::TooLarge) } else { messages::read_mails(&bytes) };
    }
    let encoding = match &options.encoding {
        Some(name) => decode::by_name(name).ok_or(ReadProblem::UnknownEncoding)?,
        None => decode::detect(&bytes, options.home),
    };
    if is_large && encoding != UTF_8 {
        return Err(ReadProblem::TooLarge);
    }
    let text = decode::decode(bytes, encoding);
    if cards::are_cards(&text) {
        if is_large {
            return Err(ReadProblem::TooLarge);
        }
        return cards::read(&text, encoding, options);
    }
    if let Some(kind) = messages::kind_of(&text) {
        if is_large {
            return Err(ReadProblem::TooLarge);
        }
        return messages::read_text(&text, kind, decode::name_of(encoding), options);
    }
    if is_markup(&text) {
        return Err(ReadProblem::NotList);
    }
    text::read(text, decode::name_of(encoding), options)
}

impl Sheet {
    /// The column whose values this one says the labels of.
    pub fn labels_of(&self, column: usize) -> Option<usize> {
        self.hints.iter().position(|hint| hint.label == Label::Column(column))
    }

    /// Says what comes first in the days of a column.
    pub fn read_days(&mut self, column: usize, order: DateOrder) {
        self.hints[column].days = order;
    }

    /// Lists the rows in which the encoding did not have a character.
    pub(crate) fn note_bad_characters(&mut self) {
        let bad: Vec<RowProblem> = self.rows.iter().filter_map(|row| bad_characters(&row)).collect();
        self.problems.extend(bad);
    }

    /// Sums below the table are no customers.
    fn leave_out_totals(&mut self) {
        let reaches = |column: usize| self.mapping.get(column).copied().flatten().is_some_and(ImportField::reaches);
        while self.headers.len() > 1
            && let Some(last) = self.rows.len().checked_sub(1).and_then(|last| self.rows.get(last))
            && dialect::is_total(&last.cells().collect::<Vec<_>>(), reaches)
        {
            let shown = last.cells().find(|cell| !cell.trim().is_empty()).unwrap_or_default();
            self.problems.retain(|known| (known.row, known.code) != (last.number, ProblemCode::BadCharacters));
            self.problems.push(RowProblem::new(last.number, "", ProblemCode::TotalsRow, shown));
            self.rows.pop();
        }
    }
}

/// Rows of cells that nothing more is known of, on their way into a sheet: each is packed as it comes.
#[derive(Default)]
pub(crate) struct Gathering {
    /// The first rows, until it is known which of them holds the headers.
    first: Vec<Row>,
    /// Whether that is known.
    settled: bool,
    header_row: Option<u32>,
    headers: Vec<String>,
    widest: usize,
    rows: Packed<Row>,
    /// Rows that could not be read, and others with something lost.
    pub problems: Vec<RowProblem>,
}

impl Gathering {
    /// Adds a row that has anything in it.
    pub fn add(&mut self, row: Row) {
        if self.settled {
            return self.take(&row);
        }
        self.first.push(row);
        if self.first.len() == HEADER_LOOK {
            self.settle();
        }
    }

    /// Finds the header among the first rows.
    fn settle(&mut self) {
        let first = std::mem::take(&mut self.first);
        let cells: Vec<Vec<&str>> = first.iter().map(|row| row.cells().collect()).collect();
        let header = dialect::find_header(&cells, |cells| {
            match_headers(cells).iter().flatten().count() * 2 >= cells.len().min(4)
        });
        self.settled = true;
        self.header_row = header.map(|at| first[at].number);
        self.headers = header.map_or_else(Vec::new, |at| first[at].cells().map(satchel_domain::clean_text).collect());
        first.iter().skip(header.map_or(0, |at| at + 1)).for_each(|row| self.take(row));
    }

    /// A row below the header.
    fn take(&mut self, row: &Row) {
        self.widest = self.widest.max(row.ends.len());
        if self.header_row.is_some()
            && let Some(extra) = row.cells().skip(self.headers.len()).find(|cell| !cell.trim().is_empty())
        {
            self.problems.push(RowProblem::new(row.number, "", ProblemCode::ExtraCells, extra));
        }
        self.problems.extend(bad_characters(row));
        self.rows.push(row);
    }

    /// The sheet: its fields, and what is wrong in its rows.
    pub fn finish(mut self) -> Result<Sheet, ReadProblem> {
        if !self.settled {
            if self.first.is_empty() {
                return Err(ReadProblem::Empty);
            }
            self.settle();
        }
        let Self { header_row, mut headers, widest, rows, problems, .. } = self;
        if header_row.is_none() {
            headers.resize(widest, String::new());
        }
        let mut sheet = Sheet { hints: hints(&headers), headers, header_row, rows, problems, ..Sheet::default() };
        sheet.mapping = match_headers(&sheet.headers);
        sheet.leave_out_totals();
        sheet.problems.sort_by_key(|problem| problem.row);
        Ok(sheet)
    }
}

fn bad_characters(row: &Row) -> Option<RowProblem> {
    if !row.text.contains('\u{fffd}') {
        return None;
    }
    let cell = row.cells().find(|cell| cell.contains('\u{fffd}')).unwrap_or_default();
    Some(RowProblem::new(row.number, "", ProblemCode::BadCharacters, cell))
}

/// Web pages (also under the name of a workbook), XML and JSON are text without rows.
fn is_markup(text: &str) -> bool {
    let text = text.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}');
    let ends = text.chars().next().zip(text.chars().next_back());
    matches!(ends, Some(('<', '>') | ('{', '}') | ('[', ']')))
}

/// Archives, PDF and pictures begin with signs of their own.
fn is_binary(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 7] =
        [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"SQLite format 3"];
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
}

#[cfg(test)]
mod tests;

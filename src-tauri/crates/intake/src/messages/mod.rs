//! Messages of other channels: mails and chats as a sheet, a mail or a day of a chat in each row, so that they are reviewed,
//! left out and kept like the rows of any list of communications.
//!
//! Who somebody is isn't known here: a row tells names and addresses, and the core finds whose they are.

mod chat;
mod mail;
mod pasted;
mod stamp;

use csv::StringRecord;
use satchel_domain::{DateOrder, clean_text};
use serde::Serialize;
use ts_rs::TS;

use crate::column::hints;
use crate::communications::{CommunicationDraft, read_minutes, read_moment};
use crate::problem::{ProblemCode, RowProblem};
use crate::sheet::{MAX_CELL_BYTES, ReadOptions, ReadProblem, Row, Sheet};
use crate::write::defuse;
use crate::{decode, noted};

/// More messages than this are no conversation, but an archive.
const MAX_MESSAGES: usize = 50_000;
/// How much of a text the look at its kind needs.
pub const HEAD_BYTES: usize = 16 << 10;

/// What a file of messages holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// E-mails, each a row.
    Mail,
    /// A chat, each day a row.
    Chat,
}

/// Somebody who wrote, or to whom something was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    /// The name; empty where only the address is told.
    pub name: String,
    /// The e-mail address, lower-case, or another handle; empty where only the name is told.
    pub address: String,
}

/// The columns of such a sheet. They are called as in a list of communications, so that rows which were left out are mended
/// and imported as one.
const HEADERS: [&str; 9] = ["Customer", "Date", "Channel", "From", "To", "Subject", "Minutes", "Notes", "Message-ID"];
const DATE: usize = 1;
const FROM: usize = 3;
const TO: usize = 4;
const SUBJECT: usize = 5;
const MINUTES: usize = 6;
const TEXT: usize = 7;
const ID: usize = 8;

/// A mail, or a day of a chat, on its way into a sheet.
#[derive(Debug, Default)]
struct Message {
    /// An instant or a local time, as [`read_moment`] reads them.
    at: String,
    from: Vec<Party>,
    to: Vec<Party>,
    title: String,
    minutes: Option<i32>,
    text: String,
    /// What a mail is known by everywhere; empty where it has none.
    id: String,
}

impl Party {
    /// One as it was written: `周敏 <zhou@mingyuan.example>`, `zhou@mingyuan.example`, `周敏`, `周敏(12345)`.
    pub(crate) fn parse(text: &str) -> Self {
        let text = clean_text(text);
        let cut = |open: char, close: char| {
            let (name, rest) = text.split_once(open)?;
            Some((name.to_owned(), rest.strip_suffix(close)?.to_owned()))
        };
        let found = cut('<', '>').or_else(|| cut('[', ']'));
        // The number of a chat program, which stands behind the name.
        let numbered =
            || cut('(', ')').filter(|(_, inner)| inner.len() >= 5 && inner.bytes().all(|b| b.is_ascii_digit()));
        if let Some((name, address)) = found.or_else(numbered) {
            return Self::of(&name, &address);
        }
        let is_address = text.contains('@') && !text.contains(' ');
        if is_address { Self::of("", &text) } else { Self::of(&text, "") }
    }

    fn of(name: &str, address: &str) -> Self {
        let name = clean_text(name).trim_matches(['"', '\'', ' ']).to_owned();
        let address = clean_text(address).to_lowercase();
        let address = address.strip_prefix("mailto:").unwrap_or(&address).to_owned();
        // Programs write the address once more where they know no name.
        let name = if name.to_lowercase() == address { String::new() } else { name };
        Self { name, address }
    }

    /// Whether anybody is told.
    pub(crate) fn is_somebody(&self) -> bool {
        !self.name.is_empty() || !self.address.is_empty()
    }
}

impl std::fmt::Display for Party {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.name.as_str(), self.address.as_str()) {
            (name, "") => out.write_str(name),
            ("", address) => out.write_str(address),
            (name, address) => write!(out, "{name} <{address}>"),
        }
    }
}

/// Several of them, as they were written in one line.
fn parties(text: &str) -> Vec<Party> {
    // A comma may stand in a quoted name, and between people.
    let mut pieces = vec![String::new()];
    let mut quoted = false;
    for sign in text.chars() {
        quoted ^= sign == '"';
        match sign {
            ';' | '；' | '\n' if !quoted => pieces.push(String::new()),
            ',' | '，' if !quoted && pieces.last().is_some_and(|piece| piece.contains(['@', '>'])) => {
                pieces.push(String::new());
            }
            _ => pieces.last_mut().into_iter().for_each(|piece| piece.push(sign)),
        }
    }
    pieces.iter().map(|piece| Party::parse(piece)).filter(Party::is_somebody).collect()
}

fn joined(parties: &[Party]) -> String {
    let plain = |party: &Party| party.to_string().replace([';', '；'], ",");
    parties.iter().map(plain).collect::<Vec<_>>().join("; ")
}

/// Whether a file begins as mails or a chat do. The first [`HEAD_BYTES`] of it are enough.
pub fn are_messages(head: &[u8]) -> Option<MessageKind> {
    if mail::is_mail(head) {
        return Some(MessageKind::Mail);
    }
    // The cut may go through a character.
    let encoding = decode::detect(head, None);
    let text = decode::decode(head.to_vec(), encoding);
    kind_of(&text)
}

/// The same for a text.
pub(crate) fn kind_of(text: &str) -> Option<MessageKind> {
    let head = text.get(..text.floor_char_boundary(HEAD_BYTES)).unwrap_or_default();
    if pasted::is_mail(head) { Some(MessageKind::Mail) } else { chat::is_chat(head).then_some(MessageKind::Chat) }
}

/// Whether the bytes are those of mails; then their texts are each in an encoding of its own.
pub(crate) fn are_mails(bytes: &[u8]) -> bool {
    mail::is_mail(&bytes[..bytes.len().min(HEAD_BYTES)])
}

/// Reads one mail, or a box of them.
///
/// # Errors
/// [`ReadProblem::Empty`] and [`ReadProblem::TooLarge`].
pub(crate) fn read_mails(bytes: &[u8]) -> Result<Sheet, ReadProblem> {
    let mut gathering = Gathering::new(MessageKind::Mail);
    mail::read(bytes, &mut gathering)?;
    gathering.finish()
}

/// Reads a text that is one of the two.
///
/// # Errors
/// [`ReadProblem::Empty`] and [`ReadProblem::TooLarge`].
pub(crate) fn read_text(
    text: &str,
    kind: MessageKind,
    encoding: &'static str,
    options: &ReadOptions,
) -> Result<Sheet, ReadProblem> {
    let mut gathering = Gathering::new(kind);
    match kind {
        MessageKind::Mail => pasted::read(text, &mut gathering)?,
        MessageKind::Chat => chat::read(text, options.today, &mut gathering)?,
    }
    Ok(Sheet { encoding, ..gathering.finish()? })
}

/// Rows on their way into a sheet.
struct Gathering {
    kind: MessageKind,
    number: u32,
    sheet: Sheet,
}

impl Gathering {
    fn new(kind: MessageKind) -> Self {
        let headers = HEADERS.map(ToOwned::to_owned).to_vec();
        let mapping = vec![None; headers.len()];
        let sheet = Sheet { hints: hints(&headers), headers, mapping, messages: Some(kind), ..Sheet::default() };
        Self { kind, number: 0, sheet }
    }

    /// Adds a row; one that is no text but an accident is listed.
    fn add(&mut self, message: Message) -> Result<(), ReadProblem> {
        self.number += 1;
        if self.number as usize > MAX_MESSAGES {
            return Err(ReadProblem::TooLarge);
        }
        let Message { at, from, to, title, minutes, text, id } = message;
        if text.len() > MAX_CELL_BYTES {
            self.wrong(ProblemCode::CellTooLong, &title);
            return Ok(());
        }
        if text.contains('\u{fffd}') || title.contains('\u{fffd}') {
            self.wrong(ProblemCode::BadCharacters, &title);
        }
        let channel = match self.kind {
            MessageKind::Mail => "email",
            MessageKind::Chat => "chat",
        };
        let minutes = minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
        let cells = ["", &at, channel, &joined(&from), &joined(&to), &title, &minutes, &text, &id];
        let record: StringRecord = cells.iter().map(|cell| defuse(cell)).collect();
        self.sheet.rows.push(&Row::of(None, self.number, &record));
        Ok(())
    }

    /// Adds one that can't be read.
    fn unreadable(&mut self, shown: &str) -> Result<(), ReadProblem> {
        self.number += 1;
        if self.number as usize > MAX_MESSAGES {
            return Err(ReadProblem::TooLarge);
        }
        self.wrong(ProblemCode::MessageDamaged, shown);
        Ok(())
    }

    fn wrong(&mut self, code: ProblemCode, shown: &str) {
        self.sheet.problems.push(RowProblem::new(self.number, "", code, shown));
    }

    fn finish(self) -> Result<Sheet, ReadProblem> {
        if self.sheet.rows.is_empty() && self.sheet.problems.is_empty() {
            Err(ReadProblem::Empty)
        } else {
            Ok(self.sheet)
        }
    }
}

/// What a row of messages says; `order` is what comes first in days that are read in two ways.
pub(crate) fn read_row(sheet: &Sheet, row: &Row, order: DateOrder) -> (CommunicationDraft, Vec<RowProblem>) {
    let mut problems = Vec::new();
    let date = row.cell(DATE);
    let at = read_moment(date, order);
    if at.is_none() {
        let code = match date {
            "" => ProblemCode::WhenMissing,
            date if satchel_domain::is_two_days(date) => ProblemCode::WhenAmbiguous,
            _ => ProblemCode::WhenInvalid,
        };
        let said = if date.is_empty() { row.cell(SUBJECT) } else { date };
        problems.push(RowProblem::new(row.number, HEADERS[DATE], code, said));
    }
    let is_mail = sheet.messages == Some(MessageKind::Mail);
    let text = row.cell(TEXT).to_owned();
    let lines = if is_mail { 0 } else { text.lines().filter(|line| chat::is_line(line)).count() };
    let draft = CommunicationDraft {
        row: row.number,
        at,
        channel: Some(if is_mail { "email" } else { "chat" }),
        minutes: read_minutes(row.cell(MINUTES)),
        title: row.cell(SUBJECT).to_owned(),
        from: parties(row.cell(FROM)),
        to: parties(row.cell(TO)),
        lines,
        text,
        message_id: Some(row.cell(ID)).filter(|id| !id.is_empty()).map(ToOwned::to_owned),
        ..CommunicationDraft::default()
    };
    (draft, problems)
}

/// A line for what is attached to a mail, which itself isn't kept.
fn attached(names: &[String]) -> String {
    noted("📎", &names.join("; "))
}

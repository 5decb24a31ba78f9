//! Customer lists in and out: bytes become rows, rows become drafts of customers, and rows become bytes again. Mails and chats
//! become rows, too, and those drafts of communications.
//!
//! Reading finds out encoding, separator and header by itself, lists what it could not read, and goes on with the rest.
//! Cleaning makes the most of each row without inventing anything: what cannot be understood is kept as written and said.
//! Follow-ups go out as a calendar. Files are written so that spreadsheet programs open them rightly and run nothing in them.
//!
//! This crate must never know the database, paths, dialogs or the language of the screen: problems are codes.

mod address;
mod aliases;
mod calendar;
mod cards;
mod change;
mod column;
mod communications;
mod decode;
mod dialect;
mod draft;
mod field;
mod likely;
mod messages;
mod packed;
mod parts;
mod points;
mod problem;
mod reading;
mod sheet;
mod text;
mod words;
mod workbook;
mod write;

pub use calendar::{CalendarEntry, Repeats, Urgency, When, write_calendar};
pub use cards::write::{customer_card, person_card};
pub use change::{CellChange, ChangeReason};
pub use communications::{CommunicationDraft, CommunicationField, Moment, match_communications, read_communication};
pub use draft::{Cleaned, ContactDraft, Context, CustomerDraft, PointDraft, clean_row, key_of};
pub use field::{ImportField, fold as fold_header, match_headers};
pub use likely::{Likely, likely};
pub use messages::{HEAD_BYTES, MessageKind, Party, are_messages};
pub use packed::Packed;
pub use parts::{PartDraft, write_part};
pub use points::{pieces, write_point_lines, write_points};
pub use problem::{ProblemCode, RowProblem};
pub use reading::noted;
pub use sheet::{MAX_CELL_BYTES, MAX_FILE_BYTES, MAX_HELD_BYTES, ReadOptions, ReadProblem, Row, Sheet, read};
pub use words::read_answer;
pub use write::{Head, ListFormat, write_list};

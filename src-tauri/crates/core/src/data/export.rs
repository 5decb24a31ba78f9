//! Lists as CSV, for spreadsheets and for other programs.

use satchel_domain::{Currency, Money};
use satchel_intake::CsvWriter;
use sea_orm::ActiveEnum;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::error::{Result, internal};
use crate::files::write_whole;
use crate::jobs::Progress;
use crate::people::Actor;

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportKind {
    /// Customers with their first contact.
    Customers,
    /// Communications.
    Communications,
}

/// A list to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportList {
    /// Which list.
    pub kind: ExportKind,
    /// The file.
    pub ticket: String,
}

/// A list that was written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// Rows below the header.
    pub rows: usize,
    /// The file's name.
    pub name: String,
}

//! One error for every operation: a code the screen translates, the fields it is about, and English detail for logs.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

/// The result of an operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, as far as a caller can act on it. The catalogues hold one sentence for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ErrorCode")]
pub enum Code {
    /// A value can't be accepted; `fields` names which and why.
    Invalid,
    /// The record doesn't exist or was deleted.
    NotFound,
    /// The actor's role may not do this.
    Refused,
    /// The workspace is locked or not open.
    Locked,
    /// The passphrase or code is wrong; `fields.retryAt` holds milliseconds when the next try waits.
    WrongSecret,
    /// There is no usable keyring, it is locked, or its entry is missing or changed.
    NoKeyring,
    /// The workspace is open in another window or command.
    Busy,
    /// A newer program wrote this workspace.
    NewerWorkspace,
    /// The folder or file isn't a Satchel workspace.
    NotAWorkspace,
    /// Something on disk doesn't read back as it was written.
    Damaged,
    /// No space is left.
    DiskFull,
    /// The folder can't be written.
    ReadOnly,
    /// The workspace's folder isn't where it was: a drive was pulled, a folder moved.
    Gone,
    /// The disk, or what stands for it, gave an error of its own.
    DiskError,
    /// Bringing an older workspace up to date failed; it is as it was.
    NotUpdated,
    /// Someone else changed the same fields; `fields` names them.
    Conflict,
    /// The person stopped it.
    Cancelled,
    /// No command has this name.
    UnknownCommand,
    /// The input isn't what the command takes.
    BadInput,
    /// The command exists, but not for this caller.
    NotHere,
    /// A fault of ours.
    Internal,
}

/// The one error type of the core; what the window and the command line receive.
#[derive(Debug, Clone, Serialize, TS, thiserror::Error)]
#[error("{code:?}: {detail}")]
#[ts(rename = "CommandError")]
pub struct Error {
    /// For the program and the catalogues.
    pub code: Code,
    /// Field name to problem code.
    pub fields: BTreeMap<String, String>,
    /// For logs and bug reports, in English, without anything secret.
    pub detail: String,
}

impl Error {
    /// An error with a code and a sentence for logs.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, fields: BTreeMap::new(), detail: detail.into() }
    }

    /// One field holds a value that can't be accepted; `problem` is a code of the catalogue.
    pub fn invalid(field: &str, problem: &str) -> Self {
        Self::new(Code::Invalid, format!("{field}: {problem}")).with(field, problem)
    }

    /// A record that isn't there.
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("no such {what}"))
    }

    /// The same error, naming one more field.
    #[must_use]
    pub fn with(mut self, field: &str, problem: impl Into<String>) -> Self {
        self.fields.insert(field.to_owned(), problem.into());
        self
    }
}

/// Wraps a fault that no caller can act on.
pub(crate) fn internal(error: impl std::fmt::Display) -> Error {
    Error::new(Code::Internal, error.to_string())
}

impl From<std::io::Error> for Error {
    /// An error about a file of the workspace; for one that a person chose, see [`about_file`](Error::about_file).
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        let code = match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded => Code::DiskFull,
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Code::ReadOnly,
            Kind::NotFound => Code::Gone,
            _ => Code::DiskError,
        };
        Self::new(code, error.to_string())
    }
}

impl Error {
    /// What the system says about a file that a person chose, to read or to write: not the workspace is in trouble, but that
    /// file, and another can be chosen.
    #[expect(clippy::needless_pass_by_value, reason = "the shape of map_err")]
    pub(crate) fn about_file(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        let problem = match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => "no_room",
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => "no_access",
            Kind::NotFound | Kind::NotADirectory => "not_there",
            Kind::IsADirectory => "is_folder",
            _ => "disk_error",
        };
        let mut told = Self::invalid("file", problem);
        told.detail = error.to_string();
        told
    }
}

impl From<sea_orm::DbErr> for Error {
    /// SQLite's result codes: 8 read-only, 1032 read-only because the file was moved, 10 an error of the disk, 11 corrupt,
    /// 13 full, 14 can't open, 18 too long, 26 not a database. SQLCipher answers a damaged page with 1 and no other word, and
    /// every page that is asked of the same connection later with 7, out of memory; a system that truly has none left ends the
    /// program instead.
    fn from(error: sea_orm::DbErr) -> Self {
        const MOVED: u32 = 8 | 4 << 8;
        // Extended codes carry the primary one in their low byte.
        let code = match sqlite_code(&error).map(|code| (code, code & 0xff)) {
            Some((MOVED, _)) => Code::Gone,
            Some((_, 8)) => Code::ReadOnly,
            Some((_, 10 | 14)) => Code::DiskError,
            Some((_, 7 | 11 | 26)) => Code::Damaged,
            Some((_, 13)) => Code::DiskFull,
            // More values than a statement takes, or longer ones, come from no screen.
            Some((_, 18)) => Code::BadInput,
            Some((1, _)) if error.to_string().contains("SQL logic error") => Code::Damaged,
            Some((1, _)) if error.to_string().contains("too many SQL variables") => Code::BadInput,
            _ => Code::Internal,
        };
        Self::new(code, error.to_string())
    }
}

/// The result code of SQLite behind a database error.
fn sqlite_code(error: &sea_orm::DbErr) -> Option<u32> {
    use sea_orm::{DbErr, RuntimeErr, sqlx};
    let (DbErr::Conn(runtime) | DbErr::Exec(runtime) | DbErr::Query(runtime)) = error else { return None };
    let RuntimeErr::SqlxError(error) = runtime else { return None };
    let sqlx::Error::Database(database) = error.as_ref() else { return None };
    database.code()?.parse().ok()
}

impl From<sea_orm::sqlx::Error> for Error {
    fn from(error: sea_orm::sqlx::Error) -> Self {
        sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(error.into())).into()
    }
}

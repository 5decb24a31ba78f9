//! The folder of an open workspace as the disk has it: whether it is still there, and whether it can be written.
//!
//! SQLite goes on writing into a file whose folder was moved or unmounted, and what it says is done would be lost. So every
//! unit of work asks here before it begins and before it says that it is done.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use ts_rs::TS;

use super::surroundings::{SharedKind, SharedPlace, shared};
use crate::error::{Code, Error, Result};

/// What keeps an open workspace from being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// No space is left.
    DiskFull,
    /// The folder or the file can't be written.
    ReadOnly,
    /// The folder isn't where it was.
    Gone,
}

impl Trouble {
    fn code(self) -> Code {
        match self {
            Self::DiskFull => Code::DiskFull,
            Self::ReadOnly => Code::ReadOnly,
            Self::Gone => Code::Gone,
        }
    }
}

/// How the folder of the open workspace stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Storage {
    /// What keeps it from being written; none as a rule.
    pub trouble: Option<Trouble>,
    /// Megabytes left on its disk, where there are few.
    #[ts(type = "number | null")]
    pub low_megabytes: Option<u64>,
    /// Why it is no good place for a workspace, if so.
    pub shared: Option<SharedPlace>,
}

/// With less than this the person is told in time.
const LOW: u64 = 200 << 20;

/// How much must fit before what was full counts as free again: a large import needs more, but typing goes on.
const ROOM: usize = 4 << 20;

/// As much is asked of a disk before a workspace on it is opened to be written.
const FIRST_ROOM: usize = 64 << 10;

/// The name of the file that is written to see whether one can be.
const PROBE: &str = "satchel.probe";

/// The folder of an open workspace.
#[derive(Debug)]
pub struct Place {
    folder: PathBuf,
    database: PathBuf,
    /// The database as it was opened; none where the file system doesn't tell files apart.
    opened: Option<Identity>,
    shared: Option<SharedPlace>,
    /// Whether the connections can't write, whatever the disk can by now.
    read_only: bool,
    /// Whether the connections may be those of a file that isn't there any more.
    stale: AtomicBool,
    trouble: Mutex<Option<Trouble>>,
}

impl Place {
    /// Looks at a folder that a workspace is about to be opened in.
    pub(super) fn of(folder: &Path, database: &str) -> Arc<Self> {
        let (database, shared) = (folder.join(database), shared(folder));
        let network = shared.as_ref().is_some_and(|place| place.kind == SharedKind::Network);
        // Networks number their files anew when they like.
        let opened = if network { None } else { identity(&database) };
        // SQLite has it not open yet: closing it again would let go of all its locks.
        let openable = OpenOptions::new().write(true).open(&database).map(drop);
        let trouble = openable.err().and_then(|error| trouble_of(&error)).or_else(|| writable(folder, FIRST_ROOM));
        let (read_only, stale) = (trouble.is_some(), AtomicBool::new(false));
        Arc::new(Self {
            folder: folder.into(),
            database,
            opened,
            shared,
            read_only,
            stale,
            trouble: Mutex::new(trouble),
        })
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Why the workspace is opened without being able to write, if it is.
    pub(super) fn refusal(&self) -> Option<Error> {
        self.known().map(|trouble| self.told(trouble))
    }

    /// Whether a write-ahead log works here: it needs memory that all readers share, which no network gives.
    pub(super) fn bears_wal(&self) -> bool {
        self.shared.as_ref().is_none_or(|place| place.kind != SharedKind::Network)
    }

    /// How it stands, as far as is known without writing.
    pub fn storage(&self) -> Storage {
        let free = fs4::available_space(&self.folder).ok();
        let low_megabytes = free.filter(|free| *free < LOW).map(|free| free >> 20);
        Storage { trouble: self.known(), low_megabytes, shared: self.shared.clone() }
    }

    /// Before a unit of work: whether it may begin. Where something was in the way, whether it still is.
    ///
    /// # Errors
    /// `disk_full`, `read_only`, `gone`.
    pub(crate) async fn ready(self: &Arc<Self>) -> Result<()> {
        if self.known().is_none() {
            return self.still_there();
        }
        match self.look().await {
            Some(trouble) => Err(self.told(trouble)),
            // The connections were opened to read; the session opens others when it looks.
            None if self.read_only => Err(Error::new(Code::ReadOnly, "the workspace has to be opened anew")),
            None => self.still_there(),
        }
    }

    /// Whether the file that is open is still the one in the folder.
    ///
    /// # Errors
    /// `gone`.
    pub(crate) fn still_there(&self) -> Result<()> {
        if self.is_there() {
            return Ok(());
        }
        self.learn(Some(Trouble::Gone));
        Err(self.told(Trouble::Gone))
    }

    /// What an error of the disk means for the workspace: it may have been about some other file.
    pub(crate) async fn explain(self: &Arc<Self>, error: Error) -> Error {
        if !matches!(error.code, Code::DiskFull | Code::ReadOnly | Code::DiskError | Code::Gone | Code::Damaged) {
            return error;
        }
        let trouble = self.look().await;
        // An error that is the folder's no more may still be the connection's: SQLite opens what it can't write to be read.
        let ours = matches!(error.code, Code::DiskError | Code::ReadOnly);
        self.stale.fetch_or(ours, Ordering::Relaxed);
        trouble.map_or(error.clone(), |trouble| Error { code: trouble.code(), ..error })
    }

    /// Looks anew what is in the way, by trying.
    pub(crate) async fn look(self: &Arc<Self>) -> Option<Trouble> {
        let place = Arc::clone(self);
        let look = move || {
            let trouble = match std::fs::metadata(&place.database) {
                Err(_) => Some(Trouble::Gone),
                Ok(file) if file.permissions().readonly() => Some(Trouble::ReadOnly),
                Ok(_) => writable(&place.folder, ROOM),
            };
            place.learn(trouble);
            trouble
        };
        tokio::task::spawn_blocking(look).await.unwrap_or(Some(Trouble::Gone))
    }

    /// Whether nothing but new connections is needed for the work to go on.
    pub(crate) fn wants_reopening(&self) -> bool {
        let useless = self.read_only || self.stale.load(Ordering::Relaxed) || !self.is_there();
        useless && self.known().is_none()
    }

    fn is_there(&self) -> bool {
        match self.opened {
            Some(opened) => identity(&self.database) == Some(opened),
            None => self.database.exists(),
        }
    }

    fn known(&self) -> Option<Trouble> {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn learn(&self, trouble: Option<Trouble>) {
        self.stale.fetch_or(trouble == Some(Trouble::Gone), Ordering::Relaxed);
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }

    fn told(&self, trouble: Trouble) -> Error {
        Error::new(trouble.code(), format!("the workspace's folder: {trouble:?}"))
    }
}

/// By what a file is known again: its device and number. Where no system tells, no file is gone as long as its name is there;
/// Windows lets nobody move what is open.
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(file: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(file).ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Path) -> Option<Identity> {
    None
}

/// What keeps a folder from being written, found out by writing.
fn writable(folder: &Path, room: usize) -> Option<Trouble> {
    let probe = folder.join(PROBE);
    let tried = try_writing(&probe, room);
    // What could not be written may still have been begun.
    drop(std::fs::remove_file(&probe));
    trouble_of(&tried.err()?)
}

fn trouble_of(error: &io::Error) -> Option<Trouble> {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Some(Trouble::DiskFull),
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Some(Trouble::ReadOnly),
        Kind::NotFound => Some(Trouble::Gone),
        // The disk has something else; each write will say what.
        _ => None,
    }
}

fn try_writing(probe: &Path, room: usize) -> io::Result<()> {
    let mut file = File::create(probe)?;
    let chunk = vec![0x5a; FIRST_ROOM];
    for _ in 0..room / chunk.len() {
        file.write_all(&chunk)?;
    }
    // Some systems find out only now that there is no room.
    if room > FIRST_ROOM { file.sync_all() } else { Ok(()) }
}

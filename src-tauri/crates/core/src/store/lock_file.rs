//! One process per workspace: an advisory lock on a file of our own, gone by itself when the process is.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::error::{Code, Error, Result};

/// A program that is about to end holds it for a moment still.
const LEAVING: Duration = Duration::from_millis(300);

/// Held while a workspace is open.
#[derive(Debug)]
pub struct LockFile {
    /// None where nobody can write, and so nobody has to be kept from it.
    _file: Option<File>,
}

impl LockFile {
    /// Takes the lock of a workspace's folder.
    ///
    /// # Errors
    /// `busy` where another process holds it.
    pub fn take(folder: &Path) -> Result<Self> {
        let path = folder.join("satchel.lock");
        let file = match OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path) {
            Ok(file) => file,
            Err(error) if cannot_write(error.kind()) => match File::open(&path) {
                Ok(file) => file,
                Err(absent) if absent.kind() == ErrorKind::NotFound => return Ok(Self { _file: None }),
                Err(_) => return Err(error.into()),
            },
            Err(error) => return Err(error.into()),
        };
        let end = Instant::now() + LEAVING;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: Some(file) }),
                Err(TryLockError::WouldBlock) if Instant::now() < end => std::thread::sleep(LEAVING / 10),
                Err(TryLockError::WouldBlock) => return Err(Error::new(Code::Busy, "the workspace is open elsewhere")),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
        }
    }
}

fn cannot_write(error: ErrorKind) -> bool {
    use ErrorKind as Kind;
    matches!(error, Kind::PermissionDenied | Kind::ReadOnlyFilesystem | Kind::StorageFull | Kind::QuotaExceeded)
}

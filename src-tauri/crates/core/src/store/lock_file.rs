//! One process per workspace: an advisory lock on a file of our own, gone by itself when the process is.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::{Code, Error, Result};

/// Held while a workspace is open.
#[derive(Debug)]
pub struct LockFile {
    _file: File,
}

impl LockFile {
    /// Takes the lock of a workspace's folder.
    ///
    /// # Errors
    /// `busy` where another process holds it.
    pub fn take(folder: &Path) -> Result<Self> {
        let path = folder.join("satchel.lock");
        let file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::new(Code::Busy, "the workspace is open elsewhere")),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

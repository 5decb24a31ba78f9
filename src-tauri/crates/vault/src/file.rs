//! Small files that are either the old or the new one, whenever the power goes.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// More than any file of ours needs; a larger one is not ours.
const LIMIT: u64 = 64 * 1024;

/// Reads a whole file of at most 64 KiB.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}

/// Replaces `path` by `bytes`, readable by the user alone: a new file beside it, flushed, renamed over it, and the
/// folder flushed too, without which the rename itself could be lost.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = beside(path);
    // What a killed run left, or someone placed there: never write through it.
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let written = write_new(&new, bytes).and_then(|()| fs::rename(&new, path));
    if let Err(error) = written {
        // The old file still stands; the new one is only litter, so a failure to clear it changes nothing.
        let _ = fs::remove_file(&new);
        return Err(error);
    }
    flush_folder(path)
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// The name of the file while it is written: the final one with `.new` behind.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".new");
    PathBuf::from(name)
}

/// Flushes the folder in which `path` lies.
#[cfg(unix)]
pub(crate) fn flush_folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Windows cannot flush a folder and orders the rename itself.
#[cfg(not(unix))]
pub(crate) fn flush_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

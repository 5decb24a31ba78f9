//! Readable copies of attachments, for the system's programs. They lie outside the workspace, where only this user can look,
//! and go when it is locked or closed, and at the next start after a kill.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use satchel_vault::SealedReader;

use super::{AttachmentView, Attachments, damaged, find};
use crate::App;
use crate::error::{Code, Error, Result, internal};
use crate::ids::AttachmentId;

/// Lays a readable copy of an attachment out, and gives its path.
///
/// # Errors
/// `not_found`; `invalid` for what a system would run; `damaged` where what is on disk isn't what was added; `locked`.
pub(crate) async fn lay_out(app: &App, id: AttachmentId) -> Result<PathBuf> {
    let view = AttachmentView::from(find(app.read(), id).await?);
    if !view.opens {
        return Err(Error::invalid("file", "not_opened"));
    }
    let attachment = view.attachment;
    let reader = app.attachments.open(&attachment)?;
    let copies = Arc::clone(&app.attachments.copies);
    let write = move || {
        // Held until the copy is complete: closing waits for it, and then removes it.
        let copies = copies.read().unwrap_or_else(PoisonError::into_inner);
        let Some(copies) = copies.as_ref() else { return Err(Error::new(Code::Locked, "the workspace is closed")) };
        let folder = copies.join(attachment.id.0.simple().to_string());
        write_copy(reader, &folder, &attachment.name).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => damaged(&attachment, error),
            _ => Error::about_file(error),
        })
    };
    tokio::task::spawn_blocking(write).await.map_err(internal)?
}

/// Writes a copy that nobody can change, whole or not at all. One that is there already is taken as it is.
fn write_copy(mut reader: SealedReader, folder: &Path, name: &str) -> io::Result<PathBuf> {
    let path = folder.join(name);
    if fs::metadata(&path).is_ok_and(|there| there.is_file() && there.len() == reader.size()) {
        return Ok(path);
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    builder.create(folder)?;
    // Names never end so: what is no name of a file is no copy.
    let beside = folder.join(".part.");
    let mut copy = options.open(&beside)?;
    let written = io::copy(&mut reader, &mut copy).and_then(|_| {
        let mut rights = copy.metadata()?.permissions();
        rights.set_readonly(true);
        #[cfg(unix)]
        std::os::unix::fs::PermissionsExt::set_mode(&mut rights, 0o400);
        copy.set_permissions(rights)?;
        fs::rename(&beside, &path)
    });
    if written.is_err() {
        // What failed is told; half a copy is removed with the others at the latest.
        drop(fs::remove_file(&beside));
    }
    written.map(|()| path)
}

impl Attachments {
    /// Removes all copies, and makes none from now on.
    pub async fn close(&self) {
        let copies = Arc::clone(&self.copies);
        let close = move || {
            if let Some(copies) = copies.write().unwrap_or_else(PoisonError::into_inner).take() {
                clear(&copies);
            }
        };
        // Nothing in there panics.
        drop(tokio::task::spawn_blocking(close).await);
    }
}

/// Removes a folder of copies. One that a program holds open may stay where the system is so; then it goes at the next start.
pub(crate) fn clear(copies: &Path) {
    #[cfg(windows)]
    for file in fs::read_dir(copies)
        .into_iter()
        .flatten()
        .flatten()
        .flat_map(|entry| fs::read_dir(entry.path()))
        .flatten()
        .flatten()
    {
        // What can't be written can't be removed there.
        if let Ok(about) = file.metadata() {
            let mut rights = about.permissions();
            rights.set_readonly(false);
            drop(fs::set_permissions(file.path(), rights));
        }
    }
    drop(fs::remove_dir_all(copies));
}

//! Attachments as the system's programs show them.

use std::path::{Path, PathBuf};

use satchel_vault::Vault;

use super::Session;
use crate::communications::attachments::{ChosenAttachment, clear_copies, lay_out};
use crate::error::{Error, Result};
use crate::store::LockFile;

/// Opens an attachment with the system's program for it. That reads a copy outside the encrypted workspace, which is removed when
/// the workspace is locked or closed.
///
/// # Errors
/// `locked`; `not_found`; `damaged`; `invalid` under `file` for what a system would run, and where no program opens it.
pub async fn open_attachment(session: &Session, input: ChosenAttachment) -> Result<()> {
    let (app, _) = session.open_app().await?;
    let host = session.host()?;
    let copy = lay_out(&app, input.id).await?;
    if host.open_file(&copy).await { Ok(()) } else { Err(Error::invalid("file", "no_program")) }
}

impl Session {
    /// Where readable copies of the attachments of the workspace in `folder` lie.
    pub(super) fn copies_of(&self, folder: &Path) -> PathBuf {
        let id = Vault::read(folder).map(|vault| vault.workspace().simple().to_string());
        self.places.copies.join(id.unwrap_or_else(|_| "unknown".to_owned()))
    }

    /// Removes what a kill left of them, unless another program has that workspace open.
    pub(super) fn clear_copies(&self, folder: &Path) {
        let copies = self.copies_of(folder);
        if copies.exists() && LockFile::take(folder).is_ok() {
            clear_copies(&copies);
        }
    }
}

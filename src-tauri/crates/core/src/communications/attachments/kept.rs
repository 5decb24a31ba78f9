//! The sealed files behind attachments: how they come, and how those go that nobody names.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};
use std::time::{Duration, SystemTime};

use satchel_domain::clean_file_name;
use satchel_vault::{DataKey, Digest, Sealed, SealedFolder, SealedReader};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use tokio::sync::MutexGuard;

use super::{MOST, damaged, kinds};
use crate::App;
use crate::communications::attachment::{self, Model as Attachment};
use crate::error::{Code, Error, Result, internal};
use crate::files::name_of;
use crate::ids::{AttachmentId, CommunicationId};
use crate::jobs::{Progress, Stop};
use crate::people::Actor;
use crate::store::records::Table;
use crate::store::unit::Tx;

/// The folder in the workspace's.
const FOLDER: &str = "attachments";

/// A larger file is refused.
const LARGEST: u64 = 100_000_000;

/// A file that no row names is kept this long, for a database that is taken back to an older copy may be brought forward again.
const KEPT: Duration = Duration::from_hours(7 * 24);

/// Rows read at once.
const PAGE: u64 = 4_000;

/// Bytes copied at once.
const PART: usize = 256 << 10;

/// The files of an open workspace's attachments.
pub(crate) struct Attachments {
    pub(super) sealed: Arc<SealedFolder>,
    /// Where copies lie that the system's programs read; none once the workspace is closed.
    pub(super) copies: Arc<RwLock<Option<PathBuf>>>,
    /// Held from the sealing of a file until a row names it, and while those are removed that none names.
    adding: tokio::sync::Mutex<()>,
}

impl Attachments {
    /// Those of the workspace in `folder`, with copies for the system's programs in `copies`. What lies there is removed.
    pub fn new(folder: &Path, key: &DataKey, copies: PathBuf) -> Self {
        super::copies::clear(&copies);
        Self {
            sealed: Arc::new(SealedFolder::new(folder.join(FOLDER), key, FOLDER)),
            copies: Arc::new(RwLock::new(Some(copies))),
            adding: tokio::sync::Mutex::default(),
        }
    }

    /// Removes, in the background, what kills and failures left.
    pub fn start(app: &Arc<App>) {
        let app = Arc::downgrade(app);
        tokio::spawn(async move {
            if let Some(app) = app.upgrade() {
                // What can't be removed now is tried again at the next start.
                drop(sweep(&app).await);
            }
        });
    }

    /// Opens what is in an attachment.
    ///
    /// # Errors
    /// `damaged` where it isn't there or isn't ours.
    pub(super) fn open(&self, attachment: &Attachment) -> Result<SealedReader> {
        let digest = digest(&attachment.sha256).ok_or_else(|| internal("no digest"))?;
        let reader = self.sealed.open(&digest).map_err(|error| damaged(attachment, error))?;
        if i64::try_from(reader.size()) != Ok(attachment.bytes) {
            return Err(damaged(attachment, "of another length"));
        }
        Ok(reader)
    }
}

/// Files that are complete on disk, and that no row names yet. They go again with this, but for those that were there before.
pub(crate) struct SealedFiles<'a> {
    files: Vec<SealedFile>,
    sealed: &'a SealedFolder,
    /// Nothing is swept meanwhile; none where there is nothing.
    _adding: Option<MutexGuard<'a, ()>>,
}

struct SealedFile {
    name: String,
    media_type: &'static str,
    sealed: Sealed,
}

impl SealedFiles<'_> {
    /// The name of the first one.
    pub fn first_name(&self) -> Option<&str> {
        self.files.first().map(|file| file.name.as_str())
    }

    /// Adds them to a communication.
    ///
    /// # Errors
    /// `refused`; the database's.
    pub async fn insert(&self, tx: &mut Tx<'_>, communication_id: CommunicationId) -> Result<Vec<Attachment>> {
        let now = tx.now();
        let row = |file: &SealedFile| Attachment {
            id: tx.key(),
            communication_id,
            name: file.name.clone(),
            media_type: file.media_type.to_owned(),
            bytes: i64::try_from(file.sealed.bytes).unwrap_or(i64::MAX),
            sha256: hex(&file.sealed.digest),
            created_at: now,
            updated_at: now,
            deleted_at: None,
        };
        let rows: Vec<Attachment> = self.files.iter().map(row).collect();
        tx.insert_many(rows.clone()).await?;
        #[cfg(feature = "failpoints")]
        fail::fail_point!("attachment", |_| Err(internal("a fail point")));
        Ok(rows)
    }

    /// They stay, whatever becomes of the commit that follows: one that is told to have failed may be on the disk.
    pub fn stay(mut self) {
        self.files.clear();
    }
}

impl Drop for SealedFiles<'_> {
    fn drop(&mut self) {
        for file in self.files.iter().filter(|file| file.sealed.fresh) {
            // One that stays is swept some day.
            drop(self.sealed.remove(&self.sealed.name_of(&file.sealed.digest)));
        }
    }
}

/// Seals the files behind some tickets, one after the other.
///
/// # Errors
/// `refused`; `not_found` for a ticket that was never given out; `invalid` with what is wrong about a file under `file`;
/// `disk_full`, `cancelled`.
pub(crate) async fn seal<'a>(
    app: &'a App,
    actor: Actor,
    tickets: &[String],
    progress: Option<&Progress>,
) -> Result<SealedFiles<'a>> {
    let sealed = &*app.attachments.sealed;
    let mut files = SealedFiles { files: Vec::new(), sealed, _adding: None };
    if tickets.is_empty() {
        return Ok(files);
    }
    if !Table::Attachment.writable_by(actor.role) {
        return Err(Error::new(Code::Refused, format!("{:?} may not add attachments", actor.role)));
    }
    if tickets.len() > MOST {
        return Err(Error::invalid("file", "too_many_files"));
    }
    let paths = tickets.iter().map(|ticket| app.tickets.path(ticket)).collect::<Result<Vec<_>>>()?;
    // Nothing is begun where nothing can be written.
    app.place().ready().await?;
    files._adding = Some(app.attachments.adding.lock().await);
    for (done, path) in paths.iter().enumerate() {
        if let Some(progress) = progress {
            progress.at(done, paths.len())?;
        }
        let (sealed, path, stop) = (Arc::clone(&app.attachments.sealed), path.clone(), progress.map(Progress::stop));
        let one = move || seal_one(&sealed, &path, stop.as_ref());
        files.files.push(tokio::task::spawn_blocking(one).await.map_err(internal)??);
    }
    Ok(files)
}

fn seal_one(folder: &SealedFolder, path: &Path, stop: Option<&Stop>) -> Result<SealedFile> {
    let about = std::fs::metadata(path).map_err(Error::about_file)?;
    if about.is_dir() {
        return Err(Error::invalid("file", "is_folder"));
    }
    // A pipe or a device might never end.
    if !about.is_file() {
        return Err(Error::invalid("file", "no_access"));
    }
    let too_large = || Error::invalid("file", "attachment_too_large");
    if about.len() > LARGEST {
        return Err(too_large());
    }
    let mut file = File::open(path).map_err(Error::about_file)?;
    let mut writer = folder.begin()?;
    let (mut part, mut media_type, mut bytes) = (vec![0; PART], None, 0);
    loop {
        if let Some(stop) = stop {
            stop.check()?;
        }
        let read = fill(&mut file, &mut part).map_err(Error::about_file)?;
        media_type.get_or_insert_with(|| kinds::media_type(&part[..read.min(kinds::TELLING)]));
        bytes += read as u64;
        // It may have grown since.
        if bytes > LARGEST {
            return Err(too_large());
        }
        writer.write_all(&part[..read])?;
        if read < part.len() {
            break;
        }
    }
    let sealed = writer.finish()?;
    Ok(SealedFile { name: clean_file_name(&name_of(path)), media_type: media_type.unwrap_or_default(), sealed })
}

/// Reads until the part is full or the file ends.
fn fill(file: &mut File, part: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < part.len() {
        match file.read(&mut part[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Removes the files that no row names: neither one that is there nor one that undo would bring back.
async fn sweep(app: &App) -> Result<()> {
    let _adding = app.attachments.adding.lock().await;
    let sealed = Arc::clone(&app.attachments.sealed);
    let there = move || {
        sealed.clear_unfinished();
        sealed.names()
    };
    let there = tokio::task::spawn_blocking(there).await.map_err(internal)??;
    let now = SystemTime::UNIX_EPOCH + Duration::from_millis(app.clock.now().0.max(0).unsigned_abs());
    let old = |written: &SystemTime| now.duration_since(*written).is_ok_and(|age| age > KEPT);
    let mut nobodys: HashSet<String> =
        there.into_iter().filter(|(_, written)| old(written)).map(|(name, _)| name).collect();
    let mut after = AttachmentId(Uuid::nil());
    while !nobodys.is_empty() {
        use attachment::Column;
        let rows: Vec<(AttachmentId, String)> = attachment::Entity::find()
            .select_only()
            .columns([Column::Id, Column::Sha256])
            .filter(Column::Id.gt(after))
            .order_by_asc(Column::Id)
            .limit(PAGE)
            .into_tuple()
            .all(app.read())
            .await?;
        let Some((last, _)) = rows.last() else { break };
        after = *last;
        for digest in rows.iter().filter_map(|(_, sha256)| digest(sha256)) {
            nobodys.remove(&app.attachments.sealed.name_of(&digest));
        }
    }
    for name in nobodys {
        app.attachments.sealed.remove(&name)?;
    }
    Ok(())
}

fn hex(digest: &Digest) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn digest(text: &str) -> Option<Digest> {
    let byte = |at: usize| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok();
    let bytes: Vec<u8> = (0..32).map(byte).collect::<Option<_>>()?;
    if text.len() == 64 { bytes.try_into().ok() } else { None }
}

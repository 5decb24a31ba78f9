//! A calendar file that is written anew shortly after something changed, for calendar programs that read it again and again.
//!
//! A user chooses it through the dialog. Where it lies stays in the workspace, encrypted, and is told to nobody; it is written
//! whole or not at all, only while the workspace is open, and what can't be written now is tried again.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use ts_rs::TS;

use super::export::{Wanted, calendar};
use crate::error::{Error, Result, internal};
use crate::events::Event;
use crate::files::{name_of, write_whole};
use crate::ids::{Timestamp, UserId};
use crate::people::{Actor, user};
use crate::store::records::ChangeTag;
use crate::store::unit::Change;
use crate::store::{read_meta, write_meta};
use crate::{App, Nothing};

/// Where the workspace keeps which files are kept.
const FILES: &str = "calendar_files";

/// What changes in quick succession is written once.
const SHORTLY: Duration = Duration::from_secs(2);

/// What could not be written is tried again after this time, or when something changes.
const AGAIN: Duration = Duration::from_secs(60);

/// A file to keep up to date.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeepCalendarFile {
    /// The file.
    pub ticket: String,
    /// Only the actor's own follow-ups, and those that are nobody's.
    pub mine: bool,
    /// Whether it names what is to be done and for whom; else only that something is, and how.
    pub named: bool,
}

/// What to do with the file that is no longer kept up to date.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StopCalendarFile {
    /// Whether it is deleted.
    pub delete: bool,
}

/// How it stands with the actor's file.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeptCalendarFile {
    /// Its name without the folder.
    pub name: String,
    /// Only the actor's own.
    pub mine: bool,
    /// With names.
    pub named: bool,
    /// When it was written last.
    pub written_at: Option<Timestamp>,
    /// Why it can't be written now; none where it could.
    pub problem: Option<String>,
}

/// A file as the workspace keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    actor: UserId,
    path: PathBuf,
    mine: bool,
    named: bool,
    written_at: Option<Timestamp>,
    problem: Option<String>,
}

impl Kept {
    fn told(self) -> KeptCalendarFile {
        let Self { path, mine, named, written_at, problem, .. } = self;
        KeptCalendarFile { name: name_of(&path), mine, named, written_at, problem }
    }
}

/// Writes the files in the background.
#[derive(Default)]
pub(crate) struct Writer {
    /// Held while files are written, or chosen anew.
    writing: tokio::sync::Mutex<()>,
    closed: AtomicBool,
    wake: Arc<Notify>,
}

impl Writer {
    /// Writes for as long as the application is open: at once, and shortly after each change.
    pub fn start(app: &Arc<App>) {
        let weak = Arc::downgrade(app);
        let wake = Arc::clone(&app.calendar_files.wake);
        tokio::spawn(async move {
            while let Some(app) = weak.upgrade() {
                if app.calendar_files.closed.load(Ordering::Acquire) {
                    return;
                }
                // What goes wrong with a file is kept beside it; what goes wrong with the workspace is met by whoever asks.
                let all_written = write_all(&app).await.unwrap_or(true);
                drop(app);
                if all_written {
                    wake.notified().await;
                } else {
                    drop(tokio::time::timeout(AGAIN, wake.notified()).await);
                }
                tokio::time::sleep(SHORTLY).await;
            }
        });
    }

    /// Something was committed.
    pub fn tell(&self, change: &Change) {
        let told = [ChangeTag::FollowUps, ChangeTag::Customers, ChangeTag::Workspace];
        if told.iter().any(|tag| change.tags.contains(tag)) {
            self.wake.notify_one();
        }
    }

    /// Ends the writing; what is being written is finished first.
    pub async fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.wake.notify_one();
        drop(self.writing.lock().await);
    }
}

/// How it stands with the actor's file; none where there is none.
pub async fn get_calendar_file(app: &App, actor: Actor, _input: Nothing) -> Result<Option<KeptCalendarFile>> {
    let mine = files(app).await?.into_iter().find(|kept| kept.actor == actor.user);
    Ok(mine.map(Kept::told))
}

/// Keeps a file of the actor's up to date from now on, in place of an earlier one, which stays as it is.
///
/// # Errors
/// `invalid` where it can't be written; nothing is kept then.
pub async fn keep_calendar_file(app: &App, actor: Actor, input: KeepCalendarFile) -> Result<KeptCalendarFile> {
    let path = app.tickets.path(&input.ticket)?;
    let _writing = app.calendar_files.writing.lock().await;
    let KeepCalendarFile { mine, named, .. } = input;
    let mut kept = Kept { actor: actor.user, path, mine, named, written_at: None, problem: None };
    write(app, &kept).await?;
    kept.written_at = Some(app.clock.now());
    let mut all = files(app).await?;
    all.retain(|other| other.actor != actor.user);
    all.push(kept.clone());
    keep(app, &all).await?;
    Ok(kept.told())
}

/// Leaves the actor's file as it is from now on, or deletes it.
///
/// # Errors
/// `invalid` where it can't be deleted; it is no longer written all the same.
pub async fn stop_calendar_file(app: &App, actor: Actor, input: StopCalendarFile) -> Result<()> {
    let _writing = app.calendar_files.writing.lock().await;
    let (gone, all): (Vec<_>, Vec<_>) = files(app).await?.into_iter().partition(|kept| kept.actor == actor.user);
    keep(app, &all).await?;
    for Kept { path, .. } in gone.into_iter().filter(|_| input.delete) {
        let removed = tokio::task::spawn_blocking(move || std::fs::remove_file(path)).await.map_err(internal)?;
        match removed {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Error::about_file(error)),
            _ => {}
        }
    }
    Ok(())
}

/// Writes all files; tells whether that could be done.
async fn write_all(app: &App) -> Result<bool> {
    let _writing = app.calendar_files.writing.lock().await;
    if app.calendar_files.closed.load(Ordering::Acquire) {
        return Ok(true);
    }
    let before = files(app).await?;
    let users = user::Entity::find().filter(user::Column::DeletedAt.is_null()).all(app.read()).await?;
    let mut after = before.clone();
    // Nobody reads here any more who isn't a user now.
    after.retain(|kept| users.iter().any(|user| user.id == kept.actor));
    for kept in &mut after {
        kept.problem = match write(app, kept).await {
            Ok(()) => {
                kept.written_at = Some(app.clock.now());
                None
            }
            Err(error) => Some(error.fields.into_values().next().map_or_else(|| "disk_error".to_owned(), Into::into)),
        };
    }
    if before != after {
        keep(app, &after).await?;
    }
    Ok(after.iter().all(|kept| kept.problem.is_none()))
}

/// Writes one file, whole or not at all.
async fn write(app: &App, kept: &Kept) -> Result<()> {
    let wanted = Wanted { whose: kept.mine.then_some(kept.actor), named: kept.named, ..Wanted::default() };
    let bytes = calendar(app, &wanted).await?;
    let path = kept.path.clone();
    let work = move || write_known(&path, &bytes);
    tokio::task::spawn_blocking(work).await.map_err(internal)?.map_err(Error::about_file)
}

fn write_known(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    write_whole(path, |out| out.write_all(bytes))
}

async fn files(app: &App) -> Result<Vec<Kept>> {
    let kept = read_meta(app.read(), FILES).await?;
    // What an earlier program can't read is chosen anew.
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
}

async fn keep(app: &App, all: &[Kept]) -> Result<()> {
    write_meta(app, FILES, &serde_json::to_string(all).map_err(internal)?).await?;
    app.events.send(Event::Change(Change { tags: [ChangeTag::Calendar].into(), ids: Vec::new() }));
    Ok(())
}

//! A file is a ticket: dialogs, drops and the command line name paths, everyone else holds an opaque ticket.

use std::collections::HashMap;
use std::future::Future;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use satchel_intake::{HEAD_BYTES, are_messages};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::App;
use crate::error::{Error, Result, internal};
use crate::jobs::{Progress, Stop};
use crate::messages::message;

/// A file that a person chose.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileTicket {
    /// Stands for the path.
    pub ticket: String,
    /// The file's name without its folder.
    pub name: String,
    /// Its size; 0 where it doesn't exist yet.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Whether it holds mails or a chat, as its beginning tells.
    pub messages: bool,
}

/// A file's name without its folder.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What a file is chosen for; decides the dialog's filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilePurpose {
    /// A list to import.
    Import,
    /// A PDF to write.
    Pdf,
    /// A CSV to write.
    Csv,
    /// A workbook to write.
    Xlsx,
    /// Cards to write.
    Vcard,
    /// A calendar to write.
    Ics,
    /// A file of any kind, as it was attached.
    Any,
}

/// Which file to open.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChooseOpenFile {
    /// What for.
    pub purpose: FilePurpose,
}

/// Which file to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChooseSaveFile {
    /// What for.
    pub purpose: FilePurpose,
    /// The name that the dialog offers.
    pub suggested_name: String,
}

/// Tickets that may not be known any more.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KnownFiles {
    /// The tickets.
    pub tickets: Vec<String>,
}

/// A future of the shell.
pub type Answer<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What only a shell with a screen can do.
pub trait Host: Send + Sync {
    /// Asks the person for a file to read; none when they changed their mind.
    fn choose_open(&self, purpose: FilePurpose) -> Answer<Option<PathBuf>>;

    /// Asks the person for files of any kind to read; empty when they changed their mind.
    fn choose_files(&self) -> Answer<Vec<PathBuf>>;

    /// Opens a file with the system's program for it; answers whether there is one.
    fn open_file(&self, path: &Path) -> Answer<bool>;

    /// Asks the person where to write; none when they changed their mind.
    fn choose_save(&self, purpose: FilePurpose, suggested_name: &str) -> Answer<Option<PathBuf>>;

    /// Hands a `mailto:` or `tel:` address over to the system's program; answers whether one took it.
    fn open_address(&self, url: String) -> Answer<bool>;

    /// Puts a secret into the clipboard and takes it out again after a minute; answers whether it is there.
    fn copy_secret(&self, secret: Zeroizing<String>) -> Answer<bool>;

    /// Replaces the screen by one that has never seen the workspace, whatever state it is in.
    fn forget_screen(&self);
}

/// The tickets given out since the program started.
#[derive(Debug, Default)]
pub struct Tickets(Mutex<HashMap<Uuid, PathBuf>>);

impl Tickets {
    /// A ticket for a path that a person named.
    pub fn issue(&self, path: PathBuf) -> FileTicket {
        let ticket = Uuid::now_v7();
        let told = FileTicket::of(ticket.to_string(), &path);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(ticket, path);
        told
    }

    /// Those of some tickets that were given out since the program started, and whose files are still there.
    pub fn known(&self, tickets: Vec<String>) -> Vec<FileTicket> {
        let known = |ticket: String| {
            let path = self.path(&ticket).ok()?;
            path.exists().then(|| FileTicket::of(ticket, &path))
        };
        tickets.into_iter().filter_map(known).collect()
    }

    /// The path behind a ticket.
    ///
    /// # Errors
    /// `not_found` for a ticket that was never given out.
    pub fn path(&self, ticket: &str) -> Result<PathBuf> {
        let ticket = Uuid::parse_str(ticket).map_err(|_| Error::not_found("file ticket"))?;
        let tickets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tickets.get(&ticket).cloned().ok_or_else(|| Error::not_found("file ticket"))
    }
}

impl FileTicket {
    /// What a ticket tells of the file behind it.
    fn of(ticket: String, path: &Path) -> Self {
        let found = std::fs::metadata(path).ok();
        let messages = found.as_ref().is_some_and(std::fs::Metadata::is_file) && holds_messages(path);
        Self { ticket, name: name_of(path), bytes: found.map_or(0, |found| found.len()), messages }
    }
}

/// Whether a file begins as mails or a chat do; one that can't be read is told later, to whoever reads it.
fn holds_messages(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(HEAD_BYTES as u64).read_to_end(&mut head));
    read.is_ok() && are_messages(&head).is_some()
}

/// What is read: a file, or a text that a person pasted.
pub(crate) enum Source {
    /// Under this path.
    File(PathBuf),
    /// This text.
    Pasted(Arc<str>),
}

/// The text that was pasted last and may be imported. It goes with the workspace when that is closed or locked.
#[derive(Debug, Default)]
pub(crate) struct Pasted(Mutex<Option<(String, Arc<str>)>>);

impl Pasted {
    /// Keeps a text in the place of the one before, under a name for people.
    pub fn keep(&self, text: &str, name: String) -> FileTicket {
        let ticket = Uuid::now_v7().to_string();
        let kept = (ticket.clone(), Arc::from(text));
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        FileTicket { ticket, name, bytes: text.len() as u64, messages: true }
    }

    /// The text behind a ticket.
    fn text(&self, ticket: &str) -> Option<Arc<str>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(known, _)| known == ticket).map(|(_, text)| Arc::clone(text))
    }
}

impl App {
    /// What a ticket stands for, and what people call it.
    ///
    /// # Errors
    /// `not_found` for a ticket that was never given out.
    pub(crate) fn source(&self, ticket: &str) -> Result<(Source, String)> {
        if let Some(text) = self.pasted.text(ticket) {
            return Ok((Source::Pasted(text), message(self.home().language, "import-pasted-name")));
        }
        let path = self.tickets.path(ticket)?;
        let name = name_of(&path);
        Ok((Source::File(path), name))
    }
}

/// Writes a whole file or nothing: beside the target first, then renamed into place.
///
/// # Errors
/// The file system's, or what `write` gives; the target is then as it was.
pub fn write_whole<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
    let name = name_of(path);
    let beside = path.with_file_name(format!(".{name}.{}.part", Uuid::now_v7().simple()));
    let written = (|| {
        let mut file = io::BufWriter::new(std::fs::File::create_new(&beside)?);
        let told = write(&mut file)?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        std::fs::rename(&beside, path)?;
        Ok(told)
    })();
    if written.is_err() {
        // What failed already is told; a leftover that can't be removed adds nothing to it.
        drop(std::fs::remove_file(&beside));
    }
    written
}

/// The same for a file that a person chose, off the async threads, until the job is stopped.
///
/// # Errors
/// `cancelled`; `invalid` with what is wrong about the file under `file`. The target is then as it was.
pub(crate) async fn write_chosen<T: Send + 'static>(
    path: &Path,
    progress: &Progress,
    write: impl FnOnce(&mut dyn Write) -> io::Result<T> + Send + 'static,
) -> Result<T> {
    let (path, stop) = (path.to_path_buf(), progress.stop());
    let work = move || {
        write_whole(&path, |out| {
            let told = write(&mut Stoppable { out, stop: &stop })?;
            stop.check().map_err(io::Error::other)?;
            Ok(told)
        })
    };
    let written = tokio::task::spawn_blocking(work).await.map_err(internal)?;
    written.map_err(|error| progress.check().err().unwrap_or_else(|| Error::about_file(error)))
}

/// A file that takes nothing more once the job is stopped.
struct Stoppable<'a> {
    out: &'a mut dyn Write,
    stop: &'a Stop,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stop.check().map_err(io::Error::other)?;
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

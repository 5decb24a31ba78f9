//! A new index while it is being filled: in a folder of its own, beside the one that answers meanwhile. What was saved on the
//! way survives a kill, and filling goes on from there.

use std::path::Path;
use std::thread::available_parallelism;

use tantivy::IndexWriter;

use crate::directory::SealedDirectory;
use crate::index::{commit, guarded, new_writer, note, open_or_create, whole};
use crate::schema::Fields;
use crate::{Document, Error, Result};

/// Threads that fill, at most.
const THREADS: usize = 4;

/// What stands before the caller's mark in the note of an index that isn't whole.
const UNFINISHED: &str = "filling ";

/// An index that isn't whole yet. All methods block; call them off the async threads.
pub struct Filling {
    directory: SealedDirectory,
    fields: Fields,
    writer: IndexWriter,
    mark: Option<String>,
}

impl Filling {
    /// Goes on with what is in the folder, or begins anew in an empty one.
    ///
    /// # Errors
    /// [`Error::Damaged`] for what can't be gone on with, as in [`Index::open`](crate::Index::open): remove the folder and begin anew.
    pub fn open(dir: &Path, key: &[u8; 32]) -> Result<Self> {
        let directory = SealedDirectory::open(dir, key)?;
        let (index, fields) = guarded(&directory, || open_or_create(&directory, UNFINISHED))?;
        let note = guarded(&directory, || note(&index))?;
        let Some(mark) = note.strip_prefix(UNFINISHED) else {
            return Err(Error::Damaged("whole already".to_owned()));
        };
        let mark = Some(mark.to_owned()).filter(|mark| !mark.is_empty());
        let threads = available_parallelism().map_or(1, usize::from).min(THREADS);
        let writer = guarded(&directory, || new_writer(&index, threads))?;
        Ok(Self { directory, fields, writer, mark })
    }

    /// Where the caller was when it [saved](Self::save) last; none at the beginning.
    pub fn mark(&self) -> Option<&str> {
        self.mark.as_deref()
    }

    /// Adds a document that was not added before. Waits while the indexing threads are busy.
    pub fn add(&mut self, document: &Document) -> Result<()> {
        let Self { directory, fields, writer, .. } = self;
        guarded(directory, || Ok(writer.add_document(fields.document(document)).map(drop)?))
    }

    /// Makes durable what was added so far, with a mark that says where to go on.
    pub fn save(&mut self, mark: &str) -> Result<()> {
        let Self { directory, writer, .. } = self;
        guarded(directory, || commit(writer, &format!("{UNFINISHED}{mark}")))
    }

    /// Makes the index whole: from now on it can be opened as one that stands for the log up to `cursor`, with the caller's mark.
    pub fn finish(self, cursor: u64, mark: &str) -> Result<()> {
        let Self { directory, mut writer, .. } = self;
        guarded(&directory, || {
            commit(&mut writer, &whole(cursor, mark))?;
            Ok(writer.wait_merging_threads()?)
        })
    }
}

//! The index itself: opened, kept in step with the caller's log, asked, closed. See `filling` for how a new one comes to be.

use std::collections::{HashMap, HashSet};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::available_parallelism;

use parking_lot::{Mutex, RwLock};
use tantivy::directory::error::{OpenReadError, OpenWriteError};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::{TextAnalyzer, WhitespaceTokenizer};
use tantivy::{DocSet, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TERMINATED, TantivyError};
use uuid::Uuid;

use crate::collect::{Collect, CollectIds};
use crate::columns::{Columns, Customers};
use crate::directory::SealedDirectory;
use crate::query::{Order, Query};
use crate::schema::{AS_GIVEN, FORMAT, Fields, TOKENIZER};
use crate::tokens::Tokens;
use crate::{Change, Error, Hits, Result};

/// Memory in which documents are gathered before a segment is written, per thread.
const WRITER_BYTES: usize = 50_000_000;
/// Segments of similar size that are merged into one. Fewer segments mean fewer open files and quicker prefix queries.
const MERGE_AT: usize = 5;
/// A segment with more than this share of replaced documents is rewritten.
const DELETED_SHARE: f32 = 0.3;

/// A full-text index in an encrypted folder. Share it in an `Arc`; searches run beside each other and beside a writer.
///
/// All methods block; call them off the async threads.
pub struct Index {
    fields: Fields,
    cursor: AtomicU64,
    mark: Mutex<String>,
    live: RwLock<Option<Live>>,
}

/// Threads that look through segments beside each other, where the computer has as many.
const MOST_THREADS: usize = 4;

/// Everything that ends with [`Index::close`].
struct Live {
    directory: SealedDirectory,
    index: tantivy::Index,
    reader: IndexReader,
    /// `None` only after a writer was lost and a new one could not be made; the next change tries again.
    writer: Mutex<Option<IndexWriter>>,
    view: RwLock<Arc<View>>,
    customers: Customers,
}

/// What searches see: one commit and its columns.
pub(crate) struct View {
    pub searcher: Searcher,
    pub columns: Vec<Arc<Columns>>,
}

impl Index {
    /// Opens the index in the folder `dir`, or makes an empty one there. The caller sees to it that no other process,
    /// and no other `Index`, uses the folder.
    ///
    /// # Errors
    /// [`Error::Damaged`] for a wrong key, changed or missing bytes, or an older format; [`Error::Unfinished`] for one that
    /// is still to be [filled](crate::Filling).
    pub fn open(dir: &Path, key: &[u8; 32]) -> Result<Self> {
        let directory = SealedDirectory::open(dir, key)?;
        let (live, fields, (cursor, mark)) = guarded(&directory, || Live::open(&directory))?;
        let (cursor, mark) = (AtomicU64::new(cursor), Mutex::new(mark));
        Ok(Self { fields, cursor, mark, live: RwLock::new(Some(live)) })
    }

    /// How far the caller's log is indexed: the number given with the last change, 0 when new.
    pub fn cursor(&self) -> u64 {
        self.cursor.load(Ordering::Acquire)
    }

    /// What the caller noted last beside the cursor; empty when new.
    pub fn mark(&self) -> String {
        self.mark.lock().clone()
    }

    /// Applies changes in order and makes them visible and durable together with `cursor`. All or nothing.
    pub fn apply(&self, changes: impl IntoIterator<Item = Change>, cursor: u64) -> Result<()> {
        self.write(changes, cursor, &self.mark())
    }

    /// Applies changes that come from no newer log, together with a mark of the caller's. All or nothing.
    pub fn apply_marked(&self, changes: impl IntoIterator<Item = Change>, mark: &str) -> Result<()> {
        self.write(changes, self.cursor(), mark)
    }

    fn write(&self, changes: impl IntoIterator<Item = Change>, cursor: u64, mark: &str) -> Result<()> {
        self.with_live(|live| {
            #[cfg(feature = "failpoints")]
            fail::fail_point!("index-apply");
            let mut slot = live.writer.lock();
            let writer = live.writer(&mut slot)?;
            let added = changes.into_iter().try_for_each(|change| self.change(writer, change));
            let committed = added.and_then(|()| commit(writer, &whole(cursor, mark)));
            if committed.is_err() {
                // Uncommitted changes must not slip into the next commit.
                slot.take();
            }
            committed?;
            mark.clone_into(&mut self.mark.lock());
            self.show(live, cursor)
        })
    }

    fn change(&self, writer: &IndexWriter, change: Change) -> Result<()> {
        match change {
            Change::Remove(id) => {
                writer.delete_term(self.fields.id_term(id));
            }
            Change::Put(document) => {
                writer.delete_term(self.fields.id_term(document.id));
                writer.add_document(self.fields.document(&document))?;
            }
        }
        Ok(())
    }

    /// Makes a commit visible to searches.
    fn show(&self, live: &Live, cursor: u64) -> Result<()> {
        live.reader.reload()?;
        let view = View::open(live.reader.searcher(), &live.customers, Some(&live.view.read()))?;
        view.warm(&self.fields)?;
        *live.view.write() = Arc::new(view);
        self.cursor.store(cursor, Ordering::Release);
        Ok(())
    }

    /// Answers a query from the last commit. Documents in `exclude` (those the caller knows to have changed since)
    /// count as absent.
    pub fn search(&self, query: &Query, exclude: &HashSet<Uuid>) -> Result<Hits> {
        self.with_live(|live| {
            #[cfg(feature = "failpoints")]
            fail::fail_point!("index-search");
            let view = live.view.read().clone();
            let (fields, columns) = (&self.fields, &view.columns);
            let asked = Arc::new(query.clone());
            let collect = Collect { query: asked, exclude, fields, columns, customers: &live.customers };
            Ok(view.searcher.search(&*query.build(&self.fields), &collect)?)
        })
    }

    /// The keys of everything that matches, in no order, however many: what a list is narrowed to. Page and order don't count.
    pub fn ids(&self, query: &Query, exclude: &HashSet<Uuid>) -> Result<Vec<Uuid>> {
        self.with_live(|live| {
            let view = live.view.read().clone();
            let query = Query { order: Order::Newest, ..query.clone() };
            let found = view
                .searcher
                .search(&*query.build(&self.fields), &CollectIds { query: &query, columns: &view.columns })?;
            Ok(found.into_iter().filter(|id| !exclude.contains(id)).collect())
        })
    }

    /// The categories under which these documents are held; those that aren't held are left out.
    pub fn categories(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Option<Uuid>>> {
        self.with_view(|view, fields| {
            let mut held = HashMap::with_capacity(ids.len());
            for (segment, columns) in view.searcher.segment_readers().iter().zip(&view.columns) {
                let list = segment.inverted_index(fields.id)?;
                for id in ids {
                    let postings = list.read_postings(&fields.id_term(*id), IndexRecordOption::Basic)?;
                    let Some(mut docs) = postings else { continue };
                    while docs.doc() != TERMINATED {
                        let doc = docs.doc();
                        if !segment.is_deleted(doc) {
                            let row = columns.rows[doc as usize];
                            held.insert(*id, columns.groups[row.group as usize].category);
                        }
                        docs.advance();
                    }
                }
            }
            Ok(held)
        })
    }

    /// Reads the term dictionaries into memory, so that the first search need not. Worth calling once after
    /// [`Index::open`], in the background.
    pub fn warm(&self) -> Result<()> {
        self.with_live(|live| {
            let view = live.view.read().clone();
            view.warm(&self.fields)
        })
    }

    /// Waits for searches and changes to finish and forgets the key. A merge under way is abandoned: it can take its time,
    /// and is no loss. Later calls fail with [`Error::Closed`];
    /// closing twice does nothing.
    pub fn close(&self) -> Result<()> {
        let Some(live) = self.live.write().take() else { return Ok(()) };
        let directory = live.directory.clone();
        let closed = guarded(&directory, move || {
            drop(live);
            Ok(())
        });
        directory.shut();
        closed
    }

    /// Asks the last commit.
    pub(crate) fn with_view<T>(&self, work: impl FnOnce(&View, &Fields) -> Result<T>) -> Result<T> {
        self.with_live(|live| {
            let view = live.view.read().clone();
            work(&view, &self.fields)
        })
    }

    fn with_live<T>(&self, work: impl FnOnce(&Live) -> Result<T>) -> Result<T> {
        // Recursive, because whoever fills a rebuild may search while someone else waits to close.
        let live = self.live.read_recursive();
        let live = live.as_ref().ok_or(Error::Closed)?;
        guarded(&live.directory, || work(live))
    }
}

impl Live {
    fn open(directory: &SealedDirectory) -> Result<(Self, Fields, (u64, String))> {
        let (mut index, fields) = open_or_create(directory, "0")?;
        let threads = available_parallelism().map_or(1, |cores| cores.get().min(MOST_THREADS));
        index.set_multithread_executor(threads)?;
        let note = note(&index)?;
        let (cursor, mark) = note.split_once(' ').unwrap_or((&note, ""));
        let Ok(cursor) = cursor.parse() else { return Err(Error::Unfinished) };
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let customers = Customers::default();
        let view = RwLock::new(Arc::new(View::open(reader.searcher(), &customers, None)?));
        let writer = Mutex::new(Some(new_writer(&index, 1)?));
        Ok((
            Self { directory: directory.clone(), index, reader, writer, view, customers },
            fields,
            (cursor, mark.to_owned()),
        ))
    }

    fn writer<'a>(&self, slot: &'a mut Option<IndexWriter>) -> Result<&'a mut IndexWriter> {
        let writer = match slot.take() {
            Some(writer) => writer,
            None => new_writer(&self.index, 1)?,
        };
        Ok(slot.insert(writer))
    }
}

/// Opens what is in the folder; makes an empty index with this note where there is none.
pub(crate) fn open_or_create(directory: &SealedDirectory, first: &str) -> Result<(tantivy::Index, Fields)> {
    let (schema, fields) = Fields::build();
    let new = !tantivy::Index::exists(directory).map_err(TantivyError::from)?;
    let index = if new {
        tantivy::Index::create(directory.clone(), schema.clone(), IndexSettings::default())?
    } else {
        tantivy::Index::open(directory.clone())?
    };
    if index.schema() != schema {
        return Err(Error::Damaged("fields of another format".to_owned()));
    }
    index.tokenizers().register(TOKENIZER, TextAnalyzer::from(Tokens));
    index.tokenizers().register(AS_GIVEN, TextAnalyzer::from(WhitespaceTokenizer::default()));
    if new {
        commit(&mut new_writer(&index, 1)?, first)?;
    }
    Ok((index, fields))
}

pub(crate) fn new_writer(index: &tantivy::Index, threads: usize) -> Result<IndexWriter> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(threads)
        .num_merge_threads(1)
        .memory_budget_per_thread(WRITER_BYTES)
        .build();
    let writer = index.writer_with_options(options)?;
    let mut merging = LogMergePolicy::default();
    merging.set_min_num_segments(MERGE_AT);
    merging.set_del_docs_ratio_before_merge(DELETED_SHARE);
    writer.set_merge_policy(Box::new(merging));
    Ok(writer)
}

/// Makes everything durable together with a note on how far it goes: a number for an index that is whole.
pub(crate) fn commit(writer: &mut IndexWriter, note: &str) -> Result<()> {
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&format!("{FORMAT}:{note}"));
    commit.commit()?;
    Ok(())
}

/// The note of an index that is whole.
pub(crate) fn whole(cursor: u64, mark: &str) -> String {
    format!("{cursor} {mark}").trim_end().to_owned()
}

/// What the last commit noted.
pub(crate) fn note(index: &tantivy::Index) -> Result<String> {
    let payload = index.load_metas()?.payload.unwrap_or_default();
    let note = payload.split_once(':').filter(|(format, _)| *format == FORMAT.to_string()).map(|(_, note)| note);
    note.map(ToOwned::to_owned).ok_or_else(|| Error::Damaged(format!("format {payload:?} is not {FORMAT}")))
}

impl View {
    /// Opens the columns of every segment, taking over those `previous` already has: segments never change.
    fn open(searcher: Searcher, customers: &Customers, previous: Option<&Self>) -> Result<Self> {
        let known = |id| {
            let previous = previous?;
            let at = previous.searcher.segment_readers().iter().position(|segment| segment.segment_id() == id)?;
            Some(previous.columns[at].clone())
        };
        let mut columns = Vec::new();
        for segment in searcher.segment_readers() {
            columns.push(match known(segment.segment_id()) {
                Some(columns) => columns,
                None => Arc::new(Columns::open(segment, customers)?),
            });
        }
        Ok(Self { searcher, columns })
    }

    fn warm(&self, fields: &Fields) -> Result<()> {
        for segment in self.searcher.segment_readers() {
            let names = [fields.whose, fields.people];
            for field in [fields.title, fields.text, fields.id, fields.customer, fields.words].into_iter().chain(names)
            {
                segment.inverted_index(field)?;
            }
        }
        Ok(())
    }
}

/// Runs `work` so that damage comes out as [`Error::Damaged`] wherever it was noticed: in this call, in a thread of
/// tantivy that only logs it, or as a panic of tantivy over bytes that make no sense.
pub(crate) fn guarded<T>(directory: &SealedDirectory, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let result = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        directory.set_damaged();
        Err(Error::Damaged("the engine gave up".to_owned()))
    });
    match result {
        Err(Error::Closed | Error::Unfinished) => result,
        Err(Error::Damaged(why)) => {
            directory.set_damaged();
            Err(Error::Damaged(why))
        }
        Err(Error::Io(error)) if directory.is_damaged() => Err(Error::Damaged(error.to_string())),
        Ok(_) if directory.is_damaged() => Err(Error::Damaged("a page failed its check".to_owned())),
        result => result,
    }
}

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        let io = |error: Arc<io::Error>| Self::Io(io::Error::new(error.kind(), error));
        match error {
            TantivyError::IoError(error)
            | TantivyError::OpenReadError(OpenReadError::IoError { io_error: error, .. })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. }) => io(error),
            TantivyError::OpenReadError(_)
            | TantivyError::DataCorruption(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::SchemaError(_)
            | TantivyError::DeserializeError(_) => Self::Damaged(error.to_string()),
            // Threads hide their cause; the directory knows whether it was damage.
            _ => Self::Io(io::Error::other(error)),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failed step fails the test")]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn an_index_of_another_format_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path(), &[1; 32]).unwrap();
        let wrong = |live: &Live| {
            let mut slot = live.writer.lock();
            let mut commit = slot.as_mut().unwrap().prepare_commit()?;
            commit.set_payload("0:5");
            commit.commit()?;
            Ok(())
        };
        index.with_live(wrong).unwrap();
        index.close().unwrap();
        assert!(matches!(Index::open(folder.path(), &[1; 32]), Err(Error::Damaged(_))));
    }

    #[test]
    fn closing_forgets_the_key() {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path(), &[1; 32]).unwrap();
        index.apply([Change::Remove(Uuid::nil())], 1).unwrap();
        let key_is_held = index.live.read().as_ref().unwrap().directory.observe();
        assert!(key_is_held());
        index.close().unwrap();
        // Threads of the engine end by themselves a moment later.
        let deadline = Instant::now() + Duration::from_secs(10);
        while key_is_held() {
            assert!(Instant::now() < deadline, "nothing may hold the key of a closed index");
            std::thread::yield_now();
        }
    }
}

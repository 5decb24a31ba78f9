//! Which words are used alike, learned from the notes alone, in the background and at half of one processor's time.
//!
//! Nothing is learned from too few notes. Otherwise the newest are read, up to a bound, and read again only when there are a
//! fifth more or fewer notes than then: one more note costs nothing. What was learned is kept sealed beside the database, so that
//! a start needs no training. It can be lost at any time: what is missing, damaged or of another kind is learned again.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use satchel_insight::text::{Corpus, WordVectors};
use satchel_vault::{DataKey, SealedFolder};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde::Serialize;
use ts_rs::TS;

use super::learner::{Learner, tell};
use super::text::whole;
use crate::App;
use crate::communications::communication;
use crate::error::{Code, Error, Result, internal};
use crate::ids::CommunicationId;
use crate::store::change_log;

/// Words that all notes together must have, each as often as it was said. Of fewer, neighbours are noise.
const ENOUGH: usize = 100_000;
/// When so many have been read, older notes are left.
const MOST: usize = 1_000_000;
/// Characters of a text that are looked at.
const LONGEST: usize = 4_000;
/// In fewer notes there can't be enough words.
const FEWEST_NOTES: u64 = 50;
/// Learned anew when the notes are more or fewer by one in so many.
const A_PART: u64 = 5;
/// The notes are counted when the log has grown by one entry for so many of them.
const COUNTED_AT: u64 = 20;
/// Notes read at once.
const PAGE: u64 = 500;
/// However long it worked, it rests no longer.
const LONGEST_REST: Duration = Duration::from_millis(50);
/// The same notes give the same words.
const SEED: u64 = 2013;

/// The folder in the workspace's, and the label in it.
const FOLDER: &str = "words";
const LABEL: &str = "meanings";

/// By what notes are told to be alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum ComparedBy {
    /// The words that they share.
    Words {
        /// Whether meanings are just being learned; otherwise there are too few notes.
        learning: bool,
    },
    /// Words that are used alike, too.
    Meaning {
        /// From how many notes that was learned.
        notes: usize,
    },
}

/// What was learned, if there was enough.
pub(crate) struct Meanings {
    from: Basis,
    words: Option<Arc<WordVectors>>,
}

/// How things stood when the notes were read.
#[derive(Debug, Clone, Copy, Default)]
struct Basis {
    /// How many notes there were.
    notes: u64,
    /// The newest position of the log, then or when the notes were last counted.
    log: u64,
    /// How many notes there must be to read them again.
    next: u64,
}

impl Basis {
    /// Whether the notes may be a part more or fewer by now: each that came or went is in the log.
    fn is_to_be_checked(self, log: u64) -> bool {
        log < self.log || log - self.log >= (self.notes / COUNTED_AT).max(1)
    }

    fn is_outgrown(self, notes: u64) -> bool {
        notes >= self.next || notes < self.notes - self.notes / A_PART
    }

    /// When enough was read to learn from it.
    fn of_enough(notes: u64, log: u64) -> Self {
        Self { notes, log, next: notes + notes / A_PART }
    }

    /// When these had too few words: what is missing decides how many more there must be, but these may say more each.
    fn of_too_few(notes: u64, log: u64, tokens: usize) -> Self {
        let needed = notes.saturating_mul(enough() as u64) / (tokens as u64).max(1);
        Self { notes, log, next: needed.clamp(notes + notes / COUNTED_AT, notes + notes / A_PART) }
    }
}

impl Meanings {
    /// The words, if there were enough.
    pub fn words(&self) -> Option<&Arc<WordVectors>> {
        self.words.as_ref()
    }
}

/// What is learned of words, and where it is kept.
pub(crate) struct Words {
    pub learner: Learner<Meanings>,
    folder: Arc<SealedFolder>,
    /// Whether there are enough, and they are being learned.
    under_way: AtomicBool,
}

impl Words {
    /// Those of the workspace in `folder`.
    pub fn new(folder: &Path, key: &DataKey) -> Self {
        let folder = Arc::new(SealedFolder::new(folder.join(FOLDER), key, FOLDER));
        Self { learner: Learner::default(), folder, under_way: AtomicBool::new(false) }
    }

    /// Learns in the background for as long as the application is open.
    pub fn start(app: &Arc<App>) {
        Learner::follow(app, |app| &app.words.learner, |app| Box::pin(learn(app, false)));
    }

    /// Stops learning, and waits until nothing is written any more.
    pub async fn close(&self) {
        self.learner.close();
        self.learner.ended().await;
    }

    /// What was learned, and what to say of it.
    pub fn known(&self) -> (Option<Arc<WordVectors>>, ComparedBy) {
        let words = self.learner.known().and_then(|known| known.words().cloned());
        let by = match &words {
            Some(words) => ComparedBy::Meaning { notes: words.texts() },
            None => ComparedBy::Words { learning: self.under_way.load(Ordering::Acquire) },
        };
        (words, by)
    }
}

/// Waits until everything is learned that is to be learned now.
///
/// # Errors
/// The database's; `locked` where the workspace is closed meanwhile.
pub async fn settle(app: &App) -> Result<()> {
    learn(app, true).await.map(|_| ())
}

/// Learns what there is to learn, and says whether notes are compared by something else now. Unless they are to be counted at
/// once, that waits until the log says that it may matter.
async fn learn(app: &App, at_once: bool) -> Result<bool> {
    let words = &app.words;
    let _learning = words.learner.learning().await;
    let log = change_log::newest(app.read()).await?.cast_unsigned();
    let (known, fresh) = match words.learner.known() {
        Some(known) => (known, false),
        None => {
            let kept = kept(words).await.unwrap_or(Meanings { from: Basis::default(), words: None });
            (words.learner.know(kept), true)
        }
    };
    let shown = fresh && known.words.is_some();
    let at_once = at_once || fresh && known.words.is_none();
    if !at_once && !known.from.is_to_be_checked(log) {
        return Ok(shown);
    }
    let notes = live().count(app.read()).await?;
    if notes >= FEWEST_NOTES && !known.from.is_outgrown(notes) {
        let from = Basis { log, ..known.from };
        words.learner.know(Meanings { from, words: known.words.clone() });
        return Ok(shown);
    }
    let corpus = if notes < FEWEST_NOTES { Corpus::default() } else { read(app).await? };
    if corpus.tokens() < enough() {
        let there = known.words.is_some();
        if there || fresh {
            forget(app).await;
        }
        words.learner.know(Meanings { from: Basis::of_too_few(notes, log, corpus.tokens()), words: None });
        return Ok(there);
    }
    words.under_way.store(true, Ordering::Release);
    tell(app);
    let trained = train(words, corpus).await;
    words.under_way.store(false, Ordering::Release);
    let (from, trained) = (Basis::of_enough(notes, log), Arc::new(trained?));
    keep(app, from, &trained).await;
    words.learner.know(Meanings { from, words: Some(trained) });
    Ok(true)
}

/// How many words are enough. Tests of what may happen meanwhile need fewer, or they would wait for minutes.
fn enough() -> usize {
    #[cfg(feature = "failpoints")]
    fail::fail_point!("words-enough", |words| words.and_then(|words| words.parse().ok()).unwrap_or(ENOUGH));
    ENOUGH
}

fn live() -> Select<communication::Entity> {
    communication::Entity::find().filter(communication::Column::DeletedAt.is_null())
}

/// The newest notes.
async fn read(app: &App) -> Result<Corpus> {
    use communication::Column;
    let mut corpus = Corpus::default();
    let mut before: Option<CommunicationId> = None;
    loop {
        let mut page = live().order_by_desc(Column::Id).limit(PAGE);
        if let Some(before) = before {
            page = page.filter(Column::Id.lt(before));
        }
        let page = page.select_only().columns([Column::Id, Column::Title, Column::Text]);
        let page: Vec<(CommunicationId, String, String)> = page.into_tuple().all(app.read()).await?;
        before = page.last().map(|(id, ..)| *id);
        let add = move || {
            page.iter().for_each(|(_, title, text)| corpus.add(&whole(title, text, LONGEST)));
            corpus
        };
        corpus = tokio::task::spawn_blocking(add).await.map_err(internal)?;
        if before.is_none() || corpus.tokens() >= MOST {
            return Ok(corpus);
        }
        going_on(&app.words)?;
    }
}

fn going_on(words: &Words) -> Result<()> {
    if words.learner.is_closed() { Err(Error::new(Code::Locked, "the workspace is closed")) } else { Ok(()) }
}

/// Rests as long as it works: whoever types comes first.
async fn train(words: &Words, corpus: Corpus) -> Result<WordVectors> {
    let closed = words.learner.closed();
    let work = move || {
        let mut worked = Instant::now();
        WordVectors::train(corpus, SEED, || {
            std::thread::sleep(worked.elapsed().min(LONGEST_REST));
            worked = Instant::now();
            !closed.load(Ordering::Acquire)
        })
    };
    let trained = tokio::task::spawn_blocking(work).await.map_err(internal)?;
    trained.ok_or_else(|| Error::new(Code::Locked, "the workspace is closed"))
}

/// What was kept; nothing where it is missing or damaged.
async fn kept(words: &Words) -> Option<Meanings> {
    let folder = Arc::clone(&words.folder);
    let read = move || {
        folder.clear_unfinished();
        let mut bytes = Vec::new();
        folder.open_as(LABEL).ok()?.read_to_end(&mut bytes).ok()?;
        let (notes, rest) = bytes.split_first_chunk()?;
        let (log, rest) = rest.split_first_chunk()?;
        let from = Basis::of_enough(u64::from_le_bytes(*notes), u64::from_le_bytes(*log));
        Some(Meanings { from, words: Some(Arc::new(WordVectors::from_bytes(rest)?)) })
    };
    tokio::task::spawn_blocking(read).await.ok()?
}

/// Keeps what was learned. Where that can't be done it is learned again at the next start.
async fn keep(app: &App, from: Basis, trained: &Arc<WordVectors>) {
    if app.place().ready().await.is_err() || app.words.learner.is_closed() {
        return;
    }
    let (folder, trained) = (Arc::clone(&app.words.folder), Arc::clone(trained));
    let write = move || {
        let mut writer = folder.begin()?;
        writer.write_all(&from.notes.to_le_bytes())?;
        writer.write_all(&from.log.to_le_bytes())?;
        writer.write_all(&trained.to_bytes())?;
        writer.finish_as(LABEL)?;
        folder.keep_only(LABEL)
    };
    drop(tokio::task::spawn_blocking(write).await);
}

/// Removes what was kept, unless another workspace lies there now.
async fn forget(app: &App) {
    if app.place().still_there().is_err() {
        return;
    }
    let folder = Arc::clone(&app.words.folder);
    let remove = move || {
        for (name, _) in folder.names()? {
            folder.remove(&name)?;
        }
        std::io::Result::Ok(())
    };
    drop(tokio::task::spawn_blocking(remove).await);
}

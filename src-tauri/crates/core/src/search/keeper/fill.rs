//! Filling a new index from the records, the newest first, with progress; searches go on meanwhile.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use satchel_search::{Document, Filling, Index, Kind};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::super::documents::{kept, page};
use super::super::indexed_records;
use super::{Current, State, decided, follow, new_folder, newest, numbers, remove};
use crate::App;
use crate::error::{Code, Error, Result, internal};
use crate::events::Event;
use crate::insights::learned::{self, Learned};
use crate::jobs::Progress;
use crate::store::records::ChangeTag;
use crate::store::unit;

/// All kinds, in the order in which they are read.
pub(in crate::search) const KINDS: [Kind; 3] = [Kind::Customer, Kind::Contact, Kind::Communication];

/// Documents after which the work so far is made durable: at most so many are read again after a kill.
const SAVE: usize = 100_000;

/// How far the filling is, as the unfinished index remembers it.
#[derive(Debug, Clone, Copy)]
struct Mark {
    /// The end of the log before anything was read; everything later is read from the log.
    cursor: u64,
    /// The kind that is being read, by its place in [`KINDS`].
    kind: usize,
    /// Records with lower keys are still to be read.
    below: Uuid,
    /// Documents added.
    count: usize,
}

impl fmt::Display for Mark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} {} {}", self.cursor, self.kind, self.below.simple(), self.count)
    }
}

impl FromStr for Mark {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let parts: Vec<&str> = text.split(' ').collect();
        let [cursor, kind, below, count] = parts[..] else { return Err(internal("no mark")) };
        Ok(Self {
            cursor: cursor.parse().map_err(internal)?,
            kind: kind.parse().map_err(internal)?,
            below: below.parse().map_err(internal)?,
            count: count.parse().map_err(internal)?,
        })
    }
}

/// What the reader hands to the thread that fills.
enum Step {
    Add(Vec<Document>, Mark),
    Finish(u64),
}

/// Fills a new index as a job of its own, if one is wanted.
pub(super) async fn what_is_wanted(app: &App) -> Result<()> {
    if !app.keeper.wanted.swap(false, Ordering::AcqRel) {
        return Ok(());
    }
    let progress = app.jobs.begin("rebuild_index", &app.events);
    let outcome = fill(app, Some(&progress), Goal::Wanted).await;
    let told = outcome.clone().map(|documents| serde_json::json!({ "documents": documents }));
    app.jobs.end(&progress, &told);
    // It is wanted still when the workspace is back.
    let gone = outcome.as_ref().is_err_and(|error| error.code == Code::Gone);
    app.keeper.wanted.fetch_or(gone, Ordering::AcqRel);
    outcome.map(drop)
}

/// Fills a new index where there is none.
pub(super) async fn what_is_missing(app: &App) -> Result<()> {
    fill(app, None, Goal::Missing).await.map(drop)
}

/// Fills a new index because somebody asked for it, and tells how many records it holds. When it is stopped, the one in use
/// stays.
pub(in crate::search) async fn rebuild(app: &App, progress: &Progress) -> Result<usize> {
    let goal = if app.keeper.index().await?.is_some() { Goal::Anew } else { Goal::Missing };
    fill(app, Some(progress), goal).await
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// A new one in any case, from the beginning.
    Anew,
    /// One that can be used.
    Missing,
    /// What a kill left unfinished, or one that can be used.
    Wanted,
}

async fn fill(app: &App, progress: Option<&Progress>, goal: Goal) -> Result<usize> {
    let _filling = app.keeper.filling.lock().await;
    // Somebody else may have filled one while this waited.
    if goal == Goal::Missing && app.keeper.index().await?.is_some() {
        return indexed_records(app).await;
    }
    let (folder, filling) = begin(app, goal == Goal::Anew).await?;
    let end = newest(app).await?;
    let known = filling.mark().and_then(|mark| mark.parse::<Mark>().ok());
    let mark = known.unwrap_or(Mark { cursor: end, kind: 0, below: Uuid::max(), count: 0 });
    let (sender, receiver) = mpsc::channel(4);
    let learned = learned::current(app).await.ok();
    // What was filled before a kill was decided about by what was known then.
    let decided = if known.is_some() { decided::Mark::unknown() } else { decided::Mark::done(learned.as_deref()) };
    let filler = tokio::task::spawn_blocking(move || take(filling, receiver, learned.as_deref(), &decided));
    let read = read(app, &sender, mark, progress).await;
    drop(sender);
    let filled = filler.await.map_err(internal)?;
    // A filler that gave up says more than the reader that found nobody to read for.
    let outcome = match (filled, read) {
        (Err(error), Err(_) | Ok(_)) if error.code != Code::Cancelled => Err(error),
        (_, Err(error)) | (Err(error), _) => Err(error),
        (Ok(()), Ok(count)) => use_it(app, folder.clone()).await.map(|()| count),
    };
    // What somebody asked for and stopped is not gone on with.
    if outcome.is_err() && goal == Goal::Anew && !app.keeper.is_closed() {
        drop(tokio::task::spawn_blocking(move || std::fs::remove_dir_all(folder)).await);
    }
    outcome
}

/// The folder in which an index is to be filled, and what is there of it.
async fn begin(app: &App, anew: bool) -> Result<(PathBuf, Filling)> {
    app.place().still_there()?;
    let (folder, key) = (app.keeper.folder.clone(), app.keeper.key.clone());
    let in_use = app.keeper.current().await?.map(|current| current.folder);
    let end = newest(app).await?;
    let work = move || {
        let numbers = numbers(&folder);
        let highest = numbers.first().map(|number| folder.join(number.to_string()));
        if let Some(unfinished) = highest.filter(|folder| Some(folder) != in_use.as_ref()) {
            let known = Filling::open(&unfinished, &key).ok().filter(|_| !anew);
            let mark = known.as_ref().and_then(|filling| filling.mark()?.parse::<Mark>().ok());
            match (known, mark) {
                // One that is ahead belongs to a database that was set back.
                (Some(filling), Some(mark)) if mark.cursor <= end => return Ok((unfinished, filling)),
                (known, _) => {
                    drop(known);
                    std::fs::remove_dir_all(&unfinished)?;
                }
            }
        }
        let folder = new_folder(&folder, numbers.first().unwrap_or(&0) + 1)?;
        let filling = Filling::open(&folder, &key)?;
        Ok::<_, Error>((folder, filling))
    };
    tokio::task::spawn_blocking(work).await.map_err(internal)?
}

/// Adds what the reader sends, until all of it was sent.
fn take(
    mut filling: Filling,
    mut steps: mpsc::Receiver<Step>,
    learned: Option<&Learned>,
    decided: &decided::Mark,
) -> Result<()> {
    let mut unsaved = 0;
    while let Some(step) = steps.blocking_recv() {
        match step {
            Step::Add(documents, mark) => {
                unsaved += documents.len();
                documents.into_iter().try_for_each(|document| filling.add(&kept(document, learned)))?;
                if unsaved >= SAVE {
                    filling.save(&mark.to_string())?;
                    unsaved = 0;
                }
            }
            Step::Finish(cursor) => return Ok(filling.finish(cursor, &decided.to_string())?),
        }
    }
    Err(Error::new(Code::Cancelled, "not all records were read"))
}

/// Reads all records from where the mark stands.
async fn read(app: &App, sender: &mpsc::Sender<Step>, from: Mark, progress: Option<&Progress>) -> Result<usize> {
    let gone = |_| Error::new(Code::Cancelled, "the filler gave up");
    let total = indexed_records(app).await?;
    let mut mark = from;
    while let Some(kind) = KINDS.get(mark.kind) {
        if app.keeper.is_closed() {
            return Err(Error::new(Code::Cancelled, "the workspace was closed"));
        }
        if let Some(progress) = progress {
            progress.at(mark.count, total.max(mark.count))?;
        }
        let (documents, next) = page(app.read(), app.home().country, *kind, mark.below, None).await?;
        mark.count += documents.len();
        match next {
            Some(below) => mark.below = below,
            None => (mark.kind, mark.below) = (mark.kind + 1, Uuid::max()),
        }
        sender.send(Step::Add(documents, mark)).await.map_err(gone)?;
    }
    sender.send(Step::Finish(mark.cursor)).await.map_err(gone)?;
    Ok(mark.count)
}

/// Puts a finished index in the place of the one in use, once it has caught up with the log.
async fn use_it(app: &App, folder: PathBuf) -> Result<()> {
    let (at, key) = (folder.clone(), app.keeper.key.clone());
    let open = move || {
        let index = Index::open(&at, &key)?;
        index.warm()?;
        Ok::<_, Error>(Arc::new(index))
    };
    let index = tokio::task::spawn_blocking(open).await.map_err(internal)??;
    // Most of it before anybody has to wait, and what came meanwhile while nobody else writes.
    follow(app, &index).await?;
    let writing = app.keeper.writing.lock().await;
    follow(app, &index).await?;
    let old = app.keeper.set(State::Ready(Current { index: Arc::clone(&index), folder }));
    drop(writing);
    if app.keeper.is_closed() {
        // The workspace was closed meanwhile; the index is whole and found at the next start.
        drop(tokio::task::spawn_blocking(move || index.close()).await);
        return Err(Error::new(Code::Cancelled, "the workspace was closed"));
    }
    if let Some(old) = old {
        remove(app, old).await;
    }
    app.events.send(Event::Change(unit::Change { tags: [ChangeTag::Search].into(), ids: Vec::new() }));
    Ok(())
}

//! Keeps the index in step with the log, and sees to it that there is one: what is missing or damaged is filled anew in the
//! background, beside what answers meanwhile.
//!
//! Each index has a folder of its own under a number; the highest that is whole is the one in use, and one that a kill left
//! unfinished is gone on with.

mod decided;
mod fill;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};

use satchel_search::{Change, Index};
use satchel_vault::DataKey;
use tokio::sync::{Mutex, Notify, watch};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::documents::{documents, kept, stale};
use crate::App;
use crate::error::{Code, Error, Result, internal};
use crate::insights::learned;
use crate::store::change_log;
pub(super) use fill::{KINDS, rebuild};

/// Log entries per commit of the index; a longer log without any index is filled from the records instead.
const BATCH: u64 = 8_000;

/// An open index and where it lies.
#[derive(Clone)]
struct Current {
    index: Arc<Index>,
    folder: PathBuf,
}

enum State {
    /// Nobody has looked yet, or a damaged one is being removed.
    Opening,
    Ready(Current),
    /// There is none that can be used: the database answers until one is filled.
    Missing,
    Closed,
}

/// The index and what follows it.
pub(crate) struct Keeper {
    folder: PathBuf,
    key: Zeroizing<[u8; 32]>,
    state: watch::Sender<State>,
    /// Held while the one that is there is opened.
    opening: Mutex<()>,
    /// Held while the index is written or exchanged.
    writing: Mutex<()>,
    /// Held while a new one is filled.
    filling: Mutex<()>,
    /// Whether a new one is to be filled without being asked for: there is none, or a kill left one unfinished.
    wanted: AtomicBool,
    wake: Arc<Notify>,
    /// Commits so far.
    commits: AtomicU64,
    /// The log's newest position after so many commits.
    end: std::sync::Mutex<Option<(u64, u64)>>,
}

impl Keeper {
    /// Knows where the index is; it is opened in the background, by [`Keeper::start`].
    pub fn new(folder: &Path, key: &DataKey) -> Self {
        Self {
            folder: folder.join("index"),
            key: key.derive("search-index"),
            state: watch::Sender::new(State::Opening),
            opening: Mutex::new(()),
            writing: Mutex::new(()),
            filling: Mutex::new(()),
            wanted: AtomicBool::new(false),
            wake: Arc::new(Notify::new()),
            commits: AtomicU64::new(0),
            end: std::sync::Mutex::default(),
        }
    }

    /// Opens the index, so that the first search need not, and follows the log for as long as the application is open.
    pub fn start(app: &Arc<App>) {
        let weak = Arc::downgrade(app);
        let wake = Arc::clone(&app.keeper.wake);
        tokio::spawn(async move {
            if let Some(app) = weak.upgrade() {
                open(&app).await;
            }
            while let Some(app) = weak.upgrade() {
                if app.keeper.is_closed() {
                    return;
                }
                // What goes wrong here is met again, and told, by the next search.
                drop(fill::what_is_wanted(&app).await);
                drop(keep_up(&app).await);
                let more = decided::step(&app).await.unwrap_or_default();
                drop(app);
                if more {
                    tokio::time::sleep(decided::PAUSE).await;
                } else {
                    wake.notified().await;
                }
            }
        });
    }

    /// There is something new in the log.
    pub fn wake(&self) {
        self.commits.fetch_add(1, Ordering::AcqRel);
        self.wake.notify_one();
    }

    /// The index, to ask it; none while only the database can answer.
    pub async fn index(&self) -> Result<Option<Arc<Index>>> {
        Ok(self.current().await?.map(|current| current.index))
    }

    async fn current(&self) -> Result<Option<Current>> {
        let mut state = self.state.subscribe();
        let known = state.wait_for(|state| !matches!(state, State::Opening)).await.map_err(internal)?;
        match &*known {
            State::Ready(current) => Ok(Some(current.clone())),
            State::Missing => Ok(None),
            State::Opening | State::Closed => Err(Error::new(Code::Locked, "the index is closed")),
        }
    }

    fn is_closed(&self) -> bool {
        matches!(*self.state.borrow(), State::Closed)
    }

    /// Puts another state in place of this one, unless the workspace was closed meanwhile.
    fn set(&self, next: State) -> Option<Current> {
        let mut before = None;
        self.state.send_if_modified(|state| {
            let open = !matches!(state, State::Closed);
            if open && let State::Ready(current) = std::mem::replace(state, next) {
                before = Some(current);
            }
            open
        });
        before
    }

    /// Stops following and filling, and closes the index; the key's copy here is wiped when the keeper is dropped.
    pub async fn close(&self) {
        let before = self.state.send_replace(State::Closed);
        self.wake();
        let _opening = self.opening.lock().await;
        // In the order in which whoever fills takes them: a new index is put in its place while the filling is held.
        let _filling = self.filling.lock().await;
        let _writing = self.writing.lock().await;
        if let State::Ready(current) = before {
            // An index that can't be closed cleanly is found damaged, and filled anew, at the next start.
            drop(tokio::task::spawn_blocking(move || current.index.close()).await);
        }
    }
}

/// Stops asking a damaged index, unless somebody else did so already; a new one is filled in the background.
pub(super) async fn give_up(app: &App, damaged: &Arc<Index>) -> Result<()> {
    let keeper = &app.keeper;
    let _writing = keeper.writing.lock().await;
    let given_up = match keeper.current().await? {
        // Nobody may take its folder for one to go on with before it is gone.
        Some(current) if Arc::ptr_eq(&current.index, damaged) => keeper.set(State::Opening),
        _ => None,
    };
    if let Some(current) = given_up {
        remove(app, current).await;
        keeper.set(State::Missing);
        keeper.wanted.store(true, Ordering::Release);
        keeper.wake();
    }
    Ok(())
}

/// Closes an index that is no longer asked, and removes its folder, unless another workspace lies there now.
async fn remove(app: &App, current: Current) {
    let place = Arc::clone(app.place());
    let work = move || {
        // That closing it may say once more that it is damaged adds nothing; a folder that stays is removed another time.
        drop(current.index.close());
        if place.still_there().is_ok() {
            drop(std::fs::remove_dir_all(current.folder));
        }
    };
    drop(tokio::task::spawn_blocking(work).await);
}

/// Opens the newest index that is whole, or makes an empty one where the log is short.
async fn open(app: &App) {
    let _opening = app.keeper.opening.lock().await;
    if app.keeper.is_closed() {
        return;
    }
    let Ok(end) = newest(app).await else {
        // The index is the least of this workspace's worries.
        app.keeper.set(State::Missing);
        return;
    };
    let (folder, key) = (app.keeper.folder.clone(), app.keeper.key.clone());
    let found = tokio::task::spawn_blocking(move || look(&folder, &key, end)).await;
    let (current, unfinished) = found.unwrap_or((None, false));
    app.keeper.wanted.store(current.is_none() || unfinished, Ordering::Release);
    app.keeper.set(current.clone().map_or(State::Missing, State::Ready));
    // Whoever closed the workspace meanwhile waits until no file of it is open any more.
    if let (true, Some(current)) = (app.keeper.is_closed(), current) {
        drop(tokio::task::spawn_blocking(move || current.index.close()).await);
    }
}

/// The index in use, if there is one, and whether another one is unfinished. Folders of no use are removed.
fn look(folder: &Path, key: &[u8; 32], end: u64) -> (Option<Current>, bool) {
    let mut unfinished = false;
    let numbers = numbers(folder);
    for (at, number) in numbers.iter().enumerate() {
        let folder_of = folder.join(number.to_string());
        match Index::open(&folder_of, key) {
            // One that is ahead belongs to a database that was set back.
            Ok(index) if index.cursor() <= end => {
                // Reading the dictionaries early only saves the first search some time.
                drop(index.warm());
                for older in &numbers[at + 1..] {
                    drop(std::fs::remove_dir_all(folder.join(older.to_string())));
                }
                return (Some(Current { index: Arc::new(index), folder: folder_of }), unfinished);
            }
            Err(satchel_search::Error::Unfinished) => unfinished = true,
            Ok(_) | Err(_) => drop(std::fs::remove_dir_all(&folder_of)),
        }
    }
    if unfinished || end > BATCH {
        return (None, unfinished);
    }
    let first = new_folder(folder, 1).and_then(|folder| Ok((Arc::new(Index::open(&folder, key)?), folder)));
    (first.ok().map(|(index, folder)| Current { index, folder }), false)
}

/// Where an index of this number is to be made. The workspace itself is not made anew where it was moved away.
fn new_folder(folder: &Path, number: u32) -> Result<PathBuf> {
    if !folder.exists() {
        std::fs::create_dir(folder)?;
    }
    Ok(folder.join(number.to_string()))
}

/// The numbers of the indexes in the folder, the highest first. What has no number is none of them, and removed.
fn numbers(folder: &Path) -> Vec<u32> {
    let mut numbers: Vec<u32> = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_name().to_str().and_then(|name| name.parse().ok()) {
            Some(number) => numbers.push(number),
            None => drop(std::fs::remove_file(entry.path())),
        }
    }
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    numbers
}

/// Whether an index that gave this error may be the reason: it is damaged, or was exchanged while it was asked.
pub(super) fn is_the_indexs(error: &Error) -> bool {
    matches!(error.code, Code::Damaged | Code::Locked)
}

impl From<satchel_search::Error> for Error {
    fn from(error: satchel_search::Error) -> Self {
        use satchel_search::Error as Search;
        match error {
            Search::Io(error) => error.into(),
            Search::Damaged(detail) => Self::new(Code::Damaged, detail),
            Search::Unfinished | Search::Closed => Self::new(Code::Locked, error.to_string()),
        }
    }
}

/// The log's newest position; nobody else writes it, so it is asked for once after each commit.
pub(super) async fn newest(app: &App) -> Result<u64> {
    let kept = || app.keeper.end.lock().unwrap_or_else(PoisonError::into_inner);
    let commits = app.keeper.commits.load(Ordering::Acquire);
    if let Some((_, end)) = (*kept()).filter(|(at, _)| *at == commits) {
        return Ok(end);
    }
    let end = u64::try_from(change_log::newest(app.read()).await?).unwrap_or_default();
    *kept() = Some((commits, end));
    Ok(end)
}

/// Waits until the index holds everything that is saved now; one that is missing or damaged is filled first.
pub(crate) async fn settle(app: &App) -> Result<()> {
    for _ in 0..2 {
        if app.keeper.index().await?.is_none() {
            fill::what_is_missing(app).await?;
        }
        match keep_up(app).await {
            Err(error) if is_the_indexs(&error) => {}
            done => return done,
        }
    }
    keep_up(app).await
}

/// Brings the index, where there is one, up to the log's end. A damaged one is given up.
async fn keep_up(app: &App) -> Result<()> {
    let writing = app.keeper.writing.lock().await;
    let Some(index) = app.keeper.index().await? else { return Ok(()) };
    let followed = follow(app, &index).await;
    drop(writing);
    if let Err(error) = &followed
        && is_the_indexs(error)
    {
        give_up(app, &index).await?;
    }
    followed
}

/// Brings an index that nobody else writes up to the log's end.
async fn follow(app: &App, index: &Arc<Index>) -> Result<()> {
    loop {
        let (stale, reached, count) = stale(app.read(), index.cursor(), BATCH).await?;
        if count == 0 {
            return Ok(());
        }
        if app.keeper.is_closed() {
            return Err(Error::new(Code::Locked, "the index is closed"));
        }
        let mut changes = Vec::new();
        for (kind, ids) in stale {
            let ids: Vec<Uuid> = ids.into_iter().collect();
            changes.extend(ids.iter().map(|id| Change::Remove(*id)));
            let live = documents(app.read(), app.home().country, kind, &ids).await?;
            changes.extend(live.into_iter().map(Change::put));
        }
        let learned = match app.learner.known() {
            // After a start what was learned isn't known yet; what comes in meanwhile is decided about all the same.
            None if !index.mark().is_empty() => learned::current(app).await.ok(),
            known => known,
        };
        let writer = Arc::clone(index);
        let work = move || {
            let worded = |change| match change {
                Change::Put(document) => Change::put(kept(*document, learned.as_deref())),
                removed @ Change::Remove(_) => removed,
            };
            writer.apply(changes.into_iter().map(worded), reached)
        };
        tokio::task::spawn_blocking(work).await.map_err(internal)??;
    }
}

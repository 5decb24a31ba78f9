//! Keeps the index in step with the log: it drains what is new, and rebuilds what is missing or damaged.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};

use satchel_search::{Change, Document, Index, Kind};
use satchel_vault::DataKey;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};
use tokio::sync::{Mutex, Notify};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::documents::{documents, page, stale};
use crate::App;
use crate::error::{Code, Error, Result, internal};
use crate::events::Event;
use crate::jobs::Progress;
use crate::store::change_log;
use crate::store::records::ChangeTag;
use crate::store::unit;

/// Log entries per commit of the index.
const BATCH: u64 = 4_000;

/// All kinds, in the order in which a rebuild reads them.
const KINDS: [Kind; 3] = [Kind::Customer, Kind::Contact, Kind::Communication];

/// The index and what follows it.
pub(crate) struct Keeper {
    folder: PathBuf,
    key: Zeroizing<[u8; 32]>,
    index: RwLock<Option<Arc<Index>>>,
    /// Held while the index is written.
    writing: Mutex<()>,
    /// Held while a damaged index is replaced.
    replacing: Mutex<()>,
    wake: Arc<Notify>,
    closed: AtomicBool,
}

impl Keeper {
    /// Opens the index in the workspace's folder; one that can't be read is thrown away, to be rebuilt.
    pub fn open(folder: &Path, key: &DataKey) -> Result<Self> {
        let folder = folder.join("index");
        let key = key.derive("search-index");
        let index = open_or_replace(&folder, &key)?;
        Ok(Self {
            folder,
            key,
            index: RwLock::new(Some(Arc::new(index))),
            writing: Mutex::new(()),
            replacing: Mutex::new(()),
            wake: Arc::new(Notify::new()),
            closed: AtomicBool::new(false),
        })
    }

    /// Follows the log for as long as the application is open.
    pub fn start(app: &Arc<App>) {
        let weak = Arc::downgrade(app);
        let wake = Arc::clone(&app.keeper.wake);
        tokio::spawn(async move {
            if let Some(index) = weak.upgrade().and_then(|app| app.keeper.index().ok()) {
                // Reading the dictionaries early only saves the first search some time.
                drop(tokio::task::spawn_blocking(move || index.warm()).await);
            }
            while let Some(app) = weak.upgrade() {
                if app.keeper.closed.load(Ordering::Acquire) {
                    return;
                }
                // What goes wrong here is met again, and told, by the next search.
                drop(settle(&app).await);
                drop(app);
                wake.notified().await;
            }
        });
    }

    /// There is something new in the log.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// The index, to ask it.
    pub fn index(&self) -> Result<Arc<Index>> {
        let index = self.index.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        index.clone().ok_or_else(|| Error::new(Code::Locked, "the index is closed"))
    }

    /// Stops following and closes the index; the key's copy here is wiped when the keeper is dropped.
    pub async fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.wake();
        let _writing = self.writing.lock().await;
        let index = self.index.write().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        if let Some(index) = index {
            // An index that can't be closed cleanly is found damaged, and rebuilt, at the next start.
            drop(tokio::task::spawn_blocking(move || index.close()).await);
        }
    }

    /// Throws a damaged index away and puts an empty one in its place, unless somebody else did so already.
    async fn replace(&self, damaged: Arc<Index>) -> Result<()> {
        let _replacing = self.replacing.lock().await;
        if !Arc::ptr_eq(&self.index()?, &damaged) {
            return Ok(());
        }
        let (folder, key) = (self.folder.clone(), self.key.clone());
        let anew = move || {
            // That closing it may say once more that it is damaged adds nothing.
            drop(damaged.close());
            // Opening alone would not do: much of the damage shows only when the page is read.
            std::fs::remove_dir_all(&folder)?;
            Ok::<_, Error>(Index::open(&folder, &key)?)
        };
        let anew = tokio::task::spawn_blocking(anew).await.map_err(internal)??;
        let mut slot = self.index.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        match slot.as_mut() {
            Some(index) => *index = Arc::new(anew),
            // The workspace was closed meanwhile.
            None => anew.close()?,
        }
        Ok(())
    }
}

/// Whether an index that gave this error may be the reason: it is damaged, or was replaced while it was asked.
fn is_the_indexs(error: &Error) -> bool {
    matches!(error.code, Code::Damaged | Code::Locked)
}

/// Asks the index, and once more after a damaged one was replaced by an empty one.
pub(super) async fn with_index<T, F: Future<Output = Result<T>>>(
    app: &App,
    ask: impl Fn(Arc<Index>) -> F,
) -> Result<T> {
    let index = app.keeper.index()?;
    match ask(Arc::clone(&index)).await {
        Err(error) if is_the_indexs(&error) => {
            app.keeper.replace(index).await?;
            app.keeper.wake();
            ask(app.keeper.index()?).await
        }
        answer => answer,
    }
}

fn open_or_replace(folder: &Path, key: &[u8; 32]) -> Result<Index> {
    match Index::open(folder, key) {
        Err(satchel_search::Error::Damaged(_)) => {
            std::fs::remove_dir_all(folder)?;
            Ok(Index::open(folder, key)?)
        }
        opened => Ok(opened?),
    }
}

impl From<satchel_search::Error> for Error {
    fn from(error: satchel_search::Error) -> Self {
        match error {
            satchel_search::Error::Io(error) => error.into(),
            satchel_search::Error::Damaged(detail) => Self::new(Code::Damaged, detail),
            satchel_search::Error::Closed => Self::new(Code::Locked, "the index is closed"),
        }
    }
}

/// The log's newest position.
async fn newest(app: &App) -> Result<u64> {
    let newest: Option<i64> = change_log::Entity::find()
        .select_only()
        .column(change_log::Column::Seq)
        .order_by_desc(change_log::Column::Seq)
        .into_tuple()
        .one(app.read())
        .await?;
    Ok(newest.and_then(|seq| u64::try_from(seq).ok()).unwrap_or_default())
}

/// Brings the index up to the log's end. A damaged one is replaced; one that is new, or ahead of a database that was set
/// back, is rebuilt.
pub(crate) async fn settle(app: &App) -> Result<()> {
    with_index(app, |index| follow(app, index)).await
}

async fn follow(app: &App, index: Arc<Index>) -> Result<()> {
    let _writing = app.keeper.writing.lock().await;
    let end = newest(app).await?;
    if index.cursor() > end || (index.cursor() == 0 && end > BATCH) {
        refill(app, &index, None).await?;
        app.events.send(Event::Change(unit::Change { tags: [ChangeTag::Search].into(), ids: Vec::new() }));
    }
    loop {
        let (stale, reached, count) = stale(app.read(), index.cursor(), BATCH).await?;
        if count == 0 {
            return Ok(());
        }
        let mut changes = Vec::new();
        for (kind, ids) in stale {
            let ids: Vec<Uuid> = ids.into_iter().collect();
            changes.extend(ids.iter().map(|id| Change::Remove(*id)));
            let live = documents(app.read(), app.home().country, kind, &ids).await?;
            changes.extend(live.into_iter().map(Change::Put));
        }
        let writer = Arc::clone(&index);
        tokio::task::spawn_blocking(move || writer.apply(changes, reached)).await.map_err(internal)??;
    }
}

/// Throws the content away and reads everything again; searches see the old content until the end.
pub(crate) async fn rebuild(app: &App, progress: &Progress) -> Result<usize> {
    let again = |index: Arc<Index>| async move {
        let _writing = app.keeper.writing.lock().await;
        refill(app, &index, Some(progress)).await
    };
    let count = with_index(app, again).await?;
    app.events.send(Event::Change(unit::Change { tags: [ChangeTag::Search].into(), ids: Vec::new() }));
    settle(app).await?;
    Ok(count)
}

/// Fills the index from the database. The documents stand for the log as it was before they were read.
async fn refill(app: &App, index: &Arc<Index>, progress: Option<&Progress>) -> Result<usize> {
    let cursor = newest(app).await?;
    let (sender, mut receiver) = tokio::sync::mpsc::channel::<Vec<Document>>(4);
    let writer = Arc::clone(index);
    let filling = tokio::task::spawn_blocking(move || {
        writer.rebuild::<Error>(|filler| {
            let mut complete = false;
            while let Some(documents) = receiver.blocking_recv() {
                // An empty batch says that all were sent; a sender that goes away without it has failed.
                complete = documents.is_empty();
                for document in &documents {
                    filler.add(document)?;
                }
            }
            if complete { Ok(cursor) } else { Err(Error::new(Code::Cancelled, "not all records were read")) }
        })
    });
    let read = send_all(app, &sender, progress).await;
    drop(sender);
    let filled = filling.await.map_err(internal)?;
    let count = read?;
    filled?;
    Ok(count)
}

async fn send_all(
    app: &App,
    sender: &tokio::sync::mpsc::Sender<Vec<Document>>,
    progress: Option<&Progress>,
) -> Result<usize> {
    let total = super::indexed_records(app).await?;
    let mut count = 0;
    for kind in KINDS {
        let mut after = Some(Uuid::nil());
        while let Some(from) = after {
            let (documents, next) = page(app.read(), app.home().country, kind, from).await?;
            count += documents.len();
            if let Some(progress) = progress {
                progress.at(count, total)?;
            }
            if !documents.is_empty() && sender.send(documents).await.is_err() {
                return Ok(count);
            }
            after = next;
        }
    }
    // The other side may be gone already; then it says why.
    drop(sender.send(Vec::new()).await);
    Ok(count)
}

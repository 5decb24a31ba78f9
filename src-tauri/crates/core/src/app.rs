//! An open workspace.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use satchel_domain::Country;
use satchel_vault::DataKey;
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder, TransactionTrait};

use crate::clock::Clock;
use crate::communications::attachments::Attachments;
use crate::communications::timeline;
use crate::customers::health;
use crate::customers::import::review;
use crate::customers::roster::Roll;
use crate::error::{Error, Result};
use crate::events::{Event, Events};
use crate::files::{Pasted, Tickets};
use crate::followups::kept;
use crate::ids::DeviceId;
use crate::insights::learned::{self, Learned};
use crate::insights::learner::Learner;
use crate::insights::meanings::Words;
use crate::jobs::Jobs;
use crate::people::{Actor, Language, Workspace, device, workspace};
use crate::search::keeper::Keeper;
use crate::store::place::Place;
use crate::store::records::ChangeTag;
use crate::store::unit::{Change, Tx};
use crate::store::{LockFile, Store, change_log};

/// An open workspace: its database, index, clock and running work. Dropping it without [closing](Self::close) is like a kill.
pub struct App {
    /// Time and keys.
    pub clock: Clock,
    /// Whom it tells.
    pub events: Events,
    /// The files that a person chose.
    pub tickets: Arc<Tickets>,
    /// Slow work under way.
    pub jobs: Jobs,
    pub(crate) attachments: Attachments,
    pub(crate) pasted: Pasted,
    pub(crate) roll: Roll,
    pub(crate) timelines: timeline::Cache,
    pub(crate) importing: review::Cache,
    pub(crate) health: health::Cache,
    pub(crate) keeper: Keeper,
    pub(crate) learner: Learner<Learned>,
    pub(crate) words: Words,
    pub(crate) calendar_files: kept::Writer,
    /// Held while customers are compared.
    pub(crate) comparing: tokio::sync::Mutex<()>,
    store: Store,
    device: DeviceId,
    prefix: String,
    home: RwLock<Home>,
    lock: Mutex<Option<LockFile>>,
}

/// What the workspace's country and currency decide when nothing else is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Reads phone numbers without a country code.
    pub country: Country,
    /// ISO 4217 code of amounts.
    pub currency: String,
    /// The language of what the program itself writes into the workspace.
    pub language: Language,
}

impl App {
    /// Opens a workspace whose database is open already. Copies of attachments for the system's programs go into `copies`, which is
    /// emptied.
    ///
    /// # Errors
    /// `damaged` where the workspace's own rows are missing.
    pub async fn open(
        copies: PathBuf,
        key: &DataKey,
        store: Store,
        lock: LockFile,
        clock: Clock,
        events: Events,
        tickets: Arc<Tickets>,
    ) -> Result<Arc<Self>> {
        let newest = change_log::Entity::find().order_by_desc(change_log::Column::Seq).one(&store.reader).await?;
        if let Some(entry) = newest {
            clock.observe(entry.at);
        }
        let device = device::Entity::find().order_by_asc(device::Column::CreatedAt).one(&store.reader).await?;
        let device = device.ok_or_else(|| Error::new(crate::Code::Damaged, "no device row"))?;
        let keeper = Keeper::new(store.place.folder(), key);
        let attachments = Attachments::new(store.place.folder(), key, copies);
        let words = Words::new(store.place.folder(), key);
        let app = Arc::new(Self {
            clock,
            events,
            tickets,
            jobs: Jobs::default(),
            attachments,
            pasted: Pasted::default(),
            roll: Roll::default(),
            timelines: timeline::Cache::default(),
            importing: review::Cache::default(),
            health: health::Cache::default(),
            keeper,
            learner: Learner::default(),
            words,
            calendar_files: kept::Writer::default(),
            comparing: tokio::sync::Mutex::default(),
            home: RwLock::new(home(&store.reader).await?),
            store,
            device: device.id,
            prefix: device.prefix,
            lock: Mutex::new(Some(lock)),
        });
        Keeper::start(&app);
        Roll::start(&app);
        learned::start(&app);
        Words::start(&app);
        Attachments::start(&app);
        kept::Writer::start(&app);
        Ok(app)
    }

    /// Stops running work, then closes index and database; the key's copies go with them.
    ///
    /// # Errors
    /// The database's.
    pub async fn close(&self) -> Result<()> {
        self.jobs.cancel_all();
        self.roll.close().await;
        self.learner.close();
        self.words.close().await;
        self.attachments.close().await;
        self.calendar_files.close().await;
        self.keeper.close().await;
        self.store.close().await?;
        // Whoever still holds on to this has nothing left to do here: the next one may open the workspace.
        drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
        Ok(())
    }

    /// A connection that can only read.
    pub fn read(&self) -> &DatabaseConnection {
        &self.store.reader
    }

    /// Begins a unit of work; see [`Tx`].
    ///
    /// # Errors
    /// `disk_full`, `read_only` or `gone` where nothing can be written now; the database's.
    pub async fn write(&self, actor: Actor, command: &str) -> Result<Tx<'_>> {
        self.store.place.ready().await?;
        let db = self.store.writer.begin().await?;
        Ok(Tx::new(self, db, actor, command))
    }

    /// The writer for derived data and drafts: not logged, not undoable.
    pub fn write_derived(&self) -> &DatabaseConnection {
        &self.store.writer
    }

    /// Where the workspace lies, and how that stands.
    pub fn place(&self) -> &Arc<Place> {
        &self.store.place
    }

    /// The computer that writes.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// The letters that go into numbers given on this computer.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Country and currency of the business.
    pub fn home(&self) -> Home {
        self.home.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// After a commit: what follows from the log, then everyone who listens.
    pub(crate) async fn announce(&self, change: Change) -> Result<()> {
        if change.tags.contains(&ChangeTag::Workspace) {
            let home = home(self.read()).await?;
            *self.home.write().unwrap_or_else(PoisonError::into_inner) = home;
        }
        self.roll.tell();
        self.timelines.forget();
        self.keeper.wake();
        self.learner.wake();
        self.words.learner.wake();
        self.calendar_files.tell(&change);
        self.events.send(Event::Change(change));
        Ok(())
    }
}

async fn home(db: &DatabaseConnection) -> Result<Home> {
    let row: Option<Workspace> = workspace::Entity::find().one(db).await?;
    let row = row.ok_or_else(|| Error::new(crate::Code::Damaged, "no workspace row"))?;
    let country = row.country.parse().map_err(|_| Error::new(crate::Code::Damaged, "unknown country"))?;
    Ok(Home { country, currency: row.currency, language: row.language })
}

//! The session: which workspace is open, if any, and how it is opened, locked and left.

pub mod attachments;
mod birth;
pub mod preferences;
pub mod reminders;
pub mod security;
pub mod storage;
pub mod watch;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use satchel_vault::{DataKey, Vault, keyring_usable};
use sea_orm::{EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::clock::Clock;
use crate::customers::health;
use crate::error::{Code, Error, Result, internal};
use crate::events::{Event, Events};
use crate::files::{ChooseOpenFile, ChooseSaveFile, FileTicket, Host, KnownFiles, Tickets};
use crate::ids::Timestamp;
use crate::people::{Actor, Language, User, Workspace, user, workspace};
use crate::store::place::Storage;
use crate::store::{LockFile, Store};
use crate::{App, Nothing};
pub use birth::NewWorkspace;
use preferences::{Preferences, UpdatePreferences};

/// Where things are on this computer.
#[derive(Debug, Clone)]
pub struct Places {
    /// The folder of the person's own workspace.
    pub workspace: PathBuf,
    /// The folder of the sample workspace.
    pub sample: PathBuf,
    /// The file of the preferences.
    pub preferences: PathBuf,
    /// Where readable copies of attachments lie while the system's programs show them; each workspace has a folder in it.
    pub copies: PathBuf,
}

impl Places {
    /// Everything in one folder of the person's.
    pub fn within(folder: &Path) -> Self {
        Self {
            workspace: folder.join("workspace"),
            sample: folder.join("sample"),
            preferences: folder.join("preferences.json"),
            copies: folder.join("opened"),
        }
    }
}

/// Makes clocks; tests make ones that stand still.
pub type Clocks = Box<dyn Fn() -> Clock + Send + Sync>;

/// One running program.
pub struct Session {
    places: Places,
    host: Option<Arc<dyn Host>>,
    clocks: Clocks,
    /// Whom it tells.
    pub events: Events,
    /// The files that a person chose.
    pub tickets: Arc<Tickets>,
    state: Mutex<State>,
    code: Mutex<Option<security::PendingCode>>,
    watch: std::sync::Mutex<watch::Watch>,
    reminders: Mutex<reminders::Coming>,
}

enum State {
    Closed(LockReason),
    Open(Box<Opened>),
}

struct Opened {
    app: Arc<App>,
    actor: Actor,
    key: DataKey,
    vault: Option<Vault>,
    sample: bool,
}

/// Why a workspace asks to be unlocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LockReason {
    /// It hasn't been opened since the program started.
    Passphrase,
    /// The person locked it.
    Asked,
    /// Nobody was there for a while.
    Idle,
    /// The computer slept, or its screen was locked.
    Slept,
    /// There is no keyring here, or the workspace's entry isn't in it.
    KeyringMissing,
    /// The keyring is locked.
    KeyringLocked,
    /// The keyring's entry doesn't open the workspace.
    KeyringChanged,
}

/// How the session stands.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum SessionState {
    /// No workspace was made yet.
    None {
        /// Where it will be kept.
        folder: String,
        /// Whether this computer's keyring can lock it.
        keyring: bool,
    },
    /// There is one, to be unlocked.
    Locked {
        /// Why.
        reason: LockReason,
        /// Whether a passphrase opens it.
        passphrase: bool,
        /// Whether the keyring may open it.
        keyring: bool,
        /// From when another passphrase may be tried.
        retry_at: Option<Timestamp>,
    },
    /// It is open.
    Open {
        /// The workspace.
        workspace: Box<Workspace>,
        /// Who works in it.
        user: User,
        /// Whether it is the sample.
        sample: bool,
        /// Whether it can be locked: only a passphrase makes that worth anything.
        can_lock: bool,
        /// How its folder stands.
        storage: Storage,
    },
}

/// A new workspace as the first start asks for it.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CreateWorkspace {
    /// The business's name.
    pub name: String,
    /// ISO 3166 code.
    pub country: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The language.
    pub language: Language,
    /// The person's name; the owner of the workspace.
    pub owner_name: String,
    /// How it is locked.
    pub lock: LockChoice,
    /// The passphrase, where that is the lock.
    #[serde(default)]
    #[ts(as = "Option<String>")]
    pub passphrase: Option<Zeroizing<String>>,
    /// The two groups of the recovery code that were asked for.
    pub typed_back: Vec<String>,
}

/// How a workspace is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LockChoice {
    /// By this computer's keyring.
    Keyring,
    /// By a passphrase.
    Passphrase,
}

/// How to unlock.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct Unlock {
    /// With what.
    pub method: UnlockMethod,
    /// The passphrase or the recovery code.
    #[serde(default)]
    #[ts(as = "Option<String>")]
    pub secret: Option<Zeroizing<String>>,
}

/// With what a workspace is unlocked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnlockMethod {
    /// This computer's keyring.
    Keyring,
    /// The passphrase.
    Passphrase,
    /// The recovery code.
    Recovery,
}

/// In which language the sample is told.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenSample {
    /// The language.
    pub language: Language,
}

impl Session {
    /// A session with nothing open. Without a host there are no dialogs.
    pub fn new(places: Places, host: Option<Arc<dyn Host>>, clocks: Clocks) -> Self {
        let events = Events::default();
        Self {
            places,
            host,
            tickets: Arc::default(),
            state: Mutex::new(State::Closed(LockReason::Passphrase)),
            code: Mutex::new(None),
            watch: std::sync::Mutex::new(watch::Watch::new(&clocks())),
            reminders: Mutex::new(reminders::Coming::new(&events)),
            clocks,
            events,
        }
    }

    /// The open workspace, and on whose behalf commands run.
    ///
    /// # Errors
    /// `locked`.
    pub async fn open_app(&self) -> Result<(Arc<App>, Actor)> {
        match &*self.state.lock().await {
            State::Open(opened) => Ok((Arc::clone(&opened.app), opened.actor)),
            State::Closed(_) => Err(Error::new(Code::Locked, "no workspace is open")),
        }
    }

    /// Opens the workspace with the keyring where that needs nobody to be asked. Any other state stays as it is.
    ///
    /// # Errors
    /// `busy`, `newer_workspace`, `damaged`; never for a keyring that doesn't help, which the state then tells.
    pub async fn open_at_start(&self) -> Result<SessionState> {
        for place in [&self.places.workspace, &self.places.sample] {
            birth::clear_sites(place);
            self.clear_copies(place);
        }
        if self.has_workspace() {
            // Who can't have it needn't be asked for a passphrase first.
            if let Err(busy) = LockFile::take(&self.places.workspace)
                && busy.code == Code::Busy
            {
                return Err(busy);
            }
            let vault = Vault::read(&self.places.workspace)?;
            if vault.has_keyring() {
                match self.unlock_with(UnlockMethod::Keyring, "").await {
                    Err(error) if error.code == Code::NoKeyring => {}
                    unlocked => unlocked?,
                }
            }
        }
        self.state().await
    }

    /// Opens the workspace.
    ///
    /// # Errors
    /// `wrong_secret`, `no_keyring`, `busy`, `newer_workspace`, `damaged`, `not_found`.
    pub async fn unlock_with(&self, method: UnlockMethod, secret: &str) -> Result<()> {
        let folder = &self.places.workspace;
        let mut state = self.state.lock().await;
        if let State::Open(opened) = &*state
            && !opened.sample
        {
            return Ok(());
        }
        let mut vault = Vault::read(folder)?;
        let now = (self.clocks)().now();
        let secret = Zeroizing::new(secret.to_owned());
        let (key, vault) = tokio::task::spawn_blocking(move || {
            let key = match method {
                UnlockMethod::Keyring => vault.unlock_with_keyring(),
                UnlockMethod::Passphrase => vault.unlock_with_passphrase(&secret, now.0),
                UnlockMethod::Recovery => vault.unlock_with_recovery(&secret),
            }?;
            // A keyring that lost the key, or was changed, gets it anew from whatever did open the workspace.
            if method != UnlockMethod::Keyring && vault.has_keyring() && vault.unlock_with_keyring().is_err() {
                drop(vault.store_in_keyring(&key, now.0));
            }
            Ok::<_, satchel_vault::Error>((key, vault))
        })
        .await
        .map_err(internal)?
        .map_err(|error| {
            if let State::Closed(reason) = &mut *state {
                *reason = reason_of(&error).unwrap_or(*reason);
            }
            Error::from(error)
        })?;
        let lock = LockFile::take(folder)?;
        let store = Store::open(folder, &key).await?;
        if let State::Open(opened) = &*state {
            opened.app.close().await?;
        }
        *state = State::Open(Box::new(self.opened(folder, key, store, lock, Some(vault), false).await?));
        self.seen();
        Ok(())
    }

    async fn opened(
        &self,
        folder: &Path,
        key: DataKey,
        store: Store,
        lock: LockFile,
        vault: Option<Vault>,
        sample: bool,
    ) -> Result<Opened> {
        let owner = user::Entity::find().order_by_asc(user::Column::CreatedAt).one(&store.reader).await?;
        let owner = owner.ok_or_else(|| Error::new(Code::Damaged, "no user"))?;
        let actor = Actor { user: owner.id, role: owner.role };
        let (clock, events, tickets) = ((self.clocks)(), self.events.clone(), Arc::clone(&self.tickets));
        let app = App::open(self.copies_of(folder), &key, store, lock, clock, events, tickets).await?;
        if self.host.is_some() {
            // A thread of its own, which nobody waits for when the program ends.
            std::thread::spawn(satchel_insight::text::preload);
            health::start(&app);
        }
        Ok(Opened { app, actor, key, vault, sample })
    }

    /// How the session stands.
    ///
    /// # Errors
    /// `damaged` or `newer_workspace` for a header that can't be read.
    pub async fn state(&self) -> Result<SessionState> {
        match &*self.state.lock().await {
            State::Open(opened) => {
                let db = opened.app.read();
                let workspace =
                    workspace::Entity::find().one(db).await?.ok_or_else(|| Error::not_found("workspace"))?;
                let user = user::Entity::find_by_id(opened.actor.user).one(db).await?;
                Ok(SessionState::Open {
                    workspace: Box::new(workspace),
                    user: user.ok_or_else(|| Error::not_found("user"))?.into(),
                    sample: opened.sample,
                    can_lock: opened.can_lock(),
                    storage: opened.app.place().storage(),
                })
            }
            State::Closed(_) if !self.has_workspace() => {
                let folder = self.places.workspace.to_string_lossy().into_owned();
                let keyring = tokio::task::spawn_blocking(keyring_usable).await.map_err(internal)?;
                Ok(SessionState::None { folder, keyring })
            }
            State::Closed(reason) => {
                let vault = Vault::read(&self.places.workspace)?;
                let now = (self.clocks)().now();
                Ok(SessionState::Locked {
                    reason: *reason,
                    passphrase: vault.has_passphrase(),
                    keyring: vault.has_keyring(),
                    retry_at: vault.retry_at_ms(now.0).map(Timestamp),
                })
            }
        }
    }

    /// Whether a workspace was made here; a database without a header counts, so that nothing is ever made over it.
    pub fn has_workspace(&self) -> bool {
        [satchel_vault::HEADER_FILE, satchel_vault::DATABASE_FILE]
            .iter()
            .any(|name| self.places.workspace.join(name).exists())
    }

    /// Closes whatever is open; the program is about to end.
    ///
    /// # Errors
    /// The database's.
    pub async fn close(&self) -> Result<()> {
        let before = std::mem::replace(&mut *self.state.lock().await, State::Closed(LockReason::Passphrase));
        match before {
            State::Open(opened) => opened.app.close().await,
            State::Closed(_) => Ok(()),
        }
    }

    /// Locks the open workspace: connections and index are closed, caches dropped, our copies of the key wiped, the screen
    /// replaced. One that no passphrase would open again stays open; answers whether it was locked.
    async fn lock_as(&self, reason: LockReason) -> Result<bool> {
        let opened = {
            let mut state = self.state.lock().await;
            if !matches!(&*state, State::Open(opened) if opened.can_lock()) {
                return Ok(false);
            }
            std::mem::replace(&mut *state, State::Closed(reason))
        };
        // A recovery code that was shown and not taken into use ends with the screen that showed it.
        *self.code.lock().await = None;
        if let Some(host) = &self.host {
            host.forget_screen();
        }
        let closed = match opened {
            State::Open(opened) => {
                // What was promised a moment ago is reminded of as well; to lock matters more than that.
                drop(self.know_what_comes(&opened).await);
                opened.app.close().await
            }
            State::Closed(_) => Ok(()),
        };
        self.tell().await?;
        closed.map(|()| true)
    }

    /// Tells everyone how the session stands.
    async fn tell(&self) -> Result<SessionState> {
        let state = self.state().await?;
        self.events.send(Event::Session(Box::new(state.clone())));
        Ok(state)
    }

    pub(crate) fn host(&self) -> Result<&Arc<dyn Host>> {
        self.host.as_ref().ok_or_else(|| Error::new(Code::NotHere, "there are no dialogs here"))
    }
}

impl Opened {
    /// Only a passphrase makes locking worth anything.
    fn can_lock(&self) -> bool {
        self.vault.as_ref().is_some_and(Vault::has_passphrase)
    }
}

fn reason_of(error: &satchel_vault::Error) -> Option<LockReason> {
    use satchel_vault::Error as Vault;
    match error {
        Vault::NoKeyring(_) | Vault::KeyringMissing => Some(LockReason::KeyringMissing),
        Vault::KeyringLocked(_) => Some(LockReason::KeyringLocked),
        Vault::KeyringChanged => Some(LockReason::KeyringChanged),
        _ => None,
    }
}

impl From<satchel_vault::Error> for Error {
    fn from(error: satchel_vault::Error) -> Self {
        use satchel_vault::Error as Vault;
        let detail = error.to_string();
        match error {
            Vault::WrongSecret { retry_at_ms } => {
                let error = Self::new(Code::WrongSecret, detail);
                retry_at_ms.into_iter().fold(error, |error, at| error.with("retryAt", at.to_string()))
            }
            Vault::TooSoon { retry_at_ms } => {
                Self::new(Code::WrongSecret, detail).with("retryAt", retry_at_ms.to_string())
            }
            Vault::NoKeyring(_) | Vault::KeyringLocked(_) | Vault::KeyringMissing | Vault::KeyringChanged => {
                Self::new(Code::NoKeyring, detail)
            }
            Vault::NotSet => Self::new(Code::WrongSecret, detail),
            Vault::LastLock => Self::new(Code::Invalid, detail).with("keyring", "last_lock"),
            Vault::Exists => Self::new(Code::Busy, detail),
            Vault::Missing => Self::new(Code::NotAWorkspace, detail),
            Vault::Damaged(_) => Self::new(Code::Damaged, detail),
            Vault::Newer { .. } => Self::new(Code::NewerWorkspace, detail),
            Vault::Io { source, .. } => source.into(),
        }
    }
}

/// How the session stands.
pub async fn session_state(session: &Session, _input: Nothing) -> Result<SessionState> {
    session.state().await
}

/// What the person set before any workspace.
pub async fn get_preferences(session: &Session, _input: Nothing) -> Result<Preferences> {
    Ok(session.preferences())
}

/// Changes what the person set before any workspace.
///
/// # Errors
/// `invalid` for a text size or a time that isn't offered.
pub async fn update_preferences(session: &Session, input: UpdatePreferences) -> Result<Preferences> {
    preferences::update(&session.places.preferences, &input)
}

/// Makes the person's workspace, once two groups of the recovery code were typed back rightly, and opens it.
///
/// # Errors
/// `invalid` for an empty name, an unknown country or currency, a short passphrase or groups that differ; `busy` where there is one.
pub async fn create_workspace(session: &Session, input: CreateWorkspace) -> Result<SessionState> {
    let code = session.code.lock().await;
    let code = code.as_ref().ok_or_else(|| Error::invalid("typedBack", "required"))?;
    code.check(&input.typed_back)?;
    let passphrase = match input.lock {
        LockChoice::Keyring => None,
        LockChoice::Passphrase => Some(security::strong_enough(input.passphrase)?),
    };
    let new = NewWorkspace {
        name: input.name,
        country: input.country,
        currency: input.currency,
        language: input.language,
        owner_name: input.owner_name,
    };
    let passphrase = passphrase.as_ref().map(|passphrase| passphrase.as_str());
    session.create(&new, passphrase, &code.code).await?;
    session.tell().await
}

/// Opens the sample workspace, making it at the first time.
///
/// # Errors
/// The file system's.
pub async fn open_sample_workspace(session: &Session, input: OpenSample) -> Result<SessionState> {
    session.open_sample(input.language).await?;
    session.tell().await
}

/// Leaves the sample for the person's own workspace, or for the first start where there is none.
///
/// # Errors
/// As for opening.
pub async fn open_own_workspace(session: &Session, _input: Nothing) -> Result<SessionState> {
    session.close().await?;
    session.open_at_start().await?;
    session.tell().await
}

/// Opens the person's workspace.
///
/// # Errors
/// `wrong_secret`, with the time of the next try where it waits; `no_keyring`; `busy`; `damaged`.
pub async fn unlock(session: &Session, input: Unlock) -> Result<SessionState> {
    let secret = input.secret.unwrap_or_default();
    session.unlock_with(input.method, &secret).await?;
    session.tell().await
}

/// Locks the open workspace.
///
/// # Errors
/// `refused` where no passphrase would open it again.
pub async fn lock(session: &Session, _input: Nothing) -> Result<SessionState> {
    if !session.lock_as(LockReason::Asked).await?
        && let SessionState::Open { .. } = session.state().await?
    {
        return Err(Error::new(Code::Refused, "locking needs a passphrase"));
    }
    session.state().await
}

/// Asks the person for a file to read.
pub async fn choose_open_file(session: &Session, input: ChooseOpenFile) -> Result<Option<FileTicket>> {
    let chosen = session.host()?.choose_open(input.purpose).await;
    Ok(chosen.map(|path| session.tickets.issue(path)))
}

/// Asks the person for files to attach.
pub async fn choose_files(session: &Session, _input: Nothing) -> Result<Vec<FileTicket>> {
    let chosen = session.host()?.choose_files().await;
    Ok(chosen.into_iter().map(|path| session.tickets.issue(path)).collect())
}

/// Those of the files that a draft names that can still be used.
pub async fn known_files(session: &Session, input: KnownFiles) -> Result<Vec<FileTicket>> {
    Ok(session.tickets.known(input.tickets))
}

/// Asks the person where to write.
pub async fn choose_save_file(session: &Session, input: ChooseSaveFile) -> Result<Option<FileTicket>> {
    let chosen = session.host()?.choose_save(input.purpose, &input.suggested_name).await;
    Ok(chosen.map(|path| session.tickets.issue(path)))
}

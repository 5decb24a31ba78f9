//! How a workspace comes to be: built beside its place and moved there when it is complete.

use std::path::{Path, PathBuf};

use satchel_domain::sort_key;
use satchel_vault::{Cost, DataKey, Lock, RecoveryCode, Vault, keyring_usable};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Opened, Session, State, UnlockMethod};
use crate::clock::Clock;
use crate::data::sample;
use crate::error::{Code, Error, Result, internal};
use crate::files::name_of;
use crate::ids::WorkspaceId;
use crate::people::{Language, Role, Workspace, device, parse_country, parse_currency, required_name, user, workspace};
use crate::store::{LockFile, Store};

/// What a new workspace starts with.
#[derive(Debug, Clone)]
pub struct NewWorkspace {
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
}

impl Session {
    /// Makes the person's workspace and opens it. It is locked by the passphrase, or by the keyring where there is none.
    ///
    /// # Errors
    /// `invalid`; `busy` where there is one already; `no_keyring`.
    pub async fn create(&self, new: &NewWorkspace, passphrase: Option<&str>, code: &RecoveryCode) -> Result<()> {
        let place = self.places.workspace.clone();
        if self.has_workspace() {
            return Err(Error::new(Code::Busy, "there is a workspace here already"));
        }
        let lock = passphrase.map_or(Lock::Keyring, |passphrase| Lock::Passphrase(passphrase, Cost::STANDARD));
        let opened = self.build(&place, new, &lock, code, false).await?;
        self.enter(opened).await
    }

    /// Makes the person's workspace without a window, and gives its recovery code: eight groups joined by hyphens.
    ///
    /// # Errors
    /// As for [`create`](Self::create).
    pub async fn create_headless(&self, new: &NewWorkspace, passphrase: Option<&str>) -> Result<Zeroizing<String>> {
        let code = RecoveryCode::generate()?;
        self.create(new, passphrase, &code).await?;
        Ok(super::security::joined(&code))
    }

    /// Opens the sample. Where it can't be opened again, as without a keyring, it is made anew: it is there to be tried.
    ///
    /// # Errors
    /// The file system's.
    pub(super) async fn open_sample(&self, language: Language) -> Result<()> {
        self.close().await?;
        let place = self.places.sample.clone();
        let known = Vault::read(&place).ok();
        let key = match known {
            Some(vault) => {
                tokio::task::spawn_blocking(move || vault.unlock_with_keyring()).await.map_err(internal)?.ok()
            }
            None => None,
        };
        if let Some(key) = key {
            let lock = LockFile::take(&place)?;
            if let Ok(store) = Store::open(&place, &key).await {
                let opened = self.opened(&place, key, store, lock, None, true).await?;
                return self.enter(opened).await;
            }
        }
        if place.exists() {
            drop(LockFile::take(&place)?);
            std::fs::remove_dir_all(&place)?;
        }
        let new = NewWorkspace {
            name: sample::COMPANY.to_owned(),
            country: "CN".into(),
            currency: "CNY".into(),
            language,
            owner_name: sample::owner(language).to_owned(),
        };
        let code = RecoveryCode::generate()?;
        let usable = tokio::task::spawn_blocking(keyring_usable).await.map_err(internal)?;
        // Without a keyring nobody needs to open this sample again: the passphrase is as random as the code and forgotten.
        let forgotten: String = RecoveryCode::generate()?.groups().collect();
        let lock = if usable { Lock::Keyring } else { Lock::Passphrase(&forgotten, Cost::STANDARD) };
        let opened = self.build(&place, &new, &lock, &code, true).await?;
        self.enter(opened).await
    }

    async fn enter(&self, opened: Opened) -> Result<()> {
        let before = std::mem::replace(&mut *self.state.lock().await, State::Open(Box::new(opened)));
        self.seen();
        match before {
            State::Open(before) => before.app.close().await,
            State::Closed(_) => Ok(()),
        }
    }

    /// Builds a workspace beside its place, moves it there, and opens it.
    async fn build(
        &self,
        place: &Path,
        new: &NewWorkspace,
        lock: &Lock<'_>,
        code: &RecoveryCode,
        sample: bool,
    ) -> Result<Opened> {
        let clock = (self.clocks)();
        let id: WorkspaceId = clock.key();
        let rows = Rows::new(&clock, id, new)?;
        clear_sites(place);
        let beside = beside(place, id.0);
        private_folder(&beside)?;
        let held = LockFile::take(&beside)?;
        let built = async {
            let (_, key) = Vault::create(&beside, id.0, lock, code, clock.now().0)?;
            let store = Store::create(&beside, &key).await?;
            let written = rows.write(&store).await;
            store.close().await?;
            written.map(|()| key)
        };
        let built = built.await;
        drop(held);
        let moved = match built {
            Ok(key) => settle_in(&beside, place).map(|()| key),
            Err(error) => Err(error),
        };
        let key: DataKey = match moved {
            Ok(key) => key,
            Err(error) => {
                // What failed is told; a folder that can't be removed adds nothing to it.
                drop(std::fs::remove_dir_all(&beside));
                return Err(error);
            }
        };
        let lock_file = LockFile::take(place)?;
        let store = Store::open(place, &key).await?;
        let vault = if sample { None } else { Some(Vault::read(place)?) };
        let opened = self.opened(place, key, store, lock_file, vault, sample).await?;
        if sample {
            sample::fill(&opened.app, opened.actor, sample::SHOWN, new.language).await?;
        }
        Ok(opened)
    }

    /// Opens the workspace without asking anyone: with the passphrase where one is given, else with the keyring.
    ///
    /// # Errors
    /// As for opening; `not_a_workspace` where there is none.
    pub async fn open_headless(&self, passphrase: Option<&str>) -> Result<()> {
        if !self.has_workspace() {
            return Err(Error::new(Code::NotAWorkspace, "there is no workspace here"));
        }
        match passphrase {
            Some(passphrase) => self.unlock_with(UnlockMethod::Passphrase, passphrase).await,
            None => self.unlock_with(UnlockMethod::Keyring, "").await,
        }
    }
}

/// A folder that only this user can look into, where the system knows such a thing.
fn private_folder(folder: &Path) -> Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(folder)?)
}

/// Where a workspace is built.
fn beside(place: &Path, id: Uuid) -> PathBuf {
    place.with_file_name(format!("{}{}{SITE_END}", site_start(place), id.simple()))
}

const SITE_END: &str = ".new";

fn site_start(place: &Path) -> String {
    let name = name_of(place);
    format!(".{name}.")
}

/// Removes what a kill left of workspaces that were never complete. One that another program is building is held by it.
pub(super) fn clear_sites(place: &Path) {
    let around = place.parent().and_then(|around| std::fs::read_dir(around).ok());
    for entry in around.into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let id = name.strip_prefix(&site_start(place)).and_then(|rest| rest.strip_suffix(SITE_END));
        let left = id.is_some_and(|id| Uuid::try_parse(id).is_ok()) && LockFile::take(&entry.path()).is_ok();
        if left {
            // What can't be removed now is tried again at the next start.
            drop(std::fs::remove_dir_all(entry.path()));
        }
    }
}

/// Moves a complete workspace to its place; an empty folder there makes room.
fn settle_in(beside: &Path, place: &Path) -> Result<()> {
    if place.exists() {
        std::fs::remove_dir(place)?;
    }
    std::fs::rename(beside, place)?;
    Ok(())
}

/// The first rows, which no log can tell of because nobody existed who could have written them.
struct Rows {
    workspace: Workspace,
    device: device::Model,
    owner: user::Model,
}

impl Rows {
    fn new(clock: &Clock, id: WorkspaceId, new: &NewWorkspace) -> Result<Self> {
        let now = clock.now();
        let owner = required_name(&new.owner_name).map_err(|_| Error::invalid("ownerName", "required"))?;
        Ok(Self {
            workspace: Workspace {
                id,
                name: required_name(&new.name)?,
                country: parse_country(&new.country)?,
                currency: parse_currency(&new.currency)?,
                language: new.language,
                created_at: now,
                updated_at: now,
                deleted_at: None,
            },
            device: device::Model {
                id: clock.key(),
                name: String::new(),
                prefix: "A".into(),
                created_at: now,
                updated_at: now,
                deleted_at: None,
            },
            owner: user::Model {
                id: clock.key(),
                sort_key: sort_key(&owner),
                name: owner,
                role: Role::Owner,
                created_at: now,
                updated_at: now,
                deleted_at: None,
            },
        })
    }

    async fn write(self, store: &Store) -> Result<()> {
        let db = &store.writer;
        workspace::Entity::insert(self.workspace.into_active_model().reset_all()).exec_without_returning(db).await?;
        device::Entity::insert(self.device.into_active_model().reset_all()).exec_without_returning(db).await?;
        user::Entity::insert(self.owner.into_active_model().reset_all()).exec_without_returning(db).await?;
        Ok(())
    }
}

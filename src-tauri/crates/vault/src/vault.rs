//! The vault of one workspace: its header file and the operations on its slots.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::attempts::Attempts;
use crate::slot::{Kind, Slot};
use crate::{Cost, DataKey, Error, RecoveryCode, Result, entry, file};

/// Name of the header in the workspace's folder.
pub const HEADER_FILE: &str = "workspace.key";
/// Name of the database in the workspace's folder; where it exists, no new key is made.
pub const DATABASE_FILE: &str = "satchel.db";

pub(crate) const MAGIC: &str = "satchel-workspace-key";
pub(crate) const VERSION: u32 = 1;

/// How a new workspace is opened from day to day.
pub enum Lock<'a> {
    /// By the system's keyring, without asking.
    Keyring,
    /// By a passphrase, asked for at each start. Rules about its length are the caller's.
    Passphrase(&'a str, Cost),
}

/// The vault of one workspace, as on disk. It holds no secret; unlocking hands out the [`DataKey`].
pub struct Vault {
    folder: PathBuf,
    header: Header,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    magic: String,
    version: u32,
    workspace: Uuid,
    #[serde(with = "hex::serde")]
    check: [u8; 16],
    #[serde(default, skip_serializing_if = "Option::is_none")]
    keyring: Option<Slot>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    passphrase: Option<Slot>,
    recovery: Slot,
}

impl Vault {
    /// Makes a new data key for the workspace that will live in `folder`, which exists, and writes the header.
    ///
    /// # Errors
    /// [`Error::Exists`] when the folder holds a header or a database: a new key would make the old data unreadable
    /// for good. [`Error::NoKeyring`] or [`Error::KeyringLocked`] for [`Lock::Keyring`]. [`Error::Io`].
    pub fn create(
        folder: &Path,
        workspace: Uuid,
        lock: &Lock<'_>,
        recovery: &RecoveryCode,
        now_ms: i64,
    ) -> Result<(Self, DataKey)> {
        for name in [HEADER_FILE, DATABASE_FILE] {
            if folder.join(name).try_exists().map_err(Error::io("looking for a workspace"))? {
                return Err(Error::Exists);
            }
        }
        let key = DataKey::generate()?;
        let (keyring, passphrase) = match lock {
            Lock::Keyring => (Some(keyring_slot(workspace, &key, now_ms)?), None),
            Lock::Passphrase(text, cost) => (None, Some(passphrase_slot(workspace, text, *cost, &key, now_ms)?)),
        };
        let header = Header {
            magic: MAGIC.into(),
            version: VERSION,
            workspace,
            check: key.check(),
            keyring,
            passphrase,
            recovery: recovery_slot(workspace, recovery, &key, now_ms)?,
        };
        header.write(folder).inspect_err(|_| {
            if matches!(lock, Lock::Keyring) {
                entry::forget(workspace);
            }
        })?;
        Attempts::of(folder).clear();
        Ok((Self { folder: folder.into(), header }, key))
    }

    /// Reads the header of the workspace in `folder`. Opens nothing yet.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Newer`], [`Error::Damaged`], [`Error::Io`].
    pub fn read(folder: &Path) -> Result<Self> {
        let bytes = match file::read(&folder.join(HEADER_FILE)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Error::Missing),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => return Err(Error::Damaged("it is too large")),
            read => read.map_err(Error::io("reading workspace.key"))?,
        };
        Ok(Self { folder: folder.into(), header: Header::parse(&bytes)? })
    }

    /// The data key by way of the system's keyring.
    ///
    /// # Errors
    /// [`Error::NotSet`], [`Error::NoKeyring`], [`Error::KeyringLocked`], [`Error::KeyringMissing`],
    /// [`Error::KeyringChanged`]. After each of them the passphrase or the recovery code still opens.
    pub fn unlock_with_keyring(&self) -> Result<DataKey> {
        let slot = self.header.keyring.as_ref().ok_or(Error::NotSet)?;
        let secret = entry::read(self.header.workspace)?;
        let wrapping = slot.wrapping_key(Kind::Keyring, &*secret)?;
        self.open(slot, Kind::Keyring, &wrapping)?.ok_or(Error::KeyringChanged)
    }

    /// The data key by way of the passphrase. Five wrong tries are free, then each one costs a wait that doubles from
    /// a second to 15 minutes and survives a restart.
    ///
    /// # Errors
    /// [`Error::NotSet`], [`Error::TooSoon`], [`Error::WrongSecret`].
    pub fn unlock_with_passphrase(&self, passphrase: &str, now_ms: i64) -> Result<DataKey> {
        let slot = self.header.passphrase.as_ref().ok_or(Error::NotSet)?;
        let attempts = Attempts::of(&self.folder);
        if let Some(retry_at_ms) = attempts.retry_at(now_ms) {
            return Err(Error::TooSoon { retry_at_ms });
        }
        let wrapping = slot.wrapping_key(Kind::Passphrase, normal(passphrase).as_bytes())?;
        attempts.begin(now_ms)?;
        match self.open(slot, Kind::Passphrase, &wrapping)? {
            Some(key) => {
                attempts.clear();
                Ok(key)
            }
            None => Err(Error::WrongSecret { retry_at_ms: attempts.retry_at(now_ms) }),
        }
    }

    /// The data key by way of the recovery code, as typed. Never made to wait: 158 bits are beyond guessing, and the
    /// owner may come here because someone else used up the passphrase's tries.
    ///
    /// # Errors
    /// [`Error::WrongSecret`] for another code, a typing error, or a header that was tampered with.
    pub fn unlock_with_recovery(&self, typed: &str) -> Result<DataKey> {
        let slot = &self.header.recovery;
        let wrapping = slot.wrapping_key(Kind::Recovery, RecoveryCode::parse(typed)?.bytes())?;
        self.open(slot, Kind::Recovery, &wrapping)?.ok_or(Error::WrongSecret { retry_at_ms: None })
    }

    /// Sets or changes the passphrase.
    ///
    /// # Errors
    /// [`Error::Damaged`] for a key of another workspace, [`Error::Io`]. After an error the old header stands.
    pub fn set_passphrase(&mut self, key: &DataKey, passphrase: &str, cost: Cost, now_ms: i64) -> Result<()> {
        self.owns(key)?;
        let slot = passphrase_slot(self.header.workspace, passphrase, cost, key, now_ms)?;
        self.change(|header| header.passphrase = Some(slot))?;
        Attempts::of(&self.folder).clear();
        Ok(())
    }

    /// Removes the passphrase; the keyring opens the workspace.
    ///
    /// # Errors
    /// [`Error::LastLock`] without a keyring slot, [`Error::Io`].
    pub fn remove_passphrase(&mut self) -> Result<()> {
        if !self.has_keyring() {
            return Err(Error::LastLock);
        }
        self.change(|header| header.passphrase = None)?;
        Attempts::of(&self.folder).clear();
        Ok(())
    }

    /// Lets the system's keyring open the workspace; also repairs a missing or changed entry.
    ///
    /// # Errors
    /// [`Error::NoKeyring`], [`Error::KeyringLocked`], [`Error::Damaged`] for a key of another workspace,
    /// [`Error::Io`]. After an error the old header stands.
    pub fn store_in_keyring(&mut self, key: &DataKey, now_ms: i64) -> Result<()> {
        self.owns(key)?;
        let slot = keyring_slot(self.header.workspace, key, now_ms)?;
        self.change(|header| header.keyring = Some(slot))
    }

    /// Removes the keyring's slot, then its entry; the passphrase opens the workspace. Works without a keyring too:
    /// an entry out of reach stays, and opens nothing.
    ///
    /// # Errors
    /// [`Error::LastLock`] without a passphrase, [`Error::Io`].
    pub fn remove_keyring(&mut self) -> Result<()> {
        if !self.has_passphrase() {
            return Err(Error::LastLock);
        }
        self.change(|header| header.keyring = None)?;
        entry::forget(self.header.workspace);
        Ok(())
    }

    /// Puts a new recovery code in the place of the old one, which opens nothing from then on.
    ///
    /// # Errors
    /// [`Error::Damaged`] for a key of another workspace, [`Error::Io`]. After an error the old header stands.
    pub fn replace_recovery(&mut self, key: &DataKey, code: &RecoveryCode, now_ms: i64) -> Result<()> {
        self.owns(key)?;
        let slot = recovery_slot(self.header.workspace, code, key, now_ms)?;
        self.change(|header| header.recovery = slot)
    }

    /// The workspace's id.
    #[must_use]
    pub fn workspace(&self) -> Uuid {
        self.header.workspace
    }

    /// Whether the keyring opens this workspace.
    #[must_use]
    pub fn has_keyring(&self) -> bool {
        self.header.keyring.is_some()
    }

    /// Whether a passphrase opens this workspace.
    #[must_use]
    pub fn has_passphrase(&self) -> bool {
        self.header.passphrase.is_some()
    }

    /// When the passphrase was last set, in Unix milliseconds.
    #[must_use]
    pub fn passphrase_changed_at_ms(&self) -> Option<i64> {
        self.header.passphrase.as_ref().map(|slot| slot.created_at_ms)
    }

    /// When the recovery code was made, in Unix milliseconds.
    #[must_use]
    pub fn recovery_created_at_ms(&self) -> i64 {
        self.header.recovery.created_at_ms
    }

    /// When the next passphrase may be tried, in Unix milliseconds, if that is not yet.
    #[must_use]
    pub fn retry_at_ms(&self, now_ms: i64) -> Option<i64> {
        Attempts::of(&self.folder).retry_at(now_ms)
    }

    fn open(&self, slot: &Slot, kind: Kind, wrapping: &Zeroizing<[u8; 32]>) -> Result<Option<DataKey>> {
        let key = slot.open(kind, self.header.workspace, wrapping);
        key.map(|key| self.owns(&key).map(|()| key)).transpose()
    }

    /// Refuses another workspace's data key, which would lock this one's owner out at the next start.
    fn owns(&self, key: &DataKey) -> Result<()> {
        if key.check() == self.header.check { Ok(()) } else { Err(Error::Damaged("the data key is another one")) }
    }

    /// Writes a changed copy of the header and only then keeps it, so that memory and disk never disagree.
    fn change(&mut self, edit: impl FnOnce(&mut Header)) -> Result<()> {
        let mut header = self.header.clone();
        edit(&mut header);
        header.write(&self.folder)?;
        self.header = header;
        Ok(())
    }
}

impl Header {
    fn parse(bytes: &[u8]) -> Result<Self> {
        #[derive(Deserialize)]
        struct Start {
            magic: String,
            version: u32,
        }
        let start: Start = serde_json::from_slice(bytes).map_err(|_| Error::Damaged("it is not a key file"))?;
        if start.magic != MAGIC || start.version == 0 {
            return Err(Error::Damaged("it is not a key file"));
        }
        if start.version > VERSION {
            return Err(Error::Newer { version: start.version });
        }
        let header: Self = serde_json::from_slice(bytes).map_err(|_| Error::Damaged("a member is missing or wrong"))?;
        let plain = header.keyring.iter().chain([&header.recovery]).all(|slot| slot.cost.is_none());
        let slow = header.passphrase.iter().all(|slot| slot.cost.is_some_and(Cost::is_bearable));
        if plain && slow { Ok(header) } else { Err(Error::Damaged("a slot's cost is wrong")) }
    }

    fn write(&self, folder: &Path) -> Result<()> {
        let doing = "writing workspace.key";
        let bytes = serde_json::to_vec_pretty(self).map_err(|error| Error::io(doing)(error.into()))?;
        file::replace(&folder.join(HEADER_FILE), &bytes).map_err(Error::io(doing))
    }
}

fn keyring_slot(workspace: Uuid, key: &DataKey, now_ms: i64) -> Result<Slot> {
    let secret = entry::read_or_make(workspace)?;
    Slot::seal(Kind::Keyring, workspace, &*secret, None, key, now_ms)
}

fn passphrase_slot(workspace: Uuid, passphrase: &str, cost: Cost, key: &DataKey, now_ms: i64) -> Result<Slot> {
    Slot::seal(Kind::Passphrase, workspace, normal(passphrase).as_bytes(), Some(cost), key, now_ms)
}

fn recovery_slot(workspace: Uuid, code: &RecoveryCode, key: &DataKey, now_ms: i64) -> Result<Slot> {
    Slot::seal(Kind::Recovery, workspace, code.bytes(), None, key, now_ms)
}

/// A passphrase in Unicode NFC, since systems differ in how they deliver the same typed accents.
fn normal(passphrase: &str) -> Zeroizing<String> {
    // NFC at most triples the bytes; with room for all, no half of the passphrase is left behind by growing.
    let mut normal = Zeroizing::new(String::with_capacity(passphrase.len() * 3));
    normal.extend(passphrase.nfc());
    normal
}

//! The entry in the system's keyring: Secret Service, Keychain or Credential Manager.
//!
//! It holds 32 random bytes that wrap the data key, not the data key: an entry that was changed is noticed because it
//! no longer unwraps, and removing the slot from the header makes the entry worthless.

use keyring::v1::{Entry, Error as KeyringError};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::key::{KEY, fill_random};
use crate::{Error, Result};

const SERVICE: &str = "Satchel";

/// The content of a workspace's entry.
pub(crate) type EntrySecret = Zeroizing<[u8; KEY]>;

/// Whether this session has a keyring that keeps what it is given. Found out by storing, reading and deleting an entry
/// with a name of its own; a locked keyring may ask the user to unlock it. Decided once per process where no service
/// answers at all.
#[must_use]
pub fn keyring_usable() -> bool {
    fn probe() -> Result<()> {
        let mut name = [0; 8];
        fill_random(&mut name)?;
        let entry = entry(&format!("probe-{}", hex::encode(name)))?;
        let kept = write(&entry);
        let deleted = entry.delete_credential().map_err(translate);
        kept.and(deleted)
    }
    probe().is_ok()
}

/// The secret of a workspace's entry.
///
/// # Errors
/// [`Error::NoKeyring`], [`Error::KeyringLocked`], [`Error::KeyringMissing`], or [`Error::KeyringChanged`] for an
/// entry that we cannot have written.
pub(crate) fn read(workspace: Uuid) -> Result<EntrySecret> {
    get(&entry(&workspace.to_string())?)
}

/// The secret of a workspace's entry, made if there is none. One that is there is used as it is: a copy of the
/// workspace's folder may depend on it, and so does the slot on disk until a new one is written.
///
/// # Errors
/// [`Error::NoKeyring`], [`Error::KeyringLocked`], or [`Error::Io`] without random bytes.
pub(crate) fn read_or_make(workspace: Uuid) -> Result<EntrySecret> {
    let entry = entry(&workspace.to_string())?;
    match get(&entry) {
        Err(Error::KeyringMissing | Error::KeyringChanged) => write(&entry),
        found => found,
    }
}

/// Deletes a workspace's entry. Failing is harmless: an entry without its slot opens nothing.
pub(crate) fn forget(workspace: Uuid) {
    if let Ok(entry) = entry(&workspace.to_string()) {
        let _ = entry.delete_credential();
    }
}

fn entry(user: &str) -> Result<Entry> {
    if let Err(error) = Entry::store_status() {
        return Err(Error::NoKeyring(error.to_string()));
    }
    Entry::new(SERVICE, user).map_err(translate)
}

fn get(entry: &Entry) -> Result<EntrySecret> {
    let bytes = Zeroizing::new(entry.get_secret().map_err(translate)?);
    let secret = <[u8; KEY]>::try_from(bytes.as_slice()).map_err(|_| Error::KeyringChanged)?;
    Ok(Zeroizing::new(secret))
}

/// Stores new random bytes and reads them back, for services that accept what they don't keep.
fn write(entry: &Entry) -> Result<EntrySecret> {
    let mut secret = EntrySecret::default();
    fill_random(&mut *secret)?;
    entry.set_secret(&*secret).map_err(translate)?;
    match get(entry)? {
        kept if *kept == *secret => Ok(secret),
        _ => Err(Error::NoKeyring("it did not keep what it was given".into())),
    }
}

/// The service's error as ours. Only variants whose text cannot hold the secret are turned into text.
#[expect(clippy::needless_pass_by_value, reason = "the shape of map_err")]
fn translate(error: KeyringError) -> Error {
    match error {
        KeyringError::NoEntry => Error::KeyringMissing,
        KeyringError::NoStorageAccess(_) => Error::KeyringLocked(error.to_string()),
        KeyringError::BadEncoding(_) | KeyringError::BadDataFormat(..) | KeyringError::Ambiguous(_) => {
            Error::KeyringChanged
        }
        _ => Error::NoKeyring(error.to_string()),
    }
}

//! The data key and what is derived from it.

use std::fmt;
use std::io;

use hkdf::Hkdf;
use rand::TryRng;
use rand::rngs::SysRng;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{Error, Result};

/// Bytes of a key.
pub(crate) const KEY: usize = 32;

/// The random 256-bit key of a workspace. Wiped when dropped; boxed, so that a move copies a pointer and not the key.
pub struct DataKey(Box<Zeroizing<[u8; KEY]>>);

impl DataKey {
    /// A new random key that no vault knows, for what dies with the session, such as sample data. A workspace's key is
    /// made by [`Vault::create`](crate::Vault::create).
    ///
    /// # Errors
    /// [`Error::Io`] when the system has no random bytes.
    pub fn generate() -> Result<Self> {
        let mut key = Self::zero();
        fill_random(key.bytes_mut())?;
        Ok(key)
    }

    /// All zero, to be filled in place.
    pub(crate) fn zero() -> Self {
        Self(Box::new(Zeroizing::new([0; KEY])))
    }

    pub(crate) fn bytes(&self) -> &[u8; KEY] {
        &self.0
    }

    pub(crate) fn bytes_mut(&mut self) -> &mut [u8; KEY] {
        &mut self.0
    }

    /// The key for one purpose, such as `"search-index"`: HKDF-SHA256 with the info `satchel/v1/<purpose>`. Different
    /// purposes give unrelated keys, and none of them gives back the data key.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; KEY]> {
        let mut key = Zeroizing::new([0; KEY]);
        expand(None, self.bytes(), purpose, &mut *key);
        key
    }

    /// The raw key of the encrypted database: the key derived for `"database"`, as 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.derive("database").as_slice()))
    }

    /// A public fingerprint that tells this data key from another workspace's.
    pub(crate) fn check(&self) -> [u8; 16] {
        let mut check = [0; 16];
        expand(None, self.bytes(), "key-check", &mut check);
        check
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(hidden)")
    }
}

/// HKDF-SHA256 of `key` with the info `satchel/v1/<purpose>`.
#[expect(clippy::expect_used, reason = "HKDF-SHA256 gives up to 8160 bytes and nobody here asks for more than 32")]
pub(crate) fn expand(salt: Option<&[u8]>, key: &[u8], purpose: &str, out: &mut [u8]) {
    Hkdf::<Sha256>::new(salt, key)
        .expand_multi_info(&[b"satchel/v1/", purpose.as_bytes()], out)
        .expect("at most 8160 bytes");
}

/// Fills `bytes` from the operating system's generator.
pub(crate) fn fill_random(bytes: &mut [u8]) -> Result<()> {
    SysRng
        .try_fill_bytes(bytes)
        .map_err(|error| Error::io("asking the system for random bytes")(io::Error::other(error)))
}

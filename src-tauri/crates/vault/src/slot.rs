//! One way of opening the workspace: the data key wrapped under one secret.

use std::io;

use aes_gcm::{AeadInOut, Aes256Gcm, KeyInit};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::key::{DataKey, KEY, expand, fill_random};
use crate::vault::{MAGIC, VERSION};
use crate::{Error, Result};

/// Which secret opens a slot. The numbers are part of the file format.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Keyring = 1,
    Passphrase = 2,
    Recovery = 3,
}

/// What one guess at a passphrase costs with Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
}

impl Cost {
    /// 64 MiB, three passes: about half a second, RFC 9106's choice for machines that cannot spare 2 GiB.
    pub const STANDARD: Self = Self { memory_kib: 64 * 1024, passes: 3 };

    /// Whether this program is willing to pay it: an edited header must not be able to exhaust the machine.
    pub(crate) fn is_bearable(self) -> bool {
        (8..=1024 * 1024).contains(&self.memory_kib) && (1..=64).contains(&self.passes)
    }
}

/// A slot as stored; the crate's documentation specifies every byte.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slot {
    pub(crate) created_at_ms: i64,
    #[serde(with = "hex::serde")]
    salt: [u8; 16],
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cost: Option<Cost>,
    #[serde(with = "hex::serde")]
    nonce: [u8; 12],
    #[serde(with = "hex::serde")]
    wrapped: [u8; KEY],
    #[serde(with = "hex::serde")]
    tag: [u8; 16],
}

/// A slot's wrapping key.
pub(crate) type WrappingKey = Zeroizing<[u8; KEY]>;

impl Slot {
    /// Wraps the data key for a new slot with a fresh salt and nonce. `cost` is for passphrases and only for them.
    pub(crate) fn seal(
        kind: Kind,
        workspace: Uuid,
        secret: &[u8],
        cost: Option<Cost>,
        key: &DataKey,
        now_ms: i64,
    ) -> Result<Self> {
        let mut slot =
            Self { created_at_ms: now_ms, salt: [0; 16], cost, nonce: [0; 12], wrapped: [0; KEY], tag: [0; 16] };
        fill_random(&mut slot.salt)?;
        fill_random(&mut slot.nonce)?;
        let wrapping = slot.wrapping_key(kind, secret)?;
        let bound = slot.bound_to(kind, workspace);
        slot.encrypt(key, &wrapping, &bound);
        Ok(slot)
    }

    #[expect(clippy::expect_used, reason = "AES-GCM refuses only texts of many gigabytes")]
    fn encrypt(&mut self, key: &DataKey, wrapping: &WrappingKey, bound: &[u8]) {
        self.wrapped = *key.bytes();
        let cipher = Aes256Gcm::new((&**wrapping).into());
        let tag = cipher
            .encrypt_inout_detached(&self.nonce.into(), bound, self.wrapped.as_mut_slice().into())
            .expect("32 bytes are not too long");
        self.tag = tag.into();
    }

    /// The wrapping key that this secret gives; slow for a passphrase.
    ///
    /// # Errors
    /// [`Error::Io`] when there is no memory for Argon2id.
    pub(crate) fn wrapping_key(&self, kind: Kind, secret: &[u8]) -> Result<WrappingKey> {
        let mut key = Zeroizing::new([0; KEY]);
        match (kind, self.cost) {
            (Kind::Keyring, _) => expand(Some(&self.salt), secret, "slot-keyring", &mut *key),
            (Kind::Recovery, _) => expand(Some(&self.salt), secret, "slot-recovery", &mut *key),
            (Kind::Passphrase, Some(cost)) => argon2id(cost, secret, &self.salt, &mut key)?,
            (Kind::Passphrase, None) => return Err(Error::Damaged("the passphrase slot has no cost")),
        }
        Ok(key)
    }

    /// The data key, or `None` when the wrapping key is another one or a byte of the slot was changed: the two cannot
    /// be told apart.
    pub(crate) fn open(&self, kind: Kind, workspace: Uuid, wrapping: &WrappingKey) -> Option<DataKey> {
        let mut key = DataKey::zero();
        key.bytes_mut().copy_from_slice(&self.wrapped);
        let cipher = Aes256Gcm::new((&**wrapping).into());
        let bound = self.bound_to(kind, workspace);
        let text = key.bytes_mut().as_mut_slice().into();
        cipher.decrypt_inout_detached(&self.nonce.into(), &bound, text, &self.tag.into()).ok()?;
        Some(key)
    }

    /// The associated data: everything of the slot that is not the ciphertext, and where it belongs.
    fn bound_to(&self, kind: Kind, workspace: Uuid) -> Vec<u8> {
        let (memory_kib, passes) = self.cost.map_or((0, 0), |cost| (cost.memory_kib, cost.passes));
        let mut bound = MAGIC.as_bytes().to_vec();
        bound.extend(VERSION.to_be_bytes());
        bound.push(kind as u8);
        bound.extend(workspace.as_bytes());
        bound.extend(self.created_at_ms.to_be_bytes());
        bound.extend(self.salt);
        bound.extend(memory_kib.to_be_bytes());
        bound.extend(passes.to_be_bytes());
        bound
    }
}

fn argon2id(cost: Cost, secret: &[u8], salt: &[u8], out: &mut [u8; KEY]) -> Result<()> {
    let impossible = Error::Damaged("the passphrase slot asks for an impossible cost");
    if !cost.is_bearable() {
        return Err(impossible);
    }
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(KEY)).map_err(|_| impossible)?;
    // Our own memory, because it is the one copy of the intermediate state and has to be wiped.
    let mut memory: Zeroizing<Vec<Block>> = Zeroizing::default();
    let blocks = params.block_count();
    memory
        .try_reserve_exact(blocks)
        .map_err(|_| Error::io("making room for Argon2id")(io::ErrorKind::OutOfMemory.into()))?;
    memory.resize_with(blocks, Block::new);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into_with_memory(secret, salt, out, memory.as_mut_slice())
        .map_err(|error| Error::io("deriving the key of a passphrase")(io::Error::other(error)))
}

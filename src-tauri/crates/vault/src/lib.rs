//! The keys of a workspace.
//!
//! Everything Satchel keeps on disk is encrypted with keys derived from one random 256-bit **data key**. The data key
//! is never stored in clear: the file `workspace.key` in the workspace's folder holds it wrapped once per way of
//! opening the workspace, its **slots**.
//!
//! | slot | opened by | wrapping key |
//! |---|---|---|
//! | keyring | 32 random bytes in the system's keyring, service `Satchel`, user = the workspace's id | HKDF-SHA256 |
//! | passphrase | what the user types, in Unicode NFC | Argon2id, its cost stored in the slot |
//! | recovery | 32 characters on paper, 158 bits | HKDF-SHA256: nobody guesses 158 bits, so slowness buys nothing |
//!
//! The recovery slot always exists, and one of the other two does. Changing a slot leaves the data key alone.
//!
//! # `workspace.key`, version 1
//!
//! A JSON object; byte strings are lower-case hexadecimal; unknown members are refused.
//!
//! ```text
//! magic       "satchel-workspace-key"
//! version     1; a higher one is refused as newer
//! workspace   UUID
//! check       16 bytes, HKDF(salt = none, key = data key, info = "satchel/v1/key-check")
//! keyring     slot, may be absent
//! passphrase  slot, may be absent
//! recovery    slot
//!
//! slot: created_at_ms  i64, when it was set
//!       salt           16 bytes
//!       cost           passphrase only: { memory_kib, passes }
//!       nonce          12 bytes
//!       wrapped        32 bytes } AES-256-GCM of the data key under the wrapping key
//!       tag            16 bytes }
//! ```
//!
//! The wrapping key is Argon2id v1.3 (one lane) of the secret and `salt`, or
//! HKDF(salt = `salt`, key = secret, info = `"satchel/v1/slot-keyring"` or `"satchel/v1/slot-recovery"`).
//! The associated data binds a slot to its place, so that a slot moved or edited does not open:
//! `"satchel-workspace-key" ‖ version u32 ‖ kind u8 (1 keyring, 2 passphrase, 3 recovery) ‖ workspace 16 bytes ‖
//! created_at_ms i64 ‖ salt ‖ memory_kib u32 ‖ passes u32` (both 0 without a cost), integers big-endian.
//!
//! `workspace.attempts` beside it counts wrong passphrases. It slows a person at the keyboard; against someone who
//! took the files away, only Argon2id and a good passphrase count.
//!
//! Files that belong to the workspace and are no database, such as attachments, lie in a [`SealedFolder`].
//!
//! # What this crate must never know
//!
//! The database and its contents, the workspace's name (the header is readable by anyone), the user interface, the
//! clock: time comes in as an argument. No secret appears in `Debug`, in an error, or in a log.
//!
//! Calls block: Argon2id takes about half a second, and the keyring may ask the user to unlock it. Call from a thread
//! that may wait.

mod attempts;
mod code;
mod entry;
mod error;
mod file;
mod key;
mod sealed;
mod slot;
mod vault;

pub use code::RecoveryCode;
pub use entry::keyring_usable;
pub use error::{Error, Result};
pub use key::DataKey;
pub use sealed::{Digest, Sealed, SealedFolder, SealedReader, SealedWriter};
pub use slot::Cost;
pub use vault::{DATABASE_FILE, HEADER_FILE, Lock, Vault};

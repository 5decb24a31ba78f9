//! What can go wrong, as far as a caller acts on the difference.

use std::io;

/// Result of the operations on a vault.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a vault did not open or change. No variant carries a secret.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The passphrase or recovery code does not open this workspace.
    #[error("wrong passphrase or recovery code")]
    WrongSecret {
        /// When the next try is allowed, in Unix milliseconds; `None` = at once.
        retry_at_ms: Option<i64>,
    },
    /// Too many wrong passphrases; this one was not tried.
    #[error("too many wrong passphrases")]
    TooSoon {
        /// When the next try is allowed, in Unix milliseconds.
        retry_at_ms: i64,
    },
    /// This session has no working keyring service. The text is the service's own, for a log.
    #[error("no keyring service: {0}")]
    NoKeyring(String),
    /// The keyring is locked, or the user declined to open it. The text is the service's own, for a log.
    #[error("the keyring is locked: {0}")]
    KeyringLocked(String),
    /// The keyring answers but holds no entry for this workspace.
    #[error("the keyring has no entry for this workspace")]
    KeyringMissing,
    /// The keyring's entry is not the one that this workspace was locked with.
    #[error("the keyring's entry does not open this workspace")]
    KeyringChanged,
    /// This way of opening the workspace is not set up.
    #[error("this way of opening the workspace is not set up")]
    NotSet,
    /// Neither keyring nor passphrase would be left.
    #[error("a workspace needs the keyring or a passphrase beside its recovery code")]
    LastLock,
    /// The folder already holds a workspace; nothing was touched.
    #[error("the folder already holds a workspace")]
    Exists,
    /// The folder holds no `workspace.key`.
    #[error("the folder holds no workspace")]
    Missing,
    /// `workspace.key` is not what this program wrote.
    #[error("workspace.key is damaged: {0}")]
    Damaged(&'static str),
    /// `workspace.key` was written by a newer program.
    #[error("workspace.key has version {version}, newer than this program")]
    Newer {
        /// The version found.
        version: u32,
    },
    /// The system refused.
    #[error("{doing}: {source}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

impl Error {
    /// Names what was being done when the system refused, for `map_err`.
    pub(crate) fn io(doing: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { doing, source }
    }
}

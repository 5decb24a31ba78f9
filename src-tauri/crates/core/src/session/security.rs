//! What opens the workspace, and how that is changed.

use satchel_vault::{Cost, DataKey, RecoveryCode, Vault, keyring_usable};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

use super::{Session, State};
use crate::Nothing;
use crate::error::{Code, Error, Result, internal};
use crate::ids::Timestamp;

/// A passphrase shorter than this is refused.
const SHORTEST_PASSPHRASE: usize = 8;

/// A new recovery code, shown once.
#[derive(Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "RecoveryCode")]
pub struct NewRecoveryCode {
    /// Eight groups of four characters.
    pub groups: Vec<String>,
    /// The numbers, from 1, of the two groups to type back.
    pub ask: [usize; 2],
}

/// What opens the workspace.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SecurityState {
    /// Whether a passphrase does.
    pub passphrase: bool,
    /// Since when.
    pub passphrase_changed_at: Option<Timestamp>,
    /// Whether this computer's keyring does.
    pub keyring: bool,
    /// Whether this computer has one that can.
    pub keyring_usable: bool,
    /// Since when the recovery code does; none for the sample.
    pub recovery_created_at: Option<Timestamp>,
    /// Whether this system tells when its screen is locked and before it sleeps; elsewhere a sleep shows afterwards.
    pub sees_screen_lock: bool,
}

/// A new passphrase.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct SetPassphrase {
    /// The present one, where there is one.
    #[serde(default)]
    #[ts(as = "Option<String>")]
    pub current: Option<Zeroizing<String>>,
    /// The new one.
    #[ts(type = "string")]
    pub passphrase: Zeroizing<String>,
}

/// Whether the keyring opens the workspace.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetKeyring {
    /// Whether it shall.
    pub enabled: bool,
}

/// Proof that the new recovery code was written down.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReplaceRecoveryCode {
    /// The two groups that were asked for.
    pub typed_back: Vec<String>,
}

/// A recovery code to try.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TestRecoveryCode {
    /// The code as typed.
    #[ts(type = "string")]
    pub code: Zeroizing<String>,
}

/// Whether a code opens the workspace.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CodeTest {
    /// Whether it does.
    pub opens: bool,
}

/// A code that was shown and not yet taken into use.
pub(super) struct PendingCode {
    pub code: RecoveryCode,
    ask: [usize; 2],
}

impl PendingCode {
    /// Whether the groups that were asked for came back.
    pub fn check(&self, typed: &[String]) -> Result<()> {
        let right = typed.len() == self.ask.len()
            && self.ask.iter().zip(typed).all(|(number, group)| self.code.has_group(*number, group));
        if right { Ok(()) } else { Err(Error::invalid("typedBack", "differs")) }
    }
}

/// Makes a recovery code and shows it; nothing changes until two of its groups are typed back.
///
/// # Errors
/// The system's, where it gives no randomness.
pub async fn new_recovery_code(session: &Session, _input: Nothing) -> Result<NewRecoveryCode> {
    let code = RecoveryCode::generate()?;
    let first = rand::random_range(1..=4);
    let ask = [first, rand::random_range(5..=8)];
    let shown = NewRecoveryCode { groups: code.groups().map(ToOwned::to_owned).collect(), ask };
    *session.code.lock().await = Some(PendingCode { code, ask });
    Ok(shown)
}

/// Copies the shown recovery code, for a minute.
///
/// # Errors
/// `not_found` where none is shown; `not_here` where the clipboard can't be used.
pub async fn copy_recovery_code(session: &Session, _input: Nothing) -> Result<()> {
    let code = session.code.lock().await.as_ref().map(|pending| joined(&pending.code));
    let code = code.ok_or_else(|| Error::not_found("recovery code"))?;
    if session.host()?.copy_secret(code).await {
        return Ok(());
    }
    Err(Error::new(Code::NotHere, "the clipboard can't be used"))
}

/// A code as it is written down.
pub(super) fn joined(code: &RecoveryCode) -> Zeroizing<String> {
    Zeroizing::new(code.groups().collect::<Vec<_>>().join("-"))
}

/// A passphrase that is long enough.
pub(super) fn strong_enough(passphrase: Option<Zeroizing<String>>) -> Result<Zeroizing<String>> {
    let passphrase = passphrase.unwrap_or_default();
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        return Err(Error::invalid("passphrase", "too_short"));
    }
    Ok(passphrase)
}

/// What opens the workspace.
///
/// # Errors
/// `locked`.
pub async fn get_security(session: &Session, _input: Nothing) -> Result<SecurityState> {
    let usable = tokio::task::spawn_blocking(keyring_usable).await.map_err(internal)?;
    match &*session.state.lock().await {
        State::Open(opened) => {
            let vault = opened.vault.as_ref();
            Ok(SecurityState {
                passphrase: vault.is_some_and(Vault::has_passphrase),
                passphrase_changed_at: vault.and_then(Vault::passphrase_changed_at_ms).map(Timestamp),
                keyring: vault.is_some_and(Vault::has_keyring),
                keyring_usable: usable,
                recovery_created_at: vault.map(|vault| Timestamp(vault.recovery_created_at_ms())),
                sees_screen_lock: cfg!(target_os = "linux"),
            })
        }
        State::Closed(_) => Err(Error::new(Code::Locked, "no workspace is open")),
    }
}

/// Sets or changes the passphrase.
///
/// # Errors
/// `wrong_secret` where the present one is wrong; `invalid` where the new one is short; `refused` for the sample.
pub async fn set_passphrase(session: &Session, input: SetPassphrase) -> Result<SecurityState> {
    let passphrase = strong_enough(Some(input.passphrase))?;
    let current = input.current.unwrap_or_default();
    change(session, move |vault, key, now| {
        if vault.has_passphrase() {
            drop(vault.unlock_with_passphrase(&current, now)?);
        }
        vault.set_passphrase(key, &passphrase, Cost::STANDARD, now)
    })
    .await
}

/// Lets the keyring open the workspace, or no longer.
///
/// # Errors
/// `invalid` where nothing but the recovery code would be left; `no_keyring`; `refused` for the sample.
pub async fn set_keyring(session: &Session, input: SetKeyring) -> Result<SecurityState> {
    change(session, move |vault, key, now| match input.enabled {
        true => vault.store_in_keyring(key, now),
        false => vault.remove_keyring(),
    })
    .await
}

/// Takes the shown recovery code into use; the old one ends.
///
/// # Errors
/// `invalid` where the groups differ; `refused` for the sample.
pub async fn replace_recovery_code(session: &Session, input: ReplaceRecoveryCode) -> Result<SecurityState> {
    let pending = session.code.lock().await.take().ok_or_else(|| Error::invalid("typedBack", "required"))?;
    if let Err(error) = pending.check(&input.typed_back) {
        *session.code.lock().await = Some(pending);
        return Err(error);
    }
    change(session, move |vault, key, now| vault.replace_recovery(key, &pending.code, now)).await
}

/// Whether a recovery code opens the workspace.
///
/// # Errors
/// `locked`; `refused` for the sample.
pub async fn test_recovery_code(session: &Session, input: TestRecoveryCode) -> Result<CodeTest> {
    match &*session.state.lock().await {
        State::Open(opened) => {
            let vault = opened.vault.as_ref().ok_or_else(sample_has_none)?;
            Ok(CodeTest { opens: vault.unlock_with_recovery(&input.code).is_ok() })
        }
        State::Closed(_) => Err(Error::new(Code::Locked, "no workspace is open")),
    }
}

fn sample_has_none() -> Error {
    Error::new(Code::Refused, "the sample workspace is not locked")
}

/// Changes the header of the open workspace, off the async threads since a passphrase takes its time.
async fn change(
    session: &Session,
    change: impl FnOnce(&mut Vault, &DataKey, i64) -> satchel_vault::Result<()> + Send + 'static,
) -> Result<SecurityState> {
    let now = (session.clocks)().now();
    {
        let mut state = session.state.lock().await;
        let State::Open(opened) = &mut *state else { return Err(Error::new(Code::Locked, "no workspace is open")) };
        if opened.actor.role != crate::people::Role::Owner {
            return Err(Error::new(Code::Refused, "only the owner changes keys"));
        }
        let vault = opened.vault.as_mut().ok_or_else(sample_has_none)?;
        tokio::task::block_in_place(|| change(vault, &opened.key, now.0))?;
    }
    session.tell().await?;
    get_security(session, Nothing {}).await
}

//! The system's keyring: with a real Secret Service when `SATCHEL_TEST_KEYRING=1`, and always without any.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::path::Path;
use std::process::Command;

use keyring::v1::Entry;
use satchel_vault::{Cost, Error, HEADER_FILE, Lock, RecoveryCode, Vault, keyring_usable};
use uuid::Uuid;

const CHEAP: Cost = Cost { memory_kib: 64, passes: 1 };
const CHILD: &str = "SATCHEL_VAULT_CHILD";

#[test]
fn a_real_secret_service_opens_a_workspace() {
    if std::env::var_os("SATCHEL_TEST_KEYRING").is_none_or(|set| set != "1") {
        skipped();
        return;
    }
    assert!(keyring_usable(), "the service keeps what it is given");
    let folder = tempfile::tempdir().unwrap();
    let workspace = Uuid::now_v7();
    let recovery = RecoveryCode::generate().unwrap();
    let code = recovery.groups().collect::<String>();
    let (_, key) = Vault::create(folder.path(), workspace, &Lock::Keyring, &recovery, 1).unwrap();
    let mut vault = Vault::read(folder.path()).unwrap();
    assert!(vault.has_keyring() && !vault.has_passphrase());
    assert_eq!(*vault.unlock_with_keyring().unwrap().hex(), *key.hex());
    assert!(matches!(vault.remove_keyring(), Err(Error::LastLock)));

    let entry = Entry::new("Satchel", &workspace.to_string()).unwrap();
    let kept = entry.get_secret().unwrap();
    assert_eq!(kept.len(), 32);
    assert!(hex::encode(&kept) != *key.hex() && kept != *key.derive("database"), "it is not the data key");

    // Stored again, as after a restored backup: the entry stays, so that a copy of the folder opens as well.
    vault.store_in_keyring(&key, 2).unwrap();
    assert_eq!(entry.get_secret().unwrap(), kept);

    for changed in [&[7; 32][..], b"short", b""] {
        entry.set_secret(changed).unwrap();
        assert!(matches!(vault.unlock_with_keyring(), Err(Error::KeyringChanged)), "{} bytes", changed.len());
    }
    assert_eq!(*vault.unlock_with_recovery(&code).unwrap().hex(), *key.hex(), "the recovery code still opens");
    vault.store_in_keyring(&key, 3).unwrap();
    assert_eq!(*vault.unlock_with_keyring().unwrap().hex(), *key.hex(), "stored again, the keyring opens");

    entry.delete_credential().unwrap();
    assert!(matches!(vault.unlock_with_keyring(), Err(Error::KeyringMissing)));
    vault.store_in_keyring(&key, 4).unwrap();
    assert_eq!(*Vault::read(folder.path()).unwrap().unlock_with_keyring().unwrap().hex(), *key.hex());

    vault.set_passphrase(&key, "p", CHEAP, 5).unwrap();
    vault.remove_keyring().unwrap();
    assert!(matches!(vault.unlock_with_keyring(), Err(Error::NotSet)));
    assert!(entry.get_secret().is_err(), "nothing of ours stays in the keyring");

    vault.store_in_keyring(&key, 6).unwrap();
    lock_keyring();
    let locked = vault.unlock_with_keyring();
    assert!(matches!(locked, Err(Error::KeyringLocked(_))), "nobody is there to unlock it: {locked:?}");
    assert!(!keyring_usable());
    vault.remove_keyring().unwrap();
    assert!(!Vault::read(folder.path()).unwrap().has_keyring(), "the slot goes even when the entry is out of reach");
    assert_eq!(*Vault::read(folder.path()).unwrap().unlock_with_passphrase("p", 7).unwrap().hex(), *key.hex());
}

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn skipped() {
    eprintln!("skipped: needs a session bus with a Secret Service of its own; set SATCHEL_TEST_KEYRING=1 there");
}

/// Locks every collection of the service, as a desktop does when the session is locked.
fn lock_keyring() {
    let asked = Command::new("dbus-send")
        .args(["--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"])
        .args(["org.freedesktop.Secret.Service.Lock", "array:objpath:/org/freedesktop/secrets/aliases/default"])
        .output()
        .unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
}

/// The keyring library looks for a service once per process, so this one runs in a process without a bus.
#[test]
fn without_a_bus_the_keyring_is_named_missing_and_the_passphrase_opens() {
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "child_without_a_bus", "--nocapture"])
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
        .env(CHILD, "1")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(String::from_utf8_lossy(&run.stdout).contains("1 passed"), "the child ran its test");
}

#[test]
#[ignore = "runs only as the child of the test above"]
fn child_without_a_bus() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    assert!(!keyring_usable());
    let folder = tempfile::tempdir().unwrap();
    let workspace = Uuid::now_v7();
    let recovery = RecoveryCode::generate().unwrap();
    let refused = Vault::create(folder.path(), workspace, &Lock::Keyring, &recovery, 1);
    assert!(matches!(refused, Err(Error::NoKeyring(_))));
    assert!(!folder.path().join(HEADER_FILE).exists(), "nothing is left of a refused workspace");

    let lock = Lock::Passphrase("p", CHEAP);
    let (mut vault, key) = Vault::create(folder.path(), workspace, &lock, &recovery, 1).unwrap();
    assert!(matches!(vault.store_in_keyring(&key, 2), Err(Error::NoKeyring(_))));
    assert!(!vault.has_keyring());
    pretend_keyring_slot(folder.path());
    let moved_here = Vault::read(folder.path()).unwrap();
    assert!(matches!(moved_here.unlock_with_keyring(), Err(Error::NoKeyring(_))), "a folder from another machine");
    assert!(moved_here.unlock_with_passphrase("p", 3).is_ok());
}

/// Gives the header a keyring slot, as on the machine that it came from.
fn pretend_keyring_slot(folder: &Path) {
    let path = folder.join(HEADER_FILE);
    let mut header: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    header["keyring"] = header["recovery"].clone();
    std::fs::write(&path, serde_json::to_vec(&header).unwrap()).unwrap();
}

//! The vault on a real folder: slots, tampering, waiting, interruption. The keyring is in `keyring.rs`.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::fs;
use std::path::Path;
use std::process::{Child, Command};

use satchel_vault::{Cost, DATABASE_FILE, DataKey, Error, HEADER_FILE, Lock, RecoveryCode, Vault};
use serde_json::Value;
use tempfile::TempDir;
use uuid::Uuid;

/// Cheap, so that tests are quick; the standard cost has a test of its own.
const CHEAP: Cost = Cost { memory_kib: 64, passes: 1 };
const WORKSPACE: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
const START: i64 = 1_800_000_000_000;

struct Made {
    folder: TempDir,
    vault: Vault,
    key: DataKey,
    code: String,
}

fn made(passphrase: &str) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let recovery = RecoveryCode::generate().unwrap();
    let lock = Lock::Passphrase(passphrase, CHEAP);
    let (vault, key) = Vault::create(folder.path(), WORKSPACE, &lock, &recovery, START).unwrap();
    Made { folder, vault, key, code: recovery.groups().collect::<Vec<_>>().join("-") }
}

fn header(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join(HEADER_FILE)).unwrap()).unwrap()
}

fn write_header(folder: &Path, header: &Value) {
    fs::write(folder.join(HEADER_FILE), serde_json::to_vec(header).unwrap()).unwrap();
}

#[expect(clippy::needless_pass_by_value, reason = "reads better at the call")]
fn is_wrong<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::WrongSecret { .. }))
}

#[test]
fn passphrase_and_recovery_code_open_the_same_key() {
    let made = made("correct horse");
    let vault = Vault::read(made.folder.path()).unwrap();
    assert_eq!(vault.workspace(), WORKSPACE);
    assert_eq!(*vault.unlock_with_passphrase("correct horse", START).unwrap().hex(), *made.key.hex());
    assert_eq!(*vault.unlock_with_recovery(&made.code.to_lowercase()).unwrap().hex(), *made.key.hex());
    assert!(vault.has_passphrase() && !vault.has_keyring());
    assert!(matches!(vault.unlock_with_keyring(), Err(Error::NotSet)));
    assert_eq!((vault.passphrase_changed_at_ms(), vault.recovery_created_at_ms()), (Some(START), START));
}

#[test]
fn the_standard_cost_opens() {
    let folder = tempfile::tempdir().unwrap();
    let lock = Lock::Passphrase("p", Cost::STANDARD);
    let recovery = RecoveryCode::generate().unwrap();
    let (vault, key) = Vault::create(folder.path(), WORKSPACE, &lock, &recovery, START).unwrap();
    assert_eq!(header(folder.path())["passphrase"]["cost"]["memory_kib"], 65_536, "64 MiB");
    assert_eq!(*vault.unlock_with_passphrase("p", START).unwrap().hex(), *key.hex());
}

/// The fixture was written by other programs (Node's crypto, the argon2 reference tool) after the crate's description
/// of the format, for the data key 00 01 … 1f. While it opens, description and code agree and old files stay readable.
#[test]
fn a_version_1_file_written_elsewhere_opens() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(HEADER_FILE), include_bytes!("fixtures/version-1.key")).unwrap();
    let vault = Vault::read(folder.path()).unwrap();
    let database = "741df1c7f9400ae91900cbb0688d493ba9336eb96859c503d9bdf54e35b77013";
    assert_eq!(*vault.unlock_with_passphrase("passphrase", START).unwrap().hex(), database);
    assert_eq!(*vault.unlock_with_recovery("ABCD EFGH JKMN PQRS TUVW XYZ2 3456 789A").unwrap().hex(), database);
}

#[test]
fn wrong_secrets_open_nothing() {
    let made = made("correct horse");
    let other = RecoveryCode::generate().unwrap();
    assert!(is_wrong(made.vault.unlock_with_passphrase("Correct horse", START)));
    assert!(is_wrong(made.vault.unlock_with_passphrase("", START)));
    assert!(is_wrong(made.vault.unlock_with_recovery(&other.groups().collect::<String>())));
    let swapped = format!("{}{}", &made.code[5..], &made.code[..5]).replace("--", "-");
    assert!(is_wrong(made.vault.unlock_with_recovery(&swapped)), "groups in another order are another code");
    assert!(is_wrong(made.vault.unlock_with_recovery("not a code")));
}

#[test]
fn accents_typed_in_either_unicode_form_are_the_same_passphrase() {
    let made = made("Zu\u{308}rich 密码");
    assert!(made.vault.unlock_with_passphrase("Z\u{fc}rich 密码", START).is_ok());
}

#[test]
fn derived_keys_differ_by_purpose_and_from_the_data_key() {
    let made = made("p");
    let search = made.key.derive("search-index");
    assert_eq!(*search, *made.key.derive("search-index"));
    assert_ne!(*search, *made.key.derive("sealed-files"));
    assert_ne!(hex::encode(*search), *made.key.hex());
    assert_eq!(made.key.hex().len(), 64);
    assert_eq!(*made.key.hex(), hex::encode(*made.key.derive("database")));
}

#[test]
fn debug_output_and_the_header_hold_no_secret() {
    let made = made("correct horse");
    let code = RecoveryCode::parse(&made.code).unwrap();
    assert_eq!(format!("{:?} {code:?}", made.key), "DataKey(hidden) RecoveryCode(hidden)");
    let text = fs::read_to_string(made.folder.path().join(HEADER_FILE)).unwrap();
    for secret in ["horse", &made.code[..4], &made.key.hex()[..16]] {
        assert!(!text.contains(secret), "{secret} is readable in the header");
    }
}

#[cfg(unix)]
#[test]
fn files_are_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt;
    let made = made("p");
    assert!(is_wrong(made.vault.unlock_with_passphrase("q", START)));
    for name in [HEADER_FILE, "workspace.attempts"] {
        let mode = fs::metadata(made.folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_changed_passphrase_replaces_the_old_one() {
    let mut made = made("old");
    made.vault.set_passphrase(&made.key, "new", CHEAP, START + 5).unwrap();
    let vault = Vault::read(made.folder.path()).unwrap();
    assert!(is_wrong(vault.unlock_with_passphrase("old", START)));
    assert_eq!(*vault.unlock_with_passphrase("new", START).unwrap().hex(), *made.key.hex());
    assert_eq!(vault.passphrase_changed_at_ms(), Some(START + 5));
    assert_eq!(vault.recovery_created_at_ms(), START);
}

#[test]
fn a_replaced_recovery_code_opens_and_the_old_one_does_not() {
    let mut made = made("p");
    let code = RecoveryCode::generate().unwrap();
    made.vault.replace_recovery(&made.key, &code, START + 9).unwrap();
    let vault = Vault::read(made.folder.path()).unwrap();
    assert!(is_wrong(vault.unlock_with_recovery(&made.code)));
    assert!(vault.unlock_with_recovery(&code.groups().collect::<String>()).is_ok());
    assert_eq!(vault.recovery_created_at_ms(), START + 9);
}

#[test]
fn the_last_lock_stays() {
    let mut made = made("p");
    assert!(matches!(made.vault.remove_passphrase(), Err(Error::LastLock)));
    made.vault.remove_keyring().unwrap();
    assert!(Vault::read(made.folder.path()).unwrap().has_passphrase());
}

#[test]
fn another_workspaces_key_is_refused() {
    let (mut made, stranger) = (made("p"), made("p"));
    let code = RecoveryCode::generate().unwrap();
    assert!(matches!(made.vault.set_passphrase(&stranger.key, "q", CHEAP, START), Err(Error::Damaged(_))));
    assert!(matches!(made.vault.replace_recovery(&stranger.key, &code, START), Err(Error::Damaged(_))));
    assert!(made.vault.unlock_with_passphrase("p", START).is_ok());
}

#[test]
fn create_never_overwrites() {
    let made = made("p");
    let before = fs::read(made.folder.path().join(HEADER_FILE)).unwrap();
    let recovery = RecoveryCode::generate().unwrap();
    let lock = Lock::Passphrase("q", CHEAP);
    let again = Vault::create(made.folder.path(), WORKSPACE, &lock, &recovery, START);
    assert!(matches!(again, Err(Error::Exists)));
    assert_eq!(fs::read(made.folder.path().join(HEADER_FILE)).unwrap(), before);

    let lost = tempfile::tempdir().unwrap();
    fs::write(lost.path().join(DATABASE_FILE), b"somebody's customers").unwrap();
    let beside = Vault::create(lost.path(), WORKSPACE, &lock, &recovery, START);
    assert!(matches!(beside, Err(Error::Exists)), "a database whose header was lost gets no new key");
    assert!(!lost.path().join(HEADER_FILE).exists());
}

#[test]
fn every_flipped_bit_of_a_slot_is_noticed() {
    let made = made("p");
    let good = header(made.folder.path());
    for member in ["salt", "nonce", "wrapped", "tag"] {
        let bytes = hex::decode(good["recovery"][member].as_str().unwrap()).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut bytes = bytes.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let mut bad = good.clone();
            bad["recovery"][member] = hex::encode(bytes).into();
            write_header(made.folder.path(), &bad);
            let vault = Vault::read(made.folder.path()).unwrap();
            assert!(is_wrong(vault.unlock_with_recovery(&made.code)), "{member}, bit {bit}");
        }
    }
    write_header(made.folder.path(), &good);
    assert!(Vault::read(made.folder.path()).unwrap().unlock_with_recovery(&made.code).is_ok());
}

#[test]
fn a_slot_opens_only_in_its_place() {
    let (made, other) = (made("same"), made("same"));
    let good = header(made.folder.path());
    let theirs = header(other.folder.path());
    let opens = |edit: &dyn Fn(&mut Value)| {
        let mut bad = good.clone();
        edit(&mut bad);
        write_header(made.folder.path(), &bad);
        let vault = Vault::read(made.folder.path())?;
        vault.unlock_with_recovery(&made.code).and(vault.unlock_with_passphrase("same", START))
    };
    assert!(opens(&|_| ()).is_ok(), "the untouched header opens");
    assert!(is_wrong(opens(&|bad| bad["workspace"] = Uuid::from_u128(7).to_string().into())), "another workspace");
    assert!(is_wrong(opens(&|bad| bad["recovery"]["created_at_ms"] = 1.into())), "another date");
    assert!(is_wrong(opens(&|bad| bad["passphrase"]["cost"]["passes"] = 2.into())), "another cost");
    assert!(is_wrong(opens(&|bad| bad["recovery"] = theirs["recovery"].clone())), "another recovery slot");
    let planted = opens(&|bad| bad["passphrase"] = theirs["passphrase"].clone());
    assert!(matches!(planted, Err(Error::Damaged(_))), "a slot with another data key and a known passphrase");
    assert!(matches!(opens(&|bad| bad["check"] = theirs["check"].clone()), Err(Error::Damaged(_))));
    let as_keyring = opens(&|bad| bad["keyring"] = bad["passphrase"].clone());
    assert!(matches!(as_keyring, Err(Error::Damaged(_))), "a passphrase slot in the keyring's place");
}

#[test]
fn a_header_that_is_not_ours_is_refused_by_name() {
    let made = made("p");
    let good = header(made.folder.path());
    let read = |edit: &dyn Fn(&mut Value)| {
        let mut bad = good.clone();
        edit(&mut bad);
        write_header(made.folder.path(), &bad);
        Vault::read(made.folder.path()).map(|_| ())
    };
    assert!(read(&|_| ()).is_ok());
    assert!(matches!(read(&|bad| bad["version"] = 2.into()), Err(Error::Newer { version: 2 })));
    assert!(matches!(
        read(&|bad| {
            bad["version"] = 3.into();
            bad["future"] = true.into();
        }),
        Err(Error::Newer { version: 3 })
    ));
    type Edit<'a> = &'a dyn Fn(&mut Value);
    let edits: [(&str, Edit<'_>); 8] = [
        ("version 0", &|bad| bad["version"] = 0.into()),
        ("other magic", &|bad| bad["magic"] = "x".into()),
        ("unknown member", &|bad| bad["more"] = 1.into()),
        ("no recovery slot", &|bad| bad["recovery"] = Value::Null),
        ("short key", &|bad| bad["recovery"]["wrapped"] = "00".into()),
        ("no cost", &|bad| bad["passphrase"]["cost"] = Value::Null),
        ("exhausting memory", &|bad| bad["passphrase"]["cost"]["memory_kib"] = u32::MAX.into()),
        ("exhausting time", &|bad| bad["passphrase"]["cost"]["passes"] = 65.into()),
    ];
    for (name, edit) in edits {
        assert!(matches!(read(edit), Err(Error::Damaged(_))), "{name}");
    }
    for bytes in [&b""[..], b"{", b"[]", b"\xff\xfe", &[b' '; 70_000]] {
        fs::write(made.folder.path().join(HEADER_FILE), bytes).unwrap();
        assert!(matches!(Vault::read(made.folder.path()), Err(Error::Damaged(_))));
    }
    fs::remove_file(made.folder.path().join(HEADER_FILE)).unwrap();
    assert!(matches!(Vault::read(made.folder.path()), Err(Error::Missing)));
}

#[test]
fn an_unbearable_cost_is_never_written() {
    let mut made = made("p");
    let huge = Cost { memory_kib: 2 * 1024 * 1024, passes: 1 };
    assert!(made.vault.set_passphrase(&made.key, "q", huge, START).is_err());
    assert!(Vault::read(made.folder.path()).unwrap().unlock_with_passphrase("p", START).is_ok());
}

#[test]
fn the_wait_grows_and_survives_a_restart() {
    let made = made("right");
    let reopened = || Vault::read(made.folder.path()).unwrap();
    let wrong = |now| match reopened().unlock_with_passphrase("wrong", now) {
        Err(Error::WrongSecret { retry_at_ms }) => retry_at_ms,
        other => panic!("expected a wrong secret, not {other:?}"),
    };
    for _ in 0..4 {
        assert_eq!(wrong(START), None, "the first tries are free");
    }
    assert_eq!(wrong(START), Some(START + 1000));
    assert_eq!(reopened().retry_at_ms(START), Some(START + 1000));
    let early = reopened().unlock_with_passphrase("right", START + 999);
    assert!(
        matches!(early, Err(Error::TooSoon { retry_at_ms }) if retry_at_ms == START + 1000),
        "not even the right one is tried"
    );
    assert_eq!(wrong(START + 1000), Some(START + 3000), "the wait doubles");
    assert_eq!(wrong(START + 3000), Some(START + 7000), "and doubles");
    assert!(reopened().unlock_with_recovery(&made.code).is_ok(), "the recovery code does not wait");
    assert!(reopened().unlock_with_passphrase("right", START + 7000).is_ok());
    assert_eq!(reopened().retry_at_ms(START), None);
    assert_eq!(wrong(START + 7001), None, "a right one wipes the slate");
}

#[test]
fn a_failed_write_leaves_the_old_header_on_disk_and_in_memory() {
    let mut made = made("old");
    // Something that cannot be cleared away stands where the new header has to be written.
    let new = made.folder.path().join(format!("{HEADER_FILE}.new"));
    fs::create_dir(&new).unwrap();
    assert!(matches!(made.vault.set_passphrase(&made.key, "new", CHEAP, START + 1), Err(Error::Io { .. })));
    assert_eq!(made.vault.passphrase_changed_at_ms(), Some(START));
    assert!(Vault::read(made.folder.path()).unwrap().unlock_with_passphrase("old", START).is_ok());
    fs::remove_dir(&new).unwrap();

    fs::write(&new, b"{ \"magic\": \"satchel-wor").unwrap();
    assert!(Vault::read(made.folder.path()).unwrap().unlock_with_passphrase("old", START).is_ok());
    made.vault.set_passphrase(&made.key, "new", CHEAP, START + 1).unwrap();
    assert!(Vault::read(made.folder.path()).unwrap().unlock_with_passphrase("new", START).is_ok());
    assert!(!new.exists(), "what a killed run left is gone");
}

/// Where the child of the next test finds its folder and its recovery code.
const CHILD: &str = "SATCHEL_VAULT_CHILD";

#[test]
fn a_kill_while_changing_the_passphrase_leaves_one_that_opens() {
    let made = made("pass-0");
    let expected = made.key.hex();
    let path = made.folder.path().join(HEADER_FILE);
    for changes in 1..=12 {
        let mut child = changing_child(&made);
        let mut seen = fs::read(&path).unwrap();
        // Killed after it was seen to change the header a few times, at whatever point it then is.
        for _ in 0..changes {
            while fs::read(&path).unwrap() == seen {
                assert!(child.0.try_wait().unwrap().is_none(), "the child only ends by being killed");
            }
            seen = fs::read(&path).unwrap();
        }
        drop(child);
        let vault = Vault::read(made.folder.path()).unwrap();
        let opened = (0..2).find_map(|n| vault.unlock_with_passphrase(&format!("pass-{n}"), START).ok());
        assert_eq!(*opened.unwrap().hex(), *expected, "one of the two passphrases opens the same key");
        assert_eq!(*vault.unlock_with_recovery(&made.code).unwrap().hex(), *expected);
    }
}

/// A running child, killed when dropped, so that a failing test leaves none behind.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn changing_child(made: &Made) -> Killed {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "child_that_changes_the_passphrase"])
        .env(CHILD, format!("{} {}", made.code, made.folder.path().display()))
        .stdout(std::process::Stdio::null())
        .spawn();
    Killed(child.unwrap())
}

#[test]
#[ignore = "runs only as the child of the test above"]
fn child_that_changes_the_passphrase() {
    let Ok(given) = std::env::var(CHILD) else { return };
    let (code, folder) = given.split_once(' ').unwrap();
    let mut vault = Vault::read(Path::new(folder)).unwrap();
    let key = vault.unlock_with_recovery(code).unwrap();
    for n in 0.. {
        vault.set_passphrase(&key, &format!("pass-{}", n % 2), CHEAP, START).unwrap();
    }
}

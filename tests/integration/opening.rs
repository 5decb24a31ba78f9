//! What is opened, what is refused, and that a refusal writes nothing.

use std::fs;
use std::path::Path;

use satchel_core::store::{FILE, Store};
use satchel_core::{Code, Error};
use satchel_migrations::SCHEMA_VERSION;
use satchel_tests::{Desk, Image, check_integrity, key_of, run};
use satchel_vault::{DataKey, HEADER_FILE};
use serde_json::json;

/// What opening says, given a way to spoil the closed workspace, and that it wrote nothing to what was there.
fn refusal(spoil: impl FnOnce(&Path)) -> Error {
    let desk = Desk::new();
    desk.customer("凌云");
    desk.close();
    spoil(&desk.folder());
    let before = content_of(&desk.folder());
    let error = desk.try_open().expect_err("a spoilt workspace must not open");
    assert_eq!(content_of(&desk.folder()), before, "a refused workspace must stay as it is, byte for byte");
    error
}

/// Files whose bytes matter: the header, the database, the index; not the lock.
fn content_of(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut content = Vec::new();
    for file in satchel_tests::files_in(folder) {
        let name = file.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        if [FILE, HEADER_FILE].contains(&name.as_str()) || name.starts_with("index") {
            content.push((name, fs::read(file).unwrap()));
        }
    }
    content
}

fn set_version(desk: &Desk, name: &str, value: &str) {
    desk.write_raw(&format!("UPDATE meta SET value = '{value}' WHERE key = '{name}'"));
}

#[test]
fn a_newer_workspace_is_refused_without_a_write() {
    let desk = Desk::new();
    desk.customer("A");
    set_version(&desk, "min_reader", "999");
    set_version(&desk, "schema_version", "999");
    desk.close();
    let before = content_of(&desk.folder());
    assert_eq!(desk.try_open().unwrap_err().code, Code::NewerWorkspace);
    assert_eq!(content_of(&desk.folder()), before, "a newer program's file must not be touched");
}

#[test]
fn a_workspace_of_a_newer_program_that_this_one_may_read_opens() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    set_version(&desk, "schema_version", "999");
    desk.reopen();
    desk.call("get_customer", json!({ "id": customer }));
}

#[test]
fn an_older_workspace_is_copied_before_it_is_changed() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    set_version(&desk, "schema_version", "0");
    desk.reopen();
    desk.call("get_customer", json!({ "id": customer }));
    assert_eq!(
        desk.rows("SELECT value FROM meta WHERE key = 'schema_version'"),
        [SCHEMA_VERSION.to_string()],
        "it is up to date now"
    );
    let copy = desk.folder().join("before-migration-0.db");
    assert!(copy.exists(), "the workspace as it was must be kept");
    desk.close();
    fs::copy(&copy, desk.folder().join(FILE)).unwrap();
    desk.open();
    assert_eq!(check_integrity(&desk.app()).unwrap(), Vec::<String>::new(), "the copy is a whole database");
    desk.call("get_customer", json!({ "id": customer }));
}

#[test]
fn a_wrong_key_is_told_and_writes_nothing() {
    let desk = Desk::new();
    desk.close();
    let before = content_of(&desk.folder());
    let opened = run(Store::open(&desk.folder(), &DataKey::generate().unwrap()));
    let error = opened.err().expect("another key must not open the database");
    assert_eq!(error.code, Code::Damaged, "{error}");
    assert_eq!(content_of(&desk.folder()), before);
    assert!(run(Store::open(&desk.folder(), &key_of(&desk))).is_ok(), "the right key still does");
}

#[test]
fn a_missing_database_is_not_made_anew() {
    let error = refusal(|folder| fs::remove_file(folder.join(FILE)).unwrap());
    assert_eq!(error.code, Code::Damaged, "{error}");
}

#[test]
fn a_foreign_or_missing_key_file_is_told() {
    let error = refusal(|folder| fs::write(folder.join(HEADER_FILE), b"\x89PNG\r\n").unwrap());
    assert_eq!(error.code, Code::Damaged, "{error}");
    let error = refusal(|folder| fs::remove_file(folder.join(HEADER_FILE)).unwrap());
    assert_eq!(error.code, Code::NotAWorkspace, "{error}");
    let error = refusal(|folder| {
        let text = fs::read_to_string(folder.join(HEADER_FILE)).unwrap();
        fs::write(
            folder.join(HEADER_FILE),
            text.replace("\"version\": 1", "\"version\": 2").replace("\"version\":1", "\"version\":2"),
        )
        .unwrap();
    });
    assert_eq!(error.code, Code::NewerWorkspace, "{error}");
}

#[test]
fn nothing_is_made_over_a_database_that_lost_its_key() {
    let desk = Desk::new();
    desk.customer("凌云");
    desk.close();
    fs::remove_file(desk.folder().join(HEADER_FILE)).unwrap();
    let before = Image::of(&desk.folder());
    let code = desk.call("new_recovery_code", json!({}));
    let new = json!({ "name": "B", "country": "CN", "currency": "CNY", "language": "en", "ownerName": "B",
                      "lock": "passphrase", "passphrase": "long enough", "typedBack": typed_back(&code) });
    assert_eq!(desk.call_err("create_workspace", new).code, Code::Busy, "a new key must not replace a lost one");
    assert_eq!(Image::of(&desk.folder()), before);
}

/// The groups of a shown recovery code that are asked for.
pub fn typed_back(code: &serde_json::Value) -> Vec<serde_json::Value> {
    let group = |number: &serde_json::Value| code["groups"][number.as_u64().unwrap() as usize - 1].clone();
    code["ask"].as_array().unwrap().iter().map(group).collect()
}

#[test]
fn a_second_program_finds_the_workspace_busy() {
    let desk = Desk::new();
    let second = Desk::at(desk.data(), desk.recovery());
    assert_eq!(second.try_open().unwrap_err().code, Code::Busy);
    desk.customer("still works");
    desk.close();
    second.open();
    assert_eq!(second.call("get_counts", json!({}))["customers"], 1);
    assert_eq!(desk.try_open().unwrap_err().code, Code::Busy, "now the first must wait");
}

#[test]
fn a_lock_file_that_nobody_holds_is_no_hindrance() {
    let desk = Desk::new();
    desk.close();
    fs::write(desk.folder().join("satchel.lock"), "left over").unwrap();
    desk.open();
}

#[test]
fn a_closed_workspace_opens_at_once() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    for round in 0..20 {
        desk.log(&customer, &format!("round {round}"));
        desk.close();
        let opened = desk.try_open();
        assert!(opened.is_ok(), "what followed the log must have let go: {opened:?}");
    }
}

#[test]
fn a_clean_close_leaves_no_write_ahead_log() {
    let desk = Desk::new();
    desk.customer("A");
    desk.close();
    assert!(!desk.folder().join(format!("{FILE}-wal")).exists(), "all is in the one file, which can be copied");
}

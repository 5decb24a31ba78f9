//! Starting: on what is no workspace, on what a kill left, on what a newer program wrote, and twice.

use std::fs;
use std::path::{Path, PathBuf};

use satchel_core::Code;
use satchel_core::store::FILE;
use satchel_tests::{Desk, Image, PASSPHRASE, files_in, run};
use satchel_vault::HEADER_FILE;
use serde_json::{Value, json};

use crate::child::{Task, rounds, tell};
use crate::shim::{Calls, Fault, Shim};

/// What opening says about a workspace that was spoilt, having changed nothing.
#[track_caller]
fn refusal(what: &str, spoil: impl FnOnce(&Path)) -> Code {
    let desk = Desk::new();
    desk.customer("凌云");
    desk.close();
    spoil(&desk.folder());
    let of = |name: &str| fs::read(desk.folder().join(name)).ok();
    let before = [FILE, HEADER_FILE].map(of);
    let Err(error) = desk.try_open() else { panic!("{what} must not open") };
    assert!([FILE, HEADER_FILE].map(of) == before, "{what}: it must stay as it is");
    error.code
}

#[test]
fn what_is_no_workspace_is_called_so() {
    let zeros = |folder: &Path| {
        let mut bytes = fs::read(folder.join(FILE)).unwrap();
        bytes[..16].fill(0);
        fs::write(folder.join(FILE), bytes).unwrap();
    };
    assert_eq!(refusal("a database without its beginning", zeros), Code::NotAWorkspace);
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".repeat(800);
    let plain: Vec<u8> = b"SQLite format 3\0".iter().copied().chain([0; 8176]).collect();
    let text = "name,phone\nBosch,139\n".repeat(400).into_bytes();
    for (what, bytes) in [("a picture", png), ("a plain database", plain), ("a list", text), ("nothing", Vec::new())] {
        assert_eq!(refusal(what, |folder| fs::write(folder.join(FILE), bytes).unwrap()), Code::NotAWorkspace, "{what}");
    }
    let other = Desk::of_somebody_else();
    other.close();
    let foreign = fs::read(other.folder().join(FILE)).unwrap();
    let code = refusal("another workspace's database", |folder| fs::write(folder.join(FILE), foreign).unwrap());
    assert_eq!(code, Code::Damaged, "it is one, but not with this key");
    assert_eq!(refusal("no key", |folder| fs::remove_file(folder.join(HEADER_FILE)).unwrap()), Code::NotAWorkspace);
    let folder_for_file = |folder: &Path| {
        fs::remove_file(folder.join(FILE)).unwrap();
        fs::create_dir(folder.join(FILE)).unwrap();
    };
    let code = refusal("a folder in its place", folder_for_file);
    assert!(matches!(code, Code::Damaged | Code::DiskError | Code::NotAWorkspace), "{code:?}");
}

#[test]
fn a_newer_workspace_is_left_alone_also_by_a_kill_of_the_newer_program() {
    let desk = Desk::new();
    desk.customer("A");
    // A row of a step that this program doesn't have.
    desk.write_raw("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_later', 1)");
    desk.write_raw("UPDATE meta SET value = '999' WHERE key IN ('schema_version', 'min_reader')");
    let image = Image::of_a_living(&desk.folder());
    desk.close();
    for (what, image) in [("closed", Image::of(&desk.folder())), ("killed", image)] {
        let copy = tempfile::TempDir::new().unwrap();
        let folder = copy.path().join("workspace");
        image.write(&folder);
        let error = Desk::at(copy.path(), desk.recovery()).try_open().unwrap_err();
        assert_eq!(error.code, Code::NewerWorkspace, "{what}");
        assert!(fs::read(folder.join(FILE)).unwrap() == image.file(FILE), "{what}: not a byte of it may change");
    }
}

#[test]
fn a_newer_workspace_that_may_be_read_keeps_what_the_newer_program_says() {
    let desk = Desk::new();
    desk.write_raw("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_later', 1)");
    desk.write_raw("UPDATE meta SET value = '999' WHERE key = 'schema_version'");
    desk.reopen();
    desk.customer("A");
    desk.reopen();
    assert_eq!(desk.rows("SELECT value FROM meta WHERE key = 'schema_version'"), ["999"]);
}

#[test]
fn a_lock_that_a_kill_left_holds_nobody() {
    let folder = tempfile::TempDir::new().unwrap();
    let task = Task { data: folder.path().into(), recovery: Desk::lay_out(folder.path()), from: 0 };
    for round in 0..rounds(3, 100) {
        let victim = task.start("starts::holding_child", |_| {});
        assert_eq!(victim.hear(), "open");
        let second = Desk::at(folder.path(), &task.recovery);
        assert_eq!(second.try_open().unwrap_err().code, Code::Busy, "round {round}: it is open elsewhere");
        victim.kill();
        second.open();
        second.close();
    }
}

#[test]
#[ignore = "the other side of a_lock_that_a_kill_left_holds_nobody"]
fn holding_child() {
    let Some(task) = Task::mine() else { return };
    let desk = task.desk();
    desk.customer("held");
    tell("open");
    loop {
        std::thread::park();
    }
}

fn new_workspace(desk: &Desk) -> Value {
    let code = desk.call("new_recovery_code", json!({}));
    let group = |number: &Value| code["groups"][number.as_u64().unwrap() as usize - 1].clone();
    let typed: Vec<Value> = code["ask"].as_array().unwrap().iter().map(group).collect();
    json!({ "name": "凌海", "country": "CN", "currency": "CNY", "language": "zh-CN", "ownerName": "林悦",
            "lock": "passphrase", "passphrase": PASSPHRASE, "typedBack": typed })
}

#[test]
fn a_kill_while_a_workspace_is_made_leaves_none_or_a_whole_one_and_no_rubble() {
    let folder = tempfile::TempDir::new().unwrap();
    let control = folder.path().join("control");
    let mut data_number = 0;
    let mut make = |fault: Option<(Fault, i64)>| {
        data_number += 1;
        let data = folder.path().join(format!("data-{data_number}"));
        fs::create_dir(&data).unwrap();
        let task = Task { data: data.clone(), recovery: String::new(), from: 0 };
        let mut shim = None;
        let victim = task.start("starts::making_child", |command| {
            let made = Shim::put_into(command, &control, &data);
            match fault {
                Some((fault, at)) => made.arm(fault, Calls::Writes, at),
                None => made.count(Calls::Writes),
            }
            shim = Some(made);
        });
        (data, victim.ends(), shim.unwrap().seen())
    };
    let (_, done, total) = make(None);
    assert!(done, "undisturbed it must be made");
    let (mut rubble, mut whole) = (0, 0);
    let step = (total / rounds(8, 300) as i64).max(1) as usize;
    for at in (0..total).step_by(step) {
        let (data, _, _) = make(Some((Fault::Kill, at)));
        let when = format!("killed at write {at} of {total}");
        let sites = |data: &Path| -> Vec<PathBuf> {
            let all = fs::read_dir(data).unwrap().map(|entry| entry.unwrap().path());
            all.filter(|path| path.to_string_lossy().ends_with(".new")).collect()
        };
        rubble += sites(&data).len();
        let desk = Desk::at(&data, "");
        let state = json!(run(desk.session.open_at_start()).unwrap());
        assert!(sites(&data).is_empty(), "{when}: the next start clears what is left");
        if state["state"] == "none" {
            assert!(files_in(&data).is_empty(), "{when}: nothing is left of it");
            desk.call("create_workspace", new_workspace(&desk));
        } else {
            whole += 1;
            desk.call("unlock", json!({ "method": "passphrase", "secret": PASSPHRASE }));
        }
        desk.customer("works");
    }
    assert!(rubble > 0, "kills must leave something: {rubble} sites, {whole} whole");
}

#[test]
#[ignore = "the other side of a_kill_while_a_workspace_is_made_leaves_none_or_a_whole_one_and_no_rubble"]
fn making_child() {
    let Some(task) = Task::mine() else { return };
    let desk = Desk::at(&task.data, "");
    desk.call("create_workspace", new_workspace(&desk));
}

#[test]
fn a_workspace_that_is_being_made_is_not_cleared_away() {
    let desk = Desk::first_start();
    let site = |id: &str| desk.data().join(format!(".workspace.{id}.new"));
    let (busy, left) = (site("0191f3a2b4c57d8e9f0011223344ff55"), site("0191f3a2b4c57d8e9f0011223344ff66"));
    let foreign = desk.data().join(".workspace.notes.new");
    for folder in [&busy, &left, &foreign] {
        fs::create_dir_all(folder).unwrap();
        fs::write(folder.join("workspace.key"), "{}").unwrap();
    }
    let held = satchel_core::store::LockFile::take(&busy).unwrap();
    run(desk.session.open_at_start()).unwrap();
    assert!(busy.exists() && foreign.exists() && !left.exists(), "only what nobody works on, and what is ours");
    drop(held);
    run(desk.session.open_at_start()).unwrap();
    assert!(!busy.exists(), "now nobody does");
}

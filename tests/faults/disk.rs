//! A disk that fails, fills up, can't be written or goes away: a clean error, nothing acknowledged lost, and the work goes on
//! when the disk does.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use satchel_core::{Code, Error, search};
use satchel_tests::{Desk, Image, check_integrity, files_in, run, skipped};
use serde_json::{Value, json};

use crate::child::{Task, rounds};
use crate::shim::{Calls, EIO, ENOSPC, Fault, Shim};

/// What was acknowledged, and what was refused.
#[derive(Default)]
pub struct Told {
    acknowledged: BTreeSet<String>,
    refused: BTreeSet<String>,
    pub errors: Vec<Error>,
}

impl Told {
    /// Creates a customer with what belongs to it.
    pub fn write(&mut self, desk: &Desk, name: &str) {
        let input = json!({ "kind": "company", "name": name, "note": format!("备注 {name}"), "tags": ["full"],
                            "phone": "+86 139 0013 8000" });
        match desk.ask("create_customer", input) {
            Ok(_) => drop(self.acknowledged.insert(name.to_owned())),
            Err(error) => {
                self.refused.insert(name.to_owned());
                self.errors.push(error);
            }
        }
    }

    /// Checks that a program has all that was acknowledged, and beyond it at most what was refused.
    #[track_caller]
    pub fn check(&self, desk: &Desk, when: &str) {
        assert_eq!(check_integrity(&desk.app()).unwrap(), Vec::<String>::new(), "the database is whole {when}");
        let there: BTreeSet<String> =
            desk.rows("SELECT name FROM customer WHERE deleted_at IS NULL").into_iter().collect();
        let lost: Vec<_> = self.acknowledged.difference(&there).collect();
        assert!(lost.is_empty(), "acknowledged and lost {when}: {lost:?}");
        let made_up: Vec<_> =
            there.difference(&self.acknowledged).filter(|name| !self.refused.contains(*name)).collect();
        assert!(made_up.is_empty(), "nobody wrote these {when}: {made_up:?}");
        run(search::settle(&desk.app())).unwrap();
        let found = desk.call("search", json!({ "query": "备注", "kinds": ["customer"] }))["total"].clone();
        assert_eq!(found, there.len(), "search knows the same {when}");
    }

    /// Checks what a kill would leave now.
    #[track_caller]
    pub fn survives_a_kill(&self, desk: &Desk, when: &str) {
        let copy = tempfile::TempDir::new().unwrap();
        Image::of_a_living(&desk.folder()).write(&copy.path().join("workspace"));
        let after = Desk::at(copy.path(), desk.recovery());
        after.open();
        self.check(&after, &format!("{when}, after a kill"));
    }
}

/// Whether an error is one that a person is told in words of the disk. A sector that can't be read is damage, as SQLite sees it.
fn is_the_disks(error: &Error) -> bool {
    matches!(error.code, Code::DiskFull | Code::DiskError | Code::ReadOnly | Code::Gone | Code::Damaged)
}

fn export(desk: &Desk, to: &Path) -> Result<Value, Error> {
    let ticket = desk.session.tickets.issue(to.to_path_buf()).ticket;
    desk.command_line("export_list", json!({ "kind": "customers", "ticket": ticket }))
}

/// A few acts from the start to the end of a program, as far as the disk lets them.
fn a_day(desk: &Desk, told: &mut Told, names: &str) {
    if let Err(error) = desk.try_open() {
        told.errors.push(error);
        return;
    }
    for number in 0..3 {
        told.write(desk, &format!("{names} {number}"));
    }
    match desk.ask("list_customers", json!({})) {
        Ok(page) => assert!(
            page["total"].as_u64().unwrap() as usize >= told.acknowledged.len(),
            "a list that is shown is right: {page}"
        ),
        Err(error) => told.errors.push(error),
    }
    // What goes wrong here is tried again by the next change.
    drop(run(search::settle(&desk.app())));
    let list = desk.data().join("list.csv");
    if let Err(error) = export(desk, &list) {
        assert!(!list.exists(), "half a list is none");
        let about_the_file = error.code == Code::Invalid && error.fields.contains_key("file");
        assert!(about_the_file || is_the_disks(&error), "{error}");
    }
}

fn under_the_shim(part: &str) {
    let folder = tempfile::TempDir::new().unwrap();
    let data = folder.path().join("data");
    let task = Task { recovery: Desk::lay_out(&data), data: data.clone(), from: 0 };
    let control = folder.path().join("control");
    let mut shim = None;
    let victim = task.start(part, |command| shim = Some(Shim::put_into(command, &control, &data)));
    assert!(victim.ends(), "what the child found is above");
}

#[test]
fn errors_of_the_disk_are_told_and_lose_nothing() {
    under_the_shim("disk::failing_child");
}

#[test]
#[ignore = "the other side of errors_of_the_disk_are_told_and_lose_nothing"]
fn failing_child() {
    let Some(task) = Task::mine() else { return };
    let shim = Shim::mine();
    let image = Image::of(&task.data.join("workspace"));
    let fresh = |name: String| {
        let data = task.data.join(name);
        image.write(&data.join("workspace"));
        Desk::at(&data, &task.recovery)
    };
    for (fault, calls) in [
        (Fault::Once(EIO), Calls::Writes),
        (Fault::ForEver(EIO), Calls::Writes),
        (Fault::Once(ENOSPC), Calls::Writes),
        (Fault::ForEver(ENOSPC), Calls::Writes),
        (Fault::Once(EIO), Calls::Reads),
        (Fault::ForEver(EIO), Calls::Reads),
    ] {
        shim.count(calls);
        a_day(&fresh(format!("{fault:?}-{calls:?}")), &mut Told::default(), "Day");
        let total = shim.seen();
        let step = (total / rounds(6, 400) as i64).max(1) as usize;
        for at in (0..total).step_by(step) {
            let when = format!("{fault:?} at {at} of {total} {calls:?}");
            let desk = fresh(when.replace(' ', "-"));
            let mut told = Told::default();
            shim.arm(fault, calls, at);
            a_day(&desk, &mut told, "Day");
            shim.disarm();
            for error in &told.errors {
                assert!(
                    is_the_disks(error) && (calls == Calls::Reads || error.code != Code::Damaged),
                    "{when}: {error}"
                );
            }
            // The disk is well again: without a new start, or with one where the workspace never opened.
            if run(desk.session.open_app()).is_ok() {
                let storage = desk.call("check_storage", json!({}));
                assert_eq!(storage["trouble"], Value::Null, "{when}");
            } else {
                desk.open();
            }
            let mut errors = std::mem::take(&mut told.errors);
            told.write(&desk, "Evening");
            // A connection may have suffered unseen; what fails makes the screen look, and then it is another.
            if !told.errors.is_empty() {
                assert_eq!(desk.call("check_storage", json!({}))["trouble"], Value::Null, "{when}");
            }
            told.write(&desk, "Night");
            errors.append(&mut told.errors);
            assert!(told.acknowledged.contains("Night"), "{when}: the work goes on, not {errors:?}");
            told.check(&desk, &when);
            told.survives_a_kill(&desk, &when);
            desk.close();
            desk.open();
            told.check(&desk, &format!("{when}, started again"));
            desk.close();
            fs::remove_dir_all(desk.data()).unwrap();
        }
    }
}

/// Whether an ordinary user may mount something in a namespace of his own.
fn can_mount() -> bool {
    let tried = Command::new("unshare").args(["-rm", "true"]).status();
    if tried.is_ok_and(|status| status.success()) {
        return true;
    }
    skipped("this system lets nobody mount anything in a namespace of his own");
    false
}

pub fn told(program: &str, args: &[&str]) {
    let status = Command::new(program).args(args).status().unwrap();
    assert!(status.success(), "{program} {args:?}");
}

pub fn on_a_mount(part: &str) {
    if can_mount() {
        let folder = tempfile::TempDir::new().unwrap();
        let task = Task { recovery: Desk::lay_out(&folder.path().join("first")), data: folder.path().into(), from: 0 };
        assert!(task.start_by(&["unshare", "-rm"], part, |_| {}).ends(), "what the child found is above");
    }
}

#[test]
fn a_full_disk_keeps_what_is_saved_and_reads_on() {
    on_a_mount("disk::full_child");
}

#[test]
#[ignore = "the other side of a_full_disk_keeps_what_is_saved_and_reads_on"]
fn full_child() {
    let Some(task) = Task::mine() else { return };
    let image = Image::of(&task.data.join("first/workspace"));
    let disk = task.data.join("disk");
    fs::create_dir_all(&disk).unwrap();
    told("mount", &["-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.to_str().unwrap()]);
    let ballast = disk.join("ballast");
    let fill = |left: usize| {
        let mut ballast = fs::File::options().create(true).append(true).open(&ballast).unwrap();
        let bytes = vec![1; free_bytes(&disk).saturating_sub(left)];
        // The index may have taken some of it meanwhile; then there is less left.
        if let Err(error) = ballast.write_all(&bytes) {
            assert_eq!(error.kind(), ErrorKind::StorageFull, "{error}");
        }
    };
    // Pages that a file of the file system takes.
    let levels: Vec<usize> = (0..rounds(10, 200)).map(|level| level * 4096 * rounds(20, 1)).collect();
    for left in levels {
        for full_from_the_start in [false, true] {
            let when = format!("with {left} bytes left, from the start: {full_from_the_start}");
            let data = disk.join("data");
            image.write(&data.join("workspace"));
            let desk = Desk::at(&data, &task.recovery);
            let mut told = Told::default();
            desk.open();
            told.write(&desk, "Before");
            told.survives_a_kill(&desk, &when);
            if full_from_the_start {
                run(search::settle(&desk.app())).unwrap();
                desk.close();
            }
            fill(left);
            if full_from_the_start {
                desk.open();
            }
            for number in 0..40 {
                told.write(&desk, &format!("Full {number}"));
            }
            for error in &told.errors {
                assert_eq!(error.code, Code::DiskFull, "{when}: {error}");
            }
            assert_eq!(
                desk.call("list_customers", json!({}))["total"],
                told.acknowledged.len(),
                "{when}: reading goes on"
            );
            if !told.errors.is_empty() {
                let state = desk.call("session_state", json!({}));
                assert_eq!(state["storage"]["trouble"], "disk_full", "{when}: the screen is told");
                let list = disk.join("list.csv");
                fill(0);
                let error = export(&desk, &list).expect_err("a list needs room");
                assert_eq!((error.code, error.fields["file"].as_str()), (Code::Invalid, "no_room"), "{when}: {error}");
                let left: Vec<PathBuf> = fs::read_dir(&disk).unwrap().map(|entry| entry.unwrap().path()).collect();
                assert_eq!(left.len(), 2, "{when}: no part of a list stays: {left:?}");
            }
            fs::remove_file(&ballast).unwrap();
            assert_eq!(desk.call("check_storage", json!({}))["trouble"], Value::Null, "{when}: there is room again");
            told.errors.clear();
            told.write(&desk, "After");
            assert!(told.errors.is_empty(), "{when}: {:?}", told.errors);
            told.check(&desk, &when);
            told.survives_a_kill(&desk, &when);
            desk.close();
            desk.open();
            told.check(&desk, &format!("{when}, started again"));
            desk.close();
            drop(desk);
            fs::remove_dir_all(&data).unwrap();
        }
    }
}

#[test]
fn an_import_that_fills_the_disk_says_so_and_goes_in_once_there_is_room() {
    on_a_mount("disk::import_child");
}

#[test]
#[ignore = "the other side of an_import_that_fills_the_disk_says_so_and_goes_in_once_there_is_room"]
fn import_child() {
    const ROWS: usize = 3_000;
    let Some(task) = Task::mine() else { return };
    let image = Image::of(&task.data.join("first/workspace"));
    let disk = task.data.join("disk");
    fs::create_dir_all(&disk).unwrap();
    told("mount", &["-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.to_str().unwrap()]);
    let (data, ballast) = (disk.join("data"), disk.join("ballast"));
    image.write(&data.join("workspace"));
    let desk = Desk::at(&data, &task.recovery);
    desk.open();
    desk.customer("Before");
    let list: String = (0..ROWS).fold("Company,Phone,Note\n".into(), |list, row| {
        format!("{list}Company {row},+49 30 {},\"备注 {row}\"\n", 1_000_000 + row)
    });
    // From no room for what is put beside the database, over room for that alone, to room for all of it.
    let mut refused = 0;
    for left in (256 * 1024..).step_by(768 * 1024) {
        let when = format!("with {left} bytes left");
        run(search::settle(&desk.app())).unwrap();
        fs::write(&ballast, vec![1; free_bytes(&disk).saturating_sub(left)]).unwrap();
        let input = desk.importing("list.csv", &list, json!({}));
        let done = desk.command_line("import_customers", input);
        fs::remove_file(&ballast).unwrap();
        let staged = files_in(&data).into_iter().filter(|file| file.extension().is_some_and(|end| end == "staged"));
        assert_eq!(staged.count(), 0, "{when}: nothing stays beside the database");
        let there = desk.number("SELECT count(*) FROM customer WHERE deleted_at IS NULL");
        let Err(error) = done else {
            assert_eq!(there, 1 + i64::try_from(ROWS).unwrap(), "{when}: it is in whole");
            break;
        };
        refused += 1;
        assert_eq!((error.code, there), (Code::DiskFull, 1), "{when}: {error}");
        assert_eq!(desk.call("check_storage", json!({}))["trouble"], Value::Null, "{when}: there is room again");
        let mut after = Told::default();
        after.write(&desk, "After");
        assert!(after.errors.is_empty(), "{when}: the work goes on, not {:?}", after.errors);
        desk.call("undo", json!({}));
    }
    assert!(refused >= 3, "it was refused for want of room at several stages, not {refused}");
    assert_eq!(check_integrity(&desk.app()).unwrap(), Vec::<String>::new());
    desk.close();
}

pub fn free_bytes(folder: &Path) -> usize {
    let told = Command::new("df").args(["--block-size=1", "--output=avail"]).arg(folder).output().unwrap();
    String::from_utf8(told.stdout).unwrap().lines().nth(1).unwrap().trim().parse().unwrap()
}

#[test]
fn a_folder_that_cannot_be_written_can_be_read() {
    let folder = tempfile::TempDir::new().unwrap();
    let data = folder.path().join("data");
    let task = Task { recovery: Desk::lay_out(&data), data, from: 0 };
    // For root nothing is read-only.
    let way = if is_root() {
        for file in [folder.path().to_path_buf(), task.data.clone()].into_iter().chain(everything_in(&task.data)) {
            std::os::unix::fs::chown(file, Some(65534), Some(65534)).unwrap();
        }
        &["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"][..]
    } else {
        &[]
    };
    let temporary = folder.path().join("tmp");
    fs::create_dir(&temporary).unwrap();
    fs::set_permissions(&temporary, std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
    let victim = task.start_by(way, "disk::read_only_child", |command| {
        command.env("TMPDIR", &temporary);
    });
    assert!(victim.ends(), "what the child found is above");
}

fn is_root() -> bool {
    String::from_utf8(Command::new("id").arg("-u").output().unwrap().stdout).unwrap().trim() == "0"
}

fn everything_in(folder: &Path) -> Vec<PathBuf> {
    let mut all = files_in(folder);
    let folders: BTreeSet<PathBuf> = all.iter().filter_map(|file| file.parent().map(Path::to_path_buf)).collect();
    all.extend(folders);
    all
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
}

#[test]
#[ignore = "the other side of a_folder_that_cannot_be_written_can_be_read"]
fn read_only_child() {
    let Some(task) = Task::mine() else { return };
    let workspace = task.data.join("workspace");
    let desk = task.desk();
    let mut told = Told::default();
    told.write(&desk, "Before");
    run(search::settle(&desk.app())).unwrap();
    desk.close();
    let database = workspace.join("satchel.db");
    let everything: Vec<PathBuf> = everything_in(&workspace);
    for (what, locked) in [
        ("the folder", vec![workspace.clone()]),
        ("the file", vec![database.clone()]),
        ("everything", everything.clone()),
    ] {
        let set = |folder: u32, file: u32| {
            for path in &locked {
                mode(path, if path.is_dir() { folder } else { file });
            }
        };
        set(0o555, 0o444);
        desk.open();
        let state = desk.call("session_state", json!({}));
        assert_eq!(state["storage"]["trouble"], "read_only", "{what}: the screen is told");
        assert_eq!(
            desk.call("list_customers", json!({}))["total"],
            told.acknowledged.len(),
            "{what}: everything can be read"
        );
        assert_eq!(desk.call("search", json!({ "query": "Before" }))["total"], 1, "{what}: and found");
        told.write(&desk, "Refused");
        let error = told.errors.pop().expect("nothing can be written");
        assert_eq!(error.code, Code::ReadOnly, "{what}: {error}");
        let draft = desk.call_err("save_draft", json!({ "key": "log", "value": "typed" }));
        assert_eq!(draft.code, Code::ReadOnly, "{what}: {draft}");
        assert_eq!(desk.call("check_storage", json!({}))["trouble"], "read_only", "{what}");
        set(0o755, 0o644);
        assert_eq!(desk.call("check_storage", json!({}))["trouble"], Value::Null, "{what}: it can be written again");
        told.write(&desk, &format!("After {what}"));
        assert!(told.errors.is_empty(), "{what}: {:?}", told.errors);
        told.check(&desk, what);
        desk.close();
    }
    // A folder for an export that can't be written is no trouble of the workspace's.
    desk.open();
    let closed = task.data.join("closed");
    fs::create_dir(&closed).unwrap();
    mode(&closed, 0o555);
    let error = export(&desk, &closed.join("list.csv")).expect_err("the folder is closed");
    assert_eq!((error.code, error.fields["file"].as_str()), (Code::Invalid, "no_access"), "{error}");
    told.write(&desk, "Still");
    told.check(&desk, "after an export that failed");
}

/// What must hold while the folder is away, and when it is back.
fn goes_and_comes_back(desk: &Desk, goes: impl FnOnce(), comes_back: impl FnOnce(), when: &str) {
    let mut told = Told::default();
    told.write(desk, "Before");
    goes();
    told.write(desk, "Meanwhile");
    let error = told.errors.pop().expect("what is written into nothing is lost");
    assert_eq!(error.code, Code::Gone, "{when}: {error}");
    assert_eq!(desk.call("check_storage", json!({}))["trouble"], "gone", "{when}");
    told.write(desk, "Meanwhile again");
    assert_eq!(told.errors.pop().expect("still").code, Code::Gone, "{when}");
    // An index that is made anew in an empty place would stand in the way of what comes back.
    let error = desk.command_line("rebuild_index", json!({})).expect_err("there is no place for it");
    assert_eq!(error.code, Code::Gone, "{when}: {error}");
    assert!(!desk.folder().join("index").exists(), "{when}: nothing is made there");
    comes_back();
    assert_eq!(desk.call("check_storage", json!({}))["trouble"], Value::Null, "{when}: it is back");
    told.write(desk, "After");
    assert!(told.errors.is_empty(), "{when}: {:?}", told.errors);
    assert!(
        !desk.rows("SELECT name FROM customer").contains(&"Meanwhile".to_owned()),
        "{when}: what was refused isn't there"
    );
    told.check(desk, when);
    told.survives_a_kill(desk, when);
}

#[test]
fn a_folder_that_was_moved_away_pauses_the_work() {
    let desk = Desk::new();
    let away = desk.data().join("elsewhere");
    let (goes, comes) = (|| fs::rename(desk.folder(), &away).unwrap(), || fs::rename(&away, desk.folder()).unwrap());
    goes_and_comes_back(&desk, goes, comes, "moved");
}

#[test]
fn another_workspace_in_its_place_is_not_written() {
    let desk = Desk::new();
    let mut told = Told::default();
    told.write(&desk, "Mine");
    let away = desk.data().join("elsewhere");
    fs::rename(desk.folder(), &away).unwrap();
    let other = Desk::of_somebody_else();
    other.close();
    let before = Image::of(&other.folder());
    before.write(&desk.folder());
    told.write(&desk, "Meanwhile");
    assert_eq!(told.errors.pop().expect("it is another's").code, Code::Gone);
    assert_eq!(desk.command_line("rebuild_index", json!({})).expect_err("neither this").code, Code::Gone);
    // The one that lies there now has another key.
    assert!(desk.ask("check_storage", json!({})).is_err());
    assert_eq!(desk.call("session_state", json!({}))["state"], "locked");
    assert!(Image::of(&desk.folder()) == before, "not a byte of it changed");
    fs::remove_dir_all(desk.folder()).unwrap();
    fs::rename(&away, desk.folder()).unwrap();
    desk.open();
    told.check(&desk, "after another lay in its place");
}

#[test]
fn a_drive_that_was_pulled_pauses_the_work() {
    on_a_mount("disk::pulled_child");
}

#[test]
#[ignore = "the other side of a_drive_that_was_pulled_pauses_the_work"]
fn pulled_child() {
    let Some(task) = Task::mine() else { return };
    let place = task.data.join("mnt");
    fs::create_dir(&place).unwrap();
    let (drive, place_name) = (task.data.join("first"), place.to_str().unwrap().to_owned());
    let plug = || told("mount", &["--bind", drive.to_str().unwrap(), &place_name]);
    plug();
    let desk = Desk::at(&place, &task.recovery);
    desk.open();
    for round in 0..rounds(2, 50) {
        // Lazily, as the system does it for a drive that is pulled while files on it are open.
        goes_and_comes_back(&desk, || told("umount", &["--lazy", &place_name]), plug, &format!("round {round}"));
        desk.call("delete_customers", json!({ "ids": ids(&desk) }));
    }
}

fn ids(desk: &Desk) -> Vec<Value> {
    let page = desk.call("list_customers", json!({}));
    page["rows"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect()
}

#[test]
fn a_synced_folder_is_warned_of() {
    let folder = tempfile::TempDir::new().unwrap();
    for name in ["OneDrive - Linghai", "Dropbox", "iCloudDrive", "我的坚果云"] {
        let data = folder.path().join(name).join("Satchel");
        let desk = Desk::at(&data, &Desk::lay_out(&data));
        desk.open();
        let shared = desk.call("session_state", json!({}))["storage"]["shared"].clone();
        assert_eq!(shared, json!({ "kind": "synced", "name": name }));
    }
    let desk = Desk::new();
    assert_eq!(desk.call("session_state", json!({}))["storage"]["shared"], Value::Null, "an ordinary folder is fine");
}

#[test]
fn no_write_ahead_log_on_a_network() {
    on_a_mount("disk::network_child");
}

#[test]
#[ignore = "the other side of no_write_ahead_log_on_a_network"]
fn network_child() {
    let Some(task) = Task::mine() else { return };
    let data = task.data.join("first");
    let desk = Desk::at(&data, &task.recovery);
    let journal = |desk: &Desk| desk.rows("PRAGMA journal_mode").remove(0);
    let mut told_all = Told::default();
    desk.open();
    told_all.write(&desk, "At home");
    assert_eq!(journal(&desk), "wal");
    desk.close();
    // The system's list of mounts says from now on that the folder is a server's.
    let list = "/proc/self/mountinfo";
    let mut mounts = fs::read_to_string(list).unwrap();
    mounts.push_str(&format!("999 1 0:99 / {} rw - nfs4 server:/share rw\n", data.display()));
    let changed = task.data.join("mountinfo");
    fs::write(&changed, mounts).unwrap();
    let process = format!("/proc/{}/mountinfo", std::process::id());
    told("mount", &["--bind", changed.to_str().unwrap(), &process]);
    desk.open();
    assert_eq!(
        desk.call("session_state", json!({}))["storage"]["shared"],
        json!({ "kind": "network", "name": "nfs4" })
    );
    assert_eq!(journal(&desk), "delete", "all readers of a write-ahead log would have to share memory");
    for number in 0..30 {
        told_all.write(&desk, &format!("Away {number}"));
        assert_eq!(desk.call("list_customers", json!({}))["total"], number + 2);
    }
    assert!(told_all.errors.is_empty(), "{:?}", told_all.errors);
    told_all.check(&desk, "on a network");
    assert!(!desk.folder().join("satchel.db-wal").exists(), "there is none");
    desk.close();
    told("umount", &[&process]);
    desk.open();
    assert_eq!(journal(&desk), "wal", "at home it has one again");
    told_all.check(&desk, "at home again");
}

//! What may go wrong between a file and the row that names it: a kill, a failure, a full disk. A file without a row is rubble
//! that goes; a row without its file is never there.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use satchel_core::Code;
use satchel_tests::{Desk, Image, check_integrity, files_in};
use serde_json::{Value, json};

use crate::child::{Task, tell};
use crate::disk::{on_a_mount, told};

const SIZE: usize = 3 << 20;

fn attach(desk: &Desk, talk: &str, path: &Path) -> satchel_core::Result<Value> {
    let ticket = desk.session.tickets.issue(path.to_path_buf()).ticket;
    desk.command_line("add_attachments", json!({ "communicationId": talk, "files": [ticket] }))
}

fn a_file(data: &Path, name: &str, byte: u8) -> PathBuf {
    let path = data.join(name);
    fs::write(&path, vec![byte; SIZE]).unwrap();
    path
}

fn talk_of(desk: &Desk) -> String {
    match desk.rows("SELECT lower(hex(id)) FROM communication").first() {
        Some(id) => uuid::Uuid::parse_str(id).unwrap().to_string(),
        None => desk.log(&desk.customer("凌云"), "rails"),
    }
}

fn sealed(folder: &Path) -> Vec<PathBuf> {
    let folder = folder.join("attachments");
    if folder.exists() { files_in(&folder) } else { Vec::new() }
}

/// Every row has its file.
#[track_caller]
fn is_whole(desk: &Desk, rows: usize) {
    assert_eq!(check_integrity(&desk.app()).unwrap(), Vec::<String>::new());
    let view = desk.call("get_communication", json!({ "id": talk_of(desk) }));
    let attachments = view["attachments"].as_array().unwrap();
    assert_eq!(attachments.len(), rows, "{view}");
    for attachment in attachments {
        let out = desk.session.tickets.issue(desk.data().join("out")).ticket;
        desk.command_line("export_attachment", json!({ "id": attachment["id"], "ticket": out })).unwrap();
        assert_eq!(fs::metadata(desk.data().join("out")).unwrap().len(), SIZE as u64);
    }
}

#[test]
fn a_kill_between_a_file_and_its_row_leaves_no_row_and_no_rubble() {
    let folder = tempfile::TempDir::new().unwrap();
    let data = folder.path().join("data");
    let task = Task { recovery: Desk::lay_out(&data), data: data.clone(), from: 0 };
    let victim = task.start("attachments::pausing_child", |_| {});
    assert_eq!(victim.hear(), "attaching");
    let began = Instant::now();
    let complete = |path: &PathBuf| path.extension().is_none();
    while !sealed(&data.join("workspace")).iter().any(complete) {
        assert!(began.elapsed() < Duration::from_secs(60), "the file must be complete before a row is written");
        std::thread::yield_now();
    }
    assert!(!victim.kill().contains(&"attached".to_owned()), "the row was never committed");
    // What a kill in the middle of a file leaves.
    fs::write(data.join("workspace/attachments/0123.part"), "half a file").unwrap();

    let desk = task.desk();
    is_whole(&desk, 0);
    let one = a_file(&data, "one", 1);
    attach(&desk, &talk_of(&desk), &one).unwrap();
    is_whole(&desk, 1);
    let left = sealed(&desk.folder());
    assert_eq!(left.len(), 1, "the same file takes the place of the rubble, and nothing half stays: {left:?}");

    fail::cfg("attachment", "return").unwrap();
    let two = a_file(&data, "two", 2);
    let failed = attach(&desk, &talk_of(&desk), &two).unwrap_err();
    fail::remove("attachment");
    assert_eq!(failed.code, Code::Internal, "{failed}");
    assert_eq!(sealed(&desk.folder()), left, "what failed takes its file along");
    fail::cfg("attachment", "return").unwrap();
    attach(&desk, &talk_of(&desk), &one).unwrap_err();
    fail::remove("attachment");
    is_whole(&desk, 1);
    attach(&desk, &talk_of(&desk), &two).unwrap();
    is_whole(&desk, 2);
}

#[test]
#[ignore = "the other side of a_kill_between_a_file_and_its_row_leaves_no_row_and_no_rubble"]
fn pausing_child() {
    let Some(task) = Task::mine() else { return };
    let desk = task.desk();
    let talk = talk_of(&desk);
    fail::cfg("attachment", "pause").unwrap();
    tell("attaching");
    attach(&desk, &talk, &a_file(&task.data, "one", 1)).unwrap();
    tell("attached");
}

#[test]
fn a_full_disk_takes_no_file_and_keeps_the_rest() {
    on_a_mount("attachments::full_child");
}

#[test]
#[ignore = "the other side of a_full_disk_takes_no_file_and_keeps_the_rest"]
fn full_child() {
    let Some(task) = Task::mine() else { return };
    let disk = task.data.join("disk");
    fs::create_dir_all(&disk).unwrap();
    told("mount", &["-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.to_str().unwrap()]);
    let data = disk.join("data");
    Image::of(&task.data.join("first/workspace")).write(&data.join("workspace"));
    let desk = Desk::at(&data, &task.recovery);
    desk.open();
    let talk = talk_of(&desk);
    let mut kept = 0;
    let error = loop {
        // They come from another disk.
        let file = a_file(&task.data, "file", kept);
        match attach(&desk, &talk, &file) {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error.code, Code::DiskFull, "{error}");
    assert!(kept > 0, "some fit");
    let files = sealed(&desk.folder());
    assert_eq!(files.len(), usize::from(kept), "nothing of what didn't fit stays: {files:?}");
    desk.reopen();
    let view = desk.call("get_communication", json!({ "id": talk }));
    assert_eq!(view["attachments"].as_array().unwrap().len(), usize::from(kept));
}

//! Files of communications: they come in and out as they were, are removed and brought back, and nothing of them can be read on
//! the disk but what the system's programs are shown.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use jiff::tz::TimeZone;
use satchel_core::clock::Clock;
use satchel_core::communications::attachments;
use satchel_core::communications::log_communication;
use satchel_core::contract::{self, Caller};
use satchel_core::files::{Answer, FilePurpose, Host};
use satchel_core::people::{Actor, Role};
use satchel_core::session::{Places, Session, UnlockMethod};
use satchel_core::{Code, Result};
use satchel_tests::{Desk, Image, PASSPHRASE, files_in, run};
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// A file that somebody could attach; its ticket.
fn file(desk: &Desk, name: &str, content: &[u8]) -> String {
    let folder = desk.data().join("outside");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), content).unwrap();
    desk.session.tickets.issue(folder.join(name)).ticket
}

fn add(desk: &Desk, talk: &str, tickets: &[String]) -> Result<Value> {
    desk.command_line("add_attachments", json!({ "communicationId": talk, "files": tickets }))
}

fn attached(desk: &Desk, talk: &str, name: &str, content: &[u8]) -> String {
    let added = add(desk, talk, &[file(desk, name, content)]).unwrap();
    added["attachments"][0]["id"].as_str().unwrap().to_owned()
}

fn names(desk: &Desk, talk: &str) -> Vec<String> {
    let view = desk.call("get_communication", json!({ "id": talk }));
    let name = |attachment: &Value| attachment["name"].as_str().unwrap().to_owned();
    view["attachments"].as_array().unwrap().iter().map(name).collect()
}

fn export(desk: &Desk, id: &str) -> Result<Vec<u8>> {
    let out = desk.data().join("exported");
    fs::write(&out, "what was there before").unwrap();
    let ticket = desk.session.tickets.issue(out.clone()).ticket;
    let written = desk.command_line("export_attachment", json!({ "id": id, "ticket": ticket }));
    let content = fs::read(out).unwrap();
    if written.is_err() {
        assert_eq!(content, b"what was there before", "a file that can't be written stays as it was");
    }
    written.map(|_| content)
}

/// The sealed files.
fn sealed(desk: &Desk) -> Vec<PathBuf> {
    let folder = desk.folder().join("attachments");
    if folder.exists() { files_in(&folder) } else { Vec::new() }
}

fn talk(desk: &Desk) -> String {
    desk.log(&desk.customer("凌云"), "rails")
}

#[test]
fn files_come_in_and_out_as_they_were() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let talk = desk.log(&customer, "rails");
    let long: Vec<u8> = (0..700_000_u32).flat_map(u32::to_le_bytes).collect();
    let files: [(&str, &[u8], &str, bool); 7] = [
        ("offer.pdf", b"%PDF-1.7 offer", "application/pdf", true),
        ("empty", b"", "application/octet-stream", true),
        ("报价 🛤️ final?.txt", "报价：¥41万\n".as_bytes(), "text/plain", true),
        ("long.bin.dat", &long, "application/octet-stream", true),
        ("picture.txt", b"\x89PNG\r\n\x1a\n____", "image/png", true),
        ("setup.exe", b"MZ____", "application/vnd.microsoft.portable-executable", false),
        ("offer2.pdf", b"MZ____", "application/vnd.microsoft.portable-executable", false),
    ];
    let tickets: Vec<String> = files.iter().map(|(name, content, ..)| file(&desk, name, content)).collect();
    let added = add(&desk, &talk, &tickets).unwrap();
    let view = desk.call("get_communication", json!({ "id": talk }));
    assert_eq!(view["attachments"], added["attachments"], "what was added is there");
    let timeline = desk.call("list_timeline", json!({ "customerId": customer }));
    assert!(timeline.to_string().contains("offer.pdf"), "the timeline shows it: {timeline}");
    let found = desk.call("search", json!({ "query": "rails", "kinds": ["communication"] }));
    assert_eq!(found["hits"][0]["files"], files.len(), "the list says how many there are");
    for round in ["now", "after a new start"] {
        for (at, (name, content, media_type, opens)) in files.iter().enumerate() {
            let attachment = &added["attachments"][at];
            let said = (&attachment["mediaType"], &attachment["opens"], &attachment["bytes"]);
            assert_eq!(said, (&json!(media_type), &json!(opens), &json!(content.len())), "{name}");
            let id = attachment["id"].as_str().unwrap();
            assert_eq!(export(&desk, id).unwrap(), *content, "{name} {round}");
        }
        desk.reopen();
    }
    assert_eq!(sealed(&desk).len(), 6, "the same content is kept once");
    let elsewhere = tempfile::TempDir::new().unwrap();
    desk.close();
    Image::of(&desk.folder()).write(&elsewhere.path().join("workspace"));
    let other = Desk::at(elsewhere.path(), desk.recovery());
    other.open();
    let first = added["attachments"][0]["id"].as_str().unwrap();
    assert_eq!(export(&other, first).unwrap(), files[0].1, "a copy of the folder has them");
}

#[test]
fn names_are_what_every_system_can_keep() {
    let desk = Desk::new();
    let talk = talk(&desk);
    for name in ["invoice\u{202e}fdp.exe", "C:\\temp.txt", "a.exe. ", "con.txt", "a\nb.txt", &"长".repeat(80)] {
        attached(&desk, &talk, name, b"x");
    }
    let kept = ["invoicefdp.exe", "C__temp.txt", "a.exe", "_con.txt", "ab.txt", &"长".repeat(66)];
    assert_eq!(names(&desk, &talk), kept);
}

#[test]
fn they_are_removed_and_brought_back() {
    let desk = Desk::new();
    let talk = talk(&desk);
    let id = attached(&desk, &talk, "offer.pdf", b"%PDF-1.7 offer");
    desk.call("remove_attachment", json!({ "id": id }));
    assert_eq!(names(&desk, &talk), Vec::<String>::new());
    for command in ["export_attachment", "show_attachment"] {
        let mut input = json!({ "id": id });
        if command == "export_attachment" {
            input["ticket"] = file(&desk, "out", b"").into();
        }
        assert_eq!(desk.command_line(command, input).unwrap_err().code, Code::NotFound, "{command}");
    }
    desk.reopen();
    desk.call("undo", json!({}));
    assert_eq!(export(&desk, &id).unwrap(), b"%PDF-1.7 offer", "what was removed comes back");
    desk.call("redo", json!({}));
    desk.call("undo", json!({}));
    desk.call("delete_communication", json!({ "id": talk }));
    assert_eq!(export(&desk, &id).unwrap_err().code, Code::NotFound, "it goes with its communication");
    desk.call("undo", json!({}));
    assert_eq!(names(&desk, &talk), ["offer.pdf"], "and comes back with it");
    let history = desk.call("list_history", json!({})).to_string();
    assert!(history.contains("offer.pdf") && history.contains("add_attachments"), "the history tells of it: {history}");
    let act = desk.rows("SELECT lower(hex(id)) FROM act WHERE command = 'add_attachments'").remove(0);
    desk.call("undo", json!({ "act": uuid::Uuid::parse_str(&act).unwrap() }));
    assert_eq!(names(&desk, &talk), Vec::<String>::new(), "adding is taken back as well");
}

#[test]
fn they_are_logged_with_the_communication_and_go_where_it_goes() {
    let desk = Desk::new();
    let (one, two) = (desk.customer("凌云"), desk.customer("Linghai"));
    let files = [file(&desk, "drawing.pdf", b"%PDF-1"), file(&desk, "b.txt", b"b")];
    let saved = desk.call("log_communication", json!({ "customerId": two, "channel": "email", "files": files }));
    assert_eq!(saved["title"], "drawing.pdf", "who writes nothing is taken to mean the file");
    let talk = saved["id"].as_str().unwrap();
    assert_eq!(names(&desk, talk), ["drawing.pdf", "b.txt"]);
    desk.call("undo", json!({}));
    assert_eq!(desk.call_err("get_communication", json!({ "id": talk })).code, Code::NotFound, "it is one act");
    desk.call("redo", json!({}));
    desk.call("merge_customers", json!({ "keep": one, "others": [two] }));
    let view = desk.call("get_communication", json!({ "id": talk }));
    assert_eq!((view["customerId"].as_str(), names(&desk, talk).len()), (Some(one.as_str()), 2), "also when it moves");
    let nothing = json!({ "customerId": one, "channel": "note", "files": [] });
    assert_eq!(desk.call_err("log_communication", nothing).fields["text"], "required");
}

#[test]
fn what_cannot_be_attached_is_told_and_leaves_nothing() {
    let desk = Desk::new();
    let talk = talk(&desk);
    let large = file(&desk, "large.bin", b"");
    let outside = desk.data().join("outside");
    fs::File::options().write(true).open(outside.join("large.bin")).unwrap().set_len(100_000_001).unwrap();
    let folder = desk.session.tickets.issue(outside.clone()).ticket;
    let gone = desk.session.tickets.issue(outside.join("gone")).ticket;
    let good = file(&desk, "good.txt", b"good");
    let cases = [
        (vec![good.clone(), large], "attachment_too_large"),
        (vec![good.clone(), folder], "is_folder"),
        (vec![good.clone(), gone], "not_there"),
        (vec![good.clone(); 21], "too_many_files"),
        (vec![], "required"),
    ];
    for (tickets, problem) in cases {
        let error = add(&desk, &talk, &tickets).unwrap_err();
        assert_eq!((error.code, error.fields["file"].as_str()), (Code::Invalid, problem), "{error}");
        assert_eq!(sealed(&desk), Vec::<PathBuf>::new(), "{problem}: nothing stays, not even of the good one");
    }
    assert_eq!(add(&desk, &talk, &[uuid::Uuid::now_v7().to_string()]).unwrap_err().code, Code::NotFound);
    let nobody = uuid::Uuid::now_v7().to_string();
    assert_eq!(add(&desk, &nobody, std::slice::from_ref(&good)).unwrap_err().code, Code::NotFound);
    let largest = file(&desk, "largest.bin", b"");
    fs::File::options().write(true).open(outside.join("largest.bin")).unwrap().set_len(100_000_000).unwrap();
    let added = add(&desk, &talk, &[largest]).unwrap();
    assert_eq!(added["attachments"][0]["bytes"], 100_000_000, "as large as that is fine");
    let app = desk.app();
    let viewer = Actor { role: Role::Viewer, ..desk.actor() };
    let customer = desk.customer("凌云");
    let input = json!({ "customerId": customer, "channel": "note", "text": "x", "files": [good] });
    let refused = run(log_communication(&app, viewer, serde_json::from_value(input).unwrap()));
    assert_eq!(refused.unwrap_err().code, Code::Refused, "who only reads adds nothing");
    let input = serde_json::from_value(json!({ "id": added["attachments"][0]["id"] })).unwrap();
    assert_eq!(run(attachments::remove_attachment(&app, viewer, input)).unwrap_err().code, Code::Refused);
    assert_eq!(sealed(&desk).len(), 1);
}

#[test]
fn nothing_of_them_can_be_read_on_the_disk() {
    let desk = Desk::new();
    let talk = talk(&desk);
    let content = b"The plan of the left wing, canary-plan-7731.".repeat(5_000);
    attached(&desk, &talk, "canary-name-7731.txt", &content);
    // Of all the tools at hand, only the database knows this without a crate of its own.
    let plain = desk.rows("SELECT sha256 FROM attachment").remove(0);
    desk.close();
    for path in files_in(&desk.folder()) {
        let raw = fs::read(&path).unwrap();
        for canary in [&b"canary-plan"[..], b"canary-name", plain.as_bytes()] {
            assert!(!raw.windows(canary.len()).any(|part| part == canary), "{} says {canary:?}", path.display());
        }
        assert!(!path.to_string_lossy().contains(&plain), "a name that anybody could compute tells what is kept");
    }
}

#[test]
fn a_file_that_is_not_what_was_added_is_told_as_damaged() {
    let desk = Desk::new();
    let talk = talk(&desk);
    let (id, other) = (attached(&desk, &talk, "a.txt", &[7; 200_000]), attached(&desk, &talk, "b.txt", &[8; 200_000]));
    let files = sealed(&desk);
    let before: Vec<Vec<u8>> = files.iter().map(|path| fs::read(path).unwrap()).collect();
    for (path, content) in files.iter().zip(&before) {
        let mut changed = content.clone();
        changed[150_000] ^= 1;
        fs::write(path, changed).unwrap();
    }
    assert_eq!(export(&desk, &id).unwrap_err().code, Code::Damaged);
    fs::write(&files[0], &before[1]).unwrap();
    fs::write(&files[1], &before[0]).unwrap();
    assert_eq!(export(&desk, &id).unwrap_err().code, Code::Damaged, "nor is one put in the place of the other");
    for path in &files {
        fs::remove_file(path).unwrap();
    }
    assert_eq!(export(&desk, &other).unwrap_err().code, Code::Damaged, "one that is gone is missed");
    assert_eq!(names(&desk, &talk), ["a.txt", "b.txt"], "and the rest goes on");
    let again = attached(&desk, &talk, "a again.txt", &[7; 200_000]);
    assert_eq!(export(&desk, &again).unwrap(), [7; 200_000]);
    assert_eq!(export(&desk, &id).unwrap(), [7; 200_000], "adding the same again mends it");
}

#[test]
fn what_nobody_names_is_swept_and_what_undo_needs_is_not() {
    let desk = Desk::new();
    let talk = talk(&desk);
    let id = attached(&desk, &talk, "a.txt", b"removed, but undo knows it");
    desk.call("remove_attachment", json!({ "id": id }));
    let folder = desk.folder().join("attachments");
    let (orphan, young, part) = (folder.join("ab".repeat(32)), folder.join("cd".repeat(32)), folder.join("x.part"));
    for path in [&orphan, &young, &part] {
        fs::write(path, "noise").unwrap();
    }
    let now = jiff::Timestamp::from_millisecond(desk.app().clock.now().0).unwrap();
    let now = SystemTime::from(now);
    let day = Duration::from_hours(24);
    for path in sealed(&desk) {
        let age = if path == young { day } else { 8 * day };
        fs::File::options().write(true).open(path).unwrap().set_modified(now - age).unwrap();
    }
    desk.reopen();
    // Adding waits until the sweep is over.
    attached(&desk, &talk, "b.txt", b"b");
    assert!(!orphan.exists() && !part.exists(), "what nobody names goes");
    assert!(young.exists(), "but not at once");
    desk.call("undo", json!({}));
    desk.call("undo", json!({}));
    assert_eq!(export(&desk, &id).unwrap(), b"removed, but undo knows it");
}

/// A desktop that remembers what it was asked to open.
#[derive(Default)]
struct Desktop {
    opened: Mutex<Vec<PathBuf>>,
}

impl Host for Desktop {
    fn choose_open(&self, _purpose: FilePurpose) -> Answer<Option<PathBuf>> {
        Box::pin(async { None })
    }

    fn choose_files(&self) -> Answer<Vec<PathBuf>> {
        Box::pin(async { Vec::new() })
    }

    fn open_file(&self, path: &Path) -> Answer<bool> {
        self.opened.lock().unwrap().push(path.to_path_buf());
        Box::pin(async { true })
    }

    fn choose_save(&self, _purpose: FilePurpose, _suggested_name: &str) -> Answer<Option<PathBuf>> {
        Box::pin(async { None })
    }

    fn open_address(&self, _url: String) -> Answer<bool> {
        Box::pin(async { false })
    }

    fn copy_secret(&self, _secret: Zeroizing<String>) -> Answer<bool> {
        Box::pin(async { false })
    }

    fn forget_screen(&self) {}
}

#[test]
#[cfg(unix)]
fn copies_for_programs_lie_outside_and_go_with_the_lock() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let talk = talk(&desk);
    let content = vec![b'x'; 300_000];
    let id = attached(&desk, &talk, "offer.txt", &content);
    let program = attached(&desk, &talk, "setup.sh", b"#!/bin/sh\n");
    let no_desktop = desk.call_err("open_attachment", json!({ "id": id }));
    assert_eq!(no_desktop.code, Code::NotHere);
    desk.close();
    let desktop = Arc::new(Desktop::default());
    let clocks = || Clock::fixed(satchel_core::ids::Timestamp(1_778_724_000_000), TimeZone::UTC);
    let start =
        || Session::new(Places::within(desk.data()), Some(Arc::clone(&desktop) as Arc<dyn Host>), Box::new(clocks));
    let open = |session: &Session, id: &str| {
        run(contract::call(session, Caller::Window, "open_attachment", json!({ "id": id })))
    };
    let copy = || desktop.opened.lock().unwrap().last().unwrap().clone();
    let session = start();
    run(session.unlock_with(UnlockMethod::Passphrase, PASSPHRASE)).unwrap();
    open(&session, &id).unwrap();
    let first = copy();
    assert!(first.ends_with("offer.txt") && !first.starts_with(desk.folder()), "outside: {}", first.display());
    assert_eq!(fs::read(&first).unwrap(), content);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = first.parent().unwrap();
    assert_eq!((mode(&first), mode(folder), mode(folder.parent().unwrap())), (0o400, 0o700, 0o700));
    open(&session, &id).unwrap();
    assert_eq!(copy(), first, "once more is the same copy");
    let error = open(&session, &program).unwrap_err();
    assert_eq!(error.fields["file"], "not_opened", "what a system would run is not opened");
    run(contract::call(&session, Caller::Window, "lock", json!({}))).unwrap();
    assert!(!first.exists(), "the lock takes it away");
    assert_eq!(open(&session, &id).unwrap_err().code, Code::Locked);

    run(session.unlock_with(UnlockMethod::Passphrase, PASSPHRASE)).unwrap();
    open(&session, &id).unwrap();
    run(session.close()).unwrap();
    assert!(!first.exists(), "so does the end of the program");
    fs::create_dir_all(folder).unwrap();
    fs::write(&first, "what a kill left").unwrap();
    run(start().open_at_start()).unwrap();
    assert!(!first.exists(), "and the next start, before anybody unlocks");
    assert!(!desk.data().join("opened").join(folder.parent().unwrap().file_name().unwrap()).exists());
}

#[test]
fn a_small_image_is_shown_and_a_bomb_is_not() {
    let desk = Desk::new();
    let talk = talk(&desk);
    // The head of a PNG says how large it is.
    let png = |width: u32, height: u32| {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
        png.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
        png
    };
    let show = |id: &str| desk.call("show_attachment", json!({ "id": id }))["address"].clone();
    let address = show(&attached(&desk, &talk, "small.png", &png(640, 480)));
    assert!(address.as_str().unwrap().starts_with("data:image/png;base64,iVBOR"), "{address}");
    assert_eq!(show(&attached(&desk, &talk, "bomb.png", &png(60_000, 60_000))), Value::Null);
    assert_eq!(show(&attached(&desk, &talk, "page.png", b"<html><script>")), Value::Null, "the name says nothing");
}

//! Damaged files: a changed database is noticed, a cut write-ahead log loses only what wasn't complete, a changed index
//! changes no answer.

use std::fs;
use std::path::Path;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use satchel_core::store::FILE;
use satchel_core::{Code, search};
use satchel_tests::{BruteForce, Desk, Image, check_integrity, files_in, run};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::child::rounds;

const PAGE: usize = 4096;

#[test]
fn a_changed_page_is_noticed_and_gives_no_wrong_data() {
    let desk = Desk::new();
    desk.fill(20, 120);
    let content = desk.content();
    desk.close();
    let file = desk.folder().join(FILE);
    let whole = fs::read(&file).unwrap();
    let pages = whole.len() / PAGE;
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let every = (pages / rounds(40, pages)).max(1);
    let mut refused = 0;
    for page in (0..pages).step_by(every) {
        let mut bytes = whole.clone();
        bytes[page * PAGE + rng.random_range(0..PAGE)] ^= 1 << rng.random_range(0..8);
        fs::write(&file, bytes).unwrap();
        if let Err(error) = desk.try_open() {
            assert_eq!(error.code, Code::Damaged, "page {page}: {error}");
            refused += 1;
            continue;
        }
        match desk.try_content() {
            Ok(read) => assert!(read == content, "page {page}: what can be read must be what was written"),
            Err(error) => assert_eq!(error.code, Code::Damaged, "page {page}: {error}"),
        }
        let complaints = check_integrity(&desk.app());
        assert!(complaints.is_err() || !complaints.unwrap().is_empty(), "page {page}: the check must notice");
        let name = desk.try_rows("SELECT name FROM workspace");
        assert!(name.is_ok(), "page {page}: what is sound can be read after what isn't: {name:?}");
        // What is damaged may not let itself be closed cleanly either.
        drop(run(desk.session.close()));
    }
    assert!(refused > 0, "a workspace whose first page is damaged must not open");
}

#[test]
fn a_long_text_with_a_changed_page_is_not_read_as_another() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    // It goes over several pages, which are among the last of the file.
    let text = "a long note, 长，".repeat(2_000);
    let said = desk.log(&customer, &text);
    run(search::settle(&desk.app())).unwrap();
    let ways = [
        ("get_communication", json!({ "id": said })),
        ("list_timeline", json!({ "customerId": customer })),
        ("search", json!({ "query": "long note" })),
        ("preview_dossier", json!({ "customerId": customer, "language": "en" })),
    ];
    let mut right: Vec<Value> = ways.iter().map(|(name, input)| desk.call(name, input.clone())).collect();
    right.iter_mut().for_each(forget_time);
    desk.close();
    let file = desk.folder().join(FILE);
    let whole = fs::read(&file).unwrap();
    let pages = whole.len() / PAGE;
    let mut noticed = 0;
    for page in pages.saturating_sub(rounds(24, pages))..pages {
        let mut bytes = whole.clone();
        bytes[page * PAGE + 100] ^= 4;
        fs::write(&file, bytes).unwrap();
        if desk.try_open().is_ok() {
            for ((name, input), right) in ways.iter().zip(&right) {
                match desk.ask(name, input.clone()) {
                    Ok(mut read) => {
                        forget_time(&mut read);
                        assert!(read == *right, "page {page} of {pages}: {name} gives what was not written");
                    }
                    Err(error) => {
                        assert_eq!(error.code, Code::Damaged, "page {page}: {name}: {error}");
                        noticed += 1;
                    }
                }
            }
            drop(run(desk.session.close()));
        }
    }
    assert!(noticed > 20, "pages of the text must be among them: {noticed}");
}

/// How long it took is no part of an answer.
fn forget_time(answer: &mut Value) {
    if let Some(fields) = answer.as_object_mut() {
        fields.remove("tookMs");
    }
}

/// What was logged, in the order of logging, as far as the database knows it.
fn logged(folder: &Path, recovery: &str) -> usize {
    let desk = Desk::at(folder, recovery);
    desk.open();
    assert_eq!(check_integrity(&desk.app()).unwrap(), Vec::<String>::new(), "what is left is whole");
    let mut texts = desk.rows("SELECT text FROM communication WHERE deleted_at IS NULL");
    texts.sort();
    let count = texts.len();
    assert_eq!(
        texts,
        (0..count).map(|at| format!("entry {at:03}")).collect::<Vec<_>>(),
        "only a beginning of what was said"
    );
    count
}

#[test]
fn a_cut_or_changed_write_ahead_log_keeps_its_beginning() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    desk.reopen();
    const SAID: usize = 6;
    for at in 0..SAID {
        desk.log(&customer, &format!("entry {at:03}"));
    }
    run(search::settle(&desk.app())).unwrap();
    let image = Image::of_a_living(&desk.folder());
    let wal_name = format!("{FILE}-wal");
    let wal = image.file(&wal_name).to_vec();
    let page = usize::try_from(u32::from_be_bytes(wal[8..12].try_into().unwrap())).unwrap();
    let frames = (wal.len() - 32) / (page + 24);
    assert!(frames > SAID, "everything since the last start must still be in the log");
    let after = |change: &dyn Fn(&mut Vec<u8>)| {
        let copy = TempDir::new().unwrap();
        let folder = copy.path().join("workspace");
        image.write(&folder);
        let mut wal = wal.clone();
        change(&mut wal);
        fs::write(folder.join(&wal_name), wal).unwrap();
        fs::remove_file(folder.join(format!("{FILE}-shm"))).unwrap();
        logged(copy.path(), desk.recovery())
    };
    let mut known = 0;
    let step = (frames / rounds(24, frames)).max(1);
    for frame in (0..=frames).step_by(step).chain([frames]) {
        let end = 32 + frame * (page + 24);
        let cut = after(&|wal| wal.truncate(end));
        assert!(cut >= known, "a longer log never holds less: {cut} after {known}");
        known = cut;
        if frame < frames {
            assert_eq!(after(&|wal| wal.truncate(end + page / 2)), cut, "half a frame counts for nothing");
            assert_eq!(after(&|wal| wal[end + 24 + page / 3] ^= 4), cut, "a changed frame ends the log before it");
        }
    }
    assert_eq!(known, SAID, "the whole log holds everything");
}

#[test]
fn flips_in_the_index_change_no_answer() {
    let desk = Desk::with_sample();
    let brute = BruteForce::over(&desk);
    let index = desk.folder().join("index");
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    for round in 0..rounds(12, 1_000) {
        desk.close();
        let files: Vec<_> = files_in(&index).into_iter().filter(|file| fs::metadata(file).unwrap().len() > 0).collect();
        let file = &files[rng.random_range(0..files.len())];
        let mut bytes = fs::read(file).unwrap();
        let at = rng.random_range(0..bytes.len());
        bytes[at] ^= 1 << rng.random_range(0..8);
        fs::write(file, bytes).unwrap();
        desk.open();
        for query in ["报", "价单", "quote", "ra"] {
            let when = format!("round {round}, byte {at} of {} flipped", file.display());
            desk.finds_what_a_scan_finds(&brute, query, &when);
        }
    }
}

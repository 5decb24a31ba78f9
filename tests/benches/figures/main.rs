//! The figures that Satchel has to keep, each with its limit and with what it is measured against in the same run: an empty
//! workspace, a copy that isn't encrypted, LIKE and FTS5 on the same data, `sqlite3 .import` of the same list. Ratios travel
//! between machines, milliseconds don't.
//!
//! `cargo xtask bench` measures with 10,000 customers and 100,000 communications; `SATCHEL_SIZE=100000,1000000` asks for
//! another size. `SATCHEL_COPY_OF=FOLDER` with its recovery code in `SATCHEL_CODE` measures on a copy of a workspace that is
//! there, `SATCHEL_KEEP=FOLDER` leaves such a copy and says its code, `SATCHEL_ROWS=1000000` imports a list of that length.
//! A word names the figures to measure: memory, open, lists, narrowing, history, save, search, rebuild, duplicates, import.

#![expect(clippy::unwrap_used, reason = "a step that fails ends the run")]
#![expect(clippy::print_stdout, reason = "the figures are for whoever runs it")]

mod duplicates;
mod histories;
mod importing;
mod lists;
mod narrowing;
mod opening;
mod searching;
mod told;

use std::path::Path;

use satchel_core::search;
use satchel_tests::{Desk, files_in, run};
use tempfile::TempDir;
use told::{show, timed};

/// As the program has it.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() {
    // Cargo adds an option of its own.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let asked = |word: &str| words.is_empty() || words.iter().any(|known| known == word);
    let profile = if cfg!(debug_assertions) { "development" } else { "optimised" };
    let folder = TempDir::new().unwrap();
    let desk = workspace(folder.path());
    let count = |what: &str| desk.number(&format!("SELECT count(*) FROM {what} WHERE deleted_at IS NULL"));
    let (customers, communications) = (count("customer"), count("communication"));
    println!("{customers} customers, {communications} communications, {profile} build\n");

    // First, while nothing else was held yet.
    if asked("memory") {
        opening::memory(&desk);
    }
    if asked("open") {
        opening::measure(&desk);
    }
    if asked("lists") {
        lists::measure(&desk, customers);
    }
    if asked("narrowing") {
        narrowing::measure(&desk);
    }
    if asked("history") {
        histories::measure(&desk, communications);
    }
    if asked("save") {
        searching::measure_saving(&desk);
    }
    if asked("search") {
        searching::measure(&desk);
    }
    if asked("rebuild") {
        searching::measure_rebuilding(&desk);
    }
    if asked("duplicates") {
        duplicates::measure(&desk, customers);
    }
    drop(desk);
    if asked("import") {
        let rows = std::env::var("SATCHEL_ROWS").map(|rows| rows.parse().unwrap());
        importing::measure(rows.unwrap_or_else(|_| u32::try_from(customers).unwrap()));
    }
}

/// The workspace to measure on, its index caught up.
fn workspace(folder: &Path) -> Desk {
    let desk = if let Ok(known) = std::env::var("SATCHEL_COPY_OF") {
        copy(Path::new(&known), &folder.join("workspace"));
        let code = std::env::var("SATCHEL_CODE").unwrap();
        let desk = Desk::at(folder, code.trim());
        desk.open();
        desk
    } else {
        let size = std::env::var("SATCHEL_SIZE").unwrap_or_else(|_| "10000,100000".to_owned());
        let (customers, communications) = size.split_once(',').unwrap();
        let desk = Desk::new();
        let fill = || desk.fill(customers.parse().unwrap(), communications.parse().unwrap());
        show("fill with the sample", &[timed(fill)]);
        desk
    };
    show("index caught up after that", &[timed(|| run(search::settle(&desk.app())).unwrap())]);
    if let Ok(kept) = std::env::var("SATCHEL_KEEP") {
        desk.close();
        copy(&desk.folder(), Path::new(&kept));
        println!("kept in {kept}, opened by {}", desk.recovery());
        desk.open();
    }
    desk
}

/// Copies a folder file by file: a large one doesn't fit into memory.
fn copy(from: &Path, to: &Path) {
    for file in files_in(from) {
        let target = to.join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(&file, target).unwrap();
    }
}

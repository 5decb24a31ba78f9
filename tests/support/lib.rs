//! What tests share: a program with a workspace open on it, fixed in time, on a real encrypted database in a folder that
//! vanishes. Tests speak to it as the window does, through the contract. It must never know the inside of an operation.

#![expect(clippy::unwrap_used, reason = "a step that fails fails the test")]

mod brute;
mod desk;
mod files;
mod notes;
mod raw;
mod workbook;

pub use brute::{BruteForce, traditional};
pub use desk::{Desk, NOW, PASSPHRASE, run};
pub use files::{Image, files_in};
pub use notes::{ENOUGH_NOTES, ONE_WAY, OTHER_WAY, list_of_notes, note};
pub use raw::{RECORDS, check_integrity, key_of, summaries_from_scratch};
pub use workbook::{workbook, write_giant};

/// Says on the terminal that a test was left out, and why: a test that was skipped must not look like one that passed.
#[expect(clippy::print_stderr, reason = "it is meant for whoever watches the tests")]
pub fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// Says on the terminal what a test measured or how often it tried.
#[expect(clippy::print_stderr, reason = "it is meant for whoever watches the tests")]
pub fn noted(what: &str) {
    eprintln!("{what}");
}

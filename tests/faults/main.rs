//! Faults: kills, damaged files, plain text left behind. The ordinary tests run a short form of each, seconds long; with
//! `SATCHEL_LONG=1` they run as often as the list of faults asks. A test that needs a process to kill starts this binary
//! again, with one of the ignored tests.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a step that fails fails the test")]

mod canary;
mod child;
mod damage;
mod kills;
mod plan;

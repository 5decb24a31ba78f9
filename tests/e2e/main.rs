//! The real window: the program as it is shipped, steered by a web driver on a desktop of the tests' own, told apart from a
//! person only by its speed. `cargo xtask test e2e` makes the desktop and starts this.
//!
//! Controls are found by the names that screen readers say, taken from the catalogues, so the same journey runs in every
//! language. It must never know a command of the core: what a person cannot do, it does not do either.

#![expect(clippy::unwrap_used, reason = "a step that fails fails the test")]

mod access;
mod attachments;
mod calendar;
mod canary;
mod capture;
mod cells;
mod desktop;
mod groups;
mod health;
mod history;
mod imports;
mod journey;
mod keyboard;
mod keyring;
mod labels;
mod locking;
mod meanings;
mod merging;
mod messages;
mod parts;
mod planning;
mod reaching;
mod reminders;
mod searching;
mod security;
mod services;
mod steps;
mod templates;
mod timeline;
mod views;
mod window;
mod words;

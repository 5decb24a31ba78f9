//! The core of Satchel: what it stores, what can be done with it, and the one contract through which anyone does it.
//!
//! Every change goes through one door, [`App::write`]: the role is checked, the change log written, and from the log follow
//! undo, history, the search index and the screens. This crate must never know the window, nor draw anything itself.

pub mod clock;
pub mod communications;
pub mod contract;
pub mod customers;
pub mod data;
pub mod error;
pub mod events;
pub mod fields;
pub mod files;
pub mod followups;
pub mod format;
pub mod history;
pub mod ids;
pub mod insights;
pub mod jobs;
pub mod messages;
pub mod people;
pub mod reports;
pub mod sample;
pub mod search;
pub mod session;
pub mod store;
pub mod wire;

mod app;

pub use app::{App, Home};
pub use error::{Code, Error, Result};
pub use wire::Nothing;

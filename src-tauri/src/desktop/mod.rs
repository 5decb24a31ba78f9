//! What a desktop tells the program, and what the program tells the desktop: sleep, locked screens, reminders.

#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod system;
#[cfg(not(target_os = "linux"))]
#[path = "other.rs"]
mod system;

use satchel_core::events::{Event, ShowRecord};
use satchel_core::ids::CustomerId;
use satchel_core::session::Session;
use satchel_core::session::watch::LOOK_EVERY;
use tauri::{AppHandle, Manager};

use crate::{cli, shell};

pub use system::Desktop;

/// Watches over the open workspace for as long as the program runs: locks it, and reminds of what is due.
pub fn watch(handle: &AppHandle) {
    let watching = handle.clone();
    // A thread of its own: whatever keeps the others busy, the lock comes in time, and a late look means a sleep.
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(LOOK_EVERY);
            // What goes wrong while closing has nobody to be told to; it is locked.
            drop(tauri::async_runtime::block_on(watching.state::<Session>().watch()));
        }
    });
    let reminding = handle.clone();
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            // A database that can't be read now is read again at the next look.
            drop(reminding.state::<Session>().remind().await);
        }
    });
    system::listen(handle);
}

/// Shows a reminder as one of the system's notifications.
pub fn remind(handle: &AppHandle, reminder: &satchel_core::session::reminders::Reminder) {
    let preferences = handle.state::<Session>().preferences();
    let language = preferences.language.unwrap_or_else(cli::system_language);
    let (title, text) = reminder.words(language);
    handle.state::<Desktop>().notify(handle, &title, &text, reminder);
}

/// A person answered a reminder: the window comes forward and shows the record.
fn open(handle: &AppHandle, customer: Option<CustomerId>) {
    shell::show(handle);
    handle.state::<Session>().events.send(Event::Show(ShowRecord { customer_id: customer }));
}

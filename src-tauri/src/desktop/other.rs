//! Windows and macOS: reminders appear; sleep is noticed when the computer wakes, since the clock has jumped.

use satchel_core::session::reminders::Reminder;
use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt;

/// The desktop as this system lets us see it.
#[derive(Default)]
pub struct Desktop;

impl Desktop {
    /// Shows a notification.
    pub fn notify(&self, handle: &AppHandle, title: &str, text: &str, _reminder: &Reminder) {
        // A system that shows no notifications is not asked twice.
        drop(handle.notification().builder().title(title).body(text).show());
    }

    /// Takes back what names a customer; these systems keep what was shown.
    pub fn withdraw(&self, _handle: &AppHandle) {}
}

/// There is nothing to listen to.
pub fn listen(_handle: &AppHandle) {}

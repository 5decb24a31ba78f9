//! What the core tells those who follow it.

use serde::Serialize;
use tokio::sync::broadcast;
use ts_rs::TS;

use crate::files::FileTicket;
use crate::ids::CustomerId;
use crate::jobs::JobEvent;
use crate::session::SessionState;
use crate::session::reminders::Reminder;
use crate::store::unit::Change;

/// Something happened.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Event {
    /// Records changed.
    Change(Change),
    /// A job moved on.
    Job(JobEvent),
    /// The workspace was opened, locked or left.
    Session(Box<SessionState>),
    /// Files are held over the window, or no longer.
    FilesOver(bool),
    /// Files were dropped on the window.
    FilesDropped(Vec<FileTicket>),
    /// A person asked outside the window for a record to be shown.
    Show(ShowRecord),
    /// Follow-ups are due; for the system's notifications, not for the window.
    #[serde(skip)]
    Reminder(Reminder),
}

/// Which record to show.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ShowRecord {
    /// The customer; none means Today.
    pub customer_id: Option<CustomerId>,
}

impl Event {
    /// The name under which the window hears it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Change(_) => "change",
            Self::Job(_) => "job",
            Self::Session(_) => "session",
            Self::FilesOver(_) => "files-over",
            Self::FilesDropped(_) => "files-dropped",
            Self::Show(_) => "show",
            Self::Reminder(_) => "reminder",
        }
    }
}

/// Where events go; a follower that falls behind reads everything again.
#[derive(Debug, Clone)]
pub struct Events(broadcast::Sender<Event>);

impl Default for Events {
    fn default() -> Self {
        Self(broadcast::channel(1024).0)
    }
}

impl Events {
    /// Tells everyone; nobody listening is fine.
    pub fn send(&self, event: Event) {
        // An error only says that nobody listens.
        drop(self.0.send(event));
    }

    /// Hears everything from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }
}

//! What the core tells those who follow it.

use serde::Serialize;
use tokio::sync::broadcast;

use crate::files::FileTicket;
use crate::jobs::JobEvent;
use crate::session::SessionState;
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
    /// A file was dropped on the window.
    FileDropped(FileTicket),
}

impl Event {
    /// The name under which the window hears it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Change(_) => "change",
            Self::Job(_) => "job",
            Self::Session(_) => "session",
            Self::FileDropped(_) => "file-dropped",
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

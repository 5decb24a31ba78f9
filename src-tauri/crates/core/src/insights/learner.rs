//! What is learned in the background, and learned anew when something was written.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{MutexGuard, Notify};

use crate::App;
use crate::error::Result;
use crate::events::Event;
use crate::store::records::ChangeTag;
use crate::store::unit::Change;

/// Keeps what was learned, and learns anew.
pub(crate) struct Learner<T> {
    known: Mutex<Option<Arc<T>>>,
    /// Held while something is learned.
    learning: tokio::sync::Mutex<()>,
    closed: Arc<AtomicBool>,
    wake: Arc<Notify>,
}

impl<T> Default for Learner<T> {
    fn default() -> Self {
        Self {
            known: Mutex::default(),
            learning: tokio::sync::Mutex::default(),
            closed: Arc::default(),
            wake: Arc::default(),
        }
    }
}

/// Learns what there is to learn, and says whether screens show something else now.
pub(super) type Learning<'a> = Pin<Box<dyn Future<Output = Result<bool>> + Send + 'a>>;

impl<T: Send + Sync + 'static> Learner<T> {
    /// Learns in the background for as long as the application is open.
    pub(super) fn follow(app: &Arc<App>, of: fn(&App) -> &Self, learn: for<'a> fn(&'a App) -> Learning<'a>) {
        let weak = Arc::downgrade(app);
        let wake = Arc::clone(&of(app).wake);
        tokio::spawn(async move {
            while let Some(app) = weak.upgrade() {
                if of(&app).is_closed() {
                    return;
                }
                // What goes wrong here is met again by whoever asks.
                if let Ok(true) = learn(&app).await {
                    tell(&app);
                }
                drop(app);
                wake.notified().await;
            }
        });
    }

    /// Something was written.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Stops learning.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.wake();
    }

    /// Waits until nothing is learned any more.
    pub async fn ended(&self) {
        drop(self.learning.lock().await);
    }

    /// Whether it was told to stop.
    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// The same for work that can't hold on to this.
    pub(super) fn closed(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.closed)
    }

    /// To be held while something is learned.
    pub(super) async fn learning(&self) -> MutexGuard<'_, ()> {
        self.learning.lock().await
    }

    /// What was learned last; none at the very beginning.
    pub fn known(&self) -> Option<Arc<T>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts this in the place of what was known.
    pub(super) fn know(&self, learned: T) -> Arc<T> {
        let learned = Arc::new(learned);
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&learned));
        learned
    }
}

/// What screens show of texts may be something else now.
pub(super) fn tell(app: &App) {
    let tags = [ChangeTag::Search].into();
    app.events.send(Event::Change(Change { tags, ids: Vec::new() }));
}

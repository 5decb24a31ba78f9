//! Slow work: it has an id, tells how far it is, and can be stopped.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::error::{Code, Error, Result, internal};
use crate::events::{Event, Events};

/// The id of a running job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct JobId(pub Uuid);

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Under way.
    Running,
    /// Finished; `result` holds the command's output.
    Done,
    /// Ended with `error`.
    Failed,
    /// Stopped by the person; nothing was changed.
    Cancelled,
}

/// A job moved on.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JobEvent {
    /// Which job.
    pub id: JobId,
    /// The command it runs.
    pub command: String,
    /// How it stands.
    pub state: JobState,
    /// Steps done.
    #[ts(type = "number")]
    pub done: u64,
    /// Steps in all; 0 while that isn't known.
    #[ts(type = "number")]
    pub total: u64,
    /// The command's output, when done.
    #[ts(type = "unknown")]
    pub result: serde_json::Value,
    /// What went wrong, when failed.
    pub error: Option<Error>,
}

/// Which job to stop.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CancelJob {
    /// Its id.
    pub id: JobId,
}

/// Running jobs.
#[derive(Debug, Default)]
pub struct Jobs(Mutex<HashMap<JobId, Stop>>);

impl Jobs {
    /// Begins a job.
    pub fn begin(&self, command: &str, events: &Events) -> Progress {
        let id = JobId(Uuid::now_v7());
        let cancelled = Stop(Arc::default());
        self.running().insert(id, cancelled.clone());
        Progress {
            id,
            command: command.to_owned(),
            cancelled,
            events: events.clone(),
            done: AtomicU64::new(0),
            total: AtomicU64::new(0),
            told: Mutex::new(None),
        }
    }

    /// Ends a job and tells how.
    pub fn end(&self, progress: &Progress, outcome: &Result<serde_json::Value>) {
        self.running().remove(&progress.id);
        let mut event = progress.event(JobState::Done);
        match outcome {
            Ok(result) => event.result.clone_from(result),
            Err(error) if error.code == Code::Cancelled => event.state = JobState::Cancelled,
            Err(error) => {
                event.state = JobState::Failed;
                event.error = Some(error.clone());
            }
        }
        progress.events.send(Event::Job(event));
    }

    /// Asks a job to stop; one that has ended already is left alone.
    pub fn cancel(&self, id: JobId) {
        if let Some(cancelled) = self.running().get(&id) {
            cancelled.0.store(true, Ordering::Relaxed);
        }
    }

    /// Whether any is under way.
    pub fn any(&self) -> bool {
        !self.running().is_empty()
    }

    /// Asks every job to stop.
    pub fn cancel_all(&self) {
        for cancelled in self.running().values() {
            cancelled.0.store(true, Ordering::Relaxed);
        }
    }

    fn running(&self) -> std::sync::MutexGuard<'_, HashMap<JobId, Stop>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does work on `count` things on all processors, a piece of them at a time, and gives what came of it in their order.
///
/// # Errors
/// The work's own; what is under way is finished first.
pub(crate) fn on_all_processors<T: Send>(
    count: usize,
    piece: usize,
    work: impl Fn(Range<usize>) -> Result<Vec<T>> + Sync,
) -> Result<Vec<T>> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Vec<T>)>> = Mutex::default();
    let piecework = || -> Result<()> {
        loop {
            let from = next.fetch_add(piece, Ordering::Relaxed);
            if from >= count {
                return Ok(());
            }
            let made = work(from..(from + piece).min(count))?;
            done.lock().unwrap_or_else(PoisonError::into_inner).push((from, made));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(count.div_ceil(piece));
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(piecework)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| internal("a piece of work panicked"))?)
    })?;
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(from, _)| *from);
    Ok(done.into_iter().flat_map(|(_, made)| made).collect())
}

/// A job's own view of itself.
#[derive(Debug)]
pub struct Progress {
    /// Its id.
    pub id: JobId,
    command: String,
    cancelled: Stop,
    events: Events,
    done: AtomicU64,
    total: AtomicU64,
    told: Mutex<Option<Instant>>,
}

/// Whether a job was asked to stop, for work that goes on in another thread.
#[derive(Debug, Clone)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Whether the work may go on.
    ///
    /// # Errors
    /// `cancelled` where the person stopped it.
    pub fn check(&self) -> Result<()> {
        if self.0.load(Ordering::Relaxed) { Err(Error::new(Code::Cancelled, "stopped")) } else { Ok(()) }
    }
}

/// Followers hear of progress at most this often.
const PACE: std::time::Duration = std::time::Duration::from_millis(80);

impl Progress {
    /// Tells how far the work is.
    ///
    /// # Errors
    /// `cancelled` where the person stopped it: leave everything as it was.
    pub fn at(&self, done: usize, total: usize) -> Result<()> {
        self.check()?;
        self.done.store(done as u64, Ordering::Relaxed);
        self.total.store(total as u64, Ordering::Relaxed);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none_or(|at| at.elapsed() >= PACE) {
            *told = Some(Instant::now());
            self.events.send(Event::Job(self.event(JobState::Running)));
        }
        Ok(())
    }

    /// Whether the work may go on.
    ///
    /// # Errors
    /// `cancelled` where the person stopped it.
    pub fn check(&self) -> Result<()> {
        self.cancelled.check()
    }

    /// Waits for work that changes nothing, until it is done or the job is stopped; then it is left to end by itself.
    ///
    /// # Errors
    /// The work's own; `cancelled`.
    pub async fn unless_stopped<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        let mut work = std::pin::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                () = tokio::time::sleep(PACE) => self.check()?,
            }
        }
    }

    /// The same question for another thread.
    pub fn stop(&self) -> Stop {
        self.cancelled.clone()
    }

    fn event(&self, state: JobState) -> JobEvent {
        JobEvent {
            id: self.id,
            command: self.command.clone(),
            state,
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
            result: serde_json::Value::Null,
            error: None,
        }
    }
}

//! Locking without being asked: after a while without a person, and when the computer slept. It is measured here, since a
//! screen that hangs must not keep a workspace open.

use super::preferences::{self, Preferences};
use super::{LockReason, Session, State};
use crate::Nothing;
use crate::clock::Clock;
use crate::error::Result;

/// Whoever [watches](Session::watch) looks this often.
pub const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(2);

/// A look that comes so much too late, in milliseconds, means that the computer slept or the program was stopped.
const SLEPT: i64 = 15_000;

const MINUTE: i64 = 60_000;

/// How the clocks stand.
#[derive(Debug, Clone, Copy)]
struct Moment {
    wall: i64,
    steady: i64,
}

impl Moment {
    /// Milliseconds since then. The wall's clock can be set back, the steady one may rest with the computer; whichever
    /// says more is believed.
    const fn since(self, then: Self) -> i64 {
        let (wall, steady) = (self.wall - then.wall, self.steady - then.steady);
        if wall > steady { wall } else { steady }
    }
}

/// When a person was last seen, and when somebody last looked.
#[derive(Debug)]
pub(super) struct Watch {
    active: Moment,
    looked: Moment,
}

impl Watch {
    /// Begins now.
    pub fn new(clock: &Clock) -> Self {
        let now = moment(clock);
        Self { active: now, looked: now }
    }
}

fn moment(clock: &Clock) -> Moment {
    Moment { wall: clock.now().0, steady: clock.steady() }
}

impl Session {
    /// Looks whether it is time to lock. To be called every [`LOOK_EVERY`], from a thread that nothing else holds up.
    ///
    /// # Errors
    /// What closing the workspace says; it is locked all the same.
    pub async fn watch(&self) -> Result<()> {
        let now = self.moment();
        let (idle, rested) = {
            let watch = self.watching();
            (now.since(watch.active), now.since(watch.looked))
        };
        let done = if rested > SLEPT { self.slept().await } else { self.lock_if_idle(idle).await };
        // Locking itself may take its time, which is no sleep.
        self.watching().looked = self.moment();
        done
    }

    /// The computer is about to sleep, has slept, or has locked its screen.
    ///
    /// # Errors
    /// What closing the workspace says; it is locked all the same.
    pub async fn slept(&self) -> Result<()> {
        if self.preferences().lock_on_sleep {
            self.lock_as(LockReason::Slept).await?;
        }
        Ok(())
    }

    async fn lock_if_idle(&self, idle: i64) -> Result<()> {
        let Some(minutes) = self.preferences().lock_after_minutes else { return Ok(()) };
        if idle < i64::from(minutes) * MINUTE {
            return Ok(());
        }
        // Whoever started something long waits for it, and is not to find it cancelled.
        let waits = match &*self.state.lock().await {
            State::Open(opened) => opened.app.jobs.any(),
            State::Closed(_) => true,
        };
        if !waits {
            self.lock_as(LockReason::Idle).await?;
        }
        Ok(())
    }

    /// A person is there.
    pub(super) fn seen(&self) {
        self.watching().active = self.moment();
    }

    /// What the person set before any workspace.
    pub fn preferences(&self) -> Preferences {
        preferences::read(&self.places.preferences)
    }

    fn moment(&self) -> Moment {
        moment(&(self.clocks)())
    }

    fn watching(&self) -> std::sync::MutexGuard<'_, Watch> {
        self.watch.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// A person moved the pointer or pressed a key.
pub async fn note_activity(session: &Session, _input: Nothing) -> Result<()> {
    session.seen();
    Ok(())
}

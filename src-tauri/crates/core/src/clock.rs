//! Time comes in from here, so that rules stay pure and tests can stand still.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use jiff::tz::TimeZone;
use uuid::{ContextV7, Uuid};

use crate::ids::{Key, Timestamp};

/// From where the steady clock counts.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Tells the time and the zone of the person, hands out keys and the log's hybrid logical clock.
///
/// Keys and clock values never go backwards, even when the computer's clock does.
pub struct Clock {
    fixed: Option<AtomicI64>,
    zone: TimeZone,
    given: Mutex<Given>,
}

/// What was given last.
struct Given {
    /// Tells keys of one millisecond apart; it doesn't outlive the program.
    context: ContextV7,
    /// The milliseconds of the last key.
    key: u64,
    tick: u64,
}

impl Clock {
    /// The computer's own clock and zone.
    pub fn system() -> Self {
        Self::with(None, TimeZone::system())
    }

    /// A clock that stands at `now` until it is [moved](Self::advance).
    pub fn fixed(now: Timestamp, zone: TimeZone) -> Self {
        Self::with(Some(AtomicI64::new(now.0)), zone)
    }

    fn with(fixed: Option<AtomicI64>, zone: TimeZone) -> Self {
        Self { fixed, zone, given: Mutex::new(Given { context: ContextV7::new(), key: 0, tick: 0 }) }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        match &self.fixed {
            Some(at) => Timestamp(at.load(Ordering::Relaxed)),
            None => jiff::Timestamp::now().into(),
        }
    }

    /// Milliseconds by a clock that nobody can set; on some systems it stands still while the computer sleeps.
    pub fn steady(&self) -> i64 {
        match &self.fixed {
            Some(at) => at.load(Ordering::Relaxed),
            None => i64::try_from(START.elapsed().as_millis()).unwrap_or(i64::MAX),
        }
    }

    /// Moves a fixed clock by `milliseconds`; the system's clock doesn't move.
    pub fn advance(&self, milliseconds: i64) {
        if let Some(at) = &self.fixed {
            at.fetch_add(milliseconds, Ordering::Relaxed);
        }
    }

    /// The zone in which the person reads a clock.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The zone's IANA name, or a fixed offset where it has none.
    pub fn zone_name(&self) -> String {
        self.zone.iana_name().map_or_else(|| "UTC".to_owned(), ToOwned::to_owned)
    }

    /// Today where the person is.
    pub fn today(&self) -> jiff::civil::Date {
        self.now().date_in(&self.zone)
    }

    /// A new key, greater than every key given before by this clock.
    pub fn key<K: Key>(&self) -> K {
        let mut given = self.given();
        given.key = given.key.max(self.milliseconds());
        let (seconds, nanos) = (given.key / 1000, u32::try_from(given.key % 1000).unwrap_or(0) * 1_000_000);
        Uuid::new_v7(uuid::Timestamp::from_unix(&given.context, seconds, nanos)).into()
    }

    /// The next value of the hybrid logical clock: milliseconds in the upper 48 bits, a counter in the lower 16. It is never
    /// before a key that was given, so that the log alone tells from where keys go on.
    pub fn tick(&self) -> i64 {
        let mut given = self.given();
        given.tick = (given.key.max(self.milliseconds()) << 16).max(given.tick + 1);
        i64::try_from(given.tick).unwrap_or(i64::MAX)
    }

    /// Continues after a clock value found in the log: keys and ticks given from now on come after all that went into it,
    /// also where the computer's clock was set back since.
    pub fn observe(&self, value: i64) {
        let value = u64::try_from(value).unwrap_or(0);
        let mut given = self.given();
        given.tick = given.tick.max(value);
        given.key = given.key.max((value >> 16) + 1);
    }

    fn milliseconds(&self) -> u64 {
        u64::try_from(self.now().0).unwrap_or(0)
    }

    fn given(&self) -> MutexGuard<'_, Given> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! The growing wait after wrong passphrases, kept in `workspace.attempts` so that a restart does not end it.
//!
//! Whoever can delete that file or set the clock is not slowed; they could take the folder away and guess elsewhere,
//! where Argon2id is what slows them. So a file that cannot be read or written never keeps the owner out.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::{Error, Result, file};

/// Wrong tries before the first wait.
const FREE: u32 = 5;
const LONGEST_MS: i64 = 15 * 60 * 1000;

/// The count of wrong passphrases of one workspace.
pub(crate) struct Attempts {
    path: PathBuf,
}

#[derive(Default, Serialize, Deserialize)]
struct Count {
    failed: u32,
    next_at_ms: i64,
}

impl Attempts {
    pub(crate) fn of(folder: &Path) -> Self {
        Self { path: folder.join("workspace.attempts") }
    }

    /// When the next try is allowed, if that is later than `now_ms`.
    pub(crate) fn retry_at(&self, now_ms: i64) -> Option<i64> {
        let count = self.load();
        if count.next_at_ms <= now_ms {
            return None;
        }
        let longest = now_ms.saturating_add(wait_ms(count.failed));
        if count.next_at_ms > longest {
            // The clock went back. The wait starts anew from here instead of lasting until the old date returns.
            self.save(&Count { next_at_ms: longest, ..count });
        }
        Some(count.next_at_ms.min(longest))
    }

    /// Counts a try about to be made, so that ending the program in the middle does not make it free.
    ///
    /// # Errors
    /// [`Error::TooSoon`] while the wait lasts.
    pub(crate) fn begin(&self, now_ms: i64) -> Result<()> {
        if let Some(retry_at_ms) = self.retry_at(now_ms) {
            return Err(Error::TooSoon { retry_at_ms });
        }
        let failed = self.load().failed.saturating_add(1);
        self.save(&Count { failed, next_at_ms: now_ms.saturating_add(wait_ms(failed)) });
        Ok(())
    }

    /// Forgets all wrong tries, after a right one.
    pub(crate) fn clear(&self) {
        let _ = fs::remove_file(&self.path);
    }

    fn load(&self) -> Count {
        file::read(&self.path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    fn save(&self, count: &Count) {
        if let Ok(bytes) = serde_json::to_vec(count) {
            let _ = file::replace(&self.path, &bytes);
        }
    }
}

/// Five tries are free; from then on 1, 2, 4 … seconds, up to 15 minutes.
fn wait_ms(failed: u32) -> i64 {
    match failed.checked_sub(FREE) {
        None => 0,
        Some(doublings) => 1000_i64.checked_shl(doublings.min(20)).unwrap_or(LONGEST_MS).min(LONGEST_MS),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failed step fails the test")]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_to_fifteen_minutes() {
        let seconds: Vec<i64> = (0..20).map(|failed| wait_ms(failed) / 1000).collect();
        assert_eq!(seconds, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900]);
        assert_eq!(wait_ms(u32::MAX), LONGEST_MS);
    }

    #[test]
    fn a_clock_set_back_does_not_lengthen_the_wait() {
        let folder = tempfile::tempdir().unwrap();
        let attempts = Attempts::of(folder.path());
        let year = 365 * 24 * 3600 * 1000;
        for try_number in 0..6 {
            attempts.begin(year + try_number * 10_000).unwrap();
        }
        assert_eq!(attempts.retry_at(0), Some(2000), "the sixth wrong try costs two seconds at any date");
        assert_eq!(attempts.retry_at(1500), Some(2000), "asking does not push the end away");
        assert_eq!(attempts.retry_at(2000), None);
    }

    #[test]
    fn a_damaged_count_keeps_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("workspace.attempts"), b"\0\0{").unwrap();
        assert_eq!(Attempts::of(folder.path()).retry_at(0), None);
    }
}

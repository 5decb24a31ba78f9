//! The system's own programs for files, numbers and addresses.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Whoever starts such a program and fails says so within this; what still runs then has taken it.
const PATIENCE: Duration = Duration::from_secs(5);
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Hands a file or an address over, by whatever opens it on this system; false where nothing does.
pub fn open(what: &OsStr) -> bool {
    open::commands(what).into_iter().any(started)
}

fn started(mut command: Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = quiet.spawn() else { return false };
    let since = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if since.elapsed() < PATIENCE => std::thread::sleep(BETWEEN_LOOKS),
            Ok(None) => {
                // It is waited for, so that nothing of it stays behind when it ends.
                drop(std::thread::spawn(move || child.wait()));
                return true;
            }
            Err(_) => return false,
        }
    }
}

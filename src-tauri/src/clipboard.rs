//! A secret in the clipboard: for a minute, out of the histories that clipboard managers keep, and gone when the program ends.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use arboard::Clipboard;
use tokio::sync::oneshot;
use zeroize::Zeroizing;

/// How long it stays; the screen says so too.
const KEPT: Duration = Duration::from_secs(60);

/// The secret that is in the clipboard now, if any.
#[derive(Default)]
pub struct Secret(Mutex<Option<Holder>>);

/// On X11 and Wayland the clipboard's content is handed out by whoever copied it, so a thread of ours holds it.
struct Holder {
    /// Dropping it ends the minute.
    end: Sender<()>,
    thread: JoinHandle<()>,
}

impl Secret {
    /// Copies it in place of the one before; answers whether the system took it.
    pub fn copy(&self, secret: Zeroizing<String>) -> oneshot::Receiver<bool> {
        let mut holder = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = holder.take() {
            before.end();
        }
        let (taken, answer) = oneshot::channel();
        let (end, ended) = channel();
        let thread = std::thread::spawn(move || hold(&secret, taken, &ended));
        *holder = Some(Holder { end, thread });
        answer
    }

    /// Takes it out now.
    pub fn clear(&self) {
        if let Some(holder) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            holder.end();
        }
    }
}

impl Holder {
    fn end(self) {
        drop(self.end);
        // A clipboard that fails has nothing of ours.
        drop(self.thread.join());
    }
}

/// Puts the secret into the clipboard, waits, and takes it out again unless somebody copied something else meanwhile.
fn hold(secret: &str, taken: oneshot::Sender<bool>, ended: &Receiver<()>) {
    let mut clipboard = Clipboard::new().ok();
    let set = clipboard.as_mut().is_some_and(|clipboard| set(clipboard, secret).is_ok());
    // A window that is gone doesn't wait for the answer.
    taken.send(set).ok();
    let Some(mut clipboard) = clipboard.filter(|_| set) else { return };
    // Both the minute and its early end let it go on.
    ended.recv_timeout(KEPT).ok();
    let ours = clipboard.get_text().map(Zeroizing::new).is_ok_and(|text| *text == secret);
    if ours {
        // It fails where the clipboard is gone, and the secret with it.
        drop(clipboard.clear());
    }
}

fn set(clipboard: &mut Clipboard, secret: &str) -> Result<(), arboard::Error> {
    #[cfg(target_os = "macos")]
    use arboard::SetExtApple as _;
    #[cfg(target_os = "linux")]
    use arboard::SetExtLinux as _;
    #[cfg(target_os = "windows")]
    use arboard::SetExtWindows as _;
    clipboard.set().exclude_from_history().text(secret.to_owned())
}

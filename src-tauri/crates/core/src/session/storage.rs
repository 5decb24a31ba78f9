//! What is wrong with the folder of the open workspace, and how the work goes on when it is right again.

use sea_orm::Iterable;

use super::{LockReason, Opened, Session, State};
use crate::Nothing;
use crate::error::{Code, Error, Result};
use crate::events::Event;
use crate::store::place::Storage;
use crate::store::records::ChangeTag;
use crate::store::unit::Change;
use crate::store::{LockFile, Store};

/// Looks whether the folder is there and can be written. Where it came back, or can be written again, the workspace is opened
/// anew, and what was typed meanwhile can be saved.
///
/// # Errors
/// `locked`; what opening says, and then the workspace is locked.
pub async fn check_storage(session: &Session, _input: Nothing) -> Result<Storage> {
    let (app, _) = session.open_app().await?;
    let before = app.place().storage();
    app.place().look().await;
    if app.place().wants_reopening() {
        drop(app);
        session.reopen().await?;
    }
    let (app, _) = session.open_app().await?;
    let storage = app.place().storage();
    if storage.trouble != before.trouble {
        session.tell().await?;
    }
    if storage.trouble.is_none() && before.trouble.is_some() {
        // What was read meanwhile may have failed.
        session.events.send(Event::Change(Change { tags: ChangeTag::iter().collect(), ids: Vec::new() }));
    }
    Ok(storage)
}

impl Session {
    /// Closes what is open and opens it again under the same key.
    async fn reopen(&self) -> Result<()> {
        let mut state = self.state.lock().await;
        let before = std::mem::replace(&mut *state, State::Closed(LockReason::Passphrase));
        let State::Open(opened) = before else {
            *state = before;
            return Err(Error::new(Code::Locked, "no workspace is open"));
        };
        let Opened { app, key, vault, sample, .. } = *opened;
        // Its files may be gone, and then closing them fails.
        drop(app.close().await);
        drop(app);
        let folder = if sample { &self.places.sample } else { &self.places.workspace };
        let anew = async {
            let lock = LockFile::take(folder)?;
            let store = Store::open(folder, &key).await?;
            self.opened(folder, key, store, lock, vault, sample).await
        };
        match anew.await {
            Ok(opened) => *state = State::Open(Box::new(opened)),
            Err(error) => {
                drop(state);
                self.tell().await?;
                return Err(error);
            }
        }
        Ok(())
    }
}

//! Reminders of follow-ups, once for each and its time, also after a restart. While the workspace is locked nothing of it can
//! be read; only the moments that come are remembered, so a reminder then says no more than that something is due.

use std::sync::{Arc, Weak};

use tokio::sync::broadcast;

use super::preferences::Reminders;
use super::{Opened, Session, State};
use crate::App;
use crate::error::Result;
use crate::events::{Event, Events};
use crate::followups::reminders::{coming, horizon, open_ones};
use crate::ids::{CustomerId, FollowUpId, Timestamp};
use crate::messages::message_with;
use crate::people::{Actor, Language};
use crate::store::records::ChangeTag;
use crate::store::{read_meta, write_meta};

/// Where the workspace keeps up to when it has reminded.
const TOLD: &str = "reminded_until";

/// More than these at once are only counted.
const EACH: usize = 3;

/// The clock was wrong when the workspace wrote that it has reminded up to a day that is so far ahead.
const AHEAD: i64 = 24 * 3_600_000;

/// Something is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// How many follow-ups.
    pub count: usize,
    /// The record to open, where it is about one.
    pub customer: Option<CustomerId>,
    /// What to do and for whom, where that may be said.
    pub about: Option<About>,
}

/// What a reminder may say of its follow-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What to do.
    pub title: String,
    /// For whom.
    pub customer: String,
    /// HH:MM; none means any time that day.
    pub time: Option<String>,
}

impl Reminder {
    const fn nameless(count: usize) -> Self {
        Self { count, customer: None, about: None }
    }

    /// Heading and text.
    pub fn words(&self, language: Language) -> (String, String) {
        match &self.about {
            Some(About { title, customer, time: None }) => (title.clone(), customer.clone()),
            Some(About { title, customer, time: Some(time) }) => {
                let values = [("customer", customer.as_str().into()), ("time", time.as_str().into())];
                (title.clone(), message_with(language, "reminder-when", &values))
            }
            None => (message_with(language, "reminder-due", &[("count", self.count.into())]), String::new()),
        }
    }
}

/// The moments that come.
pub(super) struct Coming {
    events: broadcast::Receiver<Event>,
    /// Whose they are.
    app: Weak<App>,
    list: Vec<(Timestamp, FollowUpId)>,
    /// The list holds everything up to here.
    until: Timestamp,
    /// Everything up to here was said.
    told: Option<Timestamp>,
}

impl Coming {
    /// Knows of none yet.
    pub fn new(events: &Events) -> Self {
        Self { events: events.subscribe(), app: Weak::new(), list: Vec::new(), until: Timestamp(0), told: None }
    }

    /// Whether follow-ups changed since it was last asked.
    fn outdated(&mut self) -> bool {
        let mut changed = false;
        loop {
            match self.events.try_recv() {
                Ok(Event::Change(change)) => changed |= change.tags.contains(&ChangeTag::FollowUps),
                Ok(_) => {}
                Err(broadcast::error::TryRecvError::Lagged(_)) => changed = true,
                Err(_) => return changed,
            }
        }
    }

    /// Knows what comes, as the open workspace has it now.
    async fn keep_up(&mut self, app: &Arc<App>, actor: Actor, now: Timestamp) -> Result<()> {
        let other = !Weak::ptr_eq(&self.app, &Arc::downgrade(app));
        if self.outdated() || other || self.until.0 - now.0 < AHEAD {
            self.look_up(app, actor, now).await?;
        }
        Ok(())
    }

    async fn look_up(&mut self, app: &Arc<App>, actor: Actor, now: Timestamp) -> Result<()> {
        if !Weak::ptr_eq(&self.app, &Arc::downgrade(app)) {
            let kept = read_meta(app.read(), TOLD).await?.and_then(|text| text.parse().ok()).map(Timestamp);
            if kept.is_none() {
                write_meta(app, TOLD, &now.0.to_string()).await?;
            }
            let kept = kept.filter(|kept| kept.0 < now.0 + AHEAD).unwrap_or(now);
            // What came while it was locked was said already.
            self.told = Some(self.told.map_or(kept, |told| told.max(kept)));
            self.app = Arc::downgrade(app);
        }
        let from = self.told.filter(|told| told.0 < now.0 + AHEAD).unwrap_or(now);
        (self.told, self.until) = (Some(from), horizon(now));
        self.list = coming(app, actor, from, self.until).await?;
        Ok(())
    }

    /// Takes out what has come.
    fn due(&mut self, now: Timestamp) -> Vec<FollowUpId> {
        let end = self.list.partition_point(|(at, _)| *at <= now);
        self.list.drain(..end).map(|(_, id)| id).collect()
    }
}

impl Session {
    /// Reminds of what has come due since the last look.
    ///
    /// # Errors
    /// The database's.
    pub async fn remind(&self) -> Result<()> {
        let wish = self.preferences().reminders;
        let mut coming = self.reminders.lock().await;
        let now = (self.clocks)().now();
        let open = match &*self.state.lock().await {
            State::Open(opened) if opened.sample => return Ok(()),
            State::Open(opened) => Some((Arc::clone(&opened.app), opened.actor)),
            State::Closed(_) => None,
        };
        if let Some((app, actor)) = &open {
            coming.keep_up(app, *actor, now).await?;
        }
        let due = coming.due(now);
        if due.is_empty() {
            return Ok(());
        }
        coming.told = Some(now);
        let reminders = match &open {
            Some((app, _)) => {
                // Said twice would be worse than, after a power cut in this very moment, not said.
                write_meta(app, TOLD, &now.0.to_string()).await?;
                self.about(app, &due, wish).await?
            }
            None => vec![Reminder::nameless(due.len())],
        };
        if wish != Reminders::Off {
            for reminder in reminders {
                self.events.send(Event::Reminder(reminder));
            }
        }
        Ok(())
    }

    /// Looks up what comes once more, without a word of it, before the workspace is closed.
    pub(super) async fn know_what_comes(&self, opened: &Opened) -> Result<()> {
        if opened.sample {
            return Ok(());
        }
        self.reminders.lock().await.keep_up(&opened.app, opened.actor, (self.clocks)().now()).await
    }

    async fn about(&self, app: &App, due: &[FollowUpId], wish: Reminders) -> Result<Vec<Reminder>> {
        let open = open_ones(app, due).await?;
        if open.len() > EACH {
            return Ok(vec![Reminder::nameless(open.len())]);
        }
        let each = open.into_iter().map(|view| Reminder {
            count: 1,
            customer: Some(view.follow_up.customer_id),
            about: (wish == Reminders::Named).then_some(About {
                title: view.follow_up.title,
                customer: view.customer_name,
                time: view.follow_up.due_time,
            }),
        });
        Ok(each.collect())
    }
}

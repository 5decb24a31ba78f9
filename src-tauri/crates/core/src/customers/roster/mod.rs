//! What lists show of customers, and sort, filter and find them by, held in memory: some thirty megabytes for 100,000 of them.
//!
//! It is derived from the records and follows the change log, so that a list under any sort and filter costs no more than a
//! look. While it is being read, [`Roll::is_current`] says no and a list asks the database itself.

mod follow;
mod held;
mod orders;
mod words;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil::Date;
use satchel_domain::{Spelling, Typed, sort_key};
use tokio::sync::Notify;

use super::conditions::ReachField;
use super::groups::List;
use super::list::{CustomerFilter, CustomerSort, SortBy};
use super::{Kind, Stage};
use crate::App;
use crate::communications::Channel;
use crate::error::Result;
use crate::ids::{ContactId, CustomerId, TagId, Timestamp, UserId};
use held::Held;
use orders::Orders;
pub use words::WordField;
pub(crate) use words::{Word, Words};

/// Milliseconds.
const DAY: i64 = 86_400_000;

/// What is known of one customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub id: CustomerId,
    /// The number people quote.
    pub number: Box<str>,
    pub name: Box<str>,
    pub other_name: Box<str>,
    pub sort_key: Box<str>,
    /// How its names are typed, where they are Chinese.
    spellings: [Option<Spelling>; 2],
    pub stage: Stage,
    pub kind: Kind,
    pub do_not_contact: bool,
    /// Its own, and those of the people there.
    pub birthdays: Box<[DayOfYear]>,
    pub reach: Reach,
    pub owner: Option<UserId>,
    words: [Word; WordField::COUNT],
    pub tags: Box<[TagId]>,
    pub last_contact: Option<Timestamp>,
    /// How it was held.
    pub last_channel: Option<Channel>,
    pub next_follow_up: Option<Timestamp>,
    /// Whether that is a time of day rather than just a day.
    pub next_has_time: bool,
    /// The agreed rhythm, in days, of one that may be contacted.
    rhythm_days: Option<i32>,
    /// The median of the days between contacts, of one that may be contacted.
    gap_days: Option<i32>,
    /// Until when it isn't suggested.
    pub quiet_until: Option<Date>,
    pub created: Timestamp,
    pub communications: i64,
}

impl Entry {
    /// One of the texts that many customers share.
    pub const fn word(&self, field: WordField) -> Word {
        self.words[field as usize]
    }

    /// By when it is due to be contacted again, by the agreed rhythm.
    pub fn contact_due(&self) -> Option<Timestamp> {
        let since = self.last_contact.unwrap_or(self.created);
        self.rhythm_days.map(|days| Timestamp(since.0.saturating_add(i64::from(days) * DAY)))
    }

    /// Whether a rhythm was agreed with it.
    pub const fn is_agreed(&self) -> bool {
        self.rhythm_days.is_some()
    }

    /// The agreed rhythm, or the usual one where none is.
    pub fn rhythm(&self) -> Option<i32> {
        self.rhythm_days.or(self.gap_days)
    }

    /// How long it waits, of its rhythm, agreed or usual: 1 on the day on which it is due.
    #[expect(clippy::cast_precision_loss, reason = "no wait is so long")]
    pub fn lateness(&self, now: Timestamp) -> f64 {
        let waits = now.0.saturating_sub(self.last_contact.unwrap_or(self.created).0);
        waits as f64 / (f64::from(self.rhythm().unwrap_or(1)) * DAY as f64)
    }
}

/// Month and day, each from 1.
pub(crate) type DayOfYear = (i8, i8);

/// The ways to reach a customer or anyone there, by [`ReachField`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Reach([bool; ReachField::COUNT]);

impl Reach {
    /// Whether there is this one.
    pub const fn has(self, field: ReachField) -> bool {
        self.0[field as usize]
    }

    fn add(&mut self, field: ReachField) {
        self.0[field as usize] = true;
    }
}

/// A customer as it was read, with the texts whose numbers only the roster knows, in the order of [`WordField`].
struct Read {
    entry: Entry,
    texts: [String; WordField::COUNT],
}

/// A person at a customer.
#[derive(Debug, Clone)]
struct Person {
    id: ContactId,
    spelling: Spelling,
}

/// What a list calls a user or a tag, and sorts it by.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub name: String,
    pub sort_key: String,
}

impl Named {
    /// A text as it would be called and sorted.
    pub fn of(text: &str) -> Self {
        Self { name: text.to_owned(), sort_key: sort_key(text) }
    }
}

/// The rows of a list by key. A place stays the same as long as its row is there.
#[derive(Debug)]
struct Rows<K, V> {
    places: HashMap<K, u32>,
    rows: Vec<Option<V>>,
    free: Vec<u32>,
}

impl<K: Hash + Eq + Copy, V> Rows<K, V> {
    fn with_capacity(capacity: usize) -> Self {
        Self { places: HashMap::with_capacity(capacity), rows: Vec::with_capacity(capacity), free: Vec::new() }
    }

    fn put(&mut self, key: K, row: V) -> u32 {
        let place = match self.places.get(&key) {
            Some(place) => *place,
            None => self.free.pop().unwrap_or_else(|| {
                self.rows.push(None);
                u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX)
            }),
        };
        self.places.insert(key, place);
        self.rows[place as usize] = Some(row);
        place
    }

    fn take(&mut self, key: K) -> Option<u32> {
        let place = self.places.remove(&key)?;
        self.rows[place as usize] = None;
        self.free.push(place);
        Some(place)
    }

    fn iter(&self) -> impl Iterator<Item = &V> {
        self.rows.iter().flatten()
    }
}

/// What lists know of all customers, as of one position of the log.
#[derive(Debug)]
pub(crate) struct Roster {
    /// The position of the log.
    pub seq: i64,
    customers: Rows<CustomerId, Entry>,
    people: Rows<ContactId, Person>,
    pub users: HashMap<UserId, Named>,
    pub tags: HashMap<TagId, Named>,
    pub words: Words,
    orders: Orders,
    lists: Mutex<HashMap<ListKey, Ordered>>,
    held: Mutex<Held>,
}

/// Which list: relative dates mean other ones from day to day.
pub(crate) type ListKey = (CustomerFilter, CustomerSort, Date);

/// A list in order, however many ask for it.
pub(crate) type Ordered = Arc<List>;

/// What opens on another page than the list is given this time before all customers are read.
const FIRST_PAGE: Duration = Duration::from_secs(1);

/// More lists than this are not kept; one screen asks for one or two.
const KEPT: usize = 8;

impl Roster {
    /// How many customers there are.
    pub fn len(&self) -> usize {
        self.customers.places.len()
    }

    /// How many customers there are, and how many communications with them.
    pub fn counts(&self) -> (u64, u64) {
        let communications = self.customers().map(|entry| entry.communications).sum::<i64>();
        (self.len() as u64, u64::try_from(communications).unwrap_or_default())
    }

    /// All customers, in no order.
    pub fn customers(&self) -> impl Iterator<Item = &Entry> {
        self.customers.iter()
    }

    /// A customer.
    pub fn customer(&self, id: CustomerId) -> Option<&Entry> {
        self.at(*self.customers.places.get(&id)?)
    }

    /// A list that was asked for since the last change.
    pub fn kept(&self, key: &ListKey) -> Option<Ordered> {
        let lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.get(key).cloned()
    }

    /// The keys of the customers that `fits` lets through, in order.
    pub fn ordered(&self, sort: CustomerSort, fits: impl Fn(&Entry) -> bool) -> Vec<CustomerId> {
        let all = self.orders.all(self, sort);
        all.iter().filter_map(|place| self.at(*place)).filter(|entry| fits(entry)).map(|entry| entry.id).collect()
    }

    /// The same in the order of some ranks; a customer without one comes last.
    pub fn ranked<R: Ord>(
        &self,
        ranks: &HashMap<CustomerId, R>,
        descending: bool,
        fits: impl Fn(&Entry) -> bool,
    ) -> Vec<CustomerId> {
        let fitting = self.customers().filter(|entry| fits(entry));
        let mut all: Vec<(Option<&R>, CustomerId)> = fitting.map(|entry| (ranks.get(&entry.id), entry.id)).collect();
        all.sort_unstable_by(|(a, one), (b, other)| {
            let by_value = if descending && a.is_some() && b.is_some() { b.cmp(a) } else { a.cmp(b) };
            a.is_none().cmp(&b.is_none()).then(by_value).then_with(|| one.cmp(other))
        });
        all.into_iter().map(|(_, id)| id).collect()
    }

    /// Keeps a list until something changes.
    pub fn keep(&self, key: ListKey, list: &Ordered) {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        if lists.len() >= KEPT {
            lists.clear();
        }
        lists.insert(key, Arc::clone(list));
    }

    /// The customers whose Chinese names are typed so, best first, among equals the one that was talked to last.
    pub fn customers_typed(&self, typed: &Typed) -> Vec<CustomerId> {
        let fit = |entry: &Entry| entry.spellings.iter().flatten().filter_map(|spelling| typed.fit(spelling)).min();
        let mut found: Vec<_> =
            self.customers().filter_map(|entry| Some((fit(entry)?, Reverse(entry.last_contact), entry.id))).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, _, id)| id).collect()
    }

    /// Whether one of a customer's Chinese names is typed so.
    pub fn is_typed(&self, typed: &Typed, entry: &Entry) -> bool {
        entry.spellings.iter().flatten().any(|spelling| typed.fit(spelling).is_some())
    }

    /// The people whose Chinese names are typed so, best first.
    pub fn people_typed(&self, typed: &Typed) -> Vec<ContactId> {
        let fit = |person: &Person| Some((typed.fit(&person.spelling)?, person.id));
        let mut found: Vec<_> = self.people.iter().filter_map(fit).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// The customers whose names hold some of these pieces of sort keys, those that most of them fit first.
    pub fn customers_named(&self, pieces: &BTreeSet<String>, most: usize) -> Vec<CustomerId> {
        let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(pieces);
        let Some(search) = search.ok().filter(|_| !pieces.is_empty()) else { return Vec::new() };
        let held = |entry: &Entry| search.find_iter(&*entry.sort_key).map(|found| found.len()).sum::<usize>();
        let rank = |entry: &Entry| (Reverse(held(entry)), entry.sort_key.len(), entry.id);
        let mut found: Vec<_> = self.customers().map(rank).filter(|(held, ..)| held.0 > 0).collect();
        found.sort_unstable();
        found.into_iter().take(most).map(|(_, _, id)| id).collect()
    }

    /// What was found by custom fields.
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn at(&self, place: u32) -> Option<&Entry> {
        self.customers.rows.get(place as usize)?.as_ref()
    }

    /// Takes a customer in, which must then be put in its place.
    fn numbered(&mut self, read: Read) -> Entry {
        let Read { mut entry, texts } = read;
        entry.words = texts.map(|text| self.words.enter(&text));
        entry
    }

    fn owner_key(&self, entry: &Entry) -> Option<&str> {
        Some(self.users.get(&entry.owner?)?.sort_key.as_str())
    }

    /// Takes over what changed. Every kept list may be another now.
    fn apply(&mut self, changes: Changes) {
        let mut touched = Vec::with_capacity(changes.customers.len());
        for (id, _) in &changes.customers {
            touched.extend(self.customers.places.get(id).copied());
        }
        // They leave the orders while their old values still tell where they stand.
        self.orders.remove(&touched);
        let mut placed = Vec::with_capacity(changes.customers.len());
        for (id, read) in changes.customers {
            match read {
                Some(read) => {
                    let entry = self.numbered(read);
                    placed.push(self.customers.put(id, entry));
                }
                None => drop(self.customers.take(id)),
            }
        }
        for (id, person) in changes.people {
            match person {
                Some(person) => drop(self.people.put(id, person)),
                None => drop(self.people.take(id)),
            }
        }
        for (id, tag) in changes.tags {
            match tag {
                Some(tag) => drop(self.tags.insert(id, tag)),
                None => drop(self.tags.remove(&id)),
            }
        }
        let mut orders = std::mem::take(&mut self.orders);
        orders.insert(self, &placed);
        if let Some(users) = changes.users {
            self.users = users;
            orders.sort_again(self, SortBy::Owner);
        }
        self.orders = orders;
        self.seq = changes.seq;
        self.lists.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
        if changes.held {
            self.held = Mutex::default();
        }
    }
}

/// What the log says has changed, as it is now.
struct Changes {
    seq: i64,
    customers: Vec<(CustomerId, Option<Read>)>,
    people: Vec<(ContactId, Option<Person>)>,
    tags: Vec<(TagId, Option<Named>)>,
    users: Option<HashMap<UserId, Named>>,
    /// Whether anything of custom fields did.
    held: bool,
}

/// Holds the roster and keeps it current.
#[derive(Debug, Default)]
pub(crate) struct Roll {
    roster: RwLock<Option<Roster>>,
    /// Commits so far.
    told: AtomicU64,
    /// The commits that the roster stands for.
    seen: AtomicU64,
    /// Held while all is read.
    reading: tokio::sync::Mutex<()>,
    /// Held while changes are taken over.
    following: tokio::sync::Mutex<()>,
    wake: Arc<Notify>,
    closed: AtomicBool,
}

impl Roll {
    /// Reads all customers in the background, once the first page was shown without them, and again whenever too much changed
    /// to be taken over.
    pub fn start(app: &Arc<App>) {
        let weak = Arc::downgrade(app);
        let wake = Arc::clone(&app.roll.wake);
        tokio::spawn(async move {
            drop(tokio::time::timeout(FIRST_PAGE, wake.notified()).await);
            while let Some(app) = weak.upgrade() {
                if app.roll.is_closed() {
                    return;
                }
                // What goes wrong here is met again, and told, by whoever needs the roster.
                drop(app.roll.ready(&app).await);
                drop(app);
                wake.notified().await;
            }
        });
    }

    /// Ends the reading in the background.
    pub async fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.wake.notify_one();
        drop(self.reading.lock().await);
    }

    /// The first page was shown.
    pub fn may_read(&self) {
        self.wake.notify_one();
    }

    /// Whether the workspace is being closed.
    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Something was committed.
    pub fn tell(&self) {
        self.told.fetch_add(1, Ordering::AcqRel);
    }

    /// The roster, once it stands for everything that was committed before.
    pub async fn ready(&self, app: &App) -> Result<()> {
        while !self.is_current(app).await? {
            let _reading = self.reading.lock().await;
            if self.held().is_none() {
                let told = self.told.load(Ordering::Acquire);
                let roster = follow::read_all(app).await?;
                *self.roster.write().unwrap_or_else(PoisonError::into_inner) = Some(roster);
                self.seen.store(told, Ordering::Release);
            }
        }
        Ok(())
    }

    /// Takes over what was committed since, and tells whether the roster can be asked now; if not, it is being read.
    pub async fn is_current(&self, app: &App) -> Result<bool> {
        if self.seen.load(Ordering::Acquire) == self.told.load(Ordering::Acquire) {
            return Ok(self.held().is_some());
        }
        let _following = self.following.lock().await;
        let told = self.told.load(Ordering::Acquire);
        let Some(seq) = self.held().as_ref().map(|roster| roster.seq) else { return Ok(false) };
        if self.seen.load(Ordering::Acquire) != told {
            match follow::read_since(app, seq).await? {
                Some(changes) => {
                    let mut roster = self.roster.write().unwrap_or_else(PoisonError::into_inner);
                    if let Some(roster) = roster.as_mut() {
                        roster.apply(changes);
                    }
                    drop(roster);
                    self.seen.store(told, Ordering::Release);
                }
                None => {
                    *self.roster.write().unwrap_or_else(PoisonError::into_inner) = None;
                    self.wake.notify_one();
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Looks at the roster, once it is there and current.
    pub async fn look<T>(&self, app: &App, at: impl FnOnce(&Roster) -> T) -> Result<T> {
        loop {
            self.ready(app).await?;
            // So much may have changed since that it was let go of.
            if let Some(roster) = self.held().as_ref() {
                return Ok(at(roster));
            }
        }
    }

    /// Looks at what the roster knows of some customers: where it is still being read, at these alone.
    pub async fn look_at<T>(&self, app: &App, ids: &[CustomerId], at: impl FnOnce(&Roster) -> T) -> Result<T> {
        if self.is_current(app).await?
            && let Some(roster) = self.held().as_ref()
        {
            return Ok(at(roster));
        }
        Ok(at(&follow::read_these(app, ids).await?))
    }

    fn held(&self) -> RwLockReadGuard<'_, Option<Roster>> {
        self.roster.read().unwrap_or_else(PoisonError::into_inner)
    }
}

//! One line typed in passing: what it says of day, time, channel, people and the next step, before anything is saved.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Zoned;
use jiff::civil::{Date, DateTime, Time};
use satchel_domain::capture::{self, Known, Precision, Setting, Tense, Value, When, Who};
use satchel_domain::{DateOrder, DecimalMark, Due, is_han, sort_key};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Channel, Direction};
use crate::App;
use crate::customers::record::CustomerRef;
use crate::customers::{self, contact};
use crate::error::{Result, internal};
use crate::followups::Priority;
use crate::ids::{ContactId, CustomerId, Timestamp};
use crate::people::{Actor, Language};
use crate::wire::long_text;

/// A line as it is typed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ReadLine {
    /// The line.
    pub text: String,
    /// The language of the screen; both are read.
    pub language: Language,
    /// Whom it is about, where that is known.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
}

/// What kind of thing a part of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinePartKind {
    /// A person or a customer.
    Name,
    /// A day or a time.
    When,
    /// An amount of money.
    Amount,
    /// How long it took.
    Duration,
    /// How it was held.
    Channel,
    /// How much what is to do matters.
    Priority,
    /// What is next.
    Next,
}

/// A part of a line that was recognised.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinePart {
    /// Where it begins, in UTF-16 code units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is.
    pub kind: LinePartKind,
}

/// A day, or a time of a day.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LineMoment {
    /// The day, YYYY-MM-DD.
    pub date: String,
    /// The time of day, HH:MM; none where only the day was said.
    pub time: Option<String>,
    /// The instant: of a past day without a time its noon.
    pub at: Timestamp,
    /// Morning or afternoon was not said.
    pub assumed: bool,
}

/// Somebody who may be meant.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinePerson {
    /// Key.
    pub id: ContactId,
    /// Name.
    pub name: String,
    /// Where the person works.
    pub customer: CustomerRef,
}

/// What is to be done next.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LineStep {
    /// What.
    pub title: String,
    /// The day, YYYY-MM-DD.
    pub date: String,
    /// The time of day, HH:MM.
    pub time: Option<String>,
    /// How.
    pub channel: Option<Channel>,
    /// How long it takes, in minutes.
    pub duration_minutes: Option<i32>,
}

/// What a line says.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LineReading {
    /// What was recognised, in the order of the text, never overlapping.
    pub parts: Vec<LinePart>,
    /// It tells what is to be done, not what has been: a follow-up.
    pub planned: bool,
    /// When it was, or is to be; none where the line doesn't say.
    pub when: Option<LineMoment>,
    /// How.
    pub channel: Option<Channel>,
    /// Who started it.
    pub direction: Option<Direction>,
    /// How long it took or will take, in minutes.
    pub duration_minutes: Option<i32>,
    /// How much what is to do matters; none where the line doesn't say, or nothing is to do.
    pub priority: Option<Priority>,
    /// The customer that is named, or of the person who is.
    pub customer: Option<CustomerRef>,
    /// Each person who is named; more than one bearer where the line doesn't tell them apart, the likeliest first.
    pub people: Vec<Vec<LinePerson>>,
    /// What came of it.
    pub next_step: Option<LineStep>,
}

/// Customers whose name holds something of the line; more of them tell nothing apart any more.
const MOST_CUSTOMERS: usize = 40;
/// People who are looked at, at those customers and by their full names.
const MOST_PEOPLE: u64 = 400;
/// Letters of a line beyond which it is a text: nobody waits for names in it.
const LONGEST: usize = 600;
/// Words, or Chinese letters, of a person's full name.
const NAME_WORDS: usize = 3;
const NAME_LETTERS: usize = 4;

/// Reads a line; nothing is saved.
///
/// # Errors
/// `invalid` for a text that is too long to be one.
pub async fn read_line(app: &App, _actor: Actor, input: ReadLine) -> Result<LineReading> {
    let line: String = input.text.chars().take(LONGEST).collect();
    if long_text("text", &input.text)?.is_empty() {
        return Ok(LineReading::default());
    }
    let whom = Whom::find(app, &line, input.customer_id).await?;
    let now = app.clock.now().to_jiff().to_zoned(app.clock.zone().clone());
    let known = whom.known();
    let setting = Setting {
        now: &now,
        language: match input.language {
            Language::English => capture::Language::English,
            Language::Chinese => capture::Language::Chinese,
        },
        dates: DateOrder::Unknown,
        currency: app.home().currency.parse().map_err(internal)?,
        mark: DecimalMark::Point,
        known: &known,
    };
    let read = capture::recognise(&line, &setting);
    Ok(told(&line, &read, &whom, input.customer_id, &now))
}

/// Everybody who may be named in a line.
struct Whom {
    customers: Vec<CustomerRef>,
    people: Vec<contact::Model>,
    /// Where each customer stands among them.
    places: HashMap<CustomerId, usize>,
}

impl Whom {
    async fn find(app: &App, line: &str, about: Option<CustomerId>) -> Result<Self> {
        let db = app.read();
        let runs = runs(line);
        let (pieces, names) = (pieces(&runs), names(&runs));
        let named = app.roll.look(app, |roster| roster.customers_named(&pieces, MOST_CUSTOMERS)).await?;
        let mut ids: Vec<CustomerId> = about.into_iter().chain(named).collect();
        let live = || contact::Entity::find().filter(contact::Column::DeletedAt.is_null());
        let there = live().filter(contact::Column::CustomerId.is_in(ids.iter().copied()));
        let there = there.order_by_asc(contact::Column::Id).limit(MOST_PEOPLE).all(db);
        let by_name = live().filter(contact::Column::SortKey.is_in(names)).limit(MOST_PEOPLE).all(db);
        let (mut people, by_name) = tokio::try_join!(there, by_name)?;
        let known: HashSet<ContactId> = people.iter().map(|person| person.id).collect();
        people.extend(by_name.into_iter().filter(|person| !known.contains(&person.id)));
        ids.extend(people.iter().map(|person| person.customer_id));
        let found = customers::find_many(db, &ids).await?;
        let mut seen = HashSet::new();
        let live = ids.into_iter().filter(|id| seen.insert(*id)).filter_map(|id| found.get(&id));
        let customers: Vec<CustomerRef> = live
            .map(|customer| CustomerRef { id: customer.id, name: customer.name.clone(), kind: customer.kind })
            .collect();
        let places: HashMap<CustomerId, usize> =
            customers.iter().enumerate().map(|(place, customer)| (customer.id, place)).collect();
        people.retain(|person| places.contains_key(&person.customer_id));
        Ok(Self { customers, people, places })
    }

    /// Customers first, then people, as the recogniser wants them.
    fn known(&self) -> Vec<Known<'_>> {
        let customers =
            self.customers.iter().map(|customer| Known { name: &customer.name, who: Who::Customer, customer: None });
        let people = self.people.iter().map(|person| Known {
            name: &person.name,
            who: Who::Person,
            customer: self.places.get(&person.customer_id).copied(),
        });
        customers.chain(people).collect()
    }

    fn person(&self, bearer: usize) -> Option<LinePerson> {
        let person = self.people.get(bearer.checked_sub(self.customers.len())?)?;
        let customer = self.customers.get(*self.places.get(&person.customer_id)?)?.clone();
        Some(LinePerson { id: person.id, name: person.name.clone(), customer })
    }
}

/// What a line says, in the terms of what is saved.
fn told(line: &str, read: &capture::Capture, whom: &Whom, about: Option<CustomerId>, now: &Zoned) -> LineReading {
    let parts = read.parts.iter().map(|part| {
        let span = part.utf16(line);
        let kind = match part.value {
            Value::Name(_) => LinePartKind::Name,
            Value::When(_) => LinePartKind::When,
            Value::Amount(_) => LinePartKind::Amount,
            Value::Duration(_) => LinePartKind::Duration,
            Value::Channel(_) => LinePartKind::Channel,
            Value::Priority(_) => LinePartKind::Priority,
            Value::Next(_) => LinePartKind::Next,
        };
        LinePart { start: span.start, end: span.end, kind }
    });
    let mut out = LineReading { parts: parts.collect(), ..LineReading::default() };
    let mut held = None;
    let mut when = None;
    for part in read.conversation() {
        match &part.value {
            Value::When(found) => when = when.or(Some(*found)),
            Value::Duration(minutes) => {
                out.duration_minutes = out.duration_minutes.or_else(|| i32::try_from(*minutes).ok());
            }
            Value::Channel(found) => held = held.or(Some(*found)),
            Value::Name(_) | Value::Amount(_) | Value::Priority(_) | Value::Next(_) => {}
        }
    }
    let next = read.parts.iter().find_map(|part| match &part.value {
        Value::Next(next) => Some(next),
        _ => None,
    });
    let clause = next.map(|next| next.clause.clone()).unwrap_or_default();
    let within = || read.parts.iter().filter(|part| clause.contains(&part.span.start)).map(|part| &part.value);
    let in_clause = within().find_map(|value| if let Value::Channel(held) = value { Some(*held) } else { None });
    let takes = within().find_map(|value| if let Value::Duration(minutes) = value { Some(*minutes) } else { None });
    let takes = takes.and_then(|minutes| i32::try_from(minutes).ok());
    // A line that is nothing but the next step tells of a plan, as does one whose day is still to come.
    let only_next = when.is_none() && held.is_none() && next.is_some_and(|next| next.due.is_some());
    out.planned = only_next || when.is_some_and(|when| when.tense == Tense::Future);
    let channel = if out.planned { held.or(in_clause) } else { held };
    out.channel = channel.map(|held| held.channel.into());
    out.direction = channel.and_then(|held| held.direction).map(Into::into);
    out.when = match (when, next.and_then(|next| next.due).filter(|_| only_next)) {
        (Some(when), _) => Some(moment(due_of(&when), when.assumed, now)),
        (None, Some(due)) => Some(moment(due, false, now)),
        (None, None) => None,
    };
    if out.planned {
        out.duration_minutes = out.duration_minutes.or(takes);
    } else {
        out.next_step = next.and_then(|next| {
            let due = next.due?;
            let channel = in_clause.map(|held| held.channel.into());
            let (title, date, time) = (next.text.clone(), due.date.to_string(), due.time.map(clock));
            Some(LineStep { title, date, time, channel, duration_minutes: takes })
        });
    }
    // Only what is to do matters more or less; about what has been the same words are just words.
    if out.planned || out.next_step.is_some() {
        let said = |part: &capture::Part| if let Value::Priority(said) = part.value { Some(said.into()) } else { None };
        let own = read.parts.iter().filter(|part| clause.contains(&part.span.start)).find_map(said);
        out.priority = own.or_else(|| read.parts.iter().find_map(said));
    } else {
        out.parts.retain(|part| part.kind != LinePartKind::Priority);
    }
    name(&mut out, read, whom, about);
    out
}

/// Fills in who is meant. Whoever is at the customer that the line is about comes first among bearers of one name.
fn name(out: &mut LineReading, read: &capture::Capture, whom: &Whom, about: Option<CustomerId>) {
    let mut seen = BTreeSet::new();
    for part in &read.parts {
        let Value::Name(name) = &part.value else { continue };
        if let [bearer] = name.bearers.as_slice()
            && let Some(customer) = whom.customers.get(*bearer)
        {
            out.customer.get_or_insert_with(|| customer.clone());
            continue;
        }
        let mut bearers: Vec<LinePerson> = name.bearers.iter().filter_map(|bearer| whom.person(*bearer)).collect();
        let here = out.customer.as_ref().map(|customer| customer.id).or(about);
        bearers.sort_by_key(|person| Some(person.customer.id) != here);
        if bearers.first().is_some_and(|person| Some(person.customer.id) == here) {
            bearers.retain(|person| Some(person.customer.id) == here);
        }
        if bearers.first().is_some_and(|person| seen.insert(person.id.0)) {
            out.people.push(bearers);
        }
    }
    // Who is named leads to the customer, unless everybody is at the one that the line is about.
    let first =
        out.people.iter().filter_map(|bearers| bearers.first()).find(|person| Some(person.customer.id) != about);
    if out.customer.is_none() {
        out.customer = first.map(|person| person.customer.clone());
    }
}

/// The day and the time that are meant: a part of a day begins at its usual hour, a week or a month on its first day.
fn due_of(when: &When) -> Due {
    let part = match when.precision {
        Precision::Part(part) => Time::new(part.usual_hour(), 0, 0, 0).ok(),
        _ => None,
    };
    Due { date: when.date, time: when.time.or(part) }
}

fn moment(due: Due, assumed: bool, now: &Zoned) -> LineMoment {
    const NOON: Time = Time::constant(12, 0, 0, 0);
    let said = |date: Date, time: Time| DateTime::from_parts(date, time).to_zoned(now.time_zone().clone());
    let at = match due.time {
        Some(time) => said(due.date, time).map(|at| at.timestamp()),
        // What was today has just been.
        None if due.date == now.date() => Ok(now.timestamp()),
        None => said(due.date, NOON).map(|at| at.timestamp()),
    };
    let at = Timestamp(at.unwrap_or_else(|_| now.timestamp()).as_millisecond());
    LineMoment { date: due.date.to_string(), time: due.time.map(clock), at, assumed }
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// Letters of one writing: whether that is Chinese, and they.
type Run = (bool, Vec<char>);

/// The runs of Chinese letters, and the words, of a line.
fn runs(line: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for letter in line.chars() {
        let han = is_han(letter);
        let word = han || letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-');
        match runs.last_mut().filter(|(chinese, _)| open && *chinese == han) {
            Some((_, letters)) if word => letters.push(letter),
            _ if word => runs.push((han, vec![letter])),
            _ => {}
        }
        open = word;
    }
    runs
}

/// What a customer's sort key may hold: words of three letters and more, pairs of Chinese letters.
fn pieces(runs: &[Run]) -> BTreeSet<String> {
    let mut pieces = BTreeSet::new();
    for (chinese, letters) in runs {
        if *chinese {
            pieces.extend(letters.windows(2).map(|pair| sort_key(&pair.iter().collect::<String>())));
        } else if letters.len() >= 3 {
            pieces.insert(sort_key(&letters.iter().collect::<String>()));
        }
    }
    pieces
}

/// The sort keys of all full names that a line may hold.
fn names(runs: &[Run]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (chinese, letters) in runs {
        if *chinese {
            for length in 2..=NAME_LETTERS {
                names.extend(letters.windows(length).map(|name| sort_key(&name.iter().collect::<String>())));
            }
        }
    }
    let words: Vec<String> =
        runs.iter().filter(|(chinese, _)| !chinese).map(|(_, letters)| letters.iter().collect()).collect();
    for length in 1..=NAME_WORDS {
        names.extend(words.windows(length).map(|name| sort_key(&name.join(" "))));
    }
    names
}

impl From<capture::Channel> for Channel {
    fn from(channel: capture::Channel) -> Self {
        match channel {
            capture::Channel::Call => Self::Call,
            capture::Channel::Email => Self::Email,
            capture::Channel::Chat => Self::Chat,
            capture::Channel::Visit => Self::Visit,
            capture::Channel::Meeting => Self::Meeting,
            capture::Channel::Note => Self::Note,
        }
    }
}

impl From<capture::Priority> for Priority {
    fn from(priority: capture::Priority) -> Self {
        match priority {
            capture::Priority::Low => Self::Low,
            capture::Priority::Normal => Self::Normal,
            capture::Priority::High => Self::High,
        }
    }
}

impl From<capture::Direction> for Direction {
    fn from(direction: capture::Direction) -> Self {
        match direction {
            capture::Direction::In => Self::In,
            capture::Direction::Out => Self::Out,
        }
    }
}

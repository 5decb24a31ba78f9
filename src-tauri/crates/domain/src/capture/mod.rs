//! Recognition of one line that a person types after a conversation: `明天下午3点给周敏回电话，报价 ¥41万`.
//!
//! English and Chinese are both read, also mixed. Whatever isn't recognised stays text; nothing is taken out of the line,
//! which is the note. Parts never overlap and stand in the order of the text. Where two readings compete, the longer one
//! wins, then the one that begins earlier, then the one named first in [`Value`]; the same line always gives the same parts.
//!
//! Rules that are conventions rather than facts: weeks run from Monday to Sunday; `next Friday` is the one of the next week;
//! a weekday or a date without a year lies ahead, or behind where the verb of its clause says that it happened; an hour
//! from one to six without a sign of morning or afternoon is in the afternoon, and [`When::assumed`] says so.

mod amounts;
mod block;
mod channels;
mod dates;
mod days;
mod durations;
mod lengths;
mod line;
mod names;
mod next;
mod numbers;
mod priorities;
mod times;
mod when;

use std::ops::Range;

use jiff::Zoned;
use jiff::civil::{Date, Time};

use self::line::Line;
use crate::{Currency, DateOrder, DecimalMark, Due, Money};

/// What the reading of a line depends on besides its text.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The moment and the zone of the person who types.
    pub now: &'a Zoned,
    /// Decides how `3/12` is read where `dates` doesn't: month first in Chinese. Both languages are always read.
    pub language: Language,
    /// How the workspace writes `3/12`.
    pub dates: DateOrder,
    /// The workspace's currency: of `41万`, and of the signs `¥` and `$` where it has that sign itself.
    pub currency: Currency,
    /// How the workspace writes decimals; decides only what the text doesn't.
    pub mark: DecimalMark,
    /// Who might be meant. Others are not recognised.
    pub known: &'a [Known<'a>],
}

/// The language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Simplified Chinese.
    Chinese,
}

/// Somebody who may be named in the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known<'a> {
    /// The name as it is kept.
    pub name: &'a str,
    /// A person, or a customer.
    pub who: Who,
    /// The customer of a person, by its place in [`Setting::known`]; tells bearers of one name apart.
    pub customer: Option<usize>,
}

/// What a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A person.
    Person,
    /// A customer.
    Customer,
}

/// What was recognised in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// In the order of the text, never overlapping.
    pub parts: Vec<Part>,
}

/// One recognised part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it stands in the text, in bytes, on letter boundaries.
    pub span: Range<usize>,
    /// What was typed there.
    pub matched: String,
    /// What it means.
    pub value: Value,
    /// A short key for why it was read so, such as `weekday` or `honorific`; the screen has the words.
    pub reason: &'static str,
}

/// The meaning of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A person or a customer.
    Name(Name),
    /// A day or a time.
    When(When),
    /// An amount of money.
    Amount(Money),
    /// How long it took or will take, in minutes, 1 to 720.
    Duration(u32),
    /// How it was or will be held.
    Channel(Held),
    /// How much it matters.
    Priority(Priority),
    /// What is to be done next.
    Next(Next),
}

/// Who is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Places in [`Setting::known`]; more than one where several bear the name and the text doesn't tell them apart.
    pub bearers: Vec<usize>,
}

/// A day, a time of a day, or a week or month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The day; the first one of a week or month.
    pub date: Date,
    /// The time of day. One that the clocks skip in spring is moved by the length of the jump, as jiff's
    /// `Disambiguation::Compatible` does; of one that comes twice in autumn, the first is meant.
    pub time: Option<Time>,
    /// The end of a span of time that begins at `time`.
    pub until: Option<Time>,
    /// How exact it is.
    pub precision: Precision,
    /// Whether it has been, is today or is to come.
    pub tense: Tense,
    /// Whether something is to be done until then: `by Friday`, `周五前`.
    pub deadline: bool,
    /// Whether morning or afternoon was not said.
    pub assumed: bool,
}

/// How exact a [`When`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// Any day of the month that starts with the date.
    Month,
    /// Any day of the week that starts with the date.
    Week,
    /// The day.
    Day,
    /// A part of the day.
    Part(PartOfDay),
    /// The minute.
    Minute,
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartOfDay {
    /// Before noon.
    Morning,
    /// The middle of the day.
    Noon,
    /// After noon.
    Afternoon,
    /// After work.
    Evening,
}

/// Where a [`When`] lies, seen from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// It has been: something that happened.
    Past,
    /// Today, without a time.
    Today,
    /// It is to come: a plan.
    Future,
}

/// A way of communication, and who started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The way.
    pub channel: Channel,
    /// Who started it; none where the text doesn't say.
    pub direction: Option<Direction>,
    /// Whether the words say that it has been.
    pub past: bool,
}

/// A way of communication, as the product keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// By phone.
    Call,
    /// By e-mail.
    Email,
    /// By WeChat, WhatsApp, SMS or another chat program.
    Chat,
    /// At the customer's place.
    Visit,
    /// At an agreed time, in a room or on a screen.
    Meeting,
    /// A note to ourselves.
    Note,
}

/// Who started a communication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The customer.
    In,
    /// We.
    Out,
}

/// How much something to do matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// It can wait.
    Low,
    /// As most do.
    Normal,
    /// It comes before the others of its day.
    High,
}

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// The step in the typed words, without the date and the words that announce it.
    pub text: String,
    /// When it is due.
    pub due: Option<Due>,
    /// The whole clause, in bytes. Names, amounts and channels in it are parts of their own and belong to the step; the
    /// part's own span is what is left of the clause around the words that gave it away.
    pub clause: Range<usize>,
}

impl PartOfDay {
    /// The hour that a plan for this part of a day starts at where none was said: 9, 12, 14 or 19.
    pub const fn usual_hour(self) -> i8 {
        match self {
            Self::Morning => 9,
            Self::Noon => 12,
            Self::Afternoon => 14,
            Self::Evening => 19,
        }
    }
}

impl Part {
    /// The span in UTF-16 code units, as the web view counts.
    pub fn utf16(&self, text: &str) -> Range<usize> {
        let units = |to: usize| text.get(..to).map_or(0, |head| head.encode_utf16().count());
        units(self.span.start)..units(self.span.end)
    }
}

impl Capture {
    /// The parts that belong to the conversation itself, leaving out the next step and what stands in its clause.
    pub fn conversation(&self) -> impl Iterator<Item = &Part> {
        let clauses: Vec<&Range<usize>> = self
            .parts
            .iter()
            .filter_map(|part| if let Value::Next(next) = &part.value { Some(&next.clause) } else { None })
            .collect();
        self.parts.iter().filter(move |part| {
            !clauses.iter().any(|clause| clause.start <= part.span.start && part.span.end <= clause.end)
        })
    }
}

/// What a recogniser found; the span counts letters of the line.
#[derive(Debug, Clone)]
struct Found {
    span: Range<usize>,
    reading: Reading,
    reason: &'static str,
}

#[derive(Debug, Clone)]
enum Reading {
    Name(Vec<usize>),
    When(when::Said),
    Amount(Money),
    Duration(u32),
    Channel(Held),
    Priority(Priority),
    /// Something that must not be read, such as a telephone number.
    Closed,
}

/// Recognises the parts of a line.
pub fn recognise(text: &str, setting: &Setting<'_>) -> Capture {
    let line = Line::new(text);
    let mut found = names::find(&line, setting.known);
    for at in 0..line.len() {
        found.extend(when::find(&line, at, setting));
        found.extend(amounts::find(&line, at, setting));
        found.extend(durations::find(&line, at));
        found.extend(channels::find(&line, at));
        found.extend(priorities::find(&line, at));
        found.extend(block::find(&line, at));
    }
    let mut found = choose(found, line.len());
    names::tell_apart(&mut found, setting.known);
    let clauses = line.clauses();
    let mut parts: Vec<Part> = Vec::new();
    for one in &found {
        let value = match &one.reading {
            Reading::Name(bearers) => Value::Name(Name { bearers: bearers.clone() }),
            Reading::When(said) => {
                let told = when::happened(&line, &clauses, &found, &one.span);
                match said.resolve(told, setting.now) {
                    Some(when) => Value::When(when),
                    None => continue,
                }
            }
            Reading::Amount(money) => Value::Amount(*money),
            Reading::Duration(minutes) => Value::Duration(*minutes),
            Reading::Channel(held) => Value::Channel(*held),
            Reading::Priority(priority) => Value::Priority(*priority),
            Reading::Closed => continue,
        };
        parts.push(Part {
            span: line.bytes(&one.span),
            matched: line.typed(&one.span).to_owned(),
            value,
            reason: one.reason,
        });
    }
    next::add(&line, &clauses, &mut parts);
    Capture { parts }
}

/// The longest first, then the earliest, then as recognised; what overlaps one that was chosen is dropped.
fn choose(mut found: Vec<Found>, len: usize) -> Vec<Found> {
    let rank = |reading: &Reading| match reading {
        Reading::Name(_) => 0,
        Reading::When(_) => 1,
        Reading::Amount(_) => 2,
        Reading::Duration(_) => 3,
        Reading::Channel(_) => 4,
        Reading::Priority(_) => 5,
        Reading::Closed => 6,
    };
    found.sort_by_key(|one| (std::cmp::Reverse(one.span.len()), one.span.start, rank(&one.reading)));
    let mut taken = vec![false; len];
    found.retain(|one| {
        let place = &mut taken[one.span.clone()];
        let free = !place.is_empty() && place.iter().all(|taken| !taken);
        if free {
            place.fill(true);
        }
        free
    });
    found.sort_by_key(|one| one.span.start);
    found
}

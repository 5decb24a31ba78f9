//! Whom and what the rows of a list mean: customers and people that are there, and the communication that each row becomes.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Time;
use satchel_domain::name_key;
use satchel_intake::{CommunicationDraft, Moment, ProblemCode, RowProblem, noted};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveEnum, Condition};

use super::parties::Place;
use crate::App;
use crate::communications::category::CategoryBy;
use crate::communications::{Channel, Communication, Direction, Outcome, duration, not_empty, with_direction};
use crate::customers::links::links_at;
use crate::customers::{contact, customer};
use crate::error::Result;
use crate::ids::{ContactId, CustomerId, Timestamp, UserId};
use crate::people::user;
use crate::wire::{long_text, short_text};

/// What one communication is known again by.
fn mark(communication: &Communication) -> u64 {
    let Communication { customer_id, at, channel, title, text, .. } = communication;
    let mut hasher = DefaultHasher::new();
    (customer_id, at.minute(), channel, title, text).hash(&mut hasher);
    hasher.finish()
}

/// What a mail is known again by, at the same customer and in whatever words its text was kept: its Message-ID, and where one
/// of the two has none its second and its subject.
struct MailMarks {
    id: Option<u64>,
    second: u64,
    /// The second among mails without an id.
    second_without_id: u64,
}

impl MailMarks {
    fn of(communication: &Communication) -> Self {
        let Communication { customer_id, at, channel, direction, title, message_id, .. } = communication;
        let marked = |what: &dyn Fn(&mut DefaultHasher)| {
            let mut hasher = DefaultHasher::new();
            what(&mut hasher);
            hasher.finish()
        };
        let second = |of: &str| marked(&|hasher| (of, customer_id, at, channel, direction, title).hash(hasher));
        Self {
            id: message_id.as_ref().map(|id| marked(&|hasher| ("id", customer_id, id).hash(hasher))),
            second: second("all"),
            second_without_id: second("without id"),
        }
    }

    /// Whether the mail is among the known ones.
    fn are_in(&self, known: &HashSet<u64>) -> bool {
        match self.id {
            Some(id) => known.contains(&id) || known.contains(&self.second_without_id),
            None => known.contains(&self.second),
        }
    }

    /// Adds the mail to the known ones.
    fn add_to(&self, known: &mut HashSet<u64>) {
        known.insert(self.second);
        known.insert(self.id.unwrap_or(self.second_without_id));
    }
}

/// Who is meant by the names of a list.
pub(super) struct Whose {
    now: Timestamp,
    users: HashMap<String, UserId>,
    numbered: HashMap<String, Named>,
    /// Customers by the keys of their names.
    named: HashMap<String, Vec<Named>>,
    /// People by their customers and names.
    people: HashMap<(CustomerId, String), ContactId>,
    /// Marks of communications that are there, and of those above in the list.
    known: HashSet<u64>,
}

#[derive(Debug, Clone)]
struct Named {
    id: CustomerId,
    name: String,
}

impl Whose {
    pub async fn new(app: &App) -> Result<Self> {
        let users = user::Entity::find().filter(user::Column::DeletedAt.is_null()).all(app.read()).await?;
        Ok(Self {
            now: app.clock.now(),
            users: users.into_iter().map(|user| (user.name.to_lowercase(), user.id)).collect(),
            numbered: HashMap::new(),
            named: HashMap::new(),
            people: HashMap::new(),
            known: HashSet::new(),
        })
    }

    /// Whether a communication is none of the known ones; from now on it is.
    pub fn know(&mut self, communication: &Communication, is_mail: bool) -> bool {
        if !is_mail {
            return self.known.insert(mark(communication));
        }
        let marks = MailMarks::of(communication);
        let new = !marks.are_in(&self.known);
        marks.add_to(&mut self.known);
        new
    }

    /// Looks up whom some rows name.
    pub async fn look(&mut self, app: &App, drafts: impl Iterator<Item = &CommunicationDraft>) -> Result<()> {
        let (mut numbers, mut names) = (BTreeSet::new(), BTreeSet::new());
        for draft in drafts {
            if !draft.number.is_empty() && !self.numbered.contains_key(&draft.number) {
                numbers.insert(draft.number.clone());
            }
            let key = name_key(&draft.customer);
            if !key.is_empty() && !self.named.contains_key(&key) {
                names.insert(key);
            }
        }
        let live = || customer::Entity::find().filter(customer::Column::DeletedAt.is_null());
        let by_number = live().filter(customer::Column::Number.is_in(numbers)).all(app.read()).await?;
        let by_name = live().filter(customer::Column::NameKey.is_in(names.iter().cloned())).all(app.read()).await?;
        let mut new = BTreeSet::new();
        for customer in by_number {
            new.insert(customer.id);
            self.numbered.insert(customer.number, Named { id: customer.id, name: customer.name });
        }
        // One that isn't there needn't be looked for again.
        for key in names {
            self.named.entry(key).or_default();
        }
        for customer in by_name {
            new.insert(customer.id);
            self.named.entry(customer.name_key).or_default().push(Named { id: customer.id, name: customer.name });
        }
        self.people_of(app, new.into_iter().collect()).await
    }

    /// Looks up who has a part at these customers.
    pub async fn people_of(&mut self, app: &App, new: Vec<CustomerId>) -> Result<()> {
        let links = links_at(app.read(), &new).await?;
        let linked: Vec<ContactId> = links.iter().map(|link| link.contact_id).collect();
        let of = Condition::any().add(contact::Column::CustomerId.is_in(new)).add(contact::Column::Id.is_in(linked));
        let people = contact::Entity::find().filter(contact::Column::DeletedAt.is_null()).filter(of);
        let people = people.all(app.read()).await?;
        let names: HashMap<ContactId, &str> = people.iter().map(|person| (person.id, person.name.as_str())).collect();
        for link in &links {
            if let Some(name) = names.get(&link.contact_id) {
                self.people.entry((link.customer_id, name.to_lowercase())).or_insert(link.contact_id);
            }
        }
        for person in &people {
            self.people.insert((person.customer_id, person.name.to_lowercase()), person.id);
        }
        Ok(())
    }

    /// The customer that a row is about.
    fn customer(&self, draft: &CommunicationDraft) -> std::result::Result<&Named, ProblemCode> {
        if let Some(found) = self.numbered.get(&draft.number) {
            return Ok(found);
        }
        if draft.customer.is_empty() {
            let nobody = draft.number.is_empty();
            return Err(if nobody { ProblemCode::CustomerMissing } else { ProblemCode::CustomerUnknown });
        }
        let alike = self.named.get(&name_key(&draft.customer)).map(Vec::as_slice).unwrap_or_default();
        let exactly: Vec<&Named> = alike.iter().filter(|known| known.name == draft.customer).collect();
        match (exactly.as_slice(), alike) {
            ([one], _) => Ok(*one),
            ([], [one]) => Ok(one),
            ([], []) => Err(ProblemCode::CustomerUnknown),
            _ => Err(ProblemCode::CustomerAmbiguous),
        }
    }

    /// The communication that a row becomes, with who took part; none where it can't be one.
    pub fn communication(
        &self,
        app: &App,
        draft: &mut CommunicationDraft,
        problems: &mut Vec<RowProblem>,
    ) -> Option<(Communication, Vec<ContactId>)> {
        let row = draft.row;
        let customer = match self.customer(draft) {
            Ok(customer) => customer.clone(),
            Err(code) => {
                let said = if draft.customer.is_empty() { &draft.number } else { &draft.customer };
                problems.push(RowProblem::new(row, "", code, said));
                return None;
            }
        };
        let (mut left, mut who) = (Vec::new(), Vec::new());
        for name in &draft.people {
            match self.people.get(&(customer.id, name.to_lowercase())) {
                Some(contact) if who.contains(contact) => {}
                Some(contact) => who.push(*contact),
                // A customer that is a person has no other one in it.
                None if *name == customer.name => {}
                None => {
                    problems.push(RowProblem::new(row, "", ProblemCode::PersonUnknown, name));
                    left.push(name.clone());
                }
            }
        }
        self.made(app, draft, &customer, who, left, problems)
    }

    /// The communication that a message becomes at one of the customers whose it is.
    pub fn message(
        &self,
        app: &App,
        draft: &CommunicationDraft,
        place: Place,
        name: &str,
        problems: &mut Vec<RowProblem>,
    ) -> Option<(Communication, Vec<ContactId>)> {
        let Place { customer, direction, people, strangers } = place;
        let (mut left, mut who) = (Vec::new(), people);
        for stranger in strangers {
            match self.people.get(&(customer, stranger.name.to_lowercase())) {
                Some(contact) if who.contains(contact) => {}
                Some(contact) => who.push(*contact),
                None if stranger.name == name => {}
                // The lines of a chat say who spoke.
                None if draft.channel == Some("chat") => {}
                None => {
                    problems.push(RowProblem::new(draft.row, "", ProblemCode::PersonUnknown, &stranger.to_string()));
                    left.push(stranger.to_string());
                }
            }
        }
        who.dedup();
        let mut draft = draft.clone();
        draft.direction = Some(if direction == Direction::In { "in" } else { "out" });
        let owner =
            draft.from.iter().chain(&draft.to).find(|party| self.users.contains_key(&party.name.to_lowercase()));
        draft.owner = owner.map(|party| party.name.clone()).unwrap_or_default();
        self.made(app, &mut draft, &Named { id: customer, name: name.to_owned() }, who, left, problems)
    }

    /// What a draft becomes; names that nobody has are `left` for its text.
    fn made(
        &self,
        app: &App,
        draft: &mut CommunicationDraft,
        customer: &Named,
        who: Vec<ContactId>,
        mut left: Vec<String>,
        problems: &mut Vec<RowProblem>,
    ) -> Option<(Communication, Vec<ContactId>)> {
        let row = draft.row;
        let owner_id = self.users.get(&draft.owner.to_lowercase()).copied();
        if owner_id.is_none() && !draft.owner.is_empty() {
            problems.push(RowProblem::new(row, "", ProblemCode::OwnerUnknown, &draft.owner));
            left.push(draft.owner.clone());
        }
        if !left.is_empty() {
            let line = noted("", &left.join("; "));
            draft.text = if draft.text.is_empty() { line } else { format!("{}\n{line}", draft.text) };
        }
        let at: Timestamp = match draft.at? {
            Moment::Instant(instant) => instant.into(),
            Moment::Local(day, time) => {
                let when = day.to_datetime(time.unwrap_or(Time::midnight()));
                when.to_zoned(app.clock.zone().clone()).ok()?.timestamp().into()
            }
        };
        let title = short_text("title", &draft.title).unwrap_or_else(|_| {
            // A line that is too long for one is a text.
            draft.text = format!("{}\n{}", draft.title, draft.text);
            String::new()
        });
        let communication = with_direction(Communication {
            id: app.clock.key(),
            customer_id: customer.id,
            channel: meant(draft.channel).unwrap_or(Channel::Note),
            direction: meant(draft.direction).unwrap_or(Direction::None),
            at,
            zone: app.clock.zone_name(),
            duration_minutes: duration(draft.minutes).ok().flatten(),
            title,
            text: long_text("text", &draft.text).ok()?,
            outcome: meant(draft.outcome).unwrap_or(Outcome::None),
            category_id: None,
            category_by: CategoryBy::Nobody,
            tone: None,
            message_id: draft.message_id.clone(),
            owner_id,
            created_at: self.now,
            updated_at: self.now,
            deleted_at: None,
        });
        if not_empty(&communication).is_err() {
            problems.push(RowProblem::new(row, "", ProblemCode::NothingSaid, &draft.customer));
            return None;
        }
        Some((communication, who))
    }
}

/// What a code stands for.
fn meant<T: ActiveEnum<Value = String>>(code: Option<&str>) -> Option<T> {
    T::try_from_value(&code?.to_owned()).ok()
}

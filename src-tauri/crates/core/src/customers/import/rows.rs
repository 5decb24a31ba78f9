//! The rows that a draft becomes.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use satchel_domain::{name_key, sort_key};
use satchel_intake::{ContactDraft, CustomerDraft, PointDraft};
use sea_orm::entity::prelude::*;

use super::columns::{Columns, HeldDraft};
use super::effects::ValueChange;
use super::facts::Draft;
use super::plan::{Plan, Planned};
use super::reading::Read;
use crate::App;
use crate::communications::communication::Channel;
use crate::customers::contact_point::{self, Kind as PointKind, Model as ContactPoint};
use crate::customers::{Contact, Customer, Kind, Stage, contact};
use crate::error::{Result, internal};
use crate::fields::custom_field::Answer;
use crate::fields::custom_value::Model as CustomValue;
use crate::fields::values::{self, Holder};
use crate::fields::{Subject, Value};
use crate::ids::{ContactId, CustomFieldId, CustomerId, Timestamp};
use crate::people::Actor;

/// What rows are made with.
pub(super) struct Making<'a> {
    pub app: &'a App,
    /// Whoever imports looks after what nobody is named for.
    pub actor: Actor,
    /// Every row carries the same instant.
    pub now: Timestamp,
    /// The file.
    pub read: &'a Read,
    /// What becomes of its rows.
    pub plan: &'a Plan,
    /// What the rows say that are made now, by their places.
    pub drafts: HashMap<usize, Draft>,
}

impl Making<'_> {
    /// All that the rows of one customer say, and whether that takes the place of what is there.
    pub fn said<'a>(&'a self, planned: &'a Planned) -> impl Iterator<Item = (&'a Draft, bool)> {
        planned.places().filter_map(|at| Some((self.drafts.get(&at)?, self.plan.over.contains(&at))))
    }

    /// A customer that is there with what its rows say.
    pub fn filled(&self, before: &Customer, planned: &Planned) -> Customer {
        let mut after = before.clone();
        for (draft, over) in self.said(planned) {
            take(&mut after, &draft.customer, over);
        }
        let (owner, referrer) = (self.plan.owner(self.read, planned), self.plan.referrers.get(&planned.id).copied());
        if self.plan.over.contains(&planned.at) {
            after.owner_id = owner.or(after.owner_id);
            after.referred_by = referrer.or(after.referred_by);
        } else {
            after.owner_id = after.owner_id.or(owner);
            after.referred_by = after.referred_by.or(referrer);
        }
        after.do_not_contact = self.wish(planned).map_or(after.do_not_contact, Answer::from);
        after
    }

    /// Whether the customer wants nobody to write or call, where its rows tell: one that does is always heard, one that doesn't
    /// only where the file has the last word.
    fn wish(&self, planned: &Planned) -> Option<bool> {
        let told =
            self.said(planned).filter_map(|(draft, over)| draft.customer.do_not_contact.filter(|wish| *wish || over));
        told.max()
    }
}

/// Rows on their way into the database.
#[derive(Default)]
pub(super) struct Rows {
    pub customers: Vec<Customer>,
    pub contacts: Vec<Contact>,
    pub points: Vec<ContactPoint>,
    /// Phones, addresses and handles that are there and have another label now, before and after.
    pub relabelled: Vec<(ContactPoint, ContactPoint)>,
    pub tags: Vec<(CustomerId, Vec<String>)>,
    pub values: Vec<CustomValue>,
    /// People that are there, before and after.
    pub changed: Vec<(Contact, Contact)>,
    /// Values that take the place of others.
    pub replaced: Vec<(Holder, CustomFieldId, Value)>,
}

impl Rows {
    /// A new customer with everything that its rows say; its number is given when it is taken over.
    pub fn customer(&mut self, making: &Making<'_>, planned: &Planned) -> Result<()> {
        let (Draft { customer: draft, .. }, _) =
            making.said(planned).next().ok_or_else(|| internal("a row is gone"))?;
        let mut customer = Customer {
            id: planned.id,
            number: String::new(),
            kind: kind(draft.kind),
            name: draft.name.clone(),
            other_name: String::new(),
            birthday: String::new(),
            do_not_contact: making.wish(planned).unwrap_or_default().into(),
            sort_key: sort_key(&draft.name),
            name_key: name_key(&draft.name),
            stage: draft.stage.map_or(Stage::Lead, stage),
            owner_id: making.plan.owner(making.read, planned).or(Some(making.actor.user)),
            industry: String::new(),
            size: String::new(),
            region: String::new(),
            address: String::new(),
            country: String::new(),
            website: String::new(),
            tax_id: String::new(),
            terms: String::new(),
            credit_limit_minor: None,
            currency: making.app.home().currency,
            source: String::new(),
            goal: String::new(),
            rhythm_days: None,
            quiet_until: String::new(),
            preferred_channel: None,
            preferred_hours: String::new(),
            note: String::new(),
            referred_by: making.plan.referrers.get(&planned.id).copied(),
            merged_into: None,
            created_at: making.now,
            updated_at: making.now,
            deleted_at: None,
        };
        let mut reach = Reach::default();
        for (draft, over) in making.said(planned) {
            take(&mut customer, &draft.customer, over);
            self.reach(making, planned.id, (draft, over), &mut reach);
        }
        self.came(making, planned.id, &Reach::default(), reach)?;
        self.start(making, Subject::Customer, (planned.id, None))?;
        self.customers.push(customer);
        Ok(())
    }

    /// The tags of a row, but for those that are there; its people, phones and values go to what is there.
    pub fn reach(
        &mut self,
        making: &Making<'_>,
        customer: CustomerId,
        (Draft { customer: draft, held }, over): (&Draft, bool),
        there: &mut Reach,
    ) {
        there.hold(making, None, held, over);
        // Each row of a customer may say all of its tags.
        let known = self.tags.iter().rev().take_while(|(id, _)| *id == customer);
        let known: HashSet<String> = known.flat_map(|(_, tags)| tags).map(|tag| tag.to_lowercase()).collect();
        let new = draft.tags.iter().filter(|tag| !known.contains(&tag.to_lowercase()));
        self.tags.push((customer, new.cloned().collect()));
        let own = [
            (PointKind::Phone, &draft.phones),
            (PointKind::Email, &draft.emails),
            (PointKind::Chat, &draft.chats),
            (PointKind::Address, &draft.addresses),
            (PointKind::Website, &draft.websites),
        ];
        there.reached(making, (customer, None), &own, over);
        let Some(person) = &draft.contact else { return };
        let contact = there.person(making, customer, person, over, !draft.key.is_empty());
        there.hold(making, Some(contact), held, over);
        let theirs = [
            (PointKind::Phone, &person.phones),
            (PointKind::Email, &person.emails),
            (PointKind::Chat, &person.chats),
            (PointKind::Address, &person.addresses),
            (PointKind::Website, &person.websites),
        ];
        there.reached(making, (customer, Some(contact)), &theirs, over);
    }

    /// The people, phones and values of a customer that came or changed.
    pub fn came(&mut self, making: &Making<'_>, customer: CustomerId, before: &Reach, after: Reach) -> Result<()> {
        for person in after.people {
            match before.people.iter().find(|known| known.id == person.id) {
                Some(known) if *known == person => {}
                Some(known) => self.changed.push((known.clone(), person)),
                None => {
                    self.start(making, Subject::Contact, (customer, Some(person.id)))?;
                    self.contacts.push(person);
                }
            }
        }
        for point in after.points {
            match before.points.iter().find(|known| known.id == point.id) {
                Some(known) if *known == point => {}
                Some(known) => self.relabelled.push((known.clone(), point)),
                None => self.points.push(point),
            }
        }
        for ((contact, field), value) in after.held {
            let holder = (customer, contact);
            match before.held.get(&(contact, field)) {
                Some(known) if *known == value => {}
                Some(_) => self.replaced.push((holder, field, value)),
                None => self.values.extend(values::rows(making.app, making.now, field, holder, value)?),
            }
        }
        Ok(())
    }

    /// What a new record starts with in the fields that the file says nothing of.
    fn start(&mut self, making: &Making<'_>, subject: Subject, holder: Holder) -> Result<()> {
        for (_, field, value) in making.read.columns.starts.iter().filter(|(of, _, _)| *of == subject) {
            self.values.extend(values::rows(making.app, making.now, *field, holder, value.clone())?);
        }
        Ok(())
    }
}

/// The people, contact points and values that a customer has, or will have.
#[derive(Clone, Default)]
pub(super) struct Reach {
    people: Vec<Contact>,
    points: Vec<ContactPoint>,
    /// What the fields hold.
    held: BTreeMap<(Option<ContactId>, CustomFieldId), Value>,
}

impl Reach {
    /// What a customer has.
    pub async fn of(db: &impl ConnectionTrait, customer: CustomerId, columns: &Columns) -> Result<Self> {
        let people = contact::Entity::find()
            .filter(contact::Column::CustomerId.eq(customer))
            .filter(contact::Column::DeletedAt.is_null())
            .all(db)
            .await?;
        let points = contact_point::Entity::find()
            .filter(contact_point::Column::CustomerId.eq(customer))
            .filter(contact_point::Column::DeletedAt.is_null())
            .all(db)
            .await?;
        let mut held = BTreeMap::new();
        if columns.fill_custom() {
            for ((_, contact), all) in values::held_by_all(db, &[customer]).await? {
                held.extend(all.into_iter().map(|held| ((contact, held.field_id), held.value)));
            }
        }
        Ok(Self { people, points, held })
    }

    /// The values that will be others, of people who are there and of the customer itself.
    pub fn changes(&self, will: &Self) -> Vec<ValueChange> {
        let there =
            |contact: Option<ContactId>| contact.is_none_or(|id| self.people.iter().any(|known| known.id == id));
        let held = will.held.iter().filter(|((contact, _), _)| there(*contact));
        let change = |(key, after): (&(_, CustomFieldId), &Value)| {
            let before = self.held.get(key).cloned();
            let differs = before.as_ref() != Some(after);
            differs.then(|| ValueChange { field_id: key.1, before, after: after.clone() })
        };
        held.filter_map(change).collect()
    }

    /// The person of this name with what the row says, there already or new. Where the file tells customers apart, it has a row
    /// for each person: two of one name whose work or birthday differs are two.
    fn person(
        &mut self,
        making: &Making<'_>,
        customer: CustomerId,
        said: &ContactDraft,
        over: bool,
        apart: bool,
    ) -> ContactId {
        let named = |person: &&mut Contact| person.name == said.name;
        let at = self.people.iter().position(|person| person.name == said.name && !contradict(person, said));
        let known = match at {
            Some(at) => self.people.get_mut(at),
            None => self.people.iter_mut().filter(named).find(|person| !apart || person.created_at != making.now),
        };
        let Some(person) = known else {
            let person = new_contact(making, customer, said);
            let id = person.id;
            self.people.push(person);
            return id;
        };
        take_text(&mut person.title, &said.title, over);
        take_text(&mut person.department, &said.department, over);
        take_text(&mut person.birthday, &said.birthday, over);
        if said.role.is_some() && (over || person.decision_role == contact::DecisionRole::None) {
            person.decision_role = said.role.into();
        }
        unite(&mut person.note, &said.note);
        person.id
    }

    /// Takes ways to reach somebody that aren't there yet; what is there without a label takes one, or any that the row says.
    fn reached(
        &mut self,
        making: &Making<'_>,
        (customer_id, contact_id): Holder,
        given: &[(PointKind, &Vec<PointDraft>)],
        over: bool,
    ) {
        for (kind, draft) in given.iter().flat_map(|(kind, points)| points.iter().map(move |point| (*kind, point))) {
            let is_there = |point: &ContactPoint| {
                point.contact_id == contact_id && point.kind == kind && point.value == draft.value
            };
            if let Some(known) = self.points.iter_mut().find(|point| is_there(point)) {
                take_text(&mut known.label, &draft.label, over);
                continue;
            }
            let position = self.points.iter().filter(|point| point.contact_id == contact_id).count();
            self.points.push(ContactPoint {
                id: making.app.clock.key(),
                customer_id,
                contact_id,
                kind,
                label: draft.label.clone(),
                value: draft.value.clone(),
                position: i32::try_from(position).unwrap_or(i32::MAX),
                created_at: making.now,
                updated_at: making.now,
                deleted_at: None,
            });
        }
    }

    /// Takes values for fields that are empty, or all of them; several choices are united.
    fn hold(&mut self, making: &Making<'_>, contact: Option<ContactId>, said: &HeldDraft, over: bool) {
        for (_, field, value) in said.iter().filter(|(subject, _, _)| *subject == Subject::of(contact)) {
            match (self.held.entry((contact, *field)), value) {
                (Entry::Vacant(empty), _) => drop(empty.insert(value.clone())),
                (Entry::Occupied(mut held), Value::Choices { ids: more })
                    if making.read.columns.several.contains(field) =>
                {
                    if let Value::Choices { ids } = held.get_mut() {
                        ids.extend(more.iter().filter(|id| !ids.contains(id)).copied().collect::<Vec<_>>());
                    }
                }
                (Entry::Occupied(mut held), _) if over => drop(held.insert(value.clone())),
                (Entry::Occupied(_), _) => {}
            }
        }
    }
}

/// Takes from a row what the customer lacks, or all that it says; notes are put together.
fn take(customer: &mut Customer, draft: &CustomerDraft, over: bool) {
    // A country says where this address is, not another one.
    let same_place = customer.address.is_empty() || customer.address == draft.address || draft.address.is_empty();
    if same_place || over {
        take_text(&mut customer.country, &draft.country, over);
    }
    let texts = [
        (&mut customer.other_name, &draft.other_name),
        (&mut customer.birthday, &draft.birthday),
        (&mut customer.industry, &draft.industry),
        (&mut customer.size, &draft.size),
        (&mut customer.region, &draft.region),
        (&mut customer.address, &draft.address),
        (&mut customer.website, &draft.website),
        (&mut customer.tax_id, &draft.tax_id),
        (&mut customer.terms, &draft.terms),
        (&mut customer.source, &draft.source),
        (&mut customer.goal, &draft.goal),
        (&mut customer.preferred_hours, &draft.preferred_hours.map(|hours| hours.to_string()).unwrap_or_default()),
    ];
    for (field, text) in texts {
        take_text(field, text, over);
    }
    unite(&mut customer.note, &draft.note);
    if over {
        customer.name.clone_from(&draft.name);
        customer.sort_key = sort_key(&draft.name);
        customer.name_key = name_key(&draft.name);
        customer.stage = draft.stage.map_or(customer.stage, stage);
    }
    if let Some(limit) = draft.credit_limit.filter(|_| over || customer.credit_limit_minor.is_none()) {
        customer.credit_limit_minor = Some(limit.minor);
        customer.currency = limit.currency.code().to_owned();
    }
    if let Some(rhythm) = draft.rhythm.filter(|_| over || customer.rhythm_days.is_none()) {
        customer.rhythm_days = Some(rhythm.days());
    }
    if over || customer.preferred_channel.is_none() {
        customer.preferred_channel =
            Channel::try_from_value(&draft.preferred_channel).ok().or(customer.preferred_channel);
    }
}

fn take_text(field: &mut String, said: &str, over: bool) {
    if field.is_empty() || over && !said.is_empty() {
        said.clone_into(field);
    }
}

/// A note takes whatever comes.
fn unite(note: &mut String, said: &str) {
    if !note.contains(said) {
        note.push_str(if note.is_empty() { "" } else { "\n" });
        note.push_str(said);
    }
}

/// Whether a person is another one than the row speaks of, though called the same.
pub(super) fn contradict(person: &Contact, said: &ContactDraft) -> bool {
    let texts =
        [(&person.title, &said.title), (&person.department, &said.department), (&person.birthday, &said.birthday)];
    texts.iter().any(|(there, said)| !there.is_empty() && !said.is_empty() && there != said)
}

fn new_contact(making: &Making<'_>, customer_id: CustomerId, person: &ContactDraft) -> Contact {
    Contact {
        id: making.app.clock.key(),
        customer_id,
        name: person.name.clone(),
        sort_key: sort_key(&person.name),
        title: person.title.clone(),
        department: person.department.clone(),
        decision_role: person.role.into(),
        birthday: person.birthday.clone(),
        note: person.note.clone(),
        created_at: making.now,
        updated_at: making.now,
        deleted_at: None,
    }
}

const fn kind(kind: satchel_domain::CustomerKind) -> Kind {
    match kind {
        satchel_domain::CustomerKind::Company => Kind::Company,
        satchel_domain::CustomerKind::Person => Kind::Person,
    }
}

const fn stage(stage: satchel_domain::Stage) -> Stage {
    match stage {
        satchel_domain::Stage::Lead => Stage::Lead,
        satchel_domain::Stage::Prospect => Stage::Prospect,
        satchel_domain::Stage::Customer => Stage::Customer,
        satchel_domain::Stage::Lapsed => Stage::Lapsed,
    }
}

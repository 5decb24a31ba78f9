//! The rows that a draft becomes.

use std::collections::HashMap;

use satchel_domain::{name_key, sort_key};
use satchel_intake::{ContactDraft, CustomerDraft, PointDraft};

use super::columns::{Columns, HeldDraft};
use super::plan::{Draft, Marked, Planned};
use crate::App;
use crate::customers::contact_point::{Kind as PointKind, Model as ContactPoint};
use crate::customers::{Contact, Customer, Kind, Stage, contact};
use crate::error::Result;
use crate::fields::custom_value::Model as CustomValue;
use crate::fields::values::{self, Holder};
use crate::fields::{Subject, Value};
use crate::ids::{ContactId, CustomFieldId, CustomerId, FieldChoiceId, Timestamp};
use crate::people::Actor;

/// What rows are made with.
pub(super) struct Making<'a> {
    pub app: &'a App,
    /// Whoever imports looks after what nobody is named for.
    pub actor: Actor,
    /// Every row carries the same instant.
    pub now: Timestamp,
    /// What the columns fill.
    pub columns: &'a Columns,
    /// What the rows say.
    pub drafts: &'a [Marked],
}

impl Making<'_> {
    /// All that the rows of one customer say.
    pub fn said<'a>(&'a self, planned: &'a Planned) -> impl Iterator<Item = &'a Draft> {
        std::iter::once(&planned.at).chain(&planned.more).map(|at| &self.drafts[*at].draft)
    }
}

/// Rows on their way into the database.
#[derive(Default)]
pub(super) struct Rows {
    pub customers: Vec<Customer>,
    pub contacts: Vec<Contact>,
    pub points: Vec<ContactPoint>,
    pub tags: Vec<(CustomerId, Vec<String>)>,
    pub values: Vec<CustomValue>,
}

impl Rows {
    /// A new customer with everything that its rows say; its number is given when it is taken over.
    pub fn customer(&mut self, making: &Making<'_>, planned: &Planned) -> Result<()> {
        let draft = &making.drafts[planned.at].draft.customer;
        let mut customer = Customer {
            id: planned.id,
            number: String::new(),
            kind: kind(draft.kind),
            name: draft.name.clone(),
            other_name: String::new(),
            sort_key: sort_key(&draft.name),
            name_key: name_key(&draft.name),
            stage: draft.stage.map_or(Stage::Lead, stage),
            owner_id: planned.owner.or(Some(making.actor.user)),
            industry: String::new(),
            size: String::new(),
            region: String::new(),
            address: String::new(),
            website: String::new(),
            tax_id: String::new(),
            terms: String::new(),
            credit_limit_minor: None,
            currency: making.app.home().currency,
            source: String::new(),
            note: String::new(),
            referred_by: planned.referrer,
            created_at: making.now,
            updated_at: making.now,
            deleted_at: None,
        };
        let mut reach = Reach::default();
        for draft in making.said(planned) {
            fill_empty(&mut customer, &draft.customer);
            self.reach(making, planned.id, draft, &mut reach)?;
        }
        self.start(making, Subject::Customer, (planned.id, None))?;
        self.customers.push(customer);
        Ok(())
    }

    /// The people, phones, tags and values of a row, but for those that are there.
    pub fn reach(
        &mut self,
        making: &Making<'_>,
        customer: CustomerId,
        Draft { customer: draft, held }: &Draft,
        there: &mut Reach,
    ) -> Result<()> {
        self.values_of(making, (customer, None), Subject::Customer, held, there)?;
        self.tags.push((customer, draft.tags.clone()));
        let own = [
            (PointKind::Phone, &draft.phones),
            (PointKind::Email, &draft.emails),
            (PointKind::Chat, &draft.chats),
            (PointKind::Address, &draft.addresses),
            (PointKind::Website, &draft.websites),
        ];
        self.points_of(making, customer, None, &own, there);
        let Some(person) = &draft.contact else { return Ok(()) };
        let known = there.people.iter().find(|(name, _)| *name == person.name).map(|(_, id)| *id);
        let contact = match known {
            Some(id) => id,
            None => {
                let contact = new_contact(making, customer, person);
                let id = contact.id;
                there.people.push((person.name.clone(), id));
                self.contacts.push(contact);
                self.start(making, Subject::Contact, (customer, Some(id)))?;
                id
            }
        };
        self.values_of(making, (customer, Some(contact)), Subject::Contact, held, there)?;
        let theirs = [
            (PointKind::Phone, &person.phones),
            (PointKind::Email, &person.emails),
            (PointKind::Chat, &person.chats),
            (PointKind::Address, &person.addresses),
            (PointKind::Website, &person.websites),
        ];
        self.points_of(making, customer, Some(contact), &theirs, there);
        Ok(())
    }

    /// What a new record starts with in the fields that the file says nothing of.
    fn start(&mut self, making: &Making<'_>, subject: Subject, holder: Holder) -> Result<()> {
        for (_, field, value) in making.columns.starts.iter().filter(|(of, _, _)| *of == subject) {
            self.values.extend(values::rows(making.app, making.now, *field, holder, value.clone())?);
        }
        Ok(())
    }

    /// Values for fields that are empty, and the choices that are lacking.
    fn values_of(
        &mut self,
        making: &Making<'_>,
        holder: Holder,
        subject: Subject,
        held: &HeldDraft,
        there: &mut Reach,
    ) -> Result<()> {
        for (_, field, value) in held.iter().filter(|(of, _, _)| *of == subject) {
            let mut value = value.clone();
            let has = there.held.get(&(holder.1, *field));
            match (has, &mut value) {
                (Some(chosen), Value::Choices { ids }) if making.columns.several.contains(field) => {
                    ids.retain(|id| !chosen.contains(id));
                }
                (Some(_), _) => continue,
                (None, _) => {}
            }
            let chosen = there.held.entry((holder.1, *field)).or_default();
            if let Value::Choices { ids } = &value {
                chosen.extend(ids);
            }
            self.values.extend(values::rows(making.app, making.now, *field, holder, value)?);
        }
        Ok(())
    }

    fn points_of(
        &mut self,
        making: &Making<'_>,
        customer_id: CustomerId,
        contact_id: Option<ContactId>,
        given: &[(PointKind, &Vec<PointDraft>)],
        there: &mut Reach,
    ) {
        for (kind, points) in given {
            for point in *points {
                let mark = (contact_id, *kind, point.value.clone());
                if there.points.contains(&mark) {
                    continue;
                }
                let position = there.points.iter().filter(|(holder, _, _)| *holder == contact_id).count();
                there.points.push(mark);
                self.points.push(ContactPoint {
                    id: making.app.clock.key(),
                    customer_id,
                    contact_id,
                    kind: *kind,
                    label: point.label.clone(),
                    value: point.value.clone(),
                    position: i32::try_from(position).unwrap_or(i32::MAX),
                    created_at: making.now,
                    updated_at: making.now,
                    deleted_at: None,
                });
            }
        }
    }
}

/// The people and contact points that a customer has already.
#[derive(Default)]
pub(super) struct Reach {
    pub people: Vec<(String, ContactId)>,
    pub points: Vec<(Option<ContactId>, PointKind, String)>,
    /// The fields that hold something, with the choices in them.
    pub held: HashMap<(Option<ContactId>, CustomFieldId), Vec<FieldChoiceId>>,
}

/// Takes from a row what the customer lacks; what is there stays, and notes are put together.
pub(super) fn fill_empty(customer: &mut Customer, draft: &CustomerDraft) {
    let texts = [
        (&mut customer.other_name, &draft.other_name),
        (&mut customer.industry, &draft.industry),
        (&mut customer.size, &draft.size),
        (&mut customer.region, &draft.region),
        (&mut customer.address, &draft.address),
        (&mut customer.website, &draft.website),
        (&mut customer.tax_id, &draft.tax_id),
        (&mut customer.terms, &draft.terms),
        (&mut customer.source, &draft.source),
    ];
    for (field, text) in texts {
        if field.is_empty() {
            field.clone_from(text);
        }
    }
    // A note takes whatever comes.
    if !customer.note.contains(&draft.note) {
        customer.note.push_str(if customer.note.is_empty() { "" } else { "\n" });
        customer.note.push_str(&draft.note);
    }
    if let (None, Some(limit)) = (customer.credit_limit_minor, draft.credit_limit) {
        customer.credit_limit_minor = Some(limit.minor);
        customer.currency = limit.currency.code().to_owned();
    }
}

fn new_contact(making: &Making<'_>, customer_id: CustomerId, person: &ContactDraft) -> Contact {
    Contact {
        id: making.app.clock.key(),
        customer_id,
        name: person.name.clone(),
        sort_key: sort_key(&person.name),
        title: person.title.clone(),
        department: person.department.clone(),
        decision_role: contact::DecisionRole::None,
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

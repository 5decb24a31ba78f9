//! The rows that a draft becomes.

use satchel_domain::{name_key, sort_key};
use satchel_intake::{ContactDraft, CustomerDraft, PointDraft};

use super::plan::Planned;
use crate::App;
use crate::customers::contact_point::{Kind as PointKind, Model as ContactPoint};
use crate::customers::{Contact, Customer, Kind, Stage, contact};
use crate::ids::{ContactId, CustomerId, Timestamp};
use crate::people::Actor;

/// What rows are made with.
pub(super) struct Making<'a> {
    pub app: &'a App,
    /// Whoever imports looks after what nobody is named for.
    pub actor: Actor,
    /// Every row carries the same instant.
    pub now: Timestamp,
}

/// Rows on their way into the database.
#[derive(Default)]
pub(super) struct Rows {
    pub customers: Vec<Customer>,
    pub contacts: Vec<Contact>,
    pub points: Vec<ContactPoint>,
    pub tags: Vec<(CustomerId, Vec<String>)>,
}

impl Rows {
    /// A new customer with everything that its rows say; its number is given when it is taken over.
    pub fn customer(&mut self, making: &Making<'_>, planned: &Planned) {
        let draft = &planned.draft;
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
        for draft in std::iter::once(draft).chain(&planned.more) {
            fill_empty(&mut customer, draft);
            self.reach(making, planned.id, draft, &mut reach);
        }
        self.customers.push(customer);
    }

    /// The people, phones and tags of a row, but for those that are there.
    pub fn reach(&mut self, making: &Making<'_>, customer: CustomerId, draft: &CustomerDraft, there: &mut Reach) {
        self.tags.push((customer, draft.tags.clone()));
        let own =
            [(PointKind::Phone, &draft.phones), (PointKind::Email, &draft.emails), (PointKind::Chat, &draft.chats)];
        self.points_of(making, customer, None, &own, there);
        let Some(person) = &draft.contact else { return };
        let known = there.people.iter().find(|(name, _)| *name == person.name).map(|(_, id)| *id);
        let contact = known.unwrap_or_else(|| {
            let contact = new_contact(making, customer, person);
            let id = contact.id;
            there.people.push((person.name.clone(), id));
            self.contacts.push(contact);
            id
        });
        let theirs = [(PointKind::Phone, &person.phones), (PointKind::Email, &person.emails)];
        self.points_of(making, customer, Some(contact), &theirs, there);
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
}

/// Takes from a row what the customer lacks; what is there stays.
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
        (&mut customer.note, &draft.note),
    ];
    for (field, text) in texts {
        if field.is_empty() {
            field.clone_from(text);
        }
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
        note: String::new(),
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

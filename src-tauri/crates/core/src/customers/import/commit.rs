//! Writes the plan of an import in one unit of work.

use std::collections::HashSet;

use satchel_domain::{name_key, sort_key};
use satchel_intake::{ContactDraft, CustomerDraft, PointDraft};
use sea_orm::entity::prelude::*;

use super::plan::{Plan, Planned};
use crate::App;
use crate::customers::contact_point::{self, Kind as PointKind, Model as ContactPoint};
use crate::customers::{Contact, Customer, Kind, Stage, attach_tags, contact, find_many, number};
use crate::error::Result;
use crate::ids::{ActId, ContactId, CustomerId};
use crate::jobs::Progress;
use crate::people::Actor;
use crate::store::take_numbers;
use crate::store::unit::Tx;

/// Customers between two looks at whether the person stopped it.
const STEP: usize = 500;

/// What was written.
pub(super) struct Written {
    /// Customers in which something changed.
    pub updated: usize,
    /// The act that undo takes back; none where nothing was written.
    pub act: Option<ActId>,
}

/// Writes everything, or on a stop or an error nothing. A dry run does all the work and then lets go of it.
pub(super) async fn commit(
    app: &App,
    actor: Actor,
    plan: &Plan,
    dry_run: bool,
    progress: &Progress,
) -> Result<Written> {
    let total = (plan.created.len() + plan.updated.len()) * 2;
    let mut done = total / 2;
    let mut tx = app.write(actor, "import_customers").await?;
    let mut next = if plan.created.is_empty() { 0 } else { take_numbers(&tx, "customer", plan.created.len()).await? };
    for chunk in plan.created.chunks(STEP) {
        progress.at(done, total)?;
        let mut rows = Rows::default();
        for planned in chunk {
            rows.customer(&tx, planned, next, actor);
            next += 1;
        }
        rows.write(&mut tx).await?;
        done += chunk.len();
    }
    let mut updated = 0;
    for chunk in plan.updated.chunks(STEP) {
        progress.at(done, total)?;
        updated += fill(&mut tx, chunk).await?;
        done += chunk.len();
    }
    progress.at(total, total)?;
    let count = plan.created.len() + updated;
    tx.counts(count);
    let act = (count > 0 && !dry_run).then(|| tx.act());
    if !dry_run {
        tx.commit().await?;
    }
    Ok(Written { updated, act })
}

#[derive(Default)]
struct Rows {
    customers: Vec<Customer>,
    contacts: Vec<Contact>,
    points: Vec<ContactPoint>,
    tags: Vec<(CustomerId, Vec<String>)>,
}

impl Rows {
    async fn write(self, tx: &mut Tx<'_>) -> Result<()> {
        tx.insert_many(self.customers).await?;
        tx.insert_many(self.contacts).await?;
        tx.insert_many(self.points).await?;
        attach_tags(tx, &self.tags).await
    }

    fn customer(&mut self, tx: &Tx<'_>, planned: &Planned, next: i64, actor: Actor) {
        let draft = &planned.draft;
        let mut customer = Customer {
            id: planned.id,
            number: number(tx, next),
            kind: kind(draft.kind),
            name: draft.name.clone(),
            other_name: String::new(),
            sort_key: sort_key(&draft.name),
            name_key: name_key(&draft.name),
            stage: draft.stage.map_or(Stage::Lead, stage),
            owner_id: planned.owner.or(Some(actor.user)),
            industry: String::new(),
            size: String::new(),
            region: String::new(),
            address: String::new(),
            website: String::new(),
            tax_id: String::new(),
            terms: String::new(),
            credit_limit_minor: None,
            currency: tx.app().home().currency,
            source: String::new(),
            note: String::new(),
            referred_by: planned.referrer,
            created_at: tx.now(),
            updated_at: tx.now(),
            deleted_at: None,
        };
        let mut reach = Reach::default();
        for draft in std::iter::once(draft).chain(&planned.more) {
            fill_empty(&mut customer, draft);
            self.reach(tx, planned.id, draft, &mut reach);
        }
        self.customers.push(customer);
    }

    /// The people, phones and tags of a row, but for those that are there.
    fn reach(&mut self, tx: &Tx<'_>, customer: CustomerId, draft: &CustomerDraft, there: &mut Reach) {
        self.tags.push((customer, draft.tags.clone()));
        let own =
            [(PointKind::Phone, &draft.phones), (PointKind::Email, &draft.emails), (PointKind::Chat, &draft.chats)];
        self.points_of(tx, customer, None, &own, there);
        let Some(person) = &draft.contact else { return };
        let known = there.people.iter().find(|(name, _)| *name == person.name).map(|(_, id)| *id);
        let contact = known.unwrap_or_else(|| {
            let contact = new_contact(tx, customer, person);
            let id = contact.id;
            there.people.push((person.name.clone(), id));
            self.contacts.push(contact);
            id
        });
        let theirs = [(PointKind::Phone, &person.phones), (PointKind::Email, &person.emails)];
        self.points_of(tx, customer, Some(contact), &theirs, there);
    }

    fn points_of(
        &mut self,
        tx: &Tx<'_>,
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
                    id: tx.key(),
                    customer_id,
                    contact_id,
                    kind: *kind,
                    label: point.label.clone(),
                    value: point.value.clone(),
                    position: i32::try_from(position).unwrap_or(i32::MAX),
                    created_at: tx.now(),
                    updated_at: tx.now(),
                    deleted_at: None,
                });
            }
        }
    }
}

/// The people and contact points that a customer has already.
#[derive(Default)]
struct Reach {
    people: Vec<(String, ContactId)>,
    points: Vec<(Option<ContactId>, PointKind, String)>,
}

/// Fills what is empty in customers that are there, adds people, phones and tags they lack, and tells in how many.
async fn fill(tx: &mut Tx<'_>, chunk: &[Planned]) -> Result<usize> {
    let ids: Vec<CustomerId> = chunk.iter().map(|planned| planned.id).collect();
    let mut customers = find_many(tx.db(), &ids).await?;
    let mut rows = Rows::default();
    let mut changed = HashSet::new();
    for planned in chunk {
        let Some(before) = customers.remove(&planned.id) else { continue };
        let mut after = before.clone();
        let mut there = reach_of(tx.db(), planned.id).await?;
        for draft in std::iter::once(&planned.draft).chain(&planned.more) {
            fill_empty(&mut after, draft);
            rows.reach(tx, planned.id, draft, &mut there);
        }
        after.owner_id = after.owner_id.or(planned.owner);
        after.referred_by = after.referred_by.or(planned.referrer);
        if after != before {
            changed.insert(planned.id);
            tx.update(&before, after).await?;
        }
    }
    let used = tags_in_use(tx, &ids).await?;
    for (customer, tags) in &mut rows.tags {
        tags.retain(|tag| !used.contains(&(*customer, tag.to_lowercase())));
    }
    let tagged = rows.tags.iter().filter(|(_, tags)| !tags.is_empty()).map(|(id, _)| *id);
    changed.extend(rows.contacts.iter().map(|contact| contact.customer_id));
    changed.extend(rows.points.iter().map(|point| point.customer_id));
    changed.extend(tagged);
    rows.write(tx).await?;
    Ok(changed.len())
}

async fn reach_of(db: &impl ConnectionTrait, customer: CustomerId) -> Result<Reach> {
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
    Ok(Reach {
        people: people.into_iter().map(|person| (person.name, person.id)).collect(),
        points: points.into_iter().map(|point| (point.contact_id, point.kind, point.value)).collect(),
    })
}

async fn tags_in_use(tx: &Tx<'_>, ids: &[CustomerId]) -> Result<Vec<(CustomerId, String)>> {
    let mut used = Vec::new();
    for id in ids {
        let tags = crate::customers::record::tags_of(tx.db(), *id).await?;
        used.extend(tags.into_iter().map(|tag| (*id, tag.name.to_lowercase())));
    }
    Ok(used)
}

/// Takes from a row what the customer lacks; what is there stays.
fn fill_empty(customer: &mut Customer, draft: &CustomerDraft) {
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

fn new_contact(tx: &Tx<'_>, customer_id: CustomerId, person: &ContactDraft) -> Contact {
    Contact {
        id: tx.key(),
        customer_id,
        name: person.name.clone(),
        sort_key: sort_key(&person.name),
        title: person.title.clone(),
        department: String::new(),
        decision_role: contact::DecisionRole::None,
        note: String::new(),
        created_at: tx.now(),
        updated_at: tx.now(),
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

//! Fills a workspace with the sample, through the same door as everything else.

use std::collections::HashMap;

use satchel_domain::{Due, clean_note, clean_text, name_key, sort_key};
use sea_orm::ActiveEnum;

use super::sample_fields::OwnFields;
use crate::App;
use crate::communications::category::CategoryBy;
use crate::communications::{Channel, Communication, participant};
use crate::customers::contacts::{PointInput, point};
use crate::customers::{self, Contact, Customer};
use crate::error::{Result, internal};
use crate::fields::custom_value::Model as CustomValue;
use crate::followups::FollowUp;
use crate::ids::{CommunicationId, CustomerId, Timestamp, UserId};
use crate::people::{Actor, Language, user};
use crate::sample::{Plan, SampleCommunication, SampleCustomer, SampleFields, SampleFollowUp, SampleUser, generate};
use crate::store::take_numbers;
use crate::store::unit::Tx;

/// How large a sample is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Customers.
    pub customers: u32,
    /// Communications in all.
    pub communications: u32,
}

/// The sample that people are shown.
pub const SHOWN: Size = Size { customers: 240, communications: 2_600 };

/// The sample is always the same.
const SEED: u64 = 20_260_514;

/// Customers per unit of work: enough to be quick, few enough to stay small.
const BATCH: usize = 200;

/// Adds the sample's users, own fields, customers, communications and follow-ups. None of it can be undone: it is how the workspace begins.
///
/// # Errors
/// The database's.
pub async fn fill(app: &App, actor: Actor, size: Size, language: Language) -> Result<()> {
    let in_chinese = language == Language::Chinese;
    let Size { customers, communications } = size;
    let plan = Plan { seed: SEED, customers, communications, today: app.clock.today(), in_chinese };
    let sample = generate(&plan);
    let (owners, own) = begin(app, actor, &sample.users(), in_chinese).await?;
    let mut known: HashMap<u32, CustomerId> = HashMap::new();
    let mut rest = sample.customers();
    loop {
        let batch = rest.by_ref().take(BATCH);
        let batch: Vec<(SampleCustomer, SampleFields)> = batch
            .map(|customer| {
                let own = sample.fields_of(&customer);
                (customer, own)
            })
            .collect();
        if batch.is_empty() {
            return Ok(());
        }
        let mut tx = app.write(actor, "fill_sample").await?;
        tx.beyond_undo();
        add(&mut tx, batch, &owners, &own, &mut known).await?;
        tx.commit().await?;
    }
}

/// The business that the sample tells of.
pub(crate) const COMPANY: &str = "Linghai Precision 凌海精工";

/// The owner of the sample workspace.
pub(crate) fn owner(language: Language) -> &'static str {
    let nobody =
        Plan { seed: SEED, customers: 0, communications: 0, today: jiff::civil::Date::ZERO, in_chinese: false };
    name_of(&generate(&nobody).users()[0], language == Language::Chinese)
}

/// The name of somebody at the sample's company.
fn name_of(user: &SampleUser, in_chinese: bool) -> &'static str {
    if in_chinese && !user.chinese_name.is_empty() { user.chinese_name } else { user.name }
}

/// The sample's users, of whom the first is whoever opened the workspace, and its own fields.
async fn begin(app: &App, actor: Actor, users: &[SampleUser], in_chinese: bool) -> Result<(Vec<UserId>, OwnFields)> {
    let mut tx = app.write(actor, "fill_sample").await?;
    tx.beyond_undo();
    let mut owners = vec![actor.user];
    for sample in &users[1..] {
        let name = name_of(sample, in_chinese);
        let user = user::Model {
            id: tx.key(),
            name: name.to_owned(),
            sort_key: sort_key(name),
            role: code(sample.role)?,
            created_at: tx.now(),
            updated_at: tx.now(),
            deleted_at: None,
        };
        owners.push(tx.insert(user).await?.id);
    }
    let own = OwnFields::add(&mut tx, in_chinese).await?;
    tx.commit().await?;
    Ok((owners, own))
}

async fn add(
    tx: &mut Tx<'_>,
    batch: Vec<(SampleCustomer, SampleFields)>,
    owners: &[UserId],
    own: &OwnFields,
    known: &mut HashMap<u32, CustomerId>,
) -> Result<()> {
    let mut number = take_numbers(tx, "customer", batch.len()).await?;
    let mut rows = Rows::default();
    for (sample, held) in batch {
        let id: CustomerId = tx.key();
        known.insert(sample.index, id);
        rows.values.extend(own.values(tx, id, Timestamp(sample.created_ms), held)?);
        rows.customer(tx, id, number, sample, owners, known)?;
        number += 1;
    }
    tx.insert_many(rows.customers).await?;
    tx.insert_many(rows.contacts).await?;
    tx.insert_many(rows.points).await?;
    tx.insert_many(rows.values).await?;
    customers::attach_tags(tx, &rows.tags).await?;
    tx.insert_many(rows.communications).await?;
    tx.insert_many(rows.participants).await?;
    tx.insert_many(rows.follow_ups).await
}

#[derive(Default)]
struct Rows {
    customers: Vec<Customer>,
    contacts: Vec<Contact>,
    points: Vec<customers::contact_point::Model>,
    values: Vec<CustomValue>,
    tags: Vec<(CustomerId, Vec<String>)>,
    communications: Vec<Communication>,
    participants: Vec<participant::Model>,
    follow_ups: Vec<FollowUp>,
}

impl Rows {
    fn customer(
        &mut self,
        tx: &Tx<'_>,
        id: CustomerId,
        number: i64,
        sample: SampleCustomer,
        owners: &[UserId],
        known: &HashMap<u32, CustomerId>,
    ) -> Result<()> {
        let created_at = Timestamp(sample.created_ms);
        let name = clean_text(&sample.name);
        for (position, given) in sample.points.iter().enumerate() {
            let given = input(given.kind, given.label, &given.value)?;
            self.points.push(point(tx, id, None, &given, position)?);
        }
        let mut contacts = Vec::new();
        for person in sample.contacts {
            let contact = Contact {
                id: tx.key(),
                customer_id: id,
                sort_key: sort_key(&person.name),
                name: person.name,
                title: person.title,
                department: person.department,
                decision_role: code(person.decision_role)?,
                birthday: person.birthday,
                note: String::new(),
                created_at,
                updated_at: created_at,
                deleted_at: None,
            };
            for (position, given) in person.points.iter().enumerate() {
                let given = input(given.kind, given.label, &given.value)?;
                self.points.push(point(tx, id, Some(contact.id), &given, position)?);
            }
            contacts.push(contact.id);
            self.contacts.push(contact);
        }
        for said in sample.communications {
            let SampleCommunication { people, follow_up, .. } = &said;
            let communication_id: CommunicationId = tx.key();
            let at = Timestamp(said.at_ms);
            for contact_id in people.iter().filter_map(|place| contacts.get(*place)) {
                let contact_id = *contact_id;
                let id = tx.key();
                self.participants.push(participant::Model {
                    id,
                    communication_id,
                    contact_id,
                    created_at: at,
                    updated_at: at,
                    deleted_at: None,
                });
            }
            if let Some(step) = follow_up {
                self.follow_ups.push(step_of(tx, id, Some(communication_id), step, owners)?);
            }
            self.communications.push(Communication {
                id: communication_id,
                customer_id: id,
                channel: code(said.channel)?,
                direction: code(said.direction)?,
                at,
                zone: said.zone.to_owned(),
                duration_minutes: said.duration_minutes.and_then(|minutes| i32::try_from(minutes).ok()),
                title: said.title,
                text: clean_note(&said.text),
                outcome: code(said.outcome)?,
                category_id: None,
                category_by: CategoryBy::Nobody,
                tone: None,
                message_id: None,
                owner_id: owners.get(said.owner).copied(),
                created_at: at,
                updated_at: at,
                deleted_at: None,
            });
        }
        for step in &sample.follow_ups {
            self.follow_ups.push(step_of(tx, id, None, step, owners)?);
        }
        self.tags.push((id, sample.tags));
        self.customers.push(Customer {
            id,
            number: customers::number(tx, number),
            kind: code(sample.kind)?,
            sort_key: sort_key(&name),
            name_key: name_key(&name),
            name,
            other_name: sample.other_name,
            birthday: String::new(),
            do_not_contact: sample.do_not_contact.into(),
            stage: code(sample.stage)?,
            owner_id: owners.get(sample.owner).copied(),
            industry: sample.industry,
            size: sample.size,
            region: sample.region,
            address: sample.address,
            country: sample.country.to_owned(),
            website: sample.website,
            tax_id: sample.tax_id,
            terms: sample.terms,
            credit_limit_minor: sample.credit_limit_minor,
            currency: sample.currency.to_owned(),
            source: sample.source,
            goal: sample.goal,
            rhythm_days: sample.rhythm_days,
            quiet_until: String::new(),
            preferred_channel: sample.preferred_channel.map(code).transpose()?,
            preferred_hours: sample.preferred_hours.to_owned(),
            note: sample.note,
            referred_by: sample.referred_by.and_then(|index| known.get(&index)).copied(),
            merged_into: None,
            created_at,
            updated_at: created_at,
            deleted_at: None,
        });
        Ok(())
    }
}

fn step_of(
    tx: &Tx<'_>,
    customer_id: CustomerId,
    communication_id: Option<CommunicationId>,
    step: &SampleFollowUp,
    owners: &[UserId],
) -> Result<FollowUp> {
    let due = Due { date: step.due_date, time: step.due_time };
    let channel: Option<Channel> = step.channel.map(code).transpose()?;
    let created_at = Timestamp(step.created_ms);
    Ok(FollowUp {
        id: tx.key(),
        customer_id,
        communication_id,
        title: step.title.clone(),
        channel,
        due_date: step.due_date.to_string(),
        due_time: step.due_time.map(|time| time.strftime("%H:%M").to_string()),
        zone: step.zone.to_owned(),
        due_at: due.instant(tx.app().clock.zone()).map_err(internal)?.into(),
        repeats: String::new(),
        repeats_from: String::new(),
        priority: code(step.priority)?,
        duration_minutes: step.duration_minutes.and_then(|minutes| i32::try_from(minutes).ok()),
        owner_id: owners.get(step.owner).copied(),
        done_at: step.done_ms.map(Timestamp),
        created_at,
        updated_at: created_at,
        deleted_at: None,
    })
}

fn input(kind: &str, label: &str, value: &str) -> Result<PointInput> {
    Ok(PointInput { kind: code(kind)?, label: Some(label.to_owned()), value: value.to_owned() })
}

/// The value behind a code of the sample.
fn code<T: ActiveEnum<Value = String>>(code: &str) -> Result<T> {
    T::try_from_value(&code.to_owned()).map_err(internal)
}

//! Customers and the people there as vCards.

use satchel_domain::{CustomerKind, Money};
use satchel_intake::{ContactDraft, CustomerDraft, PartDraft, PointDraft, customer_card, person_card};
use sea_orm::ActiveEnum;
use tokio::sync::mpsc::Sender;

use super::export::{PAGE, Page};
use super::field_columns::FieldColumns;
use super::whole::{Part, Person, Whole, wholes};
use crate::App;
use crate::customers::Stage;
use crate::customers::contact_point::{Kind as PointKind, Model as ContactPoint};
use crate::error::Result;
use crate::fields::Subject;
use crate::fields::custom_field::Answer;
use crate::ids::CustomerId;
use crate::jobs::Progress;
use crate::people::Language;

/// Sends the card of each customer, and behind it those of the people there.
pub(super) async fn cards(
    app: &App,
    language: Language,
    ids: &[CustomerId],
    sender: Sender<Page<String>>,
    progress: &Progress,
) -> Result<(usize, Sender<Page<String>>)> {
    let own = FieldColumns::read(app, language, Subject::Customer).await?;
    let theirs = FieldColumns::read(app, language, Subject::Contact).await?;
    let mut count = 0;
    for (done, chunk) in ids.chunks(PAGE).enumerate() {
        progress.at(done * PAGE, ids.len())?;
        let mut cards = Vec::with_capacity(chunk.len() * 2);
        for whole in wholes(app, chunk).await? {
            let (fields, people) = (own.named(&whole.held), whole.people);
            let draft = draft(Whole { people: Vec::new(), ..whole });
            cards.push(customer_card(&draft, &fields));
            for person in people {
                let (uid, fields) = (person.contact.id.to_string(), theirs.named(&person.held));
                cards.push(person_card(&person_draft(person), &uid, &draft, &fields));
            }
        }
        count += cards.len();
        if sender.send(Some(cards)).await.is_err() {
            return Ok((count, sender));
        }
    }
    progress.at(ids.len(), ids.len())?;
    Ok((count, sender))
}

fn draft(whole: Whole) -> CustomerDraft {
    let Whole { customer, reach, owner, referrer, tags, .. } = whole;
    let limit = customer.credit_limit_minor.zip(customer.currency.parse().ok());
    CustomerDraft {
        row: 0,
        key: customer.id.to_string(),
        kind: CustomerKind::from(customer.kind),
        name: customer.name,
        number: customer.number,
        other_name: customer.other_name,
        birthday: customer.birthday,
        stage: Some(match customer.stage {
            Stage::Lead => satchel_domain::Stage::Lead,
            Stage::Prospect => satchel_domain::Stage::Prospect,
            Stage::Customer => satchel_domain::Stage::Customer,
            Stage::Lapsed => satchel_domain::Stage::Lapsed,
        }),
        owner,
        industry: customer.industry,
        size: customer.size,
        region: customer.region,
        address: customer.address,
        country: customer.country,
        website: customer.website,
        tax_id: customer.tax_id,
        terms: customer.terms,
        credit_limit: limit.map(|(minor, currency)| Money { minor, currency }),
        source: customer.source,
        goal: customer.goal,
        rhythm: customer.rhythm_days.and_then(|days| days.try_into().ok()),
        preferred_channel: customer.preferred_channel.map(|channel| channel.to_value()).unwrap_or_default(),
        preferred_hours: customer.preferred_hours.parse().ok(),
        note: customer.note,
        referred_by: referrer,
        tags,
        do_not_contact: (customer.do_not_contact == Answer::Yes).then_some(true),
        phones: points(&reach, PointKind::Phone),
        emails: points(&reach, PointKind::Email),
        chats: points(&reach, PointKind::Chat),
        addresses: points(&reach, PointKind::Address),
        websites: points(&reach, PointKind::Website),
        contact: None,
    }
}

fn person_draft(Person { contact, reach, parts, .. }: Person) -> ContactDraft {
    ContactDraft {
        name: contact.name,
        title: contact.title,
        department: contact.department,
        birthday: contact.birthday,
        role: contact.decision_role.into(),
        parts: parts.into_iter().map(part_draft).collect(),
        note: contact.note,
        phones: points(&reach, PointKind::Phone),
        emails: points(&reach, PointKind::Email),
        chats: points(&reach, PointKind::Chat),
        addresses: points(&reach, PointKind::Address),
        websites: points(&reach, PointKind::Website),
    }
}

/// On cards customers are told apart by the keys of their own ones.
fn part_draft(Part { link, name, .. }: Part) -> PartDraft {
    let (title, department, role) = (link.title, link.department, link.decision_role.into());
    PartDraft { customer: name, number: link.customer_id.to_string(), title, department, role }
}

pub(super) fn points(reach: &[ContactPoint], kind: PointKind) -> Vec<PointDraft> {
    let points = reach.iter().filter(|point| point.kind == kind);
    points.map(|point| PointDraft { label: point.label.clone(), value: point.value.clone(), valid: true }).collect()
}

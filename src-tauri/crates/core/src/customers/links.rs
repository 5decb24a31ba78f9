//! People at further customers than the one where they work: an accountant of three firms, a director on two boards.

use std::collections::HashMap;

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::contact::DecisionRole;
use super::contact_link::{Column, Entity, Model as ContactLink};
use super::contacts::find_contact;
use super::{Contact, Deleted, find};
use crate::App;
use crate::error::{Error, Result};
use crate::ids::{ActId, ContactId, CustomerId};
use crate::people::Actor;
use crate::store::records::Table;
use crate::store::unit::{CHUNK, Tx};
use crate::wire::short_text;

/// A person's part at a further customer; what is left out stays, or is empty where it is new.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct LinkInput {
    /// The further customer.
    pub customer_id: CustomerId,
    /// Job title there.
    #[serde(default)]
    pub title: Option<String>,
    /// Department there.
    #[serde(default)]
    pub department: Option<String>,
    /// Part in a decision to buy there.
    #[serde(default)]
    pub decision_role: Option<DecisionRole>,
}

/// Who has a part at which further customer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkContact {
    /// The person.
    pub contact_id: ContactId,
    /// Where, and what as.
    pub link: LinkInput,
}

/// Who has no part any more at which further customer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnlinkContact {
    /// The person.
    pub contact_id: ContactId,
    /// The further customer.
    pub customer_id: CustomerId,
}

/// A person's part as stored, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedLink {
    /// The part.
    #[serde(flatten)]
    pub link: ContactLink,
    /// The act.
    pub act: ActId,
}

/// Gives a person a part at a further customer, or changes it.
///
/// # Errors
/// `not_found`; `invalid` for the customer where the person works.
pub async fn link_contact(app: &App, actor: Actor, input: LinkContact) -> Result<SavedLink> {
    let mut tx = app.write(actor, "link_contact").await?;
    tx.counts(1);
    let contact = find_contact(tx.db(), input.contact_id).await?;
    let known = links_of(tx.db(), &[contact.id]).await?;
    let link = set_link(&mut tx, &contact, &known, input.link).await?;
    let act = tx.act();
    tx.commit().await?;
    Ok(SavedLink { link, act })
}

/// Takes a person's part at a further customer away.
pub async fn unlink_contact(app: &App, actor: Actor, input: UnlinkContact) -> Result<Deleted> {
    let mut tx = app.write(actor, "unlink_contact").await?;
    let there = links_of(tx.db(), &[input.contact_id]).await?;
    let gone: Vec<Uuid> = there.iter().filter(|link| link.customer_id == input.customer_id).map(|l| l.id.0).collect();
    let count = tx.delete(Table::ContactLink, &gone).await?.min(1);
    tx.counts(count);
    let act = tx.act();
    tx.commit().await?;
    Ok(Deleted { act, count })
}

/// Gives a person exactly these parts at further customers.
///
/// # Errors
/// `invalid` for a customer that isn't there, that is named twice, or where the person works.
pub(super) async fn replace_links(tx: &mut Tx<'_>, contact: &Contact, wanted: Vec<LinkInput>) -> Result<()> {
    let known = links_of(tx.db(), &[contact.id]).await?;
    let kept: Vec<CustomerId> = wanted.iter().map(|link| link.customer_id).collect();
    if kept.iter().enumerate().any(|(at, id)| kept[..at].contains(id)) {
        return Err(Error::invalid("links", "twice"));
    }
    let gone = known.iter().filter(|link| !kept.contains(&link.customer_id));
    let gone: Vec<Uuid> = gone.map(|link| link.id.0).collect();
    tx.delete(Table::ContactLink, &gone).await?;
    for link in wanted {
        set_link(tx, contact, &known, link).await?;
    }
    Ok(())
}

async fn set_link(tx: &mut Tx<'_>, contact: &Contact, known: &[ContactLink], input: LinkInput) -> Result<ContactLink> {
    let customer_id = input.customer_id;
    if customer_id == contact.customer_id {
        return Err(Error::invalid("links", "works_there"));
    }
    let before = known.iter().find(|link| link.customer_id == customer_id);
    let mut after = match before {
        Some(before) => before.clone(),
        None => {
            find(tx.db(), customer_id).await.map_err(|_| Error::invalid("links", "not_found"))?;
            ContactLink {
                id: tx.key(),
                contact_id: contact.id,
                customer_id,
                title: String::new(),
                department: String::new(),
                decision_role: DecisionRole::None,
                created_at: tx.now(),
                updated_at: tx.now(),
                deleted_at: None,
            }
        }
    };
    if let Some(title) = input.title {
        after.title = short_text("title", &title)?;
    }
    if let Some(department) = input.department {
        after.department = short_text("department", &department)?;
    }
    after.decision_role = input.decision_role.unwrap_or(after.decision_role);
    match before {
        Some(before) => tx.update(before, after).await,
        None => tx.insert(after).await,
    }
}

/// The parts of these people at further customers, the oldest first.
pub(crate) async fn links_of(db: &impl ConnectionTrait, contacts: &[ContactId]) -> Result<Vec<ContactLink>> {
    let mut links = Vec::new();
    for chunk in contacts.chunks(CHUNK) {
        let live = Entity::find().filter(Column::DeletedAt.is_null());
        let theirs = live.filter(Column::ContactId.is_in(chunk.iter().copied()));
        links.extend(theirs.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(db).await?);
    }
    Ok(links)
}

/// The parts that people who work elsewhere have at these customers, the oldest first.
pub(crate) async fn links_at(db: &impl ConnectionTrait, customers: &[CustomerId]) -> Result<Vec<ContactLink>> {
    let live = Entity::find().filter(Column::DeletedAt.is_null());
    let there = live.filter(Column::CustomerId.is_in(customers.iter().copied()));
    Ok(there.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(db).await?)
}

/// The parts that people have at one customer become parts at another: who works there needs none, and who has one there
/// already takes over what it leaves open.
pub(super) async fn move_links_at(
    tx: &mut Tx<'_>,
    from: CustomerId,
    to: CustomerId,
    there: &[ContactId],
) -> Result<()> {
    let at_home = links_at(tx.db(), &[to]).await?.into_iter().filter(|link| there.contains(&link.contact_id));
    let at_home: Vec<Uuid> = at_home.map(|link| link.id.0).collect();
    tx.delete(Table::ContactLink, &at_home).await?;
    let known: HashMap<ContactId, ContactLink> =
        links_at(tx.db(), &[to]).await?.into_iter().rev().map(|link| (link.contact_id, link)).collect();
    for link in links_at(tx.db(), &[from]).await?.into_iter().filter(|link| !there.contains(&link.contact_id)) {
        match known.get(&link.contact_id) {
            Some(known) => fill(tx, known, &link).await?,
            None => drop(tx.update(&link, ContactLink { customer_id: to, ..link.clone() }).await?),
        }
    }
    Ok(())
}

/// The parts that one person has at further customers become those of another, who works at `home`.
pub(super) async fn move_links_of(tx: &mut Tx<'_>, from: ContactId, to: ContactId, home: CustomerId) -> Result<()> {
    let known: HashMap<CustomerId, ContactLink> =
        links_of(tx.db(), &[to]).await?.into_iter().rev().map(|link| (link.customer_id, link)).collect();
    for link in links_of(tx.db(), &[from]).await?.into_iter().filter(|link| link.customer_id != home) {
        match known.get(&link.customer_id) {
            Some(known) => fill(tx, known, &link).await?,
            None => drop(tx.update(&link, ContactLink { contact_id: to, ..link.clone() }).await?),
        }
    }
    Ok(())
}

/// What a part leaves open is told by the other.
async fn fill(tx: &mut Tx<'_>, known: &ContactLink, other: &ContactLink) -> Result<()> {
    let first = |ours: &String, theirs: &String| if ours.is_empty() { theirs.clone() } else { ours.clone() };
    let filled = ContactLink {
        title: first(&known.title, &other.title),
        department: first(&known.department, &other.department),
        decision_role: if known.decision_role == DecisionRole::None {
            other.decision_role
        } else {
            known.decision_role
        },
        ..known.clone()
    };
    tx.update(known, filled).await?;
    Ok(())
}

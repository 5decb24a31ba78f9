//! Communications: what was said, with whom, when, and what came of it.

pub mod attachment;
pub mod attachments;
pub mod capture;
pub mod categories;
pub mod category;
pub mod communication;
pub mod import;
pub mod participant;
pub mod pasted;
pub mod template;
pub mod templates;
pub mod timeline;

use std::collections::{HashMap, HashSet};

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use attachments::AttachmentView;
use category::CategoryBy;
pub use communication::{Channel, Direction, Model as Communication, Outcome};

use crate::App;
use crate::customers::links::links_at;
use crate::customers::{self, Deleted, Kind, contact, customer};
use crate::error::{Error, Result};
use crate::followups::{FollowUp, NextStep, follow_up, new_follow_up};
use crate::ids::{ActId, CommunicationId, ContactId, CustomerId, Timestamp, UserId};
use crate::people::{Actor, user};
use crate::store::records::Table;
use crate::store::unit::{CHUNK, Tx};
use crate::wire::{given, long_text, short_text};

/// A communication to log; what is left out is empty, the time is now.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct LogCommunication {
    /// Whom it was held with.
    pub customer_id: CustomerId,
    /// How it was held.
    pub channel: Channel,
    /// Who started it; we did, where it isn't said.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// When it began.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// Length in minutes.
    #[serde(default)]
    pub duration_minutes: Option<i32>,
    /// The contacts who took part.
    #[serde(default)]
    pub contact_ids: Option<Vec<ContactId>>,
    /// One line.
    #[serde(default)]
    pub title: Option<String>,
    /// What was said.
    #[serde(default)]
    pub text: Option<String>,
    /// What came of it.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// What to do next; makes a follow-up.
    #[serde(default)]
    pub next_step: Option<NextStep>,
    /// The tickets of files to attach. Where nothing was written, the first one's name is the title.
    #[serde(default)]
    pub files: Option<Vec<String>>,
}

/// New values for a communication; what is left out stays.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UpdateCommunication {
    /// Which one.
    pub id: CommunicationId,
    /// How it was held.
    #[serde(default)]
    pub channel: Option<Channel>,
    /// Who started it.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// When it began.
    #[serde(default)]
    pub at: Option<Timestamp>,
    /// Length in minutes; null for unknown.
    #[serde(default, deserialize_with = "given")]
    pub duration_minutes: Option<Option<i32>>,
    /// The contacts who took part.
    #[serde(default)]
    pub contact_ids: Option<Vec<ContactId>>,
    /// One line.
    #[serde(default)]
    pub title: Option<String>,
    /// What was said.
    #[serde(default)]
    pub text: Option<String>,
    /// What came of it.
    #[serde(default)]
    pub outcome: Option<Outcome>,
}

/// Which communication to delete.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteCommunication {
    /// Its key.
    pub id: CommunicationId,
}

/// Which communication to read.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetCommunication {
    /// Its key.
    pub id: CommunicationId,
}

/// A saved communication, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedCommunication {
    /// The communication as it is now.
    #[serde(flatten)]
    pub communication: Communication,
    /// The act.
    pub act: ActId,
}

/// A contact as a link.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonRef {
    /// Key.
    pub id: ContactId,
    /// Name.
    pub name: String,
}

/// A communication with the names behind its keys.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CommunicationView {
    /// The communication.
    #[serde(flatten)]
    pub communication: Communication,
    /// The customer's name.
    pub customer_name: String,
    /// Company or person.
    pub customer_kind: Kind,
    /// Who held it on our side; empty where unknown.
    pub owner_name: String,
    /// Who took part on theirs.
    pub people: Vec<PersonRef>,
    /// The next step that came from it.
    pub follow_up: Option<FollowUp>,
    /// Its files.
    pub attachments: Vec<AttachmentView>,
}

/// A day's minutes: no conversation is logged as longer.
const LONGEST_MINUTES: i32 = 24 * 60;

/// Logs a communication, and its next step if there is one.
///
/// # Errors
/// `not_found` for the customer; `invalid` where nothing was written, for a contact of another customer, an impossible length,
/// a file that can't be attached.
pub async fn log_communication(app: &App, actor: Actor, input: LogCommunication) -> Result<SavedCommunication> {
    let files = attachments::seal(app, actor, input.files.as_deref().unwrap_or_default(), None).await?;
    let mut tx = app.write(actor, "log_communication").await?;
    tx.counts(1);
    customers::find(tx.db(), input.customer_id).await?;
    let direction = match input.channel {
        Channel::Note => Direction::None,
        _ => input.direction.unwrap_or(Direction::Out),
    };
    let mut communication = Communication {
        id: tx.key(),
        customer_id: input.customer_id,
        channel: input.channel,
        direction,
        at: input.at.unwrap_or(tx.now()),
        zone: app.clock.zone_name(),
        duration_minutes: duration(input.duration_minutes)?,
        title: short_text("title", input.title.as_deref().unwrap_or_default())?,
        text: long_text("text", input.text.as_deref().unwrap_or_default())?,
        outcome: input.outcome.unwrap_or_default(),
        category_id: None,
        category_by: CategoryBy::Nobody,
        tone: None,
        message_id: None,
        owner_id: Some(actor.user),
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    };
    if is_silent(&communication)
        && let Some(name) = files.first_name()
    {
        communication.title = short_text("title", name)?;
    }
    not_empty(&communication)?;
    let communication = tx.insert(communication).await?;
    set_people(&mut tx, &communication, input.contact_ids.unwrap_or_default()).await?;
    if let Some(next) = input.next_step {
        let follow_up = new_follow_up(&tx, communication.customer_id, Some(communication.id), &next)?;
        tx.insert(follow_up).await?;
    }
    files.insert(&mut tx, communication.id).await?;
    let act = tx.act();
    files.stay();
    tx.commit().await?;
    Ok(SavedCommunication { communication, act })
}

/// Changes a communication.
///
/// # Errors
/// `not_found`; `invalid` as for logging.
pub async fn update_communication(app: &App, actor: Actor, input: UpdateCommunication) -> Result<SavedCommunication> {
    let mut tx = app.write(actor, "update_communication").await?;
    tx.counts(1);
    let before = find(tx.db(), input.id).await?;
    let mut after = before.clone();
    after.channel = input.channel.unwrap_or(after.channel);
    after.direction = input.direction.unwrap_or(after.direction);
    after = with_direction(after);
    if let Some(at) = input.at {
        after.at = at;
        after.zone = app.clock.zone_name();
    }
    after.duration_minutes = duration(input.duration_minutes.unwrap_or(after.duration_minutes))?;
    if let Some(title) = input.title {
        after.title = short_text("title", &title)?;
    }
    if let Some(text) = input.text {
        after.text = long_text("text", &text)?;
    }
    after.outcome = input.outcome.unwrap_or(after.outcome);
    not_empty(&after)?;
    let after = tx.update(&before, after).await?;
    if let Some(people) = input.contact_ids {
        set_people(&mut tx, &after, people).await?;
    }
    let act = tx.act();
    tx.commit().await?;
    Ok(SavedCommunication { communication: after, act })
}

/// Deletes a communication; a follow-up that came from it stays to be done.
pub async fn delete_communication(app: &App, actor: Actor, input: DeleteCommunication) -> Result<Deleted> {
    let mut tx = app.write(actor, "delete_communication").await?;
    let count = tx.delete(Table::Communication, &[input.id.into()]).await?;
    tx.counts(count);
    let act = tx.act();
    tx.commit().await?;
    Ok(Deleted { act, count })
}

/// One communication with the names behind its keys.
///
/// # Errors
/// `not_found`.
pub async fn get_communication(app: &App, _actor: Actor, input: GetCommunication) -> Result<CommunicationView> {
    let communication = find(app.read(), input.id).await?;
    views(app.read(), vec![communication]).await?.pop().ok_or_else(|| Error::not_found("communication"))
}

/// A note has no direction; everything else has one.
pub(crate) fn with_direction(communication: Communication) -> Communication {
    let direction = match (communication.channel, communication.direction) {
        (Channel::Note, _) => Direction::None,
        (_, Direction::None) => Direction::Out,
        (_, direction) => direction,
    };
    Communication { direction, ..communication }
}

fn duration(minutes: Option<i32>) -> Result<Option<i32>> {
    match minutes {
        Some(minutes) if !(0..=LONGEST_MINUTES).contains(&minutes) => {
            Err(Error::invalid("durationMinutes", "out_of_range"))
        }
        _ => Ok(minutes),
    }
}

/// A call with an outcome may have no words; a note without any says nothing.
fn not_empty(communication: &Communication) -> Result<()> {
    if is_silent(communication) && communication.outcome == Outcome::None {
        Err(Error::invalid("text", "required"))
    } else {
        Ok(())
    }
}

fn is_silent(communication: &Communication) -> bool {
    communication.text.is_empty() && communication.title.is_empty()
}

/// A communication that is there.
pub(crate) async fn find(db: &impl ConnectionTrait, id: CommunicationId) -> Result<Communication> {
    let found =
        communication::Entity::find_by_id(id).filter(communication::Column::DeletedAt.is_null()).one(db).await?;
    found.ok_or_else(|| Error::not_found("communication"))
}

/// Makes exactly these contacts the ones who took part.
async fn set_people(tx: &mut Tx<'_>, communication: &Communication, wanted: Vec<ContactId>) -> Result<()> {
    use participant::Column;
    let before = participant::Entity::find()
        .filter(Column::CommunicationId.eq(communication.id))
        .filter(Column::DeletedAt.is_null())
        .all(tx.db())
        .await?;
    let links = links_at(tx.db(), &[communication.customer_id]).await?;
    let mut here: HashSet<ContactId> = links.into_iter().map(|link| link.contact_id).collect();
    // Who took part did so, whatever became of their part at this customer.
    here.extend(before.iter().map(|part| part.contact_id));
    let known = contact::Entity::find()
        .filter(contact::Column::Id.is_in(wanted.iter().copied()))
        .filter(contact::Column::DeletedAt.is_null())
        .all(tx.db())
        .await?;
    let known =
        known.iter().filter(|person| person.customer_id == communication.customer_id || here.contains(&person.id));
    if known.count() != wanted.len() {
        return Err(Error::invalid("contactIds", "not_found"));
    }
    let gone = before.iter().filter(|part| !wanted.contains(&part.contact_id));
    let gone: Vec<Uuid> = gone.map(|part| part.id.into()).collect();
    tx.delete(Table::Participant, &gone).await?;
    let added = wanted.into_iter().filter(|id| !before.iter().any(|part| part.contact_id == *id));
    let now = tx.now();
    let added = added.map(|contact_id| participant::Model {
        id: tx.key(),
        communication_id: communication.id,
        contact_id,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    });
    let added = added.collect();
    tx.insert_many(added).await
}

/// Names of users by key.
pub(crate) async fn user_names(db: &impl ConnectionTrait) -> Result<HashMap<UserId, String>> {
    Ok(user::Entity::find().all(db).await?.into_iter().map(|user| (user.id, user.name)).collect())
}

/// Communications, in the given order, with the names behind their keys.
pub(crate) async fn views(
    db: &impl ConnectionTrait,
    communications: Vec<Communication>,
) -> Result<Vec<CommunicationView>> {
    let owners = user_names(db).await?;
    let customer_ids: Vec<CustomerId> = communications.iter().map(|communication| communication.customer_id).collect();
    let customers = customers::find_many(db, &customer_ids).await?;
    let ids: Vec<CommunicationId> = communications.iter().map(|communication| communication.id).collect();
    let mut files = attachments::of_communications(db, &ids).await?;
    let mut people: HashMap<CommunicationId, Vec<PersonRef>> = HashMap::new();
    let mut next: HashMap<CommunicationId, FollowUp> = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let parts = participant::Entity::find()
            .filter(participant::Column::CommunicationId.is_in(chunk.iter().copied()))
            .filter(participant::Column::DeletedAt.is_null())
            .order_by_asc(participant::Column::Id)
            .all(db)
            .await?;
        let contacts = contact::Entity::find()
            .filter(contact::Column::Id.is_in(parts.iter().map(|part| part.contact_id)))
            .all(db)
            .await?;
        let names: HashMap<ContactId, String> =
            contacts.into_iter().map(|contact| (contact.id, contact.name)).collect();
        for part in parts {
            if let Some(name) = names.get(&part.contact_id) {
                let person = PersonRef { id: part.contact_id, name: name.clone() };
                people.entry(part.communication_id).or_default().push(person);
            }
        }
        let steps = follow_up::Entity::find()
            .filter(follow_up::Column::CommunicationId.is_in(chunk.iter().copied()))
            .filter(follow_up::Column::DeletedAt.is_null())
            .all(db)
            .await?;
        next.extend(steps.into_iter().filter_map(|step| step.communication_id.map(|id| (id, step))));
    }
    let view = |communication: Communication| {
        let customer: Option<&customer::Model> = customers.get(&communication.customer_id);
        CommunicationView {
            customer_name: customer.map(|customer| customer.name.clone()).unwrap_or_default(),
            customer_kind: customer.map_or(Kind::Company, |customer| customer.kind),
            owner_name: communication.owner_id.and_then(|id| owners.get(&id).cloned()).unwrap_or_default(),
            people: people.remove(&communication.id).unwrap_or_default(),
            follow_up: next.remove(&communication.id),
            attachments: files.remove(&communication.id).unwrap_or_default(),
            communication,
        }
    };
    Ok(communications.into_iter().map(view).collect())
}

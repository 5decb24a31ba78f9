//! Everything that a customer's page shows at once.

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::contacts::{PointView, view};
use super::{Contact, Customer, Kind, Tag, contact, contact_point, customer_tag, find, summary, tag};
use crate::App;
use crate::communications::communication::Channel;
use crate::error::Result;
use crate::fields::HeldValue;
use crate::fields::values::held_by_all;
use crate::followups::{FollowUp, follow_up};
use crate::ids::{ContactId, CustomerId, Timestamp};
use crate::people::{Actor, User, user};

/// Which customer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetCustomer {
    /// Its key.
    pub id: CustomerId,
}

/// A contact with the ways to reach the person.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ContactView {
    /// The contact.
    #[serde(flatten)]
    pub contact: Contact,
    /// Phones, e-mails, handles, in order.
    pub points: Vec<PointView>,
    /// Values of custom fields.
    pub fields: Vec<HeldValue>,
}

/// Another customer, as a link.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRef {
    /// Its key.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
    /// Company or person.
    pub kind: Kind,
}

/// A customer's past and future in figures.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerSummary {
    /// How many communications there are.
    #[ts(type = "number")]
    pub communications: i64,
    /// When the latest one was, notes to ourselves aside.
    pub last_contact_at: Option<Timestamp>,
    /// How it was held.
    pub last_channel: Option<Channel>,
    /// How many follow-ups are open.
    #[ts(type = "number")]
    pub open_follow_ups: i64,
    /// The next one due.
    pub next_follow_up: Option<follow_up::Model>,
}

/// A customer's page.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRecord {
    /// The customer.
    pub customer: Customer,
    /// Its own phones, e-mails, handles.
    pub points: Vec<PointView>,
    /// Its own values of custom fields.
    pub fields: Vec<HeldValue>,
    /// Its tags by name.
    pub tags: Vec<Tag>,
    /// The people there, by name.
    pub contacts: Vec<ContactView>,
    /// Who looks after it.
    pub owner: Option<User>,
    /// Who recommended us.
    pub referrer: Option<CustomerRef>,
    /// What is still to do for it, soonest first.
    pub follow_ups: Vec<FollowUp>,
    /// Its past and future in figures.
    pub summary: CustomerSummary,
}

/// A customer with everything its page shows but the timeline.
///
/// # Errors
/// `not_found`.
pub async fn get_customer(app: &App, _actor: Actor, input: GetCustomer) -> Result<CustomerRecord> {
    let db = app.read();
    let customer = find(db, input.id).await?;
    let points = contact_point::Entity::find()
        .filter(contact_point::Column::DeletedAt.is_null())
        .filter(contact_point::Column::CustomerId.eq(input.id))
        .order_by_asc(contact_point::Column::Position)
        .order_by_asc(contact_point::Column::Id)
        .all(db)
        .await?;
    let contacts = contact::Entity::find()
        .filter(contact::Column::DeletedAt.is_null())
        .filter(contact::Column::CustomerId.eq(input.id))
        .order_by_asc(contact::Column::CreatedAt)
        .order_by_asc(contact::Column::Id)
        .all(db)
        .await?;
    let (own, theirs): (Vec<_>, Vec<_>) = points.into_iter().partition(|point| point.contact_id.is_none());
    let of = |contact: &Contact| {
        let mine = theirs.iter().filter(|point| point.contact_id == Some(contact.id));
        mine.map(|point| view(app, point.clone())).collect()
    };
    let mut held = held_by_all(db, &[input.id]).await?;
    let mut holding = |contact: Option<ContactId>| held.remove(&(input.id, contact)).unwrap_or_default();
    let contacts = contacts.into_iter().map(|contact| ContactView {
        points: of(&contact),
        fields: holding(Some(contact.id)),
        contact,
    });
    let contacts = contacts.collect();
    let owner = match customer.owner_id {
        Some(id) => user::Entity::find_by_id(id).one(db).await?.map(Into::into),
        None => None,
    };
    let referrer = match customer.referred_by {
        Some(id) => find(db, id).await.ok().map(|from| CustomerRef { id, name: from.name, kind: from.kind }),
        None => None,
    };
    let follow_ups = follow_up::Entity::find()
        .filter(follow_up::Column::CustomerId.eq(input.id))
        .filter(follow_up::Column::DeletedAt.is_null())
        .filter(follow_up::Column::DoneAt.is_null())
        .order_by_asc(follow_up::Column::DueAt)
        .order_by_asc(follow_up::Column::Id)
        .all(db)
        .await?;
    Ok(CustomerRecord {
        fields: holding(None),
        follow_ups,
        points: own.into_iter().map(|point| view(app, point)).collect(),
        tags: tags_of(db, input.id).await?,
        contacts,
        owner,
        referrer,
        summary: summary_of(db, input.id).await?,
        customer,
    })
}

/// A customer's tags by name.
pub(crate) async fn tags_of(db: &impl ConnectionTrait, customer: CustomerId) -> Result<Vec<Tag>> {
    use customer_tag::Column as Used;
    let used = Query::select()
        .column(Used::TagId)
        .from(customer_tag::Entity)
        .and_where(Used::CustomerId.eq(customer))
        .and_where(Used::DeletedAt.is_null())
        .to_owned();
    let tags = tag::Entity::find().filter(tag::Column::DeletedAt.is_null()).filter(tag::Column::Id.in_subquery(used));
    Ok(tags.order_by_asc(tag::Column::SortKey).all(db).await?)
}

async fn summary_of(db: &impl ConnectionTrait, customer: CustomerId) -> Result<CustomerSummary> {
    let Some(summary) = summary::Entity::find_by_id(customer).one(db).await? else {
        return Ok(CustomerSummary::default());
    };
    let next_follow_up = match summary.next_follow_up_id {
        Some(id) => follow_up::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    Ok(CustomerSummary {
        communications: summary.communications,
        last_contact_at: summary.last_contact_at,
        last_channel: summary.last_channel,
        open_follow_ups: summary.open_follow_ups,
        next_follow_up,
    })
}

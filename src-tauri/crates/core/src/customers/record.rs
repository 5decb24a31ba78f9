//! Everything that a customer's page shows at once.

use std::collections::HashMap;

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::contact_link::Model as ContactLink;
use super::contacts::{PointView, points_of, view};
use super::links::{links_at, links_of};
use super::{Contact, Customer, Kind, Tag, contact, contact_point, customer_tag, find, find_many, summary, tag};
use crate::App;
use crate::communications::communication::Channel;
use crate::error::Result;
use crate::fields::HeldValue;
use crate::fields::values::{Holder, held_by_all};
use crate::followups::{FollowUp, follow_up};
use crate::ids::{ContactId, CustomerId, Timestamp};
use crate::people::{Actor, User, user};
use crate::store::unit::CHUNK;

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
    /// Where the person works.
    pub works_at: CustomerRef,
    /// What part the person has at further customers.
    pub links: Vec<LinkView>,
}

/// A person's part at a further customer.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkView {
    /// The part.
    #[serde(flatten)]
    pub link: ContactLink,
    /// The further customer.
    pub customer: CustomerRef,
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
    /// The people who work there, the first one first.
    pub contacts: Vec<ContactView>,
    /// The people who work elsewhere and have a part there.
    pub further: Vec<ContactView>,
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
    let points = points_of(db, input.id, None).await?;
    let contacts = contact::Entity::find()
        .filter(contact::Column::DeletedAt.is_null())
        .filter(contact::Column::CustomerId.eq(input.id))
        .order_by_asc(contact::Column::CreatedAt)
        .order_by_asc(contact::Column::Id)
        .all(db)
        .await?;
    let linked: Vec<ContactId> = links_at(db, &[input.id]).await?.iter().map(|link| link.contact_id).collect();
    let further = contact::Entity::find()
        .filter(contact::Column::DeletedAt.is_null())
        .filter(contact::Column::CustomerId.ne(input.id))
        .filter(contact::Column::Id.is_in(linked))
        .order_by_asc(contact::Column::SortKey)
        .order_by_asc(contact::Column::Id)
        .all(db)
        .await?;
    let mut homes: Vec<CustomerId> = further.iter().map(|person| person.customer_id).collect();
    homes.push(input.id);
    let mut held = held_by_all(db, &homes).await?;
    let fields = held.remove(&(input.id, None)).unwrap_or_default();
    let people = people(app, contacts.into_iter().chain(further).collect(), held).await?;
    let (contacts, further) = people.into_iter().partition(|view| view.contact.customer_id == input.id);
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
        fields,
        follow_ups,
        points: points.into_iter().map(|point| view(app, point)).collect(),
        tags: tags_of(db, input.id).await?,
        contacts,
        further,
        owner,
        referrer,
        summary: summary_of(db, input.id).await?,
        customer,
    })
}

/// People with all that is known of them, in the same order; `held` is what they hold in custom fields.
async fn people(
    app: &App,
    contacts: Vec<Contact>,
    mut held: HashMap<Holder, Vec<HeldValue>>,
) -> Result<Vec<ContactView>> {
    let db = app.read();
    let ids: Vec<ContactId> = contacts.iter().map(|contact| contact.id).collect();
    let mut points: HashMap<ContactId, Vec<PointView>> = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        use contact_point::{Column, Entity};
        let live = Entity::find().filter(Column::DeletedAt.is_null());
        let theirs = live.filter(Column::ContactId.is_in(chunk.iter().copied()));
        for point in theirs.order_by_asc(Column::Position).order_by_asc(Column::Id).all(db).await? {
            if let Some(contact) = point.contact_id {
                points.entry(contact).or_default().push(view(app, point));
            }
        }
    }
    let mut links: HashMap<ContactId, Vec<ContactLink>> = HashMap::new();
    let mut there: Vec<CustomerId> = contacts.iter().map(|contact| contact.customer_id).collect();
    for link in links_of(db, &ids).await? {
        there.push(link.customer_id);
        let theirs = links.entry(link.contact_id).or_default();
        if theirs.iter().all(|known| known.customer_id != link.customer_id) {
            theirs.push(link);
        }
    }
    there.sort_unstable();
    there.dedup();
    let customers = find_many(db, &there).await?;
    let named = |id: CustomerId| customers.get(&id).map(|at| CustomerRef { id, name: at.name.clone(), kind: at.kind });
    let view = |contact: Contact| {
        let further = |link: ContactLink| Some(LinkView { customer: named(link.customer_id)?, link });
        Some(ContactView {
            points: points.remove(&contact.id).unwrap_or_default(),
            fields: held.remove(&(contact.customer_id, Some(contact.id))).unwrap_or_default(),
            works_at: named(contact.customer_id)?,
            links: links.remove(&contact.id).into_iter().flatten().filter_map(further).collect(),
            contact,
        })
    };
    Ok(contacts.into_iter().filter_map(view).collect())
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

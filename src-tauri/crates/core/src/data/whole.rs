//! A customer with all that leaves the workspace with it.

use std::collections::{BTreeSet, HashMap};

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::App;
use crate::communications::user_names;
use crate::customers::contact_link::Model as ContactLink;
use crate::customers::contact_point::{self, Model as ContactPoint};
use crate::customers::links::links_of;
use crate::customers::list::tags_by_customer;
use crate::customers::{Contact, Customer, contact, find_many};
use crate::error::Result;
use crate::fields::HeldValue;
use crate::fields::values::{Holder, held_by_all};
use crate::ids::{ContactId, CustomerId};

/// A customer with all that belongs to it.
pub(crate) struct Whole {
    pub customer: Customer,
    /// Its own phones, e-mails, handles, in order.
    pub reach: Vec<ContactPoint>,
    /// Its own values of custom fields.
    pub held: Vec<HeldValue>,
    /// The name of who looks after it.
    pub owner: String,
    /// The name of who recommended us.
    pub referrer: String,
    pub tags: Vec<String>,
    /// The people there, the first one first.
    pub people: Vec<Person>,
}

/// A person there.
pub(crate) struct Person {
    pub contact: Contact,
    pub reach: Vec<ContactPoint>,
    pub held: Vec<HeldValue>,
    /// What part the person has at further customers.
    pub parts: Vec<Part>,
}

/// A person's part at a further customer.
pub(crate) struct Part {
    pub link: ContactLink,
    /// That customer's number.
    pub number: String,
    /// That customer's name.
    pub name: String,
}

/// These customers, in this order, but for those that are gone meanwhile.
pub(crate) async fn wholes(app: &App, ids: &[CustomerId]) -> Result<Vec<Whole>> {
    let db = app.read();
    let keys = || ids.iter().copied();
    let mut found = find_many(db, ids).await?;
    let names = user_names(db).await?;
    let referrers: Vec<CustomerId> = found.values().filter_map(|customer| customer.referred_by).collect();
    let referrers = find_many(db, &referrers).await?;
    let mut tags = tags_by_customer(db, ids).await?;
    let mut held = held_by_all(db, ids).await?;
    let mut reach: HashMap<Holder, Vec<ContactPoint>> = HashMap::new();
    let points = contact_point::Entity::find()
        .filter(contact_point::Column::DeletedAt.is_null())
        .filter(contact_point::Column::CustomerId.is_in(keys()))
        .order_by_asc(contact_point::Column::Position)
        .order_by_asc(contact_point::Column::Id)
        .all(db)
        .await?;
    for point in points {
        reach.entry((point.customer_id, point.contact_id)).or_default().push(point);
    }
    let mut people: HashMap<CustomerId, Vec<Person>> = HashMap::new();
    let contacts = contact::Entity::find()
        .filter(contact::Column::DeletedAt.is_null())
        .filter(contact::Column::CustomerId.is_in(keys()))
        .order_by_asc(contact::Column::CreatedAt)
        .order_by_asc(contact::Column::Id)
        .all(db)
        .await?;
    let links = links_of(db, &contacts.iter().map(|contact| contact.id).collect::<Vec<_>>()).await?;
    let there: BTreeSet<CustomerId> = links.iter().map(|link| link.customer_id).collect();
    let there = find_many(db, &there.into_iter().collect::<Vec<_>>()).await?;
    let mut parts: HashMap<ContactId, Vec<Part>> = HashMap::new();
    for link in links {
        if let Some(customer) = there.get(&link.customer_id) {
            let (number, name) = (customer.number.clone(), customer.name.clone());
            parts.entry(link.contact_id).or_default().push(Part { link, number, name });
        }
    }
    let mut of = |customer: CustomerId, contact: Option<ContactId>| {
        let holder = (customer, contact);
        (reach.remove(&holder).unwrap_or_default(), held.remove(&holder).unwrap_or_default())
    };
    for contact in contacts {
        let (reach, held) = of(contact.customer_id, Some(contact.id));
        let parts = parts.remove(&contact.id).unwrap_or_default();
        people.entry(contact.customer_id).or_default().push(Person { contact, reach, held, parts });
    }
    let whole = |id: &CustomerId| {
        let customer = found.remove(id)?;
        let (reach, held) = of(*id, None);
        Some(Whole {
            reach,
            held,
            owner: customer.owner_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            referrer: customer
                .referred_by
                .and_then(|id| referrers.get(&id))
                .map(|by| by.name.clone())
                .unwrap_or_default(),
            tags: tags.remove(id).unwrap_or_default(),
            people: people.remove(id).unwrap_or_default(),
            customer,
        })
    };
    Ok(ids.iter().filter_map(whole).collect())
}

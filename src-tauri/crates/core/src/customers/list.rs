//! The list of customers: any sort, any filter, any slice of it.
//!
//! The ordered keys of a query are kept (16 bytes each) until something changes, so that the scrollbar can jump anywhere.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{ActiveEnum, JoinType, Order, QueryOrder, QuerySelect, QueryTrait};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Kind, Stage, customer, customer_tag, find_many, summary, tag};
use crate::App;
use crate::communications::{Channel, user_names};
use crate::error::Result;
use crate::followups::follow_up;
use crate::ids::{CustomerId, FollowUpId, TagId, Timestamp, UserId};
use crate::people::{Actor, user};

/// Which customers; what is left out doesn't narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CustomerFilter {
    /// Words or characters in the name, the people, phones or tags.
    pub text: Option<String>,
    /// Any of these stages.
    pub stages: Option<Vec<Stage>>,
    /// Any of these owners.
    pub owners: Option<Vec<UserId>>,
    /// Any of these tags.
    pub tags: Option<Vec<TagId>>,
}

/// What customers are sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// Name; pinyin for Chinese.
    #[default]
    Name,
    /// Stage, in the order of life.
    Stage,
    /// The owner's name.
    Owner,
    /// Region.
    Region,
    /// Instant of the last contact.
    LastContact,
    /// Instant of the next follow-up.
    NextFollowUp,
    /// Instant of creation.
    Created,
}

/// A sort; what is missing comes last either way, and the key breaks ties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CustomerSort {
    /// By what.
    pub by: SortBy,
    /// From the greatest.
    #[ts(optional, as = "Option<bool>")]
    pub descending: bool,
}

/// Which slice of which list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ListCustomers {
    /// Which customers.
    pub filter: Option<CustomerFilter>,
    /// In which order.
    pub sort: Option<CustomerSort>,
    /// Rows to skip.
    pub offset: Option<usize>,
    /// Rows to return, at most 500.
    pub limit: Option<usize>,
}

/// Which filter to count for.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CustomerFacetsInput {
    /// Which customers.
    pub filter: Option<CustomerFilter>,
}

/// Whose neighbours in which list.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CustomerNeighbours {
    /// The customer.
    pub id: CustomerId,
    /// Which customers.
    #[serde(default)]
    pub filter: Option<CustomerFilter>,
    /// In which order.
    #[serde(default)]
    pub sort: Option<CustomerSort>,
}

/// A row of the list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRow {
    /// Key.
    pub id: CustomerId,
    /// The number people quote.
    pub number: String,
    /// Company or person.
    pub kind: Kind,
    /// Name.
    pub name: String,
    /// Name in the other language.
    pub other_name: String,
    /// Lifecycle stage.
    pub stage: Stage,
    /// Who looks after it.
    pub owner_id: Option<UserId>,
    /// The owner's name; empty for nobody.
    pub owner_name: String,
    /// Region.
    pub region: String,
    /// Tags by name.
    pub tags: Vec<String>,
    /// Instant of the last contact.
    pub last_contact_at: Option<Timestamp>,
    /// How it was held.
    pub last_channel: Option<Channel>,
    /// When the next follow-up is due.
    pub next_follow_up_at: Option<Timestamp>,
    /// Whether that is a time of day rather than just a day.
    pub next_follow_up_has_time: bool,
    /// How many communications there are.
    #[ts(type = "number")]
    pub communications: i64,
    /// Instant of creation.
    pub created_at: Timestamp,
}

/// A slice of the list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerPage {
    /// How many customers the filter lets through.
    pub total: usize,
    /// The slice.
    pub rows: Vec<CustomerRow>,
}

/// A value that a list can be narrowed to, with the number of rows behind it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Facet {
    /// A code or a key.
    pub value: String,
    /// A name, where the value has one of its own; codes are translated by the screen.
    pub label: String,
    /// Rows.
    #[ts(type = "number")]
    pub count: i64,
}

/// What the list can be narrowed to, each counted under the rest of the filter.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomerFacets {
    /// By stage.
    pub stages: Vec<Facet>,
    /// By owner.
    pub owners: Vec<Facet>,
    /// By tag.
    pub tags: Vec<Facet>,
}

/// Where a customer stands in a list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Neighbours {
    /// From 1; 0 where the list doesn't hold it.
    pub position: usize,
    /// Length of the list.
    pub total: usize,
    /// The one before.
    pub previous: Option<CustomerId>,
    /// The one after.
    pub next: Option<CustomerId>,
}

type Ordered = Arc<Vec<CustomerId>>;

/// The ordered keys of recent queries.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<HashMap<(CustomerFilter, CustomerSort), Ordered>>);

/// More lists than this are not kept; one screen asks for one or two.
const KEPT: usize = 8;

impl Cache {
    /// Something changed: every list may be another.
    pub fn forget(&self) {
        self.lists().clear();
    }

    fn lists(&self) -> std::sync::MutexGuard<'_, HashMap<(CustomerFilter, CustomerSort), Ordered>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

const LONGEST_PAGE: usize = 500;

/// A slice of the list of customers.
pub async fn list_customers(app: &App, _actor: Actor, input: ListCustomers) -> Result<CustomerPage> {
    let ids = ordered(app, input.filter.unwrap_or_default(), input.sort.unwrap_or_default()).await?;
    let offset = input.offset.unwrap_or_default().min(ids.len());
    let end = (offset + input.limit.unwrap_or(100).min(LONGEST_PAGE)).min(ids.len());
    Ok(CustomerPage { total: ids.len(), rows: rows(app, &ids[offset..end]).await? })
}

/// Where a customer stands in a list.
pub async fn customer_neighbours(app: &App, _actor: Actor, input: CustomerNeighbours) -> Result<Neighbours> {
    let ids = ordered(app, input.filter.unwrap_or_default(), input.sort.unwrap_or_default()).await?;
    let at = ids.iter().position(|id| *id == input.id);
    let neighbour = |index: Option<usize>| index.and_then(|index| ids.get(index)).copied();
    Ok(Neighbours {
        position: at.map_or(0, |at| at + 1),
        total: ids.len(),
        previous: neighbour(at.and_then(|at| at.checked_sub(1))),
        next: neighbour(at.map(|at| at + 1)),
    })
}

/// What the list can be narrowed to.
pub async fn customer_facets(app: &App, _actor: Actor, input: CustomerFacetsInput) -> Result<CustomerFacets> {
    let filter = input.filter.unwrap_or_default();
    let matching = matching(app, &filter).await?;
    let without = |change: fn(&mut CustomerFilter)| {
        let mut rest = filter.clone();
        change(&mut rest);
        within(narrowed(&rest), matching.as_ref())
    };
    let db = app.read();
    let count = customer::Column::Id.count();
    let stages: Vec<(Stage, i64)> = without(|rest| rest.stages = None)
        .select_only()
        .column(customer::Column::Stage)
        .column_as(count.clone(), "count")
        .group_by(customer::Column::Stage)
        .into_tuple()
        .all(db)
        .await?;
    let owners: Vec<(Option<UserId>, i64)> = without(|rest| rest.owners = None)
        .select_only()
        .column(customer::Column::OwnerId)
        .column_as(count.clone(), "count")
        .group_by(customer::Column::OwnerId)
        .into_tuple()
        .all(db)
        .await?;
    let inside = without(|rest| rest.tags = None).select_only().column(customer::Column::Id).into_query();
    let tags: Vec<(TagId, String, i64)> = customer_tag::Entity::find()
        .select_only()
        .column(customer_tag::Column::TagId)
        .column(tag::Column::Name)
        .column_as(customer_tag::Column::Id.count(), "count")
        .join(JoinType::InnerJoin, tag_of_use())
        .filter(customer_tag::Column::DeletedAt.is_null())
        .filter(customer_tag::Column::CustomerId.in_subquery(inside))
        .group_by(customer_tag::Column::TagId)
        .group_by(tag::Column::Name)
        .order_by(Expr::cust("count"), Order::Desc)
        .into_tuple()
        .all(db)
        .await?;
    let names = user_names(db).await?;
    let stage_code = |stage: Stage| stage.to_value();
    let owner = |(id, count): (Option<UserId>, i64)| {
        let id = id?;
        Some(Facet { value: id.to_string(), label: names.get(&id).cloned().unwrap_or_default(), count })
    };
    Ok(CustomerFacets {
        stages: stages
            .into_iter()
            .map(|(stage, count)| Facet { value: stage_code(stage), label: String::new(), count })
            .collect(),
        owners: owners.into_iter().filter_map(owner).collect(),
        tags: tags.into_iter().map(|(id, label, count)| Facet { value: id.to_string(), label, count }).collect(),
    })
}

/// The keys of the whole list in order.
pub(crate) async fn ordered(app: &App, filter: CustomerFilter, sort: CustomerSort) -> Result<Ordered> {
    let asked = (filter, sort);
    if let Some(ids) = app.lists.lists().get(&asked) {
        return Ok(Arc::clone(ids));
    }
    let matching = matching(app, &asked.0).await?;
    let query = in_order(narrowed(&asked.0), sort).select_only().column(customer::Column::Id);
    let mut ids: Vec<CustomerId> = query.into_tuple().all(app.read()).await?;
    if let Some(matching) = matching {
        ids.retain(|id| matching.contains(id));
    }
    let ids = Arc::new(ids);
    let mut lists = app.lists.lists();
    if lists.len() >= KEPT {
        lists.clear();
    }
    lists.insert(asked, Arc::clone(&ids));
    Ok(ids)
}

/// The customers that the text of a filter finds, in the index; none where there is no text.
async fn matching(app: &App, filter: &CustomerFilter) -> Result<Option<HashSet<CustomerId>>> {
    match filter.text.as_deref().map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => Ok(Some(crate::search::customers_with(app, text).await?)),
    }
}

fn narrowed(filter: &CustomerFilter) -> Select<customer::Entity> {
    let mut query = customer::Entity::find().filter(customer::Column::DeletedAt.is_null());
    let some = |len: Option<usize>| len.is_some_and(|len| len > 0);
    if let Some(stages) = filter.stages.as_ref().filter(|stages| some(Some(stages.len()))) {
        query = query.filter(customer::Column::Stage.is_in(stages.iter().copied()));
    }
    if let Some(owners) = filter.owners.as_ref().filter(|owners| some(Some(owners.len()))) {
        query = query.filter(customer::Column::OwnerId.is_in(owners.iter().copied()));
    }
    if let Some(tags) = filter.tags.as_ref().filter(|tags| some(Some(tags.len()))) {
        let tagged = Query::select()
            .column(customer_tag::Column::CustomerId)
            .from(customer_tag::Entity)
            .and_where(customer_tag::Column::DeletedAt.is_null())
            .and_where(customer_tag::Column::TagId.is_in(tags.iter().copied()))
            .to_owned();
        query = query.filter(customer::Column::Id.in_subquery(tagged));
    }
    query
}

/// A text filter's matches as a condition; a list that matched very much is cut, since only counts follow from it.
fn within(query: Select<customer::Entity>, matching: Option<&HashSet<CustomerId>>) -> Select<customer::Entity> {
    const COUNTED: usize = 30_000;
    match matching {
        Some(ids) => query.filter(customer::Column::Id.is_in(ids.iter().take(COUNTED).copied())),
        None => query,
    }
}

fn tag_of_use() -> RelationDef {
    customer_tag::Entity::belongs_to(tag::Entity).from(customer_tag::Column::TagId).to(tag::Column::Id).into()
}

fn in_order(query: Select<customer::Entity>, sort: CustomerSort) -> Select<customer::Entity> {
    let order = if sort.descending { Order::Desc } else { Order::Asc };
    let by = |query: Select<customer::Entity>, key: SimpleExpr, missing: SimpleExpr| {
        query.order_by(missing, Order::Asc).order_by(key, order.clone())
    };
    let query = match sort.by {
        SortBy::Name => query.order_by(customer::Column::SortKey, order.clone()),
        SortBy::Created => query.order_by(customer::Column::CreatedAt, order.clone()),
        SortBy::Region => {
            let region = Expr::col(customer::Column::Region.as_column_ref());
            by(query, region.clone(), region.eq(""))
        }
        SortBy::Stage => {
            let stage = || Expr::col(customer::Column::Stage.as_column_ref());
            let rank = CaseStatement::new()
                .case(stage().eq("lead"), 0)
                .case(stage().eq("prospect"), 1)
                .case(stage().eq("customer"), 2)
                .finally(3);
            query.order_by(Expr::expr(rank), order.clone())
        }
        SortBy::Owner => {
            let name = Expr::col(user::Column::SortKey.as_column_ref());
            let owner = customer::Entity::belongs_to(user::Entity).from(customer::Column::OwnerId).to(user::Column::Id);
            let query = query.join(JoinType::LeftJoin, owner.into());
            by(query, name.clone(), name.is_null())
        }
        SortBy::LastContact | SortBy::NextFollowUp => {
            let column = match sort.by {
                SortBy::LastContact => summary::Column::LastContactAt,
                _ => summary::Column::NextFollowUpAt,
            };
            let at = Expr::col(column.as_column_ref());
            let figures = customer::Entity::belongs_to(summary::Entity);
            let figures = figures.from(customer::Column::Id).to(summary::Column::CustomerId);
            let query = query.join(JoinType::LeftJoin, figures.into());
            by(query, at.clone(), at.is_null())
        }
    };
    query.order_by(customer::Column::Id, Order::Asc)
}

/// The rows behind keys, in their order.
async fn rows(app: &App, ids: &[CustomerId]) -> Result<Vec<CustomerRow>> {
    let db = app.read();
    let mut customers = find_many(db, ids).await?;
    let names = user_names(db).await?;
    let summaries =
        summary::Entity::find().filter(summary::Column::CustomerId.is_in(ids.iter().copied())).all(db).await?;
    let mut summaries: HashMap<CustomerId, summary::Model> =
        summaries.into_iter().map(|summary| (summary.customer_id, summary)).collect();
    let next: Vec<FollowUpId> = summaries.values().filter_map(|summary| summary.next_follow_up_id).collect();
    let timed: Vec<FollowUpId> = follow_up::Entity::find()
        .select_only()
        .column(follow_up::Column::Id)
        .filter(follow_up::Column::Id.is_in(next))
        .filter(follow_up::Column::DueTime.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let timed: HashSet<FollowUpId> = timed.into_iter().collect();
    let mut tags = tags_by_customer(db, ids).await?;
    let row = |id: &CustomerId| {
        let customer = customers.remove(id)?;
        let summary = summaries.remove(id);
        let known = summary.as_ref();
        Some(CustomerRow {
            id: customer.id,
            number: customer.number,
            kind: customer.kind,
            name: customer.name,
            other_name: customer.other_name,
            stage: customer.stage,
            owner_id: customer.owner_id,
            owner_name: customer.owner_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            region: customer.region,
            tags: tags.remove(id).unwrap_or_default(),
            last_contact_at: known.and_then(|summary| summary.last_contact_at),
            last_channel: known.and_then(|summary| summary.last_channel),
            next_follow_up_at: known.and_then(|summary| summary.next_follow_up_at),
            next_follow_up_has_time: known
                .and_then(|summary| summary.next_follow_up_id)
                .is_some_and(|id| timed.contains(&id)),
            communications: known.map_or(0, |summary| summary.communications),
            created_at: customer.created_at,
        })
    };
    Ok(ids.iter().filter_map(row).collect())
}

/// Names of tags by customer, in order.
pub(crate) async fn tags_by_customer(
    db: &impl ConnectionTrait,
    ids: &[CustomerId],
) -> Result<HashMap<CustomerId, Vec<String>>> {
    let used: Vec<(CustomerId, String)> = customer_tag::Entity::find()
        .select_only()
        .column(customer_tag::Column::CustomerId)
        .column(tag::Column::Name)
        .join(JoinType::InnerJoin, tag_of_use())
        .filter(customer_tag::Column::DeletedAt.is_null())
        .filter(customer_tag::Column::CustomerId.is_in(ids.iter().copied()))
        .order_by_asc(tag::Column::SortKey)
        .into_tuple()
        .all(db)
        .await?;
    let mut tags: HashMap<CustomerId, Vec<String>> = HashMap::new();
    for (customer, name) in used {
        tags.entry(customer).or_default().push(name);
    }
    Ok(tags)
}

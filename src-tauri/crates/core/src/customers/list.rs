//! The list of customers: any sort, any filter, any slice of it, by the roster, or by the database while that is being read.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use satchel_domain::Typed;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{JoinType, Order, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::conditions::{Conditions, MOST_VALUES};
use super::facets::FilterBy;
use super::fitting::Fitting;
use super::groups::{GroupBy, List};
use super::roster::{Entry, ListKey, Named, Ordered, Roster, WordField};
use super::{Kind, Stage, customer, customer_tag, summary, tag};
use crate::App;
use crate::clock::Clock;
use crate::communications::Channel;
use crate::error::{Error, Result, internal};
use crate::fields::HeldValue;
use crate::fields::matching::Found;
use crate::fields::values::of_customers;
use crate::ids::{CustomFieldId, CustomerId, TagId, Timestamp, UserId};
use crate::people::{Actor, user};
use crate::search::Matching;
use crate::store::read_meta;
use crate::store::summary::LIVE_CUSTOMERS;

/// Which customers; what is left out doesn't narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CustomerFilter {
    /// Words or characters in the name, the people, phones or tags.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Any of these stages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stages: Option<Vec<Stage>>,
    /// Any of these owners.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owners: Option<Vec<UserId>>,
    /// Any of these tags.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<TagId>>,
    /// Conditions besides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Conditions>,
}

impl CustomerFilter {
    /// Whether its conditions mean something, and whether a person could have chosen so much.
    ///
    /// # Errors
    /// `invalid`.
    pub(crate) fn check(&self) -> Result<()> {
        let counts = [
            ("stages", self.stages.as_ref().map_or(0, Vec::len)),
            ("owners", self.owners.as_ref().map_or(0, Vec::len)),
            ("tags", self.tags.as_ref().map_or(0, Vec::len)),
        ];
        if let Some((field, _)) = counts.into_iter().find(|(_, count)| *count > MOST_VALUES) {
            return Err(Error::invalid(field, "too_many"));
        }
        self.conditions.as_ref().map_or(Ok(()), Conditions::check)
    }

    /// Whether a part of it narrows.
    pub(super) fn has(&self, by: FilterBy) -> bool {
        match by {
            FilterBy::Text => self.text.as_ref().is_some_and(|text| !text.trim().is_empty()),
            FilterBy::Stages => chosen(self.stages.as_ref()).is_some(),
            FilterBy::Owners => chosen(self.owners.as_ref()).is_some(),
            FilterBy::Tags => chosen(self.tags.as_ref()).is_some(),
            FilterBy::Conditions => self.conditions.as_ref().is_some_and(|conditions| !conditions.of.is_empty()),
        }
    }
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
    /// What it holds in a custom field: by value, choices in their order.
    Field(CustomFieldId),
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
    /// Grouped by this first, if by anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupBy>,
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
    /// Custom fields to read; all that lists show where none are named.
    pub fields: Option<Vec<CustomFieldId>>,
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
    /// Whether it wants nobody to write or call.
    pub do_not_contact: bool,
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
    /// What it holds in the custom fields that were asked for.
    pub fields: Vec<HeldValue>,
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

const LONGEST_PAGE: usize = 500;

/// A slice of the list of customers.
pub async fn list_customers(app: &App, _actor: Actor, input: ListCustomers) -> Result<CustomerPage> {
    let (filter, sort, fields) = (input.filter.unwrap_or_default(), input.sort.unwrap_or_default(), input.fields);
    let (offset, limit) = (input.offset.unwrap_or_default(), input.limit.unwrap_or(100).min(LONGEST_PAGE));
    filter.check()?;
    // Only the roster knows names typed in pinyin, what conditions ask for, who holds nothing in a custom field, and groups.
    let by_roster = matches!(sort.by, SortBy::Field(_)) || sort.group.is_some();
    let needs_roster = filter.has(FilterBy::Text) || filter.has(FilterBy::Conditions) || by_roster;
    if !needs_roster && !app.roll.is_current(app).await? {
        let page = plain_page(app, &filter, sort, offset..offset.saturating_add(limit), fields.as_deref()).await;
        app.roll.may_read();
        return page;
    }
    let ids = &ordered(app, filter, sort).await?.ids;
    let (from, to) = (offset.min(ids.len()), offset.saturating_add(limit).min(ids.len()));
    Ok(CustomerPage { total: ids.len(), rows: rows(app, &ids[from..to], fields.as_deref()).await? })
}

/// Where a customer stands in a list.
pub async fn customer_neighbours(app: &App, _actor: Actor, input: CustomerNeighbours) -> Result<Neighbours> {
    let ids = &ordered(app, input.filter.unwrap_or_default(), input.sort.unwrap_or_default()).await?.ids;
    let at = ids.iter().position(|id| *id == input.id);
    let neighbour = |index: Option<usize>| index.and_then(|index| ids.get(index)).copied();
    Ok(Neighbours {
        position: at.map_or(0, |at| at + 1),
        total: ids.len(),
        previous: neighbour(at.and_then(|at| at.checked_sub(1))),
        next: neighbour(at.map(|at| at + 1)),
    })
}

/// The whole list in order.
pub(crate) async fn ordered(app: &App, filter: CustomerFilter, sort: CustomerSort) -> Result<Ordered> {
    filter.check()?;
    let key: ListKey = (filter, sort, app.clock.today());
    let (kept, seq) = app.roll.look(app, |roster| (roster.kept(&key), roster.seq)).await?;
    if let Some(kept) = kept {
        return Ok(kept);
    }
    let text = FilterText::find(app, &key.0).await?;
    let ranks = match sort.by {
        SortBy::Field(field) => Some(app.roll.ranks(app, field).await?),
        _ => None,
    };
    app.roll
        .look(app, |roster| {
            let fits = fits(&key.0, &text, roster, &app.clock);
            let ids = match &ranks {
                Some(ranks) => roster.ranked(ranks, sort.descending, fits),
                None => roster.ordered(sort, fits),
            };
            let list = Arc::new(List::new(roster, ids, sort.group));
            // What the text found belongs to the state before.
            if text.is_settled() && roster.seq == seq {
                roster.keep(key, &list);
            }
            list
        })
        .await
}

/// What the whole of a filter lets through, once its text was looked up.
pub(super) fn fits<'a>(
    filter: &'a CustomerFilter,
    text: &'a FilterText,
    roster: &'a Roster,
    clock: &Clock,
) -> impl Fn(&Entry) -> bool + 'a {
    let fitting = Fitting::new(filter.conditions.as_ref(), &text.held, roster, clock);
    move |entry| {
        fits_stages(filter, entry)
            && fits_owners(filter, entry)
            && fits_tags(filter, entry)
            && fitting.fits(entry)
            && text.fits(roster, entry)
    }
}

/// What is chosen of one kind; choosing nothing narrows nothing.
fn chosen<T>(choice: Option<&Vec<T>>) -> Option<&Vec<T>> {
    choice.filter(|choice| !choice.is_empty())
}

pub(super) fn fits_stages(filter: &CustomerFilter, entry: &Entry) -> bool {
    chosen(filter.stages.as_ref()).is_none_or(|stages| stages.contains(&entry.stage))
}

pub(super) fn fits_owners(filter: &CustomerFilter, entry: &Entry) -> bool {
    chosen(filter.owners.as_ref()).is_none_or(|owners| entry.owner.is_some_and(|owner| owners.contains(&owner)))
}

pub(super) fn fits_tags(filter: &CustomerFilter, entry: &Entry) -> bool {
    chosen(filter.tags.as_ref()).is_none_or(|tags| entry.tags.iter().any(|tag| tags.contains(tag)))
}

/// What the text of a filter lets through: what the index finds, and Chinese names typed in pinyin. Beside it, what conditions
/// on custom fields find.
pub(super) struct FilterText {
    found: Option<Matching>,
    typed: Option<Typed>,
    pub(super) held: Found,
}

impl FilterText {
    pub(super) async fn find(app: &App, filter: &CustomerFilter) -> Result<Self> {
        let held = app.roll.found(app, filter.conditions.as_ref().map(Conditions::held).unwrap_or_default()).await?;
        match filter.text.as_deref().map(str::trim) {
            None | Some("") => Ok(Self { found: None, typed: None, held }),
            Some(text) => {
                let found = crate::search::customers_with(app, text).await?;
                Ok(Self { found: Some(found), typed: Typed::read(text), held })
            }
        }
    }

    pub(super) fn fits(&self, roster: &Roster, entry: &Entry) -> bool {
        let Some(found) = &self.found else { return true };
        found.ids.contains(&entry.id) || self.typed.as_ref().is_some_and(|typed| roster.is_typed(typed, entry))
    }

    /// Whether the index knew everything.
    fn is_settled(&self) -> bool {
        self.found.as_ref().is_none_or(|found| found.complete)
    }
}

/// A slice of a list without a text as the database gives it.
async fn plain_page(
    app: &App,
    filter: &CustomerFilter,
    sort: CustomerSort,
    page: Range<usize>,
    fields: Option<&[CustomFieldId]>,
) -> Result<CustomerPage> {
    let db = app.read();
    let query = in_order(narrowed(filter), sort).select_only().column(customer::Column::Id);
    let page = query.offset(page.start as u64).limit(page.len() as u64).into_tuple();
    let page = async { rows(app, &page.all(db).await?, fields).await };
    let total = async {
        if *filter == CustomerFilter::default() {
            return live_customers(app).await;
        }
        narrowed(filter).count(db).await.map_err(Error::from)
    };
    let (total, rows) = tokio::try_join!(total, page)?;
    Ok(CustomerPage { total: usize::try_from(total).map_err(internal)?, rows })
}

/// How many customers there are, without looking at each.
async fn live_customers(app: &App) -> Result<u64> {
    let kept = read_meta(app.read(), LIVE_CUSTOMERS).await?;
    kept.and_then(|count| count.parse().ok()).ok_or_else(|| internal("customers were never counted"))
}

fn narrowed(filter: &CustomerFilter) -> Select<customer::Entity> {
    let mut query = customer::Entity::find().filter(customer::Column::DeletedAt.is_null());
    if let Some(stages) = chosen(filter.stages.as_ref()) {
        query = query.filter(customer::Column::Stage.is_in(stages.iter().copied()));
    }
    if let Some(owners) = chosen(filter.owners.as_ref()) {
        query = query.filter(customer::Column::OwnerId.is_in(owners.iter().copied()));
    }
    if let Some(tags) = chosen(filter.tags.as_ref()) {
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
        // The roster sorts by those.
        SortBy::Field(_) => query,
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

/// The rows behind keys, in their order, with what they hold in some custom fields; in all that lists show where none are
/// named. What the roster knows is read from nowhere else.
pub(super) async fn rows(app: &App, ids: &[CustomerId], fields: Option<&[CustomFieldId]>) -> Result<Vec<CustomerRow>> {
    let known = app.roll.look_at(app, ids, |roster| -> Vec<CustomerRow> {
        let known = ids.iter().filter_map(|id| roster.customer(*id));
        known.map(|entry| row(roster, entry)).collect()
    });
    let (mut rows, mut held) = tokio::try_join!(known, of_customers(app.read(), ids, fields))?;
    for row in &mut rows {
        row.fields = held.remove(&row.id).unwrap_or_default();
    }
    Ok(rows)
}

fn row(roster: &Roster, entry: &Entry) -> CustomerRow {
    let mut tags: Vec<&Named> = entry.tags.iter().filter_map(|id| roster.tags.get(id)).collect();
    tags.sort_unstable_by(|a, b| a.sort_key.cmp(&b.sort_key));
    CustomerRow {
        id: entry.id,
        number: entry.number.to_string(),
        kind: entry.kind,
        name: entry.name.to_string(),
        other_name: entry.other_name.to_string(),
        do_not_contact: entry.do_not_contact,
        stage: entry.stage,
        owner_id: entry.owner,
        owner_name: entry.owner.and_then(|id| roster.users.get(&id)).map(|user| user.name.clone()).unwrap_or_default(),
        region: roster.words.text(entry.word(WordField::Region)).to_owned(),
        tags: tags.into_iter().map(|tag| tag.name.clone()).collect(),
        last_contact_at: entry.last_contact,
        last_channel: entry.last_channel,
        next_follow_up_at: entry.next_follow_up,
        next_follow_up_has_time: entry.next_has_time,
        communications: entry.communications,
        created_at: entry.created,
        fields: Vec::new(),
    }
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
        .filter(tag::Column::DeletedAt.is_null())
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

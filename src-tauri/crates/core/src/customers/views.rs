//! Saved views: which customers, in which order, with which columns, under a name.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Deleted;
use super::list::{CustomerFilter, CustomerSort, FilterText, fits};
use super::view::{self, Audience, Model, Place, Subject};
use crate::App;
use crate::error::{Error, Result, internal};
use crate::ids::{ActId, UserId, ViewId};
use crate::people::{Actor, required_name};
use crate::store::records::Table;
use crate::store::unit::Tx;
use crate::wire::{Nothing, given, short_text};

/// The columns of a list as a person arranged them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ViewColumns {
    /// All that it knows of, in order.
    pub order: Vec<String>,
    /// Those that aren't shown.
    pub hidden: Vec<String>,
    /// Widths in pixels, where they aren't their own.
    pub widths: BTreeMap<String, u16>,
}

/// A saved view.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Key.
    pub id: ViewId,
    /// What it is called.
    pub name: String,
    /// Which customers.
    pub filter: CustomerFilter,
    /// In which order.
    pub sort: CustomerSort,
    /// Which columns; none for those that the person has.
    pub columns: Option<ViewColumns>,
    /// Where it is offered.
    pub place: Place,
    /// Who sees it.
    pub audience: Audience,
    /// Who made it.
    pub owner_id: Option<UserId>,
}

/// A saved view, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// The view as it is now.
    #[serde(flatten)]
    pub view: View,
    /// The act.
    pub act: ActId,
}

/// A new view; it stands behind the others.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CreateView {
    /// What it is called.
    pub name: String,
    /// Which customers.
    #[serde(default)]
    pub filter: Option<CustomerFilter>,
    /// In which order.
    #[serde(default)]
    pub sort: Option<CustomerSort>,
    /// Which columns.
    #[serde(default)]
    pub columns: Option<ViewColumns>,
    /// Where it is offered; above the list where nothing is said.
    #[serde(default)]
    pub place: Option<Place>,
    /// Who sees it; everyone where nothing is said.
    #[serde(default)]
    pub audience: Option<Audience>,
}

/// New values for a view; what is left out stays.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UpdateView {
    /// Which view.
    pub id: ViewId,
    /// What it is called.
    #[serde(default)]
    pub name: Option<String>,
    /// Which customers.
    #[serde(default)]
    pub filter: Option<CustomerFilter>,
    /// In which order.
    #[serde(default)]
    pub sort: Option<CustomerSort>,
    /// Which columns; null for those that the person has.
    #[serde(default, deserialize_with = "given")]
    pub columns: Option<Option<ViewColumns>>,
    /// Where it is offered.
    #[serde(default)]
    pub place: Option<Place>,
    /// Who sees it.
    #[serde(default)]
    pub audience: Option<Audience>,
}

/// Another place for a view among the others.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct MoveView {
    /// Which view.
    pub id: ViewId,
    /// The one that it comes before; none for the end.
    #[serde(default)]
    pub before: Option<ViewId>,
}

/// What moving a view did, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MovedView {
    /// The act; none where it stood there already.
    pub act: Option<ActId>,
}

/// Which view to delete.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteView {
    /// Its key.
    pub id: ViewId,
}

/// Which views to count.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct CountViews {
    /// Only these; all where it is left out.
    pub ids: Option<Vec<ViewId>>,
}

/// How many customers a view holds.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewCount {
    /// Which view.
    pub id: ViewId,
    /// How many.
    pub count: usize,
}

/// More views than this are no row of tabs any more.
const MOST: usize = 100;

/// No list has more columns, and none a longer name, in bytes.
const MOST_COLUMNS: usize = 200;
const LONGEST_COLUMN: usize = 100;

/// The views that this person sees, in order. One that doesn't read back as it was written is left out.
pub async fn list_views(app: &App, actor: Actor, _input: Nothing) -> Result<Vec<View>> {
    Ok(visible(app.read(), actor, Subject::Customers).await?.iter().filter_map(|view| read(view).ok()).collect())
}

/// How many customers each view holds, as of now.
pub async fn count_views(app: &App, actor: Actor, input: CountViews) -> Result<Vec<ViewCount>> {
    let mut asked = Vec::new();
    let views = list_views(app, actor, Nothing {}).await?;
    for view in views.into_iter().filter(|view| input.ids.as_ref().is_none_or(|ids| ids.contains(&view.id))) {
        asked.push((view.id, FilterText::find(app, &view.filter).await?, view.filter));
    }
    app.roll
        .look(app, |roster| {
            let count = |(id, text, filter): &(ViewId, FilterText, CustomerFilter)| {
                let fits = fits(filter, text, roster, &app.clock);
                ViewCount { id: *id, count: roster.customers().filter(|entry| fits(entry)).count() }
            };
            asked.iter().map(count).collect()
        })
        .await
}

/// Saves a new view.
///
/// # Errors
/// `invalid` for an empty name, a filter that means nothing, or one view too many.
pub async fn create_view(app: &App, actor: Actor, input: CreateView) -> Result<SavedView> {
    let mut tx = app.write(actor, "create_view").await?;
    let position = next_position(tx.db(), Subject::Customers).await?;
    let view = Model {
        id: tx.key(),
        subject: Subject::Customers,
        name: required_name(&input.name)?,
        filter: filter_text(input.filter.unwrap_or_default())?,
        sort: text(&input.sort.unwrap_or_default())?,
        columns: columns_text(input.columns.as_ref())?,
        place: input.place.unwrap_or(Place::Tabs),
        audience: input.audience.unwrap_or(Audience::Everyone),
        position,
        owner_id: Some(actor.user),
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    };
    let view = tx.insert(view).await?;
    saved(tx, &view).await
}

async fn saved(tx: Tx<'_>, view: &Model) -> Result<SavedView> {
    let (view, act) = (read(view)?, tx.act());
    tx.commit().await?;
    Ok(SavedView { view, act })
}

/// Changes a view.
///
/// # Errors
/// `not_found`; `invalid` for an empty name or a filter that means nothing.
pub async fn update_view(app: &App, actor: Actor, input: UpdateView) -> Result<SavedView> {
    let mut tx = app.write(actor, "update_view").await?;
    let before = find(tx.db(), actor, input.id).await?;
    if before.subject != Subject::Customers {
        return Err(Error::not_found("view"));
    }
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = required_name(&name)?;
    }
    if let Some(filter) = input.filter {
        after.filter = filter_text(filter)?;
    }
    if let Some(sort) = input.sort {
        after.sort = text(&sort)?;
    }
    if let Some(columns) = input.columns {
        after.columns = columns_text(columns.as_ref())?;
    }
    after.place = input.place.unwrap_or(after.place);
    after.audience = input.audience.unwrap_or(after.audience);
    let view = tx.update(&before, after).await?;
    saved(tx, &view).await
}

/// Moves a view to another place among the others.
///
/// # Errors
/// `not_found`.
pub async fn move_view(app: &App, actor: Actor, input: MoveView) -> Result<MovedView> {
    let mut tx = app.write(actor, "move_view").await?;
    let moved = find(tx.db(), actor, input.id).await?;
    let mut order = all(tx.db(), moved.subject).await?;
    order.retain(|view| view.id != moved.id);
    let at = match input.before {
        Some(before) if before == moved.id => return Ok(MovedView { act: None }),
        Some(before) => order.iter().position(|view| view.id == before).ok_or_else(|| Error::not_found("view"))?,
        None => order.len(),
    };
    order.insert(at, moved);
    let mut changed = false;
    for (position, view) in (0..).zip(order) {
        changed |= view.position != position;
        tx.update(&view, Model { position, ..view.clone() }).await?;
    }
    tx.counts(1);
    let act = changed.then(|| tx.act());
    tx.commit().await?;
    Ok(MovedView { act })
}

/// Deletes a view; the customers stay.
///
/// # Errors
/// `not_found`.
pub async fn delete_view(app: &App, actor: Actor, input: DeleteView) -> Result<Deleted> {
    let mut tx = app.write(actor, "delete_view").await?;
    let view = find(tx.db(), actor, input.id).await?;
    let count = tx.delete(Table::View, &[view.id.0]).await?;
    let act = tx.act();
    tx.commit().await?;
    Ok(Deleted { act, count })
}

/// Where a new view of a subject stands: behind the others.
///
/// # Errors
/// `invalid` for one view too many.
pub(crate) async fn next_position(db: &impl ConnectionTrait, subject: Subject) -> Result<i64> {
    let others = all(db, subject).await?;
    if others.len() >= MOST {
        return Err(Error::invalid("name", "too_many"));
    }
    Ok(others.last().map_or(0, |last| last.position + 1))
}

/// All views of a subject, in order.
async fn all(db: &impl ConnectionTrait, subject: Subject) -> Result<Vec<Model>> {
    Ok(live().filter(view::Column::Subject.eq(subject)).all(db).await?)
}

fn live() -> Select<view::Entity> {
    let live = view::Entity::find().filter(view::Column::DeletedAt.is_null());
    live.order_by_asc(view::Column::Position).order_by_asc(view::Column::Id)
}

fn seen_by(actor: Actor) -> Condition {
    Condition::any().add(view::Column::Audience.eq(Audience::Everyone)).add(view::Column::OwnerId.eq(actor.user))
}

/// The views of a subject that a person sees, in order.
pub(crate) async fn visible(db: &impl ConnectionTrait, actor: Actor, subject: Subject) -> Result<Vec<Model>> {
    Ok(live().filter(view::Column::Subject.eq(subject)).filter(seen_by(actor)).all(db).await?)
}

/// A view that a person sees.
///
/// # Errors
/// `not_found`.
pub(crate) async fn find(db: &impl ConnectionTrait, actor: Actor, id: ViewId) -> Result<Model> {
    let found = live().filter(view::Column::Id.eq(id)).filter(seen_by(actor)).one(db).await?;
    found.ok_or_else(|| Error::not_found("view"))
}

/// A stored view, its texts checked once more: whatever lies in the database is as good as typed.
fn read(view: &Model) -> Result<View> {
    fn parsed<T: DeserializeOwned>(text: &str) -> Result<T> {
        serde_json::from_str(text).map_err(internal)
    }
    let filter: CustomerFilter = parsed(&view.filter)?;
    filter.check()?;
    let columns = if view.columns.is_empty() { None } else { Some(parsed(&view.columns)?) };
    Ok(View {
        id: view.id,
        name: view.name.clone(),
        filter,
        sort: parsed(&view.sort)?,
        columns,
        place: view.place,
        audience: view.audience,
        owner_id: view.owner_id,
    })
}

fn text(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(internal)
}

fn filter_text(mut filter: CustomerFilter) -> Result<String> {
    filter.check()?;
    filter.text = filter.text.map(|text| short_text("text", &text)).transpose()?.filter(|text| !text.is_empty());
    text(&filter)
}

fn columns_text(columns: Option<&ViewColumns>) -> Result<String> {
    let Some(columns) = columns else { return Ok(String::new()) };
    let ViewColumns { order, hidden, widths } = columns;
    let names = || order.iter().chain(hidden).chain(widths.keys());
    if names().count() > 3 * MOST_COLUMNS || names().any(|name| name.len() > LONGEST_COLUMN) {
        return Err(Error::invalid("columns", "too_many"));
    }
    text(columns)
}

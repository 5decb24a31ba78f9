//! Saved searches among conversations: views of another subject, kept and undone like those of customers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{SearchInput, SearchKind, SearchSort, search};
use crate::App;
use crate::communications::Channel;
use crate::customers::view::{Audience, Model, Place, Subject};
use crate::customers::views::{ViewCount, find, next_position, visible};
use crate::error::{Error, Result, internal};
use crate::ids::{ActId, CategoryId, CustomerId, UserId, ViewId};
use crate::people::{Actor, required_name};
use crate::wire::{Nothing, short_text};

/// What a saved search looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct KeptQuery {
    /// As it is typed.
    pub query: String,
    /// Any of these channels.
    pub channels: Vec<Channel>,
    /// Any of these owners.
    pub owners: Vec<UserId>,
    /// About any of these.
    pub categories: Vec<CategoryId>,
    /// Belonging to this customer.
    pub customer_id: Option<CustomerId>,
    /// Only the last so many days, up to the present one.
    pub days: Option<u16>,
    /// On or after this day, YYYY-MM-DD.
    pub from: Option<String>,
    /// On or before this day, YYYY-MM-DD.
    pub to: Option<String>,
    /// How hits are sorted.
    pub sort: SearchSort,
}

/// A saved search.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedSearch {
    /// Key.
    pub id: ViewId,
    /// What it is called.
    pub name: String,
    /// What it looks for.
    pub search: KeptQuery,
    /// Who sees it.
    pub audience: Audience,
}

/// A saved search, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KeptSearch {
    /// The search as it is now.
    #[serde(flatten)]
    pub saved: SavedSearch,
    /// The act.
    pub act: ActId,
}

/// A new saved search; it stands behind the others.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CreateSearch {
    /// What it is called.
    pub name: String,
    /// What it looks for.
    pub search: KeptQuery,
}

/// New values for a saved search; what is left out stays.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UpdateSearch {
    /// Which one.
    pub id: ViewId,
    /// What it is called.
    #[serde(default)]
    pub name: Option<String>,
    /// What it looks for.
    #[serde(default)]
    pub search: Option<KeptQuery>,
    /// Who sees it.
    #[serde(default)]
    pub audience: Option<Audience>,
}

/// The saved searches that this person sees, in order. One that doesn't read back as it was written is left out.
pub async fn list_searches(app: &App, actor: Actor, _input: Nothing) -> Result<Vec<SavedSearch>> {
    let views = visible(app.read(), actor, Subject::Conversations).await?;
    Ok(views.iter().filter_map(|view| read(view).ok()).collect())
}

/// How many conversations each saved search finds now.
pub async fn count_searches(app: &App, actor: Actor, _input: Nothing) -> Result<Vec<ViewCount>> {
    let mut counts = Vec::new();
    for SavedSearch { id, search: kept, .. } in list_searches(app, actor, Nothing {}).await? {
        let found = search(app, actor, input(app, kept)).await?;
        counts.push(ViewCount { id, count: usize::try_from(found.total - found.similar).map_err(internal)? });
    }
    Ok(counts)
}

/// Saves a search.
///
/// # Errors
/// `invalid` for an empty name, a day that isn't one, or one search too many.
pub async fn create_search(app: &App, actor: Actor, input: CreateSearch) -> Result<KeptSearch> {
    let mut tx = app.write(actor, "create_search").await?;
    let view = Model {
        id: tx.key(),
        subject: Subject::Conversations,
        name: required_name(&input.name)?,
        filter: text(app, input.search)?,
        sort: String::new(),
        columns: String::new(),
        place: Place::Sidebar,
        audience: Audience::Everyone,
        position: next_position(tx.db(), Subject::Conversations).await?,
        owner_id: Some(actor.user),
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    };
    let view = tx.insert(view).await?;
    let (saved, act) = (read(&view)?, tx.act());
    tx.commit().await?;
    Ok(KeptSearch { saved, act })
}

/// Changes a saved search.
///
/// # Errors
/// `not_found`; `invalid` for an empty name or a day that isn't one.
pub async fn update_search(app: &App, actor: Actor, input: UpdateSearch) -> Result<KeptSearch> {
    let mut tx = app.write(actor, "update_search").await?;
    let before = find(tx.db(), actor, input.id).await?;
    if before.subject != Subject::Conversations {
        return Err(Error::not_found("view"));
    }
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = required_name(&name)?;
    }
    if let Some(search) = input.search {
        after.filter = text(app, search)?;
    }
    after.audience = input.audience.unwrap_or(after.audience);
    let view = tx.update(&before, after).await?;
    let (saved, act) = (read(&view)?, tx.act());
    tx.commit().await?;
    Ok(KeptSearch { saved, act })
}

fn read(view: &Model) -> Result<SavedSearch> {
    let search = serde_json::from_str(&view.filter).map_err(internal)?;
    Ok(SavedSearch { id: view.id, name: view.name.clone(), search, audience: view.audience })
}

fn text(app: &App, mut kept: KeptQuery) -> Result<String> {
    kept.query = short_text("query", &kept.query)?;
    super::chosen(app, &input(app, kept.clone()))?;
    serde_json::to_string(&kept).map_err(internal)
}

/// The search as it is asked today, for no more than its figures.
fn input(app: &App, kept: KeptQuery) -> SearchInput {
    let KeptQuery { query, channels, owners, categories, customer_id, days, from, to, sort } = kept;
    let first = |days: u16| {
        let day = app.clock.today().checked_sub(jiff::Span::new().days(i64::from(days.max(1)) - 1));
        day.map(|day| day.to_string()).unwrap_or_default()
    };
    SearchInput {
        query,
        kinds: Some(vec![SearchKind::Communication]),
        channels: Some(channels),
        owners: Some(owners),
        categories: Some(categories),
        from: days.map(first).or(from),
        to,
        customer_id,
        sort: Some(sort),
        limit: Some(0),
        ..SearchInput::default()
    }
}

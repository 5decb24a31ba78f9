//! Who uses the workspace, on which computer, in which role; and the workspace's own row.

pub mod device;
pub mod user;
pub mod workspace;

use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, Result};
use crate::ids::UserId;
use crate::wire::short_text;
use crate::{App, Nothing};
pub use user::Role;
pub use workspace::{Language, Model as Workspace};

/// On whose behalf an operation runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The user.
    pub user: UserId,
    /// What the user may do.
    pub role: Role,
}

/// A user as screens name one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Key.
    pub id: UserId,
    /// Name as entered.
    pub name: String,
    /// What the user may do.
    pub role: Role,
}

impl From<user::Model> for User {
    fn from(user: user::Model) -> Self {
        Self { id: user.id, name: user.name, role: user.role }
    }
}

/// Everyone in the workspace, by name.
pub async fn list_users(app: &App, _actor: Actor, _input: Nothing) -> Result<Vec<User>> {
    let users = user::Entity::find()
        .filter(user::Column::DeletedAt.is_null())
        .order_by_asc(user::Column::SortKey)
        .all(app.read())
        .await?;
    Ok(users.into_iter().map(Into::into).collect())
}

/// New values for the workspace's own row; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct UpdateWorkspace {
    /// The business's name.
    pub name: Option<String>,
    /// ISO 3166 code; sets how phone numbers without a country code are read.
    pub country: Option<String>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// The language of reports and of new sample texts.
    pub language: Option<Language>,
}

/// Changes the workspace's own row.
///
/// # Errors
/// `invalid` for an empty name, an unknown country or currency.
pub async fn update_workspace(app: &App, actor: Actor, input: UpdateWorkspace) -> Result<Workspace> {
    let before = workspace(app).await?;
    let mut after = before.clone();
    if let Some(name) = input.name {
        after.name = required_name(&name)?;
    }
    if let Some(country) = input.country {
        after.country = parse_country(&country)?;
    }
    if let Some(currency) = input.currency {
        after.currency = parse_currency(&currency)?;
    }
    if let Some(language) = input.language {
        after.language = language;
    }
    let mut tx = app.write(actor, "update_workspace").await?;
    let after = tx.update(&before, after).await?;
    tx.commit().await?;
    Ok(after)
}

/// The workspace's own row.
pub(crate) async fn workspace(app: &App) -> Result<Workspace> {
    workspace::Entity::find().one(app.read()).await?.ok_or_else(|| Error::not_found("workspace"))
}

/// A name that isn't empty once cleaned.
pub(crate) fn required_name(name: &str) -> Result<String> {
    let name = short_text("name", name)?;
    if name.is_empty() { Err(Error::invalid("name", "required")) } else { Ok(name) }
}

/// An ISO 3166 code.
pub(crate) fn parse_country(code: &str) -> Result<String> {
    let country: satchel_domain::Country = code.parse().map_err(|_| Error::invalid("country", "unknown_country"))?;
    Ok(country.to_string())
}

/// An ISO 4217 code.
pub(crate) fn parse_currency(code: &str) -> Result<String> {
    let currency: satchel_domain::Currency =
        code.parse().map_err(|_| Error::invalid("currency", "unknown_currency"))?;
    Ok(currency.to_string())
}

//! Text that a person typed and hasn't saved: kept encrypted in the workspace, outside the log.

use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::error::Result;
use crate::ids::{Timestamp, UserId};
use crate::people::Actor;

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    /// Which form, as `log:CUSTOMER`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor: UserId,
    /// What the form holds.
    pub value: String,
    /// When it was kept.
    pub saved_at: Timestamp,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
#[expect(missing_docs, reason = "generated names")]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A draft to keep; an empty value forgets it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveDraft {
    /// Which form.
    pub key: String,
    /// What the form holds.
    pub value: String,
}

/// Which draft.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GetDraft {
    /// Which form.
    pub key: String,
}

/// A kept draft.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// What the form holds; empty where nothing is kept.
    pub value: String,
    /// When it was kept.
    pub saved_at: Option<Timestamp>,
}

/// Keeps or forgets a draft.
pub async fn save_draft(app: &App, actor: Actor, input: SaveDraft) -> Result<()> {
    let db = app.write_derived();
    if input.value.is_empty() {
        Entity::delete_by_id((input.key, actor.user)).exec(db).await?;
        return Ok(());
    }
    let draft = ActiveModel {
        key: Set(input.key),
        actor: Set(actor.user),
        value: Set(input.value),
        saved_at: Set(app.clock.now()),
    };
    let replace =
        OnConflict::columns([Column::Key, Column::Actor]).update_columns([Column::Value, Column::SavedAt]).to_owned();
    Entity::insert(draft).on_conflict(replace).exec_without_returning(db).await?;
    Ok(())
}

/// What is kept under a key.
pub async fn get_draft(app: &App, actor: Actor, input: GetDraft) -> Result<Draft> {
    let found = Entity::find_by_id((input.key, actor.user)).one(app.read()).await?;
    Ok(found.map_or_else(Draft::default, |draft| Draft { value: draft.value, saved_at: Some(draft.saved_at) }))
}

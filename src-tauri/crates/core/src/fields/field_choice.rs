//! One of the values that a field offers.

use sea_orm::entity::prelude::*;

use crate::ids::{CustomFieldId, FieldChoiceId, Timestamp};

/// A choice as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "field_choice")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FieldChoiceId,
    /// Whose choice it is.
    pub field_id: CustomFieldId,
    /// Its name in English; may be empty where there is a Chinese one.
    pub name_en: String,
    /// Its name in Chinese; may be empty where there is an English one.
    pub name_zh: String,
    /// The colour of its mark, by its number among those of charts; 0 for none.
    pub colour: i64,
    /// Its place among the others, from the least.
    pub position: i64,
    /// Instant of creation.
    pub created_at: Timestamp,
    /// Instant of the latest change.
    pub updated_at: Timestamp,
    /// Instant of deletion; none while it is there.
    pub deleted_at: Option<Timestamp>,
}

impl Model {
    /// A choice that is made now, without a colour; its names are English and Chinese.
    pub(crate) fn new(
        id: FieldChoiceId,
        field_id: CustomFieldId,
        names: (String, String),
        position: i64,
        now: Timestamp,
    ) -> Self {
        let (name_en, name_zh) = names;
        Self { id, field_id, name_en, name_zh, colour: 0, position, created_at: now, updated_at: now, deleted_at: None }
    }
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
#[expect(missing_docs, reason = "generated names")]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! One call, e-mail, chat, visit, meeting or note.

use satchel_insight::text::ToneKind;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::category::CategoryBy;
use crate::ids::{CategoryId, CommunicationId, CustomerId, Timestamp, UserId};

/// How it was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By phone.
    Call,
    /// By e-mail.
    Email,
    /// By chat program.
    Chat,
    /// At the customer's place.
    Visit,
    /// At an agreed time, in a room or on a screen.
    Meeting,
    /// A note to ourselves.
    Note,
}

/// Who started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The customer did.
    In,
    /// We did.
    Out,
    /// Nobody: a note.
    None,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Not said.
    #[default]
    None,
    /// Spoke to the right person.
    Reached,
    /// Nobody answered.
    NoAnswer,
    /// They asked to be called again.
    CallBack,
    /// They want to hear more.
    Interested,
    /// They want a quote.
    WantsQuote,
    /// Agreed.
    Agreed,
    /// Declined.
    Declined,
    /// They complained.
    Complaint,
    /// The number or address is wrong.
    WrongNumber,
}

/// How it sounds, as a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum GivenTone {
    /// Content.
    Positive,
    /// Neither.
    Neutral,
    /// Discontent.
    Negative,
}

impl From<GivenTone> for ToneKind {
    fn from(given: GivenTone) -> Self {
        match given {
            GivenTone::Positive => Self::Positive,
            GivenTone::Neutral => Self::Neutral,
            GivenTone::Negative => Self::Negative,
        }
    }
}

/// A communication.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, Serialize, TS)]
#[sea_orm(table_name = "communication")]
#[serde(rename_all = "camelCase")]
#[ts(rename = "Communication")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CommunicationId,
    /// Whom it was held with.
    pub customer_id: CustomerId,
    /// How it was held.
    pub channel: Channel,
    /// Who started it.
    pub direction: Direction,
    /// When it began.
    pub at: Timestamp,
    /// The IANA zone in which a person chose that time.
    pub zone: String,
    /// Length in minutes.
    pub duration_minutes: Option<i32>,
    /// One line.
    pub title: String,
    /// What was said.
    pub text: String,
    /// What came of it.
    pub outcome: Outcome,
    /// What it is about.
    pub category_id: Option<CategoryId>,
    /// Who said so.
    pub category_by: CategoryBy,
    /// How it sounds, where a person said so; the program learns from it.
    pub tone: Option<GivenTone>,
    /// The Message-ID of the mail that it was imported from: by that it is known when the mail comes again. No screen shows it.
    #[serde(skip)]
    #[ts(skip)]
    pub message_id: Option<String>,
    /// Who held it on our side.
    pub owner_id: Option<UserId>,
    /// Instant of creation.
    pub created_at: Timestamp,
    /// Instant of the latest change.
    pub updated_at: Timestamp,
    /// Instant of deletion; none while it is there.
    pub deleted_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
#[expect(missing_docs, reason = "generated names")]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! Something to do by a time.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::communications::communication::Channel;
use crate::ids::{CommunicationId, CustomerId, FollowUpId, Timestamp, UserId};

/// How much it matters.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    TS,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// It can wait.
    Low,
    /// As most do.
    #[default]
    Normal,
    /// It comes before the others of its day.
    High,
}

/// A follow-up.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, Serialize, TS)]
#[sea_orm(table_name = "follow_up")]
#[serde(rename_all = "camelCase")]
#[ts(rename = "FollowUp")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FollowUpId,
    /// Whom it is for.
    pub customer_id: CustomerId,
    /// The communication it came from.
    pub communication_id: Option<CommunicationId>,
    /// What to do.
    pub title: String,
    /// How, where that is known.
    pub channel: Option<Channel>,
    /// The day, YYYY-MM-DD.
    pub due_date: String,
    /// The time of day, HH:MM; none means any time that day.
    pub due_time: Option<String>,
    /// The IANA zone in which a person chose them.
    pub zone: String,
    /// The instant from which it is late; follows from the three above.
    pub due_at: Timestamp,
    /// The rule by which it comes again once it is done, as RFC 5545 writes it; empty where it doesn't.
    pub repeats: String,
    /// The day that the rule counts from, YYYY-MM-DD: putting this one off doesn't move those that follow.
    pub repeats_from: String,
    /// How much it matters.
    pub priority: Priority,
    /// How long it takes, where somebody said so.
    pub duration_minutes: Option<i32>,
    /// Who does it.
    pub owner_id: Option<UserId>,
    /// When it was done.
    pub done_at: Option<Timestamp>,
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

//! What lists and records show of a customer's past and future, kept current by the unit of work and rebuildable.

use sea_orm::entity::prelude::*;

use crate::communications::communication::Channel;
use crate::fields::custom_field::Answer;
use crate::ids::{CustomerId, FollowUpId, Timestamp};

/// Derived figures of one customer; a customer without communications and follow-ups has no row.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "customer_summary")]
pub struct Model {
    /// The customer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: CustomerId,
    /// How many communications there are.
    pub communications: i64,
    /// When the latest one was, notes to ourselves aside.
    pub last_contact_at: Option<Timestamp>,
    /// How it was held.
    pub last_channel: Option<Channel>,
    /// How many follow-ups are open.
    pub open_follow_ups: i64,
    /// When the next one is due.
    pub next_follow_up_at: Option<Timestamp>,
    /// The next one.
    pub next_follow_up_id: Option<FollowUpId>,
    /// Whether that is due at a time of the day.
    pub next_follow_up_has_time: Answer,
    /// The median of the days between contacts, of the latest forty; none for fewer than four gaps.
    pub gap_days: Option<i32>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
#[expect(missing_docs, reason = "generated names")]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

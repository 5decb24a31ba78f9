//! Who buys.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::communications::communication::Channel;
use crate::fields::custom_field::Answer;
use crate::ids::{CustomerId, Timestamp, UserId};

/// A company or a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[ts(rename = "CustomerKind")]
pub enum Kind {
    /// An organisation with people.
    Company,
    /// A person who buys in their own name.
    Person,
}

impl From<Kind> for satchel_domain::CustomerKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Company => Self::Company,
            Kind::Person => Self::Person,
        }
    }
}

/// Where a customer stands, in the order of life.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Known, not yet qualified.
    Lead,
    /// Worth pursuing.
    Prospect,
    /// Has bought.
    Customer,
    /// Bought once, no longer.
    Lapsed,
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel, Serialize, TS)]
#[sea_orm(table_name = "customer")]
#[serde(rename_all = "camelCase")]
#[ts(rename = "Customer")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CustomerId,
    /// The number people quote, as C-A0194.
    pub number: String,
    /// Company or person.
    pub kind: Kind,
    /// Name as entered, cleaned of stray spaces.
    pub name: String,
    /// The name in the other language.
    pub other_name: String,
    /// Name as it sorts: pinyin for Chinese.
    #[serde(skip)]
    pub sort_key: String,
    /// Name as it is compared for duplicates.
    #[serde(skip)]
    pub name_key: String,
    /// Of a person: as `1985-03-14`, or as `--03-14` where the year isn't known; empty for none.
    pub birthday: String,
    /// Whether it wants nobody to write or call.
    #[ts(type = "boolean")]
    pub do_not_contact: Answer,
    /// Lifecycle stage.
    pub stage: Stage,
    /// Who looks after it.
    pub owner_id: Option<UserId>,
    /// Line of business.
    pub industry: String,
    /// Headcount or turnover, in words.
    pub size: String,
    /// Region in words.
    pub region: String,
    /// Postal address.
    pub address: String,
    /// ISO 3166-1 code of the country of the address; empty where none is told.
    pub country: String,
    /// Web address.
    pub website: String,
    /// Tax number.
    pub tax_id: String,
    /// Terms of payment.
    pub terms: String,
    /// Credit limit in minor units of `currency`.
    #[ts(type = "number | null")]
    pub credit_limit_minor: Option<i64>,
    /// ISO 4217 code.
    pub currency: String,
    /// Where it came from.
    pub source: String,
    /// What is to be reached with it.
    pub goal: String,
    /// After how many days it is due to be contacted again, by agreement.
    pub rhythm_days: Option<i32>,
    /// How it wants to be contacted.
    pub preferred_channel: Option<Channel>,
    /// At which hours, as `09:00-11:30`; empty where nothing is agreed.
    pub preferred_hours: String,
    /// Until this day, YYYY-MM-DD, nobody wants it suggested to be contacted; empty for none.
    #[serde(skip)]
    pub quiet_until: String,
    /// Anything else.
    pub note: String,
    /// The customer that recommended us.
    pub referred_by: Option<CustomerId>,
    /// The customer that it became part of; it is deleted then.
    #[serde(skip)]
    pub merged_into: Option<CustomerId>,
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

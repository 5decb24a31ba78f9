//! Keys and instants as types of their own, so that a contact's key never stands where a customer's should.

use std::fmt;
use std::str::FromStr;

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// A key of a table: UUIDv7, so newer records sort after older ones.
pub trait Key: Copy + From<Uuid> + Into<Uuid> + Send + Sync + 'static {}

macro_rules! key {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, DeriveValueType)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }

        impl Key for $name {}

        /// SeaORM asks this of every key; one that is made here is never taken from a counter.
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> std::result::Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

key! {
    /// Key of the one workspace row.
    WorkspaceId,
    /// Key of the computer that wrote a row.
    DeviceId,
    /// Key of a user of the workspace.
    UserId,
    /// Key of a customer.
    CustomerId,
    /// Key of a contact at a customer.
    ContactId,
    /// Key of a person's part at a further customer.
    ContactLinkId,
    /// Key of a phone, e-mail, handle or address.
    ContactPointId,
    /// Key of a tag.
    TagId,
    /// Key of a tag's use on a customer.
    CustomerTagId,
    /// Key of a pair of customers that are two.
    NotDuplicateId,
    /// Key of a communication.
    CommunicationId,
    /// Key of a contact's part in a communication.
    ParticipantId,
    /// Key of a file that belongs to a communication.
    AttachmentId,
    /// Key of a follow-up.
    FollowUpId,
    /// Key of a saved view.
    ViewId,
    /// A category of communications.
    CategoryId,
    /// Key of a template.
    TemplateId,
    /// Key of a mapping of columns that is kept under a name.
    ImportMappingId,
    /// Key of a custom field.
    CustomFieldId,
    /// Key of a choice that a field offers.
    FieldChoiceId,
    /// Key of what a record holds in a field.
    CustomValueId,
    /// Key of one unit of work.
    ActId,
}

/// An instant: milliseconds since 1970 UTC.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS, DeriveValueType,
)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The same instant for calendar arithmetic. Instants outside the calendar's range saturate.
    pub fn to_jiff(self) -> jiff::Timestamp {
        let bounded = self.0.clamp(jiff::Timestamp::MIN.as_millisecond(), jiff::Timestamp::MAX.as_millisecond());
        jiff::Timestamp::from_millisecond(bounded).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// The minute that it lies in, from 1970 on.
    pub const fn minute(self) -> i64 {
        self.0.div_euclid(60_000)
    }

    /// The first instant of a day in a zone; beyond the calendar's ends, before or after everything.
    pub fn start_of(day: jiff::civil::Date, zone: &jiff::tz::TimeZone) -> Self {
        let beyond = Self(if day.year() < 0 { i64::MIN } else { i64::MAX });
        day.to_zoned(zone.clone()).map_or(beyond, |start| start.timestamp().into())
    }

    /// The calendar day of this instant in a zone.
    pub fn date_in(self, zone: &jiff::tz::TimeZone) -> jiff::civil::Date {
        self.to_jiff().to_zoned(zone.clone()).date()
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant.as_millisecond())
    }
}

//! The values of the log as a person knows them: names for keys, amounts with their currency, long texts cut to what differs.

use satchel_domain::{Country, Part, difference, display_phone};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;

use super::names::Names;
use crate::ids::Timestamp;
use crate::store::change_log::{self, Op};
use crate::store::records::Table;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(rename = "TextPart")]
pub struct TextPart {
    /// The piece.
    pub text: String,
    /// Whether the other side lacks it.
    pub differs: bool,
}

impl From<Part> for TextPart {
    fn from(part: Part) -> Self {
        Self { text: part.text, differs: part.differs }
    }
}

/// A value as a person knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[ts(rename = "KnownValue")]
pub enum Known {
    /// Nothing.
    None,
    /// A text, in the pieces that differ from the other side and those that don't; what is left out is told by "…".
    Text {
        /// The pieces.
        parts: Vec<TextPart>,
    },
    /// One of a fixed list; the catalogues name it.
    Choice {
        /// The message's name.
        id: String,
    },
    /// Another record.
    Record {
        /// Its name.
        name: String,
        /// Its name in Chinese, where it has one of its own.
        name_zh: String,
    },
    /// An amount.
    Money {
        /// In minor units.
        #[ts(type = "number")]
        minor: i64,
        /// ISO 4217 code.
        currency: String,
    },
    /// An instant.
    Instant {
        /// When.
        at: Timestamp,
    },
    /// A day.
    Day {
        /// YYYY-MM-DD.
        day: String,
    },
    /// A day that comes again each year.
    Birthday {
        /// YYYY-MM-DD, or --MM-DD.
        birthday: String,
    },
    /// A rule by which something comes again.
    Repeat {
        /// As RFC 5545 writes it.
        rule: String,
    },
    /// A country.
    Country {
        /// ISO 3166-1 code.
        code: String,
    },
    /// A length of time.
    Minutes {
        /// How many.
        #[ts(type = "number")]
        minutes: i64,
    },
    /// So many days.
    Days {
        /// How many.
        #[ts(type = "number")]
        days: i64,
    },
    /// An exact number.
    Decimal {
        /// As decimal text, `-1234.5`.
        number: String,
    },
    /// A number.
    Number {
        /// Which.
        #[ts(type = "number")]
        number: i64,
    },
}

/// How a field is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Text,
    /// The beginning of the name of each choice's message.
    Choice(&'static str),
    User,
    Record(Table),
    Money,
    Instant,
    Day,
    Birthday,
    Repeat,
    Country,
    Minutes,
    Days,
    Decimal,
    Number,
    Phone,
    /// Something that takes more than a line to tell: only that it is another now.
    Whole,
}

/// How a field is read; none for one that says nothing to a person.
fn reading(table: Table, field: &str) -> Option<Reading> {
    use Reading::{
        Birthday, Choice, Country, Day, Days, Decimal, Instant, Minutes, Money, Number, Phone, Record, Repeat, Text,
        User, Whole,
    };
    Some(match (table, field) {
        (_, "id" | "sort_key" | "name_key" | "zone" | "created_at" | "updated_at" | "deleted_at") => return None,
        // What a row belongs to stands beside it, not in it; an amount tells its currency.
        (_, "customer_id" | "communication_id" | "field_id" | "merged_into")
        | (Table::ContactPoint | Table::ContactLink | Table::CustomValue, "contact_id")
        | (Table::CustomValue, "currency")
        | (Table::FollowUp, "due_at" | "repeats_from")
        | (Table::Communication, "category_by" | "message_id")
        | (Table::Category, "topic")
        | (Table::Attachment, "media_type" | "bytes" | "sha256")
        | (Table::View, "subject") => {
            return None;
        }
        (_, "owner_id") => User,
        (Table::Customer, "kind") => Choice("kind-"),
        (Table::Customer, "stage") => Choice("stage-"),
        (Table::Customer, "credit_limit_minor") | (Table::CustomValue, "minor") => Money,
        (Table::Customer, "referred_by") | (Table::NotDuplicate, "one_id" | "other_id") => Record(Table::Customer),
        (Table::Customer, "country") => Country,
        (Table::Customer | Table::Contact, "birthday") => Birthday,
        (Table::Contact | Table::ContactLink, "decision_role") => Choice("decision-"),
        (Table::FollowUp, "repeats") => Repeat,
        (Table::FollowUp, "priority") => Choice("priority-"),
        (Table::ContactPoint, "kind") => Choice("point-"),
        (Table::ContactPoint, "value") => Phone,
        (Table::CustomerTag, "tag_id") => Record(Table::Tag),
        (Table::Participant, "contact_id") => Record(Table::Contact),
        (Table::Communication | Table::FollowUp | Table::Template, "channel")
        | (Table::Customer, "preferred_channel") => Choice("channel-"),
        (Table::Communication, "direction") => Choice("direction-"),
        (Table::Communication, "outcome") => Choice("outcome-"),
        (Table::Communication, "tone") => Choice("sounds-"),
        (Table::Communication, "category_id") => Record(Table::Category),
        (Table::Communication, "at") | (Table::FollowUp, "done_at") => Instant,
        (Table::Communication | Table::FollowUp, "duration_minutes") => Minutes,
        (Table::Customer, "rhythm_days") => Days,
        (Table::FollowUp, "due_date") | (Table::Customer, "quiet_until") | (Table::CustomValue, "day") => Day,
        (Table::User, "role") => Choice("role-"),
        (Table::ContactPoint | Table::View | Table::CustomField | Table::FieldChoice, "position")
        | (Table::FieldChoice, "colour") => Number,
        (Table::View, "filter" | "sort" | "columns")
        | (Table::ImportMapping, "columns")
        | (Table::CustomField, "start") => Whole,
        (Table::CustomField, "subject") => Choice("field-subject-"),
        (Table::CustomField, "kind") => Choice("field-kind-"),
        (Table::Customer, "do_not_contact")
        | (Table::Category, "hidden")
        | (Table::CustomField, "required" | "in_list" | "archived")
        | (Table::CustomValue, "answer") => Choice("answer-"),
        (Table::CustomValue, "choice_id") => Record(Table::FieldChoice),
        (Table::CustomValue, "number") => Decimal,
        (Table::View, "place") => Choice("view-place-"),
        (Table::View, "audience") => Choice("view-audience-"),
        _ => Text,
    })
}

/// The fields of any table that never say anything to a person, for the database to leave out.
pub(super) const SILENT: [&str; 6] = ["sort_key", "name_key", "merged_into", "zone", "due_at", "updated_at"];

/// Whether a field says something to a person.
pub(super) fn speaks(table: Table, field: &str) -> bool {
    reading(table, field).is_some()
}

/// The keys of other records that a value holds.
pub(super) fn mentions(table: Table, field: &str, value: &Value) -> Option<(Table, Uuid)> {
    let Some(Reading::Record(other)) = reading(table, field) else { return None };
    Some((other, Uuid::parse_str(value.as_str()?).ok()?))
}

/// A text of the log as JSON; null where it is none.
pub(super) fn json(text: Option<&str>) -> Value {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// The two sides of a change of one field.
pub(super) fn sides(entry: &change_log::Model, table: Table, names: &Names) -> (Known, Known) {
    let (old, new) = (json(entry.old.as_deref()), json(entry.new.as_deref()));
    if entry.op != Op::Update {
        return (Known::None, Known::None);
    }
    if let (Some(Reading::Text), Some(old), Some(new)) = (reading(table, &entry.field), old.as_str(), new.as_str())
        && !old.is_empty()
        && !new.is_empty()
    {
        let (before, after) = difference(old, new);
        return (text(before), text(after));
    }
    if reading(table, &entry.field) == Some(Reading::Whole) {
        return (Known::None, Known::Choice { id: "history-another".to_owned() });
    }
    let (before, after) = names.currencies(entry);
    (known(table, &entry.field, &old, before, names), known(table, &entry.field, &new, after, names))
}

/// A single value; an amount is in `currency`.
pub(super) fn known(table: Table, field: &str, value: &Value, currency: &str, names: &Names) -> Known {
    let Some(reading) = reading(table, field) else { return Known::None };
    let words = value.as_str().unwrap_or_default();
    let number = value.as_i64();
    match reading {
        _ if words.is_empty() && number.is_none() => Known::None,
        Reading::Text => text(difference("", words).1),
        Reading::Phone => text(difference("", &display_phone(words, names.country())).1),
        Reading::Choice(start) => Known::Choice { id: format!("{start}{words}") },
        Reading::User => Known::Record { name: names.user(words), name_zh: String::new() },
        Reading::Record(other) => {
            let (name, name_zh) = names.label(other, words);
            Known::Record { name, name_zh }
        }
        Reading::Day => Known::Day { day: words.to_owned() },
        Reading::Country => Known::Country { code: words.to_owned() },
        Reading::Birthday => Known::Birthday { birthday: words.to_owned() },
        Reading::Repeat => Known::Repeat { rule: words.to_owned() },
        Reading::Money => Known::Money { minor: number.unwrap_or_default(), currency: currency.to_owned() },
        Reading::Instant => Known::Instant { at: Timestamp(number.unwrap_or_default()) },
        Reading::Minutes => Known::Minutes { minutes: number.unwrap_or_default() },
        Reading::Days => Known::Days { days: number.unwrap_or_default() },
        Reading::Decimal => {
            Known::Decimal { number: satchel_domain::Decimal::from_millionths(number.unwrap_or_default()).to_string() }
        }
        Reading::Number => Known::Number { number: number.unwrap_or_default() },
        Reading::Whole => Known::None,
    }
}

fn text(parts: Vec<Part>) -> Known {
    Known::Text { parts: parts.into_iter().map(Into::into).collect() }
}

/// A stored phone as people write it, anything else as it is.
pub(super) fn reachable(value: &str, country: Country) -> String {
    display_phone(value, country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_say_nothing_are_few_and_known() {
        let silent: Vec<String> = Table::ALL
            .iter()
            .flat_map(|table| table.columns().into_iter().map(move |column| (*table, column.name)))
            .filter(|(table, field)| !speaks(*table, field))
            .map(|(table, field)| format!("{}.{field}", table.name()))
            .filter(|name| ![".id", ".created_at", ".updated_at", ".deleted_at"].iter().any(|end| name.ends_with(end)))
            .collect();
        assert_eq!(
            silent,
            [
                "user.sort_key",
                "customer.sort_key",
                "customer.name_key",
                "customer.merged_into",
                "contact.customer_id",
                "contact.sort_key",
                "contact_point.customer_id",
                "contact_point.contact_id",
                "contact_link.contact_id",
                "contact_link.customer_id",
                "tag.sort_key",
                "customer_tag.customer_id",
                "communication.customer_id",
                "communication.zone",
                "communication.category_by",
                "communication.message_id",
                "category.topic",
                "participant.communication_id",
                "attachment.communication_id",
                "attachment.media_type",
                "attachment.bytes",
                "attachment.sha256",
                "follow_up.customer_id",
                "follow_up.communication_id",
                "follow_up.zone",
                "follow_up.due_at",
                "follow_up.repeats_from",
                "view.subject",
                "field_choice.field_id",
                "custom_value.field_id",
                "custom_value.customer_id",
                "custom_value.contact_id",
                "custom_value.currency",
            ],
            "a column that people know must have words: say here why one has none"
        );
    }
}

//! Which tables hold records, what belongs to what, and who may write it.

use sea_orm::sea_query::ArrayType;
use sea_orm::{EntityTrait, EnumIter, IdenStatic, IntoActiveModel, Iterable, ModelTrait};
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::communications::{attachment, category, communication, participant, template};
use crate::customers::duplicates::not_duplicate;
use crate::customers::import::import_mapping;
use crate::customers::{contact, contact_link, contact_point, customer, customer_tag, tag, view};
use crate::fields::{custom_field, custom_value, field_choice};
use crate::followups::follow_up;
use crate::people::{Role, device, user, workspace};

/// A row that the door writes: everything a person enters.
pub trait Record:
    ModelTrait<Entity: EntityTrait<Model = Self, ActiveModel: Send>> + IntoActiveModel<ActiveOf<Self>> + Sync
{
    /// Where it is stored.
    const TABLE: Table;

    /// Its key.
    fn key(&self) -> Uuid;
}

/// The active model of a record.
pub type ActiveOf<M> = <<M as ModelTrait>::Entity as EntityTrait>::ActiveModel;

/// What a screen has to read again after a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeTag {
    /// Customers, their tags, phones and addresses.
    Customers,
    /// People at customers.
    Contacts,
    /// Calls, e-mails, visits, notes.
    Communications,
    /// Things to do.
    FollowUps,
    /// The list of tags.
    Tags,
    /// Texts that are written again and again.
    Templates,
    /// Saved views.
    Views,
    /// Mappings of columns that are kept under names.
    Mappings,
    /// Custom fields and their choices.
    Fields,
    /// Users of the workspace.
    Users,
    /// The workspace's own name, country, currency.
    Workspace,
    /// Data health was checked, or is judged by other rules.
    Health,
    /// The search index was rebuilt.
    Search,
    /// The calendar file that is kept up to date was chosen, written or left.
    Calendar,
    /// An act was added to the history, as with every change.
    History,
}

/// A column as the log sees it.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in the database.
    pub name: &'static str,
    /// The type of its values.
    pub kind: ValueKind,
}

/// How a value is written in the log's JSON and read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// A 16-byte key, as hexadecimal text.
    Key,
    /// A whole number.
    Integer,
    /// Text.
    Text,
}

macro_rules! tables {
    ($($table:ident = $name:literal, $entity:ident, $tag:ident, writes $roles:ident, owns [$($child:ident by $column:literal),*];)*) => {
        /// A table of records.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[ts(rename = "RecordTable")]
        pub enum Table {
            $(#[doc = concat!("`", $name, "`")] $table,)*
        }

        impl Table {
            /// Its name in the database and in the log.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$table => $name,)* }
            }

            /// The table that the log calls `name`.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$table),)* _ => None }
            }

            /// Every table, those that others belong to before them.
            pub const ALL: &'static [Self] = &[$(Self::$table),*];

            /// What screens follow it by.
            pub const fn tag(self) -> ChangeTag {
                match self { $(Self::$table => ChangeTag::$tag,)* }
            }

            /// Whether a role may insert, change or delete its rows.
            pub const fn writable_by(self, role: Role) -> bool {
                match self { $(Self::$table => role.$roles(),)* }
            }

            /// The tables whose rows go with a row of this one, with the column that points here.
            pub const fn children(self) -> &'static [(Self, &'static str)] {
                match self { $(Self::$table => &[$((Self::$child, $column)),*],)* }
            }

            /// Its columns in the entity's order.
            pub fn columns(self) -> Vec<Column> {
                match self { $(Self::$table => columns_of::<$entity::Model>(),)* }
            }
        }

        $(impl Record for $entity::Model {
            const TABLE: Table = Table::$table;
            fn key(&self) -> Uuid {
                self.id.0
            }
        })*
    };
}

tables! {
    Workspace = "workspace", workspace, Workspace, writes may_administer, owns [];
    Device = "device", device, Workspace, writes may_administer, owns [];
    User = "user", user, Users, writes may_administer, owns [];
    Customer = "customer", customer, Customers, writes may_sell,
        owns [Contact by "customer_id", ContactPoint by "customer_id", ContactLink by "customer_id", CustomerTag by "customer_id", Communication by "customer_id", FollowUp by "customer_id", CustomValue by "customer_id"];
    Contact = "contact", contact, Contacts, writes may_serve,
        owns [ContactPoint by "contact_id", ContactLink by "contact_id", Participant by "contact_id", CustomValue by "contact_id"];
    ContactPoint = "contact_point", contact_point, Customers, writes may_serve, owns [];
    ContactLink = "contact_link", contact_link, Contacts, writes may_serve, owns [];
    Tag = "tag", tag, Tags, writes may_sell, owns [];
    CustomerTag = "customer_tag", customer_tag, Customers, writes may_sell, owns [];
    NotDuplicate = "not_duplicate", not_duplicate, Customers, writes may_sell, owns [];
    Communication = "communication", communication, Communications, writes may_serve,
        owns [Participant by "communication_id", Attachment by "communication_id"];
    Category = "category", category, Communications, writes may_serve, owns [];
    Template = "template", template, Templates, writes may_serve, owns [];
    Participant = "participant", participant, Communications, writes may_serve, owns [];
    Attachment = "attachment", attachment, Communications, writes may_serve, owns [];
    FollowUp = "follow_up", follow_up, FollowUps, writes may_serve, owns [];
    View = "view", view, Views, writes may_serve, owns [];
    ImportMapping = "import_mapping", import_mapping, Mappings, writes may_sell, owns [];
    CustomField = "custom_field", custom_field, Fields, writes may_administer,
        owns [FieldChoice by "field_id", CustomValue by "field_id"];
    FieldChoice = "field_choice", field_choice, Fields, writes may_administer, owns [CustomValue by "choice_id"];
    CustomValue = "custom_value", custom_value, Customers, writes may_serve, owns [];
}

impl Table {
    /// Whether its rows say something of another record and are nothing by themselves.
    pub const fn is_part(self) -> bool {
        matches!(
            self,
            Self::ContactPoint
                | Self::ContactLink
                | Self::Tag
                | Self::CustomerTag
                | Self::NotDuplicate
                | Self::Participant
                | Self::FieldChoice
                | Self::CustomValue
        )
    }

    /// The tables whose rows this one's rows go with, and the column that points there.
    pub fn parents(self) -> impl Iterator<Item = (Self, &'static str)> {
        Self::ALL.iter().flat_map(move |parent| {
            let mine = parent.children().iter().filter(move |(child, _)| *child == self);
            mine.map(|(_, column)| (*parent, *column))
        })
    }

    /// SQL that tells which customer a row belongs to; none where it belongs to none.
    pub(super) const fn customer(self) -> Option<&'static str> {
        match self {
            Self::Customer => Some("id"),
            Self::Contact
            | Self::ContactPoint
            | Self::ContactLink
            | Self::CustomerTag
            | Self::Communication
            | Self::FollowUp
            | Self::CustomValue => Some("customer_id"),
            Self::NotDuplicate => Some("one_id"),
            Self::Participant | Self::Attachment => {
                Some("(SELECT customer_id FROM communication WHERE communication.id = communication_id)")
            }
            Self::Workspace
            | Self::Device
            | Self::User
            | Self::Tag
            | Self::Category
            | Self::Template
            | Self::View
            | Self::ImportMapping
            | Self::CustomField
            | Self::FieldChoice => None,
        }
    }
}

fn columns_of<M: Record>() -> Vec<Column> {
    <M::Entity as EntityTrait>::Column::iter()
        .map(|column| Column {
            name: column.as_str(),
            kind: match M::get_value_type(column) {
                ArrayType::Uuid => ValueKind::Key,
                ArrayType::String => ValueKind::Text,
                _ => ValueKind::Integer,
            },
        })
        .collect()
}

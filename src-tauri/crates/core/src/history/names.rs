//! What the rows of the log are called: looked up once for everything that is shown together. Deleted rows keep their names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use satchel_domain::Country;
use satchel_insight::text::Topic;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{QueryOrder, QuerySelect};
use uuid::Uuid;

use super::words::{json, mentions, reachable};
use crate::App;
use crate::communications::{attachment, categories, category, communication, participant, template};
use crate::customers::duplicates::not_duplicate;
use crate::customers::import::import_mapping;
use crate::customers::{Kind, contact, contact_link, contact_point, customer, customer_tag, tag, view};
use crate::error::Result;
use crate::fields::{custom_field, custom_value, field_choice};
use crate::followups::follow_up;
use crate::ids::{CategoryId, CommunicationId, CustomerId, Timestamp, UserId};
use crate::people::{device, user, workspace};
use crate::store::change_log::{self, Op};
use crate::store::records::Table;
use crate::store::unit::CHUNK;

/// Characters of a text that serve as a name where there is no title.
const NAME_LENGTH: i32 = 80;

/// What one row is called.
#[derive(Debug, Clone, Default)]
pub(super) struct Label {
    pub text: String,
    /// The same in Chinese, where it has a name of its own there.
    pub text_zh: String,
    pub customer: Option<CustomerId>,
    pub deleted: bool,
    /// Company or person, for customers.
    pub kind: Option<Kind>,
}

impl Label {
    /// Something with a name in either language, or in both.
    fn in_both(english: String, chinese: String, deleted: bool) -> Self {
        let text = if english.is_empty() { chinese.clone() } else { english };
        Self { text, text_zh: chinese, deleted, ..Self::default() }
    }
}

/// Names of everything that some entries speak of.
pub(super) struct Names {
    labels: HashMap<(Table, Uuid), Label>,
    users: HashMap<Uuid, String>,
    /// The currency of each customer now.
    currencies: HashMap<Uuid, String>,
    /// The currencies before and after the change of an amount, where they aren't the one of now.
    of_amounts: HashMap<i64, (String, String)>,
    country: Country,
}

impl Names {
    /// Looks up all that `entries` speak of, and the rows named besides.
    pub async fn of(app: &App, entries: &[change_log::Model], besides: &[(Table, Uuid)]) -> Result<Self> {
        let db = app.read();
        let users = user::Entity::find().all(db).await?;
        let mut names = Self {
            labels: HashMap::new(),
            users: users.into_iter().map(|user| (user.id.0, user.name)).collect(),
            currencies: HashMap::new(),
            of_amounts: amounts(db, entries).await?,
            country: app.home().country,
        };
        let mut wanted: BTreeMap<Table, BTreeSet<Uuid>> = BTreeMap::new();
        for (table, id) in besides {
            wanted.entry(*table).or_default().insert(*id);
        }
        for entry in entries {
            let Some(table) = Table::from_name(&entry.tbl) else { continue };
            wanted.entry(table).or_default().insert(entry.row);
            for value in [json(entry.old.as_deref()), json(entry.new.as_deref())] {
                let fields = value.as_object().into_iter().flatten();
                let mentioned = match entry.op {
                    Op::Update => mentions(table, &entry.field, &value).into_iter().collect::<Vec<_>>(),
                    _ => fields.filter_map(|(field, value)| mentions(table, field, value)).collect(),
                };
                for (other, id) in mentioned {
                    wanted.entry(other).or_default().insert(id);
                }
            }
        }
        // Rows that point to others are read before those they point to.
        for table in Table::ALL.iter().rev() {
            let ids: Vec<Uuid> = wanted.get(table).into_iter().flatten().copied().collect();
            for chunk in ids.chunks(CHUNK) {
                for (other, id) in names.read(db, *table, chunk).await? {
                    wanted.entry(other).or_default().insert(id);
                }
            }
        }
        names.borrow_names();
        Ok(names)
    }

    /// Reads rows of one table and gives those whose names they need.
    async fn read(&mut self, db: &DatabaseConnection, table: Table, ids: &[Uuid]) -> Result<Vec<(Table, Uuid)>> {
        let ids = ids.iter().copied();
        let mut needed = Vec::new();
        // A row that only joins two others carries the key of one instead of a name, until that is known.
        let mut join = |id: Uuid, other: (Table, Uuid), customer: Option<CustomerId>, deleted: Option<Timestamp>| {
            needed.push(other);
            needed.extend(customer.map(|customer| (Table::Customer, customer.0)));
            let text = other.1.to_string();
            self.labels.insert((table, id), Label { text, customer, deleted: deleted.is_some(), ..Label::default() });
        };
        match table {
            Table::CustomValue => {
                use custom_value::Column;
                for row in custom_value::Entity::find().filter(Column::Id.is_in(ids)).all(db).await? {
                    join(row.id.0, (Table::CustomField, row.field_id.0), Some(row.customer_id), row.deleted_at);
                    self.currencies.insert(row.id.0, row.currency);
                }
                return Ok(needed);
            }
            Table::CustomerTag => {
                let rows = customer_tag::Entity::find().filter(customer_tag::Column::Id.is_in(ids)).all(db).await?;
                for row in rows {
                    join(row.id.0, (Table::Tag, row.tag_id.0), Some(row.customer_id), row.deleted_at);
                }
                return Ok(needed);
            }
            Table::ContactLink => {
                use contact_link::Column;
                for row in contact_link::Entity::find().filter(Column::Id.is_in(ids)).all(db).await? {
                    join(row.id.0, (Table::Contact, row.contact_id.0), Some(row.customer_id), row.deleted_at);
                }
                return Ok(needed);
            }
            Table::NotDuplicate => {
                use not_duplicate::Column;
                for row in not_duplicate::Entity::find().filter(Column::Id.is_in(ids)).all(db).await? {
                    join(row.id.0, (Table::Customer, row.other_id.0), Some(row.one_id), row.deleted_at);
                }
                return Ok(needed);
            }
            Table::Participant => {
                use participant::Column;
                for row in participant::Entity::find().filter(Column::Id.is_in(ids)).all(db).await? {
                    join(row.id.0, (Table::Contact, row.contact_id.0), None, row.deleted_at);
                }
                return Ok(needed);
            }
            _ => {}
        }
        let mut add = |id: Uuid, text: String, customer: Option<CustomerId>, deleted: Option<Timestamp>| {
            needed.extend(customer.map(|customer| (Table::Customer, customer.0)));
            self.labels.insert((table, id), Label { text, customer, deleted: deleted.is_some(), ..Label::default() });
        };
        match table {
            Table::Workspace => {
                for row in workspace::Entity::find().filter(workspace::Column::Id.is_in(ids)).all(db).await? {
                    add(row.id.0, row.name, None, row.deleted_at);
                }
            }
            Table::Device => {
                for row in device::Entity::find().filter(device::Column::Id.is_in(ids)).all(db).await? {
                    add(row.id.0, row.name, None, row.deleted_at);
                }
            }
            Table::User => {
                for row in user::Entity::find().filter(user::Column::Id.is_in(ids)).all(db).await? {
                    add(row.id.0, row.name, None, row.deleted_at);
                }
            }
            Table::Customer => {
                for row in customer::Entity::find().filter(customer::Column::Id.is_in(ids)).all(db).await? {
                    let deleted = row.deleted_at.is_some();
                    let label = Label {
                        text: row.name,
                        customer: Some(row.id),
                        deleted,
                        kind: Some(row.kind),
                        ..Label::default()
                    };
                    self.labels.insert((table, row.id.0), label);
                    self.currencies.insert(row.id.0, row.currency);
                }
            }
            Table::Contact => {
                for row in contact::Entity::find().filter(contact::Column::Id.is_in(ids)).all(db).await? {
                    add(row.id.0, row.name, Some(row.customer_id), row.deleted_at);
                }
            }
            Table::ContactPoint => {
                let country = self.country;
                for row in contact_point::Entity::find().filter(contact_point::Column::Id.is_in(ids)).all(db).await? {
                    add(row.id.0, reachable(&row.value, country), Some(row.customer_id), row.deleted_at);
                }
            }
            Table::Tag => {
                for row in tag::Entity::find().filter(tag::Column::Id.is_in(ids)).all(db).await? {
                    add(row.id.0, row.name, None, row.deleted_at);
                }
            }
            Table::Communication => {
                use communication::Column;
                // Texts may be books; their beginning is enough of a name.
                let start = Func::cust("substr").arg(Expr::col(Column::Text)).arg(1).arg(NAME_LENGTH);
                let rows = communication::Entity::find()
                    .select_only()
                    .columns([Column::Id, Column::CustomerId, Column::DeletedAt, Column::Title])
                    .expr_as(start, "beginning")
                    .filter(Column::Id.is_in(ids))
                    .into_tuple::<(Uuid, CustomerId, Option<Timestamp>, String, String)>()
                    .all(db)
                    .await?;
                for (id, customer, deleted, title, beginning) in rows {
                    add(id, if title.is_empty() { beginning } else { title }, Some(customer), deleted);
                }
            }
            Table::ContactLink | Table::CustomerTag | Table::NotDuplicate | Table::Participant | Table::CustomValue => {
            }
            Table::CustomField => {
                use custom_field::Column;
                for row in custom_field::Entity::find().filter(Column::Id.is_in(ids)).all(db).await? {
                    let label = Label::in_both(row.name_en, row.name_zh, row.deleted_at.is_some());
                    self.labels.insert((table, row.id.0), label);
                }
            }
            Table::FieldChoice => {
                use field_choice::Column;
                for row in field_choice::Entity::find().filter(Column::Id.is_in(ids)).all(db).await? {
                    let label = Label::in_both(row.name_en, row.name_zh, row.deleted_at.is_some());
                    self.labels.insert((table, row.id.0), label);
                }
            }
            Table::Category => {
                use category::Column;
                for row in category::Entity::find().filter(Column::Id.is_in(ids.clone())).all(db).await? {
                    let topic = Topic::ALL.into_iter().find(|topic| topic.label() == row.topic);
                    let [name_en, name_zh] = match topic.filter(|_| row.name_en.is_empty() && row.name_zh.is_empty()) {
                        Some(topic) => categories::names_of(topic),
                        None => [row.name_en, row.name_zh],
                    };
                    self.labels.insert((table, row.id.0), Label::in_both(name_en, name_zh, row.deleted_at.is_some()));
                }
                for (id, topic) in ids.filter_map(|id| Some((id, categories::topic_of(CategoryId(id))?))) {
                    let [name_en, name_zh] = categories::names_of(topic);
                    self.labels.insert((table, id), Label::in_both(name_en, name_zh, false));
                }
            }
            Table::Template => {
                for row in template::Entity::find().filter(template::Column::Id.is_in(ids)).all(db).await? {
                    add(row.id.0, row.name, None, row.deleted_at);
                }
            }
            Table::Attachment => {
                let rows = attachment::Entity::find().filter(attachment::Column::Id.is_in(ids)).all(db).await?;
                let talks = communication::Entity::find()
                    .select_only()
                    .columns([communication::Column::Id, communication::Column::CustomerId])
                    .filter(communication::Column::Id.is_in(rows.iter().map(|row| row.communication_id)));
                let talks: HashMap<CommunicationId, CustomerId> =
                    talks.into_tuple().all(db).await?.into_iter().collect();
                for row in rows {
                    add(row.id.0, row.name, talks.get(&row.communication_id).copied(), row.deleted_at);
                }
            }
            Table::View => {
                for row in view::Entity::find().filter(view::Column::Id.is_in(ids)).all(db).await? {
                    add(row.id.0, row.name, None, row.deleted_at);
                }
            }
            Table::ImportMapping => {
                for row in import_mapping::Entity::find().filter(import_mapping::Column::Id.is_in(ids)).all(db).await? {
                    add(row.id.0, row.name, None, row.deleted_at);
                }
            }
            Table::FollowUp => {
                for row in follow_up::Entity::find().filter(follow_up::Column::Id.is_in(ids)).all(db).await? {
                    add(row.id.0, row.title, Some(row.customer_id), row.deleted_at);
                }
            }
        }
        Ok(needed)
    }

    /// Rows that only join two others are called after one of them.
    fn borrow_names(&mut self) {
        let joins = [
            (Table::ContactLink, Table::Contact),
            (Table::CustomerTag, Table::Tag),
            (Table::NotDuplicate, Table::Customer),
            (Table::Participant, Table::Contact),
            (Table::CustomValue, Table::CustomField),
        ];
        for (from, to) in joins {
            let joining: Vec<(Uuid, Uuid)> = self
                .labels
                .iter()
                .filter(|((table, _), _)| *table == from)
                .filter_map(|((_, id), label)| Some((*id, Uuid::parse_str(&label.text).ok()?)))
                .collect();
            for (id, other) in joining {
                let other = self.labels.get(&(to, other)).cloned().unwrap_or_default();
                if let Some(label) = self.labels.get_mut(&(from, id)) {
                    label.text = other.text;
                    label.text_zh = other.text_zh;
                    label.customer = label.customer.or(other.customer);
                }
            }
        }
    }

    pub fn country(&self) -> Country {
        self.country
    }

    /// What a row is called and whom it belongs to.
    pub fn of_row(&self, table: Table, id: Uuid) -> Label {
        self.labels.get(&(table, id)).cloned().unwrap_or_default()
    }

    /// What the row with this hexadecimal key is called, and what in Chinese where that differs.
    pub fn label(&self, table: Table, key: &str) -> (String, String) {
        let label = Uuid::parse_str(key).map(|id| self.of_row(table, id)).unwrap_or_default();
        (label.text, label.text_zh)
    }

    /// The name of a user by hexadecimal key.
    pub fn user(&self, key: &str) -> String {
        Uuid::parse_str(key).ok().and_then(|id| self.users.get(&id).cloned()).unwrap_or_default()
    }

    /// The name of a user.
    pub fn actor(&self, id: UserId) -> String {
        self.users.get(&id.0).cloned().unwrap_or_default()
    }

    /// The currencies before and after a change of an amount.
    pub fn currencies(&self, entry: &change_log::Model) -> (&str, &str) {
        let now = self.currencies.get(&entry.row).map_or("", String::as_str);
        self.of_amounts.get(&entry.seq).map_or((now, now), |(before, after)| (before, after))
    }
}

/// An amount means what it did in the currency of its time: the one that the next change of the currency replaced.
async fn amounts(db: &DatabaseConnection, entries: &[change_log::Model]) -> Result<HashMap<i64, (String, String)>> {
    use change_log::Column;
    let mut found = HashMap::new();
    for entry in entries.iter().filter(|entry| ["credit_limit_minor", "minor"].contains(&entry.field.as_str())) {
        let next = change_log::Entity::find()
            .filter(Column::Row.eq(entry.row))
            .filter(Column::Seq.gt(entry.seq))
            .filter(Column::Field.eq("currency"))
            .order_by_asc(Column::Seq)
            .one(db)
            .await?;
        if let Some(next) = next {
            let code = |text: Option<&str>| json(text).as_str().unwrap_or_default().to_owned();
            let before = code(next.old.as_deref());
            let after = if next.tx == entry.tx { code(next.new.as_deref()) } else { before.clone() };
            found.insert(entry.seq, (before, after));
        }
    }
    Ok(found)
}

//! Statements over many rows at once: an import of a hundred thousand rows, a deletion of everything a filter matches.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, EntityTrait, IdenStatic, Iterable, Statement, Value};
use serde_json::json;
use uuid::Uuid;

use super::records::{Column, Record, Table, ValueKind};
use super::unit::sql_with;
use crate::communications::{Communication, communication};
use crate::error::{Result, internal};
use crate::ids::{CustomerId, Timestamp};

/// Keys per statement that takes them as one [list](keys).
pub(super) const KEYS: usize = 20_000;

/// What follows `IN`, for any number of keys in one value; goes with [`keys`].
pub(super) const IN_KEYS: &str = "(SELECT unhex(value) FROM json_each(?))";

/// Keys as the one value that [`IN_KEYS`] asks for.
pub(super) fn keys(ids: &[Uuid]) -> Value {
    let mut list = String::with_capacity(ids.len() * 35 + 2);
    list.push('[');
    for (at, id) in ids.iter().enumerate() {
        if at > 0 {
            list.push(',');
        }
        list.push('"');
        list.push_str(id.simple().encode_lower(&mut Uuid::encode_buffer()));
        list.push('"');
    }
    list.push(']');
    list.into()
}

/// SQL for all the keys that a statement finds, as one text to be [unpacked](unpack): a row for each would take longer to hand
/// over than to find. Each of `keys` is SQL for 32 hexadecimal digits.
pub(super) fn pack(keys: &[&str]) -> String {
    format!("group_concat({}, '')", keys.join(" || "))
}

/// What was [packed](pack), none where nothing was found; so many keys belong together.
pub(super) fn unpack<const TOGETHER: usize>(packed: Option<&str>) -> Result<Vec<[Uuid; TOGETHER]>> {
    const DIGITS: usize = 32;
    let each = |digits: &[u8]| {
        let mut keys = [Uuid::nil(); TOGETHER];
        for (key, digits) in keys.iter_mut().zip(digits.chunks(DIGITS)) {
            *key = Uuid::try_parse_ascii(digits).map_err(internal)?;
        }
        Ok(keys)
    };
    packed.unwrap_or_default().as_bytes().chunks(DIGITS * TOGETHER).map(each).collect()
}

/// Reads the one value of a statement that [packs](pack).
pub(super) async fn packed<const TOGETHER: usize>(
    db: &impl ConnectionTrait,
    statement: Statement,
) -> Result<Vec<[Uuid; TOGETHER]>> {
    let Some(row) = db.query_one_raw(statement).await? else { return Ok(Vec::new()) };
    unpack(row.try_get_by_index::<Option<String>>(0)?.as_deref())
}

/// Inserts these rows. A column in which all agree is bound once: most are empty, or the same instant, in all rows of an
/// import.
pub(super) fn insert<M: Record>(rows: &[M]) -> Statement {
    let (mut names, mut picked, mut shared, mut differing) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for column in <M::Entity as EntityTrait>::Column::iter() {
        names.push(format!("\"{}\"", column.as_str()));
        let values: Vec<Value> = rows.iter().map(|row| row.get(column)).collect();
        if values.windows(2).all(|pair| pair[0] == pair[1]) {
            picked.push("?".to_owned());
            shared.extend(values.into_iter().next());
        } else {
            differing.push(values.into_iter());
            picked.push(format!("column{}", differing.len()));
        }
    }
    // One row agrees with itself in everything; it still has to be one row.
    let row = if differing.is_empty() { "(0)".to_owned() } else { format!("({})", marks(differing.len())) };
    let sql = format!(
        "INSERT INTO \"{}\" ({}) SELECT {} FROM (VALUES {})",
        M::TABLE.name(),
        names.join(", "),
        picked.join(", "),
        vec![row; rows.len()].join(", ")
    );
    let mut values = shared;
    for _ in rows {
        values.extend(differing.iter_mut().filter_map(Iterator::next));
    }
    sql_with(sql, values)
}

/// The communications held with these customers in the minutes of these instants: no list tells seconds.
pub(crate) async fn held_at(
    db: &impl ConnectionTrait,
    when: impl Iterator<Item = (CustomerId, Timestamp)>,
) -> Result<Vec<Communication>> {
    let minute = |(customer, at): (CustomerId, Timestamp)| (customer.0.simple().to_string(), at.minute());
    let when: BTreeSet<(String, i64)> = when.map(minute).collect();
    let sql = "SELECT c.* FROM json_each(?) j CROSS JOIN communication c \
               ON c.customer_id = unhex(j.value ->> 0) AND c.deleted_at IS NULL \
               AND c.at >= (j.value ->> 1) * 60000 AND c.at < ((j.value ->> 1) + 1) * 60000";
    let statement = sql_with(sql, vec![json!(when).to_string().into()]);
    Ok(communication::Entity::find().from_raw_sql(statement).all(db).await?)
}

/// The communications that came from the mails with these Message-IDs.
pub(crate) async fn mails_of<'a>(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = &'a str>,
) -> Result<Vec<Communication>> {
    let ids: BTreeSet<&str> = ids.collect();
    // The index holds only those that came from a mail.
    let sql = "SELECT c.* FROM json_each(?) j CROSS JOIN communication c \
               ON c.message_id = j.value AND c.message_id IS NOT NULL AND c.deleted_at IS NULL";
    let statement = sql_with(sql, vec![json!(ids).to_string().into()]);
    Ok(communication::Entity::find().from_raw_sql(statement).all(db).await?)
}

/// SQL for a stored value in the log's form.
pub(super) fn logged(column: &Column) -> String {
    match column.kind {
        ValueKind::Key => format!("CASE WHEN \"{0}\" IS NULL THEN NULL ELSE lower(hex(\"{0}\")) END", column.name),
        ValueKind::Integer | ValueKind::Text => format!("\"{}\"", column.name),
    }
}

/// SQL for a whole row in the log's form.
pub(super) fn json_row(table: Table) -> String {
    let fields: Vec<String> =
        table.columns().iter().map(|column| format!("'{}', {}", column.name, logged(column))).collect();
    format!("json_object({})", fields.join(", "))
}

/// `?, ?, ?`
fn marks(count: usize) -> String {
    vec!["?"; count].join(", ")
}

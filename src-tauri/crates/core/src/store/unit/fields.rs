//! One field of many rows at once.

use sea_orm::{ConnectionTrait, EntityTrait, IdenStatic, Value};
use uuid::Uuid;

use super::{CHUNK, Tx, column_of, from_log, sql_with, text};
use crate::error::Result;
use crate::store::change_log::Op;
use crate::store::many::{IN_KEYS, KEYS, keys, logged};
use crate::store::records::{Record, Table};

/// What one field of a row shall be, and what it is, as the log writes both.
pub(crate) struct SetField {
    pub row: Uuid,
    pub now: String,
    pub then: String,
}

impl Tx<'_> {
    /// Writes one field of the named rows and tells how many changed: those that hold the value already, or aren't there, are
    /// left alone.
    ///
    /// # Errors
    /// `refused` where the role may not.
    pub async fn update_many<M: Record>(
        &mut self,
        column: <M::Entity as EntityTrait>::Column,
        value: &Value,
        ids: &[Uuid],
    ) -> Result<usize> {
        self.check(M::TABLE)?;
        let column = column_of(M::TABLE, column.as_str())?;
        let (name, field) = (M::TABLE.name(), column.name);
        let old = logged(&column);
        let which = format!("WHERE id IN {IN_KEYS} AND deleted_at IS NULL AND \"{field}\" IS NOT ?");
        let log = format!(
            "INSERT INTO change_log (tx, at, actor, device, op, tbl, row, field, old, new) \
             SELECT ?, ?, ?, ?, 'update', '{name}', id, '{field}', json_quote({old}), ? FROM \"{name}\" {which}"
        );
        let update = format!("UPDATE \"{name}\" SET \"{field}\" = ?, updated_at = ? {which}");
        let mut count = 0;
        for chunk in ids.chunks(KEYS) {
            let values = self.headed([text(value).into(), keys(chunk), value.clone()]);
            self.db.execute_raw(sql_with(log.as_str(), values)).await?;
            self.gather(M::TABLE, &which, vec![keys(chunk), value.clone()]).await?;
            let values = vec![value.clone(), self.now.into(), keys(chunk), value.clone()];
            let done = self.db.execute_raw(sql_with(update.as_str(), values)).await?;
            let changed = usize::try_from(done.rows_affected()).unwrap_or_default();
            if changed > 0 {
                self.moved |= field == "customer_id";
                self.note(M::TABLE, Op::Update, chunk);
            }
            count += changed;
        }
        Ok(count)
    }

    /// Sets one field of some rows to values of the log, each to its own.
    ///
    /// # Errors
    /// `refused` where the role may not.
    pub(crate) async fn set_field(&mut self, table: Table, field: &str, rows: &[SetField]) -> Result<()> {
        self.check(table)?;
        let (name, column) = (table.name(), column_of(table, field)?);
        for chunk in rows.chunks(CHUNK) {
            let sql = format!(
                "UPDATE \"{name}\" SET \"{0}\" = v.column2, updated_at = ? FROM (VALUES {1}) v WHERE \"{name}\".id = v.column1",
                column.name,
                vec!["(?, ?)"; chunk.len()].join(", ")
            );
            let mut values = vec![self.now.into()];
            for SetField { row, then, .. } in chunk {
                values.extend([(*row).into(), from_log(column.kind, then)?]);
            }
            self.db.execute_raw(sql_with(sql, values)).await?;
            for SetField { row, now, then } in chunk {
                self.record(table, *row, Op::Update, column.name, Some(now.clone()), Some(then.clone()));
            }
            self.flush().await?;
        }
        Ok(())
    }
}

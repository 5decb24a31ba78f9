//! The way back for a single value or record, whatever else its act did.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use satchel_domain::{name_key, sort_key};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::changes::restorable;
use crate::App;
use crate::communications::{Communication, communication, with_direction};
use crate::customers::{Contact, Customer, Tag, contact, customer, tag};
use crate::error::{Code, Error, Result, internal};
use crate::followups::{FollowUp, due_at, follow_up};
use crate::ids::ActId;
use crate::people::{Actor, user};
use crate::store::change_log::{self, Op};
use crate::store::plan::{Entry, Plan, deleted_along, stored_one};
use crate::store::records::Table;
use crate::store::unit::{SetField, Tx};

/// The change to restore from.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RestoreChange {
    /// Its place in the log.
    #[ts(type = "number")]
    pub change: i64,
}

/// What was restored, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Restored {
    /// The act; none where everything was as it had been.
    pub act: Option<ActId>,
}

/// Gives a field the value it had before a change, or brings a deleted record back with what went along with it.
///
/// # Errors
/// `not_found`; `invalid` for a change of neither kind; `conflict` where what the record belongs to is deleted, naming it.
pub async fn restore_change(app: &App, actor: Actor, input: RestoreChange) -> Result<Restored> {
    let mut tx = app.write(actor, "restore_change").await?;
    let entry = change_log::Entity::find_by_id(input.change).one(tx.db()).await?;
    let entry = entry.ok_or_else(|| Error::not_found("change"))?;
    let table = Table::from_name(&entry.tbl).ok_or_else(|| internal(format!("no table {}", entry.tbl)))?;
    if !restorable(&entry, table) {
        return Err(Error::invalid("change", "not_restorable"));
    }
    let changed = match entry.op {
        Op::Delete => bring_back(&mut tx, table, &entry).await?,
        _ => set_back(&mut tx, table, &entry).await?,
    };
    tx.counts(1);
    let act = changed.then(|| tx.act());
    tx.commit().await?;
    Ok(Restored { act })
}

async fn bring_back(tx: &mut Tx<'_>, table: Table, entry: &change_log::Model) -> Result<bool> {
    let rows = deleted_along(tx.db(), entry.tx, table, entry.row).await?;
    let of = |(table, row)| Entry {
        seq: entry.seq,
        op: Op::Delete,
        table,
        row,
        field: String::new(),
        old: String::new(),
        new: String::new(),
    };
    let plan = Plan::of(tx.db(), entry.actor, &rows.into_iter().map(of).collect::<Vec<_>>()).await?;
    // Parts that belong to something else that is gone, as a person's part in a talk, stay away; the record itself must come.
    if !plan.brings(table, entry.row) {
        plan.unhindered()?;
    }
    let changed = plan.size() > 0;
    plan.carry_out(tx).await?;
    Ok(changed)
}

async fn set_back(tx: &mut Tx<'_>, table: Table, entry: &change_log::Model) -> Result<bool> {
    let deleted = || Error::new(Code::Conflict, "deleted since").with(table.name(), "deleted_since");
    if stored_one(tx.db(), table, entry.row, "deleted_at").await? != "null" {
        return Err(deleted());
    }
    let mut wanted = vec![(entry.field.clone(), entry.old.clone().unwrap_or_default())];
    // An amount means nothing without the currency it was in.
    if matches!((table, entry.field.as_str()), (Table::Customer, "credit_limit_minor") | (Table::CustomValue, "minor"))
    {
        let next = change_log::Entity::find()
            .filter(change_log::Column::Row.eq(entry.row))
            .filter(change_log::Column::Seq.gt(entry.seq))
            .filter(change_log::Column::Field.eq("currency"));
        let next = sea_orm::QueryOrder::order_by_asc(next, change_log::Column::Seq).one(tx.db()).await?;
        wanted.extend(next.and_then(|next| next.old).map(|code| ("currency".to_owned(), code)));
    }
    let mut fields = BTreeSet::new();
    for (field, value) in wanted {
        let now = stored_one(tx.db(), table, entry.row, &field).await?;
        if now != value {
            tx.set_field(table, &field, &[SetField { row: entry.row, now, then: value }]).await?;
            fields.insert(field);
        }
    }
    if !fields.is_empty() {
        settle(tx, table, entry.row).await?;
    }
    Ok(!fields.is_empty())
}

/// Brings the fields up to date that follow from others of the same row.
async fn settle(tx: &mut Tx<'_>, table: Table, id: Uuid) -> Result<()> {
    let gone = || Error::not_found(table.name());
    match table {
        Table::Customer => {
            let row: Customer = customer::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(gone)?;
            let after = Customer { sort_key: sort_key(&row.name), name_key: name_key(&row.name), ..row.clone() };
            tx.update(&row, after).await?;
        }
        Table::Contact => {
            let row: Contact = contact::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(gone)?;
            tx.update(&row, Contact { sort_key: sort_key(&row.name), ..row.clone() }).await?;
        }
        Table::Tag => {
            let row: Tag = tag::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(gone)?;
            tx.update(&row, Tag { sort_key: sort_key(&row.name), ..row.clone() }).await?;
        }
        Table::User => {
            let row = user::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(gone)?;
            tx.update(&row, user::Model { sort_key: sort_key(&row.name), ..row.clone() }).await?;
        }
        Table::Communication => {
            let row: Communication = communication::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(gone)?;
            tx.update(&row, with_direction(row.clone())).await?;
        }
        Table::FollowUp => {
            let row: FollowUp = follow_up::Entity::find_by_id(id).one(tx.db()).await?.ok_or_else(gone)?;
            let zone = TimeZone::get(&row.zone).unwrap_or_else(|_| tx.app().clock.zone().clone());
            tx.update(&row, FollowUp { due_at: due_at(&row, &zone)?, ..row.clone() }).await?;
        }
        Table::Workspace
        | Table::Device
        | Table::ContactPoint
        | Table::ContactLink
        | Table::CustomerTag
        | Table::NotDuplicate
        | Table::Participant
        | Table::Category
        | Table::Template
        | Table::Attachment
        | Table::View
        | Table::ImportMapping
        | Table::CustomField
        | Table::FieldChoice
        | Table::CustomValue => {}
    }
    Ok(())
}

//! People, customers, contacts, communications, follow-ups, and the log that everything follows from.
//!
//! Instants are whole milliseconds since 1970 UTC in INTEGER columns, so that they sort as numbers and compare exactly.
//! Texts are NOT NULL with '' for missing. Keys are UUIDv7 in 16-byte BLOBs.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A table of records: key, the three instants that every record has, then `columns`.
fn record(name: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name).col(ColumnDef::new("id").uuid().not_null().primary_key());
    for column in columns {
        table.col(column);
    }
    table.col(instant("created_at").not_null()).col(instant("updated_at").not_null()).col(instant("deleted_at")).take()
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().default("").take()
}

fn instant(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().take()
}

fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().take()
}

fn reference(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().take()
}

fn required(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().take()
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        // `schema_version` and `min_reader`: read before anything else, so that an older program can refuse a newer workspace.
        Table::create()
            .table("meta")
            .col(ColumnDef::new("key").text().not_null().primary_key())
            .col(text("value"))
            .take(),
        record("workspace", vec![text("name"), text("country"), text("currency"), text("language")]),
        record("device", vec![text("name"), text("prefix")]),
        record("user", vec![text("name"), text("sort_key"), text("role")]),
        record(
            "customer",
            vec![
                text("number"),
                text("kind"),
                text("name"),
                text("other_name"),
                text("sort_key"),
                text("name_key"),
                text("stage"),
                reference("owner_id"),
                text("industry"),
                text("size"),
                text("region"),
                text("address"),
                text("website"),
                text("tax_id"),
                text("terms"),
                number("credit_limit_minor"),
                text("currency"),
                text("source"),
                text("note"),
                reference("referred_by"),
            ],
        ),
        record(
            "contact",
            vec![
                required("customer_id"),
                text("name"),
                text("sort_key"),
                text("title"),
                text("department"),
                text("decision_role"),
                text("note"),
            ],
        ),
        // A phone, e-mail, chat handle or address of a customer, or of one contact there.
        record(
            "contact_point",
            vec![
                required("customer_id"),
                reference("contact_id"),
                text("kind"),
                text("label"),
                text("value"),
                ColumnDef::new("position").integer().not_null().default(0).take(),
            ],
        ),
        record("tag", vec![text("name"), text("sort_key")]),
        record("customer_tag", vec![required("customer_id"), required("tag_id")]),
        record(
            "communication",
            vec![
                required("customer_id"),
                text("channel"),
                text("direction"),
                instant("at").not_null().take(),
                text("zone"),
                number("duration_minutes"),
                text("title"),
                text("text"),
                text("outcome"),
                reference("owner_id"),
            ],
        ),
        record("participant", vec![required("communication_id"), required("contact_id")]),
        record(
            "follow_up",
            vec![
                required("customer_id"),
                reference("communication_id"),
                text("title"),
                ColumnDef::new("channel").text().take(),
                text("due_date"),
                ColumnDef::new("due_time").text().take(),
                text("zone"),
                instant("due_at").not_null().take(),
                reference("owner_id"),
                instant("done_at"),
            ],
        ),
        // Derived: kept current inside the unit of work, never logged, rebuildable.
        Table::create()
            .table("customer_summary")
            .col(required("customer_id").primary_key())
            .col(number("communications").not_null().default(0))
            .col(instant("last_contact_at"))
            .col(ColumnDef::new("last_channel").text())
            .col(number("open_follow_ups").not_null().default(0))
            .col(instant("next_follow_up_at"))
            .col(reference("next_follow_up_id"))
            .take(),
        Table::create()
            .table("draft")
            .col(ColumnDef::new("key").text().not_null())
            .col(required("actor"))
            .col(text("value"))
            .col(instant("saved_at").not_null())
            .primary_key(Index::create().col("key").col("actor"))
            .take(),
        // One row per unit of work; `undoes` points to the act that this one takes back, `undone_by` to the one that took it back.
        Table::create()
            .table("act")
            .col(number("seq").not_null().primary_key().auto_increment())
            .col(required("id").unique_key())
            .col(required("actor"))
            .col(instant("at").not_null())
            .col(text("command"))
            .col(number("count").not_null().default(0))
            .col(reference("undoes"))
            .col(reference("undone_by"))
            .take(),
        Table::create()
            .table("change_log")
            .col(number("seq").not_null().primary_key().auto_increment())
            .col(required("tx"))
            .col(number("at").not_null())
            .col(required("actor"))
            .col(required("device"))
            .col(text("op"))
            .col(text("tbl"))
            .col(required("row"))
            .col(text("field"))
            .col(ColumnDef::new("old").text())
            .col(ColumnDef::new("new").text())
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    let index = |table: &'static str, columns: &[&'static str]| {
        let mut statement = Index::create();
        statement.name(format!("ix_{table}_{}", columns.join("_"))).table(table);
        for column in columns {
            statement.col(*column);
        }
        statement
    };
    vec![
        index("customer", &["sort_key", "id"]),
        index("customer", &["created_at", "id"]),
        index("customer", &["name_key"]),
        index("contact", &["customer_id"]),
        index("contact_point", &["customer_id"]),
        index("contact_point", &["value"]),
        index("customer_tag", &["customer_id"]),
        index("customer_tag", &["tag_id"]),
        index("communication", &["customer_id", "deleted_at", "at"]),
        index("communication", &["at"]),
        index("participant", &["communication_id"]),
        index("participant", &["contact_id"]),
        index("follow_up", &["customer_id", "deleted_at", "done_at", "due_at"]),
        index("follow_up", &["communication_id"]),
        index("follow_up", &["done_at", "due_at"]),
        index("act", &["actor", "seq"]),
        index("act", &["undone_by"]),
        index("change_log", &["tx"]),
        index("change_log", &["row", "seq"]),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

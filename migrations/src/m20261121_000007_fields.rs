//! Fields that a business adds to its records, their choices, and their values as rows.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

fn key(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().take()
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().default("").take()
}

fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().take()
}

fn record(name: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name).col(key("id").not_null().primary_key());
    for column in columns {
        table.col(column);
    }
    table.col(number("created_at").not_null()).col(number("updated_at").not_null()).col(number("deleted_at")).take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let count = |name| number(name).not_null().default(0).take();
        let position = || count("position");
        let tables = [
            record(
                "custom_field",
                vec![
                    text("subject"),
                    text("name_en"),
                    text("name_zh"),
                    text("kind"),
                    text("section"),
                    position(),
                    text("required"),
                    text("in_list"),
                    text("archived"),
                    // The value that new records start with, as JSON.
                    text("start"),
                ],
            ),
            record(
                "field_choice",
                vec![key("field_id").not_null().take(), text("name_en"), text("name_zh"), count("colour"), position()],
            ),
            // One value, or one of several choices. A record without a customer, as a product, will have another key beside.
            record(
                "custom_value",
                vec![
                    key("field_id").not_null().take(),
                    key("customer_id"),
                    key("contact_id"),
                    key("choice_id"),
                    text("text"),
                    text("day"),
                    number("number"),
                    number("minor"),
                    text("currency"),
                    ColumnDef::new("answer").text().take(),
                ],
            ),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let indexes: [(&str, &str); 5] = [
            ("field_choice", "field_id"),
            ("custom_value", "field_id"),
            ("custom_value", "customer_id"),
            ("custom_value", "contact_id"),
            ("custom_value", "choice_id"),
        ];
        for (table, column) in indexes {
            let index = Index::create().name(format!("ix_{table}_{column}")).table(table).col(column).take();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

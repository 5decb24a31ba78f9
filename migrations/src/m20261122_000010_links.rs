//! People at further customers than the one where they work.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

fn key(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().take()
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().default("").take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let link = Table::create()
            .table("contact_link")
            .col(key("id").primary_key())
            .col(key("contact_id"))
            .col(key("customer_id"))
            .col(text("title"))
            .col(text("department"))
            .col(text("decision_role"))
            .col(ColumnDef::new("created_at").big_integer().not_null())
            .col(ColumnDef::new("updated_at").big_integer().not_null())
            .col(ColumnDef::new("deleted_at").big_integer())
            .take();
        manager.create_table(link).await?;
        for column in ["contact_id", "customer_id"] {
            let index =
                Index::create().name(format!("ix_contact_link_{column}")).table("contact_link").col(column).take();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

//! Texts that are written again and again.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let template = Table::create()
            .table("template")
            .col(ColumnDef::new("id").blob().not_null().primary_key())
            .col(ColumnDef::new("name").text().not_null())
            .col(ColumnDef::new("channel").text())
            .col(ColumnDef::new("title").text().not_null())
            .col(ColumnDef::new("text").text().not_null())
            .col(ColumnDef::new("created_at").big_integer().not_null())
            .col(ColumnDef::new("updated_at").big_integer().not_null())
            .col(ColumnDef::new("deleted_at").big_integer())
            .take();
        manager.create_table(template).await
    }
}

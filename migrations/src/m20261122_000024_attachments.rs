//! Files that belong to communications.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let attachment = Table::create()
            .table("attachment")
            .col(ColumnDef::new("id").blob().not_null().primary_key())
            .col(ColumnDef::new("communication_id").blob().not_null())
            .col(ColumnDef::new("name").text().not_null())
            .col(ColumnDef::new("media_type").text().not_null())
            .col(ColumnDef::new("bytes").big_integer().not_null())
            .col(ColumnDef::new("sha256").text().not_null())
            .col(ColumnDef::new("created_at").big_integer().not_null())
            .col(ColumnDef::new("updated_at").big_integer().not_null())
            .col(ColumnDef::new("deleted_at").big_integer())
            .take();
        manager.create_table(attachment).await?;
        let of = Index::create().name("attachment_communication").table("attachment").col("communication_id").take();
        manager.create_index(of).await
    }
}

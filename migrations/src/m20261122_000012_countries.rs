//! The country of a customer's postal address.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // ISO 3166-1; empty where the address tells it, or where it is the workspace's own.
        let column = ColumnDef::new("country").text().not_null().default("").take();
        manager.alter_table(Table::alter().table("customer").add_column(column).take()).await
    }
}

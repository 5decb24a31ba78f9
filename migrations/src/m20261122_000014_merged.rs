//! The customer that one became part of.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Without a reference: whoever is erased for good takes no other along.
        let column = ColumnDef::new("merged_into").uuid().null().take();
        manager.alter_table(Table::alter().table("customer").add_column(column).take()).await
    }
}

//! Saved searches beside saved lists of customers.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What every view was so far.
        let subject = ColumnDef::new("subject").text().not_null().default("customers").take();
        manager.alter_table(Table::alter().table("view").add_column(subject).take()).await
    }
}

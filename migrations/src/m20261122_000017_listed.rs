//! What an import listed: customers, as all did before, or communications.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new("kind").text().not_null().default("customers").take();
        manager.alter_table(Table::alter().table("import").add_column(column).take()).await
    }
}

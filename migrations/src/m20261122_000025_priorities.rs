//! How much a follow-up matters, and how long it takes, in minutes; none where nobody said.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            ColumnDef::new("priority").text().not_null().default("normal").take(),
            ColumnDef::new("duration_minutes").integer().take(),
        ];
        for column in columns {
            manager.alter_table(Table::alter().table("follow_up").add_column(column).take()).await?;
        }
        Ok(())
    }
}

//! Follow-ups that come again: the rule as RFC 5545 writes it, and the day that it counts from; both empty for one that doesn't.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["repeats", "repeats_from"] {
            let column = ColumnDef::new(name).text().not_null().default("").take();
            manager.alter_table(Table::alter().table("follow_up").add_column(column).take()).await?;
        }
        Ok(())
    }
}

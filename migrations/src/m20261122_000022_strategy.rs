//! What was agreed with a customer about how to stay in touch: the goal, the rhythm, the channel, the hours.

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
            ColumnDef::new("goal").text().not_null().default("").take(),
            ColumnDef::new("rhythm_days").integer().take(),
            ColumnDef::new("preferred_channel").text().take(),
            // As `09:00-11:30`.
            ColumnDef::new("preferred_hours").text().not_null().default("").take(),
        ];
        for column in columns {
            manager.alter_table(Table::alter().table("customer").add_column(column).take()).await?;
        }
        Ok(())
    }
}

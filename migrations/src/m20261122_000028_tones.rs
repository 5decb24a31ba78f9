//! How a communication sounds, where a person said so.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `positive`, `neutral` or `negative`; none where nobody said so.
        let tone = ColumnDef::new("tone").text().take();
        manager.alter_table(Table::alter().table("communication").add_column(tone).take()).await?;
        // What a person decided is read again whenever something is learned from it.
        let taught =
            Index::create().name("communication_tone").table("communication").col("tone").col("updated_at").take();
        manager.create_index(taught).await
    }
}

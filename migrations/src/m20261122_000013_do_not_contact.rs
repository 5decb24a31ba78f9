//! The wish of a customer not to be written to or called.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `yes` or `no`. Tags that say something like it stay tags: what somebody meant by them is not guessed at.
        let column = ColumnDef::new("do_not_contact").text().not_null().default("no").take();
        manager.alter_table(Table::alter().table("customer").add_column(column).take()).await
    }
}

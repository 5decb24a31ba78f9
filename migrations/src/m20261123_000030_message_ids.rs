//! Mails are known again by their Message-ID, and the open follow-ups that somebody has are found without a look at all others.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new("message_id").text().take();
        manager.alter_table(Table::alter().table("communication").add_column(column).take()).await?;
        // Most communications are no mails that were imported.
        let mut mails = Index::create();
        mails.name("ix_communication_message_id").table("communication").col("message_id");
        mails.and_where(Expr::col("message_id").is_not_null());
        manager.create_index(mails).await?;
        // Most follow-ups are done.
        let mut open = Index::create();
        open.name("ix_follow_up_open_of").table("follow_up").col("owner_id").col("due_at");
        open.and_where(Expr::col("done_at").is_null()).and_where(Expr::col("deleted_at").is_null());
        manager.create_index(open).await
    }
}

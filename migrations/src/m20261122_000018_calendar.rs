//! Follow-ups by the day that they are due, for the calendar.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // All that choosing and counting a day's takes, so that only those shown are read.
        let mut day = Index::create();
        day.name("ix_follow_up_live_due_date").table("follow_up");
        for column in ["due_date", "due_at", "id", "done_at", "owner_id"] {
            day.col(column);
        }
        manager.create_index(day.and_where(Expr::col("deleted_at").is_null()).take()).await
    }
}

//! What the first page and Today count, without a look at each row.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ix_follow_up_done_at_due_at").table("follow_up").to_owned()).await?;
        let live = Index::create()
            .name("ix_follow_up_live_done_at_due_at")
            .table("follow_up")
            .col("done_at")
            .col("due_at")
            .col("id")
            // Without these, each row of the table would be read for its day, and to see that the index spoke of it.
            .col("due_date")
            .col("deleted_at")
            .and_where(Expr::col("deleted_at").is_null())
            .take();
        manager.create_index(live).await?;
        // Derived: kept current inside the unit of work.
        let customers =
            "INSERT INTO meta (key, value) SELECT 'live_customers', count(*) FROM customer WHERE deleted_at IS NULL";
        manager.get_connection().execute_unprepared(customers).await?;
        Ok(())
    }
}

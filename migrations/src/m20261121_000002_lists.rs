//! Indexes for lists: the customers that are there by name, which also counts them, and tags by name.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ix_customer_sort_key_id").table("customer").to_owned()).await?;
        let live = Index::create()
            .name("ix_customer_live_sort_key_id")
            .table("customer")
            .col("sort_key")
            .col("id")
            // Without it, each row of the table would be read to see that the index spoke of it.
            .col("deleted_at")
            .and_where(Expr::col("deleted_at").is_null())
            .take();
        manager.create_index(live).await?;
        let tags = Index::create().name("ix_tag_sort_key").table("tag").col("sort_key").take();
        manager.create_index(tags).await
    }
}

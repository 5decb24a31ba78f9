//! Which act made which customer part of another one, for whoever asks what is left to take apart.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let merged = Index::create()
            .name("ix_change_log_merged")
            .table("change_log")
            .col("tx")
            .col("new")
            .col("row")
            .and_where(Expr::col("field").eq("merged_into"))
            .take();
        manager.create_index(merged).await
    }
}

//! People by name, for a line of text that names them.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let live = Index::create()
            .name("ix_contact_live_sort_key")
            .table("contact")
            .col("sort_key")
            .and_where(Expr::col("deleted_at").is_null())
            .take();
        manager.create_index(live).await
    }
}

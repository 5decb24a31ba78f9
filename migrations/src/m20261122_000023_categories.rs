//! Categories that a person made or changed, and what a communication is about.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let category = Table::create()
            .table("category")
            .col(ColumnDef::new("id").blob().not_null().primary_key())
            .col(ColumnDef::new("topic").text().not_null())
            .col(ColumnDef::new("name_en").text().not_null())
            .col(ColumnDef::new("name_zh").text().not_null())
            .col(ColumnDef::new("hidden").text().not_null())
            .col(ColumnDef::new("created_at").big_integer().not_null())
            .col(ColumnDef::new("updated_at").big_integer().not_null())
            .col(ColumnDef::new("deleted_at").big_integer())
            .take();
        manager.create_table(category).await?;
        let given = ColumnDef::new("category_id").blob().take();
        manager.alter_table(Table::alter().table("communication").add_column(given).take()).await?;
        // `nobody` or `person`.
        let by = ColumnDef::new("category_by").text().not_null().default("nobody").take();
        manager.alter_table(Table::alter().table("communication").add_column(by).take()).await?;
        // What a person decided is read again whenever something is learned from it.
        let taught = Index::create()
            .name("communication_category")
            .table("communication")
            .col("category_by")
            .col("updated_at")
            .take();
        manager.create_index(taught).await
    }
}

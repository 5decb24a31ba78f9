//! What the columns of imported files were taken for, by import and under names.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().default("").take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What files with the same columns have in common, and what each column was taken for, both as JSON.
        for column in ["signature", "mapping"] {
            manager.alter_table(Table::alter().table("import").add_column(text(column)).take()).await?;
        }
        let mapping = Table::create()
            .table("import_mapping")
            .col(ColumnDef::new("id").uuid().not_null().primary_key())
            .col(text("name"))
            .col(text("columns"))
            .col(ColumnDef::new("created_at").big_integer().not_null())
            .col(ColumnDef::new("updated_at").big_integer().not_null())
            .col(ColumnDef::new("deleted_at").big_integer())
            .take();
        manager.create_table(mapping).await
    }
}

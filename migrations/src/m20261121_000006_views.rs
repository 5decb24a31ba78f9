//! Saved views of lists: a filter, an order and the columns, each as JSON text that the program checks on its way in and out.

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
        let mut view = Table::create();
        view.table("view").col(ColumnDef::new("id").uuid().not_null().primary_key());
        for name in ["name", "filter", "sort", "columns", "place", "audience"] {
            view.col(text(name));
        }
        view.col(ColumnDef::new("position").big_integer().not_null().default(0))
            .col(ColumnDef::new("owner_id").uuid())
            .col(ColumnDef::new("created_at").big_integer().not_null())
            .col(ColumnDef::new("updated_at").big_integer().not_null())
            .col(ColumnDef::new("deleted_at").big_integer());
        manager.create_table(view.take()).await
    }
}

//! What an import was, beside its act, and the rows that it left out, which outlive the file.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

fn act() -> ColumnDef {
    ColumnDef::new("act").uuid().not_null().take()
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().default("").take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut import = Table::create();
        // What stands above the columns, as JSON.
        import.table("import").col(act().primary_key()).col(text("file_name")).col(text("headers"));
        for count in ["rows", "created", "updated", "skipped", "rejected", "kept"] {
            import.col(ColumnDef::new(count).big_integer().not_null().default(0));
        }
        manager.create_table(import.take()).await?;
        // Some hundred rows at once, as JSON.
        let rejected = Table::create()
            .table("import_rejected")
            .col(act())
            .col(ColumnDef::new("part").big_integer().not_null())
            .col(text("rows"))
            .primary_key(Index::create().col("act").col("part"))
            .take();
        manager.create_table(rejected).await
    }
}

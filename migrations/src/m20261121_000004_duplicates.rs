//! Customers that seem to be one, and those that somebody found to be two.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

fn key(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().take()
}

fn instant(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let not_duplicate = Table::create()
            .table("not_duplicate")
            .col(key("id").primary_key())
            .col(key("one_id"))
            .col(key("other_id"))
            .col(instant("created_at").not_null())
            .col(instant("updated_at").not_null())
            .col(instant("deleted_at"))
            .take();
        // Derived: keys by which customers find each other, and the pairs that are alike. Rebuildable.
        let keys = Table::create()
            .table("duplicate_key")
            .col(ColumnDef::new("key").text().not_null())
            .col(key("customer_id"))
            .primary_key(Index::create().col("key").col("customer_id"))
            .extra("WITHOUT ROWID")
            .take();
        let pairs = Table::create()
            .table("duplicate_pair")
            .col(key("one_id"))
            .col(key("other_id"))
            .col(ColumnDef::new("score").double().not_null())
            .primary_key(Index::create().col("one_id").col("other_id"))
            .extra("WITHOUT ROWID")
            .take();
        for table in [not_duplicate, keys, pairs] {
            manager.create_table(table).await?;
        }
        let indexes: [(&str, &[&str]); 4] = [
            ("not_duplicate", &["one_id", "other_id"]),
            ("duplicate_key", &["customer_id"]),
            ("duplicate_pair", &["other_id"]),
            ("duplicate_pair", &["score"]),
        ];
        for (table, columns) in indexes {
            let mut index = Index::create();
            index.name(format!("ix_{table}_{}", columns.join("_"))).table(table);
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

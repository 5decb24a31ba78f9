//! What the history of changes is read by: the kind of each act, and the customers it touched.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The tables whose rows belong to a customer, and how a row `t` of each tells which one.
const BELONGING: [(&str, &str); 7] = [
    ("customer", "t.id"),
    ("contact", "t.customer_id"),
    ("contact_point", "t.customer_id"),
    ("customer_tag", "t.customer_id"),
    ("communication", "t.customer_id"),
    ("follow_up", "t.customer_id"),
    ("participant", "(SELECT m.customer_id FROM communication m WHERE m.id = t.communication_id)"),
];

/// Acts from before kinds were kept, by the verb of their command.
const KINDS: &str = "UPDATE act SET kind = CASE \
    WHEN undoes IS NOT NULL THEN 'restored' \
    WHEN command LIKE 'import%' THEN 'imported' \
    WHEN command LIKE 'delete%' THEN 'deleted' \
    WHEN command LIKE 'create%' OR command LIKE 'log%' OR command LIKE 'add%' OR command LIKE 'fill%' THEN 'added' \
    ELSE 'changed' END";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let kind = ColumnDef::new("kind").text().not_null().default("").take();
        manager.alter_table(Table::alter().table("act").add_column(kind).take()).await?;
        // Derived: written with every act, rebuildable from the log. Kept in the order it is read in.
        let touched = Table::create()
            .table("customer_act")
            .col(ColumnDef::new("customer_id").uuid().not_null())
            .col(ColumnDef::new("at").big_integer().not_null())
            .col(ColumnDef::new("act").big_integer().not_null())
            .primary_key(Index::create().col("customer_id").col("at").col("act"))
            .extra("WITHOUT ROWID")
            .take();
        manager.create_table(touched).await?;
        let db = manager.get_connection();
        db.execute_unprepared(KINDS).await?;
        for (table, customer) in BELONGING {
            let fill = format!(
                "INSERT OR IGNORE INTO customer_act (customer_id, at, act) \
                 SELECT DISTINCT {customer}, a.at, a.seq FROM change_log l JOIN act a ON a.id = l.tx \
                 JOIN \"{table}\" t ON t.id = l.row WHERE l.tbl = '{table}'"
            );
            db.execute_unprepared(&fill).await?;
        }
        for columns in [&["at"][..], &["kind", "at"], &["actor", "kind", "at"]] {
            let mut index = Index::create();
            index.name(format!("ix_act_{}", columns.join("_"))).table("act");
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

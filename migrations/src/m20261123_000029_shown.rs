//! What a page of customers shows is found by few looks: whether the next follow-up has a time of the day is kept with the
//! other figures, and indexes over keys that most rows lack hold only the rows that have one.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const TIMES: &str = "UPDATE customer_summary SET next_follow_up_has_time = 'yes' WHERE next_follow_up_id IN (\
    SELECT id FROM follow_up WHERE due_time IS NOT NULL)";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new("next_follow_up_has_time").text().not_null().default("no").take();
        manager.alter_table(Table::alter().table("customer_summary").add_column(column).take()).await?;
        manager.get_connection().execute_unprepared(TIMES).await?;
        for column in ["contact_id", "choice_id"] {
            let name = format!("ix_custom_value_{column}");
            manager.drop_index(Index::drop().name(&name).table("custom_value").to_owned()).await?;
            // A whole index would also answer "has none", by a look at nearly every row.
            let mut index = Index::create();
            index.name(name).table("custom_value").col(column).and_where(Expr::col(column).is_not_null());
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

//! How much a follow-up matters and how long it takes; how often a customer is usually contacted, and until when nobody wants
//! that suggested.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The median of the days between contacts, of the latest forty, where there were four gaps at least. Contacts within half a
/// day are one, and a century is the longest gap.
const USUAL_GAPS: &str = "UPDATE customer_summary SET gap_days = (\
    SELECT CAST(round(avg(gap)) AS INTEGER) FROM (\
      SELECT gap, row_number() OVER (ORDER BY gap) AS place, count(*) OVER () AS n FROM (\
        SELECT CAST(min(round((at - lag(at) OVER (ORDER BY at)) / 86400000.0), 36500) AS INTEGER) AS gap FROM (\
          SELECT m.at FROM communication m WHERE m.customer_id = customer_summary.customer_id \
          AND m.deleted_at IS NULL AND m.channel <> 'note' ORDER BY m.at DESC LIMIT 40)) WHERE gap > 0) \
    WHERE n >= 4 AND place IN ((n + 1) / 2, (n + 2) / 2))";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            ("follow_up", ColumnDef::new("priority").text().not_null().default("normal").take()),
            ("follow_up", ColumnDef::new("duration_minutes").integer().take()),
            // As 2026-05-14; empty for none.
            ("customer", ColumnDef::new("quiet_until").text().not_null().default("").take()),
            ("customer_summary", ColumnDef::new("gap_days").integer().take()),
        ];
        for (table, column) in columns {
            manager.alter_table(Table::alter().table(table).add_column(column).take()).await?;
        }
        manager.get_connection().execute_unprepared(USUAL_GAPS).await?;
        Ok(())
    }
}

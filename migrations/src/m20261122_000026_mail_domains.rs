//! Whose mail addresses lie in a domain, for messages that come in from people who aren't known yet.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // No builder writes an index of what stands behind a sign.
        let sql = "CREATE INDEX ix_contact_point_mail_domain ON contact_point (substr(value, instr(value, '@') + 1)) \
                   WHERE kind = 'email' AND deleted_at IS NULL";
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}

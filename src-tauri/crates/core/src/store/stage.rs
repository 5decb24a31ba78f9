//! Rows on their way in: an encrypted file beside the database, filled without holding the writer, then taken over by
//! statements that copy from table to table. Its key lives in memory only, so that what a kill leaves behind is noise.

use std::path::{Path, PathBuf};

use satchel_vault::DataKey;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait, IdenStatic, Iterable, Statement,
    TransactionTrait, Value,
};

use super::many;
use super::records::Record;
use super::unit::{CHUNK, sql_with};
use super::{WRITER_CACHE, connect, options};
use crate::App;
use crate::error::{Result, internal};

/// KiB that the writer keeps while it takes rows over: indexes are written all over, and what doesn't stay in memory is
/// encrypted, written and read again.
const LARGE_CACHE: u32 = 128 * 1024;

/// Lets the writer keep more, for a unit of work that goes all over the database.
pub(super) async fn widen(writer: &impl ConnectionTrait) -> Result<()> {
    writer.execute_unprepared(&format!("PRAGMA main.cache_size = -{LARGE_CACHE}")).await?;
    Ok(())
}

/// Lets it keep what it always does.
pub(super) async fn narrow(writer: &impl ConnectionTrait) -> Result<()> {
    writer.execute_unprepared(&format!("PRAGMA main.cache_size = -{WRITER_CACHE}")).await?;
    writer.execute_unprepared("PRAGMA shrink_memory").await?;
    Ok(())
}

/// What these files end in.
const ENDING: &str = "staged";

/// Rows of one or more tables, not yet part of the workspace.
pub(crate) struct Stage {
    file: Removed,
    key: DataKey,
    db: DatabaseConnection,
    rows: DatabaseTransaction,
}

impl Stage {
    /// An empty one in the workspace's folder.
    pub async fn open(app: &App) -> Result<Self> {
        let key = DataKey::generate().map_err(internal)?;
        let name = uuid::Uuid::now_v7().simple().to_string();
        let file = app.place().folder().join(format!("{name}.{ENDING}"));
        // The connection makes no file: after an error of the disk it would make another one when this is removed.
        std::fs::File::create_new(&file)?;
        let file = Removed(file);
        // It is whole or it is nothing: there is nothing to be journalled.
        let made = options(&file.0, &key).journal_mode(SqliteJournalMode::Off).synchronous(SqliteSynchronous::Off);
        let db = connect(made, 1).await?;
        let rows = db.begin().await?;
        Ok(Self { file, key, db, rows })
    }

    /// Makes room for rows of one table.
    pub async fn table<M: Record>(&self) -> Result<()> {
        let names: Vec<&str> = <M::Entity as EntityTrait>::Column::iter().map(|column| column.as_str()).collect();
        let sql = format!("CREATE TABLE \"{}\" (\"{}\")", M::TABLE.name(), names.join("\", \""));
        self.rows.execute_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
        Ok(())
    }

    /// Adds rows of one table.
    pub async fn insert_many<M: Record>(&self, rows: &[M]) -> Result<()> {
        for chunk in rows.chunks(CHUNK) {
            self.rows.execute_raw(many::insert(chunk)).await?;
        }
        Ok(())
    }

    /// Ends the filling, and lets the writer see the rows.
    pub async fn attach(self, app: &App) -> Result<Attached> {
        let Self { file, key, db, rows } = self;
        rows.commit().await?;
        db.close().await?;
        let name = format!("s{}", uuid::Uuid::now_v7().simple());
        let path = file.0.to_string_lossy().into_owned();
        let key = format!("x'{}'", key.hex().as_str());
        let sql = format!("ATTACH ? AS {name} KEY ?");
        let writer = app.write_derived();
        writer.execute_raw(sql_with(sql, vec![path.into(), Value::from(key)])).await?;
        widen(writer).await?;
        Ok(Attached { name, _file: file })
    }
}

/// A stage that the writer sees.
pub(crate) struct Attached {
    pub name: String,
    _file: Removed,
}

impl Attached {
    /// Takes it away from the writer, and removes it.
    pub async fn detach(self, app: &App) -> Result<()> {
        let writer = app.write_derived();
        // A connection that the disk failed isn't used again, and the one in its place never saw this.
        let seen = "SELECT 1 FROM pragma_database_list WHERE name = ?";
        if writer.query_one_raw(sql_with(seen, vec![self.name.as_str().into()])).await?.is_some() {
            writer.execute_unprepared(&format!("DETACH {}", self.name)).await?;
        }
        narrow(writer).await
    }
}

/// A file that goes when nobody needs it any more.
struct Removed(PathBuf);

impl Drop for Removed {
    fn drop(&mut self) {
        // One that stays is removed at the next start.
        drop(std::fs::remove_file(&self.0));
    }
}

/// Removes what a kill left behind.
pub(super) fn clear(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().extension().is_some_and(|ending| ending == ENDING) {
            drop(std::fs::remove_file(entry.path()));
        }
    }
}

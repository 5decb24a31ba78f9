//! The database: opening, the one door, the log, undo. SQL that only SQLite speaks stays in this folder.

pub mod act;
pub mod change_log;
pub mod draft;
mod lock_file;
pub mod records;
mod summary;
pub mod undo;
pub mod unit;

use std::path::{Path, PathBuf};
use std::time::Duration;

use satchel_migrations::{MIN_READER, Migrator, MigratorTrait, SCHEMA_VERSION};
use satchel_vault::DataKey;
use sea_orm::sqlx::ConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, SqlxSqliteConnector, Statement};

pub use lock_file::LockFile;

use crate::error::{Code, Error, Result};
use unit::sql_with;

/// The database's file in the workspace's folder.
pub const FILE: &str = "satchel.db";

const READERS: u32 = 4;

/// One writer and some read-only readers on an encrypted database.
pub struct Store {
    /// The one connection that writes.
    pub writer: DatabaseConnection,
    /// Connections that can't.
    pub reader: DatabaseConnection,
}

impl Store {
    /// Makes a new database in `folder`.
    ///
    /// # Errors
    /// `busy` where there is one already: a new key is never made over an existing database.
    pub async fn create(folder: &Path, key: &DataKey) -> Result<Self> {
        let file = folder.join(FILE);
        if file.exists() {
            return Err(Error::new(Code::Busy, "a database exists here"));
        }
        let writer = connect(writing(&file, key).create_if_missing(true), 1).await?;
        Self::prepare(&file, key, writer).await
    }

    /// Opens the database in `folder`, bringing an older one up to date after copying it.
    ///
    /// # Errors
    /// `newer_workspace` where a newer program wrote it, without a write; `damaged` where the key or the file is wrong.
    pub async fn open(folder: &Path, key: &DataKey) -> Result<Self> {
        let file = folder.join(FILE);
        if !file.exists() {
            return Err(Error::new(Code::Damaged, "the database file is missing"));
        }
        let known = connect(options(&file, key).read_only(true), 1).await?;
        let version = read_version(&known).await;
        known.close().await?;
        let version = version?;
        if version.min_reader > SCHEMA_VERSION {
            return Err(Error::new(Code::NewerWorkspace, format!("schema {} is newer", version.schema)));
        }
        let writer = connect(writing(&file, key), 1).await?;
        if version.schema < SCHEMA_VERSION {
            copy_before_migration(&writer, &file, version.schema).await?;
        }
        Self::prepare(&file, key, writer).await
    }

    async fn prepare(file: &Path, key: &DataKey, writer: DatabaseConnection) -> Result<Self> {
        Migrator::up(&writer, None).await?;
        let upsert = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value \
                      WHERE value <> excluded.value";
        for (name, value) in [("schema_version", SCHEMA_VERSION), ("min_reader", MIN_READER)] {
            writer.execute_raw(sql_with(upsert, vec![name.into(), value.to_string().into()])).await?;
        }
        let reader = connect(options(file, key).read_only(true), READERS).await?;
        Ok(Self { writer, reader })
    }

    /// Closes readers first and the writer last, which empties the write-ahead log.
    pub async fn close(&self) -> Result<()> {
        self.reader.close_by_ref().await?;
        self.writer.close_by_ref().await?;
        Ok(())
    }
}

fn options(file: &Path, key: &DataKey) -> SqliteConnectOptions {
    let key = key.hex();
    SqliteConnectOptions::new()
        .filename(file)
        .pragma("key", format!("\"x'{}'\"", key.as_str()))
        // What is wrong with a page is told by our own errors, not on standard error.
        .pragma("cipher_log_level", "NONE")
        .foreign_keys(true)
        .pragma("trusted_schema", "OFF")
        // Sorting must not spill plain rows into a temporary file.
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-32768")
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging()
}

fn writing(file: &Path, key: &DataKey) -> SqliteConnectOptions {
    options(file, key).journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
}

async fn connect(options: SqliteConnectOptions, connections: u32) -> Result<DatabaseConnection> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

struct Version {
    schema: u32,
    min_reader: u32,
}

/// What `meta` says. Every workspace is complete before it is moved to its place, so a file without it is none of ours, or
/// lost its content: nothing may be made in it anew.
async fn read_version(db: &DatabaseConnection) -> Result<Version> {
    let tables = Statement::from_string(DbBackend::Sqlite, "SELECT name FROM sqlite_schema WHERE name = 'meta'");
    let mut version = Version { schema: 0, min_reader: 0 };
    if db.query_one_raw(tables).await?.is_none() {
        return Err(Error::new(Code::Damaged, "the database is empty"));
    }
    for row in db.query_all_raw(Statement::from_string(DbBackend::Sqlite, "SELECT key, value FROM meta")).await? {
        let (key, value): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let value = value.parse().unwrap_or_default();
        match key.as_str() {
            "schema_version" => version.schema = value,
            "min_reader" => version.min_reader = value,
            _ => {}
        }
    }
    Ok(version)
}

/// Keeps the database as it was, under the same key, until the next migration.
async fn copy_before_migration(writer: &DatabaseConnection, file: &Path, schema: u32) -> Result<()> {
    let copy: PathBuf = file.with_file_name(format!("before-migration-{schema}.db"));
    if copy.exists() {
        std::fs::remove_file(&copy)?;
    }
    let path = copy.to_string_lossy().into_owned();
    writer.execute_raw(sql_with("VACUUM INTO ?", vec![path.into()])).await?;
    Ok(())
}

/// Takes `count` consecutive human numbers of one kind and returns the first; they are never given twice, not even after an undo.
pub(crate) async fn take_numbers(tx: &unit::Tx<'_>, kind: &str, count: usize) -> Result<i64> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let sql = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET \
               value = CAST(CAST(value AS INTEGER) + CAST(excluded.value AS INTEGER) AS TEXT) RETURNING CAST(value AS INTEGER)";
    let values = vec![format!("next_{kind}").into(), count.to_string().into()];
    let row = tx.write_derived().query_one_raw(sql_with(sql, values)).await?;
    let last: i64 = row.ok_or_else(|| crate::error::internal("no number was given"))?.try_get_by_index(0)?;
    Ok(last - count + 1)
}

//! The database: opening, the one door, the log, undo. SQL that only SQLite speaks stays in this folder.

pub mod act;
pub(crate) mod alike;
pub mod change_log;
pub mod draft;
mod lock_file;
pub(crate) mod mail;
pub(crate) mod many;
pub mod place;
pub(crate) mod plan;
pub mod records;
pub(crate) mod stage;
pub(crate) mod summary;
mod surroundings;
pub(crate) mod touched;
pub mod undo;
pub mod unit;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use satchel_migrations::{MIN_READER, Migrator, MigratorTrait, SCHEMA_VERSION};
use satchel_vault::DataKey;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::sqlx::{ConnectOptions, Connection, query};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, SqlxSqliteConnector, Statement, TransactionTrait};

pub use lock_file::LockFile;

use crate::error::{Code, Error, Result};
use place::Place;
pub use surroundings::{SharedKind, SharedPlace};
use unit::sql_with;

/// The database's file in the workspace's folder.
pub const FILE: &str = "satchel.db";

const READERS: u32 = 4;

/// KiB of pages that the writer keeps.
const WRITER_CACHE: u32 = 32 * 1024;

/// No unit of work takes longer than this.
const LONGEST_ACT: Duration = Duration::from_mins(10);

/// One writer and some read-only readers on an encrypted database.
pub struct Store {
    /// The one connection that writes.
    pub writer: DatabaseConnection,
    /// Connections that can't.
    pub reader: DatabaseConnection,
    /// Where it lies.
    pub place: Arc<Place>,
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
        let writer = connect(writing(&file, key, SqliteJournalMode::Wal).create_if_missing(true), 1).await?;
        migrate(&writer).await?;
        Ok(Self { reader: readers(&file, key).await?, writer, place: Place::of(folder, FILE) })
    }

    /// Opens the database in `folder`, bringing an older one up to date after copying it. Where nothing can be written it is
    /// opened to be read, as its place then tells.
    ///
    /// # Errors
    /// `newer_workspace` where a newer program wrote it, without a write; `not_a_workspace` for a file that is none of ours;
    /// `damaged` where the key or the file is wrong; `not_updated` where bringing it up to date failed, with nothing changed.
    pub async fn open(folder: &Path, key: &DataKey) -> Result<Self> {
        let file = folder.join(FILE);
        if !file.exists() {
            return Err(Error::new(Code::Damaged, "the database file is missing"));
        }
        let place = Place::of(folder, FILE);
        let refusal = place.refusal();
        let read = if refusal.is_some() { only_reading(&file, key) } else { options(&file, key).read_only(true) };
        let version = match look_inside(read.clone()).await {
            Err(error) if error.code == Code::Damaged && is_foreign(&file) => {
                return Err(Error { code: Code::NotAWorkspace, ..error });
            }
            version => version?,
        };
        if version.min_reader > SCHEMA_VERSION {
            return Err(Error::new(Code::NewerWorkspace, format!("schema {} is newer", version.schema)));
        }
        if let Some(refusal) = refusal {
            // An older one would have to be brought up to date first.
            let reader = if version.schema < SCHEMA_VERSION { Err(refusal) } else { connect(read, READERS).await };
            let reader = reader?;
            return Ok(Self { writer: reader.clone(), reader, place });
        }
        let journal = if place.bears_wal() { SqliteJournalMode::Wal } else { SqliteJournalMode::Delete };
        let writer = connect(writing(&file, key, journal), 1).await?;
        let reader = async {
            // A newer one that this program may read keeps what the newer program says of it.
            if version.schema < SCHEMA_VERSION {
                update(&writer, &file, version.schema).await?;
            }
            stage::clear(folder);
            readers(&file, key).await
        };
        match reader.await {
            Ok(reader) => Ok(Self { writer, reader, place }),
            Err(error) => {
                // Whoever is told that it failed finds nobody at work on it any more.
                drop(writer.close().await);
                Err(error)
            }
        }
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
        .pragma("cache_size", format!("-{WRITER_CACHE}"))
        .busy_timeout(Duration::from_secs(10))
        .disable_statement_logging()
}

fn writing(file: &Path, key: &DataKey, journal: SqliteJournalMode) -> SqliteConnectOptions {
    options(file, key).journal_mode(journal).synchronous(SqliteSynchronous::Full)
}

/// For a place where no file can be made. After a clean end the one file holds everything and nobody else writes it; after
/// any other end what is in the write-ahead log counts as well.
fn only_reading(file: &Path, key: &DataKey) -> SqliteConnectOptions {
    let log = file.with_file_name(format!("{FILE}-wal"));
    let clean = std::fs::metadata(log).map_or(true, |log| log.len() == 0);
    options(file, key).read_only(true).immutable(clean)
}

async fn readers(file: &Path, key: &DataKey) -> Result<DatabaseConnection> {
    // What the screen reads again and again is little; the writer's cache carries an import.
    connect(options(file, key).read_only(true).pragma("cache_size", "-8192"), READERS).await
}

async fn connect(options: SqliteConnectOptions, connections: u32) -> Result<DatabaseConnection> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(connections)
        // Whoever saves something while a list comes in or a long act is taken back waits for that, and is not refused.
        .acquire_timeout(LONGEST_ACT)
        .idle_timeout(None)
        .max_lifetime(None)
        // What a connection is good for shows when it is given back; asking it first as well would cost each read a turn.
        .test_before_acquire(false)
        // SQLite takes a unit of work back by itself when the disk fails it, and the pool goes on counting it as begun: what
        // came after would be acknowledged and never committed. And a connection that met a damaged page refuses every page
        // from then on, also the sound ones. Neither is used again.
        .after_release(|connection, _| {
            Box::pin(async move {
                // A rollback that is still waiting is done before this is.
                query("PRAGMA schema_version").execute(&mut *connection).await?;
                Ok(!connection.is_in_transaction())
            })
        })
        .connect_with(options)
        .await?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

struct Version {
    schema: u32,
    min_reader: u32,
}

async fn look_inside(options: SqliteConnectOptions) -> Result<Version> {
    let known = connect(options, 1).await?;
    let version = read_version(&known).await;
    known.close().await?;
    version
}

/// Whether a file that didn't open never was a database of ours, or lost its beginning: ours begin with random bytes.
fn is_foreign(file: &Path) -> bool {
    const LENGTH: usize = 16;
    let mut start = Vec::new();
    let read = std::fs::File::open(file).and_then(|file| file.take(LENGTH as u64).read_to_end(&mut start));
    let strange = |c: char| c.is_control() && !c.is_whitespace() && c != '\0';
    let text = std::str::from_utf8(&start).is_ok_and(|text| !text.contains(strange));
    const BEGINNINGS: [&[u8]; 6] =
        [b"SQLite format 3", b"\x89PNG", b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b"];
    read.is_ok() && (start.len() < LENGTH || text || BEGINNINGS.iter().any(|known| start.starts_with(known)))
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

/// Brings an older database up to date, all of it or nothing, and keeps it as it was under the same key beside it, until the
/// next time.
async fn update(writer: &DatabaseConnection, file: &Path, schema: u32) -> Result<()> {
    let copy = file.with_file_name(format!("before-migration-{schema}.db"));
    let unfinished = copy.with_extension("new");
    let updated = async {
        if unfinished.exists() {
            std::fs::remove_file(&unfinished)?;
        }
        let path = unfinished.to_string_lossy().into_owned();
        writer.execute_raw(sql_with("VACUUM INTO ?", vec![path.into()])).await.inspect_err(|_| {
            // Half a copy is none.
            drop(std::fs::remove_file(&unfinished));
        })?;
        std::fs::rename(&unfinished, &copy)?;
        migrate(writer).await
    };
    updated.await.map_err(|error: Error| match error.code {
        Code::Internal | Code::DiskError => Error { code: Code::NotUpdated, ..error },
        _ => error,
    })
}

/// Takes all steps that are missing, in one transaction: a kill leaves the old shape or the new one.
async fn migrate(writer: &DatabaseConnection) -> Result<()> {
    let tx = writer.begin().await?;
    Migrator::up(&tx, None).await?;
    #[cfg(feature = "failpoints")]
    fail::fail_point!("migrate", |_| Err(crate::error::internal("a fail point")));
    let upsert = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    for (name, value) in [("schema_version", SCHEMA_VERSION), ("min_reader", MIN_READER)] {
        tx.execute_raw(sql_with(upsert, vec![name.into(), value.to_string().into()])).await?;
    }
    Ok(tx.commit().await?)
}

/// A fact about the workspace that belongs to no record.
pub(crate) async fn read_meta(db: &DatabaseConnection, key: &str) -> Result<Option<String>> {
    let row = db.query_one_raw(sql_with("SELECT value FROM meta WHERE key = ?", vec![key.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
}

/// Keeps a fact about the workspace that belongs to no record.
pub(crate) async fn write_meta(app: &crate::App, key: &str, value: &str) -> Result<()> {
    let upsert = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    app.write_derived().execute_raw(sql_with(upsert, vec![key.into(), value.into()])).await?;
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

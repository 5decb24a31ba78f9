//! Looks behind the contract, into the database itself.

use std::collections::BTreeSet;

use satchel_core::ids::Timestamp;
use satchel_core::{App, Result};
use satchel_vault::{DataKey, Vault};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::{Desk, run};

/// Tables of records: what a person enters, and what undo gives back.
pub const RECORDS: [&str; 21] = [
    "workspace",
    "device",
    "user",
    "customer",
    "contact",
    "contact_point",
    "contact_link",
    "tag",
    "customer_tag",
    "not_duplicate",
    "communication",
    "category",
    "template",
    "participant",
    "attachment",
    "follow_up",
    "view",
    "import_mapping",
    "custom_field",
    "field_choice",
    "custom_value",
];

impl Desk {
    /// Rows of a query as texts, one per row, columns joined by `|`.
    pub fn rows(&self, sql: &str) -> Vec<String> {
        self.try_rows(sql).unwrap()
    }

    /// The same, for a database that may not let itself be read.
    ///
    /// # Errors
    /// The database's.
    pub fn try_rows(&self, sql: &str) -> Result<Vec<String>> {
        let app = self.app();
        run(rows(app.read(), sql))
    }

    /// The number that a query gives.
    pub fn number(&self, sql: &str) -> i64 {
        self.rows(sql)[0].parse().unwrap()
    }

    /// Writes past the one door, to set up what no operation does.
    pub fn write_raw(&self, sql: &str) {
        let app = self.app();
        run(app.write_derived().execute_raw(statement(sql))).unwrap();
    }

    /// How many customers there are by the figure that is kept of them, and by a look at each.
    pub fn customer_counts(&self) -> (i64, i64) {
        let kept = "SELECT CAST(value AS INTEGER) FROM meta WHERE \"key\" = 'live_customers'";
        (self.number(kept), self.number("SELECT count(*) FROM customer WHERE deleted_at IS NULL"))
    }

    /// Every live row of every record, instants of change aside: what a person would call the content.
    pub fn content(&self) -> BTreeSet<String> {
        self.try_content().unwrap()
    }

    /// The same, for a database that may not let itself be read.
    ///
    /// # Errors
    /// The database's.
    pub fn try_content(&self) -> Result<BTreeSet<String>> {
        let mut content = BTreeSet::new();
        for table in RECORDS {
            let columns = self.try_rows(&format!("SELECT name FROM pragma_table_info('{table}')"))?;
            let values: Vec<String> =
                columns.iter().filter(|name| *name != "updated_at").map(|name| format!("quote(\"{name}\")")).collect();
            let sql = format!("SELECT {} FROM \"{table}\" WHERE deleted_at IS NULL", values.join(" || ' ' || "));
            content.extend(self.try_rows(&sql)?.into_iter().map(|row| format!("{table} {row}")));
        }
        Ok(content)
    }
}

async fn rows(db: &DatabaseConnection, sql: &str) -> Result<Vec<String>> {
    let found = db.query_all_raw(statement(sql)).await?;
    let text = |row: &sea_orm::QueryResult| {
        let column = |at| {
            let text = row.try_get_by_index::<Option<String>>(at);
            let number = || row.try_get_by_index::<Option<i64>>(at).map(|value| value.map(|value| value.to_string()));
            Ok(text.or_else(|_| number())?.unwrap_or_default())
        };
        let columns: Result<Vec<String>> = (0..row.column_names().len()).map(column).collect();
        Ok(columns?.join("|"))
    };
    found.iter().map(text).collect()
}

fn statement(sql: &str) -> Statement {
    Statement::from_string(DbBackend::Sqlite, sql)
}

/// What SQLite and SQLCipher say against the database: nothing, if it is whole.
///
/// # Errors
/// The database's, where it can't even be asked.
pub fn check_integrity(app: &App) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for check in ["integrity_check", "foreign_key_check", "cipher_integrity_check"] {
        let said = run(rows(app.read(), &format!("PRAGMA {check}")))?;
        complaints.extend(said.into_iter().filter(|line| line != "ok").map(|line| format!("{check}: {line}")));
    }
    Ok(complaints)
}

/// The data key of a desk's workspace.
pub fn key_of(desk: &Desk) -> DataKey {
    Vault::read(&desk.folder()).unwrap().unlock_with_recovery(desk.recovery()).unwrap()
}

/// The figures that `customer_summary` should hold for every customer that has any, told from the records alone.
pub fn summaries_from_scratch(desk: &Desk) -> Vec<String> {
    let mut figures = Vec::new();
    for id in desk.rows("SELECT hex(id) FROM customer ORDER BY id") {
        let of = |what: &str| {
            let sql = format!("SELECT {what} WHERE customer_id = x'{id}' AND deleted_at IS NULL");
            desk.rows(&sql)
        };
        let said = of("count(*) FROM communication").remove(0);
        let mut held = of("at || ' ' || channel FROM communication");
        held.retain(|at| !at.ends_with(" note"));
        let mut due = of("due_at || ' ' || hex(id) || ' ' || ifnull(done_at, '') FROM follow_up");
        due.retain(|line| line.ends_with(' '));
        let instant = |line: &String| line.split(' ').next().unwrap().parse::<i64>().map(Timestamp).unwrap();
        let last = held.iter().map(instant).max().map(|at| at.0.to_string()).unwrap_or_default();
        let next = due.iter().map(instant).min().map(|at| at.0.to_string()).unwrap_or_default();
        figures.push(format!("{id}|{said}|{last}|{}|{next}", due.len()));
    }
    figures
}

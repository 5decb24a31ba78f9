//! Any page of the list of customers, against the plain query on a copy that isn't encrypted.

use std::hint::black_box;
use std::time::Duration;

use satchel_core::store::{FILE, Store};
use satchel_tests::{Desk, key_of, run};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, SqlxSqliteConnector, Statement};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::told::{figure, quantile, show, timed};

/// Sorts with the order in SQL that gives the same page.
const SORTS: [(&str, &str); 6] = [
    ("name", "c.sort_key"),
    ("created", "c.created_at"),
    ("region", "c.region"),
    ("last_contact", "s.last_contact_at"),
    ("next_follow_up", "s.next_follow_up_at"),
    ("stage", "c.stage"),
];

pub fn measure(desk: &Desk, customers: i64) {
    let folder = TempDir::new().unwrap();
    let plain = unencrypted(desk, &folder);
    let id = desk.call("list_customers", json!({ "limit": 1 }))["rows"][0]["id"].clone();
    let (mut all, mut ratios) = (Vec::new(), Vec::new());
    for (by, order) in SORTS {
        for (where_, offset) in [("top", 0), ("middle", customers / 2), ("end", customers - 50)] {
            let input = json!({ "sort": { "by": by, "descending": true }, "offset": offset, "limit": 50 });
            let ours = page(desk, &input);
            let sql = format!(
                "SELECT c.*, s.last_contact_at, s.next_follow_up_at FROM customer c \
                 LEFT JOIN customer_summary s ON s.customer_id = c.id WHERE c.deleted_at IS NULL \
                 ORDER BY {order} DESC, c.id LIMIT 50 OFFSET {offset}"
            );
            let query = || timed(|| drop(black_box(run(plain.query_all_raw(sqlite(&sql))).unwrap())));
            let theirs: Vec<Duration> = (0..9).map(|_| query()).collect();
            show(&format!("page by {by}, {where_}"), &ours);
            show("  plain query, unencrypted copy", &theirs);
            ratios.push(quantile(&ours, 0.5) / quantile(&theirs, 0.5));
            all.extend(ours);
        }
        let after_a_change = |at: usize| {
            desk.call("update_customer", json!({ "id": id, "region": format!("{by} {at}") }));
            timed(|| drop(black_box(desk.call("list_customers", json!({ "sort": { "by": by }, "limit": 50 })))))
        };
        show(&format!("page by {by}, right after a change"), &(0..9).map(after_a_change).collect::<Vec<_>>());
    }
    let timeline = timeline(desk);
    let today = |_| timed(|| drop(black_box(desk.call("list_today", json!({})))));
    show("today", &(0..20).map(today).collect::<Vec<_>>());
    all.extend(timeline);
    let slowest = quantile(&all, 0.95);
    figure("any page of a list, p95", slowest, "ms", "< 16 ms", slowest < 16.0);
    let worst = ratios.into_iter().fold(0.0, f64::max);
    figure("the worst sort, of the plain query's p50", worst, "×", "≤ 2 ×", worst <= 2.0);
    run(plain.close()).unwrap();
}

/// A page anywhere on the timeline of a customer with 20,000 entries.
fn timeline(desk: &Desk) -> Vec<Duration> {
    let customer = desk.customer("Long past");
    desk.long_past(&customer, 20_000);
    let ask =
        |offset: u32| desk.call("list_timeline", json!({ "customerId": customer, "offset": offset, "limit": 50 }));
    let after_a_change = |_| {
        desk.log(&customer, "x");
        timed(|| drop(black_box(ask(0))))
    };
    show("timeline of 20,000, right after a change", &(0..9).map(after_a_change).collect::<Vec<_>>());
    let anywhere: Vec<Duration> = (0..100).map(|at| timed(|| drop(black_box(ask(at * 197))))).collect();
    show("timeline of 20,000, anywhere", &anywhere);
    // It went in past the one door, so that the index knows nothing of it.
    let id = customer.replace('-', "");
    desk.write_raw(&format!("DELETE FROM communication WHERE customer_id = x'{id}'"));
    anywhere
}

/// The same page again and again, the order known: what scrolling asks for.
fn page(desk: &Desk, input: &Value) -> Vec<Duration> {
    drop(desk.call("list_customers", input.clone()));
    (0..20).map(|_| timed(|| drop(black_box(desk.call("list_customers", input.clone()))))).collect()
}

fn sqlite(text: &str) -> Statement {
    Statement::from_string(DbBackend::Sqlite, text)
}

/// A copy of the customers with nothing encrypted, opened with the same settings.
fn unencrypted(desk: &Desk, folder: &TempDir) -> DatabaseConnection {
    desk.close();
    std::fs::copy(desk.folder().join(FILE), folder.path().join(FILE)).unwrap();
    desk.open();
    let store = run(Store::open(folder.path(), &key_of(desk))).unwrap();
    let plain = folder.path().join("plain.db");
    // The connection makes no files by itself.
    std::fs::File::create(&plain).unwrap();
    let steps = [
        format!("ATTACH '{}' AS plain KEY ''", plain.display()),
        "SELECT sqlcipher_export('plain')".to_owned(),
        "DETACH plain".to_owned(),
    ];
    for step in steps {
        run(store.writer.execute_raw(sqlite(&step))).unwrap();
    }
    run(store.close()).unwrap();
    std::fs::remove_file(folder.path().join(FILE)).unwrap();
    let options = SqliteConnectOptions::new().filename(plain).pragma("cache_size", "-32768").read_only(true);
    let pool = run(SqlitePoolOptions::new().max_connections(1).connect_with(options)).unwrap();
    SqlxSqliteConnector::from_sqlx_sqlite_pool(pool)
}

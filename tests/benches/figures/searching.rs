//! Search against a scan of every text, LIKE and FTS5; a saved note until it is found; the index filled anew.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Duration;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use satchel_core::store::{FILE, Store};
use satchel_core::{insights, search};
use satchel_tests::{BruteForce, Desk, key_of, run};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::json;
use tempfile::TempDir;

use crate::told::{figure, quantile, show, timed};

/// Texts from which queries are taken.
const TEXTS: u32 = 20_000;
/// Hits of a query, above which only totals are compared with the scan.
const PAGED: usize = 5_000;
/// Hits that a screen asks for at first.
const SHOWN: usize = 20;

pub fn measure_saving(desk: &Desk) {
    let page = desk.call("list_customers", json!({ "limit": 200 }));
    let ids: Vec<&str> = page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    let log = |at: usize| timed(|| drop(desk.log(ids[at % ids.len()], &format!("三季度导轨报价 {at}, quote follows"))));
    show("log_communication", &(0..200).map(log).collect::<Vec<_>>());
    let until_found = |at: usize| {
        timed(|| {
            let id = desk.log(ids[at % ids.len()], &format!("fresh{at}note 刚刚保存 {at}"));
            let found = desk.call("search", json!({ "query": format!("fresh{at}note"), "limit": 50 }));
            assert_eq!(found["hits"][0]["id"], id, "a saved note is found by the next search");
        })
    };
    let found: Vec<Duration> = (0..100).map(until_found).collect();
    show("a note from saving to found", &found);
    let slowest = quantile(&found, 0.95);
    figure("saved note searchable, p95", slowest, "ms", "< 150 ms", slowest < 150.0);
}

pub fn measure_rebuilding(desk: &Desk) {
    let took = timed(|| drop(desk.command_line("rebuild_index", json!({})).unwrap()));
    show("index filled anew", &[took]);
    let notes = desk.number("SELECT count(*) FROM communication WHERE deleted_at IS NULL");
    #[expect(clippy::cast_precision_loss, reason = "a count of notes")]
    let each = took.as_secs_f64() * 100_000.0 / notes as f64;
    figure("rebuild, per 100,000 notes", each, "s", "< 30 s", each < 30.0);
}

/// Queries of each kind, taken from the texts.
fn queries(desk: &Desk) -> Vec<(&'static str, Vec<String>)> {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let (chinese, words) = BruteForce::of(desk, &format!("rowid % 50 = 7 LIMIT {TEXTS}")).vocabulary();
    let mut of = |all: &[String], length: usize| -> Vec<String> {
        let long: Vec<&String> = all.iter().filter(|piece| piece.chars().count() >= length).collect();
        (0..60).map(|_| long[rng.random_range(0..long.len())].chars().take(length).collect()).collect()
    };
    vec![
        ("1 Chinese character", of(&chinese, 1)),
        ("2 Chinese characters", of(&chinese, 2)),
        ("3 Chinese characters", of(&chinese, 3)),
        ("beginning of a word, 3 letters", of(&words, 3)),
        ("word of 6 letters", of(&words, 6)),
    ]
}

pub fn measure(desk: &Desk) {
    run(search::settle(&desk.app())).unwrap();
    let queries = queries(desk);
    same_as_a_scan(desk, &queries);
    let copy = TempDir::new().unwrap();
    desk.close();
    std::fs::copy(desk.folder().join(FILE), copy.path().join(FILE)).unwrap();
    let other = run(Store::open(copy.path(), &key_of(desk))).unwrap();
    let first = &queries[1].1[0];
    desk.open();
    // What is learned of words for a minute after such an opening takes half a processor.
    run(insights::settle(&desk.app())).unwrap();
    let ask = |query: &String, sort: &str, limit: usize| {
        let input = json!({ "query": query, "kinds": ["communication"], "sort": sort, "limit": limit });
        timed(|| drop(black_box(desk.call("search", input))))
    };
    show("the first search after opening", &[ask(first, "newest", SHOWN)]);
    let (mut all, mut ratios) = (Vec::new(), Vec::new());
    for (kind, queries) in &queries {
        let by = |sort: &str, limit: usize| queries.iter().map(|query| ask(query, sort, limit)).collect::<Vec<_>>();
        let ours = by("newest", SHOWN);
        show(&format!("search, {kind}, newest first"), &ours);
        let best = by("best", SHOWN);
        show("  best first", &best);
        show("  without reading and marking their texts", &by("newest", 0));
        let times: Vec<Duration> =
            queries.iter().take(5).map(|query| timed(|| with_like(&other.writer, query))).collect();
        show("  LIKE on the same encrypted data", &times);
        ratios.push(quantile(&times, 0.5) / quantile(&ours, 0.5));
        println!("{:<50} × {:.0}", "  of our p50", ratios.last().unwrap());
        all.extend(ours);
        all.extend(best);
    }
    show("all searches", &all);
    let slowest = quantile(&all, 0.95);
    figure("search, p95 over all kinds and both orders", slowest, "ms", "< 5 ms", slowest < 5.0);
    let least = ratios.iter().copied().fold(f64::MAX, f64::min);
    figure("LIKE takes, for the kind where we gain least", least, "×", "≥ 100 ×", least >= 100.0);
    with_trigrams(&other.writer, &queries);
    run(other.close()).unwrap();
}

/// Asserts that some queries of each kind find what a scan of every text finds.
fn same_as_a_scan(desk: &Desk, queries: &[(&'static str, Vec<String>)]) {
    let asked: Vec<&String> = queries.iter().flat_map(|(_, queries)| queries.iter().take(8)).collect();
    let mut scanned = vec![BTreeSet::new(); asked.len()];
    let last = desk.number("SELECT max(rowid) FROM communication");
    let took = timed(|| {
        for from in (0..=last).step_by(20_000) {
            let part = BruteForce::of(desk, &format!("rowid > {from} AND rowid <= {}", from + 20_000));
            asked.iter().zip(&mut scanned).for_each(|(query, found)| found.extend(part.search(query)));
        }
    });
    let mut hits = 0;
    for (query, scanned) in asked.iter().zip(scanned) {
        hits += scanned.len();
        if scanned.len() <= PAGED {
            assert!(desk.found(query, &json!({})) == scanned, "{query:?} must find what a scan finds");
        } else {
            let input = json!({ "query": query, "kinds": ["communication"], "limit": 0 });
            assert_eq!(desk.call("search", input)["total"], scanned.len(), "{query:?} counts what a scan counts");
        }
    }
    println!(
        "{} queries give the set of a scan over every text, {hits} hits in all; the scan took {took:.1?}",
        asked.len()
    );
}

fn sql(text: &str) -> Statement {
    Statement::from_string(DbBackend::Sqlite, text)
}

const COLUMNS: &str = "c.id, c.at, c.title, substr(c.text, 1, 140)";

/// FTS5 beside it, for the queries that a trigram can answer.
fn with_trigrams(db: &DatabaseConnection, queries: &[(&'static str, Vec<String>)]) {
    let make = "CREATE VIRTUAL TABLE said USING fts5(title, text, content='communication', content_rowid='rowid', tokenize='trigram')";
    run(db.execute_raw(sql(make))).unwrap();
    let fill = || run(db.execute_raw(sql("INSERT INTO said(said) VALUES ('rebuild')"))).unwrap();
    let fill = timed(|| assert!(fill().rows_affected() > 0, "the other index must hold something"));
    show("FTS5 trigram filled", &[fill]);
    for (kind, queries) in queries.iter().filter(|(_, queries)| queries[0].chars().count() >= 3) {
        let times: Vec<Duration> = queries.iter().take(20).map(|query| timed(|| with_fts(db, query))).collect();
        show(&format!("  FTS5 trigram, {kind}"), &times);
    }
}

/// The count and the newest, as a screen would ask for them.
fn with_fts(db: &DatabaseConnection, query: &str) {
    let wanted = format!("said MATCH '\"{query}\"'");
    let page = format!(
        "SELECT {COLUMNS} FROM said JOIN communication c ON c.rowid = said.rowid \
         WHERE {wanted} AND c.deleted_at IS NULL ORDER BY c.at DESC LIMIT {SHOWN}"
    );
    black_box(run(db.query_all_raw(sql(&page))).unwrap());
    black_box(run(db.query_all_raw(sql(&format!("SELECT count(*) FROM said WHERE {wanted}")))).unwrap());
}

fn with_like(db: &DatabaseConnection, query: &str) {
    let wanted = format!("c.deleted_at IS NULL AND (c.title LIKE '%{query}%' OR c.text LIKE '%{query}%')");
    let page = format!("SELECT {COLUMNS} FROM communication c WHERE {wanted} ORDER BY c.at DESC LIMIT {SHOWN}");
    black_box(run(db.query_all_raw(sql(&page))).unwrap());
    black_box(run(db.query_all_raw(sql(&format!("SELECT count(*) FROM communication c WHERE {wanted}")))).unwrap());
}

//! Figures on 10,000 customers and 100,000 communications, with what else could do the work measured beside it in the same
//! run: FTS5 and LIKE on the same encrypted data, `sqlite3 .import` of the same list. Ratios travel between machines,
//! milliseconds don't.
//!
//! `cargo xtask bench`, or `cargo xtask bench -- 500 5000` for another size.

#![expect(clippy::unwrap_used, reason = "a step that fails ends the run")]
#![expect(clippy::print_stdout, reason = "the figures are for whoever runs it")]

use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use satchel_core::ids::CustomerId;
use satchel_core::people::Language;
use satchel_core::store::{FILE, Store};
use satchel_core::{reports, search};
use satchel_tests::{BruteForce, Desk, key_of, run};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::json;
use tempfile::TempDir;

fn main() {
    // Cargo adds an option of its own.
    let mut sizes = std::env::args().skip(1).filter_map(|word| word.parse::<u32>().ok());
    let (customers, communications) = (sizes.next().unwrap_or(10_000), sizes.next().unwrap_or(100_000));
    let profile = if cfg!(debug_assertions) { "development" } else { "optimised" };
    println!("{customers} customers, {communications} communications, {profile} build\n");

    let desk = Desk::new();
    show("fill with the sample", &[timed(|| desk.fill(customers, communications))]);
    show("index caught up after that", &[timed(|| run(search::settle(&desk.app())).unwrap())]);
    show("index filled anew", &[timed(|| drop(desk.command_line("rebuild_index", json!({})).unwrap()))]);
    opening(&desk);
    listing(&desk, customers);
    logging(&desk);
    dossiers(&desk);
    searching(&desk);
    importing(customers);
}

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

/// The value below which `share` of the sorted times lie.
fn quantile(times: &[Duration], share: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort();
    let last = sorted.len() - 1;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a short list")]
    let at = (last as f64 * share).round() as usize;
    sorted[at].as_secs_f64() * 1000.0
}

fn show(what: &str, times: &[Duration]) {
    let (p50, p95) = (quantile(times, 0.5), quantile(times, 0.95));
    println!("{what:<50} p50 {p50:>10.2} ms   p95 {p95:>10.2} ms   n {:>4}", times.len());
}

fn opening(desk: &Desk) {
    let times: Vec<Duration> = (0..7)
        .map(|_| {
            desk.close();
            timed(|| {
                desk.open();
                black_box(desk.call("list_customers", json!({ "limit": 50 })));
            })
        })
        .collect();
    show("open, key at hand, to the first page", &times);
}

fn listing(desk: &Desk, customers: u32) {
    let id = desk.call("list_customers", json!({ "limit": 1 }))["rows"][0]["id"].clone();
    for by in ["name", "last_contact"] {
        for (what, offset) in [("first page", 0), ("page at nine tenths", customers / 10 * 9)] {
            let input = json!({ "sort": { "by": by, "descending": true }, "offset": offset, "limit": 50 });
            let page = || timed(|| drop(black_box(desk.call("list_customers", input.clone()))));
            let after_a_change = |at: usize| {
                desk.call("update_customer", json!({ "id": id, "region": format!("{by} {offset} {at}") }));
                page()
            };
            show(&format!("{what} by {by}, after a change"), &(0..15).map(after_a_change).collect::<Vec<_>>());
            show(&format!("{what} by {by}, again"), &(0..40).map(|_| page()).collect::<Vec<_>>());
        }
    }
}

fn logging(desk: &Desk) {
    let page = desk.call("list_customers", json!({ "limit": 200 }));
    let ids: Vec<&str> = page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    let log = |at: usize| timed(|| drop(desk.log(ids[at % ids.len()], &format!("三季度导轨报价 {at}, quote follows"))));
    show("log_communication", &(0..200).map(log).collect::<Vec<_>>());
}

fn dossiers(desk: &Desk) {
    let page =
        desk.call("list_customers", json!({ "sort": { "by": "last_contact", "descending": true }, "limit": 30 }));
    let (app, actor) = (desk.app(), desk.actor());
    let gather = |row: &serde_json::Value| {
        let id: CustomerId = row["id"].as_str().unwrap().parse().unwrap();
        timed(|| drop(black_box(run(reports::dossier(&app, actor, id, Language::Chinese)).unwrap())))
    };
    show(
        "dossier: facts, timeline, chart, unset",
        &page["rows"].as_array().unwrap().iter().map(gather).collect::<Vec<_>>(),
    );
}

/// Queries of each kind, taken from the texts.
fn queries(desk: &Desk) -> Vec<(&'static str, Vec<String>)> {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let (chinese, words) = BruteForce::over(desk).vocabulary();
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

fn searching(desk: &Desk) {
    run(search::settle(&desk.app())).unwrap();
    let queries = queries(desk);
    let copy = TempDir::new().unwrap();
    desk.close();
    std::fs::copy(desk.folder().join(FILE), copy.path().join(FILE)).unwrap();
    let other = run(Store::open(copy.path(), &key_of(desk))).unwrap();
    desk.open();
    let make = "CREATE VIRTUAL TABLE said USING fts5(title, text, content='communication', content_rowid='rowid', tokenize='trigram')";
    run(other.writer.execute_raw(sql(make))).unwrap();
    let fill = || run(other.writer.execute_raw(sql("INSERT INTO said(said) VALUES ('rebuild')"))).unwrap();
    let fill = timed(|| assert!(fill().rows_affected() > 0, "the other index must hold something"));
    show("FTS5 trigram filled", &[fill]);
    for (kind, queries) in &queries {
        let search = |limit: usize| {
            let ask = |query: &String| {
                let kinds = ["communication"];
                let input = json!({ "query": query, "kinds": kinds, "sort": "newest", "limit": limit });
                timed(|| drop(black_box(desk.call("search", input))))
            };
            queries.iter().map(ask).collect::<Vec<_>>()
        };
        let ours = search(50);
        show(&format!("search, {kind}"), &ours);
        show("  without reading and marking the fifty texts", &search(0));
        // Three characters are what a trigram needs.
        if queries[0].chars().count() >= 3 {
            let times: Vec<Duration> = queries.iter().map(|query| timed(|| with_fts(&other.writer, query))).collect();
            beside("  FTS5 trigram", &times, &ours);
        } else {
            println!("  FTS5 trigram                                     finds nothing shorter than three characters");
        }
        let times: Vec<Duration> =
            queries.iter().take(8).map(|query| timed(|| with_like(&other.writer, query))).collect();
        beside("  LIKE", &times, &ours);
    }
    run(other.close()).unwrap();
}

fn beside(what: &str, theirs: &[Duration], ours: &[Duration]) {
    show(what, theirs);
    println!("{:<50} × {:.1}", "  of our p50", quantile(theirs, 0.5) / quantile(ours, 0.5));
}

fn sql(text: &str) -> Statement {
    Statement::from_string(DbBackend::Sqlite, text)
}

const COLUMNS: &str = "c.id, c.at, c.title, substr(c.text, 1, 140)";

/// The count and the newest fifty, as a screen would ask for them.
fn with_fts(db: &DatabaseConnection, query: &str) {
    let wanted = format!("said MATCH '\"{query}\"'");
    let page = format!(
        "SELECT {COLUMNS} FROM said JOIN communication c ON c.rowid = said.rowid \
         WHERE {wanted} AND c.deleted_at IS NULL ORDER BY c.at DESC LIMIT 50"
    );
    black_box(run(db.query_all_raw(sql(&page))).unwrap());
    black_box(run(db.query_all_raw(sql(&format!("SELECT count(*) FROM said WHERE {wanted}")))).unwrap());
}

fn with_like(db: &DatabaseConnection, query: &str) {
    let wanted = format!("c.deleted_at IS NULL AND (c.title LIKE '%{query}%' OR c.text LIKE '%{query}%')");
    let page = format!("SELECT {COLUMNS} FROM communication c WHERE {wanted} ORDER BY c.at DESC LIMIT 50");
    black_box(run(db.query_all_raw(sql(&page))).unwrap());
    black_box(run(db.query_all_raw(sql(&format!("SELECT count(*) FROM communication c WHERE {wanted}")))).unwrap());
}

fn importing(rows: u32) {
    let desk = Desk::new();
    let mut list = String::from("Company,Contact,Phone,Email,Region,Tags,Notes\n");
    for row in 0..rows {
        let phone = format!("139{row:08}");
        writeln!(list, "凌云 Machinery {row},赵敏 {row},{phone},m{row}@lingyun.example,华东,机床;VIP,第一行 {row}")
            .unwrap();
    }
    let file = desk.data().join("list.csv");
    std::fs::write(&file, list).unwrap();
    let ticket = desk.session.tickets.issue(file.clone()).ticket;
    let ours = timed(|| {
        let report = desk.command_line("import_customers", json!({ "ticket": ticket })).unwrap();
        assert_eq!(report["created"], rows, "all rows must be there to be compared");
    });
    show(&format!("import of {rows} rows"), &[ours]);
    match sqlite_import(&file) {
        Some(theirs) => {
            show("  sqlite3 .import, plain, one table", &[theirs]);
            println!("{:<50} × {:.0}", "  ours takes", ours.as_secs_f64() / theirs.as_secs_f64());
        }
        None => println!("  sqlite3 .import                                  skipped: there is no sqlite3 here"),
    }
}

fn sqlite_import(list: &Path) -> Option<Duration> {
    let folder = TempDir::new().unwrap();
    let import = format!(".import --csv {} list", list.display());
    let mut command = Command::new("sqlite3");
    command.arg(folder.path().join("plain.db")).arg(import).stdout(Stdio::null());
    let began = Instant::now();
    command.status().ok().filter(std::process::ExitStatus::success)?;
    Some(began.elapsed())
}

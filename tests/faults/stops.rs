//! Stopping a job at any moment: it stops within a second, and nothing is half done.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use satchel_core::events::Event;
use satchel_core::jobs::{JobEvent, JobState};
use satchel_tests::{BruteForce, Desk, check_integrity, run};
use serde_json::{Value, json};

use crate::child::{a_moment, rounds};

/// A stop takes at most this long; tests are not optimised and share the machine, so that they are given some more.
const AT_ONCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

/// Starts a job as the window does, stops it after a random part of what it takes, and gives how it ended.
fn stopped(desk: &Desk, name: &str, input: Value, whole: Duration) -> (JobEvent, Duration) {
    let mut events = desk.session.events.subscribe();
    let id = desk.call(name, input);
    a_moment(whole);
    let asked = Instant::now();
    desk.call("cancel_job", json!({ "id": id }));
    let end = run(async {
        loop {
            match events.recv().await {
                Ok(Event::Job(event)) if json!(event.id) == id && event.state != JobState::Running => return event,
                Ok(_) | Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {}
                Err(error) => panic!("{error}"),
            }
        }
    });
    let took = asked.elapsed();
    assert!(took < AT_ONCE, "{name} must stop at once, not after {took:?}");
    assert!(matches!(end.state, JobState::Cancelled | JobState::Done), "{name}: {:?}", end.error);
    (end, took)
}

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn list(folder: &Path, rows: usize) -> PathBuf {
    let mut list = String::from("Company,Contact,Phone,Email,Notes\n");
    for row in 0..rows {
        writeln!(list, "Stop {row},赵敏 {row},139{row:08},s{row}@example.com,备注 {row}").unwrap();
    }
    let file = folder.join("list.csv");
    std::fs::write(&file, list).unwrap();
    file
}

#[test]
fn an_import_that_is_stopped_changes_nothing() {
    let desk = Desk::new();
    let file = list(desk.data(), rounds(2_000, 20_000));
    let input = || json!({ "ticket": desk.session.tickets.issue(file.clone()).ticket });
    let empty = desk.content();
    let whole = timed(|| drop(desk.command_line("import_customers", input()).unwrap()));
    desk.call("undo", json!({}));
    let (mut ends, mut longest) = ([0, 0], Duration::ZERO);
    for round in 0..rounds(10, 300) {
        let (end, took) = stopped(&desk, "import_customers", input(), whole);
        longest = longest.max(took);
        let done = end.state == JobState::Done;
        ends[usize::from(done)] += 1;
        if done {
            desk.call("undo", json!({}));
        }
        assert!(desk.content() == empty, "round {round}: all or nothing");
        assert_eq!(desk.call("search", json!({ "query": "备注" }))["total"], 0, "round {round}");
    }
    assert!(ends[0] > 0, "stops must hit: {ends:?}");
    assert_eq!(check_integrity(&desk.app()).unwrap(), Vec::<String>::new());
    satchel_tests::noted(&format!("import: {} stopped, {} done, longest {longest:?}", ends[0], ends[1]));
}

#[test]
fn a_list_or_report_that_is_stopped_leaves_the_old_file() {
    let desk = Desk::with_sample();
    let target = desk.data().join("out");
    std::fs::create_dir(&target).unwrap();
    let file = target.join("file");
    let ticket = desk.session.tickets.issue(file.clone()).ticket;
    let customer = desk.call("list_customers", json!({}))["rows"][0]["id"].clone();
    let dossier = json!({ "customerId": customer, "language": "en", "ticket": ticket });
    let jobs = [
        ("export_list", json!({ "kind": "customers", "ticket": ticket })),
        ("export_list", json!({ "kind": "communications", "ticket": ticket })),
        ("export_calendar", json!({ "ticket": ticket })),
        ("export_dossier", dossier),
        ("export_labels", json!({ "sheet": "a4", "ticket": ticket })),
    ];
    for (name, input) in jobs {
        let mut made = Ok(Value::Null);
        let whole = timed(|| made = desk.command_line(name, input.clone()));
        if made.is_err_and(|error| error.code == satchel_core::Code::NotHere) {
            satchel_tests::skipped("this build has no PDF");
            continue;
        }
        for round in 0..rounds(8, 200) {
            std::fs::write(&file, "before").unwrap();
            let (end, _) = stopped(&desk, name, input.clone(), whole);
            let old = std::fs::read(&file).unwrap() == b"before";
            assert_eq!(old, end.state == JobState::Cancelled, "{name}, round {round}: the old file or the new one");
            let left: Vec<_> = std::fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            assert_eq!(left, ["file"], "{name}, round {round}: nothing beside it");
        }
    }
}

#[test]
fn a_rebuild_that_is_stopped_keeps_the_index() {
    let desk = Desk::with_sample();
    let brute = BruteForce::over(&desk);
    let whole = timed(|| drop(desk.command_line("rebuild_index", json!({})).unwrap()));
    for round in 0..rounds(8, 200) {
        stopped(&desk, "rebuild_index", json!({}), whole);
        for query in ["报", "quote"] {
            desk.finds_what_a_scan_finds(&brute, query, &format!("after stop {round}"));
        }
    }
    desk.reopen();
    desk.finds_what_a_scan_finds(&brute, "报价", "after a new start");
}

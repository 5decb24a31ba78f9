//! The search index: deleted, killed while it is written, and with an engine that panics. Its flips are in `damage`.

use std::fs;
use std::panic::{self, PanicHookInfo};
use std::path::Path;

use satchel_core::search;
use satchel_tests::{BruteForce, Desk, Image, files_in, run};
use serde_json::json;

use crate::child::{Task, rounds};
use crate::shim::{Calls, Fault, Shim};

const QUERIES: [&str; 4] = ["报", "价单", "quote", "ra"];

#[test]
fn an_index_that_is_gone_or_old_is_made_anew() {
    let desk = Desk::with_sample();
    let brute = BruteForce::over(&desk);
    desk.close();
    let index = desk.folder().join("index");
    let files = files_in(&index);
    let some = (0..rounds(4, files.len())).map(|at| files[at * files.len() / rounds(4, files.len())].clone());
    for file in some {
        if fs::remove_file(&file).is_ok() {
            desk.open();
            for query in QUERIES {
                desk.finds_what_a_scan_finds(&brute, query, &format!("{} was deleted", file.display()));
            }
            desk.close();
        }
    }
    fs::remove_dir_all(&index).unwrap();
    desk.open();
    for query in QUERIES {
        desk.finds_what_a_scan_finds(&brute, query, "the whole index was deleted");
    }
}

#[test]
fn a_kill_while_the_index_is_written_changes_no_answer() {
    let folder = tempfile::TempDir::new().unwrap();
    let control = folder.path().join("control");
    let first = folder.path().join("first");
    let recovery = Desk::lay_out(&first);
    let desk = Desk::at(&first, &recovery);
    desk.open();
    desk.fill(20, 100);
    run(search::settle(&desk.app())).unwrap();
    desk.close();
    let image = Image::of(&first);
    let work = |data: &Path, fault: Option<(Fault, i64)>| {
        image.write(data);
        let task = Task { data: data.to_path_buf(), recovery: recovery.clone(), from: 0 };
        let mut shim = None;
        let victim = task.start("engine::indexing_child", |command| {
            // Only what is written into the index counts.
            let made = Shim::put_into(command, &control, &data.join("workspace/index"));
            match fault {
                Some((fault, at)) => made.arm(fault, Calls::Writes, at),
                None => made.count(Calls::Writes),
            }
            shim = Some(made);
        });
        (victim.ends(), shim.unwrap().seen())
    };
    let (done, total) = work(&folder.path().join("data"), None);
    assert!(done && total > 20, "undisturbed it must end, after {total} writes");
    let mut killed = 0;
    let all = rounds(12, 1_000) as i64;
    for round in 0..all {
        // Each in a folder of its own: a merge that closing the index gave up may still end its file.
        let data = folder.path().join(format!("data-{round}"));
        let fault = if round % 2 == 0 { Fault::Kill } else { Fault::KillHalf };
        let at = round * total / all;
        let (done, _) = work(&data, Some((fault, at)));
        killed += usize::from(!done);
        let when = format!("{fault:?} at write {at} of {total} into the index");
        let desk = Desk::at(&data, &recovery);
        desk.open();
        let brute = BruteForce::over(&desk);
        for query in QUERIES {
            desk.finds_what_a_scan_finds(&brute, query, &when);
        }
        run(search::settle(&desk.app())).unwrap();
        for query in QUERIES {
            desk.finds_what_a_scan_finds(&brute, query, &format!("{when}, index settled"));
        }
        assert_eq!(satchel_tests::check_integrity(&desk.app()).unwrap(), Vec::<String>::new(), "{when}");
        desk.close();
        drop(fs::remove_dir_all(&data));
    }
    assert!(killed as i64 > all / 2, "kills must hit: {killed} of {all}");
    satchel_tests::noted(&format!("index: {killed} kills hit"));
}

#[test]
#[ignore = "the other side of a_kill_while_the_index_is_written_changes_no_answer"]
fn indexing_child() {
    let Some(task) = Task::mine() else { return };
    let desk = task.desk();
    let customer = desk.customer("凌云");
    for number in 0..6 {
        desk.log(&customer, &format!("报价单 quote rate {number}"));
        run(search::settle(&desk.app())).unwrap();
    }
    desk.command_line("rebuild_index", json!({})).unwrap();
    desk.close();
}

#[test]
fn an_engine_that_panics_is_replaced_and_changes_no_answer() {
    let folder = tempfile::TempDir::new().unwrap();
    let task = Task { recovery: Desk::lay_out(folder.path()), data: folder.path().into(), from: 0 };
    // What makes it panic holds for all of a process.
    assert!(task.start("engine::panicking_child", |_| {}).ends(), "what the child found is above");
}

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

/// Tells of panics that nobody asked for, so that a failure isn't lost among the others.
fn unasked(told: Hook) -> Hook {
    Box::new(move |panic| {
        let asked = panic.payload_as_str().is_some_and(|text| text.starts_with("failpoint "));
        if !asked {
            told(panic);
        }
    })
}

#[test]
#[ignore = "the other side of an_engine_that_panics_is_replaced_and_changes_no_answer"]
fn panicking_child() {
    let Some(task) = Task::mine() else { return };
    panic::set_hook(unasked(panic::take_hook()));
    let desk = task.desk();
    desk.fill(20, 100);
    run(search::settle(&desk.app())).unwrap();
    let customer = desk.customer("凌云");
    for round in 0..rounds(2, 50) {
        for (point, how) in [("index-search", "1*panic"), ("index-apply", "1*panic"), ("index-search", "panic")] {
            let when = format!("{point} {how}, round {round}");
            fail::cfg(point, how).unwrap();
            desk.log(&customer, &format!("报价单 quote rate {round}"));
            let brute = BruteForce::over(&desk);
            for query in QUERIES {
                desk.finds_what_a_scan_finds(&brute, query, &when);
            }
            fail::remove(point);
            run(search::settle(&desk.app())).unwrap();
            assert_eq!(
                desk.call("search", json!({ "query": "报" }))["rebuilding"],
                false,
                "{when}: there is one again"
            );
            for query in QUERIES {
                desk.finds_what_a_scan_finds(&brute, query, &format!("{when}, index settled"));
            }
        }
    }
}

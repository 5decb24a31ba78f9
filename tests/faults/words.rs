//! What was learned of words, and the file it is kept in: a disk that fails or is full, a file that is cut off or another
//! workspace's, a kill at any moment. It is a convenience: the notes are there, alike at least by their words, and it is learned
//! again.
//!
//! All of it happens in children, because a few notes are enough to learn from in their whole process.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, iter};

use satchel_core::{insights, search};
use satchel_tests::{Desk, check_integrity, files_in, note, noted, run};
use serde_json::{Value, json};

use crate::child::{Task, a_moment, rounds, tell};
use crate::disk::{free_bytes, on_a_mount, told};
use crate::shim::{Calls, EIO, ENOSPC, Fault, Shim};

const CUSTOMER: &str = "凌云";
const NOTES: usize = 60;

/// Lays out a workspace with notes of which nothing was learned yet.
fn lay_out(data: &Path) -> Task {
    let recovery = Desk::lay_out(data);
    let desk = Desk::at(data, &recovery);
    desk.open();
    teach(&desk);
    desk.close();
    Task { data: data.to_path_buf(), recovery, from: NOTES }
}

fn teach(desk: &Desk) {
    desk.customer(CUSTOMER);
    // The beginning of each is what says the same in two ways.
    let beginning = |number| note(number).split_inclusive(". ").take(4).collect::<String>();
    let rows = (0..NOTES).map(|number| format!("{CUSTOMER},2026-05-08,{}\n", beginning(number)));
    let list: String = iter::once("Customer,Date,Notes\n".to_owned()).chain(rows).collect();
    let input = desk.importing("notes.csv", list, json!({}));
    let came = desk.command_line("import_communications", input).unwrap();
    assert_eq!(came["created"], NOTES);
    run(search::settle(&desk.app())).unwrap();
}

/// From now on these notes have words enough.
fn few_are_enough() {
    fail::cfg("words-enough", "return(2000)").unwrap();
}

fn words(desk: &Desk) -> PathBuf {
    desk.folder().join("words")
}

/// What lies in the folder: complete files, and those that never were.
fn kept(desk: &Desk) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let files = if words(desk).is_dir() { files_in(&words(desk)) } else { Vec::new() };
    files.into_iter().partition(|file| file.extension().is_none())
}

/// By what the notes are told to be alike. They always are: at least by their words.
#[track_caller]
fn compared(desk: &Desk, when: &str) -> Value {
    let first = &desk.rows("SELECT lower(hex(id)) FROM communication ORDER BY id LIMIT 1")[0];
    let said = desk.call("read_analysis", json!({ "id": uuid::Uuid::parse_str(first).unwrap() }));
    assert_ne!(said["similar"], json!([]), "there are similar notes {when}");
    said["compared"].clone()
}

/// Waits until what can be learned is, and checks that it holds, whether or not it could be kept.
#[track_caller]
fn learns(desk: &Desk, notes: usize, when: &str) {
    run(search::settle(&desk.app())).unwrap();
    run(insights::settle(&desk.app())).unwrap();
    assert_eq!(compared(desk, when)["by"], "meaning", "it is learned {when}");
    assert_eq!(check_integrity(&desk.app()).unwrap(), Vec::<String>::new(), "the database is whole {when}");
    assert_eq!(desk.number("SELECT count(*) FROM communication"), i64::try_from(notes).unwrap(), "all is there {when}");
}

/// Starts the program again, where it learns, keeps that, and need not learn at the start after it.
#[track_caller]
fn keeps(desk: &Desk, notes: usize, when: &str) {
    desk.reopen();
    learns(desk, notes, &format!("{when}, started again"));
    let (complete, unfinished) = kept(desk);
    assert_eq!((complete.len(), unfinished.len()), (1, 0), "one file and nothing beside it, {when}");
    let before = fs::read(&complete[0]).unwrap();
    desk.reopen();
    learns(desk, notes, &format!("{when}, started twice"));
    assert!(fs::read(&complete[0]).unwrap() == before, "it is not learned twice, {when}");
}

#[test]
fn words_that_cannot_be_kept_are_learned_again() {
    let folder = tempfile::TempDir::new().unwrap();
    let task = lay_out(&folder.path().join("data"));
    let control = folder.path().join("control");
    let victim = task.start("words::failing_child", |command| {
        drop(Shim::put_into(command, &control, &task.data.join("workspace/words")));
    });
    assert!(victim.ends(), "what the child found is above");
}

#[test]
#[ignore = "the other side of words_that_cannot_be_kept_are_learned_again"]
fn failing_child() {
    let Some(task) = Task::mine() else { return };
    few_are_enough();
    let shim = Shim::mine();
    let desk = Desk::at(&task.data, &task.recovery);
    shim.count(Calls::Writes);
    desk.open();
    learns(&desk, NOTES, "undisturbed");
    let total = shim.seen();
    assert!(total > 5, "a folder, a file and its pages are made: {total} calls");
    let mut unkept = 0;
    for (turn, fault) in
        [Fault::Once(EIO), Fault::ForEver(EIO), Fault::Once(ENOSPC), Fault::ForEver(ENOSPC)].into_iter().enumerate()
    {
        let step = rounds(4, 1);
        for at in (turn % step..usize::try_from(total).unwrap()).step_by(step) {
            let when = format!("{fault:?} at {at} of {total}");
            desk.close();
            fs::remove_dir_all(words(&desk)).unwrap_or_default();
            shim.arm(fault, Calls::Writes, at.try_into().unwrap());
            desk.open();
            learns(&desk, NOTES, &when);
            let storage = desk.call("check_storage", json!({}));
            assert_eq!(storage["trouble"], Value::Null, "nobody's work is held up {when}");
            shim.disarm();
            let (complete, unfinished) = kept(&desk);
            unkept += usize::from(complete.is_empty());
            // Where everything fails, what was begun can't be removed either.
            assert!(unfinished.is_empty() || matches!(fault, Fault::ForEver(_)), "{unfinished:?} {when}");
            keeps(&desk, NOTES, &when);
        }
    }
    noted(&format!("words: {unkept} times they could not be kept"));
    assert!(unkept > 0, "faults must hit");
}

#[test]
fn a_full_disk_keeps_no_words_and_reads_on() {
    on_a_mount("words::full_child");
}

#[test]
#[ignore = "the other side of a_full_disk_keeps_no_words_and_reads_on"]
fn full_child() {
    let Some(task) = Task::mine() else { return };
    few_are_enough();
    let disk = task.data.join("disk");
    fs::create_dir_all(&disk).unwrap();
    told("mount", &["-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.to_str().unwrap()]);
    let task = lay_out(&disk.join("data"));
    let ballast = disk.join("ballast");
    let desk = Desk::at(&task.data, &task.recovery);
    let mut unkept = 0;
    // From none at all to enough, by the pages that a file of the file system takes.
    for left in (0..rounds(5, 20)).map(|level| level * 4096 * rounds(4, 1)) {
        let when = format!("with {left} bytes left");
        fs::remove_dir_all(words(&desk)).unwrap_or_default();
        fs::write(&ballast, vec![1; free_bytes(&disk).saturating_sub(left)]).unwrap();
        desk.open();
        learns(&desk, NOTES, &when);
        let (complete, unfinished) = kept(&desk);
        assert_eq!(unfinished, Vec::<PathBuf>::new(), "nothing half stays {when}");
        unkept += usize::from(complete.is_empty());
        fs::remove_file(&ballast).unwrap();
        keeps(&desk, NOTES, &when);
        desk.close();
    }
    assert!(unkept > 0, "the disk must be too full at first");
    noted(&format!("words: {unkept} times there was no room"));
}

#[test]
fn words_that_are_damaged_or_anothers_are_learned_again() {
    let folder = tempfile::TempDir::new().unwrap();
    let task = lay_out(folder.path());
    assert!(task.start("words::damaged_child", |_| {}).ends(), "what the child found is above");
}

#[test]
#[ignore = "the other side of words_that_are_damaged_or_anothers_are_learned_again"]
fn damaged_child() {
    let Some(task) = Task::mine() else { return };
    few_are_enough();
    let other = Desk::of_somebody_else();
    teach(&other);
    learns(&other, NOTES, "at somebody else's");
    let theirs = kept(&other).0.remove(0);
    other.close();

    let desk = task.desk();
    keeps(&desk, NOTES, "at first");
    let ours = kept(&desk).0.remove(0);
    let whole = fs::read(&ours).unwrap();
    assert_ne!(ours.file_name(), theirs.file_name(), "not even the name is the same");
    desk.close();
    let end = whole.len();
    for length in [0, 7, 40, 56, end / 3, end / 2, end - 17, end - 1].into_iter().take(rounds(5, 8)) {
        fs::write(&ours, &whole[..length]).unwrap();
        desk.open();
        keeps(&desk, NOTES, &format!("cut to {length} of {end} bytes"));
        desk.close();
    }
    fs::copy(&theirs, &ours).unwrap();
    desk.open();
    keeps(&desk, NOTES, "with another workspace's in its place");
    desk.close();
    // As the other workspace's folder comes, in the place of this one's.
    fs::remove_file(&ours).unwrap();
    fs::copy(&theirs, ours.with_file_name(theirs.file_name().unwrap())).unwrap();
    desk.open();
    keeps(&desk, NOTES, "with another workspace's beside it");
    desk.close();
    // Something else altogether lies there.
    fs::remove_dir_all(words(&desk)).unwrap();
    fs::write(words(&desk), "no folder").unwrap();
    desk.open();
    learns(&desk, NOTES, "with a file in the folder's place");
    desk.close();
    fs::remove_file(words(&desk)).unwrap();
    desk.open();
    keeps(&desk, NOTES, "with nothing there any more");
}

/// Starts learning from nothing, under a fault or to be killed by hand.
fn learning(task: &Task, control: &Path, fault: Option<(Fault, i64)>) -> (crate::child::Victim, Shim) {
    fs::remove_dir_all(task.data.join("workspace/words")).unwrap_or_default();
    let mut shim = None;
    let victim = task.start("words::learning_child", |command| {
        let made = Shim::put_into(command, control, &task.data.join("workspace/words"));
        match fault {
            Some((fault, at)) => made.arm(fault, Calls::Writes, at),
            None => made.count(Calls::Writes),
        }
        shim = Some(made);
    });
    (victim, shim.unwrap())
}

/// How many notes were acknowledged, by the words of a child that were not heard yet.
fn acknowledged(words: &[String], before: usize) -> usize {
    words.iter().filter_map(|word| word.parse().ok()).fold(before, usize::max)
}

#[test]
fn a_kill_while_words_are_learned_or_kept_loses_no_note() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut task = lay_out(&folder.path().join("data"));
    let control = folder.path().join("control");
    let looks = |task: &Task, when: &str| {
        assert!(task.start("words::looking_child", |_| {}).ends(), "what the child found {when} is above");
    };
    let (victim, shim) = learning(&task, &control, None);
    while victim.hear() != "learned" {}
    let total = shim.seen();
    task.from = acknowledged(&victim.kill(), NOTES + LOGGED);
    looks(&task, "after it was learned");

    let mut killed = 0;
    let all = rounds(4, 60) as i64;
    for round in 0..all {
        let fault = if round % 2 == 0 { Fault::KillHalf } else { Fault::Kill };
        let at = round * total / all;
        let (victim, _shim) = learning(&task, &control, Some((fault, at)));
        let (ended, words) = victim.ends_saying();
        killed += usize::from(!ended);
        task.from = acknowledged(&words, task.from);
        looks(&task, &format!("after {fault:?} at write {at} of {total}"));
    }
    assert!(killed as i64 > all / 2, "kills must hit: {killed} of {all}");
    for round in 0..rounds(3, 100) {
        let (victim, _shim) = learning(&task, &control, None);
        while victim.hear() != "learning" {}
        a_moment(Duration::from_millis(150));
        task.from = acknowledged(&victim.kill(), task.from);
        looks(&task, &format!("after kill {round} of what was learning"));
    }
    noted(&format!("words: {killed} kills hit what was being kept, and {} notes are there", task.from));
}

/// Notes that each child logs while it learns.
const LOGGED: usize = 3;

#[test]
#[ignore = "the other side of a_kill_while_words_are_learned_or_kept_loses_no_note"]
fn learning_child() {
    let Some(task) = Task::mine() else { return };
    few_are_enough();
    let desk = task.desk();
    let began = Instant::now();
    while compared(&desk, "at first") == json!({ "by": "words", "learning": false }) {
        assert!(began.elapsed() < Duration::from_secs(60), "it must begin to learn");
        std::thread::yield_now();
    }
    tell("learning");
    let customer = &desk.rows("SELECT lower(hex(id)) FROM customer")[0];
    let customer = uuid::Uuid::parse_str(customer).unwrap().to_string();
    for number in 1..=LOGGED {
        desk.log(&customer, &format!("Note {number}"));
        tell(&(task.from + number).to_string());
    }
    run(insights::settle(&desk.app())).unwrap();
    tell("learned");
    desk.close();
}

#[test]
#[ignore = "looks at what a kill left, for a_kill_while_words_are_learned_or_kept_loses_no_note"]
fn looking_child() {
    let Some(task) = Task::mine() else { return };
    let desk = task.desk();
    let there = usize::try_from(desk.number("SELECT count(*) FROM communication")).unwrap();
    assert!(there >= task.from, "acknowledged and lost: {there} of {}", task.from);
    run(search::settle(&desk.app())).unwrap();
    // Without a word of what was learned: this one needs more notes to learn from.
    compared(&desk, "after a kill");
    desk.close();
    few_are_enough();
    desk.open();
    keeps(&desk, there, "after a kill");
}

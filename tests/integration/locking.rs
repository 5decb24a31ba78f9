//! Locking without being asked: nobody there, a sleep, and what is kept meanwhile.

use satchel_core::Code;
use satchel_core::jobs::Progress;
use satchel_tests::{Desk, PASSPHRASE, run};
use serde_json::json;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;

/// Lets time pass with somebody watching, as the shell does.
fn pass(desk: &Desk, milliseconds: i64) {
    for _ in 0..milliseconds / (10 * SECOND) {
        desk.advance(10 * SECOND);
        run(desk.session.watch()).unwrap();
    }
}

fn stands(desk: &Desk) -> String {
    let state = desk.call("session_state", json!({}));
    let reason = state["reason"].as_str().unwrap_or_default().to_owned();
    format!("{} {reason}", state["state"].as_str().unwrap()).trim_end().to_owned()
}

fn unlock(desk: &Desk) {
    desk.call("unlock", json!({ "method": "passphrase", "secret": PASSPHRASE }));
}

#[test]
fn it_locks_when_nobody_is_there() {
    let desk = Desk::new();
    desk.call("save_draft", json!({ "key": "log", "value": "half a sentence" }));
    pass(&desk, 9 * MINUTE);
    desk.call("note_activity", json!({}));
    pass(&desk, 9 * MINUTE);
    assert_eq!(stands(&desk), "open", "somebody was there nine minutes ago");
    pass(&desk, MINUTE);
    assert_eq!(stands(&desk), "locked idle");
    assert_eq!(desk.call_err("list_today", json!({})).code, Code::Locked);
    unlock(&desk);
    assert_eq!(desk.call("get_draft", json!({ "key": "log" }))["value"], "half a sentence", "what was typed is kept");
    pass(&desk, 9 * MINUTE);
    assert_eq!(stands(&desk), "open", "whoever unlocks is there");
}

#[test]
fn the_time_is_the_persons_choice() {
    let desk = Desk::new();
    desk.call("update_preferences", json!({ "lockAfterMinutes": null }));
    pass(&desk, 120 * MINUTE);
    assert_eq!(stands(&desk), "open", "never means never");
    desk.call("update_preferences", json!({ "lockAfterMinutes": 5 }));
    desk.call("note_activity", json!({}));
    pass(&desk, 4 * MINUTE);
    assert_eq!(stands(&desk), "open");
    pass(&desk, MINUTE);
    assert_eq!(stands(&desk), "locked idle");
    let odd = desk.call_err("update_preferences", json!({ "lockAfterMinutes": 7 }));
    assert_eq!(odd.fields["lockAfterMinutes"], "out_of_range");
}

#[test]
fn work_that_somebody_waits_for_is_not_cut_off() {
    let desk = Desk::new();
    let app = desk.app();
    let work: Progress = app.jobs.begin("import_customers", &desk.session.events);
    pass(&desk, 60 * MINUTE);
    assert_eq!(stands(&desk), "open", "it waits for the end of the work");
    app.jobs.end(&work, &Ok(json!(null)));
    pass(&desk, 10 * SECOND);
    assert_eq!(stands(&desk), "locked idle", "and no longer");
}

#[test]
fn a_sleep_locks_it() {
    let desk = Desk::new();
    pass(&desk, MINUTE);
    desk.advance(30 * SECOND);
    run(desk.session.watch()).unwrap();
    assert_eq!(stands(&desk), "locked slept", "nobody looked for half a minute: the computer slept");
    unlock(&desk);
    pass(&desk, MINUTE);
    run(desk.session.slept()).unwrap();
    assert_eq!(stands(&desk), "locked slept", "the system said that it goes to sleep");
    unlock(&desk);
    desk.call("update_preferences", json!({ "lockOnSleep": false }));
    desk.advance(30 * SECOND);
    run(desk.session.watch()).unwrap();
    run(desk.session.slept()).unwrap();
    assert_eq!(stands(&desk), "open", "a person may not want it");
    desk.advance(60 * MINUTE);
    run(desk.session.watch()).unwrap();
    run(desk.session.watch()).unwrap();
    assert_eq!(stands(&desk), "locked idle", "an hour of sleep is an hour without a person");
}

#[test]
fn what_no_passphrase_opens_is_not_locked() {
    let desk = Desk::new();
    desk.call("open_sample_workspace", json!({ "language": "en" }));
    pass(&desk, 60 * MINUTE);
    run(desk.session.slept()).unwrap();
    assert_eq!(stands(&desk), "open", "whoever sits here could open the sample again");
}

#[test]
fn a_code_that_was_shown_ends_with_the_lock() {
    let desk = Desk::new();
    let code = desk.call("new_recovery_code", json!({}));
    run(desk.session.slept()).unwrap();
    unlock(&desk);
    let typed: Vec<_> = code["ask"].as_array().unwrap().iter().map(|group| group.as_u64().unwrap() - 1).collect();
    let typed: Vec<_> = typed.iter().map(|group| code["groups"][usize::try_from(*group).unwrap()].clone()).collect();
    let error = desk.call_err("replace_recovery_code", json!({ "typedBack": typed }));
    assert_eq!(error.fields["typedBack"], "required", "nobody knows any more who saw it");
}

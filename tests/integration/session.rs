//! First start, locking, unlocking, keys, the sample workspace, preferences.

use satchel_core::Code;
use satchel_tests::{Desk, PASSPHRASE};
use serde_json::{Value, json};

use crate::opening::typed_back;

const NEW_PASSPHRASE: &str = "四个 Wörter genügen";

fn new_workspace(more: Value) -> Value {
    let mut input = json!({ "name": "凌海", "country": "CN", "currency": "CNY", "language": "zh-CN", "ownerName": "林悦",
                            "lock": "passphrase", "passphrase": PASSPHRASE });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

fn joined(code: &Value) -> String {
    code["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect::<Vec<_>>().join("-")
}

fn unlock(desk: &Desk, method: &str, secret: &str) -> Result<Value, satchel_core::Error> {
    desk.ask("unlock", json!({ "method": method, "secret": secret }))
}

#[test]
fn the_first_start_makes_a_workspace_that_the_recovery_code_opens() {
    let desk = Desk::first_start();
    assert_eq!(desk.call("session_state", json!({}))["state"], "none");
    let early = new_workspace(json!({ "typedBack": ["ABCD", "EFGH"] }));
    assert_eq!(desk.call_err("create_workspace", early).fields["typedBack"], "required", "no code was shown yet");
    let code = desk.call("new_recovery_code", json!({}));
    assert_eq!(code["groups"].as_array().unwrap().len(), 8);
    let right = typed_back(&code);
    for (wrong, field, problem) in [
        (json!({ "typedBack": [right[1], right[0]] }), "typedBack", "differs"),
        (json!({ "typedBack": [right[0]] }), "typedBack", "differs"),
        (json!({ "typedBack": right, "passphrase": "short" }), "passphrase", "too_short"),
        (json!({ "typedBack": right, "passphrase": null }), "passphrase", "too_short"),
        (json!({ "typedBack": right, "name": " " }), "name", "required"),
        (json!({ "typedBack": right, "ownerName": "" }), "ownerName", "required"),
        (json!({ "typedBack": right, "country": "Atlantis" }), "country", "unknown_country"),
        (json!({ "typedBack": right, "currency": "cash" }), "currency", "unknown_currency"),
    ] {
        let error = desk.call_err("create_workspace", new_workspace(wrong));
        assert_eq!(error.fields.get(field).map(String::as_str), Some(problem), "{error}");
        assert!(!desk.session.has_workspace(), "a refused workspace leaves nothing behind");
    }
    let state = desk.call("create_workspace", new_workspace(json!({ "typedBack": right })));
    assert_eq!(
        (&state["state"], &state["workspace"]["name"], &state["canLock"]),
        (&json!("open"), &json!("凌海"), &json!(true))
    );
    assert_eq!(state["user"], json!({ "id": state["user"]["id"], "name": "林悦", "role": "owner" }));
    let left: Vec<_> = std::fs::read_dir(desk.data()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["workspace"], "nothing is left of the building site");
    let customer = desk.customer("第一个");
    desk.close();
    assert_eq!(unlock(&desk, "passphrase", "not this one at all").unwrap_err().code, Code::WrongSecret);
    let typed = joined(&code).to_lowercase().replace('-', " ");
    unlock(&desk, "recovery", &typed).unwrap();
    desk.call("get_customer", json!({ "id": customer }));
    desk.close();
    unlock(&desk, "passphrase", PASSPHRASE).unwrap();
    let again = desk.call("new_recovery_code", json!({}));
    let second = new_workspace(json!({ "typedBack": typed_back(&again) }));
    assert_eq!(desk.call_err("create_workspace", second).code, Code::Busy, "one is enough");
    desk.call("get_customer", json!({ "id": customer }));
}

#[test]
fn a_keyring_opens_the_workspace_without_asking() {
    if std::env::var_os("SATCHEL_TEST_KEYRING").is_none_or(|set| set != "1") {
        satchel_tests::skipped("there is no secret service here; `cargo xtask test` brings its own");
        return;
    }
    let desk = Desk::first_start();
    assert_eq!(desk.call("session_state", json!({}))["keyring"], true);
    let code = desk.call("new_recovery_code", json!({}));
    let input = json!({ "lock": "keyring", "passphrase": null, "typedBack": typed_back(&code) });
    let state = desk.call("create_workspace", new_workspace(input));
    assert_eq!(state["canLock"], false, "whoever sits here could open it again");
    assert_eq!(desk.call_err("lock", json!({})).code, Code::Refused);
    desk.customer("凌云");
    let second = Desk::at(desk.data(), "");
    desk.close();
    let state = satchel_tests::run(second.session.open_at_start()).unwrap();
    assert_eq!(json!(state)["state"], "open", "nobody was asked");
    assert_eq!(second.call("get_counts", json!({}))["customers"], 1);
    let error = second.call_err("set_keyring", json!({ "enabled": false }));
    assert_eq!(error.code, Code::Invalid, "only the recovery code would be left");
    second.call("set_passphrase", json!({ "passphrase": NEW_PASSPHRASE }));
    assert_eq!(second.call("set_keyring", json!({ "enabled": false }))["keyring"], false);
    second.close();
    assert_eq!(unlock(&second, "keyring", "").unwrap_err().code, Code::WrongSecret);
    unlock(&second, "passphrase", NEW_PASSPHRASE).unwrap();
}

#[test]
fn a_wrong_passphrase_costs_more_each_time_and_a_restart_does_not_help() {
    let desk = Desk::new();
    desk.close();
    let wrong = |desk: &Desk| unlock(desk, "passphrase", "wrong wrong wrong").unwrap_err();
    for _ in 0..4 {
        assert_eq!(wrong(&desk).fields.get("retryAt"), None, "a slip is free");
    }
    let fifth = wrong(&desk);
    assert_eq!(fifth.code, Code::WrongSecret);
    let until: i64 = fifth.fields["retryAt"].parse().unwrap();
    let restarted = Desk::at(desk.data(), desk.recovery());
    assert_eq!(restarted.call("session_state", json!({}))["retryAt"], until, "a restart doesn't end the wait");
    let early = unlock(&restarted, "passphrase", PASSPHRASE).unwrap_err();
    assert_eq!(early.code, Code::WrongSecret, "not even the right one is tried before its time");
    restarted.advance(60_000);
    unlock(&restarted, "passphrase", PASSPHRASE).unwrap();
    restarted.close();
    assert_eq!(restarted.call("session_state", json!({}))["retryAt"], Value::Null, "the right one ends the counting");
}

#[test]
fn the_recovery_code_needs_no_waiting() {
    let desk = Desk::new();
    desk.close();
    for _ in 0..6 {
        unlock(&desk, "passphrase", "wrong wrong wrong").unwrap_err();
    }
    unlock(&desk, "recovery", desk.recovery()).unwrap();
}

#[test]
fn locking_lets_go_of_everything() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let app = desk.app();
    let weak = std::sync::Arc::downgrade(&app);
    drop(app);
    let state = desk.call("lock", json!({}));
    assert_eq!(
        (&state["state"], &state["reason"], &state["passphrase"]),
        (&json!("locked"), &json!("asked"), &json!(true))
    );
    assert!(!state.to_string().contains("Linghai"), "a locked workspace doesn't say whose it is");
    assert_eq!(desk.call_err("get_customer", json!({ "id": customer })).code, Code::Locked);
    let folder = desk.folder();
    let open: Vec<_> = std::fs::read_dir("/proc/self/fd")
        .unwrap()
        .filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok())
        .filter(|file| file.starts_with(&folder))
        .collect();
    assert!(open.is_empty(), "no file of the workspace may stay open: {open:?}");
    assert!(weak.upgrade().is_none(), "nothing may hold the open workspace, and with it the key");
    let state = unlock(&desk, "passphrase", PASSPHRASE).unwrap();
    assert_eq!(state["state"], "open");
    desk.call("get_customer", json!({ "id": customer }));
}

#[test]
fn a_new_passphrase_ends_the_old_one() {
    let desk = Desk::new();
    let set = |current: &str, new: &str| desk.ask("set_passphrase", json!({ "current": current, "passphrase": new }));
    assert_eq!(set("wrong wrong wrong", NEW_PASSPHRASE).unwrap_err().code, Code::WrongSecret);
    assert_eq!(set(PASSPHRASE, "short").unwrap_err().fields["passphrase"], "too_short");
    desk.advance(1000);
    let security = set(PASSPHRASE, NEW_PASSPHRASE).unwrap();
    assert_eq!(security["passphraseChangedAt"], desk.app().clock.now().0);
    desk.close();
    assert_eq!(unlock(&desk, "passphrase", PASSPHRASE).unwrap_err().code, Code::WrongSecret);
    unlock(&desk, "passphrase", NEW_PASSPHRASE).unwrap();
}

#[test]
fn a_new_recovery_code_ends_the_old_one() {
    let desk = Desk::new();
    let opens = |code: &str| desk.call("test_recovery_code", json!({ "code": code }))["opens"].clone();
    assert_eq!((opens(desk.recovery()), opens("nonsense")), (json!(true), json!(false)));
    let code = desk.call("new_recovery_code", json!({}));
    assert_eq!(opens(&joined(&code)), false, "a code that is only shown opens nothing");
    let wrong = json!({ "typedBack": ["AAAA", "BBBB"] });
    assert_eq!(desk.call_err("replace_recovery_code", wrong).fields["typedBack"], "differs");
    assert_eq!(opens(desk.recovery()), true, "the old one stays until the new one was written down");
    desk.call("replace_recovery_code", json!({ "typedBack": typed_back(&code) }));
    assert_eq!((opens(desk.recovery()), opens(&joined(&code))), (json!(false), json!(true)));
    desk.close();
    assert_eq!(unlock(&desk, "recovery", desk.recovery()).unwrap_err().code, Code::WrongSecret);
    unlock(&desk, "recovery", &joined(&code)).unwrap();
}

#[test]
fn the_sample_is_a_workspace_of_its_own() {
    let desk = Desk::new();
    desk.customer("Mine");
    let state = desk.call("open_sample_workspace", json!({ "language": "zh-CN" }));
    assert_eq!((&state["sample"], &state["canLock"]), (&json!(true), &json!(false)));
    assert!(desk.call("get_counts", json!({}))["customers"].as_i64().unwrap() >= 200);
    assert_eq!(desk.call("search", json!({ "query": "Mine" }))["total"], 0, "nothing of one's own is in it");
    assert_eq!(desk.call_err("set_passphrase", json!({ "passphrase": NEW_PASSPHRASE })).code, Code::Refused);
    assert_eq!(desk.call_err("test_recovery_code", json!({ "code": "x" })).code, Code::Refused);
    let state = desk.call("open_own_workspace", json!({}));
    assert_eq!(state["state"], "locked", "a passphrase is asked for");
    desk.open();
    assert_eq!(desk.call("get_counts", json!({}))["customers"], 1);
}

#[test]
fn preferences_are_known_before_any_workspace() {
    let desk = Desk::first_start();
    let usual = json!({
        "language": null, "theme": "system", "singleKeys": true, "textSize": 13,
        "lockAfterMinutes": 10, "lockOnSleep": true, "reminders": "named",
        "workingHours": "09:00-12:00, 13:00-18:00", "workingDays": [1, 2, 3, 4, 5],
    });
    assert_eq!(desk.call("get_preferences", json!({})), usual);
    desk.call("update_preferences", json!({ "language": "zh-CN", "theme": "dark", "textSize": 16 }));
    desk.call("update_preferences", json!({ "lockAfterMinutes": null, "lockOnSleep": false }));
    let after = desk.call("update_preferences", json!({ "singleKeys": false, "reminders": "off" }));
    let wanted = json!({
        "language": "zh-CN", "theme": "dark", "singleKeys": false, "textSize": 16,
        "lockAfterMinutes": null, "lockOnSleep": false, "reminders": "off",
        "workingHours": "09:00-12:00, 13:00-18:00", "workingDays": [1, 2, 3, 4, 5],
    });
    assert_eq!(after, wanted);
    assert_eq!(Desk::at(desk.data(), "").call("get_preferences", json!({})), after, "they are kept");
    assert_eq!(desk.call_err("update_preferences", json!({ "textSize": 40 })).fields["textSize"], "out_of_range");
    let cleared = desk.call("update_preferences", json!({ "language": null }));
    assert_eq!(cleared["language"], Value::Null, "back to the system's language");
    std::fs::write(desk.data().join("preferences.json"), "{ half").unwrap();
    assert_eq!(desk.call("get_preferences", json!({})), usual, "what can't be read is as if never set");
}

#[test]
fn the_workspaces_country_decides_how_phones_are_read() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    desk.call("update_workspace", json!({ "country": "DE", "currency": "EUR", "name": "Satchel GmbH" }));
    let points = json!([{ "kind": "phone", "value": "030 123456" }]);
    let saved = desk.call("save_points", json!({ "customerId": customer, "points": points }));
    assert_eq!(saved[0]["value"], "+4930123456");
    let made = desk.call("create_customer", json!({ "kind": "person", "name": "B" }));
    assert_eq!(made["currency"], "EUR");
    assert_eq!(desk.call("session_state", json!({}))["workspace"]["name"], "Satchel GmbH");
}

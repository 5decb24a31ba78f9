//! The keyring absent, locked, emptied or changed; wrong passphrases again and again.

use keyring::v1::Entry;
use satchel_core::Code;
use satchel_tests::{Desk, PASSPHRASE, run, skipped};
use serde_json::{Value, json};

use crate::child::{Task, rounds};

/// A new workspace that this computer's keyring opens, and its recovery code. None where there is no keyring.
fn in_the_keyring() -> Option<(Desk, String)> {
    if std::env::var_os("SATCHEL_TEST_KEYRING").is_none_or(|set| set != "1") {
        skipped("there is no secret service here; `cargo xtask test` and `cargo xtask faults` bring their own");
        return None;
    }
    let desk = Desk::first_start();
    let code = desk.call("new_recovery_code", json!({}));
    let groups: Vec<&str> = code["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect();
    let typed: Vec<&str> =
        code["ask"].as_array().unwrap().iter().map(|at| groups[at.as_u64().unwrap() as usize - 1]).collect();
    desk.call(
        "create_workspace",
        json!({ "name": "凌海", "country": "CN", "currency": "CNY", "language": "en", "ownerName": "林悦",
                "lock": "keyring", "typedBack": typed }),
    );
    desk.customer("凌云");
    Some((desk, groups.join("-")))
}

fn entry(desk: &Desk) -> Entry {
    let state = desk.call("session_state", json!({}));
    Entry::new("Satchel", state["workspace"]["id"].as_str().unwrap()).unwrap()
}

fn start(desk: &Desk) -> Value {
    json!(run(desk.session.open_at_start()).unwrap())
}

#[test]
fn a_lost_or_changed_entry_is_made_anew_by_the_recovery_code() {
    let Some((desk, recovery)) = in_the_keyring() else { return };
    let entry = entry(&desk);
    let gone = || entry.delete_credential().unwrap();
    let other = || entry.set_secret(&[7; 32]).unwrap();
    let short = || entry.set_secret(b"not ours").unwrap();
    let empty = || entry.set_secret(b"").unwrap();
    let spoilt: [(&str, &str, &dyn Fn()); 4] = [
        ("lost", "keyring_missing", &gone),
        ("another", "keyring_changed", &other),
        ("of another length", "keyring_changed", &short),
        ("empty", "keyring_changed", &empty),
    ];
    for round in 0..rounds(1, 25) {
        for (what, reason, spoil) in spoilt {
            desk.close();
            spoil();
            let state = start(&desk);
            assert_eq!(
                (&state["state"], &state["reason"]),
                (&json!("locked"), &json!(reason)),
                "{what}, round {round}"
            );
            let error = desk.ask("unlock", json!({ "method": "keyring" })).unwrap_err();
            assert_eq!(error.code, Code::NoKeyring, "{what}: {error}");
            desk.call("unlock", json!({ "method": "recovery", "secret": recovery }));
            assert_eq!(desk.call("get_counts", json!({}))["customers"], 1, "{what}: nothing is lost");
            desk.close();
            assert_eq!(start(&desk)["state"], "open", "{what}: the keyring knows the key again");
        }
    }
    entry.delete_credential().unwrap();
}

#[test]
fn without_a_keyring_the_passphrase_or_the_recovery_code_is_asked() {
    let Some((desk, recovery)) = in_the_keyring() else { return };
    let entry = entry(&desk);
    desk.call("set_passphrase", json!({ "passphrase": PASSPHRASE }));
    desk.close();
    let task = Task { data: desk.data().to_path_buf(), recovery, from: 0 };
    for bus in [None, Some("unix:path=/nowhere/at/all"), Some("not an address")] {
        let victim = task.start("keys::busless_child", |command| {
            command.env_remove("DBUS_SESSION_BUS_ADDRESS").env("XDG_RUNTIME_DIR", "/nowhere/at/all");
            if let Some(address) = bus {
                command.env("DBUS_SESSION_BUS_ADDRESS", address);
            }
        });
        assert!(victim.ends(), "bus {bus:?}: what the child found is above");
    }
    assert_eq!(start(&desk)["state"], "open", "where there is a keyring it still opens");
    entry.delete_credential().unwrap();
}

#[test]
#[ignore = "the other side of without_a_keyring_the_passphrase_or_the_recovery_code_is_asked"]
fn busless_child() {
    let Some(task) = Task::mine() else { return };
    let desk = Desk::at(&task.data, &task.recovery);
    let state = start(&desk);
    assert_eq!((&state["state"], &state["reason"]), (&json!("locked"), &json!("keyring_missing")));
    for (method, secret) in [("passphrase", PASSPHRASE), ("recovery", task.recovery.as_str())] {
        desk.call("unlock", json!({ "method": method, "secret": secret }));
        assert_eq!(desk.call("get_counts", json!({}))["customers"], 1, "{method} opens");
        desk.close();
    }
}

#[test]
fn wrong_passphrases_cost_ever_more_through_every_restart_and_lose_nothing() {
    let home = Desk::new();
    home.customer("凌云");
    home.close();
    let (data, recovery) = (home.data(), home.recovery());
    let mut passed = 0;
    let mut waits = Vec::new();
    for attempt in 0..rounds(9, 25) {
        // Each try is a program of its own.
        let desk = Desk::at(data, recovery);
        desk.advance(passed);
        let error = desk.ask("unlock", json!({ "method": "passphrase", "secret": "not this one" })).unwrap_err();
        assert_eq!(error.code, Code::WrongSecret, "try {attempt}: {error}");
        let now = clock_after(passed);
        let until: i64 = error.fields.get("retryAt").map_or(now, |at| at.parse().unwrap());
        waits.push((until - now) / 1000);
        if until > now {
            let early = Desk::at(data, recovery);
            early.advance(passed);
            let refused = early.ask("unlock", json!({ "method": "passphrase", "secret": PASSPHRASE })).unwrap_err();
            assert_eq!(refused.code, Code::WrongSecret, "not even the right one before its time");
        }
        passed += until - now + 1;
    }
    let wanted: Vec<i64> =
        (0..waits.len()).map(|at| if at < 4 { 0 } else { (1 << (at - 4).min(20)).min(900) }).collect();
    assert_eq!(waits, wanted, "seconds to wait");
    let desk = Desk::at(data, recovery);
    desk.advance(passed);
    desk.call("unlock", json!({ "method": "passphrase", "secret": PASSPHRASE }));
    assert_eq!(desk.call("get_counts", json!({}))["customers"], 1, "nothing is lost");
}

/// What a test's clock says after it was moved.
fn clock_after(passed: i64) -> i64 {
    satchel_tests::NOW.parse::<jiff::Timestamp>().unwrap().as_millisecond() + passed
}

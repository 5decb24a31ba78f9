//! Calling and writing through the system's programs: what they are handed, and that logging is offered afterwards.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use crate::access::Inspector;
use crate::desktop::{Home, until};
use crate::steps::{Lock, create_customer, create_workspace};
use crate::window::Window;
use crate::words::Language;

#[test]
fn a_call_is_handed_over_and_offered_to_be_logged_in_english() {
    handed_over(Language::English);
}

#[test]
fn a_call_is_handed_over_and_offered_to_be_logged_in_chinese() {
    handed_over(Language::Chinese);
}

/// Puts a program that opens addresses into the person's own `bin`, before the system's.
fn door(home: &Home, script: &str) {
    for name in ["xdg-open", "gio", "gnome-open", "kde-open", "wslview"] {
        let program = home.path("home/bin").join(name);
        fs::create_dir_all(program.parent().unwrap()).unwrap();
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

fn handed_over(language: Language) {
    let home = Home::new();
    let told = home.path("told");
    door(&home, &format!("echo \"$1\" >> '{}'", told.display()));
    let window = Window::open(&home, language);
    let inspector = Inspector::new(&window);
    create_workspace(&window, Lock::Passphrase);
    create_customer(&window, "Kessler GmbH");
    let points = "const call = (name, input) => window.__TAURI_INTERNALS__.invoke('call', { name, input });
         const { rows: [row] } = await call('list_customers', {});
         await call('save_points', { customerId: row.id, points: [
           { kind: 'phone', label: '', value: '+49 711 5550177' }, { kind: 'email', label: '', value: 'office+1@kessler.example' }] });
         return row.id;";
    let id = window.promise(points);
    let id = id.as_str().unwrap();
    window.go(&format!("#/customers/{id}"));
    let lines = || fs::read_to_string(&told).unwrap_or_default();
    window.press_with("reach-call", &[("value", "+49 711 5550177".into())]);
    window.sees_message("reach-log-call", &[("name", "Kessler GmbH".into())]);
    until("the number to be handed over", || (lines() == "tel:+497115550177\n").then_some(()));
    inspector.look(&window, "the offer to log a call");
    window.press("reach-log");
    window.sees_message("log-new", &[]);
    assert_eq!(window.value("log-subject"), "", "nothing is said yet of how it went");
    window.sees("Kessler GmbH");
    window.key(&[], fantoccini::key::Key::Escape.into());
    window.press_with("reach-write", &[("value", "office+1@kessler.example".into())]);
    until("the address to be handed over", || lines().ends_with("mailto:office%2B1@kessler.example\n").then_some(()));
    // Who wants nobody to call is asked about first, and where no program answers the number is told.
    door(&home, "exit 3");
    window.promise(&format!(
        "return window.__TAURI_INTERNALS__.invoke('call', {{ name: 'update_customer', input: {{ id: '{id}', doNotContact: true }} }})"
    ));
    window.texts("[role=switch][aria-checked=true]");
    window.press_with("reach-call", &[("value", "+49 711 5550177".into())]);
    window.sees_message("reach-refused-text", &[("name", "Kessler GmbH".into())]);
    inspector.look(&window, "somebody who wants no calls");
    window.press("reach-anyway");
    window.sees_message("reach-no-phone", &[("value", "+497115550177".into())]);
    assert_eq!(lines().lines().count(), 2, "nothing else was handed over");
    inspector.found_nothing(&window);
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

//! What happens to an open window when the computer sleeps, its screen is locked, its web view dies or it is stopped for a
//! while: it locks where it must, and what was being typed is there afterwards.

use std::time::Duration;

use fantoccini::key::Key;

use crate::desktop::{Home, until};
use crate::services::{Services, is_let_go};
use crate::steps::{Lock, PASSPHRASE, create_customer, create_workspace};
use crate::window::Window;
use crate::words::Language;

const CUSTOMER: &str = "宁波海曙模具有限公司";
const NOTE: &str = "九月前报价，预算约八万元";
const STEP: &str = "Send the bearing offer";

/// The window is replaced by a locked one that holds nothing of the workspace.
fn locks(window: &Window, because: impl FnOnce()) {
    let old = window.handle();
    because();
    window.follow(&old);
    window.sees_message("locked-slept", &[("method", "passphrase".into())]);
    let page = window.script("return document.documentElement.outerHTML", &[]).unwrap().unwrap();
    for part in [CUSTOMER, NOTE, "凌海精工", "林悦"] {
        assert!(!page.as_str().unwrap().contains(part), "a locked window must not hold {part:?}");
    }
}

fn unlock(window: &Window) {
    window.fill("passphrase", PASSPHRASE);
    window.press("unlock");
    window.sees(CUSTOMER);
}

fn write(window: &Window, note: &str) {
    window.press("log-note");
    window.fill("log-notes", note);
}

/// The program on a new customer's record, with a note begun and kept.
fn writing(home: &Home) -> Window {
    let window = Window::open(home, Language::English);
    create_workspace(&window, Lock::Passphrase);
    create_customer(&window, CUSTOMER);
    write(&window, NOTE);
    window.sees(window.say("draft-kept").split_whitespace().next().unwrap());
    window
}

fn still_written(window: &Window, note: &str) {
    window.press("log-note");
    window.wait("the draft", || Ok((window.value("log-notes") == note).then_some(())));
    window.key(&[], Key::Escape.into());
    window.loses(&window.say("log-new"));
}

#[test]
fn it_locks_with_the_computer_and_keeps_what_was_typed() {
    let desktop = Services::on_the_bus();
    let home = Home::new();
    let window = Window::open(&home, Language::English);
    let hold = desktop.is_held();
    create_workspace(&window, Lock::Passphrase);
    create_customer(&window, CUSTOMER);

    write(&window, NOTE);
    window.sees(window.say("draft-kept").split_whitespace().next().unwrap());
    locks(&window, || desktop.sleeps(true));
    is_let_go(hold);
    desktop.sleeps(false);
    let hold = desktop.is_held();
    unlock(&window);
    assert_eq!(window.texts("h1")[0], CUSTOMER, "the person goes on where they were");
    still_written(&window, NOTE);

    locks(&window, || {
        desktop.session_locks(false);
        desktop.screen_saver(false);
        desktop.session_locks(true);
    });
    unlock(&window);
    locks(&window, || desktop.screen_locks());
    unlock(&window);
    locks(&window, || desktop.screen_saver(true));
    unlock(&window);

    // A web view that hangs can't keep it open.
    let stuck = home.web_processes();
    locks(&window, || {
        home.signal("STOP", &stuck);
        desktop.screen_saver(true);
    });
    home.signal("KILL", &stuck);
    unlock(&window);
    still_written(&window, NOTE);
    drop(hold);
}

#[test]
fn a_program_that_was_stopped_for_a_while_is_locked() {
    let home = Home::new();
    let window = writing(&home);
    locks(&window, || {
        let program = home.processes();
        home.signal("STOP", &program);
        // Standing still is the fault itself.
        std::thread::sleep(Duration::from_secs(20));
        home.signal("CONT", &program);
    });
    unlock(&window);
    still_written(&window, NOTE);
}

#[test]
fn the_web_view_may_die() {
    let home = Home::new();
    let window = writing(&home);
    let (program, before) = (home.processes(), home.web_processes());
    home.signal("KILL", &before);
    // The driver knows the old web view only.
    until("a new web view", || home.web_processes().iter().any(|new| !before.contains(new)).then_some(()));
    assert_eq!(home.processes(), program, "the program itself lives");
    home.kill();
    drop(window);

    let window = again(&home);
    still_written(&window, NOTE);
    window.key(&[], 'f');
    window.fill("follow-up-what", STEP);
    window.sees(window.say("draft-kept").split_whitespace().next().unwrap());
    home.kill();
    drop(window);
    let window = again(&home);
    window.key(&[], 'f');
    window.wait("the draft", || Ok((window.value("follow-up-what") == STEP).then_some(())));
}

/// The program started again, on the record of the customer.
fn again(home: &Home) -> Window {
    let window = Window::open(home, Language::English);
    window.fill("passphrase", PASSPHRASE);
    window.press("unlock");
    window.sees_message("today", &[]);
    window.go("#/customers");
    window.point(CUSTOMER);
    window.key(&[], Key::Enter.into());
    window.sees_message("timeline-all", &[]);
    window
}

#[test]
fn a_copied_code_leaves_the_clipboard() {
    let home = Home::new();
    let window = Window::open(&home, Language::English);
    let mut clipboard = arboard::Clipboard::new().unwrap();
    let mut holds = move || clipboard.get_text().unwrap_or_default();
    let code = create_workspace(&window, Lock::Passphrase);
    window.go("#/settings/security");
    window.press("make-new-code");
    let groups = window.texts(".rc .code");
    window.press("copy");
    window.sees_message("copied", &[]);
    assert_eq!(holds(), groups.join("-"), "all of it is copied");
    assert_ne!(holds(), code);
    let began = std::time::Instant::now();
    while !holds().is_empty() {
        assert!(began.elapsed() < Duration::from_secs(70), "it must be gone after a minute");
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(began.elapsed() > Duration::from_secs(50), "the person has a minute");
    window.press("copied");
    until("the code in the clipboard again", || (holds() == groups.join("-")).then_some(()));
    drop(window);
    until("the clipboard to be empty", || holds().is_empty().then_some(()));
}

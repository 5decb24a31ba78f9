//! What many journeys have in common.

use std::fs;

use crate::desktop::{Home, told};
use crate::window::Window;
use crate::words::Language;

/// Opens every workspace that has a passphrase.
pub const PASSPHRASE: &str = "correct horse battery staple";

/// How a new workspace is locked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// By `PASSPHRASE`.
    Passphrase,
    /// By the desktop's keyring.
    Keyring,
}

/// Walks through the first start to a workspace of one's own, and gives its recovery code.
#[track_caller]
pub fn create_workspace(window: &Window, lock: Lock) -> String {
    create_workspace_looking(window, lock, &|_| {})
}

/// The same with a look at each step once it is filled in.
#[track_caller]
pub fn create_workspace_looking(window: &Window, lock: Lock, look: &dyn Fn(&str)) -> String {
    window.press_named(window.words.language.own_name());
    window.sees_message("create-workspace", &[]);
    window.fill("workspace-name", "凌海精工 Linghai");
    window.fill("your-name", "林悦");
    window.choose("country", "CN");
    window.choose("main-currency", "CNY");
    look("first start");
    window.press("continue");
    window.sees_message("lock-how", &[]);
    match lock {
        Lock::Keyring => window.press("lock-keyring"),
        Lock::Passphrase => {
            window.fill("passphrase", PASSPHRASE);
            window.fill("passphrase-again", PASSPHRASE);
        }
    }
    look("how it is locked");
    window.press("continue");
    window.sees_message("keep-code", &[]);
    let groups = window.texts(".rc .code");
    assert_eq!(groups.len(), 8, "a recovery code has eight groups: {groups:?}");
    for (number, group) in (1..).zip(&groups) {
        let name = window.words.say("type-group", &[("group", number.into())]);
        if window.has_field(&name) {
            window.fill_named(&name, group);
        }
    }
    window.press("kept-elsewhere");
    look("recovery code");
    window.press("create-workspace-now");
    window.sees_message("today", &[]);
    window.loses(&window.say("keep-code"));
    groups.join("-")
}

/// Makes a customer by name, and stays on the record.
#[track_caller]
pub fn create_customer(window: &Window, name: &str) {
    window.go("#/customers");
    window.press("key-customer");
    window.fill("fact-name", name);
    window.press("customer-create");
    window.sees(name);
    window.sees_message("timeline-empty", &[]);
}

/// Logs a call with the customer whose record is open.
#[track_caller]
pub fn log_call(window: &Window, title: &str, text: &str) {
    window.press("log-note");
    window.sees_message("log-new", &[]);
    window.press("channel-call");
    window.fill("log-subject", title);
    window.fill("log-notes", text);
    window.key(&[fantoccini::key::Key::Control], fantoccini::key::Key::Enter.into());
    window.sees(text);
    window.loses(&window.say("log-new"));
}

/// Makes a workspace with 60 made-up customers, locked by `PASSPHRASE`.
pub fn fill(home: &Home, language: Language) {
    let secret = home.path("passphrase");
    fs::write(&secret, PASSPHRASE).unwrap();
    let secret = ["--passphrase-file", secret.to_str().unwrap()];
    told(home.program().args(secret).args(["init", "--sample", "60", "--language", language.tag()]));
}

/// Unlocks a workspace that was filled as [`fill`] does, and waits for Today.
#[track_caller]
pub fn unlock(window: &Window) {
    window.fill("passphrase", PASSPHRASE);
    window.press("unlock");
    window.sees_message("coming-up", &[]);
}

/// Fills a workspace as [`fill`] does and opens its list of customers.
#[track_caller]
pub fn open_list(home: &Home, language: Language) -> Window {
    fill(home, language);
    let window = Window::open(home, Language::English);
    window.press_named(language.own_name());
    let window = window.speaking(language);
    unlock(&window);
    window.go("#/customers");
    window.texts("[role=row] .names");
    window
}

//! Reminders as the system's notifications: with a name while the workspace is open, without one while it is locked.

use fantoccini::key::Key;

use crate::desktop::{Home, press_keys};
use crate::services::Services;
use crate::steps::{Lock, create_customer, create_workspace};
use crate::window::Window;
use crate::words::Language;

const CUSTOMER: &str = "Müller <b>& Söhne</b>";
const STEP: &str = "报价 <i>回电</i>";

/// Adds a follow-up that is due when the minute after the next begins, from the record that is open.
fn add(window: &Window, title: &str) {
    window.key(&[], 'f');
    window.fill("follow-up-what", title);
    let now = jiff::Zoned::now();
    let due = now.checked_add(jiff::SignedDuration::from_secs(75)).unwrap();
    for (part, format) in [("day", "%d"), ("month", "%m"), ("year", "%Y"), ("hour", "%H"), ("minute", "%M")] {
        let focus = "document.querySelector(`[role=dialog] [data-segment=${arguments[0]}]`).focus()";
        window.script(focus, &[serde_json::json!(part)]).unwrap();
        window.type_text(&due.strftime(format).to_string());
    }
    window.key(&[Key::Control], Key::Enter.into());
    window.loses(&window.say("follow-up-new"));
}

#[test]
fn a_due_follow_up_is_told_with_its_name_only_while_it_is_open() {
    let desktop = Services::on_the_bus();
    let home = Home::new();
    let window = Window::open(&home, Language::English);
    create_workspace(&window, Lock::Passphrase);
    create_customer(&window, CUSTOMER);
    add(&window, STEP);
    window.go("#/today");
    window.sees(STEP);
    let note = desktop.note();
    assert_eq!(note.title, STEP, "a heading is plain text");
    assert!(note.text.starts_with("Müller &lt;b&gt;&amp; Söhne&lt;/b&gt;, "), "a text is no markup: {}", note.text);
    desktop.press(&note);
    window.wait("the record", || Ok((window.texts("h1")[0] == CUSTOMER).then_some(())));

    add(&window, "Second");
    let second = desktop.note();
    assert_eq!(second.title, "Second");
    add(&window, "Third");
    let old = window.handle();
    press_keys("ctrl+l");
    window.follow(&old);
    assert_eq!(desktop.withdrawn(), second.number, "what names a customer is taken back");
    let third = desktop.note();
    assert_eq!((third.title, third.text), (window.words.say("reminder-due", &[("count", 1.into())]), String::new()));
}

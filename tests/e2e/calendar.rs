//! The calendar by keyboard: a follow-up is lifted, carried to another day and hour, dropped and taken back, in both languages;
//! and one that comes again.

use fantoccini::key::Key;
use serde_json::json;

use crate::desktop::Home;
use crate::steps::{Lock, create_customer, create_workspace, open_list};
use crate::window::Window;
use crate::words::Language;

/// What the keyboard is on tells.
fn focused(window: &Window) -> String {
    let code = "return document.activeElement?.closest('[data-follow-up]')?.title ?? null";
    let label = window.wait("the keyboard to be on a follow-up", || window.script(code, &[]));
    label.as_str().unwrap().to_owned()
}

/// What the calendar says last.
#[track_caller]
fn hears(window: &Window, text: &str) {
    let code = "const said = document.querySelector('.cal [role=status]').textContent;
                return said.includes(arguments[0]) ? said : null";
    window.wait(&format!("{text:?} to be said"), || window.script(code, &[json!(text)]));
}

/// Waits until something is lifted, or nothing is.
#[track_caller]
fn holds(window: &Window, lifted: bool) {
    let code = "return (document.querySelector('.cal .hint') !== null) === arguments[0] || null";
    window.wait(&format!("something lifted: {lifted}"), || window.script(code, &[json!(lifted)]));
}

fn by_keyboard(language: Language) {
    let home = Home::new();
    let window = open_list(&home, language);
    window.key(&[], 'g');
    window.key(&[], 'f');
    window.texts("ul[data-hour] .ev:not(.done)");
    window.script("document.querySelector('ul[data-hour] .ev:not(.done)').focus()", &[]).unwrap();
    let before = focused(&window);

    window.key(&[], ' ');
    holds(&window, true);
    for key in [Key::Right, Key::Down, Key::Down] {
        window.key(&[], key.into());
    }
    window.key(&[], Key::Escape.into());
    holds(&window, false);
    assert_eq!(focused(&window), before, "put back, it is where it was");

    window.key(&[], ' ');
    window.key(&[], Key::Left.into());
    window.key(&[], 'a');
    hears(&window, &window.say("due-any-time"));
    window.key(&[], Key::Down.into());
    hears(&window, "09:00");
    window.key(&[], Key::Up.into());
    hears(&window, "08:45");
    window.key(&[], ' ');
    holds(&window, false);
    window
        .wait("it to be at the new hour, under the keyboard", || Ok(focused(&window).contains("08:45").then_some(())));
    assert_ne!(focused(&window), before);

    window.key(&[Key::Control], 'z');
    // From the first day of a week it was carried into the one before.
    window.key(&[], 't');
    let all =
        "return [...document.querySelectorAll('[data-follow-up]')].some((each) => each.title === arguments[0]) || null";
    window.wait("it to be back", || window.script(all, &[json!(before)]));
    for (view, selector) in [("month", ".weeks .ev"), ("list", ".list li"), ("day", "ul[data-hour]")] {
        window.press_with_role("radio", &window.say(&format!("calendar-as-{view}")));
        window.texts(selector);
    }
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

#[test]
fn a_follow_up_is_moved_by_keyboard_in_english() {
    by_keyboard(Language::English);
}

#[test]
fn a_follow_up_is_moved_by_keyboard_in_chinese() {
    by_keyboard(Language::Chinese);
}

/// Adds one that comes again every day, and ticks it off: the next one is there, and one undo takes both back.
#[test]
fn what_comes_again_is_there_once_it_is_done() {
    let home = Home::new();
    let window = Window::open(&home, Language::English);
    create_workspace(&window, Lock::Passphrase);
    create_customer(&window, "Kessler GmbH");
    window.key(&[], 'f');
    window.fill("follow-up-what", "Read the gauge");
    window.choose("follow-up-repeats", "daily");
    window.key(&[Key::Control], Key::Enter.into());
    window.loses(&window.say("follow-up-new"));
    let days =
        "const rows = [...document.querySelectorAll('.fu')].filter((row) => row.textContent.includes('Every day'));
                return rows.length === 1 ? rows[0].querySelector('.due').textContent : null";
    let due = || window.wait("the one that is open", || window.script(days, &[]));
    let first = due();
    window.press_with("complete-follow-up", &[("title", "Read the gauge".into())]);
    window.wait("the next one", || Ok((due() != first).then_some(())));
    window.key(&[Key::Control], 'z');
    window.wait("the first one again", || Ok((due() == first).then_some(())));
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

/// What is late goes into the week after this one, which always has room, and comes back by one undo.
fn fitted(language: Language) {
    let home = Home::new();
    let window = open_list(&home, language);
    window.key(&[], 'g');
    window.key(&[], 'f');
    window.texts(".overdue .chip");
    let late = "return document.querySelector('.overdue .num')?.textContent ?? ''";
    let before = window.wait("what is late", || window.script(late, &[]));
    window.press("calendar-later-week");
    window.press("fit-week");
    window.texts("[role=dialog] .list li");
    let shown = window.texts("[role=dialog] .list li").len();
    window.press_with("fit-accept", &[("count", shown.into())]);
    window.sees_message("fit-done", &[("count", shown.into())]);
    let gone = "return document.querySelector('.overdue') === null || null";
    window.wait("nothing to be late", || window.script(gone, &[]));
    window.key(&[Key::Control], 'z');
    window.wait("it to be late again", || Ok((window.script(late, &[])? == Some(before.clone())).then_some(())));
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

#[test]
fn what_is_late_is_fitted_into_a_week_in_english() {
    fitted(Language::English);
}

#[test]
fn what_is_late_is_fitted_into_a_week_in_chinese() {
    fitted(Language::Chinese);
}

/// The length of what is lifted grows by keyboard.
#[test]
fn a_follow_up_is_made_longer_by_keyboard() {
    let home = Home::new();
    let window = open_list(&home, Language::English);
    window.key(&[], 'g');
    window.key(&[], 'f');
    window.texts("ul[data-hour] .ev:not(.done)");
    window.script("document.querySelector('ul[data-hour] .ev:not(.done)').focus()", &[]).unwrap();
    let before = focused(&window);
    window.key(&[], ' ');
    holds(&window, true);
    window.key(&[Key::Shift], Key::Down.into());
    window.key(&[], ' ');
    holds(&window, false);
    window.wait("it to last longer", || Ok((focused(&window) != before).then_some(())));
    assert!(focused(&window).contains('–'), "its end is told: {}", focused(&window));
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

//! The keyboard alone: rows, records, layers and panes, and the way back from each; the sheet lists every key.

use fantoccini::key::Key;
use serde_json::json;

use crate::desktop::Home;
use crate::steps::{Lock, PASSPHRASE, create_workspace, fill};
use crate::window::Window;
use crate::words::Language;

const GRID: &str = "[role=grid]";

/// The window on a workspace of made-up customers, opened by keyboard.
fn opened(home: &Home) -> Window {
    fill(home, Language::English);
    let window = Window::open(home, Language::English);
    window.holds_keyboard("input[type=password]");
    window.type_text(PASSPHRASE);
    window.key(&[], Key::Enter.into());
    window.sees_message("coming-up", &[]);
    window
}

/// The place of the row in question, from 1 as screen readers count, the head being the first.
fn cursor(window: &Window) -> i64 {
    let code = "const grid = document.querySelector('[role=grid]');
                const row = document.getElementById(grid?.getAttribute('aria-activedescendant') ?? '');
                return row ? Number(row.ariaRowIndex) : null";
    window.wait("the row in question", || window.script(code, &[])).as_i64().unwrap()
}

#[track_caller]
fn cursor_comes_to(window: &Window, place: i64) {
    window.wait(&format!("the row {place}"), || Ok((cursor(window) == place).then_some(())));
}

fn chord(window: &Window, second: char) {
    window.key(&[], 'g');
    window.key(&[], second);
}

#[test]
fn rows_and_records() {
    let home = Home::new();
    let window = opened(&home);
    chord(&window, 'c');
    window.holds_keyboard(GRID);
    window.texts("[role=row] .names");
    cursor_comes_to(&window, 2);
    window.key(&[], 'j');
    window.key(&[], Key::Down.into());
    window.key(&[], 'k');
    cursor_comes_to(&window, 3);
    window.key(&[], 'x');
    window.sees_message("selected", &[("count", 1.into())]);
    window.key(&[Key::Shift], 'J');
    window.key(&[Key::Shift], Key::Down.into());
    window.sees_message("selected", &[("count", 3.into())]);
    window.key(&[Key::Control], 'a');
    window.sees_message("selected", &[("count", 60.into())]);
    window.key(&[], Key::Escape.into());
    window.sees_message("customers-count", &[("count", 60.into()), ("number", "60".into())]);
    let preview = "return document.querySelector('.preview') ? 'there' : 'gone'";
    for state in ["gone", "there"] {
        window.key(&[], ' ');
        window.wait(&format!("the preview to be {state}"), || {
            Ok(window.script(preview, &[])?.filter(|now| now == state))
        });
    }
    let place = cursor(&window);
    window.key(&[], Key::Enter.into());
    window.sees_message("timeline-all", &[]);
    let name = |window: &Window| window.texts("h1")[0].clone();
    let first = name(&window);
    window.key(&[], ']');
    window.wait("the next record", || Ok((name(&window) != first).then_some(())));
    window.key(&[], '[');
    window.wait("the record before", || Ok((name(&window) == first).then_some(())));
    window.key(&[], 'e');
    window.holds_keyboard("dd.editing :is(input, select)");
    window.key(&[], Key::Escape.into());
    window.holds_keyboard(".edit-view");
    window.key(&[], '#');
    window.holds_keyboard(".pop input");
    window.key(&[], Key::Escape.into());
    window.key(&[], 'j');
    window.holds_keyboard("article.tl-item");
    window.key(&[], Key::Escape.into());
    window.holds_keyboard(GRID);
    assert_eq!(cursor(&window), place, "the list stands where it was left");
    window.key(&[], 'e');
    window.holds_keyboard("dd.editing :is(input, select)");
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

#[test]
fn layers_give_the_keyboard_back() {
    let home = Home::new();
    let window = opened(&home);
    chord(&window, 'c');
    window.holds_keyboard(GRID);
    let layers: [(&[Key], char); 6] =
        [(&[Key::Control], 'k'), (&[], '?'), (&[], 'n'), (&[Key::Shift], 'N'), (&[], 'f'), (&[], 'c')];
    for (held, key) in layers {
        window.key(held, key);
        window.texts("[role=dialog]");
        window.wait("the keyboard to be in the layer", || {
            window.script("return document.activeElement.closest('[role=dialog]') ? 1 : null", &[])
        });
        // What floats above the page has the keyboard to itself.
        window.key(&[Key::Control], ',');
        window.key(&[], Key::Escape.into());
        window.holds_keyboard(GRID);
    }
    assert_eq!(window.script("return location.hash", &[]).unwrap().unwrap(), "#/customers", "the page is the same");
}

#[test]
fn panes_go_round_both_ways() {
    let home = Home::new();
    let window = opened(&home);
    chord(&window, 'c');
    window.holds_keyboard(GRID);
    let pane = |window: &Window| {
        let code = "const at = document.activeElement.closest('.sidebar, .topbar, .views, .bar, .pane');
                    return at?.className.split(' ')[0] ?? 'nowhere'";
        window.script(code, &[]).unwrap().unwrap().as_str().unwrap().to_owned()
    };
    let mut there = vec![pane(&window)];
    for _ in 0..6 {
        window.key(&[], Key::F6.into());
        there.push(pane(&window));
    }
    assert_eq!(there, ["pane", "pane", "sidebar", "topbar", "views", "bar", "pane"], "list, preview, and round");
    window.holds_keyboard(GRID);
    window.key(&[Key::Control], 'f');
    window.key(&[Key::Shift], Key::F6.into());
    assert_eq!(pane(&window), "views", "also out of a text field, and backwards");
}

#[test]
fn the_sheet_lists_every_key_and_letters_can_be_switched_off() {
    let home = Home::new();
    let window = Window::open(&home, Language::Chinese);
    create_workspace(&window, Lock::Passphrase);
    window.key(&[], '?');
    window.sees_message("key-shortcuts", &[]);
    let listed = window.texts(".key-table dt");
    for id in
        ["key-search", "key-next-row", "key-extend-up", "key-complete", "lock-now", "key-tag", "key-previous-pane"]
    {
        assert!(listed.contains(&window.say(id)), "{id} must be listed: {listed:?}");
    }
    window.key(&[], Key::Escape.into());
    window.key(&[Key::Control], ',');
    window.sees_message("settings-keyboard", &[]);
    window.press("settings-keyboard");
    window.press("single-keys");
    window.wait("the switch to be off", || {
        window.script("return document.querySelector('[role=switch]').ariaChecked === 'false' ? 1 : null", &[])
    });
    chord(&window, 'c');
    window.key(&[], '?');
    window.key(&[Key::Control], 'k');
    window.sees_message("palette-move", &[]);
    assert_eq!(window.texts("[role=dialog]").len(), 1, "no sheet came");
    let address = window.script("return location.hash", &[]).unwrap().unwrap();
    assert_eq!(address, "#/settings/keyboard", "no letter led away");
}

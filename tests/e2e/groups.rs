//! The list in groups: chosen among the columns, told by headings, and passed over by the keyboard.

use fantoccini::key::Key;
use serde_json::json;

use crate::desktop::Home;
use crate::steps::open_list;
use crate::window::Window;
use crate::words::Language;

/// Groups the list, or ends that.
fn group(window: &Window, by: &str) {
    window.press("columns");
    window.choose("group-by", by);
    window.key(&[], Key::Escape.into());
}

/// The line that the cursor is on, counted from the first one below the head.
#[track_caller]
fn stands_on(window: &Window, line: usize) {
    let code = "const row = document.querySelector('.vgrid-row.cursor');
                return row?.ariaRowIndex === String(arguments[0] + 2) && !row.matches('.vgrid-group') ? 1 : null";
    window.wait(&format!("the cursor on line {line}"), || window.script(code, &[json!(line)]));
}

fn in_groups(language: Language) {
    let home = Home::new();
    let window = open_list(&home, language);
    window.holds_keyboard("[role=grid]");
    group(&window, "stage");
    let heading = window.say("stage-lead");
    let first = "const head = document.querySelector('[role=rowheader]');
                 return head?.firstElementChild.innerText === arguments[0] ? head.lastElementChild.innerText : null";
    let count = window.wait("the heading of the first group", || window.script(first, &[json!(heading)]));
    let count: usize = count.as_str().unwrap().parse().unwrap();
    assert!(count > 1 && count < 60, "some of all are leads: {count}");

    window.script("document.querySelector('[role=grid]').focus()", &[]).unwrap();
    window.holds_keyboard("[role=grid]");
    window.key(&[], Key::Home.into());
    stands_on(&window, 1);
    for _ in 1..count {
        window.key(&[], 'j');
    }
    stands_on(&window, count);
    window.key(&[], 'j');
    stands_on(&window, count + 2);
    window.sees(&window.say("stage-prospect"));
    window.key(&[], Key::Up.into());
    stands_on(&window, count);

    group(&window, "");
    window.wait("the headings to go", || {
        window.script("return document.querySelector('[role=rowheader]') ? null : 1", &[])
    });
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

#[test]
fn the_keyboard_passes_headings_in_english() {
    in_groups(Language::English);
}

#[test]
fn the_keyboard_passes_headings_in_chinese() {
    in_groups(Language::Chinese);
}

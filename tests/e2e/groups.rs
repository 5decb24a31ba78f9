//! The list in groups: chosen among the columns, told by headings, passed over by the keyboard, and folded.

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

/// Waits until the grid has so many lines below its head, with the cursor on this one.
#[track_caller]
fn has_lines(window: &Window, lines: i64, cursor: i64) {
    let code = "const grid = document.querySelector('[role=grid]');
                const at = document.getElementById(grid.getAttribute('aria-activedescendant'));
                return Number(grid.ariaRowCount) === arguments[0] + 1 && Number(at?.ariaRowIndex) === arguments[1] + 2
                  ? 1 : null";
    let what = format!("{lines} lines with the cursor on line {cursor}");
    window.wait(&what, || window.script(code, &[json!(lines), json!(cursor)]));
}

/// The first group, by keys and by its heading, from its last customer on.
fn is_folded_and_unfolded(window: &Window, count: usize) {
    let count = i64::try_from(count).unwrap();
    let all = window.script("return Number(document.querySelector('[role=grid]').ariaRowCount) - 1", &[]).unwrap();
    let all = all.and_then(|lines| lines.as_i64()).unwrap();
    window.key(&[], Key::Left.into());
    has_lines(window, all - count, 0);
    window.key(&[], 'j');
    has_lines(window, all - count, 2);
    window.key(&[], 'k');
    has_lines(window, all - count, 0);
    // Folded groups are remembered from one page to another.
    window.go("#/today");
    window.sees_message("coming-up", &[]);
    window.go("#/customers");
    has_lines(window, all - count, 0);
    window.script("document.querySelector('[role=grid]').focus()", &[]).unwrap();
    window.holds_keyboard("[role=grid]");
    window.key(&[], Key::Enter.into());
    has_lines(window, all, 1);
    let heading = format!("{} {count}", window.say("stage-lead"));
    window.press_named(&heading);
    has_lines(window, all - count, 0);
    window.holds_keyboard("[role=grid]");
    window.key(&[], Key::Right.into());
    has_lines(window, all, 1);
}

fn in_groups(language: Language) {
    let home = Home::new();
    let window = open_list(&home, language);
    window.holds_keyboard("[role=grid]");
    group(&window, "stage");
    let heading = window.say("stage-lead");
    let first = "const head = document.querySelector('[role=rowheader]');
                 return head?.querySelector('.semi').innerText === arguments[0] ? head.querySelector('.num').innerText
                   : null";
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
    is_folded_and_unfolded(&window, count);

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

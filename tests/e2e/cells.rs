//! Cells of the list edited by keyboard alone: what is typed is saved where it stands, and undo takes it back.

use fantoccini::key::Key;
use serde_json::json;

use crate::desktop::Home;
use crate::steps::open_list;
use crate::window::Window;
use crate::words::Language;

const CELL: &str = "[role=gridcell] :is(input, select)";

/// What the cell that is edited is called.
#[track_caller]
fn edits(window: &Window, label: &str) {
    window.wait(&format!("the cell {label}"), || {
        let code = "const at = document.activeElement;
                    return at?.closest('[role=gridcell]') && at.ariaLabel === arguments[0] ? 1 : null";
        window.script(code, &[json!(label)])
    });
}

fn names(window: &Window) -> Vec<String> {
    window.texts("[role=row] .names > :first-child")
}

#[test]
fn cells_are_edited_in_place_in_english() {
    edit_in_place(Language::English);
}

#[test]
fn cells_are_edited_in_place_in_chinese() {
    edit_in_place(Language::Chinese);
}

fn edit_in_place(language: Language) {
    let home = Home::new();
    let window = open_list(&home, language);
    window.holds_keyboard("[role=grid]");
    let before = names(&window);
    window.key(&[], 'j');
    window.key(&[], Key::F2.into());
    edits(&window, &window.say("column-customer"));
    // Nothing to save: Tab goes on, over the columns that only show, and back.
    window.key(&[], Key::Tab.into());
    edits(&window, &window.say("column-owner"));
    window.key(&[Key::Shift], Key::Tab.into());
    edits(&window, &window.say("column-customer"));
    window.key(&[Key::Control], 'a');
    window.type_text("Zzz 末尾");
    window.key(&[], Key::Tab.into());
    edits(&window, &window.say("column-owner"));
    window.key(&[], Key::Escape.into());
    window.holds_keyboard("[role=grid]");
    // Under its new name it stands elsewhere, and the one behind it has come up.
    let up = &before[2];
    window.wait("the list in order", || Ok((names(&window).get(1) == Some(up)).then_some(())));
    window.key(&[], Key::End.into());
    window.wait("the renamed customer", || Ok(names(&window).iter().any(|name| name == "Zzz 末尾").then_some(())));
    window.key(&[Key::Control], 'z');
    window.key(&[], Key::Home.into());
    window.wait("the list as it was", || Ok((names(&window).get(1) == before.get(1)).then_some(())));

    // What can't be is said by the cell, which stays open.
    window.key(&[], Key::F2.into());
    edits(&window, &window.say("column-customer"));
    window.key(&[Key::Control], 'a');
    window.type_text(" ");
    window.key(&[], Key::Enter.into());
    window.sees_message("field-required", &[]);
    window.holds_keyboard(CELL);
    window.key(&[], Key::Escape.into());
    window.holds_keyboard("[role=grid]");
    assert_eq!(names(&window)[0], before[0], "an empty name was not taken");
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

//! Saved views: conditions put together in the window become a view, which a restart finds in the sidebar.

use fantoccini::key::Key;
use serde_json::json;

use crate::desktop::Home;
use crate::steps::{fill, unlock};
use crate::window::Window;
use crate::words::Language;

const NAME: &str = "Busy of late";

fn opened(home: &Home) -> Window {
    let window = Window::open(home, Language::English);
    unlock(&window);
    window
}

/// The count on the tab of this name, once it is open and the list under it has as many rows.
#[track_caller]
fn counted(window: &Window, name: &str) -> u64 {
    let code = "const tab = document.querySelector('[role=tab][aria-selected=true]');
                const count = tab?.querySelector('.n')?.innerText;
                const rows = Number(document.querySelector('[role=grid]')?.ariaRowCount) - 1;
                return tab?.innerText.includes(arguments[0]) && Number(count) === rows ? rows : null";
    let what = format!("a tab of {name} that counts the rows under it");
    window.wait(&what, || window.script(code, &[json!(name)])).as_u64().unwrap()
}

#[test]
fn conditions_become_a_view_that_a_restart_finds() {
    let home = Home::new();
    fill(&home, Language::English);
    let window = opened(&home);
    window.go("#/customers");
    let all = counted(&window, &window.say("view-all"));
    assert_eq!(all, 60);

    let of = |id: &str, field: &str| window.words.say(id, &[("field", window.say(field).into())]);
    window.press("filter");
    let named = [of("condition-value", "fact-stage"), window.say("value-choose")];
    window.press_named(&named.join(window.say("list-comma").as_str()));
    window.press_with_role("checkbox", &window.say("stage-customer"));
    window.press_with_role("checkbox", &window.say("stage-lead"));
    window.key(&[], Key::Escape.into());
    window.press("condition-add");
    window.choose_named(&of("condition-test", "column-last"), "in_last");
    window.choose_named(&of("condition-unit", "column-last"), "years");
    window.press("group-add");
    window.press("view-save-as");
    window.fill("view-name", NAME);
    window.press_with_role("radio", &window.say("view-place-sidebar"));
    window.press("save");
    window.sees_message("conditions-count", &[("conditions", 2.into()), ("groups", 1.into())]);
    let kept = counted(&window, NAME);
    assert!(kept < all, "the view holds some of all: {kept}");

    drop(window);
    let window = opened(&home);
    let entry = "return [...document.querySelectorAll('.sidebar .nav a')]
                   .find((each) => each.innerText.includes(arguments[0]))?.querySelector('.n')?.innerText ?? null";
    let shown = window.wait("the view in the sidebar", || window.script(entry, &[json!(NAME)]));
    assert_eq!(shown, json!(kept.to_string()), "with its count");
    window.press_named(NAME);
    assert_eq!(counted(&window, NAME), kept, "the same customers");

    // What differs from the view says so, until it is taken back.
    window.press("conditions-remove");
    window.sees_message("view-edited", &[]);
    window.press_with("view-more", &[("name", NAME.into())]);
    window.press("view-discard");
    window.loses(&window.say("view-edited"));
    assert_eq!(counted(&window, NAME), kept);

    window.press_with("view-more", &[("name", NAME.into())]);
    window.press("view-delete");
    window.press_in_toast(&window.words.say("view-deleted", &[("name", NAME.into())]), "undo");
    window.press_named(NAME);
    assert_eq!(counted(&window, NAME), kept, "a deleted view comes back");
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

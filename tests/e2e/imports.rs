//! Lists that come in by the keyboard alone: a workbook and cards, as our own program writes them.

use std::path::Path;

use fantoccini::key::Key;
use serde_json::json;

use crate::access::Inspector;
use crate::desktop::{Home, choose_file, told};
use crate::steps::{Lock, create_workspace, fill};
use crate::window::Window;
use crate::words::{Language, Words};

#[test]
fn a_workbook_and_cards_come_in_by_keyboard_in_english() {
    by_keyboard(Language::English);
}

#[test]
fn a_workbook_and_cards_come_in_by_keyboard_in_chinese() {
    by_keyboard(Language::Chinese);
}

fn by_keyboard(language: Language) {
    let lists = Home::new();
    fill(&lists, language);
    let secret = lists.path("passphrase");
    let secret = ["--passphrase-file", secret.to_str().unwrap()];
    let files = ["list.xlsx", "list.vcf"].map(|name| lists.path(name));
    let talk = lists.path("talk.csv");
    let users = told(lists.program().args(secret).args(["call", "list_users", "{}"]));
    let owner = Words::new(language).say("role-owner", &[]);
    assert!(users.contains(&owner), "who has no name is called in the workspace's language, {owner}: {users}");
    told(lists.program().args(secret).args(["export", "communications", "--out", talk.to_str().unwrap()]));
    for file in &files {
        told(lists.program().args(secret).args(["export", "customers", "--out", file.to_str().unwrap()]));
    }
    let home = Home::new();
    let window = Window::open(&home, language);
    let inspector = Inspector::new(&window);
    create_workspace(&window, Lock::Passphrase);
    for (file, name) in files.iter().zip(["list.xlsx", "list.vcf"]) {
        window.key(&[Key::Control], 'k');
        window.holds_keyboard("[role=dialog] input");
        window.type_text(&window.say("command-import"));
        window.texts("[role=option][data-selected]");
        window.key(&[], Key::Enter.into());
        window.sees_message("import-start", &[]);
        comes_to(&window, &window.say("choose-file"));
        window.key(&[], Key::Enter.into());
        choose_file("Open File", file);
        window.sees(name);
        window.sees_message("import-nothing-saved", &[]);
        inspector.look(&window, name);
        if name == "list.xlsx" {
            mappings(&window, &inspector);
        }
        comes_to(&window, &window.say("import-tab-all"));
        for _ in 0..3 {
            window.key(&[], Key::Right.into());
        }
        window.holds_keyboard("[role=tab][aria-selected=true]:nth-child(4)");
        if name == "list.vcf" {
            // They are all here by now: from "skip" over "fill gaps" to "update".
            comes_to(&window, &window.say("duplicate-skip"));
            window.key(&[], Key::Right.into());
            window.key(&[], Key::Right.into());
            window.sees_message("duplicate-overwrite-text", &[]);
            // The way there has scrolled the columns, and the head of a table covers what goes beneath it.
            window.script("for (const pane of document.querySelectorAll('.scroll')) pane.scrollTop = 0", &[]).unwrap();
            inspector.look(&window, "duplicates of cards");
        }
        comes_to(&window, "primary");
        window.key(&[], Key::Enter.into());
        window.sees_message("import-done", &[]);
        assert_eq!(window.texts(".kpi .v")[3], "0", "{name}: no row is left out");
        comes_to(&window, &window.say("to-customers"));
        window.key(&[], Key::Enter.into());
        window.texts("[role=row] .names");
    }
    conversations(&window, &inspector, &talk);
    inspector.found_nothing(&window);
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

/// What was said to the customers that are here by now: it comes in with its own times, and the second time it is known.
fn conversations(window: &Window, inspector: &Inspector, list: &Path) {
    let mut came: Option<String> = None;
    loop {
        window.key(&[Key::Control], 'k');
        window.holds_keyboard("[role=dialog] input");
        window.type_text(&window.say("command-import"));
        window.texts("[role=option][data-selected]");
        window.key(&[], Key::Enter.into());
        window.sees_message("import-start", &[]);
        comes_to(window, &window.say("choose-file"));
        window.key(&[], Key::Enter.into());
        choose_file("Open File", list);
        window.sees("talk.csv");
        if came.is_none() {
            // It looks like what it is; that is offered, and nothing happens by itself.
            window.sees_message("import-looks-communications", &[]);
            window.sees_message("import-customers", &[]);
            inspector.look(window, "conversations taken for customers");
            comes_to(window, &window.say("import-looks-communications-take"));
            window.key(&[], Key::Enter.into());
        }
        window.sees_message("import-communications", &[]);
        window.loses(&window.say("import-looks-communications"));
        window.sees_message("import-talk-outcome", &[]);
        inspector.look(window, "conversations to import");
        // Customers that were taken for others aren't here, so a few have nowhere to go.
        let counts = window.texts(".kpi .v");
        if let Some(came) = came {
            assert_eq!(counts[..2], ["0".to_owned(), came.clone()], "what came is known");
            taken_back(window, &came);
            return;
        }
        assert!(counts[0] != "0" && counts[1] == "0", "all are new: {counts:?}");
        came = counts.into_iter().next();
        comes_to(window, "primary");
        window.key(&[], Key::Enter.into());
        window.sees_message("import-done", &[]);
        comes_to(window, &window.say("to-conversations"));
        window.key(&[], Key::Enter.into());
        window.texts(".hit");
    }
}

/// A mapping is kept under a name, called otherwise and forgotten, all from its menu.
fn mappings(window: &Window, inspector: &Inspector) {
    let menu = |mapping: &str, item: &str| {
        comes_to(window, mapping);
        window.key(&[], Key::Enter.into());
        window.press_with_role("menuitem", &window.say(item));
    };
    let name = |name: &str| {
        window.fill("view-name", name);
        window.key(&[], Key::Enter.into());
    };
    menu(&window.say("mapping-detected"), "mapping-save");
    name("ERP");
    window.sees_message("mapping-saved", &[("name", "ERP".into())]);
    menu("ERP", "mapping-manage");
    inspector.look(window, "mappings");
    window.press_with("mapping-rename", &[("name", "ERP".into())]);
    name("Office");
    window.sees_message("mapping-saved", &[("name", "Office".into())]);
    window.press_with("mapping-delete", &[("name", "Office".into())]);
    window.sees_message("mapping-none", &[]);
    window.key(&[], Key::Escape.into());
    window.loses(&window.say("mapping-none"));
    window.sees_message("mapping-detected", &[]);
}

/// The conversations of the latest import go again, and that is told of conversations.
fn taken_back(window: &Window, came: &str) {
    window.go("#/imports");
    window.press("undo-import");
    let count: i64 = came.parse().unwrap();
    let what = window.words.say("act-import_communications", &[("count", count.into())]);
    window.sees_message("undone", &[("what", what.into())]);
}

/// Goes from one control to the next until the keyboard is on the one of this name, or of this class.
#[track_caller]
pub fn comes_to(window: &Window, name: &str) {
    let code = "const at = document.activeElement;
                const text = at?.cloneNode(true);
                text?.querySelectorAll('kbd, .n').forEach((extra) => extra.remove());
                const is = at?.classList.contains(arguments[0]) || text?.textContent.replace(/\\s+/g, ' ').trim() === arguments[0];
                return is && !at.disabled ? 1 : null";
    for _ in 0..200 {
        if window.script(code, &[json!(name)]).unwrap().is_some() {
            return;
        }
        window.key(&[], Key::Tab.into());
    }
    window.give_up(&format!("the keyboard to come to {name:?}"), "no step of Tab leads there");
}

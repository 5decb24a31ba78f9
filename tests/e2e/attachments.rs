//! Files of conversations: added through the system's dialog, opened by the system's program, saved outside, removed and brought
//! back, logged with a new conversation by keyboard alone; and what programs read goes when the workspace is locked.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use fantoccini::key::Key;
use serde_json::json;

use crate::access::Inspector;
use crate::desktop::{Home, choose_file, press_keys, until};
use crate::imports::comes_to;
use crate::steps::{create_customer, fill, unlock};
use crate::window::Window;
use crate::words::Language;

/// A picture of one pixel.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9c\
    c8\x10\xa0\0\0\x03\x04\x011r\xa7{#\0\0\0\0IEND\xaeB`\x82";

#[test]
fn files_are_attached_opened_saved_and_removed_in_english() {
    attachments(Language::English);
}

#[test]
fn files_are_attached_opened_saved_and_removed_in_chinese() {
    attachments(Language::Chinese);
}

fn attachments(language: Language) {
    let home = Home::new();
    fill(&home, language);
    let opened = opener(&home);
    let (offer, picture) = (home.path("offer-48.txt"), home.path("picture.png"));
    fs::write(&offer, "48 rails, HGW25").unwrap();
    fs::write(&picture, PICTURE).unwrap();
    let window = Window::open(&home, Language::English);
    window.press_named(language.own_name());
    let window = window.speaking(language);
    let inspector = Inspector::new(&window);
    unlock(&window);

    window.go("#/conversations");
    window.texts(".hit");
    for (at, (file, name)) in [(&offer, "offer-48.txt"), (&picture, "picture.png")].into_iter().enumerate() {
        // What comes into the pane moves the button.
        window.rests();
        window.press("attach");
        choose_file("Open File", file);
        window.sees_message("attachments-added", &[("count", 1.into()), ("name", name.into())]);
        window.wait("the file in the pane", || Ok((window.texts(".pane li .name").len() == at + 1).then_some(())));
    }
    window.wait("the picture", || {
        window.script("return document.querySelector('.pane li img')?.naturalWidth || null", &[])
    });
    inspector.look(&window, "attachments");
    let named = [("name", "offer-48.txt".into())];
    window.press_with("attachment-open", &named);
    window.sees_message("attachment-opened", &[]);
    let copy = until("the system's program", || fs::read_to_string(&opened).ok().filter(|path| path.ends_with('\n')));
    let copy = Path::new(copy.trim_end());
    assert_eq!(fs::read_to_string(copy).unwrap(), "48 rails, HGW25", "the program reads what was attached");
    assert!(!copy.starts_with(home.path("workspace")), "a readable copy never lies in the workspace");

    window.press_with("attachment-save", &named);
    window.sees_message("attachment-leaves", &[]);
    inspector.look(&window, "saving a copy");
    window.press("attachment-choose-place");
    let saved = home.path("saved.txt");
    choose_file("Save File", &saved);
    window.sees_message("attachment-saved", &[("name", "saved.txt".into())]);
    assert_eq!(fs::read_to_string(&saved).unwrap(), "48 rails, HGW25");

    window.press_with("attachment-remove", &named);
    let removed = window.words.say("attachment-removed", &named);
    window.sees(&removed);
    window.wait("the file to go", || Ok((window.texts("li .name").len() == 1).then_some(())));
    window.press_in_toast(&removed, "undo");
    window.wait("the file to come back", || Ok((window.texts("li .name").len() == 2).then_some(())));

    logged_with_files(&window, &inspector, &offer);

    inspector.found_nothing(&window);
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
    let old = window.handle();
    press_keys("ctrl+l");
    window.follow(&old);
    window.sees_message("locked-asked", &[("method", "passphrase".into())]);
    until("the readable copy to go", || (!copy.exists()).then_some(()));
}

/// A conversation whose only words are a file, by keyboard.
fn logged_with_files(window: &Window, inspector: &Inspector, file: &Path) {
    create_customer(window, "Kessler 2");
    window.press("log-note");
    window.sees_message("log-new", &[]);
    comes_to(window, &window.say("attach"));
    window.key(&[], Key::Enter.into());
    choose_file("Open File", file);
    window.wait("the chosen file", || Ok(window.texts("[role=dialog] .tag .ell").first().cloned()));
    inspector.look(window, "logging with a file");
    window.key(&[Key::Control], Key::Enter.into());
    window.sees_message("conversation-logged", &[]);
    window.loses(&window.say("log-new"));
    assert_eq!(window.texts("article.tl-item .name"), ["offer-48.txt"], "the timeline shows it");
    inspector.look(window, "a timeline with a file");
}

/// Puts a program in the place of the desktop's opener, which writes down what it is asked to open; gives where.
fn opener(home: &Home) -> PathBuf {
    let (bin, opened) = (home.path("home/bin"), home.path("opened"));
    fs::create_dir_all(&bin).unwrap();
    let program = bin.join("xdg-open");
    fs::write(&program, format!("#!/bin/sh\necho \"$1\" > '{}'\n", opened.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    opened
}

//! Texts that are written again and again: made in the settings, put into a conversation by keyboard, filled in for the customer,
//! and kept out of what was just written.

use fantoccini::key::Key;
use serde_json::json;

use crate::desktop::Home;
use crate::steps::open_list;
use crate::words::Language;

#[test]
fn a_template_is_made_used_and_kept_in_english() {
    templates(Language::English);
}

#[test]
fn a_template_is_made_used_and_kept_in_chinese() {
    templates(Language::Chinese);
}

fn templates(language: Language) {
    let home = Home::new();
    let window = open_list(&home, language);
    window.go("#/settings/templates");
    window.press("template-create");
    window.sees_message("template-new", &[]);
    window.press("save");
    window.sees_message("field-required", &[]);
    window.fill("view-name", "Anfrage 询价");
    window.choose("log-channel", "email");
    window.press("blank-customer");
    window.type_text(" · ");
    window.press("blank-person");
    let text = window.value("template-text");
    assert_eq!(text, format!("{{{}}} · {{{}}}", window.say("blank-word-customer"), window.say("blank-word-person")));
    window.press("save");
    window.sees("Anfrage 询价");

    window.go("#/customers");
    window.wait("a customer", || {
        let press = "document.querySelector('[role=\"row\"] .names')?.click()";
        window.script(&format!("{press}; return document.querySelector('.preview') ? 1 : null"), &[])
    });
    window.press("open-record");
    window.sees_message("timeline-all", &[]);
    let customer = window.texts("h1")[0].clone();
    window.press("log-note");
    window.sees_message("log-new", &[]);
    window.press("templates");
    window.press_with_role("menuitem", "Anfrage 询价");
    window.sees_message("template-left", &[("blanks", window.say("blank-person").into())]);
    let filled = window.value("log-notes");
    assert_eq!(filled, format!("{customer} · {{{}}}", window.say("blank-word-person")), "the customer is filled in");
    window.press("templates");
    window.press_with_role("menuitem", &window.say("template-keep"));
    window.fill("view-name", "Zweite 第二");
    window.key(&[], Key::Enter.into());
    window.sees_message("template-kept", &[("name", "Zweite 第二".into())]);
    window.fill("log-notes", &filled.replace(['{', '}'], ""));
    window.loses(&window.words.say("template-left", &[("blanks", window.say("blank-person").into())]));
    window.key(&[Key::Control], Key::Enter.into());
    window.sees_message("conversation-logged", &[]);

    window.go("#/settings/templates");
    window.press_with("template-delete", &[("name", "Zweite 第二".into())]);
    window.sees_message("template-deleted", &[("name", "Zweite 第二".into())]);
    window.press_in_toast(&window.words.say("template-deleted", &[("name", "Zweite 第二".into())]), "undo");
    window.sees("Zweite 第二");
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

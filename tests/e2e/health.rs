//! From what is missing over all customers to the list of those that miss it, by keyboard.

use fantoccini::key::Key;

use crate::access::Inspector;
use crate::desktop::Home;
use crate::steps::{Lock, create_workspace};
use crate::window::Window;
use crate::words::Language;

const WHOLE: &str = "上海明远机械有限公司";
const BARE: &str = "凌云 Machinery";

fn create(window: &Window, name: &str, phone: &str) {
    window.go("#/customers");
    window.press("key-customer");
    window.fill("fact-name", name);
    window.fill("point-phone", phone);
    window.press("customer-create");
    window.sees(name);
    window.sees_message("timeline-empty", &[]);
}

fn what_is_missing_is_listed(language: Language) {
    let home = Home::new();
    let window = Window::open(&home, language);
    let inspector = Inspector::new(&window);
    create_workspace(&window, Lock::Passphrase);
    create(&window, WHOLE, "021-55550142");
    create(&window, BARE, "1390000");

    window.key(&[], 'g');
    window.key(&[], 'h');
    window.sees_message("health-wrong_phone", &[]);
    let names = window.texts("tbody .med");
    let row = names.iter().position(|text| *text == window.say("health-wrong_phone")).unwrap();
    for _ in 0..=row {
        window.key(&[], 'j');
    }
    window.key(&[], Key::Enter.into());
    window.sees(BARE);
    window.loses(WHOLE);
    window.sees_message("conditions-count", &[("conditions", 1.into()), ("groups", 0.into())]);

    window.go("#/health");
    window.sees_message("health-text", &[]);
    window.press("health-check-again");
    window.loses(&window.say("health-text"));
    window.press("health-rules");
    let goal = window.words.say("health-goal", &[("figure", window.say("health-reachable").into())]);
    window.choose_named(&goal, "100");
    window.sees_message("health-above-goal", &[("goal", 100.into())]);
    window.choose("health-silent-after", "3");
    window.sees_message("health-fresh-of", &[("months", 3.into())]);
    inspector.look(&window, "rules of data health");
    window.key(&[], Key::Escape.into());
    window.loses(&window.say("health-rules-text"));
    inspector.look(&window, "data health");
    inspector.found_nothing(&window);
    assert_eq!(window.complaints(), serde_json::json!([]), "nothing may go wrong behind the screen");
}

#[test]
fn what_is_missing_is_listed_in_english() {
    what_is_missing_is_listed(Language::English);
}

#[test]
fn what_is_missing_is_listed_in_chinese() {
    what_is_missing_is_listed(Language::Chinese);
}

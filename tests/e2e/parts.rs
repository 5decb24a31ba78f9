//! One person at two customers, with a part in decisions at each: added by name, and seen from both.

use fantoccini::key::Key;
use serde_json::json;

use crate::desktop::Home;
use crate::steps::{Lock, create_customer, create_workspace};
use crate::window::Window;
use crate::words::Language;

const WORKS: &str = "宁波海纳会计师事务所";
const OTHER: &str = "Kessler Antriebstechnik";
const PERSON: &str = "何丽";

fn at_two_customers(language: Language) {
    let home = Home::new();
    let window = Window::open(&home, language);
    create_workspace(&window, Lock::Passphrase);
    create_customer(&window, WORKS);
    window.press("person-add");
    window.fill("person-name", PERSON);
    window.fill("person-title", "Partner");
    window.choose("person-role", "decides");
    window.press("save");
    window.sees_message("decision-decides", &[]);

    create_customer(&window, OTHER);
    window.press("person-add");
    window.fill("person-title", "Adviser");
    window.choose("person-role", "evaluates");
    window.fill("person-name", PERSON);
    window.sees_message("person-known", &[]);
    window.press_named(&format!("{}: {PERSON}", window.say("person-link")));
    window.sees_message("person-linked", &[("name", PERSON.into())]);
    window.sees_message("decision-evaluates", &[]);
    let works_at = window.words.say("person-works-at", &[("name", WORKS.into())]);
    window.sees(&works_at);

    window.press_named(&works_at);
    window.sees_message("decision-decides", &[]);
    window.loses(&works_at);
    window.press_named(&format!("{PERSON} · Partner"));
    window.texts("[role=dialog]");
    assert_eq!(window.texts(".link a"), [OTHER], "the form says where else the person has a part");
    let there = "return [...document.querySelectorAll('.link :is(input, select)')].map((each) => each.value)";
    let there = window.script(there, &[]).unwrap();
    assert_eq!(there, Some(json!(["Adviser", "", "evaluates"])), "and which");
    window.key(&[], Key::Escape.into());
    let closed = || window.script("return document.querySelector('[role=dialog]') ? null : 1", &[]);
    window.wait("the form to close", closed);
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

#[test]
fn a_person_has_a_part_at_two_customers_in_english() {
    at_two_customers(Language::English);
}

#[test]
fn a_person_has_a_part_at_two_customers_in_chinese() {
    at_two_customers(Language::Chinese);
}

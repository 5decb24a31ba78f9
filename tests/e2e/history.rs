//! The history by keyboard: what was deleted is found there and brought back, and a single value from the record's own.

use fantoccini::key::Key;

use crate::desktop::Home;
use crate::steps::{Lock, create_customer, create_workspace, log_call};
use crate::window::Window;
use crate::words::Language;

const CUSTOMER: &str = "宁波海曙模具有限公司";
const NOTE: &str = "客户希望九月前拿到报价。";

#[test]
fn the_history_tells_and_brings_back() {
    let home = Home::new();
    let window = Window::open(&home, Language::Chinese);
    create_workspace(&window, Lock::Passphrase);
    create_customer(&window, CUSTOMER);
    log_call(&window, "电话沟通", NOTE);
    window.press("more");
    window.press("delete-customer");
    window.sees_message("customers-deleted", &[("count", 1.into()), ("number", "1".into())]);

    window.key(&[], 'g');
    window.key(&[], 'z');
    window.sees_message("act-log_communication", &[]);
    window.press("act-kind-deleted");
    window.loses(&window.say("act-log_communication"));
    assert_eq!(window.texts("article.act .who"), [CUSTOMER], "a deleted record keeps its name");
    window.key(&[], 'j');
    window.key(&[], Key::Enter.into());
    window.sees(NOTE);
    window.key(&[], 'u');
    window.sees_message("history-undone", &[]);
    window.press_named(CUSTOMER);
    window.sees(NOTE);

    window.script("location.hash += '/history'", &[]).unwrap();
    window.sees_message("act-create_customer", &[]);
    let told = window.texts("article.act .said");
    let undone = window.words.say("act-delete_customers", &[("count", 1.into())]);
    let undone = window.words.say("undone", &[("what", undone.clone().into())]);
    assert_eq!(told[0], undone, "newest first, each by what it did: {told:?}");
    assert_eq!(told.len(), 4, "made, logged, deleted, brought back: {told:?}");
    assert_eq!(window.complaints(), serde_json::json!([]), "nothing may go wrong behind the screen");
}

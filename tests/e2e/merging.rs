//! One business that was entered twice: told while it is typed, found, compared and merged by keyboard, and two again.

use fantoccini::key::Key;

use crate::desktop::Home;
use crate::steps::{Lock, create_workspace};
use crate::window::Window;
use crate::words::Language;

const ONE: &str = "上海明远机械有限公司";
const OTHER: &str = "上海市明远机械厂";
const PHONE: &str = "021-55550142";

fn create(window: &Window, name: &str, region: &str) {
    window.go("#/customers");
    window.press("key-customer");
    window.fill("fact-name", name);
    window.fill("fact-region", region);
    window.fill("point-phone", PHONE);
}

fn save(window: &Window, name: &str) {
    window.press("customer-create");
    window.sees(name);
    window.sees_message("timeline-empty", &[]);
}

fn becomes_one_and_two_again(language: Language) {
    let home = Home::new();
    let window = Window::open(&home, language);
    create_workspace(&window, Lock::Passphrase);
    create(&window, ONE, "华东");
    save(&window, ONE);
    create(&window, OTHER, "上海");
    window.sees_message("similar-there", &[("count", 1.into())]);
    save(&window, OTHER);

    window.go("#/duplicates");
    window.sees_message("duplicates-text", &[]);
    window.key(&[], 'j');
    window.holds_keyboard("[data-pair]");
    window.key(&[], Key::Enter.into());
    window.sees_message("merge-differ", &[("count", 2.into())]);
    // The name stays the left one, the region becomes the right one.
    window.key(&[], 'j');
    window.key(&[], 'j');
    window.key(&[], '2');
    window.wait("the other region", || Ok((window.texts(".res")[1] == "上海").then_some(())));
    assert_eq!(window.texts(".res")[0], ONE);
    window.key(&[Key::Control], Key::Enter.into());
    window.sees_message("duplicates-none", &[]);
    window.go("#/customers");
    window.loses(OTHER);
    window.sees(ONE);

    window.key(&[Key::Control], 'z');
    window.sees(OTHER);
    assert_eq!(window.complaints(), serde_json::json!([]), "nothing may go wrong behind the screen");
}

#[test]
fn two_customers_become_one_and_two_again_in_english() {
    becomes_one_and_two_again(Language::English);
}

#[test]
fn two_customers_become_one_and_two_again_in_chinese() {
    becomes_one_and_two_again(Language::Chinese);
}

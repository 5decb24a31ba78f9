//! Follow-ups that change hands, a calendar file that is kept up to date, and a suggestion of whom to contact that is put off.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use fantoccini::key::Key;
use fluent_bundle::FluentValue;
use serde_json::{Value, json};

use crate::desktop::{Home, choose_file, told};
use crate::steps::{PASSPHRASE, create_customer, fill, open_list, unlock};
use crate::window::Window;
use crate::words::Language;

/// Who has the follow-ups that are listed.
fn owners(window: &Window) -> Vec<String> {
    let code = "return [...document.querySelectorAll('.fu')].map((row) => row.querySelector('.av')?.title ?? '')";
    let owners = window.wait("follow-ups", || window.script(code, &[]));
    owners.as_array().unwrap().iter().map(|owner| owner.as_str().unwrap().to_owned()).collect()
}

/// A choice of the last list of people in the dialog, once they are there: its key and its name.
fn person(window: &Window, at: usize) -> (String, String) {
    let code = "const all = document.querySelectorAll('[role=dialog] select');
                const options = all[all.length - 1]?.options ?? [];
                const chosen = options[arguments[0]];
                return chosen && options.length > 2 ? [chosen.value, chosen.textContent] : null";
    let person = window.wait("people to choose from", || window.script(code, &[json!(at)]));
    (person[0].as_str().unwrap().to_owned(), person[1].as_str().unwrap().to_owned())
}

/// How many would change hands, as the dialog tells before it happens.
fn told_to_change(window: &Window) -> i64 {
    let code = "const told = document.querySelector('[role=dialog] [role=status] .med')?.textContent;
                return told?.match(/\\d+/)?.[0] ?? null";
    window.wait("what would change", || window.script(code, &[])).as_str().unwrap().parse().unwrap()
}

fn give(window: &Window, name: &str) -> i64 {
    let count = told_to_change(window);
    let number = FluentValue::from(count.to_string());
    window.press_with("give-do", &[("count", count.into()), ("number", number.clone())]);
    window.sees_message("given-to", &[("count", count.into()), ("number", number), ("name", name.into())]);
    count
}

fn change_hands(language: Language) {
    let home = Home::new();
    let window = open_list(&home, language);
    window.go("#/today");
    window.texts(".fu .what");
    let before = owners(&window);
    assert!(before.len() > 3, "there must be several to give: {before:?}");
    window.key(&[Key::Control], 'a');
    window.sees_message("selected", &[("count", before.len().to_string().into())]);
    window.key(&[], Key::Escape.into());
    window.loses(&window.say("give"));
    // With the keyboard: one, and the two after it.
    window.key(&[], 'x');
    window.key(&[Key::Shift], 'j');
    window.key(&[Key::Shift], 'j');
    window.sees_message("selected", &[("count", "3".into())]);
    // With the pointer: all of them but one.
    window.press("select-all");
    let title = window.texts(".fu .what").remove(0);
    window.press_with("select-row", &[("name", title.into())]);
    window.sees_message("selected", &[("count", (before.len() - 1).to_string().into())]);
    window.press("select-all");
    window.press("give");
    let (id, name) = person(&window, 2);
    window.choose("give-to", &id);
    give(&window, &name);
    let all = |owner: &str| owners(&window).iter().all(|each| each == owner);
    window.wait("all to be theirs", || Ok(all(&name).then_some(())));
    window.key(&[Key::Control], 'z');
    window.wait("each to be whose it was", || Ok((owners(&window) == before).then_some(())));

    // All that this person has, wherever it stands.
    window.press("pick");
    window.press("give");
    let (to, to_name) = person(&window, 1);
    window.choose("give-all-of", &id);
    window.choose("give-to", &to);
    assert!(give(&window, &to_name) > 0);
    window.wait("none to be theirs", || Ok((!owners(&window).contains(&name)).then_some(())));
    window.key(&[Key::Control], 'z');
    window.wait("each to be whose it was", || Ok((owners(&window) == before).then_some(())));
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

#[test]
fn follow_ups_change_hands_in_english() {
    change_hands(Language::English);
}

#[test]
fn follow_ups_change_hands_in_chinese() {
    change_hands(Language::Chinese);
}

fn kept_up_to_date(language: Language) {
    let home = Home::new();
    let window = open_list(&home, language);
    window.go("#/calendar");
    window.press("calendar-file");
    window.press("kept-file-keep");
    let file = home.path("home/kept.ics");
    choose_file("Save File", &file);
    window.sees_message("kept-file-begun", &[("name", "kept.ics".into())]);
    let holds = |text: &str| fs::read_to_string(&file).unwrap_or_default().replace("\r\n ", "").contains(text);
    assert!(holds("BEGIN:VCALENDAR") && holds("BEGIN:VEVENT"), "it is written at once");
    window.key(&[], Key::Escape.into());
    window.loses(&window.say("kept-file"));

    let title = "Bring the gauge 量规";
    assert!(!holds(title));
    create_customer(&window, "Kessler GmbH");
    window.key(&[], 'f');
    window.fill("follow-up-what", title);
    window.key(&[Key::Control], Key::Enter.into());
    window.sees_message("follow-up-added", &[]);
    window.wait("the file to follow", || Ok(holds(title).then_some(())));
    window.key(&[Key::Control], 'z');
    window.wait("the file to follow undo", || Ok((!holds(title)).then_some(())));

    window.go("#/calendar");
    window.press("calendar-file");
    window.press("kept-file-delete");
    window.sees_message("kept-file-deleted", &[("name", "kept.ics".into())]);
    assert!(!file.exists(), "it was to be deleted");
    window.sees_message("kept-file-keep", &[]);
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

#[test]
fn a_calendar_file_is_kept_up_to_date_in_english() {
    kept_up_to_date(Language::English);
}

#[test]
fn a_calendar_file_is_kept_up_to_date_in_chinese() {
    kept_up_to_date(Language::Chinese);
}

/// Asks the program without its window, while that isn't open.
fn call(home: &Home, command: &str, input: &Value) -> Value {
    let secret = home.path("passphrase");
    fs::write(&secret, PASSPHRASE).unwrap();
    let secret = ["--passphrase-file", secret.to_str().unwrap()];
    let answer = told(home.program().args(secret).args(["call", command, &input.to_string()]));
    serde_json::from_str(&answer).unwrap()
}

fn put_off(language: Language) {
    const NAME: &str = "Long Silent Ltd 久未联系";
    let home = Home::new();
    fill(&home, language);
    let customer = call(&home, "create_customer", &json!({ "kind": "company", "name": NAME }))["id"].clone();
    call(&home, "update_customer", &json!({ "id": customer, "rhythmDays": 1 }));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let at = u64::try_from(now).unwrap() - 300 * 86_400_000;
    call(&home, "log_communication", &json!({ "customerId": customer, "channel": "call", "text": "x", "at": at }));
    let window = Window::open(&home, Language::English);
    window.press_named(language.own_name());
    let window = window.speaking(language);
    unlock(&window);
    let suggested = || {
        let code = "return [...document.querySelectorAll('.side a')].some((link) => link.textContent === arguments[0])";
        window.script(code, &[json!(NAME)]).map(|found| found == Some(json!(true)))
    };
    window.wait("the suggestion", || Ok(suggested()?.then_some(())));
    window.press_with("contact-dismiss", &[("name", NAME.into())]);
    window.wait("the suggestion to go", || Ok((!suggested()?).then_some(())));
    window.key(&[Key::Control], 'z');
    window.wait("undo to bring it back", || Ok(suggested()?.then_some(())));
    window.press_with("contact-dismiss", &[("name", NAME.into())]);
    window.wait("the suggestion to go", || Ok((!suggested()?).then_some(())));
    window.go("#/customers");
    window.texts("[role=row] .names");
    window.go("#/today");
    window.sees_message("coming-up", &[]);
    window.rests();
    assert!(!suggested().unwrap(), "it stays away");
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

#[test]
fn a_suggested_contact_is_put_off_in_english() {
    put_off(Language::English);
}

#[test]
fn a_suggested_contact_is_put_off_in_chinese() {
    put_off(Language::Chinese);
}

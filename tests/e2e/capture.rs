//! The one-line note from anywhere: what is typed is read while it is typed, and saved as it was read, by keyboard alone.

use std::time::Instant;

use fantoccini::key::Key;
use serde_json::json;

use crate::desktop::Home;
use crate::steps::{fill, unlock};
use crate::window::Window;
use crate::words::Language;

/// What has been, and what is to be done, about customers of the sample.
const VISIT: &str = "visited Kessler yesterday for 30 min, send the drawing by Friday";
const PLAN: &str = "明天下午3点给周敏回电话，报价 ¥41万";

#[test]
fn a_line_is_read_and_saved_in_english() {
    capture(Language::English);
}

#[test]
fn a_line_is_read_and_saved_in_chinese() {
    capture(Language::Chinese);
}

#[expect(clippy::print_stderr, reason = "how long it takes is for whoever runs it")]
fn capture(language: Language) {
    let home = Home::new();
    fill(&home, language);
    let window = Window::open(&home, Language::English);
    window.press_named(language.own_name());
    let window = window.speaking(language);
    unlock(&window);

    window.go("#/insights");
    window.sees_message("conversations-per-week", &[]);
    let began = Instant::now();
    write(&window, VISIT);
    sees_parts(&window, &["visited", "Kessler", "yesterday", "30 min"]);
    let chips = window.texts("dialog .chip, [role=dialog] .chip");
    let has = |text: &str| chips.iter().any(|chip| chip.contains(text));
    assert!(has(&window.say("channel-visit")) && has("Kessler Antriebstechnik"), "{chips:?}");
    window.key(&[], Key::Enter.into());
    window.sees_message("conversation-logged", &[]);
    eprintln!("a conversation written in one line took {:.1?}", began.elapsed());
    window.go("#/conversations");
    window.sees(VISIT);

    write(&window, PLAN);
    sees_parts(&window, &["明天下午3点", "周敏", "¥41万"]);
    window.key(&[], Key::Enter.into());
    window.sees_message("follow-up-added", &[]);
    window.go("#/today");
    window.sees(PLAN);
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

/// Opens the line over whatever page is shown, and writes in it.
fn write(window: &Window, line: &str) {
    window.key(&[], 'n');
    window.holds_keyboard("[role=dialog] input");
    window.type_text(line);
}

/// Waits until these are underlined, among others.
fn sees_parts(window: &Window, parts: &[&str]) {
    window.wait("what was recognised", || {
        let marked = window.texts("[role=dialog] .mark");
        Ok(parts.iter().all(|part| marked.iter().any(|text| text == part)).then_some(()))
    });
}

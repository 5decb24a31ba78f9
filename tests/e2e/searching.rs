//! Search by names before a colon, from hit to hit in a text, and kept under a name that a restart finds.

use fantoccini::key::Key;
use serde_json::json;

use crate::desktop::Home;
use crate::steps::{create_customer, fill, log_call, unlock};
use crate::window::Window;
use crate::words::Language;

fn opened(home: &Home) -> Window {
    let window = Window::open(home, Language::English);
    unlock(&window);
    window
}

/// What the page says it found for what was asked last.
fn found(window: &Window, asked: &str) -> String {
    let code = "const query = new URLSearchParams(location.hash.split('?')[1] ?? '').get('q') ?? '';
                return query === arguments[0] ? true : null";
    window.wait(&format!("{asked:?} to be asked"), || window.script(code, &[json!(asked)]));
    window.rests();
    let said = || Ok(window.texts(".rs-h [role=status]").pop().filter(|said| !said.is_empty()));
    window.wait("what was found", said)
}

fn ask(window: &Window, query: &str) -> String {
    window.fill("search-conversations", query);
    found(window, query)
}

#[test]
fn conversations_are_found_by_what_is_said_of_them() {
    let home = Home::new();
    fill(&home, Language::English);
    let window = opened(&home);
    window.go("#/conversations");
    let all = found(&window, "");
    let any = ask(&window, "报价");
    let called = ask(&window, "报价 channel:call");
    assert!(all != any && any != called, "each narrows: {all}, {any}, {called}");
    assert_eq!(ask(&window, "报价 channel:fax"), any, "the rest is searched");
    window.sees_message("search-unknown-channel", &[("value", "fax".into())]);
    // What the sidebar's choice of a channel finds is the same.
    window.press("channel-call");
    let by_hand = || Ok((found(&window, "报价 channel:fax") == called).then_some(()));
    window.wait("the same by hand as by name", by_hand);

    assert_eq!(ask(&window, "报价 渠道:电话 -channel:visit"), called, "in either language");
    window.loses(&window.words.say("search-unknown-channel", &[("value", "fax".into())]));

    // From place to place in the text.
    let here = "const marks = [...document.querySelectorAll('[data-said] mark')];
                const at = marks.findIndex((mark) => mark.hasAttribute('data-here'));
                return at < 0 ? null : [at, marks.length]";
    let first = window.wait("the first place in the text", || window.script(here, &[]));
    assert_eq!(first[0], json!(0));
    window.key(&[], Key::F3.into());
    let next = 1 % first[1].as_u64().unwrap();
    let moved = || Ok(window.script(here, &[])?.filter(|now| now[0] == json!(next)));
    window.wait("the next place in the text", moved);

    window.press("search-save");
    window.fill("view-name", "Quotes by phone");
    window.press("save");
    let entry = "return [...document.querySelectorAll('.sidebar .nav a')]
                   .find((each) => each.innerText.includes('Quotes by phone'))?.querySelector('.n')?.innerText ?? null";
    let count = window.wait("the search in the sidebar", || window.script(entry, &[]));
    assert!(called.starts_with(&format!("{} ", count.as_str().unwrap())), "{called} as it counts: {count}");

    drop(window);
    let window = opened(&home);
    window.wait("the search in the sidebar after a restart", || window.script(entry, &[]));
    window.press_named("Quotes by phone");
    assert_eq!(found(&window, "报价 渠道:电话 -channel:visit"), called, "the same conversations");
    assert_eq!(window.value("search-conversations"), "报价 渠道:电话 -channel:visit");
}

#[test]
fn a_slip_in_a_word_is_forgiven_and_said() {
    let home = Home::new();
    fill(&home, Language::English);
    let window = opened(&home);
    window.go("#/conversations");
    ask(&window, "delivrey");
    window.sees_message("search-similar-hit", &[]);
    let marks = || Ok((!window.texts(".hit mark").is_empty()).then_some(()));
    window.wait("what is similar to be marked", marks);
}

#[test]
fn a_corrected_category_changes_the_next_suggestion() {
    let home = Home::new();
    fill(&home, Language::English);
    let window = opened(&home);
    create_customer(&window, "Bearing Works");
    log_call(&window, "First", "The quote for the spindle bearing kit needs the new grease chart.");
    log_call(&window, "Second", "Another quote for a spindle bearing kit, with the grease chart.");
    window.go("#/conversations");
    let two = window.words.say("results-count", &[("total", 2.into()), ("customers", 1.into())]);
    assert_eq!(ask(&window, "\"spindle bearing\""), two);
    let suggested =
        "return [...document.querySelectorAll('.rd-b .chip')].map((chip) => chip.innerText.trim())[0] ?? null";
    let sure = |topic: &str| {
        let begins = format!("{}?", window.say(topic));
        let look = || {
            Ok(window
                .script(suggested, &[])?
                .filter(|said| said.as_str().is_some_and(|said| said.starts_with(&begins))))
        };
        window.wait(&format!("{begins} to be suggested"), look);
    };
    sure("topic-price");
    let chip = window.script("return document.querySelector('.rd-b .chip').ariaLabel", &[]).unwrap().unwrap();
    window.press_named(chip.as_str().unwrap());
    window.press("topic-support");
    window.sees_message("category-set", &[]);
    window.key(&[], 'j');
    // The note beside it reads alike, and nobody said anything about it.
    sure("topic-support");
    // The facet counts what was decided, and narrows to it.
    window.press("topic-support");
    let one = window.words.say("results-count", &[("total", 1.into()), ("customers", 1.into())]);
    window.sees(&one);
}

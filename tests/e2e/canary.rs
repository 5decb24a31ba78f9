//! Plain text left behind while the window is open: a name, a note and a draft are typed, and every file that the program or
//! its web view could have written is searched for them, while it runs and after it was killed. Nothing saved is lost.

use encoding_rs::GBK;
use fantoccini::key::Key;
use satchel_tests::files_in;

use crate::desktop::Home;
use crate::steps::{Lock, PASSPHRASE, create_customer, create_workspace, log_call};
use crate::window::Window;
use crate::words::Language;

const NAME: &str = "Quokkacanary";
const NOTE: &str = "翡翠鸟暗语";
const DRAFT: &str = "鹦鹉螺草稿";

/// Every file of this person in which a text stands, in an encoding in which a program may write.
fn traces(home: &Home) -> Vec<String> {
    let mut traces = Vec::new();
    for file in files_in(home.root()) {
        // A file that went meanwhile holds nothing.
        let bytes = std::fs::read(&file).unwrap_or_default();
        for text in [NAME, NOTE, DRAFT] {
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for form in
                [text.as_bytes().to_vec(), text.to_lowercase().into_bytes(), wide, GBK.encode(text).0.into_owned()]
            {
                if bytes.windows(form.len()).any(|window| window == form) {
                    traces.push(format!("{text} in {}", file.display()));
                }
            }
        }
    }
    traces
}

#[test]
fn what_is_typed_is_on_the_screen_only() {
    let home = Home::new();
    let window = Window::open(&home, Language::Chinese);
    create_workspace(&window, Lock::Passphrase);
    create_customer(&window, NAME);
    log_call(&window, "电话", NOTE);
    window.key(&[Key::Control], 'k');
    window.fill("palette-what", NOTE);
    window.texts(".pr mark");
    window.key(&[], Key::Escape.into());
    window.press("log-note");
    window.fill("log-notes", DRAFT);
    window.sees(window.say("draft-kept").split_whitespace().next().unwrap());
    assert_eq!(traces(&home), Vec::<String>::new(), "while it runs");
    home.kill();
    assert_eq!(traces(&home), Vec::<String>::new(), "after a kill");
    drop(window);

    let window = Window::open(&home, Language::Chinese);
    window.fill("passphrase", PASSPHRASE);
    window.press("unlock");
    window.go("#/customers");
    window.point(NAME);
    window.key(&[], Key::Enter.into());
    window.sees(NOTE);
    window.press("log-note");
    window.wait("the draft", || Ok((window.value("log-notes") == DRAFT).then_some(())));
    drop(window);

    std::fs::write(home.path("home/left.txt"), GBK.encode(NOTE).0).unwrap();
    assert_eq!(traces(&home).len(), 1, "a search that finds nothing must be able to find something");
}

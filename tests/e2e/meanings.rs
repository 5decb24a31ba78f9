//! What is like a conversation: told by the words alone while there are few notes, and by what words mean once there are
//! enough. That is learned while one looks on.

use std::fs;
use std::time::{Duration, Instant};

use satchel_tests::{ENOUGH_NOTES, ONE_WAY, OTHER_WAY, list_of_notes};
use serde_json::json;

use crate::access::Inspector;
use crate::desktop::{Home, choose_file, told};
use crate::steps::PASSPHRASE;
use crate::window::Window;
use crate::words::Language;

const CUSTOMER: &str = "上海明远机械";
/// In no other note do these words follow each other.
const ASKED: &str = "报价 单价 折扣 优惠 价格";
/// This shares its words.
const SHARING: &str = "价格 优惠 折扣 单价 报价";
/// This shares none and says the same.
const SAME: &str = "Quotation rate discount rebate pricing.";
/// Learning takes half of one processor for a while, and the machine may have others to serve.
const LEARNING: Duration = Duration::from_secs(240);

/// A workspace with the three among as many other notes.
fn workspace(home: &Home, others: usize) {
    let secret = home.path("passphrase");
    fs::write(&secret, PASSPHRASE).unwrap();
    let call = |args: &[&str]| {
        told(home.program().args(["--passphrase-file", secret.to_str().unwrap()]).args(args));
    };
    let customers = home.path("customers.csv");
    fs::write(&customers, format!("Company\n{CUSTOMER}\n")).unwrap();
    let notes = home.path("first.csv");
    let list = list_of_notes(CUSTOMER, 0..others);
    let rows = [ASKED, SHARING, SAME].map(|text| format!("{CUSTOMER},2026-05-09,{text}\n"));
    fs::write(&notes, list + &rows.concat()).unwrap();
    call(&["init"]);
    call(&["import", customers.to_str().unwrap()]);
    call(&["import", "--kind", "communications", notes.to_str().unwrap()]);
}

/// Opens the note that was asked about.
fn open_asked(window: &Window) {
    window.go("#/conversations");
    window.fill("search-conversations", &format!("\"{}\"", &ASKED[..ASKED.len() - " 折扣 优惠 价格".len()]));
    let code = "return document.querySelectorAll('.hit').length === 1 && document.querySelector('article')
                  ?.innerText.includes(arguments[0]) ? 1 : null";
    window.wait("the note that was asked about", || window.script(code, &[json!(ASKED)]));
}

/// What the line beside the similar notes says, and how.
fn compared(window: &Window) -> Option<String> {
    let code = "return document.querySelector('.sec-h .push[title]')?.innerText ?? null";
    window.script(code, &[]).unwrap()?.as_str().map(str::to_owned)
}

/// The similar notes that are so by meaning: what is marked in each, and what is said of its words.
fn near(window: &Window) -> Vec<(Vec<String>, String)> {
    let code = "const notes = [...document.querySelectorAll('.box button.two')].map((note) =>
                  [[...note.querySelectorAll('b')].map((mark) => mark.innerText), note.querySelector('.near').innerText]);
                return notes.length > 0 ? notes : null";
    let found = window.wait("notes alike by meaning", || window.script(code, &[]));
    serde_json::from_value(found).unwrap()
}

/// The words of one way that are said to be used as those of the other are, which are marked.
#[track_caller]
fn says_alike(window: &Window) {
    let notes = near(window);
    let begins = window.words.say("analysis-near", &[("words", "".into())]);
    let begins = begins.trim_end();
    let mut marked = 0;
    for (marks, said) in &notes {
        let pairs = said.strip_prefix(begins).unwrap_or_else(|| panic!("{said} begins as {begins}"));
        for pair in pairs.split(&window.say("people-comma")) {
            let (own, other) = pair.trim().split_once(" ~ ").unwrap_or_else(|| panic!("a pair: {pair}"));
            let known = |way: &[&str], word: &str| way.contains(&word.to_lowercase().as_str());
            assert!(known(&ONE_WAY, own) && known(&OTHER_WAY, other), "{own} is used as {other}: {notes:?}");
            marked += usize::from(marks.iter().any(|mark| mark == other));
        }
    }
    assert!(marked > 0, "what is used alike is marked: {notes:?}");
}

#[test]
fn similar_notes_say_by_what_they_are_alike() {
    let few = 60;
    let home = Home::new();
    workspace(&home, few);
    let rest = home.path("rest.csv");
    fs::write(&rest, list_of_notes(CUSTOMER, few..ENOUGH_NOTES)).unwrap();
    let window = Window::open(&home, Language::English);
    let inspector = Inspector::new(&window);
    window.fill("passphrase", PASSPHRASE);
    window.press("unlock");
    window.sees_message("today", &[]);
    open_asked(&window);
    window.sees_message("analysis-by-words", &[]);
    assert_eq!(window.script("return document.querySelector('.box button.two')", &[]).unwrap(), None, "by words alone");

    window.go("#/import");
    window.press("choose-file");
    choose_file("Open File", &rest);
    window.sees("rest.csv");
    window.press("import-looks-communications-take");
    window.press_with("import-rows", &[("count", (ENOUGH_NOTES - few).into())]);
    window.sees_message("import-done", &[]);
    open_asked(&window);
    let by_meaning =
        |window: &Window| window.words.say("analysis-by-meaning", &[("number", (ENOUGH_NOTES + 3).to_string().into())]);
    let (began, wanted) = (Instant::now(), by_meaning(&window));
    let not_yet = ["analysis-by-words", "analysis-by-words-learning"].map(|id| window.say(id));
    loop {
        match compared(&window) {
            Some(said) if said == wanted => break,
            Some(said) => assert!(not_yet.contains(&said), "{said}"),
            None => {}
        }
        if began.elapsed() > LEARNING {
            window.give_up("the notes to be alike by meaning", "it was not learned");
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    satchel_tests::noted(&format!("meanings were learned in {:.1?}", began.elapsed()));
    says_alike(&window);
    inspector.look(&window, "notes alike by meaning");

    window.go("#/settings/region");
    window.choose("interface-language", Language::Chinese.tag());
    let window = window.speaking(Language::Chinese);
    open_asked(&window);
    window.sees(&by_meaning(&window));
    says_alike(&window);
    inspector.look(&window, "notes alike by meaning, in Chinese");

    // It leads to what says the same in other words.
    let open = "const notes = [...document.querySelectorAll('.box button.two')];
                const same = notes.find((note) => note.innerText.includes(arguments[0]));
                same?.click(); return same ? 1 : null";
    window.wait("what says the same", || window.script(open, &[json!("Quotation")]));
    let said = "return [...document.querySelectorAll('article p[data-said]')].map((text) => text.innerText.trim())";
    window.wait("its text", || Ok(window.script(said, &[])?.filter(|said| *said == json!([SAME]))));
    inspector.found_nothing(&window);
    assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
}

//! Every page of the sample workspace, in both languages, both themes and two sizes: it shows what it should, and nothing
//! goes wrong behind it. Pictures are kept in the folder that `SATCHEL_SHOTS` names.

use std::fs;
use std::path::PathBuf;

use fantoccini::key::Key;
use serde_json::json;

use crate::desktop::Home;
use crate::window::Window;
use crate::words::{Language, Words};

/// The usual size and the smallest.
const SIZES: [(u32, u32); 2] = [(1280, 800), (1024, 680)];

/// Pages with an address of their own, and the message that each must show.
const PAGES: [(&str, &str); 10] = [
    ("today", "coming-up"),
    ("customers", "column-customer"),
    ("conversations", "search-date"),
    ("insights", "conversations-per-week"),
    ("import", "import-start"),
    ("settings/workspace", "sample-workspace-now"),
    ("settings/region", "how-it-looks"),
    ("settings/appearance", "text-size"),
    ("settings/keyboard", "single-keys"),
    ("settings/about", "about-network"),
];

#[test]
fn every_page_in_every_look() {
    let home = Home::new();
    let mut window = Window::open(&home, Language::English);
    window.press_named(Language::English.own_name());
    window.press("open-sample");
    window.sees_message("sample-data", &[]);
    let record = record(&window);
    for language in Language::ALL {
        window.go("#/settings/region");
        window.choose("interface-language", language.tag());
        window.words = Words::new(language);
        window.sees_message("how-it-looks", &[]);
        for theme in ["light", "dark"] {
            window.go("#/settings/appearance");
            window.press(&format!("theme-{theme}"));
            window.wait("the theme", || {
                let code = "return document.documentElement.dataset.theme === arguments[0] ? 1 : null";
                window.script(code, &[json!(theme)])
            });
            for size in SIZES {
                window.resize(size.0, size.1);
                let look = format!("{}-{theme}-{}x{}", language.tag(), size.0, size.1);
                walk(&window, &record, &look);
                assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen in {look}");
            }
        }
    }
}

/// The address of a customer with a history.
fn record(window: &Window) -> String {
    window.go("#/conversations");
    let name = window.texts(".rd-h a")[0].clone();
    window.press_named(&name);
    window.sees_message("timeline-all", &[]);
    window.script("return location.hash", &[]).unwrap().unwrap().as_str().unwrap().to_owned()
}

fn walk(window: &Window, record: &str, look: &str) {
    for (page, message) in PAGES {
        window.go(&format!("#/{page}"));
        window.sees_message(message, &[]);
        keep(window, look, page);
    }
    window.go(record);
    window.sees_message("details", &[]);
    window.texts("article.tl-item");
    keep(window, look, "record");
    window.key(&[Key::Shift], 'N');
    window.sees_message("log-new", &[]);
    keep(window, look, "log");
    window.key(&[], Key::Escape.into());
    window.loses(&window.say("log-new"));
    window.key(&[Key::Control], 'k');
    window.fill("palette-what", "导轨");
    window.texts(".pr mark");
    keep(window, look, "palette");
    window.key(&[], Key::Escape.into());
    window.go(&format!("{record}/dossier"));
    window.sees_message("pdf-leaves", &[]);
    window.texts(".thumbs button");
    keep(window, look, "dossier");
}

/// A page must not be wider than its window, and is kept as a picture for who wants to look at it.
fn keep(window: &Window, look: &str, page: &str) {
    window.rests();
    let code = "const page = document.documentElement;
                return [page.scrollWidth, page.scrollHeight, innerWidth, innerHeight]";
    let sizes = window.script(code, &[]).unwrap().unwrap();
    let [width, height, inner_width, inner_height] = [0, 1, 2, 3].map(|at| sizes[at].as_u64().unwrap());
    assert!(width <= inner_width && height <= inner_height, "{page} must fit its window in {look}: {sizes}");
    if let Some(folder) = std::env::var_os("SATCHEL_SHOTS").map(PathBuf::from) {
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{look}-{}.png", page.replace('/', "-")));
        fs::write(file, window.picture().unwrap()).unwrap();
    }
}

//! Every page and every layer as someone meets it who cannot see, cannot use a mouse or needs large letters: axe finds nothing
//! that WCAG 2.2 AA forbids, in both themes; nothing is cut off or covered; every word is translated; nothing goes wrong
//! behind the screen.

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::desktop::{Home, choose_file};
use crate::steps::{Lock, PASSPHRASE, create_customer, create_workspace_looking, fill};
use crate::window::Window;
use crate::words::Language;

/// Names that try a layout: longer than any window, from right to left, and with a picture.
const LONG: &str = "The Extraordinarily Long and Many-Worded Consolidated Hydraulic Bearings, Seals, Couplings, Gearboxes and \
                    Precision Spindles Trading and Manufacturing Company of the Greater Eastern River Delta, Limited";
const BACKWARDS: &str = "شركة النور للتجارة والصناعة ⚡ Al-Noor";

/// Pages with an address of their own, and a message that each must show.
const PAGES: [(&str, &str); 20] = [
    ("today", "coming-up"),
    ("calendar", "overdue"),
    ("calendar?view=day", "overdue"),
    ("calendar?view=month", "overdue"),
    ("calendar?view=list", "overdue"),
    ("customers", "column-customer"),
    ("conversations", "search-date"),
    ("insights", "conversations-per-week"),
    ("import", "import-start"),
    ("imports", "imports-none"),
    ("health", "health-undo"),
    ("duplicates", "duplicates-text"),
    ("settings/workspace", "settings-workspace"),
    ("settings/fields", "fields-help"),
    ("settings/categories", "categories-help"),
    ("settings/region", "how-it-looks"),
    ("settings/appearance", "text-size"),
    ("settings/security", "make-new-code"),
    ("settings/keyboard", "single-keys"),
    ("settings/about", "about-network"),
];

#[test]
fn every_screen_in_english_and_light() {
    every_screen(Language::English, Look { theme: "light", size: (1280, 800), text: "13" });
}

#[test]
fn every_screen_in_chinese_and_dark() {
    every_screen(Language::Chinese, Look { theme: "dark", size: (1024, 680), text: "13" });
}

/// How the screen is set.
#[derive(Clone, Copy)]
struct Look {
    theme: &'static str,
    size: (u32, u32),
    text: &'static str,
}

fn every_screen(language: Language, look: Look) {
    let home = Home::new();
    fill(&home, language);
    let window = Window::open(&home, Language::English);
    let inspector = Inspector::new(&window);
    window.sees_message("locked-passphrase", &[("method", "passphrase".into())]);
    window.press_named(language.own_name());
    let window = window.speaking(language);
    window.resize(look.size.0, look.size.1);
    inspector.look(&window, "lock");
    window.fill("passphrase", PASSPHRASE);
    window.press("unlock");
    set(&window, &look);
    create_customer(&window, LONG);
    create_customer(&window, BACKWARDS);
    let record = record(&window);
    for (page, message) in PAGES {
        window.go(&format!("#/{page}"));
        window.sees_message(message, &[]);
        inspector.look(&window, page);
    }
    lifted(&window, &inspector);
    side_by_side(&window, &inspector);
    layers_of_the_list(&window, &inspector);
    layers_of_a_record(&window, &inspector, &record);
    layers_anywhere(&window, &inspector);
    inspector.found_nothing(&window);
    // What looks well at one size of letters may not at the largest.
    set(&window, &Look { text: "16", size: (1024, 680), ..look });
    for (page, message) in PAGES {
        window.go(&format!("#/{page}"));
        window.sees_message(message, &[]);
        inspector.layout(&window, &format!("{page} in large letters"));
    }
    window.go(&record);
    window.texts("article.tl-item");
    inspector.layout(&window, "record in large letters");
    inspector.found_nothing(&window);
}

/// A follow-up on its way to another day.
fn lifted(window: &Window, inspector: &Inspector) {
    window.go("#/calendar");
    window.texts("ul[data-hour] .ev:not(.done)");
    window.script("document.querySelector('ul[data-hour] .ev:not(.done)').focus()", &[]).unwrap();
    window.key(&[], ' ');
    window.key(&[], Key::Down.into());
    window.sees_message("lift-put-back", &[]);
    inspector.look(window, "a lifted follow-up");
    window.key(&[], Key::Escape.into());
    window.wait("it to be put back", || window.script("return document.querySelector('.cal .hint') ? null : 1", &[]));
    window.press("calendar-file");
    window.sees_message("calendar-file-leaves", &[]);
    inspector.look(window, "a calendar file");
    escape(window);
}

/// The first pair of customers that seem to be one.
fn side_by_side(window: &Window, inspector: &Inspector) {
    window.go("#/duplicates");
    window.sees_message("duplicates-text", &[]);
    window.key(&[], 'j');
    window.holds_keyboard("[data-pair]");
    window.key(&[], Key::Enter.into());
    window.sees_message("merge-undo", &[]);
    inspector.look(window, "merge");
}

#[test]
fn the_first_start_in_english() {
    first_start(Language::English);
}

#[test]
fn the_first_start_in_chinese() {
    first_start(Language::Chinese);
}

fn first_start(language: Language) {
    let home = Home::new();
    let window = Window::open(&home, language);
    let inspector = Inspector::new(&window);
    create_workspace_looking(&window, Lock::Passphrase, &|step| inspector.look(&window, step));
    for (page, message) in [
        ("today", "begin-title"),
        ("calendar", "calendar-free"),
        ("customers", "begin-title"),
        ("conversations", "no-conversations-yet"),
        ("insights", "insights-empty"),
    ] {
        window.go(&format!("#/{page}"));
        window.sees_message(message, &[]);
        inspector.look(&window, &format!("{page} when empty"));
    }
    let list = home.path("home/list.csv");
    fs::write(&list, "name,phone,email\nAcme,13805741234,a@acme.example\n,1,\nAcme Two,138 0574 1234,\n").unwrap();
    window.go("#/import");
    window.press("choose-file");
    choose_file("Open File", &list);
    window.sees("list.csv");
    inspector.look(&window, "import review");
    window.press_with("import-rows", &[("count", 1.into())]);
    window.sees_message("import-done", &[]);
    inspector.look(&window, "import report");
    window.go("#/imports");
    window.sees("list.csv");
    inspector.look(&window, "imports");
    window.go("#/customers");
    window.fill("filter-text", "nobody is called that");
    window.sees_message("customers-no-match", &[]);
    inspector.look(&window, "customers without a match");
    create_customer(&window, "Acme Three");
    inspector.look(&window, "record without a history");
    inspector.found_nothing(&window);
}

fn set(window: &Window, look: &Look) {
    window.go("#/settings/appearance");
    window.press_with_role("radio", &window.say(&format!("theme-{}", look.theme)));
    window.press_with_role("radio", look.text);
    window.wait("the look", || {
        let code = "const { theme, text } = document.documentElement.dataset;
                    return theme === arguments[0] && text === arguments[1] ? 1 : null";
        window.script(code, &[json!(look.theme), json!(look.text)])
    });
    window.resize(look.size.0, look.size.1);
}

/// The address of a customer with a history.
fn record(window: &Window) -> String {
    window.go("#/conversations");
    let name = window.texts(".rd-h a")[0].clone();
    window.press_named(&name);
    window.sees_message("timeline-all", &[]);
    window.script("return location.hash", &[]).unwrap().unwrap().as_str().unwrap().to_owned()
}

fn layers_of_the_list(window: &Window, inspector: &Inspector) {
    window.go("#/customers");
    window.sees_message("column-customer", &[]);
    window.holds_keyboard("[role=grid]");
    window.key(&[], Key::F2.into());
    window.holds_keyboard("[role=gridcell] input");
    inspector.look(window, "a cell being edited");
    window.key(&[], Key::Escape.into());
    window.holds_keyboard("[role=grid]");
    window.press("filter-stages");
    window.texts(".value-row");
    inspector.look(window, "a filter");
    escape(window);
    window.press("filter");
    window.press("condition-add");
    window.press("group-add");
    window.texts(".group");
    inspector.look(window, "conditions");
    window.press("view-save-as");
    window.sees_message("view-new", &[]);
    inspector.look(window, "a name for a view");
    window.fill("view-name", LONG);
    window.press_with_role("radio", &window.say("view-place-sidebar"));
    window.press("save");
    window.loses(&window.say("view-new"));
    inspector.look(window, "a view");
    window.press_with("view-more", &[("name", LONG.into())]);
    window.texts("[role=menuitem]");
    inspector.look(window, "acts on a view");
    window.press("view-delete");
    window.press("filter-clear");
    window.loses(&window.say("filter-clear"));
    window.texts("[role=row] .names");
    window.key(&[], 'x');
    window.key(&[Key::Shift], 'J');
    window.sees_message("selected", &[("count", 2.into())]);
    inspector.look(window, "selected customers");
    escape(window);
}

fn layers_of_a_record(window: &Window, inspector: &Inspector, record: &str) {
    window.go(record);
    window.texts("article.tl-item");
    inspector.look(window, "record");
    window.press("more");
    window.texts("[role=menuitem]");
    inspector.look(window, "a menu");
    escape(window);
    window.key(&[], '#');
    window.texts("[role=option]");
    inspector.look(window, "tags");
    escape(window);
    window.key(&[], 'e');
    window.texts("dd.editing");
    inspector.look(window, "a value being edited");
    window.key(&[], Key::Escape.into());
    for (button, message) in [("edit-points", "edit-points"), ("person-add", "person-add")] {
        window.press(button);
        window.texts("[role=dialog]");
        window.sees_message(message, &[]);
        inspector.look(window, button);
        escape(window);
    }
    window.go(&format!("{record}/dossier"));
    window.sees_message("pdf-leaves", &[]);
    window.texts(".thumbs button");
    inspector.look(window, "dossier");
}

fn layers_anywhere(window: &Window, inspector: &Inspector) {
    window.go("#/insights");
    window.sees_message("conversations-per-week", &[]);
    for (held, key, message) in [
        (None, '?', "key-shortcuts"),
        (Some(Key::Shift), 'N', "log-new"),
        (None, 'n', "capture-will-save"),
        (None, 'f', "follow-up-new"),
        (None, 'c', "customer-create"),
    ] {
        window.key(held.as_slice(), key);
        window.texts("[role=dialog]");
        if key == 'n' {
            window.type_text("Called about the spindle");
        }
        window.sees_message(message, &[]);
        inspector.look(window, message);
        escape(window);
    }
    window.key(&[Key::Control], 'k');
    window.texts("[role=option]");
    inspector.look(window, "palette");
    window.fill("palette-what", "a");
    window.texts(".pr");
    inspector.look(window, "palette with an answer");
    escape(window);
    window.key(&[], 'f');
    // The customers to choose from lie over the day.
    window.texts("[role=option]");
    window.key(&[], Key::Escape.into());
    window.press("pick-date");
    window.texts(".day");
    inspector.look(window, "a month");
    window.key(&[], Key::Escape.into());
    escape(window);
    window.key(&[Key::Control], 'z');
    window.texts(".toast");
    inspector.look(window, "a short message");
}

/// Closes what floats above the page.
fn escape(window: &Window) {
    window.wait("the layer to close", || {
        window.key(&[], Key::Escape.into());
        window.script("return document.querySelector('[role=dialog], [role=menu]') ? null : 1", &[])
    });
}

/// Looks at screens and keeps what is wrong with them, so that one walk tells everything.
pub struct Inspector {
    axe: String,
    problems: RefCell<Vec<String>>,
}

impl Inspector {
    pub fn new(window: &Window) -> Self {
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        let inspector = Self { axe: fs::read_to_string(place).unwrap(), problems: RefCell::default() };
        window.script(&inspector.axe, &[]).unwrap();
        inspector
    }

    /// Looks at what is shown now: with every rule, and at the colours also in the other theme.
    pub fn look(&self, window: &Window, screen: &str) {
        window.rests();
        if window.script("return window.axe ? 1 : null", &[]).unwrap().is_none() {
            window.script(&self.axe, &[]).unwrap();
        }
        let found = window.promise(include_str!("axe.js"));
        self.keep(screen, &found);
        self.layout(window, screen);
    }

    fn layout(&self, window: &Window, screen: &str) {
        window.rests();
        self.keep(screen, &window.script(include_str!("look.js"), &[]).unwrap().unwrap_or_default());
    }

    fn keep(&self, screen: &str, found: &Value) {
        let found = found.as_array().unwrap_or_else(|| panic!("the inspection of {screen} must answer: {found}"));
        let told = found.iter().map(|each| format!("{screen}: {}", each.as_str().unwrap_or_default()));
        self.problems.borrow_mut().extend(told);
    }

    #[track_caller]
    pub fn found_nothing(&self, window: &Window) {
        let problems = self.problems.borrow();
        assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
        assert_eq!(window.complaints(), json!([]), "nothing may go wrong behind the screen");
    }
}

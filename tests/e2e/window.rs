//! One window of the program, and what a person can do with it. Everything waits until the screen is ready for it.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder};
use fluent_bundle::FluentValue;
use hyper_util::client::legacy::connect::HttpConnector;
use satchel_tests::run;
use serde_json::{Value, json};

use crate::desktop::{Home, programs_of, signal};
use crate::words::{Language, Words};

/// How long the screen may take for one step: an instant as a rule, more on a machine busy compiling.
const PATIENCE: Duration = Duration::from_secs(40);

/// Often enough to lose no time, seldom enough to leave the program some.
const BETWEEN_LOOKS: Duration = Duration::from_millis(60);

/// The key that a WebDriver element goes by in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A running program, seen through its window. It ends when this is dropped.
pub struct Window {
    client: Client,
    /// The home's folder.
    home: PathBuf,
    /// What the screen is expected to say.
    pub words: Words,
}

impl Window {
    /// Starts the program on the workspace of a home.
    pub fn open(home: &Home, language: Language) -> Self {
        let driver = std::env::var("SATCHEL_WEBDRIVER").unwrap_or_default();
        assert!(!driver.is_empty(), "no window driver: run this by `cargo xtask test e2e`, on Linux");
        let program = json!({ "binary": "/usr/bin/env", "args": home.command_line() });
        let capabilities = json!({ "webkitgtk:browserOptions": program }).as_object().unwrap().clone();
        let client = run(async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities).connect(&driver).await
        });
        let window = Self { client: client.unwrap(), home: home.root().into(), words: Words::new(language) };
        window.listen();
        window
    }

    /// The same window once the screen speaks another language.
    pub fn speaking(mut self, language: Language) -> Self {
        self.words = Words::new(language);
        self
    }

    /// Collects from now on what goes wrong behind the screen; `complaints` tells.
    pub fn listen(&self) {
        self.wait("the program to draw", || self.script("return document.body?.innerText?.trim() ? 1 : null", &[]));
        self.script(include_str!("listen.js"), &[]).unwrap();
    }

    /// What went wrong behind the screen since `listen`.
    pub fn complaints(&self) -> Value {
        self.script("return window.complaints", &[]).unwrap().unwrap_or_default()
    }

    /// Runs a script; null is nothing.
    pub fn script(&self, code: &str, args: &[Value]) -> Result<Option<Value>, CmdError> {
        run(self.client.execute(code, args.to_vec())).map(|value| Some(value).filter(|value| !value.is_null()))
    }

    /// Runs a script that answers by a promise.
    pub fn promise(&self, code: &str) -> Value {
        let code = format!("const done = arguments[arguments.length - 1]; (async () => {{ {code} }})().then(done)");
        run(self.client.execute_async(&code, Vec::new())).unwrap()
    }

    /// Waits until a look at the screen gives something. What the driver refuses meanwhile, because the screen moved under
    /// it, counts as nothing yet.
    #[track_caller]
    pub fn wait<T>(&self, what: &str, mut look: impl FnMut() -> Result<Option<T>, CmdError>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            let seen = look();
            match seen {
                Ok(Some(found)) => return found,
                Err(error) if Instant::now() > end => self.give_up(what, &error.to_string()),
                Ok(None) if Instant::now() > end => self.give_up(what, "it did not come"),
                Ok(None) | Err(_) => std::thread::sleep(BETWEEN_LOOKS),
            }
        }
    }

    /// Fails the test with the text of the screen. (The driver's pictures wait for a frame that a page at rest may never draw.)
    #[track_caller]
    pub fn give_up(&self, what: &str, why: &str) -> ! {
        let text = self.script("return document.body.innerText", &[]).ok().flatten().unwrap_or_default();
        let text = text.as_str().unwrap_or("nothing");
        let complaints = self.script("return window.complaints", &[]).ok().flatten().unwrap_or_default();
        panic!("waiting for {what}: {why}\nBehind the screen: {complaints}\nThe screen says:\n{text}");
    }

    /// A message in the screen's language.
    #[track_caller]
    pub fn say(&self, id: &str) -> String {
        self.words.say(id, &[])
    }

    fn find(&self, kind: &str, name: &str) -> Result<Vec<Element>, CmdError> {
        let found = self.script(include_str!("find.js"), &[json!(kind), json!(name)])?.unwrap_or_default();
        let ids = found.as_array().into_iter().flatten().filter_map(|each| each[ELEMENT].as_str());
        Ok(ids.map(|id| self.element(id)).collect())
    }

    fn element(&self, id: &str) -> Element {
        Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()))
    }

    /// Presses a button or link by the name of its message.
    #[track_caller]
    pub fn press(&self, id: &str) {
        self.press_named(&self.say(id));
    }

    /// The same with variables in the message.
    #[track_caller]
    pub fn press_with(&self, id: &str, values: &[(&str, FluentValue<'_>)]) {
        self.press_named(&self.words.say(id, values));
    }

    /// Presses one of several choices by its name.
    #[track_caller]
    pub fn press_with_role(&self, role: &str, name: &str) {
        let code = "return [...document.querySelectorAll(`[role=${arguments[0]}]`)]
                      .find((each) => each.innerText.trim() === arguments[1]) ?? null";
        self.wait(&format!("a {role} {name:?}"), || {
            let found = self.script(code, &[json!(role), json!(name)])?.unwrap_or_default();
            let Some(id) = found[ELEMENT].as_str() else { return Ok(None) };
            run(self.element(id).click()).map(Some)
        });
    }

    /// Points at a row of a grid by its name, which gives the grid the keyboard.
    #[track_caller]
    pub fn point(&self, name: &str) {
        self.wait(&format!("a row {name:?}"), || match self.find("row", name)?.first() {
            Some(row) => run(row.click()).map(Some),
            None => Ok(None),
        });
    }

    /// Presses what is called so.
    #[track_caller]
    pub fn press_named(&self, name: &str) {
        self.wait(&format!("a button {name:?}"), || match self.find("button", name)?.first() {
            Some(button) => run(button.click()).map(Some),
            None => Ok(None),
        });
    }

    /// Whether there is a field of this name now.
    pub fn has_field(&self, name: &str) -> bool {
        self.find("field", name).is_ok_and(|found| !found.is_empty())
    }

    /// Presses the button of the short message that says `text`.
    #[track_caller]
    pub fn press_in_toast(&self, text: &str, id: &str) {
        let name = self.say(id);
        let code = "const toast = [...document.querySelectorAll('.toast')]
                      .find((each) => each.querySelector('.toast-text').innerText === arguments[0]);
                    return [...(toast?.querySelectorAll('button') ?? [])]
                      .find((each) => each.innerText.startsWith(arguments[1])) ?? null";
        self.wait(&format!("{name:?} beside {text:?}"), || {
            let found = self.script(code, &[json!(text), json!(name)])?.unwrap_or_default();
            let Some(id) = found[ELEMENT].as_str() else { return Ok(None) };
            run(self.element(id).click()).map(Some)
        });
    }

    /// A field by its name, once it is there.
    #[track_caller]
    fn field(&self, name: &str) -> Element {
        self.wait(&format!("a field {name:?}"), || Ok(self.find("field", name)?.into_iter().next()))
    }

    /// Types into a field, in place of what it holds. It must be the only one of its name.
    #[track_caller]
    pub fn fill(&self, id: &str, text: &str) {
        self.fill_named(&self.say(id), text);
    }

    /// The same by the field's name.
    #[track_caller]
    pub fn fill_named(&self, name: &str, text: &str) {
        self.wait(&format!("a field {name:?} to take {text:?}"), || {
            let [field] = &self.find("field", name)?[..] else { return Ok(None) };
            run(field.click())?;
            self.script("arguments[0].select()", &[serde_json::to_value(field)?])?;
            run(field.send_keys(text))?;
            let value = run(field.prop("value"))?;
            Ok(value.filter(|value| value == text))
        });
    }

    /// What a field holds.
    #[track_caller]
    pub fn value(&self, id: &str) -> String {
        let field = self.field(&self.say(id));
        self.wait("its value", || run(field.prop("value")))
    }

    /// Chooses an option of a list by its value.
    #[track_caller]
    pub fn choose(&self, id: &str, value: &str) {
        self.choose_named(&self.say(id), value);
    }

    /// The same by the list's name.
    #[track_caller]
    pub fn choose_named(&self, name: &str, value: &str) {
        self.wait(&format!("the list {name:?} to take {value:?}"), || {
            let field = self.field(name);
            run(field.select_by_value(value))?;
            Ok(run(field.prop("value"))?.filter(|now| now == value))
        });
    }

    /// Presses one key, with those that are held meanwhile.
    #[track_caller]
    pub fn key(&self, held: &[Key], key: char) {
        let held: Vec<char> = held.iter().map(|key| char::from(*key)).collect();
        let downs = held.iter().chain([&key]).map(|value| KeyAction::Down { value: *value });
        let ups = [key].into_iter().chain(held.iter().rev().copied()).map(|value| KeyAction::Up { value });
        let keys = downs.chain(ups).fold(KeyActions::new("keyboard".into()), KeyActions::then);
        run(self.client.perform_actions(keys)).unwrap();
    }

    /// Waits until the keyboard is on what a style's selector finds.
    #[track_caller]
    pub fn holds_keyboard(&self, selector: &str) {
        self.wait(&format!("the keyboard to be on {selector}"), || {
            self.script("return document.activeElement?.matches(arguments[0]) ? 1 : null", &[json!(selector)])
        });
    }

    /// Types where the keyboard is.
    pub fn type_text(&self, text: &str) {
        run(async { self.client.active_element().await?.send_keys(text).await }).unwrap();
    }

    /// Everything that the screen shows as text.
    pub fn text(&self) -> Result<String, CmdError> {
        let text = self.script("return document.body.innerText", &[])?.unwrap_or_default();
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits for a text.
    #[track_caller]
    pub fn sees(&self, text: &str) {
        self.wait(&format!("the text {text:?}"), || Ok(self.text()?.contains(text).then_some(())));
    }

    /// Waits for a message.
    #[track_caller]
    pub fn sees_message(&self, id: &str, values: &[(&str, FluentValue<'_>)]) {
        self.sees(&self.words.say(id, values));
    }

    /// Waits until a text is gone.
    #[track_caller]
    pub fn loses(&self, text: &str) {
        self.wait(&format!("{text:?} to go"), || Ok((!self.text()?.contains(text)).then_some(())));
    }

    /// Waits until a style's selector finds elements, and gives their texts, also of those not painted yet.
    #[track_caller]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let code = "const all = [...document.querySelectorAll(arguments[0])].map((each) => each.textContent.trim());
                    return all.length > 0 ? all : null";
        let texts = self.wait(&format!("{selector} on the screen"), || self.script(code, &[json!(selector)]));
        texts.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    }

    /// Waits until nothing in sight is on its way: no skeleton, no animation.
    #[track_caller]
    pub fn rests(&self) {
        let code = "const inSight = (each) => each.getBoundingClientRect().top < innerHeight;
                    const waits = [...document.querySelectorAll('.skeleton, [aria-busy=\"true\"]')].filter(inSight);
                    const moves = document.getAnimations().filter((each) => each.playState === 'running');
                    return waits.length + moves.length > 0 ? null : 1";
        self.wait("the screen to rest", || self.script(code, &[]));
    }

    /// Goes to a page by its address.
    #[track_caller]
    pub fn go(&self, address: &str) {
        self.script("location.hash = arguments[0]", &[json!(address)]).unwrap();
    }

    /// Gives the page a size in pixels.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        self.wait(&format!("a window of {width} by {height}"), || {
            let size = self.script("return [innerWidth, innerHeight]", &[])?;
            if size == Some(json!([width, height])) {
                return Ok(Some(()));
            }
            run(self.client.set_window_size(width, height))?;
            Ok(None)
        });
    }

    /// Turns to the window that came in place of the one that is gone.
    #[track_caller]
    pub fn follow(&self, old: &str) {
        self.wait("a new window in place of the old one", || {
            let windows = run(self.client.windows())?;
            let Some(new) = windows.into_iter().find(|window| String::from(window.clone()) != old) else {
                return Ok(None);
            };
            run(self.client.switch_to_window(new)).map(Some)
        });
        self.listen();
    }

    /// The driver's name for this window.
    pub fn handle(&self) -> String {
        run(self.client.window()).unwrap().into()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let closed = run(async { tokio::time::timeout(PATIENCE, self.client.clone().close()).await });
        // A program that was killed has no session any more, and whoever killed it knows; one that is stuck would hold up
        // the driver for all that come after it.
        if closed.is_err() {
            signal("KILL", &programs_of(&self.home));
        }
    }
}

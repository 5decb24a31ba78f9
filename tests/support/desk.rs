//! A program with a workspace open on it.

use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use jiff::tz::TimeZone;
use satchel_core::clock::Clock;
use satchel_core::contract::{self, Caller};
use satchel_core::data::sample;
use satchel_core::ids::Timestamp;
use satchel_core::people::{Actor, Language};
use satchel_core::session::{NewWorkspace, Places, Session, UnlockMethod};
use satchel_core::{App, Error, Result, search};
use satchel_vault::RecoveryCode;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::Image;

/// Opens every desk.
pub const PASSPHRASE: &str = "correct horse 电池 staple";

/// Ten in the morning of 14 May 2026 in Shanghai.
pub const NOW: &str = "2026-05-14T02:00:00Z";

/// Waits for a future on the tests' runtime.
pub fn run<F: Future>(future: F) -> F::Output {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let build = || tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    RUNTIME.get_or_init(build).block_on(future)
}

/// A program with a workspace open on it. It closes when it is dropped.
pub struct Desk {
    /// The running program.
    pub session: Session,
    time: Arc<AtomicI64>,
    recovery: String,
    data: PathBuf,
    _temporary: Option<TempDir>,
}

/// A workspace as it lies on disk, with the code that opens it: making one costs half a second of key derivation.
struct Template {
    image: Image,
    recovery: String,
}

impl Desk {
    /// A new workspace with nothing in it.
    pub fn new() -> Self {
        Self::in_zone("Asia/Shanghai")
    }

    /// The same for a person who reads the clock elsewhere.
    pub fn in_zone(zone: &str) -> Self {
        let desk = Self::copied(empty(), zone);
        desk.open();
        desk
    }

    /// A new workspace under a key of its own, where all others have the same.
    pub fn of_somebody_else() -> Self {
        let desk = Self::copied(&make_empty(), "Asia/Shanghai");
        desk.open();
        desk
    }

    /// A workspace with 300 customers and 3,000 communications of the sample.
    pub fn with_sample() -> Self {
        static SAMPLE: OnceLock<Template> = OnceLock::new();
        let build = || {
            let desk = Self::new();
            desk.fill(300, 3_000);
            run(search::settle(&desk.app())).unwrap();
            desk.close();
            Template { image: Image::of(&desk.folder()), recovery: desk.recovery.clone() }
        };
        let desk = Self::copied(SAMPLE.get_or_init(build), "Asia/Shanghai");
        desk.open();
        desk
    }

    /// A program at a folder where a workspace may be or not; nothing is opened.
    pub fn at(data: &Path, recovery: &str) -> Self {
        Self::build(data.to_path_buf(), recovery.to_owned(), "Asia/Shanghai", None)
    }

    /// The same for a person who reads the clock elsewhere.
    pub fn at_in_zone(data: &Path, recovery: &str, zone: &str) -> Self {
        Self::build(data.to_path_buf(), recovery.to_owned(), zone, None)
    }

    /// A program on its first start: there is no workspace yet.
    pub fn first_start() -> Self {
        let temporary = TempDir::new().unwrap();
        Self::build(temporary.path().to_path_buf(), String::new(), "Asia/Shanghai", Some(temporary))
    }

    /// Lays an empty workspace into a folder, without opening it, and gives the code that opens it.
    pub fn lay_out(data: &Path) -> String {
        let template = empty();
        template.image.write(&Places::within(data).workspace);
        template.recovery.clone()
    }

    fn copied(template: &Template, zone: &str) -> Self {
        let temporary = TempDir::new().unwrap();
        template.image.write(&Places::within(temporary.path()).workspace);
        Self::build(temporary.path().to_path_buf(), template.recovery.clone(), zone, Some(temporary))
    }

    fn build(data: PathBuf, recovery: String, zone: &str, temporary: Option<TempDir>) -> Self {
        let now: jiff::Timestamp = NOW.parse().unwrap();
        let time = Arc::new(AtomicI64::new(now.as_millisecond()));
        let zone = TimeZone::get(zone).unwrap();
        let shared = Arc::clone(&time);
        let clocks = move || Clock::fixed(Timestamp(shared.load(Ordering::SeqCst)), zone.clone());
        let session = Session::new(Places::within(&data), None, Box::new(clocks));
        Self { session, time, recovery, data, _temporary: temporary }
    }

    /// The folder of the workspace.
    pub fn folder(&self) -> PathBuf {
        Places::within(&self.data).workspace
    }

    /// The folder of everything that the program keeps.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The recovery code.
    pub fn recovery(&self) -> &str {
        &self.recovery
    }

    /// Opens the workspace by its recovery code, which costs no waiting.
    pub fn open(&self) {
        self.try_open().unwrap();
    }

    /// Opens the workspace if it lets itself be opened.
    ///
    /// # Errors
    /// What the session says.
    pub fn try_open(&self) -> Result<()> {
        run(self.session.unlock_with(UnlockMethod::Recovery, &self.recovery))
    }

    /// Closes the workspace.
    pub fn close(&self) {
        run(self.session.close()).unwrap();
    }

    /// Ends the program and starts it again.
    pub fn reopen(&self) {
        self.close();
        self.open();
    }

    /// The open workspace.
    pub fn app(&self) -> Arc<App> {
        run(self.session.open_app()).unwrap().0
    }

    /// On whose behalf commands run.
    pub fn actor(&self) -> Actor {
        run(self.session.open_app()).unwrap().1
    }

    /// Lets time pass.
    pub fn advance(&self, milliseconds: i64) {
        self.time.fetch_add(milliseconds, Ordering::SeqCst);
        if let Ok((app, _)) = run(self.session.open_app()) {
            app.clock.advance(milliseconds);
        }
    }

    /// Calls a command as the window does. One that fails fails the test.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "inputs are written where they are used")]
    pub fn call(&self, name: &str, input: Value) -> Value {
        match self.ask(name, input.clone()) {
            Ok(output) => output,
            Err(error) => panic!("{name} {input} must succeed: {error} {:?}", error.fields),
        }
    }

    /// Calls a command that must fail, and gives the reason.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "inputs are written where they are used")]
    pub fn call_err(&self, name: &str, input: Value) -> Error {
        match self.ask(name, input.clone()) {
            Ok(output) => panic!("{name} {input} must fail, not answer {output}"),
            Err(error) => error,
        }
    }

    /// Calls a command as the window does.
    ///
    /// # Errors
    /// The command's.
    pub fn ask(&self, name: &str, input: Value) -> Result<Value> {
        run(contract::call(&self.session, Caller::Window, name, input))
    }

    /// Calls a command as the command line does, which waits for jobs.
    ///
    /// # Errors
    /// The command's.
    pub fn command_line(&self, name: &str, input: Value) -> Result<Value> {
        run(contract::call(&self.session, Caller::CommandLine, name, input))
    }

    /// The input of an import: a file of this name and content, and what more is decided about it.
    pub fn importing(&self, name: &str, content: impl AsRef<[u8]>, more: Value) -> Value {
        let file = self.data.join(name);
        fs::write(&file, content).unwrap();
        let Value::Object(mut input) = more else { panic!("decisions are an object: {more}") };
        input.insert("ticket".into(), self.session.tickets.issue(file).ticket.into());
        input.into()
    }

    /// What the import of a list told.
    #[track_caller]
    pub fn import(&self, list: &str, more: Value) -> Value {
        self.command_line("import_customers", self.importing("list.csv", list, more)).unwrap()
    }

    /// Writes all customers to a list, a workbook and cards in turn, in either language, deletes them, and takes each file in
    /// again; `check` looks at what came back, and hears by which way.
    #[track_caller]
    pub fn goes_out_and_in(&self, check: impl Fn(&str)) {
        let ways = [("customers", "out.csv", "en"), ("customers", "out.xlsx", "zh-CN"), ("cards", "out.vcf", "en")];
        for (kind, name, language) in ways {
            self.call("update_workspace", json!({ "language": language }));
            let file = self.data.join(name);
            let mut input = json!({ "kind": kind, "ticket": self.session.tickets.issue(file.clone()).ticket });
            if name.ends_with("xlsx") {
                input["format"] = "xlsx".into();
            }
            self.command_line("export_list", input).unwrap();
            let written = fs::read(file).unwrap();
            let there = self.call("list_customers", json!({}));
            let ids: Vec<&Value> = there["rows"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
            self.call("delete_customers", json!({ "ids": ids }));
            self.command_line("import_customers", self.importing(name, written, json!({}))).unwrap();
            check(&format!("by way of {name} in {language}"));
        }
    }

    /// A new company; its key.
    #[track_caller]
    pub fn customer(&self, name: &str) -> String {
        id(&self.call("create_customer", json!({ "kind": "company", "name": name })))
    }

    /// A new contact at a customer; its key.
    #[track_caller]
    pub fn contact(&self, customer: &str, name: &str) -> String {
        id(&self.call("create_contact", json!({ "customerId": customer, "name": name })))
    }

    /// A logged call; its key.
    #[track_caller]
    pub fn log(&self, customer: &str, text: &str) -> String {
        id(&self.call("log_communication", json!({ "customerId": customer, "channel": "call", "text": text })))
    }

    /// Writes a customer's long past, one note in an hour, past the one door: the oldest is "Note 0".
    pub fn long_past(&self, customer: &str, notes: u32) {
        let id = customer.replace('-', "");
        self.write_raw(&format!(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {notes} - 1) \
             INSERT INTO communication (id, customer_id, channel, direction, at, zone, title, text, outcome, created_at, updated_at) \
             SELECT randomblob(16), x'{id}', CASE i % 3 WHEN 0 THEN 'call' WHEN 1 THEN 'email' ELSE 'visit' END, 'out', \
             1700000000000 + i * 3600000, 'UTC', 'Note ' || i, 'What was said. 说了什么。', 'none', 0, 0 FROM n"
        ));
    }

    /// Adds customers and communications of the sample.
    pub fn fill(&self, customers: u32, communications: u32) {
        let size = sample::Size { customers, communications };
        run(sample::fill(&self.app(), self.actor(), size, Language::English)).unwrap();
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // A test that has failed already says more than a workspace that can't be closed.
        drop(run(self.session.close()));
    }
}

fn id(record: &Value) -> String {
    record["id"].as_str().unwrap().to_owned()
}

fn empty() -> &'static Template {
    static EMPTY: OnceLock<Template> = OnceLock::new();
    EMPTY.get_or_init(make_empty)
}

fn make_empty() -> Template {
    let code = RecoveryCode::generate().unwrap();
    let desk = Desk::first_start();
    let new = NewWorkspace {
        name: "Linghai Precision 凌海精工".into(),
        country: "CN".into(),
        currency: "CNY".into(),
        language: Language::English,
        owner_name: "Lin Yue".into(),
    };
    run(desk.session.create(&new, Some(PASSPHRASE), &code)).unwrap();
    desk.close();
    Template { image: Image::of(&desk.folder()), recovery: code.groups().collect() }
}

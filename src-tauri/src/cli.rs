//! The command line: the same contract without a window. It returns 0, 1 when something failed, 2 for wrong usage.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};
use satchel_core::clock::Clock;
use satchel_core::contract::{self, Caller};
use satchel_core::data::sample::{Size, fill};
use satchel_core::error::{Code, Error, Result};
use satchel_core::messages::message;
use satchel_core::people::Language;
use satchel_core::search::settle;
use satchel_core::session::{NewWorkspace, Places, Session};
use serde_json::{Value, json};
use zeroize::Zeroizing;

/// What the command line can do.
#[derive(Subcommand)]
pub enum Command {
    /// Make a workspace, and print its recovery code.
    Init {
        /// Fill it with a made-up company of N customers.
        #[arg(long, value_name = "N")]
        sample: Option<u32>,
        /// Communications of the made-up company; ten for each customer where it isn't said.
        #[arg(long, value_name = "N", requires = "sample")]
        communications: Option<u32>,
        /// The business's name.
        #[arg(long, default_value = "Satchel")]
        name: String,
        /// The owner's name; the word for owner in the workspace's language where it isn't said.
        #[arg(long)]
        owner: Option<String>,
        /// ISO 3166 code.
        #[arg(long, default_value = "CN")]
        country: String,
        /// ISO 4217 code.
        #[arg(long, default_value = "CNY")]
        currency: String,
        /// en or zh-CN.
        #[arg(long, default_value = "en", value_parser = language)]
        language: Language,
    },
    /// Import a list, or messages.
    Import {
        /// A list: CSV or other text, XLSX, XLS or vCard; or messages: mails (.eml, .mbox) or an exported chat (.txt).
        file: PathBuf,
        /// What it lists; messages are always communications.
        #[arg(long, default_value = "customers")]
        kind: ListKind,
        /// Only tell what would happen.
        #[arg(long)]
        dry_run: bool,
        /// What to do with customers that seem to be there already. Communications that are there are always left out.
        #[arg(long, default_value = "create")]
        on_duplicate: Duplicates,
        /// Also update customers that share nothing but the name.
        #[arg(long)]
        by_name: bool,
        /// Add a custom field for the column under this header, of the kind that its values are of; may be repeated.
        #[arg(long, value_name = "HEADER")]
        new_field: Vec<String>,
        /// Map the columns as kept under this name. Otherwise they are mapped as in the latest import of a file with the same
        /// ones.
        #[arg(long, value_name = "NAME")]
        mapping: Option<String>,
    },
    /// Find customers, contacts and communications.
    Search {
        /// Words, beginnings of words, Chinese characters; all must occur.
        query: String,
        /// Hits at most.
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// Write a report as a PDF.
    Report {
        /// Which report.
        #[command(subcommand)]
        report: Report,
    },
    /// Write a list.
    Export {
        /// Which list.
        kind: ExportedList,
        /// How; a workbook or cards where the file's name ends so, otherwise CSV in UTF-8.
        #[arg(long)]
        format: Option<ExportFormat>,
        /// The file.
        #[arg(long)]
        out: PathBuf,
    },
    /// Attach files to a communication.
    Attach {
        /// The communication's key.
        #[arg(long)]
        communication: String,
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Write an attachment to a file.
    SaveAttachment {
        /// Its key.
        attachment: String,
        /// The file.
        #[arg(long)]
        out: PathBuf,
    },
    /// Fill the search index again from the database.
    RebuildIndex,
    /// List the contract with input and output types.
    Commands {
        /// As the screen's TypeScript file.
        #[arg(long)]
        typescript: bool,
    },
    /// Call any command of the contract.
    Call {
        /// Its name.
        name: String,
        /// Its input as JSON; - reads it from standard input.
        input: Option<String>,
    },
}

/// Lists that can be imported.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListKind {
    /// Customers with their contacts.
    Customers,
    /// Communications with customers that are there.
    Communications,
}

/// Lists that can be exported.
#[derive(Clone, Copy, ValueEnum)]
pub enum ExportedList {
    /// Customers.
    Customers,
    /// Communications.
    Communications,
    /// Open follow-ups, as a calendar of the form iCalendar.
    FollowUps,
}

impl ExportedList {
    /// As the contract calls it.
    const fn code(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Communications => "communications",
            Self::FollowUps => "follow_ups",
        }
    }
}

/// How a list is written.
#[derive(Clone, Copy, ValueEnum)]
pub enum ExportFormat {
    /// CSV in UTF-8.
    Csv,
    /// CSV in GB 18030, for older Chinese programs.
    #[value(name = "csv-gb18030")]
    CsvGb18030,
    /// An Excel workbook.
    Xlsx,
    /// Cards for phones and address books, one for each customer and person.
    Vcard,
}

/// What labels are printed on.
#[derive(Clone, Copy, ValueEnum)]
pub enum Sheet {
    /// A4, 3 × 8 labels of 70 × 37 mm.
    A4,
    /// US Letter, 3 × 10 labels of 2⅝ × 1 in.
    Letter,
}

impl Sheet {
    /// As the contract calls it.
    const fn code(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }
}

/// What to do with suspected duplicates.
#[derive(Clone, Copy, ValueEnum)]
pub enum Duplicates {
    /// Create them all the same.
    Create,
    /// Leave them out.
    Skip,
    /// Fill what is missing in the customer that is there.
    Update,
    /// Take what the file says in the place of what is there; blank cells change nothing.
    Overwrite,
}

impl Duplicates {
    /// As the contract calls it.
    const fn code(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Skip => "skip",
            Self::Update => "update",
            Self::Overwrite => "overwrite",
        }
    }
}

/// Reports.
#[derive(Subcommand)]
pub enum Report {
    /// Address labels of all customers that have an address.
    Labels {
        /// The file.
        #[arg(long)]
        out: PathBuf,
        /// What they are printed on.
        #[arg(long, value_enum, default_value = "a4")]
        sheet: Sheet,
        /// Name the first person there, too.
        #[arg(long)]
        person: bool,
        /// Also for customers who want nobody to write to them.
        #[arg(long)]
        do_not_contact: bool,
    },
    /// What was said, by person, channel and week.
    Activity {
        /// What all such reports take.
        #[command(flatten)]
        options: ReportOptions,
        /// Weeks up to the present one.
        #[arg(long, default_value_t = 13)]
        weeks: u16,
    },
    /// What is to do: overdue first, then day by day.
    Agenda {
        /// What all such reports take.
        #[command(flatten)]
        options: ReportOptions,
        /// Weeks from the present one on.
        #[arg(long, default_value_t = 2)]
        weeks: u16,
    },
    /// Everything about one customer.
    CustomerDossier {
        /// The customer's key.
        #[arg(long)]
        customer: String,
        /// The file.
        #[arg(long)]
        out: PathBuf,
        /// en or zh-CN.
        #[arg(long, default_value = "en", value_parser = language)]
        language: Language,
    },
}

/// What reports of figures and tables take.
#[derive(clap::Args)]
pub struct ReportOptions {
    /// The file: its rows as CSV where its name ends so, otherwise a PDF.
    #[arg(long)]
    out: PathBuf,
    /// en or zh-CN.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
}

/// What all commands take.
pub struct Options {
    /// Where the passphrase is.
    pub passphrase_file: Option<PathBuf>,
    /// Whether to print JSON.
    pub json: bool,
}

fn language(tag: &str) -> Result<Language, String> {
    tag.parse().map_err(|()| "en or zh-CN".to_owned())
}

/// Runs one command and tells how it went.
pub async fn run(places: Places, command: Command, options: Options) -> ExitCode {
    let json = options.json;
    let session = Session::new(places, None, Box::new(Clock::system));
    let done = execute(&session, command, options).await;
    let closed = session.close().await;
    match done.and_then(|printed| closed.map(|()| printed)).and_then(|printed| print(&printed)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error, json),
    }
}

/// Tells what went wrong, in the person's language, and says it with the exit code.
pub fn fail(error: &Error, json: bool) -> ExitCode {
    let text = if json { json!({ "error": error }).to_string() } else { explain(error) };
    // Without standard error there is nobody to tell.
    drop(writeln!(std::io::stderr(), "{text}"));
    let usage = matches!(error.code, Code::BadInput | Code::UnknownCommand | Code::NotHere);
    ExitCode::from(if usage { 2 } else { 1 })
}

/// An error in the person's own words, with what it is about.
pub fn explain(error: &Error) -> String {
    let language = system_language();
    let code = serde_json::to_value(error.code).ok().and_then(|code| code.as_str().map(ToOwned::to_owned));
    let mut text = message(language, &format!("error-{}", code.unwrap_or_default()));
    for (field, problem) in &error.fields {
        let id = format!("field-{problem}");
        let known = message(language, &id);
        text.push_str(&format!("\n  {field}: {}", if known == id { problem } else { &known }));
    }
    if matches!(error.code, Code::BadInput | Code::UnknownCommand | Code::Internal) {
        text.push_str(&format!("\n  {}", error.detail));
    }
    text
}

/// The language of the person's desktop.
pub fn system_language() -> Language {
    let locale =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|it| !it.is_empty()));
    locale.and_then(|locale| locale.parse().ok()).unwrap_or(Language::English)
}

fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        // Whoever reads it has seen enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// What the columns of a file are found to fill, with new fields for those that nothing is found for.
async fn with_fields(session: &Session, ticket: &str, from: &Value, headers: &[String]) -> Result<Value> {
    let input = json!({ "ticket": ticket, "mappingFrom": from });
    let preview = contract::call(session, Caller::CommandLine, "preview_import", input).await?;
    let mut columns: Vec<Value> = preview["columns"].as_array().cloned().unwrap_or_default();
    for header in headers {
        let named = columns.iter_mut().find(|column| column["header"] == header.as_str());
        let column = named.ok_or_else(|| Error::invalid("new-field", "not_found"))?;
        column["target"] = json!({ "new": { "subject": "customer", "kind": column["kind"] } });
    }
    Ok(columns.into_iter().map(|mut column| column["target"].take()).collect())
}

/// The mapping that is kept under a name.
async fn mapping_named(session: &Session, name: &str) -> Result<Value> {
    let mappings = contract::call(session, Caller::CommandLine, "list_mappings", json!({})).await?;
    let named = mappings.as_array().into_iter().flatten().find(|mapping| mapping["name"] == name);
    let mapping = named.ok_or_else(|| Error::invalid("mapping", "not_found"))?;
    Ok(json!({ "named": mapping["id"] }))
}

async fn execute(session: &Session, command: Command, options: Options) -> Result<String> {
    let json = options.json;
    match command {
        Command::Commands { typescript: true } => Ok(contract::typescript().trim_end().to_owned()),
        Command::Commands { typescript: false } => {
            pretty(&json!({ "commands": contract::describe(), "types": contract::typescript() }))
        }
        Command::Init { sample, communications, name, owner, country, currency, language } => {
            let owner_name = owner.unwrap_or_else(|| message(language, "role-owner"));
            let new = NewWorkspace { name, country, currency, language, owner_name };
            let passphrase = passphrase(options.passphrase_file.as_deref())?;
            let code = session.create_headless(&new, passphrase.as_ref().map(|text| text.as_str())).await?;
            if let Some(customers) = sample {
                let (app, actor) = session.open_app().await?;
                let size = Size { customers, communications: communications.unwrap_or(customers.saturating_mul(10)) };
                fill(&app, actor, size, language).await?;
            }
            if json { pretty(&json!({ "recoveryCode": code.as_str() })) } else { Ok(code.to_string()) }
        }
        Command::Import { file, kind, dry_run, .. }
            if kind == ListKind::Communications || holds_messages(session, &file)? =>
        {
            open(session, &options).await?;
            let input = json!({ "ticket": ticket(session, &file)?, "dryRun": dry_run });
            call(session, "import_communications", input).await
        }
        Command::Import { file, dry_run, on_duplicate, by_name, new_field, mapping, .. } => {
            open(session, &options).await?;
            let ticket = ticket(session, &file)?;
            let from = match mapping {
                Some(name) => mapping_named(session, &name).await?,
                None => Value::Null,
            };
            let mapping = if new_field.is_empty() {
                Value::Null
            } else {
                with_fields(session, &ticket, &from, &new_field).await?
            };
            let input = json!({
                "ticket": ticket, "mapping": mapping, "mappingFrom": from, "dryRun": dry_run,
                "onDuplicate": on_duplicate.code(), "byName": by_name,
            });
            call(session, "import_customers", input).await
        }
        Command::Search { query, limit } => {
            open(session, &options).await?;
            let (app, _) = session.open_app().await?;
            settle(&app).await?;
            let input = json!({ "query": query, "limit": limit });
            let found = contract::call(session, Caller::CommandLine, "search", input).await?;
            let hits = found["hits"].as_array().map(Vec::as_slice).unwrap_or_default();
            let hits: Vec<Value> = hits.iter().map(plain_hit).collect();
            if json { pretty(&Value::Array(hits)) } else { Ok(hits.iter().map(line).collect::<Vec<_>>().join("\n")) }
        }
        Command::Report { report: Report::CustomerDossier { customer, out, language } } => {
            open(session, &options).await?;
            let input = json!({ "customerId": customer, "language": language.tag(), "ticket": ticket(session, &out)? });
            call(session, "export_dossier", input).await
        }
        Command::Report { report: Report::Activity { options: of, weeks } } => {
            open(session, &options).await?;
            report(session, "activity", weeks, &of).await
        }
        Command::Report { report: Report::Agenda { options: of, weeks } } => {
            open(session, &options).await?;
            report(session, "agenda", weeks, &of).await
        }
        Command::Report { report: Report::Labels { out, sheet, person, do_not_contact } } => {
            open(session, &options).await?;
            let ticket = ticket(session, &out)?;
            let sheet = sheet.code();
            let input = json!({ "sheet": sheet, "person": person, "doNotContact": do_not_contact, "ticket": ticket });
            call(session, "export_labels", input).await
        }
        Command::Export { kind: ExportedList::FollowUps, format: None, out } => {
            open(session, &options).await?;
            call(session, "export_calendar", json!({ "ticket": ticket(session, &out)? })).await
        }
        Command::Export { kind, format, out } => {
            open(session, &options).await?;
            let ends = |wanted| out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted));
            let format = match format {
                Some(format) => format,
                None if ends("xlsx") => ExportFormat::Xlsx,
                None if ends("vcf") => ExportFormat::Vcard,
                None => ExportFormat::Csv,
            };
            let (kind, format) = match (kind, format) {
                (ExportedList::Customers, ExportFormat::Vcard) => ("cards", Value::Null),
                (ExportedList::FollowUps, _) => {
                    return Err(Error::new(Code::BadInput, "follow-ups are written as a calendar only"));
                }
                (ExportedList::Communications, ExportFormat::Vcard) => {
                    return Err(Error::new(Code::BadInput, "only customers are written as cards"));
                }
                (kind, ExportFormat::Csv) => (kind.code(), json!("csv")),
                (kind, ExportFormat::CsvGb18030) => (kind.code(), json!("csv_gb18030")),
                (kind, ExportFormat::Xlsx) => (kind.code(), json!("xlsx")),
            };
            let input = json!({ "kind": kind, "format": format, "ticket": ticket(session, &out)? });
            call(session, "export_list", input).await
        }
        Command::Attach { communication, files } => {
            open(session, &options).await?;
            let tickets = files.iter().map(|file| ticket(session, file)).collect::<Result<Vec<_>>>()?;
            call(session, "add_attachments", json!({ "communicationId": communication, "files": tickets })).await
        }
        Command::SaveAttachment { attachment, out } => {
            open(session, &options).await?;
            call(session, "export_attachment", json!({ "id": attachment, "ticket": ticket(session, &out)? })).await
        }
        Command::RebuildIndex => {
            open(session, &options).await?;
            call(session, "rebuild_index", json!({})).await
        }
        Command::Call { name, input } => {
            let input = match input.as_deref() {
                None => Value::Null,
                Some("-") => read_json(&std::io::read_to_string(std::io::stdin())?)?,
                Some(text) => read_json(text)?,
            };
            let before_opening = contract::describe().iter().any(|known| known.name == name && known.kind == "session");
            if !before_opening {
                open(session, &options).await?;
                let (app, _) = session.open_app().await?;
                settle(&app).await?;
            }
            call(session, &name, input).await
        }
    }
}

/// Calls a command of the contract and prints its output.
async fn call(session: &Session, name: &str, input: Value) -> Result<String> {
    pretty(&contract::call(session, Caller::CommandLine, name, input).await?)
}

/// Writes a report of figures and tables.
async fn report(session: &Session, kind: &str, weeks: u16, of: &ReportOptions) -> Result<String> {
    let format =
        if of.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) { "csv" } else { "pdf" };
    let report = json!({ "kind": kind, "weeks": weeks, "language": of.language.tag() });
    let input = json!({ "report": report, "format": format, "ticket": ticket(session, &of.out)? });
    call(session, "export_report", input).await
}

/// Opens the workspace with the passphrase file, or with the keyring where none is given.
async fn open(session: &Session, options: &Options) -> Result<()> {
    let passphrase = passphrase(options.passphrase_file.as_deref())?;
    session.open_headless(passphrase.as_ref().map(|text| text.as_str())).await
}

/// What a passphrase file holds, without one line end at its end.
fn passphrase(file: Option<&Path>) -> Result<Option<Zeroizing<String>>> {
    let Some(file) = file else { return Ok(None) };
    let text = Zeroizing::new(std::fs::read_to_string(file)?);
    let line = text.strip_suffix('\n').unwrap_or(&text);
    Ok(Some(Zeroizing::new(line.strip_suffix('\r').unwrap_or(line).to_owned())))
}

/// A ticket for a path of the command line.
fn ticket(session: &Session, path: &Path) -> Result<String> {
    Ok(session.tickets.issue(std::path::absolute(path)?).ticket)
}

/// Whether a file holds mails or a chat and no list.
fn holds_messages(session: &Session, path: &Path) -> Result<bool> {
    Ok(session.tickets.issue(std::path::absolute(path)?).messages)
}

fn read_json(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| Error::new(Code::BadInput, error.to_string()))
}

fn pretty(value: &Value) -> Result<String> {
    serde_json::to_string_pretty(value).map_err(|error| Error::new(Code::Internal, error.to_string()))
}

/// A hit as scripts read it: texts without marks.
fn plain_hit(hit: &Value) -> Value {
    json!({ "kind": hit["kind"], "id": hit["id"], "title": plain(&hit["title"], hit), "snippet": plain(&hit["snippet"], hit) })
}

/// The text of marked segments; a communication without a subject is named by its customer.
fn plain(segments: &Value, hit: &Value) -> String {
    let segments = segments.as_array().map(Vec::as_slice).unwrap_or_default();
    let text: String = segments.iter().filter_map(|segment| segment["text"].as_str()).collect();
    if text.is_empty() { hit["customerName"].as_str().unwrap_or_default().to_owned() } else { text }
}

/// A hit as people read it.
fn line(hit: &Value) -> String {
    let text = |key: &str| hit[key].as_str().unwrap_or_default().replace('\n', " ");
    format!("{}  {}  {}  {}", text("kind"), text("id"), text("title"), text("snippet"))
}

//! Lists as CSV or workbooks, for spreadsheets and for other programs.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Write};

use satchel_domain::{Currency, Money};
use satchel_intake::{Head, write_list};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::Sender;
use ts_rs::TS;

use crate::App;
use crate::communications::{communication, user_names, views};
use crate::customers::contact_point::Kind as PointKind;
use crate::customers::list::{CustomerSort, tags_by_customer};
use crate::customers::selection::{CustomerSelection, MatchingCustomers, chosen};
use crate::customers::{Contact, contact, contact_point, find_many};
use crate::error::{Error, Result, internal};
use crate::fields::values::of_customers;
use crate::fields::{CustomField, HeldValue, Kind, Subject, Value, fields};
use crate::files::{name_of, write_chosen};
use crate::format;
use crate::ids::{CommunicationId, ContactId, CustomerId};
use crate::jobs::Progress;
use crate::messages::message;
use crate::people::{Actor, Language};

pub use satchel_intake::ListFormat;

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportKind {
    /// Customers with their first contact.
    Customers,
    /// Communications.
    Communications,
}

/// A list to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ExportList {
    /// Which list.
    pub kind: ExportKind,
    /// The file.
    pub ticket: String,
    /// Which customers; all where it is left out.
    #[serde(default)]
    pub customers: Option<CustomerSelection>,
    /// The order of customers.
    #[serde(default)]
    pub sort: Option<CustomerSort>,
    /// How it is written; CSV in UTF-8 where nothing is said.
    #[serde(default)]
    pub format: Option<ListFormat>,
}

/// A list that was written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// Rows below the header.
    pub rows: usize,
    /// Texts that were longer than the format holds, and were cut.
    pub cut: usize,
    /// The file's name.
    pub name: String,
}

/// Rows read at once.
const PAGE: usize = 400;

/// Writes a list, whole or not at all. Cells that a spreadsheet program would run are defused; an import of the file
/// restores them.
///
/// # Errors
/// `cancelled`; `invalid` where the file can't be written, or the format can't hold so many rows.
pub async fn export_list(app: &App, _actor: Actor, input: ExportList, progress: &Progress) -> Result<Exported> {
    let path = app.tickets.path(&input.ticket)?;
    let language = crate::people::workspace(app).await?.language;
    let columns = match input.kind {
        ExportKind::Customers => CUSTOMER_COLUMNS,
        ExportKind::Communications => COMMUNICATION_COLUMNS,
    };
    let fields = match input.kind {
        ExportKind::Customers => FieldColumns::read(app, language).await?,
        ExportKind::Communications => FieldColumns::default(),
    };
    let heads = columns.iter().map(|id| Head { name: message(language, id), number: NUMBERS.contains(id) });
    let heads: Vec<Head> = heads.chain(fields.heads()).collect();
    let format = input.format.unwrap_or_default();
    let (sender, mut receiver) = tokio::sync::mpsc::channel::<Page>(4);
    let write = move |out: &mut dyn Write| {
        let complete = Cell::new(false);
        let pages = std::iter::from_fn(|| receiver.blocking_recv());
        let rows = pages.inspect(|page| complete.set(page.is_none())).flatten().flatten();
        let cut = write_list(format, out, &heads, rows)?;
        // Whoever reads the list says why it ended early.
        if complete.get() { Ok(cut) } else { Err(io::Error::other("not all rows were read")) }
    };
    let read = async {
        let read = match input.kind {
            ExportKind::Customers => {
                let all = || CustomerSelection::Matching(MatchingCustomers::default());
                match chosen(app, input.customers.unwrap_or_else(all), input.sort.unwrap_or_default()).await {
                    Ok(ids) if format.holds(ids.len()) => {
                        customers(app, language, &ids, &fields, &sender, progress).await
                    }
                    Ok(_) => Err(Error::invalid("format", "too_many_rows")),
                    Err(error) => Err(error),
                }
            }
            ExportKind::Communications => communications(app, language, format, &sender, progress).await,
        };
        if read.is_ok() {
            // A writer that is gone already says why itself.
            drop(sender.send(None).await);
        }
        drop(sender);
        read
    };
    let (written, rows) = tokio::join!(write_chosen(&path, progress, write), read);
    let rows = rows?;
    let cut = written?;
    let name = name_of(&path);
    Ok(Exported { rows, cut, name })
}

/// The columns that hold plain decimals.
const NUMBERS: [&str; 2] = ["export-credit-limit", "export-minutes"];

/// Some hundred rows; none says that these were all.
type Page = Option<Vec<Vec<String>>>;

const CUSTOMER_COLUMNS: &[&str] = &[
    "export-number",
    "export-kind",
    "export-name",
    "export-other-name",
    "export-stage",
    "export-owner",
    "export-industry",
    "export-size",
    "export-region",
    "export-address",
    "export-phone",
    "export-email",
    "export-website",
    "export-tax-id",
    "export-terms",
    "export-credit-limit",
    "export-currency",
    "export-source",
    "export-tags",
    "export-note",
    "export-contact-name",
    "export-contact-title",
    "export-contact-phone",
    "export-contact-email",
];

async fn customers(
    app: &App,
    language: Language,
    ids: &[CustomerId],
    fields: &FieldColumns,
    sender: &Sender<Page>,
    progress: &Progress,
) -> Result<usize> {
    let names = user_names(app.read()).await?;
    let mut count = 0;
    for chunk in ids.chunks(PAGE) {
        progress.at(count, ids.len())?;
        let mut rows = Vec::with_capacity(chunk.len());
        let mut found = find_many(app.read(), chunk).await?;
        let keys = chunk.iter().copied();
        let live = contact_point::Entity::find().filter(contact_point::Column::DeletedAt.is_null());
        let points = live
            .filter(contact_point::Column::CustomerId.is_in(keys.clone()))
            .order_by_asc(contact_point::Column::Position)
            .all(app.read())
            .await?;
        let live = contact::Entity::find().filter(contact::Column::DeletedAt.is_null());
        let people = live
            .filter(contact::Column::CustomerId.is_in(keys.clone()))
            .order_by_desc(contact::Column::CreatedAt)
            .order_by_desc(contact::Column::Id)
            .all(app.read())
            .await?;
        let first: HashMap<CustomerId, Contact> =
            people.into_iter().map(|person| (person.customer_id, person)).collect();
        let mut tags = tags_by_customer(app.read(), chunk).await?;
        let mut held = of_customers(app.read(), chunk, false).await?;
        let mut reach: HashMap<(CustomerId, Option<ContactId>, PointKind), Vec<String>> = HashMap::new();
        for point in points {
            reach.entry((point.customer_id, point.contact_id, point.kind)).or_default().push(point.value);
        }
        let all = |id: CustomerId, contact: Option<ContactId>, kind| {
            reach.get(&(id, contact, kind)).map(|values| values.join("; ")).unwrap_or_default()
        };
        for id in chunk {
            let Some(customer) = found.remove(id) else { continue };
            let person = first.get(id);
            let currency: Option<Currency> = customer.currency.parse().ok();
            let limit = customer.credit_limit_minor.zip(currency);
            let owner = customer.owner_id.and_then(|id| names.get(&id).cloned());
            let mut row = vec![
                customer.number,
                code(language, "kind", &customer.kind),
                customer.name,
                customer.other_name,
                code(language, "stage", &customer.stage),
                owner.unwrap_or_default(),
                customer.industry,
                customer.size,
                customer.region,
                customer.address,
                all(*id, None, PointKind::Phone),
                all(*id, None, PointKind::Email),
                customer.website,
                customer.tax_id,
                customer.terms,
                limit.map(|(minor, currency)| Money { minor, currency }.to_decimal()).unwrap_or_default(),
                customer.currency,
                customer.source,
                tags.remove(id).unwrap_or_default().join("; "),
                customer.note,
                person.map(|person| person.name.clone()).unwrap_or_default(),
                person.map(|person| person.title.clone()).unwrap_or_default(),
                person.map(|person| all(*id, Some(person.id), PointKind::Phone)).unwrap_or_default(),
                person.map(|person| all(*id, Some(person.id), PointKind::Email)).unwrap_or_default(),
            ];
            row.extend(fields.cells(language, &held.remove(id).unwrap_or_default()));
            rows.push(row);
        }
        count += rows.len();
        if sender.send(Some(rows)).await.is_err() {
            return Ok(count);
        }
    }
    progress.at(count, ids.len())?;
    Ok(count)
}

/// The custom fields of customers as columns, in the language of the list.
#[derive(Default)]
struct FieldColumns(Vec<CustomField>);

impl FieldColumns {
    async fn read(app: &App, language: Language) -> Result<Self> {
        let mut fields = fields(app.read(), Some(Subject::Customer)).await?;
        fields.retain(|field| !field.archived);
        for field in &mut fields {
            field.name_en = in_language(language, &field.name_en, &field.name_zh);
        }
        Ok(Self(fields))
    }

    fn heads(&self) -> impl Iterator<Item = Head> {
        self.0.iter().map(|field| Head { name: field.name_en.clone(), number: field.kind == Kind::Number })
    }

    /// A cell for each field, as it can be read back.
    fn cells(&self, language: Language, held: &[HeldValue]) -> Vec<String> {
        let cell = |field: &CustomField| {
            let value = held.iter().find(|held| held.field_id == field.id)?;
            Some(match &value.value {
                Value::Text { text } => text.clone(),
                Value::Number { number } => number.clone(),
                Value::Date { day } => day.clone(),
                Value::Money { minor, currency } => {
                    let amount = currency.parse().map(|currency| Money { minor: *minor, currency }.to_decimal());
                    format!("{} {currency}", amount.unwrap_or_default())
                }
                Value::Answer { yes } => message(language, if *yes { "answer-yes" } else { "answer-no" }),
                Value::Choices { ids } => {
                    let chosen = field.choices.iter().filter(|choice| ids.contains(&choice.id));
                    let names = chosen.map(|choice| in_language(language, &choice.name_en, &choice.name_zh));
                    names.collect::<Vec<_>>().join("; ")
                }
            })
        };
        self.0.iter().map(|field| cell(field).unwrap_or_default()).collect()
    }
}

/// A name in a language, or in the other one where that is all there is.
fn in_language(language: Language, english: &str, chinese: &str) -> String {
    let (first, other) = if language == Language::Chinese { (chinese, english) } else { (english, chinese) };
    if first.is_empty() { other.to_owned() } else { first.to_owned() }
}

const COMMUNICATION_COLUMNS: &[&str] = &[
    "export-date",
    "export-time",
    "export-customer",
    "export-people",
    "export-channel",
    "export-direction",
    "export-minutes",
    "export-title",
    "export-text",
    "export-outcome",
    "export-owner",
];

async fn communications(
    app: &App,
    language: Language,
    format: ListFormat,
    sender: &Sender<Page>,
    progress: &Progress,
) -> Result<usize> {
    use communication::Column;
    let live = || communication::Entity::find().filter(Column::DeletedAt.is_null());
    let total = usize::try_from(live().count(app.read()).await?).map_err(internal)?;
    if !format.holds(total) {
        return Err(Error::invalid("format", "too_many_rows"));
    }
    let mut count = 0;
    let mut after = CommunicationId(Uuid::nil());
    loop {
        progress.at(count, total)?;
        let page =
            live().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(PAGE as u64).all(app.read()).await?;
        let Some(last) = page.last() else { return Ok(count) };
        after = last.id;
        let mut rows = Vec::with_capacity(page.len());
        for view in views(app.read(), page).await? {
            let said = view.communication;
            let at = said.at.to_jiff().to_zoned(app.clock.zone().clone());
            rows.push(vec![
                at.date().to_string(),
                format::time(at.time()),
                view.customer_name,
                view.people.into_iter().map(|person| person.name).collect::<Vec<_>>().join("; "),
                code(language, "channel", &said.channel),
                code(language, "direction", &said.direction),
                said.duration_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
                said.title,
                said.text,
                code(language, "outcome", &said.outcome),
                view.owner_name,
            ]);
        }
        count += rows.len();
        if sender.send(Some(rows)).await.is_err() {
            return Ok(count);
        }
    }
}

/// A code of the database in words.
fn code(language: Language, kind: &str, code: &impl ActiveEnum<Value = String>) -> String {
    message(language, &format!("{kind}-{}", code.to_value()))
}

//! Address labels of customers, on sheets as stationers sell them.

use satchel_domain::is_han;
use satchel_report::{Label, Labels, Sheet};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::customers::list::CustomerSort;
use crate::customers::roster::Roster;
use crate::customers::selection::{CustomerSelection, MatchingCustomers, chosen};
use crate::data::whole::wholes;
use crate::error::{Error, Result};
use crate::fields::custom_field::Answer;
use crate::files::{name_of, write_chosen};
use crate::format;
use crate::ids::CustomerId;
use crate::jobs::Progress;
use crate::messages::message;
use crate::people::{Actor, Language};

/// What labels are printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LabelSheet {
    /// A4, 3 × 8 labels of 70 × 37 mm.
    A4,
    /// US Letter, 3 × 10 labels of 2⅝ × 1 in.
    Letter,
}

/// Labels to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ExportLabels {
    /// Which customers; all where it is left out.
    #[serde(default)]
    pub customers: Option<CustomerSelection>,
    /// Their order.
    #[serde(default)]
    pub sort: Option<CustomerSort>,
    /// What they are printed on.
    pub sheet: LabelSheet,
    /// Whether the first person there is named.
    #[serde(default)]
    pub person: Option<bool>,
    /// Whether those who want nobody to write to them are among them.
    #[serde(default)]
    pub do_not_contact: Option<bool>,
    /// The file.
    pub ticket: String,
}

/// Whom labels would be for.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct PreviewLabels {
    /// Which customers; all where it is left out.
    #[serde(default)]
    pub customers: Option<CustomerSelection>,
}

/// Whom labels would be for.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LabelsPreview {
    /// Customers among them who want nobody to write to them.
    pub do_not_contact: usize,
}

/// Labels that were written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedLabels {
    /// How many.
    pub labels: usize,
    /// Customers that have none, because they have no address.
    pub left_out: usize,
    /// Customers that have none, because they want nobody to write to them.
    pub do_not_contact: usize,
    /// The file's name.
    pub name: String,
}

/// More at once nobody sticks on, and setting them takes minutes.
const MOST: usize = 10_000;

/// Customers read at once.
const PAGE: usize = 400;

/// The customers that are meant, in order.
async fn meant(app: &App, customers: Option<CustomerSelection>, sort: Option<CustomerSort>) -> Result<Vec<CustomerId>> {
    let all = || CustomerSelection::Matching(MatchingCustomers::default());
    chosen(app, customers.unwrap_or_else(all), sort.unwrap_or_default()).await
}

/// Whom labels would be for.
///
/// # Errors
/// `invalid` for a filter that means nothing.
pub async fn preview_labels(app: &App, _actor: Actor, input: PreviewLabels) -> Result<LabelsPreview> {
    let ids = meant(app, input.customers, None).await?;
    let count =
        |roster: &Roster| ids.iter().filter(|id| roster.customer(**id).is_some_and(|it| it.do_not_contact)).count();
    Ok(LabelsPreview { do_not_contact: app.roll.look(app, count).await? })
}

/// Writes the labels of customers as a PDF, whole or not at all.
///
/// # Errors
/// `cancelled`; `invalid` for more than 10,000 customers, or where the file can't be written.
pub async fn export_labels(
    app: &App,
    _actor: Actor,
    input: ExportLabels,
    progress: &Progress,
) -> Result<ExportedLabels> {
    let path = app.tickets.path(&input.ticket)?;
    let workspace = crate::people::workspace(app).await?;
    let home = app.home().country;
    let ids = meant(app, input.customers, input.sort).await?;
    if ids.len() > MOST {
        return Err(Error::invalid("customers", "too_many_labels"));
    }
    let unasked = input.do_not_contact.unwrap_or_default();
    let (mut labels, mut do_not_contact, mut left_out) = (Vec::new(), 0, 0);
    for (done, chunk) in ids.chunks(PAGE).enumerate() {
        progress.at(done * PAGE, ids.len())?;
        for whole in wholes(app, chunk).await? {
            let customer = whole.customer;
            if customer.address.is_empty() {
                left_out += 1;
                continue;
            }
            if customer.do_not_contact == Answer::Yes && !unasked {
                do_not_contact += 1;
                continue;
            }
            let person = whole.people.into_iter().next().filter(|_| input.person.unwrap_or_default());
            // At home the post needs no country. It reads the one it has to send to in capitals; the Chinese one in Chinese, too.
            let abroad = customer.country != home.code();
            let chinese = workspace.language == Language::Chinese && customer.address.chars().any(is_han);
            let language = if chinese { Language::Chinese } else { Language::English };
            labels.push(Label {
                name: customer.name,
                person: person.map(|person| person.contact.name).unwrap_or_default(),
                address: customer.address,
                country: if abroad {
                    format::country(language, &customer.country).to_uppercase()
                } else {
                    String::new()
                },
            });
        }
    }
    let count = labels.len();
    let labels = Labels {
        language: workspace.language.tag().to_owned(),
        sheet: match input.sheet {
            LabelSheet::A4 => Sheet::A4_24,
            LabelSheet::Letter => Sheet::LETTER_30,
        },
        title: message(workspace.language, "labels"),
        workspace: workspace.name,
        made_on: app.clock.today(),
        labels,
    };
    let pdf = progress.unless_stopped(super::set(labels, super::pdf)).await?;
    write_chosen(&path, progress, move |out| out.write_all(&pdf)).await?;
    Ok(ExportedLabels { labels: count, left_out, do_not_contact, name: name_of(&path) })
}

//! Address labels of customers, on sheets as stationers sell them.

use satchel_domain::is_han;
use satchel_report::{Label, Labels, Sheet};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::customers::list::CustomerSort;
use crate::customers::selection::{CustomerSelection, MatchingCustomers, chosen};
use crate::data::whole::wholes;
use crate::error::{Error, Result};
use crate::files::{name_of, write_chosen};
use crate::format;
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
    /// The file.
    pub ticket: String,
}

/// Labels that were written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedLabels {
    /// How many.
    pub labels: usize,
    /// Customers that have none, because they have no address.
    pub left_out: usize,
    /// The file's name.
    pub name: String,
}

/// More at once nobody sticks on, and setting them takes minutes.
const MOST: usize = 10_000;

/// Customers read at once.
const PAGE: usize = 400;

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
    let all = || CustomerSelection::Matching(MatchingCustomers::default());
    let ids = chosen(app, input.customers.unwrap_or_else(all), input.sort.unwrap_or_default()).await?;
    if ids.len() > MOST {
        return Err(Error::invalid("customers", "too_many_labels"));
    }
    let mut labels = Vec::new();
    for (done, chunk) in ids.chunks(PAGE).enumerate() {
        progress.at(done * PAGE, ids.len())?;
        for whole in wholes(app, chunk).await? {
            let customer = whole.customer;
            if customer.address.is_empty() {
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
    let (count, left_out) = (labels.len(), ids.len() - labels.len());
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
    let pdf = progress.unless_stopped(super::set(labels, super::labels_pdf)).await?;
    write_chosen(&path, progress, move |out| out.write_all(&pdf)).await?;
    Ok(ExportedLabels { labels: count, left_out, name: name_of(&path) })
}

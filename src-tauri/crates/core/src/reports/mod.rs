//! Reports on paper: what goes into them comes from here, how they look from the report crate.

mod activity;
mod agenda;
mod dossier;
pub mod labels;
pub mod report;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::error::{Result, internal};
use crate::files::{name_of, write_chosen};
use crate::ids::CustomerId;
use crate::jobs::Progress;
use crate::people::{Actor, Language};
pub use dossier::dossier;
use paper::{pages, pdf};

/// Whose dossier, in which language.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DossierInput {
    /// The customer.
    pub customer_id: CustomerId,
    /// The language of its words.
    pub language: Language,
}

/// A dossier to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportDossier {
    /// The customer.
    pub customer_id: CustomerId,
    /// The language of its words.
    pub language: Language,
    /// The file.
    pub ticket: String,
}

/// A document to look at.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// One SVG per page.
    pub pages: Vec<String>,
}

/// A dossier that was written.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportedDossier {
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// The file's name.
    pub name: String,
}

/// A customer's dossier as pages to look at.
///
/// # Errors
/// `not_found`.
pub async fn preview_dossier(app: &App, actor: Actor, input: DossierInput) -> Result<Preview> {
    let dossier = dossier(app, actor, input.customer_id, input.language).await?;
    Ok(Preview { pages: set(dossier, pages).await? })
}

/// Writes a customer's dossier as a PDF, whole or not at all.
///
/// # Errors
/// `not_found`, `cancelled`; `invalid` where the file can't be written.
pub async fn export_dossier(
    app: &App,
    actor: Actor,
    input: ExportDossier,
    progress: &Progress,
) -> Result<ExportedDossier> {
    let path = app.tickets.path(&input.ticket)?;
    progress.at(0, 2)?;
    let dossier = dossier(app, actor, input.customer_id, input.language).await?;
    progress.at(1, 2)?;
    let pdf = progress.unless_stopped(set(dossier, pdf)).await?;
    let bytes = pdf.len() as u64;
    write_chosen(&path, progress, move |out| out.write_all(&pdf)).await?;
    let name = name_of(&path);
    Ok(ExportedDossier { bytes, name })
}

/// Sets a document off the async threads; it takes a fraction of a second.
async fn set<D: Send + 'static, T: Send + 'static>(document: D, set: fn(&D) -> Result<T>) -> Result<T> {
    tokio::task::spawn_blocking(move || set(&document)).await.map_err(internal)?
}

#[cfg(feature = "pdf")]
mod paper {
    use satchel_report::Document;

    use crate::error::{Result, internal};

    pub fn pages<D: Document>(document: &D) -> Result<Vec<String>> {
        document.pages().map_err(internal)
    }

    pub fn pdf<D: Document>(document: &D) -> Result<Vec<u8>> {
        document.pdf().map_err(internal)
    }
}

/// The same in a build that leaves out what takes minutes to compile.
#[cfg(not(feature = "pdf"))]
mod paper {
    use crate::error::{Code, Error, Result};

    pub fn pages<D>(_: &D) -> Result<Vec<String>> {
        Err(Error::new(Code::NotHere, "this build has no PDF"))
    }

    pub fn pdf<D>(_: &D) -> Result<Vec<u8>> {
        Err(Error::new(Code::NotHere, "this build has no PDF"))
    }
}

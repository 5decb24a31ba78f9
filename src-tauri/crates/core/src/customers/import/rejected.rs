//! The rows that can't be imported, as a file with the columns of the first one: they can be mended there and imported again.

use std::collections::HashMap;

use satchel_intake::{Head, ListFormat, RowProblem, write_list};
use serde::Deserialize;
use ts_rs::TS;

use super::review::review;
use super::{ImportCustomers, code};
use crate::App;
use crate::data::export::Exported;
use crate::error::Result;
use crate::files::{name_of, write_chosen};
use crate::jobs::Progress;
use crate::messages::message;
use crate::people::Actor;

/// Rows to write into a file.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportRejectedRows {
    /// The file that they are in, and all that was decided about it.
    pub import: ImportCustomers,
    /// The file to write.
    pub ticket: String,
}

/// Writes the rows that can't be imported as CSV, with the reason in a column of its own. A row that could not be read at all
/// has its beginning in the first column.
///
/// # Errors
/// `cancelled`; `invalid` where either file isn't what it should be.
pub async fn export_rejected_rows(
    app: &App,
    actor: Actor,
    input: ExportRejectedRows,
    progress: &Progress,
) -> Result<Exported> {
    let path = app.tickets.path(&input.ticket)?;
    let review = progress.unless_stopped(review(app, actor, &input.import, None)).await?;
    let language = crate::people::workspace(app).await?.language;
    let head = |name: String| Head { name, number: false };
    let reason = message(language, "import-reason-column");
    let heads: Vec<Head> = review.read.sheet.headers.iter().cloned().chain([reason]).map(head).collect();
    let mut told: HashMap<String, String> = HashMap::new();
    for problem in review.read.rejected() {
        told.entry(code(problem)).or_insert_with_key(|code| message(language, &format!("import-problem-{code}")));
    }
    let rows = review.read.rejected().count();
    let write = move |out: &mut dyn std::io::Write| {
        let sheet = &review.read.sheet;
        let cells = |problem: &RowProblem| {
            let mut cells: Vec<String> = match sheet.rows.binary_search_by_key(&problem.row, |row| row.number) {
                Ok(at) => (0..sheet.headers.len()).map(|column| sheet.rows[at].cell(column).to_owned()).collect(),
                Err(_) => vec![problem.value.clone()],
            };
            cells.resize(sheet.headers.len(), String::new());
            cells.push(told.get(&code(problem)).cloned().unwrap_or_default());
            cells
        };
        write_list(ListFormat::Csv, out, &heads, review.read.rejected().map(cells))
    };
    let cut = write_chosen(&path, progress, write).await?;
    let name = name_of(&path);
    Ok(Exported { rows, cut, name })
}

//! The rows that an import left out, kept in the workspace for as long as it tells of the import: as a file with the columns
//! of the first one they can be mended and imported again, long after that one is gone.

use std::collections::HashMap;

use satchel_intake::{Head, ListFormat, Row, RowProblem, Sheet, write_list};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder};
use serde::Deserialize;
use ts_rs::TS;

use super::{code, past};
use crate::App;
use crate::data::export::Exported;
use crate::error::{Result, internal};
use crate::files::{name_of, write_chosen};
use crate::ids::ActId;
use crate::jobs::Progress;
use crate::messages::message;
use crate::people::Actor;
use crate::store::unit::Tx;

/// Some of the rows.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_rejected")]
pub struct Model {
    /// The act of the import.
    #[sea_orm(primary_key, auto_increment = false)]
    pub act: ActId,
    /// Their place among the others.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i64,
    /// Each with the code of the problem and its cells, as JSON.
    pub rows: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The code of the problem and the cells.
type Kept = (String, Vec<String>);

/// Text of a part, about.
const PART: usize = 256 << 10;

/// Text kept of one import, about: what no person mends by hand is still in the file.
const MOST: usize = 32 << 20;

/// Keeps rows that can't be imported, each once and in the sheet's order, and tells how many.
pub(super) async fn keep(tx: &Tx<'_>, sheet: &Sheet, rejected: &[RowProblem]) -> Result<usize> {
    let mut rejected = rejected.iter().peekable();
    let mut rows_of_sheet = sheet.rows.iter().peekable();
    let (mut kept, mut bytes, mut part) = (0, 0, 0);
    while rejected.peek().is_some() && bytes < MOST {
        let until = bytes + PART;
        let mut rows: Vec<Kept> = Vec::new();
        while let Some(problem) = rejected.next_if(|_| bytes < until) {
            while rows_of_sheet.next_if(|row| row.number < problem.row).is_some() {}
            let row = rows_of_sheet.next_if(|row| row.number == problem.row);
            let cells = cells(sheet.headers.len(), row.as_ref(), problem);
            bytes += cells.iter().map(|cell| cell.len() + 3).sum::<usize>();
            rows.push((code(problem), cells));
        }
        kept += rows.len();
        let rows = serde_json::to_string(&rows).map_err(internal)?;
        let rows = Model { act: tx.act(), part, rows };
        Entity::insert(rows.into_active_model()).exec_without_returning(tx.write_derived()).await?;
        part += 1;
    }
    Ok(kept)
}

/// What the file says in a row. One that could not be read at all has its beginning in the first column.
fn cells(columns: usize, row: Option<&Row>, problem: &RowProblem) -> Vec<String> {
    let mut cells = match row {
        Some(row) => (0..columns).map(|column| row.cell(column).to_owned()).collect(),
        None => vec![problem.value.clone()],
    };
    cells.resize(columns, String::new());
    cells
}

/// Rows to write into a file.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportRejectedRows {
    /// The act of the import that left them out.
    pub act: ActId,
    /// The file to write.
    pub ticket: String,
}

/// Writes the rows that an import left out as CSV, with the reason in a column of its own.
///
/// # Errors
/// `not_found` where there is no such import; `cancelled`; `invalid` where the file can't be written.
pub async fn export_rejected_rows(
    app: &App,
    _actor: Actor,
    input: ExportRejectedRows,
    progress: &Progress,
) -> Result<Exported> {
    let path = app.tickets.path(&input.ticket)?;
    let import = past::find(app, input.act).await?;
    let language = crate::people::workspace(app).await?.language;
    let head = |name: String| Head { name, number: false };
    let headers: Vec<String> = serde_json::from_str(&import.headers).map_err(internal)?;
    let heads: Vec<Head> = headers.into_iter().chain([message(language, "import-reason-column")]).map(head).collect();
    let parts = Entity::find().filter(Column::Act.eq(input.act)).order_by_asc(Column::Part).all(app.read()).await?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut told: HashMap<String, String> = HashMap::new();
    for part in parts {
        let kept: Vec<Kept> = serde_json::from_str(&part.rows).map_err(internal)?;
        rows.extend(kept.into_iter().map(|(code, mut cells)| {
            let reason =
                told.entry(code).or_insert_with_key(|code| message(language, &format!("import-problem-{code}")));
            cells.push(reason.clone());
            cells
        }));
    }
    let count = rows.len();
    let cut =
        write_chosen(&path, progress, move |out| write_list(ListFormat::Csv, out, &heads, rows.into_iter())).await?;
    Ok(Exported { rows: count, customers: 0, cut, name: name_of(&path) })
}

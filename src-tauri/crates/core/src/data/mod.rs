//! Data in bulk: counts, exports, the sample.

mod cards;
mod customer_rows;
pub mod export;
mod field_columns;
pub mod sample;
mod sample_fields;
pub(crate) mod whole;

use sea_orm::entity::prelude::*;
use serde::Serialize;
use ts_rs::TS;

use crate::customers::roster::Roster;
use crate::error::Result;
use crate::followups::follow_up;
use crate::jobs::CancelJob;
use crate::people::Actor;
use crate::{App, Nothing};
pub use export::{ExportList, Exported};

/// What the sidebar counts.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Customers.
    #[ts(type = "number")]
    pub customers: u64,
    /// Communications.
    #[ts(type = "number")]
    pub communications: u64,
    /// Open follow-ups due today or before.
    #[ts(type = "number")]
    pub due_follow_ups: u64,
    /// Open follow-ups due before today.
    #[ts(type = "number")]
    pub overdue_follow_ups: u64,
}

/// Counts what there is.
pub async fn get_counts(app: &App, _actor: Actor, _input: Nothing) -> Result<Counts> {
    use follow_up::Column as Due;
    let db = app.read();
    let today = app.clock.today().to_string();
    let open = || follow_up::Entity::find().filter(Due::DeletedAt.is_null()).filter(Due::DoneAt.is_null());
    let (customers, communications) = app.roll.look(app, Roster::counts).await?;
    Ok(Counts {
        customers,
        communications,
        due_follow_ups: open().filter(Due::DueDate.lte(&today)).count(db).await?,
        overdue_follow_ups: open().filter(Due::DueDate.lt(&today)).count(db).await?,
    })
}

/// Stops a job; it leaves everything as it was.
pub async fn cancel_job(app: &App, _actor: Actor, input: CancelJob) -> Result<()> {
    app.jobs.cancel(input.id);
    Ok(())
}

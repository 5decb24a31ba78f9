//! Of which follow-ups a person is reminded, and when.

use jiff::ToSpan;
use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QuerySelect};

use super::{DAY, FollowUpView, follow_up, views};
use crate::App;
use crate::error::Result;
use crate::ids::{FollowUpId, Timestamp};
use crate::people::Actor;
use crate::store::unit::CHUNK;

/// At this hour a follow-up without a time comes up on its day.
const MORNING: i8 = 9;

/// The actor's open follow-ups whose moment comes after `from` and not after `until`, in order. One that was changed after
/// its moment is left out: whoever wrote it then knew that it was late.
pub(crate) async fn coming(
    app: &App,
    actor: Actor,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(Timestamp, FollowUpId)>> {
    use follow_up::Column;
    type Row = (FollowUpId, Timestamp, String, Option<String>, Timestamp);
    let rows: Vec<Row> = follow_up::Entity::find()
        .select_only()
        .columns([Column::Id, Column::DueAt, Column::DueDate, Column::DueTime, Column::UpdatedAt])
        .filter(Column::DoneAt.is_null())
        .filter(Column::DeletedAt.is_null())
        .filter(Column::DueAt.gt(from))
        .filter(Column::DueAt.lte(Timestamp(until.0.saturating_add(DAY))))
        .filter(Condition::any().add(Column::OwnerId.eq(actor.user)).add(Column::OwnerId.is_null()))
        .into_tuple()
        .all(app.read())
        .await?;
    let mut coming: Vec<(Timestamp, FollowUpId)> = Vec::new();
    for (id, due_at, date, time, changed) in rows {
        let at = if time.is_some() { Some(due_at) } else { morning(&date, app.clock.zone()) };
        coming.extend(at.filter(|at| *at > from && *at <= until && changed <= *at).map(|at| (at, id)));
    }
    coming.sort_unstable();
    Ok(coming)
}

/// When a follow-up without a time comes up.
fn morning(date: &str, zone: &TimeZone) -> Option<Timestamp> {
    let date: Date = date.parse().ok()?;
    let at = date.to_datetime(time(MORNING, 0, 0, 0)).to_zoned(zone.clone()).ok()?;
    Some(at.timestamp().into())
}

/// Those of these follow-ups that are still open.
pub(crate) async fn open_ones(app: &App, ids: &[FollowUpId]) -> Result<Vec<FollowUpView>> {
    use follow_up::Column;
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let open = follow_up::Entity::find().filter(Column::DoneAt.is_null()).filter(Column::DeletedAt.is_null());
        found.extend(open.filter(Column::Id.is_in(chunk.iter().copied())).all(app.read()).await?);
    }
    found.sort_by_key(|follow_up| (follow_up.due_at, follow_up.id));
    views(app.read(), found).await
}

/// How far ahead moments are looked up: what is due while the workspace is locked must be known before.
pub(crate) fn horizon(now: Timestamp) -> Timestamp {
    now.to_jiff().checked_add(96.hours()).map_or(Timestamp(i64::MAX), Into::into)
}

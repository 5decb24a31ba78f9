//! What is to do: overdue first, then day by day.

use jiff::ToSpan;
use jiff::civil::Date;
use satchel_domain::IsoWeek;
use satchel_report::ReportTable;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveEnum, QueryOrder};

use super::report::{Gathered, Making};
use crate::error::{Error, Result, internal};
use crate::followups::{FollowUpView, follow_up, views};
use crate::format;
use crate::messages::message_with;

/// More than these nobody prints.
const MOST: u64 = 5_000;

/// What is open and due up to the end of the weeks from the present one on.
///
/// # Errors
/// `invalid` where that is too much for paper.
pub(super) async fn gather(making: &Making<'_>) -> Result<Gathered> {
    use follow_up::Column;
    let Making { app, weeks, language, .. } = *making;
    let today = app.clock.today();
    let last = IsoWeek::of(today).monday().checked_add((i64::from(weeks) * 7 - 1).days()).map_err(internal)?;
    let mut open = follow_up::Entity::find()
        .filter(Column::DeletedAt.is_null())
        .filter(Column::DoneAt.is_null())
        .filter(Column::DueDate.lte(last.to_string()));
    if let Some(owner) = making.owner {
        open = open.filter(Column::OwnerId.eq(owner));
    }
    if open.clone().count(app.read()).await? > MOST {
        return Err(Error::invalid("weeks", "too_many_follow_ups"));
    }
    let open = open.order_by_asc(Column::DueDate).order_by_asc(Column::DueAt).order_by_asc(Column::Id);
    let all = views(app.read(), open.all(app.read()).await?).await?;
    let day = |view: &FollowUpView| view.follow_up.due_date.parse::<Date>().unwrap_or(today);
    let (overdue, due): (Vec<FollowUpView>, Vec<FollowUpView>) = all.into_iter().partition(|view| day(view) < today);

    let channel = |view: &FollowUpView| {
        let channel = view.follow_up.channel.map(|channel| making.code("channel", channel.to_value()));
        channel.unwrap_or_default()
    };
    let cells = |first: String, view: &FollowUpView| {
        let (title, customer) = (view.follow_up.title.clone(), view.customer_name.clone());
        vec![first, title, customer, channel(view), making.name(&view.owner_name)]
    };
    let columns = |first: &str| {
        let mut first = making.column(first, 0);
        first.number = false;
        let rest = [("report-what", 5), ("report-customer", 4), ("report-channel", 2), ("report-person", 3)];
        [first].into_iter().chain(rest.map(|(id, share)| making.column(id, share))).collect()
    };
    let time = |view: &FollowUpView| view.follow_up.due_time.clone().unwrap_or_default();
    let mut tables = Vec::new();
    if !overdue.is_empty() {
        tables.push(ReportTable {
            title: making.say("report-overdue"),
            note: format::number(count(&overdue)),
            columns: columns("report-due"),
            rows: overdue.iter().map(|view| cells(format::date(language, day(view), today), view)).collect(),
            ..ReportTable::default()
        });
    }
    for of_day in due.chunk_by(|one, next| one.follow_up.due_date == next.follow_up.due_date) {
        tables.push(ReportTable {
            title: format::weekday_date(language, day(&of_day[0]), today),
            note: format::number(of_day.len().try_into().map_err(internal)?),
            columns: columns("report-time"),
            rows: of_day.iter().map(|view| cells(time(view), view)).collect(),
            ..ReportTable::default()
        });
    }
    if tables.is_empty() {
        let empty = making.say("report-nothing-due");
        tables.push(ReportTable { title: making.say("report-due"), empty, ..ReportTable::default() });
    }
    let of_today = due.iter().filter(|view| day(view) == today).count();
    let nobodys = overdue.iter().chain(&due).filter(|view| view.owner_name.is_empty()).count();
    let figure =
        |id: &str, count: usize| making.figure(id, format::number(count.try_into().unwrap_or(i64::MAX)), String::new());
    Ok(Gathered {
        figures: vec![
            figure("report-overdue", overdue.len()),
            figure("report-today", of_today),
            figure("report-later", due.len() - of_today),
            figure("report-of-nobody", nobodys),
        ],
        chart: None,
        tables,
        period: message_with(
            language,
            "report-period",
            &[("from", format::full_date(language, today).into()), ("to", format::full_date(language, last).into())],
        ),
        heads: [
            "report-due",
            "report-time",
            "report-what",
            "report-customer",
            "report-channel",
            "report-person",
            "report-overdue",
        ]
        .map(|id| (id, false))
        .to_vec(),
        rows: overdue
            .iter()
            .chain(&due)
            .map(|view| {
                let late = if day(view) < today { making.say("answer-yes") } else { String::new() };
                let mut row = cells(time(view), view);
                row.insert(0, view.follow_up.due_date.clone());
                row.push(late);
                row
            })
            .collect(),
    })
}

fn count(views: &[FollowUpView]) -> i64 {
    i64::try_from(views.len()).unwrap_or(i64::MAX)
}

//! Figures over time, as charts with the table behind them, and what texts say.

pub(crate) mod learned;
pub(crate) mod learner;
pub(crate) mod meanings;
mod similar;
pub mod text;

pub use learned::{CategoryQuality, CategorySuggestion, SuggestedBy};
pub use meanings::{ComparedBy, settle};
pub use similar::{NearWords, SimilarNote};

use std::collections::HashMap;

use jiff::civil::Date;
use satchel_domain::{IsoWeek, weeks_back};
pub use satchel_report::Chart;
use satchel_report::{ChartStyle, Palette, WeekBar, WeeklyBars, weekly_bars};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use ts_rs::TS;

use crate::App;
use crate::communications::communication;
use crate::error::{Error, Result, internal};
use crate::format;
use crate::ids::{CustomerId, Timestamp};
use crate::messages::{message, message_with};
use crate::people::{Actor, Language};

/// What a chart is drawn on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// A light screen, or paper.
    Light,
    /// A dark screen.
    Dark,
}

/// Communications per ISO week, up to the present one.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct WeeklyChart {
    /// Only those of this customer.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// How many weeks, 1 to 156; 26 where it isn't said.
    #[serde(default)]
    pub weeks: Option<u16>,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// What it is drawn on.
    pub theme: Ground,
    /// The language of its words.
    pub language: Language,
}

const USUAL_WEEKS: u16 = 26;
const MOST_WEEKS: u16 = 156;

/// A chart wider or higher than this fits no screen.
const LARGEST: u32 = 8_000;

/// Draws communications per ISO week. Weeks run from Monday in the person's zone; empty ones are kept, the present one is partial.
///
/// # Errors
/// `invalid` for an impossible size.
pub async fn communications_per_week(app: &App, _actor: Actor, input: WeeklyChart) -> Result<Chart> {
    if input.width > LARGEST || input.height > LARGEST {
        return Err(Error::invalid("width", "out_of_range"));
    }
    let weeks = input.weeks.unwrap_or(USUAL_WEEKS).clamp(1, MOST_WEEKS);
    let bars = weekly(app, input.customer_id, weeks, input.language).await?;
    let palette = match input.theme {
        Ground::Light => Palette::light(),
        Ground::Dark => Palette::dark(),
    };
    let style =
        ChartStyle { width: input.width, height: input.height, palette, chinese: input.language == Language::Chinese };
    tokio::task::spawn_blocking(move || weekly_bars(&bars, &style)).await.map_err(internal)
}

/// The figures of that chart.
pub(crate) async fn weekly(
    app: &App,
    customer: Option<CustomerId>,
    weeks: u16,
    language: Language,
) -> Result<WeeklyBars> {
    use communication::Column;
    let today = app.clock.today();
    let all: Vec<IsoWeek> = weeks_back(today, weeks).collect();
    let zone = app.clock.zone();
    let first = all.first().map_or(today, |week| week.monday());
    let from = first.to_zoned(zone.clone()).map_err(internal)?.timestamp();
    let mut said = communication::Entity::find()
        .select_only()
        .column(Column::At)
        .filter(Column::DeletedAt.is_null())
        .filter(Column::At.gte(Timestamp::from(from)))
        .filter(Column::At.lte(app.clock.now()));
    if let Some(customer) = customer {
        said = said.filter(Column::CustomerId.eq(customer));
    }
    let said: Vec<Timestamp> = said.into_tuple().all(app.read()).await?;
    let mut counts: HashMap<IsoWeek, u32> = HashMap::new();
    for at in said {
        *counts.entry(IsoWeek::of(at.date_in(zone))).or_default() += 1;
    }
    Ok(bars_of(language, &all, today, |week| counts.get(week).copied().unwrap_or_default()))
}

/// The bars of some weeks up to the present one, by how many each holds.
pub(crate) fn bars_of(language: Language, all: &[IsoWeek], today: Date, count: impl Fn(&IsoWeek) -> u32) -> WeeklyBars {
    let current = IsoWeek::of(today);
    let (mut month, mut total) = (None, 0);
    let bar = |week: &IsoWeek| {
        let count = count(week);
        total += count;
        let monday = week.monday();
        let begins = month.replace(monday.month()) != Some(monday.month());
        WeekBar {
            iso_year: week.year,
            week: week.week.unsigned_abs(),
            label: message_with(language, "week-short", &[("week", week.week.into())]),
            name: week_name(language, *week, today),
            month: begins.then(|| format::short_month(language, monday)),
            count,
            value: format::number(count.into()),
            partial: *week == current,
        }
    };
    let weeks: Vec<WeekBar> = all.iter().map(bar).collect();
    let summary = message_with(language, "weekly-summary", &[("count", total.into()), ("weeks", all.len().into())]);
    let columns = [message(language, "weekly-column-week"), message(language, "weekly-column-count")];
    WeeklyBars { weeks, columns, summary }
}

/// "Week 21, 18 May – 24 May".
pub(crate) fn week_name(language: Language, week: IsoWeek, today: Date) -> String {
    let monday = week.monday();
    let sunday = monday.checked_add(jiff::Span::new().days(6)).unwrap_or(monday);
    let (from, to) = (format::date(language, monday, today), format::date(language, sunday, today));
    message_with(language, "week-name", &[("week", week.week.into()), ("from", from.into()), ("to", to.into())])
}

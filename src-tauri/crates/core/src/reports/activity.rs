//! What was said: by person, by channel and by week.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use satchel_domain::{IsoWeek, sort_key, weeks_back};
use satchel_report::{ChartStyle, DossierChart, PAPER_CHART, Palette, ReportTable, weekly_bars};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveEnum, Iterable, QuerySelect};

use super::report::{Gathered, Making};
use crate::communications::communication::{self, Channel, Direction};
use crate::error::{Result, internal};
use crate::format;
use crate::ids::{CustomerId, Timestamp, UserId};
use crate::insights::{bars_of, week_name};
use crate::messages::message_with;
use crate::people::{Language, user};

/// One communication, as far as it is counted.
struct Said {
    owner: Option<UserId>,
    channel: Channel,
    direction: Direction,
    customer: CustomerId,
    week: IsoWeek,
}

/// How many of each channel.
#[derive(Default, Clone)]
struct Counts(HashMap<Channel, u32>);

impl Counts {
    fn add(&mut self, channel: Channel) {
        *self.0.entry(channel).or_default() += 1;
    }

    fn of(&self, channel: Channel) -> u32 {
        self.0.get(&channel).copied().unwrap_or_default()
    }

    fn total(&self) -> u32 {
        self.0.values().sum()
    }

    /// The cells of all channels and their sum.
    fn cells(&self) -> Vec<String> {
        Channel::iter().map(|channel| self.of(channel)).chain([self.total()]).map(number).collect()
    }
}

fn number(count: u32) -> String {
    if count == 0 { "–".to_owned() } else { format::number(count.into()) }
}

/// The weeks up to the present one, which is still going on. What is dated ahead isn't counted.
pub(super) async fn gather(making: &Making<'_>) -> Result<Gathered> {
    let Making { app, weeks, language, .. } = *making;
    let (today, zone) = (app.clock.today(), app.clock.zone());
    let all: Vec<IsoWeek> = weeks_back(today, weeks).collect();
    let first = all.first().map_or(today, |week| week.monday());
    let before: Vec<IsoWeek> = weeks_back(first.yesterday().map_err(internal)?, weeks).collect();
    let earlier = before.first().map_or(first, |week| week.monday());
    let begin =
        |day: Date| Ok::<_, crate::Error>(Timestamp::from(day.to_zoned(zone.clone()).map_err(internal)?.timestamp()));
    let said = said(making, begin(first)?, app.clock.now()).await?;
    let earlier = count(making, begin(earlier)?, begin(first)?).await?;
    let people: HashMap<UserId, String> =
        user::Entity::find().all(app.read()).await?.into_iter().map(|user| (user.id, user.name)).collect();
    let called = |owner: Option<UserId>| owner.and_then(|owner| people.get(&owner)).map_or("", String::as_str);

    let (mut by_person, mut by_week): (HashMap<Option<UserId>, Counts>, BTreeMap<IsoWeek, Counts>) = Default::default();
    let mut behind: BTreeMap<(IsoWeek, String, String, usize), u32> = BTreeMap::new();
    let mut reached: HashMap<Option<UserId>, BTreeSet<CustomerId>> = HashMap::new();
    let mut ways: HashMap<Channel, [u32; 3]> = HashMap::new();
    let (mut customers, mut whole) = (BTreeSet::new(), Counts::default());
    for Said { owner, channel, direction, customer, week } in &said {
        by_person.entry(*owner).or_default().add(*channel);
        by_week.entry(*week).or_default().add(*channel);
        reached.entry(*owner).or_default().insert(*customer);
        ways.entry(*channel).or_default()[match direction {
            Direction::In => 0,
            Direction::Out => 1,
            Direction::None => 2,
        }] += 1;
        customers.insert(*customer);
        whole.add(*channel);
        let place = Channel::iter().position(|known| known == *channel).unwrap_or_default();
        let name = making.name(called(*owner));
        *behind.entry((*week, sort_key(&name), name, place)).or_default() += 1;
    }

    let channels = || Channel::iter().map(|channel| format!("channel-{}", channel.to_value()));
    let head = |first: &str| {
        let mut columns = vec![making.column(first, 1)];
        columns.extend(channels().map(|id| making.column(&id, 0)));
        columns.push(making.column("report-total", 0));
        columns
    };
    let total = |counts: &Counts| [vec![making.say("report-total")], counts.cells()].concat();
    let none = || making.say("report-nothing-said");

    let mut persons: Vec<(String, Option<UserId>)> =
        by_person.keys().map(|owner| (making.name(called(*owner)), *owner)).collect();
    persons.sort_by_cached_key(|(name, owner)| (owner.is_none(), sort_key(name)));
    let mut columns = head("report-person");
    columns.push(making.column("report-customers", 0));
    let customers_of = |owner: &Option<UserId>| number(u32::try_from(reached[owner].len()).unwrap_or(u32::MAX));
    let rows: Vec<Vec<String>> = persons
        .iter()
        .map(|(name, owner)| [vec![name.clone()], by_person[owner].cells(), vec![customers_of(owner)]].concat())
        .collect();
    let reached_all = u32::try_from(customers.len()).unwrap_or(u32::MAX);
    let by_person = ReportTable {
        title: making.say("report-by-person"),
        // A customer of two people is one customer.
        total: if rows.len() > 1 { [total(&whole), vec![number(reached_all)]].concat() } else { Vec::new() },
        columns,
        rows,
        empty: none(),
        note: String::new(),
    };
    let share = |count: u32| match whole.total() {
        0 => String::new(),
        all => format!("{:.0}%", f64::from(count) * 100.0 / f64::from(all)),
    };
    let by_channel = ReportTable {
        title: making.say("report-by-channel"),
        columns: vec![
            making.column("report-channel", 1),
            making.column("direction-in", 0),
            making.column("direction-out", 0),
            making.column("direction-none", 0),
            making.column("report-total", 0),
            making.column("report-share", 0),
        ],
        rows: Channel::iter()
            .filter(|channel| whole.of(*channel) > 0)
            .map(|channel| {
                let count = whole.of(channel);
                let ways = ways.get(&channel).copied().unwrap_or_default().map(number);
                let name = making.code("channel", channel.to_value());
                [vec![name], ways.to_vec(), vec![number(count), share(count)]].concat()
            })
            .collect(),
        empty: none(),
        ..ReportTable::default()
    };
    let nothing = Counts::default();
    let of_week = |week: &IsoWeek| by_week.get(week).unwrap_or(&nothing);
    let weekly = ReportTable {
        title: making.say("report-by-week"),
        columns: head("report-week"),
        rows: all
            .iter()
            .map(|week| [vec![week_name(language, *week, today)], of_week(week).cells()].concat())
            .collect(),
        total: total(&whole),
        ..ReportTable::default()
    };

    let bars = bars_of(language, &all, today, |week| of_week(week).total());
    let (width, height) = PAPER_CHART;
    let style = ChartStyle { width, height, palette: Palette::light(), chinese: language == Language::Chinese };
    let summary = bars.summary.clone();
    let drawn = tokio::task::spawn_blocking(move || weekly_bars(&bars, &style)).await.map_err(internal)?;
    let chart =
        DossierChart { title: making.say("report-per-week"), svg: drawn.svg, summary, ..DossierChart::default() };

    let sum = whole.total();
    let mean = f64::from(sum) / f64::from(weeks);
    let incoming: u32 = ways.values().map(|ways| ways[0]).sum();
    let figures = vec![
        making.figure(
            "report-conversations",
            format::number(sum.into()),
            message_with(
                language,
                "report-before",
                &[("weeks", weeks.into()), ("count", format::number(earlier).into())],
            ),
        ),
        making.figure("report-customers-reached", format::number(reached_all.into()), String::new()),
        making.figure("report-begun-by-customers", format::number(incoming.into()), share(incoming)),
        making.figure("report-mean", format!("{mean:.1}"), String::new()),
    ];
    let place: Vec<String> = channels().map(|id| making.say(&id)).collect();
    Ok(Gathered {
        figures,
        chart: (sum > 0).then_some(chart),
        tables: if sum > 0 { vec![by_person, by_channel, weekly] } else { vec![by_person] },
        period: message_with(
            language,
            "report-period",
            &[("from", format::full_date(language, first).into()), ("to", format::full_date(language, today).into())],
        ),
        heads: vec![
            ("report-week-from", false),
            ("report-person", false),
            ("report-channel", false),
            ("report-conversations", true),
        ],
        rows: behind
            .into_iter()
            .map(|((week, _, name, channel), count)| {
                vec![week.monday().to_string(), name, place[channel].clone(), count.to_string()]
            })
            .collect(),
    })
}

/// What was said from an instant up to another, without the latter.
fn between(making: &Making<'_>, from: Timestamp, to: Timestamp) -> Select<communication::Entity> {
    use communication::Column;
    let said = communication::Entity::find()
        .filter(Column::DeletedAt.is_null())
        .filter(Column::At.gte(from))
        .filter(Column::At.lt(to));
    match making.owner {
        Some(owner) => said.filter(Column::OwnerId.eq(owner)),
        None => said,
    }
}

async fn count(making: &Making<'_>, from: Timestamp, to: Timestamp) -> Result<i64> {
    let count = between(making, from, to).count(making.app.read()).await?;
    i64::try_from(count).map_err(internal)
}

async fn said(making: &Making<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<Said>> {
    use communication::Column;
    type Row = (Option<UserId>, Channel, Direction, CustomerId, Timestamp);
    // The present moment counts, too.
    let rows: Vec<Row> = between(making, from, Timestamp(to.0 + 1))
        .select_only()
        .columns([Column::OwnerId, Column::Channel, Column::Direction, Column::CustomerId, Column::At])
        .into_tuple()
        .all(making.app.read())
        .await?;
    let zone = making.app.clock.zone();
    let said = |(owner, channel, direction, customer, at): Row| {
        let week = IsoWeek::of(at.date_in(zone));
        Said { owner, channel, direction, customer, week }
    };
    Ok(rows.into_iter().map(said).collect())
}

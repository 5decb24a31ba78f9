//! When a company with customers in China and abroad talks to them: working days, holidays, slow months, working hours.

use jiff::ToSpan;
use jiff::civil::Date;

use super::draw::Draw;

/// How far back communications go, in days.
pub(super) const SPAN: u32 = 730;
/// How far ahead texts and follow-ups look, in days.
const AHEAD: u32 = 130;
/// The zone in which the company works. It has been eight hours ahead of UTC all through the years the sample can cover.
pub(super) const ZONE: &str = "Asia/Shanghai";
const ZONE_MINUTES: i64 = 8 * 60;

/// First day of the Chinese year, from 2022 on.
const SPRING_FESTIVAL: [(i16, i8, i8); 20] = [
    (2022, 2, 1),
    (2023, 1, 22),
    (2024, 2, 10),
    (2025, 1, 29),
    (2026, 2, 17),
    (2027, 2, 6),
    (2028, 1, 26),
    (2029, 2, 13),
    (2030, 2, 3),
    (2031, 1, 23),
    (2032, 2, 11),
    (2033, 1, 31),
    (2034, 2, 19),
    (2035, 2, 8),
    (2036, 1, 28),
    (2037, 2, 15),
    (2038, 2, 4),
    (2039, 1, 24),
    (2040, 2, 12),
    (2041, 2, 1),
];

/// The days around `today` and how busy each is.
pub(super) struct Calendar {
    /// Days since 1970 of today.
    epoch_day: i64,
    /// Every day from `SPAN` days ago to `AHEAD` days ahead.
    days: Vec<Date>,
    /// For the same days up to today, the sum of how busy all days before are: customers in China, customers abroad.
    busy: [Vec<u32>; 2],
}

impl Calendar {
    pub(super) fn new(today: Date) -> Self {
        let first = today.saturating_sub(i64::from(SPAN).days());
        let days: Vec<Date> = (0..=i64::from(SPAN + AHEAD)).map(|step| first.saturating_add(step.days())).collect();
        let running = |abroad: bool| {
            days[..=SPAN as usize]
                .iter()
                .scan(0, |sum, &day| {
                    let before = *sum;
                    *sum += if abroad { busy_abroad(day) } else { busy_in_china(day) };
                    Some(before)
                })
                .collect()
        };
        let epoch_day = today.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24;
        Self { epoch_day, busy: [running(false), running(true)], days }
    }

    /// The date `ago` days before today; negative is ahead. Days out of reach become the nearest in reach.
    pub(super) fn day(&self, ago: i32) -> Date {
        let position = i64::from(SPAN) - i64::from(ago);
        self.days[usize::try_from(position).unwrap_or(0).min(self.days.len() - 1)]
    }

    /// Milliseconds since 1970 of `minute` of the day `ago` days before today, in the company's zone.
    pub(super) fn stamp(&self, ago: i32, minute: u32) -> i64 {
        (self.epoch_day - i64::from(ago)) * 86_400_000 + (i64::from(minute) - ZONE_MINUTES) * 60_000
    }

    /// Days ago of a busy day between `oldest` and `newest` days ago, both included.
    pub(super) fn busy_day(&self, draw: &mut Draw, abroad: bool, oldest: u32, newest: u32) -> u32 {
        let busy = &self.busy[usize::from(abroad)];
        let position = |ago: u32| (SPAN - ago.min(SPAN)) as usize;
        let (from, to) = (position(oldest), position(newest));
        let (low, high) = (busy[from], busy[(to + 1).min(busy.len() - 1)]);
        if high <= low {
            return newest;
        }
        let point = low + draw.below(high - low);
        let found = busy.partition_point(|&before| before <= point) - 1;
        SPAN - u32::try_from(found).unwrap_or(SPAN)
    }

    /// Days ahead of the first working day at least `ahead` days from the day `ago` days ago.
    pub(super) fn working_day(&self, ago: i32, ahead: i32) -> i32 {
        (ahead..ahead + 3).find(|&step| self.is_working(ago - step)).unwrap_or(ahead)
    }

    /// Days ago of the last working day at least `ago` days ago: what would fall on a weekend was done on the Friday before.
    /// Today counts as it is.
    pub(super) fn worked_day(&self, ago: i32) -> i32 {
        if ago == 0 { 0 } else { (ago..ago + 3).find(|&day| self.is_working(day)).unwrap_or(ago) }
    }

    /// Whether the day `ago` days before today is from Monday to Friday.
    fn is_working(&self, ago: i32) -> bool {
        self.day(ago).weekday().to_monday_one_offset() <= 5
    }
}

/// A minute of the day at which the company talks to customers in China, or to those abroad, who start later.
pub(super) fn minute(draw: &mut Draw, abroad: bool, written: bool) -> u32 {
    let hour = match (abroad, written) {
        (false, _) => {
            draw.weighted(&[(8, 6), (9, 17), (10, 19), (11, 11), (13, 10), (14, 17), (15, 17), (16, 15), (17, 8)])
        }
        (true, false) => draw.weighted(&[(15, 20), (16, 26), (17, 14), (20, 10), (21, 20), (22, 8)]),
        (true, true) => draw.weighted(&[(9, 14), (10, 12), (14, 8), (15, 16), (16, 18), (17, 16), (20, 6), (21, 8)]),
    };
    hour * 60 + if written { draw.below(60) } else { draw.below(12) * 5 }
}

fn busy_in_china(day: Date) -> u32 {
    let spring = SPRING_FESTIVAL.iter().find(|start| start.0 == day.year()).is_some_and(|&(year, month, date)| {
        (-3..=9).contains(&(day.duration_since(Date::constant(year, month, date)).as_hours() / 24))
    });
    let holiday = spring || matches!((day.month(), day.day()), (10, 1..=7) | (5, 1..=4) | (1, 1));
    match (holiday, day.weekday().to_monday_one_offset()) {
        (true, _) | (_, 7) => 2,
        (_, 6) => 9,
        _ if matches!(day.month(), 3..=6 | 9 | 11) => 115,
        _ => 95,
    }
}

fn busy_abroad(day: Date) -> u32 {
    let holiday = matches!((day.month(), day.day()), (12, 22..=31) | (1, 1..=4) | (5, 1) | (10, 3));
    match (holiday, day.weekday().to_monday_one_offset()) {
        (true, _) => 2,
        (_, 6 | 7) => 1,
        _ => match day.month() {
            8 => 42,
            7 => 75,
            _ => 105,
        },
    }
}

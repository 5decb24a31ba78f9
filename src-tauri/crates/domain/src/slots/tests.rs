#![expect(clippy::unwrap_used, reason = "a test may panic")]

use jiff::civil::{date, time};
use proptest::prelude::*;

use super::*;

fn wish(minutes: i64) -> Wish {
    Wish { minutes, weight: 2, days_late: 0, welcome: None, until: None }
}

fn hours(text: &str) -> Vec<Hours> {
    working_hours(text).unwrap()
}

fn put(room: &Room<'_>, wishes: &[Wish]) -> Vec<String> {
    let told = |put: &Option<Put>| put.map_or_else(|| "-".to_owned(), |put| put.at.strftime("%d %H:%M").to_string());
    fit(room, wishes).iter().map(told).collect()
}

/// Thursday and Friday in Shanghai, from ten past nine on, with two appointments.
fn week(test: impl FnOnce(&Room<'_>)) {
    let zone = TimeZone::get("Asia/Shanghai").unwrap();
    let at = |text: &str| format!("2026-05-{text}:00+08:00").parse::<Timestamp>().unwrap();
    let hours = hours("9-12, 13-15");
    let taken = [Taken::lasting(at("14T10:00"), 30), Taken::lasting(at("14T14:00"), 60)];
    test(&Room {
        days: &[date(2026, 5, 14), date(2026, 5, 15)],
        hours: &hours,
        zone: &zone,
        now: at("14T09:10"),
        taken: &taken,
    });
}

#[test]
fn what_matters_most_and_is_latest_takes_the_first_free_time() {
    week(|room| {
        let wishes = [
            wish(30),
            Wish { days_late: 4, ..wish(30) },
            Wish { weight: 3, ..wish(60) },
            Wish { days_late: 9, ..wish(90) },
            Wish { weight: 1, days_late: 90, ..wish(15) },
        ];
        assert_eq!(put(room, &wishes), ["14 11:30", "14 09:15", "14 10:30", "15 09:00", "14 09:45"]);
    });
}

#[test]
fn customers_are_called_when_they_like_it_where_there_is_room() {
    week(|room| {
        let welcome = |text: &str| Wish { welcome: text.parse().ok(), ..wish(30) };
        let wishes = [welcome("14:00-15:00"), welcome("18:00-19:00"), welcome("14-15"), welcome("14-15")];
        let found: Vec<Put> = fit(room, &wishes).into_iter().flatten().collect();
        let told: Vec<_> = found.iter().map(|put| (put.at.to_string(), put.welcome)).collect();
        assert_eq!(told[0], ("2026-05-15T14:00:00".to_owned(), Some(true)), "Thursday's hour is taken");
        assert_eq!(told[1], ("2026-05-14T09:15:00".to_owned(), Some(false)), "nobody works in the evening");
        assert_eq!(told[2], ("2026-05-15T14:30:00".to_owned(), Some(true)));
        assert_eq!(told[3], ("2026-05-14T10:30:00".to_owned(), Some(false)), "both of its half-hours are gone");
    });
}

#[test]
fn what_has_no_room_or_no_day_in_time_is_left_out() {
    week(|room| {
        let until = |day: i8, minutes| Wish { until: Some(date(2026, 5, day)), ..wish(minutes) };
        assert_eq!(put(room, &[wish(181), until(13, 15), until(14, 61), until(14, 90)]), ["-", "-", "14 10:30", "-"]);
        assert_eq!(put(&Room { days: &[], ..room.clone() }, &[wish(1)]), ["-"], "nobody works then");
    });
}

#[test]
fn hours_of_a_day_are_in_order() {
    assert_eq!(hours("9–12，13:00至17:30").len(), 2);
    for text in ["", "9-12,", "13-17, 9-12", "9-12, 11-14", "mornings"] {
        assert!(working_hours(text).is_err(), "{text}");
    }
}

#[test]
fn a_time_that_the_clocks_pass_over_is_none() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let (spring, autumn) = (date(2026, 3, 29), date(2026, 10, 25));
    let hours = hours("1:30-4");
    let room = Room { days: &[spring], hours: &hours, zone: &zone, now: Timestamp::MIN, taken: &[] };
    assert_eq!(put(&room, &[wish(30), wish(30), wish(45)]), ["29 01:30", "29 03:00", "-"]);
    // From half past one to four there are three and a half hours.
    let long = fit(&Room { days: &[autumn], ..room }, &[wish(210), wish(15)]);
    assert_eq!(long[0].unwrap().at.time(), time(1, 30, 0, 0));
    assert_eq!(long[1], None);
}

/// Days around changes of clocks, half-hour ones and one at midnight included.
const PLACES: [(&str, Date); 6] = [
    ("Europe/Berlin", date(2026, 3, 27)),
    ("America/New_York", date(2026, 10, 30)),
    ("Australia/Lord_Howe", date(2026, 4, 3)),
    ("Africa/Cairo", date(2026, 4, 22)),
    ("Asia/Shanghai", date(2026, 5, 11)),
    ("Pacific/Apia", date(2011, 12, 28)),
];

proptest! {
    #[test]
    fn nothing_is_booked_twice_in_the_past_or_out_of_hours(
        place in 0..PLACES.len(),
        passed in 0i64..120,
        split in 60i64..1_380,
        taken in prop::collection::vec((0i64..7 * 24 * 60, 1i64..300), 0..25),
        wishes in prop::collection::vec((1i64..400, 1u8..4, -3i32..30, prop::option::of((0i8..22, 1i8..3)), prop::option::of(0i64..7)), 0..25),
    ) {
        let (zone, first) = PLACES[place];
        let zone = TimeZone::get(zone).unwrap();
        let days: Vec<Date> = (0..7).map(|day| first.saturating_add(day.days())).collect();
        let begin = first.to_zoned(zone.clone()).unwrap().timestamp();
        let after = |minutes: i64| begin + SignedDuration::from_mins(minutes);
        let taken: Vec<Taken> = taken.into_iter().map(|(at, long)| Taken::lasting(after(at), long)).collect();
        let middle = time(0, 0, 0, 0).saturating_add(split.minutes());
        let hours = [Hours { from: time(0, 0, 0, 0), to: middle }, Hours { from: middle, to: time(23, 59, 0, 0) }];
        let now = after(passed * 60);
        let room = Room { days: &days, hours: &hours, zone: &zone, now, taken: &taken };
        let wishes: Vec<Wish> = wishes
            .into_iter()
            .map(|(minutes, weight, days_late, welcome, until)| Wish {
                minutes,
                weight,
                days_late,
                welcome: welcome.map(|(from, long)| Hours { from: time(from, 0, 0, 0), to: time(from + long - 1, 59, 0, 0) }),
                until: until.map(|day| first.saturating_add(day.days())),
            })
            .collect();
        let found = fit(&room, &wishes);
        let times: Vec<Taken> = found.iter().flatten().map(|put| put.time).collect();
        prop_assert_eq!(clash(&taken, &times), None);
        for (wish, put) in wishes.iter().zip(&found) {
            let Some(put) = put else { continue };
            prop_assert!(put.time.from >= now);
            prop_assert_eq!(put.time.from.duration_until(put.time.to), SignedDuration::from_mins(wish.minutes));
            prop_assert_eq!(zone.to_datetime(put.time.from), put.at, "its clock shows that time");
            let due = crate::Due { date: put.at.date(), time: Some(put.at.time()) };
            prop_assert_eq!(due.instant(&zone).unwrap(), put.time.from, "what is stored is late from then on");
            let within = |hours: &Hours| {
                let ends = put.at.date().to_datetime(hours.to).to_zoned(zone.clone()).unwrap().timestamp();
                put.at.time() >= hours.from && put.at.time() < hours.to && put.time.to <= ends
            };
            prop_assert!(hours.iter().any(within));
            prop_assert!(wish.until.is_none_or(|until| put.at.date() <= until));
            prop_assert_eq!(put.welcome.is_some(), wish.welcome.is_some());
        }
        // Nobody is left out while there is room for them.
        let all: Vec<Taken> = taken.iter().chain(&times).copied().collect();
        for (wish, _) in wishes.iter().zip(&found).filter(|(_, put)| put.is_none()) {
            prop_assert_eq!(fit(&Room { taken: &all, ..room.clone() }, &[*wish]), vec![None]);
        }
    }
}

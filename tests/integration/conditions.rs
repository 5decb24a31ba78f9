//! Conditions: whatever a person puts together, the list holds just those customers that a plain look at every row finds.

use std::sync::Mutex;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

const DAY: i64 = 86_400_000;

/// What a row of the database says, read anew for each question.
struct Row {
    id: String,
    choices: [(&'static str, Vec<String>); 8],
    dates: [(&'static str, Option<Date>); 3],
    communications: u64,
    phone: bool,
    email: bool,
}

fn key(hex: &str) -> String {
    if hex.is_empty() { String::new() } else { uuid::Uuid::parse_str(hex).unwrap().to_string() }
}

fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap()
}

fn scan(desk: &Desk) -> Vec<Row> {
    let point = |kind: &str| {
        format!(
            "(SELECT count(*) FROM contact_point p WHERE p.customer_id = c.id AND p.kind = '{kind}' AND p.deleted_at IS NULL)"
        )
    };
    let sql = format!(
        "SELECT lower(hex(c.id)), c.stage, c.kind, ifnull(lower(hex(c.owner_id)), ''), c.region, c.source, c.industry, c.country, \
         (SELECT group_concat(lower(hex(t.tag_id)), ' ') FROM customer_tag t WHERE t.customer_id = c.id AND t.deleted_at IS NULL), \
         c.created_at, s.last_contact_at, s.next_follow_up_at, ifnull(s.communications, 0), {}, {} \
         FROM customer c LEFT JOIN customer_summary s ON s.customer_id = c.id WHERE c.deleted_at IS NULL",
        point("phone"),
        point("email")
    );
    let row = |line: String| {
        let cells: Vec<&str> = line.split('|').collect();
        let [id, stage, kind, owner, region, source, industry, country, tags, created, last, next, talks, phone, email] =
            cells[..]
        else {
            panic!("a row must have these columns: {line}")
        };
        let one = |text: &str| vec![text.to_owned()];
        let tags: Vec<String> = tags.split_whitespace().map(key).collect();
        let day = |at: &str| {
            let at = jiff::Timestamp::from_millisecond(at.parse().ok()?).ok()?;
            Some(at.to_zoned(zone()).date())
        };
        Row {
            id: key(id),
            choices: [
                ("stage", one(stage)),
                ("kind", one(kind)),
                ("owner", one(&key(owner))),
                ("tags", if tags.is_empty() { one("") } else { tags }),
                ("region", one(region)),
                ("source", one(source)),
                ("industry", one(industry)),
                ("country", one(country)),
            ],
            dates: [("created", day(created)), ("last_contact", day(last)), ("next_follow_up", day(next))],
            communications: talks.parse().unwrap(),
            phone: phone != "0",
            email: email != "0",
        }
    };
    desk.rows(&sql).into_iter().map(row).collect()
}

/// Whether a row fits a condition or a group, by the words of the condition.
fn fits(row: &Row, condition: &Value, today: Date) -> bool {
    if condition.get("join").is_some() {
        let mut parts = condition["of"].as_array().unwrap().iter().map(|part| fits(row, part, today));
        return if condition["join"] == "all" { parts.all(|fits| fits) } else { parts.any(|fits| fits) };
    }
    match condition["type"].as_str().unwrap() {
        "choice" => {
            let has = &row.choices.iter().find(|(field, _)| condition["field"] == *field).unwrap().1;
            let mut values = condition["values"].as_array().unwrap().iter().map(|value| value.as_str().unwrap());
            let holds = |value: &str| has.iter().any(|own| own == value);
            match condition["is"].as_str().unwrap() {
                "any_of" => values.any(holds),
                "all_of" => values.all(holds),
                _ => !values.any(holds),
            }
        }
        "date" => {
            let day = row.dates.iter().find(|(field, _)| condition["field"] == *field).unwrap().1;
            on(day, &condition["test"], today)
        }
        "number" => {
            let value = condition["value"].as_u64().unwrap();
            match condition["is"].as_str().unwrap() {
                "at_least" => row.communications >= value,
                "at_most" => row.communications <= value,
                _ => row.communications == value,
            }
        }
        _ => condition["known"] == if condition["field"] == "phone" { row.phone } else { row.email },
    }
}

fn on(day: Option<Date>, test: &Value, today: Date) -> bool {
    let span = || -> Span {
        let count = test["count"].as_i64().unwrap();
        match test["unit"].as_str().unwrap() {
            "days" => count.days(),
            "weeks" => count.weeks(),
            "months" => count.months(),
            _ => count.years(),
        }
    };
    let named = || test["day"].as_str().unwrap().parse::<Date>().unwrap();
    let recent = |day: Date| day >= today - span() && day <= today;
    match (test["is"].as_str().unwrap(), day) {
        ("never", day) => day.is_none(),
        ("ever", day) => day.is_some(),
        ("not_in_last", day) => !day.is_some_and(recent),
        (_, None) => false,
        ("in_last", Some(day)) => recent(day),
        ("more_than_ago", Some(day)) => day < today - span(),
        ("in_next", Some(day)) => day >= today && day <= today + span(),
        ("more_than_ahead", Some(day)) => day > today + span(),
        ("on", Some(day)) => day == named(),
        ("before", Some(day)) => day < named(),
        (_, Some(day)) => day > named(),
    }
}

/// A condition whose values are picked from what the workspace holds, by number.
#[derive(Debug, Clone)]
enum Asked {
    Choice(usize, usize, Vec<usize>),
    Date(usize, usize, u16, usize),
    Number(usize, u32),
    Reach(bool, bool),
}

#[derive(Debug, Clone)]
struct Filter {
    any: bool,
    parts: Vec<(bool, Vec<Asked>)>,
    stage: Option<usize>,
}

const FIELDS: [&str; 8] = ["stage", "kind", "owner", "tags", "region", "source", "industry", "country"];
const DATES: [&str; 3] = ["created", "last_contact", "next_follow_up"];
const TESTS: [&str; 10] =
    ["in_last", "not_in_last", "more_than_ago", "in_next", "more_than_ahead", "on", "before", "after", "never", "ever"];
const UNITS: [&str; 4] = ["days", "weeks", "months", "years"];
const STAGES: [&str; 4] = ["lead", "prospect", "customer", "lapsed"];

fn asked() -> impl Strategy<Value = Asked> {
    let many = prop::collection::vec(0..40_usize, 1..4);
    prop_oneof![
        5 => (0..FIELDS.len(), 0..3_usize, many).prop_map(|(field, is, values)| Asked::Choice(field, is, values)),
        5 => (0..DATES.len(), 0..TESTS.len(), 0..60_u16, 0..4_usize).prop_map(|(field, is, count, unit)| Asked::Date(field, is, count, unit)),
        1 => (0..3_usize, 0..20_u32).prop_map(|(is, value)| Asked::Number(is, value)),
        1 => (any::<bool>(), any::<bool>()).prop_map(|(phone, known)| Asked::Reach(phone, known)),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    let part = (any::<bool>(), prop::collection::vec(asked(), 1..4));
    let parts = prop::collection::vec(part, 0..4);
    (any::<bool>(), parts, prop::option::weighted(0.3, 0..4_usize)).prop_map(|(any, parts, stage)| Filter {
        any,
        parts,
        stage,
    })
}

impl Asked {
    fn condition(&self, rows: &[Row]) -> Value {
        match self {
            Self::Choice(field, is, places) => {
                let mut known: Vec<&str> =
                    rows.iter().flat_map(|row| &row.choices[*field].1).map(String::as_str).collect();
                known.sort_unstable();
                known.dedup();
                if *field == 2 || *field > 3 {
                    known.push("");
                }
                let values: Vec<&str> = places.iter().map(|at| known[at % known.len()]).collect();
                let is = if *is == 1 && FIELDS[*field] != "tags" { 0 } else { *is };
                let is = ["any_of", "all_of", "none_of"][is];
                json!({ "type": "choice", "field": FIELDS[*field], "is": is, "values": values })
            }
            Self::Date(field, is, count, unit) => {
                let mut test = json!({ "is": TESTS[*is] });
                match is {
                    0..5 => {
                        test["count"] = json!(count);
                        test["unit"] = json!(UNITS[*unit]);
                    }
                    5..8 => {
                        test["day"] = json!(format!("2026-{:02}-{:02}", 1 + (count / 5) % 12, 1 + unit * 7));
                    }
                    _ => {}
                }
                json!({ "type": "date", "field": DATES[*field], "test": test })
            }
            Self::Number(is, value) => {
                let is = ["at_least", "at_most", "exactly"][*is];
                json!({ "type": "number", "field": "communications", "is": is, "value": value })
            }
            Self::Reach(phone, known) => {
                json!({ "type": "reach", "field": if *phone { "phone" } else { "email" }, "known": known })
            }
        }
    }
}

impl Filter {
    fn value(&self, rows: &[Row]) -> Value {
        let join = |any: bool| if any { "any" } else { "all" };
        let part = |(any, asked): &(bool, Vec<Asked>)| {
            let of: Vec<Value> = asked.iter().map(|asked| asked.condition(rows)).collect();
            if of.len() == 1 { of[0].clone() } else { json!({ "join": join(*any), "of": of }) }
        };
        let of: Vec<Value> = self.parts.iter().map(part).collect();
        let mut filter = json!({ "conditions": { "join": join(self.any), "of": of } });
        if let Some(stage) = self.stage {
            filter["stages"] = json!([STAGES[stage]]);
        }
        filter
    }
}

/// The list, and the counts beside it, against a look at every row.
fn check(desk: &Desk, rows: &[Row], filter: &Value, today: Date) -> Result<(), TestCaseError> {
    let conditions = &filter["conditions"];
    let none = conditions["of"].as_array().unwrap().is_empty();
    let stage = |row: &Row| filter["stages"].get(0).is_none_or(|stage| *stage == row.choices[0].1[0].as_str());
    let ours = |row: &&Row| none || fits(row, conditions, today);
    let mut wanted: Vec<&str> = rows.iter().filter(ours).filter(|row| stage(row)).map(|row| row.id.as_str()).collect();
    let page = desk.call("list_customers", json!({ "filter": filter, "limit": 500 }));
    let mut found: Vec<&str> = page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    wanted.sort_unstable();
    found.sort_unstable();
    prop_assert!(found == wanted, "{filter}: {} found, {} wanted", found.len(), wanted.len());
    let facets = desk.call("customer_facets", json!({ "filter": filter }));
    prop_assert_eq!(&facets["matching"], wanted.len(), "{}", filter);
    let alone: Vec<usize> = conditions["of"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| rows.iter().filter(|row| fits(row, part, today)).count())
        .collect();
    prop_assert_eq!(&facets["conditions"], &json!(alone), "each by itself, in order: {}", filter);
    let part = facets["parts"].as_array().unwrap().iter().find(|part| part["by"] == "conditions");
    let left_out = rows.len() - rows.iter().filter(ours).count();
    prop_assert_eq!(part.map(|part| part["leavesOut"].as_u64().unwrap()), (!none).then_some(left_out as u64));
    Ok(())
}

/// Does something that conditions look at.
fn perform(desk: &Desk, at: usize, what: usize) {
    let ids = desk.rows("SELECT lower(hex(id)) FROM customer WHERE deleted_at IS NULL ORDER BY id");
    let id = key(&ids[at % ids.len()]);
    let (word, country) = (["", "北京", "East", "展会"][at % 4], ["", "FR"][at % 2]);
    match what {
        0 => desk.call("update_customer", json!({ "id": id, "source": word, "industry": word })),
        1 => desk.call("update_customer", json!({ "id": id, "region": word, "country": country, "ownerId": null })),
        2 => desk.call("save_points", json!({ "customerId": id, "points": [] })),
        3 => {
            let points = json!([{ "kind": "email", "value": "a@b.example" }]);
            desk.call("save_points", json!({ "customerId": id, "points": points }))
        }
        4 => desk.call("set_customer_tags", json!({ "id": id, "tags": [] })),
        5 => {
            let contact = desk.call(
                "create_contact",
                json!({ "customerId": id, "name": "Lin", "points": [{ "kind": "phone", "value": "021 5555 0101" }] }),
            );
            desk.call("delete_contact", json!({ "id": contact["id"] }))
        }
        6 => desk.call("delete_customers", json!({ "ids": [id] })),
        _ => desk.ask("undo", json!({})).unwrap_or_default(),
    };
}

#[test]
fn a_list_holds_whom_a_look_at_every_row_finds() {
    let desk = Mutex::new(Desk::with_sample());
    let config = Config { cases: 24, max_shrink_iters: 100, failure_persistence: None, ..Config::default() };
    let acts = prop::collection::vec((0..400_usize, 0..8_usize), 0..4);
    let property = |(acts, filters, days): (Vec<(usize, usize)>, Vec<Filter>, i64)| {
        let desk = desk.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for (at, what) in acts {
            perform(&desk, at, what);
        }
        desk.advance(days * DAY);
        let rows = scan(&desk);
        let today = desk.app().clock.today();
        filters.iter().try_for_each(|filter| check(&desk, &rows, &filter.value(&rows), today))
    };
    let filters = prop::collection::vec(filter(), 1..8);
    TestRunner::new(config).run(&(acts, filters, -3..4_i64), property).unwrap();
}

fn names(desk: &Desk, condition: Value) -> Vec<String> {
    let filter = json!({ "conditions": { "join": "all", "of": [condition] } });
    let page = desk.call("list_customers", json!({ "filter": filter }));
    page["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn days_are_those_of_the_person_and_move_on_with_them() {
    // Ten in the morning of 14 May in Shanghai; the day began at 16:00 UTC of the 13th.
    let desk = Desk::new();
    let midnight = 1_778_688_000_000_i64;
    for (name, at) in [("late on the 13th", midnight - 1), ("early on the 14th", midnight)] {
        let id = desk.customer(name);
        desk.call("log_communication", json!({ "customerId": id, "channel": "call", "text": "x", "at": at }));
    }
    desk.customer("never");
    let last = |test: Value| names(&desk, json!({ "type": "date", "field": "last_contact", "test": test }));
    let days = |is: &str, count: u32| json!({ "is": is, "count": count, "unit": "days" });
    assert_eq!(last(days("in_last", 0)), ["early on the 14th"]);
    assert_eq!(last(days("in_last", 1)), ["early on the 14th", "late on the 13th"]);
    assert_eq!(last(days("more_than_ago", 0)), ["late on the 13th"], "before today");
    assert_eq!(last(days("not_in_last", 0)), ["late on the 13th", "never"], "never is not in the last days either");
    assert_eq!(last(json!({ "is": "on", "day": "2026-05-13" })), ["late on the 13th"]);
    assert_eq!(last(json!({ "is": "never" })), ["never"]);
    desk.advance(DAY);
    assert_eq!(
        last(days("in_last", 0)),
        Vec::<String>::new(),
        "a day later nothing was written, but it is another day"
    );
    assert_eq!(last(days("in_last", 1)), ["early on the 14th"]);
    desk.advance(9_999 * DAY);
    assert_eq!(last(json!({ "is": "not_in_last", "count": 9_999, "unit": "years" })), ["never"], "as far as it goes");
}

#[test]
fn what_means_nothing_is_refused() {
    let desk = Desk::new();
    let ask = |of: Value| {
        let filter = json!({ "conditions": { "join": "all", "of": of } });
        desk.call_err("list_customers", json!({ "filter": filter }))
    };
    let stage = |values: Value| json!({ "type": "choice", "field": "stage", "is": "any_of", "values": values });
    let group = |of: Value| json!({ "join": "any", "of": of });
    for (of, problem) in [
        (json!([stage(json!([]))]), "required"),
        (json!([group(json!([]))]), "required"),
        (json!([stage(json!(["vip"]))]), "invalid"),
        (json!([{ "type": "choice", "field": "owner", "is": "any_of", "values": ["Lin"] }]), "invalid"),
        (json!([{ "type": "choice", "field": "stage", "is": "all_of", "values": ["lead"] }]), "invalid"),
        (json!([{ "type": "choice", "field": "region", "is": "any_of", "values": ["x".repeat(2_001)] }]), "invalid"),
        (
            json!([{ "type": "date", "field": "created", "test": { "is": "in_last", "count": 10_000, "unit": "days" } }]),
            "out_of_range",
        ),
        (json!(vec![stage(json!(["lead"])); 51]), "too_many"),
        (json!([group(json!(vec![stage(json!(["lead"])); 51]))]), "too_many"),
        (json!([stage(json!(vec!["lead"; 201]))]), "too_many"),
    ] {
        let error = ask(of);
        assert_eq!((error.code, error.fields["conditions"].as_str()), (Code::Invalid, problem), "{error}");
    }
    for of in [
        json!([group(json!([group(json!([stage(json!(["lead"]))]))]))]),
        json!([{ "type": "choice", "field": "note", "is": "any_of", "values": ["x"] }]),
        json!([{ "type": "date", "field": "created", "test": { "is": "on", "day": "2026-02-30" } }]),
        json!([{ "type": "number", "field": "communications", "is": "at_least", "value": -1 }]),
        json!([{ "type": "reach", "field": "phone", "known": true, "also": 1 }]),
    ] {
        assert_eq!(ask(of.clone()).code, Code::BadInput, "{of} can't even be read");
    }
}

#[test]
fn values_to_choose_from_are_those_that_customers_have() {
    let desk = Desk::new();
    for (name, region) in [("A", "华东"), ("B", "华东"), ("C", "Europe"), ("D", "")] {
        desk.call("create_customer", json!({ "kind": "company", "name": name, "region": region }));
    }
    let values = |text: &str| {
        let found = desk.call("list_customer_values", json!({ "field": "region", "text": text }));
        let line = |facet: &Value| format!("{} {}", facet["value"].as_str().unwrap(), facet["count"]);
        found.as_array().unwrap().iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(values(""), ["华东 2", "Europe 1"]);
    assert_eq!(values("huad"), ["华东 2"], "by pinyin, as every list to choose from");
    assert_eq!(values("eur"), ["Europe 1"]);
    desk.call("undo", json!({}));
    desk.call("undo", json!({}));
    assert_eq!(values(""), ["华东 2"], "one that nobody has any more is no choice");
}

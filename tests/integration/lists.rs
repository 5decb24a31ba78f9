//! Lists are kept in memory; whatever happens, they must say what the database says, written here a second time as SQL.

use std::fmt::Write;
use std::sync::Mutex;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use satchel_tests::Desk;
use serde_json::{Value, json};

const SORTS: [(&str, &str); 7] = [
    ("name", "c.sort_key"),
    ("stage", "instr('lead prospect customer lapsed', c.stage)"),
    ("owner", "u.sort_key"),
    ("region", "nullif(c.region, '')"),
    ("last_contact", "s.last_contact_at"),
    ("next_follow_up", "s.next_follow_up_at"),
    ("created", "c.created_at"),
];

const FROM: &str = "FROM customer c LEFT JOIN customer_summary s ON s.customer_id = c.id \
                    LEFT JOIN user u ON u.id = c.owner_id WHERE c.deleted_at IS NULL";

const STAGES: [&str; 4] = ["lead", "prospect", "customer", "lapsed"];
const WORDS: [&str; 6] = ["Ünal", "凌云", "重庆泵业", "Bosch", "aaa", "上海明远"];

/// What a list is asked for.
#[derive(Debug, Clone)]
struct Asked {
    sort: usize,
    descending: bool,
    stage: Option<usize>,
    owner: Option<usize>,
    tag: Option<usize>,
    from: usize,
}

#[derive(Debug, Clone)]
enum Act {
    Create(usize, usize),
    Rename(usize, usize),
    Place(usize, usize),
    Own(usize, Option<usize>),
    Tag(usize, usize),
    Delete(usize),
    Log(usize, i64),
    FollowUp(usize, u8),
    Complete(usize),
    Many(Asked, usize),
    Import(usize),
    Undo,
    Redo,
}

fn place() -> impl Strategy<Value = usize> {
    any::<prop::sample::Index>().prop_map(|index| index.index(10_000))
}

fn asked() -> impl Strategy<Value = Asked> {
    let maybe = || prop::option::weighted(0.3, 0..4_usize);
    (0..SORTS.len(), any::<bool>(), maybe(), maybe(), maybe(), 0..400_usize)
        .prop_map(|(sort, descending, stage, owner, tag, from)| Asked { sort, descending, stage, owner, tag, from })
}

fn act() -> impl Strategy<Value = Act> {
    let word = || 0..WORDS.len();
    prop_oneof![
        4 => (word(), 0..4_usize).prop_map(|(word, stage)| Act::Create(word, stage)),
        4 => (place(), word()).prop_map(|(at, word)| Act::Rename(at, word)),
        4 => (place(), word()).prop_map(|(at, word)| Act::Place(at, word)),
        4 => (place(), prop::option::of(0..4_usize)).prop_map(|(at, owner)| Act::Own(at, owner)),
        4 => (place(), word()).prop_map(|(at, word)| Act::Tag(at, word)),
        2 => place().prop_map(Act::Delete),
        4 => (place(), -9_i64..9).prop_map(|(at, days)| Act::Log(at, days)),
        4 => (place(), 1..28_u8).prop_map(|(at, day)| Act::FollowUp(at, day)),
        3 => place().prop_map(Act::Complete),
        3 => (asked(), 0..4_usize).prop_map(|(asked, what)| Act::Many(asked, what)),
        1 => prop_oneof![Just(3_usize), Just(700)].prop_map(Act::Import),
        6 => Just(Act::Undo),
        2 => Just(Act::Redo),
    ]
}

fn keys(desk: &Desk, sql: &str) -> Vec<String> {
    let key = |hex: String| uuid::Uuid::parse_str(&hex).unwrap().to_string();
    desk.rows(sql).into_iter().map(key).collect()
}

impl Asked {
    fn filter(&self, desk: &Desk) -> (Value, String) {
        let mut filter = json!({});
        let mut sql = String::new();
        if let Some(stage) = self.stage {
            filter["stages"] = json!([STAGES[stage]]);
            write!(sql, " AND c.stage = '{}'", STAGES[stage]).unwrap();
        }
        let pick = |table: &str, at: usize| {
            let ids =
                keys(desk, &format!("SELECT lower(hex(id)) FROM {table} WHERE deleted_at IS NULL ORDER BY name, id"));
            ids.get(at.checked_rem(ids.len())?).cloned()
        };
        if let Some(id) = self.owner.and_then(|at| pick("user", at)) {
            filter["owners"] = json!([id]);
            write!(sql, " AND c.owner_id = x'{}'", id.replace('-', "")).unwrap();
        }
        if let Some(id) = self.tag.and_then(|at| pick("tag", at)) {
            filter["tags"] = json!([id]);
            let used = "SELECT customer_id FROM customer_tag WHERE deleted_at IS NULL AND tag_id";
            write!(sql, " AND c.id IN ({used} = x'{}')", id.replace('-', "")).unwrap();
        }
        (filter, sql)
    }

    fn sort(&self) -> Value {
        json!({ "by": SORTS[self.sort].0, "descending": self.descending })
    }

    /// The keys as the database would list them.
    fn expected(&self, desk: &Desk) -> Vec<String> {
        let (key, way) = (SORTS[self.sort].1, if self.descending { "DESC" } else { "ASC" });
        let narrowed = self.filter(desk).1;
        keys(desk, &format!("SELECT lower(hex(c.id)) {FROM}{narrowed} ORDER BY {key} IS NULL, {key} {way}, c.id"))
    }

    fn check(&self, desk: &Desk, when: &str) {
        let expected = self.expected(desk);
        let (filter, sort) = (self.filter(desk).0, self.sort());
        let input = json!({ "filter": filter, "sort": sort, "offset": self.from, "limit": 500 });
        let page = desk.call("list_customers", input);
        assert_eq!(page["total"], expected.len(), "{self:?} {when}");
        let ids: Vec<&str> = page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
        let wanted: Vec<&str> = expected.iter().skip(self.from).take(500).map(String::as_str).collect();
        assert!(ids == wanted, "{self:?} {when}: the page must be that of the database");
    }
}

/// Does it, if there is something to do it to.
fn perform(desk: &Desk, act: &Act) -> Option<()> {
    let customer = |at: usize| {
        let ids = keys(desk, "SELECT lower(hex(id)) FROM customer WHERE deleted_at IS NULL ORDER BY id");
        ids.get(at.checked_rem(ids.len())?).cloned()
    };
    let user = |at: usize| keys(desk, "SELECT lower(hex(id)) FROM user ORDER BY id").get(at).cloned();
    match act {
        Act::Create(word, stage) => {
            let input =
                json!({ "kind": "company", "name": WORDS[*word], "stage": STAGES[*stage], "tags": [WORDS[*stage]] });
            desk.call("create_customer", input)
        }
        Act::Rename(at, word) => desk.call("update_customer", json!({ "id": customer(*at)?, "name": WORDS[*word] })),
        Act::Place(at, word) => {
            let region = if *word == 0 { "" } else { WORDS[*word] };
            desk.call("update_customer", json!({ "id": customer(*at)?, "region": region, "stage": STAGES[word % 4] }))
        }
        Act::Own(at, owner) => {
            let owner = owner.and_then(user);
            desk.call("update_customer", json!({ "id": customer(*at)?, "ownerId": owner }))
        }
        Act::Tag(at, word) => {
            desk.call("set_customer_tags", json!({ "id": customer(*at)?, "tags": [WORDS[*word], "x"] }))
        }
        Act::Delete(at) => desk.call("delete_customers", json!({ "ids": [customer(*at)?] })),
        Act::Log(at, days) => {
            let at = json!({ "customerId": customer(*at)?, "channel": "call", "text": "x", "at": 1_778_000_000_000 + days * 86_400_000 });
            desk.call("log_communication", at)
        }
        Act::FollowUp(at, day) => {
            let due = json!({ "date": format!("2026-06-{day:02}") });
            desk.call("create_follow_up", json!({ "customerId": customer(*at)?, "title": "x", "due": due }))
        }
        Act::Complete(at) => {
            let open = keys(desk, "SELECT lower(hex(id)) FROM follow_up WHERE deleted_at IS NULL ORDER BY id");
            let id = open.get(at.checked_rem(open.len())?)?;
            desk.call("complete_follow_up", json!({ "id": id, "done": at % 2 == 0 }))
        }
        Act::Many(asked, what) => {
            let change = match what {
                0 => json!({ "kind": "tags", "add": [WORDS[asked.sort % 6], "new"], "remove": ["x"] }),
                1 => json!({ "kind": "set", "value": { "field": "owner", "ownerId": user(asked.from % 4)? } }),
                2 => json!({ "kind": "set", "value": { "field": "stage", "stage": STAGES[asked.from % 4] } }),
                // Everything at once is no list any more.
                _ if asked.stage.is_some() && asked.tag.is_some() => json!({ "kind": "delete" }),
                _ => return None,
            };
            let except: Vec<String> = customer(asked.from).into_iter().collect();
            let customers = json!({ "matching": { "filter": asked.filter(desk).0, "except": except } });
            desk.command_line("change_customers", json!({ "customers": customers, "change": change })).unwrap()
        }
        Act::Import(rows) => {
            let mut list = String::from("Company,Region,Tags\n");
            for row in 0..*rows {
                writeln!(list, "{} {row},{},imported;{}", WORDS[row % 6], WORDS[row % 5], row % 7).unwrap();
            }
            let file = desk.data().join("list.csv");
            std::fs::write(&file, list).unwrap();
            let ticket = desk.session.tickets.issue(file).ticket;
            let report = desk.command_line("import_customers", json!({ "ticket": ticket })).unwrap();
            if *rows > 100 {
                // More than a few hundred stay no longer than this.
                Asked { sort: 0, descending: false, stage: None, owner: None, tag: None, from: 0 }
                    .check(desk, "imported");
                desk.call("undo", json!({}));
            }
            report
        }
        Act::Undo => desk.ask("undo", json!({})).unwrap_or_default(),
        Act::Redo => desk.ask("redo", json!({})).unwrap_or_default(),
    };
    Some(())
}

/// Facets, counted by the database.
fn check_facets(desk: &Desk, asked: &Asked) {
    let whole = Asked { stage: None, owner: None, tag: None, ..asked.clone() };
    let without_stage = Asked { stage: None, ..asked.clone() };
    let facets = desk.call("customer_facets", json!({ "filter": asked.filter(desk).0 }));
    let narrowed = without_stage.filter(desk).1;
    let mut expected = desk.rows(&format!("SELECT c.stage, count(*) {FROM}{narrowed} GROUP BY 1"));
    expected.sort();
    let line = |facet: &Value| format!("{}|{}", facet["value"].as_str().unwrap(), facet["count"]);
    let mut found: Vec<String> = facets["stages"].as_array().unwrap().iter().map(line).collect();
    found.sort();
    assert_eq!(found, expected, "stages are counted as if none were chosen: {asked:?}");
    let all = whole.expected(desk).len();
    for part in facets["parts"].as_array().unwrap() {
        let (alone, rest) = match part["by"].as_str().unwrap() {
            "stages" => (Asked { stage: asked.stage, ..whole.clone() }, Asked { stage: None, ..asked.clone() }),
            "owners" => (Asked { owner: asked.owner, ..whole.clone() }, Asked { owner: None, ..asked.clone() }),
            _ => (Asked { tag: asked.tag, ..whole.clone() }, Asked { tag: None, ..asked.clone() }),
        };
        assert_eq!(part["leavesOut"], all - alone.expected(desk).len(), "{part} of {asked:?}");
        assert_eq!(part["without"], rest.expected(desk).len(), "{part} of {asked:?}");
    }
}

#[test]
fn a_list_says_what_the_database_says_whatever_happened() {
    let desk = Mutex::new(Desk::with_sample());
    let config = Config { cases: 12, max_shrink_iters: 60, failure_persistence: None, ..Config::default() };
    let strategy = (prop::collection::vec((act(), asked()), 1..16), any::<bool>());
    let property = |(acts, reopen): (Vec<(Act, Asked)>, bool)| {
        let desk = desk.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if reopen {
            desk.reopen();
        }
        for (act, asked) in &acts {
            perform(&desk, act);
            asked.check(&desk, &format!("right after {act:?}"));
        }
        for sort in 0..SORTS.len() {
            for descending in [false, true] {
                Asked { sort, descending, stage: None, owner: None, tag: None, from: 0 }.check(&desk, "at last");
            }
        }
        check_facets(&desk, &acts[0].1);
        let counts = desk.call("get_counts", json!({}));
        let live = |table: &str| desk.number(&format!("SELECT count(*) FROM {table} WHERE deleted_at IS NULL"));
        prop_assert_eq!(&counts["customers"], live("customer"));
        prop_assert_eq!(&counts["communications"], live("communication"));
        Ok(())
    };
    TestRunner::new(config).run(&strategy, property).unwrap();
}

#[test]
fn a_list_can_be_read_before_everything_is_in_memory() {
    let desk = Desk::with_sample();
    for sort in 0..SORTS.len() {
        desk.reopen();
        // The first question comes before anything else could be read.
        Asked { sort, descending: true, stage: Some(2), owner: None, tag: None, from: 5 }.check(&desk, "at first");
    }
}

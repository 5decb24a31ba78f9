//! Data health: each finding counts just the customers that its list shows, and tells what a plain look at the rows tells.

use std::collections::BTreeMap;
use std::fs;

use satchel_tests::Desk;
use serde_json::{Value, json};

const YEAR: i64 = 366 * 86_400_000;
const MONTH: i64 = 32 * 86_400_000;

/// What was found, by check: how many, and one of them.
fn found(desk: &Desk) -> BTreeMap<String, (u64, String)> {
    let health = desk.call("data_health", json!({}));
    let findings = health["findings"].as_array().unwrap().iter().map(|finding| {
        // Whoever follows a finding sees as many customers as it names.
        let list = desk.call("list_customers", json!({ "filter": finding["filter"] }));
        assert_eq!(list["total"], finding["customers"], "the list of {}", finding["check"]);
        let example = finding["example"].as_str().unwrap().to_owned();
        assert!(list["rows"].as_array().unwrap().iter().any(|row| row["name"] == example.as_str()), "{finding}");
        (finding["check"].as_str().unwrap().to_owned(), (finding["customers"].as_u64().unwrap(), example))
    });
    findings.collect()
}

fn one(example: &str) -> (u64, String) {
    (1, example.to_owned())
}

#[test]
fn an_empty_workspace_has_nothing_to_mend() {
    let health = Desk::new().call("data_health", json!({}));
    assert_eq!(health["findings"], json!([]));
    assert_eq!(health["reachable"], json!({ "have": 0, "of": 0 }));
    assert_eq!(health["duplicates"]["total"], 0);
}

#[test]
fn what_is_missing_doubtful_and_outdated_is_found_and_goes_when_it_is_mended() {
    let desk = Desk::new();
    let whole = |name: &str| {
        json!({ "kind": "company", "name": name, "region": "华东", "industry": "机床", "source": "展会",
                "ownerId": desk.actor().user, "phone": "+86 139 0013 8000" })
    };
    desk.call("create_customer", whole("凌云"));
    assert_eq!(found(&desk), BTreeMap::new(), "nothing is wrong with it");

    let mut bare = whole("Bare");
    bare.as_object_mut().unwrap().remove("phone");
    let bare = desk.call("create_customer", bare)["id"].clone();
    let mut wrong = whole("Wrong");
    wrong["phone"] = json!("1390000");
    let wrong = desk.call("create_customer", wrong)["id"].clone();
    let mut known = whole("Unknown");
    known["region"] = json!("");
    let known = desk.call("create_customer", known)["id"].clone();
    let mut pursued = whole("Pursued");
    pursued["stage"] = json!("prospect");
    let pursued = desk.call("create_customer", pursued)["id"].clone();
    let expected =
        [("unreachable", "Bare"), ("incomplete", "Unknown"), ("wrong_phone", "Wrong"), ("no_next_step", "Pursued")];
    let expected: BTreeMap<String, (u64, String)> =
        expected.iter().map(|(check, name)| ((*check).to_owned(), one(name))).collect();
    assert_eq!(found(&desk), expected);
    let health = desk.call("data_health", json!({}));
    assert_eq!(health["reachable"], json!({ "have": 4, "of": 5 }));
    assert_eq!(health["valid"], json!({ "have": 3, "of": 4 }), "of those with a phone or an e-mail");
    assert_eq!(health["complete"], json!({ "have": 23, "of": 25 }), "five fields of each");
    assert_eq!(health["fresh"], json!({ "have": 0, "of": 5 }), "nobody was talked to");

    let chat = json!([{ "kind": "chat", "label": "微信", "value": "zm" }]);
    desk.call("create_contact", json!({ "customerId": bare, "name": "周敏", "points": chat }));
    desk.call("save_points", json!({ "customerId": wrong, "points": [{ "kind": "phone", "value": "13900138001" }] }));
    desk.call("update_customer", json!({ "id": known, "region": "华北" }));
    desk.call("create_follow_up", json!({ "customerId": pursued, "title": "Visit", "due": { "date": "2099-01-01" } }));
    assert_eq!(found(&desk), BTreeMap::new(), "each was mended, one of them by a person's chat");
    desk.call("undo", json!({}));
    assert_eq!(found(&desk).into_keys().collect::<Vec<_>>(), ["no_next_step"], "undo brings it back");
}

#[test]
fn what_nobody_touched_for_long_is_found() {
    let desk = Desk::new();
    let input = |name: &str| {
        json!({ "kind": "company", "name": name, "region": "华东", "industry": "机床", "source": "展会",
                "ownerId": desk.actor().user, "phone": "+86 139 0013 8000" })
    };
    let talked = desk.call("create_customer", input("Talked to"))["id"].as_str().unwrap().to_owned();
    desk.log(&talked, "first call");
    desk.call("create_customer", input("Never talked to"));
    assert_eq!(found(&desk), BTreeMap::new(), "both are new");
    desk.advance(YEAR);
    assert_eq!(found(&desk)["silent"].0, 2);
    desk.log(&talked, "second call");
    assert_eq!(found(&desk)["silent"], one("Never talked to"));
    assert_eq!(desk.call("data_health", json!({}))["fresh"], json!({ "have": 1, "of": 2 }));

    let due = json!({ "date": desk.app().clock.today().to_string() });
    desk.call("create_follow_up", json!({ "customerId": talked, "title": "Send the offer", "due": due }));
    assert!(!found(&desk).contains_key("forgotten"), "it is due today");
    desk.advance(MONTH);
    assert_eq!(found(&desk)["forgotten"], one("Talked to"));
}

#[test]
fn what_an_import_kept_as_it_was_written_is_found() {
    let desk = Desk::new();
    let file = desk.data().join("list.csv");
    let list = "Company,Phone,Email\nA,1390000,a@a.example\nB,+86 139 0013 8000,zhou.min at mingyuan\nC,+861390000,\n";
    fs::write(&file, list).unwrap();
    let ticket = desk.session.tickets.issue(file).ticket;
    assert_eq!(desk.command_line("import_customers", json!({ "ticket": ticket })).unwrap()["created"], 3);
    let found = found(&desk);
    assert_eq!(found["wrong_phone"].0, 2, "too short, with and without its country");
    assert_eq!(found["wrong_email"], one("B"));
}

#[test]
fn a_sample_is_told_as_its_rows_tell_it() {
    let desk = Desk::with_sample();
    let found = found(&desk);
    let count = |condition: &str| {
        let sql = format!("SELECT count(*) FROM customer c WHERE c.deleted_at IS NULL AND {condition}");
        u64::try_from(desk.number(&sql)).unwrap()
    };
    let expected = [
        ("no_owner", "c.owner_id IS NULL"),
        ("incomplete", "(c.region = '' OR c.industry = '' OR c.source = '')"),
        (
            "unreachable",
            "NOT EXISTS (SELECT 1 FROM contact_point p WHERE p.customer_id = c.id AND p.deleted_at IS NULL \
             AND p.kind IN ('phone', 'email', 'chat'))",
        ),
        (
            "no_next_step",
            "c.stage = 'prospect' AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.customer_id = c.id \
             AND f.deleted_at IS NULL AND f.done_at IS NULL)",
        ),
    ];
    for (check, condition) in expected {
        assert_eq!(found.get(check).map_or(0, |(count, _)| *count), count(condition), "{check}");
    }
    assert!(found.values().any(|(count, _)| *count > 0), "a sample is never quite tidy: {found:?}");
}

#[test]
fn pairs_that_seem_to_be_one_are_counted() {
    let desk = Desk::new();
    for name in ["上海明远机械有限公司", "上海明远机械"] {
        desk.call("create_customer", json!({ "kind": "company", "name": name, "phone": "+86 139 0013 8000" }));
    }
    desk.command_line("find_duplicates", json!({})).unwrap();
    let waiting = || {
        let pages = desk.call("list_duplicates", json!({}));
        let counted = desk.call("data_health", json!({}))["duplicates"].clone();
        for field in ["complete", "total", "certain", "certainFrom"] {
            assert_eq!(counted[field], pages[field], "the page of pairs says the same of {field}");
        }
        counted["total"].clone()
    };
    assert_eq!(waiting(), Value::from(1));
}

#[test]
fn a_check_is_kept_once_a_day_told_and_changes_nothing() {
    let desk = Desk::new();
    let bare = |name: &str| desk.call("create_customer", json!({ "kind": "company", "name": name }))["id"].clone();
    let (first, at) = (bare("First"), |value: &Value| value.as_i64().unwrap());
    let none = json!({ "checkedAt": null, "more": 0 });
    assert_eq!(desk.call("health_flags", json!({})), none, "nobody has checked yet");
    let looked = desk.call("data_health", json!({}));
    assert_eq!((&looked["checkedAt"], &looked["findings"][0]["more"]), (&Value::Null, &Value::Null));
    let app = desk.app();
    let due = || satchel_tests::run(satchel_core::customers::health::check_if_due(&app)).unwrap();
    let before = desk.content();
    assert!(due() && !due(), "once a day");
    assert!(desk.content() == before, "a check flags, and changes no record");
    assert_eq!(desk.call("health_flags", json!({}))["more"], 0, "there is no day to compare with");

    desk.advance(86_400_000);
    bare("Second");
    bare("Third");
    assert_eq!(desk.call("health_flags", json!({}))["more"], 0, "today's check is still to come");
    assert!(due(), "a new day");
    let flags = desk.call("health_flags", json!({}));
    // Neither can be reached, and of neither anything is known.
    assert_eq!(flags["more"], 4, "{flags}");
    let health = desk.call("data_health", json!({}));
    let more = |health: &Value, check: &str| {
        let found = health["findings"].as_array().unwrap().iter().find(|found| found["check"] == check).cloned();
        found.map(|found| found["more"].clone())
    };
    assert_eq!(more(&health, "unreachable"), Some(json!(2)));
    assert_eq!(at(&health["checkedAt"]) - at(&health["before"]), 86_400_000);
    desk.call("delete_customers", json!({ "ids": [first] }));
    assert_eq!(more(&desk.call("data_health", json!({})), "unreachable"), Some(json!(1)), "what is seen is as of now");
    assert_eq!(desk.call("health_flags", json!({}))["more"], 4, "what is flagged is as of the check");
    assert_eq!(desk.call("check_health", json!({}))["more"], 2, "until it is checked again");
    desk.reopen();
    assert_eq!(desk.call("health_flags", json!({}))["more"], 2, "it outlives a restart");
    desk.advance(2 * 86_400_000);
    assert_eq!(desk.call("health_flags", json!({}))["more"], 0, "an old flag says nothing of today");
}

#[test]
fn rules_say_what_is_outdated_and_what_is_good_enough() {
    let desk = Desk::new();
    desk.customer("Quiet");
    desk.advance(100 * 86_400_000);
    assert!(!found(&desk).contains_key("silent"), "a year is the rule unless somebody gives another");
    let mut rules = desk.call("data_health", json!({}))["rules"].clone();
    assert_eq!(rules["silentMonths"], 12);
    rules["silentMonths"] = json!(3);
    rules["goals"]["valid"] = json!(90);
    assert_eq!(desk.call("set_health_rules", rules.clone()), rules);
    assert_eq!(found(&desk)["silent"], one("Quiet"), "and its list shows the same customer");
    desk.reopen();
    assert_eq!(desk.call("data_health", json!({}))["rules"], rules);
    for (wrong, field) in [("valid", "goals"), ("", "silentMonths")] {
        let mut other = rules.clone();
        if wrong.is_empty() {
            other["silentMonths"] = json!(0);
        } else {
            other["goals"][wrong] = json!(101);
        }
        let error = desk.call_err("set_health_rules", other);
        assert_eq!(error.fields[field].as_str(), "out_of_range");
    }
}

#[test]
fn an_example_names_the_number_that_is_wrong() {
    let desk = Desk::new();
    let good = json!([{ "kind": "phone", "value": "+86 139 0013 8000" }, { "kind": "phone", "value": "1390000" }]);
    let acme = desk.customer("Acme");
    desk.call("create_contact", json!({ "customerId": acme, "name": "Ann", "points": good }));
    let health = desk.call("data_health", json!({}));
    let phone = health["findings"].as_array().unwrap().iter().find(|found| found["check"] == "wrong_phone").unwrap();
    assert_eq!((&phone["example"], &phone["value"]), (&json!("Acme"), &json!("1390000")));
}

//! What conversations are about: given by a person, suggested by phrases and by what was learned, found and counted by.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use satchel_core::search;
use satchel_tests::{Desk, run};
use serde_json::{Value, json};

fn key(desk: &Desk, topic: &str) -> String {
    let all = desk.call("list_categories", json!({}));
    let found = all.as_array().unwrap().iter().find(|category| category["topic"] == topic);
    found.unwrap_or_else(|| panic!("{topic} is offered: {all}"))["id"].as_str().unwrap().to_owned()
}

fn set(desk: &Desk, id: &str, category: &str) {
    desk.call("set_category", json!({ "id": id, "categoryId": category }));
}

fn suggested(desk: &Desk, id: &str) -> Value {
    desk.call("read_analysis", json!({ "id": id }))["category"].clone()
}

/// Waits until something was learned that makes this hold: what is suggested, and how good that is. Until then the program
/// answers with what it learned before.
#[track_caller]
fn learns(desk: &Desk, id: &str, what: &str, holds: impl Fn(&Value, &Value) -> bool) -> (Value, Value) {
    let began = Instant::now();
    loop {
        let analysis = desk.call("read_analysis", json!({ "id": id }));
        let (said, quality) = (&analysis["category"], &analysis["categoryQuality"]);
        if holds(said, quality) {
            return (said.clone(), quality.clone());
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{what}: {said}, {quality}");
        std::thread::yield_now();
    }
}

#[test]
fn a_category_is_given_taken_back_and_found_by() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let (one, two) = (desk.log(&customer, "rail one"), desk.log(&customer, "rail two"));
    let (price, support) = (key(&desk, "price"), key(&desk, "support"));
    set(&desk, &one, &price);
    set(&desk, &two, &support);
    let ids = |list: &[&String]| list.iter().map(|id| (*id).clone()).collect::<BTreeSet<String>>();
    let facets = || {
        let found = desk.call("search", json!({ "query": "rail", "kinds": ["communication"], "categories": [price] }));
        let mut counts: Vec<(String, i64)> = found["categories"]
            .as_array()
            .unwrap()
            .iter()
            .map(|facet| (facet["value"].as_str().unwrap().to_owned(), facet["count"].as_i64().unwrap()))
            .collect();
        counts.sort();
        (found["total"].clone(), counts)
    };
    let mut both = vec![(price.clone(), 1), (support.clone(), 1)];
    both.sort();
    for round in ["before", "after"] {
        assert_eq!(desk.found("rail category:price", &json!({})), ids(&[&one]), "{round} the index knew it");
        assert_eq!(desk.found("rail 分类:技术支持", &json!({})), ids(&[&two]));
        assert_eq!(desk.found("rail -category:price", &json!({})), ids(&[&two]));
        assert_eq!(desk.found("rail", &json!({ "categories": [price] })), ids(&[&one]));
        assert_eq!(facets(), (json!(1), both.clone()), "counted as if none were chosen, {round}");
        run(search::settle(&desk.app())).unwrap();
    }
    let unknown = desk.call("search", json!({ "query": "rail category:weather" }));
    assert_eq!(unknown["notUnderstood"], json!([{ "operator": "category", "value": "weather" }]));
    desk.call("undo", json!({}));
    assert_eq!(desk.found("category:support", &json!({})), ids(&[]), "taken back");
    assert_eq!(desk.call("get_communication", json!({ "id": two }))["categoryBy"], "nobody");
    desk.call("redo", json!({}));
    assert_eq!(desk.found("category:support", &json!({})), ids(&[&two]), "and given again");
    desk.call("set_category", json!({ "id": two }));
    assert_eq!(desk.found("category:support", &json!({})), ids(&[]), "about none of them");
    assert_eq!(suggested(&desk, &two), Value::Null, "and nothing is suggested against that");
    desk.reopen();
    assert_eq!(desk.call("get_communication", json!({ "id": one }))["categoryId"], *price);
}

#[test]
fn the_list_of_categories_is_ones_own() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let said = desk.log(&customer, "rail");
    let names = || {
        let all = desk.call("list_categories", json!({}));
        let name = |category: &Value| match category["nameEn"].as_str().unwrap() {
            "" => category["topic"].as_str().unwrap_or_default().to_owned(),
            name => name.to_owned(),
        };
        all.as_array().unwrap().iter().map(name).collect::<Vec<_>>()
    };
    let begun = ["price", "delivery", "quality", "complaint", "support", "contract", "relationship"];
    assert_eq!(names(), begun);
    let own = desk.call("save_category", json!({ "nameEn": "Renewal", "nameZh": "续约" }));
    set(&desk, &said, own["id"].as_str().unwrap());
    assert_eq!(desk.found("分类:续约", &json!({})).len(), 1);
    desk.call("save_category", json!({ "id": key(&desk, "price"), "nameEn": "Money", "nameZh": "钱" }));
    desk.call("delete_category", json!({ "id": key(&desk, "delivery") }));
    assert_eq!(names(), ["Money", "quality", "complaint", "support", "contract", "relationship", "Renewal"]);
    for _ in 0..4 {
        desk.call("undo", json!({}));
    }
    assert_eq!(names(), begun, "all of it is undone");
    assert!(desk.call_err("save_category", json!({ "nameEn": " " })).fields.contains_key("nameEn"));
    assert!(desk.call_err("set_category", json!({ "id": said, "categoryId": said })).fields.contains_key("categoryId"));
}

#[test]
fn a_correction_changes_the_next_suggestion() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let one = desk.log(&customer, "The quote for the spindle bearing kit needs the new grease chart.");
    let two = desk.log(&customer, "Another quote for a spindle bearing kit, with the grease chart.");
    let (price, support) = (key(&desk, "price"), key(&desk, "support"));
    let first = suggested(&desk, &two);
    assert_eq!((&first["categoryId"], &first["by"]), (&json!(price), &json!("phrases")), "by phrases to begin with");
    assert_eq!(first["words"], json!(["quote"]));
    set(&desk, &one, &support);
    let (next, _) = learns(&desk, &two, "one correction is enough", |said, _| said["categoryId"] == *support);
    assert_eq!(next["by"], "learned");
    assert!(!next["words"].as_array().unwrap().is_empty() && next["sure"].as_f64() > Some(0.5), "and why: {next}");
    assert_eq!(next["decided"], false, "but it decides nothing by itself yet");
    desk.call("undo", json!({}));
    learns(&desk, &two, "what was taken back is not learned from", |said, _| said["categoryId"] == *price);
}

#[test]
fn it_decides_by_itself_only_what_it_has_shown_it_can() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let (price, support) = (key(&desk, "price"), key(&desk, "support"));
    let say = |topic: usize, at: usize| match topic {
        0 => format!("They compare list {at} with the offer from spring, sum {at}."),
        _ => format!("The spindle {at} hums; grease and a new chart {at} help."),
    };
    for at in 0..30 {
        for (topic, category) in [&price, &support].into_iter().enumerate() {
            let id = desk.log(&customer, &say(topic, at));
            set(&desk, &id, category);
        }
    }
    let probe = desk.log(&customer, &say(1, 77));
    let (said, quality) = learns(&desk, &probe, "all decisions were seen", |_, quality| quality["taught"] == 60);
    assert_eq!(said["decided"], true, "{said}");
    assert_eq!(said["categoryId"], *support);
    assert!(quality["accuracy"].as_f64() > quality["majority"].as_f64(), "{quality}");
    assert_eq!(quality["heldOut"], 12);
    let late = desk.log(&customer, &say(1, 99));
    for round in ["before", "after"] {
        assert!(desk.found("category:support spindle", &json!({})).contains(&late), "{round} the index knew it");
        run(search::settle(&desk.app())).unwrap();
    }
    let hit = desk.call("search", json!({ "query": "spindle 99", "kinds": ["communication"] }))["hits"][0].clone();
    assert_eq!(hit["categoryId"], *support, "the list says so, too");
    set(&desk, &late, &price);
    assert!(!desk.found("category:support spindle", &json!({})).contains(&late), "one click corrects it");
}

/// Waits until the index has been looked through again.
#[track_caller]
fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn what_it_decides_by_itself_reaches_older_notes_and_leaves_them_again() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let (price, support) = (key(&desk, "price"), key(&desk, "support"));
    let say = |topic: usize, at: usize| match topic {
        0 => format!("They compare list {at} with the offer from spring, sum {at}."),
        _ => format!("The spindle {at} hums; grease and a new chart {at} help."),
    };
    // More than a page of notes that nobody decides about, in the index long before anything was learned.
    let older: BTreeSet<String> = (100..550).map(|at| desk.log(&customer, &say(1, at))).collect();
    let other = desk.log(&customer, &say(1, 99));
    set(&desk, &other, &price);
    run(search::settle(&desk.app())).unwrap();
    let about = || -> BTreeSet<String> {
        desk.found("category:support spindle", &json!({})).intersection(&older).cloned().collect()
    };
    // Pages of a list may differ while the index is looked through, so it is counted until that is over.
    let total = || desk.call("search", json!({ "query": "category:support spindle", "limit": 0 }))["total"].clone();
    assert_eq!(total(), 0, "nothing was earned yet");
    let mut acts = Vec::new();
    for at in 0..30 {
        for (topic, category) in [&price, &support].into_iter().enumerate() {
            let id = desk.log(&customer, &say(topic, at));
            let done = desk.call("set_category", json!({ "id": id, "categoryId": category }));
            acts.push(done["act"].clone());
        }
    }
    until("older notes are found by what is decided now", || total() == older.len() + 30);
    assert_eq!(about(), older);
    desk.reopen();
    assert_eq!(about(), older, "it is still so after a restart");
    for act in acts.iter().rev() {
        desk.call("undo", json!({ "act": act }));
    }
    until("what is not earned any more is not said any more", || total() == 0);
    assert!(desk.found("category:price spindle", &json!({})).contains(&other), "what a person decided stands");
}

#[test]
fn a_tone_is_said_taken_back_and_learned_from() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let note = |at: usize| format!("Spindle grease chart {at}: they will look at it.");
    let probe = desk.log(&customer, &note(99));
    let tone = || {
        let analysis = desk.call("read_analysis", json!({ "id": probe }));
        (analysis["tone"]["kind"].clone(), analysis["toneGiven"].clone())
    };
    assert_eq!(tone(), (json!("neutral"), json!(false)), "no word tells otherwise");
    let say = |tone: Value| desk.call("set_tone", json!({ "id": probe, "tone": tone }))["act"].clone();
    assert!(say(json!("negative")).is_string());
    assert_eq!(tone(), (json!("negative"), json!(true)));
    assert_eq!(say(json!("negative")), Value::Null, "it was said already");
    say(Value::Null);
    assert_eq!(tone(), (json!("neutral"), json!(false)));
    desk.call("undo", json!({}));
    assert_eq!(tone(), (json!("negative"), json!(true)));
    let history = desk.call("list_history", json!({ "customerId": customer }));
    let changes = desk.call("list_changes", json!({ "act": history["acts"][0]["act"] }))["changes"].clone();
    let choice = json!({ "type": "choice", "id": "sounds-negative" });
    assert!([&changes[0]["after"], &changes[0]["before"]].contains(&&choice), "{changes}");
    say(Value::Null);
    for at in 0..300 {
        let (text, tone) = match at % 2 {
            0 => (note(at), "negative"),
            _ => (format!("Rail drawing {at} was filed."), "neutral"),
        };
        let id = desk.log(&customer, &text);
        desk.call("set_tone", json!({ "id": id, "tone": tone }));
    }
    let began = Instant::now();
    while tone() != (json!("negative"), json!(false)) {
        assert!(began.elapsed() < Duration::from_secs(60), "what so many were said to be is learned: {:?}", tone());
        std::thread::yield_now();
    }
    assert!(desk.call_err("set_tone", json!({ "id": probe, "tone": "angry" })).detail.contains("angry"));
}

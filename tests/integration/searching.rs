//! What a query can say beside its words, similar words, what is counted beside the hits, and searches that are kept.

use std::collections::BTreeSet;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use satchel_core::error::Code;
use satchel_core::search;
use satchel_tests::{BruteForce, Desk, run};
use serde_json::{Value, json};

#[test]
fn names_before_a_colon_narrow_to_what_the_records_say() {
    let desk = Desk::with_sample();
    let brute = BruteForce::over(&desk);
    let keys = |condition: &str| {
        let sql = format!("SELECT lower(hex(id)) FROM communication WHERE deleted_at IS NULL AND {condition}");
        let key = |id: &String| uuid::Uuid::parse_str(id).unwrap().to_string();
        desk.rows(&sql).iter().map(key).collect::<BTreeSet<String>>()
    };
    let people = |name: &str| {
        format!(
            "id IN (SELECT communication_id FROM participant WHERE deleted_at IS NULL AND contact_id IN (SELECT id FROM contact WHERE name LIKE '{name}'))"
        )
    };
    let person = desk
        .rows("SELECT name FROM contact JOIN participant ON contact_id = contact.id WHERE name GLOB '[一-龥]*' LIMIT 1")
        .remove(0);
    let users = desk.call("list_users", json!({}));
    let (owner, name) = (users[1]["id"].as_str().unwrap().replace('-', ""), users[1]["name"].as_str().unwrap());
    // Midnights in Shanghai.
    let (january, may) = (1_767_196_800_000_i64, 1_777_564_800_000_i64);
    let whose = "customer_id IN (SELECT id FROM customer WHERE name LIKE '%机械%' OR other_name LIKE '%机械%')";
    for (query, condition) in [
        ("channel:call", "channel = 'call'".to_owned()),
        ("渠道：电话", "channel = 'call'".to_owned()),
        ("-channel:call", "channel <> 'call'".to_owned()),
        ("channel:call channel:chat", "channel IN ('call', 'chat')".to_owned()),
        ("after:2026-01-01", format!("at >= {january}")),
        ("之后:2026年1月1日 之前:2026-05-01", format!("at >= {january} AND at < {may}")),
        ("-before:2026-01", format!("at >= {january}")),
        ("customer:机械", whose.to_owned()),
        ("客户:機械", whose.to_owned()),
        ("-客户:机械", format!("NOT {whose}")),
        (&format!("person:{person}"), people(&format!("%{person}%"))),
        (
            &format!("联系人:\"{person}\" channel:visit"),
            format!("channel = 'visit' AND {}", people(&format!("%{person}%"))),
        ),
        (&format!("owner:\"{name}\""), format!("owner_id = x'{owner}'")),
        (&format!("-负责人:\"{name}\""), format!("owner_id IS NOT x'{owner}'")),
        ("kind:conversation", "TRUE".to_owned()),
        ("kind:customer", "FALSE".to_owned()),
        ("-类型:客户", "TRUE".to_owned()),
        ("channel:", "TRUE".to_owned()),
    ] {
        let kept = keys(&condition);
        assert!(!kept.is_empty() || condition == "FALSE", "{query} must find something: {condition}");
        assert_eq!(desk.found(query, &json!({})), kept, "{query}");
        let wanted: BTreeSet<String> = brute.search("报").intersection(&kept).cloned().collect();
        assert_eq!(desk.found(&format!("{query} 报"), &json!({})), wanted, "{query} with a word");
    }
    let spelled = desk.call("search", json!({ "query": "customer:jixie", "kinds": ["customer"], "limit": 200 }));
    let written = desk.call("search", json!({ "query": "customer:机械", "kinds": ["customer"], "limit": 200 }));
    assert!(written["total"].as_u64() > Some(3));
    assert_eq!(spelled["total"], written["total"], "names are found in pinyin here, too");
}

#[test]
fn what_is_not_understood_is_said_and_the_rest_is_searched() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let id = desk.log(&customer, "rail 导轨");
    let of = |query: &str| desk.call("search", json!({ "query": query, "kinds": ["communication"] }));
    for (query, operator, value) in [
        ("rail channel:fax", "channel", "fax"),
        ("导轨 之前:很久", "before", "很久"),
        ("rail owner:nobody", "owner", "nobody"),
        ("rail -kind:thing", "kind", "thing"),
        ("rail customer:\"—\"", "customer", "—"),
    ] {
        let results = of(query);
        assert_eq!(results["notUnderstood"], json!([{ "operator": operator, "value": value }]), "{query}");
        assert_eq!(results["hits"][0]["id"], *id, "{query}: the words are searched");
    }
    assert_eq!(of("missing channel:fax")["total"], 0, "and must still be there");
    assert_eq!(of("rail 10:30")["notUnderstood"], json!([]), "a time is no name");
}

#[test]
fn a_renamed_customer_or_person_is_found_by_the_new_name() {
    let desk = Desk::new();
    let customer = desk.customer("凌云机械");
    let person = desk.contact(&customer, "赵敏");
    let said = desk.call(
        "log_communication",
        json!({ "customerId": customer, "channel": "call", "text": "rail", "contactIds": [person] }),
    );
    let said = BTreeSet::from([said["id"].as_str().unwrap().to_owned()]);
    for round in ["before", "after"] {
        assert_eq!(desk.found("customer:凌云 person:赵敏", &json!({})), said, "{round} the index knew it");
        run(search::settle(&desk.app())).unwrap();
    }
    desk.call("update_customer", json!({ "id": customer, "name": "明远" }));
    desk.call("update_contact", json!({ "id": person, "name": "周敏" }));
    for round in ["before", "after"] {
        assert_eq!(desk.found("customer:明远 person:周敏", &json!({})), said, "{round} the index knew it");
        assert!(desk.found("customer:凌云", &json!({})).is_empty() && desk.found("person:赵敏", &json!({})).is_empty());
        run(search::settle(&desk.app())).unwrap();
    }
}

#[test]
fn similar_words_come_behind_where_there_is_little_else() {
    let desk = Desk::with_sample();
    let brute = BruteForce::over(&desk);
    let (_, words) = brute.vocabulary();
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let long: Vec<&String> = words.iter().filter(|word| word.len() > 5 && word.is_ascii()).collect();
    let mut offered = 0;
    for _ in 0..60 {
        let mut word: Vec<char> = long[rng.random_range(0..long.len())].chars().collect();
        let at = rng.random_range(1..word.len() - 1);
        match rng.random_range(0..3) {
            0 => drop(word.remove(at)),
            1 => word.swap(at, at + 1),
            _ => word[at] = 'x',
        }
        let query: String = word.into_iter().collect();
        let (found, similar) = desk.found_and_similar(&query, &json!({}));
        assert_eq!(found, brute.search(&query), "{query}: the very words");
        let near = brute.search_similar(&query);
        let wanted = if found.len() < 5 { near.difference(&found).cloned().collect() } else { BTreeSet::new() };
        assert_eq!(similar, wanted, "{query}: words that are nearly so");
        offered += usize::from(!similar.is_empty());
    }
    assert!(offered > 30, "most slips are forgiven: {offered}");
    let customer = desk.customer("凌云");
    desk.log(&customer, "delivrey");
    let hits = desk.call("search", json!({ "query": "delivrey", "kinds": ["communication"] }));
    assert_eq!(
        (&hits["hits"][0]["similar"], &hits["hits"][1]["similar"]),
        (&json!(false), &json!(true)),
        "exact ones first"
    );
    let marked = |hit: &Value| {
        let parts = hit["snippet"].as_array().unwrap().iter().chain(hit["title"].as_array().unwrap());
        parts.clone().any(|part| part["hit"] == true)
    };
    assert!(marked(&hits["hits"][1]), "the similar word is marked");
    let none = desk.call("search", json!({ "query": "导轨導軌导轨導軌 hgw00", "kinds": ["communication"] }));
    assert_eq!(none["total"], 0, "never for Chinese, nor for numbers");
}

#[test]
fn hits_are_counted_by_customer_and_by_time() {
    let desk = Desk::new();
    let customers: Vec<String> = (0..8).map(|at| desk.customer(&format!("Customer {at}"))).collect();
    for (at, customer) in customers.iter().enumerate() {
        for day in 0..=at {
            let input =
                json!({ "customerId": customer, "channel": "call", "text": "giraffe", "at": at_day(&desk, day) });
            desk.call("log_communication", input);
        }
    }
    for round in ["before", "after"] {
        let results = desk.call("search", json!({ "query": "giraffe", "kinds": ["communication"], "facets": true }));
        let top: Vec<(&str, i64)> = results["topCustomers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|facet| (facet["label"].as_str().unwrap(), facet["count"].as_i64().unwrap()))
            .collect();
        let wanted = [8, 7, 6, 5, 4, 3].map(|count| (format!("Customer {}", count - 1), count));
        assert!(top.iter().zip(&wanted).all(|(a, b)| a.0 == b.0 && a.1 == b.1) && top.len() == 6, "{top:?} {round}");
        let bars = results["timeline"].as_array().unwrap();
        assert_eq!(bars.len(), 6);
        assert_eq!(bars[5]["count"], 36, "all of it in the last eight weeks, {round} the index knew it");
        assert!(bars[..5].iter().all(|bar| bar["count"] == 0));
        assert_eq!(bars[5]["to"], desk.app().clock.today().to_string());
        run(search::settle(&desk.app())).unwrap();
    }
    let today = desk.app().clock.today().to_string();
    let results =
        desk.call("search", json!({ "query": "giraffe after:3d", "kinds": ["communication"], "facets": true }));
    let bars: Vec<(String, i64)> = results["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bar| (bar["to"].as_str().unwrap().to_owned(), bar["count"].as_i64().unwrap()))
        .collect();
    assert_eq!(bars.iter().map(|bar| bar.1).collect::<Vec<_>>(), [5, 6, 7, 8], "a bar for each day of a few");
    assert_eq!(bars[3].0, today);
    assert_eq!(desk.call("search", json!({ "query": "giraffe" }))["timeline"], json!([]), "only where it is asked for");
}

#[test]
fn a_search_is_saved_counted_changed_and_undone() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    desk.log(&customer, "rail 导轨");
    desk.log(&customer, "delivery of a rail");
    let kept = json!({ "query": "rail channel:call", "days": 30, "channels": ["call"] });
    let saved = desk.call("create_search", json!({ "name": "Rails", "search": kept }));
    let list = || desk.call("list_searches", json!({})).as_array().unwrap().clone();
    assert_eq!((&list()[0]["name"], &list()[0]["search"]["query"]), (&json!("Rails"), &json!("rail channel:call")));
    let count = || desk.call("count_searches", json!({}))[0]["count"].clone();
    assert_eq!(count(), 2);
    desk.log(&customer, "another rail");
    assert_eq!(count(), 3, "it counts what is there now");
    assert_eq!(desk.call("list_views", json!({})), json!([]), "it is no list of customers");
    assert_eq!(desk.call_err("update_view", json!({ "id": saved["id"], "name": "x" })).code, Code::NotFound);

    desk.call(
        "update_search",
        json!({ "id": saved["id"], "name": "Deliveries", "search": { "query": "\"of a rail\"" } }),
    );
    assert_eq!(count(), 1);
    desk.call("undo", json!({}));
    assert_eq!((list()[0]["name"].clone(), count()), (json!("Rails"), json!(3)), "undone as one");
    desk.call("delete_view", json!({ "id": saved["id"] }));
    assert!(list().is_empty());
    desk.call("undo", json!({}));
    desk.reopen();
    assert_eq!(list()[0]["name"], "Rails", "back, after a restart, too");
    let wrong = json!({ "name": "Wrong", "search": { "query": "", "from": "soon" } });
    assert_eq!(desk.call_err("create_search", wrong).fields["from"], "date_invalid");
    assert!(desk.call_err("create_search", json!({ "name": " ", "search": {} })).fields.contains_key("name"));
}

/// An hour past midnight, so many days ago.
fn at_day(desk: &Desk, ago: usize) -> i64 {
    let app = desk.app();
    let day = app.clock.today().checked_sub(jiff::Span::new().days(ago as i64)).unwrap();
    day.at(1, 0, 0, 0).to_zoned(app.clock.zone().clone()).unwrap().timestamp().as_millisecond()
}

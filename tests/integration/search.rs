//! Search gives what a scan of every text gives: for Chinese and English, at once after each save, over a damaged index.

use std::collections::BTreeSet;
use std::fs;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use satchel_core::events::Event;
use satchel_core::jobs::JobState;
use satchel_core::search;
use satchel_tests::{BruteForce, Desk, Image, files_in, run, traditional};
use serde_json::{Value, json};

/// Queries of every kind: one, two and three characters of Chinese, words and their beginnings, from the texts and at random.
fn queries(brute: &BruteForce, each: usize) -> Vec<String> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let (chinese, words) = brute.vocabulary();
    assert!(chinese.len() > 100 && words.len() > 100, "the sample speaks both languages");
    let mut queries = Vec::new();
    for length in 1..=3 {
        for _ in 0..each {
            let run: Vec<char> = chinese[rng.random_range(0..chinese.len())].chars().collect();
            if run.len() >= length {
                let from = rng.random_range(0..=run.len() - length);
                queries.push(run[from..from + length].iter().collect());
            }
            // Mostly pairs that no text holds, of characters that many do.
            let any = |rng: &mut ChaCha8Rng| {
                let run = &chinese[rng.random_range(0..chinese.len())];
                run.chars().nth(rng.random_range(0..run.chars().count())).unwrap()
            };
            queries.push((0..length).map(|_| any(&mut rng)).collect());
        }
    }
    for _ in 0..each {
        let word = &words[rng.random_range(0..words.len())];
        queries.push(word.clone());
        queries.push(word.chars().take(rng.random_range(1..=4)).collect());
        queries.push(word.to_uppercase());
        let chinese = &chinese[rng.random_range(0..chinese.len())];
        queries.push(format!("{} {chinese}", word.chars().take(2).collect::<String>()));
    }
    for at in 0..each {
        queries.push(brute.phrase(rng.random_range(0..1_000_000)));
        let word = &words[rng.random_range(0..words.len())];
        let chinese = &chinese[rng.random_range(0..chinese.len())];
        queries.push(format!("{chinese} -{word}"));
        queries.push(format!("{} -{}", word.chars().take(3).collect::<String>(), brute.phrase(at)));
        queries.push(traditional(&chinese.chars().take(2).collect::<String>()));
    }
    queries.extend(
        [
            "\"quote\"",
            "\"quot\"",
            "-的",
            "-\"the\" rail",
            "報價",
            "\"\"",
            "\"still typing",
            "10:30",
            "-",
            "zzzz",
            "龘",
            "的",
            "a",
            "1",
            "ＨＧＷ",
            "Ünal",
            "unal",
            "报价 rail",
            "导轨HGW",
            "—",
            "你 好",
        ]
        .map(str::to_owned),
    );
    queries
}

#[test]
fn search_finds_what_a_scan_finds() {
    let desk = Desk::with_sample();
    let brute = BruteForce::over(&desk);
    let queries = queries(&brute, 40);
    let hits: usize = queries.iter().map(|query| brute.search(query).len()).sum();
    assert!(hits > 10_000, "the queries must find much, not nothing: {hits}");
    for query in &queries {
        desk.finds_what_a_scan_finds(&brute, query, "with everything in the index");
    }
}

#[test]
fn what_was_saved_a_moment_ago_is_found_and_what_was_deleted_is_not() {
    let desk = Desk::with_sample();
    let page = desk.call("list_customers", json!({ "limit": 20 }));
    let customers: Vec<&str> = page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    let queries = ["报", "价单", "发货单", "quote", "ship", "rail", "zebra", "斑马"];
    let check = |after: &str| {
        let brute = BruteForce::over(&desk);
        for query in queries {
            desk.finds_what_a_scan_finds(&brute, query, after);
        }
    };
    let mut said = Vec::new();
    for (at, customer) in customers.iter().enumerate() {
        said.push(desk.log(customer, &format!("斑马 zebra {at} 报价单 quote")));
        assert!(desk.found("斑马", &json!({})).contains(&said[at]), "the newest is found before the index knows it");
    }
    check("after saves");
    for id in &said[..7] {
        desk.call("delete_communication", json!({ "id": id }));
        assert!(!desk.found("zebra", &json!({})).contains(id), "the deleted is gone before the index knows it");
    }
    check("after deletes");
    desk.call("update_communication", json!({ "id": said[10], "text": "a horse after all" }));
    check("after an edit");
    desk.call("delete_customers", json!({ "ids": customers[8..14] }));
    check("after deleting customers");
    desk.call("undo", json!({}));
    check("after undoing that");
    for _ in 0..8 {
        desk.call("undo", json!({}));
    }
    check("after undoing the deletes");
    run(search::settle(&desk.app())).unwrap();
    check("once the index has caught up");
    desk.reopen();
    check("after a restart");
}

#[test]
fn filters_narrow_to_what_the_records_say() {
    let desk = Desk::with_sample();
    let brute = BruteForce::over(&desk);
    let all = brute.search("报");
    assert!(all.len() > 50, "the query must find enough to narrow");
    let kept = |condition: &str| {
        let sql = format!("SELECT lower(hex(id)) FROM communication WHERE deleted_at IS NULL AND {condition}");
        let ids: BTreeSet<String> =
            desk.rows(&sql).iter().map(|id| uuid::Uuid::parse_str(id).unwrap().to_string()).collect();
        ids.intersection(&all).cloned().collect::<BTreeSet<_>>()
    };
    let hex = |id: &Value| id.as_str().unwrap().replace('-', "");
    let users = desk.call("list_users", json!({}));
    let owner = &users[1]["id"];
    let customer = &desk.call("search", json!({ "query": "报", "kinds": ["communication"] }))["hits"][0]["customerId"];
    // Midnights in Shanghai.
    let (from, to) = (1_767_196_800_000_i64, 1_777_564_800_000_i64);
    let cases = [
        (json!({ "channels": ["call", "chat"] }), "channel IN ('call', 'chat')".to_owned()),
        (json!({ "owners": [owner] }), format!("owner_id = x'{}'", hex(owner))),
        (json!({ "customerId": customer }), format!("customer_id = x'{}'", hex(customer))),
        (json!({ "from": "2026-01-01" }), format!("at >= {from}")),
        (json!({ "to": "2026-04-30" }), format!("at < {to}")),
        (
            json!({ "from": "2026-01-01", "to": "2026-04-30", "channels": ["visit"] }),
            format!("at >= {from} AND at < {to} AND channel = 'visit'"),
        ),
    ];
    for (narrowed, condition) in cases {
        let wanted = kept(&condition);
        assert!(wanted.len() < all.len(), "{narrowed} must narrow");
        assert_eq!(desk.found("报", &narrowed), wanted, "{narrowed}");
    }
    assert_eq!(desk.call_err("search", json!({ "query": "报", "from": "yesterday" })).fields["from"], "date_invalid");
}

#[test]
fn totals_and_facets_count_the_same_with_and_without_the_index() {
    let desk = Desk::new();
    let customers: Vec<String> = (0..6).map(|at| desk.customer(&format!("Customer {at}"))).collect();
    let mut said = Vec::new();
    for (at, customer) in customers.iter().enumerate() {
        for channel in &["call", "email", "visit"][..=at % 3] {
            let input = json!({ "customerId": customer, "channel": channel, "text": "长颈鹿 giraffe" });
            said.push(desk.call("log_communication", input)["id"].clone());
        }
    }
    let look = |query: &str| {
        let results = desk.call("search", json!({ "query": query, "kinds": ["communication"], "channels": ["call"] }));
        let mut channels: Vec<String> = results["channels"]
            .as_array()
            .unwrap()
            .iter()
            .map(|facet| format!("{} {}", facet["value"], facet["count"]))
            .collect();
        channels.sort();
        (results["total"].clone(), results["customers"].clone(), channels)
    };
    let wanted = (json!(6), json!(6), vec!["\"call\" 6".into(), "\"email\" 4".into(), "\"visit\" 2".into()]);
    assert_eq!(look("giraffe"), wanted, "channels are counted as if none were chosen");
    run(search::settle(&desk.app())).unwrap();
    assert_eq!(look("giraffe"), wanted, "and the same from the index");
    // All of them change at once: none may be counted twice, no customer be forgotten.
    for id in &said {
        desk.call("update_communication", json!({ "id": id, "text": "giraffe 长颈鹿 again" }));
        assert_eq!(look("giraffe"), wanted, "while the index lags behind by some");
    }
}

#[test]
fn a_lost_or_damaged_index_changes_no_answer() {
    let desk = Desk::with_sample();
    let brute = BruteForce::over(&desk);
    let check = |when: &str| {
        for query in ["报", "价单", "发货单", "qu", "rail", "hgw25", "的 a"] {
            desk.finds_what_a_scan_finds(&brute, query, when);
        }
    };
    desk.close();
    let index = desk.folder().join("index");
    fs::remove_dir_all(&index).unwrap();
    desk.open();
    check("right after the index was deleted");
    run(search::settle(&desk.app())).unwrap();
    check("after it was filled again");
    desk.close();

    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let whole = Image::of(&index);
    let files = files_in(&index);
    assert!(!files.is_empty(), "the index lies in files");
    for file in files {
        let broken = |bytes: &[u8], how: &str| {
            fs::remove_dir_all(&index).unwrap();
            whole.write(&index);
            fs::write(&file, bytes).unwrap();
            desk.open();
            check(&format!("with {} {how}", file.display()));
            desk.close();
        };
        let mut bytes = whole.file(file.strip_prefix(&index).unwrap().to_str().unwrap()).to_vec();
        broken(&bytes[..bytes.len() / 2], "cut in half");
        let at = rng.random_range(0..bytes.len().max(1));
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << rng.random_range(0..8);
            broken(&bytes, "with one bit flipped");
        }
    }
}

#[test]
fn while_an_index_is_filled_the_old_one_answers_and_hears_of_what_is_saved() {
    let desk = Desk::with_sample();
    let customer = desk.customer("凌云");
    let mut events = desk.session.events.subscribe();
    let before = desk.found("报价", &json!({}));
    let job = desk.call("rebuild_index", json!({}));
    let mut said = before.clone();
    let mut told = Vec::new();
    let end = loop {
        said.insert(desk.log(&customer, "报价 while the index is filled"));
        assert_eq!(desk.found("报价", &json!({})), said, "nothing is missing and nothing comes twice");
        while let Ok(event) = events.try_recv() {
            if let Event::Job(event) = event {
                told.push((event.done, event.total, event.state));
            }
        }
        if let Some((_, _, state)) = told.last()
            && *state != JobState::Running
        {
            break *state;
        }
    };
    assert_eq!(end, JobState::Done, "{job} must end well");
    assert!(told.len() > 1 && told.iter().all(|(done, total, _)| done <= total), "it tells how far it is: {told:?}");
    assert_eq!(desk.found("报价", &json!({})), said, "and the new one knows the same");
    let folders = fs::read_dir(desk.folder().join("index")).unwrap().count();
    assert_eq!(folders, 1, "the old one is removed");
    desk.reopen();
    assert_eq!(desk.found("报价", &json!({})), said, "after a restart, too");
}

#[test]
fn a_filling_that_was_stopped_leaves_the_index_as_it_was() {
    let desk = Desk::with_sample();
    let before = Image::of(&desk.folder().join("index"));
    let mut events = desk.session.events.subscribe();
    let id = desk.call("rebuild_index", json!({}));
    desk.call("cancel_job", json!({ "id": id }));
    let end = loop {
        match run(events.recv()).unwrap() {
            Event::Job(event) if event.state != JobState::Running => break event.state,
            _ => {}
        }
    };
    assert_eq!(end, JobState::Cancelled);
    assert!(Image::of(&desk.folder().join("index")) == before, "nothing of the new one stays");
    let brute = BruteForce::over(&desk);
    desk.finds_what_a_scan_finds(&brute, "报价", "after a rebuild that was stopped");
}

#[test]
fn without_any_index_the_database_answers_until_there_is_one() {
    let desk = Desk::with_sample();
    let brute = BruteForce::over(&desk);
    let facets = |desk: &Desk| {
        let results = desk.call("search", json!({ "query": "报", "channels": ["call"], "kinds": ["communication"] }));
        (results["total"].clone(), results["customers"].clone(), results["channels"].clone(), results["owners"].clone())
    };
    let whole = facets(&desk);
    desk.close();
    fs::remove_dir_all(desk.folder().join("index")).unwrap();
    desk.open();
    // The answer is the same whether the new index is already there or not.
    desk.finds_what_a_scan_finds(&brute, "报价", "right after opening");
    assert_eq!(facets(&desk), whole, "counted the same from the records");
    let filtered = desk.call("list_customers", json!({ "filter": { "text": "凌" }, "limit": 1 }))["total"].clone();
    run(search::settle(&desk.app())).unwrap();
    assert_eq!(desk.call("list_customers", json!({ "filter": { "text": "凌" }, "limit": 1 }))["total"], filtered);
    assert_eq!(facets(&desk), whole, "and from the new index");
}

#[test]
fn marks_are_laid_over_the_stored_text() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let text = "HELLO Ünal — 关于导轨报价<b>的</b>讨论";
    desk.log(&customer, text);
    for (query, marked) in [("hello", vec!["HELLO"]), ("unal 报价", vec!["Ünal", "报价"]), ("轨", vec!["轨"])] {
        for when in ["before", "after"] {
            let hit = &desk.call("search", json!({ "query": query }))["hits"][0];
            let segments = hit["snippet"].as_array().unwrap();
            let joined: String = segments.iter().map(|segment| segment["text"].as_str().unwrap()).collect();
            assert_eq!(joined, text, "{query}: the text as it was saved");
            let hits: Vec<_> =
                segments.iter().filter(|s| s["hit"] == true).map(|s| s["text"].as_str().unwrap()).collect();
            assert_eq!(hits, marked, "{query} {when} the index knew it");
            run(search::settle(&desk.app())).unwrap();
        }
    }
}

#[test]
fn customers_and_contacts_are_found_by_what_people_know_of_them() {
    let desk = Desk::new();
    let input = json!({ "kind": "company", "name": "上海凌云机械", "otherName": "Lingyun Machinery", "phone": "021 5555 0101",
                        "tags": ["华东区"], "taxId": "91310000" });
    let customer = desk.call("create_customer", input)["id"].clone();
    let points = json!([{ "kind": "phone", "value": "139 1234 5678" }, { "kind": "chat", "value": "zhao_min" }]);
    let contact = json!({ "customerId": customer, "name": "赵敏", "title": "采购经理", "points": points });
    let contact = desk.call("create_contact", contact)["id"].clone();
    for round in ["before", "after"] {
        for (query, kind, id) in [
            ("凌", "customer", &customer),
            ("lingyun", "customer", &customer),
            ("c-a0001", "customer", &customer),
            ("华东", "customer", &customer),
            ("02155550101", "customer", &customer),
            ("赵敏", "customer", &customer),
            ("赵敏", "contact", &contact),
            ("经理", "contact", &contact),
            ("1391234", "contact", &contact),
            ("zhao", "contact", &contact),
        ] {
            let results = desk.call("search", json!({ "query": query, "kinds": [kind] }));
            assert_eq!(results["total"], 1, "{query} {round} the index knew it");
            assert_eq!(&results["hits"][0]["id"], id, "{query} finds the {kind}");
        }
        run(search::settle(&desk.app())).unwrap();
    }
    desk.call("set_customer_tags", json!({ "id": customer, "tags": [] }));
    assert_eq!(desk.call("search", json!({ "query": "华东区" }))["total"], 0, "a tag that was taken off finds nothing");
    desk.call("delete_contact", json!({ "id": contact }));
    assert_eq!(desk.call("search", json!({ "query": "赵敏" }))["total"], 0, "nor does a deleted contact");
}

#[test]
fn the_command_line_can_fill_the_index_again() {
    let desk = Desk::with_sample();
    let rebuilt = desk.command_line("rebuild_index", json!({})).unwrap();
    let live = desk.number(
        "SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM contact) + (SELECT count(*) FROM communication)",
    );
    assert_eq!(rebuilt["documents"], live);
    let brute = BruteForce::over(&desk);
    desk.finds_what_a_scan_finds(&brute, "报价", "after a rebuild");
    desk.close();
    // Every file of it is damaged somewhere, as after a bad disk.
    for file in files_in(&desk.folder().join("index")) {
        let mut bytes = fs::read(&file).unwrap();
        if let Some(last) = bytes.last_mut() {
            *last ^= 1;
        }
        fs::write(file, bytes).unwrap();
    }
    desk.open();
    assert_eq!(desk.command_line("rebuild_index", json!({})).unwrap()["documents"], live, "even a damaged one");
    desk.finds_what_a_scan_finds(&brute, "报价", "after a rebuild of a damaged index");
}

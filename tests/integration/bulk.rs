//! What is done to many customers at once is one act, whole or not at all.

use satchel_core::Code;
use satchel_core::events::Event;
use satchel_core::jobs::JobState;
use satchel_tests::{Desk, run};
use serde_json::{Value, json};

fn change(desk: &Desk, customers: Value, change: Value) -> Value {
    desk.command_line("change_customers", json!({ "customers": customers, "change": change })).unwrap()
}

fn set(value: Value) -> Value {
    json!({ "kind": "set", "value": value })
}

fn owner(id: &Value) -> Value {
    set(json!({ "field": "owner", "ownerId": id }))
}

fn stage(stage: &str) -> Value {
    set(json!({ "field": "stage", "stage": stage }))
}

fn all() -> Value {
    json!({ "matching": {} })
}

#[test]
fn each_bulk_act_is_taken_back_by_one_undo_and_done_again_by_one_redo() {
    let desk = Desk::with_sample();
    let user = desk.call("list_users", json!({}))[1]["id"].clone();
    let tag = desk.call("list_tags", json!({}))[0]["name"].clone();
    for (what, command) in [
        (json!({ "kind": "tags", "add": ["Fair 2026", tag], "remove": [] }), "tag_customers"),
        (json!({ "kind": "tags", "add": [], "remove": [tag] }), "tag_customers"),
        (owner(&json!(user)), "assign_customers"),
        (owner(&json!(null)), "assign_customers"),
        (stage("lapsed"), "stage_customers"),
        (set(json!({ "field": "kind", "kind": "person" })), "edit_customers"),
        (set(json!({ "field": "text", "name": "industry", "text": "Pumps 泵" })), "edit_customers"),
        (json!({ "kind": "delete" }), "delete_customers"),
    ] {
        let before = desk.content();
        let done = change(&desk, all(), what.clone());
        assert!(done["count"].as_u64().unwrap() > 5, "{what} must change many: {done}");
        let after = desk.content();
        assert!(after != before, "{what} must change something");
        let undone = desk.call("undo", json!({}))["done"].clone();
        assert_eq!((&undone["command"], &undone["count"]), (&json!(command), &done["count"]));
        assert!(desk.content() == before, "one undo takes {what} back");
        desk.call("redo", json!({}));
        assert!(desk.content() == after, "one redo does {what} again");
        desk.call("undo", json!({}));
    }
}

#[test]
fn a_selection_is_what_the_filter_lets_through_but_for_the_exceptions() {
    let desk = Desk::with_sample();
    let filter = json!({ "stages": ["lead"] });
    let page = desk.call("list_customers", json!({ "filter": filter, "limit": 500 }));
    let leads = page["rows"].as_array().unwrap();
    let except = [&leads[1]["id"], &leads[3]["id"]];
    let customers = json!({ "matching": { "filter": filter, "except": except } });
    let done = change(&desk, customers, json!({ "kind": "tags", "add": ["chosen"], "remove": [] }));
    assert_eq!(done["count"], leads.len() - 2);
    let tag = &desk.call("list_tags", json!({ "text": "chosen" }))[0]["id"];
    let tagged = desk.call("list_customers", json!({ "filter": { "tags": [tag] }, "limit": 500 }));
    let ids: Vec<&Value> = tagged["rows"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
    let wanted: Vec<&Value> = leads.iter().map(|row| &row["id"]).filter(|id| !except.contains(id)).collect();
    assert_eq!(ids, wanted);
}

#[test]
fn what_is_so_already_is_no_change() {
    let desk = Desk::with_sample();
    let id = desk.customer("A");
    let twice = json!({ "ids": [id, id, uuid::Uuid::now_v7()] });
    let tag = json!({ "kind": "tags", "add": ["x", "X", " x "], "remove": ["never heard of"] });
    assert_eq!(change(&desk, twice.clone(), tag.clone())["count"], 1, "a customer named twice is one");
    let acts = desk.number("SELECT count(*) FROM act");
    assert_eq!(change(&desk, twice.clone(), tag), json!({ "act": null, "count": 0 }));
    assert_eq!(change(&desk, twice, stage("lead"))["count"], 0);
    assert_eq!(desk.number("SELECT count(*) FROM act"), acts, "nothing is offered to be taken back");
    assert_eq!(desk.number("SELECT count(*) FROM tag WHERE name = 'never heard of'"), 0);
}

#[test]
fn what_can_not_be_is_refused_whole() {
    let desk = Desk::with_sample();
    let before = desk.content();
    let refused = |change: Value| {
        let error = desk.command_line("change_customers", json!({ "customers": all(), "change": change })).unwrap_err();
        assert_eq!(error.code, Code::Invalid);
        error.fields.into_iter().next().unwrap()
    };
    let long = "x".repeat(501);
    assert_eq!(refused(json!({ "kind": "tags", "add": [long], "remove": [] })).1, "too_long");
    assert_eq!(refused(owner(&json!(uuid::Uuid::now_v7()))).0, "ownerId");
    let nonsense = json!({ "customers": all(), "change": stage("rich") });
    assert_eq!(desk.command_line("change_customers", nonsense).unwrap_err().code, Code::BadInput);
    assert!(desk.content() == before);
}

#[test]
fn a_field_changed_since_stands_against_the_undo() {
    let desk = Desk::with_sample();
    let id = desk.customer("A");
    change(&desk, all(), stage("prospect"));
    let act = desk.rows("SELECT lower(hex(id)) FROM act ORDER BY seq DESC LIMIT 1").remove(0);
    desk.call("update_customer", json!({ "id": id, "stage": "customer" }));
    let before = desk.content();
    let error = desk.call_err("undo", json!({ "act": act }));
    assert_eq!((error.code, &*error.fields["stage"]), (Code::Conflict, "changed_since"));
    assert!(desk.content() == before, "it is taken back whole or not at all");
}

#[test]
fn a_bulk_act_can_be_stopped_and_leaves_nothing() {
    let desk = Desk::new();
    desk.fill(6_000, 0);
    let before = desk.content();
    let mut events = desk.session.events.subscribe();
    let job = desk.call("change_customers", json!({ "customers": all(), "change": { "kind": "delete" } }));
    let mut asked = false;
    let end = loop {
        let Event::Job(event) = run(events.recv()).unwrap() else { continue };
        if json!(event.id) != job {
            continue;
        }
        match event.state {
            JobState::Running if !asked => {
                desk.call("cancel_job", json!({ "id": job }));
                asked = true;
            }
            JobState::Running => {}
            end => break end,
        }
    };
    assert!(asked && end == JobState::Cancelled, "it was stopped while it ran: {end:?}");
    assert!(desk.content() == before, "nothing of it is there");
}

#[test]
fn an_export_holds_the_selection_in_the_order_of_the_list() {
    let desk = Desk::with_sample();
    let file = desk.data().join("out.csv");
    let ticket = || desk.session.tickets.issue(file.clone()).ticket;
    let (filter, sort) = (json!({ "stages": ["lapsed", "lead"] }), json!({ "by": "last_contact", "descending": true }));
    let page = desk.call("list_customers", json!({ "filter": filter, "sort": sort, "limit": 500 }));
    let numbers: Vec<&str> =
        page["rows"].as_array().unwrap().iter().map(|row| row["number"].as_str().unwrap()).collect();
    let exported = |customers: Value| {
        let input = json!({ "kind": "customers", "ticket": ticket(), "customers": customers, "sort": sort });
        let written = desk.command_line("export_list", input).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        // A note may hold line ends, a number can't.
        let is_row = |line: &&str| line.starts_with("C-A");
        let mut rows: Vec<String> =
            text.lines().filter(is_row).map(|line| line.split(',').next().unwrap().to_owned()).collect();
        assert_eq!(written["rows"], rows.len());
        // A customer has a row for each person there.
        rows.dedup();
        assert_eq!(written["customers"], rows.len());
        rows
    };
    assert_eq!(exported(json!({ "matching": { "filter": filter } })), numbers);
    let two = json!({ "ids": [page["rows"][4]["id"], page["rows"][2]["id"]] });
    assert_eq!(exported(two), [numbers[4], numbers[2]]);
}

#[test]
fn ten_thousand_tags_stay_a_short_list() {
    let desk = Desk::new();
    let names: Vec<String> = (0..10_000).map(|at| format!("标签 {at}")).collect();
    let input = json!({ "kind": "company", "name": "A", "tags": names });
    let id = desk.call("create_customer", input)["id"].clone();
    let facets = desk.call("customer_facets", json!({}));
    assert_eq!(facets["tagsInAll"], 10_000);
    assert_eq!(facets["tags"].as_array().unwrap().len(), 200, "a list to choose from ends somewhere");
    let found = desk.call("customer_facets", json!({ "tagText": "签 9999" }));
    assert_eq!(found["tags"][0]["label"], "标签 9999", "a text finds the others");
    let chosen = json!({ "filter": { "tags": [found["tags"][0]["value"]] } });
    assert_eq!(
        desk.call("customer_facets", chosen)["tags"][0]["label"],
        "标签 9999",
        "what is chosen is always listed"
    );
    let names = |input: Value| -> Vec<String> {
        let tags = desk.call("list_tags", input);
        tags.as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(json!({})).len(), 200);
    assert_eq!(
        names(json!({ "text": "标签 77", "limit": 2 })),
        ["标签 77", "标签 770"],
        "what is called so comes first"
    );
    assert_eq!(names(json!({ "text": "bq 123", "limit": 1 })).len(), 0, "digits are no pinyin");
    assert_eq!(names(json!({ "text": "biaoqian", "limit": 3 })).len(), 3, "pinyin finds a tag");
    desk.call("set_customer_tags", json!({ "id": id, "tags": ["标签 5", "标签 6"] }));
    assert_eq!(desk.number("SELECT count(*) FROM customer_tag WHERE deleted_at IS NULL"), 2);
    let long = json!({ "id": id, "tags": ["长".repeat(501)] });
    assert_eq!(desk.call_err("set_customer_tags", long).fields["tags"], "too_long");
}

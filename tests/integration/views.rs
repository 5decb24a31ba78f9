//! Saved views: kept as they were saved, counted as the list counts, taken back like any other change.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

fn create(desk: &Desk, name: &str, filter: Value) -> String {
    desk.call("create_view", json!({ "name": name, "filter": filter }))["id"].as_str().unwrap().to_owned()
}

fn views(desk: &Desk) -> Vec<Value> {
    desk.call("list_views", json!({})).as_array().unwrap().clone()
}

fn names(desk: &Desk) -> Vec<String> {
    views(desk).iter().map(|view| view["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_view_comes_back_as_it_was_saved() {
    let desk = Desk::with_sample();
    let quiet = json!({ "type": "date", "field": "last_contact", "test": { "is": "not_in_last", "count": 30, "unit": "days" } });
    let big = json!({ "type": "number", "field": "communications", "is": "at_least", "value": 5 });
    let filter = json!({
        "text": "泵", "stages": ["customer"],
        "conditions": { "join": "all", "of": [quiet, { "join": "any", "of": [big] }] },
    });
    let columns = json!({ "order": ["name", "last"], "hidden": ["tags"], "widths": { "name": 240 } });
    let saved = desk.call(
        "create_view",
        json!({ "name": "  Quiet  for 30 days ", "filter": filter, "sort": { "by": "last_contact" }, "columns": columns, "place": "sidebar" }),
    );
    desk.reopen();
    let view = views(&desk).remove(0);
    assert_eq!(view["name"], "Quiet for 30 days", "cleaned as every name");
    assert_eq!((&view["filter"], &view["columns"]), (&filter, &columns));
    assert_eq!(view["sort"], json!({ "by": "last_contact", "descending": false }));
    assert_eq!((&view["place"], &view["audience"]), (&json!("sidebar"), &json!("everyone")), "shared by default");
    let update = json!({ "id": saved["id"], "columns": null, "place": "tabs", "filter": {} });
    desk.call("update_view", update);
    let view = views(&desk).remove(0);
    assert_eq!((&view["columns"], &view["place"], &view["filter"]), (&Value::Null, &json!("tabs"), &json!({})));
    assert_eq!(view["sort"]["by"], "last_contact", "what is left out stays");
    desk.call("undo", json!({}));
    assert_eq!(views(&desk)[0]["filter"], filter, "a change of a view is undone like any other");
}

#[test]
fn each_view_counts_what_its_list_holds() {
    let desk = Desk::with_sample();
    let talks = |is: &str, value: u32| json!({ "conditions": { "join": "all", "of": [{ "type": "number", "field": "communications", "is": is, "value": value }] } });
    let filters =
        [json!({}), json!({ "stages": ["lead"] }), json!({ "text": "a" }), talks("at_least", 12), talks("exactly", 0)];
    for (at, filter) in filters.iter().enumerate() {
        create(&desk, &format!("View {at}"), filter.clone());
    }
    let check = |when: &str| {
        let counts = desk.call("count_views", json!({}));
        for (count, filter) in counts.as_array().unwrap().iter().zip(&filters) {
            let page = desk.call("list_customers", json!({ "filter": filter, "limit": 1 }));
            assert_eq!(count["count"], page["total"], "{when}: {filter}");
        }
        counts
    };
    let before = check("at first");
    assert_eq!(before[0]["count"], 300);
    desk.call("create_customer", json!({ "kind": "company", "name": "Another", "stage": "lead" }));
    let after = check("after a change");
    assert_eq!(after[1]["count"].as_u64(), before[1]["count"].as_u64().map(|count| count + 1));
}

#[test]
fn views_stand_in_the_order_they_are_moved_to() {
    let desk = Desk::new();
    let ids: Vec<String> = ["A", "B", "C"].iter().map(|name| create(&desk, name, json!({}))).collect();
    let moved = |id: &str, before: Option<&str>| desk.call("move_view", json!({ "id": id, "before": before }));
    moved(&ids[2], Some(&ids[0]));
    assert_eq!(names(&desk), ["C", "A", "B"]);
    moved(&ids[2], None);
    assert_eq!(names(&desk), ["A", "B", "C"]);
    assert_eq!(moved(&ids[2], None)["act"], Value::Null, "it stands there already");
    desk.call("undo", json!({}));
    assert_eq!(names(&desk), ["C", "A", "B"]);
    desk.call("delete_view", json!({ "id": ids[0] }));
    assert_eq!(names(&desk), ["C", "B"]);
    desk.call("undo", json!({}));
    assert_eq!(names(&desk), ["C", "A", "B"], "it comes back where it stood");
    create(&desk, "D", json!({}));
    assert_eq!(names(&desk)[3], "D", "a new one stands behind the others");
    let gone = desk.call_err("move_view", json!({ "id": ids[0], "before": uuid::Uuid::now_v7() }));
    assert_eq!(gone.code, Code::NotFound);
}

#[test]
fn a_view_of_ones_own_is_seen_by_nobody_else() {
    let desk = Desk::new();
    create(&desk, "Ours", json!({}));
    let mine = desk.call("create_view", json!({ "name": "Mine", "audience": "owner" }));
    assert_eq!(names(&desk), ["Ours", "Mine"]);
    // The program has no way yet to add a second user.
    desk.write_raw("UPDATE view SET owner_id = x'00000000000000000000000000000001'");
    assert_eq!(names(&desk), ["Ours"]);
    for (command, input) in
        [("update_view", json!({ "id": mine["id"], "name": "x" })), ("delete_view", json!({ "id": mine["id"] }))]
    {
        assert_eq!(desk.call_err(command, input).code, Code::NotFound, "{command} doesn't know it either");
    }
}

#[test]
fn what_is_no_view_is_refused_or_left_out() {
    let desk = Desk::new();
    let condition = json!({ "type": "choice", "field": "stage", "is": "any_of", "values": ["vip"] });
    let filter = json!({ "conditions": { "join": "all", "of": [condition] } });
    for (input, field, problem) in [
        (json!({ "name": " " }), "name", "required"),
        (json!({ "name": "x", "filter": filter }), "conditions", "invalid"),
        (json!({ "name": "x", "filter": { "tags": vec![uuid::Uuid::nil(); 201] } }), "tags", "too_many"),
        (
            json!({ "name": "x", "columns": { "order": ["x".repeat(101)], "hidden": [], "widths": {} } }),
            "columns",
            "too_many",
        ),
    ] {
        let error = desk.call_err("create_view", input);
        assert_eq!(error.fields.get(field).map(String::as_str), Some(problem), "{error}");
    }
    let id = create(&desk, "Broken", json!({}));
    create(&desk, "Whole", json!({}));
    for broken in ["{", r#"{"stages":["vip"]}"#, &json!({ "conditions": filter["conditions"] }).to_string()] {
        desk.write_raw(&format!("UPDATE view SET filter = '{broken}' WHERE name = 'Broken'"));
        assert_eq!(names(&desk), ["Whole"], "{broken} is no filter, so nothing is shown under its name");
        assert_eq!(desk.call("count_views", json!({})).as_array().unwrap().len(), 1);
    }
    desk.call("delete_view", json!({ "id": id }));
    for at in 1..100 {
        create(&desk, &format!("View {at}"), json!({}));
    }
    let error = desk.call_err("create_view", json!({ "name": "One too many" }));
    assert_eq!(error.fields["name"], "too_many");
}

#[test]
fn the_history_tells_what_became_of_a_view() {
    let desk = Desk::new();
    let id = create(&desk, "Leads", json!({ "stages": ["lead"] }));
    desk.call("update_view", json!({ "id": id, "filter": {}, "place": "sidebar", "name": "All" }));
    let acts = desk.call("list_history", json!({ "limit": 2 }))["acts"].clone();
    let changes = desk.call("list_changes", json!({ "act": acts[0]["act"] }))["changes"].as_array().unwrap().clone();
    let side = |field: &str| {
        let change = changes.iter().find(|change| change["field"] == field).unwrap();
        (change["label"].clone(), change["before"].clone(), change["after"].clone())
    };
    let choice = |id: &str| json!({ "type": "choice", "id": id });
    assert_eq!(side("place"), (json!("All"), choice("view-place-tabs"), choice("view-place-sidebar")));
    assert_eq!(side("filter").2, choice("history-another"), "JSON is for nobody to read");
    let seq = changes.iter().find(|change| change["field"] == "filter").unwrap()["seq"].clone();
    desk.call("restore_change", json!({ "change": seq }));
    assert_eq!(views(&desk)[0]["filter"], json!({ "stages": ["lead"] }), "it can be given back by itself all the same");
    let added = desk.call("list_changes", json!({ "act": acts[1]["act"] }))["changes"][0].clone();
    assert_eq!((&added["op"], &added["table"]), (&json!("insert"), &json!("view")));
}

//! The wish of a customer not to be contacted: wherever it was said, it stays until somebody takes it back.

use satchel_tests::Desk;
use serde_json::{Value, json};

fn made(desk: &Desk, name: &str, wish: bool) -> String {
    let input = json!({ "kind": "company", "name": name, "address": "1 Elm St", "doNotContact": wish });
    desk.call("create_customer", input)["id"].as_str().unwrap().to_owned()
}

fn wish(desk: &Desk, id: &str) -> bool {
    desk.call("get_customer", json!({ "id": id }))["customer"]["doNotContact"].as_bool().unwrap()
}

fn wished(desk: &Desk) -> Vec<String> {
    desk.rows("SELECT name FROM customer WHERE do_not_contact = 'yes' AND deleted_at IS NULL ORDER BY name")
}

#[test]
fn a_wish_is_told_in_the_history_and_can_be_taken_back() {
    let desk = Desk::new();
    let id = made(&desk, "Acme", false);
    desk.call("update_customer", json!({ "id": id, "doNotContact": true }));
    desk.call("update_customer", json!({ "id": id, "region": "Ohio" }));
    assert!(wish(&desk, &id), "what isn't named stays");
    let history = desk.call("list_history", json!({ "customerId": id }));
    let change = desk.call("list_changes", json!({ "act": history["acts"][1]["act"] }))["changes"][0].clone();
    let choice = |id: &str| json!({ "type": "choice", "id": id });
    assert_eq!((&change["before"], &change["after"]), (&choice("answer-no"), &choice("answer-yes")));
    desk.call("restore_change", json!({ "change": change["seq"] }));
    assert!(!wish(&desk, &id));
    desk.call("undo", json!({}));
    assert!(wish(&desk, &id));
}

#[test]
fn the_wish_of_one_holds_for_all_that_become_one() {
    for (keeps, goes) in [(true, false), (false, true)] {
        let desk = Desk::new();
        let (keep, other) = (made(&desk, "One", keeps), made(&desk, "Other", goes));
        let before = desk.content();
        let merged = desk.call("merge_customers", json!({ "keep": keep, "others": [other] }));
        assert_eq!(merged["customer"]["doNotContact"], true);
        desk.call("undo", json!({ "act": merged["act"] }));
        assert!(desk.content() == before, "each has its own wish again");
    }
}

#[test]
fn many_are_marked_at_once_and_found_by_it() {
    let desk = Desk::with_sample();
    let count = |is: bool| {
        let condition = json!({ "type": "answer", "field": "do_not_contact", "is": is });
        let filter = json!({ "conditions": { "join": "all", "of": [condition] } });
        let page = desk.call("list_customers", json!({ "filter": filter }));
        assert!(page["rows"].as_array().unwrap().iter().all(|row| row["doNotContact"] == is));
        page["total"].as_u64().unwrap()
    };
    let some = count(true);
    assert!(some > 0 && some < 30, "a few of the sample don't want to be contacted: {some}");
    assert_eq!((some + count(false), some), (300, wished(&desk).len() as u64));
    let value = json!({ "field": "do_not_contact", "wish": true });
    let all = json!({ "matching": {} });
    let told = desk.call("preview_change", json!({ "customers": all, "value": value }));
    assert_eq!((&told["same"], &told["changing"]), (&json!(some), &json!(300 - some)));
    assert_eq!(told["examples"][0]["before"], json!({ "field": "do_not_contact", "wish": false }));
    let change = json!({ "customers": all, "change": { "kind": "set", "value": value } });
    let done = desk.command_line("change_customers", change).unwrap();
    assert_eq!((count(true), &done["count"]), (300, &json!(300 - some)));
    desk.call("undo", json!({}));
    assert_eq!(count(true), some);
}

/// What an import of a list changes in the one customer that is there, by the review, and what is so afterwards.
fn imported(list: &str, before: bool, on_duplicate: &str) -> (Value, bool) {
    let desk = Desk::new();
    let id = made(&desk, "Acme", before);
    let input = desk.importing("list.csv", list, json!({ "onDuplicate": on_duplicate, "byName": true }));
    let rows = desk.call("list_import_rows", json!({ "import": input, "tab": "all" }));
    desk.command_line("import_customers", input).unwrap();
    let effect = rows["rows"][0]["effect"]["fields"].as_array().unwrap().clone();
    let field = effect.into_iter().find(|change| change["field"] == "do_not_contact");
    (field.map_or(Value::Null, |field| field["after"]["id"].clone()), wish(&desk, &id))
}

#[test]
fn a_file_may_say_it_and_only_where_it_has_the_last_word_take_it_away() {
    let list = |cell: &str| format!("Company,Do not contact\nAcme,{cell}\n");
    let (yes, no) = (json!("answer-yes"), json!("answer-no"));
    for way in ["update", "overwrite"] {
        assert_eq!(imported(&list("yes"), false, way), (yes.clone(), true), "{way}");
        assert_eq!(imported(&list("是"), false, way), (yes.clone(), true), "{way}");
        assert_eq!(imported(&list("perhaps"), false, way), (yes.clone(), true), "{way}: sooner too quiet");
        for silent in ["", "never subscribed", "bounced"] {
            assert_eq!(imported(&list(silent), true, way), (Value::Null, true), "{way}: {silent}");
        }
        let people = "Company,Contact name,Email Opt Out\nAcme,Ann,yes\nAcme,Bob,no\n";
        assert_eq!(imported(people, false, way), (yes.clone(), true), "{way}: one of them is enough");
    }
    assert_eq!(imported(&list("no"), true, "update"), (Value::Null, true), "filling takes no wish away");
    assert_eq!(imported(&list("no"), true, "overwrite"), (no, false));
    assert_eq!(imported(&list("no"), false, "overwrite"), (Value::Null, false));
}

#[test]
fn lists_and_cards_bring_it_back() {
    let desk = Desk::new();
    made(&desk, "Never", true);
    made(&desk, "Gladly", false);
    desk.goes_out_and_in(|way| {
        assert_eq!(desk.call("get_counts", json!({}))["customers"], 2);
        assert_eq!(wished(&desk), ["Never"], "{way}");
    });
}

#[test]
fn labels_leave_out_whom_nobody_may_write_to() {
    let desk = Desk::new();
    let never = made(&desk, "Never", true);
    made(&desk, "Gladly", false);
    desk.call("create_customer", json!({ "kind": "company", "name": "Nowhere", "doNotContact": true }));
    let unwanted =
        |customers: Value| desk.call("preview_labels", json!({ "customers": customers }))["doNotContact"].clone();
    assert_eq!(desk.call("preview_labels", json!({}))["doNotContact"], 2);
    assert_eq!(unwanted(json!({ "ids": [never] })), 1);
    assert_eq!(unwanted(json!({ "matching": { "except": [never] } })), 1);
    let printed = |more: Value| {
        let ticket = desk.session.tickets.issue(desk.data().join("labels.pdf")).ticket;
        let mut input = json!({ "sheet": "a4", "ticket": ticket });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let told = desk.command_line("export_labels", input).unwrap();
        [told["labels"].as_u64(), told["leftOut"].as_u64(), told["doNotContact"].as_u64()].map(Option::unwrap)
    };
    assert_eq!(printed(json!({})), [1, 1, 1]);
    assert_eq!(printed(json!({ "doNotContact": true })), [2, 1, 0]);
}

#[test]
fn a_tag_of_before_stays_a_tag() {
    let desk = Desk::new();
    let input = json!({ "kind": "company", "name": "Acme", "tags": ["Do not contact"] });
    let id = desk.call("create_customer", input)["id"].as_str().unwrap().to_owned();
    assert!(!wish(&desk, &id), "what somebody meant by a tag isn't guessed at");
    desk.import("Company,Email Opt Out,Double opt-in\nNever,true,\nGladly,,yes\n", json!({}));
    assert_eq!(wished(&desk), ["Never"]);
    assert_eq!(desk.number("SELECT count(*) FROM tag"), 1, "and the wish needs no tag");
}

//! Undo and redo: single and bulk acts, chains, restarts, conflicts with others.

use satchel_core::Code;
use satchel_core::people::{Actor, Role, user};
use satchel_core::store::undo;
use satchel_tests::{Desk, run};
use serde_json::{Value, json};

/// A colleague on the same workspace.
pub fn colleague(desk: &Desk) -> Actor {
    let app = desk.app();
    run(async {
        let mut tx = app.write(desk_actor(&app).await, "add_user").await.unwrap();
        tx.beyond_undo();
        let (id, now) = (tx.key(), tx.now());
        let name = "Chen Hao".to_owned();
        let row = user::Model {
            id,
            sort_key: name.clone(),
            name,
            role: Role::Sales,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        };
        tx.insert(row).await.unwrap();
        tx.commit().await.unwrap();
        Actor { user: id, role: Role::Sales }
    })
}

async fn desk_actor(app: &satchel_core::App) -> Actor {
    use sea_orm::EntityTrait;
    let owner = user::Entity::find().one(app.read()).await.unwrap().unwrap();
    Actor { user: owner.id, role: owner.role }
}

fn undone(desk: &Desk) -> Value {
    desk.call("undo", json!({}))["done"]["command"].clone()
}

fn redone(desk: &Desk) -> Value {
    desk.call("redo", json!({}))["done"]["command"].clone()
}

#[test]
fn a_chain_of_acts_is_taken_back_and_done_again_across_restarts() {
    let desk = Desk::new();
    let mut states = vec![desk.content()];
    let customer = desk.customer("凌云 Motors");
    states.push(desk.content());
    desk.call("update_customer", json!({ "id": customer, "name": "Lingyun", "creditLimitMinor": 500_000 }));
    states.push(desk.content());
    let contact = desk.contact(&customer, "Zhao Min");
    states.push(desk.content());
    desk.call(
        "log_communication",
        json!({ "customerId": customer, "channel": "call", "text": "报价", "contactIds": [contact],
                "nextStep": { "title": "Send quote", "due": { "date": "2026-05-18" } } }),
    );
    states.push(desk.content());
    desk.call("set_customer_tags", json!({ "id": customer, "tags": ["key account", "华东"] }));
    states.push(desk.content());
    desk.call("delete_customers", json!({ "ids": [customer] }));
    states.push(desk.content());

    for state in states.iter().rev().skip(1) {
        assert_ne!(undone(&desk), Value::Null, "there is something to take back");
        assert!(desk.content() == *state, "each undo must give the state before its act");
        desk.reopen();
    }
    assert_eq!(undone(&desk), Value::Null, "the first act was the last to take back");
    for state in &states[1..] {
        assert_ne!(redone(&desk), Value::Null, "there is something to do again");
        assert!(desk.content() == *state, "each redo must give the state after its act");
        desk.reopen();
    }
    assert_eq!(redone(&desk), Value::Null, "all is done again");
    assert_eq!(undone(&desk), "delete_customers", "what was done again can be taken back again");
}

#[test]
fn a_bulk_delete_comes_back_whole() {
    let desk = Desk::new();
    desk.fill(30, 300);
    let before = desk.content();
    let page = desk.call("list_customers", json!({ "limit": 500 }));
    let ids: Vec<Value> = page["rows"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    let deleted = desk.call("delete_customers", json!({ "ids": ids }));
    assert_eq!(deleted["count"], 30);
    let counts = desk.call("get_counts", json!({}));
    assert_eq!(
        (&counts["customers"], &counts["communications"]),
        (&json!(0), &json!(0)),
        "what belongs to them goes too"
    );
    let back = desk.call("undo", json!({ "act": deleted["act"] }));
    assert_eq!(back["done"]["count"], 30, "the message says as many as were deleted");
    assert!(desk.content() == before, "all of it is back as it was");
    assert_eq!(redone(&desk), "delete_customers");
    assert_eq!(desk.call("get_counts", json!({}))["customers"], 0);
}

#[test]
fn undoing_a_new_customer_takes_what_was_added_since_and_redo_brings_it_back() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let act = desk.rows("SELECT lower(hex(id)) FROM act").remove(0);
    let act = uuid::Uuid::parse_str(&act).unwrap().to_string();
    desk.log(&customer, "said later");
    let before = desk.content();
    desk.call("undo", json!({ "act": act }));
    assert_eq!(desk.call("get_counts", json!({}))["communications"], 0, "nothing is left that belongs to nobody");
    assert_eq!(redone(&desk), "create_customer");
    assert!(desk.content() == before, "the later communication is back as well");
}

#[test]
fn something_new_ends_what_can_be_done_again() {
    let desk = Desk::new();
    desk.customer("A");
    undone(&desk);
    desk.customer("B");
    assert_eq!(redone(&desk), Value::Null, "redo must not mix into what was done since");
}

#[test]
fn numbers_are_never_given_twice() {
    let desk = Desk::new();
    desk.customer("A");
    undone(&desk);
    let second = desk.call("create_customer", json!({ "kind": "person", "name": "B" }));
    assert_eq!(second["number"], "C-A0002", "a number that was seen once may be on paper somewhere");
    undone(&desk);
    redone(&desk);
    let page = desk.call("list_customers", json!({}));
    assert_eq!(page["rows"][0]["number"], "C-A0002", "done again it has the number it had");
}

#[test]
fn a_field_that_someone_else_changed_is_named_and_kept() {
    let desk = Desk::new();
    let other = colleague(&desk);
    let customer = desk.customer("A");
    desk.call("update_customer", json!({ "id": customer, "region": "Shanghai", "industry": "Pumps" }));
    let theirs = serde_json::from_value(json!({ "id": customer, "region": "Suzhou" })).unwrap();
    run(satchel_core::customers::update_customer(&desk.app(), other, theirs)).unwrap();
    let before = desk.content();
    let error = desk.call_err("undo", json!({}));
    assert_eq!(error.code, Code::Conflict);
    assert_eq!(error.fields.keys().collect::<Vec<_>>(), ["region"], "only the field that changed since is named");
    assert!(desk.content() == before, "a refused undo takes nothing back, not even the other field");
    let theirs = run(undo::undo(&desk.app(), other, undo::Undo::default())).unwrap();
    assert_eq!(theirs.done.unwrap().command, "update_customer", "they can take back their own");
    assert_eq!(undone(&desk), "update_customer", "then mine can be taken back too");
}

#[test]
fn undo_takes_back_only_ones_own() {
    let desk = Desk::new();
    let other = colleague(&desk);
    desk.customer("Mine");
    let theirs = serde_json::from_value(json!({ "kind": "company", "name": "Theirs" })).unwrap();
    run(satchel_core::customers::create_customer(&desk.app(), other, theirs)).unwrap();
    undone(&desk);
    let left = desk.call("list_customers", json!({}));
    assert_eq!(left["total"], 1);
    assert_eq!(left["rows"][0]["name"], "Theirs", "the newest act was somebody else's");
    let mine = desk.customer("Mine again");
    let act = desk.rows("SELECT lower(hex(id)) FROM act ORDER BY seq DESC LIMIT 1").remove(0);
    let named = undo::Undo { act: Some(act.parse().unwrap()), rest: None };
    let refused = run(undo::undo(&desk.app(), other, named)).unwrap_err();
    assert_eq!(refused.code, Code::Refused, "a salesperson can't take back somebody else's by naming it");
    desk.call("get_customer", json!({ "id": mine }));
}

#[test]
fn whoever_oversees_others_takes_back_what_they_did() {
    let desk = Desk::new();
    let other = colleague(&desk);
    let customer = desk.customer("A");
    let before = desk.content();
    let theirs = serde_json::from_value(json!({ "ids": [customer] })).unwrap();
    let deleted = run(satchel_core::customers::delete_customers(&desk.app(), other, theirs)).unwrap();
    let back = desk.call("undo", json!({ "act": deleted.act.to_string() }));
    assert_eq!(back["done"]["command"], "delete_customers");
    assert!(desk.content() == before, "the owner brings back what a salesperson deleted");
    assert_eq!(redone(&desk), "delete_customers", "and can change their mind");
}

#[test]
fn an_act_is_taken_back_once() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let deleted = desk.call("delete_customers", json!({ "ids": [customer] }));
    desk.call("undo", json!({ "act": deleted["act"] }));
    assert_eq!(desk.call_err("undo", json!({ "act": deleted["act"] })).code, Code::NotFound);
}

#[test]
fn the_sample_is_not_taken_back_by_a_slip_of_the_finger() {
    let desk = Desk::new();
    desk.fill(5, 10);
    assert_eq!(undone(&desk), Value::Null);
}

#[test]
fn each_of_many_rows_goes_back_to_a_value_of_its_own() {
    const ROWS: usize = 450;
    let desk = Desk::new();
    let list = |said: &str| {
        let rows = (0..ROWS).map(|row| format!("Firm {row},m{row}@firm.example,{said} {}\n", row % (ROWS - 1)));
        format!("Company,Email,Region\n{}", rows.collect::<String>())
    };
    desk.import(&list("It's"), json!({}));
    let before = desk.content();
    let report = desk.import(&list("华\"东\\"), json!({ "onDuplicate": "overwrite" }));
    assert_eq!(report["updated"], ROWS, "{report}");
    let after = desk.content();
    assert!(after != before);
    desk.call("undo", json!({ "act": report["act"] }));
    assert!(desk.content() == before);
    redone(&desk);
    assert!(desk.content() == after);
}

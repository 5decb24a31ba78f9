//! Follow-ups that become somebody else's, many at once.

use satchel_tests::Desk;
use serde_json::{Value, json};

fn add(desk: &Desk, customer: &str, title: &str, owner: &Value) -> Value {
    let due = json!({ "date": "2026-05-14" });
    let step = desk.call("create_follow_up", json!({ "customerId": customer, "title": title, "due": due }));
    desk.call("update_follow_up", json!({ "id": step["id"], "ownerId": owner }))["id"].clone()
}

fn give(desk: &Desk, follow_ups: &Value, to: &Value) -> Value {
    desk.command_line("give_follow_ups", json!({ "followUps": follow_ups, "ownerId": to })).unwrap()
}

fn preview(desk: &Desk, follow_ups: &Value, to: &Value) -> Value {
    desk.call("preview_give", json!({ "followUps": follow_ups, "ownerId": to }))
}

/// A key as the database writes it.
fn key(id: &Value) -> String {
    format!("X'{}'", id.as_str().unwrap().replace('-', ""))
}

fn people(desk: &Desk) -> [Value; 3] {
    let users = desk.call("list_users", json!({}));
    [0, 1, 2].map(|at| users[at]["id"].clone())
}

#[test]
fn chosen_ones_change_hands_in_one_act_and_back_in_one_undo() {
    let desk = Desk::with_sample();
    let customer = desk.customer("A");
    let [one, two, three] = people(&desk);
    let mine = add(&desk, &customer, "mine", &one);
    let other = add(&desk, &customer, "other", &one);
    let theirs = add(&desk, &customer, "theirs", &two);
    let nobodys = add(&desk, &customer, "nobody's", &Value::Null);
    let already = add(&desk, &customer, "already", &three);
    let done = add(&desk, &customer, "done", &one);
    desk.call("complete_follow_up", json!({ "id": done }));
    let gone = add(&desk, &customer, "gone", &one);
    desk.call("delete_follow_up", json!({ "id": gone }));

    let chosen = json!({ "ids": [mine, other, theirs, nobodys, already, done, gone, mine] });
    let told = preview(&desk, &chosen, &three);
    assert_eq!((&told["giving"], &told["same"], &told["gone"]), (&json!(4), &json!(1), &json!(2)), "{told}");
    let from: Vec<(&Value, &Value)> =
        told["from"].as_array().unwrap().iter().map(|from| (&from["ownerId"], &from["count"])).collect();
    assert_eq!(from[0], (&one, &json!(2)), "whoever gives the most comes first");
    assert!(from.contains(&(&two, &json!(1))) && from.contains(&(&Value::Null, &json!(1))) && from.len() == 3);

    let before = desk.content();
    let given = give(&desk, &chosen, &three);
    assert_eq!(given["count"], told["giving"], "what was told is what was done");
    let is_of = |id: &Value, owner: &Value| {
        let such = format!("SELECT count(*) FROM follow_up WHERE id = {} AND owner_id = {}", key(id), key(owner));
        desk.number(&such) == 1
    };
    for id in [&mine, &other, &theirs, &nobodys, &already] {
        assert!(is_of(id, &three));
    }
    assert!(is_of(&done, &one), "what is done stays with whoever did it");
    let after = desk.content();
    let undone = desk.call("undo", json!({}))["done"].clone();
    assert_eq!((&undone["command"], &undone["count"]), (&json!("give_follow_ups"), &json!(4)));
    assert!(desk.content() == before, "one undo takes all back");
    desk.call("redo", json!({}));
    assert!(desk.content() == after, "one redo gives them again");

    let again = give(&desk, &chosen, &three);
    assert_eq!((&again["count"], &again["act"]), (&json!(0), &Value::Null), "what is so already is no change");
}

#[test]
fn all_that_somebody_has_open_goes_to_another_and_nothing_else() {
    let desk = Desk::with_sample();
    let customer = desk.customer("A");
    let [one, two, three] = people(&desk);
    for number in 0..30 {
        add(&desk, &customer, &number.to_string(), &one);
    }
    let done = add(&desk, &customer, "done", &one);
    desk.call("complete_follow_up", json!({ "id": done }));
    let count = |owner: &Value| {
        let open = "SELECT count(*) FROM follow_up WHERE deleted_at IS NULL AND done_at IS NULL AND owner_id";
        desk.number(&format!("{open} = {}", key(owner)))
    };
    let (of_one, of_two, of_three) = (count(&one), count(&two), count(&three));
    let all = json!({ "openOf": one });
    let told = preview(&desk, &all, &two);
    assert_eq!(told["giving"], of_one);
    assert_eq!(told["from"].as_array().unwrap().len(), 1);
    assert_eq!(give(&desk, &all, &two)["count"], of_one);
    assert_eq!((count(&one), count(&two), count(&three)), (0, of_one + of_two, of_three));
    assert_eq!(preview(&desk, &all, &two)["giving"], 0);
    // To nobody, and from nobody to somebody.
    assert_eq!(give(&desk, &json!({ "openOf": two }), &Value::Null)["count"], of_one + of_two);
    let nobodys = preview(&desk, &json!({ "openOf": null }), &three);
    assert_eq!(nobodys["giving"], give(&desk, &json!({ "openOf": null }), &three)["count"]);
    desk.call("undo", json!({}));
    desk.call("undo", json!({}));
    desk.call("undo", json!({}));
    assert_eq!((count(&one), count(&two), count(&three)), (of_one, of_two, of_three));
}

#[test]
fn nobody_gets_them_who_is_not_there() {
    let desk = Desk::with_sample();
    let before = desk.content();
    let [one, ..] = people(&desk);
    let input = json!({ "followUps": { "openOf": one }, "ownerId": uuid::Uuid::now_v7() });
    assert_eq!(desk.call_err("preview_give", input.clone()).fields["ownerId"], "not_found");
    let refused = desk.command_line("give_follow_ups", input).unwrap_err();
    assert_eq!(refused.fields["ownerId"], "not_found");
    assert!(desk.content() == before);
}

#[test]
fn those_that_somebody_has_are_found_without_the_others() {
    let desk = Desk::with_sample();
    let plan = |owner: &str| {
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT count(*) FROM follow_up WHERE deleted_at IS NULL AND done_at IS NULL AND {owner}"
        );
        desk.rows(&sql).join("; ")
    };
    for owner in ["owner_id = x'00'", "owner_id IS NULL"] {
        let plan = plan(owner);
        assert!(plan.contains("ix_follow_up_open_of"), "{owner}: {plan}");
    }
}

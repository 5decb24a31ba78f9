//! Any sequence of acts, taken back to the last, leaves what was there at first; done again, what was there at the end.

use std::sync::Mutex;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use satchel_tests::{Desk, summaries_from_scratch};
use serde_json::{Value, json};

#[derive(Debug, Clone)]
enum Act {
    Create(u8),
    Update(usize, u8),
    Tag(usize, u8),
    Delete(usize, usize),
    AddContact(usize),
    EditContact(usize, u8),
    DeleteContact(usize),
    Points(usize, u8),
    Log(usize, u8),
    Edit(usize, u8),
    Forget(usize),
    FollowUp(usize),
    Complete(usize, bool),
    Undo,
    Redo,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let place = || any::<prop::sample::Index>().prop_map(|index| index.index(1000));
    let word = || 0..6_u8;
    let act = prop_oneof![
        3 => word().prop_map(Act::Create),
        3 => (place(), word()).prop_map(|(at, word)| Act::Update(at, word)),
        2 => (place(), word()).prop_map(|(at, word)| Act::Tag(at, word)),
        1 => (place(), place()).prop_map(|(a, b)| Act::Delete(a, b)),
        3 => place().prop_map(Act::AddContact),
        1 => (place(), word()).prop_map(|(at, word)| Act::EditContact(at, word)),
        1 => place().prop_map(Act::DeleteContact),
        2 => (place(), word()).prop_map(|(at, word)| Act::Points(at, word)),
        4 => (place(), word()).prop_map(|(at, word)| Act::Log(at, word)),
        2 => (place(), word()).prop_map(|(at, word)| Act::Edit(at, word)),
        1 => place().prop_map(Act::Forget),
        2 => place().prop_map(Act::FollowUp),
        2 => (place(), any::<bool>()).prop_map(|(at, done)| Act::Complete(at, done)),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ];
    prop::collection::vec(act, 1..24)
}

const WORDS: [&str; 6] = ["", "Bosch", "凌云", "报价单 quote", "Ünal", "x"];

/// The key of the live row at a place of a table, if it has rows.
fn pick(desk: &Desk, table: &str, at: usize) -> Option<String> {
    let ids = desk.rows(&format!("SELECT lower(hex(id)) FROM {table} WHERE deleted_at IS NULL ORDER BY id"));
    let id = ids.get(at.checked_rem(ids.len())?)?;
    Some(uuid::Uuid::parse_str(id).unwrap().to_string())
}

/// Does it where it can be done. Inputs that the program refuses are part of the game: they must change nothing.
fn perform(desk: &Desk, act: &Act) -> Option<()> {
    let customer = |at| pick(desk, "customer", at);
    let said = |at| pick(desk, "communication", at);
    let person = |at| pick(desk, "contact", at);
    let word = |at: u8| WORDS[usize::from(at)];
    let (command, input): (&str, Value) = match act {
        Act::Create(name) => {
            let name = word(*name);
            ("create_customer", json!({ "kind": "company", "name": name, "tags": [name], "phone": "021 5555 0101" }))
        }
        Act::Update(at, text) => {
            ("update_customer", json!({ "id": customer(*at)?, "name": word(*text), "referredBy": customer(at + 1)? }))
        }
        Act::Tag(at, tag) => ("set_customer_tags", json!({ "id": customer(*at)?, "tags": [word(*tag), "always"] })),
        Act::Delete(a, b) => ("delete_customers", json!({ "ids": [customer(*a)?, customer(*b)?] })),
        Act::AddContact(at) => ("create_contact", json!({ "customerId": customer(*at)?, "name": "Li Na" })),
        Act::EditContact(at, text) => {
            let points = json!([{ "kind": "chat", "value": word(*text) }]);
            ("update_contact", json!({ "id": person(*at)?, "title": word(*text), "points": points }))
        }
        Act::DeleteContact(at) => ("delete_contact", json!({ "id": person(*at)? })),
        Act::Points(at, text) => {
            let points =
                json!([{ "kind": "chat", "value": word(*text) }, { "kind": "phone", "value": "139 0000 0000" }]);
            ("save_points", json!({ "customerId": customer(*at)?, "points": points }))
        }
        Act::Log(at, text) => {
            let next = json!({ "title": "next", "due": { "date": "2026-06-01" } });
            let input =
                json!({ "customerId": customer(*at)?, "channel": "call", "text": word(*text), "nextStep": next });
            ("log_communication", input)
        }
        Act::Edit(at, text) => {
            ("update_communication", json!({ "id": said(*at)?, "text": word(*text), "channel": "visit" }))
        }
        Act::Forget(at) => ("delete_communication", json!({ "id": said(*at)? })),
        Act::FollowUp(at) => {
            ("create_follow_up", json!({ "customerId": customer(*at)?, "title": "x", "due": { "date": "2026-05-20" } }))
        }
        Act::Complete(at, done) => ("complete_follow_up", json!({ "id": pick(desk, "follow_up", *at)?, "done": done })),
        Act::Undo => ("undo", json!({})),
        Act::Redo => ("redo", json!({})),
    };
    let before = desk.content();
    if desk.ask(command, input).is_err() {
        assert!(desk.content() == before, "{act:?} failed and yet changed something");
    }
    Some(())
}

/// Calls undo or redo until there is nothing more, and says how often.
fn all(desk: &Desk, command: &str) -> usize {
    std::iter::repeat_with(|| desk.call(command, json!({}))).take_while(|answer| !answer["done"].is_null()).count()
}

#[test]
fn undo_gives_back_the_beginning_and_redo_the_end() {
    // One workspace serves all cases: each begins where the one before was taken back to.
    let desk = Mutex::new(Desk::new());
    let config = Config { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    let property = |acts: Vec<Act>| {
        let desk = desk.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        all(&desk, "undo");
        let beginning = desk.content();
        for act in &acts {
            perform(&desk, act);
        }
        let end = desk.content();
        let taken_back = all(&desk, "undo");
        prop_assert!(desk.content() == beginning, "undoing all must give the beginning");
        if taken_back > 0 {
            // Acts that were taken back before the last new one stay taken back.
            let done_again = all(&desk, "redo");
            prop_assert_eq!(done_again >= taken_back, true, "all that was taken back can be done again");
            let kept = "SELECT hex(c.id), ifnull(s.communications, 0), s.last_contact_at, ifnull(s.open_follow_ups, 0), \
                        s.next_follow_up_at FROM customer c LEFT JOIN customer_summary s ON s.customer_id = c.id ORDER BY c.id";
            prop_assert_eq!(desk.rows(kept), summaries_from_scratch(&desk), "figures follow undo and redo");
            for _ in taken_back..done_again {
                desk.call("undo", json!({}));
            }
            prop_assert!(desk.content() == end, "redoing all must give the end");
        }
        Ok(())
    };
    TestRunner::new(config).run(&acts(), property).unwrap();
}

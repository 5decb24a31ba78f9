//! Acts at random, for properties that must hold after any of them.

use proptest::prelude::*;
use satchel_tests::Desk;
use serde_json::{Value, json};

/// Something that a person may do, somewhere.
#[derive(Debug, Clone)]
pub enum Act {
    Create(u8),
    Update(usize, u8),
    Tag(usize, u8),
    Delete(usize, usize),
    AddContact(usize),
    EditContact(usize, u8),
    DeleteContact(usize),
    Link(usize, usize, u8),
    Unlink(usize, usize),
    Points(usize, u8),
    Log(usize, u8),
    Edit(usize, u8),
    Forget(usize),
    FollowUp(usize),
    Complete(usize, bool),
    AddField(usize),
    AddChoice(usize, u8),
    Archive(usize, bool),
    Hold(usize, usize, u8),
    HoldAll(usize, u8),
    Undo,
    Redo,
}

/// A sequence of acts.
pub fn acts() -> impl Strategy<Value = Vec<Act>> {
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
        2 => (place(), place(), word()).prop_map(|(at, there, word)| Act::Link(at, there, word)),
        1 => (place(), place()).prop_map(|(at, there)| Act::Unlink(at, there)),
        2 => (place(), word()).prop_map(|(at, word)| Act::Points(at, word)),
        4 => (place(), word()).prop_map(|(at, word)| Act::Log(at, word)),
        2 => (place(), word()).prop_map(|(at, word)| Act::Edit(at, word)),
        1 => place().prop_map(Act::Forget),
        2 => place().prop_map(Act::FollowUp),
        2 => (place(), any::<bool>()).prop_map(|(at, done)| Act::Complete(at, done)),
        2 => place().prop_map(Act::AddField),
        2 => (place(), word()).prop_map(|(at, word)| Act::AddChoice(at, word)),
        1 => (place(), any::<bool>()).prop_map(|(at, archived)| Act::Archive(at, archived)),
        4 => (place(), place(), word()).prop_map(|(at, field, word)| Act::Hold(at, field, word)),
        2 => (place(), word()).prop_map(|(field, word)| Act::HoldAll(field, word)),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ];
    prop::collection::vec(act, 1..24)
}

const WORDS: [&str; 6] = ["", "Bosch", "凌云", "报价单 quote", "Ünal", "x"];

/// The key of the live row at a place of a table, if it has rows.
pub fn pick(desk: &Desk, table: &str, at: usize) -> Option<String> {
    let ids = desk.rows(&format!("SELECT lower(hex(id)) FROM {table} WHERE deleted_at IS NULL ORDER BY id"));
    let id = ids.get(at.checked_rem(ids.len())?)?;
    Some(uuid::Uuid::parse_str(id).unwrap().to_string())
}

const KINDS: [&str; 5] = ["text", "choices", "number", "choice", "money"];

/// A custom field with a value that it may hold, or none.
fn value(desk: &Desk, field: usize, word: u8) -> Option<(String, Value)> {
    let id = pick(desk, "custom_field", field)?;
    let kind = desk.rows(&format!("SELECT kind FROM custom_field WHERE id = x'{}'", id.replace('-', ""))).remove(0);
    let choice = |at: u8| pick(desk, "field_choice", at.into());
    let value = match (word, kind.as_str()) {
        (0, _) => Value::Null,
        (_, "text") => json!({ "type": "text", "text": WORDS[usize::from(word)] }),
        (_, "number") => json!({ "type": "number", "number": word.to_string() }),
        (_, "money") => json!({ "type": "money", "minor": word, "currency": if word > 3 { "EUR" } else { "CNY" } }),
        (_, "choice") => json!({ "type": "choices", "ids": [choice(word)?] }),
        _ => json!({ "type": "choices", "ids": [choice(word)?, choice(word + 1)?] }),
    };
    Some((id, value))
}

/// Does it where it can be done. Inputs that the program refuses are part of the game: they must change nothing.
pub fn perform(desk: &Desk, act: &Act) -> Option<()> {
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
        Act::Link(at, there, text) => {
            let link = json!({ "customerId": customer(*there)?, "title": word(*text), "decisionRole": "evaluates" });
            ("link_contact", json!({ "contactId": person(*at)?, "link": link }))
        }
        Act::Unlink(at, there) => {
            ("unlink_contact", json!({ "contactId": person(*at)?, "customerId": customer(*there)? }))
        }
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
        Act::AddField(at) => {
            let kind = KINDS[at % KINDS.len()];
            ("create_field", json!({ "subject": "customer", "kind": kind, "nameEn": format!("{kind} {at}") }))
        }
        Act::AddChoice(at, text) => {
            let field = pick(desk, "custom_field", *at)?;
            let known = desk.call("list_fields", json!({}));
            let known = known.as_array()?.iter().find(|known| known["id"] == field)?["choices"].clone();
            let name = |choice: &Value| json!({ "id": choice["id"], "nameEn": choice["nameEn"] });
            let mut choices: Vec<Value> = known.as_array()?.iter().map(name).collect();
            choices.push(json!({ "nameEn": format!("{} {}", word(*text), choices.len()) }));
            ("save_choices", json!({ "fieldId": field, "choices": choices }))
        }
        Act::Archive(at, archived) => {
            ("update_field", json!({ "id": pick(desk, "custom_field", *at)?, "archived": archived }))
        }
        Act::Hold(at, field, text) => {
            let (field, value) = value(desk, *field, *text)?;
            ("update_customer", json!({ "id": customer(*at)?, "fields": { field: value } }))
        }
        Act::HoldAll(field, text) => {
            let (id, value) = value(desk, *field, *text)?;
            let change = json!({ "kind": "set", "value": { "field": "custom", "id": id, "value": value } });
            ("change_customers", json!({ "customers": { "matching": {} }, "change": change }))
        }
        Act::Undo => ("undo", json!({})),
        Act::Redo => ("redo", json!({})),
    };
    let before = desk.content();
    // Long work is waited for.
    let done = if command == "change_customers" { desk.command_line(command, input) } else { desk.ask(command, input) };
    if done.is_err() {
        assert!(desk.content() == before, "{act:?} failed and yet changed something");
    }
    Some(())
}

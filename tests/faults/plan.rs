//! What a child process does and what must be there afterwards: the same sequence of acts for both sides, and a ledger that
//! knows the content after each of them.

use std::collections::{BTreeMap, BTreeSet};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use satchel_tests::Desk;
use serde_json::json;

/// One customer with everything that belongs to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    note: String,
    tags: BTreeSet<String>,
    phones: BTreeSet<String>,
    said: BTreeSet<String>,
    steps: BTreeSet<String>,
}

/// Customers by name.
pub type Content = BTreeMap<String, Entry>;

/// One act of the plan.
#[derive(Debug, Clone)]
pub enum Act {
    Create { name: String, tag: String, phone: String },
    Note { name: String, note: String },
    Log { name: String, text: String, step: String },
    Delete { names: Vec<String> },
    Undo,
}

/// More customers than this are deleted again, so that the rounds stay quick.
const MOST: usize = 12;

/// The sequence of acts, as far as it was asked for, with the content after each.
pub struct Ledger {
    after: Vec<Content>,
    /// Contents to which undo leads back, the latest last.
    before: Vec<Content>,
    acts: Vec<Act>,
}

impl Ledger {
    pub fn new() -> Self {
        Self { after: vec![Content::new()], before: Vec::new(), acts: Vec::new() }
    }

    /// The act that leads from `done` acts to one more.
    pub fn act(&mut self, done: usize) -> &Act {
        while self.acts.len() <= done {
            self.plan();
        }
        &self.acts[done]
    }

    /// The content after so many acts.
    pub fn content(&mut self, done: usize) -> &Content {
        while self.acts.len() < done {
            self.plan();
        }
        &self.after[done]
    }

    fn plan(&mut self) {
        let number = self.acts.len();
        let mut rng = ChaCha8Rng::seed_from_u64(number as u64);
        let mut content = self.after[number].clone();
        let any = |rng: &mut ChaCha8Rng| content.keys().nth(rng.random_range(0..content.len().max(1))).cloned();
        let act = match (rng.random_range(0..10), any(&mut rng)) {
            (0..3, _) | (_, None) => {
                let (tag, phone) = (format!("标签 {}", number % 5), format!("+8613900{number:06}"));
                Act::Create { name: format!("凌云 Motors {number}"), tag, phone }
            }
            (3..5, Some(name)) => Act::Note { name, note: format!("note 备注 {number}") },
            (5..8, Some(name)) => {
                Act::Log { name, text: format!("报价 quote {number} 导轨"), step: format!("follow up {number}") }
            }
            (8, Some(name)) => Act::Delete { names: vec![name] },
            (_, Some(_)) => Act::Undo,
        };
        let act = match act {
            Act::Create { .. } if content.len() >= MOST => {
                Act::Delete { names: content.keys().take(MOST / 2).cloned().collect() }
            }
            Act::Undo if self.before.is_empty() => unreachable!("there are customers, so something can be taken back"),
            act => act,
        };
        if matches!(act, Act::Undo) {
            content = self.before.pop().unwrap_or_default();
        } else {
            self.before.push(content.clone());
            apply(&mut content, &act);
        }
        self.acts.push(act);
        self.after.push(content);
    }
}

fn apply(content: &mut Content, act: &Act) {
    match act {
        Act::Create { name, tag, phone } => {
            let entry = Entry { tags: [tag.clone()].into(), phones: [phone.clone()].into(), ..Entry::default() };
            content.insert(name.clone(), entry);
        }
        Act::Note { name, note } => content.entry(name.clone()).or_default().note.clone_from(note),
        Act::Log { name, text, step } => {
            let entry = content.entry(name.clone()).or_default();
            entry.said.insert(text.clone());
            entry.steps.insert(step.clone());
        }
        Act::Delete { names } => content.retain(|name, _| !names.contains(name)),
        Act::Undo => {}
    }
}

/// Does one act through the contract.
pub fn perform(desk: &Desk, act: &Act) {
    let id = |name: &str| {
        let sql = format!("SELECT lower(hex(id)) FROM customer WHERE name = '{name}' AND deleted_at IS NULL");
        uuid::Uuid::parse_str(&desk.rows(&sql)[0]).unwrap().to_string()
    };
    match act {
        Act::Create { name, tag, phone } => {
            let input = json!({ "kind": "company", "name": name, "tags": [tag], "phone": phone });
            desk.call("create_customer", input);
        }
        Act::Note { name, note } => {
            desk.call("update_customer", json!({ "id": id(name), "note": note }));
        }
        Act::Log { name, text, step } => {
            let next = json!({ "title": step, "due": { "date": "2026-05-20" } });
            let input = json!({ "customerId": id(name), "channel": "call", "text": text, "nextStep": next });
            desk.call("log_communication", input);
        }
        Act::Delete { names } => {
            let ids: Vec<String> = names.iter().map(|name| id(name)).collect();
            desk.call("delete_customers", json!({ "ids": ids }));
        }
        Act::Undo => {
            desk.call("undo", json!({}));
        }
    }
}

/// What the database holds.
pub fn found(desk: &Desk) -> Content {
    let mut content = Content::new();
    for row in desk.rows("SELECT name, note FROM customer WHERE deleted_at IS NULL") {
        let (name, note) = row.split_once('|').unwrap();
        let entry = Entry { note: note.to_owned(), ..Entry::default() };
        assert!(content.insert(name.to_owned(), entry).is_none(), "{name} must be there once");
    }
    let live = "x.deleted_at IS NULL";
    let mut gather = |sql: &str, field: fn(&mut Entry) -> &mut BTreeSet<String>| {
        for row in desk.rows(sql) {
            let (name, value) = row.split_once('|').unwrap();
            let entry = content.get_mut(name).unwrap_or_else(|| panic!("{value} belongs to nobody: {name}"));
            field(entry).insert(value.to_owned());
        }
    };
    let of = |value: &str, table: &str| {
        format!(
            "SELECT ifnull(c.name, ''), {value} FROM {table} x LEFT JOIN customer c ON c.id = x.customer_id AND c.deleted_at IS NULL"
        )
    };
    gather(&format!("{} WHERE {live}", of("x.value", "contact_point")), |entry| &mut entry.phones);
    gather(&format!("{} WHERE {live}", of("x.text", "communication")), |entry| &mut entry.said);
    gather(&format!("{} WHERE {live}", of("x.title", "follow_up")), |entry| &mut entry.steps);
    let tags =
        format!("{} JOIN tag t ON t.id = x.tag_id WHERE {live} AND t.deleted_at IS NULL", of("t.name", "customer_tag"));
    gather(&tags, |entry| &mut entry.tags);
    content
}

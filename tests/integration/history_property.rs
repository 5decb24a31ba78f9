//! After any acts, any old one is taken back whole or not at all, and what the history tells is what the tables hold.

use std::collections::BTreeMap;
use std::sync::Mutex;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use satchel_core::Code;
use satchel_tests::{Desk, RECORDS, summaries_from_scratch};
use serde_json::{Value, json};

use crate::random_acts::{acts, perform};

/// A way back to choose: whole, the rest, or one change of it by itself.
#[derive(Debug, Clone, Copy)]
enum Way {
    Whole,
    Rest,
    Change(usize),
}

fn ways() -> impl Strategy<Value = Vec<(usize, Way)>> {
    let place = || any::<prop::sample::Index>().prop_map(|index| index.index(1000));
    let way = prop_oneof![4 => Just(Way::Whole), 2 => Just(Way::Rest), 3 => place().prop_map(Way::Change)];
    prop::collection::vec((place(), way), 1..6)
}

/// One field of one row as the database holds it, in the log's form.
fn stored(desk: &Desk, table: &str, row: &str, field: &str) -> String {
    let key = format!("CASE WHEN typeof(\"{field}\") = 'blob' THEN lower(hex(\"{field}\")) ELSE \"{field}\" END");
    desk.rows(&format!("SELECT json_array({key}) FROM \"{table}\" WHERE id = x'{row}'")).remove(0)
}

fn is_live(desk: &Desk, table: &str, row: &str) -> bool {
    desk.number(&format!("SELECT count(*) FROM \"{table}\" WHERE id = x'{row}' AND deleted_at IS NULL")) == 1
}

/// `seq|op|table|row|field|old|new` of an act, oldest first.
fn entries(desk: &Desk, act: &str) -> Vec<Vec<String>> {
    let act = act.replace('-', "");
    let sql = format!(
        "SELECT json_array(seq, op, tbl, lower(hex(row)), field, old, new) FROM change_log WHERE tx = x'{act}' ORDER BY seq"
    );
    let read = |row: String| -> Vec<String> {
        let values: Vec<Value> = serde_json::from_str(&row).unwrap();
        values.into_iter().map(|value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)).collect()
    };
    desk.rows(&sql).into_iter().map(read).collect()
}

/// Everything that an act did is as it was before it.
fn is_as_before(desk: &Desk, act: &str) -> Result<(), TestCaseError> {
    let mut first: BTreeMap<(String, String, String), (String, String)> = BTreeMap::new();
    for entry in entries(desk, act) {
        let [_, op, table, row, field, old, _] = &entry[..] else { unreachable!("seven columns") };
        first.entry((table.clone(), row.clone(), field.clone())).or_insert_with(|| (op.clone(), old.clone()));
    }
    for ((table, row, field), (op, old)) in &first {
        let whole = first.get(&(table.clone(), row.clone(), String::new())).map(|(op, _)| op.as_str());
        match op.as_str() {
            "delete" => prop_assert!(is_live(desk, table, row), "{table} {row} must be back"),
            // A word that is used elsewhere by now stays in the list of words.
            "insert" | "restore" if table == "tag" => {}
            "insert" | "restore" => prop_assert!(!is_live(desk, table, row), "{table} {row} must be gone"),
            _ if matches!(whole, Some("insert" | "restore")) => {}
            _ => prop_assert_eq!(stored(desk, table, row, field), format!("[{}]", old), "{} {} {}", table, row, field),
        }
    }
    Ok(())
}

/// Every entry begins where the one before it ended, and the last one ends with what is stored.
fn is_a_chain(desk: &Desk) -> Result<(), TestCaseError> {
    for table in RECORDS {
        let sql = format!(
            "SELECT json_array(lower(hex(row)), op, field, old, new) FROM change_log WHERE tbl = '{table}' ORDER BY seq"
        );
        let mut rows: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
        let mut live: BTreeMap<String, bool> = BTreeMap::new();
        for entry in desk.rows(&sql) {
            let entry: Vec<Option<String>> = serde_json::from_str(&entry).unwrap();
            let [Some(row), Some(op), Some(field), old, new] = &entry[..] else { unreachable!("five columns") };
            let read = |text: &Option<String>| -> Value { serde_json::from_str(text.as_deref().unwrap()).unwrap() };
            let known = rows.entry(row.clone()).or_default();
            if op == "update" {
                prop_assert_eq!(known.get(field), Some(&read(old)), "{} {} {}", table, row, field);
                prop_assert_eq!(live.get(row), Some(&true), "only what is there changes: {} {}", table, row);
                known.insert(field.clone(), read(new));
                continue;
            }
            let whole = read(if op == "delete" { old } else { new });
            let before = live.insert(row.clone(), op != "delete").unwrap_or(false);
            prop_assert_eq!(before, op == "delete", "{} of {} {}", op, table, row);
            for (name, value) in whole.as_object().unwrap() {
                if !["updated_at", "deleted_at"].contains(&name.as_str()) {
                    let was = known.insert(name.clone(), value.clone());
                    prop_assert!(op == "insert" || was.as_ref() == Some(value), "{table} {row} {name} at its {op}");
                }
            }
        }
        for (row, fields) in &rows {
            prop_assert_eq!(is_live(desk, table, row), live[row], "{} {}", table, row);
            for (field, value) in fields {
                prop_assert_eq!(stored(desk, table, row, field), format!("[{value}]"), "{} {} {}", table, row, field);
            }
        }
    }
    Ok(())
}

/// No live row belongs to one that is gone.
fn nothing_is_orphaned(desk: &Desk) -> Result<(), TestCaseError> {
    let holders = [
        ("contact", "customer_id", "customer"),
        ("contact_point", "customer_id", "customer"),
        ("contact_point", "contact_id", "contact"),
        ("contact_link", "customer_id", "customer"),
        ("contact_link", "contact_id", "contact"),
        ("customer_tag", "customer_id", "customer"),
        ("customer_tag", "tag_id", "tag"),
        ("communication", "customer_id", "customer"),
        ("participant", "communication_id", "communication"),
        ("participant", "contact_id", "contact"),
        ("follow_up", "customer_id", "customer"),
        ("custom_value", "customer_id", "customer"),
    ];
    for (table, column, holder) in holders {
        let sql = format!(
            "SELECT count(*) FROM {table} t JOIN {holder} h ON h.id = t.{column} \
             WHERE t.deleted_at IS NULL AND h.deleted_at IS NOT NULL"
        );
        prop_assert_eq!(desk.number(&sql), 0, "{} under a deleted {}", table, holder);
    }
    Ok(())
}

/// Whether the history of each customer holds exactly the acts that touched it.
fn histories_agree(desk: &Desk) -> Result<(), TestCaseError> {
    let kept = "SELECT DISTINCT hex(customer_id) || ' ' || act FROM customer_act ORDER BY 1";
    let parts = [
        ("customer", "t.id"),
        ("contact", "t.customer_id"),
        ("contact_point", "t.customer_id"),
        ("contact_link", "t.customer_id"),
        ("customer_tag", "t.customer_id"),
        ("communication", "t.customer_id"),
        ("follow_up", "t.customer_id"),
        ("custom_value", "t.customer_id"),
        ("participant", "(SELECT m.customer_id FROM communication m WHERE m.id = t.communication_id)"),
    ];
    let parts = parts.map(|(table, customer)| {
        format!(
            "SELECT hex({customer}) || ' ' || a.seq FROM change_log l JOIN act a ON a.id = l.tx \
             JOIN {table} t ON t.id = l.row WHERE l.tbl = '{table}'"
        )
    });
    prop_assert_eq!(desk.rows(kept), desk.rows(&format!("{} ORDER BY 1", parts.join(" UNION "))));
    Ok(())
}

#[test]
fn any_old_act_is_taken_back_whole_or_not_at_all() {
    let desk = Mutex::new(Desk::new());
    let config = Config { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
    let property = |(acts, ways): (Vec<_>, Vec<(usize, Way)>)| {
        let desk = desk.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for act in &acts {
            perform(&desk, act);
        }
        for (at, way) in ways {
            let past = desk.call("list_history", json!({ "limit": 60 }))["acts"].as_array().unwrap().clone();
            let Some(act) = at.checked_rem(past.len()).map(|at| past[at].clone()) else { continue };
            let key = act["act"].as_str().unwrap();
            let before = desk.content();
            let answer = match way {
                Way::Whole => desk.ask("undo", json!({ "act": key })),
                Way::Rest => desk.ask("undo", json!({ "act": key, "rest": true })),
                Way::Change(at) => {
                    let changes =
                        desk.call("list_changes", json!({ "act": key }))["changes"].as_array().unwrap().clone();
                    let Some(change) = at.checked_rem(changes.len()).map(|at| changes[at].clone()) else { continue };
                    desk.ask("restore_change", json!({ "change": change["seq"] }))
                }
            };
            match (way, answer) {
                (_, Err(error)) => {
                    let named = matches!(error.code, Code::Conflict | Code::Invalid) && !error.fields.is_empty();
                    let known = named || (error.code == Code::NotFound && act["canUndo"] == false);
                    prop_assert!(known, "{way:?} of {} says why it can't: {error} {:?}", act["command"], error.fields);
                    prop_assert!(desk.content() == before, "what is refused changes nothing");
                }
                (Way::Whole, Ok(_)) => is_as_before(&desk, key)?,
                (Way::Rest | Way::Change(_), Ok(_)) => {}
            }
            is_a_chain(&desk)?;
            nothing_is_orphaned(&desk)?;
        }
        histories_agree(&desk)?;
        let kept = "SELECT hex(c.id), ifnull(s.communications, 0), s.last_contact_at, ifnull(s.open_follow_ups, 0), \
                    s.next_follow_up_at FROM customer c LEFT JOIN customer_summary s ON s.customer_id = c.id ORDER BY c.id";
        prop_assert_eq!(desk.rows(kept), summaries_from_scratch(&desk), "figures follow every way back");
        Ok(())
    };
    TestRunner::new(config).run(&(acts(), ways()), property).unwrap();
}

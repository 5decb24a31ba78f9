//! The history of changes, over a past of two acts for each communication.

use std::hint::black_box;

use satchel_tests::Desk;
use serde_json::json;

use crate::told::{show, timed};

/// The history once every communication was logged by an act of its own and changed by another; reading is through the
/// contract, only the past is written past the door.
pub fn measure(desk: &Desk, communications: i64) {
    let logged = "INSERT INTO act (id, actor, at, command, kind, count) \
        SELECT id, owner_id, at, 'log_communication', 'added', 1 FROM communication WHERE owner_id IS NOT NULL ORDER BY at";
    let edited = "INSERT INTO act (id, actor, at, command, kind, count) \
        SELECT randomblob(16), a.actor, a.at + 60000, 'update_communication', 'changed', 1 FROM act a WHERE a.command = 'log_communication'";
    let rows = "INSERT INTO change_log (tx, at, actor, device, op, tbl, row, field, old, new) \
        SELECT m.id, m.at << 16, m.owner_id, d.id, 'insert', 'communication', m.id, '', NULL, \
          json_object('customer_id', lower(hex(m.customer_id)), 'channel', m.channel, 'title', m.title, 'text', m.text) \
        FROM communication m, device d WHERE m.owner_id IS NOT NULL";
    let fields = "INSERT INTO change_log (tx, at, actor, device, op, tbl, row, field, old, new) \
        SELECT a.id, a.at << 16, a.actor, d.id, 'update', 'communication', l.row, 'title', json_quote('before'), json_quote('after') \
        FROM act a JOIN act b ON b.seq = a.seq - (SELECT count(*) FROM act WHERE command = 'log_communication') \
        JOIN change_log l ON l.tx = b.id AND l.op = 'insert', device d WHERE a.command = 'update_communication'";
    let touched = "INSERT OR IGNORE INTO customer_act (customer_id, at, act) \
        SELECT m.customer_id, a.at, a.seq FROM act a JOIN change_log l ON l.tx = a.id JOIN communication m ON m.id = l.row \
        WHERE a.command IN ('log_communication', 'update_communication')";
    let past = timed(|| [logged, edited, rows, fields, touched].iter().for_each(|sql| desk.write_raw(sql)));
    show(&format!("a past of {} acts written", 2 * communications), &[past]);
    let (acts, entries) = (desk.number("SELECT count(*) FROM act"), desk.number("SELECT count(*) FROM change_log"));
    println!("{:<50} {acts} acts, {entries} entries of the log", "");

    let busiest =
        "SELECT lower(hex(customer_id)) FROM customer_act GROUP BY customer_id ORDER BY count(*) DESC LIMIT 1";
    let busiest = desk.rows(busiest).remove(0);
    let busiest = uuid::Uuid::parse_str(&busiest).unwrap().to_string();
    let deleted =
        desk.call("delete_communication", json!({ "id": desk.log(&busiest, "to be deleted") }))["act"].clone();
    let middle = desk.number("SELECT seq FROM act ORDER BY at LIMIT 1 OFFSET (SELECT count(*) / 2 FROM act)");
    let me = desk.actor().user.to_string();
    let pages = [
        ("newest", json!({})),
        ("from the middle on", json!({ "before": middle })),
        ("deletions only, of which there is one", json!({ "kind": "deleted" })),
        ("of one person", json!({ "actor": me })),
        ("imports of one person, of which there is none", json!({ "actor": me, "kind": "imported" })),
        ("of a month", json!({ "from": "2026-03-01", "to": "2026-03-31" })),
        ("of the busiest customer", json!({ "customerId": busiest })),
        ("imports of that customer, of which there is none", json!({ "customerId": busiest, "kind": "imported" })),
    ];
    for (what, input) in pages {
        let page = || timed(|| drop(black_box(desk.call("list_history", input.clone()))));
        show(&format!("history, {what}"), &(0..40).map(|_| page()).collect::<Vec<_>>());
    }
    let largest = "SELECT lower(hex(tx)) FROM change_log GROUP BY tx ORDER BY count(*) DESC LIMIT 1";
    let largest = uuid::Uuid::parse_str(&desk.rows(largest)[0]).unwrap().to_string();
    for (what, input) in [
        ("the first of the largest act", json!({ "act": largest })),
        ("of one customer in the largest act", json!({ "act": largest, "customerId": busiest })),
        ("of a deletion", json!({ "act": deleted })),
    ] {
        let page = || timed(|| drop(black_box(desk.call("list_changes", input.clone()))));
        show(&format!("changes, {what}"), &(0..40).map(|_| page()).collect::<Vec<_>>());
    }
    let undo = |_| timed(|| drop(desk.call("undo", json!({})))) + timed(|| drop(desk.call("redo", json!({}))));
    show("undo and redo of a deletion", &(0..20).map(undo).collect::<Vec<_>>());
}

//! What narrows and orders the list of customers: filters, groups, facets, data health, who is due; and merging of many.

use std::hint::black_box;
use std::time::Duration;

use satchel_tests::Desk;
use serde_json::{Value, json};

use crate::told::{figure, held, quantile, show, timed};

/// A call again and again: right after a change of some customer, and with nothing changed.
fn both(desk: &Desk, id: &Value, what: &str, command: &str, input: &Value) -> (Vec<Duration>, Vec<Duration>) {
    let ask = || timed(|| drop(black_box(desk.call(command, input.clone()))));
    let after_a_change = |at: usize| {
        desk.call("update_customer", json!({ "id": id, "industry": format!("{what} {at}") }));
        ask()
    };
    let changed: Vec<Duration> = (0..9).map(after_a_change).collect();
    let still: Vec<Duration> = (0..20).map(|_| ask()).collect();
    show(what, &still);
    show("  right after a change", &changed);
    (still, changed)
}

pub fn measure(desk: &Desk) {
    let id = desk.call("list_customers", json!({ "limit": 1 }))["rows"][0]["id"].clone();
    let (mut still, mut changed) = (Vec::new(), Vec::new());
    let mut take = |what: &str, command: &str, input: &Value| {
        let (one, other) = both(desk, &id, what, command, input);
        still.extend(one);
        changed.extend(other);
    };
    take("the whole list", "list_customers", &json!({ "limit": 50 }));
    let silent = json!({ "type": "date", "field": "last_contact", "test": { "is": "not_in_last", "count": 30, "unit": "days" } });
    let staged = json!({ "type": "choice", "field": "stage", "is": "any_of", "values": ["prospect", "customer"] });
    let reached = json!({ "type": "reach", "field": "email", "known": true });
    let due = json!({ "type": "date", "field": "contact_due", "test": { "is": "more_than_ago", "count": 0, "unit": "days" } });
    let fields = desk.call("list_fields", json!({ "subject": "customer" }));
    let own = fields
        .as_array()
        .unwrap()
        .iter()
        .find(|field| field["kind"] == "choice")
        .map(|field| json!({ "type": "held", "field": field["id"], "test": { "is": "known" } }));
    let mut filters = vec![
        ("no contact for 30 days", json!({ "join": "all", "of": [silent] })),
        (
            "three conditions in two groups",
            json!({ "join": "all", "of": [staged, { "join": "any", "of": [silent, reached] }] }),
        ),
        ("contact due", json!({ "join": "all", "of": [due] })),
    ];
    filters.extend(own.map(|own| ("a custom field", json!({ "join": "all", "of": [own] }))));
    for (what, conditions) in &filters {
        let filter = json!({ "conditions": conditions });
        take(what, "list_customers", &json!({ "filter": filter, "limit": 50 }));
        take(&format!("facets, {what}"), "customer_facets", &json!({ "filter": filter }));
    }
    for by in ["stage", "owner", "region"] {
        let sort = json!({ "by": "last_contact", "descending": true, "group": by });
        take(&format!("grouped by {by}"), "list_customer_groups", &json!({ "sort": sort }));
    }
    take("who is due", "list_due_contacts", &json!({}));
    let slowest = quantile(&still, 0.95);
    figure("any of these, p95", slowest, "ms", "< 16 ms", slowest < 16.0);
    figure("any of these right after a change, p95", quantile(&changed, 0.95), "ms", "none", true);
    both(desk, &id, "data health", "data_health", &json!({}));

    drop(desk.command_line("find_duplicates", json!({})).unwrap());
    let certain = desk.call("list_duplicates", json!({}))["certain"].clone();
    let mut act = Value::Null;
    let merge = || timed(|| act = desk.command_line("merge_duplicates", json!({})).unwrap()["act"].clone());
    let merged = held("merging", merge);
    show(&format!("merging {certain} pairs and more"), &[merged]);
    let undo = || timed(|| drop(black_box(desk.call("undo", json!({ "act": act })))));
    let undone = held("taking it back", undo);
    show("  taken back", &[undone]);
}

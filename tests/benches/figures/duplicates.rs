//! Customers that seem to be one, over all of them, against a comparison of each with each.

use std::hint::black_box;
use std::time::Instant;

use satchel_domain::{CustomerKind, Described, Identity};
use satchel_tests::Desk;
use serde_json::json;

use crate::told::{figure, held, show, timed};

/// Each with each of so many is enough to know what a comparison costs.
const SAMPLE: usize = 1_000;

pub fn measure(desk: &Desk, customers: i64) {
    let find = || timed(|| drop(black_box(desk.command_line("find_duplicates", json!({})).unwrap())));
    let all = held("comparing all", find);
    show("duplicates over all", &[all]);
    let page = || timed(|| drop(black_box(desk.call("list_duplicates", json!({ "limit": 100 })))));
    show("a page of them", &(0..9).map(|_| page()).collect::<Vec<_>>());
    let id = desk.call("list_customers", json!({ "limit": 1 }))["rows"][0]["id"].clone();
    let after_a_change = |at: usize| {
        desk.call("update_customer", json!({ "id": id, "otherName": format!("Name {at}") }));
        page()
    };
    show("  right after a change", &(0..9).map(after_a_change).collect::<Vec<_>>());
    let typed = json!({ "kind": "company", "name": "上海明远机械", "phone": "021 5555 0142" });
    let typing = || timed(|| drop(black_box(desk.call("similar_customers", typed.clone()))));
    show("  like one that is typed", &(0..20).map(|_| typing()).collect::<Vec<_>>());

    let names = desk.rows(&format!("SELECT name FROM customer WHERE deleted_at IS NULL LIMIT {SAMPLE}"));
    let addresses = desk.rows(&format!("SELECT address FROM customer WHERE deleted_at IS NULL LIMIT {SAMPLE}"));
    let described = |(name, address): (&String, &String)| {
        let names = [name.as_str(), ""];
        let (phones, emails): (&[String], &[String]) = (&[], &[]);
        let kind = CustomerKind::Company;
        Identity::of(&Described { kind, names, number: "", phones, emails, tax_id: "", website: "", address })
    };
    let sample: Vec<Identity> = names.iter().zip(&addresses).map(described).collect();
    let began = Instant::now();
    for (at, one) in sample.iter().enumerate() {
        for other in &sample[at + 1..] {
            black_box(one.likeness(other).score);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "numbers of customers")]
    let pairs = |count: usize| (count * count.saturating_sub(1) / 2) as f64;
    let each = began.elapsed().as_secs_f64() / pairs(sample.len());
    let plain = each * pairs(usize::try_from(customers).unwrap());
    let ratio = plain / all.as_secs_f64();
    figure("duplicates, faster than each with each by", ratio, "×", "> 100 ×", ratio > 100.0);
    figure("duplicates over all", all.as_secs_f64(), "s", "< 300 s", all.as_secs_f64() < 300.0);
}

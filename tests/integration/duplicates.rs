//! Customers that seem to be one: found, explained, followed, and left alone once somebody looked.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::path::Path;

use satchel_tests::{Desk, noted, skipped};
use serde_json::{Value, json};

fn find(desk: &Desk) -> i64 {
    desk.command_line("find_duplicates", json!({})).unwrap()["total"].as_i64().unwrap()
}

fn list(desk: &Desk) -> Value {
    desk.call("list_duplicates", json!({}))
}

fn company(desk: &Desk, name: &str, phone: &str) -> String {
    let made = desk.call("create_customer", json!({ "kind": "company", "name": name, "phone": phone }));
    made["id"].as_str().unwrap().to_owned()
}

/// The names in each pair, in any order.
fn names(page: &Value) -> BTreeSet<BTreeSet<String>> {
    let name = |row: &Value| row["name"].as_str().unwrap().to_owned();
    let pairs = page["pairs"].as_array().unwrap().iter();
    pairs.map(|pair| BTreeSet::from([name(&pair["one"]), name(&pair["other"])])).collect()
}

#[test]
fn a_pair_is_found_with_its_reasons_and_kept_apart_on_request() {
    let desk = Desk::new();
    let one = company(&desk, "上海明远机械有限公司", "021-55550142");
    let other = company(&desk, "上海市明远机械厂", "+86 21 5555 0142");
    company(&desk, "Kessler GmbH", "+49 711 5550177");
    assert_eq!(list(&desk)["complete"], false, "nobody has compared anything yet");
    assert_eq!(find(&desk), 1);
    let page = list(&desk);
    assert_eq!((&page["complete"], &page["total"], &page["certain"]), (&json!(true), &json!(1), &json!(0)), "{page}");
    let pair = &page["pairs"][0];
    assert_eq!((&pair["one"]["id"], &pair["other"]["id"]), (&json!(one), &json!(other)), "the older one first");
    let parts: HashMap<&str, f64> = pair["parts"].as_array().unwrap().iter().map(part).collect();
    assert!((parts["phone"] - 1.0).abs() < f64::EPSILON && parts["name"] > 0.8, "{parts:?}");
    assert_eq!(parts.len(), 2, "what only one of them has is no reason");

    let apart = desk.call("keep_apart", json!({ "one": other, "other": one }));
    assert_eq!(list(&desk)["total"], 0);
    assert_eq!(find(&desk), 0, "also when they are compared again");
    desk.call("undo", json!({ "act": apart["act"] }));
    assert_eq!(list(&desk)["total"], 1);
    let same = desk.call_err("keep_apart", json!({ "one": one, "other": one }));
    assert_eq!(same.fields["other"], "itself");
}

fn part(part: &Value) -> (&str, f64) {
    (part["part"].as_str().unwrap(), part["similarity"].as_f64().unwrap())
}

#[test]
fn pairs_follow_every_change_and_are_those_that_a_new_comparison_finds() {
    let desk = Desk::with_sample();
    find(&desk);
    let before = names(&list(&desk));
    let one = company(&desk, "Northfield Packaging Inc.", "+1 216 555 0148");
    let other = company(&desk, "North Field Packaging", "");
    let with = |more: &[[&str; 2]]| {
        let more = more.iter().map(|pair| BTreeSet::from(pair.map(ToOwned::to_owned)));
        before.iter().cloned().chain(more).collect::<BTreeSet<_>>()
    };
    let pair = [["Northfield Packaging Inc.", "North Field Packaging"]];
    assert_eq!(names(&list(&desk)), with(&[]), "a name alone that differs is not enough");

    desk.call(
        "create_contact",
        json!({
            "customerId": other, "name": "Dana Whitlock", "points": [{ "kind": "phone", "value": "+1 216 555 0148" }]
        }),
    );
    assert_eq!(names(&list(&desk)), with(&pair), "a person's phone counts");
    desk.call("update_customer", json!({ "id": one, "name": "Kessler Antriebstechnik" }));
    assert_eq!(names(&list(&desk)), with(&[]), "strangers share a phone");
    desk.call("undo", json!({}));
    assert_eq!(names(&list(&desk)), with(&pair));
    desk.call("delete_customers", json!({ "ids": [one] }));
    assert_eq!(names(&list(&desk)), with(&[]));
    desk.call("undo", json!({}));
    let followed =
        desk.rows("SELECT hex(one_id), hex(other_id), CAST(round(score, 6) AS TEXT) FROM duplicate_pair ORDER BY 1, 2");
    let keys = desk.rows("SELECT \"key\", hex(customer_id) FROM duplicate_key ORDER BY 1, 2");
    assert_eq!(names(&list(&desk)), with(&pair));
    assert!(keys.len() > 300, "every customer has keys: {}", keys.len());
    let followed_now =
        desk.rows("SELECT hex(one_id), hex(other_id), CAST(round(score, 6) AS TEXT) FROM duplicate_pair ORDER BY 1, 2");
    assert!(followed_now.len() >= followed.len());
    let keys = desk.rows("SELECT \"key\", hex(customer_id) FROM duplicate_key ORDER BY 1, 2");
    // As on a workspace that never compared anything.
    desk.write_raw("DELETE FROM meta WHERE \"key\" = 'duplicates_seq'");
    find(&desk);
    let afresh =
        desk.rows("SELECT hex(one_id), hex(other_id), CAST(round(score, 6) AS TEXT) FROM duplicate_pair ORDER BY 1, 2");
    assert_eq!(afresh, followed_now);
    assert_eq!(desk.rows("SELECT \"key\", hex(customer_id) FROM duplicate_key ORDER BY 1, 2"), keys);
}

#[test]
fn whoever_types_a_customer_that_is_there_is_told() {
    let desk = Desk::new();
    let similar = |input: Value| desk.call("similar_customers", input);
    company(&desk, "上海明远机械有限公司", "021-55550142");
    let typed = json!({ "kind": "company", "name": "明远", "phone": "021 5555 0142" });
    assert_eq!(similar(typed), json!([]), "a phone with half a name may be a shop next door");
    let typed = json!({ "kind": "company", "name": "上海明远机械" });
    assert_eq!(similar(typed.clone())[0]["customer"]["name"], "上海明远机械有限公司", "before anything was compared");
    find(&desk);
    let typed_wrong =
        json!({ "kind": "company", "name": "上海明远机戒厂", "phone": "02155550142", "email": "no address" });
    assert_eq!(similar(typed_wrong)[0]["customer"]["name"], "上海明远机械有限公司", "also with a slip");
    assert_eq!(similar(typed).as_array().unwrap().len(), 1);
    assert_eq!(similar(json!({ "kind": "person", "name": "" })), json!([]));
}

#[test]
fn only_who_may_sell_is_shown_pairs() {
    let desk = Desk::new();
    let one = company(&desk, "One", "");
    let other = company(&desk, "Other", "");
    desk.write_raw("UPDATE \"user\" SET role = 'support'");
    desk.reopen();
    for (name, input) in [
        ("list_duplicates", json!({})),
        ("keep_apart", json!({ "one": one, "other": other })),
        ("merge_customers", json!({ "keep": one, "others": [other] })),
    ] {
        assert_eq!(desk.call_err(name, input).code, satchel_core::Code::Refused, "{name}");
    }
}

/// One of the public lists of made-up people: what is true, how many rows, and their pairs as the program finds them.
fn febrl(data: &Path, name: &str) -> (f64, f64, f64) {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(data.join("febrl").join(name)).unwrap();
    let headers: Vec<String> = reader.headers().unwrap().iter().map(ToOwned::to_owned).collect();
    let mut list = String::from("Name,Kind,Address,Notes\n");
    let mut people: HashMap<String, u64> = HashMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        let of = |name: &str| row.get(headers.iter().position(|header| header == name).unwrap()).unwrap();
        let joined = |names: &[&str]| {
            let parts: Vec<&str> = names.iter().map(|name| of(name)).filter(|part| !part.is_empty()).collect();
            parts.join(" ").replace(['"', ','], " ")
        };
        let person = of("rec_id").split('-').nth(1).unwrap();
        *people.entry(person.to_owned()).or_default() += 1;
        // The number that is unique would make it easy; it stays out.
        let address = joined(&["street_number", "address_1", "address_2", "suburb", "postcode"]);
        writeln!(list, "{},Person,{address},{person}", joined(&["given_name", "surname"])).unwrap();
    }
    let desk = Desk::new();
    let file = desk.data().join("list.csv");
    std::fs::write(&file, list).unwrap();
    let ticket = desk.session.tickets.issue(file).ticket;
    desk.command_line("import_customers", json!({ "ticket": ticket })).unwrap();
    find(&desk);
    let pairs = desk.rows(
        "SELECT a.note = b.note FROM duplicate_pair p JOIN customer a ON a.id = p.one_id JOIN customer b ON b.id = p.other_id",
    );
    let right = pairs.iter().filter(|same| *same == "1").count() as f64;
    let there = people.values().map(|rows| rows * (rows - 1) / 2).sum::<u64>() as f64;
    let (precision, recall) = (right / pairs.len() as f64, right / there);
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}

#[test]
fn two_public_lists_are_told_apart_at_the_one_threshold() {
    let Some(data) = std::env::var_os("SATCHEL_DATA") else {
        skipped("SATCHEL_DATA is not set");
        return;
    };
    for name in ["dataset1.csv", "dataset2.csv"] {
        let (precision, recall, f1) = febrl(Path::new(&data), name);
        noted(&format!("febrl {name}: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}"));
        assert!(precision >= 0.99 && f1 >= 0.92, "{name}: precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}");
    }
}

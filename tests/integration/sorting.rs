//! Any sort, any slice: the list must be one order cut into pages, with what is missing last either way.

use satchel_tests::Desk;
use serde_json::{Value, json};

fn order(desk: &Desk, by: &str, descending: bool) -> Vec<Value> {
    let sort = json!({ "by": by, "descending": descending });
    desk.call("list_customers", json!({ "sort": sort, "limit": 500 }))["rows"].as_array().unwrap().clone()
}

fn names(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[test]
fn names_sort_by_pinyin_beside_latin_letters() {
    let desk = Desk::new();
    for name in ["中原", "Zeiss", "安徽", "Ångström", "Bosch", "重庆", "北京", "éclair"] {
        desk.customer(name);
    }
    let want = ["安徽", "Ångström", "北京", "Bosch", "重庆", "éclair", "Zeiss", "中原"];
    let rows = order(&desk, "name", false);
    assert_eq!(names(&rows), want, "as a person would look them up: an hui, bei jing, chong qing, zhong yuan");
    let rows = order(&desk, "name", true);
    let backwards: Vec<&str> = want.into_iter().rev().collect();
    assert_eq!(names(&rows), backwards);
}

#[test]
fn stages_sort_in_the_order_of_life() {
    let desk = Desk::new();
    for stage in ["lapsed", "lead", "customer", "prospect"] {
        desk.call("create_customer", json!({ "kind": "company", "name": stage, "stage": stage }));
    }
    assert_eq!(names(&order(&desk, "stage", false)), ["lead", "prospect", "customer", "lapsed"]);
}

#[test]
fn what_is_missing_comes_last_both_ways() {
    let desk = Desk::new();
    let ids: Vec<String> = ["A", "B", "C"].map(|name| desk.customer(name)).into();
    let logged = |id: &str, at: i64| json!({ "customerId": id, "channel": "call", "text": "x", "at": at });
    desk.call("log_communication", logged(&ids[0], 1_000));
    desk.call("log_communication", logged(&ids[1], 2_000));
    desk.call("create_follow_up", json!({ "customerId": ids[0], "title": "x", "due": { "date": "2026-05-20" } }));
    desk.call(
        "create_follow_up",
        json!({ "customerId": ids[1], "title": "x", "due": { "date": "2026-05-19", "time": "09:00" } }),
    );
    desk.call("update_customer", json!({ "id": ids[2], "ownerId": null }));
    desk.call("update_customer", json!({ "id": ids[0], "region": "Anhui" }));
    desk.call("update_customer", json!({ "id": ids[1], "region": "Zhejiang" }));
    for (by, first) in [("last_contact", "A"), ("next_follow_up", "B"), ("region", "A"), ("owner", "A")] {
        let up = order(&desk, by, false);
        let down = order(&desk, by, true);
        assert_eq!(names(&up)[0], first, "{by} upwards");
        assert_eq!((names(&up)[2], names(&down)[2]), ("C", "C"), "what has no {by} is last, up or down");
    }
    let rows = order(&desk, "next_follow_up", false);
    let timed: Vec<&Value> = rows.iter().map(|row| &row["nextFollowUpHasTime"]).collect();
    assert_eq!(timed, [true, false, false], "the row says whether the hour matters");
}

#[test]
fn pages_are_slices_of_one_order_under_any_sort() {
    let desk = Desk::with_sample();
    for by in ["name", "stage", "owner", "region", "last_contact", "next_follow_up", "created"] {
        for descending in [false, true] {
            let whole = order(&desk, by, descending);
            assert_eq!(whole.len(), 300, "{by}: every customer is in the list once");
            let sort = json!({ "by": by, "descending": descending });
            let mut pieces = Vec::new();
            for offset in (0..300).step_by(37) {
                let page = desk.call("list_customers", json!({ "sort": sort, "offset": offset, "limit": 37 }));
                assert_eq!(page["total"], 300);
                pieces.extend(page["rows"].as_array().unwrap().iter().map(|row| row["id"].clone()));
            }
            let ids: Vec<Value> = whole.iter().map(|row| row["id"].clone()).collect();
            assert_eq!(pieces, ids, "{by} {descending}: pages laid together give the list");
            let beyond = desk.call("list_customers", json!({ "sort": sort, "offset": 9_999 }));
            assert_eq!(beyond["rows"], json!([]), "beyond the end there is nothing");
        }
    }
}

#[test]
fn neighbours_stand_where_the_list_shows_them() {
    let desk = Desk::with_sample();
    let sort = json!({ "by": "last_contact", "descending": true });
    let rows = order(&desk, "last_contact", true);
    for at in [0, 1, 150, 298, 299] {
        let near = desk.call("customer_neighbours", json!({ "id": rows[at]["id"], "sort": sort }));
        let id = |at: Option<usize>| at.and_then(|at| rows.get(at)).map_or(Value::Null, |row| row["id"].clone());
        assert_eq!(near["position"], at + 1);
        assert_eq!((&near["previous"], &near["next"]), (&id(at.checked_sub(1)), &id(Some(at + 1))), "at {at}");
    }
    let filter = json!({ "stages": ["lead"] });
    let page = desk.call("list_customers", json!({ "filter": filter, "limit": 500 }));
    let stranger = rows.iter().find(|row| row["stage"] != "lead").unwrap();
    let near = desk.call("customer_neighbours", json!({ "id": stranger["id"], "filter": filter }));
    assert_eq!((&near["position"], &near["total"]), (&json!(0), &page["total"]), "it isn't in that list");
}

#[test]
fn groups_tell_how_the_rows_stand_together_and_keep_the_order_in_each() {
    let desk = Desk::with_sample();
    desk.call("create_customer", json!({ "kind": "company", "name": "Nowhere", "ownerId": null }));
    for (by, column) in [("stage", "stage"), ("owner", "ownerName"), ("region", "region")] {
        let sort = json!({ "by": "last_contact", "descending": true, "group": by });
        let page = desk.call("list_customers", json!({ "sort": sort, "limit": 500 }));
        let rows = page["rows"].as_array().unwrap();
        let groups = desk.call("list_customer_groups", json!({ "sort": sort }));
        let told: Vec<(&str, u64)> = groups.as_array().unwrap().iter().map(group).collect();
        let mut seen: Vec<(&str, u64)> = Vec::new();
        for row in rows {
            let value = row[column].as_str().unwrap();
            match seen.last_mut() {
                Some((last, count)) if *last == value => *count += 1,
                _ => seen.push((value, 1)),
            }
        }
        assert_eq!(told, seen, "{by}: each group once, as long as it says, what is missing last");
        let plain = order(&desk, "last_contact", true);
        for (value, _) in told {
            let of = |rows: &[Value]| -> Vec<Value> {
                rows.iter().filter(|row| row[column] == value).map(|row| row["id"].clone()).collect()
            };
            assert_eq!(of(rows), of(&plain), "{by} {value}: in a group the order is that of the list");
        }
    }
    let stages = desk.call("list_customer_groups", json!({ "sort": { "group": "stage" } }));
    let stages: Vec<&str> = stages.as_array().unwrap().iter().map(|each| group(each).0).collect();
    assert_eq!(stages, ["lead", "prospect", "customer", "lapsed"]);
    assert_eq!(desk.call("list_customer_groups", json!({})), json!([]), "a list without groups");
    let view = desk.call("create_view", json!({ "name": "By owner", "sort": { "by": "name", "group": "owner" } }));
    assert_eq!(view["sort"]["group"], "owner", "a view keeps its groups");
}

fn group(group: &Value) -> (&str, u64) {
    (group["value"].as_str().unwrap(), group["count"].as_u64().unwrap())
}

#[test]
fn a_list_follows_what_is_saved() {
    let desk = Desk::with_sample();
    let before = order(&desk, "name", false);
    let id = desk.customer("AAA first of all");
    assert_eq!(order(&desk, "name", false)[0]["id"], id.as_str(), "a kept order must not outlive a change");
    desk.call("undo", json!({}));
    assert_eq!(order(&desk, "name", false), before);
}

/// The names of all customers sorted by a field, first from the least and then from the greatest.
fn by_field(desk: &Desk, field: &str) -> [Vec<String>; 2] {
    [false, true].map(|descending| {
        let sort = json!({ "by": { "field": field }, "descending": descending });
        let rows = desk.call("list_customers", json!({ "sort": sort }))["rows"].clone();
        rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    })
}

#[test]
fn a_custom_field_sorts_by_what_its_values_mean_and_nothing_comes_last() {
    let desk = Desk::new();
    // None, A and B hold nothing, or the same: then the one that was there first comes first.
    let ids: Vec<String> = ["None", "A", "B", "C", "D"].map(|name| desk.customer(name)).into();
    let amount = |minor: i64, currency: &str| json!({ "type": "money", "minor": minor, "currency": currency });
    let number = |number: &str| json!({ "type": "number", "number": number });
    let text = |text: &str| json!({ "type": "text", "text": text });
    let day = |day: &str| json!({ "type": "date", "day": day });
    let answer = |yes: bool| json!({ "type": "answer", "yes": yes });
    let cases = [
        ("number", [number("10"), number("10"), number("9.5"), number("-200")], ["D", "C", "A", "B"]),
        ("text", [text("张三"), text("张三"), text("李四"), text("adams")], ["D", "C", "A", "B"]),
        ("date", [day("2026-05-08"), day("2026-05-08"), day("2025-12-31"), day("1999-01-01")], ["D", "C", "A", "B"]),
        ("answer", [answer(true), answer(true), answer(false), answer(false)], ["C", "D", "A", "B"]),
        ("money", [amount(5, "EUR"), amount(5, "EUR"), amount(4, "EUR"), amount(9_000, "CNY")], ["D", "C", "A", "B"]),
    ];
    for (kind, values, wanted) in cases {
        let made = desk.call("create_field", json!({ "subject": "customer", "kind": kind, "nameEn": kind }));
        let field = made["id"].as_str().unwrap();
        for (id, value) in ids[1..].iter().zip(values) {
            desk.call("update_customer", json!({ "id": id, "fields": { field: value } }));
        }
        let [up, down] = by_field(&desk, field);
        assert_eq!(up, [&wanted[..], &["None"]].concat(), "{kind} from the least");
        assert_eq!(down, ["A", "B", "C", "D", "None"], "{kind} from the greatest, equal ones in their order");
        desk.call("update_customer", json!({ "id": ids[1], "fields": { field: null } }));
        assert_eq!(by_field(&desk, field)[0][3..], ["None", "A"], "what was emptied goes to the end at once");
    }
}

#[test]
fn choices_sort_in_the_order_that_the_field_gives_them() {
    let desk = Desk::new();
    let ids: Vec<String> = ["A", "B", "C"].map(|name| desk.customer(name)).into();
    let made = desk.call("create_field", json!({ "subject": "customer", "kind": "choices", "nameEn": "Plans" }));
    let field = made["id"].as_str().unwrap();
    let names = json!([{ "nameEn": "Silver" }, { "nameEn": "Bronze" }, { "nameEn": "Gold" }]);
    let saved = desk.call("save_choices", json!({ "fieldId": field, "choices": names }));
    let plans = saved["choices"].as_array().unwrap();
    for (id, held) in ids.iter().zip([&[2][..], &[1], &[2, 0]]) {
        let held: Vec<&Value> = held.iter().map(|at: &usize| &plans[*at]["id"]).collect();
        let value = json!({ "type": "choices", "ids": held });
        desk.call("update_customer", json!({ "id": id, "fields": { field: value } }));
    }
    assert_eq!(by_field(&desk, field), [["C", "B", "A"], ["A", "B", "C"]], "Silver and Gold, Bronze, Gold");
    let mut turned = plans.clone();
    turned.reverse();
    let order: Vec<Value> = turned.iter().map(|plan| json!({ "id": plan["id"], "nameEn": plan["nameEn"] })).collect();
    desk.call("save_choices", json!({ "fieldId": field, "choices": order }));
    assert_eq!(by_field(&desk, field)[0], ["A", "C", "B"], "Gold, Gold and Silver, Bronze now");
    // A view keeps such a sort, and a record steps through the list in its order.
    let sort = json!({ "by": { "field": field } });
    let view = desk.call("create_view", json!({ "name": "By plan", "sort": sort }));
    assert_eq!(view["sort"]["by"], sort["by"]);
    let near = desk.call("customer_neighbours", json!({ "id": ids[2], "sort": sort }));
    assert_eq!((&near["previous"], &near["next"]), (&json!(ids[0]), &json!(ids[1])));
}

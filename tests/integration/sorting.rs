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
fn a_list_follows_what_is_saved() {
    let desk = Desk::with_sample();
    let before = order(&desk, "name", false);
    let id = desk.customer("AAA first of all");
    assert_eq!(order(&desk, "name", false)[0]["id"], id.as_str(), "a kept order must not outlive a change");
    desk.call("undo", json!({}));
    assert_eq!(order(&desk, "name", false), before);
}

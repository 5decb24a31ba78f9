//! All that are certainly one become one at a stroke, and each of them is several again on request.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

fn company(desk: &Desk, name: &str, phone: &str, more: Value) -> String {
    let mut input = json!({ "kind": "company", "name": name, "phone": phone });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    desk.call("create_customer", input)["id"].as_str().unwrap().to_owned()
}

/// Three records of one business, two of another, and one of a third.
fn crowd(desk: &Desk) -> [String; 6] {
    let of = |name: &str, phone: &str, region: &str| {
        let id = company(desk, name, phone, json!({ "region": region, "taxId": format!("TAX {phone}") }));
        desk.log(&id, &format!("With {name} of {region}"));
        desk.contact(&id, &format!("Ann of {region}"));
        id
    };
    [
        of("Northfield Packaging Inc.", "+1 216 555 0148", ""),
        of("Northfield Packaging Inc.", "+1 216 555 0148", "Ohio"),
        of("Northfield Packaging Inc.", "+1 216 555 0148", "Midwest"),
        of("Kessler Antriebstechnik GmbH", "+49 711 5550177", ""),
        of("Kessler Antriebstechnik GmbH", "+49 711 5550177", "Baden"),
        of("Meyer Pumpen AG", "+49 711 5550188", ""),
    ]
}

fn merge(desk: &Desk) -> Value {
    desk.command_line("merge_duplicates", json!({})).unwrap()
}

fn names(desk: &Desk) -> Vec<String> {
    desk.rows("SELECT name || ' ' || region FROM customer WHERE deleted_at IS NULL ORDER BY id")
}

fn told(desk: &Desk, customer: &str) -> String {
    let acts = desk.call("list_history", json!({ "customerId": customer }))["acts"].clone();
    acts[0]["command"].as_str().unwrap().to_owned()
}

#[test]
fn chains_become_one_in_one_act_with_one_undo() {
    let desk = Desk::new();
    let before = (crowd(&desk), desk.content());
    let done = merge(&desk);
    assert_eq!((&done["customers"], &done["became"]), (&json!(5), &json!(2)), "{done}");
    let merged = ["Northfield Packaging Inc. Ohio", "Kessler Antriebstechnik GmbH Baden", "Meyer Pumpen AG "];
    assert_eq!(names(&desk), merged);
    let record = desk.call("get_customer", json!({ "id": before.0[0] }));
    assert_eq!((record["contacts"].as_array().unwrap().len(), &record["summary"]["communications"]), (3, &json!(3)));
    assert_eq!(told(&desk, &before.0[3]), "merge_duplicates");
    assert_eq!(desk.call("list_duplicates", json!({}))["certain"], 0);
    assert_eq!(merge(&desk)["act"], Value::Null, "nothing is left, and nothing to take back");

    desk.call("undo", json!({ "act": done["act"] }));
    assert!(desk.content() == before.1, "one undo for all of it");
    desk.call("redo", json!({}));
    assert_eq!(names(&desk), merged);
}

#[test]
fn each_of_them_is_several_again_without_the_others() {
    let desk = Desk::new();
    let [north, _, _, kessler, kessler_too, _] = crowd(&desk);
    let before = desk.content();
    let act = merge(&desk)["act"].clone();
    let merged = desk.content();
    let unmerge = |customer: &str| json!({ "act": act, "customer": customer });

    let back = desk.call("unmerge_customer", unmerge(&north));
    assert_eq!(back["count"], 3);
    assert_eq!(names(&desk).len(), 5, "the other merge stays: {:?}", names(&desk));
    assert_eq!(told(&desk, &north), "restore_merged");
    let again = desk.call_err("unmerge_customer", unmerge(&north));
    assert_eq!(again.code, Code::NotFound, "there is nothing left of it to take back");
    desk.call("undo", json!({ "act": back["act"] }));
    assert!(desk.content() == merged, "that, too, can be taken back");

    // Something came since, and something else changed.
    desk.log(&kessler, "Since");
    desk.call("update_customer", json!({ "id": kessler, "region": "Hessen" }));
    let conflict = desk.call_err("unmerge_customer", unmerge(&kessler));
    assert_eq!((conflict.code, conflict.fields["region"].as_str()), (Code::Conflict, "changed_since"));
    let why = desk.call("undo_conflicts", json!({ "act": act, "customerId": kessler }));
    assert_eq!(why["total"], 1, "only what this customer is about: {why}");
    desk.call("unmerge_customer", json!({ "act": act, "customer": kessler, "rest": true }));
    let region = |id: &str| desk.call("get_customer", json!({ "id": id }))["customer"]["region"].clone();
    assert_eq!((region(&kessler), region(&kessler_too)), (json!("Hessen"), json!("Baden")));

    // What is left of the whole goes with its own undo.
    desk.call("update_customer", json!({ "id": kessler, "region": "" }));
    desk.call("undo", json!({ "act": act, "rest": true }));
    assert_eq!(names(&desk).len(), 6);
    assert!(desk.content() != before, "what came since stays");
    assert_eq!(desk.call_err("unmerge_customer", unmerge(&north)).code, Code::NotFound);
}

#[test]
fn what_is_several_again_offers_no_second_way_back() {
    let desk = Desk::new();
    let [north, north_too, _, kessler, ..] = crowd(&desk);
    let act = merge(&desk)["act"].clone();
    let offered = |of: Value| {
        let acts = desk.call("list_history", json!({ "customerId": of }))["acts"].clone();
        acts.as_array().unwrap().iter().find(|known| known["act"] == act).unwrap()["canUndo"].clone()
    };
    let all = || [json!(north), json!(north_too), json!(kessler), Value::Null].map(offered);
    assert_eq!(all(), [true, false, true, true], "whoever went into another has nothing to be taken apart");
    let back = desk.call("unmerge_customer", json!({ "act": act, "customer": north }));
    assert_eq!(all(), [false, false, true, true], "the whole still has the other merge");
    desk.call("undo", json!({ "act": back["act"] }));
    assert_eq!(all(), [true, false, true, true], "they are one again");
    for customer in [&north, &kessler] {
        desk.call("unmerge_customer", json!({ "act": act, "customer": customer }));
    }
    assert_eq!(all(), [false; 4], "nothing is left");
}

#[test]
fn whom_somebody_found_to_be_two_does_not_meet_by_way_of_a_third() {
    let desk = Desk::new();
    let [one, _, third, ..] = crowd(&desk);
    desk.call("keep_apart", json!({ "one": one, "other": third }));
    let done = merge(&desk);
    assert_eq!((&done["customers"], &done["became"]), (&json!(4), &json!(2)), "{done}");
    assert_eq!(names(&desk).len(), 4);
}

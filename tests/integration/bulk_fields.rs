//! One field of many customers: what a value would change is told first, then it changes that and nothing else.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

fn all() -> Value {
    json!({ "matching": {} })
}

fn preview(desk: &Desk, customers: &Value, value: &Value) -> Value {
    desk.call("preview_change", json!({ "customers": customers, "value": value }))
}

fn change(desk: &Desk, customers: &Value, value: &Value) -> Value {
    let change = json!({ "kind": "set", "value": value });
    desk.command_line("change_customers", json!({ "customers": customers, "change": change })).unwrap()
}

fn field(desk: &Desk, kind: &str) -> String {
    let made = desk.call("create_field", json!({ "subject": "customer", "kind": kind, "nameEn": kind }));
    made["id"].as_str().unwrap().to_owned()
}

fn choices(desk: &Desk, field: &str, names: &[&str]) -> Vec<String> {
    let choices: Vec<Value> = names.iter().map(|name| json!({ "nameEn": name })).collect();
    let saved = desk.call("save_choices", json!({ "fieldId": field, "choices": choices }));
    saved["choices"].as_array().unwrap().iter().map(|choice| choice["id"].as_str().unwrap().to_owned()).collect()
}

fn custom(id: &str, value: Value) -> Value {
    json!({ "field": "custom", "id": id, "value": value })
}

fn held(desk: &Desk, customer: &Value, field: &str) -> Value {
    let record = desk.call("get_customer", json!({ "id": customer }));
    let mine: Vec<&Value> =
        record["fields"].as_array().unwrap().iter().filter(|held| held["fieldId"] == field).collect();
    assert!(mine.len() < 2, "a field holds one value: {record}");
    mine.first().map(|held| held["value"].clone()).unwrap_or_default()
}

#[test]
fn what_was_foretold_is_what_changes_and_undo_takes_it_back() {
    let desk = Desk::with_sample();
    let (one, several) = (field(&desk, "choice"), field(&desk, "choices"));
    let plans = choices(&desk, &one, &["Gold", "Silver"]);
    let systems = choices(&desk, &several, &["A", "B", "C"]);
    let made: Vec<String> = ["text", "number", "money", "date", "answer", "link"].map(|kind| field(&desk, kind)).into();
    let half = desk.call("list_customers", json!({ "limit": 120 }));
    let half: Vec<&Value> = half["rows"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
    let some = json!({ "ids": half });
    // For each field, one value that half of the customers get first, and then another for all of them.
    let cases = [
        (json!({ "field": "stage", "stage": "lead" }), json!({ "field": "stage", "stage": "lapsed" })),
        (
            json!({ "field": "text", "name": "terms", "text": "30 days" }),
            json!({ "field": "text", "name": "terms", "text": "月结 60 天" }),
        ),
        (
            json!({ "field": "text", "name": "size", "text": "1–9" }),
            json!({ "field": "text", "name": "size", "text": "" }),
        ),
        (
            custom(&made[0], json!({ "type": "text", "text": "SF" })),
            custom(&made[0], json!({ "type": "text", "text": "顺丰" })),
        ),
        (custom(&made[1], json!({ "type": "number", "number": "4" })), custom(&made[1], Value::Null)),
        (
            custom(&made[2], json!({ "type": "money", "minor": 500, "currency": "EUR" })),
            custom(&made[2], json!({ "type": "money", "minor": 500, "currency": "CNY" })),
        ),
        (
            custom(&made[3], json!({ "type": "date", "day": "2026-05-08" })),
            custom(&made[3], json!({ "type": "date", "day": "2026年5月9日" })),
        ),
        (
            custom(&made[4], json!({ "type": "answer", "yes": true })),
            custom(&made[4], json!({ "type": "answer", "yes": false })),
        ),
        (custom(&made[5], json!({ "type": "text", "text": "a.example" })), custom(&made[5], Value::Null)),
        (
            custom(&one, json!({ "type": "choices", "ids": [plans[0]] })),
            custom(&one, json!({ "type": "choices", "ids": [plans[1]] })),
        ),
        (
            custom(&several, json!({ "type": "choices", "ids": [systems[0], systems[1]] })),
            custom(&several, json!({ "type": "choices", "ids": [systems[2], systems[1]] })),
        ),
    ];
    for (first, then) in cases {
        change(&desk, &some, &first);
        let told = preview(&desk, &some, &first);
        assert_eq!((&told["changing"], &told["same"]), (&json!(0), &json!(half.len())), "they hold {first} already");
        assert_eq!(change(&desk, &some, &first)["act"], Value::Null, "nothing is left to change by {first}");

        let before = desk.content();
        let told = preview(&desk, &all(), &then);
        assert!(desk.content() == before, "a preview changes nothing");
        let counted = |of: &str| told[of].as_u64().unwrap();
        assert_eq!(counted("changing") + counted("same") + counted("gone"), 300, "each is told of once: {told}");
        for example in told["examples"].as_array().unwrap() {
            assert_ne!(example["before"], told["after"], "an example is one that changes: {told}");
        }
        let done = change(&desk, &all(), &then);
        assert_eq!(done["count"], told["changing"], "as foretold for {then}");
        assert_eq!(preview(&desk, &all(), &then)["same"], 300, "all hold {then} now");
        if then["field"] == "custom" {
            let id = then["id"].as_str().unwrap();
            for customer in [half[0], half[119]] {
                let now = held(&desk, customer, id);
                assert_eq!(preview(&desk, &json!({ "ids": [customer] }), &custom(id, now))["same"], 1);
                let wanted = told["after"]["value"].is_null();
                assert_eq!(held(&desk, customer, id).is_null(), wanted, "the record says so, too");
            }
        }
        desk.call("undo", json!({}));
        assert!(desk.content() == before, "undo takes {then} back");
    }
}

#[test]
fn examples_stand_in_the_order_of_the_selection_and_tell_what_was() {
    let desk = Desk::new();
    let ids: Vec<String> = ["Ångström", "Bosch", "Curie"].map(|name| desk.customer(name)).into();
    let note = field(&desk, "text");
    let text = |text: &str| json!({ "type": "text", "text": text });
    desk.call("update_customer", json!({ "id": ids[1], "fields": { &note: text("old") } }));
    let chosen = json!({ "ids": [ids[2], ids[1], ids[2]] });
    let told = preview(&desk, &chosen, &custom(&note, text("  new ")));
    let wanted = json!([
        { "id": ids[2], "name": "Curie", "before": custom(&note, Value::Null), "after": custom(&note, text("new")) },
        { "id": ids[1], "name": "Bosch", "before": custom(&note, text("old")), "after": custom(&note, text("new")) },
    ]);
    assert_eq!(told["examples"], wanted);
    assert_eq!(told["after"], custom(&note, text("new")), "cleaned as it will be kept");
    desk.call("delete_customers", json!({ "ids": [ids[2]] }));
    let told = preview(&desk, &chosen, &custom(&note, text("new")));
    assert_eq!((&told["changing"], &told["gone"]), (&json!(1), &json!(1)), "one of them is gone: {told}");
    assert_eq!(change(&desk, &chosen, &custom(&note, text("new")))["count"], 1);
}

#[test]
fn what_cannot_be_is_refused_before_and_when_it_is_done() {
    let desk = Desk::with_sample();
    let (plan, number) = (field(&desk, "choice"), field(&desk, "number"));
    desk.call("update_field", json!({ "id": plan, "required": true }));
    let person = desk.call("create_field", json!({ "subject": "contact", "kind": "text", "nameEn": "Desk" }));
    let person = person["id"].as_str().unwrap();
    let old = field(&desk, "text");
    desk.call("update_field", json!({ "id": old, "archived": true }));
    let nobody = uuid::Uuid::now_v7().to_string();
    let before = desk.content();
    for (value, at, problem) in [
        (custom(&plan, Value::Null), plan.as_str(), "required"),
        (custom(&plan, json!({ "type": "choices", "ids": [nobody] })), &plan, "not_found"),
        (custom(&number, json!({ "type": "number", "number": "four" })), &number, "number_invalid"),
        (custom(&number, json!({ "type": "answer", "yes": true })), &number, "wrong_kind"),
        (custom(person, json!({ "type": "text", "text": "2" })), person, "not_found"),
        (custom(&old, json!({ "type": "text", "text": "2" })), &old, "not_found"),
        (json!({ "field": "text", "name": "region", "text": "长".repeat(501) }), "text", "too_long"),
        (json!({ "field": "owner", "ownerId": nobody }), "ownerId", "not_found"),
    ] {
        let asked = desk.call_err("preview_change", json!({ "customers": all(), "value": value }));
        let done = json!({ "customers": all(), "change": { "kind": "set", "value": value } });
        for error in [asked, desk.command_line("change_customers", done).unwrap_err()] {
            assert_eq!((error.code, error.fields[at].as_str()), (Code::Invalid, problem), "{value}");
        }
    }
    assert!(desk.content() == before, "what is refused leaves nothing behind");
    let other = json!({ "customers": all(), "value": { "field": "text", "name": "name", "text": "All alike" } });
    assert_eq!(desk.call_err("preview_change", other).code, Code::BadInput, "a name is nobody else's");
}

/// Three customers: with two of something, with one, and with none.
fn with_some(desk: &Desk) -> (String, Vec<String>, [String; 3]) {
    let several = field(desk, "choices");
    let names = ["X", "Y", "Z"];
    let known = choices(desk, &several, &names);
    let made = |name: &str, held: &[usize]| {
        let ids: Vec<&String> = held.iter().map(|at| &known[*at]).collect();
        let tags: Vec<&str> = held.iter().map(|at| names[*at]).collect();
        let value = if ids.is_empty() { Value::Null } else { json!({ "type": "choices", "ids": ids }) };
        let input = json!({ "kind": "company", "name": name, "tags": tags, "fields": { &several: value } });
        desk.call("create_customer", input)["id"].as_str().unwrap().to_owned()
    };
    let customers = [made("Both", &[0, 1]), made("One", &[1]), made("None", &[])];
    (several, known, customers)
}

#[test]
fn some_of_several_come_or_go_and_the_others_stay() {
    let desk = Desk::new();
    let (several, known, customers) = with_some(&desk);
    let name_of = |id: &str| ["X", "Y", "Z"][known.iter().position(|known| known == id).unwrap()].to_owned();
    let chosen = |customer: &str| {
        let held = held(&desk, &json!(customer), &several);
        let ids = held["ids"].as_array().cloned().unwrap_or_default();
        let mut names: Vec<String> = ids.iter().map(|id| name_of(id.as_str().unwrap())).collect();
        names.sort();
        names.join("")
    };
    let tagged = |customer: &str| {
        let record = desk.call("get_customer", json!({ "id": customer }));
        let tags = record["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap().to_owned());
        tags.collect::<String>()
    };
    let before = desk.content();
    // What is done, with which, how many change, and what each of the three has then.
    let cases: [(&str, &[usize], u64, [&str; 3]); 6] = [
        ("add", &[0], 2, ["XY", "XY", "X"]),
        ("add", &[1, 2], 3, ["XYZ", "YZ", "YZ"]),
        ("take_away", &[1], 2, ["X", "", ""]),
        ("take_away", &[0, 2], 1, ["Y", "Y", ""]),
        ("set", &[1], 2, ["Y", "Y", "Y"]),
        ("set", &[2, 0], 3, ["XZ", "XZ", "XZ"]),
    ];
    for (way, which, count, then) in cases {
        let ids: Vec<&String> = which.iter().map(|at| &known[*at]).collect();
        // A tag is the same one in other letters.
        let names: Vec<String> = ids.iter().map(|id| name_of(id).to_lowercase()).collect();
        let choices = json!({ "field": "choices", "id": several, "way": way, "ids": ids });
        let tags = json!({ "field": "tags", "way": way, "names": names });
        for (value, now) in [(&choices, &chosen as &dyn Fn(&str) -> String), (&tags, &tagged)] {
            let told = preview(&desk, &all(), value);
            assert_eq!((&told["changing"], &told["same"]), (&json!(count), &json!(3 - count)), "{value}: {told}");
            assert_eq!(told["examples"].as_array().unwrap().len() as u64, count, "{told}");
            let done = change(&desk, &all(), value);
            assert_eq!(done["count"], count, "as foretold for {value}");
            assert_eq!(customers.each_ref().map(|id| now(id).to_uppercase()), then, "{value}");
            assert_eq!(preview(&desk, &all(), value)["same"], 3, "nothing is left to do for {value}");
            desk.call("undo", json!({}));
            assert!(desk.content() == before, "undo takes {value} back");
        }
    }
    let told = preview(&desk, &all(), &json!({ "field": "tags", "way": "add", "names": ["New", "new", " "] }));
    let example = &told["examples"][0];
    assert_eq!(example["before"], json!({ "field": "tags", "way": "set", "names": ["X", "Y"] }));
    assert_eq!(example["after"], json!({ "field": "tags", "way": "set", "names": ["X", "Y", "New"] }));
    assert!(desk.content() == before, "a look makes no tag");
    let gone = json!({ "field": "tags", "way": "set", "names": [] });
    assert_eq!(change(&desk, &all(), &gone)["count"], 2, "none at all");
    assert_eq!(tagged(&customers[0]), "");
}

#[test]
fn choices_come_and_go_only_where_a_field_has_several() {
    let desk = Desk::new();
    let (several, known, _) = with_some(&desk);
    let one = field(&desk, "choice");
    let its = choices(&desk, &one, &["A"]);
    let before = desk.content();
    let refused = |value: Value, at: &str, problem: &str| {
        let asked = desk.call_err("preview_change", json!({ "customers": all(), "value": value }));
        let done = json!({ "customers": all(), "change": { "kind": "set", "value": value } });
        for error in [asked, desk.command_line("change_customers", done).unwrap_err()] {
            assert_eq!((error.code, error.fields[at].as_str()), (Code::Invalid, problem), "{value}");
        }
    };
    let choices = |id: &str, way: &str, of: &str| json!({ "field": "choices", "id": id, "way": way, "ids": [of] });
    refused(choices(&one, "add", &its[0]), &one, "wrong_kind");
    refused(choices(&several, "add", &its[0]), &several, "not_found");
    refused(json!({ "field": "tags", "way": "add", "names": ["长".repeat(501)] }), "tags", "too_long");
    desk.call("update_field", json!({ "id": several, "required": true }));
    refused(choices(&several, "take_away", &known[0]), &several, "required");
    desk.call("update_field", json!({ "id": several, "required": false }));
    assert!(desk.content() == before, "what is refused leaves nothing behind");
}

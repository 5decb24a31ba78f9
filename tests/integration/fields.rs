//! Custom fields: what a business adds to its records, and what records hold in it.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

fn field(desk: &Desk, subject: &str, kind: &str, name: &str) -> String {
    let made = desk.call("create_field", json!({ "subject": subject, "kind": kind, "nameEn": name }));
    made["id"].as_str().unwrap().to_owned()
}

/// Gives a field choices with these names and gives their keys.
fn choices(desk: &Desk, field: &str, names: &[&str]) -> Vec<String> {
    let choices: Vec<Value> = names.iter().map(|name| json!({ "nameEn": name })).collect();
    let saved = desk.call("save_choices", json!({ "fieldId": field, "choices": choices }));
    saved["choices"].as_array().unwrap().iter().map(|choice| choice["id"].as_str().unwrap().to_owned()).collect()
}

fn set(desk: &Desk, customer: &str, field: &str, value: Value) {
    desk.call("update_customer", json!({ "id": customer, "fields": { field: value } }));
}

/// The problem that a value has.
fn problem(desk: &Desk, customer: &str, field: &str, value: Value) -> String {
    let error = desk.call_err("update_customer", json!({ "id": customer, "fields": { field: value } }));
    assert_eq!(error.code, Code::Invalid, "{error}");
    error.fields.get(field).cloned().unwrap_or_else(|| panic!("the field must be named: {:?}", error.fields))
}

/// What a customer holds in a field; null where that is nothing.
fn held(desk: &Desk, customer: &str, field: &str) -> Value {
    let record = desk.call("get_customer", json!({ "id": customer }));
    of(&record["fields"], field)
}

fn of(held: &Value, field: &str) -> Value {
    let mut mine = held.as_array().unwrap().iter().filter(|held| held["fieldId"] == field);
    let value = mine.next().map(|held| held["value"].clone()).unwrap_or_default();
    assert!(mine.next().is_none(), "a field holds one value: {held}");
    value
}

fn text(text: &str) -> Value {
    json!({ "type": "text", "text": text })
}

fn chosen(ids: &[&String]) -> Value {
    json!({ "type": "choices", "ids": ids })
}

#[test]
fn every_kind_keeps_what_it_is_for() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let made = |kind: &str| field(&desk, "customer", kind, kind);
    let cases = [
        (made("text"), text("  顺丰  SF "), text("顺丰 SF")),
        (made("long_text"), text("one\ntwo"), text("one\ntwo")),
        (
            made("number"),
            json!({ "type": "number", "number": "1,284.50" }),
            json!({ "type": "number", "number": "1284.5" }),
        ),
        (
            made("money"),
            json!({ "type": "money", "minor": -120_050, "currency": "EUR" }),
            json!({ "type": "money", "minor": -120_050, "currency": "EUR" }),
        ),
        (
            made("date"),
            json!({ "type": "date", "day": "2026年5月8日" }),
            json!({ "type": "date", "day": "2026-05-08" }),
        ),
        (made("answer"), json!({ "type": "answer", "yes": false }), json!({ "type": "answer", "yes": false })),
        (made("link"), text("mingyuan.example/shop?x=1"), text("mingyuan.example/shop?x=1")),
    ];
    for (field, given, kept) in cases {
        set(&desk, &customer, &field, given);
        assert_eq!(held(&desk, &customer, &field), kept);
        let rows = desk.number("SELECT count(*) FROM custom_value WHERE deleted_at IS NULL");
        set(&desk, &customer, &field, kept.clone());
        assert_eq!(desk.number("SELECT count(*) FROM custom_value WHERE deleted_at IS NULL"), rows, "no second row");
        set(&desk, &customer, &field, Value::Null);
        assert_eq!(held(&desk, &customer, &field), Value::Null, "null clears {kept}");
    }
    let (one, several) = (made("choice"), made("choices"));
    let (plans, systems) = (choices(&desk, &one, &["Gold", "Silver"]), choices(&desk, &several, &["A", "B", "C"]));
    set(&desk, &customer, &one, chosen(&[&plans[0]]));
    set(&desk, &customer, &one, chosen(&[&plans[1]]));
    assert_eq!(held(&desk, &customer, &one), chosen(&[&plans[1]]));
    set(&desk, &customer, &several, chosen(&[&systems[0], &systems[1], &systems[0]]));
    set(&desk, &customer, &several, chosen(&[&systems[1], &systems[2]]));
    assert_eq!(held(&desk, &customer, &several), chosen(&[&systems[1], &systems[2]]));
    set(&desk, &customer, &several, chosen(&[]));
    assert_eq!(held(&desk, &customer, &several), Value::Null);
}

#[test]
fn what_a_kind_cannot_be_is_refused_by_name() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let made = |kind: &str| field(&desk, "customer", kind, kind);
    let (line, number, money, date, link) = (made("text"), made("number"), made("money"), made("date"), made("link"));
    let (one, several) = (made("choice"), made("choices"));
    let (plans, systems) = (choices(&desk, &one, &["Gold", "Silver"]), choices(&desk, &several, &["A"]));
    for (field, value, wrong) in [
        (&line, text(&"长".repeat(501)), "too_long"),
        (&line, json!({ "type": "answer", "yes": true }), "wrong_kind"),
        (&number, json!({ "type": "number", "number": "twelve" }), "number_invalid"),
        (&number, json!({ "type": "number", "number": "1e9" }), "number_invalid"),
        (&number, json!({ "type": "number", "number": "0.0000001" }), "out_of_range"),
        (&money, json!({ "type": "money", "minor": 1, "currency": "XXZ" }), "unknown_currency"),
        (&date, json!({ "type": "date", "day": "2026-02-30" }), "date_invalid"),
        (&date, json!({ "type": "date", "day": "5/8/2026" }), "date_invalid"),
        (&link, text("javascript:alert(1)"), "link_invalid"),
        (&link, text("file:///etc/passwd.d"), "link_invalid"),
        (&link, text("not a place"), "link_invalid"),
        (&one, chosen(&[&plans[0], &plans[1]]), "too_many"),
        (&one, chosen(&[&systems[0]]), "not_found"),
        (&several, text("A"), "wrong_kind"),
    ] {
        assert_eq!(problem(&desk, &customer, field, value.clone()), wrong, "{value}");
    }
    let unknown = "00000000-0000-7000-8000-000000000000";
    assert_eq!(problem(&desk, &customer, unknown, text("x")), "not_found");
    assert_eq!(desk.number("SELECT count(*) FROM custom_value"), 0, "nothing of it was kept");
    let before = desk.content();
    let both = json!({ "id": customer, "region": "华东", "fields": { &line: text("ok"), &number: { "type": "number", "number": "x" } } });
    desk.call_err("update_customer", both);
    assert!(desk.content() == before, "all of an act or nothing");
}

#[test]
fn a_field_is_named_once_and_its_kind_stays_that_of_its_values() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let carrier = field(&desk, "customer", "text", "Carrier");
    let wrong = |input: Value| desk.call_err("create_field", input).fields;
    assert_eq!(wrong(json!({ "subject": "customer", "kind": "text", "nameEn": " " }))["nameEn"], "required");
    assert_eq!(wrong(json!({ "subject": "customer", "kind": "date", "nameEn": "CARRIER" }))["nameEn"], "taken");
    desk.call("create_field", json!({ "subject": "contact", "kind": "text", "nameEn": "Carrier" }));
    desk.call("update_field", json!({ "id": carrier, "nameZh": "承运商", "section": "Delivery" }));
    desk.call("update_field", json!({ "id": carrier, "kind": "number" }));
    set(&desk, &customer, &carrier, json!({ "type": "number", "number": "3" }));
    let refused = desk.call_err("update_field", json!({ "id": carrier, "kind": "text" }));
    assert_eq!(refused.fields["kind"], "has_values");
    set(&desk, &customer, &carrier, Value::Null);
    desk.call("update_field", json!({ "id": carrier, "kind": "text" }));
    set(&desk, &customer, &carrier, text("顺丰"));
    let longer = desk.call("update_field", json!({ "id": carrier, "kind": "long_text" }));
    assert_eq!((&longer["kind"], &longer["nameZh"]), (&json!("long_text"), &json!("承运商")));
    assert_eq!(held(&desk, &customer, &carrier), text("顺丰"), "a line is a text of many lines, too");
}

#[test]
fn fields_stand_in_the_order_they_are_put_in() {
    let desk = Desk::new();
    let [a, b, c] = ["A", "B", "C"].map(|name| field(&desk, "customer", "text", name));
    let names = || -> Vec<Value> {
        let fields = desk.call("list_fields", json!({ "subject": "customer" }));
        fields.as_array().unwrap().iter().map(|field| json!([field["nameEn"], field["section"]])).collect()
    };
    desk.call("move_field", json!({ "id": c, "before": a, "section": "Equipment" }));
    assert_eq!(names(), [json!(["C", "Equipment"]), json!(["A", ""]), json!(["B", ""])]);
    assert_eq!(desk.call("move_field", json!({ "id": b }))["act"], Value::Null, "it stands there already");
    desk.call("undo", json!({}));
    assert_eq!(names(), [json!(["A", ""]), json!(["B", ""]), json!(["C", ""])]);
    assert_eq!(
        desk.call_err("move_field", json!({ "id": b, "before": "00000000-0000-7000-8000-000000000000" })).code,
        Code::NotFound
    );
}

#[test]
fn a_new_customer_starts_with_what_is_usual_and_lacks_nothing_that_is_required() {
    let desk = Desk::new();
    let old = desk.customer("Before");
    let (plan, terms) = (field(&desk, "customer", "choice", "Plan"), field(&desk, "customer", "text", "Terms"));
    let plans = choices(&desk, &plan, &["Gold", "Basic"]);
    desk.call("update_field", json!({ "id": plan, "start": chosen(&[&plans[1]]) }));
    desk.call("update_field", json!({ "id": terms, "required": true }));
    let wrong = desk.call_err("update_field", json!({ "id": plan, "start": text("Basic") }));
    assert_eq!(wrong.fields["start"], "wrong_kind");
    let input = |fields: Value| json!({ "kind": "company", "name": "New", "phone": "x", "fields": fields });
    let error = desk.call_err("create_customer", input(json!({ &terms: text(" ") })));
    assert_eq!(
        (error.fields[&terms].as_str(), error.fields["phone"].as_str()),
        ("required", "phone_invalid"),
        "all at once"
    );
    let new = |fields: Value| {
        let made = desk.call("create_customer", json!({ "kind": "company", "name": "New", "fields": fields }));
        made["id"].as_str().unwrap().to_owned()
    };
    let usual = new(json!({ &terms: text("Net 30") }));
    assert_eq!(held(&desk, &usual, &plan), chosen(&[&plans[1]]));
    let other = new(json!({ &terms: text("Net 30"), &plan: null }));
    assert_eq!(held(&desk, &other, &plan), Value::Null, "null says that it shall be empty");
    assert_eq!(held(&desk, &old, &plan), Value::Null, "a start is for new ones");
    assert_eq!(problem(&desk, &usual, &terms, Value::Null), "required");
    set(&desk, &old, &plan, chosen(&[&plans[0]]));
    desk.call("update_field", json!({ "id": terms, "archived": true }));
    new(json!({}));
    assert_eq!(problem(&desk, &usual, &terms, text("Net 45")), "not_found");
    desk.call("update_field", json!({ "id": terms, "archived": false }));
    assert_eq!(held(&desk, &usual, &terms), text("Net 30"), "what it held is kept");
}

#[test]
fn contacts_have_fields_of_their_own() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let (birthday, own) = (field(&desk, "contact", "date", "Birthday"), field(&desk, "customer", "date", "Since"));
    let day = json!({ "type": "date", "day": "1984-02-29" });
    let made =
        desk.call("create_contact", json!({ "customerId": customer, "name": "周敏", "fields": { &birthday: day } }));
    let person = |desk: &Desk| desk.call("get_customer", json!({ "id": customer }))["contacts"][0]["fields"].clone();
    assert_eq!(of(&person(&desk), &birthday), day);
    assert_eq!(held(&desk, &customer, &birthday), Value::Null, "it is the person's, not the customer's");
    let error = desk.call_err("update_contact", json!({ "id": made["id"], "fields": { &own: day } }));
    assert_eq!(error.fields[&own], "not_found", "a customer's field is none of a person");
    desk.call("delete_contact", json!({ "id": made["id"] }));
    assert_eq!(desk.number("SELECT count(*) FROM custom_value WHERE deleted_at IS NULL"), 0);
    desk.call("undo", json!({}));
    assert_eq!(of(&person(&desk), &birthday), day, "it comes back with the person");
}

#[test]
fn a_value_is_undone_with_its_act_and_told_in_words() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let plan = field(&desk, "customer", "choice", "Service plan");
    desk.call("update_field", json!({ "id": plan, "nameZh": "服务方案" }));
    let plans = choices(&desk, &plan, &["Gold", "Silver"]);
    let worth = field(&desk, "customer", "money", "Machine value");
    let euros = |minor: i64, currency: &str| json!({ "type": "money", "minor": minor, "currency": currency });
    let before = desk.content();
    let both = json!({ &plan: chosen(&[&plans[0]]), &worth: euros(500_000, "EUR") });
    desk.call("update_customer", json!({ "id": customer, "region": "华东", "fields": both }));
    let after = desk.content();
    desk.call("undo", json!({}));
    assert!(desk.content() == before, "the region and the values are one act");
    desk.call("redo", json!({}));
    assert!(desk.content() == after);
    set(&desk, &customer, &plan, chosen(&[&plans[1]]));
    set(&desk, &customer, &worth, euros(700_000, "CNY"));
    let acts = desk.call("list_history", json!({ "customerId": customer }))["acts"].clone();
    let (amount, choice) = (&acts[0]["changes"][0], &acts[1]["changes"][0]);
    assert_eq!(choice["label"], "Service plan");
    assert_eq!(choice["labelZh"], "服务方案");
    assert_eq!(choice["before"], json!({ "type": "record", "name": "Gold", "nameZh": "" }));
    assert_eq!(choice["after"], json!({ "type": "record", "name": "Silver", "nameZh": "" }));
    assert_eq!(amount["before"], json!({ "type": "money", "minor": 500_000, "currency": "EUR" }));
    assert_eq!(amount["after"], json!({ "type": "money", "minor": 700_000, "currency": "CNY" }));
    let changes = desk.call("list_changes", json!({ "act": acts[0]["act"] }))["changes"].clone();
    let restored = changes.as_array().unwrap().iter().find(|change| change["field"] == "minor").unwrap();
    desk.call("restore_change", json!({ "change": restored["seq"] }));
    assert_eq!(held(&desk, &customer, &worth), euros(500_000, "EUR"), "an amount comes back in its currency");
}

#[test]
fn a_value_that_came_back_is_the_one_that_counts() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let carrier = field(&desk, "customer", "text", "Carrier");
    set(&desk, &customer, &carrier, text("顺丰"));
    set(&desk, &customer, &carrier, Value::Null);
    let cleared = desk.call("list_history", json!({ "customerId": customer }))["acts"][0]["act"].clone();
    desk.advance(1_000);
    set(&desk, &customer, &carrier, text("德邦"));
    desk.advance(1_000);
    desk.call("undo", json!({ "act": cleared }));
    assert_eq!(held(&desk, &customer, &carrier), text("顺丰"), "who brings it back wants to see it");
    set(&desk, &customer, &carrier, text("中通"));
    assert_eq!(
        desk.number("SELECT count(*) FROM custom_value WHERE deleted_at IS NULL"),
        1,
        "and then it is one again"
    );
}

#[test]
fn a_choice_goes_and_another_takes_its_place() {
    let desk = Desk::new();
    let (one, other, both) = (desk.customer("One"), desk.customer("Other"), desk.customer("Both"));
    let several = field(&desk, "customer", "choices", "Control system");
    let systems = choices(&desk, &several, &["A", "B", "C"]);
    set(&desk, &one, &several, chosen(&[&systems[0]]));
    set(&desk, &other, &several, chosen(&[&systems[2]]));
    set(&desk, &both, &several, chosen(&[&systems[0], &systems[1]]));
    desk.call("update_field", json!({ "id": several, "start": chosen(&[&systems[0], &systems[1]]) }));
    let counts = desk.call("count_fields", json!({ "subject": "customer" }));
    assert_eq!((&counts["records"], &counts["fields"][0]["filled"]), (&json!(3), &json!(3)));
    let held_by = |id: &str| {
        let choices = counts["fields"][0]["choices"].as_array().unwrap();
        choices.iter().find(|choice| choice["id"] == id).unwrap()["count"].clone()
    };
    assert_eq!([held_by(&systems[0]), held_by(&systems[1]), held_by(&systems[2])], [json!(2), json!(1), json!(1)]);
    let before = desk.content();
    for replacement in [&systems[0], &one] {
        let error = desk.call_err("remove_choice", json!({ "id": systems[0], "replacement": replacement }));
        assert_eq!(error.fields["replacement"], "not_found");
    }
    let saved = desk.call("remove_choice", json!({ "id": systems[0], "replacement": systems[1] }));
    assert_eq!(saved["start"], chosen(&[&systems[1]]));
    for customer in [&one, &both] {
        assert_eq!(held(&desk, customer, &several), chosen(&[&systems[1]]));
    }
    desk.call("undo", json!({}));
    assert!(desk.content() == before, "it is one act");
    desk.call("remove_choice", json!({ "id": systems[2] }));
    assert_eq!(held(&desk, &other, &several), Value::Null, "without another one it is empty");
    let left = json!({ "fieldId": several, "choices": [{ "id": systems[1], "nameEn": "B2" }] });
    assert_eq!(desk.call_err("save_choices", left).fields["choices"], "missing");
    let twice =
        json!({ "fieldId": several, "choices": [{ "id": systems[1] }, { "id": systems[0] }, { "nameEn": "b" }] });
    assert_eq!(desk.call_err("save_choices", twice).fields["choices"], "taken");
    let turned = json!({ "fieldId": several, "choices": [{ "id": systems[1], "nameZh": "乙" }, { "id": systems[0] }] });
    let turned = desk.call("save_choices", turned);
    assert_eq!((&turned["choices"][0]["nameEn"], &turned["choices"][0]["nameZh"]), (&json!("B"), &json!("乙")));
}

#[test]
fn merged_customers_keep_what_they_hold() {
    let desk = Desk::new();
    let (one, other) = (desk.customer("One"), desk.customer("Other"));
    let (carrier, since) = (field(&desk, "customer", "text", "Carrier"), field(&desk, "customer", "date", "Since"));
    let several = field(&desk, "customer", "choices", "Control system");
    let birthday = field(&desk, "contact", "text", "Birthday");
    let systems = choices(&desk, &several, &["A", "B", "C"]);
    let day = json!({ "type": "date", "day": "2020-01-01" });
    set(&desk, &one, &carrier, text("顺丰"));
    set(&desk, &other, &carrier, text("德邦"));
    set(&desk, &other, &since, day.clone());
    set(&desk, &one, &several, chosen(&[&systems[0], &systems[1]]));
    set(&desk, &other, &several, chosen(&[&systems[1], &systems[2]]));
    for (customer, name) in [(&one, "周敏"), (&other, "周敏"), (&other, "何丽")] {
        let fields = if customer == &other { json!({ &birthday: text(name) }) } else { json!({}) };
        desk.call("create_contact", json!({ "customerId": customer, "name": name, "fields": fields }));
    }
    let before = desk.content();
    let merged = desk.call("merge_customers", json!({ "keep": one, "others": [other] }));
    assert_eq!(held(&desk, &one, &carrier), text("顺丰"), "the one that stays keeps its own");
    assert_eq!(held(&desk, &one, &since), day);
    let all = held(&desk, &one, &several);
    assert_eq!(all["ids"].as_array().unwrap().len(), 3, "choices are united: {all}");
    let record = desk.call("get_customer", json!({ "id": one }));
    for person in record["contacts"].as_array().unwrap() {
        assert_eq!(of(&person["fields"], &birthday), text(person["name"].as_str().unwrap()));
    }
    desk.call("undo", json!({ "act": merged["act"] }));
    assert!(desk.content() == before, "each has its own again");
}

#[test]
fn customers_are_found_by_what_they_hold() {
    let desk = Desk::new();
    let (customer, other) = (desk.customer("凌云"), desk.customer("Bosch"));
    let (carrier, plan) = (field(&desk, "customer", "text", "Carrier"), field(&desk, "customer", "choice", "Plan"));
    let plans = choices(&desk, &plan, &["Goldstandard", "Silver"]);
    let nickname = field(&desk, "contact", "text", "Nickname");
    set(&desk, &customer, &carrier, text("顺丰快递"));
    set(&desk, &other, &plan, chosen(&[&plans[0]]));
    desk.call(
        "create_contact",
        json!({ "customerId": other, "name": "Anna", "fields": { &nickname: text("Bergziege") } }),
    );
    let found = |query: &str, kind: &str| -> Vec<Value> {
        let found = desk.call("search", json!({ "query": query, "kinds": [kind] }));
        found["hits"].as_array().unwrap().iter().map(|hit| hit["customerId"].clone()).collect()
    };
    assert_eq!(found("顺丰", "customer"), [json!(customer)]);
    assert_eq!(found("goldstandard", "customer"), [json!(other)]);
    assert_eq!(found("bergziege", "contact"), [json!(other)]);
    let renamed = json!({ "fieldId": plan, "choices": [{ "id": plans[0], "nameEn": "Platinum" }, { "id": plans[1] }] });
    desk.call("save_choices", renamed);
    assert_eq!(found("platinum", "customer"), [json!(other)], "a choice has a new name everywhere");
    desk.call("update_field", json!({ "id": carrier, "archived": true }));
    assert!(found("顺丰", "customer").is_empty(), "nobody could see why it was found");
    desk.call("update_field", json!({ "id": carrier, "archived": false }));
    assert_eq!(found("顺丰", "customer"), [json!(customer)]);
}

#[test]
fn a_field_that_is_taken_back_takes_its_values_along() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let before = desk.content();
    let made = desk.call("create_field", json!({ "subject": "customer", "kind": "text", "nameZh": "承运商" }));
    let carrier = made["id"].as_str().unwrap();
    set(&desk, &customer, carrier, text("顺丰"));
    desk.call("undo", json!({ "act": made["act"] }));
    assert!(desk.content() == before);
    assert_eq!(held(&desk, &customer, carrier), Value::Null);
}

/// The names of the customers that one condition on a field lets through.
fn found(desk: &Desk, field: &str, test: Value) -> Vec<String> {
    let conditions = json!({ "join": "all", "of": [{ "type": "held", "field": field, "test": test }] });
    let page = desk.call("list_customers", json!({ "filter": { "conditions": conditions } }));
    page["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn customers_are_filtered_by_what_they_hold() {
    let desk = Desk::new();
    let [a, b, c] = ["A", "B", "C"].map(|name| desk.customer(name));
    let made = |kind: &str| field(&desk, "customer", kind, kind);
    let (line, number, money, date, answer) =
        (made("text"), made("number"), made("money"), made("date"), made("answer"));
    let several = made("choices");
    let systems = choices(&desk, &several, &["X", "Y"]);
    let value = |number: &str| json!({ "type": "number", "number": number });
    let amount = |minor: i64, currency: &str| json!({ "type": "money", "minor": minor, "currency": currency });
    let day = |day: &str| json!({ "type": "date", "day": day });
    let held = json!({
        &line: text("100% 顺丰"), &number: value("-2.5"), &money: amount(1_000, "CNY"), &date: day("2026-05-14"),
        &answer: { "type": "answer", "yes": true }, &several: chosen(&[&systems[0], &systems[1]])
    });
    desk.call("update_customer", json!({ "id": a, "fields": held }));
    let held = json!({
        &line: text("1000"), &number: value("12"), &money: amount(900_000, "EUR"), &date: day("2025-12-31"),
        &answer: { "type": "answer", "yes": false }, &several: chosen(&[&systems[1]])
    });
    desk.call("update_customer", json!({ "id": b, "fields": held }));
    let cases = [
        (&line, json!({ "is": "contains", "text": "顺丰" }), vec!["A"]),
        (&line, json!({ "is": "contains", "text": "0%" }), vec!["A"]),
        (&number, json!({ "is": "at_least", "number": "-2.5" }), vec!["A", "B"]),
        (&number, json!({ "is": "at_most", "number": "0" }), vec!["A"]),
        (&number, json!({ "is": "exactly", "number": "12.0" }), vec!["B"]),
        (&money, json!({ "is": "at_least", "number": "5" }), vec!["A"]),
        (&date, json!({ "is": "before", "day": "2026-05-14" }), vec!["B"]),
        (&date, json!({ "is": "after", "day": "2026-01-01" }), vec!["A"]),
        (&date, json!({ "is": "on", "day": "2026-05-14" }), vec!["A"]),
        (&answer, json!({ "is": "yes" }), vec!["A"]),
        (&answer, json!({ "is": "no" }), vec!["B"]),
        (&several, json!({ "is": "any_of", "values": [systems[0]] }), vec!["A"]),
        (&several, json!({ "is": "none_of", "values": [systems[0]] }), vec!["B", "C"]),
        (&several, json!({ "is": "known" }), vec!["A", "B"]),
        (&several, json!({ "is": "unknown" }), vec!["C"]),
    ];
    for (field, test, names) in cases {
        assert_eq!(found(&desk, field, test.clone()), names, "{test}");
    }
    set(&desk, &c, &answer, json!({ "type": "answer", "yes": true }));
    assert_eq!(found(&desk, &answer, json!({ "is": "yes" })), ["A", "C"], "a change is seen at once");
    desk.call("undo", json!({}));
    assert_eq!(found(&desk, &answer, json!({ "is": "yes" })), ["A"]);
    for wrong in [
        json!({ "is": "any_of", "values": [] }),
        json!({ "is": "contains", "text": " " }),
        json!({ "is": "at_least", "number": "x" }),
    ] {
        let conditions = json!({ "join": "all", "of": [{ "type": "held", "field": line, "test": wrong }] });
        let error = desk.call_err("list_customers", json!({ "filter": { "conditions": conditions } }));
        assert!(error.fields.contains_key("conditions"), "{wrong}: {error}");
    }
    let conditions = json!({ "join": "all", "of": [{ "type": "held", "field": answer, "test": { "is": "yes" } }] });
    let view = json!({ "name": "References", "filter": { "conditions": conditions } });
    let view = desk.call("create_view", view);
    assert_eq!(view["filter"]["conditions"], conditions, "a view keeps it");
    assert_eq!(desk.call("count_views", json!({}))[0]["count"], 1);
}

#[test]
fn lists_show_the_fields_that_they_shall() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let (carrier, secret) = (field(&desk, "customer", "text", "Carrier"), field(&desk, "customer", "text", "Secret"));
    for field in [&carrier, &secret] {
        set(&desk, &customer, field, text("顺丰"));
    }
    let row = || desk.call("list_customers", json!({}))["rows"][0]["fields"].clone();
    assert_eq!(row(), json!([]));
    desk.call("update_field", json!({ "id": carrier, "inList": true }));
    assert_eq!(row(), json!([{ "fieldId": carrier, "value": text("顺丰") }]));
    let asked = |fields: &[&str]| desk.call("list_customers", json!({ "fields": fields }))["rows"][0]["fields"].clone();
    assert_eq!(asked(&[&carrier]), row());
    assert_eq!(asked(&[]), json!([]), "a column that isn't in sight is not read");
    desk.call("update_field", json!({ "id": carrier, "archived": true }));
    assert_eq!(row(), json!([]));
}

#[test]
fn an_exported_list_holds_the_fields_in_the_language_of_the_workspace() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let (carrier, worth) = (field(&desk, "customer", "text", "Carrier"), field(&desk, "customer", "money", "Value"));
    let several = field(&desk, "customer", "choices", "Control system");
    let systems = choices(&desk, &several, &["Siemens", "Fanuc"]);
    desk.call("update_field", json!({ "id": carrier, "nameZh": "承运商" }));
    set(&desk, &customer, &carrier, text("=1+1"));
    set(&desk, &customer, &worth, json!({ "type": "money", "minor": 120_050, "currency": "EUR" }));
    set(&desk, &customer, &several, chosen(&[&systems[1], &systems[0]]));
    let file = desk.data().join("out.csv");
    let exported = || {
        let ticket = desk.session.tickets.issue(file.clone()).ticket;
        desk.command_line("export_list", json!({ "kind": "customers", "ticket": ticket })).unwrap();
        std::fs::read_to_string(&file).unwrap()
    };
    let list = exported();
    assert!(list.lines().next().unwrap().trim_end().ends_with("Carrier,Value,Control system"), "{list}");
    let row = list.lines().nth(1).unwrap().trim_end();
    assert!(row.ends_with("1200.50 EUR,Siemens; Fanuc") && !row.contains(",=1+1"), "whole, and defused: {row}");
    desk.call("update_workspace", json!({ "language": "zh-CN" }));
    assert!(exported().lines().next().unwrap().contains(",承运商,Value,"), "by the other name where there is none");
}

#[test]
fn the_sample_has_fields_of_its_own_to_filter_by() {
    let desk = Desk::with_sample();
    let fields = desk.call("list_fields", json!({}));
    let fields = fields.as_array().unwrap();
    let told: Vec<(&str, &str, &str)> = fields
        .iter()
        .map(|field| {
            let text = |name: &str| field[name].as_str().unwrap();
            (text("nameEn"), text("nameZh"), text("kind"))
        })
        .collect();
    let wanted = [
        ("Machine lines", "产线数量", "number"),
        ("Installed since", "首次装机", "date"),
        ("Service plan", "服务方案", "choice"),
    ];
    assert_eq!(told, wanted, "with names in both languages");
    let plans: Vec<&Value> = fields[2]["choices"].as_array().unwrap().iter().map(|choice| &choice["nameZh"]).collect();
    assert_eq!(plans, ["金牌", "银牌", "基础"]);
    for field in fields {
        let key = field["id"].as_str().unwrap().replace('-', "");
        let held = format!("FROM custom_value WHERE field_id = x'{key}' AND deleted_at IS NULL");
        let (held, different) = (
            desk.number(&format!("SELECT count(*) {held}")),
            desk.number(&format!(
                "SELECT count(DISTINCT coalesce(number, '') || day || coalesce(hex(choice_id), '')) {held}"
            )),
        );
        assert!(
            held > 60 && different > 2,
            "{} must be worth a look: {held} values, {different} different",
            field["nameEn"]
        );
    }
    let (plan, gold) = (fields[2]["id"].as_str().unwrap(), &fields[2]["choices"][0]["id"]);
    let rich = found(&desk, plan, json!({ "is": "any_of", "values": [gold] }));
    let all = found(&desk, plan, json!({ "is": "known" }));
    assert!(!rich.is_empty() && rich.len() < all.len(), "{} of {}", rich.len(), all.len());
}

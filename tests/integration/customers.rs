//! Customers, the people there, how to reach them, tags, filters.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

fn problem(desk: &Desk, command: &str, input: Value) -> (String, String) {
    let error = desk.call_err(command, input);
    assert_eq!(error.code, Code::Invalid, "{error}");
    error.fields.into_iter().next().unwrap()
}

fn names(page: &Value) -> Vec<&str> {
    page["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[test]
fn a_customer_is_made_with_everything_said_at_once() {
    let desk = Desk::new();
    let input = json!({ "kind": "company", "name": "  Ünal\u{a0} Makina ", "otherName": "乌纳尔", "stage": "customer",
        "creditLimitMinor": 1_250_000, "currency": "EUR", "phone": "+90 212 555 01 23", "email": "Satis@Unal.com.tr",
        "tags": ["Türkiye", "key account", "türkiye"], "note": "first\r\nsecond" });
    let made = desk.call("create_customer", input);
    assert_eq!(made["name"], "Ünal Makina", "stray spaces go");
    assert_eq!(made["number"], "C-A0001");
    assert_eq!(made["note"], "first\nsecond", "one kind of line end");
    let record = desk.call("get_customer", json!({ "id": made["id"] }));
    let points: Vec<&str> = record["points"].as_array().unwrap().iter().map(|p| p["value"].as_str().unwrap()).collect();
    assert_eq!(points, ["+902125550123", "satis@unal.com.tr"], "stored in the form that compares");
    let tags: Vec<&str> = record["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    assert_eq!(tags, ["key account", "Türkiye"], "a tag in another case is the same tag");
    assert_eq!(record["owner"]["name"], "Lin Yue", "whoever makes it looks after it");
    assert!(made.get("sortKey").is_none(), "what sorts is not shown");
}

#[test]
fn what_can_not_be_a_customer_is_refused_by_field() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let is = |field: &str, problem: &str| (field.to_owned(), problem.to_owned());
    let new = |more: Value| {
        let mut input = json!({ "kind": "company", "name": "B" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        problem(&desk, "create_customer", input)
    };
    assert_eq!(new(json!({ "name": " \u{3000} " })), is("name", "required"));
    assert_eq!(new(json!({ "email": "who@" })), is("email", "email_invalid"));
    assert_eq!(new(json!({ "phone": "ask Zhang" })), is("phone", "phone_invalid"));
    assert_eq!(new(json!({ "currency": "XXQ" })), is("currency", "unknown_currency"));
    assert_eq!(new(json!({ "creditLimitMinor": -1 })), is("creditLimitMinor", "negative"));
    assert_eq!(new(json!({ "referredBy": uuid::Uuid::now_v7() })), is("referredBy", "not_found"));
    let itself = json!({ "id": customer, "referredBy": customer });
    assert_eq!(problem(&desk, "update_customer", itself), is("referredBy", "itself"));
    let unknown = json!({ "id": uuid::Uuid::now_v7(), "name": "x" });
    assert_eq!(desk.call_err("update_customer", unknown).code, Code::NotFound);
}

#[test]
fn everything_that_is_wrong_with_a_new_customer_is_told_at_once() {
    let desk = Desk::new();
    let wrong = json!({ "kind": "company", "name": "", "email": "who@", "phone": "ask Zhang", "currency": "XXQ",
        "creditLimitMinor": -1, "region": "x".repeat(501), "referredBy": uuid::Uuid::now_v7() });
    let error = desk.call_err("create_customer", wrong);
    let named: Vec<String> = error.fields.iter().map(|(field, problem)| format!("{field}: {problem}")).collect();
    insta::assert_snapshot!(named.join("\n"), @r"
    creditLimitMinor: negative
    currency: unknown_currency
    email: email_invalid
    name: required
    phone: phone_invalid
    referredBy: not_found
    region: too_long
    ");
    assert_eq!(desk.call("get_counts", json!({}))["customers"], 0);
    assert_eq!(desk.call("create_customer", json!({ "kind": "person", "name": "A" }))["number"], "C-A0001");
}

#[test]
fn what_is_left_out_stays_and_what_is_null_or_empty_is_cleared() {
    let desk = Desk::new();
    let input =
        json!({ "kind": "company", "name": "A", "region": "苏州", "creditLimitMinor": 100, "industry": "Pumps" });
    let id = desk.call("create_customer", input)["id"].clone();
    let after =
        desk.call("update_customer", json!({ "id": id, "region": "", "creditLimitMinor": null, "ownerId": null }));
    assert_eq!(
        (&after["region"], &after["creditLimitMinor"], &after["ownerId"]),
        (&json!(""), &Value::Null, &Value::Null)
    );
    assert_eq!(after["industry"], "Pumps", "what wasn't named stays");
    let record = desk.call("get_customer", json!({ "id": id }));
    assert_eq!(record["customer"], after, "the answer is what is stored");
}

#[test]
fn contact_points_keep_their_keys_while_they_stay_the_same() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let save = |points: Value| desk.call("save_points", json!({ "customerId": customer, "points": points }));
    let first = save(json!([
        { "kind": "phone", "label": "Office", "value": "(021) 5555-0101" },
        { "kind": "phone", "value": "139 1234 5678" },
        { "kind": "phone", "value": "ext. 44" },
        { "kind": "chat", "label": "微信", "value": "lingyun_zhao" },
        { "kind": "email", "value": "  " },
    ]));
    let values: Vec<_> = first.as_array().unwrap().iter().map(|point| &point["value"]).collect();
    assert_eq!(values, ["+862155550101", "+8613912345678", "ext. 44", "lingyun_zhao"], "E.164 by the country at home");
    assert_eq!(first[1]["display"], "139 1234 5678", "shown as people at home write it");
    let second = save(json!([
        { "kind": "phone", "value": "+86 139 1234 5678", "label": "Mobile" },
        { "kind": "phone", "value": "021-55550101" },
    ]));
    assert_eq!(second[0]["id"], first[1]["id"], "the same number is the same point");
    assert_eq!(second[1]["id"], first[0]["id"]);
    assert_eq!((&second[0]["label"], &second[1]["position"]), (&json!("Mobile"), &json!(1)));
    assert_eq!(second.as_array().unwrap().len(), 2, "what isn't named goes");
    let changes = desk.rows("SELECT op, count(*) FROM change_log WHERE tbl = 'contact_point' GROUP BY op ORDER BY op");
    assert_eq!(changes[0], "delete|2", "only what went is logged as gone");
}

#[test]
fn contacts_belong_to_one_customer() {
    let desk = Desk::new();
    let (a, b) = (desk.customer("A"), desk.customer("B"));
    let input = json!({ "customerId": a, "name": "李娜", "title": "采购", "decisionRole": "decides",
                        "points": [{ "kind": "email", "value": "Li.Na@A.cn" }] });
    let contact = desk.call("create_contact", input)["id"].clone();
    let record = desk.call("get_customer", json!({ "id": a }));
    assert_eq!(record["contacts"][0]["points"][0]["value"], "li.na@a.cn");
    let points = json!([{ "kind": "phone", "value": "1" }]);
    let foreign = json!({ "customerId": b, "contactId": contact, "points": points });
    assert_eq!(desk.call_err("save_points", foreign).code, Code::NotFound, "a contact of another customer isn't there");
    desk.call("update_contact", json!({ "id": contact, "department": "进出口部" }));
    let record = desk.call("get_customer", json!({ "id": a }));
    assert_eq!(record["contacts"][0]["points"].as_array().unwrap().len(), 1, "points that aren't named stay");
    desk.call("delete_contact", json!({ "id": contact }));
    assert_eq!(desk.number("SELECT count(*) FROM contact_point WHERE deleted_at IS NULL"), 0, "its points go with it");
    let gone = json!({ "id": contact, "name": "x" });
    assert_eq!(desk.call_err("update_contact", gone).code, Code::NotFound);
}

#[test]
fn filters_narrow_together_and_facets_count_under_the_rest() {
    let desk = Desk::new();
    for (name, stage, tags) in [
        ("上海凌云机械", "lead", json!(["华东"])),
        ("Bosch Rexroth", "customer", json!(["华东", "EU"])),
        ("Brose", "customer", json!(["EU"])),
        ("云南白药", "lapsed", json!([])),
    ] {
        desk.call("create_customer", json!({ "kind": "company", "name": name, "stage": stage, "tags": tags }));
    }
    let list = |filter: Value| {
        let page = desk.call("list_customers", json!({ "filter": filter }));
        let found: Vec<String> = names(&page).into_iter().map(ToOwned::to_owned).collect();
        assert_eq!(page["total"], found.len());
        found
    };
    let tags = desk.call("list_tags", json!({}));
    let tag = |name: &str| tags.as_array().unwrap().iter().find(|tag| tag["name"] == name).unwrap()["id"].clone();
    assert_eq!(list(json!({ "text": "云" })), ["上海凌云机械", "云南白药"], "one character of Chinese");
    assert_eq!(list(json!({ "text": "bos" })), ["Bosch Rexroth"], "the beginning of a word");
    assert_eq!(list(json!({ "tags": [tag("EU")] })), ["Bosch Rexroth", "Brose"]);
    assert_eq!(list(json!({ "tags": [tag("EU")], "text": "华东" })), ["Bosch Rexroth"], "a tag is text as well");
    assert_eq!(list(json!({ "stages": ["lead", "lapsed"] })).len(), 2, "any of the named");
    assert_eq!(list(json!({ "stages": [] })).len(), 4, "none named narrows nothing");
    assert_eq!(list(json!({ "stages": ["lead"], "text": "Bosch" })), Vec::<String>::new());

    let filter = json!({ "stages": ["customer"], "tags": [tag("华东")] });
    let facets = desk.call("customer_facets", json!({ "filter": filter }));
    let stage = |code: &str| {
        let found = facets["stages"].as_array().unwrap().iter().find(|facet| facet["value"] == code);
        found.map_or(0, |facet| facet["count"].as_i64().unwrap())
    };
    assert_eq!(
        (stage("customer"), stage("lead"), stage("lapsed")),
        (1, 1, 0),
        "stages are counted as if none were chosen"
    );
    let tagged = |label: &str| {
        let found = facets["tags"].as_array().unwrap().iter().find(|facet| facet["label"] == label);
        found.map_or(0, |facet| facet["count"].as_i64().unwrap())
    };
    assert_eq!((tagged("华东"), tagged("EU")), (1, 2), "tags likewise, under the stage");
    assert_eq!(facets["owners"].as_array().unwrap().len(), 1, "everything here is one person's");
    let under_text = desk.call("customer_facets", json!({ "filter": { "text": "云" } }));
    let total: i64 =
        under_text["stages"].as_array().unwrap().iter().map(|facet| facet["count"].as_i64().unwrap()).sum();
    assert_eq!(total, 2, "the text narrows facets too");
}

#[test]
fn an_owners_name_follows_the_key() {
    let desk = Desk::new();
    desk.fill(20, 40);
    let users = desk.call("list_users", json!({}));
    for user in users.as_array().unwrap() {
        let page = desk.call("list_customers", json!({ "filter": { "owners": [user["id"]] } }));
        let all = page["rows"].as_array().unwrap().iter().all(|row| row["ownerName"] == user["name"]);
        assert!(all, "only {}'s customers are listed, under that name", user["name"]);
    }
}

#[test]
fn a_deleted_customer_is_nowhere() {
    let desk = Desk::new();
    let customer = desk.customer("凌云");
    let other = desk.call("create_customer", json!({ "kind": "person", "name": "B", "referredBy": customer }));
    let said = desk.log(&customer, "再见");
    desk.call("delete_customers", json!({ "ids": [customer, customer] }));
    assert_eq!(desk.call_err("get_customer", json!({ "id": customer })).code, Code::NotFound);
    assert_eq!(desk.call_err("get_communication", json!({ "id": said })).code, Code::NotFound);
    let log = json!({ "customerId": customer, "channel": "call", "text": "x" });
    assert_eq!(desk.call_err("log_communication", log).code, Code::NotFound);
    assert_eq!(desk.call("search", json!({ "query": "再见" }))["total"], 0);
    assert_eq!(desk.call("get_customer", json!({ "id": other["id"] }))["referrer"], Value::Null);
    let near = desk.call("customer_neighbours", json!({ "id": customer }));
    assert_eq!(near["position"], 0, "it stands in no list");
}

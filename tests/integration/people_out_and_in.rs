//! All people of a customer leave with a list and come back, with their parts in decisions and at further customers.

use std::path::PathBuf;

use satchel_tests::Desk;
use serde_json::{Value, json};

const FORMATS: [(&str, &str); 3] = [("csv", "out.csv"), ("csv_gb18030", "older.csv"), ("xlsx", "out.xlsx")];

/// What a list says of customers and of the people there.
fn content(desk: &Desk) -> Vec<String> {
    let told = [
        "SELECT c.name || '|' || c.kind || '|' || c.note || '|' || c.tax_id || '|' || coalesce(r.name, '') FROM customer c \
         LEFT JOIN customer r ON r.id = c.referred_by WHERE c.deleted_at IS NULL ORDER BY 1",
        "SELECT c.name || '|' || c.tax_id || '|' || p.name || '|' || p.title || '|' || p.department || '|' || p.decision_role \
         || '|' || p.birthday || '|' || p.note FROM contact p JOIN customer c ON c.id = p.customer_id \
         WHERE p.deleted_at IS NULL ORDER BY 1",
        "SELECT c.name || '|' || coalesce(p.name, '') || '|' || o.kind || '|' || o.label || '|' || o.value \
         || '|' || (row_number() OVER (PARTITION BY o.customer_id, o.contact_id, o.kind ORDER BY o.position)) \
         FROM contact_point o JOIN customer c ON c.id = o.customer_id LEFT JOIN contact p ON p.id = o.contact_id \
         WHERE o.deleted_at IS NULL ORDER BY 1",
        "SELECT c.name || '|' || t.name FROM customer_tag u JOIN customer c ON c.id = u.customer_id \
         JOIN tag t ON t.id = u.tag_id WHERE u.deleted_at IS NULL ORDER BY 1",
        "SELECT h.name || '|' || p.name || '|' || c.name || '|' || c.tax_id || '|' || l.title || '|' || l.department || '|' || \
         l.decision_role FROM contact_link l JOIN contact p ON p.id = l.contact_id JOIN customer h ON h.id = p.customer_id \
         JOIN customer c ON c.id = l.customer_id WHERE l.deleted_at IS NULL ORDER BY 1",
        "SELECT coalesce(p.name, c.name) || '|' || v.text FROM custom_value v JOIN customer c ON c.id = v.customer_id \
         LEFT JOIN contact p ON p.id = v.contact_id WHERE v.deleted_at IS NULL ORDER BY 1",
    ];
    let rows = told.map(|select| {
        let rows = desk.rows(select);
        assert!(!rows.is_empty(), "there is something to lose: {select}");
        rows
    });
    rows.concat()
}

fn export(desk: &Desk, format: &str, name: &str) -> (Value, PathBuf) {
    let file = desk.data().join(name);
    let ticket = desk.session.tickets.issue(file.clone()).ticket;
    let input = json!({ "kind": "customers", "ticket": ticket, "format": format });
    (desk.command_line("export_list", input).unwrap(), file)
}

fn fields(desk: &Desk) -> [String; 2] {
    ["customer", "contact"].map(|subject| {
        let field = json!({ "subject": subject, "kind": "text", "nameEn": "Shift" });
        desk.call("create_field", field)["id"].as_str().unwrap().to_owned()
    })
}

fn point(kind: &str, label: &str, value: &str) -> Value {
    json!({ "kind": kind, "label": label, "value": value })
}

/// Two companies of one name and a person, with people who have parts here and there.
fn people(desk: &Desk) {
    let [own, theirs] = fields(desk);
    let shift = |field: &str, text: &str| json!({ field: { "type": "text", "text": text } });
    let customer = |input: Value| desk.call("create_customer", input)["id"].as_str().unwrap().to_owned();
    let acme = customer(json!({
        "kind": "company", "name": "Acme (Ohio)", "taxId": "1", "note": "first\nsecond", "tags": ["VIP", "Fair"],
        "phone": "+1 216 555 0148", "fields": shift(&own, "night"),
    }));
    let ways = json!([
        point("phone", "Reception; night", "+86 21 5555 0142 ext. 12"),
        point("phone", "", "+1 216 555 0148"),
        point("phone", "夜班", "12345 / ask for \\Ann"),
        point("email", "", "info@acme.example"),
        point("email", "Billing", "pay@acme.example"),
        point("chat", "WeChat", "acme;ohio, 1"),
        point("chat", "", "no service"),
        point("chat", "WhatsApp", "+1 216 555 0148"),
        point("address", "Warehouse", "2 Mill Road; gate B, Toledo"),
        point("address", "仓库", "上海市嘉定区叶城路168号"),
        point("website", "", "acme.example/shop"),
        point("website", "Jobs", "jobs.acme.example"),
    ]);
    desk.call("save_points", json!({ "customerId": acme, "points": ways }));
    let namesake = customer(json!({ "kind": "company", "name": "Acme (Ohio)", "taxId": "2" }));
    let someone = customer(json!({ "kind": "person", "name": "欧阳小明", "taxId": "3", "referredBy": acme }));
    let person = |customer: &str, name: &str, more: Value| {
        let mut input = json!({ "customerId": customer, "name": name });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        desk.call("create_contact", input);
    };
    let phone = |value: &str| {
        json!([
            point("phone", "Work", value),
            point("phone", "手机", "+86 139 0013 8000"),
            point("email", "", "a@acme.example"),
            point("chat", "微信", "bob_acme"),
            point("chat", "WhatsApp", "=1+1"),
            point("address", "Home", "1 Elm Street"),
            point("website", "Blog", "bob.example"),
        ])
    };
    person(
        &acme,
        "Ann",
        json!({ "title": "Buyer", "department": "Purchasing", "decisionRole": "decides", "birthday": "1980-02-03" }),
    );
    person(
        &acme,
        "Bob",
        json!({ "points": phone("+1 216 555 0149"), "note": "early\nlate", "decisionRole": "opposes", "fields": shift(&theirs, "early") }),
    );
    let links = json!([
        { "customerId": namesake, "title": "Adviser | tax", "decisionRole": "evaluates" },
        { "customerId": someone, "department": "\\", "decisionRole": "uses" },
    ]);
    person(&acme, "何丽", json!({ "links": links, "decisionRole": "supports" }));
    person(&namesake, "Ann", json!({ "title": "Another Ann", "links": [{ "customerId": acme }] }));
    person(&someone, "His wife", json!({ "decisionRole": "uses" }));
    person(&someone, "His son", json!({}));
    let link = json!([{ "customerId": namesake, "title": "Auditor" }]);
    person(&acme, "Ann", json!({ "title": "Another one", "links": link, "decisionRole": "uses" }));
}

#[test]
fn every_person_of_a_customer_has_a_row_and_comes_back() {
    for language in ["en", "zh-CN"] {
        let desk = Desk::new();
        desk.write_raw(&format!("UPDATE workspace SET language = '{language}'"));
        desk.reopen();
        people(&desk);
        for (format, name) in FORMATS {
            let (told, file) = export(&desk, format, name);
            assert_eq!(told["rows"], 7, "{language} {format}: one for each person");
            let other = Desk::new();
            fields(&other);
            let ticket = || other.session.tickets.issue(file.clone()).ticket;
            let told = other.call("preview_import", json!({ "ticket": ticket() }));
            assert_eq!(
                told["counts"]["check"], 4,
                "{language} {format}: what is no number, in each row of its customer"
            );
            let report = other.command_line("import_customers", json!({ "ticket": ticket() })).unwrap();
            assert_eq!((&report["created"], &report["duplicates"]), (&json!(3), &json!([])), "{language} {format}");
            for (told, wanted) in content(&other).iter().zip(&content(&desk)) {
                assert_eq!(told, wanted, "{language} {format}");
            }
            assert_eq!(content(&other).len(), content(&desk).len(), "{language} {format}");

            let before = other.content();
            let again = json!({ "ticket": ticket(), "onDuplicate": "update" });
            let again = other.command_line("import_customers", again).unwrap();
            assert_eq!((&again["created"], &again["updated"]), (&json!(0), &json!(0)), "{language} {format}: {again}");
            assert!(other.content() == before, "{language} {format}: what is there is not there twice");
            other.call("undo", json!({ "act": report["act"] }));
            assert_eq!(other.number("SELECT count(*) FROM contact_link WHERE deleted_at IS NULL"), 0, "one act");
        }
    }
}

#[test]
fn a_list_gives_people_who_are_there_their_parts() {
    let desk = Desk::new();
    let (acme, bolt) = (desk.customer("Acme"), desk.customer("Bolt"));
    let ann = desk.contact(&acme, "Ann");
    let link = json!({ "customerId": bolt, "title": "Adviser" });
    desk.call("link_contact", json!({ "contactId": ann, "link": link }));
    let list = "Customer name,Contact name,Contact part in decisions,Contact also at,Contact note\n\
                Acme,Ann,End user,\"Bolt | Director | Board | champion\nNobody's\",n\n\
                Acme,Bob,boss,Bolt,\n";
    let told = desk
        .call("preview_import", desk.importing("list.csv", list, json!({ "onDuplicate": "update", "byName": true })));
    assert_eq!(told["counts"]["check"], 2, "an unknown customer and an unknown part: {told}");
    let report = desk.import(list, json!({ "onDuplicate": "update", "byName": true }));
    assert_eq!((&report["created"], &report["updated"]), (&json!(0), &json!(1)), "{report}");
    let links = || {
        desk.rows(
            "SELECT p.name || '|' || c.name || '|' || l.title || '|' || l.department || '|' || l.decision_role FROM contact_link l \
             JOIN contact p ON p.id = l.contact_id JOIN customer c ON c.id = l.customer_id WHERE l.deleted_at IS NULL ORDER BY 1",
        )
    };
    assert_eq!(links(), ["Ann|Bolt|Adviser|Board|supports", "Bob|Bolt|||none"], "what is there already stays");
    let people = desk
        .rows("SELECT name || '|' || decision_role || '|' || note FROM contact WHERE deleted_at IS NULL ORDER BY 1");
    assert_eq!(people, ["Ann|uses|n\nContact also at: Nobody's", "Bob|none|"]);
    assert_eq!(desk.rows("SELECT note FROM customer WHERE name = 'Acme'"), ["Contact part in decisions: boss"]);
    desk.import(list, json!({ "onDuplicate": "overwrite", "byName": true }));
    assert_eq!(links()[0], "Ann|Bolt|Director|Board|supports", "unless the list has the last word");
    let before = desk.content();
    desk.import(list, json!({ "onDuplicate": "overwrite", "byName": true }));
    assert!(desk.content() == before, "the second time nothing is left to change");
}

#[test]
fn labels_go_to_what_is_there_without_one_and_take_the_place_of_others_only_when_told_to() {
    let desk = Desk::new();
    let acme = desk.customer("Acme");
    let there = json!([point("phone", "", "+86 139 0013 8000"), point("email", "Old", "a@acme.example")]);
    desk.call("save_points", json!({ "customerId": acme, "points": there }));
    let list = "Customer name,Phone,Phone label,Email,Email label,收货地址\n\
                Acme,+86 139 0013 8000; 021-55550142,Mobile;Office,a@acme.example,New,1 Elm Street\n";
    let mapping = json!([
        { "field": "name" }, { "field": "phone" }, null, { "field": "email" }, null, { "field": "further_address" }
    ]);
    let how = |rule: &str| json!({ "onDuplicate": rule, "byName": true, "mapping": mapping });
    let preview = desk.call("preview_import", desk.importing("list.csv", list, json!({})));
    let labels: Vec<&Value> = preview["columns"].as_array().unwrap().iter().map(|column| &column["labels"]).collect();
    let (none, phones, emails) = (&Value::Null, &json!(1), &json!(3));
    assert_eq!(labels, [none, none, phones, none, emails, none], "what is taken with another column is told");
    let points =
        || desk.rows("SELECT label || '|' || value FROM contact_point WHERE deleted_at IS NULL ORDER BY value");
    let report = desk.import(list, how("update"));
    let filled = ["Mobile|+8613900138000", "Office|+862155550142", "收货地址|1 Elm Street", "Old|a@acme.example"];
    assert_eq!(points(), filled, "a header says what an address is for");
    let act = report["act"].clone();
    desk.call("undo", json!({ "act": act }));
    assert_eq!(points(), ["|+8613900138000", "Old|a@acme.example"], "the labels go with the import");
    desk.call("redo", json!({}));
    desk.import(list, how("overwrite"));
    assert_eq!(points()[3], "New|a@acme.example", "unless the list has the last word");
    let before = desk.content();
    desk.import(list, how("overwrite"));
    assert!(desk.content() == before, "the second time nothing is left to change");
}

#[test]
fn rows_of_one_number_that_contradict_each_other_are_looked_at() {
    let desk = Desk::new();
    let list = "Customer number,Customer name,Region,Contact name\n\
                C-1,Acme,Ohio,Ann\nC-1,Acme,,Bob\nC-1,Acme,Kiel,Cid\nC-2,Acme,Ohio,Dan\nC-1,Bolt,,Eve\n";
    let told = desk.call("preview_import", desk.importing("list.csv", list, json!({})));
    assert_eq!(told["counts"]["duplicates"], 2, "the one that lies elsewhere, and the one of another number: {told}");
    desk.import(list, json!({ "onDuplicate": "create" }));
    let people = desk.rows(
        "SELECT c.name || ' ' || c.region || ': ' || group_concat(p.name, ' ') FROM customer c JOIN contact p ON p.customer_id = c.id \
         GROUP BY c.id ORDER BY min(p.name)",
    );
    assert_eq!(people, ["Acme Ohio: Ann Bob", "Acme Kiel: Cid", "Acme Ohio: Dan", "Bolt : Eve"], "each under its own");
}

#[test]
fn the_sample_comes_back_with_all_its_people() {
    let desk = Desk::with_sample();
    let (told, file) = export(&desk, "csv", "out.csv");
    let people = desk.number("SELECT count(*) FROM contact WHERE deleted_at IS NULL");
    let alone = desk.number(
        "SELECT count(*) FROM customer c WHERE deleted_at IS NULL AND NOT EXISTS \
         (SELECT 1 FROM contact p WHERE p.customer_id = c.id AND p.deleted_at IS NULL)",
    );
    assert_eq!(told["rows"], people + alone);
    let other = Desk::new();
    let ticket = other.session.tickets.issue(file).ticket;
    other.command_line("import_customers", json!({ "ticket": ticket })).unwrap();
    let roles = "SELECT p.name || '|' || p.title || '|' || p.decision_role FROM contact p WHERE p.deleted_at IS NULL ORDER BY 1";
    assert_eq!(other.rows(roles), desk.rows(roles));
}

//! Customers and the people there as vCards, out of one workspace and into another.

use std::fs;

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

/// What the cards of both workspaces must say alike.
const CONTENT: [&str; 5] = [
    "SELECT c.name || '|' || c.kind || '|' || c.other_name || '|' || c.birthday || '|' || c.do_not_contact || '|' || c.stage || '|' || c.industry || '|' || c.size || '|' || \
     c.region || '|' || c.address || '|' || c.country || '|' || c.website || '|' || c.tax_id || '|' || c.terms || '|' || \
     coalesce(c.credit_limit_minor, '') || '|' || c.currency || '|' || c.source || '|' || c.note || '|' || \
     coalesce(u.name, '') || '|' || coalesce(r.name, '') FROM customer c LEFT JOIN user u ON u.id = c.owner_id \
     LEFT JOIN customer r ON r.id = c.referred_by WHERE c.deleted_at IS NULL ORDER BY 1",
    "SELECT c.name || '|' || p.name || '|' || p.title || '|' || p.department || '|' || p.birthday || '|' || p.decision_role || '|' || p.note FROM contact p \
     JOIN customer c ON c.id = p.customer_id WHERE p.deleted_at IS NULL ORDER BY 1",
    "SELECT c.name || '|' || c.note || '|' || coalesce(p.name, '') || '|' || o.kind || '|' || row_number() OVER \
     (PARTITION BY o.customer_id, o.contact_id, o.kind ORDER BY o.position) || '|' || o.label || '|' || o.value \
     FROM contact_point o JOIN customer c ON c.id = o.customer_id LEFT JOIN contact p ON p.id = o.contact_id \
     WHERE o.deleted_at IS NULL ORDER BY 1",
    "SELECT c.name || '|' || t.name FROM customer_tag u JOIN customer c ON c.id = u.customer_id \
     JOIN tag t ON t.id = u.tag_id WHERE u.deleted_at IS NULL ORDER BY 1",
    "SELECT h.name || '|' || p.name || '|' || c.name || '|' || c.note || '|' || l.title || '|' || l.department || '|' || \
     l.decision_role FROM contact_link l JOIN contact p ON p.id = l.contact_id JOIN customer h ON h.id = p.customer_id \
     JOIN customer c ON c.id = l.customer_id WHERE l.deleted_at IS NULL ORDER BY 1",
];

fn content(desk: &Desk) -> Vec<Vec<String>> {
    let held = "SELECT c.name || '|' || coalesce(p.name, '') || '|' || f.subject || '|' || f.name_en || '|' || v.text || v.day \
                || coalesce(v.number, '') || coalesce(v.minor, '') || v.currency || coalesce(v.answer, '') FROM custom_value v \
                JOIN custom_field f ON f.id = v.field_id JOIN customer c ON c.id = v.customer_id \
                LEFT JOIN contact p ON p.id = v.contact_id WHERE v.deleted_at IS NULL ORDER BY 1";
    CONTENT
        .into_iter()
        .chain([held])
        .map(|select| desk.rows(select).into_iter().map(|row| format!("{row:?}")).collect())
        .collect()
}

fn export(desk: &Desk, customers: Value) -> (Value, Vec<u8>) {
    let file = desk.data().join("out.vcf");
    let ticket = desk.session.tickets.issue(file.clone()).ticket;
    let input = json!({ "kind": "cards", "ticket": ticket, "customers": customers });
    let told = desk.command_line("export_list", input).unwrap();
    (told, fs::read(file).unwrap())
}

fn import(desk: &Desk, cards: &[u8]) -> Value {
    desk.command_line("import_customers", desk.importing("in.vcf", cards, json!({}))).unwrap()
}

fn point(kind: &str, label: &str, value: &str) -> Value {
    json!({ "kind": kind, "label": label, "value": value })
}

#[test]
fn cards_come_back_as_the_customers_people_and_points_they_were() {
    let fields = |desk: &Desk| {
        let made = |subject: &str, kind: &str, name: &str| {
            let field = desk.call("create_field", json!({ "subject": subject, "kind": kind, "nameEn": name }));
            field["id"].as_str().unwrap().to_owned()
        };
        let own = [("text", "Since; \"when\", 何时"), ("money", "Budget"), ("date", "Birthday")];
        let own = own.map(|(kind, name)| made("customer", kind, name));
        (own, [("date", "Birthday"), ("answer", "Phone")].map(|(kind, name)| made("contact", kind, name)))
    };
    let desk = Desk::new();
    let (own, theirs) = fields(&desk);
    let long = "很长的一行，没有空格；也没有换行".repeat(400);
    let create = |input: Value| desk.call("create_customer", input)["id"].clone();
    let company = create(json!({
        "kind": "company", "name": "上海\"明远\"; 机械, 有限公司 😀\\n", "otherName": "Mingyuan; Ltd, \\;", "stage": "customer",
        "industry": "=cmd|' /C calc'!A0", "size": "'=200", "region": "华东", "address": "浦东新区\\张江; 路 5 号, 3 楼,",
        "website": "https://mingyuan.example/?a=1,2;b=\\", "taxId": "007", "terms": "30 天", "source": "展会",
        "creditLimitMinor": 1_234_550, "currency": "EUR", "note": format!("第一行\n\n'=1+1\n{long}\nEND:VCARD\nN:x"),
        "tags": ["=1+1", "A, B; C", "老客户"],
        "fields": { &own[0]: { "type": "text", "text": "'=x; y, z" },
                    &own[1]: { "type": "money", "minor": -5, "currency": "JPY" },
                    &own[2]: { "type": "date", "day": "2001-02-03" } },
    }));
    let points = json!([
        point("phone", "传真", "+86 21 5555 0142 ext. 802"),
        point("phone", "Lager; 2, \"B\"", "not 1 number / 2, 3"),
        point("phone", "", "+86 139 0000 1742"),
        point("email", "公司", "sales@mingyuan.example"),
        point("chat", "微信", "https://u.wechat.example/a,b;c\\d"),
        point("chat", "", "x-apple:plain"),
        point("address", "Billing", "Hof 2; Kiel, 24103"),
        point("address", "", "仓库：宝山区"),
        point("website", "Shop", "https://shop.example/a,b"),
    ]);
    desk.call("save_points", json!({ "customerId": company, "points": points }));
    let reach = json!([
        point("phone", "Work", "+86 21 5555 0143"),
        point("phone", "手机", "+86 139 0000 1743"),
        point("email", "", "zhou@mingyuan.example"),
        point("chat", "WhatsApp", "+86 139"),
        point("address", "Home", "1 Elm St, Springfield"),
        point("website", "", "zhou.example"),
    ]);
    let person = |customer: &Value, name: &str, more: Value| {
        let mut input = json!({ "customerId": customer, "name": name });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        desk.call("create_contact", input);
    };
    person(
        &company,
        "周敏",
        json!({
            "title": "采购; 经理", "decisionRole": "decides", "birthday": "1980年2月3日", "department": "Einkauf, Technik; 2", "note": "早上打\n电话", "points": reach,
            "fields": { &theirs[0]: { "type": "date", "day": "1980-02-03" }, &theirs[1]: { "type": "answer", "yes": false } },
        }),
    );
    person(&company, "Jan van der Berg, Dr.", json!({ "points": [point("phone", "手机", "+86 139 0000 1744")] }));
    person(&company, "上海\"明远\"; 机械, 有限公司 😀\\n", json!({ "title": "called like the company" }));
    let referred = json!({ "kind": "person", "name": "欧阳小明", "stage": "lapsed", "referredBy": company, "phone": "13900001745" });
    let someone = create(referred);
    person(&someone, "His wife", json!({}));
    let of_one_name = ["one", "the other"].map(|note| {
        let input = json!({ "kind": "person", "name": "Li Wei GmbH", "note": note, "email": format!("{}@liwei.example", note.len()) });
        create(input)
    });
    let pumps = create(json!({ "kind": "company", "name": "+49 Pumpen" }));
    let adviser =
        json!({ "customerId": pumps, "title": "Adviser | tax; \\", "department": "2", "decisionRole": "evaluates" });
    person(&company, "何丽", json!({ "decisionRole": "uses", "links": [adviser, { "customerId": of_one_name[1] }] }));

    let (told, cards) = export(&desk, Value::Null);
    assert_eq!(
        told,
        json!({ "rows": 10, "customers": 5, "cut": 0, "name": "out.vcf" }),
        "five customers and five people"
    );
    let text = String::from_utf8(cards.clone()).unwrap();
    assert_eq!(text.matches("BEGIN:VCARD\r\nVERSION:3.0\r\n").count(), 10);
    assert_eq!(text.lines().filter(|line| *line == "END:VCARD").count(), 10, "no text of ours ends a card");
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "no line is longer than programs read");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "lines end in one way");

    let other = Desk::new();
    fields(&other);
    let report = import(&other, &cards);
    assert_eq!((&report["created"], &report["rejected"]), (&json!(5), &json!([])), "{report}");
    for (told, wanted) in content(&other).into_iter().zip(content(&desk)) {
        for (told, wanted) in told.iter().zip(&wanted) {
            assert_eq!(told, wanted);
        }
        assert!(!wanted.is_empty() && told.len() == wanted.len(), "{told:?}");
    }
}

#[test]
fn the_sample_comes_back_from_its_cards() {
    let desk = Desk::with_sample();
    let (told, cards) = export(&desk, Value::Null);
    let other = Desk::new();
    for field in desk.call("list_fields", json!({})).as_array().unwrap() {
        let named = |of: &Value| json!({ "nameEn": of["nameEn"], "nameZh": of["nameZh"] });
        let mut new = named(field);
        (new["subject"], new["kind"]) = (field["subject"].clone(), field["kind"].clone());
        let id = other.call("create_field", new)["id"].clone();
        let choices: Vec<Value> = field["choices"].as_array().unwrap().iter().map(named).collect();
        if !choices.is_empty() {
            other.call("save_choices", json!({ "fieldId": id, "choices": choices }));
        }
    }
    let report = import(&other, &cards);
    assert_eq!(report["created"], desk.number("SELECT count(*) FROM customer WHERE deleted_at IS NULL"), "{report}");
    let people = desk.number("SELECT count(*) FROM contact WHERE deleted_at IS NULL");
    assert_eq!(told["rows"], report["created"].as_i64().unwrap() + people);
    // Its colleagues aren't users there, so that nobody can be made their customers' owner.
    let (told, wanted) = (content(&other), content(&desk));
    assert_eq!(told[0].len(), wanted[0].len());
    for (told, wanted) in told.iter().zip(&wanted).skip(1) {
        let different = told.iter().zip(wanted).find(|(told, wanted)| told != wanted);
        assert!(different.is_none() && told.len() == wanted.len(), "{different:?}");
    }
}

#[test]
fn cards_of_a_selection_are_those_customers_and_their_people() {
    let desk = Desk::new();
    let ids: Vec<Value> = ["Acme", "Bolt", "Cord"]
        .map(|name| {
            let id = desk.call("create_customer", json!({ "kind": "company", "name": name }))["id"].clone();
            desk.call("create_contact", json!({ "customerId": id, "name": format!("{name}'s person") }));
            id
        })
        .to_vec();
    let (told, cards) = export(&desk, json!({ "ids": [ids[1]] }));
    let text = String::from_utf8(cards).unwrap();
    assert_eq!((&told["rows"], text.matches("ORG:Bolt\r\n").count()), (&json!(2), 2), "{text}");
    assert!(!text.contains("Acme") && !text.contains("Cord"), "{text}");
    let ticket = desk.session.tickets.issue(desk.data().join("no/such/folder.vcf")).ticket;
    let error = desk.command_line("export_list", json!({ "kind": "cards", "ticket": ticket })).unwrap_err();
    assert_eq!(error.code, Code::Invalid);
}

#[test]
fn cards_go_to_the_customer_that_is_there_with_all_their_people() {
    let desk = Desk::new();
    let customer =
        desk.call("create_customer", json!({ "kind": "company", "name": "Acme", "phone": "+86 139 0000 1742" }));
    desk.call("create_contact", json!({ "customerId": customer["id"], "name": "Ann" }));
    desk.call("create_contact", json!({ "customerId": customer["id"], "name": "Bob" }));
    let (_, cards) = export(&desk, Value::Null);
    let before = content(&desk);
    let again = |on_duplicate: &str| {
        let ticket = desk.session.tickets.issue(desk.data().join("out.vcf")).ticket;
        desk.command_line("import_customers", json!({ "ticket": ticket, "onDuplicate": on_duplicate })).unwrap()
    };
    assert!(!cards.is_empty());
    let report = again("update");
    assert_eq!((&report["created"], &report["updated"]), (&json!(0), &json!(0)), "{report}");
    assert_eq!(content(&desk), before, "what is there already is not there twice");
    assert_eq!(again("skip")["skipped"], 3, "a customer that is left out leaves its people out");
    assert_eq!(content(&desk), before);
    assert_eq!(again("create")["created"], 1, "one customer with two people, not three");
    assert_eq!(desk.number("SELECT count(*) FROM contact WHERE deleted_at IS NULL"), 4);
}

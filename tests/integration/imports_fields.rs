//! Importing into custom fields, those that are there and those that come with the file.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

fn preview(desk: &Desk, text: &str) -> Value {
    desk.call("preview_import", desk.importing("list.csv", text, json!({})))
}

fn field(desk: &Desk, subject: &str, kind: &str, names: [&str; 2]) -> String {
    let input = json!({ "subject": subject, "kind": kind, "nameEn": names[0], "nameZh": names[1] });
    desk.call("create_field", input)["id"].as_str().unwrap().to_owned()
}

fn choices(desk: &Desk, field: &str, names: &[[&str; 2]]) -> Vec<String> {
    let choices: Vec<Value> = names.iter().map(|[en, zh]| json!({ "nameEn": en, "nameZh": zh })).collect();
    let saved = desk.call("save_choices", json!({ "fieldId": field, "choices": choices }));
    saved["choices"].as_array().unwrap().iter().map(|choice| choice["id"].as_str().unwrap().to_owned()).collect()
}

fn record(desk: &Desk, name: &str) -> Value {
    let page = desk.call("list_customers", json!({}));
    let row = page["rows"].as_array().unwrap().iter().find(|row| row["name"] == name);
    desk.call("get_customer", json!({ "id": row.unwrap_or_else(|| panic!("{name}: {page}"))["id"] }))
}

/// What is held in a field; null for nothing.
fn held(of: &Value, field: &str) -> Value {
    let held = of.as_array().unwrap().iter().find(|held| held["fieldId"] == field);
    held.map(|held| held["value"].clone()).unwrap_or_default()
}

/// What the review asks to look at, as column and code.
fn problems(desk: &Desk, text: &str) -> Vec<(String, String)> {
    let import = desk.importing("list.csv", text, json!({}));
    let headers: Vec<Value> = preview(desk, text)["columns"].as_array().unwrap().clone();
    let told = desk.call("list_import_rows", json!({ "import": import, "tab": "check" }));
    let rows = told["rows"].as_array().unwrap().iter().flat_map(|row| row["cells"].as_array().unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let header = |cell: &Value| text(&headers[usize::try_from(cell["column"].as_u64().unwrap()).unwrap()]["header"]);
    rows.filter(|cell| !cell["problem"].is_null()).map(|cell| (header(cell), text(&cell["problem"]))).collect()
}

#[test]
fn columns_find_custom_fields_by_either_name_and_fill_every_kind() {
    let desk = Desk::new();
    let made = |kind: &str, zh: &str| field(&desk, "customer", kind, [kind, zh]);
    let (line, number, money) = (made("text", "口味"), made("number", "数量"), made("money", "预算"));
    let (date, answer, link) = (made("date", "签约"), made("answer", "样品"), made("link", "商城"));
    let (one, several) = (made("choice", "客户等级"), made("choices", "系统"));
    let plans = choices(&desk, &one, &[["Gold", "金"], ["Silver", "银"]]);
    let systems = choices(&desk, &several, &[["A, B", ""], ["C", ""], ["D", ""]]);
    let persons = field(&desk, "contact", "date", ["Birthday", "生日"]);
    let text = "公司名称,联系人,口味,Number,预算,签约,样品,商城,客户等级,系统,生日\n\
                明远,周敏, 淡 ,\"1,284.50\",1200.50 EUR,2026年5月8日,是,mingyuan.example,金,\"A, B; d\",1980-02-03\n";
    let told = preview(&desk, text);
    let target = |at: usize| &told["columns"][at]["target"];
    assert_eq!(target(8), &json!({ "custom": one }), "a field of one's own is meant before tags: {told}");
    assert_eq!(target(10), &json!({ "custom": persons }));
    assert_eq!((&told["counts"]["check"], target(0)), (&json!(0), &json!({ "field": "name" })), "{told}");
    let report = desk.import(text, json!({}));
    assert_eq!(report["created"], 1, "{report}");
    let record = record(&desk, "明远");
    let kept = &record["fields"];
    assert_eq!(held(kept, &line), json!({ "type": "text", "text": "淡" }));
    assert_eq!(held(kept, &number), json!({ "type": "number", "number": "1284.5" }));
    assert_eq!(held(kept, &money), json!({ "type": "money", "minor": 120_050, "currency": "EUR" }));
    assert_eq!(held(kept, &date), json!({ "type": "date", "day": "2026-05-08" }));
    assert_eq!(held(kept, &answer), json!({ "type": "answer", "yes": true }));
    assert_eq!(held(kept, &link), json!({ "type": "text", "text": "mingyuan.example" }));
    assert_eq!(held(kept, &one), json!({ "type": "choices", "ids": [plans[0]] }));
    assert_eq!(held(kept, &several), json!({ "type": "choices", "ids": [systems[0], systems[2]] }));
    assert_eq!(held(&record["contacts"][0]["fields"], &persons), json!({ "type": "date", "day": "1980-02-03" }));
}

#[test]
fn what_is_no_value_of_its_field_is_told_and_kept_in_the_note() {
    let desk = Desk::new();
    let made = |kind: &str| field(&desk, "customer", kind, [kind, ""]);
    for kind in ["number", "money", "date", "answer", "link"] {
        made(kind);
    }
    choices(&desk, &made("choice"), &[["Gold", ""]]);
    field(&desk, "contact", "text", ["Nickname of theirs", ""]);
    let text = "Company,Number,Money,Date,Answer,Link,Choice,Nickname of theirs\n\
                Acme,twelve,\"1,234\",5/8/2026,perhaps,javascript:alert(1),Platinum,Mimi\n";
    let wanted = [
        ("Number", "number_invalid"),
        ("Money", "money_invalid"),
        ("Date", "date_ambiguous"),
        ("Answer", "answer_unclear"),
        ("Link", "link_invalid"),
        ("Choice", "choice_unknown"),
        ("Nickname of theirs", "person_missing"),
    ];
    assert_eq!(problems(&desk, text), wanted.map(|(column, code)| (column.to_owned(), code.to_owned())));
    desk.import(text, json!({}));
    let record = record(&desk, "Acme");
    assert_eq!(record["fields"], json!([]), "nothing is invented");
    let note = record["customer"]["note"].as_str().unwrap();
    assert!(note.contains("Number: twelve") && note.contains("Choice: Platinum"), "nothing is lost: {note}");
}

#[test]
fn new_fields_come_with_the_import_and_go_with_its_undo() {
    let desk = Desk::new();
    let before = desk.content();
    let list = |head: &str, rows: &[&str]| format!("Company,{head}\n{}\n", rows.join("\n"));
    let kind = |cells: &[&str]| {
        let rows: Vec<String> = cells.iter().enumerate().map(|(at, cell)| format!("Company {at},\"{cell}\"")).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        preview(&desk, &list("Own", &rows))["columns"][1]["kind"].clone()
    };
    for (cells, wanted) in [
        (&["1,284.5", "7"][..], "number"),
        (&["¥1,200.00", "EUR 7"], "money"),
        (&["2026-05-08", "8 May 2026"], "date"),
        (&["yes", "No"], "answer"),
        (&["https://a.example", "www.b.example"], "link"),
        (&["Gold", "Silver", "Gold", "Gold", "Silver", "Gold"], "choice"),
        (&["007", "012"], "text"),
        (&["one", "another"], "text"),
    ] {
        assert_eq!(kind(cells), wanted, "{cells:?}");
    }
    let text = list("Plan", &["Acme,Gold", "Bolt,Silver", "Cord,Gold", "Dorn,"]);
    let mapping = json!([{ "field": "name" }, { "new": { "subject": "customer", "kind": "choice" } }]);
    let report = desk.import(&text, json!({ "mapping": mapping }));
    let fields = desk.call("list_fields", json!({}));
    assert_eq!((&fields[0]["nameEn"], &fields[0]["kind"]), (&json!("Plan"), &json!("choice")), "{fields}");
    let names: Vec<&Value> = fields[0]["choices"].as_array().unwrap().iter().map(|choice| &choice["nameEn"]).collect();
    assert_eq!(names, ["Gold", "Silver"]);
    let field = fields[0]["id"].as_str().unwrap();
    assert_eq!(held(&record(&desk, "Bolt")["fields"], field)["ids"][0], fields[0]["choices"][1]["id"]);
    assert_eq!(held(&record(&desk, "Dorn")["fields"], field), Value::Null, "blank is nothing");
    desk.call("undo", json!({ "act": report["act"] }));
    assert!(desk.content() == before, "the field goes with the import that brought it");
    let again = desk.import(&text, json!({ "mapping": mapping, "dryRun": true }));
    assert_eq!((&again["created"], desk.content() == before), (&json!(4), true), "a dry run adds no field either");
}

#[test]
fn a_field_that_can_not_be_added_stops_the_import_before_it_begins() {
    let desk = Desk::new();
    field(&desk, "customer", "text", ["Plan", ""]);
    let before = desk.content();
    let text = "Company,Plan\nAcme,Gold\n";
    let input = |desk: &Desk| {
        let mapping = json!([{ "field": "name" }, { "new": { "subject": "customer", "kind": "text" } }]);
        desk.importing("list.csv", text, json!({ "mapping": mapping }))
    };
    let error = desk.command_line("import_customers", input(&desk)).unwrap_err();
    assert_eq!((error.code, error.fields["nameEn"].as_str()), (Code::Invalid, "taken"));
    assert!(desk.content() == before);
    desk.write_raw("UPDATE user SET role = 'sales'");
    desk.reopen();
    let error = desk.command_line("import_customers", input(&desk)).unwrap_err();
    assert_eq!(error.code, Code::Refused, "only the owner adds fields");
}

#[test]
fn customers_that_are_there_get_what_they_lack_and_keep_what_they_have() {
    let desk = Desk::new();
    let (line, several) =
        (field(&desk, "customer", "text", ["Flavour", ""]), field(&desk, "customer", "choices", ["Systems", ""]));
    let systems = choices(&desk, &several, &[["A", ""], ["B", ""]]);
    let kept = |line_is: Value| {
        let record = record(&desk, "Acme");
        assert_eq!(held(&record["fields"], &line), line_is);
        held(&record["fields"], &several)
    };
    desk.import("Company,Email,Systems,Flavour\nAcme,a@b.example,A,\n", json!({}));
    let update = json!({ "onDuplicate": "update" });
    desk.import("Company,Email,Systems,Flavour\nAcme,a@b.example,B; A,mild\nAcme,a@b.example,,\n", update.clone());
    assert_eq!(kept(json!({ "type": "text", "text": "mild" })), json!({ "type": "choices", "ids": systems }));
    let rows = desk.number("SELECT count(*) FROM custom_value");
    let report = desk.import("Company,Email,Systems,Flavour\nAcme,a@b.example,,hot\n", update);
    kept(json!({ "type": "text", "text": "mild" }));
    assert_eq!((&report["updated"], desk.number("SELECT count(*) FROM custom_value")), (&json!(0), rows));
}

#[test]
fn values_take_the_place_of_others_and_choices_are_united() {
    let desk = Desk::new();
    let (line, several) =
        (field(&desk, "customer", "text", ["Flavour", ""]), field(&desk, "customer", "choices", ["Systems", ""]));
    let systems = choices(&desk, &several, &[["A", ""], ["B", ""]]);
    desk.import("Company,Email,Systems,Flavour\nAcme,a@b.example,A,mild\n", json!({}));
    let before = desk.content();
    let over = json!({ "onDuplicate": "overwrite" });
    let list = "Company,Email,Systems,Flavour\nAcme,a@b.example,B,hot\nAcme,a@b.example,,sweet\nAcme,a@b.example,,\n";
    let told = desk.importing("list.csv", list, over.clone());
    let told = desk.call("list_import_rows", json!({ "import": told, "tab": "all" }))["rows"][2]["effect"].clone();
    let text = |text: &str| json!({ "type": "text", "text": text });
    let change = json!({ "fieldId": line, "before": text("mild"), "after": text("sweet") });
    assert!(told["values"].as_array().unwrap().contains(&change), "all rows of a customer together: {told}");
    let report = desk.import(list, over.clone());
    let fields = record(&desk, "Acme")["fields"].clone();
    assert_eq!(held(&fields, &line), text("sweet"), "the last that says something");
    assert_eq!(held(&fields, &several), json!({ "type": "choices", "ids": systems }));
    desk.call("undo", json!({ "act": report["act"] }));
    assert!(desk.content() == before);
    let fresh = "Company,Email,Flavour\nBolt,b@b.example,mild\nBolt,b@b.example,hot\n";
    desk.import(fresh, over);
    assert_eq!(held(&record(&desk, "Bolt")["fields"], &line), text("hot"));
}

#[test]
fn new_customers_start_with_the_start_of_a_field_that_the_file_says_nothing_of() {
    let desk = Desk::new();
    let started = field(&desk, "customer", "text", ["Flavour", ""]);
    let start = json!({ "type": "text", "text": "mild" });
    desk.call("update_field", json!({ "id": started, "start": start, "required": true }));
    desk.import("Company\nAcme\n", json!({}));
    assert_eq!(held(&record(&desk, "Acme")["fields"], &started), start);
    let blank = "Company,Flavour\nBolt,\n";
    assert_eq!(problems(&desk, blank), [("Flavour".to_owned(), "value_required".to_owned())]);
    desk.import(blank, json!({}));
    assert_eq!(held(&record(&desk, "Bolt")["fields"], &started), Value::Null, "blank says: nothing");
}

#[test]
fn values_that_were_exported_come_back_as_they_were() {
    let desk = Desk::new();
    let made = |desk: &Desk| {
        let made = |kind: &str| field(desk, "customer", kind, [kind, &format!("名{kind}")]);
        let all = ["text", "long_text", "number", "money", "date", "answer", "link", "choice", "choices"].map(made);
        let plans = choices(desk, &all[7], &[["Gold", "金"], ["", "银, 或"]]);
        let systems = choices(desk, &all[8], &[["A, B", ""], ["C", "丙"]]);
        (all, plans, systems)
    };
    let (all, plans, systems) = made(&desk);
    let values = json!({
        &all[0]: { "type": "text", "text": "=1+1 客户喜欢清淡的口味" },
        &all[1]: { "type": "text", "text": "one\n\ntwo, \"three\"" },
        &all[2]: { "type": "number", "number": "-0.000001" },
        &all[3]: { "type": "money", "minor": -120_050, "currency": "JPY" },
        &all[4]: { "type": "date", "day": "2026-05-08" },
        &all[5]: { "type": "answer", "yes": false },
        &all[6]: { "type": "text", "text": "mingyuan.example/?x=1" },
        &all[7]: { "type": "choices", "ids": [plans[1]] },
        &all[8]: { "type": "choices", "ids": systems },
    });
    desk.call(
        "create_customer",
        json!({ "kind": "company", "name": "上海凌云精密机械有限公司", "region": "华东", "fields": values }),
    );
    for (format, name) in [("csv", "out.csv"), ("csv_gb18030", "older.csv"), ("xlsx", "out.xlsx")] {
        let file = desk.data().join(name);
        let out = desk.session.tickets.issue(file.clone()).ticket;
        desk.command_line("export_list", json!({ "kind": "customers", "ticket": out, "format": format })).unwrap();
        let other = Desk::new();
        made(&other);
        let told = other.call("preview_import", json!({ "ticket": other.session.tickets.issue(file.clone()).ticket }));
        assert_eq!(told["counts"]["check"], 0, "{format}: {told}");
        let ticket = other.session.tickets.issue(file).ticket;
        other.command_line("import_customers", json!({ "ticket": ticket })).unwrap();
        let kept = |desk: &Desk| {
            desk.rows(
                "SELECT f.kind || '|' || v.text || '|' || v.day || '|' || coalesce(v.number, '') || '|' || \
                 coalesce(v.minor, '') || '|' || v.currency || '|' || coalesce(v.answer, '') || '|' || \
                 coalesce(c.name_en || c.name_zh, '') FROM custom_value v JOIN custom_field f ON f.id = v.field_id \
                 LEFT JOIN field_choice c ON c.id = v.choice_id WHERE v.deleted_at IS NULL ORDER BY 1",
            )
        };
        assert_eq!(kept(&other), kept(&desk), "{format}");
    }
}

#[test]
fn values_of_people_come_back_to_the_people() {
    let desk = Desk::new();
    let made = |desk: &Desk| {
        let customers = ["Birthday", "Plan"].map(|name| field(desk, "customer", "text", [name, ""]));
        let theirs = [
            ("date", ["Birthday", "生日"]),
            ("choices", ["Likes", ""]),
            ("text", ["", "备注"]),
            ("text", ["Phone", ""]),
        ];
        let theirs = theirs.map(|(kind, names)| field(desk, "contact", kind, names));
        let likes = choices(desk, &theirs[1], &[["Tea", "茶"], ["A, B", ""]]);
        (customers, theirs, likes)
    };
    let (customers, theirs, likes) = made(&desk);
    let own = json!({ &customers[0]: { "type": "text", "text": "of the company" } });
    let company =
        desk.call("create_customer", json!({ "kind": "company", "name": "Acme", "note": "n", "fields": own }));
    let values = json!({
        &theirs[0]: { "type": "date", "day": "1980-02-03" },
        &theirs[1]: { "type": "choices", "ids": likes },
        &theirs[2]: { "type": "text", "text": "=1+1" },
        &theirs[3]: { "type": "text", "text": "red, with a dial" },
    });
    let person = json!({ "customerId": company["id"], "name": "Ann", "fields": values });
    desk.call("create_contact", person);
    desk.call("create_customer", json!({ "kind": "company", "name": "Bolt" }));
    for language in ["en", "zh-CN"] {
        desk.write_raw(&format!("UPDATE workspace SET language = '{language}'"));
        desk.reopen();
        for (format, name) in [("csv", "out.csv"), ("csv_gb18030", "older.csv"), ("xlsx", "out.xlsx")] {
            let file = desk.data().join(name);
            let out = desk.session.tickets.issue(file.clone()).ticket;
            desk.command_line("export_list", json!({ "kind": "customers", "ticket": out, "format": format })).unwrap();
            let other = Desk::new();
            let (customers, theirs, likes) = made(&other);
            let ticket = || other.session.tickets.issue(file.clone()).ticket;
            let told = other.call("preview_import", json!({ "ticket": ticket() }));
            assert_eq!(told["counts"]["check"], 0, "{language} {format}: {told}");
            other.command_line("import_customers", json!({ "ticket": ticket() })).unwrap();
            let record = record(&other, "Acme");
            let of_the_company =
                json!([{ "fieldId": customers[0], "value": { "type": "text", "text": "of the company" } }]);
            assert_eq!(
                (&record["fields"], &record["customer"]["note"]),
                (&of_the_company, &json!("n")),
                "{language} {format}"
            );
            let hers = &record["contacts"][0]["fields"];
            assert_eq!(held(hers, &theirs[0]), json!({ "type": "date", "day": "1980-02-03" }), "{language} {format}");
            assert_eq!(held(hers, &theirs[1]), json!({ "type": "choices", "ids": likes }), "{language} {format}");
            assert_eq!(held(hers, &theirs[2]), json!({ "type": "text", "text": "=1+1" }), "{language} {format}");
            assert_eq!(
                held(hers, &theirs[3]),
                json!({ "type": "text", "text": "red, with a dial" }),
                "{language} {format}"
            );
        }
    }
}

//! Importing customers from a file, and exporting lists.

use std::fs;

use encoding_rs::{GBK, UTF_16LE};
use satchel_core::Code;
use satchel_core::events::Event;
use satchel_core::jobs::JobState;
use satchel_tests::{Desk, run, workbook};
use serde_json::{Value, json};

const CHINESE: &str = "客户名称,联系人,手机,邮箱,地区,标签,备注\n\
    上海明远机械有限公司,周敏,139 0000 1742,zhou.min@mingyuan.example,华东/上海,VIP;机床,第一行\n\
    苏州博新自动化,李强,138 0013 8000,li@boxin.example,华东/苏州,机床,\"两行\n备注\"\n";

#[test]
fn one_list_in_any_encoding_gives_the_same_customers() {
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(CHINESE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(UTF_16LE.decode(&utf16).0, CHINESE);
    for (name, bytes) in [
        ("UTF-8", CHINESE.as_bytes().to_vec()),
        ("UTF-8 with a mark", format!("\u{feff}{CHINESE}").into_bytes()),
        ("GBK", GBK.encode(CHINESE).0.into_owned()),
        ("UTF-16", utf16),
        ("semicolons", CHINESE.replace(';', "、").replace(',', ";").into_bytes()),
        ("tabs", CHINESE.replace(',', "\t").into_bytes()),
    ] {
        let desk = Desk::new();
        let input = desk.importing("客户.csv", &bytes, json!({}));
        let preview = desk.call("preview_import", input.clone());
        assert_eq!((&preview["rows"], &preview["fileName"]), (&json!(2), &json!("客户.csv")), "{name}: {preview}");
        let mapped = preview["columns"].as_array().unwrap().iter().filter(|column| !column["target"].is_null()).count();
        assert_eq!(mapped, 7, "{name}: every header is understood");
        assert_eq!(desk.call("get_counts", json!({}))["customers"], 0, "looking changes nothing");
        let report = desk.command_line("import_customers", input).unwrap();
        assert_eq!((&report["created"], &report["rejected"]), (&json!(2), &json!([])), "{name}: {report}");
        let page = desk.call("list_customers", json!({ "sort": { "by": "created" } }));
        let row = page["rows"].as_array().unwrap().iter().find(|row| row["name"] == "上海明远机械有限公司");
        let row = row.unwrap_or_else(|| panic!("{name}: {page}"));
        assert_eq!(row["tags"].as_array().unwrap().len(), 2, "{name}");
        let record = desk.call("get_customer", json!({ "id": row["id"] }));
        assert_eq!(record["contacts"][0]["name"], "周敏", "{name}");
        assert_eq!(record["contacts"][0]["points"][0]["value"], "+8613900001742", "{name}");
        assert_eq!(desk.call("search", json!({ "query": "明远" }))["total"], 1, "{name}: found at once");
    }
}

/// What is in the workspace of the customer, as far as lists bring it.
fn record(desk: &Desk, name: &str) -> Value {
    let page = desk.call("list_customers", json!({}));
    let row = page["rows"].as_array().unwrap().iter().find(|row| row["name"] == name);
    desk.call("get_customer", json!({ "id": row.unwrap_or_else(|| panic!("{name}: {page}"))["id"] }))
}

#[test]
fn cards_of_a_phone_become_customers_with_contacts() {
    let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:周;敏;;;\r\nORG:上海明远机械有限公司;采购部\r\nTITLE:经理\r\n\
        TEL;TYPE=CELL:139 0000 1742\r\nEMAIL;TYPE=WORK:zhou.min@mingyuan.example\r\nPHOTO;ENCODING=b:AAAA\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nVERSION:3.0\r\nFN:李强\r\nTEL;TYPE=CELL:138 0013 8000\r\nEND:VCARD\r\n\
        BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:同事\r\nEND:VCARD\r\n";
    let desk = Desk::new();
    let input = desk.importing("通讯录.vcf", cards, json!({}));
    let preview = desk.call("preview_import", input.clone());
    assert_eq!((&preview["encoding"], &preview["delimiter"]), (&json!("UTF-8"), &json!("")), "{preview}");
    assert_eq!((&preview["rows"], &preview["counts"]["rejected"]), (&json!(2), &json!(1)), "{preview}");
    let report = desk.command_line("import_customers", input).unwrap();
    assert_eq!(report["created"], 2, "{report}");
    assert_eq!(report["rejected"], json!([{ "row": 3, "reason": "group_card" }]));
    let company = record(&desk, "上海明远机械有限公司");
    let person = &company["contacts"][0];
    assert_eq!(
        (&person["name"], &person["title"], &person["department"]),
        (&json!("周敏"), &json!("经理"), &json!("采购部"))
    );
    assert_eq!(
        (&person["points"][0]["value"], &person["points"][0]["label"]),
        (&json!("+8613900001742"), &json!("cell"))
    );
    assert_eq!(record(&desk, "李强")["customer"]["kind"], "person");
}

#[test]
fn a_workbook_is_read_from_the_sheet_that_is_chosen() {
    let old: &[&[&str]] = &[&["客户名称"], &["老客户"]];
    let book = workbook(&[
        ("空", &[]),
        ("名单", &[&["2026 年客户"], &["客户名称", "手机", "数量"], &["华信", "13900001742", "3"], &["合计", "", "3"]]),
        ("旧", old),
    ]);
    let desk = Desk::new();
    let of_sheet = |sheet: Value| desk.importing("客户.xlsx", &book, json!({ "options": { "sheet": sheet } }));
    let preview = |sheet: Value| desk.call("preview_import", of_sheet(sheet));
    let first = preview(Value::Null);
    assert_eq!((&first["sheet"], &first["sheets"]), (&json!("名单"), &json!(["空", "名单", "旧"])), "{first}");
    assert_eq!((&first["rows"], &first["counts"]["rejected"]), (&json!(1), &json!(1)), "the sum is no customer");
    assert_eq!(preview(json!("旧"))["sample"], json!([["老客户"]]));
    let unknown = of_sheet(json!("neu"));
    assert_eq!(desk.call_err("preview_import", unknown).fields["sheet"], "unknown_sheet");
    let input = of_sheet(json!("旧"));
    assert_eq!(desk.command_line("import_customers", input).unwrap()["created"], 1);
    record(&desk, "老客户");
}

#[test]
fn an_import_is_one_act() {
    let desk = Desk::new();
    desk.customer("Before");
    let before = desk.content();
    let report = desk.import(CHINESE, json!({}));
    let after = desk.content();
    desk.call("undo", json!({ "act": report["act"] }));
    assert!(desk.content() == before, "undo takes back all of it, tags too");
    desk.call("redo", json!({}));
    assert!(desk.content() == after, "redo brings back all of it");
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let desk = Desk::new();
    let before = desk.content();
    let told = desk.import(CHINESE, json!({ "dryRun": true }));
    assert_eq!((&told["created"], &told["act"]), (&json!(2), &Value::Null));
    assert!(desk.content() == before);
    assert_eq!(desk.customer("next").len(), 36);
    assert_eq!(desk.rows("SELECT number FROM customer"), ["C-A0001"], "not even a number was taken");
}

#[test]
fn duplicates_are_listed_and_then_made_left_out_or_filled() {
    let list = "Company,Phone,Industry\nBosch,021 5555 0101,Tools\nBrand new,,Pumps\n";
    let start = || {
        let desk = Desk::new();
        let there = json!({ "kind": "company", "name": "Robert Bosch GmbH", "phone": "+86 21 5555 0101" });
        let id = desk.call("create_customer", there)["id"].as_str().unwrap().to_owned();
        (desk, id)
    };
    let (desk, there) = start();
    let report = desk.import(list, json!({}));
    assert_eq!(report["created"], 2, "told, and still created unless asked otherwise");
    let found = &report["duplicates"][0];
    assert_eq!((&found["row"], &found["customerId"]), (&json!(2), &json!(there)));
    assert!(found["score"].as_f64().unwrap() > 0.9, "{found}");

    let (desk, _) = start();
    let report = desk.import(list, json!({ "onDuplicate": "skip" }));
    assert_eq!((&report["created"], &report["skipped"]), (&json!(1), &json!(1)));

    let (desk, there) = start();
    let report = desk.import(list, json!({ "onDuplicate": "update" }));
    assert_eq!((&report["created"], &report["updated"]), (&json!(1), &json!(1)));
    let customer = &desk.call("get_customer", json!({ "id": there }))["customer"];
    assert_eq!(
        (&customer["name"], &customer["industry"]),
        (&json!("Robert Bosch GmbH"), &json!("Tools")),
        "only what was empty"
    );
}

#[test]
fn rows_that_can_not_be_are_named_and_the_rest_is_imported() {
    let desk = Desk::new();
    let report =
        desk.import("Company,Email\nFirst,a@b.example\n,nobody@b.example\n\"\u{0}\",\nLast,c@d.example\n", json!({}));
    assert_eq!(report["created"], 2, "{report}");
    let rows: Vec<&Value> = report["rejected"].as_array().unwrap().iter().map(|row| &row["row"]).collect();
    assert_eq!(rows, [3, 4], "as a spreadsheet counts them: {report}");
}

#[test]
fn what_is_no_list_is_refused() {
    let desk = Desk::new();
    for bytes in [&b""[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0", b"\n\n\n"] {
        let error = desk.call_err("preview_import", desk.importing("x.csv", bytes, json!({})));
        assert_eq!(error.code, Code::Invalid, "{bytes:?}: {error}");
    }
    let unknown = json!({ "ticket": uuid::Uuid::now_v7() });
    assert_eq!(desk.call_err("preview_import", unknown).code, Code::NotFound, "a ticket that nobody was given");
    let path = json!({ "ticket": "/etc/passwd" });
    assert_eq!(desk.call_err("preview_import", path).code, Code::NotFound, "a path is no ticket");
}

#[test]
fn a_stopped_import_changes_nothing() {
    let desk = Desk::new();
    let before = desk.content();
    let rows: String = (0..4_000).map(|row| format!("Company {row},139 0000 {row:04}\n")).collect();
    let list = format!("Company,Phone\n{rows}");
    let mut events = desk.session.events.subscribe();
    let id = desk.call("import_customers", desk.importing("long.csv", list, json!({})));
    let mut asked = false;
    let end = loop {
        let Event::Job(event) = run(events.recv()).unwrap() else { continue };
        match event.state {
            JobState::Running if !asked => {
                desk.call("cancel_job", json!({ "id": id }));
                asked = true;
            }
            JobState::Running => {}
            end => break end,
        }
    };
    assert!(asked && end == JobState::Cancelled, "it was stopped while it ran: {end:?}");
    assert!(desk.content() == before, "nothing of it is there");
    desk.customer("the writer is free again");
}

#[test]
fn an_exported_list_is_imported_as_it_was() {
    let desk = Desk::new();
    for name in ["=cmd|' /C calc'!A0", "上海\"明远\", 机械", "@home", "+49 Pumpen", "凌云 😀 䶮"] {
        let input = json!({ "kind": "company", "name": name, "region": "华东", "email": "a@b.example", "tags": ["=1+1"],
                            "phone": "+86 139 0013 8000", "taxId": "007" });
        desk.call("create_customer", input);
    }
    for (format, name) in [("csv", "out.csv"), ("csv_gb18030", "older.csv"), ("xlsx", "out.xlsx")] {
        let file = desk.data().join(name);
        let ticket = desk.session.tickets.issue(file.clone()).ticket;
        let input = json!({ "kind": "customers", "ticket": ticket, "format": format });
        let written = desk.command_line("export_list", input).unwrap();
        assert_eq!(written, json!({ "rows": 5, "customers": 5, "cut": 0, "name": name }));
        let bytes = fs::read(&file).unwrap();
        if format != "xlsx" {
            let encoding = if format == "csv" { encoding_rs::UTF_8 } else { encoding_rs::GB18030 };
            let (text, _, wrong) = encoding.decode(&bytes);
            assert!(!wrong && text.contains("😀"), "no character is lost in {format}");
            let runs = |cell: &str| cell.trim_start_matches('"').starts_with(['=', '@', '+']);
            let lines = text.trim_start_matches('\u{feff}').lines();
            assert!(!lines.clone().any(|line| line.split(',').any(runs)), "no cell may run in a spreadsheet: {text}");
        }
        let second = Desk::new();
        let again = second.session.tickets.issue(file).ticket;
        let report = second.command_line("import_customers", json!({ "ticket": again })).unwrap();
        assert_eq!(report["created"], 5, "{format}: {report}");
        let content = |desk: &Desk| {
            desk.rows("SELECT c.name, c.region, c.tax_id, group_concat(p.value, ' ') FROM customer c \
                       JOIN (SELECT * FROM contact_point ORDER BY value) p ON p.customer_id = c.id GROUP BY c.id ORDER BY c.name")
        };
        assert_eq!(content(&second), content(&desk), "{format}: the way in undoes what the way out did");
    }
    let unwritable = desk.session.tickets.issue(desk.data().join("no/such/folder.csv")).ticket;
    desk.command_line("export_list", json!({ "kind": "communications", "ticket": unwritable })).unwrap_err();
    let parts = fs::read_dir(desk.data())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains("part"));
    assert_eq!(parts.count(), 0, "no half file stays");
}

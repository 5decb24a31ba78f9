//! Bad input everywhere: a clear answer or the right handling, nothing lost, memory bounded.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;

use satchel_core::contract::describe;
use satchel_core::messages::message;
use satchel_core::people::Language;
use satchel_core::{Code, Error, search};
use satchel_tests::{Desk, check_integrity, noted, run, write_giant};
use serde_json::{Value, json};

use crate::child::{Task, rounds};

/// The most memory that reading a file may take.
const MOST_MEGABYTES: usize = 512;

fn as_child(part: &str) {
    let folder = tempfile::TempDir::new().unwrap();
    let task = Task { recovery: Desk::lay_out(folder.path()), data: folder.path().into(), from: 0 };
    // Each thread's own arena keeps what was given back, sometimes much of it: what we hold is to be measured.
    let in_one_arena = |child: &mut Command| {
        child.env("MALLOC_ARENA_MAX", "1");
    };
    assert!(task.start(part, in_one_arena).ends(), "what the child found is above");
}

/// The most memory this process ever had, in megabytes.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() / 1024
}

/// Every problem of a field is said in words, in both languages.
#[track_caller]
fn is_explained(error: &Error, what: &str) {
    assert_eq!(error.code, Code::Invalid, "{what}: {error}");
    for problem in error.fields.values() {
        let id = format!("field-{problem}");
        for language in [Language::English, Language::Chinese] {
            assert_ne!(message(language, &id), id, "{what}: {problem} must be said in {language:?}");
        }
    }
}

#[test]
fn files_that_are_no_lists_are_told_apart() {
    as_child("input::files_child");
}

#[test]
#[ignore = "the other side of files_that_are_no_lists_are_told_apart"]
fn files_child() {
    let Some(task) = Task::mine() else { return };
    let desk = task.desk();
    let folder = task.data.join("files");
    fs::create_dir(&folder).unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    write("empty.csv", b"");
    write("blank.csv", b" \n\n ,,, \n");
    write("picture.csv", &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".repeat(100));
    write("workbook.csv", b"PK\x03\x04rest");
    fs::create_dir(folder.join("folder.csv")).unwrap();
    // Workbooks of some 200 KB: one that unfolds to more than is read, and one to a giant text.
    write_giant(&folder.join("bomb.xlsx"), 200);
    write_giant(&folder.join("giant.xlsx"), 180);
    let mut photo = File::create(folder.join("photo.vcf")).unwrap();
    photo.write_all(b"BEGIN:VCARD\nFN:Ann\nPHOTO;ENCODING=b:").unwrap();
    for _ in 0..120 {
        photo.write_all(&vec![b'A'; 1 << 20]).unwrap();
    }
    photo.write_all(b"\nEND:VCARD\n").unwrap();
    // A gigabyte without a line end: as zeros, which take no room here, and as letters.
    File::create(folder.join("zeros.csv")).unwrap().set_len(1 << 30).unwrap();
    let mut line = File::create(folder.join("line.csv")).unwrap();
    for _ in 0..1024 {
        line.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    let before = peak();
    for (name, wanted) in [
        ("empty.csv", "empty"),
        ("blank.csv", "empty"),
        ("picture.csv", "not_list"),
        ("workbook.csv", "workbook_damaged"),
        ("bomb.xlsx", "too_large"),
        ("folder.csv", "is_folder"),
        ("zeros.csv", "too_large"),
        ("line.csv", "too_large"),
        ("giant.xlsx", "too_large"),
        ("nowhere.csv", "not_there"),
    ] {
        let input = || json!({ "ticket": desk.session.tickets.issue(folder.join(name)).ticket });
        for error in
            [desk.call_err("preview_import", input()), desk.command_line("import_customers", input()).unwrap_err()]
        {
            assert_eq!(error.fields.get("file").map(String::as_str), Some(wanted), "{name}: {error}");
            is_explained(&error, name);
        }
    }
    let target = json!({ "kind": "customers", "ticket": desk.session.tickets.issue(folder.join("folder.csv")).ticket });
    let error = desk.command_line("export_list", target).unwrap_err();
    is_explained(&error, "a folder in the place of the file to write");
    let nowhere = folder.join("no/such/folder/list.csv");
    let target = json!({ "kind": "customers", "ticket": desk.session.tickets.issue(nowhere).ticket });
    is_explained(&desk.command_line("export_list", target).unwrap_err(), "a folder that went meanwhile");
    let photo = json!({ "ticket": desk.session.tickets.issue(folder.join("photo.vcf")).ticket });
    assert_eq!(desk.call("preview_import", photo)["sample"], json!([["Ann"]]), "a photo is passed over");
    // The longest line that is read at all, and a file full of zero bytes.
    for (name, bytes) in [("long.csv", vec![b'x'; 185 << 20]), ("nul.csv", b"Name,Note\n\0\0A\0,\0\n".repeat(5_000))] {
        write(name, &bytes);
        drop(bytes);
        let ticket = desk.session.tickets.issue(folder.join(name)).ticket;
        match desk.ask("preview_import", json!({ "ticket": ticket })) {
            Ok(preview) => {
                assert!(preview["counts"]["check"].as_u64() > Some(0) || name == "nul.csv", "{name}: {preview}");
            }
            Err(error) => is_explained(&error, name),
        }
    }
    fs::remove_dir_all(&folder).unwrap();
    let peak = peak();
    noted(&format!("files: {peak} MB at most, {before} before"));
    assert!(peak < before + MOST_MEGABYTES, "{peak} MB, {before} before");
    assert_eq!(desk.call("get_counts", json!({}))["customers"], 0, "nothing came in");
}

/// Of a list only what decides about its rows is held, however long it is: some hundred bytes a row.
#[test]
fn a_long_list_takes_little_memory() {
    as_child("input::long_list_child");
}

#[test]
#[ignore = "the other side of a_long_list_takes_little_memory"]
fn long_list_child() {
    const MOST_BYTES_A_ROW: usize = 700;
    let Some(task) = Task::mine() else { return };
    let desk = task.desk();
    let few = 5_000;
    let many = rounds(60_000, 1_000_000);
    let after = [few, many].map(|rows| {
        let file = task.data.join(format!("{rows}.csv"));
        let mut list = BufWriter::new(File::create(&file).unwrap());
        writeln!(list, "Company,Phone,Email,City,Notes").unwrap();
        for row in 0..rows {
            writeln!(list, "明远 {row} Trading Ltd,139{row:08},m{row}@mingyuan.example,Köln,Met at fair no. {row}")
                .unwrap();
        }
        drop(list);
        let ticket = desk.session.tickets.issue(file.clone()).ticket;
        let input = json!({ "ticket": ticket });
        assert_eq!(desk.call("preview_import", input.clone())["counts"]["all"], rows, "every row is looked at");
        let page = json!({ "import": input, "tab": "all", "offset": rows - 1 });
        assert_eq!(desk.call("list_import_rows", page)["rows"][0]["row"], rows + 1, "also the last one");
        fs::remove_file(&file).unwrap();
        peak()
    });
    let bytes = (after[1] - after[0]) * (1 << 20) / (many - few);
    noted(&format!("long lists: {after:?} MB, {bytes} bytes a row"));
    assert!(bytes < MOST_BYTES_A_ROW, "{bytes} bytes a row, {after:?} MB");
}

#[test]
fn texts_of_any_size_and_script_are_kept_or_refused_with_a_word() {
    as_child("input::texts_child");
}

#[test]
#[ignore = "the other side of texts_of_any_size_and_script_are_kept_or_refused_with_a_word"]
fn texts_child() {
    let Some(task) = Task::mine() else { return };
    let desk = task.desk();
    let names = [
        "شركة النور للتجارة",
        "חברת האור בע\"מ",
        "👨‍👩‍👧‍👦 Family 🏳️‍🌈 Shop",
        "𠮷野家 𪚥",
        "Ｆｕｌｌ ｗｉｄｔｈ",
        "e\u{301}te\u{301}",
        "\u{202e}gnihtyna\u{202c} Ltd",
        "Robert'); DROP TABLE customer;--",
        "#raw(\"x\") *bold* $math$ \\ @ref <label> ${1}",
        "ไทย ภาษา ကြည့်",
        "null",
        "=cmd|' /C calc'!A0",
    ];
    for name in names {
        let made =
            desk.call("create_customer", json!({ "kind": "company", "name": name, "note": name, "tags": [name] }));
        let read = desk.call("get_customer", json!({ "id": made["id"] }));
        assert_eq!(read["customer"]["name"], made["name"], "{name}");
        desk.log(made["id"].as_str().unwrap(), name);
        run(search::settle(&desk.app())).unwrap();
        desk.call("search", json!({ "query": name }));
        desk.call("list_customers", json!({ "filter": { "text": name } }));
    }
    let customer = desk.customer("A");
    let long = "测 ".repeat(50_000_000);
    let before = peak();
    let note = json!({ "customerId": customer, "channel": "note", "text": long });
    let error = desk.call_err("log_communication", note);
    assert_eq!(error.fields["text"], "too_long", "a note of {} MB", long.len() >> 20);
    is_explained(&error, "a long note");
    noted(&format!("a note of {} MB: {} MB at most, {before} before", long.len() >> 20, peak()));
    assert!(peak() < before + MOST_MEGABYTES + (long.len() >> 20), "{} MB after {before}", peak());
    for field in ["name", "otherName", "industry", "address", "website"] {
        let mut input = json!({ "kind": "company", "name": "A" });
        input[field] = json!("长".repeat(501));
        is_explained(&desk.call_err("create_customer", input.clone()), field);
        input[field] = json!("长".repeat(500));
        desk.call("create_customer", input);
    }
    let book = "字".repeat(1_000_000);
    let kept = desk.log(&customer, &book);
    assert_eq!(desk.call("get_communication", json!({ "id": kept }))["text"], book, "a small book is kept whole");
    let tags: Vec<String> = (0..10_000).map(|number| format!("tag {number}")).collect();
    match desk.ask("set_customer_tags", json!({ "id": customer, "tags": tags })) {
        Ok(saved) => assert_eq!(saved.as_array().unwrap().len(), 10_000),
        Err(error) => is_explained(&error, "10,000 tags"),
    }
    everything_still_works(&desk);
}

#[test]
fn dates_at_the_ends_of_the_calendar_are_kept_or_refused() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let year = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_millisecond();
    let instants =
        [year("0001-01-01T00:00:00Z"), year("9999-12-30T00:00:00Z"), 0, -1, i64::MIN, i64::MAX, 1 << 53, -(1 << 53)];
    for at in instants {
        let input = json!({ "customerId": customer, "channel": "call", "text": "said", "at": at });
        match desk.ask("log_communication", input) {
            Ok(said) => {
                let read = desk.call("get_communication", json!({ "id": said["id"] }));
                assert_eq!(read["at"], at, "it is kept as it was given");
            }
            Err(error) => is_explained(&error, &format!("at {at}")),
        }
        everything_still_works(&desk);
    }
    for date in ["0001-01-01", "9999-12-31", "-009999-01-01", "2026-02-30", "0000-00-00", "10000-01-01", "", "tomorrow"]
    {
        for time in [json!(null), json!("00:00"), json!("23:59"), json!("24:00"), json!("９:００")] {
            let due = json!({ "date": date, "time": time });
            let input = json!({ "customerId": customer, "title": "call", "due": due });
            if let Err(error) = desk.ask("create_follow_up", input) {
                is_explained(&error, &format!("due {due}"));
            }
        }
    }
    everything_still_works(&desk);
}

/// Whatever came in, every page opens and everything can go out.
#[track_caller]
fn everything_still_works(desk: &Desk) {
    run(search::settle(&desk.app())).unwrap();
    let page = desk.call("list_customers", json!({}));
    for row in page["rows"].as_array().unwrap() {
        desk.call("get_customer", json!({ "id": row["id"] }));
        desk.call("list_timeline", json!({ "customerId": row["id"] }));
        desk.call("communications_per_week", chart(&row["id"]));
        if let Err(error) = desk.ask("preview_dossier", json!({ "customerId": row["id"], "language": "zh-CN" })) {
            assert_eq!(error.code, Code::NotHere, "{error}");
        }
    }
    for (name, input) in [
        ("list_today", json!({})),
        ("get_counts", json!({})),
        ("communications_per_week", chart(&Value::Null)),
        ("search", json!({ "query": "a", "sort": "newest" })),
    ] {
        desk.call(name, input);
    }
    for kind in ["customers", "communications"] {
        let out = desk.data().join("out.csv");
        let input = json!({ "kind": kind, "ticket": desk.session.tickets.issue(out).ticket });
        desk.command_line("export_list", input).unwrap();
    }
    assert_eq!(check_integrity(&desk.app()).unwrap(), Vec::<String>::new());
}

fn chart(customer: &Value) -> Value {
    json!({ "customerId": customer, "weeks": 156, "width": 600, "height": 200, "theme": "light", "language": "en" })
}

/// A view; there may only be so many.
fn view(desk: &Desk) -> Value {
    let views = desk.call("list_views", json!({}));
    let first = views.get(0).map(|view| view["id"].clone());
    first.unwrap_or_else(|| desk.call("create_view", json!({ "name": "x" }))["id"].clone())
}

/// A mapping; there may only be so many, and each has a name of its own.
fn mapping(desk: &Desk, ticket: &str) -> Value {
    let first = desk.call("list_mappings", json!({})).get(0).map(|mapping| mapping["id"].clone());
    let new = || json!({ "name": "x", "import": { "ticket": ticket } });
    first.unwrap_or_else(|| desk.call("create_mapping", new())["id"].clone())
}

fn columns() -> Value {
    json!({ "order": ["name"], "hidden": ["tags"], "widths": { "name": 100 } })
}

/// A filter with every kind of condition.
fn conditions() -> Value {
    json!({ "conditions": { "join": "all", "of": [
        { "type": "choice", "field": "tags", "is": "all_of", "values": [""] },
        { "type": "date", "field": "created", "test": { "is": "in_last", "count": 3, "unit": "months" } },
        { "join": "any", "of": [
            { "type": "date", "field": "last_contact", "test": { "is": "on", "day": "2026-05-14" } },
            { "type": "number", "field": "communications", "is": "at_least", "value": 3 },
            { "type": "reach", "field": "phone", "known": true },
        ] },
    ] } })
}

/// A valid input for a command, where it takes any.
fn valid(desk: &Desk, name: &str, file: &Path) -> Option<Value> {
    let customer = desk.customer("Valid");
    let contact = desk.contact(&customer, "Person");
    let said = desk.log(&customer, "said");
    let due = json!({ "date": "2026-05-20", "time": "09:30" });
    let step =
        desk.call("create_follow_up", json!({ "customerId": customer, "title": "do", "due": due }))["id"].clone();
    let ticket = desk.session.tickets.issue(file.to_path_buf()).ticket;
    Some(match name {
        "create_customer" => {
            json!({ "kind": "company", "name": "B", "otherName": "x", "stage": "lead", "industry": "x",
            "creditLimitMinor": 1, "currency": "CNY", "note": "x", "phone": "139 0013 8000", "email": "a@b.cn", "tags": ["x"],
            "referredBy": customer })
        }
        "update_customer" => {
            json!({ "id": customer, "name": "C", "creditLimitMinor": 5, "website": "x", "address": "x" })
        }
        "delete_customers" | "count_views" => json!({ "ids": [customer] }),
        "get_customer" => json!({ "id": customer }),
        "list_customers" => {
            json!({ "filter": { "text": "a", "tags": [customer] }, "sort": { "by": "name", "descending": true },
            "offset": 0, "limit": 10 })
        }
        "customer_facets" => json!({ "filter": conditions(), "tagText": "x" }),
        "list_customer_values" => json!({ "field": "region", "text": "x" }),
        "list_tags" => json!({ "text": "x", "ids": [customer], "limit": 5 }),
        "create_view" => json!({ "name": "x", "filter": conditions(), "columns": columns() }),
        "update_view" => json!({ "id": view(desk), "name": "x", "filter": conditions(), "columns": columns() }),
        "move_view" => json!({ "id": view(desk), "before": view(desk) }),
        "delete_view" => json!({ "id": view(desk) }),
        "customer_neighbours" => json!({ "id": customer, "filter": { "text": "a" } }),
        "set_customer_tags" => json!({ "id": customer, "tags": ["x"] }),
        "save_points" => {
            json!({ "customerId": customer, "points": [{ "kind": "phone", "value": "139 0013 8000", "label": "x" }] })
        }
        "create_contact" => json!({ "customerId": customer, "name": "P", "title": "x", "note": "x" }),
        "update_contact" => json!({ "id": contact, "name": "Q", "department": "x" }),
        "delete_contact" => json!({ "id": contact }),
        "link_contact" => {
            let link = json!({ "customerId": desk.customer("Further"), "title": "x", "department": "x" });
            json!({ "contactId": contact, "link": link })
        }
        "unlink_contact" => json!({ "contactId": contact, "customerId": customer }),
        "list_timeline" => json!({ "customerId": customer, "offset": 0, "limit": 5 }),
        "log_communication" => {
            json!({ "customerId": customer, "channel": "call", "at": 1, "durationMinutes": 5, "title": "x",
            "text": "x", "contactIds": [contact], "nextStep": { "title": "x", "due": due } })
        }
        "update_communication" => {
            json!({ "id": said, "text": "y", "at": 1, "durationMinutes": 5, "contactIds": [contact] })
        }
        "delete_communication" | "get_communication" | "read_analysis" => json!({ "id": said }),
        "create_follow_up" => json!({ "customerId": customer, "title": "x", "due": due }),
        "update_follow_up" => json!({ "id": step, "title": "x", "due": due }),
        "complete_follow_up" | "delete_follow_up" => json!({ "id": step }),
        "snooze_follow_up" => json!({ "id": step, "due": due }),
        "save_draft" => json!({ "key": "x", "value": "x" }),
        "get_draft" => json!({ "key": "x" }),
        "search" => {
            json!({ "query": "x", "from": "2026-01-01", "to": "2026-12-31", "customerId": customer, "offset": 0,
            "limit": 5, "owners": [customer] })
        }
        "communications_per_week" => chart(&json!(customer)),
        "list_imports" => json!({ "offset": 0, "limit": 10 }),
        "create_mapping" => json!({ "name": desk.customer("Mapping"), "import": { "ticket": ticket } }),
        "update_mapping" => json!({ "id": mapping(desk, &ticket), "name": desk.customer("Mapping") }),
        "delete_mapping" => json!({ "id": mapping(desk, &ticket) }),
        "preview_import" | "import_customers" => {
            json!({ "ticket": ticket, "options": { "encoding": "utf-8", "delimiter": "," } })
        }
        "update_workspace" => json!({ "name": "x", "country": "CN", "currency": "CNY" }),
        "undo" => json!({ "act": customer }),
        _ => return None,
    })
}

/// Values that come from nobody's hands.
fn hostile() -> Vec<Value> {
    let ids: Vec<String> = (0..40_000).map(|number| format!("00000000-0000-7000-8000-{number:012}")).collect();
    vec![
        json!(""),
        json!("\0"),
        json!("x".repeat(2_000_000)),
        json!("\u{202e}\u{feff}\u{200d}"),
        json!("' OR 1=1 --"),
        json!("٣٤٥"),
        json!(0),
        json!(-1),
        json!(u64::MAX),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(1_u64 << 53),
        json!(i32::MAX),
        json!(u32::MAX),
        json!("00000000-0000-0000-0000-000000000000"),
        json!("9999-12-31"),
        json!([]),
        json!(ids),
        json!(vec!["标签"; 3_000]),
        json!({}),
        json!(true),
    ]
}

/// Every input with another value put in the place of one of its own, at any depth, which is named.
fn spoilt(input: &Value, with: &Value) -> Vec<(String, Value)> {
    let mut all = vec![(String::new(), with.clone())];
    match input {
        Value::Object(fields) => {
            for (name, field) in fields {
                for (place, other) in spoilt(field, with) {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), other);
                    all.push((format!(".{name}{place}"), fields.into()));
                }
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                for (place, other) in spoilt(item, with) {
                    let mut items = items.clone();
                    items[at] = other;
                    all.push((format!("[{at}]{place}"), items.into()));
                }
            }
        }
        _ => {}
    }
    all
}

#[test]
fn no_input_makes_a_command_fail_in_a_way_that_is_nobodys_fault() {
    let desk = Desk::new();
    let file = desk.data().join("list.csv");
    fs::write(&file, "Company,Phone\nA,139\n").unwrap();
    let mut tried = 0;
    for command in describe().into_iter().filter(|command| command.kind != "session") {
        let Some(input) = valid(&desk, command.name, &file) else { continue };
        for value in hostile() {
            for (place, input) in spoilt(&input, &value) {
                tried += 1;
                let answer = if command.kind == "job" {
                    desk.command_line(command.name, input)
                } else {
                    desk.ask(command.name, input)
                };
                if let Err(error) = answer {
                    let odd = matches!(error.code, Code::Internal | Code::Damaged | Code::DiskError | Code::Gone);
                    let shown: String = value.to_string().chars().take(100).collect();
                    assert!(!odd, "{} with {shown} as its {place}: {error}", command.name);
                }
            }
        }
    }
    noted(&format!("{tried} hostile inputs"));
    assert!(tried > 2_000, "{tried} tried");
    assert_eq!(check_integrity(&desk.app()).unwrap(), Vec::<String>::new());
    run(search::settle(&desk.app())).unwrap();
    desk.call("list_today", json!({}));
    desk.call("list_customers", json!({}));
}

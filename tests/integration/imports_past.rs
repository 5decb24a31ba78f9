//! The history of imports: what each was, what it left out, and the way back.

use std::fs;

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

use crate::undo::colleague;

const LIST: &str = "Company,Phone,Note\n\
    Acme,13900138000,\n\
    Bolt,13900138001,\n\
    ,13900138002,\"=1+1, \"\"so\"\"\"\n\
    \"Open,1\n\
    Acme,13900138000,\n\
    ,,0\n";

/// An import of this list, and what it told.
fn import(desk: &Desk, name: &str, text: &str) -> Value {
    let input = desk.importing(name, text, json!({ "onDuplicate": "skip" }));
    let report = desk.command_line("import_customers", input).unwrap();
    fs::remove_file(desk.data().join(name)).unwrap();
    report
}

fn list(desk: &Desk) -> Vec<Value> {
    let page = desk.call("list_imports", json!({}));
    assert_eq!(page["total"], page["rows"].as_array().unwrap().len(), "{page}");
    page["rows"].as_array().unwrap().clone()
}

fn undo(desk: &Desk, act: &Value) {
    desk.call("undo", json!({ "act": act }));
}

#[test]
fn an_import_is_told_with_who_when_and_what_came_of_its_rows() {
    let desk = Desk::new();
    assert_eq!(list(&desk), Vec::<Value>::new());
    let first = import(&desk, "客户.csv", LIST);
    desk.advance(60_000);
    import(&desk, "again.csv", "Company,Region\nBolt,West\n");
    desk.reopen();
    let told = list(&desk);
    assert_eq!(
        (&told[0]["fileName"], &told[0]["skipped"], &told[0]["created"]),
        (&json!("again.csv"), &json!(1), &json!(0))
    );
    let (newest, oldest) = (&told[0], &told[1]);
    assert_eq!(newest["at"].as_i64().unwrap() - oldest["at"].as_i64().unwrap(), 60_000, "newest first");
    let mut wanted = json!({
        "act": first["act"], "kind": "customers", "at": oldest["at"], "actor": desk.actor().user, "actorName": "Lin Yue", "fileName": "客户.csv",
        "rows": 6, "created": 2, "updated": 0, "skipped": 1, "rejected": 3, "kept": 3, "undone": null, "canUndo": true,
    });
    wanted["actorName"] = desk.call("list_users", json!({}))[0]["name"].clone();
    assert_eq!(*oldest, wanted);
    let page = desk.call("list_imports", json!({ "offset": 1, "limit": 1 }));
    assert_eq!((&page["total"], &page["rows"]), (&json!(2), &json!([wanted])));
}

#[test]
fn an_import_that_nothing_came_of_is_told_and_leaves_nothing_to_take_back() {
    let desk = Desk::new();
    let acme = desk.customer("Acme");
    let report = import(&desk, "none.csv", "Company,Phone\nAcme,\n,13900138000\n");
    let told = list(&desk);
    assert_eq!(
        (&told[0]["act"], &told[0]["canUndo"], &told[0]["undone"]),
        (&report["act"], &json!(false), &Value::Null)
    );
    assert_eq!((&told[0]["skipped"], &told[0]["kept"]), (&json!(1), &json!(1)));
    assert_eq!(desk.call("undo", json!({}))["done"]["command"], "create_customer", "the last thing that was done");
    assert_eq!(desk.call_err("get_customer", json!({ "id": acme })).code, Code::NotFound);
    desk.import(LIST, json!({ "dryRun": true }));
    assert_eq!(list(&desk), told, "a dry run is no import");
}

/// The rows that an import left out, as they are written.
fn left_out(desk: &Desk, act: &Value) -> (Value, String) {
    let file = desk.data().join("left-out.csv");
    let ticket = desk.session.tickets.issue(file.clone()).ticket;
    let written = desk.command_line("export_rejected_rows", json!({ "act": act, "ticket": ticket })).unwrap();
    (written, fs::read_to_string(file).unwrap())
}

#[test]
fn rows_left_out_outlive_their_file_and_are_mended_and_imported_again() {
    let desk = Desk::new();
    let act = import(&desk, "list.csv", LIST)["act"].clone();
    let (written, told) = left_out(&desk, &act);
    assert_eq!(written, json!({ "rows": 3, "customers": 0, "cut": 0, "name": "left-out.csv" }));
    let why = ["No name, so the row is left out", "A quote is never closed, so the row is left out"];
    let wanted = format!(
        "\u{feff}Company,Phone,Note,Why it was left out\r\n,13900138002,\"'=1+1, \"\"so\"\"\",\"{0}\"\r\n\"\"\"Open,1\",,,\"{1}\"\r\n,,0,\"{0}\"\r\n",
        why[0], why[1]
    );
    assert_eq!(told, wanted);
    undo(&desk, &act);
    desk.reopen();
    assert_eq!(left_out(&desk, &act).1, told, "also after the import was taken back");
    let mended = import(&desk, "mended.csv", &told.replacen("\r\n,", "\r\nCord,", 1));
    assert_eq!(mended["created"], 2, "the one that was mended, and what came after the open quote");
    assert_eq!(desk.rows("SELECT note FROM customer WHERE name = 'Cord'"), ["=1+1, \"so\""]);
    let ticket = desk.session.tickets.issue(desk.data().join("other.csv")).ticket;
    let other = json!({ "act": desk.rows("SELECT lower(hex(id)) FROM user")[0], "ticket": ticket });
    assert_eq!(desk.command_line("export_rejected_rows", other).unwrap_err().code, Code::NotFound);
}

#[test]
fn many_rows_left_out_are_all_kept_in_their_order() {
    let desk = Desk::new();
    let long = "x".repeat(100);
    let rows: Vec<String> = (0..6_000).map(|row| format!(",{row},{long}")).collect();
    let report = import(&desk, "list.csv", &format!("Company,Note,Region\n{}\nAcme,,\n", rows.join("\n")));
    let (written, told) = left_out(&desk, &report["act"]);
    assert_eq!(written["rows"], 6_000);
    let lines: Vec<String> = told.lines().skip(1).map(|line| line.rsplit_once(",\"").unwrap().0.to_owned()).collect();
    assert!(lines == rows, "each row, as it was");
    assert!(desk.number("SELECT count(*) FROM import_rejected") > 1, "in parts");
}

#[test]
fn the_list_tells_what_was_taken_back_and_done_again() {
    let desk = Desk::new();
    let act = import(&desk, "list.csv", LIST)["act"].clone();
    desk.advance(1_000);
    undo(&desk, &act);
    let told = list(&desk).remove(0);
    assert_eq!((&told["canUndo"], &told["undone"]["actor"]), (&json!(false), &told["actorName"]));
    assert_eq!(told["undone"]["at"].as_i64().unwrap() - told["at"].as_i64().unwrap(), 1_000);
    desk.call("redo", json!({}));
    let told = list(&desk).remove(0);
    assert_eq!((&told["canUndo"], &told["undone"]), (&json!(true), &Value::Null));
    undo(&desk, &act);
    assert_eq!(desk.call("get_counts", json!({}))["customers"], 0);
}

#[test]
fn who_changed_what_an_import_brought_is_counted_before_it_is_taken_back() {
    let desk = Desk::new();
    let act = import(&desk, "list.csv", LIST)["act"].clone();
    let edits = || desk.call("count_import_edits", json!({ "act": act }));
    assert_eq!(edits(), json!({ "kind": "customers", "count": 0, "by": [] }));
    let id = |name: &str| {
        desk.call("list_customers", json!({ "sort": { "by": "name" } }))["rows"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["name"] == name)
            .unwrap()["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let (acme, bolt) = (id("Acme"), id("Bolt"));
    desk.customer("Of another kind");
    assert_eq!(edits()["count"], 0, "only what the import brought");
    desk.log(&acme, "Asked for a price");
    desk.call("update_customer", json!({ "id": acme, "region": "East" }));
    let other = colleague(&desk);
    let app = desk.app();
    for customer in [&acme, &bolt] {
        let input = serde_json::from_value(json!({ "id": customer, "industry": "Pumps" })).unwrap();
        satchel_tests::run(satchel_core::customers::update_customer(&app, other, input)).unwrap();
    }
    let me = list(&desk)[0]["actorName"].clone();
    let by = json!([{ "name": "Chen Hao", "count": 2 }, { "name": me, "count": 1 }]);
    assert_eq!(edits(), json!({ "kind": "customers", "count": 2, "by": by }));
    assert_eq!(desk.call_err("undo", json!({ "act": act })).code, Code::Conflict, "undo itself says no less");
    let latest = desk.rows("SELECT lower(hex(id)) FROM act ORDER BY seq DESC LIMIT 2");
    for act in latest {
        let act: satchel_core::ids::ActId = act.parse().unwrap();
        let input = satchel_core::store::undo::Undo { act: Some(act), rest: None };
        satchel_tests::run(satchel_core::store::undo::undo(&app, other, input)).unwrap();
    }
    assert_eq!(
        edits(),
        json!({ "kind": "customers", "count": 1, "by": [{ "name": me, "count": 1 }] }),
        "what was taken back is none"
    );
    let none = json!({ "act": desk.rows("SELECT lower(hex(id)) FROM act WHERE command = 'log_communication'")[0] });
    assert_eq!(desk.call_err("count_import_edits", none).code, Code::NotFound);
}

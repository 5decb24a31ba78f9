//! Mappings that are remembered: by the columns of the file, and under names.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

const LIST: &str = "Company,Codes,Phone\nAcme,A1,13900138000\nBolt,B2,13900138001\n";

fn import(desk: &Desk, name: &str, text: &str, more: Value) -> Value {
    desk.command_line("import_customers", desk.importing(name, text, more)).unwrap()
}

/// Where the mapping of a file comes from, and what its columns fill.
fn mapping(desk: &Desk, text: &str, more: Value) -> (Value, Vec<Value>) {
    let preview = desk.call("preview_import", desk.importing("new.csv", text, more));
    let columns = preview["columns"].as_array().unwrap();
    (preview["mapping"].clone(), columns.iter().map(|column| column["target"].clone()).collect())
}

fn field(name: &str) -> Value {
    json!({ "field": name })
}

#[test]
fn a_file_with_the_same_columns_is_mapped_as_the_last_one() {
    let desk = Desk::new();
    let detected = mapping(&desk, LIST, json!({}));
    assert_eq!(detected, (json!({ "type": "detected" }), vec![field("name"), Value::Null, field("phone")]));
    let chosen = json!({ "mapping": [field("name"), field("tax_id"), null] });
    assert_eq!(mapping(&desk, LIST, chosen.clone()).0, json!({ "type": "chosen" }));
    import(&desk, "first.csv", LIST, json!({ "mapping": chosen["mapping"], "dryRun": true }));
    assert_eq!(mapping(&desk, LIST, json!({})), detected, "a dry run is nothing to go by");
    let report = import(&desk, "first.csv", LIST, chosen);
    let at = desk.call("list_imports", json!({}))["rows"][0]["at"].clone();
    let remembered = json!({ "type": "remembered", "fileName": "first.csv", "at": at });
    let turned = "Phone,company ,Codes\n13900138002,Cord,C3\n";
    desk.reopen();
    assert_eq!(
        mapping(&desk, turned, json!({})),
        (remembered, vec![Value::Null, field("name"), field("tax_id")]),
        "in whatever order they stand"
    );
    assert_eq!(mapping(&desk, LIST, json!({ "mappingFrom": "detected" })), detected, "the way back");
    let wider = "Company,Codes,Phone,Region\nAcme,A1,1,West\n";
    assert_eq!(mapping(&desk, wider, json!({})).0, json!({ "type": "detected" }), "another kind of file");
    import(&desk, "second.csv", turned, json!({}));
    assert_eq!(desk.rows("SELECT tax_id FROM customer WHERE name = 'Cord'"), ["C3"]);
    assert_eq!(mapping(&desk, LIST, json!({})).0["fileName"], "second.csv", "the latest one");
    let latest = desk.call("list_imports", json!({}))["rows"][0]["act"].clone();
    for act in [&latest, &report["act"]] {
        desk.call("undo", json!({ "act": act }));
    }
    assert_eq!(mapping(&desk, LIST, json!({})), detected, "what was taken back is nothing to go by");
}

#[test]
fn fields_that_came_with_an_import_are_remembered_as_long_as_they_are_there() {
    let desk = Desk::new();
    let text = "Company,Signed,Region\nAcme,5/8/2026,West\nBolt,2026-05-08,East\n";
    let new = json!({ "new": { "subject": "customer", "kind": "date" } });
    let more = json!({ "mapping": [field("name"), new, null], "dates": [null, "month_first", null] });
    import(&desk, "first.csv", text, more);
    let fields = desk.call("list_fields", json!({}));
    let id = fields[0]["id"].clone();
    let later = "Company,Signed,Region\nCord,6/7/2026,\n";
    let preview = desk.call("preview_import", desk.importing("new.csv", later, json!({})));
    let signed = &preview["columns"][1];
    assert_eq!((&signed["target"], &signed["dates"]), (&json!({ "custom": id }), &json!("month_first")));
    let told = "Company,Signed,Region\nCord,6/7/2026,\nDent,25/7/2026,\n";
    let preview = desk.call("preview_import", desk.importing("new.csv", told, json!({})));
    assert_eq!(preview["columns"][1]["dates"], "day_first", "what the days themselves tell counts more");
    desk.call("update_field", json!({ "id": id, "archived": true }));
    let (origin, targets) = mapping(&desk, later, json!({}));
    assert_eq!((&origin["type"], targets), (&json!("remembered"), vec![field("name"), Value::Null, Value::Null]));
}

#[test]
fn a_mapping_is_kept_under_a_name_and_fits_other_files() {
    let desk = Desk::new();
    let chosen = json!({ "mapping": [field("name"), field("tax_id"), null] });
    let import = desk.importing("list.csv", LIST, chosen);
    let saved = desk.call("create_mapping", json!({ "name": " ERP  export ", "import": import }));
    assert_eq!(saved["name"], "ERP export");
    let taken = desk.call_err("create_mapping", json!({ "name": "erp EXPORT", "import": import }));
    assert_eq!((taken.code, taken.fields["name"].as_str()), (Code::Invalid, "taken"));
    let named = json!({ "mappingFrom": { "named": saved["id"] } });
    let origin = json!({ "type": "named", "id": saved["id"], "name": "ERP export" });
    let other = "Region,Codes,Phone,Company\nWest,A1,13900138000,Acme\n";
    let wanted = vec![field("region"), field("tax_id"), Value::Null, field("name")];
    assert_eq!(mapping(&desk, other, named.clone()), (origin, wanted), "what it doesn't know is detected");
    desk.call("update_mapping", json!({ "id": saved["id"], "name": "ERP" }));
    let again = desk.importing("list.csv", LIST, json!({ "mapping": [field("name"), field("note"), field("mobile")] }));
    let act = desk.call("update_mapping", json!({ "id": saved["id"], "import": again }))["act"].clone();
    assert_eq!(desk.call("list_mappings", json!({})), json!([{ "id": saved["id"], "name": "ERP" }]));
    assert_eq!(mapping(&desk, LIST, named.clone()).1[1], field("note"));
    desk.call("undo", json!({ "act": act }));
    assert_eq!(mapping(&desk, LIST, named.clone()).1[1], field("tax_id"));
    let deleted = desk.call("delete_mapping", json!({ "id": saved["id"] }));
    assert_eq!(desk.call("list_mappings", json!({})), json!([]));
    let gone = desk.importing("list.csv", LIST, named);
    assert_eq!(desk.call_err("preview_import", gone).code, Code::NotFound);
    desk.call("undo", json!({ "act": deleted["act"] }));
    assert_eq!(desk.call("list_mappings", json!({}))[0]["name"], "ERP");
    let told = desk.call("list_history", json!({}))["acts"].clone();
    let renamed =
        &told.as_array().unwrap().iter().find(|act| act["changes"][0]["field"] == "name").unwrap()["changes"][0];
    assert_eq!((&renamed["table"], &renamed["label"]), (&json!("import_mapping"), &json!("ERP")));
}

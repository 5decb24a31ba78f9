//! The review of an import: what becomes of each row and why, and what a person decides about it.

use satchel_tests::Desk;
use serde_json::{Value, json};

fn rows(desk: &Desk, input: &Value, tab: &str) -> Vec<Value> {
    let answer = desk.call("list_import_rows", json!({ "import": input, "tab": tab }));
    assert_eq!(answer["total"], answer["rows"].as_array().unwrap().len(), "{answer}");
    answer["rows"].as_array().unwrap().clone()
}

/// The rows of a part of the review, by number.
fn numbers(desk: &Desk, input: &Value, tab: &str) -> Vec<u64> {
    rows(desk, input, tab).iter().map(|row| row["row"].as_u64().unwrap()).collect()
}

fn with(input: &Value, more: Value) -> Value {
    let mut input = input.clone();
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

fn names(desk: &Desk) -> Vec<String> {
    desk.rows("SELECT name FROM customer WHERE deleted_at IS NULL ORDER BY name")
}

const LIST: &str = "Company,Phone,Email\n\
    Clean,,a@b.example\n\
    Acme  Ltd ,139-0013 8000,A@ACME.Example\n\
    Bolt,见名片,\n\
    ,13900138111,\n\
    Acme,13900138000,\n";

#[test]
fn each_row_is_told_with_what_changes_and_why_before_anything_is_written() {
    let desk = Desk::new();
    let input = desk.importing("list.csv", LIST, json!({ "onDuplicate": "skip" }));
    let before = desk.content();
    let counts = desk.call("preview_import", input.clone())["counts"].clone();
    let wanted = json!({ "all": 5, "check": 2, "changed": 2, "duplicates": 1, "skipped": 2, "rejected": 1 });
    assert_eq!(counts, wanted);
    assert_eq!(numbers(&desk, &input, "all"), [2, 3, 4, 5, 6]);
    assert_eq!(numbers(&desk, &input, "check"), [4, 5]);
    assert_eq!(numbers(&desk, &input, "changed"), [3, 6]);
    assert_eq!(numbers(&desk, &input, "duplicates"), [6]);
    assert_eq!(numbers(&desk, &input, "skipped"), [5, 6]);
    let cell = |column: u32, before: &str, after: &str, reason: Value, problem: Value| json!({ "column": column, "before": before, "after": after, "reason": reason, "problem": problem });
    let all = rows(&desk, &input, "all");
    assert_eq!((&all[0]["cells"], &all[0]["action"]), (&json!([]), &json!("create")));
    let changed = [
        cell(0, "Acme  Ltd ", "Acme Ltd", json!("tidied"), Value::Null),
        cell(1, "139-0013 8000", "+8613900138000", json!("phone"), Value::Null),
        cell(2, "A@ACME.Example", "a@acme.example", json!("email"), Value::Null),
    ];
    assert_eq!(all[1]["cells"], json!(changed));
    assert_eq!(all[2]["cells"], json!([cell(1, "见名片", "见名片", Value::Null, json!("phone_invalid"))]));
    assert_eq!((&all[3]["action"], &all[3]["name"]), (&json!("reject"), &json!("13900138111")));
    assert_eq!(all[3]["problems"][0]["code"], "name_missing");
    assert_eq!((&all[4]["action"], &all[4]["duplicate"]["earlierRow"]), (&json!("skip"), &json!(3)));
    assert!(desk.content() == before, "looking changes nothing");
}

#[test]
fn rows_come_page_by_page() {
    let desk = Desk::new();
    let list: String = (0..1_250).map(|row| format!("Company {row}, 139 0000 {row:04}\n")).collect();
    let input = desk.importing("list.csv", format!("Company,Phone\n{list}"), json!({}));
    let page = |offset: u32, limit: u32| {
        let page = json!({ "import": input, "tab": "changed", "offset": offset, "limit": limit });
        desk.call("list_import_rows", page)
    };
    let last = page(1_200, 100);
    assert_eq!((&last["total"], last["rows"].as_array().unwrap().len()), (&json!(1_250), 50));
    assert_eq!(last["rows"][49]["row"], 1_251);
    assert_eq!(page(0, 5_000)["rows"].as_array().unwrap().len(), 1_000, "never all of them at once");
    assert_eq!(page(2_000, 10)["rows"], json!([]));
}

#[test]
fn a_value_is_mended_once_for_all_rows_that_hold_it() {
    let desk = Desk::new();
    let text = "Company,Phone\nOne,n/a 1\nTwo,n/a 1\nThree,n/a 2\n,n/a 3\n";
    let plain = desk.importing("list.csv", text, json!({}));
    assert_eq!(numbers(&desk, &plain, "check"), [2, 3, 4, 5]);
    let fixes = json!([
        { "column": 1, "from": "n/a 1", "to": "13900138000" },
        { "column": 1, "from": "n/a 2", "to": "" },
        { "column": 0, "from": "", "to": "Four" },
    ]);
    let mended = with(&plain, json!({ "fixes": fixes }));
    assert_eq!(numbers(&desk, &mended, "check"), [5], "only what isn't mended");
    let cells = &rows(&desk, &mended, "changed")[0]["cells"];
    let first =
        json!({ "column": 1, "before": "n/a 1", "after": "+8613900138000", "reason": "phone", "problem": null });
    assert_eq!(cells[0], first, "what the file says stays in sight");
    desk.command_line("import_customers", mended).unwrap();
    let points = desk.rows(
        "SELECT c.name || ' ' || p.value FROM contact_point p JOIN customer c ON c.id = p.customer_id ORDER BY 1",
    );
    assert_eq!(points, ["Four n/a 3", "One +8613900138000", "Two +8613900138000"]);
}

#[test]
fn each_row_may_be_decided_about_beside_the_rule() {
    let desk = Desk::new();
    let there = desk.customer("Acme");
    let text = "Company,Region\nAcme,East\nBolt,West\nAcme,North\nCord,South\n";
    let rows = json!([
        { "row": 2, "action": "update" },
        { "row": 4, "action": "create" },
        { "row": 5, "action": "skip" },
    ]);
    let input = desk.importing("list.csv", text, json!({ "onDuplicate": "skip", "rows": rows }));
    let told = self::rows(&desk, &input, "all");
    let actions: Vec<&Value> = told.iter().map(|row| &row["action"]).collect();
    assert_eq!(actions, ["update", "create", "create", "skip"]);
    let report = desk.command_line("import_customers", input).unwrap();
    assert_eq!((&report["created"], &report["updated"], &report["skipped"]), (&json!(2), &json!(1), &json!(1)));
    assert_eq!(names(&desk), ["Acme", "Acme", "Bolt"]);
    assert_eq!(desk.call("get_customer", json!({ "id": there }))["customer"]["region"], "East");
}

#[test]
fn what_is_saved_during_the_review_counts() {
    let desk = Desk::new();
    let input = desk.importing("list.csv", "Company\nAcme\n", json!({}));
    assert_eq!(numbers(&desk, &input, "duplicates"), [0; 0]);
    desk.customer("Acme");
    assert_eq!(numbers(&desk, &input, "duplicates"), [2]);
}

#[test]
fn days_that_can_be_read_in_two_ways_are_asked_about_once() {
    let desk = Desk::new();
    for name in ["Signed", "Visited"] {
        desk.call("create_field", json!({ "subject": "customer", "kind": "date", "nameEn": name }));
    }
    let text = "Company,Signed,Visited\nOne,5/8/2026,3/4/2026\nTwo,2026-05-08,25/4/2026\n";
    let plain = desk.importing("list.csv", text, json!({}));
    let columns = desk.call("preview_import", plain.clone())["columns"].clone();
    let asked = |at: usize| (columns[at]["doubtfulDays"].clone(), columns[at]["dates"].clone());
    assert_eq!(asked(1), (json!(1), Value::Null), "nobody knows");
    assert_eq!(asked(2), (json!(1), json!("day_first")), "another day in the column tells");
    assert_eq!(numbers(&desk, &plain, "check"), [2]);
    let days = |dates: Value| {
        let input = with(&plain, json!({ "dates": dates }));
        assert_eq!(numbers(&desk, &input, "check"), [0; 0]);
        let cells = rows(&desk, &input, "changed")[0]["cells"].clone();
        (cells[0]["after"].clone(), cells[1]["after"].clone())
    };
    assert_eq!(days(json!([null, "day_first"])), (json!("2026-08-05"), json!("2026-04-03")));
    assert_eq!(days(json!([null, "month_first", "month_first"])), (json!("2026-05-08"), json!("2026-03-04")));
}

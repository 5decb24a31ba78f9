//! Whom the rows of a file are like: customers that are there, rows above them, and the company that several people share.

use satchel_tests::Desk;
use serde_json::{Value, json};

fn rows(desk: &Desk, input: &Value) -> Vec<Value> {
    let answer = desk.call("list_import_rows", json!({ "import": input, "tab": "all" }));
    answer["rows"].as_array().unwrap().clone()
}

fn names(desk: &Desk) -> Vec<String> {
    desk.rows("SELECT name FROM customer WHERE deleted_at IS NULL ORDER BY name")
}

fn people(desk: &Desk) -> Vec<String> {
    desk.rows(
        "SELECT customer.name || ': ' || contact.name FROM contact JOIN customer ON customer.id = contact.customer_id \
         WHERE contact.deleted_at IS NULL ORDER BY 1",
    )
}

/// Exports of address books have a row for each person.
#[test]
fn rows_of_one_company_become_its_people() {
    const LIST: &str = "公司,联系人,手机,备注\n\
        明远机械有限公司,周敏,13900138001,采购\n\
        Kessler GmbH,Anna Vogt,+49 89 5550 0101,\n\
        明远机械有限公司,李强,13900138002,财务\n\
        明远机械,周敏,13900138003,\n";
    for rule in ["skip", "update", "create"] {
        let desk = Desk::new();
        let input = desk.importing("list.csv", LIST, json!({ "onDuplicate": rule }));
        let before = desk.content();
        let told = rows(&desk, &input);
        let joins: Vec<&Value> = told.iter().map(|row| &row["joins"]).collect();
        assert_eq!(joins, [&Value::Null, &Value::Null, &json!(2), &json!(2)], "{rule}: the last has one more number");
        assert!(desk.content() == before);
        let report = desk.command_line("import_customers", input).unwrap();
        assert_eq!((&report["created"], &report["skipped"]), (&json!(2), &json!(0)), "{rule}: {report}");
        assert_eq!(names(&desk), ["Kessler GmbH", "明远机械有限公司"], "{rule}");
        let all = ["Kessler GmbH: Anna Vogt", "明远机械有限公司: 周敏", "明远机械有限公司: 李强"];
        assert_eq!(people(&desk), all, "{rule}");
        let phones = desk.rows("SELECT value FROM contact_point WHERE kind = 'phone' ORDER BY value");
        assert_eq!(phones, ["+498955500101", "+8613900138001", "+8613900138002", "+8613900138003"], "{rule}");
        assert_eq!(desk.rows("SELECT note FROM customer WHERE note <> ''"), ["采购\n财务"], "{rule}: both notes");
        desk.call("undo", json!({ "act": report["act"] }));
        assert!(desk.content() == before, "{rule}");
    }
}

#[test]
fn rows_that_contradict_each_other_stay_apart() {
    let desk = Desk::new();
    const LIST: &str = "Company,Contact,Address,Phone\n\
        Northfield,Ann,1 Main Street,\n\
        Northfield,Bob,2 Side Road,\n\
        Northfield,,,+1 216 555 0148\n";
    let report = desk.import(LIST, json!({ "onDuplicate": "update" }));
    assert_eq!(report["created"], 3, "another address, and nobody who works there: {report}");
}

#[test]
fn a_person_decides_whether_a_row_joins() {
    const LIST: &str = "Company,Contact\nAcme,Ann\nAcme,Bob\nAcme,Cy\n";
    let desk = Desk::new();
    let decided = json!([{ "row": 3, "action": "create" }, { "row": 4, "action": "skip" }]);
    let report = desk.import(LIST, json!({ "rows": decided }));
    assert_eq!((&report["created"], &report["skipped"]), (&json!(2), &json!(1)));
    assert_eq!(people(&desk), ["Acme: Ann", "Acme: Bob"]);
}

#[test]
fn what_is_written_another_way_is_found_with_its_reasons() {
    let desk = Desk::new();
    let there = desk.call(
        "create_customer",
        json!({ "kind": "company", "name": "Kessler Antriebstechnik GmbH", "phone": "+49 89 5550 0101" }),
    );
    // What is compared by more than the same values is found once all customers were compared.
    desk.command_line("find_duplicates", json!({})).unwrap();
    let list =
        "Company,Phone\nKesler Antriebstechnik,+49 89 55500101\nKessler Antreibstechnik AG,\nKestler Antriebe,\n";
    let input = desk.importing("list.csv", list, json!({ "onDuplicate": "skip" }));
    let told = rows(&desk, &input);
    let found = &told[0]["duplicate"];
    assert_eq!(found["customerId"], there["id"], "{found}");
    let score = found["score"].as_f64().unwrap();
    assert!((0.95..1.0).contains(&score), "{found}");
    let parts: Vec<&Value> = found["parts"].as_array().unwrap().iter().map(|part| &part["part"]).collect();
    assert_eq!(parts, ["name", "phone"]);
    assert_eq!(told[1]["duplicate"]["score"], 0.85, "letters changed places, and nothing else speaks for it");
    assert_eq!(told[2]["duplicate"], Value::Null, "another name, and nothing else");
}

/// A list that was exported comes back with the numbers of its customers.
#[test]
fn a_number_tells_who_it_is_as_long_as_the_name_does_not_speak_against_it() {
    let desk = Desk::new();
    let (acme, _) = (desk.customer("Acme"), desk.customer("Bolt"));
    let list = "Customer number,Company,Region\nC-A0001,Acme Ltd,Munich\nC-A0002,Kessler,Ulm\n";
    let report = desk.import(list, json!({ "onDuplicate": "update" }));
    assert_eq!(
        (&report["created"], &report["updated"]),
        (&json!(1), &json!(1)),
        "another list has other numbers: {report}"
    );
    assert_eq!(desk.call("get_customer", json!({ "id": acme }))["customer"]["region"], "Munich");
    assert_eq!(report["duplicates"][0]["parts"][1]["part"], "number", "{report}");
}

#[test]
fn a_shared_phone_makes_no_strangers_one() {
    let desk = Desk::new();
    desk.call("create_customer", json!({ "kind": "company", "name": "华信贸易", "phone": "+86 21 5555 0142" }));
    let list = "Company,Phone\nKessler GmbH,+86 21 5555 0142\nNorthfield,+86 21 5555 0142\n";
    let report = desk.import(list, json!({ "onDuplicate": "skip" }));
    assert_eq!((&report["created"], &report["skipped"]), (&json!(2), &json!(0)), "{report}");
}

#[test]
fn nothing_is_merged_by_its_name_alone() {
    let list = "Company,Region\nAcme Ltd,Shanghai\nAcme,Munich\n";
    let desk = Desk::new();
    let there = desk.customer("Acme");
    let told = desk.import(list, json!({ "onDuplicate": "update" }));
    assert_eq!((&told["created"], &told["updated"]), (&json!(2), &json!(0)), "{told}");
    assert_eq!(told["duplicates"].as_array().unwrap().len(), 2, "but it is told");

    let desk_too = Desk::new();
    let there_too = desk_too.customer("Acme");
    let decided = json!({ "onDuplicate": "update", "rows": [{ "row": 2, "action": "update" }] });
    let told = desk_too.import(list, decided);
    assert_eq!((&told["created"], &told["updated"]), (&json!(1), &json!(1)), "a person may say so: {told}");
    assert_eq!(desk_too.call("get_customer", json!({ "id": there_too }))["customer"]["region"], "Shanghai");
    assert_eq!(desk.call("get_customer", json!({ "id": there }))["customer"]["region"], "");
    let all = Desk::new().import(list, json!({ "onDuplicate": "update", "byName": true }));
    assert_eq!(all["created"], 1, "of all of them too: {all}");
}

#[test]
fn a_file_that_says_one_thing_very_often_is_taken_once() {
    let desk = Desk::new();
    let list = format!("Company,Phone\n{}", "Acme,+1 216 555 0148\n".repeat(200));
    let report = desk.import(&list, json!({ "onDuplicate": "update" }));
    assert_eq!(report["created"], 1, "{report}");
    assert_eq!(desk.rows("SELECT value FROM contact_point"), ["+12165550148"]);
}

#[test]
fn what_a_row_says_takes_the_place_of_what_is_there_but_blanks_do_not() {
    let desk = Desk::new();
    let there = json!({ "kind": "company", "name": "Acme", "region": "Ulm", "industry": "Tools", "note": "Old",
                        "phone": "+1 216 555 0148" });
    let id = desk.call("create_customer", there)["id"].clone();
    let person =
        desk.call("create_contact", json!({ "customerId": id, "name": "Ann", "title": "Buyer" }))["id"].clone();
    let before = desk.content();
    let list = "Company,Phone,Region,Industry,Stage,Contact,Title,Department,Notes\n\
                ACME Ltd,+1 216 555 0148,Munich,,Customer,Ann,CEO,,New\n";
    let effect = |rule: &str| {
        let input = desk.importing("list.csv", list, json!({ "onDuplicate": rule }));
        let effect = rows(&desk, &input)[0]["effect"].clone();
        let fields = effect["fields"].as_array().unwrap();
        fields.iter().map(|change| change["field"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(effect("update"), ["note"]);
    assert_eq!(effect("overwrite"), ["name", "stage", "region", "note"], "told before it happens");
    assert!(desk.content() == before);
    let report = desk.import(list, json!({ "onDuplicate": "overwrite" }));
    assert_eq!((&report["created"], &report["updated"]), (&json!(0), &json!(1)), "{report}");
    let whole = desk.call("get_customer", json!({ "id": id }));
    let said = ["name", "region", "industry", "stage", "note"].map(|field| whole["customer"][field].as_str().unwrap());
    assert_eq!(said, ["ACME Ltd", "Munich", "Tools", "customer", "Old\nNew"]);
    let people = whole["contacts"].as_array().unwrap();
    assert_eq!((people.len(), &people[0]["id"], &people[0]["title"]), (1, &person, &json!("CEO")), "{people:?}");
    assert_eq!(desk.call("list_customers", json!({ "filter": { "text": "acme ltd" } }))["total"], 1);
    desk.call("undo", json!({ "act": report["act"] }));
    assert!(desk.content() == before);
}

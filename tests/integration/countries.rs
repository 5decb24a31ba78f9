//! The countries of addresses, and the labels that addresses are printed on.

use satchel_tests::Desk;
use serde_json::{Value, json};

fn made(desk: &Desk, name: &str, address: &str, country: &str) -> String {
    let input = json!({ "kind": "company", "name": name, "address": address, "country": country });
    desk.call("create_customer", input)["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_country_is_one_of_those_there_are() {
    let desk = Desk::new();
    let id = made(&desk, "Kessler", "Werkstraße 14, Heilbronn", "de");
    let country = |desk: &Desk| desk.call("get_customer", json!({ "id": id }))["customer"]["country"].clone();
    assert_eq!(country(&desk), "DE");
    for code in ["XX", "Germany", "德国", "D"] {
        let error = desk.call_err("update_customer", json!({ "id": id, "country": code }));
        assert_eq!(error.fields["country"], "country_unknown", "{code}");
    }
    desk.call("update_customer", json!({ "id": id, "country": "CN" }));
    let history = desk.call("list_history", json!({ "customerId": id }));
    let change = desk.call("list_changes", json!({ "act": history["acts"][0]["act"] }))["changes"][0].clone();
    assert_eq!(change["before"], json!({ "type": "country", "code": "DE" }));
    desk.call("restore_change", json!({ "change": change["seq"] }));
    assert_eq!(country(&desk), "DE");
}

#[test]
fn an_address_moves_with_its_country_when_customers_become_one() {
    let desk = Desk::new();
    let keep = made(&desk, "One", "", "");
    let other = made(&desk, "Other", "Werkstraße 14, Heilbronn", "DE");
    let third = made(&desk, "Third", "1 Elm St, Springfield", "US");
    let before = desk.content();
    let merge = |values: Value| {
        let merged = desk.call("merge_customers", json!({ "keep": keep, "others": [other, third], "values": values }));
        let place = (merged["customer"]["address"].clone(), merged["customer"]["country"].clone());
        desk.call("undo", json!({ "act": merged["act"] }));
        assert!(desk.content() == before, "nothing is left of it");
        place
    };
    assert_eq!(merge(json!([])), (json!("Werkstraße 14, Heilbronn"), json!("DE")));
    let chosen = json!([{ "field": "address", "from": third }]);
    assert_eq!(merge(chosen), (json!("1 Elm St, Springfield"), json!("US")));
}

#[test]
fn countries_come_in_and_go_out_with_lists() {
    let desk = Desk::new();
    let wanted = ["Acme||US", "Kessler|Werkstraße 14, Heilbronn|DE", "华信|张江路 5 号|CN"];
    let held =
        |desk: &Desk| desk.rows("SELECT name, address, country FROM customer WHERE deleted_at IS NULL ORDER BY name");
    made(&desk, "Acme", "", "US");
    made(&desk, "Kessler", "Werkstraße 14, Heilbronn", "DE");
    made(&desk, "华信", "张江路 5 号", "CN");
    assert_eq!(held(&desk), wanted);
    for (kind, name, language) in
        [("customers", "out.csv", "en"), ("customers", "out.csv", "zh-CN"), ("cards", "out.vcf", "en")]
    {
        desk.call("update_workspace", json!({ "language": language }));
        let file = desk.data().join(name);
        let ticket = desk.session.tickets.issue(file.clone()).ticket;
        desk.command_line("export_list", json!({ "kind": kind, "ticket": ticket })).unwrap();
        let written = std::fs::read(file).unwrap();
        let there = desk.call("list_customers", json!({}));
        let ids: Vec<&Value> = there["rows"].as_array().unwrap().iter().map(|row| &row["id"]).collect();
        desk.call("delete_customers", json!({ "ids": ids }));
        desk.command_line("import_customers", desk.importing(name, written, json!({}))).unwrap();
        assert_eq!(held(&desk), wanted, "as they were, by way of {name} in {language}");
    }
    let filled = desk.importing(
        "more.csv",
        "公司,地址,国家\n华信,别处 1 号,德国\nAcme,,Germany\n",
        json!({ "onDuplicate": "update" }),
    );
    desk.command_line("import_customers", filled).unwrap();
    assert!(held(&desk).contains(&wanted[2].to_owned()), "the country of another address is none of this one's");
}

#[test]
fn labels_are_for_those_who_have_an_address() {
    let desk = Desk::new();
    made(&desk, "Kessler Antriebstechnik GmbH", "Werkstraße 14, Heilbronn", "DE");
    let there = made(&desk, "上海明远机械有限公司", "嘉定区叶城路 168 号", "CN");
    made(&desk, "Nowhere", "", "US");
    desk.contact(&there, "周敏");
    for (sheet, person) in [("a4", false), ("letter", true)] {
        let file = desk.data().join(format!("{sheet}.pdf"));
        let ticket = desk.session.tickets.issue(file.clone()).ticket;
        let input = json!({ "sheet": sheet, "person": person, "ticket": ticket });
        let told = desk.command_line("export_labels", input).unwrap();
        assert_eq!((&told["labels"], &told["leftOut"]), (&json!(2), &json!(1)));
        assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"), "a PDF");
    }
    let ticket = desk.session.tickets.issue(desk.data().join("one.pdf")).ticket;
    let one = json!({ "sheet": "a4", "customers": { "ids": [there] }, "ticket": ticket });
    let told = desk.command_line("export_labels", one).unwrap();
    assert_eq!((&told["labels"], &told["leftOut"], &told["name"]), (&json!(1), &json!(0), &json!("one.pdf")));
}

#[test]
fn customers_are_found_by_their_country() {
    let desk = Desk::new();
    made(&desk, "Kessler", "Werkstraße 14, Heilbronn", "DE");
    made(&desk, "华信", "张江路 5 号", "CN");
    let moving = made(&desk, "Acme", "", "");
    let filter = |is: &str, codes: Value| {
        let condition = json!({ "type": "choice", "field": "country", "is": is, "values": codes });
        json!({ "conditions": { "join": "all", "of": [condition] } })
    };
    let found = |is: &str, codes: Value| {
        let page = desk.call("list_customers", json!({ "filter": filter(is, codes) }));
        let rows = page["rows"].as_array().unwrap().clone();
        rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("any_of", json!(["DE", "FR"])), ["Kessler"]);
    assert_eq!(found("none_of", json!(["DE"])), ["Acme", "华信"]);
    assert_eq!(found("any_of", json!([""])), ["Acme"], "those without one");
    desk.call("update_customer", json!({ "id": moving, "country": "DE" }));
    assert_eq!(found("any_of", json!(["DE"])), ["Acme", "Kessler"], "it follows what is changed");
    let values = desk.call("list_customer_values", json!({ "field": "country" }));
    assert_eq!(
        values,
        json!([{ "value": "DE", "label": "DE", "count": 2 }, { "value": "CN", "label": "CN", "count": 1 }])
    );
    let unknown = desk.call_err("list_customers", json!({ "filter": filter("any_of", json!(["Germany"])) }));
    assert_eq!(unknown.fields["conditions"], "invalid");
}

//! Chinese names are found as people type them, everywhere a customer is looked for.

use satchel_tests::Desk;
use serde_json::{Value, json};

fn desk() -> Desk {
    let desk = Desk::new();
    let create = |name: &str, other: &str, phone: &str| {
        let input = json!({ "kind": "company", "name": name, "otherName": other, "phone": phone });
        desk.call("create_customer", input)["id"].as_str().unwrap().to_owned()
    };
    let id = create("上海明远机械有限公司", "", "021 5555 0101");
    desk.contact(&id, "张伟");
    create("Kessler Antriebstechnik", "凯斯勒", "+49 30 555 0188");
    create("Société Générale d'Équipement", "", "+33 1 55 50 01 99");
    create("重庆泵业", "", "139 1234 5678");
    desk
}

fn found(desk: &Desk, query: &str, kind: &str) -> Vec<String> {
    let answer = desk.call("search", json!({ "query": query, "kinds": [kind], "limit": 20 }));
    let text = |hit: &Value| {
        hit["title"].as_array().unwrap().iter().map(|part| part["text"].as_str().unwrap()).collect::<String>()
    };
    let hits: Vec<String> = answer["hits"].as_array().unwrap().iter().map(text).collect();
    assert_eq!(answer["total"], hits.len(), "{query}: what is counted is shown");
    hits
}

#[test]
fn a_customer_is_found_however_its_name_is_typed() {
    let desk = desk();
    for query in
        ["明远", "shanghai", "shang hai ming yuan", "mingyuan", "ming yuan", "shmy", "myjx", "02155550101", "SHMY"]
    {
        assert_eq!(found(&desk, query, "customer"), ["上海明远机械有限公司"], "{query}");
    }
    for query in ["kessler", "ksl", "kaisile", "凯斯"] {
        assert_eq!(found(&desk, query, "customer"), ["Kessler Antriebstechnik"], "{query}: by either name");
    }
    assert_eq!(found(&desk, "societe equip", "customer"), ["Société Générale d'Équipement"], "without accents");
    assert_eq!(found(&desk, "chongqing", "customer"), ["重庆泵业"], "as the place is read");
    assert_eq!(found(&desk, "13912345678", "customer"), ["重庆泵业"], "by the digits of a phone");
    assert_eq!(found(&desk, "mingyaun", "customer"), Vec::<String>::new());
    for query in ["zw", "zhangwei", "zhang w", "张"] {
        assert_eq!(found(&desk, query, "contact"), ["张伟"], "{query}: people as well");
    }
}

#[test]
fn what_was_meant_is_marked() {
    let desk = desk();
    let answer = desk.call("search", json!({ "query": "mingyuan", "kinds": ["customer"] }));
    let title = json!([
        { "text": "上海", "hit": false }, { "text": "明远", "hit": true }, { "text": "机械有限公司", "hit": false },
    ]);
    assert_eq!(answer["hits"][0]["title"], title);
}

#[test]
fn the_list_is_filtered_by_pinyin_too() {
    let desk = desk();
    let names = |text: &str| -> Vec<String> {
        let page = desk.call("list_customers", json!({ "filter": { "text": text } }));
        page["rows"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("cqby"), ["重庆泵业"]);
    assert_eq!(names("zhangwei"), Vec::<String>::new(), "a person's name is spelled in the search");
}

#[test]
fn a_name_is_found_as_soon_as_it_is_saved_and_no_longer_than_it_is_there() {
    let desk = desk();
    let id = desk.customer("凌海精工");
    assert_eq!(found(&desk, "lhjg", "customer"), ["凌海精工"]);
    desk.call("update_customer", json!({ "id": id, "name": "天工" }));
    assert_eq!(found(&desk, "lhjg", "customer"), Vec::<String>::new());
    assert_eq!(found(&desk, "tiangong", "customer"), ["天工"]);
    desk.call("delete_customers", json!({ "ids": [id] }));
    assert_eq!(found(&desk, "tiangong", "customer"), Vec::<String>::new());
    desk.call("undo", json!({}));
    assert_eq!(found(&desk, "tiangong", "customer"), ["天工"]);
}

//! People at further customers than the one where they work.

use satchel_core::Code;
use satchel_tests::Desk;
use serde_json::{Value, json};

fn record(desk: &Desk, id: &str) -> Value {
    desk.call("get_customer", json!({ "id": id }))
}

fn link(desk: &Desk, person: &str, customer: &str, title: &str) -> Value {
    let link = json!({ "customerId": customer, "title": title, "decisionRole": "evaluates" });
    desk.call("link_contact", json!({ "contactId": person, "link": link }))
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

/// The customers where a person has a part, with the title there.
fn parts(person: &Value) -> Vec<(&str, &str)> {
    let links = person["links"].as_array().unwrap().iter();
    links.map(|link| (link["customer"]["name"].as_str().unwrap(), link["title"].as_str().unwrap())).collect()
}

#[test]
fn a_person_has_a_part_at_further_customers() {
    let desk = Desk::new();
    let (works, other) = (desk.customer("宁波海纳会计师事务所"), desk.customer("Kessler Antriebstechnik"));
    let person = desk.contact(&works, "何丽");
    let saved = link(&desk, &person, &other, "外聘会计");
    assert_eq!(saved["decisionRole"], "evaluates");

    let (there, home) = (record(&desk, &other), record(&desk, &works));
    assert_eq!(names(&there["contacts"]), Vec::<&str>::new(), "nobody else works there for that");
    assert_eq!(names(&there["further"]), ["何丽"]);
    assert_eq!(there["further"][0]["worksAt"]["name"], "宁波海纳会计师事务所");
    assert_eq!(parts(&home["contacts"][0]), [("Kessler Antriebstechnik", "外聘会计")]);
    assert_eq!(home["further"], json!([]));

    let found = |query: &str, kind: &str| {
        let found = desk.call("search", json!({ "query": query, "kinds": [kind] }));
        found["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("何丽", "customer").len(), 2, "both customers are found by who has a part there");
    assert_eq!(found("外聘会计", "contact"), std::slice::from_ref(&person), "and the person by the part");
    desk.call("update_contact", json!({ "id": person, "name": "何莉" }));
    assert!(found("何莉", "customer").contains(&other), "under the new name, too");

    // One for each pair: a second one changes the first, and what is left out stays.
    let again = json!({ "contactId": person, "link": { "customerId": other, "department": "财务" } });
    let again = desk.call("link_contact", again);
    assert_eq!(
        (&again["id"], &again["title"], &again["department"]),
        (&saved["id"], &json!("外聘会计"), &json!("财务"))
    );

    let talk = json!({ "customerId": other, "channel": "call", "text": "对账", "contactIds": [person] });
    let talk = desk.call("log_communication", talk)["id"].clone();
    let gone = desk.call("unlink_contact", json!({ "contactId": person, "customerId": other }));
    assert_eq!(gone["count"], 1);
    assert_eq!(record(&desk, &other)["further"], json!([]));
    assert!(!found("何莉", "customer").contains(&other));
    let kept = json!({ "id": talk, "text": "对账完毕", "contactIds": [person] });
    desk.call("update_communication", kept);
    let new = json!({ "customerId": other, "channel": "call", "text": "x", "contactIds": [person] });
    assert_eq!(desk.call_err("log_communication", new).fields["contactIds"], "not_found");
    desk.call("undo", json!({ "act": gone["act"] }));
    assert_eq!(parts(&record(&desk, &works)["contacts"][0]), [("Kessler Antriebstechnik", "外聘会计")]);
}

#[test]
fn the_persons_form_holds_all_parts_at_once() {
    let desk = Desk::new();
    let (works, one, two) = (desk.customer("Works"), desk.customer("One"), desk.customer("Two"));
    let links = json!([{ "customerId": one, "title": "Adviser" }, { "customerId": two }]);
    let made = desk.call("create_contact", json!({ "customerId": works, "name": "Ada", "links": links }));
    let person = made["id"].as_str().unwrap();
    let now = || {
        let person = record(&desk, &works)["contacts"][0].clone();
        parts(&person).iter().map(|(at, title)| format!("{at} {title}")).collect::<Vec<_>>()
    };
    assert_eq!(now(), ["One Adviser", "Two "]);
    let before = desk.content();
    let links = json!([{ "customerId": two, "title": "Director" }]);
    desk.call("update_contact", json!({ "id": person, "title": "Accountant", "links": links }));
    assert_eq!(now(), ["Two Director"]);
    desk.call("undo", json!({}));
    assert!(desk.content() == before, "one act changed the person and the parts");
    desk.call("update_contact", json!({ "id": person, "title": "Partner" }));
    assert_eq!(now(), ["One Adviser", "Two "], "parts that aren't spoken of stay");

    let refused = |links: Value, why: &str| {
        let error = desk.call_err("update_contact", json!({ "id": person, "links": links }));
        assert_eq!(error.fields["links"], why);
    };
    refused(json!([{ "customerId": works }]), "works_there");
    refused(json!([{ "customerId": one }, { "customerId": one }]), "twice");
    refused(json!([{ "customerId": person }]), "not_found");
    assert_eq!(now(), ["One Adviser", "Two "], "what is refused changes nothing");
    let nobody = json!({ "contactId": works, "link": { "customerId": one } });
    assert_eq!(desk.call_err("link_contact", nobody).code, Code::NotFound);
}

#[test]
fn parts_go_with_the_customer_and_with_the_person_and_come_back_with_them() {
    let desk = Desk::new();
    let (works, other) = (desk.customer("Works"), desk.customer("Other"));
    let person = desk.contact(&works, "Ada");
    link(&desk, &person, &other, "Adviser");
    let before = desk.content();
    for (command, input) in [
        ("delete_customers", json!({ "ids": [other] })),
        ("delete_customers", json!({ "ids": [works] })),
        ("delete_contact", json!({ "id": person })),
    ] {
        let act = desk.call(command, input)["act"].clone();
        assert_eq!(desk.number("SELECT count(*) FROM contact_link WHERE deleted_at IS NULL"), 0, "{command}");
        desk.call("undo", json!({ "act": act }));
        assert!(desk.content() == before, "{command} taken back");
    }
}

#[test]
fn the_history_tells_parts_in_words_and_restores_them() {
    let desk = Desk::new();
    let (works, other) = (desk.customer("Works"), desk.customer("Other"));
    let person = desk.contact(&works, "何丽");
    link(&desk, &person, &other, "Adviser");
    link(&desk, &person, &other, "顾问");
    let act = |nth: usize| {
        let history = desk.call("list_history", json!({ "customerId": other }));
        desk.call("list_changes", json!({ "act": history["acts"][nth]["act"] }))["changes"][0].clone()
    };
    let changed = act(0);
    assert_eq!(
        (&changed["table"], &changed["label"], &changed["field"]),
        (&json!("contact_link"), &json!("何丽"), &json!("title"))
    );
    assert_eq!(changed["customer"]["name"], "Other");
    let added = act(1);
    let told: Vec<&str> =
        added["fields"].as_array().unwrap().iter().map(|field| field["field"].as_str().unwrap()).collect();
    assert_eq!(told, ["title", "decision_role"]);
    desk.call("restore_change", json!({ "change": changed["seq"] }));
    assert_eq!(parts(&record(&desk, &works)["contacts"][0]), [("Other", "Adviser")]);
    desk.call("unlink_contact", json!({ "contactId": person, "customerId": other }));
    desk.call("restore_change", json!({ "change": act(0)["seq"] }));
    assert_eq!(names(&record(&desk, &other)["further"]), ["何丽"]);
}

#[test]
fn parts_come_together_when_customers_do_and_part_again() {
    let desk = Desk::new();
    let (keep, goes, third) = (desk.customer("Keep"), desk.customer("Goes"), desk.customer("Third"));
    let at_third = desk.contact(&third, "Works at third");
    let in_both = desk.contact(&third, "In both");
    let mine = desk.contact(&keep, "Mine");
    let theirs = desk.contact(&goes, "Theirs");
    let (twin, other_twin) = (desk.contact(&keep, "Twin"), desk.contact(&goes, "Twin"));
    link(&desk, &at_third, &goes, "Adviser");
    link(&desk, &in_both, &keep, "");
    link(&desk, &in_both, &goes, "Director");
    // Who works at one and has a part at the other simply works there afterwards.
    link(&desk, &mine, &goes, "Helps out");
    link(&desk, &theirs, &keep, "Helps out");
    link(&desk, &theirs, &third, "Elsewhere, too");
    link(&desk, &other_twin, &third, "Of the twin");
    link(&desk, &other_twin, &keep, "Of the twin here");
    let before = desk.content();
    let merged = desk.call("merge_customers", json!({ "keep": keep, "others": [goes] }));
    let now = record(&desk, &keep);
    assert_eq!(names(&now["contacts"]), ["Mine", "Theirs", "Twin"]);
    assert_eq!(names(&now["further"]), ["In both", "Works at third"]);
    let part_of = |name: &str| {
        let third = record(&desk, &third);
        let people = [third["contacts"].as_array().unwrap().as_slice(), third["further"].as_array().unwrap()].concat();
        let person = people.iter().find(|person| person["name"] == name).unwrap().clone();
        parts(&person).iter().map(|(at, title)| format!("{at}: {title}")).collect::<Vec<_>>()
    };
    assert_eq!(part_of("In both"), ["Keep: Director"], "what was left open is filled");
    assert_eq!(part_of("Works at third"), ["Keep: Adviser"]);
    assert_eq!(part_of("Theirs"), ["Third: Elsewhere, too"]);
    assert_eq!(part_of("Twin"), ["Third: Of the twin"]);
    assert_eq!(names(&record(&desk, &third)["further"]), ["Theirs", "Twin"]);
    assert_eq!(desk.call("search", json!({ "query": "third", "kinds": ["customer"] }))["total"], 2);
    let stray = "SELECT count(*) FROM contact_link l JOIN contact c ON c.id = l.contact_id WHERE l.deleted_at IS NULL \
                 AND (c.customer_id = l.customer_id OR c.deleted_at IS NOT NULL)";
    assert_eq!(desk.number(stray), 0, "nobody has a part where they work");

    desk.call("undo", json!({ "act": merged["act"] }));
    assert!(desk.content() == before, "nothing is left of it");
    assert_eq!(names(&record(&desk, &keep)["further"]), ["In both", "Theirs", "Twin"]);
    assert!(desk.call("search", json!({ "query": "Adviser", "kinds": ["contact"] }))["total"] == 1);
    assert_eq!(record(&desk, &keep)["contacts"][1]["id"], json!(twin));
}

#[test]
fn a_dossier_names_who_has_a_part_there_and_where_they_work() {
    let desk = Desk::new();
    let (works, other) = (desk.customer("海纳"), desk.customer("Other"));
    let person = desk.contact(&works, "何丽");
    link(&desk, &person, &other, "Adviser");
    let app = desk.app();
    let (id, language) = (serde_json::from_value(json!(other)).unwrap(), satchel_core::people::Language::Chinese);
    let dossier = satchel_tests::run(satchel_core::reports::dossier(&app, desk.actor(), id, language)).unwrap();
    let told = &dossier.people[0];
    assert_eq!((told.name.as_str(), told.title.as_str(), told.role.as_str()), ("何丽", "Adviser, 就职于海纳", "评估"));
}

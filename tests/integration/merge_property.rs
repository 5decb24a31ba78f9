//! Whatever was done since a merge, unmerging gives back what nobody touched, leaves what was added, and names what changed.

use std::collections::BTreeSet;

use proptest::prelude::*;
use satchel_tests::Desk;
use serde_json::{Value, json};

/// What somebody does after the merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edit {
    /// A new talk with the one that stayed.
    Log,
    /// A new person there.
    AddPerson,
    /// Another text in a talk that came with the merge.
    MendTalk,
    /// A person who came with the merge goes.
    DeletePerson,
    /// A region that the merge had filled gets another value.
    ChangeRegion,
    /// A field that the merge had left alone.
    ChangeTerms,
    /// A tag that came with the merge is taken off.
    TakeTagOff,
    /// Somebody who has a part at the other gets another title there.
    MendPart,
}

const EDITS: [Edit; 8] = [
    Edit::Log,
    Edit::AddPerson,
    Edit::MendTalk,
    Edit::DeletePerson,
    Edit::ChangeRegion,
    Edit::ChangeTerms,
    Edit::TakeTagOff,
    Edit::MendPart,
];

struct Pair {
    keep: String,
    other: String,
    talk: String,
    person: String,
    adviser: String,
}

fn id(made: &Value) -> String {
    made["id"].as_str().unwrap().to_owned()
}

fn pair(desk: &Desk) -> Pair {
    let made = |input: Value| id(&desk.call("create_customer", input));
    let keep = made(json!({ "kind": "company", "name": "One", "tags": ["VIP"] }));
    let other = made(json!({ "kind": "company", "name": "Other", "region": "North", "tags": ["Fair"] }));
    desk.log(&keep, "With one");
    desk.contact(&other, "Stays there");
    let third = desk.customer("Third");
    let adviser = desk.contact(&third, "Adviser");
    desk.call("link_contact", json!({ "contactId": adviser, "link": { "customerId": other, "title": "Advises" } }));
    let (talk, person) = (desk.log(&other, "With the other"), desk.contact(&other, "May go"));
    Pair { keep, other, talk, person, adviser }
}

fn edit(desk: &Desk, pair: &Pair, edit: Edit) {
    let keep = &pair.keep;
    match edit {
        Edit::Log => drop(desk.log(keep, "Since")),
        Edit::AddPerson => drop(desk.contact(keep, "Since")),
        Edit::MendTalk => drop(desk.call("update_communication", json!({ "id": pair.talk, "text": "Mended" }))),
        Edit::DeletePerson => drop(desk.call("delete_contact", json!({ "id": pair.person }))),
        Edit::ChangeRegion => drop(desk.call("update_customer", json!({ "id": keep, "region": "South" }))),
        Edit::ChangeTerms => drop(desk.call("update_customer", json!({ "id": keep, "terms": "Net 30" }))),
        Edit::MendPart => {
            let link = json!({ "customerId": keep, "title": "Mended" });
            drop(desk.call("link_contact", json!({ "contactId": pair.adviser, "link": link })));
        }
        Edit::TakeTagOff => drop(desk.call("set_customer_tags", json!({ "id": keep, "tags": ["VIP"] }))),
    }
}

fn names(list: &Value) -> BTreeSet<&str> {
    list.as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn unmerging_gives_back_what_nobody_touched(edits in proptest::sample::subsequence(EDITS.to_vec(), 0..=EDITS.len())) {
        let desk = Desk::new();
        let pair = pair(&desk);
        let before = desk.content();
        let merged = desk.call("merge_customers", json!({ "keep": pair.keep, "others": [pair.other] }));
        for each in &edits {
            edit(&desk, &pair, *each);
        }
        let did = |what: Edit| edits.contains(&what);
        // What stands in the way: a value that is another one by now, and records that are gone.
        let hindering = [Edit::DeletePerson, Edit::ChangeRegion, Edit::TakeTagOff];
        let hindering: Vec<&Edit> = hindering.iter().filter(|each| did(**each)).collect();
        let conflicts = desk.call("undo_conflicts", json!({ "act": merged["act"] }));
        prop_assert_eq!(&conflicts["total"], hindering.len(), "{:?}: {}", edits, conflicts);
        prop_assert_eq!(desk.ask("undo", json!({ "act": merged["act"] })).is_ok(), hindering.is_empty(), "{:?}", edits);
        if !hindering.is_empty() {
            desk.call("undo", json!({ "act": merged["act"], "rest": true }));
        }
        if edits.is_empty() {
            prop_assert!(desk.content() == before, "nothing is left of it");
        }

        let (keep, other) = (
            desk.call("get_customer", json!({ "id": pair.keep })),
            desk.call("get_customer", json!({ "id": pair.other })),
        );
        let theirs = if did(Edit::DeletePerson) { vec!["Stays there"] } else { vec!["May go", "Stays there"] };
        prop_assert_eq!(names(&other["contacts"]), theirs.into_iter().collect::<BTreeSet<_>>());
        let ours: BTreeSet<&str> = did(Edit::AddPerson).then_some("Since").into_iter().collect();
        prop_assert_eq!(names(&keep["contacts"]), ours, "who came since stays");
        prop_assert_eq!(&keep["summary"]["communications"], 1 + usize::from(did(Edit::Log)));
        prop_assert_eq!(&other["summary"]["communications"], 1);
        let talk = desk.call("get_communication", json!({ "id": pair.talk }));
        prop_assert_eq!(&talk["text"], if did(Edit::MendTalk) { "Mended" } else { "With the other" });
        prop_assert_eq!((names(&other["further"]), names(&keep["further"])), (BTreeSet::from(["Adviser"]), BTreeSet::new()));
        let title = if did(Edit::MendPart) { "Mended" } else { "Advises" };
        prop_assert_eq!(&other["further"][0]["links"][0]["title"], title);
        prop_assert_eq!(&other["customer"]["region"], "North");
        prop_assert_eq!(&keep["customer"]["region"], if did(Edit::ChangeRegion) { "South" } else { "" });
        prop_assert_eq!(&keep["customer"]["terms"], if did(Edit::ChangeTerms) { "Net 30" } else { "" });
        prop_assert_eq!(names(&keep["tags"]), BTreeSet::from(["VIP"]));
        let fair: BTreeSet<&str> = (!did(Edit::TakeTagOff)).then_some("Fair").into_iter().collect();
        prop_assert_eq!(names(&other["tags"]), fair);
    }
}

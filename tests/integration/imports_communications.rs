//! Lists of communications come in with their own times and authors, once.

use std::fs;

use satchel_tests::Desk;
use serde_json::{Value, json};

use crate::undo::colleague;

fn import(desk: &Desk, name: &str, list: &str, more: Value) -> Value {
    desk.command_line("import_communications", desk.importing(name, list, more)).unwrap()
}

/// Everything that was said, oldest first, as a person reads it.
fn said(desk: &Desk) -> Vec<String> {
    desk.rows(
        "SELECT c.name || '|' || strftime('%Y-%m-%d %H:%M', t.at / 1000, 'unixepoch') || '|' || t.channel || '|' || t.direction \
         || '|' || ifnull(t.duration_minutes, '') || '|' || t.title || '|' || t.text || '|' || t.outcome || '|' || \
         ifnull((SELECT u.name FROM user u WHERE u.id = t.owner_id), '') || '|' || \
         ifnull((SELECT group_concat(p.name, ';') FROM participant a JOIN contact p ON p.id = a.contact_id \
         WHERE a.communication_id = t.id AND a.deleted_at IS NULL), '') \
         FROM communication t JOIN customer c ON c.id = t.customer_id WHERE t.deleted_at IS NULL ORDER BY t.at, c.name",
    )
}

#[test]
fn a_list_comes_in_with_its_own_times_people_and_authors() {
    let desk = Desk::new();
    let mingyuan = desk.customer("上海明远机械有限公司");
    desk.contact(&mingyuan, "周敏");
    desk.customer("Kessler GmbH");
    colleague(&desk);
    let list = "客户名称,跟进方式,跟进时间,联系人,跟进内容,跟进人,通话时长\n\
        上海明远机械有限公司,电话,2026-05-08 15:12,周敏,交期比价格重要,Chen Hao,14\n\
        Kessler,拜访,2026年5月9日 上午10:30,,走了一圈生产线,,\n";
    let preview = desk.call("preview_communications", desk.importing("look.csv", list, json!({})));
    assert_eq!((&preview["created"], &preview["rejected"]), (&json!(2), &json!(0)), "{preview}");
    assert_eq!(preview["columns"][2]["field"], "date", "{preview}");
    assert_eq!(said(&desk), Vec::<String>::new(), "looking writes nothing");
    let report = import(&desk, "list.csv", list, json!({}));
    assert_eq!((&report["created"], &report["skipped"], &report["rejected"]), (&json!(2), &json!(0), &json!([])));
    // The desk is in Shanghai, eight hours ahead.
    let wanted = [
        "上海明远机械有限公司|2026-05-08 07:12|call|out|14||交期比价格重要|none|Chen Hao|周敏",
        "Kessler GmbH|2026-05-09 02:30|visit|out|||走了一圈生产线|none||",
    ];
    assert_eq!(said(&desk), wanted);
    let again = import(&desk, "again.csv", list, json!({}));
    assert_eq!((&again["created"], &again["skipped"]), (&json!(0), &json!(2)), "what is known already stays out");
    assert_eq!(said(&desk), wanted);
    let record = desk.call("get_customer", json!({ "id": mingyuan }));
    assert_eq!(record["summary"]["lastChannel"], "call", "figures follow");
    let found = desk.call("search", json!({ "query": "交期比价格" }));
    assert_eq!(found["hits"][0]["customerId"], json!(mingyuan), "and so does the index");
    desk.call("undo", json!({ "act": report["act"] }));
    assert_eq!(said(&desk), Vec::<String>::new(), "one undo takes all of it back");
}

#[test]
fn what_cannot_be_understood_is_told_and_nothing_is_guessed() {
    let desk = Desk::new();
    desk.customer("Acme");
    desk.customer("Twin Ltd");
    desk.customer("Twin GmbH");
    let list = "Customer,Date,Type,People,Notes,Owner\n\
        Acme,2026-05-08,Call,Nobody Here,first,Somebody Else\n\
        Unknown,2026-05-08,Call,,second,\n\
        Twin,2026-05-08,Call,,third,\n\
        Twin GmbH,2026-05-08,Telepathy,,fourth,\n\
        Acme,5/8/2026,Call,,fifth,\n\
        Acme,soon,Call,,sixth,\n\
        ,2026-05-08,Call,,seventh,\n\
        Acme,2026-05-09,Call,,,\n";
    let report = import(&desk, "list.csv", list, json!({}));
    let reasons: Vec<(u64, &str)> = report["rejected"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["row"].as_u64().unwrap(), row["reason"].as_str().unwrap()))
        .collect();
    let wanted = [
        (3, "customer_unknown"),
        (4, "customer_ambiguous"),
        (6, "when_ambiguous"),
        (7, "when_invalid"),
        (8, "customer_missing"),
        (9, "nothing_said"),
    ];
    assert_eq!(reasons, wanted);
    let there = said(&desk);
    assert_eq!(there.len(), 2, "{there:?}");
    assert!(
        there[0].contains("first") && there[0].contains("Nobody Here; Somebody Else"),
        "kept as written: {there:?}"
    );
    assert!(there[1].contains("fourth") && there[1].contains("Type: Telepathy"), "kept as written: {there:?}");
    // The way that days are read is said once for all rows.
    let told =
        import(&desk, "days.csv", "Customer,Date,Notes\nAcme,5/8/2026,fifth\n", json!({ "dates": "month_first" }));
    assert_eq!(told["created"], 1);
    assert!(said(&desk).iter().any(|line| line.contains("2026-05-07 16:00") && line.contains("fifth")));
    // What was left out waits in a file, also when the first one is gone.
    let out = desk.data().join("left.csv");
    let ticket = desk.session.tickets.issue(out.clone()).ticket;
    desk.command_line("export_rejected_rows", json!({ "act": report["act"], "ticket": ticket })).unwrap();
    let left = fs::read_to_string(out).unwrap();
    assert!(left.contains("Unknown") && left.contains("second") && !left.contains("fourth"), "{left}");
    let imports = desk.call("list_imports", json!({}));
    assert_eq!(
        (&imports["rows"][1]["kind"], &imports["rows"][1]["created"], &imports["rows"][1]["rejected"]),
        (&json!("communications"), &json!(2), &json!(6)),
        "{imports}"
    );
}

#[test]
fn what_was_written_as_a_list_comes_back_the_same() {
    let desk = Desk::with_sample();
    let whole = said(&desk);
    assert!(whole.len() > 50, "the sample has something to say: {}", whole.len());
    let out = desk.data().join("talk.csv");
    let ticket = desk.session.tickets.issue(out.clone()).ticket;
    desk.command_line("export_list", json!({ "kind": "communications", "format": "csv", "ticket": ticket })).unwrap();
    let list = fs::read_to_string(&out).unwrap();
    let known = import(&desk, "same.csv", &list, json!({}));
    assert_eq!((&known["created"], &known["rejected"]), (&json!(0), &json!([])), "all of it is there already");
    desk.write_raw("UPDATE participant SET deleted_at = 1");
    desk.write_raw("UPDATE communication SET deleted_at = 1");
    let report = import(&desk, "back.csv", &list, json!({}));
    assert_eq!(report["rejected"], json!([]));
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    assert_eq!(sorted(said(&desk)), sorted(whole), "to the minute, with people, authors and outcomes");
}

#[test]
fn a_list_without_a_day_or_of_nothing_is_explained() {
    let desk = Desk::new();
    desk.customer("Acme");
    let preview =
        desk.call("preview_communications", desk.importing("a.csv", "Customer,Notes\nAcme,hello\n", json!({})));
    assert_eq!((&preview["created"], &preview["rejected"]), (&json!(0), &json!(1)));
    assert_eq!(preview["problems"][0]["code"], "when_missing");
    let empty = desk.importing("c.csv", "", json!({}));
    assert_eq!(desk.call_err("preview_communications", empty).fields["file"], "empty");
}

#[test]
fn who_changed_conversations_of_an_import_is_counted_before_it_is_taken_back() {
    let desk = Desk::new();
    let acme = desk.customer("Acme");
    let ann = desk.contact(&acme, "Ann");
    let list = "Customer,Date,Channel,Notes\nAcme,2026-05-08,Call,first\nAcme,2026-05-09,Call,second\n\
                Acme,2026-05-10,Call,third\n";
    let act = import(&desk, "list.csv", list, json!({}))["act"].clone();
    let edits = || desk.call("count_import_edits", json!({ "act": act }));
    desk.log(&acme, "Another conversation");
    desk.call("update_customer", json!({ "id": acme, "region": "East" }));
    let none = json!({ "kind": "communications", "count": 0, "by": [] });
    assert_eq!(edits(), none, "neither what came by another way nor the customer counts");
    let id = |text: &str| {
        let hex = desk.rows(&format!("SELECT lower(hex(id)) FROM communication WHERE text = '{text}'")).remove(0);
        uuid::Uuid::parse_str(&hex).unwrap().to_string()
    };
    let (first, second, third) = (id("first"), id("second"), id("third"));
    desk.call("update_communication", json!({ "id": first, "text": "first, mended" }));
    desk.call("update_communication", json!({ "id": first, "title": "Mended" }));
    desk.call("update_communication", json!({ "id": second, "contactIds": [ann] }));
    let me = desk.call("list_imports", json!({}))["rows"][0]["actorName"].clone();
    let mine = json!({ "name": me, "count": 2 });
    assert_eq!(edits(), json!({ "kind": "communications", "count": 2, "by": [mine] }), "who took part counts, too");
    let other = colleague(&desk);
    let app = desk.app();
    for communication in [&first, &second, &third] {
        let input = serde_json::from_value(json!({ "id": communication, "outcome": "agreed" })).unwrap();
        satchel_tests::run(satchel_core::communications::update_communication(&app, other, input)).unwrap();
    }
    let by = json!([{ "name": "Chen Hao", "count": 3 }, mine]);
    assert_eq!(edits(), json!({ "kind": "communications", "count": 3, "by": by }));
    let conflict = desk.call_err("undo", json!({ "act": act }));
    assert_eq!(conflict.code, satchel_core::Code::Conflict, "undo itself says no less");
    desk.call("undo", json!({ "act": act, "rest": true }));
    assert_eq!(desk.number("SELECT count(*) FROM customer WHERE deleted_at IS NULL"), 1, "the customer stays");
}

#[test]
fn a_list_of_the_other_kind_is_noticed_and_only_told() {
    let desk = Desk::new();
    desk.customer("Acme");
    let talk = "Customer,Date,Channel,Notes\nAcme,2026-05-08,Call,first\n";
    let who = "Company,Phone,City\nBolt,+1 216 555 0148,Cleveland\n";
    let looks = |command: &str, list: &str| {
        desk.call(command, desk.importing("list.csv", list, json!({})))["looksLike"].clone()
    };
    let conversations = json!({ "kind": "communications", "columns": ["Date", "Channel", "Notes"] });
    assert_eq!(looks("preview_import", talk), conversations);
    assert_eq!(looks("preview_communications", talk), Value::Null, "it is what it looks like");
    let customers = json!({ "kind": "customers", "columns": ["Phone", "City"] });
    assert_eq!(looks("preview_communications", who), customers);
    assert_eq!(looks("preview_import", who), Value::Null);
    let report = desk.import(talk, json!({ "onDuplicate": "create" }));
    assert_eq!(report["created"], 1, "what a person decides is done");
}

//! Mails and chats come in as communications: once, with their own times, at the customers that they are with.

use satchel_tests::Desk;
use serde_json::{Value, json};

/// What came in, oldest first.
fn said(desk: &Desk) -> Vec<String> {
    desk.rows(
        "SELECT c.name || '|' || strftime('%Y-%m-%d %H:%M:%S', t.at / 1000, 'unixepoch') || '|' || t.channel || '|' || t.direction \
         || '|' || ifnull(t.duration_minutes, '') || '|' || t.title || '|' || replace(t.text, char(10), '/') || '|' || \
         ifnull((SELECT u.name FROM user u WHERE u.id = t.owner_id), '') || '|' || \
         ifnull((SELECT group_concat(p.name, ';') FROM participant a JOIN contact p ON p.id = a.contact_id \
         WHERE a.communication_id = t.id AND a.deleted_at IS NULL), '') \
         FROM communication t JOIN customer c ON c.id = t.customer_id WHERE t.deleted_at IS NULL ORDER BY t.at, c.name",
    )
}

fn import(desk: &Desk, name: &str, file: &str, more: Value) -> Value {
    desk.command_line("import_communications", desk.importing(name, file, more)).unwrap()
}

fn preview(desk: &Desk, name: &str, file: &str, more: Value) -> Value {
    desk.call("preview_communications", desk.importing(name, file, more))
}

fn reach(desk: &Desk, customer: &str, contact: Option<&str>, kind: &str, value: &str) {
    let point = json!({ "kind": kind, "value": value, "label": "" });
    desk.call("save_points", json!({ "customerId": customer, "contactId": contact, "points": [point] }));
}

fn mail(from: &str, to: &str, subject: &str, second: u32, text: &str) -> String {
    format!(
        "Message-ID: <{second}@x>\r\nDate: Fri, 8 May 2026 15:12:{second:02} +0800\r\nFrom: {from}\r\nTo: {to}\r\nSubject: {subject}\r\n\r\n{text}\r\n"
    )
}

fn party<'a>(preview: &'a Value, who: &str) -> &'a Value {
    let all = preview["messages"]["parties"].as_array().unwrap();
    all.iter().find(|party| party["who"] == who).unwrap_or_else(|| panic!("{who}: {preview}"))
}

#[test]
fn a_mail_comes_in_once_with_its_time_and_people() {
    let desk = Desk::new();
    let mingyuan = desk.customer("上海明远机械有限公司");
    let zhou = desk.contact(&mingyuan, "周敏");
    reach(&desk, &mingyuan, Some(&zhou), "email", "zhou@mingyuan.example");
    let file = mail("=?UTF-8?B?5ZGo5pWP?= <Zhou@mingyuan.example>", "me@satchel.example", "Delivery", 30, "Two weeks?");
    let ticket = desk.session.tickets.issue({
        let path = desk.data().join("one.eml");
        std::fs::write(&path, &file).unwrap();
        path
    });
    assert!(ticket.messages, "the window and the command line know it for what it is");
    let looked = preview(&desk, "look.eml", &file, json!({}));
    assert_eq!((&looked["created"], &looked["rejected"]), (&json!(1), &json!(0)), "{looked}");
    let zhou = party(&looked, "zhou@mingyuan.example");
    assert_eq!((&zhou["by"], &zhou["customer"]["id"]), (&json!("address"), &json!(mingyuan)));
    assert_eq!(said(&desk), Vec::<String>::new(), "looking writes nothing");
    let report = import(&desk, "one.eml", &file, json!({}));
    let wanted = ["上海明远机械有限公司|2026-05-08 07:12:30|email|in||Delivery|Two weeks?||周敏"];
    assert_eq!(said(&desk), wanted);
    let other =
        mail("zhou@mingyuan.example", "me@satchel.example", "Delivery", 30, "Two weeks?\r\n\r\n(saved otherwise)");
    let again = import(&desk, "again.eml", &other, json!({}));
    assert_eq!((&again["created"], &again["skipped"]), (&json!(0), &json!(1)), "the same mail is known again");
    let answer = mail("me@satchel.example", "zhou@mingyuan.example", "Re: Delivery", 50, "Yes");
    import(&desk, "answer.eml", &answer, json!({}));
    assert_eq!(said(&desk)[1], "上海明远机械有限公司|2026-05-08 07:12:50|email|out||Re: Delivery|Yes||周敏");
    assert_eq!(desk.call("list_imports", json!({}))["rows"][2]["fileName"], "one.eml");
    desk.call("undo", json!({ "act": report["act"] }));
    assert_eq!(said(&desk).len(), 1, "one undo takes one import back");
}

#[test]
fn a_mail_is_known_again_by_its_id_whatever_became_of_it() {
    let desk = Desk::new();
    let (mingyuan, kessler) = (desk.customer("上海明远机械有限公司"), desk.customer("Kessler"));
    reach(&desk, &mingyuan, None, "email", "zhou@mingyuan.example");
    let (zhou, me) = ("zhou@mingyuan.example", "me@satchel.example");
    let came = |report: &Value| (report["created"].as_u64().unwrap(), report["skipped"].as_u64().unwrap());
    let first = mail(zhou, me, "Delivery", 30, "Two weeks?");
    assert_eq!(came(&import(&desk, "one.eml", &first, json!({}))), (1, 0));
    // A person may write something else over it, and a mail program over the file.
    let id = &desk.rows("SELECT lower(hex(id)) FROM communication")[0];
    let id = uuid::Uuid::parse_str(id).unwrap();
    let at = "2026-05-07T01:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond();
    desk.call("update_communication", json!({ "id": id, "title": "Delivery of 48 rails", "text": "Two", "at": at }));
    assert_eq!(came(&import(&desk, "again.eml", &first, json!({}))), (0, 1), "what was edited is the same mail");
    let marked = first.replace("Subject: ", "Subject: [EXT] ").replace("15:12:30", "15:13:02");
    assert_eq!(came(&import(&desk, "marked.eml", &marked, json!({}))), (0, 1), "and so is what a server changed");
    // Where there is an id it decides; where there is none, second and subject do.
    let next = first.replace("<30@x>", "<31@x>").replace("15:12:30", "15:20:00");
    let twin = next.replace("<31@x>", "<32@x>");
    assert_eq!(came(&import(&desk, "next.eml", &next, json!({}))), (1, 0));
    assert_eq!(came(&import(&desk, "twin.eml", &twin, json!({}))), (1, 0), "two mails of one second");
    let bare = next.replace("Message-ID: <31@x>", "X-Mailer: none");
    assert_eq!(came(&import(&desk, "bare.eml", &bare, json!({}))), (0, 1), "a copy that lost its id");
    let unmarked = bare.replace("15:20:00", "15:30:00");
    assert_eq!(came(&import(&desk, "unmarked.eml", &unmarked, json!({}))), (1, 0));
    let regained = unmarked.replace("X-Mailer: none", "Message-ID: <33@x>");
    assert_eq!(came(&import(&desk, "regained.eml", &regained, json!({}))), (0, 1), "one that came without it");
    // It is known where it is: another customer to whom it went gets it, too.
    let both = next.replace(me, &format!("{me}, max@kessler.example"));
    let from_us = both.replacen(zhou, "our@satchel.example", 1).replace(me, zhou).replace("<31@x>", "<34@x>");
    assert_eq!(came(&import(&desk, "both.eml", &from_us, json!({}))), (1, 0));
    reach(&desk, &kessler, None, "email", "max@kessler.example");
    let second = import(&desk, "both.eml", &from_us, json!({}));
    assert_eq!(came(&second), (1, 1), "one of the two is there");
    desk.call("undo", json!({ "act": second["act"] }));
    assert_eq!(came(&import(&desk, "both.eml", &from_us, json!({}))), (1, 1), "what was taken back may come again");
    let plan = desk.rows(
        "EXPLAIN QUERY PLAN SELECT c.* FROM json_each('[]') j CROSS JOIN communication c ON c.message_id = j.value \
         AND c.message_id IS NOT NULL AND c.deleted_at IS NULL",
    );
    assert!(plan.iter().any(|step| step.contains("ix_communication_message_id")), "{plan:?}");
}

#[test]
fn whose_a_mail_is_that_nobody_is_known_by_is_asked() {
    let desk = Desk::new();
    let (acme, kessler) = (desk.customer("Acme"), desk.customer("Kessler"));
    reach(&desk, &kessler, None, "email", "office@kessler.example");
    reach(&desk, &acme, None, "email", "acme@gmail.com");
    let one = |from: &str, second| {
        format!(
            "From x Fri May  8 15:12:30 2026\n{}\n",
            mail(from, "me@satchel.example", "Hi", second, "Text").replace('\r', "")
        )
    };
    let file = [
        one("Max <max@kessler.example>", 1),
        one("Somebody <other@gmail.com>", 2),
        one("Erna <erna@nobody.example>", 3),
    ]
    .concat();
    let looked = preview(&desk, "box.mbox", &file, json!({}));
    assert_eq!((&looked["created"], &looked["rejected"]), (&json!(1), &json!(2)), "{looked}");
    assert_eq!(party(&looked, "max@kessler.example")["by"], "domain");
    assert_eq!(party(&looked, "other@gmail.com")["by"], "nobody", "anybody has such an address");
    assert_eq!(looked["messages"]["parties"][0]["who"], "me@satchel.example", "for whom most wait is asked first");
    assert_eq!(party(&looked, "erna@nobody.example")["waits"], 1);
    let whose = json!([{ "who": "me@satchel.example" }, { "who": "erna@nobody.example", "customerId": acme }]);
    let told = preview(&desk, "box.mbox", &file, json!({ "whose": whose }));
    assert_eq!((&told["created"], &told["rejected"]), (&json!(2), &json!(1)), "{told}");
    assert_eq!(party(&told, "me@satchel.example")["ours"], true);
    let report = import(&desk, "box.mbox", &file, json!({ "whose": whose }));
    assert_eq!(report["rejected"], json!([{ "row": 2, "reason": "party_unknown" }]));
    let wanted = [
        "Kessler|2026-05-08 07:12:01|email|in||Hi|Text/Max <max@kessler.example>||",
        "Acme|2026-05-08 07:12:03|email|in||Hi|Text/Erna <erna@nobody.example>||",
    ];
    assert_eq!(said(&desk), wanted, "who isn't known there is kept in the text");
    let out = desk.data().join("left.csv");
    let ticket = desk.session.tickets.issue(out.clone()).ticket;
    desk.command_line("export_rejected_rows", json!({ "act": report["act"], "ticket": ticket })).unwrap();
    let left = std::fs::read_to_string(out).unwrap().replace("\u{feff},2026", ",2026");
    assert!(left.contains("other@gmail.com"), "{left}");
    // With the customer named, it comes in as any list does.
    let mended = left.replacen("\n,", "\nAcme,", 1).replacen("\n\"\",", "\nAcme,", 1);
    let again = import(&desk, "left.csv", &mended, json!({}));
    assert_eq!((&again["created"], &again["rejected"]), (&json!(1), &json!([])), "{mended}");
    // The name alone says nothing for certain, and is offered.
    let zhou = desk.contact(&kessler, "Zhou Min");
    let looked =
        preview(&desk, "name.eml", &mail("Zhou Min <zhou@qq.com>", "me@satchel.example", "Hi", 9, "Text"), json!({}));
    let found = party(&looked, "zhou@qq.com");
    assert_eq!(
        (&found["by"], &found["candidates"][0]["name"], &looked["created"]),
        (&json!("several"), &json!("Kessler"), &json!(0))
    );
    let whose = json!([{ "who": "zhou@qq.com", "customerId": kessler }]);
    import(
        &desk,
        "name.eml",
        &mail("Zhou Min <zhou@qq.com>", "me@satchel.example", "Hi", 9, "Text"),
        json!({ "whose": whose }),
    );
    assert!(said(&desk).iter().any(|line| line.ends_with("|Hi|Text||Zhou Min")), "{:?}", said(&desk));
    desk.call("delete_contact", json!({ "id": zhou }));
}

#[test]
fn a_chat_becomes_a_conversation_a_day_and_goes_on() {
    let desk = Desk::new();
    let mingyuan = desk.customer("上海明远机械有限公司");
    desk.contact(&mingyuan, "周敏");
    let twin = desk.customer("华信");
    desk.contact(&twin, "何丽");
    let owner = desk.rows("SELECT name FROM user").remove(0);
    let first = format!(
        "周敏 2026/5/6 14:02\n交期能不能提前？\n{owner} 2026/5/6 14:10\n我问一下\n{owner} 2026/5/7 09:00\n可以\n周敏 2026/5/8 10:00\n太好了\n"
    );
    let looked = preview(&desk, "chat.txt", &first, json!({}));
    assert_eq!((&looked["created"], &looked["rejected"]), (&json!(3), &json!(0)), "{looked}");
    assert_eq!(
        (&party(&looked, "周敏")["by"], &party(&looked, &owner.to_lowercase())["ours"]),
        (&json!("name"), &json!(true))
    );
    let report = import(&desk, "chat.txt", &first, json!({}));
    // The desk is in Shanghai, eight hours ahead.
    let wanted = [
        format!(
            "上海明远机械有限公司|2026-05-06 06:02:00|chat|in|8||14:02 周敏: 交期能不能提前？/14:10 {owner}: 我问一下|{owner}|周敏"
        ),
        format!("上海明远机械有限公司|2026-05-07 01:00:00|chat|out|||09:00 {owner}: 可以|{owner}|"),
        format!("上海明远机械有限公司|2026-05-08 02:00:00|chat|in|||10:00 周敏: 太好了|{owner}|周敏"),
    ];
    assert_eq!(said(&desk), wanted);
    let longer = format!("{first}周敏 2026/5/8 16:30\n合同发我\n");
    let again = import(&desk, "chat.txt", &longer, json!({}));
    assert_eq!((&again["created"], &again["skipped"]), (&json!(1), &json!(2)), "{again}");
    assert_eq!(
        said(&desk)[3],
        format!("上海明远机械有限公司|2026-05-08 08:30:00|chat|in|||16:30 周敏: 合同发我|{owner}|周敏")
    );
    let third = import(&desk, "chat.txt", &longer, json!({}));
    assert_eq!((&third["created"], &third["skipped"]), (&json!(0), &json!(3)), "{third}");
    desk.call("undo", json!({ "act": again["act"] }));
    desk.call("undo", json!({ "act": report["act"] }));
    assert_eq!(said(&desk), Vec::<String>::new());
    let group = "周敏 2026/5/6 14:02\n好\n何丽 2026/5/6 14:10\n好\n";
    let looked = preview(&desk, "group.txt", group, json!({}));
    assert_eq!(
        (&looked["created"], &looked["problems"][0]["code"]),
        (&json!(0), &json!("party_ambiguous")),
        "{looked}"
    );
    let whose = json!([{ "who": "何丽" }]);
    assert_eq!(
        preview(&desk, "group.txt", group, json!({ "whose": whose }))["created"],
        1,
        "one of us may be called so"
    );
}

#[test]
fn a_pasted_text_is_known_for_what_it_is() {
    let desk = Desk::new();
    let mingyuan = desk.customer("上海明远机械有限公司");
    desk.contact(&mingyuan, "周敏");
    let paste = |text: &str| desk.call("read_pasted", json!({ "text": text }));
    assert_eq!(paste("周敏说两周可以\n明天再打电话"), Value::Null);
    let chat = "周敏 2026/5/6 14:02\n交期能不能提前？\n陈豪 2026/5/6 14:10\n我问一下\n";
    let found = paste(chat);
    assert_eq!(
        (&found["kind"], &found["count"], &found["people"]),
        (&json!("chat"), &json!(2), &json!(["周敏", "陈豪"]))
    );
    let report = desk.command_line("import_communications", json!({ "ticket": found["file"]["ticket"] })).unwrap();
    assert_eq!(report["created"], 1);
    assert_eq!(desk.call("list_imports", json!({}))["rows"][0]["fileName"], found["file"]["name"]);
    let mail =
        paste("发件人: 周敏 <zhou@mingyuan.example>\n发送时间: 2026年5月8日 15:12\n收件人: 陈豪\n主题: 交期\n\n可以\n");
    assert_eq!((&mail["kind"], &mail["count"]), (&json!("mail"), &json!(1)));
    let gone = desk.call_err("preview_communications", json!({ "ticket": found["file"]["ticket"] }));
    assert_eq!(gone.code, satchel_core::Code::NotFound, "only the latest is kept");
}

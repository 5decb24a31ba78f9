//! Conversations are found by what their files are called: at once, until a file is removed, and again after undo.

use std::fs;

use satchel_core::search;
use satchel_tests::{BruteForce, Desk, run};
use serde_json::{Value, json};

fn attach(desk: &Desk, talk: &str, names: &[&str]) -> Vec<String> {
    let folder = desk.data().join("outside");
    fs::create_dir_all(&folder).unwrap();
    let ticket = |name: &&str| {
        fs::write(folder.join(name), name.as_bytes()).unwrap();
        desk.session.tickets.issue(folder.join(name)).ticket
    };
    let files: Vec<String> = names.iter().map(ticket).collect();
    let added = desk.command_line("add_attachments", json!({ "communicationId": talk, "files": files })).unwrap();
    added["attachments"].as_array().unwrap().iter().map(|file| file["id"].as_str().unwrap().to_owned()).collect()
}

fn hit(desk: &Desk, query: &str, id: &str) -> Option<Value> {
    let found = desk.call("search", json!({ "query": query, "kinds": ["communication"] }));
    found["hits"].as_array().unwrap().iter().find(|hit| hit["id"] == id).cloned()
}

fn marked(name: &Value) -> String {
    let segment = |segment: &Value| {
        let text = segment["text"].as_str().unwrap();
        if segment["hit"] == true { format!("[{text}]") } else { text.to_owned() }
    };
    name.as_array().unwrap().iter().map(segment).collect()
}

#[test]
fn the_name_of_a_file_finds_its_conversation_and_is_told_as_the_reason() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let talk = desk.log(&customer, "sent what was asked for");
    let other = desk.log(&customer, "nothing to see");
    let files = attach(&desk, &talk, &["报价单 终稿.pdf", "HGW25 drawing.dwg"]);
    attach(&desk, &other, &["invoice.pdf"]);
    let check = |when: &str| {
        for (query, name) in [
            ("报价", "[报价]单 终稿.pdf"),
            ("终稿", "报价单 [终稿].pdf"),
            ("價單", "报[价单] 终稿.pdf"),
            ("draw", "HGW25 [draw]ing.dwg"),
            ("hgw25", "[HGW25] drawing.dwg"),
            ("sent hgw25", "[HGW25] drawing.dwg"),
        ] {
            let hit = hit(&desk, query, &talk).unwrap_or_else(|| panic!("{query} must find it {when}"));
            let names: Vec<String> = hit["foundFiles"].as_array().unwrap().iter().map(marked).collect();
            assert_eq!(names, [name], "{query} {when}");
        }
        assert!(hit(&desk, "报价", &other).is_none());
        assert_eq!(hit(&desk, "sent", &talk).unwrap()["foundFiles"], json!([]), "the text is the reason {when}");
        assert!(hit(&desk, "-draw asked", &talk).is_none(), "what is left out counts in names, too");
        assert!(hit(&desk, "\"终稿 hgw25\"", &talk).is_none(), "no phrase reaches from one name into the next");
    };
    check("before the index knows");
    run(search::settle(&desk.app())).unwrap();
    check("once the index knows");

    let removed = desk.call("remove_attachment", json!({ "id": files[0] }));
    assert!(hit(&desk, "报价", &talk).is_none(), "a file that was removed finds nothing at once");
    run(search::settle(&desk.app())).unwrap();
    assert!(hit(&desk, "报价", &talk).is_none(), "nor later");
    assert!(hit(&desk, "draw", &talk).is_some(), "the other one still does");
    desk.call("undo", json!({ "act": removed["act"] }));
    check("after undo");
    run(search::settle(&desk.app())).unwrap();
    check("after undo, once the index knows");
    desk.command_line("rebuild_index", json!({})).unwrap();
    check("from an index that was filled anew");
}

#[test]
fn with_files_search_still_finds_what_a_scan_finds() {
    let desk = Desk::with_sample();
    let newest = "SELECT lower(hex(id)) FROM communication WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 30";
    let talks: Vec<String> =
        desk.rows(newest).iter().map(|id| uuid::Uuid::parse_str(id).unwrap().to_string()).collect();
    let names = ["报价单_2026-05.pdf", "合同(终稿).docx", "HGW25 rail quote.xlsx", "photo 1.png", "圖紙v2.dwg"];
    let mut files = Vec::new();
    for (at, talk) in talks.iter().enumerate() {
        let names = [names[at % names.len()], names[(at + 2) % names.len()]];
        files.extend(attach(&desk, talk, &names[..1 + at % 2]));
    }
    let queries = [
        "报",
        "价单",
        "合同",
        "终稿",
        "pdf",
        "quote",
        "rail",
        "hgw",
        "2026",
        "图纸",
        "v2",
        "photo",
        "报 -pdf",
        "\"rail quote\"",
    ];
    let check = |when: &str| {
        let brute = BruteForce::over(&desk);
        for query in queries {
            desk.finds_what_a_scan_finds(&brute, query, when);
        }
    };
    check("before the index knows");
    run(search::settle(&desk.app())).unwrap();
    check("once the index knows");
    for id in &files[..20] {
        desk.call("remove_attachment", json!({ "id": id }));
    }
    check("after removing some");
    run(search::settle(&desk.app())).unwrap();
    check("after removing some, once the index knows");
    for _ in 0..10 {
        desk.call("undo", json!({}));
    }
    check("after bringing some back");
    desk.reopen();
    check("after a restart");
}

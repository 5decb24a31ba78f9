//! Plain text left behind: names and notes are put in, and every file that the program could have written is searched for
//! them, while it runs and after it was killed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use encoding_rs::GBK;
use satchel_core::search;
use satchel_tests::{Desk, files_in, run};
use serde_json::json;

use crate::child::{Task, folder, tell};

const ENGLISH: &str = "Wombatcanary";
const CHINESE: &str = "金丝雀密语";

/// A file larger than this must look like noise.
const SMALL: usize = 64 * 1024;

/// The forms in which a text may have been written: as it is, in other encodings, folded, and in pieces as an index keeps it.
fn forms() -> Vec<(String, Vec<u8>)> {
    let mut forms = Vec::new();
    let pieces: Vec<String> =
        CHINESE.chars().collect::<Vec<_>>().windows(3).map(|three| three.iter().collect()).collect();
    let texts = [
        ENGLISH.to_owned(),
        ENGLISH.to_lowercase(),
        ENGLISH.to_uppercase(),
        ENGLISH[1..].to_owned(),
        CHINESE.to_owned(),
    ];
    for text in texts.into_iter().chain(pieces) {
        forms.push((format!("{text} in UTF-8"), text.clone().into_bytes()));
        forms.push((format!("{text} in UTF-16LE"), text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
        forms.push((format!("{text} in UTF-16BE"), text.encode_utf16().flat_map(u16::to_be_bytes).collect()));
        forms.push((format!("{text} in GBK"), GBK.encode(&text).0.into_owned()));
    }
    forms
}

/// Every place below `root` where a form of the canaries stands.
fn traces(root: &Path) -> Vec<String> {
    let forms = forms();
    let pair = |bytes: &[u8]| usize::from(bytes[0]) << 8 | usize::from(bytes[1]);
    // Few places begin as a form does, and only those are looked at closely.
    let mut beginnings = vec![false; 1 << 16];
    forms.iter().for_each(|(_, wanted)| beginnings[pair(wanted)] = true);
    let mut traces = BTreeSet::new();
    for file in files_in(root) {
        // A file that went meanwhile holds nothing.
        let bytes = fs::read(&file).unwrap_or_default();
        for at in 1..bytes.len() {
            let rest = &bytes[at - 1..];
            if beginnings[pair(rest)] {
                let here = forms.iter().filter(|(_, wanted)| rest.starts_with(wanted));
                traces.extend(here.map(|(form, _)| format!("{form} in {}", file.display())));
            }
        }
    }
    traces.into_iter().collect()
}

/// Bits per byte, by how often each byte occurs.
fn entropy(bytes: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let share = |count: &u32| f64::from(*count) / bytes.len() as f64;
    counts.iter().filter(|count| **count > 0).map(share).map(|share| -share * share.log2()).sum()
}

/// Large files and how much they look like noise.
fn entropies(root: &Path) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    for file in files_in(root) {
        let bytes = fs::read(&file).unwrap_or_default();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        // The shared memory of the write-ahead log holds numbers of pages and nothing of what is in them.
        if bytes.len() > SMALL && !name.ends_with("-shm") {
            found.insert(name, entropy(&bytes));
        }
    }
    found
}

#[test]
fn nothing_readable_is_left_behind() {
    let root = tempfile::TempDir::new().unwrap();
    let [data, home, temporary] = ["data", "home", "tmp"].map(|name| folder(root.path(), name));
    let task = Task { recovery: Desk::lay_out(&data), data, from: 0 };
    let log = fs::File::create(root.path().join("log.txt")).unwrap();
    let victim = task.start("canary::talking_child", |command| {
        command.env("HOME", &home).env("TMPDIR", &temporary).env("TEMP", &temporary).env("SQLITE_TMPDIR", &temporary);
        for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"] {
            command.env(name, home.join(name));
        }
        command.env("RUST_LOG", "trace").stderr(log);
    });
    assert_eq!(victim.hear(), "ready");
    let running = root.path().join("data/workspace/satchel.db-wal");
    assert!(running.exists(), "it is running, and what was just saved may lie in the write-ahead log");
    assert_eq!(traces(root.path()), Vec::<String>::new(), "while it runs");
    victim.kill();
    assert_eq!(traces(root.path()), Vec::<String>::new(), "after a kill");
    let large = entropies(root.path());
    assert!(large.contains_key("satchel.db") && large.contains_key("satchel.db-wal"), "both must be large: {large:?}");
    assert!(large.len() > 3, "parts of the index must be large as well: {large:?}");
    for (name, bits) in large {
        assert!(bits > 7.9, "{name} must look like noise: {bits:.3} bits per byte");
    }
    for (place, text) in
        [("tmp/a", GBK.encode(CHINESE).0.into_owned()), ("home/b", ENGLISH.to_lowercase().into_bytes())]
    {
        fs::write(root.path().join(place), text).unwrap();
        assert!(!traces(root.path()).is_empty(), "the search finds what is there: {place}");
        fs::remove_file(root.path().join(place)).unwrap();
    }
}

#[test]
#[ignore = "the other side of nothing_readable_is_left_behind"]
fn talking_child() {
    let Some(task) = Task::mine() else { return };
    let desk = task.desk();
    desk.fill(200, 2_000);
    let input = json!({ "kind": "company", "name": format!("{ENGLISH} {CHINESE}"), "otherName": CHINESE, "note": ENGLISH,
                        "tags": [ENGLISH], "address": CHINESE });
    let customer = desk.call("create_customer", input)["id"].as_str().unwrap().to_owned();
    let contact = desk.contact(&customer, CHINESE);
    desk.log(&customer, &format!("a long note with {ENGLISH} in it, and {CHINESE}以及别的 ").repeat(40));
    desk.call("update_contact", json!({ "id": contact, "title": ENGLISH }));
    desk.call("save_draft", json!({ "key": "log", "value": format!("{CHINESE} {ENGLISH}") }));
    run(search::settle(&desk.app())).unwrap();
    for query in [ENGLISH, CHINESE] {
        let found = desk.call("search", json!({ "query": query }));
        assert!(found["total"].as_i64() >= Some(2), "{query} must be in the index to be looked for");
        desk.call("list_customers", json!({ "filter": { "text": query }, "sort": { "by": "region" } }));
    }
    // What a sort or a large undo spills must not be plain either.
    desk.call("delete_customers", json!({ "ids": [customer] }));
    desk.call("undo", json!({}));
    let list = task.data.with_file_name("tmp").join("list.csv");
    let out = desk.session.tickets.issue(list.clone()).ticket;
    desk.command_line("export_list", json!({ "kind": "customers", "ticket": out })).unwrap();
    // A person asked for this one in plain text.
    fs::remove_file(list).unwrap();
    tell("ready");
    loop {
        std::thread::park();
    }
}

//! A calendar file that is kept up to date: after changes, without names, when its folder goes and comes back, and left or
//! deleted.

use std::path::Path;
use std::time::{Duration, Instant};

use satchel_tests::Desk;
use serde_json::{Value, json};

fn add(desk: &Desk, customer: &str, title: &str) -> String {
    let input = json!({ "customerId": customer, "title": title, "due": { "date": "2026-05-15", "time": "10:00" }, "channel": "call" });
    desk.call("create_follow_up", input)["id"].as_str().unwrap().to_owned()
}

fn keep(desk: &Desk, file: &Path, mine: bool, named: bool) -> Value {
    let ticket = desk.session.tickets.issue(file.to_path_buf()).ticket;
    desk.call("keep_calendar_file", json!({ "ticket": ticket, "mine": mine, "named": named }))
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_default().replace("\r\n ", "")
}

/// Waits until it is so; what is written shortly afterwards takes some seconds.
#[track_caller]
fn until(what: &str, is: impl Fn() -> bool) {
    let began = Instant::now();
    while !is() {
        assert!(began.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn it_follows_what_changes_while_the_workspace_is_open() {
    let desk = Desk::new();
    let customer = desk.customer("上海明远");
    add(&desk, &customer, "first");
    let file = desk.data().join("mine.ics");
    let told = keep(&desk, &file, true, true);
    assert_eq!((&told["name"], &told["problem"]), (&json!("mine.ics"), &json!(null)));
    assert!(!told.to_string().contains(desk.data().to_str().unwrap()), "the window hears of no path: {told}");
    assert!(read(&file).contains("SUMMARY:上海明远: first"), "it is there at once");
    let second = add(&desk, &customer, "second");
    until("the second one is in it", || read(&file).contains("SUMMARY:上海明远: second"));
    desk.call("complete_follow_up", json!({ "id": second }));
    until("what is done leaves it", || !read(&file).contains("second"));
    let others = std::fs::read_dir(desk.data()).unwrap().filter_map(Result::ok);
    let parts = others.filter(|entry| entry.file_name().to_string_lossy().contains(".part")).count();
    assert_eq!(parts, 0, "nothing is left beside it");

    desk.write_raw("UPDATE follow_up SET owner_id = x'0190000000007000800000000000000a' WHERE title = 'first'");
    keep(&desk, &file, true, true);
    assert!(!read(&file).contains("first"), "somebody else's");
    keep(&desk, &file, false, false);
    let text = read(&file);
    assert!(text.contains("SUMMARY:Call\r\n") && !text.contains("明远") && !text.contains("first"), "{text}");

    desk.close();
    std::fs::remove_file(&file).unwrap();
    desk.open();
    until("it is written anew after the workspace was opened", || read(&file).contains("SUMMARY:Call"));
    desk.call("stop_calendar_file", json!({ "delete": false }));
    assert_eq!(desk.call("get_calendar_file", json!({})), json!(null));
    assert!(file.exists(), "it stays where it is");
    keep(&desk, &file, false, false);
    desk.call("stop_calendar_file", json!({ "delete": true }));
    assert!(!file.exists());
    desk.call("stop_calendar_file", json!({ "delete": true }));
}

#[test]
fn a_folder_that_is_gone_is_told_and_tried_again() {
    let desk = Desk::new();
    let customer = desk.customer("A");
    let folder = desk.data().join("synced");
    let file = folder.join("mine.ics");
    let ticket = desk.session.tickets.issue(file.clone()).ticket;
    let input = json!({ "ticket": ticket, "mine": false, "named": true });
    assert_eq!(desk.call_err("keep_calendar_file", input).fields["file"], "not_there");
    assert_eq!(desk.call("get_calendar_file", json!({})), json!(null), "what can't be written is not kept");
    std::fs::create_dir(&folder).unwrap();
    keep(&desk, &file, false, true);
    let problem = || desk.call("get_calendar_file", json!({}))["problem"].clone();
    std::fs::remove_dir_all(&folder).unwrap();
    add(&desk, &customer, "x");
    until("the window is told", || problem() == "not_there");
    std::fs::create_dir(&folder).unwrap();
    add(&desk, &customer, "y");
    until("it is written again", || read(&file).contains("SUMMARY:A: y"));
    until("nothing is wrong any more", || problem() == json!(null));
}

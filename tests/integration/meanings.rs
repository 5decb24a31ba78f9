//! Notes that mean the same in other words: what is learned of words in the background, and what comes of losing it.

use std::fs;
use std::time::{Duration, Instant};

use satchel_core::{insights, search};
use satchel_tests::{Desk, ENOUGH_NOTES, ONE_WAY, OTHER_WAY, files_in, list_of_notes, note, noted, run};
use serde_json::{Value, json};

fn analysis(desk: &Desk, id: &str) -> Value {
    desk.call("read_analysis", json!({ "id": id }))
}

fn settle(desk: &Desk) {
    run(search::settle(&desk.app())).unwrap();
    run(insights::settle(&desk.app())).unwrap();
}

/// What is kept, as it lies on the disk.
fn kept(desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let of =
        |file: std::path::PathBuf| (file.file_name().unwrap().to_string_lossy().into_owned(), fs::read(file).unwrap());
    let folder = desk.folder().join("words");
    if folder.exists() { files_in(&folder).into_iter().map(of).collect() } else { Vec::new() }
}

#[test]
fn with_enough_notes_what_means_the_same_is_found_in_other_words() {
    let desk = Desk::new();
    let customer = desk.customer("上海明远机械");
    let about = desk.log(&customer, "报价 单价 折扣 优惠 价格");
    let same = desk.log(&customer, "Quotation, rate, discount, rebate, pricing.");
    let few = 60;
    (0..few).for_each(|number| drop(desk.log(&customer, &note(number))));
    settle(&desk);
    let said = analysis(&desk, &about);
    assert_eq!(said["compared"], json!({ "by": "words", "learning": false }), "there are too few");
    let similar = said["similar"].as_array().unwrap();
    assert!(similar.iter().all(|note| note["id"] != json!(same) && note["near"] == json!([])), "{similar:?}");
    assert_eq!(kept(&desk), [], "of too few nothing is kept");

    // All at once, so that what is learned doesn't hang on when the learning begins.
    let many = ENOUGH_NOTES;
    let input = desk.importing("notes.csv", list_of_notes("上海明远机械", few..many), json!({}));
    let came = desk.command_line("import_communications", input).unwrap();
    assert_eq!(came["created"], many - few);
    settle(&desk);
    let said = analysis(&desk, &about);
    assert_eq!(said["compared"], json!({ "by": "meaning", "notes": many + 2 }));
    let similar = said["similar"].as_array().unwrap();
    let found = similar.iter().find(|note| note["id"] == json!(same));
    let found = found.unwrap_or_else(|| panic!("it shares no word, but means the same: {similar:?}"));
    let near = found["near"].as_array().unwrap();
    assert!(!near.is_empty(), "{found}");
    for pair in near {
        let (own, other) = (pair["own"].as_str().unwrap(), pair["other"].as_str().unwrap());
        assert!(ONE_WAY.contains(&own) && OTHER_WAY.contains(&other.to_lowercase().as_str()), "{pair}");
        let marked = |segment: &Value| segment["hit"] == true && segment["text"] == other;
        assert!(found["snippet"].as_array().unwrap().iter().any(marked), "{other} is marked: {found}");
    }
    assert_eq!(analysis(&desk, &about), said, "the same each time");

    // A start needs no training.
    let before = kept(&desk);
    assert_eq!(before.len(), 1);
    let readable = |word: &str| before[0].1.windows(word.len()).any(|part| part == word.as_bytes());
    assert!(!readable("quotation") && !readable("报价"), "nothing on the disk can be read");
    desk.reopen();
    settle(&desk);
    assert_eq!(analysis(&desk, &about), said);
    // Nor do a few more notes.
    (0..5).for_each(|number| drop(desk.log(&customer, &format!("Filter {number} is blocked."))));
    settle(&desk);
    assert!(kept(&desk) == before, "nothing was learned anew");

    // What is damaged is learned again, which closing cuts short, and what a kill left unfinished is gone.
    desk.close();
    let file = desk.folder().join("words").join(&before[0].0);
    let mut damaged = before[0].1.clone();
    damaged[5_000] ^= 1;
    fs::write(&file, &damaged).unwrap();
    fs::write(file.with_file_name("0.part"), "half of it").unwrap();
    desk.open();
    let began = Instant::now();
    while analysis(&desk, &about)["compared"] != json!({ "by": "words", "learning": true }) {
        assert!(began.elapsed() < Duration::from_secs(60), "it is being learned again");
        std::thread::yield_now();
    }
    desk.close();
    assert!(kept(&desk) == [(before[0].0.clone(), damaged)], "nothing half learned is kept");

    // What is whole again is read; and when many of the notes are gone, so is what they taught.
    fs::write(&file, &before[0].1).unwrap();
    desk.open();
    settle(&desk);
    assert_eq!(analysis(&desk, &about)["compared"], said["compared"]);
    desk.call("undo", json!({ "act": came["act"] }));
    settle(&desk);
    assert_eq!(analysis(&desk, &about)["compared"], json!({ "by": "words", "learning": false }));
    assert_eq!(kept(&desk), []);
}

/// What reading costs without and with what was learned, on the same notes among nearly as many others.
#[test]
#[ignore = "measures"]
fn what_it_costs() {
    let desk = Desk::new();
    let customer = desk.customer("上海明远机械");
    let ids: Vec<String> = (0..320).map(|number| desk.log(&customer, &note(number))).collect();
    settle(&desk);
    let read = |by: &str| {
        let reads = ids.iter().map(|id| {
            let began = Instant::now();
            assert_eq!(analysis(&desk, id)["compared"]["by"], by);
            began.elapsed()
        });
        let mut took: Vec<Duration> = reads.collect();
        took.sort_unstable();
        took[took.len() / 2]
    };
    let without = read("words");
    (320..400).for_each(|number| drop(desk.log(&customer, &note(number))));
    settle(&desk);
    let with = read("meaning");
    noted(&format!("read_analysis, median: {without:?} by words, {with:?} by meaning"));
}

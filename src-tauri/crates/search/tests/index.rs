//! The index against the definition of a match, and against damage.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use satchel_search::{Change, Document, Error, Filling, Hit, Hits, Index, Kind, Named, Order, Query, Terms, Whom};
use tempfile::TempDir;
use uuid::Uuid;

/// Rounds of the comparison with the definition; each makes an index on disk.
const CASES: u32 = 64;

const KEY: [u8; 32] = [42; 32];

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn note(number: u128, title: &str, body: &str) -> Document {
    Document {
        kind: Kind::Communication,
        id: id(number),
        customer: id(1000),
        channel: None,
        owner: None,
        category: None,
        at_ms: Some(number as i64),
        whose: String::new(),
        people: String::new(),
        title: title.to_owned(),
        body: body.to_owned(),
        files: String::new(),
        words: Vec::new(),
    }
}

fn open(folder: &TempDir) -> Index {
    Index::open(folder.path(), &KEY).unwrap()
}

fn with(documents: &[Document]) -> (TempDir, Index) {
    let folder = tempfile::tempdir().unwrap();
    let index = open(&folder);
    index.apply(documents.iter().cloned().map(Change::put), 1).unwrap();
    (folder, index)
}

fn asking(text: &str) -> Query {
    Query { terms: Terms::parse(text), limit: 1000, ..Query::default() }
}

fn search(index: &Index, query: &Query) -> Hits {
    index.search(query, &HashSet::new()).unwrap()
}

fn found(index: &Index, text: &str) -> Vec<u128> {
    search(index, &asking(text)).hits.iter().map(|hit| hit.id.as_u128()).collect()
}

#[test]
fn chinese_and_english_are_found() {
    let (_folder, index) = with(&[
        note(1, "Bosch Rexroth", "导轨HGW25报价，北京，上海交货"),
        note(2, "上海交通设备", "Bosche is another word. 𠮷野家"),
        note(3, "emoji 🎉", "ｆｕｌｌ　ｗｉｄｔｈ café"),
    ]);
    for (text, want) in [
        ("hgw", vec![1]),
        ("gw25", vec![]),
        ("上", vec![1, 2]),
        ("京上", vec![]),
        ("上海交", vec![1, 2]),
        ("上海交通设备", vec![2]),
        ("bosch", vec![1, 2]),
        ("bosch 交货", vec![1]),
        ("𠮷", vec![2]),
        ("𠮷野家", vec![2]),
        ("FULL cafe", vec![3]),
        ("🎉", vec![3, 2, 1]),
        ("nothing", vec![]),
    ] {
        let got = found(&index, text);
        if text == "🎉" {
            assert_eq!(got, want, "no terms: everything, newest first");
        } else {
            assert_eq!(BTreeSet::from_iter(got), BTreeSet::from_iter(want), "{text}");
        }
    }
}

#[test]
fn odd_texts_are_indexed() {
    let long_word = "w".repeat(70_000);
    let huge = "报价 delivery ".repeat(8_000);
    let (_folder, index) = with(&[note(1, "", ""), note(2, "，。!", "\u{0}a\u{0}b"), note(3, &long_word, &huge)]);
    assert_eq!(found(&index, "").len(), 3);
    assert_eq!(found(&index, "a b"), [2]);
    assert_eq!(found(&index, &long_word), [3]);
    assert_eq!(found(&index, "报价 deliv"), [3]);
    assert_eq!(found(&index, "价报"), Vec::<u128>::new());
}

#[test]
fn changes_replace_remove_and_advance_the_cursor() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(&folder);
    assert_eq!(index.cursor(), 0);
    let twice = [Change::put(note(1, "old", "")), Change::put(note(1, "new", "")), Change::put(note(2, "new", ""))];
    index.apply(twice, 7).unwrap();
    assert_eq!(found(&index, "new"), [2, 1]);
    assert!(found(&index, "old").is_empty(), "the later change of a document wins");
    index.apply([Change::Remove(id(2)), Change::Remove(id(99)), Change::put(note(3, "new", ""))], 9).unwrap();
    index.apply([Change::put(note(3, "gone", "")), Change::Remove(id(3))], 10).unwrap();
    assert_eq!(found(&index, ""), [1]);
    index.apply([], 11).unwrap();
    index.close().unwrap();
    assert!(matches!(index.search(&asking(""), &HashSet::new()), Err(Error::Closed)));
    let index = open(&folder);
    assert_eq!(index.cursor(), 11);
    assert_eq!(found(&index, "new"), [1]);
}

#[test]
fn a_mark_goes_with_its_changes_and_stays_with_others() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(&folder);
    assert_eq!(index.mark(), "");
    let about = |number, category: u128| Document { category: Some(id(category)), ..note(number, "note", "") };
    index.apply([Change::put(about(1, 7)), Change::put(note(2, "note", ""))], 5).unwrap();
    index.apply_marked([Change::put(about(2, 8))], "half way").unwrap();
    assert_eq!((index.cursor(), index.mark().as_str()), (5, "half way"));
    index.apply([Change::Remove(id(1)), Change::put(note(3, "note", ""))], 6).unwrap();
    index.close().unwrap();
    let index = open(&folder);
    assert_eq!((index.cursor(), index.mark().as_str()), (6, "half way"), "a mark outlives changes and a restart");
    let held = index.categories(&[id(1), id(2), id(3)]).unwrap();
    assert_eq!(held.get(&id(1)), None, "what was removed is held no more");
    assert_eq!((held[&id(2)], held[&id(3)]), (Some(id(8)), None));
}

#[test]
fn a_new_index_is_filled_in_a_folder_of_its_own_and_gone_on_with_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let begin = || Filling::open(folder.path(), &KEY).unwrap();
    let mut filling = begin();
    assert_eq!(filling.mark(), None);
    assert!(matches!(Index::open(folder.path(), &KEY), Err(Error::Unfinished)), "an empty one is no answer");
    (0..200).try_for_each(|n| filling.add(&note(n, "kept", ""))).unwrap();
    filling.save("at 200").unwrap();
    (200..300).try_for_each(|n| filling.add(&note(n, "lost", ""))).unwrap();
    drop(filling);
    assert!(matches!(Index::open(folder.path(), &KEY), Err(Error::Unfinished)), "half of it is no answer either");

    let mut filling = begin();
    assert_eq!(filling.mark(), Some("at 200"));
    (200..500).try_for_each(|n| filling.add(&note(n, "new", ""))).unwrap();
    filling.finish(33, "seen").unwrap();
    assert!(matches!(Filling::open(folder.path(), &KEY), Err(Error::Damaged(_))), "what is whole isn't filled again");
    let index = open(&folder);
    assert_eq!((index.cursor(), index.mark().as_str()), (33, "seen"));
    for (text, count) in [("kept", 200), ("lost", 0), ("new", 300)] {
        assert_eq!(found(&index, text).len(), count, "{text}");
    }
    index.apply([Change::put(note(10, "changed", ""))], 34).unwrap();
    assert_eq!((found(&index, "changed").len(), found(&index, "kept").len()), (1, 199));
}

fn varied(number: u128) -> Document {
    let kinds = [Kind::Customer, Kind::Contact, Kind::Communication];
    Document {
        kind: kinds[number as usize % 3],
        customer: id(1000 + number % 7),
        channel: Some((number % 4) as u8).filter(|channel| *channel > 0),
        owner: Some(id(2000 + number % 5)).filter(|owner| *owner != id(2000)),
        at_ms: Some((number as i64 * 37) % 100 - 50).filter(|at| at % 6 != 0),
        ..note(number, ["even", "odd"][number as usize % 2], "报价")
    }
}

#[test]
fn names_narrow_and_are_found_nowhere_else() {
    let at = |number, whose: &str, people: &str| Document {
        whose: whose.to_owned(),
        people: people.to_owned(),
        ..note(number, "quote", "rail")
    };
    let documents =
        [at(1, "上海明远机械", "周敏\n张伟"), at(2, "Kessler Antriebstechnik", "Jonas Kessler"), at(3, "明远", "周民")];
    let (_folder, index) = with(&documents);
    for (whom, names, excluded, want) in [
        (Whom::Customer, vec!["明遠"], false, vec![3, 1]),
        (Whom::Customer, vec!["kess"], false, vec![2]),
        (Whom::Customer, vec!["kess"], true, vec![3, 1]),
        (Whom::Person, vec!["周敏", "\"周民\""], false, vec![3, 1]),
        (Whom::Person, vec!["张伟 周敏"], false, vec![1]),
        (Whom::Person, vec!["\"敏 张\""], false, vec![1]),
        (Whom::Person, vec![], false, vec![]),
        (Whom::Person, vec!["-周敏"], false, vec![3, 2]),
    ] {
        let named = Named { whom, any: names.iter().map(|name| Terms::parse(name)).collect(), excluded };
        let query = Query { named: vec![named], order: Order::Newest, ..asking("rail") };
        let got: Vec<u128> = search(&index, &query).hits.iter().map(|hit| hit.id.as_u128()).collect();
        assert_eq!(got, want, "{whom:?} {names:?}");
        let mut scanned: Vec<u128> =
            documents.iter().filter(|document| query.matches(document)).map(|document| document.id.as_u128()).collect();
        scanned.reverse();
        assert_eq!(scanned, want, "{whom:?} {names:?} by the definition");
    }
    assert!(found(&index, "kessler").is_empty(), "a customer's name is no text of what was said");
}

#[test]
fn a_hit_counts_for_its_customer_its_category_and_its_time() {
    let about = |number: u128| Document {
        category: Some(id(3000 + number % 3)).filter(|category| *category != id(3000)),
        ..varied(number)
    };
    let documents: Vec<Document> = (0..9_000).map(about).collect();
    let (_folder, index) = with(&documents);
    let count = |keep: &dyn Fn(&Document) -> bool| documents.iter().filter(|document| keep(document)).count() as u64;
    for categories in [vec![], vec![id(3001)]] {
        let query =
            Query { categories: categories.clone(), top_customers: 3, spans: vec![-20, 0, 10], ..asking("报价") };
        let hits = search(&index, &query);
        let kept = |document: &Document| query.wants_category(document.category);
        let mut customers: Vec<(Uuid, u64)> = (0..7)
            .map(|n| (id(1000 + n), count(&|document| kept(document) && document.customer == id(1000 + n))))
            .collect();
        customers.sort_by_key(|(id, count)| (u64::MAX - count, *id));
        assert_eq!(hits.by_customer, customers[..3]);
        assert_eq!(hits.customers, 7);
        let span =
            |from, to| count(&|document| kept(document) && document.at_ms.is_some_and(|at| from <= at && at < to));
        assert_eq!(hits.by_time, [span(-20, 0), span(0, 10)]);
        let of = |number| (id(number), count(&|document| document.category == Some(id(number))));
        assert_eq!(hits.categories, [of(3001), of(3002)], "as if none were chosen");
        assert_eq!(hits.total, count(&kept));
    }
    let without = Query { not_categories: vec![id(3001)], ..asking("报价") };
    assert_eq!(search(&index, &without).total, count(&|document| document.category != Some(id(3001))));
}

#[test]
fn of_what_matches_alike_the_newer_is_better_and_a_better_match_still_wins() {
    const DAY: i64 = 86_400_000;
    let at = |number, body: &str, day: i64| Document { at_ms: Some(day * DAY), ..note(number, "", body) };
    let pad = "and so on for a while";
    let documents =
        [at(1, &format!("rail {pad}"), 0), at(2, &format!("rail {pad}"), 900), at(3, &format!("rails {pad}"), 1000)];
    let (_folder, index) = with(&documents);
    let order = |now_ms| {
        let query = Query { now_ms, ..asking("rail") };
        search(&index, &query).hits.iter().map(|hit| hit.id.as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(order(Some(1000 * DAY)), [2, 1, 3]);
    let titled = Document { title: "Rail".to_owned(), ..at(1, pad, 0) };
    let documents = [titled, at(2, "rail", 1000)];
    let (_folder, index) = with(&documents);
    let query = Query { now_ms: Some(1000 * DAY), ..asking("rail") };
    assert_eq!(search(&index, &query).hits[0].id, id(1), "what is all about it comes before what is new");
}

#[test]
fn words_are_counted_and_compared_as_given() {
    let worded = |number, words: &[&str]| Document {
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        ..note(number, "title", "body")
    };
    let documents = [
        worded(1, &["交期", "rails", "hgw-25"]),
        worded(2, &["交期", "price"]),
        worded(3, &["rails", "price", "交期"]),
        worded(4, &["invoice"]),
        note(5, "rails", "交期"),
    ];
    let (_folder, index) = with(&documents);
    let known = index.frequencies(&["交期", "rails", "hgw-25", "hgw", "交", "nothing"]).unwrap();
    assert_eq!((known.documents, known.holding), (4, vec![3, 2, 1, 0, 0, 0]), "whole words, of those that have any");
    let alike = |words: &[(&str, u16)], except, limit| {
        index.alike(words, id(except), limit).unwrap().iter().map(Uuid::as_u128).collect::<Vec<_>>()
    };
    assert_eq!(alike(&[("rails", 200), ("price", 150)], 9, 9), [3, 1, 2], "by the weight of what is shared");
    assert_eq!(alike(&[("rails", 200), ("price", 150)], 3, 1), [1], "the one itself takes no place");
    assert_eq!(alike(&[("交期", 1)], 9, 2), [3, 2], "the newest of equals");
    assert!(alike(&[], 9, 9).is_empty() && alike(&[("nothing", 1)], 9, 9).is_empty());
    assert!(alike(&[("rails", 1)], 9, 0).is_empty());
    index.apply([Change::Remove(id(3))], 2).unwrap();
    assert_eq!(alike(&[("price", 1)], 9, 9), [2]);
}

/// The answer as the documentation defines it.
fn expected(documents: &[Document], query: &Query, exclude: &HashSet<Uuid>) -> Hits {
    let channel_ok = |d: &Document| query.channels.is_empty() || d.channel.is_some_and(|c| query.channels.contains(&c));
    let owner_ok = |d: &Document| query.owners.is_empty() || d.owner.is_some_and(|o| query.owners.contains(&o));
    let rest: Vec<&Document> = documents
        .iter()
        .filter(|d| {
            !exclude.contains(&d.id)
                && query.terms.matches(&[&d.title, &d.body])
                && (query.kinds.is_empty() || query.kinds.contains(&d.kind))
                && query.customer.is_none_or(|c| c == d.customer)
                && query.from_ms.is_none_or(|from| d.at_ms.is_some_and(|at| at >= from))
                && query.to_ms.is_none_or(|to| d.at_ms.is_some_and(|at| at < to))
        })
        .collect();
    let mut hits: Vec<&Document> = rest.iter().copied().filter(|d| channel_ok(d) && owner_ok(d)).collect();
    hits.sort_by_key(|d| (std::cmp::Reverse(d.at_ms), d.id));
    let mut channels = BTreeMap::new();
    let mut owners = BTreeMap::new();
    for d in rest {
        if let (Some(channel), true) = (d.channel, owner_ok(d)) {
            *channels.entry(channel).or_default() += 1;
        }
        if let (Some(owner), true) = (d.owner, channel_ok(d)) {
            *owners.entry(owner).or_default() += 1;
        }
    }
    Hits {
        total: hits.len() as u64,
        customers: hits.iter().map(|d| d.customer).collect::<HashSet<_>>().len() as u64,
        channels: channels.into_iter().collect(),
        owners: owners.into_iter().collect(),
        categories: Vec::new(),
        by_customer: Vec::new(),
        by_time: Vec::new(),
        hits: hits
            .iter()
            .skip(query.offset)
            .take(query.limit)
            .map(|d| Hit { kind: d.kind, id: d.id, category: d.category, at_ms: d.at_ms, score: 0.0 })
            .collect(),
    }
}

#[test]
fn filters_pages_and_counts_agree_with_the_definition() {
    let documents: Vec<Document> = (1..200).map(varied).collect();
    let folder = tempfile::tempdir().unwrap();
    let index = open(&folder);
    // Several segments, one of them with replaced documents.
    for (n, batch) in documents.chunks(60).enumerate() {
        index.apply(batch.iter().cloned().map(Change::put), n as u64 + 1).unwrap();
    }
    index.apply(documents[..5].iter().cloned().map(Change::put), 9).unwrap();
    let base = || Query { order: Order::Newest, ..asking("") };
    let queries = [
        base(),
        Query { terms: Terms::parse("od 价"), ..base() },
        Query { kinds: vec![Kind::Customer], ..base() },
        Query { kinds: vec![Kind::Contact, Kind::Communication], ..base() },
        Query { channels: vec![1, 3], ..base() },
        Query { owners: vec![id(2001), id(2002)], channels: vec![2], ..base() },
        Query { owners: vec![id(9999)], ..base() },
        Query { customer: Some(id(1003)), ..base() },
        Query { customer: Some(id(9)), ..base() },
        Query { from_ms: Some(-10), ..base() },
        Query { to_ms: Some(-10), terms: Terms::parse("even"), ..base() },
        Query { from_ms: Some(-20), to_ms: Some(20), offset: 7, limit: 10, ..base() },
        Query { from_ms: Some(5), to_ms: Some(5), ..base() },
        Query { from_ms: Some(20), to_ms: Some(-20), ..base() },
        Query { from_ms: Some(i64::MIN), to_ms: Some(i64::MAX), ..base() },
        Query { offset: 190, limit: usize::MAX, ..base() },
        Query { limit: 0, ..base() },
    ];
    for query in queries {
        for exclude in [HashSet::new(), HashSet::from([id(1), id(2), id(100), id(5555)])] {
            let got = index.search(&query, &exclude).unwrap();
            assert_eq!(got, expected(&documents, &query, &exclude), "{query:?}");
        }
    }
}

#[test]
fn the_best_come_first_and_ties_are_settled() {
    let (_folder, index) = with(&[
        note(1, "misc", "rail rails"),
        note(2, "rail", "misc"),
        note(3, "railway", "misc"),
        note(4, "misc", "railing"),
        note(6, "misc", "railing"),
        Document { at_ms: Some(6), ..note(5, "misc", "railing") },
    ]);
    let hits = search(&index, &asking("rail")).hits;
    assert_eq!(hits[0].id, id(2), "a whole word in the title is best");
    assert!(hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
    let ids: Vec<u128> = hits.iter().map(|hit| hit.id.as_u128()).collect();
    let tied: Vec<u128> = ids.iter().copied().filter(|n| [4, 5, 6].contains(n)).collect();
    assert_eq!(tied, [5, 6, 4], "newest first, then by id");
    let page = search(&index, &Query { offset: 2, limit: 2, ..asking("rail") });
    assert_eq!(page.hits, hits[2..4]);
    assert_eq!(page.total, 6);
}

#[test]
fn searches_run_beside_changes() {
    let (_folder, index) = with(&[]);
    std::thread::scope(|scope| {
        scope.spawn(|| (1..40).for_each(|n| index.apply([Change::put(note(n, "报价单", ""))], n as u64).unwrap()));
        scope.spawn(|| {
            while index.cursor() < 39 {
                let seen = index.cursor();
                let total = search(&index, &asking("报价")).total;
                assert!(seen <= 1 || total >= seen, "a search sees at least what the cursor promised");
            }
        });
    });
    assert_eq!(found(&index, "报价单").len(), 39);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn damage_is_an_error_never_a_wrong_answer() {
    let documents: Vec<Document> = (1..60).map(varied).collect();
    let (folder, index) = with(&documents);
    index.apply(documents[..3].iter().cloned().map(Change::put), 2).unwrap();
    index.close().unwrap();
    assert!(matches!(Index::open(folder.path(), &[1; 32]), Err(Error::Damaged(_))), "another key opens nothing");

    let mut noticed = 0;
    for entry in fs::read_dir(folder.path()).unwrap() {
        let name = entry.unwrap().file_name();
        let size = fs::metadata(folder.path().join(&name)).unwrap().len() as usize;
        for at in [0, 20, size / 2, size - 1] {
            let broken = tempfile::tempdir().unwrap();
            copy(folder.path(), broken.path());
            let mut bytes = fs::read(broken.path().join(&name)).unwrap();
            bytes[at] ^= 4;
            fs::write(broken.path().join(&name), bytes).unwrap();
            let outcome = Index::open(broken.path(), &KEY).and_then(|index| {
                let hits = index.search(&asking("odd 报价"), &HashSet::new())?;
                index.apply([Change::put(note(1, "", ""))], 3)?;
                index.close()?;
                Ok(hits.total)
            });
            match outcome {
                Ok(total) => assert_eq!(total, 30, "{name:?} at {at}: a file that was not needed"),
                Err(Error::Damaged(_)) => noticed += 1,
                Err(other) => panic!("{name:?} at {at}: {other:?}"),
            }
        }
        let missing = tempfile::tempdir().unwrap();
        copy(folder.path(), missing.path());
        fs::remove_file(missing.path().join(&name)).unwrap();
        match Index::open(missing.path(), &KEY).and_then(|index| index.search(&asking("odd"), &HashSet::new())) {
            Ok(hits) if name == "meta.json" => assert_eq!(hits.total, 0, "without its table the index is a new one"),
            Ok(hits) => assert_eq!(hits.total, 30, "{name:?} was not needed"),
            Err(error) => assert!(matches!(error, Error::Damaged(_)), "{name:?} missing: {error:?}"),
        }
    }
    assert!(noticed > 20, "most files are needed by a search and a change: {noticed}");
    assert_eq!(found(&open(&folder), "odd").len(), 30);
}

#[test]
fn files_left_by_a_crash_are_cleared_away() {
    let (folder, index) = with(&[note(1, "kept", "")]);
    index.close().unwrap();
    let leftovers = ["00112233445566778899aabbccddeeff.term", "meta.json.new"].map(|name| folder.path().join(name));
    leftovers.iter().for_each(|path| fs::write(path, b"half a file").unwrap());
    let index = open(&folder);
    index.apply([Change::put(note(2, "kept", ""))], 2).unwrap();
    index.close().unwrap();
    assert!(leftovers.iter().all(|path| !path.exists()));
    assert_eq!(found(&open(&folder), "kept"), [2, 1]);
}

#[test]
fn nothing_readable_is_on_disk() {
    let (folder, index) = with(&[note(1, "Bosch Rexroth", "confidential")]);
    index.close().unwrap();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
        for secret in ["bosch", "confidential", "segments", "title"] {
            assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()), "{secret} in {path:?}");
        }
    }
}

/// Texts from few letters, so that random queries match often.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[北京上海报价]{1,4}",
        1 => "[報價]{1,2}",
        1 => "(abcde|bacde|abce|abcdefgh|badcefgh) ",
        4 => "[abAB1é]{1,4}",
        2 => "[ ，。\u{0}🎉-]{1,2}",
        1 => "[ＡＢ㍿𠮷がｶﾞ한]{1,2}",
        1 => "(e\u{301}|か\u{3099}|京\u{FE00}|\u{200D}|ﬁ|İ|ß)",
        1 => "\\PC{1,3}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// Queries as people write them, of the same letters.
fn query() -> impl Strategy<Value = String> {
    let part =
        (prop_oneof![4 => Just(""), 1 => Just("-")], text(), prop::bool::ANY).prop_map(|(minus, text, quoted)| {
            let mark = if quoted { "\"" } else { "" };
            format!("{minus}{mark}{text}{mark} ")
        });
    prop::collection::vec(part, 1..3).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_returns_exactly_what_matches(
        texts in prop::collection::vec((text(), text()), 1..40),
        queries in prop::collection::vec(query(), 1..60),
        commits in 1usize..4,
    ) {
        let documents: Vec<Document> = texts.iter().zip(1..).map(|((title, body), n)| note(n, title, body)).collect();
        let folder = tempfile::tempdir().unwrap();
        let index = open(&folder);
        for (n, batch) in documents.chunks(documents.len().div_ceil(commits)).enumerate() {
            index.apply(batch.iter().cloned().map(Change::put), n as u64 + 1).unwrap();
        }
        // What stands in a text is a likelier query than a random one.
        let parts = documents.iter().map(|d| d.body.chars().skip(1).take(4).collect::<String>());
        let parts = parts.flat_map(|part| [format!("\"{part}\""), format!("-\"{part}\""), part]);
        for query in queries.into_iter().chain(parts) {
            let exact = Terms::parse(&query);
            let similar = exact.similar();
            for terms in [exact].into_iter().chain(similar) {
            let want: BTreeSet<u128> = documents
                .iter()
                .filter(|d| terms.matches(&[&d.title, &d.body]))
                .map(|d| d.id.as_u128())
                .collect();
            for order in [Order::Best, Order::Newest] {
                let hits = search(&index, &Query { terms: terms.clone(), order, limit: 1000, ..Query::default() });
                let got: BTreeSet<u128> = hits.hits.iter().map(|hit| hit.id.as_u128()).collect();
                prop_assert_eq!(&got, &want, "{:?}", query);
                prop_assert_eq!(hits.total, want.len() as u64);
            }
            }
        }
    }
}

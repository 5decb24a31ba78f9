//! Search as it is meant, written a second time: a scan over every text, by rules that share no code with the index.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::Desk;

/// All live communications, folded, ready to be scanned.
pub struct BruteForce(Vec<(String, Vec<String>)>);

impl BruteForce {
    /// Reads every communication that isn't deleted.
    pub fn over(desk: &Desk) -> Self {
        Self::of(desk, "TRUE")
    }

    /// Reads the communications that aren't deleted and meet a condition.
    pub fn of(desk: &Desk, condition: &str) -> Self {
        let sql = format!(
            "SELECT lower(hex(id)), title || char(10) || text FROM communication WHERE deleted_at IS NULL AND {condition}"
        );
        let read = |row: String| {
            let (id, text) = row.split_once('|').unwrap();
            (uuid::Uuid::parse_str(id).unwrap().to_string(), pieces(text))
        };
        Self(desk.rows(&sql).into_iter().map(read).collect())
    }

    /// The keys of the communications that hold every piece of the query.
    pub fn search(&self, query: &str) -> BTreeSet<String> {
        let wanted = pieces(query);
        let holds = |held: &[String]| wanted.iter().all(|wanted| held.iter().any(|held| matches(held, wanted)));
        self.0.iter().filter(|(_, held)| holds(held)).map(|(id, _)| id.clone()).collect()
    }

    /// Every distinct run of Chinese, and every distinct word, of all texts.
    pub fn vocabulary(&self) -> (Vec<String>, Vec<String>) {
        let all: BTreeSet<&String> = self.0.iter().flat_map(|(_, held)| held).collect();
        all.into_iter().cloned().partition(|piece| piece.starts_with(is_chinese))
    }
}

impl Desk {
    /// The keys of the communications that the program finds, gathered page by page.
    #[track_caller]
    pub fn found(&self, query: &str, narrowed: &Value) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        let mut offset = 0;
        loop {
            let kinds = ["communication"];
            let mut input = json!({ "query": query, "kinds": kinds, "sort": "newest", "offset": offset, "limit": 200 });
            input.as_object_mut().unwrap().extend(narrowed.as_object().unwrap().clone());
            let page = self.call("search", input);
            if page["rebuilding"] == true {
                // It says itself that it had no time to look at everything.
                (ids, offset) = (BTreeSet::new(), 0);
                continue;
            }
            let hits = page["hits"].as_array().unwrap();
            offset += hits.len();
            ids.extend(hits.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()));
            if hits.is_empty() {
                assert_eq!(ids.len(), offset, "no page may repeat a hit of another: {query}");
                assert_eq!(page["total"], offset, "the total is what paging reaches: {query}");
                return ids;
            }
        }
    }

    /// Asserts that the program finds what a scan finds.
    #[track_caller]
    pub fn finds_what_a_scan_finds(&self, brute: &BruteForce, query: &str, when: &str) {
        let (index, scan) = (self.found(query, &json!({})), brute.search(query));
        let missing: Vec<_> = scan.difference(&index).collect();
        let extra: Vec<_> = index.difference(&scan).collect();
        assert!(missing.is_empty() && extra.is_empty(), "{query:?} {when}: missing {missing:?}, extra {extra:?}");
    }
}

/// Chinese is found anywhere within a run of it; a word by its beginning.
fn matches(held: &str, wanted: &str) -> bool {
    if wanted.starts_with(is_chinese) { held.contains(wanted) } else { held.starts_with(wanted) }
}

/// Runs of Chinese and words, in compatibility form, lower case, without accents.
fn pieces(text: &str) -> Vec<String> {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).nfc().collect();
    let mut pieces: Vec<String> = Vec::new();
    let mut before = None;
    for c in plain.chars() {
        let kind = c.is_alphanumeric().then(|| is_chinese(c));
        match pieces.last_mut() {
            Some(piece) if kind.is_some() && kind == before => piece.push(c),
            _ if kind.is_some() => pieces.push(c.into()),
            _ => {}
        }
        before = kind;
    }
    pieces
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{3040}'..='\u{30FF}')
}

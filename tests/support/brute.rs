//! Search as it is meant, written a second time: a scan over every text, by rules that share no code with the index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::Desk;

/// All live communications with the names of their files, folded, ready to be scanned.
pub struct BruteForce(Vec<(String, Vec<String>)>);

impl BruteForce {
    /// Reads every communication that isn't deleted.
    pub fn over(desk: &Desk) -> Self {
        Self::of(desk, "TRUE")
    }

    /// Reads the communications that aren't deleted and meet a condition.
    pub fn of(desk: &Desk, condition: &str) -> Self {
        let files = "SELECT group_concat(char(1) || name, '') FROM attachment \
             WHERE communication_id = communication.id AND attachment.deleted_at IS NULL";
        let sql = format!(
            "SELECT lower(hex(id)), title || char(1) || text || coalesce(({files}), '') FROM communication \
             WHERE deleted_at IS NULL AND {condition}"
        );
        let read = |row: String| {
            let (id, text) = row.split_once('|').unwrap();
            // No phrase reaches from the title into the text, or into the name of a file.
            let held = text.split('\u{1}').flat_map(|text| pieces(text).into_iter().chain([BETWEEN.to_owned()]));
            (uuid::Uuid::parse_str(id).unwrap().to_string(), held.collect())
        };
        Self(desk.rows(&sql).into_iter().map(read).collect())
    }

    /// The keys of the communications that hold every piece and phrase of the query, and none of what stands behind a minus.
    pub fn search(&self, query: &str) -> BTreeSet<String> {
        self.holding(query, matches)
    }

    /// The same, where longer words of Latin letters may have a slip or two.
    pub fn search_similar(&self, query: &str) -> BTreeSet<String> {
        self.holding(query, |held, wanted| matches(held, wanted) || is_similar(held, wanted))
    }

    fn holding(&self, query: &str, fits: impl Fn(&str, &str) -> bool) -> BTreeSet<String> {
        let parts = parts(query);
        let has = |held: &[String], wanted: &Wanted| match wanted {
            Wanted::Piece(wanted) => held.iter().any(|held| fits(held, wanted)),
            Wanted::Exactly(wanted) => held.iter().any(|held| matches(held, wanted)),
            Wanted::Phrase(wanted) => contains(&sequence(held), &sequence(wanted)),
        };
        let holds = |held: &[String]| parts.iter().all(|(excluded, wanted)| has(held, wanted) != *excluded);
        self.0.iter().filter(|(_, held)| holds(held)).map(|(id, _)| id.clone()).collect()
    }

    /// Two or three pieces that stand one after the other in some text, as a phrase; by any number.
    pub fn phrase(&self, number: usize) -> String {
        let (_, held) = &self.0[number % self.0.len()];
        let from = number / self.0.len() % held.len().saturating_sub(2).max(1);
        let pieces: Vec<&str> = held.iter().skip(from).take(2 + number % 2).map(String::as_str).collect();
        format!("\"{}\"", pieces.join(" "))
    }

    /// Every distinct run of Chinese, and every distinct word, of all texts.
    pub fn vocabulary(&self) -> (Vec<String>, Vec<String>) {
        let all = self.0.iter().flat_map(|(_, held)| held).filter(|held| *held != BETWEEN);
        let all: BTreeSet<&String> = all.collect();
        all.into_iter().cloned().partition(|piece| piece.starts_with(is_chinese))
    }
}

impl Desk {
    /// The keys of the communications that the program finds, gathered page by page. What only holds similar words is left out.
    #[track_caller]
    pub fn found(&self, query: &str, narrowed: &Value) -> BTreeSet<String> {
        self.found_and_similar(query, narrowed).0
    }

    /// The keys of the communications that the program finds, and of those that it offers because they hold similar words.
    #[track_caller]
    pub fn found_and_similar(&self, query: &str, narrowed: &Value) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut ids, mut similar) = (BTreeSet::new(), BTreeSet::new());
        let mut offset = 0;
        loop {
            let kinds = ["communication"];
            let mut input = json!({ "query": query, "kinds": kinds, "sort": "newest", "offset": offset, "limit": 200 });
            input.as_object_mut().unwrap().extend(narrowed.as_object().unwrap().clone());
            let page = self.call("search", input);
            if page["rebuilding"] == true {
                // It says itself that it had no time to look at everything.
                (ids, similar, offset) = (BTreeSet::new(), BTreeSet::new(), 0);
                continue;
            }
            let hits = page["hits"].as_array().unwrap();
            offset += hits.len();
            for hit in hits {
                let to = if hit["similar"] == true { &mut similar } else { &mut ids };
                to.insert(hit["id"].as_str().unwrap().to_owned());
            }
            if hits.is_empty() {
                assert_eq!(ids.len() + similar.len(), offset, "no page may repeat a hit of another: {query}");
                assert_eq!(page["total"], offset, "the total is what paging reaches: {query}");
                assert_eq!(page["similar"], similar.len(), "it says how many are only similar: {query}");
                return (ids, similar);
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

/// What a query asks for.
enum Wanted {
    Piece(String),
    /// Never a similar word.
    Exactly(String),
    Phrase(Vec<String>),
}

/// The parts of a query, and whether each is excluded.
fn parts(query: &str) -> Vec<(bool, Wanted)> {
    let mut parts = Vec::new();
    let mut rest = query;
    while let Some(from) = rest.find(|c: char| !c.is_whitespace()) {
        rest = &rest[from..];
        let behind_minus =
            rest.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c == '"' || c.is_alphanumeric()));
        let excluded = behind_minus.is_some();
        rest = behind_minus.unwrap_or(rest);
        if let Some((phrase, after)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
            let found = pieces(phrase);
            if !found.is_empty() {
                parts.push((excluded, Wanted::Phrase(found)));
            }
            rest = after;
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let mut found = pieces(&rest[..end]);
        rest = &rest[end..];
        match (excluded, found.len()) {
            (false, _) => parts.extend(found.into_iter().map(|piece| (false, Wanted::Piece(piece)))),
            (true, 1) => parts.push((true, Wanted::Exactly(found.remove(0)))),
            (true, 0) => {}
            (true, _) => parts.push((true, Wanted::Phrase(found))),
        }
    }
    parts
}

const BETWEEN: &str = "\n";
const AROUND_WORDS: char = '\u{1}';
const GAP: char = '\u{2}';

/// Pieces in a row: words with their ends marked, and a mark where something stands between two runs of Chinese.
fn sequence(pieces: &[String]) -> Vec<char> {
    let mut row: Vec<char> = Vec::new();
    for piece in pieces {
        if piece.starts_with(is_chinese) {
            if row.last().is_some_and(|c| is_chinese(*c)) {
                row.push(GAP);
            }
            row.extend(piece.chars());
        } else {
            row.push(AROUND_WORDS);
            row.extend(piece.chars());
            row.push(AROUND_WORDS);
        }
    }
    row
}

/// Whether a phrase stands in a text. A gap of the phrase may be there or not; one of the text must be in the phrase, too.
fn contains(text: &[char], phrase: &[char]) -> bool {
    (0..text.len()).any(|from| {
        let mut text = text[from..].iter().peekable();
        phrase.iter().all(|wanted| match wanted {
            &GAP => {
                text.next_if(|c| **c == GAP);
                true
            }
            wanted => text.next() == Some(wanted),
        })
    })
}

/// Whether a word begins nearly so: with one slip in five letters or more, two in eight.
fn is_similar(held: &str, wanted: &str) -> bool {
    let (held, wanted): (Vec<char>, Vec<char>) = (held.chars().collect(), wanted.chars().collect());
    let latin = |c: &char| c.is_alphabetic() && *c < '\u{370}';
    let slips = match wanted.len() {
        0..=4 => return false,
        5..=7 => 1,
        _ => 2,
    };
    wanted.iter().all(latin) && (0..=held.len()).any(|end| slips_between(&held[..end], &wanted) <= slips)
}

/// Letters to take away, add, exchange for another or with their neighbour (optimal string alignment).
fn slips_between(a: &[char], b: &[char]) -> usize {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = match (i, j) {
                (0, other) | (other, 0) => other,
                _ => {
                    let exchanged = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut least = exchanged.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(table[i - 2][j - 2] + 1);
                    }
                    least
                }
            };
        }
    }
    table[a.len()][b.len()]
}

/// The traditional characters that stand for a simplified one, by OpenCC.
pub fn traditional(text: &str) -> String {
    text.chars().map(|c| VARIANTS.iter().find(|(_, simple)| **simple == c).map_or(c, |(other, _)| *other)).collect()
}

static VARIANTS: LazyLock<BTreeMap<char, char>> = LazyLock::new(|| {
    let table = OpenCC::from_config(BuiltinConfig::T2s).unwrap();
    let simple = |c: char| table.convert(&c.to_string()).chars().next().unwrap();
    let all = ('\u{4E00}'..='\u{9FFF}').map(|c| (c, simple(simple(c))));
    all.filter(|(c, simple)| c != simple).collect()
});

/// Runs of Chinese and words, in compatibility form, lower case, without accents, simplified.
fn pieces(text: &str) -> Vec<String> {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).nfc().collect();
    let mut pieces: Vec<String> = Vec::new();
    let mut before = None;
    for c in plain.chars().map(|c| VARIANTS.get(&c).copied().unwrap_or(c)) {
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

//! Lists of phrases under labels, found in texts.
//!
//! A line of a list is `label: phrase, phrase`. A phrase ending in `*` is the beginning of a word. Where phrases overlap the
//! one that begins first counts, and of those the longest, so that `不好意思` is never a `不好`.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::words::lines;

/// Phrases, ready to be looked for.
pub(super) struct Phrases {
    finder: AhoCorasick,
    known: Vec<Phrase>,
}

struct Phrase {
    label: &'static str,
    /// Without its star.
    text: &'static str,
    open: bool,
}

/// A phrase found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub label: &'static str,
    pub phrase: &'static str,
    /// Where it stands in the folded text.
    pub at: Range<usize>,
}

impl Phrases {
    /// Reads lists that are written folded.
    #[expect(clippy::expect_used, reason = "the lists are part of the program, far below the finder's limits")]
    pub fn read(lists: &[&'static str]) -> Self {
        let mut known = Vec::new();
        for line in lists.iter().copied().flat_map(lines) {
            let (label, phrases) = line.split_once(": ").unwrap_or((line, ""));
            for phrase in phrases.split(',').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                let text = phrase.strip_suffix('*').unwrap_or(phrase);
                known.push(Phrase { label, text, open: text != phrase });
            }
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(known.iter().map(|phrase| phrase.text))
            .expect("a list of phrases can be looked for");
        Self { finder, known }
    }

    /// The phrases in a folded text, in order. A Latin one is found as whole words only.
    pub fn find(&self, folded: &str) -> Vec<Found> {
        let mut found = Vec::new();
        for hit in self.finder.find_iter(folded) {
            let Phrase { label, text, open } = self.known[hit.pattern()];
            let inside =
                |before: Option<char>, after: Option<char>| before.is_some_and(latin) && after.is_some_and(latin);
            let (before, after) = (folded[..hit.start()].chars().next_back(), folded[hit.end()..].chars().next());
            let begun = inside(before, text.chars().next());
            let goes_on = !open && inside(text.chars().next_back(), after);
            if !begun && !goes_on {
                found.push(Found { label, phrase: text, at: hit.range() });
            }
        }
        found
    }
}

fn latin(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::text::words::fold;

    /// What every list of the program keeps to.
    pub fn check(lists: &[&'static str], labels: &[&str]) {
        let phrases = Phrases::read(lists);
        let mut seen = std::collections::HashMap::new();
        for Phrase { label, text, .. } in &phrases.known {
            assert_eq!(*text, fold(text), "phrases are compared folded");
            assert!(labels.contains(label), "{label} is no label ({text})");
            assert_eq!(seen.insert(*text, *label), None, "{text} is listed twice");
        }
    }

    #[test]
    fn phrases_are_whole_words_and_the_longest_counts() {
        let phrases = Phrases::read(&["bad: late, complain*, 不好\nnone: 不好意思\n# a comment\n"]);
        let found = |text: &str| phrases.find(text).into_iter().map(|found| found.phrase).collect::<Vec<_>>();
        assert_eq!(found("late again"), ["late"]);
        assert!(found("later, translate").is_empty());
        assert_eq!(found("she complained"), ["complain"]);
        assert_eq!(found("不好意思，交期late不好"), ["不好意思", "late", "不好"]);
    }
}

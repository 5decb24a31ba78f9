//! What a person typed, and the definition of a match.
//!
//! [`Terms::matches`] says what a match is by reading raw texts. The index must return exactly that set; the tests hold
//! it to this.

use std::ops::Range;

use crate::tokens::{Class, Unit, WORD_CHARS, fold, runs};

/// Characters of a query that are read; what follows is ignored, which only widens the result.
const QUERY_CHARS: usize = 512;

/// The terms of a query, all of which must match.
///
/// A run of CJK characters is one term and matches as a substring of such a run; a run of other letters and digits is
/// one term and matches every word that begins with it. Case, width and Latin accents don't matter. Terms may match in
/// different texts of one document, but a term never reaches across punctuation, spaces or texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms(Vec<Term>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// CJK characters, at least one.
    Substring(Vec<char>),
    /// The beginning of a word, at most [`WORD_CHARS`] characters.
    Prefix(Vec<char>),
}

impl Terms {
    /// Reads a query. One without letters or digits gives no terms, and matches everything.
    pub fn parse(query: &str) -> Self {
        let end = query.char_indices().nth(QUERY_CHARS).map_or(query.len(), |(at, _)| at);
        let units = fold(&query[..end]);
        let mut terms = Vec::new();
        for (class, range) in runs(&units) {
            let chars = units[range].iter().map(|u| u.ch);
            let term = match class {
                Class::Cjk => Term::Substring(chars.collect()),
                Class::Word | Class::Gap => Term::Prefix(chars.take(WORD_CHARS).collect()),
            };
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        Self(terms)
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Term> {
        self.0.iter()
    }

    /// Whether every term occurs in at least one of the texts.
    pub fn matches(&self, texts: &[&str]) -> bool {
        let mut missing: Vec<&Term> = self.0.iter().collect();
        for text in texts {
            if missing.is_empty() {
                break;
            }
            let units = fold(text);
            missing.retain(|term| !runs(&units).any(|(class, range)| term.first_in(class, &units[range]).is_some()));
        }
        missing.is_empty()
    }

    /// Where the terms occur: ranges of bytes of `text` with the term's number, in order of their start.
    pub(crate) fn hits(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let units = fold(text);
        let mut hits = Vec::new();
        for (class, run) in runs(&units) {
            for (number, term) in self.0.iter().enumerate() {
                let mut from = run.start;
                while let Some(at) = term.first_in(class, &units[from..run.end]) {
                    let found = &units[from + at..from + at + term.len()];
                    hits.push((found[0].from..found[found.len() - 1].to, number));
                    if class == Class::Word {
                        break;
                    }
                    from += at + 1;
                }
            }
        }
        hits.sort_by_key(|(range, number)| (range.start, range.end, *number));
        hits
    }
}

impl Term {
    fn len(&self) -> usize {
        match self {
            Self::Substring(chars) | Self::Prefix(chars) => chars.len(),
        }
    }

    /// Where in a run of `class` the term first occurs.
    fn first_in(&self, class: Class, run: &[Unit]) -> Option<usize> {
        let equal = |units: &[Unit], chars: &[char]| units.iter().map(|u| u.ch).eq(chars.iter().copied());
        match (self, class) {
            (Self::Substring(chars), Class::Cjk) => run.windows(chars.len()).position(|w| equal(w, chars)),
            (Self::Prefix(chars), Class::Word) => {
                (run.len() >= chars.len() && equal(&run[..chars.len()], chars)).then_some(0)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, text: &str, want: bool) {
        assert_eq!(Terms::parse(query).matches(&[text]), want, "{query:?} in {text:?}");
    }

    #[test]
    fn words_match_by_their_beginning() {
        check("hgw", "Model HGW25-C rail", true);
        check("gw25", "Model HGW25-C rail", false);
        check("CAFE", "un café", true);
        check("ｂｏｓｃｈ", "Bosch GmbH", true);
        check("rail model", "Model HGW25-C rail", true);
        check("rail missing", "Model HGW25-C rail", false);
    }

    #[test]
    fn cjk_matches_as_a_substring_within_a_run() {
        check("京", "北京，上海", true);
        check("北京", "北京，上海", true);
        check("京上", "北京，上海", false);
        check("京上", "北京 上海", false);
        check("上海交通", "在上海交通大学", true);
        check("交通上海", "在上海交通大学", false);
        check("𠮷野", "𠮷野家", true);
        check("ラーメン", "ﾗｰﾒﾝ屋", true);
        check("国", "대한민국", false);
        check("한민", "대한민국", true);
    }

    #[test]
    fn mixed_scripts_split_into_terms() {
        assert_eq!(Terms::parse("订单HGW25报价").0.len(), 3);
        check("订单HGW25报价", "报价 hgw25-c 的订单", true);
        check("25导轨", "25导轨", true);
        check("a单", "单 about", true);
    }

    #[test]
    fn terms_may_match_in_different_texts_but_not_across_them() {
        let terms = Terms::parse("bosch 报价");
        assert!(terms.matches(&["Bosch GmbH", "请发报价"]));
        assert!(!Terms::parse("京上").matches(&["北京", "上海"]), "a term must not reach across texts");
    }

    #[test]
    fn queries_without_letters_have_no_terms() {
        for query in ["", "  ", "，。!?", "🎉", "\u{0}", "#\u{FE0F}\u{20E3}"] {
            let terms = Terms::parse(query);
            assert!(terms.is_empty(), "{query:?}");
            assert!(terms.matches(&["anything"]));
        }
    }

    #[test]
    fn long_queries_are_cut_not_refused() {
        let text = "好".repeat(100_000);
        check(&text, &text, true);
        check(&"x".repeat(70_000), &"x".repeat(200), true);
        check(&"x".repeat(129), &"x".repeat(127), false);
    }
}

//! What a text is made of for search: folded characters, runs of them, and the tokens the index keeps.
//!
//! Both the index and [`Terms`](crate::Terms) read texts through [`fold`] and [`runs`], so they cannot disagree about
//! what a word is.

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_script::{Script, UnicodeScript};

use crate::variants::simplified;

/// A word is known by this many characters. Longer ones (encoded blobs, mostly) would bloat the term dictionary, and
/// the index drops tokens beyond 65,530 bytes altogether.
pub(crate) const WORD_CHARS: usize = 128;

/// How a folded character takes part in search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Han, Kana, Hangul and Bopomofo: written without spaces, so found as substrings.
    Cjk,
    /// Every other letter or digit: found by the beginning of the word.
    Word,
    /// Spaces, punctuation, symbols, emoji, controls.
    Gap,
}

/// One folded character and the bytes of the original text it came from.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub ch: char,
    pub class: Class,
    pub from: usize,
    pub to: usize,
}

/// Folds a text: compatibility forms unified (NFKC), lower case, accents of Latin letters removed, traditional characters
/// simplified.
///
/// Works cluster by cluster (a character and what combines with it), so that every folded character knows its place in
/// the original text.
pub(crate) fn fold(text: &str) -> Vec<Unit> {
    let mut units = Vec::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((from, first)) = chars.next() {
        let mut to = from + first.len_utf8();
        while let Some((at, next)) = chars.next_if(|(_, next)| extends(*next)) {
            to = at + next.len_utf8();
        }
        if first.is_ascii() && to == from + 1 {
            let ch = first.to_ascii_lowercase();
            let class = if ch.is_ascii_alphanumeric() { Class::Word } else { Class::Gap };
            units.push(Unit { ch, class, from, to });
        } else if is_unified(first) && to == from + first.len_utf8() {
            units.push(Unit { ch: simplified(first), class: Class::Cjk, from, to });
        } else {
            fold_cluster(&text[from..to], from, &mut units);
        }
    }
    units
}

fn fold_cluster(cluster: &str, from: usize, units: &mut Vec<Unit>) {
    let mut on_latin = false;
    let folded = cluster.nfkd().filter(|c| !is_ignorable(*c)).flat_map(char::to_lowercase).filter(move |c| {
        if is_combining_mark(*c) {
            return !on_latin;
        }
        on_latin = c.is_ascii_alphanumeric() || c.script() == Script::Latin;
        true
    });
    let mut class = Class::Gap;
    for ch in folded.nfc() {
        // A mark belongs to what it sits on: it neither ends a word nor begins one.
        if !is_combining_mark(ch) {
            class = classify(ch);
        }
        let ch = if class == Class::Cjk { simplified(ch) } else { ch };
        units.push(Unit { ch, class, from, to: from + cluster.len() });
    }
}

/// Whether `c` belongs to the cluster of the character before it.
pub(crate) fn extends(c: char) -> bool {
    match c {
        '\u{0}'..='\u{AC}' => false,
        _ if is_unified(c) => false,
        // Vowels and finals of decomposed Hangul, and the half-width voicing marks, compose with what precedes them.
        '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}' | '\u{FFC2}'..='\u{FFDC}' | '\u{FF9E}' | '\u{FF9F}' => true,
        _ => is_ignorable(c) || is_combining_mark(c) || canonical_combining_class(c) != 0,
    }
}

/// Characters that change how a neighbour looks or breaks, never what it says: joiners, soft hyphen, variation selectors.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// One of the common Han characters, which have no other form in Unicode.
fn is_unified(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

fn classify(c: char) -> Class {
    match c {
        _ if is_unified(c) => Class::Cjk,
        _ if !c.is_alphanumeric() => Class::Gap,
        '\u{0}'..='\u{10FF}' => Class::Word,
        _ => {
            // Extensions, not the script alone: the long-vowel mark ー is shared by Hiragana and Katakana.
            let scripts = c.script_extension();
            let cjk = [Script::Han, Script::Hiragana, Script::Katakana, Script::Hangul, Script::Bopomofo];
            let common = scripts.is_common() || scripts.is_inherited();
            if !common && cjk.iter().any(|s| scripts.contains_script(*s)) { Class::Cjk } else { Class::Word }
        }
    }
}

/// The maximal runs of one class, gaps left out.
pub(crate) fn runs(units: &[Unit]) -> impl Iterator<Item = (Class, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while units.get(at)?.class == Class::Gap {
            at += 1;
        }
        let (class, start) = (units[at].class, at);
        at += units[at..].iter().take_while(|u| u.class == class).count();
        Some((class, start..at))
    })
}

/// The tokenizer of the index: words, single CJK characters, and pairs of neighbouring CJK characters.
///
/// Every CJK character and every word takes one position, and a pair stands where its first character does. So pairs at
/// consecutive positions share a character, and a phrase of them is exactly a substring: it cannot cross a gap.
#[derive(Clone, Default)]
pub(crate) struct Tokens;

impl Tokenizer for Tokens {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let units = fold(text);
        let runs = runs(&units).collect::<Vec<_>>().into_iter();
        Stream { units, runs, class: Class::Gap, rest: 0..0, pair: false, position: 0, token: Token::default() }
    }
}

/// See [`Tokens`].
pub(crate) struct Stream {
    units: Vec<Unit>,
    runs: std::vec::IntoIter<(Class, Range<usize>)>,
    class: Class,
    /// What is left of the run being read.
    rest: Range<usize>,
    /// Whether the next token is the pair that begins at `rest.start`.
    pair: bool,
    position: usize,
    token: Token,
}

impl Stream {
    fn emit(&mut self, range: Range<usize>) {
        let units = &self.units[range];
        self.token.text.clear();
        self.token.text.extend(units.iter().map(|u| u.ch));
        self.token.position = self.position;
        self.token.offset_from = units.first().map_or(0, |u| u.from);
        self.token.offset_to = units.last().map_or(0, |u| u.to);
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        if self.rest.is_empty() {
            let Some((class, range)) = self.runs.next() else { return false };
            (self.class, self.rest) = (class, range);
        }
        let start = self.rest.start;
        if self.class == Class::Word {
            self.emit(start..self.rest.end.min(start + WORD_CHARS));
            self.rest.start = self.rest.end;
            self.position += 1;
            return true;
        }
        if self.pair {
            self.emit(start..start + 2);
        } else {
            self.emit(start..start + 1);
            if self.rest.len() > 1 {
                self.pair = true;
                return true;
            }
        }
        self.pair = false;
        self.rest.start += 1;
        self.position += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text).iter().map(|u| u.ch).collect()
    }

    fn tokens(text: &str) -> Vec<(String, usize)> {
        let mut out = Vec::new();
        Tokens.token_stream(text).process(&mut |t| out.push((t.text.clone(), t.position)));
        out
    }

    #[test]
    fn folding_unifies_width_case_and_accents() {
        for (text, want) in [
            ("Café ÅNGSTRÖM", "cafe angstrom"),
            ("ＨＧＷ２５", "hgw25"),
            ("İstanbul", "istanbul"),
            ("ﾊﾞｽ", "バス"),
            ("か\u{3099}", "が"),
            ("\u{1112}\u{1161}\u{11AB}", "한"),
            ("葛\u{E0100}城", "葛城"),
            ("soft\u{AD}ware", "software"),
            ("й ά", "й ά"),
            ("㍿①", "株式会社1"),
            ("報價", "报价"),
            ("𠮷", "𠮷"),
        ] {
            assert_eq!(folded(text), want, "folding {text:?}");
        }
    }

    #[test]
    fn units_point_into_the_original() {
        for text in ["a\u{301}b", "Ａ①㍿", "👍🏽x\u{0}y", "か\u{3099}き"] {
            for unit in fold(text) {
                assert!(
                    text.get(unit.from..unit.to).is_some(),
                    "{unit:?} must lie on character boundaries of {text:?}"
                );
            }
        }
    }

    #[test]
    fn pairs_share_positions_and_never_cross_gaps() {
        let got = tokens("北京，上海hi");
        let want = [("北", 0), ("北京", 0), ("京", 1), ("上", 2), ("上海", 2), ("海", 3), ("hi", 4)];
        assert_eq!(got, want.map(|(t, p)| (t.to_string(), p)));
    }

    #[test]
    fn classes() {
        for (c, want) in
            [('々', Class::Cjk), ('〇', Class::Cjk), ('ー', Class::Cjk), ('한', Class::Cjk), ('𠮷', Class::Cjk)]
        {
            assert_eq!(classify(c), want, "{c}");
        }
        for c in ['、', '・', '。', '「', '🎉', '\u{0}'] {
            assert_eq!(classify(c), Class::Gap, "{c} separates");
        }
        for c in ['a', 'ж', 'α', '٣', 'ห'] {
            assert_eq!(classify(c), Class::Word, "{c} is part of a word");
        }
    }

    #[test]
    fn a_very_long_word_stays_findable() {
        let got = tokens(&"x".repeat(100_000));
        assert_eq!(got.len(), 1);
        assert_eq!(got[0].0.chars().count(), WORD_CHARS);
    }
}

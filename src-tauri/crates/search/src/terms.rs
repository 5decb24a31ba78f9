//! What a person typed, and the definition of a match.
//!
//! [`Terms::matches`] says what a match is by reading raw texts. The index must return exactly that set; the tests hold
//! it to this.

use std::ops::Range;

use crate::similar::Similar;
use crate::syntax::{Part, parts};
use crate::tokens::{Class, Unit, WORD_CHARS, fold, runs};

/// Characters of a query that are read; what follows is ignored, which only widens the result.
const QUERY_CHARS: usize = 512;

/// The terms of a query: all that must occur, and all that must not.
///
/// A run of CJK characters is one term and matches as a substring of such a run; a run of other letters and digits is
/// one term and matches every word that begins with it. A phrase in quotation marks matches where its words and
/// characters stand directly one after the other, its words whole. A minus before a term or phrase leaves out what it
/// matches. Case, width, Latin accents and traditional forms of characters don't matter. Terms may match in different
/// texts of one document, but a term never reaches across texts, and only a phrase across punctuation and spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    all: Vec<Term>,
    none: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    /// CJK characters, at least one.
    Substring(Vec<char>),
    /// The beginning of a word, at most [`WORD_CHARS`] characters.
    Prefix(Vec<char>),
    /// A word that is nearly this one.
    Similar(Similar),
    /// What stands one after the other, at least one.
    Phrase(Vec<Piece>),
}

/// What takes one place in a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A whole word, at most [`WORD_CHARS`] characters.
    Word(Vec<char>),
    /// A CJK character, and whether nothing may stand between it and the one before it.
    Character(char, bool),
}

/// What takes one place in a text.
struct Place<'a> {
    class: Class,
    units: &'a [Unit],
    /// Whether it goes on where the place before it ends.
    joined: bool,
}

impl Terms {
    /// Reads a query. One without letters or digits gives no terms, and matches everything.
    pub fn parse(query: &str) -> Self {
        let mut terms = Self::default();
        parts(clipped(query), |_| false).iter().for_each(|part| terms.add(part));
        terms
    }

    fn add(&mut self, part: &Part) {
        let units = fold(&part.text);
        let single = runs(&units).count() == 1;
        let found: Vec<Term> = if part.quoted || part.excluded && !single {
            Some(pieces(&units)).filter(|pieces| !pieces.is_empty()).map(Term::Phrase).into_iter().collect()
        } else {
            runs(&units).map(|(class, range)| Term::of(class, &units[range])).collect()
        };
        let to = if part.excluded { &mut self.none } else { &mut self.all };
        for term in found {
            if !to.contains(&term) {
                to.push(term);
            }
        }
    }

    /// Whether nothing must occur. Something may have to be missing nevertheless.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The same with every word of Latin letters standing for all that are nearly like it; none where that is nothing else.
    pub fn similar(&self) -> Option<Self> {
        let near = |term: &Term| match term {
            Term::Prefix(chars) => Similar::of(chars).map(Term::Similar),
            _ => None,
        };
        let all: Vec<Term> = self.all.iter().map(|term| near(term).unwrap_or_else(|| term.clone())).collect();
        (all != self.all).then(|| Self { all, none: self.none.clone() })
    }

    pub(crate) fn wanted(&self) -> &[Term] {
        &self.all
    }

    pub(crate) fn unwanted(&self) -> &[Term] {
        &self.none
    }

    /// Whether every term occurs in at least one of the texts, and nothing that is excluded in any.
    pub fn matches(&self, texts: &[&str]) -> bool {
        let mut missing: Vec<&Term> = self.all.iter().collect();
        for text in texts {
            if missing.is_empty() && self.none.is_empty() {
                break;
            }
            let units = fold(text);
            if self.none.iter().any(|term| term.is_in(&units)) {
                return false;
            }
            missing.retain(|term| !term.is_in(&units));
        }
        missing.is_empty()
    }

    /// Where the terms occur: ranges of bytes of `text` with the term's number, in order of their start.
    pub(crate) fn hits(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let units = fold(text);
        let mut hits = Vec::new();
        for (number, term) in self.all.iter().enumerate() {
            let mut add = |found: &[Unit]| hits.push((found[0].from..found[found.len() - 1].to, number));
            if let Term::Phrase(pieces) = term {
                let places = places(&units);
                for found in places.windows(pieces.len()).filter(|found| stands(pieces, found)) {
                    found.iter().for_each(|place| add(place.units));
                }
                continue;
            }
            for (class, run) in runs(&units) {
                let mut from = run.start;
                while let Some(found) = term.first_in(class, &units[from..run.end]) {
                    add(&units[from + found.start..from + found.end]);
                    if class == Class::Word {
                        break;
                    }
                    from += found.start + 1;
                }
            }
        }
        hits.sort_by_key(|(range, number)| (range.start, range.end, *number));
        hits
    }
}

/// A query, and what it says by names before a colon.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What must occur, and what must not.
    pub terms: Terms,
    /// The text without what was said by names.
    pub text: String,
    /// What was said by names, in order.
    pub said: Vec<Said>,
}

/// What a query says by a name, as in `customer:Kessler`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The name, in lower case.
    pub name: String,
    /// What stands behind the colon; quotation marks are taken off.
    pub value: String,
    /// Whether it is to be left out.
    pub excluded: bool,
}

impl Asked {
    /// Reads a query. `known` tells which names before a colon mean something to the caller.
    pub fn read(query: &str, known: impl Fn(&str) -> bool) -> Self {
        let mut asked = Self::default();
        for part in parts(clipped(query), known) {
            if let Some(name) = part.name {
                asked.said.push(Said { name, value: part.text, excluded: part.excluded });
                continue;
            }
            asked.terms.add(&part);
            let mark = if part.quoted { "\"" } else { "" };
            let space = if asked.text.is_empty() { "" } else { " " };
            asked.text += &format!("{space}{}{mark}{}{mark}", if part.excluded { "-" } else { "" }, part.text);
        }
        asked
    }
}

fn clipped(query: &str) -> &str {
    &query[..query.char_indices().nth(QUERY_CHARS).map_or(query.len(), |(at, _)| at)]
}

/// A phrase's text by its places.
fn pieces(units: &[Unit]) -> Vec<Piece> {
    let piece = |place: &Place<'_>| match place.class {
        Class::Cjk => Piece::Character(place.units[0].ch, place.joined),
        Class::Word | Class::Gap => Piece::Word(place.units.iter().map(|unit| unit.ch).take(WORD_CHARS).collect()),
    };
    places(units).iter().map(piece).collect()
}

/// Every word and every CJK character, in order.
fn places(units: &[Unit]) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for (class, run) in runs(units) {
        match class {
            Class::Cjk => {
                let place = |at: usize| Place { class, units: &units[at..=at], joined: at > run.start };
                places.extend(run.clone().map(place));
            }
            Class::Word | Class::Gap => places.push(Place { class, units: &units[run], joined: false }),
        }
    }
    places
}

/// Whether a phrase stands at these places.
fn stands(pieces: &[Piece], places: &[Place<'_>]) -> bool {
    pieces.iter().zip(places).enumerate().all(|(at, (piece, place))| match piece {
        Piece::Word(chars) => {
            place.class == Class::Word && equal(&place.units[..place.units.len().min(WORD_CHARS)], chars)
        }
        Piece::Character(c, joined) => {
            place.class == Class::Cjk && place.units[0].ch == *c && (at == 0 || !joined || place.joined)
        }
    })
}

fn equal(units: &[Unit], chars: &[char]) -> bool {
    units.iter().map(|u| u.ch).eq(chars.iter().copied())
}

impl Term {
    fn of(class: Class, run: &[Unit]) -> Self {
        let chars = run.iter().map(|u| u.ch);
        match class {
            Class::Cjk => Self::Substring(chars.collect()),
            Class::Word | Class::Gap => Self::Prefix(chars.take(WORD_CHARS).collect()),
        }
    }

    fn is_in(&self, units: &[Unit]) -> bool {
        match self {
            Self::Phrase(pieces) => places(units).windows(pieces.len()).any(|found| stands(pieces, found)),
            _ => runs(units).any(|(class, range)| self.first_in(class, &units[range]).is_some()),
        }
    }

    /// Where in a run of `class` the term first occurs; a phrase isn't found in a run.
    fn first_in(&self, class: Class, run: &[Unit]) -> Option<Range<usize>> {
        match (self, class) {
            (Self::Substring(chars), Class::Cjk) => {
                let at = run.windows(chars.len()).position(|w| equal(w, chars))?;
                Some(at..at + chars.len())
            }
            (Self::Prefix(chars), Class::Word) => {
                let begins = run.len() >= chars.len() && equal(&run[..chars.len()], chars);
                begins.then_some(0..chars.len())
            }
            // Of a word that is nearly so nobody could say which part is meant.
            (Self::Similar(similar), Class::Word) => {
                similar.fits(run.iter().map(|unit| unit.ch).take(WORD_CHARS)).then_some(0..run.len())
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
        assert_eq!(Terms::parse("订单HGW25报价").all.len(), 3);
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
    fn phrases_stand_one_after_the_other() {
        for (query, text, want) in [
            ("\"four weeks\"", "within four weeks.", true),
            ("\"four weeks\"", "four, weeks", true),
            ("\"four weeks\"", "weeks four", false),
            ("\"four week\"", "four weeks", false),
            ("\"rail\"", "rails", false),
            ("\"导轨报价\"", "导轨报价单", true),
            ("\"导轨报价\"", "导轨，报价", false),
            ("\"导轨 报价\"", "导轨，报价单", true),
            ("\"导轨 报价\"", "报价导轨", false),
            ("「HGW25导轨」", "新的 hgw25-导轨", true),
            ("\"导轨hgw\"", "导轨 HGW25", false),
            ("\"\"", "anything", true),
        ] {
            check(query, text, want);
        }
        assert!(!Terms::parse("\"four weeks\"").matches(&["four", "weeks"]), "not across texts");
    }

    #[test]
    fn what_is_excluded_leaves_a_text_out() {
        for (query, text, want) in [
            ("rail -late", "rail", true),
            ("rail -late", "rail, later", false),
            ("-late", "in time", true),
            ("导轨 -报价", "导轨的报价", false),
            ("-\"six weeks\" rail", "rail in six days, weeks later", true),
            ("-hgw25-c", "hgw25 b, c", true),
            ("-hgw25-c", "HGW25-C", false),
            ("a-b", "b a", true),
        ] {
            check(query, text, want);
        }
        assert!(!Terms::parse("rail -late").matches(&["rail", "late"]), "in any of the texts");
    }

    #[test]
    fn traditional_and_simplified_are_the_same() {
        check("报价", "請發報價單", true);
        check("報價單", "请发报价单", true);
        check("发", "頭髮", true);
    }

    #[test]
    fn similar_words_forgive_slips_in_longer_words_of_latin_letters() {
        for (typed, word, want) in [
            ("delivrey", "delivery", true),
            ("delivery", "deliveries", true),
            ("kesler", "Kessler", true),
            ("kesler", "Kesselring", false),
            ("qoute", "quote", true),
            ("qoute", "quoted", true),
            ("quto", "quote", false),
            ("hgw25", "hgw35", false),
            ("société", "societe", true),
            ("导轨导轨导轨", "导轨导轨导", false),
        ] {
            let terms = Terms::parse(typed);
            let terms = terms.similar().unwrap_or(terms);
            assert_eq!(terms.matches(&[word]), want, "{typed} and {word}");
        }
        assert_eq!(Terms::parse("rail 12345678 导轨").similar(), None, "nothing to forgive");
    }

    #[test]
    fn names_before_a_colon_are_kept_apart() {
        let asked = Asked::read("导轨 customer:\"Linghai Co\" -channel:call \"four weeks\" a:b", |name| {
            ["customer", "channel"].contains(&name)
        });
        let said = |name: &str, value: &str, excluded| Said { name: name.into(), value: value.into(), excluded };
        assert_eq!(asked.said, [said("customer", "Linghai Co", false), said("channel", "call", true)]);
        assert_eq!(asked.text, "导轨 \"four weeks\" a:b");
        assert_eq!(asked.terms, Terms::parse(&asked.text));
    }

    #[test]
    fn long_queries_are_cut_not_refused() {
        let text = "好".repeat(100_000);
        check(&text, &text, true);
        check(&"x".repeat(70_000), &"x".repeat(200), true);
        check(&"x".repeat(129), &"x".repeat(127), false);
    }
}

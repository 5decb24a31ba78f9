//! The words of a text. Latin is split where Unicode says (UAX 29), Chinese by a dictionary (jieba).

use std::collections::HashSet;
use std::sync::LazyLock;

use jieba_rs::Jieba;
use satchel_domain::is_han;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// The dictionary. Loading it takes half a second, so it waits for the first Chinese text.
static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::new();
    for word in lines(include_str!("words/business.zh.txt")) {
        jieba.add_word(word, None, None);
    }
    jieba
});

/// Words that say nothing about what a text is about.
static STOP_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lists = [include_str!("words/stop.en.txt"), include_str!("words/stop.zh.txt")];
    lists.into_iter().flat_map(lines).flat_map(str::split_whitespace).collect()
});

/// A word longer than this is none: an encoded blob, mostly.
const LONGEST_CHARS: usize = 64;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// Folded: the same for `ＨＧＷ２５` and `hgw25`, `Café` and `cafe`.
    pub term: String,
}

/// The lines of a list, without empty ones and comments.
pub(super) fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Loads the dictionary, so that the first note need not wait for it. Call it off the async threads.
pub fn preload() {
    LazyLock::force(&JIEBA);
    LazyLock::force(&STOP_WORDS);
}

/// Every word of a text, in order; punctuation is left out.
pub fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    // Chinese characters come one by one; those that stand together are cut by the dictionary.
    let mut han = 0..0;
    for (at, piece) in text.unicode_word_indices() {
        let end = at + piece.len();
        if piece.starts_with(is_han) {
            if han.end != at {
                cut(&text[han], &mut words);
                han = at..at;
            }
            han.end = end;
            continue;
        }
        cut(&text[std::mem::take(&mut han)], &mut words);
        words.push(Word { text: piece, term: fold(piece) });
    }
    cut(&text[han], &mut words);
    words
}

fn cut<'a>(run: &'a str, words: &mut Vec<Word<'a>>) {
    if !run.is_empty() {
        // Words that the dictionary doesn't know could be guessed, but the guesses (`力有` in 预紧力有漂移) make poor keywords.
        let cut = JIEBA.cut(run, false).into_iter().map(|token| token.word);
        words.extend(cut.map(|text| Word { text, term: text.to_owned() }));
    }
}

/// The words of a text that say what it is about: at least two characters, a letter among them, no stop words.
pub fn terms(text: &str) -> Vec<Word<'_>> {
    let telling = |word: &Word| {
        let mut chars = word.term.chars();
        let long = chars.clone().nth(1).is_some() && chars.clone().nth(LONGEST_CHARS).is_none();
        long && chars.any(char::is_alphabetic) && !STOP_WORDS.contains(word.term.as_str())
    };
    split(text).into_iter().filter(telling).collect()
}

/// Compatibility forms unified, lower case, accents of letters removed: what search takes for the same word.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|word| word.text).collect()
    }

    fn counted(text: &str) -> Vec<String> {
        terms(text).into_iter().map(|word| word.term).collect()
    }

    #[test]
    fn both_languages_are_split_in_one_text() {
        assert_eq!(
            written("她说交期比价格重要，need 48 HGW25 rails by 3.5 weeks."),
            ["她", "说", "交期", "比", "价格", "重要", "need", "48", "HGW25", "rails", "by", "3.5", "weeks"]
        );
        assert_eq!(written("don't 王先生's"), ["don't", "王先生", "s"]);
        assert!(written(" ，。!? \n").is_empty());
    }

    #[test]
    fn words_worth_counting_are_folded_and_no_numbers_or_stop_words() {
        assert_eq!(counted("The Café wants ＨＧＷ２５ rails, 48 of them."), ["cafe", "wants", "hgw25", "rails"]);
        assert_eq!(counted("我们的报价和交期都没有问题"), ["报价", "交期", "问题"]);
        assert!(counted(&"x".repeat(65)).is_empty(), "a blob is no word");
    }

    #[test]
    fn what_is_written_lies_in_the_text() {
        let text = "Ångström 直线导轨\n二期 (HGW25)";
        let all = split(text);
        assert!(all.iter().all(|word| text.contains(word.text)), "{all:?}");
        assert_eq!(all[0].term, "angstrom");
    }

    #[test]
    fn stop_words_are_folded_and_named_once() {
        let lists = [include_str!("words/stop.en.txt"), include_str!("words/stop.zh.txt")];
        let mut known = HashSet::new();
        for word in lists.into_iter().flat_map(lines).flat_map(str::split_whitespace) {
            assert_eq!(word, fold(word), "a stop word is compared folded");
            assert!(known.insert(word), "{word} is listed twice");
        }
    }
}

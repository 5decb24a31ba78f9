//! A line of text as the recognisers see it: letters folded one by one, each knowing where it was typed.

use std::ops::Range;

use crate::text::is_han;

/// The folded letters of a text: lower case, full-width signs as ordinary ones. Positions below are of letters, not bytes.
pub(super) struct Line<'t> {
    text: &'t str,
    letters: Vec<char>,
    /// Where each letter starts in the text, in bytes, and where the text ends.
    starts: Vec<usize>,
}

impl<'t> Line<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let letters = text.chars().map(fold).collect();
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, letters, starts }
    }

    pub(super) fn len(&self) -> usize {
        self.letters.len()
    }

    /// The letter at a position; a line end outside of the text.
    pub(super) fn letter(&self, at: usize) -> char {
        self.letters.get(at).copied().unwrap_or('\n')
    }

    pub(super) fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\n', |at| self.letter(at))
    }

    pub(super) fn bytes(&self, letters: &Range<usize>) -> Range<usize> {
        self.starts[letters.start]..self.starts[letters.end]
    }

    /// The letters of a span of bytes that [`Line::bytes`] gave.
    pub(super) fn letters(&self, bytes: &Range<usize>) -> Range<usize> {
        let place = |byte: usize| self.starts.partition_point(|start| *start < byte);
        place(bytes.start)..place(bytes.end)
    }

    /// What was typed there.
    pub(super) fn typed(&self, letters: &Range<usize>) -> &'t str {
        &self.text[self.bytes(letters)]
    }

    /// The folded letters.
    pub(super) fn folded(&self, letters: &Range<usize>) -> String {
        self.letters[letters.clone()].iter().collect()
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        at < self.len() && self.text[self.starts[at]..].chars().next().is_some_and(char::is_uppercase)
    }

    /// The end of a phrase that stands here; a Latin one as whole words, and a space in it for any number of them.
    pub(super) fn phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut end = at;
        let mut last = ' ';
        for (step, wanted) in phrase.chars().enumerate() {
            if step == 0 && is_word(wanted) && is_word(self.before(at)) {
                return None;
            }
            if self.letter(end) != wanted {
                return None;
            }
            end += 1;
            if wanted == ' ' {
                end = self.skip_spaces(end);
            }
            last = wanted;
        }
        (end > at && !(is_word(last) && is_word(self.letter(end)))).then_some(end)
    }

    /// The longest phrase of a table that stands here, and what it means.
    pub(super) fn one_of<T: Copy>(&self, at: usize, table: &[(&str, T)]) -> Option<(usize, T)> {
        // Among equals, the first; `max_by_key` would take the last.
        table
            .iter()
            .rev()
            .filter_map(|(words, value)| Some((self.phrase(at, words)?, *value)))
            .max_by_key(|found| found.0)
    }

    /// The longest phrase of a list that stands here.
    pub(super) fn any_of(&self, at: usize, list: &[&str]) -> Option<usize> {
        list.iter().filter_map(|words| self.phrase(at, words)).max()
    }

    /// Whether one of the phrases ends right before, spaces aside.
    pub(super) fn follows(&self, at: usize, list: &[&str]) -> bool {
        let end = self.back_over_spaces(at);
        list.iter().any(|words| {
            let start = end.checked_sub(words.chars().count());
            start.is_some_and(|start| self.phrase(start, words) == Some(end))
        })
    }

    pub(super) fn skip_spaces(&self, mut at: usize) -> usize {
        while self.letter(at) == ' ' {
            at += 1;
        }
        at
    }

    pub(super) fn back_over_spaces(&self, mut at: usize) -> usize {
        while self.before(at) == ' ' {
            at -= 1;
        }
        at
    }

    /// Whether nothing of a word or number that began earlier reaches into this position.
    pub(super) fn number_may_start(&self, at: usize) -> bool {
        let before = self.before(at);
        let glued =
            matches!(before, '.' | ',' | '-' | '/' | ':' | '#' | '_' | '+') && at >= 2 && is_word(self.letter(at - 2));
        !is_word(before) && !glued && !matches!(before, '#' | '+')
    }

    /// Whether a number or Latin word that ends here is whole.
    pub(super) fn may_end(&self, at: usize) -> bool {
        let (next, after) = (self.letter(at), self.letter(at + 1));
        let goes_on = matches!(next, '.' | ',' | '-' | '/' | ':') && after.is_ascii_digit();
        !goes_on && !is_word(next)
    }

    /// The clauses of the text, without the signs between them.
    pub(super) fn clauses(&self) -> Vec<Range<usize>> {
        let mut clauses = Vec::new();
        let mut start = 0;
        for at in 0..=self.len() {
            let next = self.letter(at + 1);
            let ends = match self.letter(at) {
                ';' | '。' | '!' | '?' | '\n' | '\r' => true,
                ',' | '.' => {
                    !next.is_ascii_digit() && (next == ' ' || next == '\n' || is_han(next) || self.letter(at) == ',')
                }
                '-' => self.before(at) == ' ' && next == ' ',
                _ => false,
            };
            if ends {
                let from = self.skip_spaces(start).min(at);
                let to = self.back_over_spaces(at).max(from);
                if to > from {
                    clauses.push(from..to);
                }
                start = at + 1;
            }
        }
        clauses
    }
}

/// Letters and digits that are written in words with spaces around them.
pub(super) fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() && !is_han(letter)
}

/// One letter for one letter, so that positions stay.
fn fold(letter: char) -> char {
    let plain = match letter {
        '~' | '\u{ff5e}' | '–' | '—' | '\u{2212}' => '-',
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '￥' => '¥',
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t' => ' ',
        '’' => '\'',
        '週' => '周',
        '後' => '后',
        '點' => '点',
        '萬' => '万',
        '億' => '亿',
        '兩' => '两',
        '號' => '号',
        '個' => '个',
        '時' => '时',
        '鐘' => '钟',
        '電' => '电',
        '話' => '话',
        other => other,
    };
    let mut lower = plain.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => plain,
    }
}

//! Cleaning of text that people typed or pasted, without changing what it says.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// One line of clean text: NFKC, no control or invisible characters, inner white space as single spaces, trimmed.
///
/// Full-width Latin letters and digits become ordinary ones. Full-width punctuation stays where the text is Chinese, since
/// it is the right spelling there: `华信（上海）` keeps its brackets. Cleaning twice changes nothing more.
pub fn clean_text(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    push_clean_line(text, &mut out);
    out
}

/// Clean text of several lines: each line as in [`clean_text`], line ends as `\n`, at most one empty line in a row, and
/// none at the start or end.
pub fn clean_note(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut empty_lines = 0;
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    for line in unified.split('\n') {
        let start = out.len();
        if start > 0 {
            out.push_str(if empty_lines > 0 { "\n\n" } else { "\n" });
        }
        let content = out.len();
        push_clean_line(line, &mut out);
        if out.len() == content {
            out.truncate(start);
            empty_lines += 1;
        } else {
            empty_lines = 0;
        }
    }
    out
}

/// Whether cleaning would change nothing, as for most cells of most files.
fn is_plain(text: &str) -> bool {
    if text.starts_with(' ') || text.ends_with(' ') || text.contains("  ") {
        return false;
    }
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        || text.chars().all(|letter| letter == ' ' || !(letter.is_whitespace() || is_invisible(letter)))
            && is_nfkc_quick(text.chars()) == IsNormalized::Yes
}

fn push_clean_line(text: &str, out: &mut String) {
    let start = out.len();
    let chinese = text.chars().any(is_han);
    let mut gap = false;
    let folded: String = if chinese {
        // Protected characters split the text, so that NFKC never sees them.
        let mut folded = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(is_chinese_punctuation) {
            let width = rest[at..].chars().next().map_or(0, char::len_utf8);
            folded.extend(rest[..at].nfkc());
            folded.push_str(&rest[at..at + width]);
            rest = &rest[at + width..];
        }
        folded.extend(rest.nfkc());
        folded
    } else {
        text.nfkc().collect()
    };
    for letter in folded.chars() {
        if letter.is_whitespace() {
            gap = true;
        } else if !is_invisible(letter) {
            if gap && out.len() > start {
                out.push(' ');
            }
            gap = false;
            out.push(letter);
        }
    }
    // A mark that followed a removed character may now combine with the letter before it.
    if out[start..].chars().any(is_combining_mark) {
        let settled: String = out[start..].nfc().collect();
        out.truncate(start);
        out.push_str(&settled);
    }
}

/// Control, zero-width and direction characters, soft hyphen, byte order mark, and code points that are no characters.
/// The joiners stay: Indic scripts and emoji need them.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2066}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{ffff}'
        )
}

/// Full-width marks that belong in Chinese text.
fn is_chinese_punctuation(letter: char) -> bool {
    matches!(letter, '！' | '（' | '）' | '，' | '：' | '；' | '？' | '～')
}

/// Chinese characters, including the rarer blocks that names use.
pub fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cleans_what_spreadsheets_leave_behind() {
        assert_eq!(clean_text("  Acme\u{a0}\u{3000} Ltd\t"), "Acme Ltd");
        assert_eq!(clean_text("ＡＢＣ　１２３"), "ABC 123");
        assert_eq!(clean_text("华信（上海）ＡＢＣ，有限公司"), "华信（上海）ABC，有限公司");
        assert_eq!(clean_text("Acme（US）"), "Acme(US)");
        assert_eq!(clean_text("a\u{200b}b\u{feff}c\u{0}d\u{202e}e"), "abcde");
        assert_eq!(clean_text("Cafe\u{301}"), "Café");
        assert_eq!(clean_text("line\r\nbreak"), "line break");
    }

    #[test]
    fn notes_keep_their_lines() {
        assert_eq!(clean_note("\n\n one \r\n\r\n\r\n\r\ntwo\rthree \n"), "one\n\ntwo\nthree");
        assert_eq!(clean_note("  \n "), "");
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent(text in any::<String>()) {
            let once = clean_text(&text);
            prop_assert_eq!(clean_text(&once), once);
            let note = clean_note(&text);
            prop_assert_eq!(clean_note(&note), note);
        }

        #[test]
        fn cleaning_mixed_text_is_idempotent(text in "[ a\u{ad}\u{301}\u{345}\u{3000}Ａ（），张é한ｶﾞ\u{3099}\u{200d}\n]{0,20}") {
            let once = clean_text(&text);
            prop_assert_eq!(clean_text(&once), once);
        }
    }
}

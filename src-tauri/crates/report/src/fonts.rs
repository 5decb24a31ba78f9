//! The fonts documents are set in, and text made fit for them.
//!
//! Inter sets Latin, Greek and Cyrillic, Noto Sans SC Chinese. What neither has is spelt in Latin letters rather than
//! shown as an empty box: an emoji as its name in brackets, a Korean or Arabic name as it sounds. A Chinese character
//! without a known reading becomes 〓, the mark printers use for a missing sort; anything else a question mark.

use std::sync::LazyLock;

use deunicode::deunicode_char;
use serde_json::Value;
use typst::{
    foundations::Bytes,
    text::{Coverage, Font, FontBook},
    utils::LazyHash,
};
use unicode_segmentation::UnicodeSegmentation;

/// The bundled fonts and typst's index of them.
pub struct Fonts {
    /// In the order of the book.
    pub list: Vec<Font>,
    /// What typst chooses from.
    pub book: LazyHash<FontBook>,
}

/// Parsed on first use, then kept.
pub static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let files: [&'static [u8]; 4] = [
        include_bytes!(env!("SATCHEL_FONT_INTER_REGULAR")),
        include_bytes!(env!("SATCHEL_FONT_INTER_SEMIBOLD")),
        include_bytes!(env!("SATCHEL_FONT_NOTO_REGULAR")),
        include_bytes!(env!("SATCHEL_FONT_NOTO_BOLD")),
    ];
    let list: Vec<Font> = files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
    let book = LazyHash::new(FontBook::from_fonts(&list));
    Fonts { list, book }
});

/// Makes every string inside `value` fit for the bundled fonts. Returns whether any text had to be spelt differently,
/// so that the document can say so.
pub fn make_settable(value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            let (settable, respelt) = settable(text);
            *text = settable;
            respelt
        }
        Value::Array(items) => items.iter_mut().fold(false, |respelt, item| make_settable(item) | respelt),
        Value::Object(fields) => fields.values_mut().fold(false, |respelt, field| make_settable(field) | respelt),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn settable(text: &str) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let mut respelt = false;
    for cluster in text.graphemes(true) {
        if cluster == "\r\n" {
            out.push('\n');
            continue;
        }
        let visible: String = cluster.chars().filter_map(plain).collect();
        if visible.chars().all(|c| c.is_ascii() && !c.is_ascii_control()) || one_font_has(&visible) {
            out.push_str(&visible);
            continue;
        }
        for (index, c) in visible.chars().enumerate() {
            if c == '\n' || (index == 0 && one_font_has(c.encode_utf8(&mut [0; 4]))) {
                out.push(c);
            } else {
                respelt = true;
                spell(c, index > 0, &mut out);
            }
        }
    }
    (out, respelt)
}

/// The character as it is set: white space as a space or a line end, what leaves no mark on paper dropped.
fn plain(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{a0}' | '\u{202f}' => Some('\u{a0}'),
        '\u{3000}' => Some(c),
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        // Soft hyphen, joiners, direction marks, the byte order mark, selectors of a glyph's variant, emoji skin tones
        // and tags: they change how others look, or nothing at all.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        // Inter has glyphs of its own in the private area, which mean nothing to who typed the character.
        '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{f0000}'.. => Some('?'),
        c => Some(c),
    }
}

/// Whether a single family can set all of `cluster`, so that an accent is never parted from its letter.
fn one_font_has(cluster: &str) -> bool {
    static COVERAGES: LazyLock<[Coverage; 2]> = LazyLock::new(|| {
        ["Inter", "Noto Sans SC"].map(|family| {
            let mut fonts = FONTS.list.iter().filter(|font| font.info().family == family);
            // Both weights cover the same characters, which a test holds.
            fonts.next().map_or_else(|| Coverage::from_vec(Vec::new()), |font| font.info().coverage.clone())
        })
    });
    COVERAGES.iter().any(|coverage| cluster.chars().all(|c| coverage.contains(u32::from(c))))
}

/// Writes `c` in Latin letters. `joined` says that it continues the character before it.
fn spell(c: char, joined: bool, out: &mut String) {
    match deunicode_char(c) {
        Some(letters) if c.is_alphabetic() && !letters.trim().is_empty() => {
            let letters = letters.trim();
            // Chinese readings are words; without a space two of them would run together.
            if is_chinese(c) && out.ends_with(|before: char| before.is_ascii_alphanumeric()) {
                out.push(' ');
            }
            out.push_str(letters);
        }
        Some(name) if name.len() > 2 && name.trim().contains(|letter: char| letter.is_ascii_alphabetic()) => {
            out.push('[');
            out.push_str(name.trim());
            out.push(']');
        }
        Some(ascii) => out.push_str(&ascii.replace('\n', " ")),
        None if joined => {}
        None if is_chinese(c) => out.push('〓'),
        None => out.push('?'),
    }
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_fonts_parse_and_both_weights_cover_the_same() {
        let families: Vec<_> = FONTS
            .list
            .iter()
            .map(|font| (font.info().family.as_str(), font.info().variant.weight.to_number()))
            .collect();
        assert_eq!(families, [("Inter", 400), ("Inter", 600), ("Noto Sans SC", 400), ("Noto Sans SC", 700)]);
        for pair in FONTS.list.chunks(2) {
            assert_eq!(
                pair[0].info().coverage,
                pair[1].info().coverage,
                "a bold word must be settable if a plain one is"
            );
        }
    }

    #[test]
    fn covered_text_stays_as_it_is() {
        for text in [
            "Zoë Łukasz Ørsted, Ελλάδα, Привет",
            "上海明远机械有限公司（嘉定）",
            "“引号”——……《书》",
            "¥ € № ✓ ½ é",
            "a\nb",
            "",
        ] {
            assert_eq!(settable(text), (text.to_owned(), false));
        }
    }

    #[test]
    fn all_else_is_spelt() {
        let cases = [
            ("김민수", "gimminsu"),
            ("שלום", "shlvm"),
            ("ok 🙂", "ok [slight smile]"),
            ("👩🏽\u{200d}💻", "[woman][computer]"),
            ("\u{378}", "?"),
            ("王\u{2a6a5}", "王〓"),
        ];
        for (text, expected) in cases {
            assert_eq!(settable(text), (expected.to_owned(), true), "{text}");
        }
    }

    #[test]
    fn marks_without_ink_are_dropped_silently() {
        let text = "a\u{200b}b\u{feff}c\u{202e}d\u{ad}e\tf\r\ng\u{2028}h\u{7}i\u{0}";
        assert_eq!(settable(text), ("abcde f\ng\nhi".to_owned(), false));
    }

    #[test]
    fn no_character_is_left_without_a_glyph() {
        let all: String = (0..=0x10_ffff).filter_map(char::from_u32).flat_map(|c| [c, ' ']).collect();
        let (text, _) = settable(&all);
        let missing = text.graphemes(true).find(|cluster| *cluster != "\n" && !one_font_has(cluster));
        assert_eq!(missing, None, "every cluster must be covered by one font");
    }
}

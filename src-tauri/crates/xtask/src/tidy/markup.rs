//! Everything a person reads in the UI comes from the catalogue: no words stand in the markup itself.

use super::{Problem, Source, line_of};

/// Attributes whose value is read by eyes or by a screen reader.
const READ: &[&str] = &[
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "aria-valuetext",
    "label",
    "placeholder",
    "title",
];

/// Elements, or our components for them, whose text is the same in every language: names of keys.
const SAME_EVERYWHERE: &str = "kbd";

/// Dates and numbers have their own rules in each language, and this is where they are.
const FORMATS: &str = "ui/src/lib/format.ts";

/// Elements that hold no markup.
const OPAQUE: &[&str] = &["script", "style"];

/// Finds words written into a component's markup, and Chinese written anywhere in the UI's code.
pub fn check(source: &Source) -> Vec<Problem> {
    if !source.is_interface() {
        return Vec::new();
    }
    let mut problems = Vec::new();
    if source.has_extension("svelte") {
        let mut scanner = Scanner { text: &source.text, at: 0, keys: 0, found: Vec::new() };
        scanner.markup();
        for (offset, words) in scanner.found {
            let message = format!("{words:?} is not in the catalogue; write {{t(\"…\")}}");
            problems.push(Problem::at(source, line_of(&source.text, offset), message));
        }
    }
    let code = source.has_extension("svelte") || source.has_extension("ts");
    if code && source.path != FORMATS {
        let lines = source.text.lines().enumerate().filter(|(_, line)| has_chinese_string(line));
        problems.extend(lines.map(|(index, _)| Problem::at(source, index + 1, "Chinese text outside the catalogue")));
    }
    problems
}

/// Whether a line of code writes Chinese between quotes; comments and patterns may hold it.
fn has_chinese_string(line: &str) -> bool {
    let code = line.trim_start();
    if ["//", "/*", "*"].iter().any(|mark| code.starts_with(mark)) {
        return false;
    }
    // A language is listed under its own name, whatever the screen's language.
    let line = line.replace("简体中文", "");
    let chinese = |character: char| ('\u{3400}'..='\u{9fff}').contains(&character);
    line.split_once(['"', '\'', '`']).is_some_and(|(_, quoted)| quoted.contains(chinese))
}

/// Walks over a component's markup and keeps the literal words it meets.
///
/// It reads tags, attributes, `{…}` and comments, which is all that is needed to tell words from code.
struct Scanner<'a> {
    text: &'a str,
    /// The byte offset reached.
    at: usize,
    /// How many `<kbd>` are open.
    keys: usize,
    found: Vec<(usize, &'a str)>,
}

impl<'a> Scanner<'a> {
    fn markup(&mut self) {
        let mut start = self.at;
        while let Some(next) = self.peek() {
            match next {
                '{' => {
                    self.keep(start, self.at);
                    self.braces();
                    start = self.at;
                }
                '<' => {
                    self.keep(start, self.at);
                    self.tag();
                    start = self.at;
                }
                _ => self.step(),
            }
        }
        self.keep(start, self.at);
    }

    fn tag(&mut self) {
        if self.rest().starts_with("<!--") {
            self.skip_past("-->");
            return;
        }
        self.step();
        let closing = self.peek() == Some('/');
        if closing {
            self.step();
        }
        let name = self.word();
        if name.eq_ignore_ascii_case(SAME_EVERYWHERE) {
            self.keys = if closing { self.keys.saturating_sub(1) } else { self.keys + 1 };
        }
        let empty = self.attributes();
        if OPAQUE.contains(&name) && !closing && !empty {
            self.skip_past(&format!("</{name}>"));
        }
    }

    /// Reads to the end of a tag; true when it closes itself.
    fn attributes(&mut self) -> bool {
        let mut slash = false;
        while let Some(next) = self.peek() {
            match next {
                '>' => {
                    self.step();
                    return slash;
                }
                '{' => self.braces(),
                '/' => {
                    self.step();
                    slash = true;
                    continue;
                }
                _ if next.is_whitespace() || next == '=' => self.step(),
                '"' | '\'' => self.quoted(false),
                _ => {
                    let name = self.word();
                    if self.peek() == Some('=') {
                        self.step();
                        if matches!(self.peek(), Some('"' | '\'')) {
                            self.quoted(READ.contains(&name));
                        }
                    }
                }
            }
            slash = false;
        }
        false
    }

    /// Reads an attribute's quoted value, in which `{…}` is code.
    fn quoted(&mut self, is_read: bool) {
        let quote = self.peek();
        self.step();
        let mut start = self.at;
        while let Some(next) = self.peek() {
            let ends = Some(next) == quote;
            if (ends || next == '{') && is_read {
                self.keep(start, self.at);
            }
            match next {
                _ if ends => return self.step(),
                '{' => {
                    self.braces();
                    start = self.at;
                }
                _ => self.step(),
            }
        }
    }

    /// Skips `{…}` with the strings and blocks inside.
    fn braces(&mut self) {
        let mut depth = 0_usize;
        while let Some(next) = self.peek() {
            match next {
                '{' => depth += 1,
                '}' => depth -= 1,
                '"' | '\'' | '`' => self.string(next),
                _ => {}
            }
            self.step();
            if depth == 0 {
                return;
            }
        }
    }

    /// Moves from a string's first quote to its last.
    fn string(&mut self, quote: char) {
        self.step();
        while let Some(next) = self.peek() {
            match next {
                _ if next == quote => return,
                '\\' => self.step(),
                '$' if quote == '`' && self.rest().starts_with("${") => {
                    self.step();
                    self.braces();
                    continue;
                }
                _ => {}
            }
            self.step();
        }
    }

    /// Keeps a stretch of text if it holds words.
    fn keep(&mut self, start: usize, end: usize) {
        let words = self.text[start..end].trim();
        if self.keys == 0 && without_entities(words).contains(char::is_alphabetic) {
            let offset = end - self.text[start..end].trim_start().len();
            self.found.push((offset, words));
        }
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let ends = |character: char| character.is_whitespace() || "=>/{\"'".contains(character);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn step(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn skip_past(&mut self, end: &str) {
        self.at = self.rest().find(end).map_or(self.text.len(), |found| self.at + found + end.len());
    }
}

/// Drops `&nbsp;` and its like, which are marks and not words.
fn without_entities(text: &str) -> String {
    let mut parts = text.split('&');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once(';').map_or(part, |(_, after)| after))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::Source;

    fn found(path: &str, text: &str) -> Vec<usize> {
        check(&Source { path: path.into(), text: text.into() }).iter().map(|problem| problem.line).collect()
    }

    fn in_markup(text: &str) -> usize {
        found("ui/src/components/A.svelte", text).len()
    }

    #[test]
    fn words_in_text_and_read_attributes_are_found() {
        assert_eq!(in_markup("<p>Hello</p>"), 1);
        assert_eq!(in_markup("<p>{count} customers</p>"), 1);
        assert_eq!(in_markup("<input placeholder=\"Name\" />"), 1);
        assert_eq!(in_markup("<b aria-label='Close {name}'>×</b>"), 1);
        assert_eq!(in_markup("<p>没有客户</p>"), 1);
    }

    #[test]
    fn code_marks_and_keys_are_not_words() {
        for text in [
            "<script lang=\"ts\">const a = \"Hello\";</script><style>p { margin: 0 }</style>",
            "<p class=\"big\" data-kind=\"Customer\">{t(\"hello\")} · {a < b ? `x${c}` : '}'}</p>",
            "{#if ok}<!-- Not shown --><b>&nbsp;12 %</b>{:else if x}{/if}",
            "<kbd>Ctrl</kbd><kbd>K</kbd>",
            "<Field label={t(\"name\")} {...rest} onclick={() => go({ to: 1 })} />",
        ] {
            assert_eq!(in_markup(text), 0, "{text} holds no words");
        }
    }

    #[test]
    fn the_line_is_that_of_the_word() {
        assert_eq!(found("ui/src/components/A.svelte", "<div>\n  <p>\n    Hello\n  </p>\n</div>"), [3]);
    }

    #[test]
    fn chinese_in_code_is_found_but_for_the_language_itself() {
        assert_eq!(found("ui/src/lib/a.ts", "const a = 1;\nconst b = \"客户\";"), [2]);
        for text in ["const name = \"简体中文\";", "// \"客户\"", "const city = /北京|上海/u;"] {
            assert!(found("ui/src/lib/a.ts", text).is_empty(), "{text} shows nothing to translate");
        }
    }
}

//! Lines of a vCard file: folding, groups, parameters and encodings of the versions 2.1, 3.0 and 4.0.

use encoding_rs::{Encoding, UTF_8};
use satchel_domain::Country;

use crate::decode;
use crate::sheet::MAX_CELL_BYTES;

/// Properties that hold pictures, sounds and keys, which no field takes: they are passed over, however long they are.
const BULKY: [&str; 7] = ["PHOTO", "LOGO", "SOUND", "KEY", "X-MS-OL-DESIGN", "X-EVOLUTION-LOGO", "X-ICON"];

/// One property as it stands in the file.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Groups lines that belong together, such as a phone and its label; mostly empty.
    pub group: String,
    /// In capitals.
    pub name: String,
    /// Names in capitals; a word that stands alone, as in 2.1, is a `TYPE`.
    params: Vec<(String, String)>,
    value: String,
    /// It was longer than any text and is cut off.
    pub is_too_long: bool,
}

impl Line {
    /// The values of a parameter, in small letters.
    pub fn params(&self, name: &str) -> impl Iterator<Item = String> {
        let values = self.params.iter().filter(move |(known, _)| known == name);
        values.flat_map(|(_, value)| value.split(',')).map(|value| value.trim().to_lowercase())
    }

    pub fn is(&self, kind: &str) -> bool {
        self.params("TYPE").any(|each| each == kind)
    }

    fn encoding(&self) -> Option<String> {
        self.params("ENCODING").chain(self.params("TYPE").filter(|word| word.contains("-printable"))).next()
    }

    /// Whether bytes are written out in a way that hides which characters they are.
    fn is_quoted_printable(&self) -> bool {
        self.encoding().is_some_and(|encoding| encoding == "quoted-printable")
    }

    /// The bytes of a value whose encoding nobody states.
    pub fn unnamed_bytes(&self) -> Option<Vec<u8>> {
        let unnamed = self.is_quoted_printable() && self.params("CHARSET").next().is_none();
        unnamed.then(|| unquote(&self.value)).filter(|bytes| !bytes.is_ascii())
    }

    /// The value as text, still with its escapes; empty where it is no text.
    pub fn text(&self, unnamed: &'static Encoding) -> String {
        if self.is_quoted_printable() {
            let named = self.params("CHARSET").find_map(|name| Encoding::for_label(name.as_bytes()));
            return decode::decode(unquote(&self.value), named.unwrap_or(unnamed));
        }
        match self.encoding().as_deref() {
            Some("b" | "base64") => String::new(),
            _ => self.value.clone(),
        }
    }
}

/// The properties of a file one after the other.
pub(super) struct Lines<'a> {
    rest: std::iter::Peekable<RawLines<'a>>,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { rest: RawLines(text).peekable() }
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        loop {
            let first = self.rest.next()?;
            let name = first.split([':', ';']).next().unwrap_or_default();
            let name = name.rsplit('.').next().unwrap_or_default().trim().to_uppercase();
            let is_bulky = BULKY.contains(&name.as_str());
            let mut whole = if is_bulky { String::new() } else { first.to_owned() };
            let mut is_too_long = false;
            // Only a value that is quoted goes on behind a `=`; a picture or an address may end in one by itself.
            let head = first.split(':').next().unwrap_or_default().to_uppercase();
            let is_quoted = head.contains("QUOTED-PRINTABLE");
            let mut goes_on = is_quoted && first.ends_with('=');
            while let Some(next) = self.rest.peek().copied() {
                let folded = next.strip_prefix([' ', '\t']);
                let more = match (goes_on, folded) {
                    (true, _) => {
                        whole.pop();
                        next
                    }
                    (false, Some(more)) => more,
                    (false, None) => break,
                };
                self.rest.next();
                goes_on = is_quoted && more.ends_with('=');
                if is_bulky || is_too_long {
                    continue;
                }
                is_too_long = whole.len() + more.len() > MAX_CELL_BYTES;
                if !is_too_long {
                    whole.push_str(more);
                }
            }
            if is_bulky {
                continue;
            }
            is_too_long |= whole.len() > MAX_CELL_BYTES;
            if let Some(line) = split(&whole) {
                return Some(Line { is_too_long, ..line });
            }
        }
    }
}

/// Lines that end in any of the ways that are in use.
struct RawLines<'a>(&'a str);

impl<'a> Iterator for RawLines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let end = self.0.find(['\r', '\n']).unwrap_or(self.0.len());
        let (line, rest) = self.0.split_at(end);
        self.0 = rest.strip_prefix("\r\n").or(rest.strip_prefix(['\r', '\n'])).unwrap_or(rest);
        Some(line)
    }
}

/// Takes a line apart; `None` where it is none, such as the further lines of a picture.
fn split(line: &str) -> Option<Line> {
    let mut quoted = false;
    let mut at = None;
    let mut cuts = Vec::new();
    for (index, sign) in line.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            ';' if !quoted => cuts.push(index),
            ':' if !quoted => {
                at = Some(index);
                break;
            }
            _ => {}
        }
    }
    // A quote that is opened and never closed hides the colon.
    let at = at.or_else(|| line.find(':'))?;
    cuts.retain(|cut| *cut < at);
    let name_end = cuts.first().copied().unwrap_or(at);
    let (group, name) = line[..name_end].rsplit_once('.').unwrap_or(("", &line[..name_end]));
    let name = name.trim().to_uppercase();
    if name.is_empty() || name.contains(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-' && sign != '_') {
        return None;
    }
    let ends = cuts.iter().skip(1).copied().chain([at]);
    let param = |(from, to): (&usize, usize)| {
        let text = line[from + 1..to].trim();
        let (name, value) = text.split_once('=').unwrap_or(("TYPE", text));
        (name.trim().to_uppercase(), value.replace('"', ""))
    };
    let params = cuts.iter().zip(ends).map(param).collect();
    let value = line[at + 1..].to_owned();
    Some(Line { group: group.trim().to_lowercase(), name, params, value, is_too_long: false })
}

/// Bytes from `=E5=BC=A0`; what is no such sign stays as it is.
fn unquote(text: &str) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let value = (*byte == b'=').then(|| Some(digit(bytes.get(at + 1))? * 16 + digit(bytes.get(at + 2))?)).flatten();
        match value.and_then(|value| u8::try_from(value).ok()) {
            Some(value) => {
                out.push(value);
                at += 3;
            }
            None => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

/// The parts of a value between signs that are not escaped, each with its escapes undone.
pub(super) fn parts(value: &str, between: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut signs = value.chars();
    while let Some(sign) = signs.next() {
        if sign == between {
            parts.push(String::new());
            continue;
        }
        let read = match sign {
            '\\' => match signs.next() {
                Some('n' | 'N') => '\n',
                Some(escaped @ (';' | ',' | ':' | '\\' | '"')) => escaped,
                // No escape at all: a backslash of a path, say.
                Some(other) => {
                    push(&mut parts, '\\');
                    other
                }
                None => '\\',
            },
            sign => sign,
        };
        push(&mut parts, read);
    }
    parts
}

fn push(parts: &mut [String], sign: char) {
    if let Some(last) = parts.last_mut() {
        last.push(sign);
    }
}

/// The whole value with its escapes undone.
pub(super) fn plain(value: &str) -> String {
    // A sign that no text holds, so that nothing is parted.
    parts(value, '\u{0}').concat()
}

/// The encoding of values that do not say which theirs is.
pub(super) fn unnamed_encoding(text: &str, home: Option<Country>) -> &'static Encoding {
    let mut sample = Vec::new();
    for bytes in Lines::new(text).filter_map(|line| line.unnamed_bytes()) {
        sample.extend(bytes);
        sample.push(b'\n');
        if sample.len() > MAX_CELL_BYTES {
            break;
        }
    }
    if sample.is_empty() { UTF_8 } else { decode::detect(&sample, home) }
}

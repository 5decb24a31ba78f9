//! Phones, e-mail addresses and chat handles in a cell, of which there may be several.

use satchel_domain::{Country, Email, Phone, clean_text, split_phone_label};

use crate::draft::PointDraft;

/// Signs between several values in one cell.
const BETWEEN: [char; 8] = [';', '；', ',', '，', '、', '|', '\n', '\r'];
/// What Google writes between several values in one cell.
const GOOGLE_BETWEEN: &str = " ::: ";

/// The values of a cell that holds one or several.
pub fn pieces(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(GOOGLE_BETWEEN).flat_map(|part| part.split(BETWEEN))
}

/// What a cell says, and the pieces of it that are not what they should be.
pub(crate) struct Found<'a> {
    pub points: Vec<PointDraft>,
    pub bad: Vec<&'a str>,
}

pub(crate) fn read_phones<'a>(label: &str, cell: &'a str, home: Country, in_lines: bool) -> Found<'a> {
    // A slash stands between two numbers or inside one; only numbers that are good show which.
    keep(
        label,
        cell,
        |sign| !in_lines && (BETWEEN.contains(&sign) || matches!(sign, '/' | '／')),
        |piece| read_phone(piece, label, home),
    )
}

pub(crate) fn read_emails<'a>(label: &str, cell: &'a str, in_lines: bool) -> Found<'a> {
    keep(label, cell, |sign| !in_lines && (BETWEEN.contains(&sign) || sign == '/'), |piece| read_email(piece, label))
}

/// Handles are whatever a service takes, so that only ends of lines part them.
pub(crate) fn read_chats(label: &str, cell: &str) -> Vec<PointDraft> {
    cell.split(GOOGLE_BETWEEN).flat_map(|part| read_lines(label, part)).collect()
}

/// Each line as it is.
pub(crate) fn read_lines(label: &str, cell: &str) -> Vec<PointDraft> {
    let values = lines(cell).map(clean_text).filter(|value| !value.is_empty());
    values.map(|value| PointDraft { label: label.to_owned(), value, valid: true }).collect()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r'])
}

/// Reads each value of a cell. Lines surely part values; other signs do where one of the pieces can be read, and otherwise
/// the text stays as it was written.
fn keep<'a>(
    label: &str,
    cell: &'a str,
    parts: impl Fn(char) -> bool,
    read: impl Fn(&str) -> Option<PointDraft>,
) -> Found<'a> {
    let as_written = |text: &str| PointDraft { label: label.to_owned(), value: clean_text(text), valid: false };
    let (mut points, mut bad) = (Vec::new(), Vec::new());
    for line in cell.split(GOOGLE_BETWEEN).flat_map(lines).filter(|line| !line.trim().is_empty()) {
        if let Some(point) = read(line) {
            points.push(point);
            continue;
        }
        let pieces: Vec<_> = line.split(&parts).filter(|piece| !piece.trim().is_empty()).collect();
        let found: Vec<_> = pieces.iter().map(|piece| read(piece)).collect();
        if found.iter().all(Option::is_none) {
            bad.push(line);
            points.push(as_written(line));
            continue;
        }
        for (piece, point) in pieces.into_iter().zip(found) {
            points.push(point.unwrap_or_else(|| {
                bad.push(piece);
                as_written(piece)
            }));
        }
    }
    Found { points, bad }
}

/// A number, with the words beside it as its label.
fn read_phone(text: &str, label: &str, home: Country) -> Option<PointDraft> {
    let (number, words) = split_phone_label(text);
    let phone = Phone::parse(&number, home).ok()?;
    let label = if words.is_empty() { label.to_owned() } else { words };
    Some(PointDraft { label, value: phone.into(), valid: true })
}

/// An address, perhaps behind a name: `Zhou Min <zhou.min@mingyuan.example>`.
fn read_email(text: &str, label: &str) -> Option<PointDraft> {
    let bare = text.split_once('<').map_or(text, |(_, rest)| rest.trim_end().trim_end_matches('>'));
    let email = Email::parse(bare).ok()?;
    Some(PointDraft { label: label.to_owned(), value: email.into(), valid: true })
}

/// The same value twice is one.
pub(crate) fn without_doubles(points: Vec<PointDraft>) -> Vec<PointDraft> {
    let mut kept: Vec<PointDraft> = Vec::with_capacity(points.len());
    for point in points {
        if !kept.iter().any(|known| known.value == point.value) {
            kept.push(point);
        }
    }
    kept
}

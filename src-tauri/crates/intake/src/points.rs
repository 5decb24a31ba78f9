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

/// Values of one kind as two cells: what they are, and what each is called. Where values have the signs in them that part
/// values, each has a line.
pub fn write_points(points: &[PointDraft]) -> [String; 2] {
    // A semicolon before the extension would part the number.
    let values: Vec<String> =
        points.iter().map(|point| point.value.replace(";ext=", " ext. ").replace(['\r', '\n'], " ")).collect();
    let parts = |sign: char| BETWEEN.contains(&sign) || matches!(sign, '/' | '／');
    let between = if values.iter().any(|value| value.contains(parts)) { "\n" } else { "; " };
    [values.join(between), write_labels(points)]
}

/// The same for values that are whatever a service takes, or texts of many words: each has a line.
pub fn write_point_lines(points: &[PointDraft]) -> [String; 2] {
    let values: Vec<String> = points.iter().map(|point| point.value.replace(['\r', '\n'], " ")).collect();
    [values.join("\n"), write_labels(points)]
}

fn write_labels(points: &[PointDraft]) -> String {
    if points.iter().all(|point| point.label.is_empty()) {
        return String::new();
    }
    let escaped = |point: &PointDraft| point.label.replace('\\', "\\\\").replace(';', "\\;").replace('；', "\\；");
    points.iter().map(escaped).collect::<Vec<_>>().join("; ")
}

/// Gives values what a cell calls each of them; one word is for all. What stands beside a value itself counts more.
pub(crate) fn labelled(mut points: Vec<PointDraft>, cell: &str) -> Vec<PointDraft> {
    let whole = clean_label(cell);
    let labels = read_labels(cell);
    match (labels.as_slice(), points.as_mut_slice()) {
        ([label], points) => {
            points.iter_mut().filter(|point| point.label == whole).for_each(|point| point.label.clone_from(label));
        }
        (_, [_]) => {}
        (labels, points) => {
            let labels = labels.iter().map(String::as_str).chain(std::iter::repeat(""));
            for (point, label) in points.iter_mut().zip(labels).filter(|(point, _)| point.label == whole) {
                label.clone_into(&mut point.label);
            }
        }
    }
    points
}

/// What a cell calls something; Google marks the labels that it made itself.
pub(crate) fn clean_label(cell: &str) -> String {
    clean_text(cell.trim().trim_start_matches("* "))
}

fn read_labels(cell: &str) -> Vec<String> {
    let mut labels = vec![String::new()];
    let mut signs = cell.chars();
    while let Some(sign) = signs.next() {
        match (sign, labels.last_mut()) {
            (';' | '；' | '\n', _) => labels.push(String::new()),
            ('\\', Some(label)) => label.extend(signs.next()),
            (sign, Some(label)) => label.push(sign),
            (_, None) => {}
        }
    }
    labels.iter().map(|label| clean_label(label)).collect()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn point(label: &str, value: &str) -> PointDraft {
        PointDraft { label: label.to_owned(), value: value.to_owned(), valid: true }
    }

    #[test]
    fn one_word_is_for_all_values_and_several_are_for_one_each() {
        let values = || vec![point("", "a"), point("", "b"), point("", "c")];
        let labels = |cell: &str, count: usize| {
            let found = values()[..count].iter().map(|one| point(&clean_label(cell), &one.value)).collect();
            labelled(found, cell).into_iter().map(|point| point.label).collect::<Vec<_>>()
        };
        assert_eq!(labels("* Mobile", 3), ["Mobile"; 3], "as Google writes it");
        assert_eq!(labels("Mobile; ; Work", 3), ["Mobile", "", "Work"]);
        assert_eq!(labels("Mobile；Work", 3), ["Mobile", "Work", ""], "somebody added one behind them");
        assert_eq!(labels("Mobile; night", 1), ["Mobile; night"], "one value has all of it");
        assert_eq!(labels("Mobile\\; night", 1), ["Mobile; night"]);
        let own = vec![point("fax", "a"), point("A; B", "b")];
        let kept: Vec<String> = labelled(own, "A; B").into_iter().map(|point| point.label).collect();
        assert_eq!(kept, ["fax", "B"], "what stands beside a value counts more");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(points in prop::collection::vec(("[a;；\\\\* 张]{0,6}", "[b;/,、|1 京]{1,8}"), 1..5)) {
            let points: Vec<PointDraft> = points
                .into_iter()
                .map(|(label, value)| point(&clean_label(&label), &clean_text(&value)))
                .filter(|point| !point.value.is_empty())
                .collect();
            let [values, labels] = write_point_lines(&points);
            prop_assert_eq!(labelled(read_lines(&clean_label(&labels), &values), &labels), points);
        }
    }
}

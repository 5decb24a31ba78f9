//! Separated values as rows of cells.

use csv::{ReaderBuilder, StringRecord};

use crate::dialect;
use crate::problem::{ProblemCode, RowProblem};
use crate::sheet::{Gathering, MAX_CELL_BYTES, ReadOptions, ReadProblem, Row, Sheet};

/// The most lines that a row with its notes has.
const MAX_ROW_LINES: usize = 10_000;

/// Reads a text whose separator is chosen, named in its first line or guessed.
pub(crate) fn read(text: String, encoding: &'static str, options: &ReadOptions) -> Result<Sheet, ReadProblem> {
    let named = dialect::named_separator(&text);
    let body = &text[named.map_or(0, |(_, end)| end)..];
    let separator = match (&options.delimiter, named) {
        (Some(chosen), _) => chosen_separator(chosen)?,
        (None, Some((separator, _))) => separator,
        (None, None) => dialect::guess_separator(body),
    };
    let rows = read_rows(body, separator);
    drop(text);
    let sheet = rows.finish()?;
    Ok(Sheet { encoding, delimiter: Some(separator as char), ..sheet })
}

fn chosen_separator(chosen: &str) -> Result<u8, ReadProblem> {
    match chosen.as_bytes() {
        &[separator] if separator.is_ascii() && !matches!(separator, b'"' | b'\r' | b'\n') => Ok(separator),
        _ => Err(ReadProblem::UnknownDelimiter),
    }
}

/// Splits the text into rows that have anything in them.
///
/// A quote that is opened and never closed swallows the rows behind it. A record of several lines with an odd number of
/// quotes is such a one: its first line is listed as damaged, and reading goes on with the next line.
fn read_rows(text: &str, separator: u8) -> Gathering {
    let bytes = text.as_bytes();
    let mut rows = Gathering::default();
    let mut number = 0_u32;
    let mut from = 0;
    // Reading swallowed rows again costs time. When a hostile file has used that up, each line is taken by itself.
    let mut patience = bytes.len().saturating_mul(4).saturating_add(1 << 20);
    while from < bytes.len() {
        let until = if patience > 0 { bytes.len() } else { line_end(bytes, from) };
        let mut reader = ReaderBuilder::new()
            .flexible(true)
            .delimiter(separator)
            .buffer_capacity((until - from).clamp(64, 1 << 16))
            .from_reader(&bytes[from..until]);
        // It would keep two copies of the first row, however long that is.
        reader.set_headers(StringRecord::new());
        let mut record = StringRecord::new();
        let mut next = until;
        let mut end = from;
        while reader.read_record(&mut record).unwrap_or(false) {
            let start = end;
            end = from + reader.position().byte() as usize;
            let raw = &bytes[start..end];
            let (blank_lines, blank_bytes) = leading_blank_lines(raw, start > 0 && bytes[start - 1] == b'\r');
            number = number.saturating_add(blank_lines).saturating_add(1);
            let raw = &raw[blank_bytes..];
            if is_swallowed(raw) {
                let line_start = start + blank_bytes;
                next = line_end(bytes, line_start);
                rows.problems.push(RowProblem::new(number, "", ProblemCode::RowDamaged, &text[line_start..next]));
                patience = patience.saturating_sub(raw.len());
                break;
            }
            if record.iter().any(|cell| cell.len() > MAX_CELL_BYTES) {
                rows.problems.push(RowProblem::new(number, "", ProblemCode::CellTooLong, &record[0]));
            } else if record.iter().any(|cell| !cell.trim().is_empty()) {
                rows.add(Row::new(number, &record));
            }
        }
        from = next.max(from + 1);
    }
    rows
}

/// Whether a record runs over its line with an odd number of quotes, or over more lines than any text has.
fn is_swallowed(raw: &[u8]) -> bool {
    let quotes = raw.iter().filter(|byte| **byte == b'"').count();
    let lines = raw.trim_ascii_end().iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    lines > MAX_ROW_LINES || quotes % 2 == 1 && lines > 0
}

/// Lines without any cell before a record, which the parser passes over, and how long they are.
fn leading_blank_lines(raw: &[u8], after_return: bool) -> (u32, usize) {
    let (mut lines, mut at, mut returned) = (0, 0, after_return);
    while let Some(byte @ (b'\r' | b'\n')) = raw.get(at) {
        // The second half of `\r\n` ends no further line.
        lines += u32::from(!(returned && *byte == b'\n'));
        returned = *byte == b'\r';
        at += 1;
    }
    (lines, at)
}

/// Just behind the end of the line that `from` is in.
fn line_end(bytes: &[u8], from: usize) -> usize {
    match bytes[from..].iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        Some(at) => from + at + 1,
        None => bytes.len(),
    }
}

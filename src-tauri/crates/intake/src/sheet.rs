//! A text file as a sheet of rows.

use std::io::{self, Read};

use csv::{ReaderBuilder, StringRecord};
use serde::Deserialize;
use thiserror::Error;
use ts_rs::TS;

use crate::field::{ImportField, match_headers};
use crate::problem::{ProblemCode, RowProblem};
use crate::{decode, dialect, write};

/// The largest file that is read: with its text and rows beside it in memory, all stays under half a gigabyte.
pub const MAX_FILE_BYTES: u64 = 128 << 20;
/// The largest cell that is a text and not an accident.
pub const MAX_CELL_BYTES: usize = 1 << 20;
/// The most lines that a row with its notes has.
const MAX_ROW_LINES: usize = 10_000;
/// How many rows the search for the header looks at.
const HEADER_LOOK: usize = 20;

/// What a person decided about a file; what is left out is found out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[ts(optional_fields = nullable)]
pub struct ReadOptions {
    /// Name of the encoding, as in [`Sheet::encoding`].
    pub encoding: Option<String>,
    /// The separator: one ASCII sign.
    pub delimiter: Option<String>,
    /// For each column the field it fills, `None` for no field.
    pub mapping: Option<Vec<Option<ImportField>>>,
}

/// Why a file cannot be read at all.
#[derive(Debug, Error)]
pub enum ReadProblem {
    /// The file could not be read.
    #[error("reading the file")]
    Io(#[from] io::Error),
    /// More than [`MAX_FILE_BYTES`].
    #[error("the file is larger than {MAX_FILE_BYTES} bytes")]
    TooLarge,
    /// No row with anything in it.
    #[error("the file has no rows")]
    Empty,
    /// A workbook, picture, archive or the like.
    #[error("the file is not text")]
    NotText,
    /// The chosen encoding does not exist.
    #[error("no such encoding")]
    UnknownEncoding,
    /// The chosen separator is not one ASCII sign.
    #[error("no such separator")]
    UnknownDelimiter,
}

/// The rows of a file and how it was read.
#[derive(Debug)]
pub struct Sheet {
    /// Name of the encoding: `UTF-8`, `GB18030`, `windows-1252`, …
    pub encoding: &'static str,
    /// The separator.
    pub delimiter: char,
    /// The headers, clean; as many as the widest row has cells, so some may be empty. All are where the file has none.
    pub headers: Vec<String>,
    /// The row with the headers, as a spreadsheet counts.
    pub header_row: Option<u32>,
    /// The field that each column fills.
    pub mapping: Vec<Option<ImportField>>,
    /// The rows below the header that have anything in them.
    pub rows: Vec<Row>,
    /// Rows that could not be read, and others with something lost.
    pub problems: Vec<RowProblem>,
}

/// One row of cells.
#[derive(Debug)]
pub struct Row {
    /// The row as a spreadsheet counts it, from 1, empty ones included.
    pub number: u32,
    cells: StringRecord,
}

impl Row {
    /// The cell as it was before it was defused; empty where the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", write::restore)
    }

    /// All cells of the row.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(write::restore)
    }
}

/// Reads a file of separated values.
///
/// # Errors
/// [`ReadProblem`] when nothing of it can be read. Rows that cannot be read are left out and listed in
/// [`Sheet::problems`].
pub fn read(input: impl Read, options: &ReadOptions) -> Result<Sheet, ReadProblem> {
    let mut bytes = Vec::new();
    input.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ReadProblem::TooLarge);
    }
    if is_binary(&bytes) {
        return Err(ReadProblem::NotText);
    }
    let encoding = match &options.encoding {
        Some(name) => decode::by_name(name).ok_or(ReadProblem::UnknownEncoding)?,
        None => decode::detect(&bytes),
    };
    let text = decode::decode(bytes, encoding);
    let named = dialect::named_separator(&text);
    let body = &text[named.map_or(0, |(_, end)| end)..];
    let separator = match (&options.delimiter, named) {
        (Some(chosen), _) => chosen_separator(chosen)?,
        (None, Some((separator, _))) => separator,
        (None, None) => dialect::guess_separator(body),
    };
    let (mut rows, mut problems) = read_rows(body, separator);
    drop(text);
    if rows.is_empty() {
        return Err(ReadProblem::Empty);
    }

    let header = {
        let first: Vec<Vec<&str>> = rows.iter().take(HEADER_LOOK).map(|row| row.cells().collect()).collect();
        dialect::find_header(&first, |cells| match_headers(cells).iter().flatten().count() * 2 >= cells.len().min(4))
    };
    let header_row = header.map(|at| rows[at].number);
    let mut headers: Vec<String> = match header {
        Some(at) => {
            let headers = rows[at].cells().map(satchel_domain::clean_text).collect();
            rows.drain(..=at);
            headers
        }
        None => Vec::new(),
    };
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if header.is_none() {
        headers.resize(widest, String::new());
    } else {
        note_extra_cells(&rows, headers.len(), &mut problems);
    }
    for row in &rows {
        if row.cells.as_slice().contains('\u{fffd}') {
            let cell = row.cells().find(|cell| cell.contains('\u{fffd}')).unwrap_or_default();
            problems.push(RowProblem::new(row.number, "", ProblemCode::BadCharacters, cell));
        }
    }
    problems.sort_by_key(|problem| problem.row);
    let mut mapping = match &options.mapping {
        Some(chosen) => chosen.clone(),
        None => match_headers(&headers),
    };
    mapping.resize(headers.len(), None);
    Ok(Sheet {
        encoding: decode::name_of(encoding),
        delimiter: separator as char,
        headers,
        header_row,
        mapping,
        rows,
        problems,
    })
}

/// Workbooks, archives, PDF and pictures begin with signs of their own.
fn is_binary(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 7] =
        [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"SQLite format 3"];
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
}

fn chosen_separator(chosen: &str) -> Result<u8, ReadProblem> {
    match chosen.as_bytes() {
        &[separator] if separator.is_ascii() && !matches!(separator, b'"' | b'\r' | b'\n') => Ok(separator),
        _ => Err(ReadProblem::UnknownDelimiter),
    }
}

fn note_extra_cells(rows: &[Row], width: usize, problems: &mut Vec<RowProblem>) {
    for row in rows {
        if let Some(extra) = row.cells().skip(width).find(|cell| !cell.trim().is_empty()) {
            problems.push(RowProblem::new(row.number, "", ProblemCode::ExtraCells, extra));
        }
    }
}

/// Splits the text into rows that have anything in them.
///
/// A quote that is opened and never closed swallows the rows behind it. A record of several lines with an odd number of
/// quotes is such a one: its first line is listed as damaged, and reading goes on with the next line.
fn read_rows(text: &str, separator: u8) -> (Vec<Row>, Vec<RowProblem>) {
    let bytes = text.as_bytes();
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
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
                problems.push(RowProblem::new(number, "", ProblemCode::RowDamaged, &text[line_start..next]));
                patience = patience.saturating_sub(raw.len());
                break;
            }
            if record.iter().any(|cell| cell.len() > MAX_CELL_BYTES) {
                problems.push(RowProblem::new(number, "", ProblemCode::CellTooLong, &record[0]));
            } else if record.iter().any(|cell| !cell.trim().is_empty()) {
                rows.push(Row { number, cells: record.clone() });
            }
        }
        from = next.max(from + 1);
    }
    (rows, problems)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[expect(clippy::unwrap_used, reason = "the files are well enough to be read")]
    fn sheet(bytes: &[u8]) -> Sheet {
        read(bytes, &ReadOptions::default()).unwrap()
    }

    fn rows(sheet: &Sheet) -> Vec<(u32, Vec<&str>)> {
        sheet.rows.iter().map(|row| (row.number, row.cells().collect())).collect()
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts() {
        let sheet = sheet(b"\r\n\r\nName,Note\r\nAcme,\"two\r\nlines\"\r\n\r\n,\r\nBolt,x\r\n");
        assert_eq!(sheet.header_row, Some(3));
        assert_eq!(rows(&sheet), [(4, vec!["Acme", "two\r\nlines"]), (7, vec!["Bolt", "x"])]);
        assert_eq!(sheet.problems, []);
    }

    #[test]
    fn old_line_ends_and_zero_bytes_are_read() {
        assert_eq!(
            rows(&sheet(b"a,b,c\r1,2,3\r\"Once upon\ra time\",5,6\r")),
            [(2, vec!["1", "2", "3"]), (3, vec!["Once upon\ra time", "5", "6"])]
        );
        assert_eq!(rows(&sheet(b"a,b,c\n\0,2,3\n")), [(2, vec!["\0", "2", "3"])]);
        assert_eq!(rows(&sheet(b"sep=;\na;b\n1;2\n")), [(2, vec!["1", "2"])]);
    }

    #[test]
    fn an_open_quote_costs_one_row() {
        let sheet = sheet(b"Name,City\nAcme,Bonn\n\"Bolt,Kiel\nCord,Ulm\nDent,\"Aachen\"\n5\" pipe,Rom\n");
        let names: Vec<&str> = sheet.rows.iter().map(|row| row.cell(0)).collect();
        assert_eq!(names, ["Acme", "Cord", "Dent", "5\" pipe"]);
        let problems: Vec<_> = sheet.problems.iter().map(|problem| (problem.row, problem.code)).collect();
        assert_eq!(problems, [(3, ProblemCode::RowDamaged)]);
        assert_eq!(sheet.rows.last().map(|row| row.number), Some(6), "counting goes on");
    }

    /// In every line a quote inside a cell makes the next one open where the line ends: together they are one endless row.
    #[test]
    fn quotes_that_pair_up_wrongly_do_not_swallow_the_file() {
        let lines = 50_000;
        let sheet = sheet(&[b"Name,Note\n".as_slice(), &b"5\"x,\"\n".repeat(lines)].concat());
        assert_eq!(sheet.rows.len() + sheet.problems.len(), lines, "each line is a row or a problem");
        assert!(sheet.rows.len() > lines * 9 / 10, "most lines are read, saw {}", sheet.rows.len());
    }

    #[test]
    fn ragged_rows_are_kept() {
        let sheet = sheet(b"a,b,c\n1\n1,2,3,4\n1,2,3,,\n");
        assert_eq!(rows(&sheet).len(), 3);
        assert_eq!(sheet.rows[0].cell(2), "", "a short row ends in empty cells");
        assert_eq!(sheet.problems, [RowProblem::new(3, "", ProblemCode::ExtraCells, "4")]);
    }

    #[test]
    fn a_giant_cell_costs_one_row() {
        let mut bytes = b"Name,Note\nAcme,x\nBolt,\"".to_vec();
        bytes.resize(bytes.len() + (100 << 20), b'z');
        bytes.extend(b"\"\nCord,y\n");
        let sheet = sheet(&bytes);
        assert_eq!(rows(&sheet), [(2, vec!["Acme", "x"]), (4, vec!["Cord", "y"])]);
        assert_eq!(sheet.problems, [RowProblem::new(3, "", ProblemCode::CellTooLong, "Bolt")]);
    }

    #[test]
    fn a_person_overrides_what_was_found() {
        let options = ReadOptions {
            encoding: Some("windows-1252".into()),
            delimiter: Some(";".into()),
            mapping: Some(vec![None, Some(ImportField::Name)]),
        };
        let found = read(b"x;y\nM\xfcller;Caf\xe9\n".as_slice(), &options)
            .map(|sheet| (sheet.encoding, sheet.delimiter, sheet.rows[0].cell(0).to_owned(), sheet.mapping));
        assert!(
            matches!(found, Ok(("windows-1252", ';', name, mapping)) if name == "Müller" && mapping == [None, Some(ImportField::Name)])
        );
        let refused = |encoding: &str, delimiter: &str| {
            let options =
                ReadOptions { encoding: Some(encoding.into()), delimiter: Some(delimiter.into()), mapping: None };
            read(b"a,b\n".as_slice(), &options).err()
        };
        assert!(matches!(refused("klingon", ","), Some(ReadProblem::UnknownEncoding)));
        assert!(matches!(refused("utf-8", "、"), Some(ReadProblem::UnknownDelimiter)));
        assert!(matches!(read(b"PK\x03\x04rest".as_slice(), &ReadOptions::default()), Err(ReadProblem::NotText)));
        assert!(matches!(read(b" \n,,\n".as_slice(), &ReadOptions::default()), Err(ReadProblem::Empty)));
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(prop::sample::select(b"\"\"\n\r,;\t\0ax=\xff\xe4\xbd\xa0'".to_vec()), 0..200)) {
            if let Ok(sheet) = read(bytes.as_slice(), &ReadOptions::default()) {
                prop_assert!(sheet.rows.windows(2).all(|pair| pair[0].number < pair[1].number));
                prop_assert_eq!(sheet.mapping.len(), sheet.headers.len());
            }
        }
    }
}

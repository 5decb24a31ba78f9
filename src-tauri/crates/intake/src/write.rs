//! Rows to a file that spreadsheet programs open rightly and that runs nothing in them.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};
use encoding_rs::{Encoding, GB18030};
use rust_xlsxwriter::{Format, Workbook};
use serde::Deserialize;
use ts_rs::TS;

/// How a list is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ListFormat {
    /// CSV in UTF-8.
    #[default]
    Csv,
    /// CSV as older Chinese programs expect it: in GB 18030, which has GBK in it and loses no character.
    CsvGb18030,
    /// An Excel workbook.
    Xlsx,
}

impl ListFormat {
    /// Whether a file can hold so many rows below the header.
    pub const fn holds(self, rows: usize) -> bool {
        match self {
            Self::Csv | Self::CsvGb18030 => true,
            Self::Xlsx => rows <= 1_048_575,
        }
    }
}

/// UTF-16 units that a cell of a workbook holds.
const LONGEST_CELL: usize = 32_767;

/// The head of a column.
#[derive(Debug, Clone)]
pub struct Head {
    /// What stands there.
    pub name: String,
    /// Whether the column holds plain decimals, which a workbook keeps as numbers.
    pub number: bool,
}

/// Writes a table, and tells how many cells were longer than the format holds and were cut.
///
/// # Errors
/// Whatever the writer fails with.
pub fn write_list(
    format: ListFormat,
    out: &mut dyn Write,
    heads: &[Head],
    rows: impl Iterator<Item = Vec<String>>,
) -> io::Result<usize> {
    match format {
        ListFormat::Csv => write_csv(out, heads, rows, None).map(|()| 0),
        ListFormat::CsvGb18030 => write_csv(out, heads, rows, Some(GB18030)).map(|()| 0),
        ListFormat::Xlsx => write_xlsx(out, heads, rows),
    }
}

/// Writes a table as CSV (RFC 4180) with lines that end in `\r\n`: in an encoding, or in UTF-8 with a byte order mark, so that
/// Chinese opens rightly.
///
/// A cell that a spreadsheet program would run as a formula gets an apostrophe in front, which [`crate::read`] takes off
/// again.
fn write_csv(
    mut out: &mut dyn Write,
    heads: &[Head],
    rows: impl Iterator<Item = Vec<String>>,
    encoding: Option<&'static Encoding>,
) -> io::Result<()> {
    if encoding.is_none() {
        out.write_all(b"\xef\xbb\xbf")?;
    }
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(&mut out);
    let names = heads.iter().map(|head| head.name.clone()).collect();
    for row in std::iter::once(names).chain(rows) {
        for cell in &row {
            let cell = defuse(cell);
            // No character of GB 18030 has a byte in it that means something to CSV.
            csv.write_field(encoding.map_or(Cow::Borrowed(cell.as_bytes()), |encoding| encoding.encode(&cell).0))?;
        }
        csv.write_record(None::<&[u8]>)?;
    }
    csv.flush()
}

/// Writes a table as a workbook of one sheet: heads that stay in sight, numbers as numbers, and everything else as the text that it
/// is, so that nothing is run and no phone number loses a digit. The whole of it is in memory once, and in no temporary file.
fn write_xlsx(out: &mut dyn Write, heads: &[Head], rows: impl Iterator<Item = Vec<String>>) -> io::Result<usize> {
    let mut workbook = Workbook::new();
    let (bold, mut cut, mut last) = (Format::new().set_bold(), 0, 0);
    let sheet = workbook.add_worksheet();
    for (column, head) in (0..).zip(heads) {
        sheet.write_string_with_format(0, column, &head.name, &bold).map_err(io::Error::other)?;
    }
    for (line, row) in (1..).zip(rows) {
        for ((column, head), cell) in (0..).zip(heads).zip(row) {
            let number = if head.number { cell.parse::<f64>().ok() } else { None };
            let written = match (number, shortened(&cell)) {
                _ if cell.is_empty() => continue,
                (Some(number), _) => sheet.write_number(line, column, number),
                (None, Some(start)) => {
                    cut += 1;
                    sheet.write_string(line, column, start)
                }
                (None, None) => sheet.write_string(line, column, cell),
            };
            written.map_err(io::Error::other)?;
        }
        last = line;
    }
    sheet.set_freeze_panes(1, 0).map_err(io::Error::other)?;
    if let Some(columns) = u16::try_from(heads.len()).ok().and_then(|count| count.checked_sub(1)) {
        sheet.autofilter(0, 0, last, columns).map_err(io::Error::other)?;
    }
    out.write_all(&workbook.save_to_buffer().map_err(io::Error::other)?)?;
    Ok(cut)
}

/// The beginning of a text that a cell of a workbook can't hold; none where it can.
fn shortened(cell: &str) -> Option<String> {
    // A character of UTF-8 has at least as many bytes as units of UTF-16.
    if cell.len() <= LONGEST_CELL || cell.encode_utf16().count() <= LONGEST_CELL {
        return None;
    }
    let mut room = LONGEST_CELL - 1;
    let fits = |c: &char| {
        let rest = room.checked_sub(c.len_utf16());
        room = rest.unwrap_or_default();
        rest.is_some()
    };
    Some(cell.chars().take_while(fits).chain(['…']).collect())
}

/// The cell with an apostrophe in front when a program would run it. A cell that already looks defused gets one more, so
/// that [`restore`] gives back exactly what was there.
pub(crate) fn defuse(cell: &str) -> Cow<'_, str> {
    if is_formula(cell.trim_start_matches('\'')) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Undoes [`defuse`].
pub(crate) fn restore(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Beginnings that Excel, LibreOffice or a web sheet takes for a formula, in either width.
fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{ReadOptions, read};

    fn written(rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        write_list(ListFormat::Csv, &mut out, &heads(), rows.iter().cloned())?;
        Ok(out)
    }

    fn heads() -> [Head; 3] {
        ["Name", "Note", "Phone"].map(|name| Head { name: name.to_owned(), number: false })
    }

    #[test]
    #[expect(clippy::unwrap_used, reason = "a vector takes every write")]
    fn every_format_reads_back() {
        let rows = [["凌云 😀", "=1+1, \"so\"\n第二行", "+8613900001742"], ["䶮", "'", "007"]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        for format in [ListFormat::Csv, ListFormat::CsvGb18030, ListFormat::Xlsx] {
            let mut out = Vec::new();
            assert_eq!(write_list(format, &mut out, &heads(), rows.iter().cloned()).unwrap(), 0);
            let sheet = read(out.as_slice(), &ReadOptions::default()).unwrap();
            assert_eq!(sheet.headers.as_slice(), ["Name", "Note", "Phone"], "{format:?}");
            let back: Vec<Vec<String>> =
                sheet.rows.iter().map(|row| row.cells().map(str::to_owned).collect()).collect();
            assert_eq!(back, rows, "{format:?}");
        }
    }

    #[test]
    #[expect(clippy::unwrap_used, reason = "a vector takes every write")]
    fn a_workbook_holds_numbers_and_cuts_what_is_too_long() {
        let heads = [("Name", false), ("Limit", true)].map(|(name, number)| Head { name: name.to_owned(), number });
        let long = "😀".repeat(LONGEST_CELL);
        let rows = [vec!["A".to_owned(), "1234.50".to_owned()], vec![long, "so much".to_owned()]];
        let mut out = Vec::new();
        assert_eq!(write_list(ListFormat::Xlsx, &mut out, &heads, rows.into_iter()).unwrap(), 1);
        let sheet = read(out.as_slice(), &ReadOptions::default()).unwrap();
        let rows: Vec<_> = sheet.rows.iter().collect();
        assert_eq!(rows[0].cell(1), "1234.5", "a number, as a spreadsheet shows it");
        assert_eq!(rows[1].cell(1), "so much", "what is no number stays text");
        let cell = rows[1].cell(0);
        assert!(cell.ends_with('…') && cell.encode_utf16().count() <= LONGEST_CELL);
    }

    #[test]
    #[expect(clippy::unwrap_used, reason = "a vector takes every write")]
    fn writes_what_spreadsheets_expect() {
        let out = written(&[vec!["华信, Ltd".into(), "say \"hi\"".into(), "+8613900001742".into()]]).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "\u{feff}Name,Note,Phone\r\n\"华信, Ltd\",\"say \"\"hi\"\"\",'+8613900001742\r\n");
    }

    #[test]
    fn formulas_are_defused_and_apostrophes_kept() {
        for cell in ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a", "'=1", "''-1"] {
            assert!(defuse(cell).starts_with('\''), "{cell:?} must be defused");
            assert_eq!(restore(&defuse(cell)), cell);
        }
        for cell in ["'hello", "it's", "", "a=b", "'", "''"] {
            assert_eq!(defuse(cell), cell, "{cell:?} is harmless");
            assert_eq!(restore(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(rows in prop::collection::vec(prop::collection::vec("['=+@\t\r\n\",;x＝－张\u{0}-]{0,6}", 2), 1..6)) {
            // Rows with nothing in them are not rows; a first cell makes sure that each is one.
            let rows: Vec<Vec<String>> = rows.into_iter().map(|row| [vec!["x".to_owned()], row].concat()).collect();
            let out = written(&rows).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let options = ReadOptions { delimiter: Some(",".into()), ..ReadOptions::default() };
            let sheet = read(out.as_slice(), &options).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(sheet.headers.as_slice(), ["Name", "Note", "Phone"]);
            let back: Vec<Vec<String>> = sheet.rows.iter().map(|row| row.cells().map(str::to_owned).collect()).collect();
            prop_assert_eq!(back, rows);
            prop_assert!(sheet.problems.is_empty(), "{:?}", sheet.problems);
        }

        #[test]
        fn any_cell_is_restored(cell in any::<String>()) {
            let safe = defuse(&cell);
            prop_assert!(!is_formula(&safe), "nothing may start a formula");
            prop_assert_eq!(restore(&safe), cell.as_str());
        }
    }
}

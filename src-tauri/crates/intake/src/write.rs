//! Rows to a file that spreadsheet programs open rightly and that runs nothing in them.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

/// Writes a table as CSV (RFC 4180): UTF-8 with a byte order mark, so that Chinese opens rightly, and lines that end in
/// `\r\n`.
///
/// A cell that a spreadsheet program would run as a formula gets an apostrophe in front, which [`crate::read`] takes off
/// again.
///
/// # Errors
/// Whatever the writer fails with.
pub fn write_csv<W, H, R>(mut writer: W, headers: H, rows: impl IntoIterator<Item = R>) -> io::Result<()>
where
    W: Write,
    H: IntoIterator<Item: AsRef<str>>,
    R: IntoIterator<Item: AsRef<str>>,
{
    writer.write_all(b"\xef\xbb\xbf")?;
    let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(writer);
    write_row(&mut csv, headers)?;
    for row in rows {
        write_row(&mut csv, row)?;
    }
    csv.flush()
}

fn write_row<W: Write>(csv: &mut csv::Writer<W>, cells: impl IntoIterator<Item: AsRef<str>>) -> io::Result<()> {
    for cell in cells {
        csv.write_field(defuse(cell.as_ref()).as_bytes())?;
    }
    csv.write_record(None::<&[u8]>)?;
    Ok(())
}

/// The cell with an apostrophe in front when a program would run it. A cell that already looks defused gets one more, so
/// that [`restore`] gives back exactly what was there.
fn defuse(cell: &str) -> Cow<'_, str> {
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
        write_csv(&mut out, ["Name", "Note", "Phone"], rows)?;
        Ok(out)
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

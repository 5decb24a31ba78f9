//! XLSX and XLS workbooks: one sheet as rows of text, as people see it.
//!
//! The parser takes memory for whatever a file claims, so a file is measured before it is parsed: how large the parts of an
//! XLSX are when unpacked (by unpacking them, since the directory of an archive may lie), and how far apart the cells of an
//! XLS are. XLSX sheets are then read cell by cell. That bounds the memory without a process of its own.

mod measure;
mod show;

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use csv::StringRecord;

use crate::problem::{ProblemCode, RowProblem};
use crate::sheet::{Gathering, MAX_CELL_BYTES, MAX_HELD_BYTES, ReadOptions, ReadProblem, Row, Sheet};

/// Cells of a sheet, empty ones between them included.
const MAX_CELLS: usize = 16 << 20;
/// The widest list; what stands further right is left out.
const MAX_COLUMNS: u32 = 1024;

/// Which kind of workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Xlsx,
    Xls,
}

/// The kind of workbook that the bytes begin as. Whether they are one is seen when they are read.
pub(crate) fn kind_of(bytes: &[u8]) -> Option<Kind> {
    if bytes.starts_with(b"PK\x03\x04") {
        Some(Kind::Xlsx)
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Some(Kind::Xls)
    } else {
        None
    }
}

/// Reads the chosen sheet, or the first visible one that has anything in it.
pub(crate) fn read(kind: Kind, bytes: Vec<u8>, options: &ReadOptions) -> Result<Sheet, ReadProblem> {
    match kind {
        Kind::Xlsx => measure::xlsx(&bytes)?,
        Kind::Xls => measure::xls(&bytes)?,
    }
    // What is wrong in a hostile file is not always an error to the parser.
    let read = catch_unwind(AssertUnwindSafe(|| match kind {
        Kind::Xlsx => read_xlsx(bytes, options),
        Kind::Xls => read_xls(bytes, options),
    }));
    let (names, name, found) = read.unwrap_or(Err(ReadProblem::Damaged))?;
    let sheet = found.into_rows().finish()?;
    Ok(Sheet { sheets: names, sheet: name, ..sheet })
}

/// All sheets that can be chosen, the one that was read, and what is in it.
type Found = (Vec<String>, String, Cells);

/// The visible sheets in their order.
fn names_of(sheets: &[calamine::Sheet]) -> Vec<String> {
    let shown = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    sheets.iter().filter(shown).map(|sheet| sheet.name.clone()).collect()
}

/// Tries the chosen sheet, or one after the other until one has anything in it.
fn first_filled(
    names: Vec<String>,
    options: &ReadOptions,
    mut cells_of: impl FnMut(&str) -> Result<Cells, ReadProblem>,
) -> Result<Found, ReadProblem> {
    if let Some(chosen) = &options.sheet {
        let name = names.iter().find(|name| *name == chosen).ok_or(ReadProblem::UnknownSheet)?.clone();
        let cells = cells_of(&name)?;
        return Ok((names, name, cells));
    }
    for name in &names {
        let cells = cells_of(name)?;
        if !cells.rows.is_empty() {
            let name = name.clone();
            return Ok((names, name, cells));
        }
    }
    Err(ReadProblem::Empty)
}

fn read_xlsx(bytes: Vec<u8>, options: &ReadOptions) -> Result<Found, ReadProblem> {
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let names = names_of(book.sheets_metadata());
    first_filled(names, options, |name| {
        let mut cells = Cells::default();
        let mut reader = book.worksheet_cells_reader(name)?;
        while let Some(cell) = reader.next_cell()? {
            let (row, column) = cell.get_position();
            match cell.get_value() {
                DataRef::Empty => {}
                DataRef::SharedString(text) => cells.put(row, column, text)?,
                DataRef::String(text) => cells.put(row, column, text)?,
                other => cells.put(row, column, &show::cell(&Data::from(other.clone())))?,
            }
        }
        Ok(cells)
    })
}

fn read_xls(bytes: Vec<u8>, options: &ReadOptions) -> Result<Found, ReadProblem> {
    let mut book = Xls::new(Cursor::new(bytes))?;
    let names = names_of(book.sheets_metadata());
    first_filled(names, options, |name| {
        let mut cells = Cells::default();
        let range = book.worksheet_range(name)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = |first: u32, offset: usize| first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
            let (row, column) = (at(first_row, row), at(first_column, column));
            match value {
                Data::String(text) => cells.put(row, column, text)?,
                other => cells.put(row, column, &show::cell(other))?,
            }
        }
        Ok(cells)
    })
}

/// The texts of a sheet on their way into rows.
#[derive(Default)]
struct Cells {
    /// By row and column, both from 0.
    rows: BTreeMap<u32, Vec<String>>,
    problems: Vec<RowProblem>,
    bytes: usize,
    slots: usize,
}

impl Cells {
    fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), ReadProblem> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let number = row.saturating_add(1);
        if text.len() > MAX_CELL_BYTES {
            self.problems.push(RowProblem::new(number, "", ProblemCode::CellTooLong, text));
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            self.problems.push(RowProblem::new(number, "", ProblemCode::ExtraCells, text));
            return Ok(());
        }
        let cells = self.rows.entry(row).or_default();
        let column = column as usize;
        if cells.len() <= column {
            self.slots += column + 1 - cells.len();
            cells.resize(column + 1, String::new());
        }
        self.bytes += text.len();
        if self.bytes as u64 > MAX_HELD_BYTES || self.slots > MAX_CELLS || self.problems.len() > MAX_CELLS / 16 {
            return Err(ReadProblem::TooLarge);
        }
        text.clone_into(&mut cells[column]);
        Ok(())
    }

    /// The rows, without those that have a cell that is no text.
    fn into_rows(mut self) -> Gathering {
        for problem in self.problems.iter().filter(|problem| problem.code.rejects()) {
            self.rows.remove(&(problem.row - 1));
        }
        let mut rows = Gathering::default();
        rows.problems = self.problems;
        for (row, cells) in self.rows {
            rows.add(Row::new(row.saturating_add(1), &StringRecord::from(cells)));
        }
        rows
    }
}

impl From<XlsxError> for ReadProblem {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Password => Self::Protected,
            _ => Self::Damaged,
        }
    }
}

impl From<XlsError> for ReadProblem {
    fn from(error: XlsError) -> Self {
        match error {
            XlsError::Password => Self::Protected,
            _ => Self::Damaged,
        }
    }
}

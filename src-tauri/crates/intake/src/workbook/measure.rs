//! How large a workbook is once it is read, found out without reading it.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::sheet::ReadProblem;

/// The largest part of an XLSX, unpacked.
const MAX_PART: u64 = 192 << 20;
/// All parts together: unpacking takes time too.
const MAX_PARTS: u64 = 768 << 20;
/// The parts that the parser keeps whole: its strings, styles and lists of sheets.
const MAX_KEPT: u64 = 96 << 20;
/// Elements of such a part; each may become a value, however short it is written.
const MAX_ELEMENTS: usize = 8 << 20;
/// The most entries of an archive that is a workbook.
const MAX_ENTRIES: usize = 10_000;

/// The longest text of a sheet; the parser holds each twice. A cell has 32,767 characters at most.
const MAX_TEXT: u64 = 4 << 20;
/// A part with comments or raw sections, in which the length of a text can't be told, is small.
const MAX_WITH_SECTIONS: u64 = 16 << 20;

/// What is known of a part so far.
#[derive(Default)]
struct Size {
    bytes: u64,
    /// Beginnings of elements.
    elements: usize,
    /// Bytes since the last such beginning, and the most there have been.
    run: u64,
    longest: u64,
    has_sections: bool,
}

impl Size {
    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.has_sections |= *byte == b'!' && self.run == 0 && self.elements > 0;
            if *byte == b'<' {
                self.elements += 1;
                self.run = 0;
            } else {
                self.run += 1;
                self.longest = self.longest.max(self.run);
            }
        }
        self.bytes += bytes.len() as u64;
    }
}

/// Measures the parts of an XLSX.
pub(super) fn xlsx(bytes: &[u8]) -> Result<(), ReadProblem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadProblem::Damaged)?;
    if archive.len() > MAX_ENTRIES {
        return Err(ReadProblem::TooLarge);
    }
    let (mut all, mut is_workbook) = (0, false);
    for index in 0..archive.len() {
        let mut part = match archive.by_index(index) {
            Ok(part) => part,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(ReadProblem::Protected),
            Err(_) => return Err(ReadProblem::Damaged),
        };
        let name = part.name().map_err(|_| ReadProblem::Damaged)?.replace('\\', "/").to_ascii_lowercase();
        is_workbook |= name == "[content_types].xml";
        // Sheets are read cell by cell, and what is cached for pivot tables is not read at all.
        let is_kept = !name.contains("/worksheets/") && !name.contains("/pivotcache/");
        let limit = if is_kept { MAX_KEPT } else { MAX_PART };
        if part.size() > limit {
            return Err(ReadProblem::TooLarge);
        }
        let mut size = Size::default();
        let mut buffer = [0; 1 << 16];
        loop {
            let read = part.read(&mut buffer).map_err(|_| ReadProblem::Damaged)?;
            if read == 0 {
                break;
            }
            size.take(&buffer[..read]);
            let has_too_many = is_kept && size.elements > MAX_ELEMENTS;
            let is_unclear = size.has_sections && size.bytes > MAX_WITH_SECTIONS;
            let is_one_text = !is_kept && (size.longest > MAX_TEXT || is_unclear);
            if size.bytes > limit || all + size.bytes > MAX_PARTS || has_too_many || is_one_text {
                return Err(ReadProblem::TooLarge);
            }
        }
        all += size.bytes;
    }
    // Another archive, or one that names a sheet as the list of sheets.
    match is_workbook {
        true => relations_are_plain(&mut archive),
        false => Err(ReadProblem::NotList),
    }
}

/// The list of sheets must be one of the parts that were measured as being kept.
fn relations_are_plain(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), ReadProblem> {
    let mut text = String::new();
    let part = archive.by_name("_rels/.rels").map_err(|_| ReadProblem::NotList)?;
    part.take(MAX_KEPT).read_to_string(&mut text).map_err(|_| ReadProblem::Damaged)?;
    let text = text.replace('\\', "/").to_ascii_lowercase();
    if text.contains("worksheets/") || text.contains("pivotcache/") {
        return Err(ReadProblem::Damaged);
    }
    Ok(())
}

/// Cells of all sheets of an XLS, those between the first and the last included: the parser lays out all of them at once.
const MAX_XLS_CELLS: u64 = 4 << 20;
/// Charts stand inside sheets, and little inside charts.
const MAX_NESTED: usize = 16;
/// Records: the file is locked; a sheet or what is inside one ends; where a sheet begins; how large it is; what a formula
/// gives, where that is a text.
const FILE_PASS: u16 = 0x002f;
const END: u16 = 0x000a;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const FORMULA_TEXT: u16 = 0x0207;

/// Measures how far apart the cells of an XLS are.
pub(super) fn xls(bytes: &[u8]) -> Result<(), ReadProblem> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| ReadProblem::Damaged)?;
    if file.exists("/EncryptedPackage") {
        return Err(ReadProblem::Protected);
    }
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.exists(name)).ok_or(ReadProblem::NotList)?;
    let mut stream = Vec::new();
    let opened = file.open_stream(name).map_err(|_| ReadProblem::Damaged)?;
    // No stream is longer than its file, whatever its chain of sectors says.
    opened.take(bytes.len() as u64).read_to_end(&mut stream).map_err(|_| ReadProblem::Damaged)?;
    let mut extents: HashMap<usize, Extent> = HashMap::new();
    let (mut open, mut listed): (Vec<usize>, HashSet<usize>) = (Vec::new(), HashSet::new());
    let (mut at, mut cells) = (0, 0_u64);
    while let Some(&[kind_low, kind_high, length_low, length_high]) = stream.get(at..at + 4) {
        let (kind, length) = (u16::from_le_bytes([kind_low, kind_high]), u16::from_le_bytes([length_low, length_high]));
        let data = stream.get(at + 4..at + 4 + usize::from(length)).unwrap_or_default();
        match kind {
            FILE_PASS if data.iter().take(2).any(|byte| *byte != 0) => return Err(ReadProblem::Protected),
            // A sheet begins, or something inside one.
            0x0809 | 0x0409 | 0x0209 | 0x0009 => {
                extents.insert(at, Extent::default());
                open.push(at);
            }
            END => drop(open.pop()),
            BOUND_SHEET => {
                let &[a, b, c, d, ..] = data else { return Err(ReadProblem::Damaged) };
                // A sheet that is listed twice would be laid out twice.
                if !listed.insert(u32::from_le_bytes([a, b, c, d]) as usize) {
                    return Err(ReadProblem::Damaged);
                }
            }
            // The parser makes room for what a sheet says of its size, which may be all that the format has, and no more.
            DIMENSIONS if !is_possible(data) => return Err(ReadProblem::TooLarge),
            // The text of a formula stands where that does; the parser puts one without a formula into the first cell.
            FORMULA_TEXT => open.iter().for_each(|sheet| extents.entry(*sheet).or_default().take(0, 0, 0)),
            // Cells: formula, number, label, truth, rounded numbers, shared string, rich string, and runs of them.
            0x0006 | 0x0203 | 0x0204 | 0x0205 | 0x027e | 0x00fd | 0x00bd | 0x00d6 => {
                let &[row_low, row_high, column_low, column_high, ..] = data else { return Err(ReadProblem::Damaged) };
                let row = u16::from_le_bytes([row_low, row_high]);
                let column = u16::from_le_bytes([column_low, column_high]);
                let run = if kind == 0x00bd { length.saturating_sub(6) / 6 } else { 1 };
                cells += u64::from(run);
                // The parser takes what stands inside a sheet for a part of it.
                for sheet in &open {
                    extents.entry(*sheet).or_default().take(row, column, column.saturating_add(run));
                }
            }
            _ => {}
        }
        at += 4 + usize::from(length);
        if cells > MAX_XLS_CELLS || open.len() > MAX_NESTED {
            return Err(ReadProblem::TooLarge);
        }
    }
    if listed.iter().any(|sheet| !extents.contains_key(sheet)) {
        return Err(ReadProblem::Damaged);
    }
    let laid_out = extents.iter().filter(|(sheet, _)| listed.contains(sheet)).map(|(_, extent)| extent.cells());
    if laid_out.sum::<u64>() > MAX_XLS_CELLS {
        return Err(ReadProblem::TooLarge);
    }
    Ok(())
}

/// Whether first row, row behind the last, and column behind the last are ones that an XLS can have.
fn is_possible(dimensions: &[u8]) -> bool {
    let (first, behind, column) = match *dimensions {
        [a, b, c, d, _, _, e, f, ..] if dimensions.len() < 14 => {
            (u16::from_le_bytes([a, b]).into(), u16::from_le_bytes([c, d]).into(), u16::from_le_bytes([e, f]))
        }
        [a, b, c, d, e, f, g, h, _, _, i, j, ..] => {
            (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]), u16::from_le_bytes([i, j]))
        }
        _ => return false,
    };
    first <= behind && behind <= 65_536 && column <= 256
}

/// Where the cells of a sheet are.
#[derive(Default)]
struct Extent(Option<(u16, u16, u16, u16)>);

impl Extent {
    fn take(&mut self, row: u16, first: u16, last: u16) {
        let (top, bottom, left, right) = self.0.unwrap_or((row, row, first, last));
        self.0 = Some((top.min(row), bottom.max(row), left.min(first), right.max(last)));
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |(top, bottom, left, right)| (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1))
    }
}

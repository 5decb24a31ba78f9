//! Workbooks: read as people see them, and refused where they are a trap.

mod made;

use std::io::Cursor;

use made::{compound, record, xlsx};
use satchel_intake::{ReadOptions, ReadProblem, Sheet, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn text(place: &str, text: &str) -> String {
    format!("<c r='{place}' t='inlineStr'><is><t>{text}</t></is></c>")
}

fn open(bytes: &[u8], sheet: Option<&str>) -> Result<Sheet, ReadProblem> {
    read(bytes, &ReadOptions { sheet: sheet.map(Into::into), ..ReadOptions::default() })
}

fn rows(sheet: &Sheet) -> Vec<(u32, Vec<String>)> {
    sheet.rows.iter().map(|row| (row.number, row.cells().map(str::to_owned).collect())).collect()
}

fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
    (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

#[test]
fn the_first_sheet_with_anything_in_it_is_read_as_people_see_it() {
    let list = [
        format!("<row r='1'>{}</row>", text("A1", "客户名单 2026")),
        format!("<row r='3'>{}{}{}{}</row>", text("A3", "客户名称"), text("B3", "电话"), text("C3", "日期"), text("D3", "金额")),
        format!("<row r='4'>{}<c r='B4'><v>13900001742</v></c><c r='C4' s='1'><v>45943</v></c><c r='D4'><f>1+1</f><v>0.30000000000000004</v></c></row>", text("A4", "华信")),
        format!("<row r='6'>{}<c r='B6'><v>8.613900001742E12</v></c><c r='C6' s='2'><v>45943.5</v></c></row>", text("A6", "明远 &amp; Co")),
        format!("<row r='7'>{}<c r='D7'><v>2.3</v></c></row>", text("A7", "合计")),
    ]
    .concat();
    let other = format!("<row r='1'>{}</row><row r='2'>{}</row>", text("A1", "Name"), text("A2", "Other"));
    let book = xlsx(&[("empty", ""), ("hidden", &other), ("名单", &list), ("more", &other)], &[]);
    let Ok(sheet) = open(&book, None) else { panic!("a sound workbook is read") };
    assert_eq!((sheet.sheets.join("+"), sheet.sheet.as_str()), ("empty+名单+more".into(), "名单"));
    assert_eq!((sheet.encoding, sheet.delimiter, sheet.header_row), ("", None, Some(3)));
    assert_eq!(
        rows(&sheet),
        [
            row(4, &["华信", "13900001742", "2025-10-13", "0.3"]),
            row(6, &["明远 & Co", "8613900001742", "2025-10-13 12:00"])
        ]
    );
    assert_eq!(sheet.problems.len(), 1, "the sum below is left out with a word");
    assert!(matches!(open(&book, Some("more")), Ok(sheet) if rows(&sheet) == [row(2, &["Other"])]));
    assert!(matches!(open(&book, Some("empty")), Err(ReadProblem::Empty)));
    assert!(matches!(open(&book, Some("hidden")), Err(ReadProblem::UnknownSheet)));
}

#[test]
fn a_cell_in_the_far_corner_costs_nothing() {
    let corner = format!(
        "<row r='1'>{}</row><row r='2'>{}</row><row r='1048576'>{}{}</row>",
        text("A1", "Name"),
        text("A2", "Acme"),
        text("A1048576", "Bolt"),
        text("XFD1048576", "far away")
    );
    let Ok(sheet) = open(&xlsx(&[("list", &corner)], &[]), None) else { panic!("the list in it is read") };
    assert_eq!(rows(&sheet), [row(2, &["Acme"]), row(1_048_576, &["Bolt"])]);
    assert_eq!(sheet.problems.len(), 1, "what stands beside the list is told of");
}

#[test]
fn bombs_are_refused_before_they_are_parsed() {
    let name = text("A1", "Name");
    let one = format!("<row r='1'>{name}</row>");
    let padded = format!("<row r='1'>{name}</row>{}", " ".repeat(200 << 20));
    let wide: String = (1..40_000).map(|row| format!("<row r='{row}'><c r='ALL{row}'><v>1</v></c></row>")).collect();
    let strings = [b"<sst>".to_vec(), b"<si/>".repeat(9 << 20), b"</sst>".to_vec()].concat();
    for (what, book) in [
        ("a giant sheet", xlsx(&[("list", &padded)], &[])),
        ("giant strings", xlsx(&[("list", &one)], &[("xl/sharedStrings.xml", vec![b' '; 100 << 20])])),
        ("endless strings", xlsx(&[("list", &one)], &[("xl/sharedStrings.xml", strings)])),
        ("much air", xlsx(&[("list", &wide)], &[])),
    ] {
        assert!(book.len() < 4 << 20, "{what} is small on disk: {}", book.len());
        assert!(matches!(open(&book, None), Err(ReadProblem::TooLarge)), "{what}");
    }
}

#[test]
fn what_is_no_workbook_is_told_apart() {
    let sound = xlsx(&[("list", &format!("<row r='1'>{}</row>", text("A1", "Name")))], &[]);
    let mut spoilt = 0;
    for cut in (4..sound.len()).step_by(37) {
        match open(&sound[..cut], None) {
            Err(ReadProblem::Damaged | ReadProblem::NotList) => spoilt += 1,
            other => panic!("cut at {cut}: {other:?}"),
        }
    }
    assert!(spoilt > 10, "a workbook that breaks off is damaged");
    assert!(matches!(open(b"PK\x03\x04rest", None), Err(ReadProblem::Damaged)));
    assert!(matches!(open(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", None), Err(ReadProblem::Damaged)));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    assert!(archive.start_file("a.txt", SimpleFileOptions::default()).is_ok());
    let archive = archive.finish().map(Cursor::into_inner).unwrap_or_default();
    assert!(matches!(open(&archive, None), Err(ReadProblem::NotList)), "another archive");
    assert!(matches!(open(b"<html><table><tr><td>Name</td></tr></table></html>\n", None), Err(ReadProblem::NotList)));
}

/// An XLS whose sheets hold numbers at these places.
fn xls(sheets: &[&[(u16, u16)]], listed: usize) -> Vec<u8> {
    xls_of_size(sheets, listed, 2)
}

/// The same, that says of each sheet how many rows it has.
fn xls_of_size(sheets: &[&[(u16, u16)]], listed: usize, size: u32) -> Vec<u8> {
    let dimensions = record(0x0200, &[&[0; 4][..], &size.to_le_bytes(), &[0, 0, 1, 0, 0, 0]].concat());
    let begin = record(0x0809, &[0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let bodies: Vec<Vec<u8>> = sheets
        .iter()
        .map(|cells| {
            let number = |(row, column): &(u16, u16)| {
                record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], &7_f64.to_le_bytes()].concat())
            };
            [begin.clone(), dimensions.clone(), cells.iter().flat_map(number).collect(), record(0x000a, &[])].concat()
        })
        .collect();
    let entry = |place: usize| {
        let place = u32::try_from(place).unwrap_or_default().to_le_bytes();
        record(0x0085, &[&place[..], &[0, 0, 2, 0, b'A', b'B']].concat())
    };
    let head = begin.len() + listed * entry(0).len() + record(0x000a, &[]).len();
    let places: Vec<usize> = (0..listed)
        .map(|at| head + bodies.iter().take(at.min(bodies.len() - 1)).map(Vec::len).sum::<usize>())
        .collect();
    let entries: Vec<u8> = places.into_iter().flat_map(entry).collect();
    let stream = [begin, entries, record(0x000a, &[]), bodies.concat()].concat();
    // Streams below this size are kept elsewhere in the file.
    compound("Workbook", &[stream, vec![0; 4096]].concat())
}

/// An XLS with a number far down, and the text of a formula that isn't there.
fn text_of_no_formula() -> Vec<u8> {
    let begin = record(0x0809, &[0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let (text, end) = (record(0x0207, &[1, 0, 0, b'x']), record(0x000a, &[]));
    let number = record(0x0203, &[&53_000_u16.to_le_bytes()[..], &[255, 0, 0, 0], &7_f64.to_le_bytes()].concat());
    let place = u32::try_from(begin.len() + 13 + end.len()).unwrap_or_default().to_le_bytes();
    let entry = record(0x0085, &[&place[..], &[0, 0, 1, 0, b'A']].concat());
    compound("Workbook", &[begin.clone(), entry, end.clone(), begin, text, number, end, vec![0; 4096]].concat())
}

#[test]
fn old_workbooks_are_measured_before_they_are_laid_out() {
    let found = open(&xls(&[&[(0, 0), (1, 0), (1, 1)]], 1), None);
    let Ok(sheet) = found else { panic!("numbers are a table: {found:?}") };
    assert_eq!(rows(&sheet), [row(1, &["7"]), row(2, &["7", "7"])]);
    for (what, book, refusal) in [
        ("corners far apart", xls(&[&[(0, 0), (65_535, 255)]], 1), "TooLarge"),
        ("a text of no formula, which is put into the first cell", text_of_no_formula(), "TooLarge"),
        ("a claim beyond the format", xls_of_size(&[&[(0, 0)]], 1, u32::MAX), "TooLarge"),
        ("many sheets", xls(&[&[(0, 0), (40_000, 60)], &[(0, 0), (40_000, 60)]], 2), "TooLarge"),
        ("a sheet listed twice", xls(&[&[(0, 0)]], 2), "Damaged"),
        ("a password", compound("EncryptedPackage", &[0; 5000]), "Protected"),
        (
            "a password of old",
            compound("Workbook", &[record(0x0809, &[0; 16]), record(0x002f, &[1, 0, 1, 0]), vec![0; 4096]].concat()),
            "Protected",
        ),
        ("another document", compound("WordDocument", &[0; 5000]), "NotList"),
    ] {
        match open(&book, None) {
            Err(problem) => assert_eq!(format!("{problem:?}"), refusal, "{what}"),
            Ok(sheet) => panic!("{what}: {sheet:?}"),
        }
    }
}

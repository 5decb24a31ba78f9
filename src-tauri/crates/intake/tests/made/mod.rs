//! Workbooks made for tests, part by part.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An XLSX with these parts besides those that every one has. Each sheet is its name and the XML of its rows.
#[expect(clippy::unwrap_used, reason = "an archive in memory takes every write")]
pub fn xlsx(sheets: &[(&str, &str)], more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, bytes: &[u8]| {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    };
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    part("[Content_Types].xml", format!("<Types xmlns='{PACKAGE}/content-types'></Types>").as_bytes());
    part("_rels/.rels", format!("<Relationships xmlns='{PACKAGE}/relationships'><Relationship Id='r' Type='{OFFICE}/officeDocument' Target='xl/workbook.xml'/></Relationships>").as_bytes());
    let list: String = sheets
        .iter()
        .enumerate()
        .map(|(at, (name, _))| {
            let hidden = if name.starts_with("hidden") { " state='hidden'" } else { "" };
            format!("<sheet name='{name}' sheetId='{}'{hidden} r:id='s{at}'/>", at + 1)
        })
        .collect();
    part(
        "xl/workbook.xml",
        format!("<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets>{list}</sheets></workbook>").as_bytes(),
    );
    let relations: String = (0..sheets.len())
        .map(|at| format!("<Relationship Id='s{at}' Type='{OFFICE}/worksheet' Target='worksheets/sheet{at}.xml'/>"))
        .collect();
    part(
        "xl/_rels/workbook.xml.rels",
        format!("<Relationships xmlns='{PACKAGE}/relationships'>{relations}</Relationships>").as_bytes(),
    );
    part("xl/styles.xml", format!("<styleSheet xmlns='{MAIN}'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/></cellXfs></styleSheet>").as_bytes());
    for (at, (_, rows)) in sheets.iter().enumerate() {
        part(
            &format!("xl/worksheets/sheet{at}.xml"),
            format!("<worksheet xmlns='{MAIN}'><sheetData>{rows}</sheetData></worksheet>").as_bytes(),
        );
    }
    for (name, bytes) in more {
        part(name, bytes);
    }
    archive.finish().unwrap().into_inner()
}

/// A compound file as old Excel writes it, with this stream.
#[expect(clippy::unwrap_used, reason = "a file in memory takes every write")]
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(stream).unwrap();
    file.into_inner().into_inner()
}

/// A record of such a stream.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or_default();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

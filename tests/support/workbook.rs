//! Workbooks made for tests.

use std::fs::File;
use std::io::{Cursor, Seek, Write};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// An XLSX with these sheets: each is its name, and its rows of texts.
pub fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let names: Vec<&str> = sheets.iter().map(|(name, _)| *name).collect();
    let mut archive = begun(Cursor::new(Vec::new()), &names);
    for (at, (_, rows)) in sheets.iter().enumerate() {
        let cell = |text: &&str| format!("<c t='inlineStr'><is><t>{text}</t></is></c>");
        let row = |cells: &&[&str]| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
        let rows: String = rows.iter().map(row).collect();
        let sheet = format!("<worksheet xmlns='{MAIN}'><sheetData>{rows}</sheetData></worksheet>");
        part(&mut archive, &format!("xl/worksheets/{at}.xml"), &sheet);
    }
    archive.finish().unwrap().into_inner()
}

/// An XLSX that is small on the disk, and whose sheet is one cell of so many megabytes.
pub fn write_giant(path: &Path, megabytes: usize) {
    let mut archive = begun(File::create(path).unwrap(), &["giant"]);
    part(
        &mut archive,
        "xl/worksheets/0.xml",
        &format!("<worksheet xmlns='{MAIN}'><sheetData><row><c t='inlineStr'><is><t>"),
    );
    for _ in 0..megabytes {
        archive.write_all(&[b'x'; 1 << 20]).unwrap();
    }
    archive.write_all(b"</t></is></c></row></sheetData></worksheet>").unwrap();
    archive.finish().unwrap();
}

/// Everything but the sheets, which have these names.
fn begun<W: Write + Seek>(writer: W, names: &[&str]) -> ZipWriter<W> {
    let all = || names.iter().enumerate();
    let list: String =
        all().map(|(at, name)| format!("<sheet name='{name}' sheetId='{}' r:id='s{at}'/>", at + 1)).collect();
    let targets: String = all()
        .map(|(at, _)| format!("<Relationship Id='s{at}' Type='{OFFICE}/worksheet' Target='worksheets/{at}.xml'/>"))
        .collect();
    let book = format!("<Relationship Id='r' Type='{OFFICE}/officeDocument' Target='xl/workbook.xml'/>");
    let relations = |inside: &str| format!("<Relationships xmlns='{RELATIONS}'>{inside}</Relationships>");
    let mut archive = ZipWriter::new(writer);
    part(&mut archive, "[Content_Types].xml", "<Types/>");
    part(&mut archive, "_rels/.rels", &relations(&book));
    part(&mut archive, "xl/_rels/workbook.xml.rels", &relations(&targets));
    let book = format!("<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets>{list}</sheets></workbook>");
    part(&mut archive, "xl/workbook.xml", &book);
    archive
}

/// Begins a part with this text.
fn part<W: Write + Seek>(archive: &mut ZipWriter<W>, name: &str, text: &str) {
    archive.start_file(name, SimpleFileOptions::default()).unwrap();
    archive.write_all(text.as_bytes()).unwrap();
}

//! Texts as rows.

use proptest::prelude::*;

use super::*;

#[expect(clippy::unwrap_used, reason = "the files are well enough to be read")]
fn sheet(bytes: &[u8]) -> Sheet {
    read(bytes, &ReadOptions::default()).unwrap()
}

fn rows(sheet: &Sheet) -> Vec<(u32, Vec<String>)> {
    sheet.rows.iter().map(|row| (row.number, row.cells().map(str::to_owned).collect())).collect()
}

fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
    (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts() {
    let sheet = sheet(b"\r\n\r\nName,Note\r\nAcme,\"two\r\nlines\"\r\n\r\n,\r\nBolt,x\r\n");
    assert_eq!(sheet.header_row, Some(3));
    assert_eq!(rows(&sheet), [row(4, &["Acme", "two\r\nlines"]), row(7, &["Bolt", "x"])]);
    assert_eq!(sheet.problems, []);
}

#[test]
fn old_line_ends_and_zero_bytes_are_read() {
    assert_eq!(
        rows(&sheet(b"a,b,c\r1,2,3\r\"Once upon\ra time\",5,6\r")),
        [row(2, &["1", "2", "3"]), row(3, &["Once upon\ra time", "5", "6"])]
    );
    assert_eq!(rows(&sheet(b"a,b,c\n\0,2,3\n")), [row(2, &["\0", "2", "3"])]);
    assert_eq!(rows(&sheet(b"sep=;\na;b\n1;2\n")), [row(2, &["1", "2"])]);
}

#[test]
fn an_open_quote_costs_one_row() {
    let sheet = sheet(b"Name,City\nAcme,Bonn\n\"Bolt,Kiel\nCord,Ulm\nDent,\"Aachen\"\n5\" pipe,Rom\n");
    let names: Vec<String> = sheet.rows.iter().map(|row| row.cell(0).to_owned()).collect();
    assert_eq!(names, ["Acme", "Cord", "Dent", "5\" pipe"]);
    let problems: Vec<_> = sheet.problems.iter().map(|problem| (problem.row, problem.code)).collect();
    assert_eq!(problems, [(3, ProblemCode::RowDamaged)]);
    assert_eq!(sheet.rows.iter().last().map(|row| row.number), Some(6), "counting goes on");
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
    assert_eq!(
        sheet.rows.get(0).map(|row| row.cell(2).to_owned()).as_deref(),
        Some(""),
        "a short row ends in empty cells"
    );
    assert_eq!(sheet.problems, [RowProblem::new(3, "", ProblemCode::ExtraCells, "4")]);
}

#[test]
fn a_giant_cell_costs_one_row() {
    let mut bytes = b"Name,Note\nAcme,x\nBolt,\"".to_vec();
    bytes.resize(bytes.len() + (100 << 20), b'z');
    bytes.extend(b"\"\nCord,y\n");
    let sheet = sheet(&bytes);
    assert_eq!(rows(&sheet), [row(2, &["Acme", "x"]), row(4, &["Cord", "y"])]);
    assert_eq!(sheet.problems, [RowProblem::new(3, "", ProblemCode::CellTooLong, "Bolt")]);
}

#[test]
fn a_person_overrides_what_was_found() {
    let options =
        ReadOptions { encoding: Some("windows-1252".into()), delimiter: Some(";".into()), ..ReadOptions::default() };
    let found = read(b"x;y\nM\xfcller;Caf\xe9\n".as_slice(), &options)
        .map(|sheet| (sheet.encoding, sheet.delimiter, rows(&sheet)[0].1[0].clone()));
    assert!(matches!(found, Ok(("windows-1252", Some(';'), name)) if name == "Müller"));
    let refused = |encoding: &str, delimiter: &str| {
        let options = ReadOptions {
            encoding: Some(encoding.into()),
            delimiter: Some(delimiter.into()),
            ..ReadOptions::default()
        };
        read(b"a,b\n".as_slice(), &options).err()
    };
    assert!(matches!(refused("klingon", ","), Some(ReadProblem::UnknownEncoding)));
    assert!(matches!(refused("utf-8", "、"), Some(ReadProblem::UnknownDelimiter)));
    assert!(matches!(read(b"PK\x03\x04rest".as_slice(), &ReadOptions::default()), Err(ReadProblem::Damaged)));
    assert!(matches!(read(b" \n,,\n".as_slice(), &ReadOptions::default()), Err(ReadProblem::Empty)));
}

proptest! {
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(prop::sample::select(b"\"\"\n\r,;\t\0ax=\xff\xe4\xbd\xa0'".to_vec()), 0..200)) {
        if let Ok(sheet) = read(bytes.as_slice(), &ReadOptions::default()) {
            prop_assert!(rows(&sheet).windows(2).all(|pair| pair[0].0 < pair[1].0));
            prop_assert_eq!(sheet.mapping.len(), sheet.headers.len());
        }
    }
}

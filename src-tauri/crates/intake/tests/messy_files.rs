//! Public files that break importers, and a large one: everything that is a table must be read as one.

use std::fs::{self, File};
use std::path::PathBuf;

use satchel_domain::{Country, Currency, DecimalMark};
use satchel_intake::{Context, ImportField, ReadOptions, ReadProblem, Sheet, clean_row, read};

const CHINA: Context = Context { home: Country::CHINA, currency: Currency::CNY, decimal_mark: DecimalMark::Point };

/// The folder of public CSV files, where it is known.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn folder() -> Option<PathBuf> {
    let data = std::env::var_os("SATCHEL_DATA");
    if data.is_none() {
        eprintln!("skipped: SATCHEL_DATA is not set");
    }
    data.map(|data| PathBuf::from(data).join("messy_csv"))
}

fn open(path: &str) -> Option<Sheet> {
    let file = File::open(folder()?.join(path));
    assert!(file.is_ok(), "{path} is in the folder");
    let sheet = file.ok().map(|file| read(file, &ReadOptions::default()));
    match sheet {
        Some(Ok(sheet)) => Some(sheet),
        other => panic!("{path} must be read: {other:?}"),
    }
}

#[test]
fn every_public_file_is_survived() {
    let Some(folder) = folder() else { return };
    let mut read_as_table = 0;
    for set in ["csvkit", "messytables"] {
        let files = fs::read_dir(folder.join(set)).into_iter().flatten().flatten();
        for file in files {
            let path = file.path();
            let Ok(bytes) = fs::read(&path) else { panic!("{} can be opened", path.display()) };
            match read(bytes.as_slice(), &ReadOptions::default()) {
                Ok(mut sheet) => {
                    // Whatever the columns are called, every cell must come through every kind of cleaning.
                    for field in [ImportField::Name, ImportField::Phone, ImportField::CreditLimit, ImportField::Email] {
                        sheet.mapping = vec![Some(field); sheet.headers.len()];
                        for row in &sheet.rows {
                            let _ = clean_row(&sheet, row, &CHINA);
                        }
                    }
                    read_as_table += 1;
                }
                Err(ReadProblem::Empty | ReadProblem::NotText) => {}
                Err(problem) => panic!("{}: {problem}", path.display()),
            }
        }
    }
    assert!(read_as_table > 60, "most of the files are tables, saw {read_as_table}");
}

#[test]
fn public_files_are_read_as_people_see_them() {
    if folder().is_none() {
        return;
    }
    // File, encoding, separator, header row, columns, rows.
    let expected = [
        ("csvkit/dummy.csv", "UTF-8", ',', Some(1), 3, 1),
        ("csvkit/mac_newlines.csv", "UTF-8", ',', Some(1), 3, 2),
        ("csvkit/no_header_row.csv", "UTF-8", ',', None, 3, 1),
        ("csvkit/sniff_limit.csv", "UTF-8", ';', Some(1), 3, 1),
        ("csvkit/test_latin1.csv", "windows-1252", ',', Some(1), 3, 2),
        ("csvkit/test_skip_lines.csv", "UTF-8", ',', Some(4), 3, 1),
        ("csvkit/test_utf16_big.csv", "UTF-16BE", ',', Some(1), 3, 2),
        ("csvkit/test_utf16_little.csv", "UTF-16LE", ',', Some(1), 3, 2),
        ("csvkit/test_utf8_bom.csv", "UTF-8", ',', Some(1), 3, 2),
        ("csvkit/ks_1033_data.csv", "UTF-8", ',', Some(1), 14, 1575),
        ("messytables/example.tsv", "UTF-8", '\t', Some(1), 17, 140),
        ("messytables/simple.psv", "UTF-8", '|', Some(1), 6, 28),
        ("messytables/simple.ssv", "UTF-8", ';', Some(1), 3, 6),
        ("messytables/excel_pasting.csv", "UTF-8", ',', Some(4), 9, 16),
        ("messytables/utf-16le_encoded.csv", "UTF-16LE", ',', Some(1), 19, 327),
    ];
    for (path, encoding, delimiter, header, columns, rows) in expected {
        let Some(sheet) = open(path) else { continue };
        let got = (sheet.encoding, sheet.delimiter, sheet.header_row, sheet.headers.len(), sheet.rows.len());
        assert_eq!(got, (encoding, delimiter, header, columns, rows), "{path}");
    }
    let spanish = open("messytables/spanish_chars.csv");
    assert_eq!(spanish.and_then(|sheet| sheet.headers.last().cloned()).as_deref(), Some("Descripción"));
    let chinese = open("messytables/characters.csv");
    assert_eq!(chinese.map(|sheet| sheet.encoding), Some("Big5"));
}

#[test]
fn a_large_file_is_read_and_cleaned() {
    let mut text = String::from("客户名称,联系人,手机,邮箱,地区,详细地址,行业,规模,客户等级,备注\n");
    for n in 0..20_000_u32 {
        text += &format!(
            "华信{n}机械有限公司,周敏{n},139{n:08},zhou{n}@huaxin.example,华东,叶城路{n}号,机械,50人,VIP;机床,已联系{n}\n"
        );
    }
    let Ok(sheet) = read(text.as_bytes(), &ReadOptions::default()) else { panic!("the file is well formed") };
    assert_eq!(sheet.rows.len(), 20_000);
    let problems: usize = sheet.rows.iter().map(|row| clean_row(&sheet, row, &CHINA).problems.len()).sum();
    assert_eq!(problems, 0, "every row is clean");
}

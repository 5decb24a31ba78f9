//! Public files that break importers, and a large one: everything that is a list must be read as one.

use std::fs::{self, File};
use std::path::PathBuf;

use satchel_domain::{Country, Currency, DecimalMark};
use satchel_intake::{Context, ImportField, ReadOptions, Sheet, clean_row, read};

const CHINA: Context = Context {
    home: Country::CHINA,
    currency: Currency::CNY,
    decimal_mark: DecimalMark::Point,
    today: jiff::civil::date(2026, 5, 14),
};

/// The folder of public files, where it is known.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn folder() -> Option<PathBuf> {
    let data = std::env::var_os("SATCHEL_DATA");
    if data.is_none() {
        eprintln!("skipped: SATCHEL_DATA is not set");
    }
    data.map(PathBuf::from)
}

fn open(path: &str) -> Option<Sheet> {
    let file = File::open(folder()?.join("messy_csv").join(path));
    assert!(file.is_ok(), "{path} is in the folder");
    let sheet = file.ok().map(|file| read(file, &ReadOptions::default()));
    match sheet {
        Some(Ok(sheet)) => Some(sheet),
        other => panic!("{path} must be read: {other:?}"),
    }
}

/// What becomes of each public file: how many rows it has, how many of them have something wrong, or why it is refused.
const FATES: &[(&str, &str)] = &[
    ("messy_csv/csvkit/bad.csv", "3 rows, 1 problems"),
    ("messy_csv/csvkit/bad_skip_lines.csv", "3 rows, 1 problems"),
    ("messy_csv/csvkit/blanks.csv", "1 rows"),
    ("messy_csv/csvkit/blanks_converted.csv", "0 rows"),
    ("messy_csv/csvkit/date_like_number.csv", "1 rows"),
    ("messy_csv/csvkit/dummy.csv", "1 rows"),
    ("messy_csv/csvkit/dummy2.csv", "1 rows"),
    ("messy_csv/csvkit/dummy3.csv", "2 rows"),
    ("messy_csv/csvkit/dummy_col_shuffled.csv", "1 rows"),
    ("messy_csv/csvkit/dummy_col_shuffled_ragged.csv", "1 rows"),
    ("messy_csv/csvkit/empty.csv", "Empty"),
    ("messy_csv/csvkit/foo1.csv", "2 rows"),
    ("messy_csv/csvkit/foo2.csv", "2 rows"),
    ("messy_csv/csvkit/iris.csv", "150 rows"),
    ("messy_csv/csvkit/irismeta.csv", "3 rows"),
    ("messy_csv/csvkit/join_a.csv", "3 rows"),
    ("messy_csv/csvkit/join_a_short.csv", "3 rows"),
    ("messy_csv/csvkit/join_b.csv", "3 rows"),
    ("messy_csv/csvkit/join_no_header_row.csv", "3 rows"),
    ("messy_csv/csvkit/join_short.csv", "2 rows"),
    ("messy_csv/csvkit/ks_1033_data.csv", "1575 rows"),
    ("messy_csv/csvkit/mac_newlines.csv", "2 rows"),
    ("messy_csv/csvkit/no_header_row.csv", "1 rows"),
    ("messy_csv/csvkit/no_header_row2.csv", "1 rows"),
    ("messy_csv/csvkit/no_header_row3.csv", "2 rows"),
    ("messy_csv/csvkit/null_byte.csv", "1 rows"),
    ("messy_csv/csvkit/optional_quote_characters.csv", "1 rows"),
    ("messy_csv/csvkit/sheetsxls_converted.csv", "5 rows"),
    ("messy_csv/csvkit/sheetsxlsx_converted.csv", "5 rows"),
    ("messy_csv/csvkit/sniff_limit.csv", "1 rows"),
    ("messy_csv/csvkit/sort_ints_nulls.csv", "3 rows"),
    ("messy_csv/csvkit/test_date_format.csv", "2 rows"),
    ("messy_csv/csvkit/test_date_format_converted.csv", "2 rows"),
    ("messy_csv/csvkit/test_empty_columns.csv", "2 rows"),
    ("messy_csv/csvkit/test_empty_columns_long_row.csv", "0 rows"),
    ("messy_csv/csvkit/test_empty_columns_short_row.csv", "0 rows"),
    ("messy_csv/csvkit/test_extra_header.csv", "1 rows"),
    ("messy_csv/csvkit/test_geo.csv", "17 rows"),
    ("messy_csv/csvkit/test_geojson.csv", "3 rows"),
    ("messy_csv/csvkit/test_header_newline.csv", "1 rows"),
    ("messy_csv/csvkit/test_ignore_case.csv", "5 rows"),
    ("messy_csv/csvkit/test_join_short_rows.csv", "3 rows"),
    ("messy_csv/csvkit/test_latin1.csv", "2 rows"),
    ("messy_csv/csvkit/test_literal_order.csv", "3 rows"),
    ("messy_csv/csvkit/test_locale.csv", "1 rows"),
    ("messy_csv/csvkit/test_locale_converted.csv", "1 rows"),
    ("messy_csv/csvkit/test_no_leading_zeroes.csv", "1 rows"),
    ("messy_csv/csvkit/test_numeric_date_format.csv", "2 rows"),
    ("messy_csv/csvkit/test_precision.csv", "1 rows"),
    ("messy_csv/csvkit/test_skip_lines.csv", "1 rows"),
    ("messy_csv/csvkit/test_utf16_big.csv", "2 rows"),
    ("messy_csv/csvkit/test_utf16_little.csv", "2 rows"),
    ("messy_csv/csvkit/test_utf8.csv", "2 rows"),
    ("messy_csv/csvkit/test_utf8_bom.csv", "2 rows"),
    ("messy_csv/csvkit/testdbf_converted.csv", "8 rows"),
    ("messy_csv/csvkit/testfixed_converted.csv", "4 rows"),
    ("messy_csv/csvkit/testfixed_schema.csv", "8 rows"),
    ("messy_csv/csvkit/testfixed_schema_no_inference.csv", "3 rows"),
    ("messy_csv/csvkit/testjson_converted.csv", "5 rows"),
    ("messy_csv/csvkit/testjson_multiline_converted.csv", "2 rows"),
    ("messy_csv/csvkit/testjson_nested_converted.csv", "2 rows"),
    ("messy_csv/csvkit/testxls_converted.csv", "5 rows"),
    ("messy_csv/csvkit/testxls_unicode_converted.csv", "1 rows"),
    ("messy_csv/csvkit/testxlsx_converted.csv", "5 rows"),
    ("messy_csv/csvkit/testxlsx_noinference_converted.csv", "5 rows"),
    ("messy_csv/csvkit/testxlsx_unicode_converted.csv", "1 rows"),
    ("messy_csv/messytables/README.md", "2 rows"),
    ("messy_csv/messytables/begrotingsanalyse-2011.csv", "39 rows"),
    ("messy_csv/messytables/characters.csv", "382 rows"),
    ("messy_csv/messytables/complex.csv", "3 rows, 1 problems"),
    ("messy_csv/messytables/example.tsv", "140 rows"),
    ("messy_csv/messytables/excel_pasting.csv", "16 rows"),
    ("messy_csv/messytables/long.csv", "3999 rows"),
    ("messy_csv/messytables/mixedGLB.csv", "133 rows"),
    ("messy_csv/messytables/null.csv", "10 rows"),
    ("messy_csv/messytables/simple.psv", "28 rows"),
    ("messy_csv/messytables/simple.ssv", "6 rows"),
    ("messy_csv/messytables/simple.xls", "6 rows"),
    ("messy_csv/messytables/simple.xlsx", "6 rows"),
    ("messy_csv/messytables/skip_initials.csv", "2 rows"),
    ("messy_csv/messytables/small.csv", "0 rows"),
    ("messy_csv/messytables/spanish_chars.csv", "115 rows"),
    ("messy_csv/messytables/sparse_with_column_errors.csv", "2200 rows"),
    ("messy_csv/messytables/utf-16le_encoded.csv", "327 rows"),
    ("messy_csv/messytables/utf8bom.csv", "0 rows"),
    ("messy_csv/messytables/weird_head_padding.csv", "76 rows"),
    ("vcards/ez-vcard/John_Doe_BLACK_BERRY.vcf", "1 rows"),
    ("vcards/ez-vcard/John_Doe_EVOLUTION.vcf", "1 rows"),
    ("vcards/ez-vcard/John_Doe_GMAIL.vcf", "1 rows"),
    ("vcards/ez-vcard/John_Doe_IPHONE.vcf", "1 rows"),
    ("vcards/ez-vcard/John_Doe_MAC_ADDRESS_BOOK.vcf", "1 rows"),
    ("vcards/ez-vcard/John_Doe_MS_OUTLOOK.vcf", "1 rows"),
    ("vcards/ez-vcard/fullcontact.vcf", "1 rows"),
    ("vcards/ez-vcard/gmail-list.vcf", "3 rows"),
    ("vcards/ez-vcard/gmail-single.vcf", "1 rows"),
    ("vcards/ez-vcard/gmail-single2.vcf", "1 rows"),
    ("vcards/ez-vcard/issue114.vcf", "1 rows"),
    ("vcards/ez-vcard/jcard-example.json", "NotList"),
    ("vcards/ez-vcard/outlook-2003.vcf", "1 rows"),
    ("vcards/ez-vcard/outlook-2007.vcf", "1 rows"),
    ("vcards/ez-vcard/rfc2426-example.vcf", "2 rows"),
    ("vcards/ez-vcard/rfc6350-example.vcf", "1 rows"),
    ("vcards/ez-vcard/rfc6351-example.xml", "NotList"),
    ("vcards/ez-vcard/thunderbird-MoreFunctionsForAddressBook-extension.vcf", "1 rows"),
    ("vcards/ez-vcard/vcard-samples-license.txt", "8 rows"),
];

#[test]
fn every_public_file_is_imported_or_refused_with_a_reason() {
    let Some(folder) = folder() else { return };
    let mut seen = Vec::new();
    for set in ["messy_csv/csvkit", "messy_csv/messytables", "vcards/ez-vcard"] {
        let files = fs::read_dir(folder.join(set)).into_iter().flatten().flatten();
        for file in files {
            let path = file.path();
            let name = format!("{set}/{}", file.file_name().to_string_lossy());
            let Ok(bytes) = fs::read(&path) else { panic!("{name} can be opened") };
            let fate = match read(bytes.as_slice(), &ReadOptions::default()) {
                Ok(mut sheet) => {
                    let wrong = sheet.problems.len();
                    // Whatever the columns are called, every cell must come through every kind of cleaning.
                    for field in [ImportField::Name, ImportField::Phone, ImportField::CreditLimit, ImportField::Email] {
                        sheet.mapping = vec![Some(field); sheet.headers.len()];
                        for row in sheet.rows.iter() {
                            let _ = clean_row(&sheet, &row, &CHINA);
                        }
                    }
                    if wrong == 0 {
                        format!("{} rows", sheet.rows.len())
                    } else {
                        format!("{} rows, {wrong} problems", sheet.rows.len())
                    }
                }
                Err(problem) => format!("{problem:?}"),
            };
            seen.push((name, fate));
        }
    }
    seen.sort();
    let told: Vec<(&str, &str)> = seen.iter().map(|(name, fate)| (name.as_str(), fate.as_str())).collect();
    let differs: Vec<_> = told.iter().filter(|fate| !FATES.contains(fate)).collect();
    assert!(differs.is_empty(), "other than the table says: {differs:#?}");
    assert_eq!(told.len(), FATES.len(), "each file of the table is there");
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
        let got = (
            sheet.encoding,
            sheet.delimiter.unwrap_or_default(),
            sheet.header_row,
            sheet.headers.len(),
            sheet.rows.len(),
        );
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
    let problems: usize = sheet.rows.iter().map(|row| clean_row(&sheet, &row, &CHINA).problems.len()).sum();
    assert_eq!(problems, 0, "every row is clean");
}

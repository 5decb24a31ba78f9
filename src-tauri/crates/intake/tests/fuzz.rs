//! Whatever the bytes are: no panic, and no more memory than a list takes. `SATCHEL_FUZZ_MINUTES=20` runs each for so long.

mod made;

use std::time::{Duration, Instant};

use made::{compound, record, xlsx};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseResult, TestRunner};
use satchel_domain::{Country, Currency, DateOrder, DecimalMark};
use satchel_intake::{Context, ReadOptions, clean_row, read, read_communication};

const CHINA: Context = Context {
    home: Country::CHINA,
    currency: Currency::CNY,
    decimal_mark: DecimalMark::Point,
    today: jiff::civil::date(2026, 5, 14),
};
/// The most memory that the process may ever have had, in megabytes.
const MOST_MEGABYTES: usize = 700;

/// Runs the test on values of this kind: a few, or for as long as the environment says.
#[expect(clippy::print_stderr, reason = "a long run says how much it did")]
fn fuzz<S: Strategy>(what: &str, strategy: &S, bytes: impl Fn(S::Value) -> Vec<u8>) {
    let minutes = std::env::var("SATCHEL_FUZZ_MINUTES").ok().and_then(|text| text.parse().ok()).unwrap_or(0.0_f64);
    let until = Instant::now() + Duration::from_secs_f64(minutes * 60.0);
    let mut cases = 0;
    loop {
        let config = Config { cases: 200, failure_persistence: None, ..Config::default() };
        let found = TestRunner::new(config).run(strategy, |value| survives(&bytes(value)));
        assert!(found.is_ok(), "{what}: {found:?}");
        cases += 200;
        if Instant::now() >= until {
            break;
        }
    }
    let peak = peak();
    eprintln!("{what}: {cases} files, {peak} MB at most");
    assert!(peak < MOST_MEGABYTES, "{what}: {peak} MB");
}

/// The most memory this process ever had, in megabytes; 0 where the system does not tell.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap_or(0) / 1024
}

fn survives(bytes: &[u8]) -> TestCaseResult {
    let Ok(sheet) = read(bytes, &ReadOptions::default()) else { return Ok(()) };
    prop_assert_eq!(sheet.mapping.len(), sheet.headers.len());
    prop_assert!(sheet.rows.iter().map(|row| row.number).is_sorted_by(|one, next| one < next), "rows are in order");
    for row in sheet.rows.iter().take(100) {
        let (_, problems) = read_communication(&sheet, &row, &[], DateOrder::Unknown);
        prop_assert!(sheet.messages.is_none() || problems.iter().all(|problem| problem.row == row.number));
        let cleaned = clean_row(&sheet, &row, &CHINA);
        prop_assert!(cleaned.draft.is_some_and(|draft| !draft.name.is_empty()) || !cleaned.problems.is_empty());
    }
    Ok(())
}

/// Bytes that are mostly pieces of such a file, with any other between them.
fn pieces(of: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(of).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
        1 => "\\PC{0,8}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

#[test]
fn separated_values() {
    let strategy = pieces(&[
        ",",
        ";",
        "\t",
        "|",
        "\"",
        "\"\"",
        "\n",
        "\r\n",
        "\r",
        "\0",
        "sep=;\n",
        "客户名称",
        "Name",
        "Phone",
        "E-mail 1 - Value",
        "Home Street",
        "Business City",
        "合计",
        "Total",
        "139 0000 1742",
        "a@b.example",
        " ::: ",
        "\u{feff}",
        "1,284.00",
        "是",
        "'=1",
    ]);
    fuzz("separated values", &strategy, |bytes| bytes);
}

#[test]
fn cards() {
    let strategy = pieces(&[
        "BEGIN:VCARD\n",
        "END:VCARD\n",
        "VERSION:2.1\n",
        "FN:",
        "N:",
        "ORG:",
        "TEL;CELL:",
        "item1.TEL;TYPE=\"work,fax\":",
        "item1.X-ABLABEL:",
        "ADR;TYPE=home:",
        "EMAIL:",
        "PHOTO;ENCODING=BASE64:",
        "AGENT:\n",
        "NOTE;ENCODING=QUOTED-PRINTABLE:",
        ";CHARSET=GBK:",
        "=E5=91=A8",
        "=",
        "=\n",
        "\n",
        "\r",
        "\n ",
        ";",
        ",",
        ":",
        "\\",
        "\\n",
        "\"",
        ".",
        "IMPP;X-SERVICE-TYPE=QQ:",
        "BDAY:19800322",
        "KIND:group\n",
        "华信",
    ]);
    fuzz("cards", &strategy, |bytes| [b"BEGIN:VCARD\n".to_vec(), bytes].concat());
}

#[test]
fn mails() {
    let strategy = pieces(&[
        "From a@b.example Fri May  8 15:12:30 2026\n",
        "From: ",
        "To: ",
        "周敏 <zhou@mingyuan.example>",
        "Date: Fri, 8 May 2026 15:12:30 +0800\n",
        "Date: 99 Foo 99999 99:99:99 +9999\n",
        "Subject: ",
        "=?UTF-8?B?5ZGo5pWP?=",
        "=?GB2312?Q?=BD=BB",
        "MIME-Version: 1.0\n",
        "Content-Type: multipart/mixed; boundary=b\n",
        "Content-Type: message/rfc822\n",
        "Content-Type: text/html; charset=big5\n",
        "Content-Transfer-Encoding: base64\n",
        "Content-Transfer-Encoding: quoted-printable\n",
        "--b\n",
        "--b--\n",
        "<p><style>",
        "&#x41;",
        "=E5=91",
        ">From ",
        "> ",
        "\n\n",
        "\n",
        "\r",
        "发件人：",
        "发送时间：2026年5月8日(星期五) 下午3:12\n",
        ";",
        ",",
    ]);
    fuzz("mails", &strategy, |bytes| [b"Message-ID: <1@x>\nFrom: a@b.example\n".to_vec(), bytes].concat());
}

#[test]
fn chats() {
    let strategy = pieces(&[
        "31/12/2026, 23:59 - ",
        "5/3/26, 2:02\u{202f}PM - ",
        "[2026/3/5 下午2:02:11] ",
        "2026-03-05 14:02:11 ",
        "—— 2026-03-05 ——\n",
        "周敏 2026/3/5 14:02\n",
        "周敏 2月29日 14:02\n",
        "周敏  14:02\n",
        "周敏",
        "Zhou Min: ",
        "Zhou Min",
        ": ",
        "：",
        "(12345)",
        "<Media omitted>",
        "\u{200e}",
        "\n",
        "\r\n",
        " ",
        "99/99/9999, 99:99 - ",
        "'=1",
    ]);
    let begin = "31/12/2025, 23:58 - A: 1\n31/12/2025, 23:59 - B: 2\n";
    fuzz("chats", &strategy, move |bytes| [begin.as_bytes().to_vec(), bytes].concat());
    let begin = "周敏 12月31日 14:02\n1\n周敏 1月1日 14:02\n2\n";
    let strategy = pieces(&["周敏 2月29日 14:02\n", "A 5/3/26 2:02 PM\n", "x 1 2", "月", "日", "\n", "99999", ":"]);
    fuzz("chats with the name above", &strategy, move |bytes| [begin.as_bytes().to_vec(), bytes].concat());
}

#[test]
fn workbooks() {
    let rows = pieces(&[
        "<row r='1'>",
        "<row>",
        "</row>",
        "<c r='A1' t='inlineStr'>",
        "<c r='XFD1048576'>",
        "<c r='B2' t='s' s='1'>",
        "<c>",
        "</c>",
        "<is><t>",
        "</t></is>",
        "<v>",
        "</v>",
        "0",
        "13900001742",
        "1e308",
        "-1",
        "45943.5",
        "<f>1+1</f>",
        "Name",
        "&amp;",
        "&#x41;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "</sheetData>",
        "<sheetData>",
        "<mergeCell ref='A1:XFD9'/>",
        "'",
        "<dimension ref='A1:XFD1048576'/>",
    ]);
    let strings = pieces(&[
        "<sst>", "</sst>", "<si>", "</si>", "<si/>", "<t>", "</t>", "<r>", "</r>", "text", "<rPh>", "</rPh>", "&lt;",
    ]);
    let spoilt = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3);
    fuzz("workbooks", &(rows, strings, spoilt), |(rows, strings, spoilt)| {
        let rows = String::from_utf8_lossy(&rows).into_owned();
        let mut book = xlsx(
            &[("list", &rows), ("more", "<row r='1'><c r='A1'><v>1</v></c></row>")],
            &[("xl/sharedStrings.xml", strings)],
        );
        for (place, byte) in spoilt {
            let place = place.index(book.len());
            book[place] = byte;
        }
        book
    });
}

#[test]
fn old_workbooks() {
    const KINDS: [u16; 24] = [
        0x0809, 0x000a, 0x0085, 0x0200, 0x0203, 0x0204, 0x0205, 0x0006, 0x0207, 0x027e, 0x00fd, 0x00bd, 0x00fc, 0x003c,
        0x00e0, 0x041e, 0x0018, 0x0017, 0x0022, 0x0042, 0x002f, 0x00e5, 0x00d6, 0x0208,
    ];
    let small = prop_oneof![4 => 0_u8..4, 1 => any::<u8>()];
    let body = (prop::sample::select(&KINDS[..]), prop::collection::vec(small, 0..24))
        .prop_map(|(kind, data)| record(kind, &data));
    let strategy = (
        prop::collection::vec(body, 0..40),
        0_u32..400,
        prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..2),
    );
    let begin = record(0x0809, &[0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    fuzz("old workbooks", &strategy, |(records, place, spoilt)| {
        // A sheet that begins where one may, or anywhere.
        let sheet = record(0x0085, &[&place.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
        let mut listed = sheet.clone();
        let head = u32::try_from(begin.len() + sheet.len()).unwrap_or_default();
        if place % 2 == 0 {
            listed[4..8].copy_from_slice(&(head + 4).to_le_bytes());
        }
        let stream =
            [begin.clone(), listed, record(0x000a, &[]), begin.clone(), records.concat(), vec![0; 4096]].concat();
        let mut book = compound("Workbook", &stream);
        for (place, byte) in spoilt {
            let place = place.index(book.len());
            book[place] = byte;
        }
        book
    });
}

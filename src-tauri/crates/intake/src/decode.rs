//! Bytes to text: which encoding a file is in.

mod short;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use satchel_domain::Country;

/// How much of a file the guess looks at, from its first byte beyond ASCII.
const GUESS_BYTES: usize = 1 << 20;

/// The text of a file and the encoding it was in. Bytes that the encoding does not have become U+FFFD.
pub(crate) fn decode(bytes: Vec<u8>, encoding: &'static Encoding) -> String {
    if encoding == UTF_8 {
        // In place: a large file has no room beside it.
        let mut bytes = bytes;
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        return String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    }
    encoding.decode_with_bom_removal(&bytes).0.into_owned()
}

/// The encoding of a file: by byte order mark, by the pattern of UTF-16, as UTF-8 when it is that, and by letter statistics
/// otherwise. `home` is where the list is read: of two encodings that fit alike, the one that is usual there is taken.
pub(crate) fn detect(bytes: &[u8], home: Option<Country>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = detect_utf16(bytes) {
        return encoding;
    }
    let Some(first) = bytes.iter().position(|byte| !byte.is_ascii()) else { return UTF_8 };
    if is_mostly_utf8(&bytes[first..]) {
        return UTF_8;
    }
    // The word that the first letter beyond ASCII stands in is looked at whole.
    let sample = &bytes[first.saturating_sub(1)..bytes.len().min(first + GUESS_BYTES)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    match short::bettered(sample, guess, home) {
        Some(better) => better,
        // It holds all of GBK, and the rarer characters of names besides.
        None if guess == GBK => GB18030,
        None => guess,
    }
}

/// The encoding that a person chose.
pub(crate) fn by_name(name: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(name.trim().as_bytes())?;
    Some(if encoding == GBK { GB18030 } else { encoding })
}

/// The name that people know an encoding by.
pub(crate) fn name_of(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// One broken character must not turn a whole UTF-8 file into another encoding; a text in another encoding is hardly ever
/// UTF-8 by chance, but for a character or two.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad, mut telling) = (0_usize, 0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        for byte in chunk.valid().bytes().filter(|byte| *byte >= 0xc0) {
            good += 1;
            // Letters of Europe, and all that takes three bytes; what lies between has few lists.
            telling += usize::from(matches!(byte, 0xc2..=0xc5 | 0xce..=0xd1 | 0xe0..));
        }
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if bad == 0 { good > 2 || telling > 0 } else { good > bad * 10 }
}

/// UTF-16 without a mark: line ends take two bytes, and so does every other sign of ASCII.
fn detect_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let pairs = sample.len() / 2;
    let (mut big, mut little) = (0_usize, 0_usize);
    let (mut big_line, mut little_line) = (false, false);
    for pair in sample.chunks_exact(2) {
        big += usize::from(pair[0] == 0);
        little += usize::from(pair[1] == 0);
        big_line |= matches!(pair, [0, b'\n' | b'\r']);
        little_line |= matches!(pair, [b'\n' | b'\r', 0]);
    }
    let reads_as = |ours: usize, other: usize| ours * 20 > pairs && other * 100 < pairs.max(100);
    if little_line && reads_as(little, big) {
        Some(UTF_16LE)
    } else if big_line && reads_as(big, little) {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, EUC_KR, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252, WINDOWS_1255};

    use super::*;

    const LINES: &str = "客户名称,联系人,电话,备注\n上海明远机械有限公司,周敏,021-55550142,已经联系过，下周再谈价格\n灵海精密仪器厂,何丽,,寄样品\n";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn tells_encodings_apart() {
        let traditional =
            "客戶名稱,聯絡人,電話\n臺北機械股份有限公司,陳志強,02-55550142\n高雄貿易有限公司,林小姐,已經聯絡過了\n";
        let cases: [(Vec<u8>, &str, &str); 9] = [
            (LINES.as_bytes().to_vec(), "UTF-8", LINES),
            ([b"\xef\xbb\xbf", LINES.as_bytes()].concat(), "UTF-8", LINES),
            (GB18030.encode(LINES).0.into_owned(), "GB18030", LINES),
            (BIG5.encode(traditional).0.into_owned(), "Big5", traditional),
            (
                WINDOWS_1252.encode("Name,City\nMüller,Köln\nCafé,Besançon\n").0.into_owned(),
                "windows-1252",
                "Name,City\nMüller,Köln\nCafé,Besançon\n",
            ),
            (utf16(&format!("\u{feff}{LINES}"), false), "UTF-16LE", LINES),
            (utf16(&format!("\u{feff}{LINES}"), true), "UTF-16BE", LINES),
            (utf16(LINES, false), "UTF-16LE", LINES),
            (utf16(LINES, true), "UTF-16BE", LINES),
        ];
        for (bytes, name, text) in cases {
            let encoding = detect(&bytes, None);
            assert_eq!(name_of(encoding), name);
            assert_eq!(decode(bytes, encoding), text, "{name}");
        }
    }

    /// Short lists are the hard ones: a few letters beyond ASCII must be enough.
    #[test]
    fn western_and_japanese_lists_are_told_apart() {
        let western = [
            "Name;Ort\nMüller;Köln\n",
            "Name,City\nCafé Zoé,Besançon\n",
            "Nombre;Ciudad\nPeña;Málaga\n",
            "Navn;By\nSørensen;Århus\n",
            "Name\nWeiß & Söhne\n",
            "Firma;Straße\nBäckerei Groß;Hauptstraße 5\n",
            "Name;Price\nAcme;€ 5\n",
            "Société;Téléphone\nL’Été;01 23\n",
        ];
        for text in western {
            let bytes = WINDOWS_1252.encode(text).0.into_owned();
            assert_eq!(name_of(detect(&bytes, None)), "windows-1252", "{text}");
            assert_eq!(decode(bytes, WINDOWS_1252), text);
        }
        let japanese = [
            "会社名,担当者,電話\n株式会社山田製作所,山田太郎,03-5555-0142\n",
            "名前,住所\nさくら商店,東京都千代田区\n",
        ];
        for text in japanese {
            let bytes = SHIFT_JIS.encode(text).0.into_owned();
            assert_eq!(name_of(detect(&bytes, None)), "Shift_JIS", "{text}");
            assert_eq!(decode(bytes, SHIFT_JIS), text);
        }
    }

    #[test]
    fn one_bad_byte_spoils_one_character() {
        let mut bytes = LINES.as_bytes().to_vec();
        bytes.extend(b"\xff\n");
        let encoding = detect(&bytes, None);
        assert_eq!(name_of(encoding), "UTF-8");
        let text = decode(bytes, encoding);
        assert!(text.contains("上海明远") && text.contains('\u{fffd}'), "the rest must stay readable");
    }

    #[test]
    fn zero_bytes_alone_are_not_utf16() {
        assert_eq!(name_of(detect(b"a,b,c\n\0,2,3\n", None)), "UTF-8");
    }

    /// A few characters are all that there is in a list of names and phones.
    #[test]
    fn lists_with_few_characters_are_read_as_people_wrote_them() {
        let chinese = [
            "姓名,电话\n周敏,13900001742\n",
            "Name,Phone\n周敏,13900001742\n",
            "name,phone\n王,139\n",
            "Name\n欧阳\n",
            "Name,Tel\n刘洋,1\n",
            "Name,Title\nZhou,经理\nLi,采购\n",
            "Name\n余\n",
            "n\n何丽\n",
            "n\n何\n",
            "n\n中\n",
            "Name,Price\nAcme,100元\n",
            "Company,City\nAcme,上海\n",
            "Acme（上海）\n",
            "Name,Grade\nAcme,VIP客户\n",
            "Name\n郑晓燕\n",
            "Name\n张喆\n",
            "备注,x\n是,1\n否,0\n",
            "Name,Note\nLi,已联系\n",
            "Name,Phone\n凌云,1\n明远,2\n",
        ];
        let traditional = [
            "姓名,電話\n陳志強,02\n",
            "Name,Phone\n林小姐,02\n",
            "Name,City\nAcme,臺北\n",
            "n\n張偉\n李娜\n",
            "客戶\n華信\n",
            "備註\n已聯絡\n",
            "n,t\n王,經理\n",
            "Name\n許雅婷\n",
        ];
        let japanese = [
            "名前,電話\n山田太郎,03\n",
            "Name,Phone\n田中,03\n",
            "Name\nさくら\n",
            "Name,City\nAcme,東京\n",
            "n\n林\n",
            "Name\nサクラ商店\n",
            "Name\n渡辺 一郎\n",
            "Name,Note\nAcme,要確認\n",
        ];
        let western = [
            "Name\nPeña\n",
            "n\nCafé\n",
            "Navn\nØrsted\n",
            "Name\nÅkerlund\n",
            "n;p\nA;5 €\n",
            "Nom\nFrançois Lefèvre\n",
            "Nome\nJOÃO CONCEIÇÃO\n",
            "Nome\nJoão Conceição\n",
            "Name\nAcme® “X”\n",
            "n\nÉcole à côté\n",
            "n\nMÜLLER\n",
            "Straße\nGrüße\n",
            "Name\nÄpfel & Öl\n",
            "Name\nL’Été\n",
            "Firma;Ort\nGroß;Köln\n",
        ];
        let others =
            [(WINDOWS_1251, "Имя,Телефон\nИван Петров,495\n"), (WINDOWS_1255, "שם,טלפון\nדוד כהן,03\nשרה לוי,04\n")];
        let lists = [(GB18030, &chinese[..]), (BIG5, &traditional), (SHIFT_JIS, &japanese), (WINDOWS_1252, &western)];
        let lists = lists.into_iter().flat_map(|(encoding, texts)| texts.iter().map(move |text| (encoding, *text)));
        let wrong: Vec<String> = lists
            .chain(others)
            .filter_map(|(encoding, text)| {
                let bytes = encoding.encode(text).0.into_owned();
                let found = detect(&bytes, None);
                (decode(bytes, found) != text).then(|| format!("{text:?} as {}", name_of(found)))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Some bytes are names in two encodings; then it counts where they are read.
    #[test]
    fn what_fits_twice_is_read_as_is_usual_there() {
        for (text, encoding, home) in [
            ("Name\n歐陽\n", BIG5, "TW"),
            ("Name\n黃\n", BIG5, "HK"),
            ("Name\n김민수\n", EUC_KR, "KR"),
            ("Name\n欧阳\n", GB18030, "CN"),
            ("Name\n欧阳\n", GB18030, "DE"),
        ] {
            let bytes = encoding.encode(text).0.into_owned();
            let found = detect(&bytes, home.parse().ok());
            assert_eq!(decode(bytes, found), text, "{home}: {}", name_of(found));
        }
    }
}

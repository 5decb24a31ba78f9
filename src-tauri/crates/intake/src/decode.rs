//! Bytes to text: which encoding a file is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much of a file the guess looks at, from its first byte beyond ASCII.
const GUESS_BYTES: usize = 1 << 20;

/// The text of a file and the encoding it was in. Bytes that the encoding does not have become U+FFFD.
pub(crate) fn decode(bytes: Vec<u8>, encoding: &'static Encoding) -> String {
    if encoding == UTF_8 {
        let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => rest.to_vec(),
            None => bytes,
        };
        return String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    }
    encoding.decode_with_bom_removal(&bytes).0.into_owned()
}

/// The encoding of a file: by byte order mark, by the pattern of UTF-16, as UTF-8 when it is that, and by letter statistics
/// otherwise.
pub(crate) fn detect(bytes: &[u8]) -> &'static Encoding {
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
    let sample = &bytes[first..bytes.len().min(first + GUESS_BYTES)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == GBK {
        // It holds all of GBK, and the rarer characters of names besides.
        GB18030
    } else if guess.is_single_byte() && is_little_and_western(sample) {
        WINDOWS_1252
    } else {
        guess
    }
}

/// Letters that a list in a western language has beyond ASCII, and the signs of its typing.
const WESTERN: &str = "äöüßÄÖÜáéíóúñàèùâêîôûçëïœæåøãõÁÉÍÓÚÑÀÈÇÅØÆ€’‘“”„–—«»°§©®ªº¿¡";

/// Too few letters for statistics, all of which are western when they are read so.
fn is_little_and_western(bytes: &[u8]) -> bool {
    let beyond: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii()).collect();
    beyond.len() < 8 && WINDOWS_1252.decode_without_bom_handling(&beyond).0.chars().all(|sign| WESTERN.contains(sign))
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
/// UTF-8 by chance.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > bad * 10
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
    use encoding_rs::{BIG5, SHIFT_JIS};

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
            let encoding = detect(&bytes);
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
            assert_eq!(name_of(detect(&bytes)), "windows-1252", "{text}");
            assert_eq!(decode(bytes, WINDOWS_1252), text);
        }
        let japanese = [
            "会社名,担当者,電話\n株式会社山田製作所,山田太郎,03-5555-0142\n",
            "名前,住所\nさくら商店,東京都千代田区\n",
        ];
        for text in japanese {
            let bytes = SHIFT_JIS.encode(text).0.into_owned();
            assert_eq!(name_of(detect(&bytes)), "Shift_JIS", "{text}");
            assert_eq!(decode(bytes, SHIFT_JIS), text);
        }
    }

    #[test]
    fn one_bad_byte_spoils_one_character() {
        let mut bytes = LINES.as_bytes().to_vec();
        bytes.extend(b"\xff\n");
        let encoding = detect(&bytes);
        assert_eq!(name_of(encoding), "UTF-8");
        let text = decode(bytes, encoding);
        assert!(text.contains("上海明远") && text.contains('\u{fffd}'), "the rest must stay readable");
    }

    #[test]
    fn zero_bytes_alone_are_not_utf16() {
        assert_eq!(name_of(detect(b"a,b,c\n\0,2,3\n")), "UTF-8");
    }
}

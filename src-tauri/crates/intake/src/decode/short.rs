//! Lists with so few letters beyond ASCII that statistics of letters say little: names and phones, mostly.
//!
//! What tells them apart is which characters each encoding makes of the bytes. Words of western languages have single letters
//! beyond ASCII beside others; and the encodings of East Asia put the characters that everybody uses in one place, where few of
//! another encoding's fall.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, WINDOWS_1252};
use satchel_domain::Country;

/// With more bytes beyond ASCII than this, statistics know better.
const FEW: usize = 48;

/// Letters that a list in a western language has beyond ASCII, and the signs of its typing.
const WESTERN: &str = "äöüßÄÖÜáéíóúñàèùâêîôûçëïœæåøãõÁÉÍÓÚÑÀÈÇÅØÆÃÕÊÔ€’‘“”„–—«»°§©®ªº¿¡";

/// The encoding of a short list, where the guess of statistics can be bettered.
pub(super) fn bettered(bytes: &[u8], guess: &'static Encoding, home: Option<Country>) -> Option<&'static Encoding> {
    if bytes.iter().filter(|byte| !byte.is_ascii()).count() > FEW {
        return None;
    }
    if is_western(bytes) {
        return guess.is_single_byte().then_some(WINDOWS_1252);
    }
    let home = home.as_ref().map(Country::code).unwrap_or_default();
    if guess == EUC_KR && home == "KR" || guess == EUC_JP && home == "JP" {
        return None;
    }
    let usual = match home {
        "TW" | "HK" | "MO" => BIG5,
        "JP" => SHIFT_JIS,
        _ if guess == GBK => GB18030,
        _ => guess,
    };
    let mut best: Option<(&'static Encoding, f64)> = None;
    // Of equals the one that is usual there is taken, and otherwise the first.
    for encoding in [usual, GB18030, BIG5, SHIFT_JIS] {
        if let Some(share) = common_share(encoding, bytes)
            && share >= 0.5
            && best.is_none_or(|(_, known)| share > known)
        {
            best = Some((encoding, share));
        }
    }
    best.map(|(encoding, _)| encoding)
}

/// Whether every letter beyond ASCII is a western one that stands in a word, with one more beside it at most.
fn is_western(bytes: &[u8]) -> bool {
    let text: Vec<char> = WINDOWS_1252.decode_without_bom_handling(bytes).0.chars().collect();
    let beyond = |sign: &char| !sign.is_ascii() && sign.is_alphabetic();
    let mut at = 0;
    while at < text.len() {
        let sign = text[at];
        if !sign.is_ascii() && !WESTERN.contains(sign) {
            return false;
        }
        let letters = text[at..].iter().take_while(|sign| beyond(sign)).count();
        let before = at.checked_sub(1).is_some_and(|before| text[before].is_ascii_alphabetic());
        let behind = text.get(at + letters).is_some_and(char::is_ascii_alphabetic);
        if letters > 2 || letters > 0 && !before && !behind {
            return false;
        }
        at += letters.max(1);
    }
    true
}

/// How an encoding makes use of a place for a character.
enum Place {
    /// Characters that everybody writes.
    Common,
    /// Characters of few names, and of hardly any other text.
    Rare,
    /// Punctuation and full-width letters.
    Sign,
}

/// Which share of the characters are those that everybody writes; none where the bytes are no such text.
fn common_share(encoding: &'static Encoding, bytes: &[u8]) -> Option<f64> {
    let place = if encoding == GB18030 {
        gb
    } else if encoding == BIG5 {
        big5
    } else if encoding == SHIFT_JIS {
        shift_jis
    } else {
        return None;
    };
    let (mut common, mut rare) = (0_u32, 0_u32);
    let mut rest = bytes.iter().copied();
    while let Some(lead) = rest.next() {
        if lead.is_ascii() {
            continue;
        }
        if encoding == SHIFT_JIS && (0xa1..=0xdf).contains(&lead) {
            // Half-width kana stand in one byte.
            rare += 1;
            continue;
        }
        match place(lead, rest.next()?)? {
            Place::Common => common += 1,
            Place::Rare => rare += 1,
            Place::Sign => {}
        }
    }
    (common > 0).then(|| f64::from(common) / f64::from(common + rare))
}

/// GB 2312 puts the 3,755 characters of daily use first; GBK and GB 18030 add around them.
const fn gb(lead: u8, trail: u8) -> Option<Place> {
    match (lead, trail) {
        (0xb0..=0xd7, 0xa1..=0xfe) => Some(Place::Common),
        (0xa1 | 0xa3, 0xa1..=0xfe) => Some(Place::Sign),
        (0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe) => Some(Place::Rare),
        _ => None,
    }
}

/// Big5 puts the 5,401 characters of daily use first.
const fn big5(lead: u8, trail: u8) -> Option<Place> {
    match (lead, trail) {
        (0xa4..=0xc6, 0x40..=0x7e | 0xa1..=0xfe) => Some(Place::Common),
        (0xa1..=0xa3, 0x40..=0x7e | 0xa1..=0xfe) => Some(Place::Sign),
        (0xc9..=0xf9, 0x40..=0x7e | 0xa1..=0xfe) => Some(Place::Rare),
        _ => None,
    }
}

/// Shift-JIS has kana, then the kanji of daily use.
const fn shift_jis(lead: u8, trail: u8) -> Option<Place> {
    match (lead, trail) {
        (0x82, 0x9f..=0xf1) | (0x83, 0x40..=0x7e | 0x80..=0x96) | (0x88, 0x9f..=0xfc) | (0x98, 0x40..=0x72) => {
            Some(Place::Common)
        }
        (0x89..=0x97, 0x40..=0x7e | 0x80..=0xfc) => Some(Place::Common),
        (0x81 | 0x82, 0x40..=0x7e | 0x80..=0xfc) => Some(Place::Sign),
        (0x98..=0x9f | 0xe0..=0xea, 0x40..=0x7e | 0x80..=0xfc) => Some(Place::Rare),
        _ => None,
    }
}

//! Traditional characters as the simplified ones they are searched as, by OpenCC's table.
//!
//! Character by character, so that each keeps its place in the text. Where one simplified character stands for several
//! traditional ones, each of these is found by any.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

/// The characters that the table covers: unified ideographs and their extension A.
const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9FFF;

static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let table = OpenCC::from_config(BuiltinConfig::T2s).ok();
    let simplified = |ch: char| {
        let said = table.as_ref().map(|table| table.convert(ch.encode_utf8(&mut [0; 4])));
        let mut chars = said.iter().flat_map(|text| text.chars());
        chars.next().filter(|_| chars.next().is_none()).unwrap_or(ch)
    };
    let once = |code| simplified(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    // A few are simplified to what stands for another one again: 薴 to 苧, which is 苎.
    (FIRST..=LAST).map(|code| simplified(once(code))).collect()
});

/// The simplified form of a traditional character; any other character is itself.
pub(crate) fn simplified(ch: char) -> char {
    let code = u32::from(ch);
    if !(FIRST..=LAST).contains(&code) {
        return ch;
    }
    SIMPLIFIED.get((code - FIRST) as usize).copied().unwrap_or(ch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_is_simplified_and_simplified_stays() {
        let read = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(read("報價單、導軌與軸承、發貨"), "报价单、导轨与轴承、发货");
        assert_eq!(read("头髮發票，后来後面"), "头发发票，后来后面");
        assert_eq!(read("报价单 rail の バス 𠮷"), "报价单 rail の バス 𠮷");
    }

    #[test]
    fn what_was_simplified_is_simplified_no_further() {
        for code in FIRST..=LAST {
            let once = simplified(char::from_u32(code).unwrap_or('a'));
            assert_eq!(simplified(once), once, "{code:x}: a text and a query must end at the same character");
        }
    }
}

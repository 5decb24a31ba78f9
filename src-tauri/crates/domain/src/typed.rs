//! Chinese names as they are typed on a Latin keyboard: pinyin in full, with or without spaces, its initials, or a mixture.

use std::ops::Range;

use crate::name::sort_key;
use crate::text::is_han;

/// What was typed, where it may be pinyin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    words: Vec<String>,
    letters: u32,
}

/// How a typed text fits a name; a lesser one fits better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Whole syllables from the name's beginning.
    Beginning,
    /// Whole syllables inside the name.
    Inside,
    /// Initials from the name's beginning.
    Initials,
    /// Initials inside the name.
    InitialsInside,
}

/// A name's syllables and words, ready to be compared with what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// As in [`sort_key`]: syllables and words with a space between.
    key: Box<str>,
    letters: u32,
}

impl Spelling {
    /// The spelling of a name, if there is Chinese in it; any other name is found by its own letters.
    pub fn of(name: &str) -> Option<Self> {
        name.chars().any(is_han).then(|| Self::read(sort_key(name)))
    }

    /// The same for a name whose [`sort_key`] is known.
    pub fn known(name: &str, key: &str) -> Option<Self> {
        name.chars().any(is_han).then(|| Self::read(key.to_owned()))
    }

    fn read(key: String) -> Self {
        Self { letters: letters_of(&key), key: key.into() }
    }
}

impl Typed {
    /// Reads a text as pinyin; none where it holds anything but Latin letters, digits, spaces and apostrophes, or is a
    /// single letter, which would fit nearly everything.
    pub fn read(text: &str) -> Option<Self> {
        let possible = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '\'' | 'ü' | 'Ü');
        if !text.chars().all(possible) || text.chars().filter(|letter| *letter != ' ').nth(1).is_none() {
            return None;
        }
        // An apostrophe parts syllables (xi'an), and ü is typed as v.
        let plain = text.to_lowercase().replace('\'', "").replace('ü', "v");
        let words: Vec<String> = plain.split_whitespace().map(ToOwned::to_owned).collect();
        (!words.is_empty()).then(|| Self { letters: letters_of(&plain), words })
    }

    /// How this fits a name: each typed word must be a run of its syllables, each in full or by its initial, the last one
    /// begun.
    pub fn fit(&self, name: &Spelling) -> Option<Fit> {
        if self.letters & !name.letters != 0 {
            return None;
        }
        let mut worst = Fit::Beginning;
        for (at, word) in self.words.iter().enumerate() {
            let (run, initials) = run_of(&name.key, word)?;
            let at_start = at > 0 || run.start == 0;
            worst = worst.max(match (initials, at_start) {
                (false, true) => Fit::Beginning,
                (false, false) => Fit::Inside,
                (true, true) => Fit::Initials,
                (true, false) => Fit::InitialsInside,
            });
        }
        Some(worst)
    }

    /// The parts of a name that this fits, in bytes and in order; empty where it doesn't fit.
    pub fn places(&self, name: &str) -> Vec<Range<usize>> {
        let Some(spelling) = Spelling::of(name) else { return Vec::new() };
        let units = units(name);
        let mut places: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            let Some((run, _)) = run_of(&spelling.key, word) else { return Vec::new() };
            let (Some(first), Some(last)) = (units.get(run.start), units.get(run.end - 1)) else { continue };
            places.push(first.start..last.end);
        }
        places.sort_by_key(|place| place.start);
        places.dedup_by(|next, before| {
            let joined = next.start <= before.end;
            if joined {
                before.end = before.end.max(next.end);
            }
            joined
        });
        places
    }
}

/// Where the words of a name's key stand in the name: each Chinese character, and each run of other letters or digits.
fn units(name: &str) -> Vec<Range<usize>> {
    let mut units: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (from, letter) in name.char_indices() {
        let to = from + letter.len_utf8();
        if is_han(letter) {
            units.push(from..to);
            open = false;
        } else if letter.is_alphanumeric() {
            match units.last_mut() {
                Some(unit) if open => unit.end = to,
                _ => units.push(from..to),
            }
            open = true;
        } else {
            open = false;
        }
    }
    units
}

/// Which of 26 letters occur; digits count as one more.
fn letters_of(text: &str) -> u32 {
    text.bytes().fold(0, |letters, byte| match byte {
        b'a'..=b'z' => letters | 1 << (byte - b'a'),
        b'0'..=b'9' => letters | 1 << 26,
        _ => letters,
    })
}

/// The best run of the key's words that `typed` spells, and whether initials stand for some of them.
fn run_of(key: &str, typed: &str) -> Option<(Range<usize>, bool)> {
    let starts = || std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1));
    let run = |initials: bool| {
        starts().enumerate().find_map(|(word, at)| {
            let count = words_spelled(&key.as_bytes()[at..], typed.as_bytes(), initials)?;
            Some((word..word + count, initials))
        })
    };
    run(false).or_else(|| run(true))
}

/// How many words from the key's beginning are spelled by all of `typed`.
fn words_spelled(key: &[u8], typed: &[u8], initials: bool) -> Option<usize> {
    let end = key.iter().position(|byte| *byte == b' ').unwrap_or(key.len());
    let word = &key[..end];
    let common = word.iter().zip(typed).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return None;
    }
    if common == typed.len() {
        return Some(1);
    }
    let rest = key.get(end + 1..)?;
    let go_on = |used: usize| words_spelled(rest, &typed[used..], initials).map(|more| more + 1);
    let whole = if common == word.len() { go_on(common) } else { None };
    if whole.is_some() || !initials {
        return whole;
    }
    // zh, ch and sh are one initial, and people type them either way.
    let double = matches!(word, [b'z' | b'c' | b's', b'h', ..]) && common >= 2;
    go_on(1).or_else(|| if double { go_on(2) } else { None })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fit(name: &str, typed: &str) -> Option<Fit> {
        Typed::read(typed)?.fit(&Spelling::of(name)?)
    }

    #[test]
    #[expect(clippy::unwrap_used, reason = "a text of Latin letters can be read")]
    fn pinyin_finds_a_chinese_name_however_it_is_typed() {
        let name = "上海明远机械有限公司";
        for typed in ["shanghai", "shang hai", "ShangHai", "shanghaimingyuan", "shanghaim", "shangha"] {
            assert_eq!(fit(name, typed), Some(Fit::Beginning), "{typed}");
        }
        for typed in ["mingyuan", "ming yuan", "yuanji", "jixie you"] {
            assert_eq!(fit(name, typed).map(|fit| fit <= Fit::Inside), Some(true), "{typed}");
        }
        for typed in ["shmy", "shhmy", "shmyjx", "shanghmy", "shmyuan"] {
            assert_eq!(fit(name, typed), Some(Fit::Initials), "{typed}");
        }
        assert_eq!(fit(name, "myjx"), Some(Fit::InitialsInside));
        for typed in ["mingyaun", "yuanming", "haha", "shangaih", "smy", "mx", "q3"] {
            assert_eq!(fit(name, typed), None, "{typed}");
        }
        assert_eq!(Typed::read("mingyuan").unwrap().places(name), vec![6..12], "明远 is what was meant");
    }

    #[test]
    fn readings_spaces_and_scripts_are_as_people_type_them() {
        assert_eq!(fit("西安3厂", "xi'an"), Some(Fit::Beginning));
        assert_eq!(fit("吕芳", "lvfang"), Some(Fit::Beginning));
        assert_eq!(fit("吕芳", "lüfang"), Some(Fit::Beginning));
        assert_eq!(fit("重庆泵业", "cqby"), Some(Fit::Initials));
        assert_eq!(fit("博世 Bosch", "bosch"), Some(Fit::Inside));
        assert_eq!(fit("Bosch", "bosch"), None, "a Latin name is found by its own letters");
        for nothing in ["", " ", "a", "明远", "a泵", "a@b"] {
            assert_eq!(Typed::read(nothing), None, "{nothing:?} is no pinyin");
        }
    }

    proptest! {
        #[test]
        fn any_part_of_the_spelling_finds_the_name(name in "[张伟明远机械重庆长沙银行单]{1,8}", from in 0_usize..8, count in 1_usize..8) {
            let key = sort_key(&name);
            let words: Vec<&str> = key.split(' ').collect();
            let part: Vec<&str> = words.iter().copied().skip(from.min(words.len() - 1)).take(count).collect();
            let initials: String = part.iter().filter_map(|word| word.chars().next()).collect();
            for typed in [part.concat(), part.join(" ")] {
                prop_assert!(fit(&name, &typed).is_some_and(|fit| fit <= Fit::Inside), "{} by {}", name, typed);
            }
            prop_assert!(initials.len() < 2 || fit(&name, &initials).is_some(), "{} by {}", name, initials);
        }

        #[test]
        fn anything_typed_is_survived(name in any::<String>(), typed in any::<String>()) {
            let places = Typed::read(&typed).map(|typed| typed.places(&name)).unwrap_or_default();
            for place in places {
                prop_assert!(name.get(place).is_some());
            }
        }
    }
}

//! Keys made from names: one to sort by, one to find doubles with. A key is never shown and never replaces the name.

use pinyin::ToPinyin;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::is_han;

/// A key whose binary order is the order people expect: Chinese by pinyin among Latin by letter, without case or accents,
/// numbers by size.
///
/// `张伟` and `Zhang Wei` get the same key. Names of nothing but signs keep themselves as key.
pub fn sort_key(name: &str) -> String {
    let folded = fold(name);
    let letters: Vec<char> = folded.chars().collect();
    let mut out = String::with_capacity(name.len() + 8);
    let mut at = 0;
    let mut gap = false;
    while at < letters.len() {
        let letter = letters[at];
        if is_han(letter) {
            let readings = special_reading(&letters, at);
            let count = readings.len().max(1);
            if readings.is_empty() {
                let syllable =
                    letter.to_pinyin().map_or_else(|| letter.to_string(), |pinyin| pinyin.plain().replace('ü', "v"));
                push_word(&mut out, &syllable);
            }
            for syllable in readings {
                push_word(&mut out, syllable);
            }
            at += count;
            gap = true;
        } else if letter.is_ascii_digit() {
            let end = at + letters[at..].iter().take_while(|c| c.is_ascii_digit()).count();
            let digits: String = letters[at..end].iter().collect();
            if gap && !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&format!("{:0>8}", digits.trim_start_matches('0')));
            gap = false;
            at = end;
        } else if letter.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            out.push(letter);
            gap = false;
            at += 1;
        } else {
            gap = true;
            at += 1;
        }
    }
    if out.is_empty() { folded.trim().to_owned() } else { out }
}

/// A key that two spellings of one name share: no case, accents, punctuation or legal form. Equal keys are a reason to look,
/// never proof.
///
/// Places stay, since `华信（上海）有限公司` and `华信（北京）有限公司` are two companies. A name that is nothing but a legal form
/// keeps it.
pub fn name_key(name: &str) -> String {
    telling_words(name).concat()
}

/// The folded words of a name without the legal form, or all of it where it is nothing else; Chinese and Latin part where
/// they meet.
pub(crate) fn telling_words(name: &str) -> Vec<String> {
    let words = words_of(name);
    let mut kept: &[String] = &words;
    if let [first, rest @ ..] = kept
        && first == "the"
        && !rest.is_empty()
    {
        kept = rest;
    }
    while let [front @ .., last] = kept {
        kept = front;
        let short = strip_chinese_form(last);
        if !short.is_empty() && !LATIN_FORMS.contains(&last.as_str()) {
            let mut telling = front.to_vec();
            telling.push(short.to_owned());
            return telling;
        }
    }
    if words.is_empty() { vec![fold(name).trim().to_owned()] } else { words }
}

/// Whether the name says by itself that it is an organisation: `…有限公司`, `… Ltd`, `…医院`.
pub fn has_company_form(name: &str) -> bool {
    const CHINESE_ORGANISATIONS: [&str; 24] = [
        "公司",
        "集团",
        "厂",
        "商行",
        "商店",
        "商场",
        "超市",
        "酒店",
        "学校",
        "大学",
        "学院",
        "医院",
        "诊所",
        "银行",
        "事务所",
        "工作室",
        "合作社",
        "研究院",
        "研究所",
        "委员会",
        "协会",
        "中心",
        "门市部",
        "经营部",
    ];
    let words = words_of(name);
    words.iter().any(|word| CHINESE_ORGANISATIONS.iter().any(|form| word.ends_with(form)) || word.contains("公司"))
        || words.len() > 1 && words.last().is_some_and(|last| LATIN_FORMS.contains(&last.as_str()))
}

const LATIN_FORMS: [&str; 50] = [
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bhd",
    "bv",
    "bvba",
    "co",
    "coltd",
    "company",
    "corp",
    "corporation",
    "ek",
    "ev",
    "eurl",
    "gmbh",
    "group",
    "holding",
    "holdings",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "sdn",
    "spa",
    "srl",
    "sro",
    "ug",
    "zoo",
];

/// Longest first, so that the whole form goes.
const CHINESE_FORMS: [&str; 12] = [
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "有限合伙",
    "股份公司",
    "总公司",
    "集团",
    "公司",
    "股份有限",
    "工厂",
    "总厂",
    "厂",
];

/// A folded word without the legal forms it ends with.
pub(crate) fn strip_chinese_form(word: &str) -> &str {
    let mut rest = word;
    while let Some(shorter) = CHINESE_FORMS.iter().find_map(|form| rest.strip_suffix(form)) {
        rest = shorter;
    }
    rest
}

/// Folded words of letters and digits; points and apostrophes vanish inside them (`S.A.` is `sa`), and Chinese and Latin
/// part where they meet.
pub(crate) fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for letter in fold(name).chars() {
        if letter.is_alphanumeric() {
            let joins = open
                && words
                    .last()
                    .and_then(|word| word.chars().next_back())
                    .is_some_and(|last| is_han(last) == is_han(letter));
            match words.last_mut() {
                Some(word) if joins => word.push(letter),
                _ => words.push(letter.to_string()),
            }
            open = true;
        } else if !matches!(letter, '.' | '\'' | '\u{2019}' | '\u{b7}') {
            open = false;
        }
    }
    words
}

/// Lower case, compatible forms, no accents on Latin letters.
fn fold(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(name.len());
    let mut latin = false;
    for letter in name.nfkd().flat_map(char::to_lowercase) {
        match letter {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ł' => out.push('l'),
            'ı' => out.push('i'),
            // Marks of other scripts (Indic vowels, kana voicing) change the letter and stay.
            mark if latin && is_combining_mark(mark) => {}
            other => out.push(other),
        }
        latin = letter < '\u{250}' && letter.is_alphabetic() || latin && is_combining_mark(letter);
    }
    out.nfc().collect()
}

fn push_word(out: &mut String, syllable: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(syllable);
}

/// Readings that a character has only in company: places and trades that stand in names. None overlaps another's start.
const PHRASES: [(&str, &[&str]); 24] = [
    ("重庆", &["chong", "qing"]),
    ("长安", &["chang", "an"]),
    ("长城", &["chang", "cheng"]),
    ("长春", &["chang", "chun"]),
    ("长江", &["chang", "jiang"]),
    ("长沙", &["chang", "sha"]),
    ("厦门", &["xia", "men"]),
    ("大厦", &["da", "sha"]),
    ("成都", &["cheng", "du"]),
    ("首都", &["shou", "du"]),
    ("都市", &["du", "shi"]),
    ("朝阳", &["chao", "yang"]),
    ("银行", &["yin", "hang"]),
    ("商行", &["shang", "hang"]),
    ("行业", &["hang", "ye"]),
    ("会计", &["kuai", "ji"]),
    ("音乐", &["yin", "yue"]),
    ("乐器", &["yue", "qi"]),
    ("乐清", &["yue", "qing"]),
    ("调味", &["tiao", "wei"]),
    ("六安", &["lu", "an"]),
    ("台州", &["tai", "zhou"]),
    ("蚌埠", &["beng", "bu"]),
    ("东莞", &["dong", "guan"]),
];

/// Family names that are read in their own way at the head of a person's name.
const SURNAMES: [(&str, &[&str]); 17] = [
    ("尉迟", &["yu", "chi"]),
    ("万俟", &["mo", "qi"]),
    ("长孙", &["zhang", "sun"]),
    ("单于", &["chan", "yu"]),
    ("曾", &["zeng"]),
    ("单", &["shan"]),
    ("解", &["xie"]),
    ("仇", &["qiu"]),
    ("区", &["ou"]),
    ("查", &["zha"]),
    ("朴", &["piao"]),
    ("缪", &["miao"]),
    ("翟", &["zhai"]),
    ("盖", &["ge"]),
    ("召", &["shao"]),
    ("乐", &["yue"]),
    ("覃", &["qin"]),
];

fn special_reading(letters: &[char], at: usize) -> &'static [&'static str] {
    let stands_here =
        |phrase: &str| phrase.chars().enumerate().all(|(step, letter)| letters.get(at + step) == Some(&letter));
    let is_person = at == 0 && matches!(letters.len(), 2..=4) && letters.iter().all(|letter| is_han(*letter));
    let surnames = if is_person { SURNAMES.as_slice() } else { &[] };
    PHRASES.iter().chain(surnames).find(|(phrase, _)| stands_here(phrase)).map_or(&[], |(_, syllables)| syllables)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn chinese_and_latin_interleave_by_letter() {
        let mut names = vec![
            "王琳",
            "Acme",
            "张伟",
            "Émile",
            "安徽电力",
            "Zoe",
            "重庆泵业",
            "Ärzte",
            "曾国华",
            "Branch 10",
            "Branch 9",
            "吕芳",
            "鲁迅",
            "骆宾王",
        ];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            [
                "Acme",
                "安徽电力",
                "Ärzte",
                "Branch 9",
                "Branch 10",
                "重庆泵业",
                "Émile",
                "鲁迅",
                "骆宾王",
                "吕芳",
                "王琳",
                "曾国华",
                "张伟",
                "Zoe"
            ]
        );
    }

    #[test]
    fn sort_keys_read_names_as_people_do() {
        assert_eq!(sort_key("张伟"), "zhang wei");
        assert_eq!(sort_key("  ＺＨＡＮＧ　Wei "), "zhang wei");
        assert_eq!(sort_key("西安3厂"), "xi an 00000003 chang");
        assert_eq!(sort_key("单伟"), "shan wei");
        assert_eq!(sort_key("厦门银行"), "xia men yin hang");
        assert_eq!(sort_key("(Straße) №1"), "strasse no00000001");
        assert_eq!(sort_key("???"), "???", "signs alone still sort somewhere");
    }

    #[test]
    fn one_company_has_one_key() {
        let same = [
            vec![
                "上海明远机械有限公司",
                "上海明远机械厂",
                " 上海明远机械 股份有限公司",
                "上海明远机械（集团）有限责任公司",
            ],
            vec![
                "Acme Ltd",
                "ACME Limited",
                "Acme, Inc.",
                "acme co., ltd.",
                "The Acme Group",
                "Acmé",
                "A.C.M.E. S.A.R.L.",
            ],
            vec!["Müller GmbH & Co. KG", "muller"],
            vec!["华信ABC有限公司", "华信 ABC"],
        ];
        for group in same {
            for name in &group {
                assert_eq!(name_key(name), name_key(group[0]), "{name} is {}", group[0]);
            }
        }
        assert_ne!(name_key("华信（上海）有限公司"), name_key("华信（北京）有限公司"), "places tell companies apart");
        assert_ne!(name_key("张三"), name_key("张三丰"));
        assert_eq!(name_key("Limited"), "limited", "a form alone is the name");
        assert_eq!(name_key("有限公司"), "有限公司");
    }

    #[test]
    fn companies_say_so() {
        for name in [
            "上海明远机械有限公司",
            "Acme Ltd.",
            "Zhang & Co",
            "市第一人民医院",
            "琳记工作室",
            "华信有限公司北京分公司",
        ] {
            assert!(has_company_form(name), "{name} is an organisation");
        }
        for name in ["张伟", "Dana Whitlock", "Ag", "王琳", "J. Kessler"] {
            assert!(!has_company_form(name), "{name} may be a person");
        }
    }

    proptest! {
        #[test]
        fn keys_exist_and_are_stable(name in "[a-zA-Z0-9 张曾重庆长公司有限厂é.（）-]{1,16}") {
            prop_assert_eq!(name_key(&name).is_empty(), name.trim().is_empty());
            prop_assert_eq!(name_key(&name.to_uppercase()), name_key(&name));
            prop_assert_eq!(sort_key(&sort_key(&name)).is_empty(), sort_key(&name).is_empty());
        }

        #[test]
        fn any_name_is_survived(name in any::<String>()) {
            let _ = (sort_key(&name), name_key(&name), has_company_form(&name));
        }
    }
}

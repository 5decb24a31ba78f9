//! Blanks in a text that is written again and again, as `Dear {person}`.

use unicode_normalization::UnicodeNormalization;

/// What is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blank {
    /// Name of the customer.
    Customer,
    /// Its number.
    Number,
    /// Name of the person there.
    Person,
    /// Name of who writes.
    Me,
    /// Name of the business that writes.
    Business,
    /// The day of writing.
    Today,
}

impl Blank {
    /// Every one.
    pub const ALL: [Self; 6] = [Self::Customer, Self::Number, Self::Person, Self::Me, Self::Business, Self::Today];

    /// What stands between the braces, in English and in Chinese.
    pub const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Customer => ["customer", "客户"],
            Self::Number => ["number", "客户编号"],
            Self::Person => ["person", "联系人"],
            Self::Me => ["me", "我"],
            Self::Business => ["business", "公司"],
            Self::Today => ["today", "今天"],
        }
    }

    /// The blank of that name, and whether it is written in Chinese.
    fn read(word: &str) -> Option<(Self, bool)> {
        let word = word.trim().nfkc().collect::<String>().to_lowercase();
        Self::ALL.into_iter().find_map(|blank| {
            let [english, chinese] = blank.words();
            (word == english || word == chinese).then_some((blank, word == chinese))
        })
    }
}

/// The text with its blanks filled by `of`, which is told whether a blank is written in Chinese; and those that it has nothing
/// for, in their order, which stay as they are written. Braces around anything else are no blanks.
pub fn fill_in(text: &str, of: impl Fn(Blank, bool) -> String) -> (String, Vec<Blank>) {
    let (mut filled, mut left) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(open) = rest.find(['{', '｛']) {
        let brace = rest[open..].chars().next().map_or(0, char::len_utf8);
        let inside = &rest[open + brace..];
        let Some(close) = inside.find(['{', '｛', '}', '｝']) else { break };
        let end = inside[close..].chars().next().unwrap_or_default();
        let known = Blank::read(&inside[..close]).filter(|_| matches!(end, '}' | '｝'));
        let Some((blank, in_chinese)) = known else {
            // Another brace may open here.
            filled.push_str(&rest[..open + brace]);
            rest = inside;
            continue;
        };
        let value = of(blank, in_chinese);
        let after = open + brace + close + end.len_utf8();
        filled.push_str(&rest[..open]);
        if value.is_empty() {
            filled.push_str(&rest[open..after]);
            if !left.contains(&blank) {
                left.push(blank);
            }
        } else {
            filled.push_str(&value);
        }
        rest = &rest[after..];
    }
    filled.push_str(rest);
    (filled, left)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(blank: Blank, in_chinese: bool) -> String {
        match (blank, in_chinese) {
            (Blank::Customer, _) => "凌云",
            (Blank::Me, false) => "Zhou {person}",
            (Blank::Today, true) => "5月4日",
            (Blank::Today, false) => "4 May",
            _ => "",
        }
        .to_owned()
    }

    #[test]
    fn blanks_are_filled_and_all_else_stays() {
        for (text, filled, left) in [
            ("Dear {customer}, {Today}", "Dear 凌云, 4 May", &[][..]),
            ("｛客户｝您好，{ 今天 ｝", "凌云您好，5月4日", &[]),
            ("{person} of {customer}, {PERSON}", "{person} of 凌云, {PERSON}", &[Blank::Person]),
            // What is filled in is no blank again.
            ("{me}", "Zhou {person}", &[]),
            ("{{customer}} {price} { {} }", "{凌云} {price} { {} }", &[]),
            ("{customer", "{customer", &[]),
            ("", "", &[]),
        ] {
            assert_eq!(fill_in(text, of), (filled.to_owned(), left.to_vec()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_text_without_values_stays_as_it_is(text in "[{}｛｝a-z客户 ]{0,40}|\\PC{0,40}") {
            prop_assert_eq!(fill_in(&text, |_, _| String::new()).0, text);
        }
    }
}

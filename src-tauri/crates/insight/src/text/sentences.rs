//! The sentences of a text, verbatim.

use satchel_domain::is_han;

/// What a full stop may follow without ending a sentence, folded.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "vs", "approx", "ca", "e.g", "i.e", "eg", "ie", "inc", "ltd",
    "co", "corp", "dept", "est", "fig", "max", "min", "tel", "ext", "incl", "excl", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "u.s", "p.m",
    "a.m", "qty",
];

/// The sentences, in order and as written, without the space around them. Chinese ones end at 。！？；, Latin ones at a
/// full stop, exclamation or question mark before a space, and both at a line's end.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut start = 0;
        let mut chars = line.char_indices().peekable();
        while let Some((at, mark)) = chars.next() {
            if !matches!(mark, '。' | '！' | '？' | '；' | '.' | '!' | '?' | '…') {
                continue;
            }
            let mut end = at + mark.len_utf8();
            // Repeated marks and what closes a quotation belong to the sentence.
            while let Some((at, closing)) = chars.next_if(|(_, next)| "。！？；.!?…”’」』）)\"".contains(*next))
            {
                end = at + closing.len_utf8();
            }
            if ends(mark, &line[start..at], &line[end..]) {
                found.push(&line[start..end]);
                start = end;
            }
        }
        found.push(&line[start..]);
    }
    found.retain_mut(|sentence| {
        *sentence = sentence.trim();
        sentence.contains(char::is_alphanumeric)
    });
    found
}

/// Whether a mark ends the sentence that stands before it.
fn ends(mark: char, before: &str, after: &str) -> bool {
    if matches!(mark, '。' | '！' | '？' | '；') {
        return true;
    }
    let next = after.trim_start().chars().next();
    // A decimal point, a file's ending, or a version: something follows at once that isn't Chinese.
    if next.is_some_and(|next| !after.starts_with(char::is_whitespace) && !is_han(next)) {
        return false;
    }
    if mark != '.' {
        return mark != '…' || next.is_none_or(char::is_uppercase);
    }
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // An initial, unless it is what an English sentence can end with.
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && word != "i" && word != "a";
    let abbreviated = ABBREVIATIONS.contains(&word.as_str());
    // After an abbreviation a new sentence isn't told from a name: staying together does less harm.
    !(initial || abbreviated) || next.is_none()
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_end_where_a_reader_says() {
        let cases: [(&str, &[&str]); 14] = [
            ("她来电。要报价！能快吗？可以；好", &["她来电。", "要报价！", "能快吗？", "可以；", "好"]),
            ("Needs 48 rails. Delivery in 4.5 weeks.", &["Needs 48 rails.", "Delivery in 4.5 weeks."]),
            ("Met Mr. Kessler and Dr. Wu. They agreed.", &["Met Mr. Kessler and Dr. Wu.", "They agreed."]),
            ("Parts, e.g. seals, are late! Why?", &["Parts, e.g. seals, are late!", "Why?"]),
            ("J. Kessler called. See plan.pdf today.", &["J. Kessler called.", "See plan.pdf today."]),
            ("Signed with Acme Ltd.", &["Signed with Acme Ltd."]),
            ("“太贵了。”他说。", &["“太贵了。”", "他说。"]),
            ("Four weeks.她说交期更关键。Ok", &["Four weeks.", "她说交期更关键。", "Ok"]),
            ("one line\nanother line\n\n", &["one line", "another line"]),
            ("Really?! Yes...", &["Really?!", "Yes..."]),
            ("wait… maybe later. Done", &["wait… maybe later.", "Done"]),
            ("v1.2.3 at 10.30 a.m. tomorrow", &["v1.2.3 at 10.30 a.m. tomorrow"]),
            ("So did I. Then we left.", &["So did I.", "Then we left."]),
            ("。。。 !!! \n…", &[]),
        ];
        for (text, want) in cases {
            assert_eq!(sentences(text), want, "{text}");
        }
    }

    #[test]
    fn nothing_said_is_lost() {
        let text = "周敏来电，要48根HGW25。She said: \"deliver in 4.5 weeks!\" (if possible) 谢谢\n- second item; more";
        let said = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert_eq!(said(&sentences(text).concat()), said(text));
    }
}

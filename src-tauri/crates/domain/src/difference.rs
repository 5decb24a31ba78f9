//! Two versions of a text beside each other: what differs, with as much around it as a person needs to find the place.

use crate::text::is_han;

/// A piece of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The piece; "…" stands for what is left out.
    pub text: String,
    /// Whether the other version lacks it.
    pub differs: bool,
}

/// Characters that are shown of what both versions share, before and after each difference.
const AROUND: usize = 24;

/// Characters that are shown of one piece that differs.
const LONGEST: usize = 280;

/// Versions whose differing middle has more pieces than this differ as a whole there: telling more costs more than it helps.
const COMPARED: usize = 600;

/// The pieces of both versions. Texts are compared word by word, Chinese character by character.
pub fn difference(before: &str, after: &str) -> (Vec<Part>, Vec<Part>) {
    if before.is_empty() || after.is_empty() {
        let whole =
            |text: &str| shortened(vec![(text, false)].into_iter().filter(|(text, _)| !text.is_empty()).collect());
        return (whole(before), whole(after));
    }
    let (old, new) = (pieces(before), pieces(after));
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (middle_old, middle_new) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let shared = common(middle_old, middle_new);
    let side = |all: &[&str], kept: &dyn Fn(usize) -> bool| {
        let last = all.len() - end;
        // Pieces stand one after the other in the text, so runs of a kind can be joined again.
        let marked = all.iter().enumerate().map(|(at, piece)| (*piece, at >= start && at < last && !kept(at - start)));
        let mut runs: Vec<(String, bool)> = Vec::new();
        for (piece, differs) in marked {
            match runs.last_mut() {
                Some((text, same)) if *same == differs => text.push_str(piece),
                _ => runs.push((piece.to_owned(), differs)),
            }
        }
        shortened(runs.iter().map(|(text, differs)| (text.as_str(), *differs)).collect())
    };
    let (in_old, in_new): (Vec<usize>, Vec<usize>) = shared.into_iter().unzip();
    (side(&old, &|at| in_old.binary_search(&at).is_ok()), side(&new, &|at| in_new.binary_search(&at).is_ok()))
}

/// Words, single Chinese characters, and single characters of everything else.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let in_word = |c: char| c.is_alphanumeric() && !is_han(c);
    let mut previous = None;
    for (at, c) in text.char_indices() {
        if at > from && !(in_word(c) && previous.is_some_and(in_word)) {
            pieces.push(&text[from..at]);
            from = at;
        }
        previous = Some(c);
    }
    pieces.push(&text[from..]);
    pieces
}

/// The places of a longest common subsequence, in order; none where looking for it isn't worth it.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    if old.len() > COMPARED || new.len() > COMPARED {
        return Vec::new();
    }
    let width = new.len() + 1;
    let mut lengths = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = if old[i] == new[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut shared) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            shared.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    // A few letters in common by chance make a riddle of two texts that have nothing to do with each other.
    let letters = |all: &[&str]| all.iter().filter(|piece| piece.chars().any(char::is_alphanumeric)).count();
    let kept: Vec<&str> = shared.iter().map(|(at, _)| old[*at]).collect();
    if letters(&kept) * 3 < letters(old).min(letters(new)) { Vec::new() } else { shared }
}

/// Runs with what is too long of each left out.
fn shortened(runs: Vec<(&str, bool)>) -> Vec<Part> {
    let last = runs.len().saturating_sub(1);
    let alone = runs.len() == 1;
    let cut = |(at, (text, differs)): (usize, (&str, bool))| {
        let (head, tail) = match (differs, alone, at) {
            (true, ..) | (false, true, _) => (LONGEST, 0),
            (false, false, 0) => (0, AROUND),
            (false, false, at) if at == last => (AROUND, 0),
            (false, false, _) => (AROUND, AROUND),
        };
        Part { text: without_middle(text, head, tail), differs }
    };
    runs.into_iter().enumerate().map(cut).collect()
}

/// The first and last characters, "…" between them where something is left out.
fn without_middle(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    if count <= head + tail + 1 {
        return text.to_owned();
    }
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    format!("{}…{}", &text[..byte(head)], &text[byte(count - tail)..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One side as a line: what differs in brackets.
    fn line(parts: &[Part]) -> String {
        parts.iter().map(|part| if part.differs { format!("[{}]", part.text) } else { part.text.clone() }).collect()
    }

    fn lines(before: &str, after: &str) -> (String, String) {
        let (before, after) = difference(before, after);
        (line(&before), line(&after))
    }

    #[test]
    fn words_and_chinese_characters_are_told_apart() {
        assert_eq!(
            lines("Send quote by Friday", "Send offer by Friday"),
            ("Send [quote] by Friday".into(), "Send [offer] by Friday".into())
        );
        assert_eq!(lines("九月前报价", "十月前报价"), ("[九]月前报价".into(), "[十]月前报价".into()));
        assert_eq!(lines("a", "a b"), ("a".into(), "a[ b]".into()));
        assert_eq!(lines("", "new"), (String::new(), "new".into()));
        assert_eq!(lines("Bosch", "凌云"), ("[Bosch]".into(), "[凌云]".into()));
    }

    #[test]
    fn a_long_text_is_shown_around_what_differs() {
        let start = "word ".repeat(2_000);
        let (before, after) = lines(&format!("{start}red{start}"), &format!("{start}blue{start}"));
        assert!(before.chars().count() < 100 && after.chars().count() < 100, "{before} {after}");
        assert!(before.starts_with('…') && before.ends_with('…'), "what is left out is told: {before}");
        assert!(before.contains("[redword]") && after.contains("[blueword]"), "{before} {after}");
    }

    #[test]
    fn a_note_of_a_book_takes_no_time() {
        let (old, new) = ("客户 wants 报价 ".repeat(40_000), "没有 anything 相同 ".repeat(40_000));
        let (before, after) = difference(&old, &new);
        assert!(before.iter().chain(&after).map(|part| part.text.chars().count()).sum::<usize>() < 2_000);
    }

    proptest! {
        #[test]
        fn pieces_of_a_short_text_are_the_text(before in "[a-c 报价,\\n]{0,18}", after in "[a-c 报价,\\n]{0,18}") {
            let (old, new) = difference(&before, &after);
            let whole = |parts: &[Part]| parts.iter().map(|part| part.text.as_str()).collect::<String>();
            prop_assert_eq!(whole(&old), before);
            prop_assert_eq!(whole(&new), after);
            let shared = |parts: &[Part]| -> String {
                parts.iter().filter(|part| !part.differs).map(|part| part.text.as_str()).collect()
            };
            if !old.is_empty() && !new.is_empty() {
                prop_assert_eq!(shared(&old), shared(&new), "what doesn't differ is the same on both sides");
            }
        }
    }
}

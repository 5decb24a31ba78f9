//! How a query is written: words, "phrases", -exclusions and `name:value`.

/// One part of a query as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Whether it stands behind a minus.
    pub excluded: bool,
    /// The name before a colon, folded; none where there is none that means something.
    pub name: Option<String>,
    pub text: String,
    /// Whether it stands in quotation marks that end.
    pub quoted: bool,
}

/// What ends a phrase that this character begins.
const fn closing(c: char) -> Option<&'static [char]> {
    match c {
        '"' | '＂' | '“' | '”' | '„' => Some(&['"', '＂', '“', '”']),
        '「' | '『' => Some(&['」', '』']),
        '«' => Some(&['»']),
        _ => None,
    }
}

const fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－' | '−')
}

/// Cuts a query into its parts. `known` tells which names before a colon mean something; anything else before one is text,
/// as in `10:30`.
pub(crate) fn parts(query: &str, known: impl Fn(&str) -> bool) -> Vec<Part> {
    let chars: Vec<char> = query.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if chars[at].is_whitespace() {
            at += 1;
            continue;
        }
        // A minus before nothing, or inside of a word, is punctuation.
        let excluded = is_minus(chars[at]) && chars.get(at + 1).is_some_and(|c| says_something(*c));
        let from = at + usize::from(excluded);
        let name = name(&chars[from..], &known);
        let from = name.as_ref().map_or(from, |(_, length)| from + length);
        let (text, quoted, end) = value(&chars, from);
        at = end.max(at + 1);
        parts.push(Part { excluded, name: name.map(|(name, _)| name), text, quoted });
    }
    parts
}

fn says_something(c: char) -> bool {
    c.is_alphanumeric() || closing(c).is_some()
}

/// The name that these characters begin with, and how many it takes with its colon.
fn name(chars: &[char], known: impl Fn(&str) -> bool) -> Option<(String, usize)> {
    let length = chars.iter().take_while(|c| c.is_alphabetic()).count();
    chars.get(length).filter(|c| matches!(c, ':' | '：'))?;
    let name: String = chars[..length].iter().flat_map(|c| c.to_lowercase()).collect();
    known(&name).then_some((name, length + 1))
}

/// A phrase, or what goes on to the next space or phrase; whether it is a phrase, and where it ends.
fn value(chars: &[char], from: usize) -> (String, bool, usize) {
    if let Some(end) = phrase(chars, from) {
        return (chars[from + 1..end].iter().collect(), true, end + 1);
    }
    let ends = |at: usize| chars[at].is_whitespace() || at > from && begins_phrase(chars, at);
    let end = (from..chars.len()).find(|at| ends(*at)).unwrap_or(chars.len());
    (chars[from..end].iter().collect(), false, end)
}

/// Where the phrase that begins here ends; none where there is none, or while it is still being typed.
fn phrase(chars: &[char], from: usize) -> Option<usize> {
    let ends = closing(*chars.get(from)?)?;
    (from + 1..chars.len()).find(|at| ends.contains(&chars[*at]))
}

/// Behind a letter or a digit a straight mark is one of inches, or of nothing.
fn begins_phrase(chars: &[char], at: usize) -> bool {
    let behind_a_word = chars[at] == '"' && chars[at - 1].is_ascii_alphanumeric();
    !behind_a_word && phrase(chars, at).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &str, want: &str) {
        let show = |part: Part| {
            let name = part.name.map(|name| format!("{name}=")).unwrap_or_default();
            let mark = if part.quoted { "'" } else { "" };
            format!("{}{name}{mark}{}{mark}", if part.excluded { "!" } else { "" }, part.text)
        };
        let known = |name: &str| ["customer", "客户"].contains(&name);
        let got: Vec<String> = parts(query, known).into_iter().map(show).collect();
        assert_eq!(got.join(" | "), want, "{query:?}");
    }

    #[test]
    fn queries_are_cut_as_they_are_meant() {
        check("delivery  rail", "delivery | rail");
        check("\"four weeks\" rail", "'four weeks' | rail");
        check("“四周”交期「导轨」", "'四周' | 交期 | '导轨'");
        check("-late - -\"six weeks\" a-b", "!late | - | !'six weeks' | a-b");
        check("customer:Kessler -客户：\"Linghai Co\"", "customer=Kessler | !客户='Linghai Co'");
        check("Customer: x", "customer= | x");
        check("10:30 re:quote http://a", "10:30 | re:quote | http://a");
        check("5\" pipe 6\"", "5\" | pipe | 6\"");
        check("\"still typing", "\"still | typing");
        check("", "");
        check("- \"", "- | \"");
        check("\"\" x", "'' | x");
    }
}

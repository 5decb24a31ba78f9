//! Colours come from the tokens, so that both themes hold everywhere.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::{Problem, Source, line_of};

/// The one file that may name a colour.
const TOKENS: &str = "ui/src/styles/tokens.css";

static COLOUR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // A hexadecimal colour stands where a value stands: after a quote, a colon, a word, not like a private field.
    let hex = r##"(?:[:,("'`]\s*|\w\s)#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b"##;
    let function = r"\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(";
    let names = "white|black|red|green|blue|yellow|orange|gray|grey|silver|brown|pink|purple";
    let named = format!(
        r#"\b(?:color|background|border|outline|fill|stroke)[\w-]*\s*[:=]\s*["']?[^;"'{{}}\n]*\b(?:{names})\b"#
    );
    Regex::new(&format!("(?:{hex})|(?:{function})|(?:{named})")).ok()
});

/// Finds colours written by value or by name.
pub fn check(source: &Source) -> Vec<Problem> {
    let kind = ["css", "svelte", "ts"].iter().any(|extension| source.has_extension(extension));
    if !kind || !source.is_interface() || source.path == TOKENS {
        return Vec::new();
    }
    let found = COLOUR.iter().flat_map(|colour| colour.find_iter(&source.text));
    found
        .filter(|found| !in_token_name(found.as_str()))
        .map(|found| {
            let line = line_of(&source.text, found.end());
            Problem::at(source, line, format!("a colour by value in `{}`; take a token", found.as_str().trim()))
        })
        .collect()
}

/// `var(--blue)` names a token, not a colour.
fn in_token_name(found: &str) -> bool {
    found.rfind("--").is_some_and(|start| !found[start..].contains([' ', ',', ')']))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::Source;

    fn finds(path: &str, text: &str) -> bool {
        !check(&Source { path: path.into(), text: text.into() }).is_empty()
    }

    #[test]
    fn values_and_names_are_found() {
        for text in
            ["a { color: #fff; }", "a{color:oklch(0.5 0.1 54)}", "a { border: 1px solid red }", "b{fill: black}"]
        {
            assert!(finds("ui/src/styles/base.css", text), "{text} names a colour");
        }
        assert!(finds("ui/src/lib/theme.ts", "const paper = \"#faf7f2\";"));
    }

    #[test]
    fn tokens_templates_and_private_fields_are_not_colours() {
        let texts =
            ["a { color: var(--accent); }", "{#each rows as row}", "{\n  #add = 1;\n", "a { background: var(--blue) }"];
        for text in texts {
            assert!(!finds("ui/src/components/A.svelte", text), "{text} names no colour");
        }
        assert!(!finds("ui/src/lib/a.ts", "class A { #page = $state(1) }"));
        assert!(!finds("ui/src/styles/tokens.css", "--paper: #fff;"));
    }
}

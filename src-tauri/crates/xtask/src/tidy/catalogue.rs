//! Both languages say the same things, and the code asks only for what they say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex_lite::Regex;

use super::{Problem, Source, line_of};

/// The catalogue's languages; English is the one the others are held against.
const LANGUAGES: &[&str] = &["en", "zh-CN"];

/// One message or attribute of a message, by its name.
struct Entry<'a> {
    source: &'a Source,
    line: usize,
    variables: BTreeSet<&'a str>,
}

type Catalogue<'a> = BTreeMap<String, Entry<'a>>;

static VARIABLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\$([A-Za-z][\w-]*)").ok());

/// `t("id")`, `t(cond ? "id" : "id")` and `` t(`start-${…}`) ``.
static CALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let text = r#"["'`]([A-Za-z][\w-]*)(["'`]|\$\{)"#;
    Regex::new(&format!(r"\bt\(\s*(?:[^()]*?\?\s*{text}\s*:\s*)?{text}")).ok()
});

/// Any text that could be an id, or the start of one that is put together.
static MENTION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"["'`]([A-Za-z][\w-]*)(?:["'`]|\$?\{)"#).ok());

/// Compares the languages with each other and with the code.
pub fn check(sources: &[Source]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let catalogues: Vec<Catalogue> = LANGUAGES.iter().map(|language| read(sources, language, &mut problems)).collect();
    let [english, others @ ..] = catalogues.as_slice() else { return problems };
    for (other, language) in others.iter().zip(&LANGUAGES[1..]) {
        problems.extend(missing(english, other, language));
        problems.extend(missing(other, english, LANGUAGES[0]));
        problems.extend(different_variables(english, other));
    }
    problems.extend(unknown(sources, english));
    problems.extend(unused(sources, english));
    problems
}

fn read<'a>(sources: &'a [Source], language: &str, problems: &mut Vec<Problem>) -> Catalogue<'a> {
    let folder = format!("ui/locales/{language}/");
    let mut catalogue = Catalogue::new();
    for source in sources.iter().filter(|source| source.path.starts_with(&folder) && source.has_extension("ftl")) {
        let mut message = String::new();
        let mut current = String::new();
        for (index, line) in source.text.lines().enumerate() {
            let mut start = |name: &str| {
                let entry = Entry { source, line: index + 1, variables: BTreeSet::new() };
                if catalogue.insert(name.to_owned(), entry).is_some() {
                    problems.push(Problem::at(source, index + 1, format!("{name} is said twice")));
                }
            };
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            } else if let Some(name) = attribute(line) {
                current = format!("{message}.{name}");
                start(&current);
            } else if let Some(name) = id(line) {
                message = name.to_owned();
                current.clone_from(&message);
                start(&current);
            } else if !line.starts_with([' ', '}']) {
                problems.push(Problem::at(source, index + 1, "neither a message nor the rest of one; indent it"));
            }
            if let Some(entry) = catalogue.get_mut(&current) {
                let names = VARIABLE.iter().flat_map(|variable| variable.captures_iter(line));
                entry.variables.extend(names.filter_map(|found| found.get(1)).map(|name| name.as_str()));
            }
        }
    }
    catalogue
}

/// The id of a message or term that begins on this line.
fn id(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim_end();
    let letters = name.strip_prefix('-').unwrap_or(name);
    let plain = letters.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (plain && letters.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(name)
}

/// The name of an attribute that begins on this line.
fn attribute(line: &str) -> Option<&str> {
    let indented = line.strip_prefix(' ')?.trim_start();
    id(indented.strip_prefix('.')?)
}

fn missing(from: &Catalogue, other: &Catalogue, language: &str) -> Vec<Problem> {
    let only_here = from.iter().filter(|(name, _)| !other.contains_key(*name));
    only_here
        .map(|(name, entry)| Problem::at(entry.source, entry.line, format!("{name} is missing in {language}")))
        .collect()
}

fn different_variables(english: &Catalogue, other: &Catalogue) -> Vec<Problem> {
    let both = other.iter().filter_map(|(name, entry)| Some((name, entry, english.get(name)?)));
    both.filter(|(_, entry, original)| entry.variables != original.variables)
        .map(|(name, entry, original)| {
            let message = format!("{name} has {:?}, English has {:?}", entry.variables, original.variables);
            Problem::at(entry.source, entry.line, message)
        })
        .collect()
}

/// Ids the UI asks for that nobody translated.
fn unknown(sources: &[Source], english: &Catalogue) -> Vec<Problem> {
    let mut problems = Vec::new();
    for source in sources.iter().filter(|source| source.is_interface()) {
        for call in CALL.iter().flat_map(|call| call.captures_iter(&source.text)) {
            for (word, end) in [(call.get(1), call.get(2)), (call.get(3), call.get(4))] {
                let (Some(word), Some(end)) = (word, end) else { continue };
                let known = if end.as_str() == "${" {
                    english.keys().any(|name| name.starts_with(word.as_str()))
                } else {
                    english.contains_key(word.as_str())
                };
                if !known {
                    let message = format!("{} is not in the catalogue", word.as_str());
                    problems.push(Problem::at(source, line_of(&source.text, word.start()), message));
                }
            }
        }
    }
    problems
}

/// Messages that no code can ask for.
fn unused(sources: &[Source], english: &Catalogue) -> Vec<Problem> {
    let mut whole = BTreeSet::new();
    let mut starts = BTreeSet::new();
    let code = ["ts", "svelte", "rs"];
    for source in sources.iter().filter(|source| code.iter().any(|extension| source.has_extension(extension))) {
        for found in MENTION.iter().flat_map(|mention| mention.captures_iter(&source.text)) {
            let (Some(all), Some(word)) = (found.get(0), found.get(1)) else { continue };
            if all.as_str().ends_with('{') || word.as_str().ends_with('-') {
                starts.insert(word.as_str());
            } else {
                whole.insert(word.as_str());
            }
        }
    }
    let quoted = |name: &str| whole.contains(name) || starts.iter().any(|start| name.starts_with(start));
    let from_another = |name: &str| {
        let reference = format!("{{ {name} }}");
        sources.iter().any(|source| source.has_extension("ftl") && source.text.contains(&reference))
    };
    english
        .iter()
        .filter(|(name, _)| {
            let message = name.split_once('.').map_or(name.as_str(), |(message, _)| message);
            !quoted(message) && !from_another(message)
        })
        .map(|(name, entry)| Problem::at(entry.source, entry.line, format!("{name} is asked for nowhere")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::Source;

    fn problems(files: &[(&str, &str)]) -> Vec<String> {
        let sources: Vec<Source> =
            files.iter().map(|(path, text)| Source { path: (*path).into(), text: (*text).into() }).collect();
        check(&sources).iter().map(ToString::to_string).collect()
    }

    const CODE: (&str, &str) =
        ("ui/src/A.svelte", "{t(\"save\")} {t(ok ? \"yes\" : 'no')} {t(`stage-${stage}`, { n })}");
    const ENGLISH: (&str, &str) = (
        "ui/locales/en/a.ftl",
        "# Words\nsave = Save\n    .hint = Keep it\nyes = Yes\nno = No\nstage-lead = { $n ->\n    [one] a lead\n   *[other] { $n } leads\n}\n",
    );
    const CHINESE: (&str, &str) =
        ("ui/locales/zh-CN/a.ftl", "save = 保存\n    .hint = 保留\nyes = 是\nno = 否\nstage-lead = { $n } 条线索\n");

    #[test]
    fn equal_catalogues_that_the_code_uses_are_fine() {
        assert_eq!(problems(&[CODE, ENGLISH, CHINESE]), Vec::<String>::new());
    }

    #[test]
    fn a_missing_translation_is_found() {
        let shorter = ("ui/locales/zh-CN/a.ftl", "save = 保存\nyes = 是\nno = 否\nstage-lead = { $n } 条\n");
        assert_eq!(problems(&[CODE, ENGLISH, shorter]), ["ui/locales/en/a.ftl:3: save.hint is missing in zh-CN"]);
    }

    #[test]
    fn a_lost_variable_is_found() {
        let lost = ("ui/locales/zh-CN/a.ftl", "save = 保存\n    .hint = 保留\nyes = 是\nno = 否\nstage-lead = 线索\n");
        assert_eq!(problems(&[CODE, ENGLISH, lost]).len(), 1);
    }

    #[test]
    fn an_id_nobody_translated_is_found() {
        let code = ("ui/src/B.svelte", "\n{t(\"sav\")} {t(`kind-${x}`)} {t(a ? \"maybe\" : \"no\")}");
        let found = problems(&[CODE, code, ENGLISH, CHINESE]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[0], "ui/src/B.svelte:2: sav is not in the catalogue");
    }

    #[test]
    fn a_message_nobody_asks_for_is_found() {
        let code = ("ui/src/A.svelte", "{t(\"save\")} {t('yes')} {t(`stage-${stage}`)}");
        assert_eq!(problems(&[code, ENGLISH, CHINESE]), ["ui/locales/en/a.ftl:5: no is asked for nowhere"]);
    }
}

//! Which crate may depend on which, and that every outside dependency says why it is there.

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::{Problem, Source};

/// Our crates, and which of ours each may use. A crate that is not listed may use none.
const LAYERS: &[(&str, &[&str])] = &[
    ("satchel-domain", &[]),
    ("satchel-vault", &["satchel-domain"]),
    ("satchel-intake", &["satchel-domain"]),
    ("satchel-search", &["satchel-domain"]),
    ("satchel-insight", &["satchel-domain"]),
    ("satchel-report", &["satchel-domain"]),
    ("satchel-migrations", &[]),
    (
        "satchel-core",
        &[
            "satchel-domain",
            "satchel-vault",
            "satchel-intake",
            "satchel-search",
            "satchel-insight",
            "satchel-report",
            "satchel-migrations",
        ],
    ),
    ("satchel", &["satchel-core"]),
    // Tests look into every crate but the shell, which they start as a program.
    (
        "satchel-tests",
        &[
            "satchel-core",
            "satchel-domain",
            "satchel-vault",
            "satchel-intake",
            "satchel-search",
            "satchel-insight",
            "satchel-report",
            "satchel-migrations",
        ],
    ),
];

/// Outside crates, by the start of their name, that only some of ours may know.
const OWNERS: &[(&str, &[&str])] = &[
    ("tauri", &["satchel"]),
    ("sea-orm", &["satchel-core", "satchel-migrations", "satchel-tests"]),
    ("libsqlite3-sys", &["satchel-core", "satchel-tests"]),
    ("tantivy", &["satchel-search"]),
    ("keyring", &["satchel-vault", "satchel-tests"]),
    ("typst", &["satchel-report"]),
    ("plotters", &["satchel-report"]),
];

/// Checks the root manifest and those of the members.
pub fn check(sources: &[Source]) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for source in sources {
        if source.path == "Cargo.toml" {
            problems.extend(without_reason(source));
        } else if source.path.ends_with("/Cargo.toml") {
            problems.extend(member(source).with_context(|| format!("{} is not a manifest", source.path))?);
        }
    }
    Ok(problems)
}

/// An outside dependency is a decision, so its line ends with the reason for it.
fn without_reason(root: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut inside = false;
    for (index, line) in root.text.lines().enumerate() {
        if line.starts_with('[') {
            inside = line == "[workspace.dependencies]";
        } else if inside && line.contains('=') && !line.contains("path =") && !line.contains("# ") {
            problems.push(Problem::at(root, index + 1, "a dependency without a comment that says what it is for"));
        }
    }
    problems
}

fn member(source: &Source) -> Result<Vec<Problem>> {
    let manifest: Table = source.text.parse()?;
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str);
    let name = name.context("a member has a name")?;
    let mut problems = Vec::new();
    for (dependency, wanted) in dependencies(&manifest) {
        let line = line_naming(&source.text, dependency);
        if wanted.get("workspace") != Some(&Value::Boolean(true)) {
            let message = format!("{dependency}: versions are kept in the root manifest; write `workspace = true`");
            problems.push(Problem::at(source, line, message));
        }
        if let Some(reason) = forbidden(name, dependency) {
            problems.push(Problem::at(source, line, reason));
        }
    }
    if manifest.get("lints").and_then(|lints| lints.get("workspace")) != Some(&Value::Boolean(true)) {
        problems.push(Problem::at(source, 1, "add `[lints] workspace = true`: one set of lints holds for all"));
    }
    Ok(problems)
}

/// All dependencies of a manifest, for whatever purpose and system.
fn dependencies(manifest: &Table) -> Vec<(&str, &Value)> {
    let systems = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(|targets| targets.values());
    let tables = std::iter::once(manifest).chain(systems.filter_map(Value::as_table));
    let kinds = |table| {
        ["dependencies", "dev-dependencies", "build-dependencies"]
            .into_iter()
            .filter_map(move |kind| Table::get(table, kind).and_then(Value::as_table))
    };
    tables.flat_map(kinds).flatten().map(|(name, wanted)| (name.as_str(), wanted)).collect()
}

/// Why `name` must not use `dependency`, if it must not.
fn forbidden(name: &str, dependency: &str) -> Option<String> {
    if dependency == "satchel" || dependency.starts_with("satchel-") {
        let allowed = LAYERS.iter().find(|(layer, _)| *layer == name).map_or(&[][..], |(_, allowed)| allowed);
        return (!allowed.contains(&dependency))
            .then(|| format!("{name} must not know {dependency}: dependencies point one way"));
    }
    let (_, owners) = OWNERS.iter().find(|(start, _)| dependency.starts_with(start))?;
    (!owners.contains(&name)).then(|| format!("{name} must not know {dependency}: only {} may", owners.join(", ")))
}

fn line_naming(text: &str, dependency: &str) -> usize {
    let starts = |line: &str| {
        line.strip_prefix(dependency).is_some_and(|rest| rest.starts_with('.') || rest.starts_with([' ', '=']))
    };
    text.lines().position(starts).map_or(1, |index| index + 1)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::{check, forbidden};
    use crate::tidy::Source;

    fn problems(path: &str, text: &str) -> Vec<String> {
        let source = Source { path: path.into(), text: text.into() };
        check(&[source]).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn layers_point_one_way() {
        assert_eq!(forbidden("satchel-core", "satchel-vault"), None);
        assert!(forbidden("satchel-vault", "satchel-core").is_some(), "the lower layer must not see the upper");
        assert!(forbidden("satchel-search", "satchel-vault").is_some(), "neighbours must not see each other");
        assert!(forbidden("satchel-report", "sea-orm").is_some(), "a report never sees an entity");
        assert!(forbidden("satchel-core", "tauri-plugin-dialog").is_some(), "only the shell knows Tauri");
        assert_eq!(forbidden("satchel", "tauri-build"), None);
    }

    #[test]
    fn a_member_takes_versions_and_lints_from_the_root() {
        let text = "[package]\nname = \"satchel-vault\"\n[target.'cfg(unix)'.dev-dependencies]\nlibc = \"1\"\n";
        let found = problems("src-tauri/crates/vault/Cargo.toml", text);
        assert_eq!(found.len(), 2, "the version and the missing lints: {found:?}");
        assert!(found[0].starts_with("src-tauri/crates/vault/Cargo.toml:4: libc"), "{found:?}");
    }

    #[test]
    fn a_dependency_says_why() {
        let text =
            "[workspace.dependencies]\nown = { path = \"own\" }\nserde = \"1\"\nclap = \"4\" # words\n[lints]\na = 1\n";
        let found = problems("Cargo.toml", text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("Cargo.toml:3:"), "{found:?}");
    }
}

//! SQL is written where the database is.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::{Problem, Source, line_of};

/// Where SQL text belongs: what only SQLite speaks, schema steps, and tests that look behind the scenes.
const AT_HOME: &[&str] = &["src-tauri/crates/core/src/store/", "migrations/", "tests/"];

/// This tool itself, whose own tests hold what they look for.
const TIDY: &str = "src-tauri/crates/xtask/";

static SQL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let starts = "SELECT|INSERT|UPDATE|DELETE FROM|PRAGMA|CREATE|DROP|ALTER|ATTACH|VACUUM|WITH";
    Regex::new(&format!(r#""\s*(?:{starts})\s+\S"#)).ok()
});

/// Finds string literals that begin like a statement.
pub fn check(source: &Source) -> Vec<Problem> {
    let elsewhere = AT_HOME.iter().chain([&TIDY]).any(|home| source.path.starts_with(home));
    if elsewhere || !source.has_extension("rs") {
        return Vec::new();
    }
    let found = SQL.iter().flat_map(|sql| sql.find_iter(&source.text));
    found
        .map(|found| {
            let line = line_of(&source.text, found.end());
            Problem::at(source, line, "SQL text outside core/store and migrations; ask SeaORM instead")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::Source;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        let source = Source { path: path.into(), text: text.into() };
        check(&source).iter().map(|problem| problem.line).collect()
    }

    #[test]
    fn statements_are_found_outside_the_store() {
        let text =
            "let word = \"select a customer\";\nlet sql = \"\n  SELECT id FROM customer\";\nrun(\"PRAGMA key = 1\");";
        assert_eq!(lines("src-tauri/crates/core/src/customers/mod.rs", text), [3, 4]);
        assert!(lines("src-tauri/crates/core/src/store/open.rs", text).is_empty());
        assert!(lines("migrations/src/m1.rs", text).is_empty());
    }
}

//! `faults`: the long form of the fault suite, for the rows that are named or for all.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::process::cargo;
use crate::program::{self, SELECTION};
use crate::session::{self, Needs};
use crate::{system, ui};

/// The table that says which test stands for which row.
const TABLE: &str = "tests/faults/main.rs";

/// Runs the tests of the rows, or of all rows, as often as the list of faults asks.
pub fn run(root: &Path, rows: &[String]) -> Result<()> {
    let table = fs::read_to_string(root.join(TABLE)).with_context(|| format!("could not read {TABLE}"))?;
    let tests = tests_of(&table, rows)?;
    system::prepare_test()?;
    ui::install(root)?;
    program::build(root)?;
    for (binary, names) in tests {
        let needs = if binary == "e2e" { Needs::Window } else { Needs::Secrets };
        let program = cargo().get_program().to_string_lossy().into_owned();
        let mut command = [program.as_str(), "test", SELECTION, "--test", &binary, "--", "--exact", "--nocapture"]
            .map(String::from)
            .to_vec();
        command.push("--test-threads=1".into());
        command.extend(names);
        let environment = [("SATCHEL_BIN", program::binary()?), ("SATCHEL_LONG", "1".into())];
        let environment: Vec<(&str, &Path)> =
            environment.iter().map(|(name, value)| (*name, value.as_path())).collect();
        session::run_in(root, needs, &command, &environment)?;
    }
    Ok(())
}

/// The tests of the rows by the binary that holds them.
fn tests_of(table: &str, rows: &[String]) -> Result<BTreeMap<String, Vec<String>>> {
    let mut tests: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut known = Vec::new();
    for line in table.lines().filter_map(|line| line.strip_prefix("//! | ")) {
        let cells: Vec<&str> = line.trim_end_matches(" |").split(" | ").collect();
        let [row, _, test] = cells.as_slice() else { continue };
        let Some((binary, name)) = test.trim_end_matches('`').split_once('`') else { continue };
        known.push((*row).to_owned());
        if rows.is_empty() || rows.iter().any(|wanted| wanted == row) {
            let binary = if binary.is_empty() { "faults" } else { binary.trim() };
            let names = tests.entry(binary.to_owned()).or_default();
            // A test may stand for several rows.
            if !names.iter().any(|other| other == name) {
                names.push(name.to_owned());
            }
        }
    }
    match rows.iter().find(|row| !known.contains(row)) {
        Some(row) => bail!("there is no test for row {row}; {TABLE} lists the rows"),
        None => Ok(tests),
    }
}

#[cfg(test)]
mod tests {
    use super::tests_of;

    const TABLE: &str = "\
//! | row | fault | test |
//! |---|---|---|
//! | 1 | kill | `kills::edits` |
//! | 10 | full | `disk::full` |
//! | 11 | full | `disk::full` |
//! | 34 | script | e2e `security::texts` |
";

    fn names(rows: &[&str]) -> Vec<String> {
        let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
        let tests = tests_of(TABLE, &rows).unwrap_or_default();
        tests
            .into_iter()
            .flat_map(|(binary, names)| names.into_iter().map(move |name| format!("{binary} {name}")))
            .collect()
    }

    #[test]
    fn rows_choose_their_tests() {
        assert_eq!(names(&["1"]), ["faults kills::edits"]);
        assert_eq!(names(&["10", "11"]), ["faults disk::full"]);
        assert_eq!(names(&["34", "1"]), ["e2e security::texts", "faults kills::edits"]);
        assert_eq!(names(&[]).len(), 3, "nothing named means everything");
    }

    #[test]
    fn a_row_without_a_test_is_told() {
        assert!(tests_of(TABLE, &["99".to_owned()]).is_err());
    }
}

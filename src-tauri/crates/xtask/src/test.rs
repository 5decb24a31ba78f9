//! `test`: every check and every test, one step after the other, cheapest first.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::process::{cargo, run as run_command};
use crate::program::SELECTION;
use crate::session::{self, Needs};
use crate::{program, system, tidy, tools, ui};

/// What a person may ask for alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Group {
    Lint,
    Ui,
    Rust,
    E2e,
}

impl Group {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "lint" => Self::Lint,
            "ui" => Self::Ui,
            "rust" => Self::Rust,
            "e2e" => Self::E2e,
            _ => return None,
        })
    }
}

enum Outcome {
    Passed,
    /// Why the step cannot run on this system.
    Skipped(&'static str),
}

/// What was asked for, and where.
struct Run<'a> {
    root: &'a Path,
    /// Words handed to the test runners to choose among their tests.
    filter: Vec<String>,
}

struct Step {
    name: &'static str,
    groups: &'static [Group],
    act: fn(&Run) -> Result<Outcome>,
}

const STEPS: &[Step] = &[
    Step { name: "Rust format", groups: &[Group::Lint], act: rust_format },
    Step { name: "House rules", groups: &[Group::Lint], act: house_rules },
    Step { name: "UI format", groups: &[Group::Lint], act: |run| ui_script(run, "format") },
    Step { name: "UI lints", groups: &[Group::Lint], act: |run| ui_script(run, "lint") },
    Step { name: "UI types", groups: &[Group::Lint], act: |run| ui_script(run, "check") },
    Step { name: "UI tests", groups: &[Group::Ui], act: ui_tests },
    // The program embeds it, so nothing that compiles the program can do without.
    Step { name: "UI build", groups: &[Group::Lint, Group::Ui, Group::Rust, Group::E2e], act: ui_build },
    Step { name: "Licences and sources of dependencies", groups: &[Group::Lint], act: deny },
    Step { name: "Unused dependencies", groups: &[Group::Lint], act: unused_dependencies },
    Step { name: "Rust lints", groups: &[Group::Lint], act: rust_lints },
    Step { name: "Program", groups: &[Group::Rust, Group::E2e], act: program_build },
    Step { name: "Rust tests", groups: &[Group::Rust], act: rust_tests },
    Step { name: "The real window", groups: &[Group::E2e], act: real_window },
];

/// Runs the steps of the groups named in `args`, or all; other words are a filter for the test runners.
///
/// A step that fails does not keep the others from running; the code tells whether all passed.
pub fn run(root: &Path, args: &[String]) -> Result<ExitCode> {
    let (groups, filter) = wanted(args);
    system::prepare_test()?;
    ui::install(root)?;
    let run = Run { root, filter };
    let started = Instant::now();
    let (mut passed, mut skipped, mut failed) = (0, 0, Vec::new());
    for step in STEPS.iter().filter(|step| is_wanted(step, &groups)) {
        println!("\n── {} ──", step.name);
        let began = Instant::now();
        match (step.act)(&run) {
            Ok(Outcome::Passed) => passed += 1,
            Ok(Outcome::Skipped(why)) => {
                skipped += 1;
                println!("skipped: {why}");
            }
            Err(error) => {
                failed.push(step.name);
                println!("FAILED: {error:#}");
            }
        }
        println!("   {}", shown(began.elapsed()));
        // Cargo writes on the other stream; without this the order of lines is lost in a log file.
        std::io::stdout().flush()?;
    }
    println!("\nSteps: {passed} passed, {} failed, {skipped} skipped in {}", failed.len(), shown(started.elapsed()));
    if failed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("Failed: {}", failed.join("; "));
    Ok(ExitCode::FAILURE)
}

fn wanted(args: &[String]) -> (Vec<Group>, Vec<String>) {
    let (groups, filter): (Vec<&String>, Vec<&String>) = args.iter().partition(|word| Group::named(word).is_some());
    let groups = groups.into_iter().filter_map(|word| Group::named(word)).collect();
    (groups, filter.into_iter().cloned().collect())
}

fn is_wanted(step: &Step, groups: &[Group]) -> bool {
    groups.is_empty() || step.groups.iter().any(|group| groups.contains(group))
}

fn shown(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

fn rust_format(run: &Run) -> Result<Outcome> {
    run_command(cargo().current_dir(run.root).args(["fmt", "--all", "--check"]))?;
    Ok(Outcome::Passed)
}

fn house_rules(run: &Run) -> Result<Outcome> {
    tidy::run(run.root)?;
    Ok(Outcome::Passed)
}

fn ui_script(run: &Run, name: &str) -> Result<Outcome> {
    ui::script(run.root, name, &[])?;
    Ok(Outcome::Passed)
}

fn ui_tests(run: &Run) -> Result<Outcome> {
    ui::script(run.root, "test", &run.filter)?;
    Ok(Outcome::Passed)
}

fn ui_build(run: &Run) -> Result<Outcome> {
    ui::build(run.root)?;
    Ok(Outcome::Passed)
}

fn deny(run: &Run) -> Result<Outcome> {
    tools::deny(run.root)?;
    println!("Known vulnerabilities are asked for by `cargo xtask audit`, which needs a server.");
    Ok(Outcome::Passed)
}

fn unused_dependencies(run: &Run) -> Result<Outcome> {
    tools::unused_dependencies(run.root)?;
    Ok(Outcome::Passed)
}

fn rust_lints(run: &Run) -> Result<Outcome> {
    // The journeys are no part of "all targets", because a plain `cargo test` must leave them out.
    for targets in [&["--all-targets"][..], &["--test", "e2e"]] {
        let mut clippy = cargo();
        clippy.current_dir(run.root).args(["clippy", SELECTION]).args(targets).args(["--", "-D", "warnings"]);
        run_command(&mut clippy)?;
    }
    Ok(Outcome::Passed)
}

fn program_build(run: &Run) -> Result<Outcome> {
    program::build(run.root)?;
    Ok(Outcome::Passed)
}

fn rust_tests(run: &Run) -> Result<Outcome> {
    cargo_test(run, Needs::Secrets, &[], &[])
}

fn real_window(run: &Run) -> Result<Outcome> {
    if !session::AVAILABLE {
        return Ok(Outcome::Skipped("only Linux has a driver for the web view that Tauri uses"));
    }
    // One driver steers one window at a time.
    cargo_test(run, Needs::Window, &["--test", "e2e"], &["--test-threads=1"])
}

/// `cargo test` with the program at `SATCHEL_BIN`, inside a session that has what is needed.
fn cargo_test(run: &Run, needs: Needs, targets: &[&str], options: &[&str]) -> Result<Outcome> {
    let cargo = PathBuf::from(cargo().get_program());
    let mut command =
        vec![cargo.to_string_lossy().into_owned(), "test".into(), SELECTION.into(), "--no-fail-fast".into()];
    command.extend(targets.iter().map(ToString::to_string));
    command.push("--".into());
    command.extend(run.filter.iter().cloned());
    command.extend(options.iter().map(ToString::to_string));
    // Tests panic on purpose; the stacks of those would bury what failed.
    let environment = [("SATCHEL_BIN", program::binary()?), ("RUST_BACKTRACE", "0".into())];
    let environment = environment.each_ref().map(|(name, value)| (*name, value.as_path()));
    session::run_in(run.root, needs, &command, &environment)?;
    Ok(Outcome::Passed)
}

#[cfg(test)]
mod tests {
    use super::{Group, STEPS, is_wanted, shown, wanted};
    use std::time::Duration;

    #[test]
    fn words_that_are_no_group_choose_tests() {
        let (groups, filter) = wanted(&["rust", "undo"].map(String::from));
        assert_eq!(groups, [Group::Rust]);
        assert_eq!(filter, ["undo"]);
    }

    #[test]
    fn nothing_named_means_everything() {
        assert!(STEPS.iter().all(|step| is_wanted(step, &[])), "the plain command must leave nothing out");
        assert!(STEPS.iter().any(|step| !is_wanted(step, &[Group::Ui])), "a group must narrow the steps");
    }

    #[test]
    fn long_times_are_shown_in_minutes() {
        assert_eq!(shown(Duration::from_secs(59)), "59 s");
        assert_eq!(shown(Duration::from_secs(125)), "2 min 5 s");
    }
}

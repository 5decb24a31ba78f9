//! Satchel's build tasks: `cargo xtask COMMAND`.
//!
//! The first thing a fresh machine compiles, so it leans on a few small crates and on nothing of the product. It
//! installs, builds, checks and starts; it must never know what the program does.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks on its terminal")]

mod faults;
mod process;
mod program;
mod session;
mod system;
mod test;
mod tidy;
mod tools;
mod ui;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

const USAGE: &str = "\
cargo xtask COMMAND

  run [ARGS…]             install what is missing, build the program, start it with ARGS
  test [GROUP…] [FILTER]  every check and test; GROUP is lint, ui, rust or e2e
  faults [ROW…]           the long form of the fault suite, for some rows of its table or for all
  session COMMAND…        any command on the tests' own desktop: home folder, keyring, screen, window driver
  tidy                    the house rules that compilers do not know
  bindings                write the UI's types from the Rust contract
  bench [ARGS…]           the benchmarks, optimised
  dist                    the installers of this system
  audit                   known vulnerabilities in dependencies (asks a server)";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result<ExitCode> {
    let root = workspace_root()?;
    let Some((command, rest)) = args.split_first() else { bail!("name a command\n\n{USAGE}") };
    match command.as_str() {
        "run" => return program::run(&root, rest),
        "test" => return test::run(&root, rest),
        session::INSIDE => return session::inside(rest),
        "session" => session::run_in(&root, session::Needs::Window, rest, &[("SATCHEL_BIN", &program::binary()?)])?,
        "faults" => faults::run(&root, rest)?,
        "tidy" => tidy::run(&root)?,
        "bindings" => program::bindings(&root)?,
        "bench" => program::bench(&root, rest)?,
        "dist" => program::dist(&root)?,
        "audit" => tools::audit(&root)?,
        "help" | "--help" | "-h" => println!("{USAGE}"),
        unknown => bail!("there is no command {unknown:?}\n\n{USAGE}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// The folder that holds the workspace manifest, three above this crate's.
fn workspace_root() -> Result<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&manifest).ancestors().nth(3).map(Path::to_path_buf).context("this crate is not inside the workspace")
}

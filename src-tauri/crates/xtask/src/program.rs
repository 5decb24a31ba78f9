//! Building the program and what is made from it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::process::{capture, cargo, npm, run as run_command};
use crate::{system, ui};

/// The packages and features of every build and test.
///
/// Cargo unites features over the selected packages: with one selection a dependency is compiled once for the
/// program and the tests together, with two nearly everything is compiled twice.
pub const SELECTION: &str = "--workspace";

/// The UI's types, relative to the workspace.
const BINDINGS: &str = "ui/src/lib/ipc/generated.ts";

/// What makes installers, as new as the Tauri in the lock file. Nothing else needs it, so it is fetched when asked for.
const TAURI_CLI: &str = "2.12.5";

/// Builds the program with its UI inside and returns where it lies.
pub fn build(root: &Path) -> Result<PathBuf> {
    ui::build(root)?;
    run_command(cargo().current_dir(root).args(["build", SELECTION, "--bin", "satchel"]))?;
    binary()
}

/// Where cargo leaves the program: beside this tool, which is built by the same profile into the same folder.
pub fn binary() -> Result<PathBuf> {
    let here = std::env::current_exe().context("could not tell where this tool lies")?;
    let folder = here.parent().context("this tool lies in a folder")?;
    Ok(folder.join(format!("satchel{}", std::env::consts::EXE_SUFFIX)))
}

/// `run`: from whatever the machine has to a started program, whose exit code is ours.
pub fn run(root: &Path, args: &[String]) -> Result<ExitCode> {
    system::prepare_build()?;
    let program = build(root)?;
    if args.is_empty() && !has_display() {
        bail!("built {}, but there is no display to open its window on", program.display());
    }
    let status =
        Command::new(&program).args(args).status().with_context(|| format!("could not start {}", program.display()))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

/// Whether a window has somewhere to open. Only Linux starts without.
pub fn has_display() -> bool {
    !cfg!(target_os = "linux")
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// `bindings`: the contract's TypeScript, written only when it changed so that the UI is not rebuilt for nothing.
pub fn bindings(root: &Path) -> Result<()> {
    let program = build(root)?;
    let types = capture(Command::new(program).args(["commands", "--typescript"]))?;
    let file = root.join(BINDINGS);
    if fs::read_to_string(&file).is_ok_and(|old| old == types) {
        println!("{BINDINGS} is up to date");
        return Ok(());
    }
    fs::write(&file, types).with_context(|| format!("could not write {}", file.display()))?;
    println!("{BINDINGS} written");
    Ok(())
}

/// `bench`: the benchmarks of the tests crate, which never compile typst or the shell.
pub fn bench(root: &Path, args: &[String]) -> Result<()> {
    run_command(cargo().current_dir(root).args(["bench", "--package", "satchel-tests", "--"]).args(args))
}

/// `dist`: the installers that can be made on this system without downloads.
pub fn dist(root: &Path) -> Result<()> {
    system::prepare_build()?;
    ui::build(root)?;
    let bundles = if cfg!(target_os = "macos") {
        "app,dmg"
    } else if cfg!(windows) {
        "nsis"
    } else {
        "deb,rpm"
    };
    let package = format!("--package=@tauri-apps/cli@{TAURI_CLI}");
    run_command(npm().current_dir(root).args(["exec", "--yes", &package, "--", "tauri", "build", "--bundles", bundles]))
}

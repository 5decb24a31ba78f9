//! Checkers of dependencies that cargo does not bring, kept in the user's cache folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{cargo, run};

/// A checker, pinned so that the same source passes or fails everywhere.
struct Tool {
    name: &'static str,
    version: &'static str,
}

const DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };
const MACHETE: Tool = Tool { name: "cargo-machete", version: "0.9.2" };

/// Licences, sources and unwanted or doubled crates, as `deny.toml` has them.
pub fn deny(root: &Path) -> Result<()> {
    let program = DENY.installed()?;
    run(Command::new(program).current_dir(root).args(["--locked", "check", "bans", "licenses", "sources"]))
}

/// Known vulnerabilities. The list of them is on a server and changes daily, so it is no part of `test`: the same
/// source must not fail tomorrow, nor on a machine without network.
pub fn audit(root: &Path) -> Result<()> {
    run(Command::new(DENY.installed()?).current_dir(root).args(["check", "advisories"]))
}

/// Dependencies that a manifest names and no source uses.
pub fn unused_dependencies(root: &Path) -> Result<()> {
    run(Command::new(MACHETE.installed()?).current_dir(root).arg("--skip-target-dir"))
}

impl Tool {
    /// The tool's executable, built first if this version was never used here.
    fn installed(&self) -> Result<PathBuf> {
        let tools = cache_folder()?.join("satchel").join("tools");
        let home = tools.join(format!("{}-{}", self.name, self.version));
        let executable = home.join("bin").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX));
        if !executable.is_file() {
            println!("Building {} {}, once", self.name, self.version);
            // Unoptimised and without debug information they are built in a minute and check within seconds.
            let build = tools.join("build");
            run(cargo()
                .args(["install", "--quiet", "--locked", "--debug", self.name, "--version", self.version])
                .arg("--root")
                .arg(&home)
                .arg("--target-dir")
                .arg(&build)
                .env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
            // What is left of the build is of no use once the tool is there; failing to remove it costs only space.
            std::fs::remove_dir_all(&build).ok();
        }
        Ok(executable)
    }
}

fn cache_folder() -> Result<PathBuf> {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    let folder = if cfg!(windows) {
        from("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        from("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
    };
    folder.context("could not tell where this user's cache folder is")
}

//! Installing and building the web UI, each only when what it depends on has changed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::process::{npm, run};

/// What `npm ci` made and remembers, relative to `ui`; gone together with the packages it speaks of.
const STAMPS: &str = "node_modules/.satchel";

/// Folders that are made, or that no build reads.
const NOT_SOURCES: &[&str] = &["node_modules", "dist", "tests"];

/// Installs the locked npm packages unless they are the ones already there.
pub fn install(root: &Path) -> Result<()> {
    let ui = root.join("ui");
    let lock = ui.join("package-lock.json");
    let wanted = fingerprint(std::iter::once(lock))?;
    let stamp = ui.join(STAMPS).join("installed");
    if is_stamped(&stamp, wanted) {
        return Ok(());
    }
    run(npm().current_dir(&ui).args(["ci", "--no-audit", "--no-fund"]))?;
    write_stamp(&stamp, wanted)
}

/// Builds `ui/dist`, which the program embeds, unless its sources are those it was built from.
pub fn build(root: &Path) -> Result<()> {
    install(root)?;
    let ui = root.join("ui");
    let wanted = fingerprint(sources(&ui)?.into_iter())?;
    let stamp = ui.join(STAMPS).join("built");
    if ui.join("dist/index.html").is_file() && is_stamped(&stamp, wanted) {
        return Ok(());
    }
    run(npm().current_dir(&ui).args(["run", "--silent", "build"]))?;
    write_stamp(&stamp, wanted)
}

/// Runs one of the UI's npm scripts, with further arguments for it.
pub fn script(root: &Path, name: &str, args: &[String]) -> Result<()> {
    run(npm().current_dir(root.join("ui")).args(["run", "--silent", name, "--"]).args(args))
}

fn sources(ui: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let wanted = |name: &str| !NOT_SOURCES.contains(&name) && !name.starts_with('.');
    let walk = WalkDir::new(ui).min_depth(1).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.file_name().to_str().is_some_and(wanted)) {
        let entry = entry.context("could not list the UI's sources")?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// One number for the names and contents of files. It need not outlive a Rust release: a change only builds once more.
fn fingerprint(files: impl Iterator<Item = PathBuf>) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file).with_context(|| format!("could not read {}", file.display()))?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn is_stamped(stamp: &Path, wanted: u64) -> bool {
    fs::read_to_string(stamp).is_ok_and(|found| found == wanted.to_string())
}

fn write_stamp(stamp: &Path, value: u64) -> Result<()> {
    let folder = stamp.parent().context("a stamp lies in a folder")?;
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(stamp, value.to_string()))
        .with_context(|| format!("could not write {}", stamp.display()))
}

//! `tidy`: the house rules that neither compilers nor linters know.
//!
//! Each rule is a function from a file's text to the problems in it; here the files are read and the problems told.

mod catalogue;
mod colours;
mod imports;
mod manifests;
mod markup;
mod rust;

use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail};
use walkdir::{DirEntry, WalkDir};

/// A text file of the repository.
pub struct Source {
    /// Relative to the root, with `/` on every system.
    pub path: String,
    pub text: String,
}

/// A place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    pub path: String,
    /// Counted from 1.
    pub line: usize,
    pub message: String,
}

impl Problem {
    fn at(source: &Source, line: usize, message: impl Into<String>) -> Self {
        Self { path: source.path.clone(), line, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.message)
    }
}

impl Source {
    fn has_extension(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }

    /// Whether a program wrote it, as its own name or a folder's says.
    fn is_generated(&self) -> bool {
        self.path.split('/').any(|part| part.starts_with("generated"))
    }

    /// Part of the UI that people will see, so neither a test nor generated.
    fn is_interface(&self) -> bool {
        self.path.starts_with("ui/src/") && !self.is_generated() && !self.path.contains(".test.")
    }
}

/// The line of a byte offset, counted from 1.
fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// Checks the whole repository and prints what is wrong.
///
/// # Errors
/// When a file cannot be read or a rule is broken.
pub fn run(root: &Path) -> Result<()> {
    let sources = read_all(root)?;
    let mut problems = check(&sources)?;
    problems.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => {
            println!("{} files follow the house rules", sources.len());
            Ok(())
        }
        count => bail!("{count} places break the house rules"),
    }
}

fn check(sources: &[Source]) -> Result<Vec<Problem>> {
    let mut problems = manifests::check(sources)?;
    problems.extend(sources.iter().filter_map(too_long));
    for source in sources {
        problems.extend(rust::check(source));
        problems.extend(colours::check(source));
        problems.extend(imports::check(source));
        problems.extend(markup::check(source));
    }
    problems.extend(catalogue::check(sources));
    Ok(problems)
}

/// A file that is longer than anyone reads in one go. The aim is 400 lines; here is where it stops being a matter of taste.
fn too_long(source: &Source) -> Option<Problem> {
    let most = match source.path.rsplit_once('.')?.1 {
        "rs" | "ts" => 600,
        "svelte" => 250,
        _ => return None,
    };
    let lines = source.text.lines().count();
    (lines > most && !source.is_generated())
        .then(|| Problem::at(source, lines, format!("{lines} lines; {most} is the most for this kind of file")))
}

fn read_all(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for entry in WalkDir::new(root).min_depth(1).sort_by_file_name().into_iter().filter_entry(is_ours) {
        let entry = entry.context("could not list the repository")?;
        let known = ["rs", "ts", "svelte", "css", "ftl", "toml"];
        let extension = entry.path().extension().and_then(|extension| extension.to_str());
        if !entry.file_type().is_file() || !extension.is_some_and(|extension| known.contains(&extension)) {
            continue;
        }
        let path = entry.path();
        let text = std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
        let path = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        sources.push(Source { path, text });
    }
    Ok(sources)
}

/// Leaves out hidden folders and those that tools fill.
fn is_ours(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    !name.starts_with('.') && !["target", "node_modules", "dist", "gen"].contains(&name.as_ref())
}

#[cfg(test)]
mod tests {
    use super::{Source, line_of, too_long};

    fn source(path: &str, lines: usize) -> Source {
        Source { path: path.into(), text: "x\n".repeat(lines) }
    }

    #[test]
    fn length_has_a_limit_by_kind() {
        assert!(too_long(&source("a.rs", 600)).is_none());
        assert!(too_long(&source("a.rs", 601)).is_some());
        assert!(too_long(&source("ui/src/A.svelte", 251)).is_some());
        assert!(too_long(&source("ui/src/lib/ipc/generated.ts", 900)).is_none(), "nobody reads generated files");
    }

    #[test]
    fn lines_are_counted_from_one() {
        assert_eq!([0, 1, 2, 4].map(|offset| line_of("a\nb\nc", offset)), [1, 1, 2, 3]);
    }
}

//! Folders as values: kept in memory, written out anew for each test.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder's files with their contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image(Vec<(PathBuf, Vec<u8>)>);

impl Image {
    /// Reads a folder with everything below it, of which nothing may change meanwhile.
    pub fn of(folder: &Path) -> Self {
        Self::read(folder).unwrap()
    }

    /// What a kill would leave now in a folder that a program works in: one moment of it, between two writes.
    pub fn of_a_living(folder: &Path) -> Self {
        let mut before = None;
        loop {
            // A file that goes between its listing and its reading is gone in the next round.
            let now = Self::read(folder).ok();
            match now {
                Some(now) if before.as_ref() == Some(&now) => return now,
                now => before = now,
            }
        }
    }

    fn read(folder: &Path) -> io::Result<Self> {
        let relative = |file: &Path| file.strip_prefix(folder).unwrap().to_path_buf();
        let read = |file: PathBuf| Ok((relative(&file), fs::read(&file)?));
        list(folder)?.into_iter().map(read).collect::<io::Result<_>>().map(Self)
    }

    /// Writes it into a folder that is made where it is missing.
    pub fn write(&self, folder: &Path) {
        fs::create_dir_all(folder).unwrap();
        for (name, content) in &self.0 {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
        }
    }

    /// The content of one file.
    pub fn file(&self, name: &str) -> &[u8] {
        let found = self.0.iter().find(|(path, _)| path == Path::new(name));
        &found.unwrap_or_else(|| panic!("the folder must hold {name}")).1
    }
}

/// Every file below a folder, in order.
pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    list(folder).unwrap()
}

fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

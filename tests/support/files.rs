//! Folders as values: kept in memory, written out anew for each test.

use std::fs;
use std::path::{Path, PathBuf};

/// A folder's files with their contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image(Vec<(PathBuf, Vec<u8>)>);

impl Image {
    /// Reads a folder with everything below it.
    pub fn of(folder: &Path) -> Self {
        let relative = |file: PathBuf| file.strip_prefix(folder).unwrap().to_path_buf();
        Self(files_in(folder).into_iter().map(|file| (relative(file.clone()), fs::read(file).unwrap())).collect())
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
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

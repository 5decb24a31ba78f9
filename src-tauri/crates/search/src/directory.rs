//! The encrypted folder tantivy keeps the index in. File names are visible and say nothing; everything else is sealed,
//! tantivy's own `meta.json` included.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Weak};

use lru::LruCache;
use parking_lot::{Condvar, Mutex, RwLock};
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

use crate::pages::{MasterKey, PAGE, PageReader, PageWriter, damaged};

/// Decrypted pages kept in memory: 16 shards of 256 pages of 16 KiB are 64 MiB.
const SHARDS: usize = 16;
const PAGES_PER_SHARD: NonZeroUsize = NonZeroUsize::new(256).unwrap();

/// Reads of this many pages or more (term dictionaries, columns) bypass the page cache, which they would empty, and are
/// shared by everyone who reads the same range while anyone still holds it.
const LARGE_READ: usize = 64 * PAGE;

/// Where tantivy lists the files it made, to remove those that no commit needs any more. It saves the list with every
/// new file, which would double the time of a small commit; but the folder is ours alone, so its listing says the same
/// and survives a crash better.
const MANAGED: &str = ".managed.json";

/// Pages by file and number.
type Shard = LruCache<(u64, u64), Arc<[u8]>>;

/// A folder of sealed files; cheap to clone.
#[derive(Clone)]
pub(crate) struct SealedDirectory(Arc<Inner>);

struct Inner {
    root: PathBuf,
    key: MasterKey,
    damaged: AtomicBool,
    /// Whether new files are still made here.
    shut: RwLock<bool>,
    cache: [Mutex<Shard>; SHARDS],
    /// Files in use, so that two readers of a file share its key, its descriptor and its cached pages.
    open: Mutex<HashMap<PathBuf, Weak<SealedFile>>>,
    next_file: AtomicU64,
    held: Mutex<HashSet<PathBuf>>,
    released: Condvar,
}

impl SealedDirectory {
    /// Uses the folder `root`, creating it when missing; but not what it lies in, which may have been moved away.
    pub fn open(root: &Path, key: &[u8; 32]) -> io::Result<Self> {
        if !root.exists() {
            fs::create_dir(root)?;
        }
        Ok(Self(Arc::new(Inner {
            root: root.to_owned(),
            key: MasterKey::new(*key),
            damaged: AtomicBool::new(false),
            shut: RwLock::new(false),
            cache: std::array::from_fn(|_| Mutex::new(LruCache::new(PAGES_PER_SHARD))),
            open: Mutex::default(),
            next_file: AtomicU64::new(0),
            held: Mutex::default(),
            released: Condvar::new(),
        })))
    }

    /// Whether any page read so far, by any thread, failed its check. Background merges only log their errors; this is
    /// how their discoveries reach the caller.
    pub fn is_damaged(&self) -> bool {
        self.0.damaged.load(Ordering::Acquire)
    }

    /// Records damage found above the pages.
    pub fn set_damaged(&self) {
        self.0.damaged.store(true, Ordering::Release);
    }

    /// Makes no file from now on, whoever asks: a merge that was abandoned would go on beside whoever removes the folder.
    pub fn shut(&self) {
        *self.0.shut.write() = true;
    }

    /// Makes a file, unless the folder is shut; it can't be shut meanwhile.
    fn make<T>(&self, make: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let shut = self.0.shut.read();
        if *shut {
            return Err(io::Error::other("the index is closed"));
        }
        make()
    }

    /// Tells later whether anything still holds the folder's key.
    #[cfg(test)]
    pub fn observe(&self) -> impl Fn() -> bool + use<> {
        let inner = Arc::downgrade(&self.0);
        move || inner.strong_count() > 0
    }

    fn listing(&self) -> io::Result<Vec<u8>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0.root)? {
            names.extend(entry?.file_name().into_string().ok().filter(|name| !name.starts_with('.')));
        }
        Ok(serde_json::to_vec(&names)?)
    }

    fn reader(&self, path: &Path) -> Result<PageReader, OpenReadError> {
        let file = File::open(self.0.root.join(path)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(error, path.to_owned()),
        })?;
        self.0
            .noticing(PageReader::open(file, &self.0.key, &name(path)))
            .map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }
}

/// The name a file's key is derived from, the same on every system.
fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

impl Inner {
    fn noticing<T>(&self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result
            && matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
        {
            self.damaged.store(true, Ordering::Release);
        }
        result
    }
}

impl fmt::Debug for SealedDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedDirectory({})", self.0.root.display())
    }
}

impl Directory for SealedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let mut open = self.0.open.lock();
        if let Some(file) = open.get(path).and_then(Weak::upgrade) {
            return Ok(file);
        }
        let id = self.0.next_file.fetch_add(1, Ordering::Relaxed);
        let file = SealedFile { id, pages: self.reader(path)?, directory: self.0.clone(), large: Mutex::default() };
        let file = Arc::new(file);
        open.retain(|_, file| file.strong_count() > 0);
        open.insert(path.to_owned(), Arc::downgrade(&file));
        Ok(file)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.open.lock().remove(path);
        fs::remove_file(self.0.root.join(path)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => DeleteError::FileDoesNotExist(path.to_owned()),
            _ => DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() },
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        let full = self.0.root.join(path);
        full.try_exists().map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let writer = self.make(|| {
            // What a commit holds is never written again: one of this name was left by a commit that a kill or a full disk ended.
            drop(self.delete(path));
            PageWriter::create(File::create_new(self.0.root.join(path))?, &self.0.key, &name(path))
        });
        match writer {
            Ok(writer) => Ok(BufWriter::new(Box::new(writer))),
            Err(error) => Err(OpenWriteError::wrap_io_error(error, path.to_owned())),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(MANAGED) {
            return self.listing().map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()));
        }
        let bytes = self.reader(path)?.read_all();
        self.0.noticing(bytes).map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(MANAGED) {
            return Ok(());
        }
        self.make(|| {
            let target = self.0.root.join(path);
            let temporary = self.0.root.join(format!("{}.new", name(path)));
            let mut writer = PageWriter::create(File::create(&temporary)?, &self.0.key, &name(path))?;
            writer.write_all(data)?;
            writer.terminate()?;
            fs::rename(temporary, target)
        })
    }

    #[cfg(unix)]
    fn sync_directory(&self) -> io::Result<()> {
        File::open(&self.0.root)?.sync_data()
    }

    /// Windows keeps folder entries safe by itself and cannot flush them on demand.
    #[cfg(not(unix))]
    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    /// Locks live in memory: whoever opens the folder has already made sure to be the only process in it.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let mut held = self.0.held.lock();
        while held.contains(&lock.filepath) {
            if !lock.is_blocking {
                return Err(LockError::LockBusy);
            }
            self.0.released.wait(&mut held);
        }
        held.insert(lock.filepath.clone());
        Ok(DirectoryLock::from(Box::new(Held { path: lock.filepath.clone(), directory: self.0.clone() })))
    }

    /// Readers are reloaded by hand after each commit, so nobody watches.
    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

struct Held {
    path: PathBuf,
    directory: Arc<Inner>,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.directory.held.lock().remove(&self.path);
        self.directory.released.notify_all();
    }
}

/// A range of a file and what was read there, while someone holds it.
type LargeRead = (Range<usize>, Weak<[u8]>);

/// A file being read; its descriptor keeps it readable after deletion, as tantivy asks.
struct SealedFile {
    id: u64,
    pages: PageReader,
    directory: Arc<Inner>,
    large: Mutex<Vec<LargeRead>>,
}

impl SealedFile {
    fn page(&self, number: u64) -> io::Result<Arc<[u8]>> {
        let shard = &self.directory.cache[(self.id.wrapping_mul(31).wrapping_add(number) % SHARDS as u64) as usize];
        if let Some(page) = shard.lock().get(&(self.id, number)) {
            return Ok(page.clone());
        }
        let mut bytes = Vec::new();
        self.directory.noticing(self.pages.read(number, &mut bytes))?;
        let page: Arc<[u8]> = bytes.into();
        shard.lock().put((self.id, number), page.clone());
        Ok(page)
    }

    fn read_large(&self, range: &Range<usize>) -> io::Result<Arc<[u8]>> {
        let mut large = self.large.lock();
        if let Some(bytes) = large.iter().find(|(r, _)| r == range).and_then(|(_, bytes)| bytes.upgrade()) {
            return Ok(bytes);
        }
        let first = range.start / PAGE;
        let mut bytes = Vec::with_capacity(range.len() + 3 * PAGE);
        for number in first..range.end.div_ceil(PAGE) {
            self.directory.noticing(self.pages.read(number as u64, &mut bytes))?;
        }
        let bytes: Arc<[u8]> = bytes[range.start - first * PAGE..range.end - first * PAGE].into();
        large.retain(|(_, bytes)| bytes.strong_count() > 0);
        large.push((range.clone(), Arc::downgrade(&bytes)));
        Ok(bytes)
    }
}

impl FileHandle for SealedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        if range.end > self.pages.len() {
            return self.directory.noticing(Err(damaged("read beyond the end", &format!("{self:?}"))));
        }
        if range.len() >= LARGE_READ {
            return Ok(OwnedBytes::new(self.read_large(&range)?));
        }
        let (first, last) = (range.start / PAGE, (range.end - 1) / PAGE);
        let within = |page: usize| range.start.saturating_sub(page * PAGE)..PAGE.min(range.end - page * PAGE);
        if first == last {
            return Ok(OwnedBytes::new(self.page(first as u64)?).slice(within(first)));
        }
        let mut bytes = Vec::with_capacity(range.len());
        for page in first..=last {
            bytes.extend_from_slice(&self.page(page as u64)?[within(page)]);
        }
        Ok(OwnedBytes::new(bytes))
    }
}

impl HasLen for SealedFile {
    fn len(&self) -> usize {
        self.pages.len()
    }
}

impl fmt::Debug for SealedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedFile({} of {} bytes)", self.id, self.pages.len())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failed step fails the test")]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn bytes(len: usize) -> Vec<u8> {
        (0..len).map(|i| (i * 31 % 251) as u8).collect()
    }

    fn write(directory: &SealedDirectory, path: &Path, data: &[u8]) {
        let mut writer = directory.open_write(path).unwrap();
        writer.write_all(data).unwrap();
        writer.terminate().unwrap();
    }

    #[test]
    fn every_length_and_range_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        let directory = SealedDirectory::open(folder.path(), &KEY).unwrap();
        for len in [0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, LARGE_READ + 5] {
            let path = PathBuf::from(format!("f{len}"));
            let data = bytes(len);
            write(&directory, &path, &data);
            let file = directory.get_file_handle(&path).unwrap();
            assert_eq!(file.len(), len);
            let edges = [0, 1, PAGE - 1, PAGE, PAGE + 1, len / 2, len.saturating_sub(1), len];
            for (from, to) in edges.iter().flat_map(|from| edges.map(|to| (*from, to))) {
                if from <= to && to <= len {
                    assert_eq!(file.read_bytes(from..to).unwrap().as_slice(), &data[from..to], "{from}..{to} of {len}");
                }
            }
            assert!(file.read_bytes(len..len + 1).is_err(), "nothing lies beyond the end");
            assert_eq!(directory.atomic_read(&path).unwrap(), data);
        }
    }

    #[test]
    fn a_file_that_an_unfinished_commit_left_is_written_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = Path::new("a.266.del");
        let directory = SealedDirectory::open(folder.path(), &KEY).unwrap();
        write(&directory, path, &bytes(10));
        let held = directory.open_read(path).unwrap();
        write(&directory, path, &bytes(PAGE + 7));
        assert_eq!(directory.open_read(path).unwrap().read_bytes().unwrap().as_slice(), bytes(PAGE + 7));
        assert_eq!(held.read_bytes().unwrap().as_slice(), bytes(10), "whoever reads the old one goes on");
    }

    #[test]
    fn atomic_write_replaces_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let directory = SealedDirectory::open(folder.path(), &KEY).unwrap();
        let path = Path::new("meta.json");
        directory.atomic_write(path, b"first").unwrap();
        directory.atomic_write(path, b"second").unwrap();
        assert_eq!(directory.atomic_read(path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(!fs::read(folder.path().join(path)).unwrap().windows(6).any(|w| w == b"second"));
    }

    #[test]
    fn a_folder_that_is_shut_takes_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let directory = SealedDirectory::open(folder.path(), &KEY).unwrap();
        write(&directory, Path::new("kept"), b"kept");
        directory.shut();
        assert!(directory.open_write(Path::new("new")).is_err());
        assert!(directory.open_write(Path::new("kept")).is_err(), "and loses none");
        assert!(directory.atomic_write(Path::new("meta.json"), b"new").is_err());
        assert_eq!(directory.listing().unwrap(), br#"["kept"]"#);
    }

    #[test]
    fn a_folder_that_was_moved_away_is_not_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let away = folder.path().join("away");
        let opened = SealedDirectory::open(&away.join("1"), &KEY);
        assert_eq!(opened.unwrap_err().kind(), io::ErrorKind::NotFound);
        assert!(!away.exists());
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let data = bytes(PAGE + 10);
        let path = Path::new("f");
        write(&SealedDirectory::open(folder.path(), &KEY).unwrap(), path, &data);
        let full = folder.path().join(path);
        let sound = fs::read(&full).unwrap();
        let check = |broken: &[u8]| {
            fs::write(&full, broken).unwrap();
            let directory = SealedDirectory::open(folder.path(), &KEY).unwrap();
            assert!(directory.atomic_read(path).is_err());
            assert!(directory.is_damaged());
        };
        for at in (0..60).chain((60..sound.len()).step_by(997)).chain(sound.len() - 30..sound.len()) {
            let mut broken = sound.clone();
            broken[at] ^= 1 << (at % 8);
            check(&broken);
        }
        for len in [0, 7, 39, 40, 41, 60, 40 + PAGE, 40 + PAGE + 16, 40 + PAGE + 17, sound.len() - 1] {
            check(&sound[..len]);
        }
        fs::write(&full, &sound).unwrap();
        let other = SealedDirectory::open(folder.path(), &[8; 32]).unwrap();
        assert!(other.atomic_read(path).is_err() && other.is_damaged(), "another key opens nothing");
        fs::rename(&full, folder.path().join("g")).unwrap();
        let renamed = SealedDirectory::open(folder.path(), &KEY).unwrap();
        assert!(renamed.atomic_read(Path::new("g")).is_err(), "a file under another name is not that file");
    }

    #[test]
    fn a_deleted_file_stays_readable_while_held() {
        let folder = tempfile::tempdir().unwrap();
        let directory = SealedDirectory::open(folder.path(), &KEY).unwrap();
        let path = Path::new("f");
        write(&directory, path, &bytes(3 * PAGE));
        let file = directory.get_file_handle(path).unwrap();
        directory.delete(path).unwrap();
        assert_eq!(file.read_bytes(0..3 * PAGE).unwrap().as_slice(), bytes(3 * PAGE));
        assert!(matches!(directory.get_file_handle(path), Err(OpenReadError::FileDoesNotExist(_))));
        assert!(matches!(directory.delete(path), Err(DeleteError::FileDoesNotExist(_))));
    }
}

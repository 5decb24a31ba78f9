//! A folder of files that are sealed one by one, each found again by what is in it.
//!
//! # The format of one file, version 1
//!
//! `"SATCHSF1"`, a salt of 32 random bytes, then pages of 64 KiB, each sealed with AES-256-GCM and followed by its tag. Every
//! file has its own key, HKDF(salt = `salt`, key = the folder's key, info = `"satchel/v1/sealed-file"`), and is written once;
//! so the number of the page, big-endian in the last 8 of 12 bytes, is the nonce. The associated data is one byte: 1 for the
//! last page, 0 otherwise, so that a file that was cut off is noticed. An empty file has one empty page.
//!
//! # Names
//!
//! A file is called by 64 hexadecimal digits, HKDF(key = the folder's key of names, info = `"satchel/v1/" ‖ SHA-256 of the
//! plaintext in hexadecimal`). The same content is kept once, and whoever lacks the key can't tell from the name whether it is
//! a file that they know. When it is read, its SHA-256 is compared with the one that it was asked for by; so a file that was
//! put in the place of another is noticed, too.
//!
//! What is only ever one, such as what can be computed again, may be kept [under a label](SealedWriter::finish_as) instead; its
//! name is the HKDF of that label.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::SystemTime;

use aes_gcm::aead::inout::InOutBuf;
use aes_gcm::{AeadInOut, Aes256Gcm, KeyInit, Tag};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::DataKey;
use crate::file::flush_folder;
use crate::key::{KEY, expand, fill_random};

/// Bytes of plaintext in every page but the last.
const PAGE: usize = 64 * 1024;
const TAG: usize = 16;
const MAGIC: [u8; 8] = *b"SATCHSF1";
const SALT: usize = 32;
const HEAD: usize = MAGIC.len() + SALT;

/// What the name of a file ends in while it is written.
const UNFINISHED: &str = ".part";

/// SHA-256 of a plaintext.
pub type Digest = [u8; 32];

/// A folder of sealed files; nothing is made until the first file is.
pub struct SealedFolder {
    folder: PathBuf,
    contents: Zeroizing<[u8; KEY]>,
    names: Zeroizing<[u8; KEY]>,
}

/// A file that is complete on disk.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// SHA-256 of what is in it.
    pub digest: Digest,
    /// Bytes of what is in it.
    pub bytes: u64,
    /// Whether nothing of the same content was there before.
    pub fresh: bool,
}

impl SealedFolder {
    /// The folder at `folder`, under keys of its own for this purpose, such as `"attachments"`.
    #[must_use]
    pub fn new(folder: PathBuf, key: &DataKey, purpose: &str) -> Self {
        Self { folder, contents: key.derive(purpose), names: key.derive(&format!("{purpose}-names")) }
    }

    /// What a file with this content is called.
    #[must_use]
    pub fn name_of(&self, digest: &Digest) -> String {
        self.name_under(&hex::encode(digest))
    }

    fn name_under(&self, label: &str) -> String {
        let mut name = [0; 32];
        expand(None, &*self.names, label, &mut name);
        hex::encode(name)
    }

    /// Begins a file. The folder is made where it is missing; but not what it lies in, which may have been moved away.
    ///
    /// # Errors
    /// The system's.
    pub fn begin(&self) -> io::Result<SealedWriter<'_>> {
        if !self.folder.exists() {
            let mut builder = fs::DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(&self.folder)?;
            flush_folder(&self.folder)?;
        }
        let path = self.folder.join(format!("{}{UNFINISHED}", Uuid::now_v7().simple()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut salt = [0; SALT];
        fill_random(&mut salt).map_err(io::Error::other)?;
        let unfinished = Unfinished(path);
        let mut file = options.open(&unfinished.0)?;
        file.write_all(&MAGIC)?;
        file.write_all(&salt)?;
        let page = Zeroizing::new(Vec::with_capacity(PAGE + TAG));
        let cipher = cipher(&self.contents, &salt);
        Ok(SealedWriter { of: self, unfinished, file, cipher, page, number: 0, hash: Sha256::new(), bytes: 0 })
    }

    /// Opens the file with this content.
    ///
    /// # Errors
    /// `NotFound`; `InvalidData` where it is none of ours; the system's.
    pub fn open(&self, digest: &Digest) -> io::Result<SealedReader> {
        self.reader(&self.name_of(digest), Some(*digest))
    }

    /// Opens the file that was last kept under this label.
    ///
    /// # Errors
    /// `NotFound`; `InvalidData` where it is none of ours; the system's.
    pub fn open_as(&self, label: &str) -> io::Result<SealedReader> {
        self.reader(&self.name_under(label), None)
    }

    fn reader(&self, name: &str, digest: Option<Digest>) -> io::Result<SealedReader> {
        let mut file = File::open(self.folder.join(name))?;
        let size = file.metadata()?.len();
        let mut head = [0; HEAD];
        let sealed = size.checked_sub(HEAD as u64).filter(|sealed| *sealed >= TAG as u64);
        let sealed = sealed.ok_or_else(|| damaged("too short"))?;
        file.read_exact(&mut head)?;
        if head[..MAGIC.len()] != MAGIC {
            return Err(damaged("not a sealed file"));
        }
        let pages = sealed.div_ceil((PAGE + TAG) as u64);
        if sealed - (pages - 1) * ((PAGE + TAG) as u64) < TAG as u64 {
            return Err(damaged("cut off"));
        }
        let bytes = sealed - pages * TAG as u64;
        let cipher = cipher(&self.contents, &head[MAGIC.len()..]);
        let page = Zeroizing::new(Vec::new());
        Ok(SealedReader { file, cipher, pages, bytes, next: 0, page, at: 0, hash: Sha256::new(), digest })
    }

    /// The names of all complete files, with when each was written.
    ///
    /// # Errors
    /// The system's.
    pub fn names(&self) -> io::Result<Vec<(String, SystemTime)>> {
        let mut names = Vec::new();
        for entry in self.entries()? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.len() == 2 * KEY && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                names.push((name, entry.metadata()?.modified()?));
            }
        }
        Ok(names)
    }

    /// Removes a complete file by its name.
    ///
    /// # Errors
    /// The system's.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.folder.join(name))
    }

    /// Removes every complete file but the one under this label. Where there is only ever one, the rest came from elsewhere.
    ///
    /// # Errors
    /// The system's.
    pub fn keep_only(&self, label: &str) -> io::Result<()> {
        let name = self.name_under(label);
        self.names()?.into_iter().filter(|(other, _)| *other != name).try_for_each(|(other, _)| self.remove(&other))
    }

    /// Removes what a kill left of files that were never complete. Nobody may be writing one.
    pub fn clear_unfinished(&self) {
        for entry in self.entries().into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().ends_with(UNFINISHED) {
                // One that can't be removed now is tried again at the next start.
                drop(fs::remove_file(entry.path()));
            }
        }
    }

    fn entries(&self) -> io::Result<impl Iterator<Item = io::Result<fs::DirEntry>> + use<>> {
        match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None.into_iter().flatten()),
            entries => Ok(Some(entries?).into_iter().flatten()),
        }
    }
}

/// Removed with whoever holds it, unless it was given its name by then.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // A leftover is removed at the next start.
        drop(fs::remove_file(&self.0));
    }
}

/// A file that is being written. Without [`finish`](Self::finish) nothing of it stays.
pub struct SealedWriter<'a> {
    of: &'a SealedFolder,
    // The handle goes first: an open file can't be removed everywhere.
    file: File,
    unfinished: Unfinished,
    cipher: Aes256Gcm,
    page: Zeroizing<Vec<u8>>,
    number: u64,
    hash: Sha256,
    bytes: u64,
}

impl SealedWriter<'_> {
    /// Ends the file: it is complete and on the disk when this returns.
    ///
    /// # Errors
    /// The system's.
    pub fn finish(self) -> io::Result<Sealed> {
        let digest: Digest = self.hash.clone().finalize().into();
        let (bytes, name) = (self.bytes, self.of.name_of(&digest));
        let fresh = !self.of.folder.join(&name).exists();
        // What was there has the same content, unless it is damaged: then this mends it.
        self.complete(&name)?;
        Ok(Sealed { digest, bytes, fresh })
    }

    /// The same under a label, in the place of what was kept under it: there is the old one or the new one, whenever a kill
    /// comes.
    ///
    /// # Errors
    /// The system's.
    pub fn finish_as(self, label: &str) -> io::Result<()> {
        let name = self.of.name_under(label);
        self.complete(&name)
    }

    fn complete(mut self, name: &str) -> io::Result<()> {
        self.seal(true)?;
        self.file.sync_all()?;
        drop(self.file);
        let path = self.of.folder.join(name);
        fs::rename(&self.unfinished.0, &path)?;
        flush_folder(&path)
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let text = InOutBuf::from(&mut self.page[..]);
        let sealed = self.cipher.encrypt_inout_detached(&nonce(self.number).into(), &[u8::from(last)], text);
        let tag = sealed.map_err(io::Error::other)?;
        self.page.extend_from_slice(&tag);
        self.file.write_all(&self.page)?;
        self.page.clear();
        self.number += 1;
        Ok(())
    }
}

impl Write for SealedWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full page waits for the next byte, because only then is it known not to be the last.
        if self.page.len() == PAGE && !bytes.is_empty() {
            self.seal(false)?;
        }
        let taken = bytes.len().min(PAGE - self.page.len());
        self.page.extend_from_slice(&bytes[..taken]);
        self.hash.update(&bytes[..taken]);
        self.bytes += taken as u64;
        Ok(taken)
    }

    /// Does nothing: a page cannot be sealed twice, so the rest is written at the end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads a file from its beginning. What it gave is to be trusted once it has come to its end.
pub struct SealedReader {
    file: File,
    cipher: Aes256Gcm,
    pages: u64,
    bytes: u64,
    next: u64,
    page: Zeroizing<Vec<u8>>,
    at: usize,
    hash: Sha256,
    /// What the whole must come to, where that is known.
    digest: Option<Digest>,
}

impl SealedReader {
    /// Bytes of plaintext.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.bytes
    }

    /// Reads the next page; false where there is none, and the whole is what it should be.
    fn turn(&mut self) -> io::Result<bool> {
        if self.next == self.pages {
            let digest: Digest = self.hash.clone().finalize().into();
            return match self.digest {
                Some(expected) if expected != digest => Err(damaged("another file's content")),
                _ => Ok(false),
            };
        }
        let last = self.next + 1 == self.pages;
        let before = self.next * PAGE as u64;
        let size = if last { usize::try_from(self.bytes - before).map_err(io::Error::other)? } else { PAGE };
        self.at = 0;
        self.page.resize(size + TAG, 0);
        self.file.read_exact(&mut self.page)?;
        let (page, tag) = self.page.split_at_mut(size);
        let tag = Tag::try_from(&*tag).map_err(io::Error::other)?;
        let text = InOutBuf::from(page);
        let opened = self.cipher.decrypt_inout_detached(&nonce(self.next).into(), &[u8::from(last)], text, &tag);
        self.page.truncate(if opened.is_ok() { size } else { 0 });
        opened.map_err(|_| damaged("a page failed its check"))?;
        self.hash.update(&*self.page);
        self.next += 1;
        Ok(true)
    }
}

impl Read for SealedReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.page.len() {
            if out.is_empty() || !self.turn()? {
                return Ok(0);
            }
        }
        let taken = out.len().min(self.page.len() - self.at);
        out[..taken].copy_from_slice(&self.page[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

fn damaged(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

fn cipher(key: &[u8; KEY], salt: &[u8]) -> Aes256Gcm {
    let mut own = Zeroizing::new([0; KEY]);
    expand(Some(salt), key, "sealed-file", &mut *own);
    Aes256Gcm::new((&*own).into())
}

fn nonce(number: u64) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[4..].copy_from_slice(&number.to_be_bytes());
    nonce
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failed step fails the test")]
mod tests {
    use super::*;

    fn put(folder: &SealedFolder, content: &[u8]) -> Sealed {
        let mut writer = folder.begin().unwrap();
        writer.write_all(content).unwrap();
        writer.finish().unwrap()
    }

    fn get(folder: &SealedFolder, digest: &Digest) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        folder.open(digest)?.read_to_end(&mut content)?;
        Ok(content)
    }

    fn path(folder: &SealedFolder, digest: &Digest) -> PathBuf {
        folder.folder.join(folder.name_of(digest))
    }

    #[test]
    fn files_of_every_size_come_back_and_say_nothing() {
        let temporary = tempfile::TempDir::new().unwrap();
        let key = DataKey::generate().unwrap();
        let folder = SealedFolder::new(temporary.path().join("files"), &key, "test");
        for size in [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 3 * PAGE + 7] {
            let content: Vec<u8> = b"readable words ".iter().copied().cycle().take(size).collect();
            let sealed = put(&folder, &content);
            assert!(sealed.fresh && sealed.bytes == size as u64, "{sealed:?}");
            assert_eq!(folder.open(&sealed.digest).unwrap().size(), size as u64);
            assert_eq!(get(&folder, &sealed.digest).unwrap(), content, "{size} bytes");
            let raw = fs::read(path(&folder, &sealed.digest)).unwrap();
            assert!(!raw.windows(8).any(|part| part == b"readable"), "nothing readable lies on disk");
            assert!(!put(&folder, &content).fresh, "the same content is kept once");
        }
        assert_eq!(folder.names().unwrap().len(), 7);
        let plain: Digest = Sha256::digest(b"").into();
        assert_ne!(folder.name_of(&plain), hex::encode(plain), "the name is no plain hash");
        let other = SealedFolder::new(folder.folder.clone(), &DataKey::generate().unwrap(), "test");
        assert_ne!(other.name_of(&plain), folder.name_of(&plain), "and another workspace's is another");
    }

    #[test]
    fn any_change_is_noticed() {
        let temporary = tempfile::TempDir::new().unwrap();
        let folder = SealedFolder::new(temporary.path().join("files"), &DataKey::generate().unwrap(), "test");
        let content = vec![7; PAGE + 100];
        let sealed = put(&folder, &content);
        let file = path(&folder, &sealed.digest);
        let whole = fs::read(&file).unwrap();
        for at in [0, 10, HEAD, HEAD + PAGE, HEAD + PAGE + TAG + 3, whole.len() - 1] {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(&file, &changed).unwrap();
            assert_eq!(get(&folder, &sealed.digest).unwrap_err().kind(), io::ErrorKind::InvalidData, "byte {at}");
        }
        for length in [0, HEAD, HEAD + TAG - 1, HEAD + PAGE + TAG, HEAD + PAGE + TAG + 5, whole.len() - 1] {
            fs::write(&file, &whole[..length]).unwrap();
            assert!(get(&folder, &sealed.digest).is_err(), "cut to {length}");
        }
        let other = put(&folder, b"another");
        fs::copy(path(&folder, &other.digest), &file).unwrap();
        assert_eq!(get(&folder, &sealed.digest).unwrap_err().kind(), io::ErrorKind::InvalidData, "another's content");
        assert!(!put(&folder, &content).fresh);
        assert_eq!(get(&folder, &sealed.digest).unwrap(), content, "sealing the same again mends it");
    }

    #[test]
    fn what_is_kept_under_a_label_is_the_newest() {
        let temporary = tempfile::TempDir::new().unwrap();
        let folder = SealedFolder::new(temporary.path().join("files"), &DataKey::generate().unwrap(), "test");
        assert_eq!(folder.open_as("one").err().unwrap().kind(), io::ErrorKind::NotFound);
        for content in ["readable words", "others"] {
            let mut writer = folder.begin().unwrap();
            writer.write_all(content.as_bytes()).unwrap();
            writer.finish_as("one").unwrap();
            let mut kept = String::new();
            folder.open_as("one").unwrap().read_to_string(&mut kept).unwrap();
            assert_eq!(kept, content);
        }
        let names = folder.names().unwrap();
        assert_eq!(names.len(), 1, "the old one is gone");
        put(&folder, b"from elsewhere");
        folder.keep_only("one").unwrap();
        assert_eq!(folder.names().unwrap(), names, "only that one is kept");
        assert!(folder.open_as("another").is_err());
        let file = folder.folder.join(&names[0].0);
        let whole = fs::read(&file).unwrap();
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(&file, &changed).unwrap();
            let read = folder.open_as("one").and_then(|mut reader| reader.read_to_end(&mut Vec::new()));
            assert_eq!(read.unwrap_err().kind(), io::ErrorKind::InvalidData, "byte {at}");
        }
    }

    #[test]
    fn what_is_not_finished_leaves_nothing() {
        let temporary = tempfile::TempDir::new().unwrap();
        let folder = SealedFolder::new(temporary.path().join("files"), &DataKey::generate().unwrap(), "test");
        let mut writer = folder.begin().unwrap();
        writer.write_all(&[1; 3 * PAGE]).unwrap();
        drop(writer);
        assert_eq!(fs::read_dir(&folder.folder).unwrap().count(), 0);
        std::mem::forget(folder.begin().unwrap());
        assert!(folder.names().unwrap().is_empty(), "what a kill left is no file");
        folder.clear_unfinished();
        assert_eq!(fs::read_dir(&folder.folder).unwrap().count(), 0);
    }
}

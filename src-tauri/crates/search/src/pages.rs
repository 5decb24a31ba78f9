//! The format of one encrypted file of the index.
//!
//! A file is `MAGIC`, a random salt, then pages of 16 KiB, each sealed with AES-256-GCM and followed by its tag. Every
//! file has its own key, HKDF-SHA256 of the master key with the file's salt and name, and is written once; so the page
//! number can be the nonce. The associated data says whether a page is the last, so that a truncated file is noticed.

use std::fs::File;
use std::io::{self, Write};

use aes_gcm::aead::inout::InOutBuf;
use aes_gcm::{AeadInOut, Aes256Gcm, KeyInit, Nonce, Tag};
use hkdf::Hkdf;
use sha2::Sha256;
use tantivy::directory::{AntiCallToken, TerminatingWrite};
use zeroize::Zeroizing;

/// Bytes of plaintext in every page but the last.
pub(crate) const PAGE: usize = 16 * 1024;
const TAG: usize = 16;
const MAGIC: [u8; 8] = *b"SATCHIX1";
const SALT: usize = 32;
const HEAD: usize = MAGIC.len() + SALT;

/// The key of the whole index, wiped when dropped.
pub(crate) type MasterKey = Zeroizing<[u8; 32]>;

pub(crate) fn damaged(what: &str, name: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{what}: {name}"))
}

fn cipher(master: &MasterKey, salt: &[u8], name: &str) -> io::Result<Aes256Gcm> {
    let mut key = Zeroizing::new([0u8; 32]);
    let kdf = Hkdf::<Sha256>::new(Some(salt), &master[..]);
    kdf.expand(name.as_bytes(), &mut key[..]).map_err(io::Error::other)?;
    Aes256Gcm::new_from_slice(&key[..]).map_err(io::Error::other)
}

fn nonce(number: u64) -> Nonce<<Aes256Gcm as aes_gcm::AeadCore>::NonceSize> {
    let mut nonce = [0u8; 12];
    nonce[4..].copy_from_slice(&number.to_be_bytes());
    nonce.into()
}

/// Reads pages of a finished file.
pub(crate) struct PageReader {
    file: File,
    name: String,
    cipher: Aes256Gcm,
    pages: u64,
    len: usize,
}

impl PageReader {
    /// Errors with `InvalidData` when the file cannot be one of ours, and as the system does.
    pub fn open(file: File, master: &MasterKey, name: &str) -> io::Result<Self> {
        let size = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        let mut head = [0u8; HEAD];
        if size < HEAD + TAG {
            return Err(damaged("file too short", name));
        }
        read_exact_at(&file, &mut head, 0)?;
        if head[..MAGIC.len()] != MAGIC {
            return Err(damaged("not an index file", name));
        }
        let sealed = size - HEAD;
        let pages = sealed.div_ceil(PAGE + TAG);
        if sealed - (pages - 1) * (PAGE + TAG) < TAG {
            return Err(damaged("file cut off", name));
        }
        let cipher = cipher(master, &head[MAGIC.len()..], name)?;
        Ok(Self { file, name: name.to_owned(), cipher, pages: pages as u64, len: sealed - pages * TAG })
    }

    /// Bytes of plaintext. To be trusted once the last page was read.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Reads and checks one page, appending its plaintext to `out`.
    pub fn read(&self, number: u64, out: &mut Vec<u8>) -> io::Result<()> {
        let last = number + 1 == self.pages;
        let size = if last { self.len - (self.pages as usize - 1) * PAGE } else { PAGE };
        let start = out.len();
        out.resize(start + size + TAG, 0);
        read_exact_at(&self.file, &mut out[start..], HEAD as u64 + number * (PAGE + TAG) as u64)?;
        let (page, tag) = out[start..].split_at_mut(size);
        let tag = Tag::try_from(&*tag).map_err(io::Error::other)?;
        self.cipher
            .decrypt_inout_detached(&nonce(number), &[u8::from(last)], InOutBuf::from(page), &tag)
            .map_err(|_| damaged("page failed its check", &self.name))?;
        out.truncate(start + size);
        Ok(())
    }

    /// Reads and checks the whole file.
    pub fn read_all(&self) -> io::Result<Vec<u8>> {
        let mut out = Vec::with_capacity(self.len + TAG);
        (0..self.pages).try_for_each(|number| self.read(number, &mut out))?;
        Ok(out)
    }
}

/// Writes a file page by page. Without [`TerminatingWrite::terminate`] the file stays unreadable.
pub(crate) struct PageWriter {
    file: File,
    cipher: Aes256Gcm,
    page: Vec<u8>,
    number: u64,
}

impl PageWriter {
    /// Begins a file that must be empty.
    pub fn create(mut file: File, master: &MasterKey, name: &str) -> io::Result<Self> {
        let salt: [u8; SALT] = rand::random();
        file.write_all(&MAGIC)?;
        file.write_all(&salt)?;
        Ok(Self { file, cipher: cipher(master, &salt, name)?, page: Vec::with_capacity(PAGE + TAG), number: 0 })
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let tag = self
            .cipher
            .encrypt_inout_detached(&nonce(self.number), &[u8::from(last)], InOutBuf::from(&mut self.page[..]))
            .map_err(io::Error::other)?;
        self.page.extend_from_slice(&tag);
        self.file.write_all(&self.page)?;
        self.page.clear();
        self.number += 1;
        Ok(())
    }
}

impl Write for PageWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full page waits for the next byte, because only then is it known not to be the last.
        if self.page.len() == PAGE && !bytes.is_empty() {
            self.seal(false)?;
        }
        let taken = bytes.len().min(PAGE - self.page.len());
        self.page.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// Does nothing: a page cannot be sealed twice, so the rest is written at the end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for PageWriter {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.seal(true)?;
        self.file.sync_data()
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut buffer: &mut [u8], mut offset: u64) -> io::Result<()> {
    while !buffer.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, buffer, offset) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                buffer = &mut buffer[read..];
                offset += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

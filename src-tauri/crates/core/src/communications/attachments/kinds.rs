//! What a file is, told by what is in it, and what may be done with it.

use satchel_domain::runs_when_opened;

/// Bytes at the beginning that tell what a file is.
pub(super) const TELLING: usize = 8 << 10;

/// Images larger than this, in pixels, aren't shown: a few bytes can hold a picture that fills the memory.
const MOST_PIXELS: usize = 24_000_000;

/// What a system would run, install or mount, as it is told by what is in it.
const RUNS: [&str; 11] = [
    "application/wasm",
    "application/x-executable",
    "application/vnd.microsoft.portable-executable",
    "application/java",
    "application/x-llvm",
    "application/x-mach-binary",
    "application/vnd.android.dex",
    "application/vnd.debian.binary-package",
    "application/x-rpm",
    "application/x-qemu-disk",
    "text/x-shellscript",
];

/// What a file is by its beginning, as a media type; its name says nothing about that.
pub(super) fn media_type(beginning: &[u8]) -> &'static str {
    match infer::get(beginning) {
        Some(kind) => kind.mime_type(),
        None if is_text(beginning) => "text/plain",
        None => "application/octet-stream",
    }
}

/// Whether the system's program may open it. A name decides what a system does with a file, and what is in it whether that
/// could be a trick.
pub(super) fn opens(name: &str, media_type: &str) -> bool {
    !runs_when_opened(name) && !RUNS.contains(&media_type)
}

/// Whether the web view shows such images.
pub(super) fn is_shown(media_type: &str) -> bool {
    ["image/png", "image/jpeg", "image/gif", "image/webp"].contains(&media_type)
}

/// Whether an image is small enough to be unpacked for a look.
pub(super) fn is_small_image(content: &[u8]) -> bool {
    imagesize::blob_size(content).is_ok_and(|size| size.width.saturating_mul(size.height) <= MOST_PIXELS)
}

fn is_text(beginning: &[u8]) -> bool {
    let text = match std::str::from_utf8(beginning) {
        Ok(text) => text,
        // The last character may have been cut.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&beginning[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && !text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_is_in_it() {
        let cases: [(&[u8], &str); 8] = [
            (b"%PDF-1.7\n", "application/pdf"),
            (b"\x89PNG\r\n\x1a\n____", "image/png"),
            (b"\xff\xd8\xff\xe0____", "image/jpeg"),
            (b"MZ__", "application/vnd.microsoft.portable-executable"),
            (b"#!/bin/sh\necho", "text/x-shellscript"),
            ("报价 offer\n".as_bytes(), "text/plain"),
            (b"", "application/octet-stream"),
            (b"a\0b", "application/octet-stream"),
        ];
        for (content, known) in cases {
            assert_eq!(media_type(content), known, "{content:?}");
        }
        assert_eq!(media_type(&"报".as_bytes()[..2]), "application/octet-stream", "half a character is no text");
        assert_eq!(media_type(&"x报".as_bytes()[..3]), "text/plain", "but may end one that goes on");
    }

    #[test]
    fn neither_a_name_nor_a_content_that_runs_is_opened() {
        assert!(opens("offer.pdf", "application/pdf"));
        assert!(!opens("offer.pdf.exe", "application/pdf"), "the name decides what a system does");
        assert!(!opens("offer.pdf", "application/vnd.microsoft.portable-executable"), "and this is no offer");
    }
}

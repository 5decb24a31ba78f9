//! Names of files that every system can keep, and which files a system would run where a person means to look.

use unicode_normalization::UnicodeNormalization;

/// Bytes of UTF-8: every file system takes as many, with something to spare for the name while it is written.
const LONGEST: usize = 200;

/// Characters that some system takes for something else in a name.
const FORBIDDEN: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// Names that Windows takes for devices, whatever stands behind the first point.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Endings that a system takes for something to be run, installed or mounted.
const RUNS: &str = "\
    action apk app appimage appinstaller application appref-ms appx appxbundle bash bat bin chm class cmd com \
    command cpl crx csh deb desktop dll dmg elf exe fish flatpak flatpakref gadget hlp hta img inf ins iso isp \
    jar jnlp js jse ksh lnk mobileconfig mpkg msc msi msix msixbundle msp mst ocx php pif pkg pl ps1 ps1xml psc1 \
    psd1 psm1 py pyc pyw pyz rb reg rpm run scf scpt scr sct settingcontent-ms sh shb shs snap sys terminal url \
    vbe vbs vhd vhdx website workflow wsf wsh xll zsh";

/// A file's name without its folder, as every system can keep it: without what separates folders, without characters that
/// hide its ending by turning the direction of reading, and not too long. Never empty; a name that is fine stays as it is.
pub fn clean_file_name(name: &str) -> String {
    let visible = name.nfc().filter(|c| !c.is_control() && !turns_or_hides(*c));
    let kept: String = visible.map(|c| if FORBIDDEN.contains(&c) { '_' } else { c }).collect();
    // Windows drops these from an end, and "a.exe." would become "a.exe".
    let kept = kept.trim().trim_end_matches(['.', ' ']);
    let kept = shortened(kept);
    let stem = kept.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let numbered = |rest: &str| rest.chars().count() == 1 && rest.contains(|c| "123456789¹²³".contains(c));
    let device = DEVICES.contains(&stem.as_str()) || port.is_some_and(numbered);
    if device || kept.is_empty() { format!("_{kept}") } else { kept }
}

/// Whether a system would run a file of this name, install it or mount it, instead of showing it.
pub fn runs_when_opened(name: &str) -> bool {
    let Some((_, ending)) = name.rsplit_once('.') else { return false };
    let ending = ending.trim().to_ascii_lowercase();
    RUNS.split(' ').any(|runs| runs == ending)
}

/// Marks and overrides of direction, and characters of no width that no script needs.
fn turns_or_hides(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The beginning of a name that is too long, with its ending.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let ending = name.rfind('.').map_or("", |at| &name[at..]);
    let ending = if ending.len() <= 20 { ending } else { "" };
    let end = name.floor_char_boundary(LONGEST - ending.len());
    format!("{}{ending}", name[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_fine_stay() {
        for name in
            ["offer.pdf", "报价 2026-05.xlsx", ".profile", "a b (1).tar.gz", "con-man.txt", "lpt10.txt", "комп.doc"]
        {
            assert_eq!(clean_file_name(name), name);
        }
    }

    #[test]
    fn what_separates_turns_or_ends_badly_goes() {
        let cases = [
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("C:\\temp\\a.txt", "C__temp_a.txt"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("a.exe. . ", "a.exe"),
            ("a\nb\0c.txt", "abc.txt"),
            ("", "_"),
            ("..", "_"),
            ("NUL", "_NUL"),
            ("com1.txt", "_com1.txt"),
            ("Aux .pdf", "_Aux .pdf"),
        ];
        for (name, clean) in cases {
            assert_eq!(clean_file_name(name), clean, "{name:?}");
            assert_eq!(clean_file_name(clean), clean, "cleaning again changes nothing");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let clean = clean_file_name(&format!("{}.pdf", "长".repeat(300)));
        assert!(clean.len() <= LONGEST && clean.ends_with("长.pdf"), "{clean}");
        assert!(clean_file_name(&"x".repeat(500)).len() <= LONGEST);
    }

    #[test]
    fn what_runs_is_known_by_its_ending() {
        for name in ["a.exe", "A.EXE", "x.pdf.sh", ".desktop", "run.bat ", "b.Desktop", "s.zsh"] {
            assert!(runs_when_opened(name), "{name}");
        }
        for name in ["a.pdf", "exe", "sheet.xlsx", "a.exe.txt", "图.png", "notes"] {
            assert!(!runs_when_opened(name), "{name}");
        }
    }
}

//! The recovery code: what opens a workspace when keyring and passphrase are gone.

use std::fmt;

use zeroize::Zeroizing;

use crate::key::fill_random;
use crate::{Error, Result};

/// Digits and capitals without 0, O, 1, I and L. As neither side of a look-alike pair is in use, nothing read from
/// paper has to be guessed.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const GROUPS: usize = 8;
const GROUP: usize = 4;

/// A recovery code: 8 groups of 4 characters, 158 bits. Wiped when dropped.
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// A new random code. It opens nothing until it is given to [`Vault::create`](crate::Vault::create) or
    /// [`Vault::replace_recovery`](crate::Vault::replace_recovery).
    ///
    /// # Errors
    /// [`Error::Io`] when the system has no random bytes.
    pub fn generate() -> Result<Self> {
        let mut code = Zeroizing::new(String::with_capacity(GROUPS * GROUP));
        let mut random = Zeroizing::new([0; 64]);
        while code.len() < GROUPS * GROUP {
            fill_random(&mut *random)?;
            // Five bits choose among 32; the one value too many is thrown away, so that all characters are equally likely.
            let drawn = random.iter().filter_map(|byte| ALPHABET.get(usize::from(byte & 31)));
            let missing = GROUPS * GROUP - code.len();
            code.extend(drawn.take(missing).map(|&byte| char::from(byte)));
        }
        Ok(Self(code))
    }

    /// Reads a code as a person types it: case, spaces, every kind of dash and the full-width forms of Chinese input
    /// methods don't matter.
    ///
    /// # Errors
    /// [`Error::WrongSecret`] for anything that is not a code.
    pub fn parse(typed: &str) -> Result<Self> {
        let code = plain(typed);
        let is_code = code.len() == GROUPS * GROUP && code.bytes().all(|byte| ALPHABET.contains(&byte));
        if is_code { Ok(Self(code)) } else { Err(Error::WrongSecret { retry_at_ms: None }) }
    }

    /// The eight groups, to be shown once.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        (0..GROUPS).map(|group| &self.0[group * GROUP..][..GROUP])
    }

    /// Whether `typed` is the group with this number, counted from 1; typed as tolerantly as [`RecoveryCode::parse`].
    #[must_use]
    pub fn has_group(&self, number: usize, typed: &str) -> bool {
        number >= 1 && self.groups().nth(number - 1) == Some(plain(typed).as_str())
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(hidden)")
    }
}

/// What was typed, without separators, in half-width capitals.
fn plain(typed: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(typed.len()));
    for letter in typed.chars() {
        let letter = match letter {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
            _ => letter,
        };
        let dash = matches!(letter, '-' | '_' | '.' | '·' | '\u{2010}'..='\u{2015}' | '\u{2212}');
        if !dash && !letter.is_whitespace() && !letter.is_control() && letter != '\u{200b}' {
            plain.push(letter.to_ascii_uppercase());
        }
    }
    plain
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failed step fails the test")]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_differ_and_use_only_the_alphabet() {
        let codes: Vec<String> = (0..200).map(|_| RecoveryCode::generate().unwrap().0.to_string()).collect();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), 200, "every code is new");
        let used: HashSet<u8> = codes.iter().flat_map(|code| code.bytes()).collect();
        assert_eq!(used, ALPHABET.iter().copied().collect(), "6,400 draws meet each of the 31 characters and no other");
        assert!(codes.iter().all(|code| code.len() == 32));
    }

    #[test]
    fn typing_is_tolerant() {
        let code = RecoveryCode::parse("ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456-789A").unwrap();
        assert_eq!(code.groups().collect::<Vec<_>>(), ["ABCD", "EFGH", "JKMN", "PQRS", "TUVW", "XYZ2", "3456", "789A"]);
        for typed in [
            "abcdefghjkmnpqrstuvwxyz23456789a",
            "  abcd efgh\njkmn\tpqrs tuvw xyz2 3456 789a ",
            "ABCD–EFGH—JKMN−PQRS‐TUVW_XYZ2.3456·789A",
            "ＡＢＣＤ－ＥＦＧＨ－ｊｋｍｎ－ｐｑｒｓ　ｔｕｖｗ－ｘｙｚ２－３４５６－７８９ａ",
        ] {
            assert_eq!(RecoveryCode::parse(typed).unwrap().bytes(), code.bytes(), "{typed}");
        }
    }

    #[test]
    fn what_is_not_a_code_is_a_wrong_secret() {
        for typed in [
            "",
            "ABCD",
            "ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456-789",
            "ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456-789AB",
            "0BCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456-789A",
            "OBCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456-789A",
            "1BCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456-789A",
            "lBCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456-789A",
            "中BCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456-789A",
        ] {
            let read = RecoveryCode::parse(typed);
            assert!(matches!(read, Err(Error::WrongSecret { retry_at_ms: None })), "{typed}");
        }
    }

    #[test]
    fn groups_are_typed_back() {
        let code = RecoveryCode::parse("ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456-789A").unwrap();
        assert!(code.has_group(1, "abcd") && code.has_group(8, " 789Ａ "));
        assert!(
            !code.has_group(1, "EFGH")
                && !code.has_group(0, "ABCD")
                && !code.has_group(9, "")
                && !code.has_group(2, "")
        );
    }
}

//! Directions as bytes, so that they need not be learned again.
//!
//! `"SATCHWV1"`, then little-endian: texts and tokens as u64, the number of words as u32, each word as its length in bytes (u16)
//! and UTF-8, then the directions of all words as f32.

use super::{Direction, MOST, SIZE, WordVectors};

/// Changes with whatever makes other directions of the same texts, too: what was learned in another way is learned anew.
const MAGIC: [u8; 8] = *b"SATCHWV1";

impl WordVectors {
    /// All of it as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.words.len() * (SIZE * size_of::<f32>() + 16) + 32);
        bytes.extend(MAGIC);
        bytes.extend((self.texts as u64).to_le_bytes());
        bytes.extend((self.tokens as u64).to_le_bytes());
        bytes.extend((self.words.len() as u32).to_le_bytes());
        for word in &self.words {
            // A word has at most 64 characters.
            bytes.extend((word.len() as u16).to_le_bytes());
            bytes.extend(word.as_bytes());
        }
        for part in self.directions.as_flattened() {
            bytes.extend(part.to_le_bytes());
        }
        bytes
    }

    /// What [`to_bytes`](Self::to_bytes) gave; nothing where these bytes are something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        if take(&mut rest)? != MAGIC {
            return None;
        }
        let texts = usize::try_from(u64::from_le_bytes(take(&mut rest)?)).ok()?;
        let tokens = usize::try_from(u64::from_le_bytes(take(&mut rest)?)).ok()?;
        let count = u32::from_le_bytes(take(&mut rest)?) as usize;
        if count > MOST {
            return None;
        }
        let mut words = Vec::with_capacity(count);
        for _ in 0..count {
            let length = u16::from_le_bytes(take(&mut rest)?);
            let (word, after) = rest.split_at_checked(length.into())?;
            words.push(str::from_utf8(word).ok()?.to_owned());
            rest = after;
        }
        let (parts, []) = rest.as_chunks() else { return None };
        let parts: Vec<f32> = parts.iter().map(|part| f32::from_le_bytes(*part)).collect();
        let (directions, []) = parts.as_chunks::<SIZE>() else { return None };
        let directions: Vec<Direction> = directions.to_vec();
        let whole = directions.len() == count && parts.iter().all(|part| part.is_finite());
        let all = whole.then(|| Self::new(texts, tokens, words, directions))?;
        (all.places.len() == count).then_some(all)
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*first)
}

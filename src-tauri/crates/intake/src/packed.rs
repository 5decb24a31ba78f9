//! Many small things, packed: a million rows of a list stay in memory beside everything else that an import needs.

use std::marker::PhantomData;

use lz4_flex::block::{compress_into, decompress_into, get_maximum_output_size};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a block holds before it is packed, about. A thing is found by unpacking its block.
const BLOCK: usize = 8 << 10;

/// Things in the order in which they came, in compressed blocks.
#[derive(Debug)]
pub struct Packed<T> {
    blocks: Vec<Block>,
    /// Things that don't fill a block yet.
    open: Vec<u8>,
    /// The things in all blocks.
    closed: usize,
    len: usize,
    things: PhantomData<T>,
}

#[derive(Debug)]
struct Block {
    /// The place of its first thing.
    first: usize,
    /// How large it is unpacked.
    size: usize,
    bytes: Box<[u8]>,
}

impl<T> Default for Packed<T> {
    fn default() -> Self {
        Self { blocks: Vec::new(), open: Vec::new(), closed: 0, len: 0, things: PhantomData }
    }
}

impl<T: Serialize + DeserializeOwned> Packed<T> {
    /// How many there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds one.
    #[expect(clippy::expect_used, reason = "our own shapes can be written, and memory takes every write")]
    pub fn push(&mut self, thing: &T) {
        self.open = postcard::to_extend(thing, std::mem::take(&mut self.open)).expect("a thing can be packed");
        self.len += 1;
        if self.open.len() >= BLOCK {
            let mut packed = vec![0; get_maximum_output_size(self.open.len())];
            let size = compress_into(&self.open, &mut packed).expect("there is room for the worst");
            let (first, bytes) = (self.closed, packed[..size].into());
            self.blocks.push(Block { first, size: self.open.len(), bytes });
            self.closed = self.len;
            self.open.clear();
            // One large thing must not keep its room for ever.
            self.open.shrink_to(BLOCK * 2);
        }
    }

    /// Takes away the last one.
    pub fn pop(&mut self) {
        if self.open.is_empty()
            && let Some(block) = self.blocks.pop()
        {
            self.open = block.unpacked();
            self.closed = block.first;
        }
        let kept = self.len.saturating_sub(self.closed + 1);
        let kept: Vec<T> = Unpacking::new(std::mem::take(&mut self.open)).take(kept).collect();
        self.len = self.closed;
        kept.iter().for_each(|thing| self.push(thing));
    }

    /// The one at a place.
    pub fn get(&self, place: usize) -> Option<T> {
        self.from(place).next()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = T> + '_ {
        self.from(0)
    }

    /// Those from a place on.
    pub fn from(&self, place: usize) -> impl Iterator<Item = T> + '_ {
        let (block, first) = match self.block_of(place) {
            Some(at) => (at, self.blocks[at].first),
            None => (self.blocks.len(), self.closed),
        };
        (block..=self.blocks.len()).flat_map(|at| self.unpack(at)).skip(place - first)
    }

    /// Those at some places, which ascend; each block is unpacked once.
    pub fn pick<'a>(&'a self, places: &'a [usize]) -> impl Iterator<Item = (usize, T)> + 'a {
        places.chunk_by(|one, other| self.block_of(*one) == self.block_of(*other)).flat_map(|places| {
            let (first, last) =
                (places.first().copied().unwrap_or_default(), places.last().copied().unwrap_or_default());
            let found = (first..=last).zip(self.from(first));
            found.filter(|(place, _)| places.binary_search(place).is_ok())
        })
    }

    /// The block that a place is in; none where that isn't packed yet.
    fn block_of(&self, place: usize) -> Option<usize> {
        (place < self.closed).then(|| self.blocks.partition_point(|block| block.first <= place) - 1)
    }

    fn unpack(&self, block: usize) -> Unpacking<T> {
        Unpacking::new(self.blocks.get(block).map_or_else(|| self.open.clone(), Block::unpacked))
    }
}

impl Block {
    #[expect(clippy::expect_used, reason = "nobody else writes what is unpacked here")]
    fn unpacked(&self) -> Vec<u8> {
        let mut bytes = vec![0; self.size];
        decompress_into(&self.bytes, &mut bytes).expect("a block that was packed here");
        bytes
    }
}

/// The things of a block, one after the other.
struct Unpacking<T> {
    bytes: Vec<u8>,
    at: usize,
    things: PhantomData<T>,
}

impl<T> Unpacking<T> {
    const fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, at: 0, things: PhantomData }
    }
}

impl<T: DeserializeOwned> Iterator for Unpacking<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let (thing, left) = postcard::take_from_bytes(rest).ok()?;
        self.at = self.bytes.len() - left.len();
        Some(thing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_wherever_it_lies() {
        let mut packed: Packed<(usize, String)> = Packed::default();
        let thing = |at: usize| (at, format!("凌云 {at}").repeat(at % 40));
        for at in 0..5_000 {
            packed.push(&thing(at));
        }
        assert_eq!(packed.len(), 5_000);
        assert!(packed.blocks.len() > 10, "there must be blocks to look into, saw {}", packed.blocks.len());
        assert!(packed.iter().eq((0..5_000).map(thing)), "in the order in which they came");
        for at in [0, 1, 777, 2_499, 4_998, 4_999] {
            assert_eq!(packed.get(at), Some(thing(at)));
            assert_eq!(packed.from(at).count(), 5_000 - at);
        }
        assert_eq!(packed.get(5_000), None);
        let places = [0, 3, 4, 1_000, 4_000, 4_999];
        let picked: Vec<(usize, (usize, String))> = packed.pick(&places).collect();
        assert_eq!(picked, places.map(|at| (at, thing(at))));
        for left in (0..5_000).rev() {
            packed.pop();
            assert_eq!(packed.len(), left);
            assert_eq!(left.checked_sub(1).and_then(|last| packed.get(last)), left.checked_sub(1).map(thing));
        }
        packed.pop();
        assert!(packed.is_empty() && packed.iter().next().is_none(), "of nothing nothing can be taken away");
    }
}

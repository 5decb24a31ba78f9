//! Chance that is the same on every machine.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The independent questions asked of one customer. Each has its own random stream, so that more drawing for one never
/// moves another.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// How much is going on with it.
    Weight,
    /// Who it is.
    Profile,
    /// What was said and is still to do.
    Timeline,
    /// What its own fields hold.
    Fields,
}

/// A random stream that belongs to one customer and one question. Whole numbers only: floating point may round
/// differently from one machine to the next.
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    /// The stream of customer `index` for `part`.
    pub(super) fn new(seed: u64, index: u32, part: Part) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(u64::from(index) * 4 + part as u64);
        Self(rng)
    }

    /// A number from 0 up to but not including `end`, which is at least 1.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        self.0.random_range(0..end)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        self.0.random_range(low..=high)
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// Any of `items`, which are not empty.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, items: &'a [&'a T]) -> &'a T {
        items[self.index(items.len())]
    }

    /// Any of `items`, which are not empty.
    pub(super) fn one<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }

    /// One of `choices`, each as likely as its number.
    pub(super) fn weighted<T: Copy>(&mut self, choices: &[(T, u32)]) -> T {
        let mut left = self.below(choices.iter().map(|choice| choice.1).sum());
        for &(value, weight) in choices {
            if left < weight {
                return value;
            }
            left -= weight;
        }
        choices[0].0
    }

    fn index(&mut self, len: usize) -> usize {
        self.below(u32::try_from(len).unwrap_or(u32::MAX)) as usize
    }
}

//! Which of very many are worth comparing: those that share a key, found without holding the keys.

use std::hash::{DefaultHasher, Hash, Hasher};

/// How a key that many share is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Telling {
    /// Shared by too many, it tells nothing.
    Few,
    /// Shared by too many, each is still compared with the first.
    FewOrFirst,
    /// Each is compared with the first only.
    First,
}

/// Parts in which keys are sorted, by their beginnings.
const PARTS: usize = 256;

/// Keys of numbered things on their way to who shares them. A key takes eight bytes: 30 bits of its hash
/// besides its part, and whose it is. Two keys that fall together cost a comparison, and make nobody alike.
#[derive(Debug, Default)]
pub struct Keys(Vec<Vec<(u32, u32)>>);

impl Keys {
    /// Adds a key of a thing. Things come in their order.
    #[expect(clippy::cast_possible_truncation, reason = "parts of a hash")]
    pub fn add(&mut self, thing: u32, (hash, telling): (u64, Telling)) {
        self.0.resize_with(PARTS, Vec::new);
        let low = (hash >> 32) as u32 & !3 | telling as u32;
        let part = &mut self.0[hash as usize % PARTS];
        if part.len() == part.capacity() {
            // All parts grow alike: doubled, they would be half empty all at once.
            part.reserve_exact(part.len() / 4 + 16);
        }
        part.push((low, thing));
    }
}

/// The hash of a key.
pub fn key_hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Who shares a key with whom.
#[derive(Debug, Default)]
pub struct Sharing {
    /// The members of each group, one group behind the other; each ascends.
    members: Vec<u32>,
    /// Where each group ends, and whether only its first member tells something.
    groups: Vec<(usize, bool)>,
    /// The groups of each thing, one thing behind the other, and where those of each end.
    mine: Vec<u32>,
    ends: Vec<usize>,
}

impl Sharing {
    /// What the keys of `things` things tell; a key that more than `common` share is taken as its [`Telling`] says.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are fewer groups than keys, and these are counted by 32 bits"
    )]
    pub fn of(keys: Keys, things: usize, common: usize) -> Self {
        let mut sharing = Self { ends: vec![0; things + 1], ..Self::default() };
        for mut part in keys.0 {
            part.sort_unstable();
            part.dedup();
            for group in part.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1) {
                let many = group.len() > common;
                let telling = group[0].0 & 3;
                if many && telling == Telling::Few as u32 {
                    continue;
                }
                sharing.members.extend(group.iter().map(|(_, thing)| *thing));
                sharing.groups.push((sharing.members.len(), many || telling == Telling::First as u32));
                group.iter().for_each(|(_, thing)| sharing.ends[*thing as usize + 1] += 1);
            }
        }
        for at in 0..things {
            sharing.ends[at + 1] += sharing.ends[at];
        }
        let mut free = sharing.ends.clone();
        sharing.mine = vec![0; sharing.members.len()];
        let mut from = 0;
        for (group, (end, _)) in sharing.groups.iter().enumerate() {
            for thing in &sharing.members[from..*end] {
                let place = &mut free[*thing as usize];
                sharing.mine[*place] = group as u32;
                *place += 1;
            }
            from = *end;
        }
        sharing
    }

    /// The things behind this one that are worth comparing with it, in their order.
    pub fn behind(&self, thing: u32) -> Vec<u32> {
        let at = thing as usize;
        let mut found = Vec::new();
        for group in &self.mine[self.ends[at]..self.ends[at + 1]] {
            let group = *group as usize;
            let (end, first_only) = self.groups[group];
            let start = group.checked_sub(1).map_or(0, |before| self.groups[before].0);
            let members = &self.members[start..end];
            if !first_only || members[0] == thing {
                found.extend(members.iter().filter(|other| **other > thing));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sharing(keys: &[&[(&str, Telling)]]) -> Sharing {
        let mut all = Keys::default();
        for (thing, keys) in (0..).zip(keys) {
            keys.iter().for_each(|(key, telling)| all.add(thing, (key_hash(key), *telling)));
        }
        Sharing::of(all, keys.len(), 3)
    }

    #[test]
    fn whoever_shares_a_key_is_worth_comparing() {
        use Telling::{Few, FewOrFirst, First};
        let found = sharing(&[
            &[("plum", Few), ("+49", FewOrFirst), ("name", First)],
            &[("pear", Few), ("common", Few)],
            &[("plum", Few), ("pear", Few), ("common", Few), ("name", First)],
            &[("+49", FewOrFirst), ("common", Few), ("name", First)],
            &[("plum", Few), ("+49", FewOrFirst), ("common", Few)],
            &[("+49", FewOrFirst)],
            &[],
        ]);
        assert_eq!(found.behind(0), [2, 3, 4, 5], "by the plum, as the first of the number, and of the name");
        assert_eq!(found.behind(1), [2], "by the pear; what is common tells nothing");
        assert_eq!(found.behind(2), [4], "of one name, only the first is compared");
        assert_eq!(found.behind(3), [0; 0], "of a number that many have, only the first is compared");
        assert_eq!(found.behind(6), [0; 0]);
        assert_eq!(Sharing::of(Keys::default(), 1, 3).behind(0), [0; 0], "without keys nothing is shared");
    }
}

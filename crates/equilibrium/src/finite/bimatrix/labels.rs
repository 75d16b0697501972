//! Sets of labels: which inequalities of a pair of best-response polytopes hold with equality.

use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A set of up to `64 * W` labels: player 1's actions, then player 2's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Labels<const W: usize>([u64; W]);

impl<const W: usize> Labels<W> {
    pub(super) const EMPTY: Self = Self([0; W]);

    /// The labels 0, 1, ... below `count`.
    pub(super) fn below(count: usize) -> Self {
        let mut all = Self::EMPTY;
        for label in 0..count {
            all.insert(label);
        }
        all
    }

    pub(super) fn insert(&mut self, label: usize) {
        self.0[label / 64] |= 1 << (label % 64);
    }

    pub(super) fn has(&self, label: usize) -> bool {
        self.0[label / 64] >> (label % 64) & 1 == 1
    }

    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] | other.0[word]))
    }

    /// The same set with the labels of two halves of `half` labels each exchanged.
    pub(super) fn exchanged(&self, half: usize) -> Self {
        let mut exchanged = Self::EMPTY;
        for (index, &word) in self.0.iter().enumerate() {
            let mut left = word;
            while left != 0 {
                let label = 64 * index + left.trailing_zeros() as usize;
                exchanged.insert(if label < half { label + half } else { label - half });
                left &= left - 1;
            }
        }
        exchanged
    }

    /// What `self` has and `other` has not.
    pub(super) fn without(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & !other.0[word]))
    }
}

impl<const W: usize> Hash for Labels<W> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for &word in &self.0 {
            state.write_u64(word);
        }
    }
}

/// A hasher for label sets: one multiplication per word. Nobody chooses labels to make them collide.
#[derive(Default)]
pub(super) struct LabelHasher(u64);

impl Hasher for LabelHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        let mixed = u128::from(self.0.rotate_left(32) ^ word ^ 0x9E37_79B9_7F4A_7C15);
        self.0 = fold(mixed * 0xD6E8_FEB8_6659_FD93);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
fn fold(mixed: u128) -> u64 {
    (mixed >> 64) as u64 ^ mixed as u64
}

/// Many sets of labels.
pub(super) type LabelSets<const W: usize> = std::collections::HashSet<Labels<W>, BuildHasherDefault<LabelHasher>>;

/// Something for each of many sets of labels.
pub(super) type LabelMap<const W: usize, V> = std::collections::HashMap<Labels<W>, V, BuildHasherDefault<LabelHasher>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_labels_behave_as_sets_over_word_borders() {
        let mut set = Labels::<2>::EMPTY;
        for label in [0, 63, 64, 127] {
            set.insert(label);
        }
        assert_eq!((0..128).filter(|&label| set.has(label)).collect::<Vec<_>>(), [0, 63, 64, 127]);
        assert_eq!(set.count(), 4);
        let rest = Labels::below(100).without(&set);
        assert_eq!(rest.count(), 97);
        assert!(!rest.has(64) && rest.has(99) && !rest.has(100));
        assert_eq!(rest.union(&set).count(), 101);
        let seats = rest.exchanged(50);
        assert!((0..100).all(|label| seats.has(label) == rest.has((label + 50) % 100)));
        assert_eq!(seats.exchanged(50), rest);
    }
}

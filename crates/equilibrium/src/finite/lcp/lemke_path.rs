//! Lemke's path: complementary pivots from the ray on which the covering variable is large, in either arithmetic.

use moloch_core::{Stop, Watch};

/// A dictionary of the equations `w - M z - d z0 = q`. Variables: `w` are `0..size`, `z` are `size..2 size`, `z0` is
/// `2 size`.
pub(super) trait Tableau {
    /// The slot of a variable that is not basic.
    fn slot(&self, variable: usize) -> Option<usize>;
    /// The row that keeps `w` nonnegative while the variable in a slot, `z0`, comes down from infinity.
    fn covering_row(&self, slot: usize) -> Option<usize>;
    /// The row that limits the growth of the variable in a slot, ties broken lexicographically.
    fn limiting_row(&self, slot: usize) -> Option<usize>;
    /// Exchanges the basic variable of a row and the one in a slot; the variable that left.
    fn pivot(&mut self, row: usize, slot: usize) -> usize;
    /// Whether a variable is zero.
    fn is_zero(&self, variable: usize) -> bool;
}

/// Where the path ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PathEnd {
    /// `z0` is zero.
    Solution,
    /// Nothing limits the growth of the variable in this slot.
    Ray { slot: usize },
    /// The budget ended first.
    Stopped(Stop),
}

/// Pivots until `z0` is zero or nothing limits a step; one step of the watch is one pivot.
pub(super) fn follow(tableau: &mut impl Tableau, size: usize, watch: &mut Watch<'_>) -> PathEnd {
    let covering = 2 * size;
    let mut entering = covering;
    loop {
        // The complement of what left is never basic.
        let Some(slot) = tableau.slot(entering) else { return PathEnd::Solution };
        if let Err(stop) = watch.step() {
            return PathEnd::Stopped(stop);
        }
        let row = if entering == covering { tableau.covering_row(slot) } else { tableau.limiting_row(slot) };
        let Some(row) = row else { return PathEnd::Ray { slot } };
        let left = tableau.pivot(row, slot);
        if left == covering || tableau.is_zero(covering) {
            return PathEnd::Solution;
        }
        entering = if left < size { left + size } else { left - size };
    }
}

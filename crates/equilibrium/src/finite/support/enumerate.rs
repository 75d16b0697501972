//! Support profiles in the order of their sizes, less those that conditional dominance excludes.
//!
//! Porter, Nudelman and Shoham (2008): an action that some other action beats whatever the others do within their
//! supports cannot be played.

use moloch_core::{Stop, Watch};

use super::table::Table;

/// One set of actions per player, as bits.
pub(super) type Masks = Vec<u64>;

/// Most actions of one player that the bits of a mask can hold.
pub(super) const MAX_ACTIONS: usize = 64;

/// Walks through all support profiles; pure ones are left out.
pub(super) struct Walk<'a, 'w> {
    table: &'a Table,
    watch: Watch<'w>,
    /// What is left to each player when all supports are open.
    open: Masks,
    /// Support profiles that were left to be solved.
    pub(super) kept: u64,
}

impl<'a, 'w> Walk<'a, 'w> {
    pub(super) fn new(table: &'a Table, watch: Watch<'w>) -> Self {
        let all = |&count: &usize| if count >= 64 { u64::MAX } else { (1 << count) - 1 };
        let mut open: Masks = table.actions.iter().map(all).collect();
        let sizes = vec![1; open.len()];
        settle(table, &mut open, 0, &sizes);
        Self { table, watch, open, kept: 0 }
    }

    /// Steps of the walk done so far.
    pub(super) fn done(&self) -> u64 {
        self.watch.done()
    }

    /// Hands every support profile that may hold an equilibrium to `visit`, the smallest first; `visit` may stop
    /// the walk.
    pub(super) fn run(&mut self, visit: &mut impl FnMut(&Masks) -> Result<(), Stop>) -> Result<(), Stop> {
        let most: Vec<usize> = self.open.iter().map(|mask| mask.count_ones() as usize).collect();
        let total: usize = most.iter().sum();
        for sum in most.len() + 1..=total {
            let mut sizes = vec![1; most.len()];
            self.with_sum(sum - most.len(), 0, &most, &mut sizes, visit)?;
        }
        Ok(())
    }

    /// All sizes of supports whose sum exceeds the players' number by `spare`, from a player on.
    fn with_sum(
        &mut self,
        spare: usize,
        player: usize,
        most: &[usize],
        sizes: &mut Vec<usize>,
        visit: &mut impl FnMut(&Masks) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        if player == most.len() {
            let start = self.open.clone();
            return if spare == 0 { self.choose(0, sizes, &start, visit) } else { Ok(()) };
        }
        let later: usize = most[player + 1..].iter().map(|most| most - 1).sum();
        for extra in spare.saturating_sub(later)..=spare.min(most[player] - 1) {
            sizes[player] = 1 + extra;
            self.with_sum(spare - extra, player + 1, most, sizes, visit)?;
        }
        sizes[player] = 1;
        Ok(())
    }

    /// Chooses the support of one player after the other among the actions that are left to it.
    fn choose(
        &mut self,
        player: usize,
        sizes: &[usize],
        left: &Masks,
        visit: &mut impl FnMut(&Masks) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        if player == sizes.len() {
            self.kept += 1;
            return visit(left);
        }
        let actions: Vec<u64> = (0..64).map(|bit| 1 << bit).filter(|bit| left[player] & bit != 0).collect();
        let mut chosen: Vec<usize> = (0..sizes[player]).collect();
        while chosen.last().is_some_and(|&last| last < actions.len()) {
            self.watch.step()?;
            let mut next = left.clone();
            next[player] = chosen.iter().fold(0, |mask, &index| mask | actions[index]);
            if settle(self.table, &mut next, player + 1, sizes) {
                self.choose(player + 1, sizes, &next, visit)?;
            }
            advance(&mut chosen, actions.len());
        }
        Ok(())
    }
}

/// The next combination of indices below `count`; afterwards the last index is `count` when there is none.
fn advance(chosen: &mut [usize], count: usize) {
    let size = chosen.len();
    let movable = (0..size).rev().find(|&place| chosen[place] + size < count + place);
    let Some(place) = movable else {
        chosen[size - 1] = count;
        return;
    };
    chosen[place] += 1;
    for later in place + 1..size {
        chosen[later] = chosen[later - 1] + 1;
    }
}

/// Removes dominated actions from the players who have not chosen yet, until none is left; `false` when a chosen
/// action is dominated or too few actions are left to a player.
fn settle(table: &Table, masks: &mut Masks, chosen: usize, sizes: &[usize]) -> bool {
    loop {
        let mut changed = false;
        for player in 0..table.players() {
            for action in
                (0..table.actions[player]).filter(|action| masks[player] >> action & 1 == 1).collect::<Vec<_>>()
            {
                if !is_dominated(table, masks, player, action) {
                    continue;
                }
                if player < chosen {
                    return false;
                }
                masks[player] &= !(1 << action);
                changed = true;
                if (masks[player].count_ones() as usize) < sizes[player] {
                    return false;
                }
            }
        }
        if !changed {
            return true;
        }
    }
}

/// Whether some action earns more than this one against everything within the others' masks.
fn is_dominated(table: &Table, masks: &Masks, player: usize, action: usize) -> bool {
    let mut rivals: u64 = (0..table.actions[player]).fold(0, |mask, rival| mask | 1 << rival);
    rivals &= !(1 << action);
    let (stride, values) = (table.strides[player], &table.values[player]);
    let margin = 2.0 * table.slack[player];
    let mut profile: Vec<u32> = masks.iter().map(|mask| mask.trailing_zeros()).collect();
    profile[player] = 0;
    let mut base: usize = profile.iter().zip(&table.strides).map(|(&a, stride)| a as usize * stride).sum();
    loop {
        let own = values[base + action * stride];
        let mut left = rivals;
        while left != 0 {
            let rival = left.trailing_zeros() as usize;
            if values[base + rival * stride] - own <= margin {
                rivals &= !(1 << rival);
            }
            left &= left - 1;
        }
        if rivals == 0 {
            return false;
        }
        // The next profile of the others, like the next number of a counter.
        let mut other = 0;
        loop {
            if other == masks.len() {
                return true;
            }
            if other != player {
                let stride = table.strides[other];
                let now = profile[other];
                let above = masks[other] & u64::MAX.checked_shl(now + 1).unwrap_or(0);
                let next = if above == 0 { masks[other] } else { above }.trailing_zeros();
                base = base + next as usize * stride - now as usize * stride;
                profile[other] = next;
                if above != 0 {
                    break;
                }
            }
            other += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combinations_come_in_order_and_end() {
        let mut chosen = vec![0, 1];
        let mut seen = Vec::new();
        while chosen.last().is_some_and(|&last| last < 4) {
            seen.push((chosen[0], chosen[1]));
            advance(&mut chosen, 4);
        }
        assert_eq!(seen, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
    }
}

//! Best replies in a region of the tree, by going back from its ends.

use super::super::behaviour::ExactBehaviour;
use super::super::parts::Turn;
use super::super::tree::Tree;
use crate::finite::Rational;

/// Working space for best replies in one region after the other.
pub(super) struct Field<'a> {
    tree: &'a Tree,
    /// Probability that chance and the others lead to a node.
    others: Vec<Rational>,
    /// Probability that the whole profile leads to a node.
    reach: Vec<Rational>,
    /// The player's last own move before a node: 0 for none, else one more than the number of the move.
    last: Vec<usize>,
    /// The number of each set's first move.
    first_move: Vec<usize>,
    /// Payoff collected after each own move, weighed by the others' play.
    gains: Vec<Rational>,
    /// What the profile gave the player in the last region.
    pub(super) expected: Rational,
}

impl<'a> Field<'a> {
    pub(super) fn new(tree: &'a Tree) -> Self {
        let mut first_move = Vec::with_capacity(tree.information_sets().len());
        let mut moves = 0;
        for set in tree.information_sets() {
            first_move.push(moves);
            moves += set.actions().len();
        }
        let nodes = tree.node_count();
        Self {
            tree,
            others: vec![Rational::ZERO; nodes],
            reach: vec![Rational::ZERO; nodes],
            last: vec![0; nodes],
            first_move,
            gains: vec![Rational::ZERO; moves + 1],
            expected: Rational::ZERO,
        }
    }

    /// A player's regret in a region, whose first node is its root. `ends` gives the payoff where the region ends.
    pub(super) fn regret(
        &mut self,
        profile: &ExactBehaviour,
        region: &[usize],
        player: usize,
        ends: &impl Fn(usize, usize) -> Option<Rational>,
    ) -> Rational {
        self.expected = Rational::ZERO;
        let mut own_sets = Vec::new();
        for (position, &node) in region.iter().enumerate() {
            self.enter(profile, node, player, position == 0);
            if let Some(value) = ends(node, player) {
                self.expected += &self.reach[node] * &value;
                self.gains[self.last[node]] += &self.others[node] * &value;
            } else if let Some(Turn::Move(set)) = self.tree.turn(node)
                && self.tree.information_sets()[set].nodes().first() == Some(&node)
                && self.tree.information_sets()[set].player() == player
            {
                own_sets.push(set);
            }
        }
        self.best_reply(&own_sets) - &self.expected
    }

    /// Notes with which probability, and after which own move, a node is reached.
    fn enter(&mut self, profile: &ExactBehaviour, node: usize, player: usize, is_root: bool) {
        let before = if is_root { None } else { self.tree.parent(node) };
        let Some((parent, action)) = before else {
            (self.others[node], self.reach[node], self.last[node]) = (Rational::ONE, Rational::ONE, 0);
            return;
        };
        let (share, is_own) = match self.tree.turn(parent) {
            Some(Turn::Chance(set)) => (&self.tree.chance_sets()[set].probabilities()[action], None),
            Some(Turn::Move(set)) if self.tree.information_sets()[set].player() == player => {
                (&profile.mixes()[set][action], Some(self.first_move[set] + action + 1))
            }
            Some(Turn::Move(set)) => (&profile.mixes()[set][action], None),
            Some(Turn::End) | None => (&Rational::ZERO, None),
        };
        self.reach[node] = product(&self.reach[parent], share);
        self.others[node] =
            if is_own.is_some() { self.others[parent].clone() } else { product(&self.others[parent], share) };
        self.last[node] = is_own.unwrap_or(self.last[parent]);
    }

    /// What the best strategy gets: the player's sets from the last to the first, since a set's first node comes after
    /// the first node of the set before it. Clears the gains.
    fn best_reply(&mut self, own_sets: &[usize]) -> Rational {
        for &set in own_sets.iter().rev() {
            let found = &self.tree.information_sets()[set];
            let start = self.first_move[set] + 1;
            let moves = start..start + found.actions().len();
            let best = self.gains[moves.clone()].iter().max().cloned().unwrap_or(Rational::ZERO);
            self.gains[moves].fill(Rational::ZERO);
            let before = self.last[found.nodes()[0]];
            self.gains[before] += best;
        }
        std::mem::take(&mut self.gains[0])
    }
}

/// A product that is quick where it is zero or a factor is one, as almost always in pure profiles.
fn product(one: &Rational, other: &Rational) -> Rational {
    if one.is_zero() || other.is_zero() {
        Rational::ZERO
    } else if other.is_one() {
        one.clone()
    } else {
        one * other
    }
}

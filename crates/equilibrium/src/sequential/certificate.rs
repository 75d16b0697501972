#![doc = include_str!("certificate.md")]
//!
//! This module knows the tree and the profile. It imports no solver, so that no mistake of a solver can hide in the
//! check of its result.

use moloch_core::tolerance::{FIXED_POINT_CHECK_REL, REGRET_REL};
use moloch_core::{Certificate, Concept};

use super::behaviour::{Behaviour, ExactBehaviour};
use super::error::SequentialError;
use super::tree::{Tree, Turn};
use crate::finite::{Rational, nearest_f64};

/// Every player's regret: what its best strategy would gain, the others' behaviour given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactRegrets {
    players: Vec<Rational>,
    ranges: Vec<Rational>,
}

impl ExactRegrets {
    /// Each player's regret, in its payoff units.
    pub fn players(&self) -> &[Rational] {
        &self.players
    }

    /// Whether nobody gains by any deviation.
    pub fn are_zero(&self) -> bool {
        self.players.iter().all(Rational::is_zero)
    }

    /// The largest gain from a one-player deviation, in payoff units.
    pub fn max_regret(&self) -> Rational {
        self.players.iter().max().cloned().unwrap_or(Rational::ZERO)
    }

    /// The largest regret in units of that player's own payoff range.
    pub fn max_regret_relative(&self) -> Rational {
        self.worst().map_or(Rational::ZERO, |player| self.relative(player))
    }

    /// The certificate with tolerance zero: it passes for an exact equilibrium only.
    pub fn certificate(&self) -> Certificate {
        self.certificate_within(0.0, "best replies by backward induction on the tree, in exact rational arithmetic")
    }

    /// The certificate of a profile in doubles: its regret, computed exactly, against the tolerance for doubles.
    pub fn certificate_of_doubles(&self) -> Certificate {
        self.certificate_within(REGRET_REL, "exact regret on the tree of a profile given in doubles")
    }

    fn certificate_within(&self, tolerance: f64, method: &'static str) -> Certificate {
        let worst = self.worst();
        Certificate {
            concept: Concept::Regret,
            residual: worst.map_or(0.0, |player| positive(&self.players[player])),
            scale: worst.map_or(0.0, |player| positive(&self.ranges[player])),
            tolerance,
            method,
        }
    }

    fn relative(&self, player: usize) -> Rational {
        if self.ranges[player].is_zero() { Rational::ZERO } else { &self.players[player] / &self.ranges[player] }
    }

    fn worst(&self) -> Option<usize> {
        (0..self.players.len()).max_by(|&a, &b| self.relative(a).cmp(&self.relative(b)))
    }
}

/// A number too small for a double is still not zero.
fn positive(value: &Rational) -> f64 {
    if value.is_zero() { 0.0 } else { nearest_f64(value).max(f64::MIN_POSITIVE) }
}

/// Every player's exact regret at a behaviour profile.
///
/// # Errors
///
/// When the profile does not fit the tree or the tree has no perfect recall.
///
/// ```
/// use moloch_equilibrium::sequential::{ExactBehaviour, Tree, certificate};
///
/// let mut tree = Tree::builder("Trust", ["Buyer", "Seller"]);
/// let buyer = tree.information_set(0, "", ["trust", "leave"])?;
/// let seller = tree.information_set(1, "", ["honour", "abuse"])?;
/// let tree = tree.decide(buyer)?.decide(seller)?.end([1, 1])?.end([-1, 2])?.end([0, 0])?.finish()?;
/// let naive = ExactBehaviour::pure(&tree, &[0, 0])?;
/// assert_eq!(certificate::exact_regrets(&tree, &naive)?.players()[1].to_string(), "1");
/// let wary = ExactBehaviour::pure(&tree, &[1, 1])?;
/// assert!(certificate::exact_regrets(&tree, &wary)?.are_zero());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn exact_regrets(tree: &Tree, profile: &ExactBehaviour) -> Result<ExactRegrets, SequentialError> {
    check(tree, profile)?;
    let mut field = Field::new(tree);
    let region: Vec<usize> = (0..tree.node_count()).collect();
    let ends = |node: usize, player: usize| is_end(tree, node).then(|| payoff(tree, node, player).clone());
    let regret = |player| field.regret(profile, &region, player, &ends);
    let players = (0..tree.player_count()).map(regret).collect();
    Ok(ExactRegrets { players, ranges: ranges(tree) })
}

/// The largest regret of each player over all subgames: zero if and only if the profile is subgame-perfect.
///
/// Subgames are judged from the last to the first, those within another standing there for the payoffs that the profile
/// gives in them. Where all of these are without regret, that is what a best reply can get there, so that the regret
/// of the whole subgame is found; where one is not, the profile fails anyway.
///
/// # Errors
///
/// When the profile does not fit the tree or the tree has no perfect recall.
pub fn subgame_regrets(tree: &Tree, profile: &ExactBehaviour) -> Result<ExactRegrets, SequentialError> {
    check(tree, profile)?;
    let is_root = subgame_roots(tree);
    let mut field = Field::new(tree);
    let mut values: Vec<Option<Vec<Rational>>> = vec![None; tree.node_count()];
    let mut worst = vec![Rational::ZERO; tree.player_count()];
    for root in (0..tree.node_count()).rev().filter(|&node| is_root[node]) {
        let region = region(tree, &is_root, root);
        let mut value = Vec::with_capacity(worst.len());
        for (player, worst) in worst.iter_mut().enumerate() {
            let ends = |node: usize, player: usize| match &values[node] {
                Some(value) if node != root => Some(value[player].clone()),
                _ => is_end(tree, node).then(|| payoff(tree, node, player).clone()),
            };
            let regret = field.regret(profile, &region, player, &ends);
            if regret > *worst {
                *worst = regret;
            }
            value.push(field.expected.clone());
        }
        values[root] = Some(value);
    }
    Ok(ExactRegrets { players: worst, ranges: ranges(tree) })
}

/// Whether each node is the root of a subgame: it is known to be reached, and no information set reaches out of its
/// subtree. Ends of plays are not counted.
pub fn subgame_roots(tree: &Tree) -> Vec<bool> {
    let count = tree.node_count();
    // The first and last node of the sets met in each subtree.
    let mut span: Vec<(usize, usize)> = (0..count).map(|node| (node, node)).collect();
    let mut is_root = vec![false; count];
    for node in (0..count).rev() {
        let mut alone = true;
        if let Some(Turn::Move(set)) = tree.turn(node) {
            let nodes = tree.information_sets()[set].nodes();
            alone = nodes.len() == 1;
            if let (Some(&first), Some(&last)) = (nodes.first(), nodes.last()) {
                span[node] = (span[node].0.min(first), span[node].1.max(last));
            }
        }
        is_root[node] = alone && !is_end(tree, node) && span[node].0 >= node && span[node].1 < tree.nodes[node].end;
        if let Some((parent, _)) = tree.parent(node) {
            span[parent] = (span[parent].0.min(span[node].0), span[parent].1.max(span[node].1));
        }
    }
    is_root
}

/// The nodes of a subgame in order, without what lies below the roots of subgames within it.
fn region(tree: &Tree, is_root: &[bool], root: usize) -> Vec<usize> {
    let mut region = vec![root];
    let mut node = root + 1;
    while node < tree.nodes[root].end {
        region.push(node);
        node = if is_root[node] { tree.nodes[node].end } else { node + 1 };
    }
    region
}

fn check(tree: &Tree, profile: &ExactBehaviour) -> Result<(), SequentialError> {
    profile.check_fits(tree)?;
    let task = "certify the behaviour profile";
    tree.perfect_recall().map_err(|forgetting| SequentialError::ImperfectRecall { task, forgetting })
}

fn is_end(tree: &Tree, node: usize) -> bool {
    tree.turn(node) == Some(Turn::End)
}

fn payoff(tree: &Tree, node: usize, player: usize) -> &Rational {
    &tree.totals[tree.nodes[node].total][player]
}

fn ranges(tree: &Tree) -> Vec<Rational> {
    let range = |player| tree.payoff_bounds(player).map_or(Rational::ZERO, |(low, high)| high - low);
    (0..tree.player_count()).map(range).collect()
}

/// Working space for best replies in one region after the other.
struct Field<'a> {
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
    expected: Rational,
}

impl<'a> Field<'a> {
    fn new(tree: &'a Tree) -> Self {
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
    fn regret(
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

/// How far a behaviour profile is from answering itself by the logit rule: the largest difference, over all actions,
/// between its probability and that of the logit response to the action's expected payoff, given that its information
/// set is reached. `lambda` is per unit of the largest payoff range of any player.
///
/// # Errors
///
/// When the profile does not fit the tree, or a probability is zero, which no logit response is.
pub fn logit_residual(tree: &Tree, profile: &Behaviour, lambda: f64) -> Result<Certificate, SequentialError> {
    profile.check_fits(tree)?;
    let logs = log_reach(tree, profile);
    let mut residual = 0.0;
    let per_player: Vec<Vec<f64>> =
        (0..tree.player_count()).map(|player| continuations(tree, profile, player)).collect();
    for (number, set) in tree.information_sets().iter().enumerate() {
        let values = &per_player[set.player()];
        let highest = set.nodes().iter().map(|&node| logs[node]).fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = set.nodes().iter().map(|&node| (logs[node] - highest).exp()).collect();
        let total: f64 = weights.iter().sum();
        let worth = |action: usize| {
            let weighed = set.nodes().iter().zip(&weights);
            weighed.map(|(&node, weight)| weight * values[tree.children(node)[action]]).sum::<f64>() / total
        };
        let exponents: Vec<f64> = (0..set.actions().len()).map(|action| lambda * worth(action)).collect();
        let top = exponents.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let parts: Vec<f64> = exponents.iter().map(|exponent| (exponent - top).exp()).collect();
        let whole: f64 = parts.iter().sum();
        let gaps = parts.iter().zip(&profile.mixes()[number]).map(|(part, share)| (part / whole - share).abs());
        residual = moloch_core::worst(gaps.chain([residual]));
    }
    Ok(Certificate {
        concept: Concept::FixedPoint,
        residual,
        scale: 1.0,
        tolerance: FIXED_POINT_CHECK_REL,
        method: "logit responses at every information set, beliefs by Bayes' rule, recomputed on the tree",
    })
}

/// The logarithm of the probability with which each node is reached.
fn log_reach(tree: &Tree, profile: &Behaviour) -> Vec<f64> {
    let mut logs = vec![0.0; tree.node_count()];
    for node in 1..tree.node_count() {
        let Some((parent, action)) = tree.parent(node) else { continue };
        let share = match tree.turn(parent) {
            Some(Turn::Chance(set)) => nearest_f64(&tree.chance_sets()[set].probabilities()[action]),
            Some(Turn::Move(set)) => profile.mixes()[set][action],
            _ => 0.0,
        };
        logs[node] = logs[parent] + share.ln();
    }
    logs
}

/// What a player expects once a node is reached, in units of the largest payoff range.
fn continuations(tree: &Tree, profile: &Behaviour, player: usize) -> Vec<f64> {
    let Some((low, _)) = tree.payoff_bounds(player) else { return Vec::new() };
    let widest = ranges(tree).into_iter().max().filter(|range| !range.is_zero());
    let range = widest.unwrap_or(Rational::ONE);
    let unit: Vec<f64> = tree.totals.iter().map(|row| nearest_f64(&((&row[player] - &low) / &range))).collect();
    let mut values = vec![0.0; tree.node_count()];
    for node in (0..tree.node_count()).rev() {
        let children = tree.children(node);
        let chances: Vec<f64>;
        let shares = match tree.turn(node) {
            Some(Turn::Chance(set)) => {
                chances = tree.chance_sets()[set].probabilities().iter().map(nearest_f64).collect();
                &chances
            }
            Some(Turn::Move(set)) => &profile.mixes()[set],
            _ => {
                values[node] = unit[tree.nodes[node].total];
                continue;
            }
        };
        values[node] = shares.iter().zip(children).map(|(share, &child)| share * values[child]).sum();
    }
    values
}

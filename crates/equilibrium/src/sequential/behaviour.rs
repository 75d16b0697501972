//! Behaviour profiles: one list of probabilities per information set.

use moloch_core::tolerance::SHARE_SUM_ABS;

use super::error::SequentialError;
use super::parts::Turn;
use super::tree::Tree;
use crate::finite::{Rational, exact_from_f64, nearest_f64};

/// A behaviour profile in exact numbers: at every information set, in the tree's order, probabilities that sum to one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExactBehaviour {
    mixes: Vec<Vec<Rational>>,
}

/// A behaviour profile in doubles: at every information set, in the tree's order, probabilities that sum to one within
/// 1e-9.
#[derive(Clone, Debug, PartialEq)]
pub struct Behaviour {
    mixes: Vec<Vec<f64>>,
}

impl ExactBehaviour {
    /// A profile of a tree from one list of probabilities per information set.
    ///
    /// # Errors
    ///
    /// When a list is missing or has the wrong length, a probability is negative, or a list does not sum to exactly 1.
    pub fn new(tree: &Tree, mixes: Vec<Vec<Rational>>) -> Result<Self, SequentialError> {
        check_shape(tree, mixes.iter().map(Vec::len))?;
        for (set, mix) in mixes.iter().enumerate() {
            if let Some(share) = mix.iter().find(|share| **share < Rational::ZERO) {
                return Err(fault(tree, set, format!("probability {share}"), "numbers from 0 to 1"));
            }
            let sum = mix.iter().fold(Rational::ZERO, |sum, share| sum + share);
            if !sum.is_one() {
                return Err(fault(tree, set, format!("probabilities that sum to {sum}"), "a sum of exactly 1"));
            }
        }
        Ok(Self { mixes })
    }

    /// The profile that plays one action (from 0) for sure at every information set.
    ///
    /// # Errors
    ///
    /// When the list does not fit the tree.
    pub fn pure(tree: &Tree, actions: &[usize]) -> Result<Self, SequentialError> {
        if actions.len() != tree.information_sets().len() {
            return Err(wrong_length(actions.len(), tree));
        }
        let mut mixes = Vec::with_capacity(actions.len());
        for (number, (set, &action)) in tree.information_sets().iter().zip(actions).enumerate() {
            let count = set.actions().len();
            if action >= count {
                return Err(fault(tree, number, format!("action {action} (from 0)"), "an action that exists"));
            }
            mixes.push((0..count).map(|other| Rational::from(u8::from(other == action))).collect());
        }
        Ok(Self { mixes })
    }

    /// The profile in which all actions of a set are equally likely.
    pub fn uniform(tree: &Tree) -> Self {
        let even = |count: usize| vec![Rational::ONE / Rational::from(count); count];
        Self { mixes: tree.information_sets().iter().map(|set| even(set.actions().len())).collect() }
    }

    /// The probabilities, set by set.
    pub fn mixes(&self) -> &[Vec<Rational>] {
        &self.mixes
    }

    /// The action (from 0) of each set when all are played for sure, else `None`.
    pub fn pure_actions(&self) -> Option<Vec<usize>> {
        self.mixes.iter().map(|mix| mix.iter().position(Rational::is_one)).collect()
    }

    /// The same profile in doubles.
    pub fn to_f64(&self) -> Behaviour {
        Behaviour { mixes: self.mixes.iter().map(|mix| mix.iter().map(nearest_f64).collect()).collect() }
    }

    /// Checks that the profile has the tree's numbers of sets and actions.
    ///
    /// # Errors
    ///
    /// When it has not.
    pub fn check_fits(&self, tree: &Tree) -> Result<(), SequentialError> {
        check_shape(tree, self.mixes.iter().map(Vec::len))
    }

    /// A profile whose lists are known to be probabilities.
    pub(super) fn trusted(mixes: Vec<Vec<Rational>>) -> Self {
        Self { mixes }
    }
}

impl Behaviour {
    /// A profile of a tree from one list of probabilities per information set.
    ///
    /// # Errors
    ///
    /// When a list is missing or has the wrong length, a probability is negative or not a number, or a list does not
    /// sum to 1.
    pub fn new(tree: &Tree, mixes: Vec<Vec<f64>>) -> Result<Self, SequentialError> {
        check_shape(tree, mixes.iter().map(Vec::len))?;
        for (set, mix) in mixes.iter().enumerate() {
            if let Some(share) = mix.iter().find(|share| !(0.0..=1.0 + SHARE_SUM_ABS).contains(*share)) {
                return Err(fault(tree, set, format!("probability {share}"), "numbers from 0 to 1"));
            }
            let sum: f64 = mix.iter().sum();
            if (sum - 1.0).abs() > SHARE_SUM_ABS {
                return Err(fault(tree, set, format!("probabilities that sum to {sum}"), "a sum of 1 within 1e-9"));
            }
        }
        Ok(Self { mixes })
    }

    /// The probabilities, set by set.
    pub fn mixes(&self) -> &[Vec<f64>] {
        &self.mixes
    }

    /// The same profile exactly: each double as the fraction it is, then divided by their exact sum.
    pub fn to_exact(&self) -> ExactBehaviour {
        let mixes = self.mixes.iter().map(|mix| {
            let parts: Vec<Rational> =
                mix.iter().map(|&share| exact_from_f64(share).unwrap_or(Rational::ZERO)).collect();
            let sum = parts.iter().fold(Rational::ZERO, |sum, part| sum + part);
            parts.into_iter().map(|part| part / &sum).collect()
        });
        ExactBehaviour { mixes: mixes.collect() }
    }

    /// Checks that the profile has the tree's numbers of sets and actions.
    ///
    /// # Errors
    ///
    /// When it has not.
    pub fn check_fits(&self, tree: &Tree) -> Result<(), SequentialError> {
        check_shape(tree, self.mixes.iter().map(Vec::len))
    }
}

/// What each player expects from a behaviour profile, exactly.
///
/// # Errors
///
/// When the profile does not fit the tree.
pub fn expected_payoffs(tree: &Tree, profile: &ExactBehaviour) -> Result<Vec<Rational>, SequentialError> {
    profile.check_fits(tree)?;
    let mut sums = vec![Rational::ZERO; tree.player_count()];
    for (node, reach) in reach(tree, profile) {
        if tree.nodes[node].turn == Turn::End {
            for (sum, payoff) in sums.iter_mut().zip(&tree.totals[tree.nodes[node].total]) {
                *sum += &reach * payoff;
            }
        }
    }
    Ok(sums)
}

/// The nodes that are reached with positive probability, each with that probability, in order.
fn reach(tree: &Tree, profile: &ExactBehaviour) -> Vec<(usize, Rational)> {
    let mut reached: Vec<(usize, Rational)> = Vec::new();
    // Reached ancestors of the present node, as positions in `reached`.
    let mut path: Vec<usize> = Vec::new();
    let mut node = 0;
    while node < tree.nodes.len() {
        let Some((parent, action)) = tree.nodes[node].came_by else {
            reached.push((node, Rational::ONE));
            path.push(0);
            node += 1;
            continue;
        };
        while path.last().is_some_and(|&position| reached[position].0 != parent) {
            path.pop();
        }
        let share = match tree.nodes[parent].turn {
            Turn::Chance(set) => &tree.chances[set].probabilities[action],
            Turn::Move(set) => &profile.mixes[set][action],
            Turn::End => &Rational::ZERO,
        };
        if share.is_zero() {
            node = tree.nodes[node].end;
            continue;
        }
        let before = path.last().map_or(Rational::ONE, |&position| reached[position].1.clone());
        path.push(reached.len());
        reached.push((node, before * share));
        node += 1;
    }
    reached
}

fn check_shape(tree: &Tree, counts: impl ExactSizeIterator<Item = usize>) -> Result<(), SequentialError> {
    if counts.len() != tree.information_sets().len() {
        return Err(wrong_length(counts.len(), tree));
    }
    for (number, (set, found)) in tree.information_sets().iter().zip(counts).enumerate() {
        let expected = set.actions().len();
        if found != expected {
            return Err(fault(tree, number, format!("{found} probabilities"), &expected.to_string()));
        }
    }
    Ok(())
}

fn wrong_length(found: usize, tree: &Tree) -> SequentialError {
    SequentialError::Behaviour {
        what: "the list of information sets".to_owned(),
        found: format!("{found} entries"),
        expected: tree.information_sets().len().to_string(),
    }
}

fn fault(tree: &Tree, set: usize, found: String, expected: &str) -> SequentialError {
    SequentialError::Behaviour { what: tree.set_text(set), found, expected: expected.to_owned() }
}

//! What a solution file says about a tree, as plain data: nothing in it has been checked.

use crate::finite::Rational;
use crate::finite::check::{ClaimedCompleteness, ClaimedScope};

/// What a solution in behaviour strategies claims. Nothing in it has been checked; [`check`](super::check()) does that.
#[derive(Clone, Debug, PartialEq)]
pub struct BehaviourClaim {
    /// The game's title; empty where the source does not say.
    pub title: String,
    /// The players' names; empty where the source does not say.
    pub players: Vec<String>,
    /// What was looked for.
    pub scope: ClaimedScope,
    /// Whether everything within the scope was found.
    pub completeness: ClaimedCompleteness,
    /// Whether every profile is said to be an equilibrium in every subgame.
    pub is_subgame_perfect: bool,
    /// The profiles, in the order of the source.
    pub profiles: Vec<ClaimedBehaviour>,
}

/// One behaviour profile, as it was claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedBehaviour {
    /// What is played at each information set, in the tree's order.
    pub sets: Vec<ClaimedSet>,
    /// Decimal places of the probability with most of them; `None` where fractions were given.
    pub digits: Option<u32>,
    /// Its regret in payoff units, where it was given.
    pub regret: Option<f64>,
}

/// What is played at one information set, as it was claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedSet {
    /// Which set this is about; `None` where the source tells sets apart by their order alone.
    pub about: Option<SetLabels>,
    /// The probability of each action, as it was written.
    pub mix: Vec<Rational>,
}

/// How a source names an information set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetLabels {
    /// The name of the player that moves.
    pub player: String,
    /// The set as [`Tree::set_text`](super::super::Tree::set_text) calls it.
    pub set: String,
    /// The names of its actions.
    pub actions: Vec<String>,
}

impl BehaviourClaim {
    /// A claim that these profiles are Nash equilibria, and nothing else.
    pub fn of_profiles(profiles: Vec<ClaimedBehaviour>) -> Self {
        Self {
            title: String::new(),
            players: Vec::new(),
            scope: ClaimedScope::One,
            completeness: ClaimedCompleteness::Sample,
            is_subgame_perfect: false,
            profiles,
        }
    }
}

impl ClaimedBehaviour {
    /// A profile whose sets are told apart by their order alone.
    pub fn in_order(mixes: Vec<Vec<Rational>>, digits: Option<u32>) -> Self {
        Self { sets: mixes.into_iter().map(|mix| ClaimedSet { about: None, mix }).collect(), digits, regret: None }
    }

    /// The probabilities, set by set.
    pub(super) fn mixes(&self) -> Vec<Vec<Rational>> {
        self.sets.iter().map(|set| set.mix.clone()).collect()
    }
}

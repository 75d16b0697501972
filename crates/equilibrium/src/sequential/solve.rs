//! Picks a method for a tree, and says which and why.

use moloch_core::{Completeness, Effort, Status};

use super::agent_qre::{AgentLimit, agent_limit};
use super::backward::backward_induction;
use super::error::SequentialError;
use super::result::BehaviourSet;
use super::subgame::subgame_perfect;
use super::tree::Tree;
use crate::finite::{Counter, Scope};

/// What [`solve`] found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Equilibria, subgame-perfect; exact but for those of `in_doubles`.
    Exact(BehaviourSet),
    /// One equilibrium in doubles.
    Numerical(AgentLimit),
}

/// A solved tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// The equilibria.
    pub found: Found,
    /// Why this method was picked.
    pub why: String,
}

impl Solution {
    /// What was looked for.
    pub fn scope(&self) -> Scope {
        match &self.found {
            Found::Exact(set) => set.scope,
            Found::Numerical(_) => Scope::One,
        }
    }

    /// Whether everything within the scope was found, and why.
    pub fn completeness(&self) -> Completeness {
        match &self.found {
            Found::Exact(set) => set.completeness.clone(),
            Found::Numerical(_) => Completeness::Sample,
        }
    }

    /// How the computation ended.
    pub fn status(&self) -> Status {
        match &self.found {
            Found::Exact(set) => set.status.clone(),
            Found::Numerical(limit) => {
                let steps = limit.counters.first().map_or(0, |counter| counter.count);
                Status::Converged { iterations: usize::try_from(steps).unwrap_or(usize::MAX) }
            }
        }
    }

    /// How.
    pub fn method(&self) -> &'static str {
        match &self.found {
            Found::Exact(set) => set.method,
            Found::Numerical(_) => "limit of the principal branch of agent quantal response equilibria (logit)",
        }
    }

    /// What was done on the way.
    pub fn counters(&self) -> &[Counter] {
        match &self.found {
            Found::Exact(set) => &set.counters,
            Found::Numerical(limit) => &limit.counters,
        }
    }
}

/// Solves a tree by the method that proves most about it.
///
/// - Perfect information: [`backward_induction`], all pure subgame-perfect equilibria.
/// - Otherwise [`subgame_perfect`], exact where at most two players move in a subgame or it has a pure equilibrium, in
///   doubles where three or more mix.
/// - Where that fails or is too large: [`agent_limit`], one Nash equilibrium in doubles.
///
/// # Errors
///
/// When recall is imperfect, or the picked method fails.
///
/// ```
/// use moloch_core::{Completeness, Effort, Status};
/// use moloch_equilibrium::sequential::{Found, Tree, solve};
///
/// let mut tree = Tree::builder("Pennies", ["Even", "Odd"]);
/// let even = tree.information_set(0, "", ["heads", "tails"])?;
/// let odd = tree.information_set(1, "", ["heads", "tails"])?;
/// tree.decide(even)?;
/// tree.decide(odd)?.end([1, -1])?.end([-1, 1])?;
/// let tree = tree.decide(odd)?.end([-1, 1])?.end([1, -1])?.finish()?;
/// let solution = solve(&tree, &Effort::unlimited())?;
/// let Found::Exact(set) = solution.found else { panic!("two players are solved exactly") };
/// assert_eq!(set.first().map(|profile| profile.mixes()[0][0].to_string()), Some("1/2".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve(tree: &Tree, effort: &Effort) -> Result<Solution, SequentialError> {
    if tree.has_perfect_information() {
        let why = "every information set is one node".to_owned();
        return Ok(Solution { found: Found::Exact(backward_induction(tree, effort)?), why });
    }
    match subgame_perfect(tree, effort) {
        Ok(set) => {
            let how =
                if set.in_doubles.is_empty() { "exactly" } else { "exactly or, where three players mix, in doubles" };
            let why = format!("moves are hidden, and subgames are solved one after the other, {how}");
            Ok(Solution { found: Found::Exact(set), why })
        }
        Err(error @ (SequentialError::Subgame { .. } | SequentialError::TooLarge { .. })) => {
            let why = format!("{error}; so the limit of agent quantal response equilibria was followed");
            Ok(Solution { found: Found::Numerical(agent_limit(tree, effort)?), why })
        }
        Err(error) => Err(error),
    }
}

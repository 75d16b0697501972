#![doc = include_str!("certificate.md")]
//!
//! This module knows the tree and the profile. It imports no solver, so that no mistake of a solver can hide in the
//! check of its result.

mod field;
mod logit;
mod regrets;
mod subgames;

use super::behaviour::ExactBehaviour;
use super::error::SequentialError;
use super::parts::Turn;
use super::tree::Tree;
use crate::finite::Rational;
use field::Field;
use subgames::region;

pub use logit::logit_residual;
pub use regrets::ExactRegrets;
pub use subgames::subgame_roots;

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
    let mut worst = vec![Rational::ZERO; tree.player_count()];
    each_subgame(tree, profile, |_, player, regret| {
        if *regret > worst[player] {
            worst[player].clone_from(regret);
        }
    })?;
    Ok(ExactRegrets { players: worst, ranges: ranges(tree) })
}

/// Visits every subgame, from the last to the first: its root, and each player with its regret there.
pub(super) fn each_subgame(
    tree: &Tree,
    profile: &ExactBehaviour,
    mut visit: impl FnMut(usize, usize, &Rational),
) -> Result<(), SequentialError> {
    check(tree, profile)?;
    let is_root = subgame_roots(tree);
    let mut field = Field::new(tree);
    let mut values: Vec<Option<Vec<Rational>>> = vec![None; tree.node_count()];
    for root in (0..tree.node_count()).rev().filter(|&node| is_root[node]) {
        let region = region(tree, &is_root, root);
        let mut value = Vec::with_capacity(tree.player_count());
        for player in 0..tree.player_count() {
            let ends = |node: usize, player: usize| match &values[node] {
                Some(value) if node != root => Some(value[player].clone()),
                _ => is_end(tree, node).then(|| payoff(tree, node, player).clone()),
            };
            visit(root, player, &field.regret(profile, &region, player, &ends));
            value.push(field.expected.clone());
        }
        values[root] = Some(value);
    }
    Ok(())
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

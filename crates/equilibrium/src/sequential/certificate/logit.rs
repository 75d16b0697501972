//! How far a profile is from answering itself by the logit rule.

use moloch_core::tolerance::FIXED_POINT_CHECK_REL;
use moloch_core::{Certificate, Concept};

use super::super::behaviour::Behaviour;
use super::super::error::SequentialError;
use super::super::parts::Turn;
use super::super::tree::Tree;
use super::ranges;
use crate::finite::{Rational, nearest_f64};

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

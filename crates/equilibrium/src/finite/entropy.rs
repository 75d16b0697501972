//! The equilibria of a set whose mixes have the largest entropy.

use super::error::SolveError;
use super::exact::{Rational, exact_from_f64, nearest_f64, zero};
use super::profile::ExactProfile;
use super::selection::Rule;
use super::set::{Component, EquilibriumSet, Face};

/// Entropies closer than this are equal.
const EQUAL: f64 = 1e-10;
/// Rounds over all pairs of vertices; each halves a bracket this often.
const ROUNDS: usize = 200;
const HALVINGS: usize = 60;

/// The equilibria of largest entropy; the maximum over a maximal Nash subset is taken face by face, since its members are
/// free combinations of the players' faces.
pub(super) fn least_committal(set: &EquilibriumSet) -> Result<Vec<ExactProfile>, SolveError> {
    let subsets = set.components.iter().flat_map(Component::subsets);
    let mut found: Vec<(f64, ExactProfile)> = Vec::new();
    for subset in subsets {
        let mixes: Vec<Vec<Rational>> = subset.faces().iter().map(most_even).collect();
        let entropy = mixes.iter().map(|mix| entropy(mix)).sum();
        found.push((entropy, ExactProfile::new(mixes)?));
    }
    let most = found.iter().map(|(entropy, _)| *entropy).fold(f64::NEG_INFINITY, f64::max);
    let mut chosen: Vec<ExactProfile> = Vec::new();
    for (entropy, profile) in found {
        if entropy >= most - EQUAL && !chosen.contains(&profile) {
            chosen.push(profile);
        }
    }
    if chosen.is_empty() {
        let why = "the set holds no equilibrium".to_owned();
        return Err(SolveError::NoSelection { rule: Rule::MaximumEntropy.name(), why });
    }
    Ok(chosen)
}

fn entropy(mix: &[Rational]) -> f64 {
    mix.iter().map(nearest_f64).map(|share| if share > 0.0 { -share * share.ln() } else { 0.0 }).sum()
}

/// The mix of a face with the largest entropy: pairs of vertices trade weight until none gains.
fn most_even(face: &Face) -> Vec<Rational> {
    let vertices = face.vertices();
    if let [only] = vertices {
        return only.clone();
    }
    let rows: Vec<Vec<f64>> = vertices.iter().map(|vertex| vertex.iter().map(nearest_f64).collect()).collect();
    let mut weights = vec![1.0 / rows.len() as f64; rows.len()];
    for _ in 0..ROUNDS {
        let mut moved = 0.0_f64;
        for first in 0..rows.len() {
            for second in first + 1..rows.len() {
                moved = moved.max(trade(&rows, &mut weights, first, second));
            }
        }
        if moved < 1e-15 {
            break;
        }
    }
    combination(vertices, &weights)
}

/// Moves weight from one vertex to another until the entropy's slope is zero; the amount moved.
fn trade(rows: &[Vec<f64>], weights: &mut [f64], first: usize, second: usize) -> f64 {
    let both = weights[first] + weights[second];
    let before = weights[first];
    let (mut low, mut high) = (0.0, both);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        (weights[first], weights[second]) = (middle, both - middle);
        let share = |action: usize| rows.iter().zip(&*weights).map(|(row, weight)| weight * row[action]).sum::<f64>();
        let rise = |action: usize| {
            let change = rows[first][action] - rows[second][action];
            if change == 0.0 { 0.0 } else { -change * share(action).ln() }
        };
        // The slope of the entropy in the first vertex's weight; infinite where an action is hardly played.
        let slope: f64 = (0..rows[first].len()).map(rise).sum();
        if slope > 0.0 { low = middle } else { high = middle }
    }
    (weights[first] - before).abs()
}

/// The exact mix with these weights, made to sum to one.
fn combination(vertices: &[Vec<Rational>], weights: &[f64]) -> Vec<Rational> {
    let exact: Vec<Rational> = weights.iter().map(|&weight| exact_from_f64(weight).unwrap_or_else(zero)).collect();
    let total = exact.iter().fold(zero(), |sum, weight| sum + weight);
    let share = |action: usize| {
        let terms = vertices.iter().zip(&exact);
        terms.fold(zero(), |sum, (vertex, weight)| sum + &vertex[action] * weight) / &total
    };
    (0..vertices[0].len()).map(share).collect()
}

//! The nearest mix to a list of numbers.

use super::tensor::Tensor;

/// Replaces each player's numbers by the probabilities nearest to them (least squares): all are lowered by one number,
/// and what falls below zero is zero.
pub(super) fn project(tensor: &Tensor<'_>, numbers: &mut [f64]) {
    for player in 0..tensor.players() {
        let mix = &mut numbers[tensor.range(player)];
        let lowered = level(mix);
        for share in mix.iter_mut() {
            *share = (*share - lowered).max(0.0);
        }
        // Rounding: what is left must sum to one.
        let sum: f64 = mix.iter().sum();
        for share in mix.iter_mut() {
            *share /= sum;
        }
    }
}

/// The number by which a list is lowered so that its positive part sums to one.
fn level(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let (mut sum, mut level) = (0.0, sorted[0] - 1.0);
    for (count, value) in sorted.iter().enumerate() {
        sum += value;
        let candidate = (sum - 1.0) / (count + 1) as f64;
        if *value > candidate {
            level = candidate;
        }
    }
    level
}

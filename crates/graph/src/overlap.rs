//! Niche overlap: how much of one firm's ground another firm stands on.

/// The overlap $`\alpha_{ij} = \sum_k u_{ik}u_{jk}/\sum_k u_{ik}^2`$: the effect of firm $`j`$ on firm $`i`$, relative
/// to the effect of $`i`$ on itself (MacArthur and Levins).
///
/// `use_of` has a row for each firm and a column for each resource; no entry is negative. The answer has a row and a
/// column for each firm and ones on the diagonal; a firm that uses nothing is hurt by nobody and has a row of zeros.
pub fn overlap(use_of: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let scaled: Vec<Vec<f64>> = use_of.iter().map(|row| unit_row(row)).collect();
    let largest: Vec<f64> = use_of.iter().map(|row| top(row)).collect();
    let firms = 0..use_of.len();
    let entry = |i: usize, j: usize| match (largest[i] > 0.0, i == j) {
        (false, _) => 0.0,
        (true, true) => 1.0,
        (true, false) => dot(&scaled[i], &scaled[j]) / dot(&scaled[i], &scaled[i]) * (largest[j] / largest[i]),
    };
    firms.clone().map(|i| firms.clone().map(|j| entry(i, j)).collect()).collect()
}

/// The cosine of two rows of [`overlap`]: $`\sqrt{\alpha_{ij}\alpha_{ji}}`$, from 0 (nothing shared) to 1 (the same
/// proportions). It is what is left of overlap when scale is taken out.
pub fn similarity(overlap: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let firms = 0..overlap.len();
    let entry = |i: usize, j: usize| (overlap[i][j].sqrt() * overlap[j][i].sqrt()).min(1.0);
    firms.clone().map(|i| firms.clone().map(|j| entry(i, j)).collect()).collect()
}

/// The row divided by its largest entry, so that squares neither overflow nor vanish.
fn unit_row(row: &[f64]) -> Vec<f64> {
    let largest = top(row);
    row.iter().map(|u| if largest > 0.0 { u / largest } else { 0.0 }).collect()
}

fn top(row: &[f64]) -> f64 {
    row.iter().copied().fold(0.0, f64::max)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

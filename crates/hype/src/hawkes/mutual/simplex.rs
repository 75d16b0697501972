//! The most likely mixture of known intensities: a concave problem on the simplex.
//!
//! Given a fade, the events of one lab are explained by its baseline and by reactions to each lab, each alone an
//! intensity that expects all of them; the parts $`w`$ maximise $`\sum_k\ln(w\cdot v_k) - N(\sum w - 1)`$ over
//! $`w \ge 0`$, and the optimum sums to one by itself.

use nalgebra::{DMatrix, DVector};

use crate::hawkes::likelihood::LogSum;

/// Steps of the method of Newton.
const STEPS: usize = 100;
/// Rounds of expectation and maximisation that come first: they never leave the simplex.
const WARM: usize = 4;
/// The least part to begin with: a part that begins at nothing would stay there.
const LEAST: f64 = 1e-3;
/// Slope, relative to the number of events, at which a part is at its optimum.
pub(super) const SLOPE: f64 = 1e-11;
/// The same where a rough answer does.
pub(super) const ROUGH: f64 = 1e-6;

/// The parts of the best mixture, to a slope of `allowed`; `rows` hold the intensities of all parts at one event each,
/// and `start` the parts to begin with.
pub(super) fn best_mixture(rows: &[f64], start: &[f64], allowed: f64) -> Vec<f64> {
    let (parts, count) = (start.len(), (rows.len() / start.len()) as f64);
    let mut w = DVector::from_iterator(parts, start.iter().map(|part| part.max(LEAST)));
    for _ in 0..WARM {
        let slope = slope(rows, &w);
        w.component_mul_assign(&slope.map(|x| x / count));
    }
    for _ in 0..STEPS {
        let gradient = slope(rows, &w).map(|x| x - count);
        let free: Vec<usize> = (0..parts).filter(|j| w[*j] > 0.0 || gradient[*j] > allowed * count).collect();
        if free.iter().all(|j| (gradient[*j] * w[*j].max(LEAST)).abs() <= allowed * count) {
            break;
        }
        let direction = newton(rows, &w, &gradient, &free);
        w = along(rows, &w, &direction, count);
    }
    w.iter().copied().collect()
}

fn dot(row: &[f64], w: &DVector<f64>) -> f64 {
    row.iter().zip(w.iter()).map(|(v, w)| v * w).sum()
}

fn slope(rows: &[f64], w: &DVector<f64>) -> DVector<f64> {
    let mut sum = DVector::zeros(w.len());
    for row in rows.chunks_exact(w.len()) {
        let inverse = dot(row, w).recip();
        row.iter().zip(sum.iter_mut()).for_each(|(v, sum)| *sum += v * inverse);
    }
    sum
}

/// Newton's direction in the free parts; no direction in the others.
fn newton(rows: &[f64], w: &DVector<f64>, gradient: &DVector<f64>, free: &[usize]) -> DVector<f64> {
    let size = free.len();
    let mut curvature = DMatrix::zeros(size, size);
    for row in rows.chunks_exact(w.len()) {
        let inverse = dot(row, w).recip();
        for (a, i) in free.iter().enumerate() {
            for (b, j) in free.iter().enumerate().take(a + 1) {
                curvature[(a, b)] += row[*i] * row[*j] * inverse * inverse;
            }
        }
    }
    let ridge = 1e-12 * curvature.trace() / size as f64;
    for a in 0..size {
        curvature[(a, a)] += ridge;
        for b in 0..a {
            curvature[(b, a)] = curvature[(a, b)];
        }
    }
    let right = DVector::from_fn(size, |a, _| gradient[free[a]]);
    let step = curvature.cholesky().map_or(right.clone(), |factor| factor.solve(&right));
    let mut direction = DVector::zeros(w.len());
    free.iter().zip(step.iter()).for_each(|(j, step)| direction[*j] = *step);
    direction
}

/// The best of ever shorter steps along the direction, bent at the faces of the simplex.
fn along(rows: &[f64], w: &DVector<f64>, direction: &DVector<f64>, count: f64) -> DVector<f64> {
    let gain = |there: &DVector<f64>| {
        let mut logs = LogSum::new();
        rows.chunks_exact(w.len()).for_each(|row| logs.add(dot(row, there) / dot(row, w)));
        logs.total() - count * (there.sum() - w.sum())
    };
    let mut length = 1.0;
    for _ in 0..40 {
        let there = (w + direction * length).map(|x| x.max(0.0));
        // A step of almost nothing gains almost nothing, and rounding hides it.
        if gain(&there) > -1e-12 * count && there.iter().any(|x| *x > 0.0) {
            return there;
        }
        length /= 2.0;
    }
    w.clone()
}

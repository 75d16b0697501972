//! The spectral radius of links that are not negative, inside a bracket that proves it.

use nalgebra::{DMatrix, DVector};

use crate::GraphError;
use crate::network::strong_components;

/// An interval that holds the spectral radius.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpectralRadius {
    /// The radius is not lower.
    pub low: f64,
    /// The radius is not higher.
    pub high: f64,
}

impl SpectralRadius {
    /// The middle of the interval.
    pub fn middle(&self) -> f64 {
        self.low + (self.high - self.low) / 2.0
    }
}

const LIMIT: usize = 200;
/// Relative width at which the interval is as narrow as rounding allows.
const WIDTH: f64 = 1e-14;
/// Relative width at which the interval still counts as found when it cannot be narrowed further.
const ACCEPTED: f64 = 1e-9;

/// The spectral radius of a square matrix without negative entries, given by rows.
///
/// The radius is the largest one of the strongly connected parts. For each part, Noda's iteration (1971) solves
/// $`(\lambda I - B)y = x`$ with $`\lambda = \max_i (Bx)_i/x_i`$; the ratios $`(Bx)_i/x_i`$ of any positive vector
/// bracket the root (Collatz and Wielandt), so the result does not depend on how well the iteration went. A matrix
/// without cycles has radius zero exactly.
///
/// # Errors
/// [`GraphError::NoSpectralRadius`] when the bracket does not close.
pub fn spectral_radius(rows: &[Vec<f64>]) -> Result<SpectralRadius, GraphError> {
    let ties = rows
        .iter()
        .enumerate()
        .flat_map(|(i, row)| row.iter().enumerate().filter(|(_, weight)| **weight > 0.0).map(move |(j, _)| (i, j)));
    let mut radius = SpectralRadius { low: 0.0, high: 0.0 };
    for part in strong_components(rows.len(), ties) {
        let block = DMatrix::from_fn(part.len(), part.len(), |i, j| rows[part[i]][part[j]]);
        let found = radius_of_connected(&block)?;
        radius = SpectralRadius { low: radius.low.max(found.low), high: radius.high.max(found.high) };
    }
    Ok(radius)
}

fn radius_of_connected(block: &DMatrix<f64>) -> Result<SpectralRadius, GraphError> {
    let size = block.nrows();
    if size == 1 {
        return Ok(SpectralRadius { low: block[(0, 0)], high: block[(0, 0)] });
    }
    let mut vector = DVector::from_element(size, 1.0);
    let mut found = SpectralRadius { low: 0.0, high: f64::INFINITY };
    for _ in 0..LIMIT {
        let image = block * &vector;
        let ratios = image.component_div(&vector);
        // Every positive vector brackets the root, so all brackets met so far hold at once.
        found = SpectralRadius { low: found.low.max(ratios.min()), high: found.high.min(ratios.max()) };
        if found.high - found.low <= WIDTH * found.high {
            return Ok(found);
        }
        let shifted = DMatrix::from_diagonal_element(size, size, found.high) - block;
        let Some(next) = shifted.lu().solve(&vector).map(|next| next.abs()) else { break };
        let largest = next.max();
        // At the root itself the equations are singular: rounding ends the iteration.
        if !largest.is_finite() || next.min() <= 0.0 {
            break;
        }
        vector = next / largest;
    }
    let closed = found.high - found.low <= ACCEPTED * found.high;
    if closed { Ok(found) } else { Err(GraphError::NoSpectralRadius { iterations: LIMIT }) }
}

//! The specialisation frontier: skills $`\theta_s \ge 0`$ with $`\sum_s \theta_s^\rho = 1`$.
//!
//! All work is done in logarithms, so that exponents near one, very large and very small keep their digits.

use moloch_core::Range;

use crate::GraphError;

/// A frontier of given shape $`\rho > 0`$: bowed outwards above one (a mix pays), straight at one, bowed inwards below
/// one (a specialist pays).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frontier {
    shape: f64,
}

/// What a firm picks on the frontier when a unit of skill in segment $`s`$ is worth $`w_s`$.
#[derive(Debug, Clone, PartialEq)]
pub struct Optimum {
    /// The best points, one skill for each segment: one point, or a corner for each segment of equal, highest worth.
    pub points: Vec<Vec<f64>>,
    /// The value $`\sum_s w_s \theta_s`$ of each of them.
    pub value: f64,
    /// Whether every mix of the points is as good as they are: a straight frontier with tied worths.
    pub mixes_tie: bool,
}

impl Frontier {
    /// The frontier of this shape.
    ///
    /// # Errors
    /// When the shape is not a finite number greater than zero.
    pub fn new(shape: f64) -> Result<Self, GraphError> {
        let allowed = Range::POSITIVE;
        if allowed.contains(shape) {
            Ok(Self { shape })
        } else {
            Err(GraphError::OutOfRange { what: "the shape of a frontier", value: shape, allowed })
        }
    }

    /// The shape $`\rho`$.
    pub const fn shape(&self) -> f64 {
        self.shape
    }

    /// The frontier of effectiveness $`a = \theta^k`$: its shape is $`\rho/k`$.
    ///
    /// In a contest whose effectiveness is the square of skill, $`\rho = 1.5`$ acts as 0.75, and firms specialise.
    ///
    /// # Errors
    /// When the exponent is not a finite number greater than zero, or $`\rho/k`$ is not.
    pub fn raised(&self, exponent: f64) -> Result<Self, GraphError> {
        let allowed = Range::POSITIVE;
        if !allowed.contains(exponent) {
            return Err(GraphError::OutOfRange { what: "the exponent of effectiveness", value: exponent, allowed });
        }
        Self::new(self.shape / exponent)
    }

    /// The skill that is left for the second of two segments when the first has `first`, in $`[0, 1]`$:
    /// $`(1-\theta_1^\rho)^{1/\rho}`$.
    ///
    /// # Errors
    /// When `first` is not a number from 0 to 1.
    pub fn partner(&self, first: f64) -> Result<f64, GraphError> {
        if !Range::UNIT.contains(first) {
            let what = "a skill on the frontier";
            return Err(GraphError::OutOfRange { what, value: first, allowed: Range::UNIT });
        }
        // 1 - exp(y) loses all digits near y = 0 unless it is taken as one function.
        let left = -(self.shape * first.ln()).exp_m1();
        Ok((left.ln() / self.shape).exp())
    }

    /// The skill in each of `segments` segments when all have the same: $`S^{-1/\rho}`$.
    pub fn balanced(&self, segments: usize) -> f64 {
        (-(segments as f64).ln() / self.shape).exp()
    }

    /// How far out a point lies along its ray: 1 on the frontier, less inside; $`(\sum_s \theta_s^\rho)^{1/\rho}`$.
    pub fn gauge(&self, skills: &[f64]) -> f64 {
        let logs: Vec<f64> = skills.iter().map(|skill| skill.ln()).collect();
        (log_sum_exp(&logs, self.shape) / self.shape).exp()
    }

    /// The best points for the worths `weights` (one for each segment, not negative, at least one positive).
    ///
    /// For $`\rho > 1`$ with $`q = \rho/(\rho-1)`$: $`\theta_s = (w_s^q/\sum_t w_t^q)^{1/\rho}`$, of value
    /// $`(\sum_t w_t^q)^{1/q}`$; for $`\rho \le 1`$ a corner, of value $`\max_s w_s`$.
    pub fn best(&self, weights: &[f64]) -> Optimum {
        let largest = weights.iter().copied().fold(0.0, f64::max);
        if self.shape <= 1.0 {
            let tops: Vec<usize> = (0..weights.len()).filter(|&s| weights[s] >= largest).collect();
            let points: Vec<Vec<f64>> = tops.iter().map(|&top| corner(weights.len(), top)).collect();
            let mixes_tie = points.len() > 1 && self.shape >= 1.0;
            return Optimum { points, value: largest, mixes_tie };
        }
        let dual = self.shape / (self.shape - 1.0);
        let logs: Vec<f64> = weights.iter().map(|w| (w / largest).ln()).collect();
        let total = log_sum_exp(&logs, dual);
        let point = logs.iter().map(|log| ((dual * log - total) / self.shape).exp()).collect();
        Optimum { points: vec![point], value: largest * (total / dual).exp(), mixes_tie: false }
    }
}

fn corner(segments: usize, at: usize) -> Vec<f64> {
    (0..segments).map(|s| f64::from(u8::from(s == at))).collect()
}

/// $`\ln\sum_s e^{k\ell_s}`$ for a positive factor $`k`$; terms of $`-\infty`$ add nothing.
fn log_sum_exp(logs: &[f64], factor: f64) -> f64 {
    let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest.is_infinite() {
        return largest;
    }
    let sum: f64 = logs.iter().map(|log| (factor * (log - largest)).exp()).sum();
    factor * largest + sum.ln()
}

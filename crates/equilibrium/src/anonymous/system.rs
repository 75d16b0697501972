//! The equations of symmetric quantal responses and of indifference, in logarithms of probabilities.

use nalgebra::{DMatrix, DVector};

use super::reduced::Reduced;

/// Newton iterations when everybody is to be indifferent.
const INDIFFERENCES: usize = 60;
/// Size of a Newton step, in logarithms, at which the iteration has ended.
const ENDED: f64 = 1e-15;

/// For each role: probabilities that sum to one, and for each action but the first
/// $`\kappa (y_a - y_0) - \lambda (U_a - U_0) = 0`$, where $`y`$ are logarithms. With $`\kappa = 1`$ these are logit responses of
/// precision $`\lambda`$; with $`\kappa = 0`$ all actions earn the same.
pub(super) struct System<'a> {
    reduced: &'a Reduced<'a>,
    starts: Vec<usize>,
    size: usize,
}

/// The equations at a point.
pub(super) struct Linearised {
    pub(super) residual: DVector<f64>,
    /// By unknown logarithm.
    pub(super) jacobian: DMatrix<f64>,
    /// Change of the residual with $`\lambda`$.
    pub(super) by_precision: DVector<f64>,
}

impl<'a> System<'a> {
    pub(super) fn new(reduced: &'a Reduced<'a>) -> Self {
        let mut starts = Vec::new();
        let mut size = 0;
        for role in reduced.game().roles() {
            starts.push(size);
            size += role.actions().len();
        }
        Self { reduced, starts, size }
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Probabilities by role, not yet made to sum to one.
    pub(super) fn mixes(&self, logarithms: &DVector<f64>) -> Vec<Vec<f64>> {
        let roles = self.reduced.game().roles().iter().zip(&self.starts);
        roles.map(|(role, start)| (0..role.actions().len()).map(|a| logarithms[start + a].exp()).collect()).collect()
    }

    /// Logarithms of mixes.
    pub(super) fn logarithms(&self, mixes: &[Vec<f64>]) -> DVector<f64> {
        DVector::from_iterator(self.size, mixes.iter().flatten().map(|share| share.ln()))
    }

    pub(super) fn even(&self) -> Vec<Vec<f64>> {
        let even = |count: usize| vec![1.0 / count as f64; count];
        self.reduced.game().roles().iter().map(|role| even(role.actions().len())).collect()
    }

    pub(super) fn linearised(&self, logarithms: &DVector<f64>, kappa: f64, precision: f64) -> Linearised {
        let mixes = self.mixes(logarithms);
        let expected = self.reduced.expected(&mixes);
        let mut residual = DVector::zeros(self.size);
        let mut jacobian = DMatrix::zeros(self.size, self.size);
        let mut by_precision = DVector::zeros(self.size);
        for (role, mix) in mixes.iter().enumerate() {
            let first = self.starts[role];
            residual[first] = mix.iter().sum::<f64>() - 1.0;
            mix.iter().enumerate().for_each(|(action, share)| jacobian[(first, first + action)] = *share);
            let (payoffs, slopes) = (&expected.payoffs[role], &expected.slopes[role]);
            for action in 1..mix.len() {
                let row = first + action;
                let gap = payoffs[action] - payoffs[0];
                residual[row] = kappa * (logarithms[row] - logarithms[first]) - precision * gap;
                by_precision[row] = -gap;
                for (other, start) in self.starts.iter().enumerate() {
                    for choice in 0..mixes[other].len() {
                        let slope = slopes[action][other][choice] - slopes[0][other][choice];
                        jacobian[(row, start + choice)] -= precision * slope;
                    }
                }
                jacobian[(row, row)] += kappa;
                jacobian[(row, first)] -= kappa;
            }
        }
        Linearised { residual, jacobian, by_precision }
    }

    /// Mixes of all actions at which all earn the same, near a start; `None` when Newton's method does not get there.
    pub(super) fn indifferent(&self, start: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
        let mut logarithms = self.logarithms(start);
        let mut last = f64::INFINITY;
        for _ in 0..INDIFFERENCES {
            let at = self.linearised(&logarithms, 0.0, 1.0);
            let step = at.jacobian.lu().solve(&-at.residual)?;
            let size = step.amax();
            if !size.is_finite() {
                return None;
            }
            // Far away a whole step would leave the range of probabilities.
            logarithms += step * (1.0 / size).min(1.0);
            if size <= ENDED || (size < 1e-11 && size >= last) {
                break;
            }
            last = size;
        }
        let mut mixes = self.mixes(&logarithms);
        for mix in &mut mixes {
            let sum: f64 = mix.iter().sum();
            if !(sum.is_finite() && sum > 0.0) {
                return None;
            }
            for share in mix.iter_mut() {
                *share /= sum;
            }
        }
        Some(mixes)
    }
}

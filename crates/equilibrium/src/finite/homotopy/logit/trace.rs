//! Following the branch: a step along the tangent, Newton back to the curve.

use super::super::dense::{Factored, size_of};
use super::equations::Equations;

/// First step along the curve.
const FIRST_STEP: f64 = 0.2;
/// Below this step the curve is given up.
const SMALLEST_STEP: f64 = 1e-9;
/// Cosine of the largest angle by which the curve may turn in one step.
const SHARPEST_TURN: f64 = 0.6;
/// A longer step that changes the sign of the determinant is not believed.
const CROSSING_STEP: f64 = 1e-3;
/// Most Newton steps of one correction.
const MAX_CORRECTIONS: usize = 6;
/// First correction that the step control aims at, and the largest that is accepted.
const AIM: f64 = 0.15;
const MAX_FIRST: f64 = 0.8;
/// Shrinking of corrections that the step control aims at, and the largest that is accepted.
const CONTRACTION: f64 = 0.15;
const MAX_CONTRACTION: f64 = 0.6;
/// A correction this small ends the correcting: Newton's error is then its square.
const ON_CURVE: f64 = 1e-4;
/// Corrections of a point that is reported.
const REFINEMENTS: usize = 8;

/// A place on the branch and the direction in which it goes on.
pub(super) struct Tracer<'a> {
    pub(super) equations: Equations<'a>,
    /// Logarithms of probabilities, then the precision.
    pub(super) point: Vec<f64>,
    tangent: Vec<f64>,
    /// How the tangent changed per length of the last step.
    bend: Vec<f64>,
    step: f64,
    sign: f64,
    pub(super) turning_points: u64,
    pub(super) bifurcations: u64,
    pub(super) corrections: u64,
}

/// A point brought back to the curve.
struct Corrected {
    point: Vec<f64>,
    factored: Factored,
    first: f64,
    contraction: f64,
}

impl<'a> Tracer<'a> {
    pub(super) fn new(mut equations: Equations<'a>) -> Self {
        let point = equations.start();
        let width = point.len();
        // At the start the derivative in x is regular, and the precision grows.
        let mut border = vec![0.0; width];
        border[width - 1] = 1.0;
        let linearised = equations.at(&point);
        let (factored, _) = equations.bordered(linearised, &border);
        let tangent = direction(&factored, width);
        Self {
            equations,
            point,
            tangent,
            bend: vec![0.0; width],
            step: FIRST_STEP,
            sign: factored.sign,
            turning_points: 0,
            bifurcations: 0,
            corrections: 0,
        }
    }

    /// The precision, in units of one over the largest stake.
    pub(super) fn precision(&self) -> f64 {
        self.point[self.point.len() - 1]
    }

    /// One step along the branch; `false` when no step, however small, comes back to it.
    pub(super) fn advance(&mut self) -> bool {
        while self.step > SMALLEST_STEP * (1.0 + self.precision().abs()) {
            if let Some(corrected) = self.corrected(self.predicted()) {
                let tangent = direction(&corrected.factored, corrected.point.len());
                let cosine: f64 = tangent.iter().zip(&self.tangent).map(|(new, old)| new * old).sum();
                // Round a sharper bend the step may have come out on the way back; the determinant changes its sign
                // there, as it does where another branch is crossed, which a short step shows as well.
                let turned_over = corrected.factored.sign * self.sign < 0.0 && self.step > CROSSING_STEP;
                if cosine >= SHARPEST_TURN && !turned_over {
                    self.accept(corrected, tangent);
                    return true;
                }
            }
            self.step *= 0.4;
        }
        false
    }

    /// Along the tangent, bent as the curve last was.
    fn predicted(&self) -> Vec<f64> {
        let (first, second) = (self.step, 0.5 * self.step * self.step);
        let ahead = self.point.iter().zip(&self.tangent).zip(&self.bend);
        ahead.map(|((value, slope), bend)| value + first * slope + second * bend).collect()
    }

    fn corrected(&mut self, mut point: Vec<f64>) -> Option<Corrected> {
        let (mut first, mut last, mut contraction) = (0.0, f64::INFINITY, 0.0);
        for correction in 0..MAX_CORRECTIONS {
            let linearised = self.equations.at(&point);
            let (factored, mut change) = self.equations.bordered(linearised, &self.tangent);
            self.corrections += 1;
            if !factored.is_regular() {
                return None;
            }
            factored.solve(&mut change);
            let length = size_of(&change);
            let close = ON_CURVE.max(1e-14 * self.precision());
            let shrinking = length / last;
            if correction == 0 {
                first = length;
            } else if length > close {
                contraction = f64::max(contraction, shrinking);
            }
            // Written so that a value that is not a number is refused.
            if !(length <= MAX_FIRST && (correction == 0 || shrinking <= MAX_CONTRACTION || length <= close)) {
                return None;
            }
            point.iter_mut().zip(&change).for_each(|(value, change)| *value -= change);
            if length <= close {
                // At precision zero there is one solution, the start: beyond it lies another curve.
                if point[point.len() - 1] <= 0.0 {
                    return None;
                }
                return Some(Corrected { point, factored, first, contraction });
            }
            last = length;
        }
        None
    }

    fn accept(&mut self, corrected: Corrected, tangent: Vec<f64>) {
        let Corrected { point, factored, first, contraction } = corrected;
        let last = point.len() - 1;
        if (tangent[last] < 0.0) != (self.tangent[last] < 0.0) {
            self.turning_points += 1;
        }
        if factored.sign * self.sign < 0.0 {
            self.bifurcations += 1;
            self.sign = factored.sign;
        }
        for ((bend, new), old) in self.bend.iter_mut().zip(&tangent).zip(&self.tangent) {
            *bend = (new - old) / self.step;
        }
        // The correction grows with the square of the step, its shrinking with the step.
        let factor = f64::min((AIM / first.max(1e-12)).sqrt(), CONTRACTION / contraction.max(1e-12));
        self.step *= factor.clamp(0.3, 3.0);
        self.point = point;
        self.tangent = tangent;
    }

    /// The point of the curve nearest to the current one, as exactly as doubles allow.
    pub(super) fn refined(&mut self) -> Vec<f64> {
        let border = self.tangent.clone();
        self.newton(self.point.clone(), &border, None).unwrap_or_else(|| self.point.clone())
    }

    /// The point of the curve at a precision between that of an earlier point and the current one.
    pub(super) fn between(&mut self, earlier: &[f64], precision: f64) -> Option<Vec<f64>> {
        let last = earlier.len() - 1;
        let share = (precision - earlier[last]) / (self.point[last] - earlier[last]);
        let mix = |(before, after): (&f64, &f64)| before + share * (after - before);
        let guess = earlier.iter().zip(&self.point).map(mix).collect();
        let mut border = vec![0.0; earlier.len()];
        border[last] = 1.0;
        self.newton(guess, &border, Some(precision))
    }

    /// Newton's method until it does not come nearer; with a given precision, or orthogonally to the border.
    fn newton(&mut self, mut point: Vec<f64>, border: &[f64], precision: Option<f64>) -> Option<Vec<f64>> {
        let width = point.len();
        let mut last = f64::INFINITY;
        for _ in 0..REFINEMENTS + 12 * usize::from(precision.is_some()) {
            let linearised = self.equations.at(&point);
            let (factored, mut change) = self.equations.bordered(linearised, border);
            if let Some(precision) = precision {
                change[width - 1] = point[width - 1] - precision;
            }
            self.corrections += 1;
            if !factored.is_regular() {
                return None;
            }
            factored.solve(&mut change);
            let length = size_of(&change);
            if !length.is_finite() {
                return None;
            }
            if length >= 0.5 * last && last < 1e-6 {
                return Some(point);
            }
            point.iter_mut().zip(&change).for_each(|(value, change)| *value -= change);
            last = length;
        }
        (last < 1e-6).then_some(point)
    }
}

/// The unit vector along the curve: what moves nothing but the border.
fn direction(factored: &Factored, width: usize) -> Vec<f64> {
    let mut tangent = vec![0.0; width];
    tangent[width - 1] = 1.0;
    factored.solve(&mut tangent);
    let length = tangent.iter().map(|part| part * part).sum::<f64>().sqrt();
    for part in &mut tangent {
        *part /= length;
    }
    tangent
}

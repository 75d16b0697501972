//! The efforts of one lab, given the total effective effort of each segment.
//!
//! At a total $`Y_s`$ (the lab's own part included) the first-order condition of race effort is linear in the price
//! $`p = m + \tau`$ of a unit, $`m = c + \kappa T`$ the marginal cost:
//!
//! ```math
//! x_{is} = \max\Bigl(0,\; \frac{Y_s}{a_{is}} - K_{is} - p\,\frac{Y_s^2}{M V_s a_{is}^2}\Bigr),
//! \qquad z_i = \max\Bigl(0,\; \frac{B}{m} - z_\mathrm{ref}\Bigr).
//! ```
//!
//! Both fall in $`m`$, so that $`m = c + \kappa\,(X_i + z_i)`$ has one root. Total effort is convex in $`m`$:
//! Newton's step from any $`m`$ lands at or left of the root, and rises to it from there without overshooting.
//! Where a cap binds, race effort has a price of its own above $`m + \tau`$, found in the same way.

use super::prepared::Prepared;
use super::{StageGame, Terms};

/// Newton steps at most; convexity makes a handful enough at any scale.
const STEPS: usize = 300;

/// The lines $`x_s = \max(0, \alpha_s - p\,\beta_s)`$ of one lab; zero slopes where it cannot choose.
#[derive(Debug, Default, Clone)]
pub(super) struct Lines {
    intercepts: Vec<f64>,
    slopes: Vec<f64>,
}

/// What one lab does at given totals.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Effort {
    /// Product effort.
    pub(super) product: f64,
    /// Marginal cost of effort, $`m = c + \kappa T`$.
    pub(super) marginal: f64,
    /// Price of a unit of race effort: marginal cost, tax and the shadow price of the cap.
    pub(super) price: f64,
    /// The part of the price that the cap adds.
    pub(super) shadow: f64,
    /// By how much the price rises when the lab's race effort at a given price rises by one unit.
    pub(super) steepness: f64,
}

impl Lines {
    pub(super) fn resize(&mut self, segments: usize) {
        self.intercepts.resize(segments, 0.0);
        self.slopes.resize(segments, 0.0);
    }

    /// Sets the lines of a lab at these totals.
    pub(super) fn load(&mut self, game: &StageGame<'_>, prepared: &Prepared, lab: usize, totals: &[f64]) {
        let first = lab * totals.len();
        for (segment, &total) in totals.iter().enumerate() {
            let worth = prepared.worth[first + segment];
            (self.intercepts[segment], self.slopes[segment]) = if worth > 0.0 {
                let effort = total / game.suitability[first + segment];
                (effort - game.stock_at(lab, segment), effort * (total / worth))
            } else {
                (0.0, 0.0)
            };
        }
    }

    pub(super) fn slope(&self, segment: usize) -> f64 {
        self.slopes[segment]
    }

    /// Race effort in a segment at a price.
    pub(super) fn effort(&self, segment: usize, price: f64) -> f64 {
        (self.intercepts[segment] - price * self.slopes[segment]).max(0.0)
    }

    /// Race effort in all segments and by how much it falls when the price rises by one.
    fn total(&self, price: f64) -> (f64, f64) {
        let (mut effort, mut fall) = (0.0, 0.0);
        for (intercept, slope) in self.intercepts.iter().zip(&self.slopes) {
            let chosen = intercept - price * slope;
            if chosen > 0.0 {
                effort += chosen;
                fall += slope;
            }
        }
        (effort, fall)
    }

    /// The lab's efforts, starting from a guess of its marginal cost; `held` is what it is committed to, `free` what its
    /// cap leaves beside that.
    pub(super) fn solve(&self, terms: &Terms, held: f64, free: f64, guess: f64) -> Effort {
        let marginal = self.marginal_cost(terms, held, guess);
        let (race, fall) = self.total(marginal + terms.tax);
        if race > free {
            return self.at_cap(terms, held, free, marginal + terms.tax);
        }
        let (product, product_fall) = product_effort(terms, marginal);
        let steepness = terms.convexity / (1.0 + terms.convexity * (fall + product_fall));
        Effort { product, marginal, price: marginal + terms.tax, shadow: 0.0, steepness }
    }

    /// The root of $`m = c + \kappa\,(X(m+\tau) + z(m))`$.
    fn marginal_cost(&self, terms: &Terms, held: f64, guess: f64) -> f64 {
        let (cost, convexity) = (terms.cost, terms.convexity);
        let mut marginal = guess.max(cost);
        for _ in 0..STEPS {
            let (race, race_fall) = self.total(marginal + terms.tax);
            let (product, product_fall) = product_effort(terms, marginal);
            let excess = marginal - cost - convexity * (held + race + product);
            let next = (marginal - excess / (1.0 + convexity * (race_fall + product_fall))).max(cost);
            let settled = (next - marginal).abs() <= 2.0 * f64::EPSILON * marginal;
            marginal = next;
            if settled {
                break;
            }
        }
        marginal
    }

    /// The lab's efforts when its race effort stands at the cap: the price rises until the cap suffices.
    fn at_cap(&self, terms: &Terms, held: f64, free: f64, lowest: f64) -> Effort {
        let (product, marginal) = product_beside(terms, held + free);
        // Race effort is piecewise linear and convex in the price: Newton climbs to the root from the left.
        let mut price = lowest;
        let mut fall = 0.0;
        for _ in 0..STEPS {
            let (race, slope) = self.total(price);
            fall = if slope > 0.0 { slope } else { fall };
            let next = price + (race - free) / fall;
            if next <= price * (1.0 + f64::EPSILON) {
                break;
            }
            price = next;
        }
        Effort { product, marginal, price, shadow: price - lowest, steepness: 1.0 / fall }
    }
}

/// Product effort at a marginal cost, and by how much it falls when that rises by one.
fn product_effort(terms: &Terms, marginal: f64) -> (f64, f64) {
    let wanted = terms.product_value / marginal;
    let product = wanted - terms.product_scale;
    if product > 0.0 { (product, wanted / marginal) } else { (0.0, 0.0) }
}

/// Product effort and marginal cost beside a fixed race effort: the root of $`m = c + \kappa (X + B/m - z_\mathrm{ref})`$.
fn product_beside(terms: &Terms, race: f64) -> (f64, f64) {
    let alone = terms.cost + terms.convexity * race;
    let product = product_root(terms.product_value, terms.product_scale, alone, terms.convexity);
    (product, alone + terms.convexity * product)
}

/// The product effort at which $`B/(z_\mathrm{ref}+z) = m_0 + \kappa z`$, zero if the first unit does not pay.
pub(super) fn product_root(value: f64, scale: f64, marginal: f64, convexity: f64) -> f64 {
    let gain = value - marginal * scale;
    if gain <= 0.0 {
        return 0.0;
    }
    // kappa z^2 + (m0 + kappa zref) z - gain = 0, in the form that does not cancel.
    let slope = marginal + convexity * scale;
    2.0 * gain / (slope + (slope * slope + 4.0 * convexity * gain).sqrt())
}

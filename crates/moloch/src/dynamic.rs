//! Dynamic regret: what a lab could still gain on the whole path by another path of its own effort, the others' efforts and
//! the market's state held as they are.
//!
//! With the effective stock $`e_t = \varphi e_{t-1} + x_t`$ the present value is concave in the efforts $`x_t \ge 0`$: the
//! win probability is concave in $`e_t`$, which is linear in them, and the cost of race effort beside the best product
//! effort is convex. The search is the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno on
//! $`x = s u^2`$; concavity turns the gradient where it ends into an upper bound.
//!
//! The horizon ends the computation, not the race. Effort outlives it, and without a value for what it leaves every lab
//! would gain by resting in the last year. So the prizes of the last month count $`1/(1-\varphi e^{-r/12})`$ times: what
//! they would come to if that month's conditions lasted and the effective stock then won the same for ever. Where nothing
//! changes and labs look ahead fully, the monthly equilibrium has no dynamic regret, as it should.

use argmin::core::{CostFunction, Executor, Gradient};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;

use crate::law::Law;
use crate::month::Month;
use crate::path::{Anchor, Path};

/// A lab's dynamic regret on a path without intervention.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DynamicRegret {
    /// The gain that the search found, bn USD in present value.
    pub gain: f64,
    /// No gain exceeds this, for efforts up to [`BOX`] times the largest of any lab on the path.
    pub bound: f64,
    /// The gain as a part of the lab's present value on the path.
    pub relative: f64,
}

/// The box of the bound, in units of the largest effort of any lab on the path.
pub const BOX: f64 = 10.0;
/// Steps of the search.
const STEPS: u64 = 400;

/// The dynamic regret of every lab.
pub fn dynamic_regrets(law: &Law, anchor: &Anchor, path: &Path) -> Vec<DynamicRegret> {
    (0..law.labs).map(|lab| dynamic_regret(law, anchor, path, lab)).collect()
}

/// The dynamic regret of one lab, counted from 0.
///
/// # Panics
/// If the law has no such lab.
pub fn dynamic_regret(law: &Law, anchor: &Anchor, path: &Path, lab: usize) -> DynamicRegret {
    Deviation::of(law, anchor, path, lab).regret(path.present.payoffs[lab])
}

/// One lab's problem: everything but its own efforts is fixed.
struct Deviation<'d> {
    law: &'d Law,
    path: &'d Path,
    suitability: &'d [f64],
    opening: Vec<f64>,
    against: Vec<f64>,
    held: Vec<f64>,
    scale: f64,
    lasting: f64,
}

impl<'d> Deviation<'d> {
    fn of(law: &'d Law, anchor: &Anchor, path: &'d Path, lab: usize) -> Self {
        let segments = law.segments();
        let own = lab * segments..(lab + 1) * segments;
        let suitability = &law.suitability[own.clone()];
        let mut against = Vec::new();
        let mut held = Vec::new();
        for month in &path.months {
            for s in 0..segments {
                let rivals = (0..law.labs).filter(|&j| j != lab).map(|j| {
                    let cell = j * segments + s;
                    law.suitability[cell] * (month.state.stock[cell] + month.race.race[cell])
                });
                against.push(month.conditions.fringe[s] + rivals.sum::<f64>());
                held.push(month.race.race[own.start + s]);
            }
        }
        let scale = largest_effort(law, path);
        let lasting = 1.0 / (1.0 - law.retention * (-law.discount / 12.0).exp());
        Self { law, path, suitability, opening: anchor.stock[own].to_vec(), against, held, scale, lasting }
    }

    fn regret(&self, present: f64) -> DynamicRegret {
        let before = self.value_of(&self.held);
        let best = self.search();
        let gain = (self.value_of(&best) - before).max(0.0);
        // The bound holds wherever the gradient is taken; the path itself can give the sharper one.
        let bound = self.bound_from(&best, before).min(self.bound_from(&self.held, before)).max(gain);
        DynamicRegret { gain, bound, relative: if gain > 0.0 { gain / present.abs() } else { 0.0 } }
    }

    /// A concave function lies below its tangents: the most that efforts in the box could gain over `before`.
    fn bound_from(&self, efforts: &[f64], before: f64) -> f64 {
        let gradient = self.gradient_of(efforts);
        let most = BOX * self.scale;
        let left: f64 = efforts.iter().zip(&gradient).map(|(x, g)| (g * (most - x)).max(-g * x)).sum();
        self.value_of(efforts) - before + left
    }

    /// The best path of efforts that the search finds; the path's own where it fails.
    fn search(&self) -> Vec<f64> {
        // A zero effort could never leave zero, since its derivative by u vanishes.
        let start: Vec<f64> = self.held.iter().map(|x| (x / self.scale).max(1e-6).sqrt()).collect();
        let method = LBFGS::new(MoreThuenteLineSearch::new(), 12);
        let run = Executor::new(Squared(self), method).configure(|state| state.param(start).max_iters(STEPS)).run();
        let found = run.ok().and_then(|run| run.state.best_param);
        found.map_or_else(|| self.held.clone(), |u| self.efforts(&u))
    }

    fn efforts(&self, u: &[f64]) -> Vec<f64> {
        let segments = self.suitability.len();
        let fits = |k: usize| if self.suitability[k % segments] > 0.0 { self.scale } else { 0.0 };
        u.iter().enumerate().map(|(k, u)| fits(k) * u * u).collect()
    }

    /// Present value of the lab's payoff at a path of race efforts, product effort chosen anew each month.
    fn value_of(&self, efforts: &[f64]) -> f64 {
        let segments = self.suitability.len();
        let mut stock = self.opening.clone();
        let mut value = 0.0;
        for t in 0..self.path.months.len() {
            let mut flow = self.effort_payoff(t, efforts[t * segments..][..segments].iter().sum()).0;
            for s in 0..segments {
                let effective = self.suitability[s] * (stock[s] + efforts[t * segments + s]);
                let total = self.against[t * segments + s] + effective;
                flow += if total > 0.0 { self.prize(t, s) * effective / total } else { 0.0 };
                stock[s] = self.law.retention * (stock[s] + efforts[t * segments + s]);
            }
            value += self.law.weight(t) * flow;
        }
        value
    }

    /// Its derivatives by the efforts: what a unit of stock is worth is added up from the last month back.
    fn gradient_of(&self, efforts: &[f64]) -> Vec<f64> {
        let segments = self.suitability.len();
        let mut effective = vec![0.0; efforts.len()];
        let mut stock = self.opening.clone();
        for (k, slot) in effective.iter_mut().enumerate() {
            *slot = stock[k % segments] + efforts[k];
            stock[k % segments] = self.law.retention * *slot;
        }
        let mut gradient = vec![0.0; efforts.len()];
        let mut worth = vec![0.0; segments];
        for t in (0..self.path.months.len()).rev() {
            let weight = self.law.weight(t);
            let marginal = self.effort_payoff(t, efforts[t * segments..][..segments].iter().sum()).1;
            for s in 0..segments {
                let (k, a) = (t * segments + s, self.suitability[s]);
                let total = self.against[k] + a * effective[k];
                let wins = if total > 0.0 { self.prize(t, s) * a * self.against[k] / (total * total) } else { 0.0 };
                worth[s] = weight * wins + self.law.retention * worth[s];
                gradient[k] = if a > 0.0 { worth[s] - weight * marginal } else { 0.0 };
            }
        }
        gradient
    }

    /// What winning a segment in a month is worth; in the last month, for as long as effort lasts.
    fn prize(&self, t: usize, segment: usize) -> f64 {
        let lasting = if t + 1 == self.path.months.len() { self.lasting } else { 1.0 };
        lasting * self.path.months[t].conditions.prizes[segment]
    }

    /// Product value less all cost at a race effort, product effort chosen best, and the marginal cost there.
    fn effort_payoff(&self, t: usize, race: f64) -> (f64, f64) {
        let conditions = &self.path.months[t].conditions;
        let (cost, convexity) = (self.law.cost, conditions.convexity);
        let (value, scale) = (conditions.product_value, self.law.product_scale);
        // B/(zref+z) = c + kappa (X+z), the positive root of a quadratic.
        let alone = cost + convexity * race;
        let gain = value - alone * scale;
        let slope = alone + convexity * scale;
        let product =
            if gain > 0.0 { 2.0 * gain / (slope + (slope * slope + 4.0 * convexity * gain).sqrt()) } else { 0.0 };
        let effort = race + product;
        let payoff = value * (product / scale).ln_1p() - cost * effort - convexity * effort * effort / 2.0;
        (payoff, cost + convexity * effort)
    }
}

/// The largest race effort of any lab in any month and segment; where nobody races, what the largest prize would buy.
fn largest_effort(law: &Law, path: &Path) -> f64 {
    let largest = |of: fn(&Month) -> &[f64]| path.months.iter().flat_map(of).copied().fold(0.0, f64::max);
    let effort = largest(|month| &month.race.race);
    if effort > 0.0 { effort } else { largest(|month| &month.conditions.prizes) / law.cost }
}

/// The problem in `u`, efforts being `scale u^2`, as a minimisation in units of the prize.
struct Squared<'q, 'd>(&'q Deviation<'d>);

impl Squared<'_, '_> {
    fn unit(&self) -> f64 {
        let months = self.0.path.months.iter().enumerate();
        months.map(|(t, month)| self.0.law.weight(t) * month.accounts.prize).sum()
    }
}

impl CostFunction for Squared<'_, '_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, u: &Vec<f64>) -> Result<f64, argmin::core::Error> {
        Ok(-self.0.value_of(&self.0.efforts(u)) / self.unit())
    }
}

impl Gradient for Squared<'_, '_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, u: &Vec<f64>) -> Result<Vec<f64>, argmin::core::Error> {
        let (gradient, unit) = (self.0.gradient_of(&self.0.efforts(u)), self.unit());
        Ok(u.iter().zip(gradient).map(|(u, g)| -2.0 * self.0.scale * u * g / unit).collect())
    }
}

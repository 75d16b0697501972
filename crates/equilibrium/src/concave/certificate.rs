//! Regrets of profiles, recomputed from gradients or payoffs; this file imports no solver.

use argmin::core::{CostFunction, Executor};
use argmin::solver::neldermead::NelderMead;
use moloch_core::{Certificate, Concept, tolerance};

use super::{Budget, ConcaveGame, Profile};

/// By how much the sum of components may exceed its budget, relative to it: rounding of the sum.
const BUDGET_SLACK: f64 = 1e-12;

/// Bounds every player's regret by the gradient gap.
///
/// For a payoff concave in the own action on a box, no deviation gains more than
/// $`\sum_k \max(g_k(\bar x_k-x_k),\; g_k(\underline x_k-x_k))`$ with $`g`$ the own gradient; components under a
/// [`Budget`] are bounded together, by the linear programme's optimum. A gradient that is not finite, or an action
/// that is not feasible, gives a residual that does not pass.
pub fn by_gradient(game: &(impl ConcaveGame + ?Sized), profile: &Profile) -> Certificate {
    let gap = (0..game.players()).map(|player| gradient_gap(game, player, profile)).fold(0.0, worse);
    Certificate {
        concept: Concept::Regret,
        residual: gap,
        scale: game.scale(),
        tolerance: tolerance::REGRET_REL,
        method: "gradient gap over each player's feasible actions",
    }
}

/// The larger residual; a value that is not a number wins, so that it cannot hide.
pub fn worse(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
}

fn gradient_gap(game: &(impl ConcaveGame + ?Sized), player: usize, profile: &Profile) -> f64 {
    let mut gradient = vec![0.0; game.dimension(player)];
    game.gradient(player, profile, &mut gradient);
    let own = profile.of(player);
    let bounds: Vec<(f64, f64)> = (0..own.len()).map(|k| game.bounds(player, k)).collect();
    if own.iter().zip(&bounds).any(|(x, (low, high))| !(x >= low && x <= high)) {
        return f64::NAN;
    }
    let shared = game.budget(player);
    let in_budget = |k: usize| shared.as_ref().is_some_and(|budget| budget.components.contains(&k));
    let free: f64 = (0..own.len()).filter(|&k| !in_budget(k)).map(|k| box_gap(gradient[k], own[k], bounds[k])).sum();
    free + shared.as_ref().map_or(0.0, |budget| budget_gap(&gradient, own, &bounds, budget))
}

/// What one component can gain along its gradient; a component at the end it wants gains exactly nothing.
fn box_gap(gradient: f64, own: f64, (low, high): (f64, f64)) -> f64 {
    let gain = |end: f64| if end.total_cmp(&own).is_eq() { 0.0 } else { gradient * (end - own) };
    worse(gain(low), gain(high))
}

/// What the components under a budget can gain along their gradient: the linear programme's optimum goes to the
/// steepest components first.
fn budget_gap(gradient: &[f64], own: &[f64], bounds: &[(f64, f64)], budget: &Budget) -> f64 {
    let spent: f64 = own[budget.components.clone()].iter().sum();
    let mut room = budget.components.clone().fold(budget.total, |room, k| room - bounds[k].0);
    if spent > budget.total * (1.0 + BUDGET_SLACK) || room < 0.0 {
        return f64::NAN;
    }
    let mut order: Vec<usize> = budget.components.clone().collect();
    order.sort_by(|&a, &b| gradient[b].total_cmp(&gradient[a]));
    let mut gain = 0.0;
    for k in order {
        let (low, high) = bounds[k];
        let step = if gradient[k] > 0.0 { room.min(high - low) } else { 0.0 };
        room -= step;
        gain += gradient[k] * (low + step - own[k]);
    }
    worse(0.0, gain)
}

/// The largest gain that a derivative-free search from several starts finds for one player: a second witness that
/// uses payoffs alone and does not rely on concavity.
///
/// The search is Nelder and Mead's, on the box, from the own action and from `starts` further points of the box.
/// It returns zero when nothing better was found.
pub fn gain_by_search(game: &(impl ConcaveGame + ?Sized), player: usize, profile: &Profile, starts: usize) -> f64 {
    let bounds: Vec<(f64, f64)> = (0..game.dimension(player)).map(|k| game.bounds(player, k)).collect();
    let problem = Deviation { game, player, profile, bounds: &bounds };
    let held = game.payoff(player, profile);
    (0..=starts)
        .map(|start| {
            let centre: Vec<f64> = match start {
                0 => profile.of(player).to_vec(),
                _ => bounds.iter().map(|(low, high)| low + (high - low) * start as f64 / starts as f64).collect(),
            };
            problem.best_from(&centre) - held
        })
        .fold(0.0, worse)
}

/// One player's deviations as a minimisation problem.
struct Deviation<'d, G: ?Sized> {
    game: &'d G,
    player: usize,
    profile: &'d Profile,
    bounds: &'d [(f64, f64)],
}

impl<G: ConcaveGame + ?Sized> Deviation<'_, G> {
    fn best_from(&self, centre: &[f64]) -> f64 {
        let simplex: Vec<Vec<f64>> = (0..=centre.len())
            .map(|vertex| {
                let mut point = centre.to_vec();
                if let Some(k) = vertex.checked_sub(1) {
                    let (low, high) = self.bounds[k];
                    let step = 0.1 * (high - low);
                    point[k] += if point[k] + step <= high { step } else { -step };
                }
                point
            })
            .collect();
        // The first vertex is kept when the search itself fails.
        let fallback = self.payoff_at(centre);
        let Ok(method) = NelderMead::new(simplex).with_sd_tolerance(1e-15 * self.game.scale()) else { return fallback };
        let search = Executor::new(Borrowed(self), method).configure(|state| state.max_iters(2_000)).run();
        search.map_or(fallback, |found| fallback.max(-found.state.best_cost))
    }

    fn payoff_at(&self, action: &[f64]) -> f64 {
        let mut deviated = self.profile.clone();
        for (k, own) in deviated.of_mut(self.player).iter_mut().enumerate() {
            *own = action[k].clamp(self.bounds[k].0, self.bounds[k].1);
        }
        if let Some(budget) = self.game.budget(self.player) {
            self.respect(&budget, deviated.of_mut(self.player));
        }
        self.game.payoff(self.player, &deviated)
    }

    /// Shrinks what stands above the lower bounds until the sum fits the budget.
    fn respect(&self, budget: &Budget, action: &mut [f64]) {
        let lowest: f64 = budget.components.clone().map(|k| self.bounds[k].0).sum();
        let above = action[budget.components.clone()].iter().sum::<f64>() - lowest;
        if above > budget.total - lowest {
            let part = (budget.total - lowest) / above;
            for k in budget.components.clone() {
                action[k] = self.bounds[k].0 + part * (action[k] - self.bounds[k].0);
            }
        }
    }
}

struct Borrowed<'b, 'd, G: ?Sized>(&'b Deviation<'d, G>);

impl<G: ConcaveGame + ?Sized> CostFunction for Borrowed<'_, '_, G> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, action: &Vec<f64>) -> Result<f64, argmin::core::Error> {
        Ok(-self.0.payoff_at(action))
    }
}

/// The largest gain of one player whose action is a number in `[0, high]`, for payoffs that need not be concave:
/// a grid even in logarithms and in levels, each of its peaks refined by golden sections.
///
/// `payoff` is the player's expected payoff as a function of the own action, rivals held fixed.
pub fn gain_on_line(held: f64, high: f64, payoff: impl Fn(f64) -> f64) -> f64 {
    const POINTS: usize = 400;
    let mut grid: Vec<f64> = (0..=POINTS).map(|k| high * k as f64 / POINTS as f64).collect();
    grid.extend((1..=POINTS).map(|k| high * 1e-12_f64.powf(k as f64 / POINTS as f64)));
    grid.sort_by(f64::total_cmp);
    let values: Vec<f64> = grid.iter().map(|&x| payoff(x)).collect();
    let mut best = values.iter().copied().fold(f64::NEG_INFINITY, worse);
    for k in 1..grid.len() - 1 {
        if values[k] >= values[k - 1] && values[k] >= values[k + 1] {
            best = worse(best, golden_maximum(grid[k - 1], grid[k + 1], &payoff));
        }
    }
    worse(0.0, best - held)
}

fn golden_maximum(mut low: f64, mut high: f64, payoff: &impl Fn(f64) -> f64) -> f64 {
    const RATIO: f64 = 0.618_033_988_749_894_9;
    let (mut a, mut b) = (high - RATIO * (high - low), low + RATIO * (high - low));
    let (mut at_a, mut at_b) = (payoff(a), payoff(b));
    for _ in 0..60 {
        if at_a >= at_b {
            (high, b, at_b) = (b, a, at_a);
            a = high - RATIO * (high - low);
            at_a = payoff(a);
        } else {
            (low, a, at_a) = (a, b, at_b);
            b = low + RATIO * (high - low);
            at_b = payoff(b);
        }
    }
    worse(at_a, at_b)
}

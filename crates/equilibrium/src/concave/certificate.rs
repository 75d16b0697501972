//! Regrets of profiles, recomputed from gradients or payoffs; this file imports no solver.

use argmin::core::{CostFunction, Executor};
use argmin::solver::neldermead::NelderMead;
use moloch_core::{Certificate, Concept, tolerance};

use super::{ConcaveGame, Profile};

/// Bounds every player's regret by the gradient gap.
///
/// For a payoff concave in the own action on a box, no deviation gains more than
/// $`\sum_k \max(g_k(\bar x_k-x_k),\; g_k(\underline x_k-x_k))`$ with $`g`$ the own gradient. A gradient that is not
/// finite gives a residual that does not pass.
pub fn by_gradient(game: &(impl ConcaveGame + ?Sized), profile: &Profile) -> Certificate {
    let gap = (0..game.players()).map(|player| gradient_gap(game, player, profile)).fold(0.0, worse);
    Certificate {
        concept: Concept::Regret,
        residual: gap,
        scale: game.scale(),
        tolerance: tolerance::REGRET_REL,
        method: "gradient gap over each player's box",
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
    (0..own.len())
        .map(|k| {
            let (low, high) = game.bounds(player, k);
            let inside = own[k] >= low && own[k] <= high;
            let gain = |end: f64| if end.total_cmp(&own[k]).is_eq() { 0.0 } else { gradient[k] * (end - own[k]) };
            if inside { worse(gain(low), gain(high)) } else { f64::NAN }
        })
        .sum()
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
        self.game.payoff(self.player, &deviated)
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

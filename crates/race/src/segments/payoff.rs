//! The stage game as a concave game, and the certificate of its equilibrium; imports no solver.

use std::ops::Range;

use moloch_core::{Certificate, Uniqueness};
use moloch_equilibrium::concave::certificate::by_gradient;
use moloch_equilibrium::concave::{Budget, ConcaveGame, Profile};

use super::{StageEquilibrium, StageGame};

/// Bounds the regret of every lab by its gradient gap; relative to the sum of prizes and product value.
///
/// The payoff is the one that labs choose by: with foresight, with the tax.
pub fn certificate(game: &StageGame<'_>, equilibrium: &StageEquilibrium) -> Certificate {
    by_gradient(game, &profile(game, equilibrium))
}

/// What is known of uniqueness once [`StageGame::check`] has passed.
///
/// Own payoff is concave, and strictly so wherever rivals, fringe or stock count; rivals' efforts enter it as one over a
/// linear form, which is convex; and payoffs sum to $`\sum_s V_s(1-y_s/Y_s)`$ plus concave terms of own efforts, which is
/// concave because all labs share the prize $`V_s`$. That is Goodman's condition for Rosen's uniqueness theorem.
pub fn uniqueness() -> Uniqueness {
    Uniqueness::Proved {
        theorem: "diagonal strict concavity (Rosen 1965) by Goodman's conditions (1980): common prizes, r = 1, every \
                  prize contested",
    }
}

/// The equilibrium's efforts as a profile: each lab's race efforts by segment, then its product effort.
pub(super) fn profile(game: &StageGame<'_>, equilibrium: &StageEquilibrium) -> Profile {
    let segments = game.segments();
    let mut profile = Profile::zeros((0..game.labs()).map(|_| segments + 1));
    for lab in 0..game.labs() {
        let own = profile.of_mut(lab);
        own[..segments].copy_from_slice(equilibrium.race_of(lab));
        own[segments] = equilibrium.product[lab];
    }
    profile
}

impl StageGame<'_> {
    /// Own and rivals' effective effort in a segment.
    fn sides(&self, player: usize, segment: usize, profile: &Profile) -> (f64, f64) {
        let of =
            |lab: usize| self.suitability_of(lab)[segment] * (self.stock_at(lab, segment) + profile.of(lab)[segment]);
        let rivals: f64 = (0..self.labs()).filter(|&lab| lab != player).map(of).sum();
        (of(player), self.fringe[segment] + rivals)
    }

    fn marginal_cost(&self, own: &[f64]) -> f64 {
        self.terms.cost + self.terms.convexity * own.iter().sum::<f64>()
    }
}

/// The positive root of $`q x^2/4 + l x = v`$, in the form that does not cancel.
fn largest_paying(value: f64, linear: f64, quadratic: f64) -> f64 {
    2.0 * value / (linear + (linear * linear + quadratic * value).sqrt())
}

impl ConcaveGame for StageGame<'_> {
    fn players(&self) -> usize {
        self.labs()
    }

    fn dimension(&self, _player: usize) -> usize {
        self.segments() + 1
    }

    fn bounds(&self, player: usize, component: usize) -> (f64, f64) {
        let terms = &self.terms;
        if component == self.segments() {
            // The slope of product value is below B / z, that of cost above c + kappa z.
            return (0.0, largest_paying(terms.product_value, terms.cost, 4.0 * terms.convexity));
        }
        match self.held_at(player, component) {
            Some(held) => (held, held),
            // More effort than this costs more than the prize is worth, whatever else the lab does.
            None => {
                let worth = terms.foresight * self.prizes[component];
                (0.0, largest_paying(worth, terms.cost + terms.tax, 2.0 * terms.convexity))
            }
        }
    }

    fn budget(&self, player: usize) -> Option<Budget> {
        let total = self.cap_of(player);
        let components: Range<usize> = 0..self.segments();
        total.is_finite().then_some(Budget { components, total })
    }

    fn payoff(&self, player: usize, profile: &Profile) -> f64 {
        let own = profile.of(player);
        let won = |segment: usize| {
            let (mine, against) = self.sides(player, segment, profile);
            let share = if mine > 0.0 { mine / (mine + against) } else { 0.0 };
            self.terms.foresight * self.prizes[segment] * share
        };
        let race: f64 = own[..self.segments()].iter().sum();
        let effort = race + own[self.segments()];
        (0..self.segments()).map(won).sum::<f64>()
            + self.terms.product_value * (own[self.segments()] / self.terms.product_scale).ln_1p()
            - self.terms.cost * effort
            - self.terms.convexity * effort * effort / 2.0
            - self.terms.tax * race
    }

    fn gradient(&self, player: usize, profile: &Profile, gradient: &mut [f64]) {
        let own = profile.of(player);
        let marginal = self.marginal_cost(own);
        for segment in 0..self.segments() {
            let a = self.suitability_of(player)[segment];
            let (mine, against) = self.sides(player, segment, profile);
            let worth = self.terms.foresight * self.prizes[segment];
            let gain =
                if a > 0.0 && worth > 0.0 { worth * a * (against / (mine + against)) / (mine + against) } else { 0.0 };
            gradient[segment] = gain - marginal - self.terms.tax;
        }
        let product = own[self.segments()];
        gradient[self.segments()] = self.terms.product_value / (self.terms.product_scale + product) - marginal;
    }

    fn scale(&self) -> f64 {
        self.prizes.iter().sum::<f64>() + self.terms.product_value
    }

    fn uniqueness(&self) -> Uniqueness {
        uniqueness()
    }
}

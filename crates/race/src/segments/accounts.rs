//! Who earns, spends and burns what at the efforts of a stage game.

use moloch_core::sum::compensated;

use super::{StageEquilibrium, StageGame};

/// What the accounts need beside the game.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flows<'f> {
    /// The part of each prize that is earned from customers, bn USD/yr: without the premium that investors pay.
    pub real_prizes: &'f [f64],
    /// Value of product effort to others for each unit of private value, $`\sigma \ge 0`$.
    pub spillover: f64,
    /// Value to society of a unit of race effort, $`v`$; zero if racing is worth nothing beyond the prize.
    pub social_value: f64,
}

/// The accounts of one date; prizes count without foresight.
#[derive(Debug, Clone, PartialEq)]
pub struct Accounts {
    /// Payoff $`u_i`$ of each lab after tax, bn USD/yr.
    pub payoffs: Vec<f64>,
    /// Share of each prize that each lab wins, lab by lab.
    pub shares: Vec<f64>,
    /// Share of each prize that the fringe wins.
    pub fringe_shares: Vec<f64>,
    /// Sum of the prizes, bn USD/yr.
    pub prize: f64,
    /// What the race costs: all cost less what the same product effort would cost without a race, bn USD/yr.
    pub race_cost: f64,
    /// All cost of effort, without tax, bn USD/yr.
    pub total_cost: f64,
    /// Private value of product effort, bn USD/yr.
    pub product_value: f64,
    /// Tax paid, bn USD/yr.
    pub tax_revenue: f64,
    /// Welfare $`W`$: real prizes, product value with spillover and the social value of race effort, less all cost; taxes and
    /// premiums are transfers, bn USD/yr.
    pub welfare: f64,
}

impl Accounts {
    /// The accounts of a stage game at these efforts.
    pub fn of(game: &StageGame<'_>, race: &StageEquilibrium, flows: &Flows<'_>) -> Self {
        let (labs, segments) = (game.labs(), game.segments());
        let mut shares = vec![0.0; labs * segments];
        let mut fringe_shares = vec![0.0; segments];
        for segment in 0..segments {
            let effective = |lab: usize| {
                game.suitability_of(lab)[segment] * (game.stock_at(lab, segment) + race.race_of(lab)[segment])
            };
            let total = compensated((0..labs).map(effective).chain([game.fringe[segment]]));
            if total > 0.0 {
                fringe_shares[segment] = game.fringe[segment] / total;
                (0..labs).for_each(|lab| shares[lab * segments + segment] = effective(lab) / total);
            }
        }
        let terms = &game.terms;
        let raced: Vec<f64> = (0..labs).map(|lab| compensated(race.race_of(lab).iter().copied())).collect();
        let cost = |effort: f64| terms.cost * effort + terms.convexity * effort * effort / 2.0;
        let value = |lab: usize| terms.product_value * (race.product[lab] / terms.product_scale).ln_1p();
        let spent = |lab: usize| cost(raced[lab] + race.product[lab]);
        let payoff = |lab: usize| {
            let won = (0..segments).map(|s| game.prizes[s] * shares[lab * segments + s]);
            compensated(won.chain([value(lab), -spent(lab), -terms.tax * raced[lab]]))
        };
        let total_cost = compensated((0..labs).map(spent));
        let product_value = compensated((0..labs).map(value));
        let effort = compensated(raced.iter().copied());
        Self {
            payoffs: (0..labs).map(payoff).collect(),
            prize: compensated(game.prizes.iter().copied()),
            race_cost: total_cost - compensated(race.product.iter().map(|&z| cost(z))),
            total_cost,
            product_value,
            tax_revenue: terms.tax * effort,
            welfare: compensated(flows.real_prizes.iter().copied().chain([
                (1.0 + flows.spillover) * product_value,
                flows.social_value * effort,
                -total_cost,
            ])),
            shares,
            fringe_shares,
        }
    }

    /// All cost as a part of the prizes: rent dissipation, product effort included; `None` without a prize.
    pub fn dissipation(&self) -> Option<f64> {
        (self.prize > 0.0).then(|| self.total_cost / self.prize)
    }
}

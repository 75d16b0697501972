//! The steps from no rebound to the whole economy: what changes while wages and the price of energy stay.

use super::Economy;
use crate::ces::{log_mean, order_of_prices};

/// Energy as a multiple of today's, as more and more is allowed to answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Partial {
    /// Nothing but the gain: every sector makes what it made with the labour it had.
    pub expected: f64,
    /// Sectors also replace labour by energy that got cheaper to use.
    pub technique: f64,
    /// The household also buys more of what got cheaper, at an unchanged standard of living: the direct effect.
    pub direct: f64,
    /// The household also spends the real income gained.
    pub income: f64,
}

/// Energy after gains in efficiency at today's wage and price of energy.
pub fn partial(economy: &Economy, log_gains: &[f64]) -> Partial {
    let n = economy.sectors();
    let total = economy.energy_cost();
    let sum = |log: &dyn Fn(usize) -> f64| {
        let parts = economy.energy_costs().enumerate().filter(|(_, cost)| *cost > 0.0);
        moloch_core::sum::compensated(parts.map(|(i, cost)| cost / total * log(i).exp()))
    };
    let prices: Vec<f64> = (0..n)
        .map(|i| {
            let theta = economy.energy_share[i];
            log_mean(&[theta, 1.0 - theta], &[-log_gains[i], 0.0], order_of_prices(economy.substitution[i]))
        })
        .collect();
    let sigma = economy.consumption_substitution;
    let living = log_mean(&economy.budget, &prices, order_of_prices(sigma));
    let intensity = |i: usize| economy.substitution[i] * (prices[i] + log_gains[i]) - log_gains[i];
    let compensated_good = |i: usize| sigma * (living - prices[i]);
    Partial {
        expected: sum(&|i| -log_gains[i]),
        technique: sum(&intensity),
        direct: sum(&|i| intensity(i) + compensated_good(i)),
        income: sum(&|i| intensity(i) + compensated_good(i) - living),
    }
}

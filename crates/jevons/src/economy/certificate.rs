//! Does an allocation clear every market, with nobody able to do better? Recomputed from quantities, without the
//! solver's demands.
//!
//! Cost is least and utility is most exactly where what is paid equals the dual price of what is got: for any amounts
//! $`\sum_i p_i q_i \ge c(p)\,F(q)`$, and only the best choice gives equality.

use moloch_core::sum::compensated;
use moloch_core::worst;

use super::{Allocation, Economy};
use crate::ces::{log_mean, order_of_prices, order_of_quantities};

/// The largest miss of any condition of equilibrium, relative to what it balances, all but for rounding zero at one.
pub fn residual(economy: &Economy, log_gains: &[f64], a: &Allocation) -> f64 {
    let sectors = (0..economy.sectors()).map(|i| worst(sector(economy, log_gains[i], a, i)));
    worst(sectors.chain(household(economy, a)).chain(energy_sector(economy, a)).chain(markets(economy, a)))
}

/// Relative difference of two positive numbers given by their logarithms.
fn apart(log_a: f64, log_b: f64) -> f64 {
    (log_a - log_b).exp_m1().abs()
}

/// The good is what its inputs make, it earns what they cost, and no other inputs make it for less.
fn sector(economy: &Economy, log_gain: f64, a: &Allocation, i: usize) -> [f64; 3] {
    let (theta, sigma) = (economy.energy_share[i], economy.substitution[i]);
    let weights = [theta, 1.0 - theta];
    let made = log_mean(&weights, &[a.energy[i] + log_gain, a.labour[i]], order_of_quantities(sigma));
    let least = log_mean(&weights, &[a.energy_price - log_gain, a.wage], order_of_prices(sigma));
    let earned = a.prices[i] + a.goods[i];
    let part = |weight: f64, log: f64| if weight > 0.0 { weight * (log - earned).exp() } else { 0.0 };
    let paid = part(theta, a.energy[i] + a.energy_price) + part(1.0 - theta, a.labour[i] + a.wage);
    [apart(made, a.goods[i]), (paid - 1.0).abs(), apart(least, a.prices[i])]
}

/// The household spends its income, and no other basket of that cost is better.
fn household(economy: &Economy, a: &Allocation) -> [f64; 2] {
    let sigma = economy.consumption_substitution;
    let spent = (0..economy.sectors()).map(|i| economy.budget[i] * (a.prices[i] + a.goods[i] - a.income).exp());
    let utility = log_mean(&economy.budget, &a.goods, order_of_quantities(sigma));
    let living = log_mean(&economy.budget, &a.prices, order_of_prices(sigma));
    [(compensated(spent) - 1.0).abs(), apart(utility + living, a.income)]
}

/// Energy is what its labour makes, and that labour is worth its wage; income is wages and the rent that is left.
fn energy_sector(economy: &Economy, a: &Allocation) -> [f64; 3] {
    let (part, cost) = (economy.labour_in_energy(), economy.energy_cost());
    let made = if part > 0.0 { apart(part * a.energy_labour, a.supply) } else { a.supply.abs() };
    let worth = if part > 0.0 { apart(a.energy_price + a.supply, a.wage + a.energy_labour) } else { 0.0 };
    let labour = if part > 0.0 { part * cost * (a.wage + a.energy_labour - a.income).exp() } else { 0.0 };
    let rent = cost * (a.energy_price + a.supply - a.income).exp() - labour;
    let wages = economy.labour() * (a.wage - a.income).exp();
    [made, worth, (wages + rent - 1.0).abs()]
}

/// Energy used is energy made, and the labour that is there has work: the market that the solver leaves out.
fn markets(economy: &Economy, a: &Allocation) -> [f64; 2] {
    let (cost, part) = (economy.energy_cost(), economy.labour_in_energy());
    let used = economy.energy_costs().zip(&a.energy).filter(|(cost, _)| *cost > 0.0);
    let energy = compensated(used.map(|(weight, log)| weight / cost * (log - a.supply).exp()));
    let at_work = (0..economy.sectors()).map(|i| {
        let weight = economy.budget[i] * (1.0 - economy.energy_share[i]);
        if weight > 0.0 { weight * a.labour[i].exp() } else { 0.0 }
    });
    let in_energy = if part > 0.0 { part * cost * a.energy_labour.exp() } else { 0.0 };
    let labour = (compensated(at_work) + in_energy) / economy.labour();
    [(energy - 1.0).abs(), (labour - 1.0).abs()]
}

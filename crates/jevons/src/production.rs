//! Energy in production: derived demand after a gain in efficiency, by the elasticity of substitution.
//!
//! Energy and one other input make output with constant returns and the elasticity of substitution $`\sigma`$; the part
//! $`\theta`$ of cost is energy. Quantities are multiples of those before the gain. Functions check nothing.

use crate::ces::{log_mean, order_of_prices};

/// Logarithm of effective energy $`\tau E`$ when the other input is fixed and output sells at a given price.
///
/// Marginal product and price agree where $`\theta + (1-\theta)x^{-\rho} = g^{1-\sigma}`$, with
/// $`\rho = (\sigma-1)/\sigma`$ and $`x`$ effective energy. Not finite where no amount of energy is best.
pub fn log_effective_energy_fixed(log_gain: f64, substitution: f64, energy_share: f64) -> f64 {
    let (order, rest) = (order_of_prices(substitution), 1.0 - energy_share);
    if order == 0.0 {
        return log_gain / rest;
    }
    let excess = (order * log_gain).exp_m1() / rest;
    substitution / order * excess.ln_1p()
}

/// Logarithm of unit cost when the price of effective energy has fallen by the gain, other prices unchanged.
pub fn log_unit_cost(log_gain: f64, substitution: f64, energy_share: f64) -> f64 {
    log_mean(&[energy_share, 1.0 - energy_share], &[-log_gain, 0.0], order_of_prices(substitution))
}

/// Logarithm of effective energy when other inputs can be had at their price and output is demanded with a constant
/// elasticity: Hicks' and Allen's derived demand.
pub fn log_effective_energy_elastic(
    log_gain: f64,
    substitution: f64,
    energy_share: f64,
    output_elasticity: f64,
) -> f64 {
    let cost = log_unit_cost(log_gain, substitution, energy_share);
    substitution * log_gain + (substitution - output_elasticity) * cost
}

/// Rebound of a small gain with the other input fixed, $`\sigma/(1-\theta)`$.
pub fn rebound_fixed(substitution: f64, energy_share: f64) -> f64 {
    substitution / (1.0 - energy_share)
}

/// Rebound of a small gain with other inputs elastic, $`(1-\theta)\sigma + \theta\varepsilon_Y`$.
pub fn rebound_elastic(substitution: f64, energy_share: f64, output_elasticity: f64) -> f64 {
    (1.0 - energy_share) * substitution + energy_share * output_elasticity
}

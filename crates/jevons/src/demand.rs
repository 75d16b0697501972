//! Constant-elasticity demand for a service that is made from energy.
//!
//! Efficiency $`\eta`$ is service per energy; the service costs $`p_S = p_E/\eta`$; demand is
//! $`S = D\,p_S^{-\varepsilon}`$ and energy $`E = S/\eta`$. Efficiency and prices are multiples of today's, so that
//! today both are 1. Every function is one expression on `f64` without allocation and checks nothing: arguments are
//! positive unless the function says otherwise.

/// Price of the service, as a multiple of today's.
pub fn service_price(energy_price: f64, efficiency: f64) -> f64 {
    energy_price / efficiency
}

/// Service demanded at a price, $`D\,p_S^{-\varepsilon}`$, in the unit of `scale`.
pub fn service(scale: f64, service_price: f64, elasticity: f64) -> f64 {
    scale * service_price.powf(-elasticity)
}

/// Energy that makes a service, in the unit of `service`.
pub fn energy(service: f64, efficiency: f64) -> f64 {
    service / efficiency
}

/// Energy that would be used at today's price of energy, $`E_0\,a\,\eta^{\varepsilon-1}`$, in the unit of `base`.
///
/// `adoption` is the number of users as a multiple of today's.
pub fn uncapped_energy(base: f64, adoption: f64, efficiency: f64, elasticity: f64) -> f64 {
    base * adoption * efficiency.powf(elasticity - 1.0)
}

/// Energy used at a price of energy, given what would be used at today's price, $`E_{unc}\,p_E^{-\varepsilon}`$.
pub fn energy_at_price(uncapped: f64, energy_price: f64, elasticity: f64) -> f64 {
    uncapped * energy_price.powf(-elasticity)
}

/// Revenue from the service as a multiple of today's, at an unchanged number of users: $`p_S^{1-\varepsilon}`$.
pub fn revenue_factor(service_price: f64, elasticity: f64) -> f64 {
    service_price.powf(1.0 - elasticity)
}

/// What a price change is worth to the users of a service: the area left of the demand curve between today's price
/// and `service_price` times it, in the unit of today's `spending`; negative when the service gets dearer.
///
/// $`\int_{p}^{1} x^{-\varepsilon}\,dx = (1-p^{1-\varepsilon})/(1-\varepsilon)`$, and $`-\ln p`$ at
/// $`\varepsilon = 1`$.
pub fn users_gain(spending: f64, service_price: f64, elasticity: f64) -> f64 {
    let (log_price, power) = (service_price.ln(), 1.0 - elasticity);
    // expm1 keeps the digits that the difference of nearly equal powers would lose near an elasticity of one.
    let area = if power == 0.0 { -log_price } else { -(power * log_price).exp_m1() / power };
    spending * area
}

/// The elasticity by which a service that became `gain` times cheaper is used `service_factor` times as much.
///
/// Not a number for a gain of exactly 1, which says nothing about elasticity.
pub fn implied_elasticity(gain: f64, service_factor: f64) -> f64 {
    service_factor.ln() / gain.ln()
}

/// The finite rebound $`1 - (1-E_1/E_0)/(1-1/g)`$: the part of the saving to be expected without rebound that is not
/// saved, when efficiency rises $`g`$ times and energy follows $`g^{R-1}`$. At $`g = 1`$ it is its limit $`R`$.
pub fn finite_rebound(gain: f64, rebound: f64) -> f64 {
    let log_gain = gain.ln();
    if log_gain == 0.0 { rebound } else { 1.0 - ((rebound - 1.0) * log_gain).exp_m1() / (-log_gain).exp_m1() }
}

//! What stops the growth of energy: a supply curve, a hard cap, a logistic ceiling.
//!
//! Prices of energy are multiples of today's. Every function is one expression on `f64` without allocation and checks
//! nothing; energies are positive and in one unit.

/// Price at which demand falls to the cap, $`\max(1,(E_{unc}/\bar E)^{1/\varepsilon})`$; 1 when the cap is slack.
///
/// With an elasticity of 0 no price reduces demand, and the price is infinite as soon as the cap binds.
pub fn cap_price(uncapped: f64, cap: f64, elasticity: f64) -> f64 {
    if uncapped <= cap { 1.0 } else { (uncapped / cap).powf(elasticity.recip()) }
}

/// Price at which an upward-sloping supply meets demand that at today's price would be `shift` times today's:
/// $`\text{shift}^{1/(\psi+\varepsilon)}`$. The sum of the two elasticities must be positive.
pub fn supply_price(shift: f64, supply_elasticity: f64, elasticity: f64) -> f64 {
    shift.powf((supply_elasticity + elasticity).recip())
}

/// Energy at time `t` under a logistic ceiling: the solution of $`E' = gE(1-E/\bar E)`$ from `start`.
///
/// `growth` is per unit of `t` and may be negative; `start` lies below the ceiling.
pub fn logistic(start: f64, ceiling: f64, growth: f64, t: f64) -> f64 {
    ceiling / (1.0 + (ceiling / start - 1.0) * (-growth * t).exp())
}

/// Energy at time `t` under a logistic ceiling that itself grows at `build`: $`E' = gE(1-E/(\bar E e^{bt}))`$.
///
/// The equation is linear in $`1/E`$: $`1/E = e^{-gt}(1/E_0 + g/\bar E\int_0^t e^{(g-b)s}ds)`$.
pub fn logistic_rising(start: f64, ceiling: f64, growth: f64, build: f64, t: f64) -> f64 {
    let net = growth - build;
    // The integral times e^(-gt), without the cancellation and the overflow of its parts.
    let weight = if net * t > 0.0 {
        -(-net * t).exp_m1() / net * (-build * t).exp()
    } else if net == 0.0 {
        t * (-growth * t).exp()
    } else {
        (net * t).exp_m1() / net * (-growth * t).exp()
    };
    ((-growth * t).exp() / start + growth / ceiling * weight).recip()
}

/// The time at which energy that grows at `growth` from `start` reaches the cap; `None` if it never does.
pub fn binding_date(start: f64, cap: f64, growth: f64) -> Option<f64> {
    let date = if start >= cap { 0.0 } else { (cap / start).ln() / growth };
    (date >= 0.0 && date.is_finite()).then_some(date)
}

/// Growth of energy in logarithms when users grow at `demand_growth` and efficiency at `efficiency_growth`:
/// $`n + (\varepsilon-1)g`$. Energy that compounds grows by the factor $`e^n G^{\varepsilon-1}`$ a year, $`G = e^g`$.
pub fn energy_growth(demand_growth: f64, efficiency_growth: f64, elasticity: f64) -> f64 {
    demand_growth + (elasticity - 1.0) * efficiency_growth
}

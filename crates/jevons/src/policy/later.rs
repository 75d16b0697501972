//! What growth makes of an instrument that stays as it was set.

use moloch_core::tolerance::IDENTITY_REL;

use super::{Market, Policy};
use crate::JevonsError;
use crate::certify::root;

/// Energy at each date while efficiency and demand grow and the instrument stays as it is.
///
/// # Errors
/// When a market does not clear.
pub fn energies(market: &Market, policy: Policy, growth: (f64, f64), dates: &[f64]) -> Result<Vec<f64>, JevonsError> {
    dates.iter().map(|date| energy(market, policy, growth, *date)).collect()
}

fn energy(market: &Market, policy: Policy, growth: (f64, f64), date: f64) -> Result<f64, JevonsError> {
    let later = market.later((growth.0 * date).exp(), (growth.1 * date).exp());
    // Only amounts are needed: permits need no price for that, and theirs may have left the known range.
    let price = later.clearing_price(policy)?;
    Ok(later.covered(policy, price) + later.uncovered(price))
}

/// The first date at which energy is back at a level, by the dates of a path and bisection between two of them.
///
/// The level fixes the price at which it is supplied, so that no market has to be cleared on the way.
///
/// # Errors
/// When the search meets a number that is not one.
pub fn gone(
    market: &Market,
    policy: Policy,
    growth: (f64, f64),
    path: (&[f64], &[f64]),
    level: f64,
) -> Result<Option<f64>, JevonsError> {
    let (dates, energies) = path;
    // Where energy only comes back to the level, rounding must not decide whether it did.
    let reached = level * (1.0 - IDENTITY_REL);
    let Some(k) = (1..dates.len()).find(|k| energies[*k] >= reached && energies[*k - 1] < reached) else {
        return Ok(None);
    };
    let price = market.supply_price(level);
    let excess = |date: f64| {
        let later = market.later((growth.0 * date).exp(), (growth.1 * date).exp());
        later.covered(policy, price) + later.uncovered(price) - level
    };
    let (low, high) = (dates[k - 1], dates[k]);
    // Rounding may decide the sign at an end.
    let at = if excess(high) <= 0.0 {
        high
    } else if excess(low) >= 0.0 {
        low
    } else {
        root("the date at which a saving is gone", low, high, excess)?
    };
    Ok(Some(at))
}

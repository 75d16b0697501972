//! The least strength at which an instrument meets a target, or the best that it can do.

use moloch_core::tolerance::IDENTITY_REL;

use super::{Account, Instrument, Market, Policy, State};
use crate::JevonsError;
use crate::certify::root;

/// Where the search ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Search {
    /// The strength, in the instrument's own measure.
    pub strength: f64,
    /// The market under it.
    pub state: State,
    /// Whether the target is met; if not, the strength is the one that saves most.
    pub reached: bool,
}

/// The largest progressivity and the largest factor of an efficiency standard that are looked at.
const MOST: f64 = 100.0;
/// Points at which an instrument that may work in both directions is looked at.
const POINTS: usize = 33;

/// The least strength at which energy is the target.
///
/// The target fixes the price at which it is supplied; at that price demand is compared with the target, first at both
/// ends of what the instrument can do, or on a scan where it may save and waste by turns, then by bisection.
///
/// # Errors
/// When a market does not clear.
pub fn least_strength(
    market: &Market,
    instrument: Instrument,
    target: f64,
    free: &State,
) -> Result<Search, JevonsError> {
    let price = market.supply_price(target);
    let strength = |price: f64, z: f64| {
        let (neutral, strongest) = span(market, instrument, price, free);
        along(instrument, neutral, strongest, z)
    };
    let ends = span(market, instrument, price, free);
    let energy = |z: f64| {
        let policy = policy(instrument, along(instrument, ends.0, ends.1, z), free);
        market.covered(policy, price) + market.uncovered(price)
    };
    let points = if monotone(instrument) { 2 } else { POINTS };
    let grid: Vec<f64> = (0..points).map(|k| k as f64 / (points - 1) as f64).collect();
    let levels: Vec<f64> = grid.iter().map(|z| energy(*z)).collect();
    let crossing = (1..points).find(|k| levels[*k] <= target && levels[*k - 1] > target);
    let (z, reached) = match crossing {
        Some(k) => (root("the strength of an instrument", grid[k - 1], grid[k], |z| energy(z) - target)?, true),
        None => (lowest(&grid, &levels), false),
    };
    // Out of reach, energy is dearer than at the target, and the known prices end at a lower strength.
    let strength = strength(if reached { price } else { free.price }, z);
    let found = policy(instrument, strength, free);
    let state = if reached { market.at(found, price)? } else { market.clear(found)? };
    Ok(Search { strength, state, reached })
}

/// Whether a stronger dose always saves more.
const fn monotone(instrument: Instrument) -> bool {
    use Instrument::{CapAndTrade, Tax, TaxWithRebate, UsageCap};
    matches!(instrument, Tax | TaxWithRebate | CapAndTrade | UsageCap)
}

/// The strengths that do nothing and that do most, at a price of energy.
fn span(market: &Market, instrument: Instrument, price: f64, free: &State) -> (f64, f64) {
    let factor = market.highest_factor(price.max(f64::MIN_POSITIVE)).max(1.0);
    let covered = || market.segments.iter().filter(|segment| segment.coverage > 0.0);
    match instrument {
        Instrument::Tax | Instrument::TaxWithRebate => (1.0, factor),
        Instrument::CapAndTrade => (1.0, above_zero(market.covered(Policy::Tax(factor), price) / free.covered)),
        Instrument::UsageCap => {
            let used = |at: f64, gain: f64, eps: f64| market.scale * at.powf(-eps) / gain;
            let most = covered().map(|s| used(price / s.gain, s.gain, s.elasticity)).fold(0.0, f64::max);
            let least = covered().map(|s| used(market.highest_price, s.gain, s.elasticity)).fold(0.0, f64::max);
            (most, above_zero(least.min(most)))
        }
        Instrument::ProgressivePrice => (0.0, MOST),
        Instrument::EfficiencyPenalty => (1.0, factor.recip()),
        Instrument::EfficiencyStandard => (1.0, MOST),
        Instrument::ApplicationBan => (0.0, 0.0),
    }
}

/// A strength with a logarithm.
fn above_zero(strength: f64) -> f64 {
    strength.max(f64::MIN_POSITIVE)
}

/// The strength a part `z` of the way from neutral to strongest: even in logarithms, of 1 plus the strength for
/// progressivity.
fn along(instrument: Instrument, neutral: f64, strongest: f64, z: f64) -> f64 {
    let between = |a: f64, b: f64| (a.ln() * (1.0 - z) + b.ln() * z).exp();
    if instrument == Instrument::ProgressivePrice {
        ((1.0 + strongest).ln() * z).exp_m1()
    } else if z == 0.0 {
        neutral
    } else {
        between(neutral, strongest)
    }
}

fn policy(instrument: Instrument, strength: f64, free: &State) -> Policy {
    match instrument {
        Instrument::Tax | Instrument::TaxWithRebate => Policy::Tax(strength),
        Instrument::CapAndTrade => Policy::Permits(strength * free.covered),
        Instrument::UsageCap => Policy::Cap(strength),
        Instrument::ProgressivePrice => Policy::Progressive(strength),
        Instrument::EfficiencyPenalty => Policy::Penalty(strength),
        Instrument::EfficiencyStandard => Policy::Standard(strength),
        Instrument::ApplicationBan => Policy::Ban(0),
    }
}

/// The weakest point of the grid at which energy is as low as anywhere on it.
fn lowest(grid: &[f64], levels: &[f64]) -> f64 {
    // Between points the lowest is not sought: where energy is flat, a strength has half of the digits at most.
    let least = levels.iter().copied().fold(f64::INFINITY, f64::min);
    let alike = levels.iter().position(|level| *level <= least * (1.0 + IDENTITY_REL));
    grid[alike.unwrap_or(0)]
}

/// How far above the target a ban may end and still meet it.
const HAIR: f64 = 1e-12;

/// A set of covered segments that could be forbidden, and its deadweight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ban {
    /// The market under it.
    pub state: State,
    /// What is lost to everybody together, bn USD/yr.
    pub deadweight: f64,
}

/// Every set of covered segments, the empty one first and all of them last.
///
/// # Errors
/// When a market does not clear.
pub fn bans(market: &Market, free: &State) -> Result<Vec<Ban>, JevonsError> {
    let covered = (0..market.segments.len()).filter(|k| market.segments[*k].coverage > 0.0);
    let all = covered.fold(0_u32, |bits, k| bits | 1 << k);
    let sets = (0..=all).filter(|bits| bits & !all == 0);
    let ban = |bits| {
        let state = market.clear(Policy::Ban(bits))?;
        let deadweight = Account::of(market, Instrument::ApplicationBan, &state, free).deadweight();
        Ok(Ban { state, deadweight })
    };
    sets.map(ban).collect()
}

/// The ban that meets the target at the smallest deadweight; that of everything covered if none does.
pub fn ban(bans: &[Ban], target: f64) -> Option<Search> {
    let meets = bans.iter().filter(|ban| ban.state.energy() <= target * (1.0 + HAIR));
    let best = meets.min_by(|a, b| a.deadweight.total_cmp(&b.deadweight));
    let state = best.or(bans.last())?.state;
    let forbidden = if let Policy::Ban(bits) = state.policy { bits.count_ones() } else { 0 };
    Some(Search { strength: f64::from(forbidden), state, reached: best.is_some() })
}

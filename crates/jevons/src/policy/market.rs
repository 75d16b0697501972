//! Segments that buy energy in one market, some of it under an instrument.

use moloch_core::sum::compensated;

use super::Policy;
use super::instrument::Use;
use crate::certify::root;
use crate::{JevonsError, demand};

/// A group of users with one demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Energy before the gain, TWh/yr.
    pub energy: f64,
    /// Price elasticity of demand for the service; positive.
    pub elasticity: f64,
    /// Efficiency as a multiple of before the gain.
    pub gain: f64,
    /// The part of the segment that an instrument reaches.
    pub coverage: f64,
}

/// All segments, the supply of energy, and what is known of prices and equipment.
#[derive(Debug, Clone, PartialEq)]
pub struct Market {
    /// The segments.
    pub segments: Vec<Segment>,
    /// Demand at unchanged prices, as a multiple of before the gain.
    pub scale: f64,
    /// Energy supplied at the price of before the gain, TWh/yr.
    pub supply: f64,
    /// Price elasticity of that supply; `None` for any amount at one price.
    pub supply_elasticity: Option<f64>,
    /// Price of energy before the gain, bn USD/TWh.
    pub energy_price: f64,
    /// The highest price of a service, of before the gain, at which its demand is known.
    pub highest_price: f64,
    /// The part of the energy cost saved that more efficient equipment costs, as an exponent.
    pub efficiency_cost: f64,
}

/// How far a bracket of a logarithm reaches beyond what theory gives.
const HAIR: f64 = 1e-9;

/// The market in equilibrium.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct State {
    /// What is in force; permits have become the tax that their price is.
    pub policy: Policy,
    /// Price of energy in the market, of before the gain.
    pub price: f64,
    /// Energy of covered users, TWh/yr.
    pub covered: f64,
    /// Energy of all others, TWh/yr.
    pub uncovered: f64,
}

impl State {
    /// Energy of everybody, TWh/yr.
    pub const fn energy(&self) -> f64 {
        self.covered + self.uncovered
    }
}

impl Market {
    /// Energy of covered users at a price of energy.
    pub fn covered(&self, policy: Policy, price: f64) -> f64 {
        let free = || compensated((0..self.segments.len()).map(|k| self.part(k, true, policy, price)));
        match policy {
            Policy::Permits(permits) => free().min(permits),
            _ => free(),
        }
    }

    /// Energy of the others at a price of energy.
    pub fn uncovered(&self, price: f64) -> f64 {
        compensated((0..self.segments.len()).map(|k| self.part(k, false, Policy::Free, price)))
    }

    /// Energy of one side of a segment.
    fn part(&self, index: usize, covered: bool, policy: Policy, price: f64) -> f64 {
        let (users, weight) = self.users(index, covered, policy, price);
        if weight == 0.0 || !users.allowed {
            return 0.0;
        }
        let segment = &self.segments[index];
        demand::energy(demand::service(segment.energy * weight, users.value, segment.elasticity), users.efficiency)
    }

    /// What one side of a segment does, and its weight: the part of the segment times the growth of demand.
    pub(super) fn users(&self, index: usize, covered: bool, policy: Policy, price: f64) -> (Use, f64) {
        let segment = &self.segments[index];
        if covered {
            (policy.covered(self, index, price), segment.coverage * self.scale)
        } else {
            (Use::free(price, segment.gain), (1.0 - segment.coverage) * self.scale)
        }
    }

    /// The price at which this much energy is supplied, of before the gain.
    pub fn supply_price(&self, energy: f64) -> f64 {
        self.supply_elasticity.map_or(1.0, |psi| (energy / self.supply).powf(psi.recip()))
    }

    /// The equilibrium under an instrument.
    ///
    /// # Errors
    /// When no price clears the market.
    pub fn clear(&self, policy: Policy) -> Result<State, JevonsError> {
        self.at(policy, self.clearing_price(policy)?)
    }

    /// The price of energy at which demand under an instrument is what is supplied, of before the gain.
    ///
    /// The logarithm of demand less that of supply falls in the logarithm of the price at least as fast as the supply
    /// elasticity, which brackets the root.
    ///
    /// # Errors
    /// When no price clears the market.
    pub fn clearing_price(&self, policy: Policy) -> Result<f64, JevonsError> {
        let Some(psi) = self.supply_elasticity else { return Ok(1.0) };
        let excess = |log_price: f64| {
            let price = log_price.exp();
            ((self.covered(policy, price) + self.uncovered(price)) / self.supply).ln() - psi * log_price
        };
        let at_one = excess(0.0);
        if at_one == f64::NEG_INFINITY {
            // Nobody is left who uses energy.
            return Ok(0.0);
        }
        let far = at_one / psi;
        // The hair keeps the root inside where rounding decides the sign at an end.
        Ok(root("the price of energy", far.min(0.0) - HAIR, far.max(0.0) + HAIR, excess)?.exp())
    }

    /// The state at a price of energy, permits turned into the tax that their price is.
    pub(super) fn at(&self, policy: Policy, price: f64) -> Result<State, JevonsError> {
        let policy = match policy {
            Policy::Permits(permits) => Policy::Tax(self.permit_price(permits, price)?),
            other => other,
        };
        Ok(State { policy, price, covered: self.covered(policy, price), uncovered: self.uncovered(price) })
    }

    /// The factor by which a permit makes energy dearer: 1 if there are permits to spare, and never more than the highest
    /// price at which demand is known.
    ///
    /// # Errors
    /// When the search meets a number that is not one.
    pub fn permit_price(&self, permits: f64, price: f64) -> Result<f64, JevonsError> {
        let excess = |log_factor: f64| self.covered(Policy::Tax(log_factor.exp()), price) - permits;
        if excess(0.0) <= 0.0 {
            return Ok(1.0);
        }
        let highest = self.highest_factor(price).ln();
        Ok(if excess(highest) >= 0.0 { highest } else { root("the price of energy", 0.0, highest, excess)? }.exp())
    }

    /// The largest factor on the cost of energy that leaves every covered service within the prices that are known.
    pub fn highest_factor(&self, price: f64) -> f64 {
        let covered = self.segments.iter().filter(|segment| segment.coverage > 0.0);
        covered.map(|segment| self.highest_price * segment.gain / price).fold(f64::INFINITY, f64::min)
    }

    /// The same market later: efficiency and demand have grown by these factors, supply has not.
    #[must_use]
    pub fn later(&self, efficiency: f64, demand: f64) -> Self {
        let segments = self.segments.iter().map(|segment| Segment { gain: segment.gain * efficiency, ..*segment });
        Self { segments: segments.collect(), scale: self.scale * demand, ..self.clone() }
    }
}

//! What would hold the energy of the last month: every instrument set to its least strength for one target.
//!
//! The comparison is the model `jevons.interventions` at the end of the path without intervention. It looks at the market for
//! energy alone: the race, hype and adoption are taken as the path has them. Policies that act on the race are in
//! [`interventions`](crate::interventions).

use moloch_core::{Inputs, Model};
use moloch_jevons::{Interventions, InterventionsOutcome, JevonsError};

use crate::law::Law;
use crate::path::Path;

/// Segments that one comparison can tell apart; more are taken together.
const SEGMENTS: usize = 8;
/// The target where no limit of supply binds, as a part of what would be used.
const PART: f64 = 0.5;
/// The highest price of the service at which demand is taken as known, as a multiple of the first month's.
const HIGHEST_PRICE: f64 = 100.0;
/// What equipment for an efficiency standard costs, of the energy it saves.
const EFFICIENCY_COST: f64 = 1.5;
/// Years after the path for which savings are followed.
const YEARS: f64 = 10.0;

/// The instruments beside each other.
#[derive(Debug, Clone, PartialEq)]
pub struct EnergyPolicies {
    /// What customers pay at month 0 for the service of one kWh, USD: the value of energy to them.
    pub price: f64,
    /// Whether the target is the scenario's limit of supply; otherwise it is half of what would be used.
    pub at_the_limit: bool,
    /// The comparison.
    pub outcome: InterventionsOutcome,
}

/// Why there is no comparison.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("compare what would hold energy: {0}")]
pub struct NoComparison(String);

impl From<JevonsError> for NoComparison {
    fn from(error: JevonsError) -> Self {
        Self(error.to_string())
    }
}

impl EnergyPolicies {
    /// Compares the instruments at the last month of a path.
    ///
    /// # Errors
    /// When the model refuses its input or finds nothing to save, in its words.
    pub(crate) fn of(law: &Law, path: &Path) -> Result<Self, NoComparison> {
        let (market, last) = (&law.market, path.last());
        let wanted = last.conditions.energy_uncapped;
        let users = last.state.adoption / market.adoption;
        let shares = segment_shares(&law.revenue);
        let at_the_limit = market.cap.is_some_and(|cap| cap < wanted);
        let target = market.cap.filter(|_| at_the_limit).unwrap_or(PART * wanted);
        let price = law.revenue.iter().sum::<f64>() / market.energy;
        let asked = Interventions {
            energy: shares.iter().map(|share| share * users * market.energy).collect(),
            elasticity: vec![market.elasticity; shares.len()],
            efficiency_gain: vec![last.state.efficiency; shares.len()],
            coverage: None,
            target: Some(target),
            supply_elasticity: None,
            energy_price: price,
            damage: market.externality,
            highest_price: HIGHEST_PRICE,
            efficiency_cost: EFFICIENCY_COST,
            efficiency_growth: 12.0 * market.growth,
            demand_growth: 0.0,
            years: YEARS,
        };
        let asked = asked.checked().map_err(|faults| NoComparison(faults.to_string()))?;
        let outcome = Interventions::solve(&asked)?;
        Ok(Self { price, at_the_limit, outcome })
    }
}

/// Parts of the energy by segment, as revenue divides; one part where segments are too many to tell apart.
fn segment_shares(revenue: &[f64]) -> Vec<f64> {
    let all: f64 = revenue.iter().sum();
    if revenue.len() > SEGMENTS { vec![1.0] } else { revenue.iter().map(|part| part / all).collect() }
}

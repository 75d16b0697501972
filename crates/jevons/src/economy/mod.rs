//! A small general equilibrium: sectors that use labour and energy, one household, energy with a rising cost.
//!
//! Accounts are those of today, when every price is one and every efficiency is one. Amounts of goods, labour and
//! energy are then measured by what they cost today, in units of today's income, and quantities of the solution are
//! logarithms of multiples of today's. Functions check nothing: the model `jevons.general_equilibrium` does.

mod certificate;
mod equations;
mod partial;
mod solve;

pub use certificate::residual;
pub use partial::{Partial, partial};
pub use solve::{Found, solve, solve_from};

use moloch_core::choices;

choices! {
    /// The good whose price is one.
    pub enum Numeraire {
        /// An hour of labour.
        Wage = "wage",
        /// A unit of energy.
        Energy = "energy",
        /// The household's basket: the cost of today's utility.
        Consumption = "consumption",
    }
}

/// Today's accounts and how everybody answers to prices.
#[derive(Debug, Clone, PartialEq)]
pub struct Economy {
    /// Part of the household's budget that each sector earns; sums to one.
    pub budget: Vec<f64>,
    /// Part of each sector's cost that is energy; the rest is labour.
    pub energy_share: Vec<f64>,
    /// Elasticity of substitution between energy and labour in each sector.
    pub substitution: Vec<f64>,
    /// Elasticity of substitution between the sectors' goods in the household's utility.
    pub consumption_substitution: f64,
    /// Elasticity of the supply of energy to its price in wages; infinite where labour makes energy at constant cost.
    pub supply_elasticity: f64,
    /// The good whose price is one.
    pub numeraire: Numeraire,
}

impl Economy {
    /// The number of sectors.
    pub const fn sectors(&self) -> usize {
        self.budget.len()
    }

    /// What each sector's energy costs today, in units of income.
    pub fn energy_costs(&self) -> impl Iterator<Item = f64> {
        self.budget.iter().zip(&self.energy_share).map(|(budget, share)| budget * share)
    }

    /// What all energy costs today, in units of income.
    pub fn energy_cost(&self) -> f64 {
        moloch_core::sum::compensated(self.energy_costs())
    }

    /// The part of the revenue from energy that pays the labour which makes it; the rest is rent of its site.
    pub fn labour_in_energy(&self) -> f64 {
        if self.supply_elasticity.is_finite() { self.supply_elasticity / (1.0 + self.supply_elasticity) } else { 1.0 }
    }

    /// The labour that the household has: today's wages, in units of income.
    pub fn labour(&self) -> f64 {
        1.0 - (1.0 - self.labour_in_energy()) * self.energy_cost()
    }
}

/// Prices and quantities, as logarithms of multiples of today's.
#[derive(Debug, Clone, PartialEq)]
pub struct Allocation {
    /// Price of each sector's good.
    pub prices: Vec<f64>,
    /// Price of energy.
    pub energy_price: f64,
    /// Wage.
    pub wage: f64,
    /// The household's income.
    pub income: f64,
    /// What the household consumes of each sector's good, and the sector makes.
    pub goods: Vec<f64>,
    /// Energy that each sector uses; without meaning where it uses none.
    pub energy: Vec<f64>,
    /// Labour that each sector uses; without meaning where it uses none.
    pub labour: Vec<f64>,
    /// Energy supplied.
    pub supply: f64,
    /// Labour that makes energy; without meaning where energy takes none.
    pub energy_labour: f64,
}

//! Several limits at once: services that use several things, each of which there is only so much of.
//!
//! A service costs what the things it uses cost, scarcity included; the scarcity price of a thing is nothing while there is
//! enough of it, and just so high that use is what there is when there is not. These are the conditions of Karush, Kuhn
//! and Tucker of a convex problem, so that use and prices of services are unique.

mod date;
mod solve;

pub use date::{binding, first};
pub use solve::{Scarce, scarce};

/// Services, the things they use, and how fast each grows. Use and capacity are counted in money at today's prices.
#[derive(Debug, Clone, PartialEq)]
pub struct Economy {
    /// What each service spends on each thing today, by service, bn USD/yr.
    pub spending: Vec<Vec<f64>>,
    /// What each service spends on what is not limited, bn USD/yr.
    pub other: Vec<f64>,
    /// Price elasticity of demand for each service; positive.
    pub elasticity: Vec<f64>,
    /// Growth of demand for each service at unchanged prices, in logarithms, 1/yr.
    pub demand_growth: Vec<f64>,
    /// Growth of what a unit of each thing does, in logarithms, 1/yr.
    pub efficiency_growth: Vec<f64>,
    /// Capacity of each thing today, of today's use.
    pub capacity: Vec<f64>,
    /// Growth of that capacity, in logarithms, 1/yr.
    pub build: Vec<f64>,
}

/// The economy at one date: coefficients of its conditions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moment {
    /// Cost of each service from each thing, as parts of today's price of the service.
    cost: Vec<Vec<f64>>,
    /// Cost of each service from what is not limited, likewise.
    other: Vec<f64>,
    /// Spending on each service at today's price and this date's demand, bn USD/yr.
    scale: Vec<f64>,
    elasticity: Vec<f64>,
    /// Capacity of each thing, bn USD/yr at today's prices.
    capacity: Vec<f64>,
}

impl Economy {
    /// How many things are limited.
    pub fn limits(&self) -> usize {
        self.capacity.len()
    }

    /// What is spent on each service today, bn USD/yr.
    pub fn spent(&self, service: usize) -> f64 {
        self.other[service] + self.spending[service].iter().sum::<f64>()
    }

    /// What is used of each thing today, bn USD/yr.
    pub fn used(&self, limit: usize) -> f64 {
        self.spending.iter().map(|row| row[limit]).sum()
    }

    /// The same economy without one limit: its capacity is so large that it never binds.
    #[must_use]
    pub fn without(&self, limit: usize) -> Self {
        let mut free = self.clone();
        free.capacity[limit] = f64::INFINITY;
        free
    }

    /// The economy at a date.
    pub(crate) fn at(&self, date: f64) -> Moment {
        let services = 0..self.spending.len();
        let cost = |i: usize| {
            let of_thing = |j: usize| self.spending[i][j] / self.spent(i) * (-self.efficiency_growth[j] * date).exp();
            (0..self.limits()).map(of_thing).collect()
        };
        Moment {
            cost: services.clone().map(cost).collect(),
            other: services.clone().map(|i| self.other[i] / self.spent(i)).collect(),
            scale: services.map(|i| self.spent(i) * (self.demand_growth[i] * date).exp()).collect(),
            elasticity: self.elasticity.clone(),
            capacity: (0..self.limits())
                .map(|j| self.capacity[j] * self.used(j) * (self.build[j] * date).exp())
                .collect(),
        }
    }
}

impl Moment {
    /// Prices of the services at prices of the things, as multiples of today's.
    pub(crate) fn prices(&self, things: &[f64]) -> Vec<f64> {
        let price = |(cost, other): (&Vec<f64>, &f64)| other + cost.iter().zip(things).map(|(c, q)| c * q).sum::<f64>();
        self.cost.iter().zip(&self.other).map(price).collect()
    }

    /// Services demanded at prices of the things, in bn USD/yr at today's prices.
    pub(crate) fn services(&self, things: &[f64]) -> Vec<f64> {
        let prices = self.prices(things);
        (0..prices.len()).map(|i| self.scale[i] * prices[i].powf(-self.elasticity[i])).collect()
    }

    /// What is used of each thing when these services are made.
    pub(crate) fn use_of(&self, services: &[f64]) -> Vec<f64> {
        let of_thing = |j: usize| services.iter().zip(&self.cost).map(|(s, cost)| s * cost[j]).sum();
        (0..self.capacity.len()).map(of_thing).collect()
    }

    /// What there is of each thing.
    pub(crate) fn capacity(&self) -> &[f64] {
        &self.capacity
    }

    /// The worst breach of the conditions, each relative: use above capacity, a price below cost, or scarcity of what is
    /// left over.
    pub(crate) fn residual(&self, things: &[f64]) -> f64 {
        let used = self.use_of(&self.services(things));
        let breach = |j: usize| {
            let slack = 1.0 - used[j] / self.capacity[j];
            let scarcity = 1.0 - things[j].recip();
            // The smaller of two numbers that must not be negative and of which one must be nothing.
            slack.min(scarcity).abs()
        };
        moloch_core::worst((0..things.len()).map(breach))
    }
}

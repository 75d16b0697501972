//! The equations that prices solve, with their derivatives: zero profits, the energy market, the numeraire.

use nalgebra::{DMatrix, DVector};

use super::{Allocation, Economy, Numeraire};
use crate::ces::{log_mean, order_of_prices};

/// Everything at given logarithms of prices: the goods', then that of energy, then the wage.
pub(super) struct At<'a> {
    economy: &'a Economy,
    log_gains: &'a [f64],
    x: &'a DVector<f64>,
    /// Unit cost of each sector.
    costs: Vec<f64>,
    /// The cost of living.
    basket: f64,
    income: f64,
    /// The part of income that is rent.
    rent_share: f64,
}

/// Logarithm of a sum of terms given by their logarithms and weights.
fn log_sum(weights: impl Iterator<Item = f64> + Clone, logs: &[f64]) -> f64 {
    let used = weights.zip(logs).filter(|(weight, _)| *weight > 0.0);
    let most = used.clone().fold(f64::NEG_INFINITY, |most, (_, log)| most.max(*log));
    most + used.map(|(weight, log)| weight * (log - most).exp()).sum::<f64>().ln()
}

impl<'a> At<'a> {
    pub(super) fn new(economy: &'a Economy, log_gains: &'a [f64], x: &'a DVector<f64>) -> Self {
        let n = economy.sectors();
        let (energy, wage) = (x[n], x[n + 1]);
        let cost = |i: usize| {
            let theta = economy.energy_share[i];
            let order = order_of_prices(economy.substitution[i]);
            log_mean(&[theta, 1.0 - theta], &[energy - log_gains[i], wage], order)
        };
        let order = order_of_prices(economy.consumption_substitution);
        let basket = log_mean(&economy.budget, &x.as_slice()[..n], order);
        let rent_today = (1.0 - economy.labour_in_energy()) * economy.energy_cost();
        let rent = if rent_today > 0.0 { energy + economy.supply_elasticity * (energy - wage) } else { wage };
        let weights = [economy.labour(), rent_today];
        let income = log_sum(weights.into_iter(), &[wage, rent]);
        let rent_share = rent_today * (rent - income).exp();
        Self { economy, log_gains, x, costs: (0..n).map(cost).collect(), basket, income, rent_share }
    }

    fn prices_of_factors(&self) -> (f64, f64) {
        let n = self.economy.sectors();
        (self.x[n], self.x[n + 1])
    }

    /// What the household takes of each good.
    fn goods(&self) -> Vec<f64> {
        let sigma = self.economy.consumption_substitution;
        let rest = (sigma - 1.0) * self.basket + self.income;
        (0..self.economy.sectors()).map(|i| rest - sigma * self.x[i]).collect()
    }

    /// Energy in a unit of each good.
    fn intensities(&self) -> Vec<f64> {
        let (energy, _) = self.prices_of_factors();
        let intensity = |i: usize| {
            let gain = self.log_gains[i];
            self.economy.substitution[i] * (self.costs[i] - energy + gain) - gain
        };
        (0..self.economy.sectors()).map(intensity).collect()
    }

    /// Energy of each sector.
    fn energy(&self) -> Vec<f64> {
        self.goods().iter().zip(self.intensities()).map(|(good, intensity)| good + intensity).collect()
    }

    fn energy_demand(&self) -> f64 {
        let total = self.economy.energy_cost();
        log_sum(self.economy.energy_costs().map(|cost| cost / total).collect::<Vec<_>>().into_iter(), &self.energy())
    }

    fn elastic_supply(&self) -> bool {
        self.economy.supply_elasticity.is_infinite()
    }

    /// What each equation misses.
    pub(super) fn residuals(&self) -> DVector<f64> {
        let n = self.economy.sectors();
        let (energy, wage) = self.prices_of_factors();
        DVector::from_fn(n + 2, |row, _| match row {
            i if i < n => self.x[i] - self.costs[i],
            i if i == n && self.elastic_supply() => energy - wage,
            i if i == n => self.energy_demand() - self.economy.supply_elasticity * (energy - wage),
            _ => match self.economy.numeraire {
                Numeraire::Wage => wage,
                Numeraire::Energy => energy,
                Numeraire::Consumption => self.basket,
            },
        })
    }

    /// Derivatives of the residuals; all are shares and elasticities.
    pub(super) fn jacobian(&self) -> DMatrix<f64> {
        let n = self.economy.sectors();
        let (energy, _) = self.prices_of_factors();
        let cost_share = |i: usize| {
            let order = order_of_prices(self.economy.substitution[i]);
            self.economy.energy_share[i] * (order * (energy - self.log_gains[i] - self.costs[i])).exp()
        };
        let sigma = self.economy.consumption_substitution;
        let budget_share = |i: usize| self.economy.budget[i] * ((1.0 - sigma) * (self.x[i] - self.basket)).exp();
        let mut jacobian = DMatrix::zeros(n + 2, n + 2);
        for i in 0..n {
            let share = cost_share(i);
            jacobian[(i, i)] = 1.0;
            (jacobian[(i, n)], jacobian[(i, n + 1)]) = (-share, share - 1.0);
        }
        if self.elastic_supply() {
            (jacobian[(n, n)], jacobian[(n, n + 1)]) = (1.0, -1.0);
        } else {
            let (psi, rent) = (self.economy.supply_elasticity, self.rent_share);
            (jacobian[(n, n)], jacobian[(n, n + 1)]) = (rent * (1.0 + psi) - psi, 1.0 - rent * (1.0 + psi) + psi);
            let (demand, total) = (self.energy_demand(), self.economy.energy_cost());
            for (i, (used, cost)) in self.energy().iter().zip(self.economy.energy_costs()).enumerate() {
                // A sector without energy has no part in its demand, whatever its logarithm.
                let part = if cost > 0.0 { cost / total * (used - demand).exp() } else { 0.0 };
                let replaced = part * self.economy.substitution[i] * (1.0 - cost_share(i));
                jacobian[(n, i)] = (sigma - 1.0) * budget_share(i) - sigma * part;
                jacobian[(n, n)] -= replaced;
                jacobian[(n, n + 1)] += replaced;
            }
        }
        match self.economy.numeraire {
            Numeraire::Wage => jacobian[(n + 1, n + 1)] = 1.0,
            Numeraire::Energy => jacobian[(n + 1, n)] = 1.0,
            Numeraire::Consumption => (0..n).for_each(|i| jacobian[(n + 1, i)] = budget_share(i)),
        }
        jacobian
    }

    /// The allocation that demands at these prices make.
    pub(super) fn allocation(&self) -> Allocation {
        let n = self.economy.sectors();
        let (energy_price, wage) = self.prices_of_factors();
        let goods = self.goods();
        let labour = |i: usize| goods[i] + self.economy.substitution[i] * (self.costs[i] - wage);
        let demand = self.energy_demand();
        let supply =
            if self.elastic_supply() { demand } else { self.economy.supply_elasticity * (energy_price - wage) };
        Allocation {
            prices: self.x.as_slice()[..n].to_vec(),
            energy_price,
            wage,
            income: self.income,
            energy: self.energy(),
            labour: (0..n).map(labour).collect(),
            goods,
            supply,
            energy_labour: supply + energy_price - wage,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn economy(numeraire: Numeraire) -> Economy {
        Economy {
            budget: vec![0.2, 0.5, 0.3],
            energy_share: vec![0.6, 0.1, 0.0],
            substitution: vec![0.4, 1.0, 2.0],
            consumption_substitution: 1.7,
            supply_elasticity: 0.8,
            numeraire,
        }
    }

    const LOG_GAINS: [f64; 3] = [1.1, -0.4, 0.2];

    /// Any wage and price of energy, with goods at their cost.
    fn prices(economy: &Economy, energy: f64, wage: f64) -> DVector<f64> {
        let x = DVector::from_vec(vec![0.0, 0.0, 0.0, energy, wage]);
        let costs = At::new(economy, &LOG_GAINS, &x).costs;
        DVector::from_iterator(5, costs.into_iter().chain([energy, wage]))
    }

    #[test]
    fn walras_law_holds_at_any_prices_and_not_only_where_markets_clear() {
        let economy = economy(Numeraire::Wage);
        for (energy, wage) in [(0.0, 0.0), (1.3, -0.2), (-2.0, 0.7)] {
            let a = At::new(&economy, &LOG_GAINS, &prices(&economy, energy, wage)).allocation();
            let used: f64 = economy.energy_costs().zip(&a.energy).map(|(cost, log)| cost * log.exp()).sum();
            let excess_energy = used - economy.energy_cost() * a.supply.exp();
            let work = |i: usize| economy.budget[i] * (1.0 - economy.energy_share[i]) * a.labour[i].exp();
            let in_energy = economy.labour_in_energy() * economy.energy_cost() * a.energy_labour.exp();
            let excess_labour = (0..3).map(work).sum::<f64>() + in_energy - economy.labour();
            let value = energy.exp() * excess_energy + wage.exp() * excess_labour;
            assert!(value.abs() < 1e-14, "{value} at {energy}, {wage}");
            assert!(energy == 0.0 || excess_energy.abs() > 1e-3);
        }
    }

    #[test]
    fn demands_and_supplies_are_homogeneous_of_degree_zero_in_prices() {
        let economy = economy(Numeraire::Wage);
        let x = prices(&economy, 0.4, -0.3);
        let (before, after) = (
            At::new(&economy, &LOG_GAINS, &x).allocation(),
            At::new(&economy, &LOG_GAINS, &x.add_scalar(3.7)).allocation(),
        );
        let quantities =
            |a: &Allocation| [a.goods.clone(), a.energy.clone(), a.labour.clone(), vec![a.supply]].concat();
        for (a, b) in quantities(&before).iter().zip(quantities(&after)) {
            assert!((a - b).abs() < 1e-13);
        }
        assert!((after.income - before.income - 3.7).abs() < 1e-13);
    }

    #[test]
    fn derivatives_are_those_of_the_equations() {
        for numeraire in [Numeraire::Wage, Numeraire::Energy, Numeraire::Consumption] {
            let economy = economy(numeraire);
            let x = DVector::from_vec(vec![0.3, -0.2, 0.5, 0.7, -0.1]);
            let jacobian = At::new(&economy, &LOG_GAINS, &x).jacobian();
            for column in 0..5 {
                let at = |h: f64| {
                    let mut x = x.clone();
                    x[column] += h;
                    At::new(&economy, &LOG_GAINS, &x).residuals()
                };
                let slope = (at(1e-6) - at(-1e-6)) / 2e-6;
                assert!((slope - jacobian.column(column)).amax() < 1e-8, "{numeraire:?}, column {column}");
            }
        }
    }
}

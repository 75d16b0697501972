//! The solution of a basis in exact numbers, and the proof that it is optimal.

use dashu_int::IBig;

use super::{Dictionary, Programme};
use crate::finite::Rational;
use crate::finite::exact::common_denominator;
use crate::finite::lcp::{CommonSolution, solve_small_integers};

/// A programme in machine integers: every row, and the objective, times its own common denominator.
pub(super) struct Integral {
    rows: Vec<Vec<i64>>,
    right: Vec<i64>,
    costs: Vec<i64>,
    scales: Vec<IBig>,
    cost_scale: IBig,
}

impl Integral {
    /// `None` when a number does not fit.
    pub(super) fn new(programme: &Programme) -> Option<Self> {
        let (mut rows, mut right, mut scales) = (Vec::new(), Vec::new(), Vec::new());
        for (row, bound) in programme.rows.iter().zip(&programme.right) {
            let (mut whole, scale) = whole(row.iter().chain([bound]))?;
            right.push(whole.pop()?);
            rows.push(whole);
            scales.push(scale);
        }
        let (costs, cost_scale) = whole(programme.objective.iter())?;
        Some(Self { rows, right, costs, scales, cost_scale })
    }

    /// The same programme in doubles, its rows brought to one scale and their right-hand sides raised.
    pub(super) fn dictionary(&self, raise: f64) -> Dictionary {
        let largest = |row: &[i64]| row.iter().map(|entry| entry.unsigned_abs()).max().unwrap_or(0).max(1) as f64;
        let mut entries = Vec::with_capacity(self.rows.len() * self.costs.len());
        let mut right = Vec::with_capacity(self.rows.len());
        for (row, &bound) in self.rows.iter().zip(&self.right) {
            let scale = largest(row);
            entries.extend(row.iter().map(|&entry| entry as f64 / scale));
            right.push(bound as f64 / scale);
        }
        let scale = largest(&self.costs);
        Dictionary::new(entries, &right, self.costs.iter().map(|&cost| cost as f64 / scale).collect(), raise)
    }

    /// The variables of the basis in which these rows hold with equality and these variables are not zero. If they are
    /// not feasible, a basic variable that is negative (slacks of the rows numbered first), or `None` where the rows do
    /// not determine the variables.
    pub(super) fn vertex(&self, rows: &[usize], columns: &[usize]) -> Result<Vec<Rational>, Option<usize>> {
        let equation =
            |&row: &usize| columns.iter().map(move |&column| self.rows[row][column]).chain([self.right[row]]);
        let weights =
            solve(&rows.iter().map(|row| equation(row).collect()).collect::<Vec<_>>(), columns.len()).ok_or(None)?;
        if let Some(place) = negative(&weights) {
            return Err(Some(self.rows.len() + columns[place]));
        }
        let holds = |(row, &bound): (&Vec<i64>, &i64)| {
            let terms = columns.iter().zip(&weights.numerators).filter(|(column, _)| row[**column] != 0);
            terms.fold(IBig::ZERO, |sum, (&column, weight)| sum + weight * row[column]) <= &weights.denominator * bound
        };
        if let Some(broken) = self.rows.iter().zip(&self.right).position(|row| !holds(row)) {
            return Err(Some(broken));
        }
        let mut variables = vec![Rational::ZERO; self.costs.len()];
        for (&column, weight) in columns.iter().zip(weights.numerators) {
            variables[column] = Rational::from_parts_signed(weight, weights.denominator.clone());
        }
        Ok(variables)
    }

    /// The multipliers of a basis, if they are feasible: then they prove its variables optimal, since both give the
    /// objective the same value.
    pub(super) fn multipliers(&self, rows: &[usize], columns: &[usize]) -> Option<Vec<Rational>> {
        let equation =
            |&column: &usize| rows.iter().map(move |&row| self.rows[row][column]).chain([self.costs[column]]);
        let prices = solve(&columns.iter().map(|column| equation(column).collect()).collect::<Vec<_>>(), rows.len())?;
        let mut values = vec![IBig::ZERO; self.costs.len()];
        for (&row, price) in rows.iter().zip(&prices.numerators).filter(|(_, price)| !price.is_zero()) {
            add_multiple(&mut values, price, &self.rows[row]);
        }
        let is_covered = |(value, &cost): (&IBig, &i64)| *value >= &prices.denominator * cost;
        if negative(&prices).is_some() || !values.iter().zip(&self.costs).all(is_covered) {
            return None;
        }
        let below = &prices.denominator * &self.cost_scale;
        let mut multipliers = vec![Rational::ZERO; self.rows.len()];
        for (&row, price) in rows.iter().zip(prices.numerators) {
            multipliers[row] = Rational::from_parts_signed(price * &self.scales[row], below.clone());
        }
        Some(multipliers)
    }
}

/// The solution of a square system, right-hand sides last.
fn solve(equations: &[Vec<i64>], unknowns: usize) -> Option<CommonSolution> {
    if equations.len() != unknowns {
        return None;
    }
    if equations.is_empty() {
        return Some(CommonSolution { numerators: Vec::new(), denominator: IBig::ONE });
    }
    solve_small_integers(equations)
}

fn negative(solution: &CommonSolution) -> Option<usize> {
    solution.numerators.iter().position(|numerator| *numerator < IBig::ZERO)
}

fn add_multiple(sums: &mut [IBig], factor: &IBig, row: &[i64]) {
    for (sum, &entry) in sums.iter_mut().zip(row).filter(|(_, entry)| **entry != 0) {
        *sum += factor * entry;
    }
}

/// Numbers times their common denominator.
fn whole<'a>(values: impl Iterator<Item = &'a Rational> + Clone) -> Option<(Vec<i64>, IBig)> {
    let scale = common_denominator(values.clone());
    let entry = |value: &Rational| {
        if value.is_zero() {
            return Some(0);
        }
        i64::try_from(value.numerator() * IBig::from(&scale / value.denominator())).ok()
    };
    Some((values.map(entry).collect::<Option<_>>()?, IBig::from(scale.clone())))
}

//! Linear programmes in exact numbers: a small interface for the concepts that are defined by one.

use dashu_int::IBig;
use moloch_core::{Effort, Stop};

use super::exact::{Rational, common_denominator, zero};
use super::lcp::IntegerTableau;

/// Maximise `objective . x` subject to `row . x <= right` for the rows of `at_most`, `row . x = right` for those of
/// `equal`, and `x >= 0`.
#[derive(Clone, Debug, Default)]
pub(crate) struct LinearProgramme {
    /// One coefficient per variable.
    pub(crate) objective: Vec<Rational>,
    /// Inequalities: coefficients of all variables and the right-hand side.
    pub(crate) at_most: Vec<(Vec<Rational>, Rational)>,
    /// Equations: coefficients of all variables and the right-hand side.
    pub(crate) equal: Vec<(Vec<Rational>, Rational)>,
}

/// How a linear programme ended.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Programme {
    /// Solved: primal and dual solution have the same value, which proves both.
    Optimal(Optimum),
    /// Nothing satisfies the constraints.
    Infeasible,
    /// The objective has no bound.
    Unbounded,
    /// The budget ended first.
    Stopped(Stop),
}

/// An optimal solution.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Optimum {
    /// The variables.
    pub(crate) primal: Vec<Rational>,
    /// One multiplier per constraint, inequalities (nonnegative) first, then equations (of any sign).
    pub(crate) dual: Vec<Rational>,
    /// The value of the objective.
    pub(crate) value: Rational,
    /// Pivots made.
    pub(crate) pivots: u64,
}

/// Solves a linear programme by the simplex method in integers; rows must have as many coefficients as the objective.
pub(crate) fn maximise(programme: &LinearProgramme, effort: &Effort) -> Programme {
    Simplex::new(programme).run(programme, effort)
}

/// Variables of the tableau: the slacks, the value of the objective, then the variables, then the artificial one.
struct Simplex {
    tableau: IntegerTableau,
    /// Rows of constraints: inequalities, then equations as two inequalities each.
    constraints: usize,
    variables: usize,
    /// What each row was multiplied by to have integers.
    scales: Vec<IBig>,
    objective_scale: IBig,
    pivots: u64,
    /// Pivots since the value of the objective last changed.
    standing: usize,
}

/// Why the simplex method stopped pivoting.
enum Phase {
    Optimal,
    Unbounded,
    Stopped(Stop),
}

impl Simplex {
    fn new(programme: &LinearProgramme) -> Self {
        let negated = |(row, right): &(Vec<Rational>, Rational)| -> (Vec<Rational>, Rational) {
            (row.iter().map(|entry| -entry.clone()).collect(), -right.clone())
        };
        let mut rows = Vec::new();
        let mut scales = Vec::new();
        let mut push = |row: &[Rational], right: &Rational| {
            let (mut integers, scale) = integers(row, right);
            // Relaxed by the artificial variable, which stands before the right-hand side.
            integers.insert(row.len(), IBig::NEG_ONE);
            rows.push(integers);
            scales.push(scale);
        };
        programme.at_most.iter().for_each(|(row, right)| push(row, right));
        for equation in &programme.equal {
            push(&equation.0, &equation.1);
            let (row, right) = negated(equation);
            push(&row, &right);
        }
        let constraints = rows.len();
        let variables = programme.objective.len();
        let (mut costs, objective_scale) = integers(&programme.objective, &zero());
        for cost in &mut costs {
            *cost = -std::mem::take(cost);
        }
        costs.insert(variables, IBig::ZERO);
        rows.push(costs);
        let tableau = IntegerTableau::new(rows);
        Self { tableau, constraints, variables, scales, objective_scale, pivots: 0, standing: 0 }
    }

    fn artificial(&self) -> usize {
        self.constraints + 1 + self.variables
    }

    fn run(mut self, programme: &LinearProgramme, effort: &Effort) -> Programme {
        let mut watch = effort.watch("pivots of a linear programme");
        if (0..self.constraints).any(|row| *self.tableau.right(row) < IBig::ZERO) {
            match self.make_feasible(&mut watch) {
                Ok(true) => {}
                Ok(false) => return Programme::Infeasible,
                Err(stop) => return Programme::Stopped(stop),
            }
        }
        match self.climb(&mut watch) {
            Phase::Optimal => Programme::Optimal(self.optimum(programme)),
            Phase::Unbounded => Programme::Unbounded,
            Phase::Stopped(stop) => Programme::Stopped(stop),
        }
    }

    /// Relaxes all constraints alike and withdraws the relaxation as far as it goes; whether it goes all the way.
    fn make_feasible(&mut self, watch: &mut moloch_core::Watch<'_>) -> Result<bool, Stop> {
        let artificial = self.artificial();
        if let Some(slot) = self.tableau.slot(artificial)
            && let Some(row) = self.tableau.lexicographic_minimum(slot, 0..self.constraints)
        {
            watch.step()?;
            self.pivot(row, slot);
        }
        // The artificial variable's own row says what lowers it.
        while let Some(own) = self.tableau.row(artificial) {
            if self.tableau.right(own).is_zero() {
                self.drop_artificial(own);
                return Ok(true);
            }
            let slots = 0..self.tableau.width();
            let falling = slots.filter(|&slot| *self.tableau.coefficient(own, slot) > IBig::ZERO);
            let Some(slot) = self.entering(falling, own) else { return Ok(false) };
            watch.step()?;
            let rows = (0..self.constraints).filter(|&row| *self.tableau.coefficient(row, slot) > IBig::ZERO);
            // Its own row is among them, so that there is one.
            let Some(row) = self.tableau.lexicographic_minimum(slot, rows) else { return Ok(false) };
            let ties = self.tableau.right(own) * self.tableau.coefficient(row, slot)
                == self.tableau.right(row) * self.tableau.coefficient(own, slot);
            self.pivot(if ties { own } else { row }, slot);
        }
        Ok(true)
    }

    /// Takes the artificial variable out of the basis at value zero.
    fn drop_artificial(&mut self, own: usize) {
        let slot = (0..self.tableau.width()).find(|&slot| !self.tableau.coefficient(own, slot).is_zero());
        if let Some(slot) = slot {
            self.pivot(own, slot);
        }
    }

    fn climb(&mut self, watch: &mut moloch_core::Watch<'_>) -> Phase {
        let (objective, artificial) = (self.constraints, self.artificial());
        loop {
            let slots = (0..self.tableau.width()).filter(|&slot| self.tableau.in_slot(slot) != artificial);
            let rising = slots.filter(|&slot| *self.tableau.coefficient(objective, slot) < IBig::ZERO);
            let Some(slot) = self.entering(rising, objective) else { return Phase::Optimal };
            if let Err(stop) = watch.step() {
                return Phase::Stopped(stop);
            }
            let Some(row) = self.leaving(slot) else { return Phase::Unbounded };
            let stands = self.tableau.right(row).is_zero();
            self.pivot(row, slot);
            self.standing = if stands { self.standing + 1 } else { 0 };
        }
    }

    /// The largest coefficient; after many pivots that changed nothing the least variable (Bland), which never cycles.
    fn entering(&self, slots: impl Iterator<Item = usize>, row: usize) -> Option<usize> {
        if self.cautious() {
            return slots.min_by_key(|&slot| self.tableau.in_slot(slot));
        }
        let size = |slot: usize| {
            let coefficient = self.tableau.coefficient(row, slot);
            if *coefficient < IBig::ZERO { -coefficient } else { coefficient.clone() }
        };
        slots.max_by(|&a, &b| size(a).cmp(&size(b)).then(b.cmp(&a)))
    }

    fn leaving(&self, slot: usize) -> Option<usize> {
        let rows = (0..self.constraints).filter(|&row| *self.tableau.coefficient(row, slot) > IBig::ZERO);
        if !self.cautious() {
            return self.tableau.lexicographic_minimum(slot, rows);
        }
        rows.min_by(|&a, &b| {
            let cross = |row: usize, other: usize| self.tableau.right(row) * self.tableau.coefficient(other, slot);
            cross(a, b).cmp(&cross(b, a)).then(self.tableau.basic(a).cmp(&self.tableau.basic(b)))
        })
    }

    fn cautious(&self) -> bool {
        self.standing > 2 * (self.constraints + self.variables)
    }

    fn pivot(&mut self, row: usize, slot: usize) {
        self.tableau.pivot(row, slot);
        self.pivots += 1;
    }

    fn optimum(&self, programme: &LinearProgramme) -> Optimum {
        let first = self.constraints + 1;
        let primal: Vec<Rational> = (first..first + self.variables).map(|x| self.tableau.value(x)).collect();
        let objective = Rational::from(self.objective_scale.clone());
        let multiplier = |row: usize| {
            // How the value falls with the row's slack, in the units of the constraint and of the objective.
            let slope = match self.tableau.slot(row) {
                Some(slot) => -self.tableau.slope(self.constraints, slot),
                None => zero(),
            };
            slope * Rational::from(self.scales[row].clone()) / &objective
        };
        let inequalities = programme.at_most.len();
        let mut dual: Vec<Rational> = (0..inequalities).map(multiplier).collect();
        let pairs = (0..programme.equal.len()).map(|equation| inequalities + 2 * equation);
        dual.extend(pairs.map(|row| multiplier(row) - multiplier(row + 1)));
        let value = programme.objective.iter().zip(&primal).fold(zero(), |sum, (c, x)| sum + c * x);
        Optimum { primal, dual, value, pivots: self.pivots }
    }
}

/// A row and its right-hand side as integers, and what they were multiplied by.
fn integers(row: &[Rational], right: &Rational) -> (Vec<IBig>, IBig) {
    let entries = row.iter().chain(std::iter::once(right));
    let scale = common_denominator(entries.clone());
    let whole = |value: &Rational| value.numerator() * IBig::from(&scale / value.denominator());
    (entries.map(whole).collect(), IBig::from(scale.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finite::rational;

    fn vector(values: &[i64]) -> Vec<Rational> {
        values.iter().map(|&value| rational(value, 1).unwrap()).collect()
    }

    fn programme(objective: &[i64], at_most: &[(&[i64], i64)], equal: &[(&[i64], i64)]) -> LinearProgramme {
        let rows = |rows: &[(&[i64], i64)]| {
            rows.iter().map(|(row, right)| (vector(row), rational(*right, 1).unwrap())).collect()
        };
        LinearProgramme { objective: vector(objective), at_most: rows(at_most), equal: rows(equal) }
    }

    fn solved(programme: &LinearProgramme) -> Optimum {
        match maximise(programme, &Effort::unlimited()) {
            Programme::Optimal(optimum) => optimum,
            other => panic!("{other:?}"),
        }
    }

    /// Feasible, dual feasible, and of one value: then optimal, whatever the method.
    fn assert_optimal(programme: &LinearProgramme, optimum: &Optimum) {
        let dot = |a: &[Rational], b: &[Rational]| a.iter().zip(b).fold(zero(), |sum, (a, b)| sum + a * b);
        let Optimum { primal, dual, value, .. } = optimum;
        assert!(primal.iter().all(|x| *x >= zero()));
        assert!(programme.at_most.iter().all(|(row, right)| dot(row, primal) <= *right));
        assert!(programme.equal.iter().all(|(row, right)| dot(row, primal) == *right));
        assert!(dual[..programme.at_most.len()].iter().all(|y| *y >= zero()));
        let constraints: Vec<_> = programme.at_most.iter().chain(&programme.equal).collect();
        for (variable, gain) in programme.objective.iter().enumerate() {
            let price = constraints.iter().zip(dual).fold(zero(), |sum, ((row, _), y)| sum + &row[variable] * y);
            assert!(price >= *gain);
        }
        let worth = constraints.iter().zip(dual).fold(zero(), |sum, ((_, right), y)| sum + right * y);
        assert_eq!((worth, dot(&programme.objective, primal)), (value.clone(), value.clone()));
    }

    #[test]
    fn a_textbook_programme() {
        let programme = programme(&[3, 5], &[(&[1, 0], 4), (&[0, 2], 12), (&[3, 2], 18)], &[]);
        let optimum = solved(&programme);
        assert_eq!((&optimum.primal, &optimum.value), (&vector(&[2, 6]), &rational(36, 1).unwrap()));
        assert_optimal(&programme, &optimum);
    }

    #[test]
    fn equations_and_negative_right_hand_sides() {
        let programme = programme(&[1, 2, -1], &[(&[-1, 0, 0], -1), (&[1, 1, -1], 3)], &[(&[1, 1, 1], 6)]);
        assert_optimal(&programme, &solved(&programme));
    }

    #[test]
    fn what_has_no_optimum_says_why() {
        let effort = Effort::unlimited();
        assert_eq!(maximise(&programme(&[1], &[(&[-1], 0)], &[]), &effort), Programme::Unbounded);
        assert_eq!(maximise(&programme(&[1], &[(&[1], -1)], &[]), &effort), Programme::Infeasible);
        assert_eq!(maximise(&programme(&[1, 1], &[], &[(&[1, 1], 1), (&[2, 2], 3)]), &effort), Programme::Infeasible);
        let small = programme(&[1], &[(&[1], 1)], &[]);
        let stop = Stop::OutOfSteps { done: 0 };
        assert_eq!(maximise(&small, &effort.with_steps(0)), Programme::Stopped(stop));
    }

    #[test]
    fn degenerate_random_programmes_are_proved_optimal() {
        let mut state = 7_u64;
        let mut next = |range: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % range).cast_signed()
        };
        for _ in 0..200 {
            let objective = vector(&[next(7) - 3, next(7) - 3, next(7) - 3, next(7) - 3]);
            let mut programme = LinearProgramme { objective, ..LinearProgramme::default() };
            for _ in 0..4 {
                let row = [next(4) - 1, next(4) - 1, next(4) - 1, next(4) - 1];
                programme.at_most.push((vector(&row), rational(next(3) - 1, 1).unwrap()));
            }
            programme.equal.push((vector(&[1, 1, 1, 1]), rational(1, 1).unwrap()));
            match maximise(&programme, &Effort::unlimited()) {
                Programme::Optimal(optimum) => assert_optimal(&programme, &optimum),
                Programme::Infeasible => {}
                other => panic!("bounded by the equation, yet {other:?}"),
            }
        }
    }
}

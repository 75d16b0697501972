//! The sign of a quadratic form where some variables are free and the others nonnegative, exactly.

use dashu_int::IBig;
use moloch_core::{Effort, Watch};

use super::super::error::EvolutionError;
use crate::finite::Rational;

/// Best replies outside the support that the test handles: their subsets are gone through.
pub const MAX_OUTSIDERS: usize = 24;

/// The smallest value that a form takes on directions other than zero, by its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Positive everywhere.
    Positive,
    /// Nowhere negative, somewhere zero.
    Zero,
    /// Somewhere negative.
    Negative,
}

/// Minus the payoff of a direction against itself, after the reference strategy's share was replaced by minus the sum of
/// the others: free variables first, then those that may only rise.
pub(crate) struct Form {
    matrix: Vec<Vec<Rational>>,
    reference: usize,
    strategies: Vec<usize>,
    free: usize,
    count: usize,
}

/// A free variable that was eliminated: it equals minus the sum of the entries times the later variables, over the
/// pivot.
struct Eliminated {
    variable: usize,
    row: Vec<Rational>,
}

const TASK: &str = "test evolutionary stability";

impl Form {
    pub(crate) fn new(payoffs: &[Vec<Rational>], reference: usize, free: Vec<usize>, outsiders: Vec<usize>) -> Self {
        let free_count = free.len();
        let strategies = [free, outsiders].concat();
        // What the direction towards `a` from the reference earns against that towards `b`.
        let gain = |a: usize, b: usize| {
            &payoffs[a][b] - &payoffs[reference][b] - &payoffs[a][reference] + &payoffs[reference][reference]
        };
        let entry = |a: usize, b: usize| -(gain(a, b) + gain(b, a));
        let row = |a: &usize| strategies.iter().map(|&b| entry(*a, b)).collect();
        let matrix = strategies.iter().map(row).collect();
        Self { matrix, reference, strategies, free: free_count, count: payoffs.len() }
    }

    /// The sign, and a direction in which the form takes it (zero when it is positive), as changes of all strategies'
    /// shares.
    pub(crate) fn decide(mut self, effort: &Effort) -> Result<(Sign, Vec<Rational>), EvolutionError> {
        let mut eliminated = Vec::new();
        let (mut sign, mut found) = (Sign::Positive, None);
        for variable in 0..self.free {
            let pivot = self.matrix[variable][variable].clone();
            if pivot < Rational::ZERO {
                return Ok((Sign::Negative, self.direction(self.unit(variable), &eliminated)));
            }
            if pivot.is_zero() {
                if let Some(coupled) = self.coupled(variable) {
                    let direction = self.tilted(variable, coupled);
                    return Ok((Sign::Negative, self.direction(direction, &eliminated)));
                }
                sign = Sign::Zero;
                found = Some(self.direction(self.unit(variable), &eliminated));
                continue;
            }
            eliminated.push(self.eliminate(variable, &pivot));
        }
        let (rest, witness) = self.over_outsiders(effort)?;
        match rest {
            Sign::Positive => {}
            Sign::Zero if sign == Sign::Zero => {}
            _ => {
                sign = rest;
                found = Some(self.direction(witness, &eliminated));
            }
        }
        Ok((sign, found.unwrap_or_default()))
    }

    fn unit(&self, variable: usize) -> Vec<Rational> {
        let mut direction = vec![Rational::ZERO; self.matrix.len()];
        direction[variable] = Rational::ONE;
        direction
    }

    /// A later variable that a free one without own curvature is coupled to.
    fn coupled(&self, variable: usize) -> Option<usize> {
        (variable + 1..self.matrix.len()).find(|&other| !self.matrix[variable][other].is_zero())
    }

    /// A direction of value -1: one of `coupled` and as much of the free variable as that takes.
    fn tilted(&self, variable: usize, coupled: usize) -> Vec<Rational> {
        let mut direction = self.unit(coupled);
        let own = &self.matrix[coupled][coupled] + Rational::ONE;
        let slope = &self.matrix[variable][coupled] * Rational::from(IBig::from(2));
        direction[variable] = -(own / slope);
        direction
    }

    /// Replaces a free variable by its best value given the later ones.
    fn eliminate(&mut self, variable: usize, pivot: &Rational) -> Eliminated {
        let row: Vec<Rational> = self.matrix[variable].iter().map(|entry| entry / pivot).collect();
        for a in variable + 1..self.matrix.len() {
            let factor = self.matrix[a][variable].clone();
            if factor.is_zero() {
                continue;
            }
            for b in variable + 1..self.matrix.len() {
                let correction = &factor * &row[b];
                self.matrix[a][b] -= correction;
            }
        }
        Eliminated { variable, row }
    }

    /// The direction in all strategies' shares whose later variables are given.
    fn direction(&self, mut values: Vec<Rational>, eliminated: &[Eliminated]) -> Vec<Rational> {
        for Eliminated { variable, row } in eliminated.iter().rev() {
            let later =
                (variable + 1..values.len()).fold(Rational::ZERO, |sum, other| sum + &row[other] * &values[other]);
            values[*variable] = -later;
        }
        let mut direction = vec![Rational::ZERO; self.count];
        for (&strategy, value) in self.strategies.iter().zip(values) {
            direction[self.reference] -= &value;
            direction[strategy] += value;
        }
        direction
    }

    /// The sign over the nonnegative variables alone: a form that is not positive is so on the inside of some face, where
    /// all partial derivatives are equal; on a smallest such face this point is unique.
    fn over_outsiders(&self, effort: &Effort) -> Result<(Sign, Vec<Rational>), EvolutionError> {
        let outsiders = self.matrix.len() - self.free;
        if outsiders > MAX_OUTSIDERS {
            let what = "the number of best replies outside the support";
            return Err(EvolutionError::range(TASK, what, outsiders, format!("at most {MAX_OUTSIDERS}")));
        }
        if self.is_plainly_positive() {
            return Ok((Sign::Positive, Vec::new()));
        }
        let total = (1_u64 << outsiders) - 1;
        let mut watch = effort.watch("sets of best replies outside the support").of(total);
        let mut best = (Sign::Positive, Vec::new());
        for set in 1..=total {
            step(&mut watch, total)?;
            let members: Vec<usize> = (0..outsiders).filter(|member| set >> member & 1 == 1).collect();
            let members: Vec<usize> = members.into_iter().map(|member| member + self.free).collect();
            let Some((value, weights)) = level_point(&self.matrix, &members) else { continue };
            if value > Rational::ZERO || weights.iter().any(|weight| *weight <= Rational::ZERO) {
                continue;
            }
            let mut direction = vec![Rational::ZERO; self.matrix.len()];
            members.iter().zip(weights).for_each(|(&member, weight)| direction[member] = weight);
            if value < Rational::ZERO {
                return Ok((Sign::Negative, direction));
            }
            best = (Sign::Zero, direction);
        }
        Ok(best)
    }

    /// No entry is negative and the diagonal is positive.
    fn is_plainly_positive(&self) -> bool {
        let rows = self.free..self.matrix.len();
        rows.clone()
            .all(|a| self.matrix[a][a] > Rational::ZERO && rows.clone().all(|b| self.matrix[a][b] >= Rational::ZERO))
    }
}

fn step(watch: &mut Watch<'_>, total: u64) -> Result<(), EvolutionError> {
    let done = watch.done();
    watch.step().map_err(|stop| EvolutionError::Stopped { task: TASK, stop, done, total })
}

/// The weights with sum 1 on some indices at which the matrix times the weights is the same for all of them, and that
/// common value; `None` when there is no such point or more than one.
pub(crate) fn level_point(matrix: &[Vec<Rational>], members: &[usize]) -> Option<(Rational, Vec<Rational>)> {
    let count = members.len();
    let mut system: Vec<Vec<Rational>> = Vec::with_capacity(count + 1);
    for &row in members {
        let mut equation: Vec<Rational> = members.iter().map(|&column| matrix[row][column].clone()).collect();
        equation.extend([-Rational::ONE, Rational::ZERO]);
        system.push(equation);
    }
    let mut sum = vec![Rational::ONE; count + 2];
    sum[count] = Rational::ZERO;
    system.push(sum);
    let mut solution = solved(system)?;
    let value = solution.pop()?;
    Some((value, solution))
}

/// The solution of a square system with its right-hand side as last column; `None` when it is singular.
fn solved(mut system: Vec<Vec<Rational>>) -> Option<Vec<Rational>> {
    let count = system.len();
    for column in 0..count {
        let pivot = (column..count).find(|&row| !system[row][column].is_zero())?;
        system.swap(column, pivot);
        let pivot_row = system[column].clone();
        for row in (0..count).filter(|&row| row != column) {
            if system[row][column].is_zero() {
                continue;
            }
            let factor = &system[row][column] / &pivot_row[column];
            for place in column..=count {
                let correction = &factor * &pivot_row[place];
                system[row][place] -= correction;
            }
        }
    }
    Some((0..count).map(|row| &system[row][count] / &system[row][row]).collect())
}

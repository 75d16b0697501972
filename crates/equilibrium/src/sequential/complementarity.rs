//! Equilibrium conditions on the sequence form as linear complementarity problems.

use super::sequence::{SequenceForm, Sequences};
use crate::finite::Rational;

/// Find $`z \ge 0`$ with $`w = q + M z \ge 0`$ and $`z \cdot w = 0`$.
pub(super) struct Problem {
    pub(super) m: Vec<Vec<Rational>>,
    pub(super) q: Vec<Rational>,
}

impl Problem {
    fn new(size: usize) -> Self {
        Self { m: vec![vec![Rational::ZERO; size]; size], q: vec![Rational::ZERO; size] }
    }

    fn add(&mut self, row: usize, column: usize, value: &Rational) {
        self.m[row][column] += value;
    }
}

/// Plans as affine functions of the probabilities of all actions but the first of each set:
/// $`x = P x_N + b`$.
pub(super) struct Reduced {
    /// For every sequence: coefficients of the free probabilities, then the constant.
    rows: Vec<Vec<Rational>>,
    /// Sequences of first actions, whose probabilities follow from the others.
    firsts: Vec<usize>,
    free: usize,
}

impl Reduced {
    fn new(sequences: &Sequences) -> Self {
        let free = sequences.count - 1 - sequences.sets.len();
        let mut rows = vec![vec![Rational::ZERO; free + 1]; sequences.count];
        rows[0][free] = Rational::ONE;
        let (mut firsts, mut next) = (Vec::new(), 0);
        for own in &sequences.sets {
            let first = own.actions.start;
            firsts.push(first);
            let before = rows[own.before].clone();
            rows[first] = before;
            for other in own.actions.clone().skip(1) {
                rows[other][next] = Rational::ONE;
                rows[first][next] -= Rational::ONE;
                next += 1;
            }
        }
        Self { rows, firsts, free }
    }

    fn size(&self) -> usize {
        self.free + self.firsts.len()
    }

    /// The plan with these free probabilities.
    fn plan(&self, free: &[Rational]) -> Vec<Rational> {
        let value = |row: &Vec<Rational>| {
            let products = row.iter().zip(free).filter(|(coefficient, _)| !coefficient.is_zero());
            products.fold(row[self.free].clone(), |sum, (coefficient, share)| sum + coefficient * share)
        };
        self.rows.iter().map(value).collect()
    }
}

/// The problem without the equations of the plans: one variable per action. Zero-sum games are always solved by
/// Lemke's method in this form; other games may end on a ray.
pub(super) struct ShortProblem {
    pub(super) problem: Problem,
    sides: [Reduced; 2],
}

impl ShortProblem {
    pub(super) fn new(form: &SequenceForm) -> Self {
        let sides = [Reduced::new(&form.players[0]), Reduced::new(&form.players[1])];
        let starts = [0, sides[0].size()];
        let mut problem = Problem::new(sides[0].size() + sides[1].size());
        for side in 0..2 {
            let own = &sides[side];
            add_incentives(&mut problem, form, &sides, side, starts);
            for (index, &first) in own.firsts.iter().enumerate() {
                // The first action's probability is nonnegative; its multiplier enters the free actions' conditions.
                let row = starts[side] + own.free + index;
                for free in 0..own.free {
                    let coefficient = own.rows[first][free].clone();
                    problem.add(row, starts[side] + free, &coefficient);
                    problem.add(starts[side] + free, row, &-coefficient);
                }
                problem.q[row].clone_from(&own.rows[first][own.free]);
            }
        }
        Self { problem, sides }
    }

    /// The two plans of a solution.
    pub(super) fn plans(&self, z: &[Rational]) -> [Vec<Rational>; 2] {
        let (first, second) = z.split_at(self.sides[0].size());
        [self.sides[0].plan(&first[..self.sides[0].free]), self.sides[1].plan(&second[..self.sides[1].free])]
    }
}

/// Minus the payoff gradient of the free probabilities of one side: `-P^T A (Q y_N + d)`.
fn add_incentives(problem: &mut Problem, form: &SequenceForm, sides: &[Reduced; 2], side: usize, starts: [usize; 2]) {
    let (own, other) = (&sides[side], &sides[1 - side]);
    for entry in &form.entries {
        let weight = &entry.chance * &entry.payoffs[side];
        if weight.is_zero() {
            continue;
        }
        let own_row = &own.rows[entry.sequences[side]];
        let other_row = &other.rows[entry.sequences[1 - side]];
        for free in (0..own.free).filter(|&free| !own_row[free].is_zero()) {
            let slope = &weight * &own_row[free];
            problem.q[starts[side] + free] -= &slope * &other_row[other.free];
            for column in (0..other.free).filter(|&column| !other_row[column].is_zero()) {
                problem.add(starts[side] + free, starts[1 - side] + column, &-(&slope * &other_row[column]));
            }
        }
    }
}

/// The problem of Koller, Megiddo and von Stengel: plans, and the values of the information sets as differences of
/// nonnegative variables. With all payoffs negative, Lemke's method always ends with a solution.
pub(super) struct LongProblem {
    pub(super) problem: Problem,
    counts: [usize; 2],
}

impl LongProblem {
    pub(super) fn new(form: &SequenceForm) -> Self {
        let counts = [form.players[0].count, form.players[1].count];
        let rows = [form.players[0].sets.len() + 1, form.players[1].sets.len() + 1];
        let plans = [0, counts[0]];
        let values = [counts[0] + counts[1], counts[0] + counts[1] + 2 * rows[0]];
        let mut problem = Problem::new(values[1] + 2 * rows[1]);
        for side in 0..2 {
            let shift = highest(form, side) + Rational::ONE;
            for entry in &form.entries {
                let below = (&shift - &entry.payoffs[side]) * &entry.chance;
                let row = plans[side] + entry.sequences[side];
                problem.add(row, plans[1 - side] + entry.sequences[1 - side], &below);
            }
            let plus = values[side];
            let minus = plus + rows[side];
            let mut constrain = |equation: usize, sequence: usize, coefficient: Rational| {
                let variable = plans[side] + sequence;
                problem.add(variable, plus + equation, &coefficient);
                problem.add(plus + equation, variable, &-coefficient.clone());
                problem.add(minus + equation, variable, &coefficient);
                problem.add(variable, minus + equation, &-coefficient);
            };
            constrain(0, 0, Rational::ONE);
            for (index, own) in form.players[side].sets.iter().enumerate() {
                constrain(index + 1, own.before, -Rational::ONE);
                own.actions.clone().for_each(|action| constrain(index + 1, action, Rational::ONE));
            }
            problem.q[plus] = Rational::ONE;
            problem.q[minus] = -Rational::ONE;
        }
        Self { problem, counts }
    }

    /// The two plans of a solution.
    pub(super) fn plans(&self, z: &[Rational]) -> [Vec<Rational>; 2] {
        let [first, second] = self.counts;
        [z[..first].to_vec(), z[first..first + second].to_vec()]
    }
}

fn highest(form: &SequenceForm, side: usize) -> Rational {
    form.entries.iter().map(|entry| &entry.payoffs[side]).max().cloned().unwrap_or(Rational::ZERO)
}

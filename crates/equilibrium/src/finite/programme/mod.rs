//! Linear programmes that have "nothing" as a start: searched in doubles, answered in exact numbers.
//!
//! The simplex method in doubles names a basis; its primal and dual solution are computed exactly and, when both are
//! feasible, prove each other optimal. Where no basis passes, exact arithmetic does the whole work and the result says so.

mod basis;
mod doubles;
mod exact;

use moloch_core::{Stop, Watch};

use self::basis::Integral;
pub(in crate::finite) use self::doubles::{Dictionary, SimplexEnd};
use super::Rational;

/// Programmes with fewer coefficients than this are solved in exact arithmetic at once.
const EXACT_BELOW: usize = 400;
/// Right-hand sides are raised by up to this part of the scale of their row, so that ties are rare; a smaller raise is
/// tried when the basis that it led to does not hold without it.
const RAISES: [f64; 2] = [1e-5, 1e-8];

/// Pivots that exact numbers may ask for after doubles have settled.
const REPAIRS: usize = 30;

/// How a programme was solved where doubles named the basis.
const IN_DOUBLES: &str = "simplex method in doubles, its last basis solved and proved optimal exactly";
/// How a small programme was solved.
const EXACT: &str = "simplex method in exact arithmetic";
/// How a programme was solved where doubles failed.
pub(crate) const REPEATED: &str =
    "simplex method in exact arithmetic, since no basis found in doubles passed the exact proof";

/// Maximise `objective . x` where `rows x <= right`, `x >= 0`, and no entry of `right` is negative, so that nothing
/// is a feasible start.
pub(in crate::finite) struct Programme {
    pub(in crate::finite) objective: Vec<Rational>,
    pub(in crate::finite) rows: Vec<Vec<Rational>>,
    pub(in crate::finite) right: Vec<Rational>,
}

/// Where the simplex method ended.
pub(in crate::finite) struct Solved {
    /// The variables: optimal, or feasible when it was stopped.
    pub(in crate::finite) variables: Vec<Rational>,
    /// A multiplier for each row, optimal for the dual programme; of use only when it was not stopped.
    pub(in crate::finite) multipliers: Vec<Rational>,
    /// How the search ended.
    pub(in crate::finite) end: Result<(), Stop>,
    /// In which arithmetic it was found.
    pub(in crate::finite) method: &'static str,
}

/// Variables and multipliers that prove each other optimal.
type Optimum = (Vec<Rational>, Vec<Rational>);

impl Programme {
    /// Solves the programme; one step of the watch is one pivot. `None` when the objective is unbounded.
    pub(in crate::finite) fn solve(&self, watch: &mut Watch<'_>) -> Option<Solved> {
        if self.objective.len() * self.rows.len() < EXACT_BELOW {
            return self.solve_exactly(EXACT, watch);
        }
        let Some(integral) = Integral::new(self) else { return self.solve_exactly(REPEATED, watch) };
        for raise in RAISES {
            let mut dictionary = integral.dictionary(raise);
            match dictionary.solve(watch) {
                SimplexEnd::Supports(_) => match settled(&integral, &mut dictionary, watch) {
                    Ok(Some((variables, multipliers))) => {
                        return Some(Solved { variables, multipliers, end: Ok(()), method: IN_DOUBLES });
                    }
                    Ok(None) => {}
                    Err(stop) => return Some(self.stopped(&integral, &dictionary, stop)),
                },
                SimplexEnd::Stopped(stop) => return Some(self.stopped(&integral, &dictionary, stop)),
                SimplexEnd::Lost => {}
            }
        }
        self.solve_exactly(REPEATED, watch)
    }

    /// The vertex at which the search stood, if it is one without the raise, else nothing.
    fn stopped(&self, integral: &Integral, dictionary: &Dictionary, stop: Stop) -> Solved {
        let [rows, columns] = dictionary.supports();
        let nothing = || vec![Rational::ZERO; self.objective.len()];
        Solved {
            variables: integral.vertex(&rows, &columns).unwrap_or_else(|_| nothing()),
            multipliers: vec![Rational::ZERO; self.rows.len()],
            end: Err(stop),
            method: IN_DOUBLES,
        }
    }
}

/// The optimum at the basis that is left when the raise is taken back, if the exact numbers agree that it is one.
fn settled(integral: &Integral, dictionary: &mut Dictionary, watch: &mut Watch<'_>) -> Result<Option<Optimum>, Stop> {
    dictionary.settle(watch)?;
    for _ in 0..REPAIRS {
        let [rows, columns] = dictionary.supports();
        match integral.vertex(&rows, &columns) {
            Ok(variables) => {
                let multipliers = integral.multipliers(&rows, &columns);
                return Ok(multipliers.map(|multipliers| (variables, multipliers)));
            }
            // What is negative by less than rounding shows.
            Err(Some(variable)) => {
                watch.step()?;
                if !dictionary.raise_to_zero(variable) {
                    return Ok(None);
                }
            }
            Err(None) => return Ok(None),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use moloch_core::Effort;

    use super::*;

    /// Rows of small integers, many of them tight at the start; the last one bounds everything.
    fn degenerate(height: usize, width: usize, mut state: u64) -> Programme {
        let mut next = |range: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            Rational::from(((state >> 33) % range).cast_signed() - 3)
        };
        let objective = (0..width).map(|_| next(9)).collect();
        let mut rows: Vec<Vec<Rational>> = (1..height).map(|_| (0..width).map(|_| next(7)).collect()).collect();
        rows.push(vec![Rational::ONE; width]);
        let mut right = vec![Rational::ZERO; height];
        right[height - 1] = Rational::ONE;
        Programme { objective, rows, right }
    }

    fn dot(a: &[Rational], b: &[Rational]) -> Rational {
        a.iter().zip(b).fold(Rational::ZERO, |sum, (a, b)| sum + a * b)
    }

    #[test]
    fn doubles_and_exact_arithmetic_find_the_same_value_and_prove_it() {
        let effort = Effort::unlimited();
        let mut in_doubles = 0;
        for state in 0..60 {
            let programme = degenerate(15 + usize::try_from(state % 20).unwrap(), 40, state);
            let solved = programme.solve(&mut effort.watch("test")).unwrap();
            let exact = programme.solve_exactly(EXACT, &mut effort.watch("test")).unwrap();
            let value = dot(&solved.variables, &programme.objective);
            assert_eq!(value, dot(&exact.variables, &programme.objective));
            assert_eq!(value, dot(&solved.multipliers, &programme.right));
            assert!(solved.multipliers.iter().chain(&solved.variables).all(|number| *number >= Rational::ZERO));
            assert!(programme.rows.iter().zip(&programme.right).all(|(row, b)| dot(row, &solved.variables) <= *b));
            in_doubles += usize::from(solved.method == IN_DOUBLES);
        }
        assert!(in_doubles >= 58, "{in_doubles} of 60 needed no second search");
    }

    #[test]
    fn a_search_that_is_stopped_returns_what_is_feasible() {
        let programme = degenerate(20, 40, 3);
        for steps in 0..12 {
            let effort = Effort::unlimited().with_steps(steps);
            let solved = programme.solve(&mut effort.watch("test")).unwrap();
            assert_eq!(solved.end, Err(Stop::OutOfSteps { done: steps }));
            assert!(programme.rows.iter().zip(&programme.right).all(|(row, b)| dot(row, &solved.variables) <= *b));
        }
    }

    #[test]
    fn numbers_that_fit_no_machine_integer_are_left_to_exact_arithmetic() {
        let mut programme = degenerate(20, 40, 5);
        programme.objective[0] = Rational::from(dashu_int::IBig::from(10).pow(40));
        let effort = Effort::unlimited();
        let solved = programme.solve(&mut effort.watch("test")).unwrap();
        assert_eq!(solved.method, REPEATED);
        assert_eq!(dot(&solved.variables, &programme.objective), dot(&solved.multipliers, &programme.right));
    }

    #[test]
    fn an_unbounded_programme_is_none() {
        let rows = vec![vec![Rational::NEG_ONE; 40]; 20];
        let programme = Programme { objective: vec![Rational::ONE; 40], rows, right: vec![Rational::ONE; 20] };
        let effort = Effort::unlimited();
        assert!(programme.solve(&mut effort.watch("test")).is_none());
    }
}

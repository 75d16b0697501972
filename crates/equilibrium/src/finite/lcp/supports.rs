//! Exact mixes from the supports of an equilibrium of a two-player game.

use dashu_int::IBig;

use super::system::{CommonSolution, solve_integers, solve_small_integers};
use crate::finite::column::Column;
use crate::finite::exact::{common_denominator, zero};
use crate::finite::{ExactProfile, Game, Rational};

/// The profile of a two-player game in which each player's mix uses only its listed actions (from 0, without
/// repetition) and makes the other indifferent among the other's listed actions. `None` when there is no such profile
/// or more than one. Whether actions outside the lists would earn more is not looked at: the certificate says.
pub(crate) fn exact_profile_on_supports(game: &Game, supports: &[Vec<usize>; 2]) -> Option<ExactProfile> {
    let [rows, columns] = supports;
    let &[height, width] = game.action_counts() else { return None };
    let number = |row: usize, column: usize| row + height * column;
    let against_rows: Vec<Vec<usize>> =
        columns.iter().map(|&column| rows.iter().map(|&row| number(row, column)).collect()).collect();
    let against_columns: Vec<Vec<usize>> =
        rows.iter().map(|&row| columns.iter().map(|&column| number(row, column)).collect()).collect();
    let first = indifferent_mix(game.column(1), &against_rows, rows, height)?;
    let second = indifferent_mix(game.column(0), &against_columns, columns, width)?;
    ExactProfile::new(vec![first, second]).ok()
}

/// The mix of `count` actions that uses only `support` and against which all lists of profile numbers earn the same.
fn indifferent_mix(column: &Column, numbers: &[Vec<usize>], support: &[usize], count: usize) -> Option<Vec<Rational>> {
    let solution = indifference(column, numbers)?;
    let mut mix = vec![zero(); count];
    for (&action, numerator) in support.iter().zip(solution.numerators) {
        if numerator < IBig::ZERO {
            return None;
        }
        *mix.get_mut(action)? = Rational::from_parts_signed(numerator, solution.denominator.clone());
    }
    Some(mix)
}

/// Probabilities, then the common payoff (in some unit, from some zero).
fn indifference(column: &Column, numbers: &[Vec<usize>]) -> Option<CommonSolution> {
    if let Column::Scaled { numerators, .. } = column {
        let rows = numbers.iter().map(|row| row.iter().map(|&number| numerators[number]).collect());
        return in_machine_integers(rows.collect());
    }
    let values: Vec<Vec<Rational>> =
        numbers.iter().map(|row| row.iter().map(|&number| column.exact_at(number)).collect()).collect();
    let scale = common_denominator(values.iter().flatten());
    let whole = |value: &Rational| value.numerator() * IBig::from(&scale / value.denominator());
    let rows: Vec<Vec<IBig>> = values.iter().map(|row| row.iter().map(whole).collect()).collect();
    let narrow = |entry: &IBig| i64::try_from(entry).ok().filter(|value| value.unsigned_abs() < 1 << 62);
    let narrowed: Option<Vec<Vec<i64>>> = rows.iter().map(|row| row.iter().map(narrow).collect()).collect();
    if let Some(rows) = narrowed {
        return in_machine_integers(rows);
    }
    let size = rows.first()?.len();
    let row = |row: Vec<IBig>| bordered(row.into_iter(), IBig::NEG_ONE, IBig::ZERO);
    let sum = bordered(std::iter::repeat_n(IBig::ONE, size), IBig::ZERO, IBig::ONE);
    solve_integers(rows.into_iter().map(row).chain(std::iter::once(sum)).collect())
}

/// The same for payoffs below 2^62 in size, counted from the middle of their range to keep the solution's digits few.
fn in_machine_integers(payoffs: Vec<Vec<i64>>) -> Option<CommonSolution> {
    let size = payoffs.first()?.len();
    let least = *payoffs.iter().flatten().min()?;
    let most = *payoffs.iter().flatten().max()?;
    let middle = least + (most - least) / 2;
    let row = |row: Vec<i64>| bordered(row.into_iter().map(|payoff| payoff - middle), -1, 0);
    let sum = bordered(std::iter::repeat_n(1, size), 0, 1);
    let rows: Vec<Vec<i64>> = payoffs.into_iter().map(row).chain(std::iter::once(sum)).collect();
    solve_small_integers(&rows)
}

/// Coefficients of the probabilities, of the common payoff, and the right-hand side.
fn bordered<T>(entries: impl Iterator<Item = T>, payoff: T, right: T) -> Vec<T> {
    entries.chain([payoff, right]).collect()
}

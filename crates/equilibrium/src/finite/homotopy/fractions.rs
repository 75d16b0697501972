//! Equilibria in fractions: pure ones, and those of two players whose support equations decide them.

use super::super::exact::{Rational, one, zero};
use super::super::game::Game;
use super::super::profile::{ExactProfile, Profile};

/// Largest support of one player that is solved in fractions: their length grows with its square.
const MAX_SUPPORT: usize = 12;

/// The exact equilibrium that a profile in doubles stands for, unchecked; `None` where it is not decided by linear
/// equations.
pub(super) fn fractions(game: &Game, profile: &Profile, is_regular: bool) -> Option<ExactProfile> {
    let supports: Vec<Vec<usize>> = profile.mixes().iter().map(|mix| played(mix)).collect();
    if supports.iter().all(|support| support.len() == 1) {
        let actions: Vec<usize> = supports.iter().filter_map(|support| support.first().copied()).collect();
        return ExactProfile::pure(game.action_counts(), &actions).ok();
    }
    let [first, second] = supports.as_slice() else { return None };
    if !is_regular || first.len() != second.len() || first.len() > MAX_SUPPORT {
        return None;
    }
    // Each player's mix makes the other indifferent.
    let mixes = vec![indifferent(game, 1, second, first)?, indifferent(game, 0, first, second)?];
    ExactProfile::new(mixes).ok()
}

fn played(mix: &[f64]) -> Vec<usize> {
    (0..mix.len()).filter(|&action| mix[action] > 0.0).collect()
}

/// The opponent's mix over `theirs` against which all of `player`'s actions in `own` earn the same.
fn indifferent(game: &Game, player: usize, own: &[usize], theirs: &[usize]) -> Option<Vec<Rational>> {
    let payoff = |mine: usize, other: usize| {
        let profile = if player == 0 { [mine, other] } else { [other, mine] };
        game.exact_payoff(player, &profile)
    };
    let (&reference, rest) = own.split_first()?;
    let mut rows: Vec<Vec<Rational>> = Vec::with_capacity(own.len());
    for &mine in rest {
        let gap = |&other: &usize| Some(payoff(mine, other)? - payoff(reference, other)?);
        let mut row = theirs.iter().map(gap).collect::<Option<Vec<_>>>()?;
        row.push(zero());
        rows.push(row);
    }
    rows.push(vec![one(); theirs.len() + 1]);
    let shares = solved(rows)?;
    let mut mix = vec![zero(); game.action_counts()[1 - player]];
    for (&action, share) in theirs.iter().zip(shares) {
        mix[action] = share;
    }
    Some(mix)
}

/// Gauss-Jordan elimination of a square system with its right-hand side as last column.
fn solved(mut rows: Vec<Vec<Rational>>) -> Option<Vec<Rational>> {
    for column in 0..rows.len() {
        let pivot = (column..rows.len()).find(|&row| !rows[row][column].is_zero())?;
        rows.swap(column, pivot);
        let divisor = rows[column][column].clone();
        for cell in &mut rows[column] {
            *cell = &*cell / &divisor;
        }
        let pivot_row = rows[column].clone();
        for (number, row) in rows.iter_mut().enumerate().filter(|(_, row)| !row[column].is_zero()) {
            if number != column {
                let factor = row[column].clone();
                for (cell, entry) in row.iter_mut().zip(&pivot_row) {
                    *cell = &*cell - &factor * entry;
                }
            }
        }
    }
    rows.into_iter().map(|mut row| row.pop()).collect()
}

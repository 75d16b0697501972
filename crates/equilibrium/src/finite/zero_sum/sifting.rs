//! A large matrix game solved on the part of it that matters.

use moloch_core::Watch;

use super::regret_matching::{Average, conceded, earned, regret_matching};
use super::{SimplexEnd, dictionary};

/// Games with fewer actions than this on a side are solved whole.
const SIFTED_FROM: usize = 150;
/// Rounds of regret matching before the first guess.
const ROUNDS: u32 = 200;
/// Actions with less than this part of an even share seem not to be played.
const PLAYED: f64 = 0.01;
/// Actions kept beyond those that seem to be played: one for each so many, and so many.
const SPARE: usize = 16;
/// Guesses before the whole game is solved.
const GUESSES: usize = 6;
/// What an action outside the part may gain without being taken in; rounding is smaller.
const LEAST_GAIN: f64 = 1e-9;

/// Supports of an equilibrium, as far as doubles tell, of the game with payoffs from 0 to 1 to player 1, whose actions run fastest.
pub(super) fn supports(payoffs: &[f64], height: usize, watch: &mut Watch<'_>) -> SimplexEnd {
    let width = payoffs.len() / height;
    if height.min(width) < SIFTED_FROM {
        return dictionary(payoffs, height).solve(watch);
    }
    let [mut rows, mut columns] = regret_matching(payoffs, height, ROUNDS).map(|average| promising(&average));
    for _ in 0..GUESSES {
        let part = part(payoffs, height, &rows, &columns);
        let mut dictionary = dictionary(&part, rows.len());
        let SimplexEnd::Supports([used_rows, used_columns]) = dictionary.solve(watch) else { break };
        let [x, y] = dictionary.shares();
        let (x, y) = (spread(&x, &rows, height), spread(&y, &columns, width));
        let (earned, conceded) = (earned(payoffs, height, &y), conceded(payoffs, height, &x));
        let most = rows.iter().map(|&row| earned[row]).fold(0.0, f64::max);
        let least = columns.iter().map(|&column| conceded[column]).fold(1.0, f64::min);
        let better = |row: &usize| earned[*row] > most + LEAST_GAIN;
        let cheaper = |column: &usize| conceded[*column] < least - LEAST_GAIN;
        let (more_rows, more_columns): (Vec<usize>, Vec<usize>) =
            ((0..height).filter(better).collect(), (0..width).filter(cheaper).collect());
        if more_rows.is_empty() && more_columns.is_empty() {
            let rows = used_rows.iter().map(|&row| rows[row]).collect();
            let columns = used_columns.iter().map(|&column| columns[column]).collect();
            return SimplexEnd::Supports([rows, columns]);
        }
        merge(&mut rows, more_rows);
        merge(&mut columns, more_columns);
    }
    dictionary(payoffs, height).solve(watch)
}

/// The actions that are worth most: as many as seem to be played, and some to spare. In order.
fn promising(average: &Average) -> Vec<usize> {
    let count = average.mix.len();
    let even = 1.0 / count as f64;
    let played = average.mix.iter().filter(|&&share| share > PLAYED * even).count();
    let mut ranked: Vec<usize> = (0..count).collect();
    ranked.sort_by(|&a, &b| average.worth[b].total_cmp(&average.worth[a]));
    ranked.truncate(played + played / SPARE + SPARE);
    ranked.sort_unstable();
    ranked
}

fn part(payoffs: &[f64], height: usize, rows: &[usize], columns: &[usize]) -> Vec<f64> {
    let column = |&column: &usize| rows.iter().map(move |&row| payoffs[column * height + row]);
    columns.iter().flat_map(column).collect()
}

/// A mix of some actions as a mix of all.
fn spread(mix: &[f64], actions: &[usize], count: usize) -> Vec<f64> {
    let mut whole = vec![0.0; count];
    for (&action, &share) in actions.iter().zip(mix) {
        whole[action] = share;
    }
    whole
}

fn merge(kept: &mut Vec<usize>, more: Vec<usize>) {
    kept.extend(more);
    kept.sort_unstable();
    kept.dedup();
}

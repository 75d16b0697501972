//! Payoffs as doubles from 0 to 1, exact wherever they can be.

use crate::finite::centred::Own;
use crate::finite::column::Column;
use crate::finite::exact::{Rational, exact_from_f64, nearest_f64, zero};
use crate::finite::game::Game;

/// Half a unit in the last place of a number up to 1.
const HALF_ULP: f64 = f64::EPSILON / 2.0;

/// All players' payoffs less what they cannot influence, each player's in a unit of its own.
///
/// The unit is a power of two (where the payoffs are integers over a denominator, or doubles), so that nothing is
/// rounded: differences of integers below 2^53 are then exact.
pub(super) struct Table {
    /// Numbers of actions.
    pub(super) actions: Vec<usize>,
    /// Distance between profiles that differ by one action of a player.
    pub(super) strides: Vec<usize>,
    /// Payoffs in the order of the profile numbers, player by player.
    pub(super) values: Vec<Vec<f64>>,
    /// Bound on the error of each of a player's values; zero when they are exact.
    pub(super) slack: Vec<f64>,
}

impl Table {
    pub(super) fn new(game: &Game) -> Self {
        let players = 0..game.player_count();
        let (values, slack) = players.clone().map(|player| unit_values(game.column(player), game.own(player))).unzip();
        Self {
            actions: game.action_counts().to_vec(),
            strides: players.map(|player| game.shape().stride(player)).collect(),
            values,
            slack,
        }
    }

    pub(super) fn players(&self) -> usize {
        self.actions.len()
    }
}

/// Payoffs less what the player cannot influence, in a unit that makes them at most 1, and a bound on their error.
fn unit_values(column: &Column, own: Own) -> (Vec<f64>, f64) {
    match column.centred(own) {
        Column::Scaled { numerators, .. } => {
            // The lowest is zero.
            let most = numerators.iter().copied().max().unwrap_or(0).unsigned_abs();
            let unit = power_above(most as f64);
            let values = numerators.iter().map(|&value| value as f64 / unit);
            (values.collect(), if most < 1 << 53 { 0.0 } else { 2.0 * HALF_ULP })
        }
        Column::Float(gains) => {
            let unit = power_above(gains.iter().copied().fold(0.0, f64::max));
            let values: Vec<f64> = gains.iter().map(|gain| gain / unit).collect();
            let is_whole = |(value, gain): (&f64, &f64)| equal(value * unit, *gain) && is_short(*value);
            let exact = gains_are_exact(column, &gains, own) && values.iter().zip(&gains).all(is_whole);
            (values, if exact { 0.0 } else { 4.0 * HALF_ULP })
        }
        Column::Big(gains) => {
            let range = gains.iter().max().cloned().unwrap_or_else(zero);
            if range.is_zero() {
                return (vec![0.0; gains.len()], 0.0);
            }
            let shares: Vec<Rational> = gains.iter().map(|gain| gain / &range).collect();
            let values: Vec<f64> = shares.iter().map(nearest_f64).collect();
            let exact = |(v, share): (&f64, &Rational)| is_short(*v) && exact_from_f64(*v).as_ref() == Some(share);
            let exact = values.iter().zip(&shares).all(exact);
            (values, if exact { 0.0 } else { 2.0 * HALF_ULP })
        }
    }
}

/// Whether differences of doubles lost nothing: a sum that gives both terms back is exact.
fn gains_are_exact(column: &Column, gains: &[f64], own: Own) -> bool {
    let Column::Float(payoffs) = column else { return false };
    (0..payoffs.len()).all(|number| {
        let low = payoffs[own.lowest_at(payoffs, number)];
        equal(gains[number] + low, payoffs[number]) && equal(payoffs[number] - gains[number], low)
    })
}

/// Whether a number up to 1 is a multiple of 2^-53: differences of such numbers are exact.
fn is_short(value: f64) -> bool {
    equal((value / HALF_ULP).fract(), 0.0)
}

/// Whether two doubles are the same number.
#[expect(clippy::float_cmp, reason = "the question is whether rounding changed anything")]
fn equal(a: f64, b: f64) -> bool {
    a == b
}

/// The least power of two that is at least this large (1 for zero).
fn power_above(range: f64) -> f64 {
    if range <= 0.0 {
        return 1.0;
    }
    let mut power = 1.0;
    while power < range {
        power *= 2.0;
    }
    while power * 0.5 >= range && power * 0.5 > 0.0 {
        power *= 0.5;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finite::exact::rational;

    #[test]
    fn the_unit_is_the_next_power_of_two() {
        assert!(
            [(0.0, 1.0), (1.0, 1.0), (3.0, 4.0), (0.25, 0.25), (0.3, 0.5)]
                .iter()
                .all(|&(r, p)| equal(power_above(r), p))
        );
        assert!(power_above(1e300) >= 1e300 && power_above(1e-300) <= 2e-300);
    }

    #[test]
    fn whole_numbers_are_exact_and_decimals_in_doubles_are_not() {
        let exact = Game::from_columns(&[2], vec![vec![rational(1, 3).unwrap(), rational(1, 7).unwrap()]]).unwrap();
        assert_eq!(Table::new(&exact).slack, [0.0]);
        let whole = Game::from_columns(&[3], vec![vec![1.0, 5.0, -2.0]]).unwrap();
        assert_eq!((Table::new(&whole).slack[0], Table::new(&whole).values[0][1]), (0.0, 0.875));
        let rounded = Game::from_columns(&[3], vec![vec![0.1, 0.7, 1e9]]).unwrap();
        assert!(Table::new(&rounded).slack[0] > 0.0);
        // Each is exact by itself; the difference of the last two is not.
        let long = Game::from_columns(&[3], vec![vec![0.0, 1.0, 2.0_f64.powi(-60)]]).unwrap();
        assert!(Table::new(&long).slack[0] > 0.0);
    }
}

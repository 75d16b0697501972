//! Whether what two players earn together is the same everywhere.

use super::ZeroSumError;
use crate::finite::column::Column;
use crate::finite::{Game, Rational};

/// The constant sum of a two-player game's payoffs, or the first profile at which it differs from the first one's.
pub(super) fn constant_sum(game: &Game) -> Result<Rational, ZeroSumError> {
    let (first, second) = (game.column(0), game.column(1));
    let sum_at = |number: usize| first.exact_at(number) + second.exact_at(number);
    let other = match (first, second) {
        (
            Column::Scaled { numerators: a, denominator: below },
            Column::Scaled { numerators: b, denominator: other },
        ) if below == other => differing(a, b),
        _ => {
            let expected = sum_at(0);
            (1..game.profile_count()).find(|&number| sum_at(number) != expected)
        }
    };
    match other {
        None => Ok(sum_at(0)),
        Some(number) => Err(ZeroSumError::NotConstantSum {
            profile: game.shape().profile(number).iter().map(|action| action + 1).collect(),
            found: sum_at(number).to_string(),
            expected: sum_at(0).to_string(),
        }),
    }
}

/// Whether the payoffs of a game of two players add up to the same number everywhere.
pub fn is_constant_sum(game: &Game) -> bool {
    game.player_count() == 2 && constant_sum(game).is_ok()
}

/// The first place at which the sum differs from that at the first place.
fn differing(a: &[i64], b: &[i64]) -> Option<usize> {
    // Each is below 2^62 in size, so that the sum fits.
    let expected = a.first()? + b.first()?;
    a.iter().zip(b).position(|(a, b)| a + b != expected)
}

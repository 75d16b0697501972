//! Lemke's method on the complementarity problem of a two-player game.

use moloch_core::{Completeness, Effort, Status};

use super::complementarity::{Arithmetic, LcpEnd, solve_lcp};
use super::two_player::{no_equilibrium, require_two_players, stopped};
use crate::finite::exact::{one, zero};
use crate::finite::{Component, Counter, EquilibriumSet, ExactProfile, Game, GameError, Rational, Scope, SolveError};

/// What the method is called in results.
const METHOD: &str = "Lemke's method on the complementarity problem of the game, in exact arithmetic";
/// What it is called when the path was followed in doubles.
const IN_DOUBLES: &str = "Lemke's method on the complementarity problem of the game, in doubles, its last basis solved and certified exactly";
/// What it is called when that failed.
pub(crate) const LEMKE_REPEATED: &str = "Lemke's method on the complementarity problem of the game, in exact arithmetic, since the \
                                         basis found in doubles failed the exact certificate";

/// Actions of both players: the square of their number is kept in exact numbers.
const MAX_ACTIONS: usize = 1000;

#[doc = include_str!("lemke.md")]
///
/// # Errors
///
/// When the game has not two players or more than 1,000 actions in all, or (a mistake of this solver) the end of the path is no equilibrium.
pub fn lemke(game: &Game, effort: &Effort) -> Result<EquilibriumSet, SolveError> {
    let task = "solve the game by Lemke's method";
    let [rows, columns] = require_two_players(game, task)?;
    if rows + columns > MAX_ACTIONS {
        let found = game.action_counts().to_vec();
        return Err(
            GameError::WrongShape { task, found, expected: "two players with at most 1000 actions together" }.into()
        );
    }
    let (m, q) = problem(game, rows, columns);
    let search = solve_lcp(&m, &q, None, effort).map_err(|error| no_equilibrium(METHOD, &error.to_string()))?;
    let method = match search.arithmetic {
        Arithmetic::Doubles => IN_DOUBLES,
        Arithmetic::Exact => METHOD,
        Arithmetic::Repeated => LEMKE_REPEATED,
    };
    let counters = vec![Counter { what: "pivots", count: search.pivots }];
    let z = match search.end {
        LcpEnd::Solution(z) => z,
        LcpEnd::Stopped(stop) => return Ok(stopped(method, stop, "the rest of the path", counters)),
        LcpEnd::Ray { .. } => return Err(no_equilibrium(method, "the path ended on a ray")),
    };
    let mixes = vec![z[..rows].to_vec(), z[rows..rows + columns].to_vec()];
    let point = Component::point(game, &ExactProfile::new(mixes)?)?;
    Ok(EquilibriumSet {
        components: vec![point],
        scope: Scope::One,
        completeness: Completeness::Sample,
        method,
        status: Status::Converged { iterations: usize::try_from(search.pivots).unwrap_or(usize::MAX) },
        counters,
    })
}

/// `M` and `q` in the order: mix of player 1, mix of player 2, least cost of player 1, least cost of player 2.
fn problem(game: &Game, rows: usize, columns: usize) -> (Vec<Vec<Rational>>, Vec<Rational>) {
    let size = rows + columns + 2;
    let mut m = vec![vec![zero(); size]; size];
    let worst = [0, 1].map(|player| game.column(player).bounds().1 + one());
    for row in 0..rows {
        for column in 0..columns {
            let number = row + rows * column;
            m[row][rows + column] = &worst[0] - game.column(0).exact_at(number);
            m[rows + column][row] = &worst[1] - game.column(1).exact_at(number);
        }
        m[row][size - 2] = -one();
        m[size - 2][row] = one();
    }
    for column in rows..rows + columns {
        m[column][size - 1] = -one();
        m[size - 1][column] = one();
    }
    let mut q = vec![zero(); size];
    q[size - 2] = -one();
    q[size - 1] = -one();
    (m, q)
}

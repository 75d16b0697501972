//! The stock to which a race settles when nothing else changes.

use super::{StageEquilibrium, StageError, StageGame, Start, Workspace, solve_stage};

/// Solves for the steady state of the stock under the law $`K' = \varphi(K + x)`$, $`\varphi \in [0, 1)`$: writes
/// the efforts of the stage game at that stock into `equilibrium` and the stock, lab by lab, into `stock`.
///
/// The stock that `game` carries is not used. In the steady state $`K + x = x/(1-\varphi)`$, so that the race is one
/// without stock, with suitability $`a/(1-\varphi)`$ and foresight $`M(1-\varphi)`$; that game is solved once.
///
/// # Errors
/// Those of [`solve_stage`], or [`StageError::OutOfRange`] when the retention is not below one.
pub fn solve_steady(
    game: &StageGame<'_>,
    retention: f64,
    equilibrium: &mut StageEquilibrium,
    stock: &mut Vec<f64>,
    workspace: &mut Workspace,
) -> Result<(), StageError> {
    if !(0.0..1.0).contains(&retention) {
        let allowed = "a number of at least 0 and less than 1";
        return Err(StageError::OutOfRange { what: "retention", value: retention, allowed });
    }
    let fresh = 1.0 - retention;
    let suitability: Vec<f64> = game.suitability.iter().map(|a| a / fresh).collect();
    let mut terms = game.terms;
    terms.foresight *= fresh;
    let settled = StageGame { terms, suitability: &suitability, stock: &[], ..*game };
    solve_stage(&settled, Start::Cold, equilibrium, workspace)?;
    stock.clear();
    stock.extend(equilibrium.race.iter().map(|x| retention / fresh * x));
    Ok(())
}

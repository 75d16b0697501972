//! Where only one player has a choice there is no game: every mix of its best actions is an equilibrium.

use moloch_core::{Completeness, Status};

use super::error::SolveError;
use super::exact::{one, zero};
use super::game::Game;
use super::set::{Component, EquilibriumSet, Face, Scope, Subset};

/// Probabilities that the corners of the set of best actions may have together.
const MAX_PROBABILITIES: usize = 1 << 22;

/// The one component, the simplex of the best actions, if at most one player has more than one action.
pub(super) fn best_actions(game: &Game) -> Option<Result<EquilibriumSet, SolveError>> {
    let counts = game.action_counts();
    let mut choosers = (0..counts.len()).filter(|&player| counts[player] > 1);
    let chooser = choosers.next().unwrap_or(0);
    choosers.next().is_none().then(|| of_chooser(game, chooser))
}

fn of_chooser(game: &Game, chooser: usize) -> Result<EquilibriumSet, SolveError> {
    // Profiles differ by the chooser's action only.
    let payoffs: Vec<_> = (0..game.profile_count()).map(|number| game.column(chooser).exact_at(number)).collect();
    let best = payoffs.iter().max();
    let best: Vec<usize> = (0..payoffs.len()).filter(|&action| Some(&payoffs[action]) == best).collect();
    let shown = best.len().min((MAX_PROBABILITIES / payoffs.len()).max(1));
    let pure = |&action: &usize| {
        let mut mix = vec![zero(); payoffs.len()];
        mix[action] = one();
        mix
    };
    let face = |player: usize| {
        if player == chooser {
            Face::new(best[..shown].iter().map(pure).collect())
        } else {
            Face::new(vec![vec![one()]])
        }
    };
    let subset = Subset::new((0..game.player_count()).map(face).collect());
    let component = Component::new(game, vec![subset])?;
    let is_whole = shown == best.len();
    let completeness = if is_whole {
        Completeness::Complete("one player has a choice: the equilibria are the mixes of its best actions")
    } else {
        Completeness::Partial {
            why: format!("{} actions are equally good, too many to list every corner", best.len()),
            not_searched: format!("mixes with the other {} best actions", best.len() - shown),
        }
    };
    let status = if is_whole { Status::ClosedForm } else { Status::LimitReached { iterations: shown } };
    Ok(EquilibriumSet {
        components: vec![if is_whole { component.with_index(Some(1)) } else { component }],
        scope: Scope::All,
        completeness,
        method: "payoffs of the one player who has a choice compared",
        status,
        counters: Vec::new(),
    })
}

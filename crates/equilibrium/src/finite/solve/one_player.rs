//! A game of one player is a choice: every mix of the best actions is an equilibrium.

use moloch_core::{Completeness, Status};

use crate::finite::error::SolveError;
use crate::finite::exact::{one, zero};
use crate::finite::game::Game;
use crate::finite::set::{Component, EquilibriumSet, Face, Scope, Subset};

/// The one component: the simplex of the best actions.
pub(super) fn best_actions(game: &Game) -> Result<EquilibriumSet, SolveError> {
    let payoffs: Vec<_> = (0..game.profile_count()).map(|number| game.column(0).exact_at(number)).collect();
    let best = payoffs.iter().max();
    let pure = |action: usize| {
        let mut mix = vec![zero(); payoffs.len()];
        mix[action] = one();
        mix
    };
    let vertices = (0..payoffs.len()).filter(|&action| Some(&payoffs[action]) == best).map(pure);
    let subset = Subset::new(vec![Face::new(vertices.collect())]);
    Ok(EquilibriumSet {
        components: vec![Component::new(game, vec![subset])?.with_index(Some(1))],
        scope: Scope::All,
        completeness: Completeness::Complete("a single player's equilibria are the mixes of its best actions"),
        method: "payoffs of the single player compared",
        status: Status::ClosedForm,
        counters: Vec::new(),
    })
}

//! The pure strategies of a player.

use super::normal::Form;
use super::recall::{OwnMove, moves_before_sets};
use super::tree::Tree;

/// How many strategies each player has in the reduced strategic form; `None` without perfect recall.
pub(super) fn reduced_counts(tree: &Tree) -> Option<Vec<usize>> {
    tree.perfect_recall().ok()?;
    let before = moves_before_sets(tree);
    Some((0..tree.player_count()).map(|player| count(tree, player, Form::Reduced, &before)).collect())
}

/// How many strategies a player has: at every set the sum over its actions of what can follow each.
pub(super) fn count(tree: &Tree, player: usize, form: Form, before: &[OwnMove]) -> usize {
    let sets = tree.sets_of(player);
    let mut after: Vec<Vec<usize>> = sets.clone().map(|set| vec![1; tree.sets[set].actions.len()]).collect();
    let mut all: usize = 1;
    for set in sets.clone().rev() {
        let here = after[set - sets.start].iter().fold(0, |sum: usize, &count| sum.saturating_add(count));
        let follows = match before[set] {
            Some((earlier, action)) if form == Form::Reduced => &mut after[earlier - sets.start][action],
            _ => &mut all,
        };
        *follows = follows.saturating_mul(here);
    }
    all
}

/// A player's strategies, the first information set's action varying slowest.
pub(super) fn strategies_of(tree: &Tree, player: usize, form: Form, before: &[OwnMove]) -> Vec<Vec<Option<usize>>> {
    let sets = tree.sets_of(player);
    let mut partial: Vec<Vec<Option<usize>>> = vec![Vec::with_capacity(sets.len())];
    for set in sets.clone() {
        let reached = |strategy: &[Option<usize>]| match before[set] {
            Some((earlier, action)) if form == Form::Reduced => strategy[earlier - sets.start] == Some(action),
            _ => true,
        };
        let actions = tree.sets[set].actions.len();
        let mut longer = Vec::with_capacity(partial.len());
        for strategy in partial {
            if reached(&strategy) {
                longer.extend((0..actions).map(|action| [strategy.as_slice(), &[Some(action)]].concat()));
            } else {
                longer.push([strategy.as_slice(), &[None]].concat());
            }
        }
        partial = longer;
    }
    partial
}

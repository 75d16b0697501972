//! Iterated elimination of strictly dominated actions.

use moloch_core::Completeness;

use super::certificate::strictly_dominates;
use super::column::Ordered;
use super::error::SolveError;
use super::exact::{Rational, one, zero};
use super::game::Game;
use super::linear::{Alternative, alternative};
use super::shape::Shape;

/// Largest table of payoff differences for which the linear programme of a mixed dominator is solved.
pub(super) const MAX_PROGRAMME_CELLS: usize = 1 << 16;

/// Which strategies are tried as dominators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dominators {
    /// One action that is better whatever the others do.
    Pure,
    /// Also a mix of actions, by an exact linear programme.
    PureAndMixed,
}

/// One action that was removed, and why. Actions are numbered (from 0) as in the original game.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elimination {
    /// Round, from 1; all removals of a round happen at once.
    pub round: usize,
    /// The player, from 0.
    pub player: usize,
    /// The removed action.
    pub action: usize,
    /// The dominating mix: actions with their probabilities; one entry when it is pure.
    pub dominator: Vec<(usize, Rational)>,
}

/// What is left of a game.
#[derive(Clone, Debug, PartialEq)]
pub struct Reduction {
    /// The reduced game, with the labels of the original one.
    pub game: Game,
    /// For each player, the original numbers (from 0) of the actions that are left.
    pub kept: Vec<Vec<usize>>,
    /// What was removed, in order.
    pub eliminations: Vec<Elimination>,
    /// Whether every action that the chosen dominators can remove was removed.
    pub completeness: Completeness,
}

impl Reduction {
    /// The only profile left (original action numbers), when the game is solved by dominance.
    pub fn solution(&self) -> Option<Vec<usize>> {
        let only = |actions: &Vec<usize>| match actions.as_slice() {
            [action] => Some(*action),
            _ => None,
        };
        self.kept.iter().map(only).collect()
    }
}

#[doc = include_str!("dominance.md")]
///
/// # Errors
///
/// When a dominator fails its independent check: a mistake of this solver.
pub fn iterated_strict_dominance(game: &Game, dominators: Dominators) -> Result<Reduction, SolveError> {
    let mut kept: Vec<Vec<usize>> = game.action_counts().iter().map(|&m| (0..m).collect()).collect();
    let mut current = game.clone();
    let mut eliminations = Vec::new();
    let mut found = dominated_actions(&current, dominators);
    let mut round = 1;
    while !found.removed.is_empty() {
        for removal in &found.removed {
            removal.check(&current)?;
            eliminations.push(removal.in_original(round, &kept));
        }
        let left = found.left(current.action_counts());
        current = current.restricted(&left)?;
        for (kept, left) in kept.iter_mut().zip(&left) {
            *kept = left.iter().map(|&action| kept[action]).collect();
        }
        found = dominated_actions(&current, dominators);
        round += 1;
    }
    let completeness = found.completeness(dominators);
    Ok(Reduction { game: current, kept, eliminations, completeness })
}

/// A dominated action of the current game and the mix that dominates it.
struct Removal {
    player: usize,
    action: usize,
    mix: Vec<Rational>,
}

impl Removal {
    fn check(&self, game: &Game) -> Result<(), SolveError> {
        if strictly_dominates(game, self.player, &self.mix, self.action) {
            return Ok(());
        }
        let player = &game.players()[self.player];
        Err(SolveError::DominanceNotCertified {
            how: "strictly",
            player: player.name().to_owned(),
            action: player.actions()[self.action].clone(),
        })
    }

    fn in_original(&self, round: usize, kept: &[Vec<usize>]) -> Elimination {
        let original = &kept[self.player];
        let played = self.mix.iter().enumerate().filter(|(_, share)| !share.is_zero());
        Elimination {
            round,
            player: self.player,
            action: original[self.action],
            dominator: played.map(|(action, share)| (original[action], share.clone())).collect(),
        }
    }
}

/// What one round found.
struct Round {
    removed: Vec<Removal>,
    /// Players whose linear programmes were too large, with the size.
    skipped: Vec<(String, usize)>,
}

impl Round {
    fn left(&self, counts: &[usize]) -> Vec<Vec<usize>> {
        let stays = |player: usize, action: usize| {
            !self.removed.iter().any(|gone| gone.player == player && gone.action == action)
        };
        let actions = |(player, &count): (usize, &usize)| (0..count).filter(|&action| stays(player, action)).collect();
        counts.iter().enumerate().map(actions).collect()
    }

    fn completeness(&self, dominators: Dominators) -> Completeness {
        if self.skipped.is_empty() {
            return Completeness::Complete(match dominators {
                Dominators::Pure => "no action left is dominated by another action",
                Dominators::PureAndMixed => "no action left is dominated by any mix of actions",
            });
        }
        let name = |(player, cells): &(String, usize)| format!("{player} ({cells} payoff differences)");
        let players = self.skipped.iter().map(name).collect::<Vec<_>>().join(", ");
        Completeness::Partial {
            why: format!("linear programmes beyond {MAX_PROGRAMME_CELLS} payoff differences are not solved"),
            not_searched: format!("mixed dominators of {players}"),
        }
    }
}

fn dominated_actions(game: &Game, dominators: Dominators) -> Round {
    let mut round = Round { removed: Vec::new(), skipped: Vec::new() };
    let shape = game.shape();
    for player in 0..shape.players() {
        let by_action = game.column(player).ordered(PureDominators { shape, player });
        let mut open = Vec::new();
        for (action, dominator) in by_action.iter().enumerate() {
            match dominator {
                Some(dominator) => {
                    let mix = pure_mix(by_action.len(), *dominator);
                    round.removed.push(Removal { player, action, mix });
                }
                None => open.push(action),
            }
        }
        // A mix of one or two actions against another needs three.
        if dominators == Dominators::PureAndMixed && open.len() > 2 {
            add_mixed(game, player, &open, &mut round);
        }
    }
    round
}

pub(super) fn pure_mix(count: usize, action: usize) -> Vec<Rational> {
    let mut mix = vec![zero(); count];
    mix[action] = one();
    mix
}

/// Adds the actions among `open` that a mix of the others dominates.
fn add_mixed(game: &Game, player: usize, open: &[usize], round: &mut Round) {
    let shape = game.shape();
    let best = game.column(player).ordered(SometimesBest { shape, player });
    let suspects: Vec<usize> = open.iter().copied().filter(|&action| !best[action]).collect();
    if suspects.is_empty() {
        return;
    }
    let bases: Vec<usize> = (0..shape.profiles()).filter(|&number| shape.action(number, player) == 0).collect();
    let cells = bases.len() * (open.len() - 1);
    if cells > MAX_PROGRAMME_CELLS {
        round.skipped.push((game.players()[player].name().to_owned(), cells));
        return;
    }
    for action in suspects {
        let others: Vec<usize> = open.iter().copied().filter(|&other| other != action).collect();
        let matrix = payoff_gaps(game, player, &others, action, &bases);
        if let Alternative::Rows(weights) = alternative(&matrix) {
            let mut mix = vec![zero(); shape.actions()[player]];
            for (other, weight) in others.into_iter().zip(weights) {
                mix[other] = weight;
            }
            round.removed.push(Removal { player, action, mix });
        }
    }
}

/// What each of some actions earns more than `action`, against every pure profile of the others.
pub(super) fn payoff_gaps(
    game: &Game,
    player: usize,
    others: &[usize],
    action: usize,
    bases: &[usize],
) -> Vec<Vec<Rational>> {
    let (column, stride) = (game.column(player), game.shape().stride(player));
    let payoff = |base: usize, action: usize| column.exact_at(base + action * stride);
    let row = |&other: &usize| bases.iter().map(|&base| payoff(base, other) - payoff(base, action)).collect();
    others.iter().map(row).collect()
}

/// For each action, an undominated action that strictly dominates it, if there is one.
struct PureDominators<'a> {
    shape: &'a Shape,
    player: usize,
}

impl Ordered for PureDominators<'_> {
    type Output = Vec<Option<usize>>;

    fn run<T: PartialOrd + Clone>(self, values: &[T]) -> Self::Output {
        let (stride, count) = (self.shape.stride(self.player), self.shape.actions()[self.player]);
        let beats = |better: usize, worse: usize| {
            values.chunks_exact(stride * count).all(|block| {
                let better = &block[better * stride..(better + 1) * stride];
                let worse = &block[worse * stride..(worse + 1) * stride];
                better.iter().zip(worse).all(|(better, worse)| better > worse)
            })
        };
        let mut by_action = vec![None; count];
        for action in 0..count {
            by_action[action] = (0..count).find(|&other| other != action && beats(other, action));
        }
        // Follow the chain up, so that the reason given is itself not removed in the same round.
        let top = |mut action: usize| {
            while let Some(better) = by_action[action] {
                action = better;
            }
            action
        };
        by_action.iter().map(|dominator| dominator.map(top)).collect()
    }
}

/// Which actions are a best reply to some pure profile of the others: no mix dominates those strictly.
struct SometimesBest<'a> {
    shape: &'a Shape,
    player: usize,
}

impl Ordered for SometimesBest<'_> {
    type Output = Vec<bool>;

    fn run<T: PartialOrd + Clone>(self, values: &[T]) -> Self::Output {
        let (stride, count) = (self.shape.stride(self.player), self.shape.actions()[self.player]);
        let mut is_best = vec![false; count];
        for block in values.chunks_exact(stride * count) {
            for start in 0..stride {
                let at = |action: usize| &block[start + action * stride];
                for action in 0..count {
                    is_best[action] |= (0..count).all(|other| at(other) <= at(action));
                }
            }
        }
        is_best
    }
}

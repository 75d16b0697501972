//! Expected payoffs of actions and of pairs of actions, for a whole game at once.

use std::cell::OnceCell;

use super::super::error::{GameError, SolveError};
use super::super::game::Game;
use super::super::profile::Profile;
use super::sums::{Axis, Sums};

/// Most actions of all players together: matrices have this many rows and columns.
const MAX_ACTIONS: usize = 2048;

/// The payoffs of a game, centred and in units of each player's own stake, with the mixes of all players in one list.
pub(super) struct Tensor<'a> {
    game: &'a Game,
    /// Where each player's actions begin in the list of all actions; one entry more than players.
    starts: Vec<usize>,
    /// Each player's payoffs, one row per own action.
    rows: Vec<OnceCell<Vec<f64>>>,
}

/// What a profile is worth nearby: the payoff of each action, and of each pair of actions of two players.
#[derive(Clone, Debug, Default)]
pub(super) struct Local {
    /// Payoff of each action against what the others play.
    pub(super) values: Vec<f64>,
    /// Row `(i, a)`, column `(j, b)`: payoff of `i` from `a` when `j` plays `b`; zero for `j = i`.
    pub(super) pairs: Vec<f64>,
    pub(super) sums: Sums,
}

impl<'a> Tensor<'a> {
    /// The tensor of a game.
    ///
    /// # Errors
    ///
    /// When there are too many actions for matrices of their pairs.
    pub(super) fn new(game: &'a Game, task: &'static str) -> Result<Self, SolveError> {
        let mut starts = vec![0];
        for &count in game.action_counts() {
            starts.push(starts[starts.len() - 1] + count);
        }
        if starts[starts.len() - 1] > MAX_ACTIONS {
            let found = game.action_counts().to_vec();
            return Err(GameError::WrongShape { task, found, expected: "at most 2048 actions in all" }.into());
        }
        let rows = vec![OnceCell::new(); game.player_count()];
        Ok(Self { game, starts, rows })
    }

    pub(super) fn game(&self) -> &'a Game {
        self.game
    }

    pub(super) fn players(&self) -> usize {
        self.starts.len() - 1
    }

    /// Actions of all players together.
    pub(super) fn total(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    /// The places of a player's actions in lists of all actions.
    pub(super) fn range(&self, player: usize) -> std::ops::Range<usize> {
        self.starts[player]..self.starts[player + 1]
    }

    /// Every player's actions equally likely.
    pub(super) fn centre(&self) -> Vec<f64> {
        Self::flat(&Profile::uniform(self.game.action_counts()))
    }

    /// A profile as one list.
    pub(super) fn flat(profile: &Profile) -> Vec<f64> {
        profile.mixes().concat()
    }

    /// A list as a profile: what is below zero counts as zero, and each player's shares are divided by their sum.
    pub(super) fn profile(&self, mixes: &[f64]) -> Result<Profile, SolveError> {
        let of_player = |player: usize| {
            let shares: Vec<f64> = mixes[self.range(player)].iter().map(|share| share.max(0.0)).collect();
            let sum: f64 = shares.iter().sum();
            shares.into_iter().map(|share| share / sum).collect()
        };
        Ok(Profile::new((0..self.players()).map(of_player).collect())?)
    }

    /// A player's payoffs in the order of the game's profiles.
    pub(super) fn payoffs(&self, player: usize) -> &[f64] {
        &self.game.centred(player).values
    }

    /// Distance between profiles that differ by one action of a player.
    pub(super) fn stride(&self, player: usize) -> usize {
        self.game.own(player).stride
    }

    /// Payoffs of all actions and pairs at a profile; the cost is a few passes over the tables.
    pub(super) fn evaluate(&self, mixes: &[f64], local: &mut Local) {
        let total = self.total();
        let Local { values, pairs, sums } = local;
        values.clear();
        pairs.resize(total * total, 0.0);
        let mut opponents = Vec::with_capacity(self.players());
        for player in 0..self.players() {
            let axis = |other: usize| Axis { start: self.starts[other], count: self.range(other).len() };
            opponents.clear();
            opponents.extend((0..self.players()).filter(|&other| other != player).map(axis));
            sums.weigh(&opponents[..opponents.len().saturating_sub(1)], mixes);
            let table = self.rows(player);
            let rows = table.chunks_exact(table.len() / self.range(player).len());
            for (row, line) in rows.zip(pairs[self.starts[player] * total..].chunks_exact_mut(total)) {
                values.push(sums.line(row, &opponents, mixes, line));
            }
        }
    }

    /// A player's payoffs, one row per own action, so that sums over the others run along rows. Made when first asked for.
    fn rows(&self, player: usize) -> &[f64] {
        self.rows[player].get_or_init(|| {
            let (payoffs, stride) = (self.payoffs(player), self.stride(player));
            let count = self.range(player).len();
            let mut rows = Vec::with_capacity(payoffs.len());
            for action in 0..count {
                let blocks = payoffs.chunks_exact(stride).skip(action).step_by(count);
                blocks.for_each(|block| rows.extend_from_slice(block));
            }
            rows
        })
    }

    /// Each player's expected payoff.
    pub(super) fn earned(&self, mixes: &[f64], values: &[f64]) -> Vec<f64> {
        let of_player = |player: usize| self.range(player).map(|place| mixes[place] * values[place]).sum();
        (0..self.players()).map(of_player).collect()
    }

    /// The largest regret, in units of that player's range.
    pub(super) fn regret(&self, mixes: &[f64], values: &[f64]) -> f64 {
        let earned = self.earned(mixes, values);
        let of_player = |player: usize| self.best(player, values) - earned[player];
        moloch_core::worst((0..self.players()).map(of_player).map(|regret| regret.max(0.0)))
    }

    /// The payoff of a player's best action.
    pub(super) fn best(&self, player: usize, values: &[f64]) -> f64 {
        values[self.range(player)].iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// Each player's most likely action, as a place in the list of all actions.
    pub(super) fn likeliest(&self, mixes: &[f64]) -> Vec<usize> {
        (0..self.players()).map(|player| largest(mixes, self.range(player))).collect()
    }
}

/// The first place of the largest entry within a range.
pub(super) fn largest(values: &[f64], range: std::ops::Range<usize>) -> usize {
    let start = range.start;
    range.fold(start, |best, place| if values[place] > values[best] { place } else { best })
}

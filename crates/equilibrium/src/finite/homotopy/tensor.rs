//! Expected payoffs of actions and of pairs of actions, for a whole game at once.

use super::super::error::{GameError, SolveError};
use super::super::game::Game;
use super::super::profile::Profile;

/// Most actions of all players together: matrices have this many rows and columns.
const MAX_ACTIONS: usize = 2048;

/// The payoffs of a game, centred and in units of each player's own stake, with the mixes of all players in one list.
pub(super) struct Tensor<'a> {
    game: &'a Game,
    /// Where each player's actions begin in the list of all actions; one entry more than players.
    starts: Vec<usize>,
}

/// What a profile is worth nearby: the payoff of each action, and of each pair of actions of two players.
#[derive(Clone, Debug, Default)]
pub(super) struct Local {
    /// Payoff of each action against what the others play.
    pub(super) values: Vec<f64>,
    /// Row `(i, a)`, column `(j, b)`: payoff of `i` from `a` when `j` plays `b`; zero for `j = i`.
    pub(super) pairs: Vec<f64>,
    spare: Vec<Vec<f64>>,
}

/// A table being summed over players: sizes of its axes, fastest first; one for players summed away.
struct Piece<'a> {
    values: &'a [f64],
    sizes: &'a [usize],
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
        Ok(Self { game, starts })
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

    /// Payoffs of all actions and pairs at a profile: each table is halved again and again, so that the cost is a few
    /// passes over it.
    pub(super) fn evaluate(&self, mixes: &[f64], local: &mut Local) {
        let total = self.total();
        local.values.clear();
        local.values.resize(total, 0.0);
        local.pairs.resize(total * total, 0.0);
        let sizes = self.game.action_counts().to_vec();
        for player in 0..self.players() {
            let values = self.game.centred(player).values.as_slice();
            if self.players() == 1 {
                local.values.copy_from_slice(values);
                return;
            }
            let others: Vec<usize> = (0..self.players()).filter(|&other| other != player).collect();
            self.halve(player, &others, &Piece { values, sizes: &sizes }, mixes, local);
            self.sum_pairs(player, others[0], mixes, local);
        }
    }

    /// Keeps one half of the other players and sums over the other half, and the other way round.
    fn halve(&self, player: usize, others: &[usize], piece: &Piece<'_>, mixes: &[f64], local: &mut Local) {
        if let [other] = others {
            self.write_pairs(player, *other, piece, local);
            return;
        }
        let (low, high) = others.split_at(others.len() / 2);
        for (kept, gone) in [(low, high), (high, low)] {
            let mut sizes = piece.sizes.to_vec();
            let mut summed = local.spare.pop().unwrap_or_default();
            let mut source = Some(piece.values);
            for &other in gone.iter().rev() {
                let inner = sizes[..other].iter().product();
                let mix = &mixes[self.range(other)];
                match source.take() {
                    Some(values) => contract(values, inner, mix, &mut summed),
                    None => contract_in_place(&mut summed, inner, mix),
                }
                sizes[other] = 1;
            }
            self.halve(player, kept, &Piece { values: &summed, sizes: &sizes }, mixes, local);
            local.spare.push(summed);
        }
    }

    fn write_pairs(&self, player: usize, other: usize, piece: &Piece<'_>, local: &mut Local) {
        let (rows, columns, total) = (self.range(player), self.range(other), self.total());
        let (own, count) = (rows.len(), columns.len());
        let (row_step, column_step) = if player < other { (1, own) } else { (count, 1) };
        for (a, row) in rows.enumerate() {
            let line = &mut local.pairs[row * total + columns.start..row * total + columns.end];
            for (b, cell) in line.iter_mut().enumerate() {
                *cell = piece.values[a * row_step + b * column_step];
            }
        }
    }

    fn sum_pairs(&self, player: usize, other: usize, mixes: &[f64], local: &mut Local) {
        let (columns, total) = (self.range(other), self.total());
        for row in self.range(player) {
            let line = &local.pairs[row * total..(row + 1) * total];
            local.values[row] = columns.clone().map(|column| line[column] * mixes[column]).sum();
        }
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

/// Sums a table over one axis, weighted.
fn contract(values: &[f64], inner: usize, mix: &[f64], sums: &mut Vec<f64>) {
    sums.clear();
    sums.reserve(values.len() / mix.len());
    if inner == 1 {
        let dot = |row: &[f64]| row.iter().zip(mix).map(|(value, share)| value * share).sum::<f64>();
        sums.extend(values.chunks_exact(mix.len()).map(dot));
        return;
    }
    for block in values.chunks_exact(inner * mix.len()) {
        let start = sums.len();
        sums.extend(block[..inner].iter().map(|value| value * mix[0]));
        let line = &mut sums[start..];
        for (row, &share) in block.chunks_exact(inner).zip(mix).skip(1).filter(|(_, share)| **share != 0.0) {
            for (sum, value) in line.iter_mut().zip(row) {
                *sum += share * value;
            }
        }
    }
}

/// The same within one list: what is written was read before.
fn contract_in_place(values: &mut Vec<f64>, inner: usize, mix: &[f64]) {
    let block = inner * mix.len();
    let blocks = values.len() / block;
    for number in 0..blocks {
        let (start, end) = (number * block, number * inner);
        if inner == 1 {
            values[end] = values[start..start + block].iter().zip(mix).map(|(value, share)| value * share).sum();
            continue;
        }
        values.copy_within(start..start + inner, end);
        values[end..end + inner].iter_mut().for_each(|value| *value *= mix[0]);
        for (action, &share) in mix.iter().enumerate().skip(1).filter(|(_, share)| **share != 0.0) {
            let (sums, rows) = values.split_at_mut(start + action * inner);
            for (sum, value) in sums[end..end + inner].iter_mut().zip(&rows[..inner]) {
                *sum += share * value;
            }
        }
    }
    values.truncate(blocks * inner);
}

//! What drives the shares: growth rates, or replies towards which they move.

use super::super::error::EvolutionError;
use super::super::finite_populations::own_payoffs;
use crate::finite::expected::normalised_action_payoffs;
use crate::finite::{Game, Profile, nearest_f64};

/// How shares change with time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Dynamics {
    /// Shares grow by what they earn over the average: $`\dot x_i = x_i (\pi_i - \bar\pi)`$.
    Replicator,
    /// Shares move towards the logit reply: $`\dot x_i = e^{\pi_i/\eta} / \sum_j e^{\pi_j/\eta} - x_i`$.
    Logit {
        /// The noise $`\eta`$ in payoff units: positive.
        noise: f64,
    },
    /// Shares move towards a best reply: $`\dot x \in BR(x) - x`$.
    BestReply,
}

/// Who meets whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Populations {
    /// One population plays a symmetric two-player game with itself.
    One,
    /// Each player of the game is drawn from a population of its own.
    PerPlayer,
}

/// The payoffs of all populations' strategies at a state.
pub(crate) struct Field<'a> {
    game: &'a Game,
    /// The matrix of own payoffs where one population plays with itself, row by row.
    own: Option<Vec<f64>>,
    /// Where each population's shares start in a state, and where the last ends.
    starts: Vec<usize>,
    /// The widest payoff range of a population.
    range: f64,
}

const TASK: &str = "set up the dynamics";

impl<'a> Field<'a> {
    pub(crate) fn new(game: &'a Game, populations: Populations) -> Result<Self, EvolutionError> {
        let players = match populations {
            Populations::One => 1,
            Populations::PerPlayer => game.player_count(),
        };
        let own = match populations {
            Populations::One => Some(own_payoffs(game, TASK)?.iter().flatten().map(nearest_f64).collect()),
            Populations::PerPlayer => None,
        };
        let ends = game.action_counts()[..players].iter().scan(0, |end, count| {
            *end += count;
            Some(*end)
        });
        let starts = std::iter::once(0).chain(ends).collect();
        let range = (0..players).map(|player| game.centred(player).range).fold(0.0, f64::max);
        Ok(Self { game, own, starts, range })
    }

    pub(crate) fn game(&self) -> &Game {
        self.game
    }

    pub(crate) fn range(&self) -> f64 {
        self.range
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Each population's places in a state.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        self.starts.windows(2).map(|pair| pair[0]..pair[1])
    }

    /// What every strategy earns, in payoff units above its worst reply, or above zero where one population plays with itself.
    pub(crate) fn payoffs(&self, shares: &[f64], payoffs: &mut [f64]) {
        if let Some(own) = &self.own {
            for (payoff, row) in payoffs.iter_mut().zip(own.chunks_exact(shares.len())) {
                *payoff = row.iter().zip(shares).map(|(payoff, share)| payoff * share).sum();
            }
            return;
        }
        let profile = self.profile(shares);
        for (player, block) in self.blocks().enumerate() {
            let range = self.game.centred(player).range;
            match &profile {
                Some(profile) => {
                    let units = normalised_action_payoffs(self.game, profile, player);
                    payoffs[block].iter_mut().zip(units).for_each(|(payoff, unit)| *payoff = unit * range);
                }
                None => payoffs[block].fill(f64::NAN),
            }
        }
    }

    /// A state as a profile of the game, rounding mended; `None` when a share is not a number.
    pub(crate) fn profile(&self, shares: &[f64]) -> Option<Profile> {
        let mut mixes: Vec<Vec<f64>> = self.blocks().map(|block| mended(&shares[block])).collect();
        if self.own.is_some() {
            mixes.push(mixes[0].clone());
        }
        Profile::new(mixes).ok()
    }
}

/// Shares without negative parts, divided by their sum.
fn mended(shares: &[f64]) -> Vec<f64> {
    let sum: f64 = shares.iter().map(|share| share.max(0.0)).sum();
    shares.iter().map(|share| if share.is_nan() { f64::NAN } else { share.max(0.0) / sum }).collect()
}

/// Shares in proportion to exponentials, without overflow; minus infinity gives zero.
pub(crate) fn softmax(logs: &[f64], shares: &mut [f64]) {
    let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for (share, log) in shares.iter_mut().zip(logs) {
        *share = (log - highest).exp();
        sum += *share;
    }
    for share in shares {
        *share /= sum;
    }
}

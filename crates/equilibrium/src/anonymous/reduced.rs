//! Expected payoffs and their slopes when all players of a role play one mix: as many unknowns as actions.

use super::counts::CountSpace;
use super::error::AnonymousError;
use super::expected::{contracted, multinomial};
use super::game::AnonymousGame;
use crate::finite::{GameError, MAX_PAYOFFS};

/// A game in the space of role-symmetric mixes.
pub(super) struct Reduced<'a> {
    game: &'a AnonymousGame,
    /// For roles `r` and `s`: where each counts of `s` lands when one more player plays each of its actions.
    raised: Vec<Vec<Vec<Vec<usize>>>>,
}

/// Expected payoffs by role and action, in units of stakes, with their slopes.
pub(super) struct Expected {
    /// By role and action.
    pub(super) payoffs: Vec<Vec<f64>>,
    /// `slopes[r][a][s][b]`: change of role `r`'s payoff for `a` with the logarithm of the probability with which
    /// players of role `s` play `b`, mixes being divided by their sums.
    pub(super) slopes: Vec<Vec<Vec<Vec<f64>>>>,
}

impl<'a> Reduced<'a> {
    pub(super) fn new(game: &'a AnonymousGame) -> Result<Self, AnonymousError> {
        let roles = game.roles().len();
        let of_role = |own: usize| (0..roles).map(|other| raised(game, own, other)).collect();
        let raised = (0..roles).map(of_role).collect::<Option<_>>();
        let too_large = || GameError::TooLarge {
            players: game.player_count(),
            payoffs: "too many".to_owned(),
            limit: MAX_PAYOFFS,
            why: "counts of one role",
        };
        Ok(Self { game, raised: raised.ok_or_else(too_large)? })
    }

    pub(super) fn game(&self) -> &AnonymousGame {
        self.game
    }

    pub(super) fn expected(&self, mixes: &[Vec<f64>]) -> Expected {
        let roles = 0..mixes.len();
        let of_role = |own: usize| self.of_role(mixes, own);
        let (payoffs, slopes) = roles.map(of_role).unzip();
        Expected { payoffs, slopes }
    }

    fn of_role(&self, mixes: &[Vec<f64>], own: usize) -> (Vec<f64>, Vec<Vec<Vec<f64>>>) {
        let players = |role: usize| self.game.roles()[role].players() - usize::from(role == own);
        let weights: Vec<Vec<f64>> =
            mixes.iter().enumerate().map(|(role, mix)| multinomial(players(role), mix)).collect();
        let actions = self.game.actions(own);
        let values = &self.game.centred(own).values;
        let payoffs = contracted(values, &weights, actions);
        let mut slopes = vec![vec![Vec::new(); mixes.len()]; actions];
        for (other, mix) in mixes.iter().enumerate() {
            let table = all_but(values, &weights, other, actions);
            let fewer = players(other).checked_sub(1).map(|players| multinomial(players, mix));
            for action in 0..actions {
                slopes[action][other] = match &fewer {
                    None => vec![0.0; mix.len()],
                    Some(weights) => {
                        let landed = &self.raised[own][other];
                        let with = |choice: usize| {
                            let terms = weights.iter().zip(landed);
                            terms.map(|(weight, raised)| weight * table[raised[choice] * actions + action]).sum::<f64>()
                        };
                        let total: f64 = mix.iter().sum();
                        let slope = |(choice, share): (usize, &f64)| {
                            share / total * players(other) as f64 * (with(choice) - payoffs[action])
                        };
                        mix.iter().enumerate().map(slope).collect()
                    }
                };
            }
        }
        (payoffs, slopes)
    }
}

/// A table over counts summed over all roles but one: `width` entries for each counts of that one.
fn all_but(values: &[f64], weights: &[Vec<f64>], kept: usize, width: usize) -> Vec<f64> {
    let slow: Vec<f64>;
    let table = if kept + 1 < weights.len() {
        slow = contracted(values, &weights[kept + 1..], 0);
        &slow
    } else {
        values
    };
    if kept == 0 {
        return table.to_vec();
    }
    let block = table.len() / weights[kept].len();
    table.chunks_exact(block).flat_map(|block| contracted(block, &weights[..kept], width)).collect()
}

/// For the counts of one player fewer: the numbers of the counts with one more on each action.
fn raised(game: &AnonymousGame, own: usize, other: usize) -> Option<Vec<Vec<usize>>> {
    let players = game.roles()[other].players() - usize::from(own == other);
    let actions = game.actions(other);
    let Some(fewer) = players.checked_sub(1) else { return Some(Vec::new()) };
    let smaller = CountSpace::new(&[(fewer, actions)], MAX_PAYOFFS)?;
    let larger = CountSpace::new(&[(players, actions)], MAX_PAYOFFS)?;
    let mut counts = smaller.first();
    let mut all = Vec::with_capacity(smaller.size());
    for _ in 0..smaller.size() {
        let mut landed = Vec::with_capacity(actions);
        for action in 0..actions {
            counts[0][action] += 1;
            landed.push(larger.number(&counts));
            counts[0][action] -= 1;
        }
        all.push(landed);
        smaller.advance(&mut counts);
    }
    Some(all)
}

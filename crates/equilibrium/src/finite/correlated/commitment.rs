//! Whether a commitment is worth what is claimed: recomputed from the payoffs; this file imports no solver.

use moloch_core::{Certificate, Concept};

use crate::finite::{ExactProfile, Game, ProfileError, Rational, exact_expected_payoffs, nearest_f64};

/// A proof that no mix of the leader earns more: for each reply of the follower, a nonnegative multiplier for each
/// other reply (in order; its own place counts for nothing).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitmentProof {
    /// Multipliers by reply and other reply.
    pub replies: Vec<Vec<Rational>>,
}

/// What leader and follower earn at each reply of the follower to a mix of the leader.
///
/// # Errors
///
/// When the mix is none of the leader.
pub fn outcomes(game: &Game, leader: usize, mix: &[Rational]) -> Result<[Vec<Rational>; 2], ProfileError> {
    let replies = game.action_counts().get(1 - leader.min(1)).copied().unwrap_or(0);
    let mut earned = [Vec::with_capacity(replies), Vec::new()];
    for reply in 0..replies {
        let mut pure = vec![Rational::ZERO; replies];
        pure[reply] = Rational::ONE;
        let mixes = if leader == 0 { vec![mix.to_vec(), pure] } else { vec![pure, mix.to_vec()] };
        let profile = ExactProfile::new(mixes)?;
        let by_action = exact_expected_payoffs(game, &profile, leader)?;
        let terms = mix.iter().zip(&by_action);
        earned[0].push(terms.fold(Rational::ZERO, |sum, (share, payoff)| sum + share * payoff));
        if reply == 0 {
            earned[1] = exact_expected_payoffs(game, &profile, 1 - leader)?;
        }
    }
    Ok(earned)
}

/// What the follower would gain by another reply to the mix.
///
/// # Errors
///
/// When the mix or the reply is none of the game.
pub fn follower_regret(
    game: &Game,
    leader: usize,
    mix: &[Rational],
    reply: usize,
) -> Result<Certificate, ProfileError> {
    let [_, follower] = outcomes(game, leader, mix)?;
    let expected = follower.len();
    let earned = follower.get(reply).ok_or(ProfileError::NoSuchAction {
        player: 2 - leader.min(1),
        found: reply + 1,
        expected,
    })?;
    let gain = follower.iter().max().map_or(Rational::ZERO, |most| most - earned);
    let range = game.payoff_bounds(1 - leader.min(1)).map_or(Rational::ZERO, |(low, high)| high - low);
    Ok(Certificate {
        concept: Concept::Regret,
        residual: if gain.is_zero() { 0.0 } else { nearest_f64(&gain).max(f64::MIN_POSITIVE) },
        scale: nearest_f64(&range),
        tolerance: 0.0,
        method: "the follower's payoffs summed again in exact rational arithmetic",
    })
}

/// The most that any mix can earn the leader, by weak duality in every reply; `None` when the proof does not fit the
/// game or a multiplier is negative.
pub fn leader_bound(game: &Game, leader: usize, proof: &CommitmentProof) -> Option<Rational> {
    let (own, replies) = (*game.action_counts().get(leader)?, *game.action_counts().get(1 - leader.min(1))?);
    let fits = |list: &Vec<Rational>| list.len() == replies && list.iter().all(|one| *one >= Rational::ZERO);
    if game.player_count() != 2 || proof.replies.len() != replies || !proof.replies.iter().all(fits) {
        return None;
    }
    let payoff = |player: usize, action: usize, reply: usize| {
        let profile = if leader == 0 { [action, reply] } else { [reply, action] };
        game.exact_payoff(player, &profile)
    };
    let mut bound: Option<Rational> = None;
    for (reply, multipliers) in proof.replies.iter().enumerate() {
        for action in 0..own {
            let mut value = payoff(leader, action, reply)?;
            let meant = payoff(1 - leader, action, reply)?;
            for (other, multiplier) in multipliers.iter().enumerate().filter(|(_, one)| !one.is_zero()) {
                value -= multiplier * (payoff(1 - leader, action, other)? - &meant);
            }
            bound = Some(bound.map_or_else(|| value.clone(), |bound| bound.max(value.clone())));
        }
    }
    bound
}

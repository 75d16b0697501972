//! Commitment: one player moves first, and may commit itself to a mix.

use moloch_core::{Certified, Completeness, Effort, Status, Stop, Watch};

use super::commitment::{CommitmentProof, follower_regret, leader_bound, outcomes};
use super::solve::check_size;
use crate::finite::programme::Programme;
use crate::finite::{Counter, Game, GameError, Rational, SolveError};

/// What the leader commits itself to, and what follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// The leader's mix.
    pub mix: Vec<Rational>,
    /// The follower's best reply (from 0) that is best for the leader.
    pub reply: usize,
    /// All of the follower's best replies to the mix.
    pub best_replies: Vec<usize>,
    /// What the leader earns when ties are broken in its favour (strong commitment).
    pub value: Rational,
    /// What the leader earns at this mix when ties are broken against it.
    pub value_at_worst: Rational,
    /// What the follower earns.
    pub follower: Rational,
}

/// The best commitments of one player.
#[derive(Clone, Debug, PartialEq)]
pub struct Stackelberg {
    /// The best mix; its certificate holds what the follower would gain by another reply: exactly zero. `None` when the
    /// search was stopped before it had any.
    pub mixed: Option<Certified<Commitment>>,
    /// The best single action, ties broken in the leader's favour.
    pub pure: Certified<Commitment>,
    /// The best single action when ties are broken against the leader.
    pub pure_at_worst: Certified<Commitment>,
    /// The proof that no mix earns the leader more, checked again from the payoffs; `None` when stopped.
    pub proof: Option<CommitmentProof>,
    /// Whether `mixed` is the best.
    pub completeness: Completeness,
    /// How the computation ended.
    pub status: Status,
    /// What was done on the way: `linear programmes`, `pivots`.
    pub counters: Vec<Counter>,
}

#[doc = include_str!("stackelberg.md")]
///
/// # Errors
///
/// When the game does not have two players, there is no such leader, the programmes are too large, or (a mistake of
/// this solver) a certificate does not pass.
pub fn stackelberg(game: &Game, leader: usize, effort: &Effort) -> Result<Stackelberg, SolveError> {
    if game.player_count() != 2 || leader > 1 {
        let expected = "two players, the leader being 0 or 1";
        let (task, found) = ("find the best commitment", game.action_counts().to_vec());
        return Err(GameError::WrongShape { task, found, expected }.into());
    }
    let (own, replies) = (game.action_counts()[leader], game.action_counts()[1 - leader]);
    check_size(own.saturating_mul(replies))?;
    let mut watch = effort.watch("pivots towards the best commitment");
    let search = Search { game, leader, tables: Tables::new(game, leader) };
    let (best, proof, end) = search.mixed(&mut watch)?;
    let mixed = best.map(|mix| search.certified(mix)).transpose()?;
    let pure: Vec<Certified<Commitment>> = (0..own).map(|action| search.pure(action)).collect::<Result<_, _>>()?;
    let stopped = |stop: Stop| Completeness::Partial {
        why: stop.to_string(),
        not_searched: format!("mixes that make {} of the {replies} replies best", replies - proof.replies.len()),
    };
    let completeness = end.map_or(Completeness::Complete("one exact linear programme for each reply"), stopped);
    if end.is_none() && leader_bound(game, leader, &proof) != mixed.as_ref().map(|mixed| mixed.value.clone()) {
        return Err(unproved(game, leader));
    }
    let counters = [("linear programmes", proof.replies.len() as u64), ("pivots", watch.done())];
    Ok(Stackelberg {
        mixed,
        pure: best_by(&pure, |one| &one.value).ok_or_else(|| unproved(game, leader))?,
        pure_at_worst: best_by(&pure, |one| &one.value_at_worst).ok_or_else(|| unproved(game, leader))?,
        completeness,
        status: end.map_or(
            Status::Converged { iterations: usize::try_from(watch.done()).unwrap_or(usize::MAX) },
            Status::from,
        ),
        proof: end.is_none().then_some(proof),
        counters: counters.map(|(what, count)| Counter { what, count }).to_vec(),
    })
}

/// The first of the best.
fn best_by(all: &[Certified<Commitment>], key: impl Fn(&Commitment) -> &Rational) -> Option<Certified<Commitment>> {
    all.iter().rev().max_by(|a, b| key(a).cmp(key(b))).cloned()
}

/// Payoffs of leader and follower by the leader's action and the reply.
struct Tables {
    leader: Vec<Vec<Rational>>,
    follower: Vec<Vec<Rational>>,
}

impl Tables {
    fn new(game: &Game, leader: usize) -> Self {
        let table = |player: usize| {
            let payoff = |own: usize, reply: usize| {
                let profile = if leader == 0 { [own, reply] } else { [reply, own] };
                game.exact_payoff(player, &profile).unwrap_or(Rational::ZERO)
            };
            let row = |own| (0..game.action_counts()[1 - leader]).map(|reply| payoff(own, reply)).collect();
            (0..game.action_counts()[leader]).map(row).collect()
        };
        Self { leader: table(leader), follower: table(1 - leader) }
    }
}

struct Search<'a> {
    game: &'a Game,
    leader: usize,
    tables: Tables,
}

/// The best mix so far, the multipliers of the replies that were tried, and why it stopped.
type Found = (Option<Vec<Rational>>, CommitmentProof, Option<Stop>);

impl Search<'_> {
    /// For each reply the best mix that makes it a best reply, and the best of these.
    fn mixed(&self, watch: &mut Watch<'_>) -> Result<Found, SolveError> {
        let mut best: Option<(Rational, Vec<Rational>)> = None;
        let mut proof = CommitmentProof { replies: Vec::new() };
        for reply in 0..self.tables.leader[0].len() {
            let solved = self.programme(reply).solve(watch).ok_or_else(|| unproved(self.game, self.leader))?;
            let total = solved.variables.iter().fold(Rational::ZERO, |sum, share| sum + share);
            if !total.is_zero() {
                let mix: Vec<Rational> = solved.variables.iter().map(|share| share / &total).collect();
                let earned = mix.iter().zip(&self.tables.leader);
                let value = earned.fold(Rational::ZERO, |sum, (share, row)| sum + share * &row[reply]);
                if best.as_ref().is_none_or(|(most, _)| value > *most) {
                    best = Some((value, mix));
                }
            }
            if let Err(stop) = solved.end {
                return Ok((best.map(|(_, mix)| mix), proof, Some(stop)));
            }
            proof.replies.push(solved.multipliers[..solved.multipliers.len() - 1].to_vec());
        }
        Ok((best.map(|(_, mix)| mix), proof, None))
    }

    /// The leader's payoff, made positive, where every other reply earns the follower no more than `reply`.
    fn programme(&self, reply: usize) -> Programme {
        let own: Vec<Rational> = self.tables.leader.iter().map(|row| row[reply].clone()).collect();
        let all = || self.tables.leader.iter().flatten();
        let (least, most) = (all().min().cloned().unwrap_or_default(), all().max().cloned().unwrap_or_default());
        let range = most - &least;
        let shift = if range.is_zero() { Rational::ONE } else { range } - least;
        let gap = |other: usize| self.tables.follower.iter().map(|row| &row[other] - &row[reply]).collect();
        let mut rows: Vec<Vec<Rational>> = (0..self.tables.leader[0].len()).map(gap).collect();
        let mut right = vec![Rational::ZERO; rows.len()];
        rows.push(vec![Rational::ONE; own.len()]);
        right.push(Rational::ONE);
        Programme { objective: own.iter().map(|payoff| payoff + &shift).collect(), rows, right }
    }

    fn pure(&self, action: usize) -> Result<Certified<Commitment>, SolveError> {
        let mut mix = vec![Rational::ZERO; self.tables.leader.len()];
        mix[action] = Rational::ONE;
        self.certified(mix)
    }

    /// What follows from a mix, recomputed from the game.
    fn certified(&self, mix: Vec<Rational>) -> Result<Certified<Commitment>, SolveError> {
        let [leader, follower] = outcomes(self.game, self.leader, &mix)?;
        let most = follower.iter().max().cloned().unwrap_or_default();
        let best_replies: Vec<usize> = (0..follower.len()).filter(|&reply| follower[reply] == most).collect();
        let by_value = |&a: &usize, &b: &usize| leader[a].cmp(&leader[b]);
        let reply = best_replies.iter().copied().rev().max_by(by_value).unwrap_or(0);
        let worst = best_replies.iter().copied().min_by(by_value).unwrap_or(0);
        let certificate = follower_regret(self.game, self.leader, &mix, reply)?;
        let (value, value_at_worst) = (leader[reply].clone(), leader[worst].clone());
        let commitment = Commitment { mix, reply, best_replies, value, value_at_worst, follower: most };
        Ok(Certified::new(commitment, certificate)?)
    }
}

fn unproved(game: &Game, leader: usize) -> SolveError {
    let range = game.payoff_bounds(leader).map_or(0.0, |(low, high)| crate::finite::nearest_f64(&(high - low)));
    moloch_core::NotCertified {
        certificate: moloch_core::Certificate {
            concept: moloch_core::Concept::Optimality,
            residual: f64::NAN,
            scale: range,
            tolerance: 0.0,
            method: "the dual bound of every reply compared with the leader's value",
        },
    }
    .into()
}

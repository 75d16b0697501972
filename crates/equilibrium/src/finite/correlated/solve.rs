//! The best correlated equilibrium by an objective.

use moloch_core::{Certified, Completeness, Effort, Status, Stop};

use super::certificate::{Deviation, Multipliers, Obedience, deviations, incentives, payoffs, upper_bound};
use super::entropy::maximum_entropy;
use crate::finite::programme::{Programme, REPEATED, Solved};
use crate::finite::{Counter, Game, Rational, SolveError};

/// Coefficients that a linear programme of this room may have.
pub const MAX_COEFFICIENTS: usize = 1 << 20;

/// What is to be as large as possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// The sum of all players' expected payoffs.
    TotalPayoff,
    /// One player's expected payoff (players from 0).
    Most(usize),
    /// The loss of one player: its expected payoff is as small as possible.
    Least(usize),
    /// The expected payoff of the player who gets least.
    Egalitarian,
    /// The entropy of the recommendations: the least committal device. Found in doubles.
    MaximumEntropy,
}

/// A device that recommends pure profiles, and that everybody obeys.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    shares: Vec<Rational>,
    payoffs: Vec<Rational>,
}

impl Device {
    pub(super) fn new(game: &Game, shares: Vec<Rational>) -> Self {
        let payoffs = payoffs(game, &shares);
        Self { shares, payoffs }
    }

    /// The probability with which the profile of each number is recommended.
    pub fn shares(&self) -> &[Rational] {
        &self.shares
    }

    /// Each player's expected payoff.
    pub fn payoffs(&self) -> &[Rational] {
        &self.payoffs
    }

    /// The sum of all players' expected payoffs.
    pub fn total_payoff(&self) -> Rational {
        self.payoffs.iter().fold(Rational::ZERO, |sum, payoff| sum + payoff)
    }

    /// The profiles (actions from 0) that are recommended at all, with their probabilities.
    pub fn recommended(&self, game: &Game) -> Vec<(Vec<usize>, Rational)> {
        let shares = self.shares.iter().enumerate().filter(|(_, share)| !share.is_zero());
        shares.filter_map(|(number, share)| Some((game.profile(number)?, share.clone()))).collect()
    }
}

/// What the search for a device found.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlated {
    /// The device with its largest incentive violation: exactly zero, but for maximum entropy. `None` when the search
    /// was stopped before it had any.
    pub device: Option<Certified<Device>>,
    /// The proof that no device of the kind is better, checked again from the payoffs; `None` when the search was
    /// stopped, and for maximum entropy.
    pub proof: Option<Multipliers>,
    /// Whether the device is the best.
    pub completeness: Completeness,
    /// How.
    pub method: &'static str,
    /// How the computation ended.
    pub status: Status,
    /// What was done on the way: `pivots`, or `Newton steps`.
    pub counters: Vec<Counter>,
}

impl Correlated {
    /// What was changed on the way, where doubles did not suffice.
    pub fn change(&self) -> Option<&'static str> {
        (self.method == REPEATED).then_some(self.method)
    }
}

#[doc = include_str!("correlated.md")]
///
/// # Errors
///
/// When the objective names no player of the game, the programme is too large, or (a mistake of this solver) a
/// certificate does not pass.
pub fn correlated_equilibrium(
    game: &Game,
    obedience: Obedience,
    objective: Objective,
    effort: &Effort,
) -> Result<Correlated, SolveError> {
    if let Objective::Most(player) | Objective::Least(player) = objective
        && player >= game.player_count()
    {
        let (found, expected) = (player + 1, game.player_count());
        return Err(crate::finite::ProfileError::Players { found, expected }.into());
    }
    let plans = deviations(game, obedience);
    check_size(game.profile_count().saturating_mul(plans.len() + 2))?;
    match objective {
        Objective::MaximumEntropy => maximum_entropy(game, obedience, &plans, effort),
        Objective::Egalitarian => best_for_the_worst_off(game, obedience, &plans, effort),
        Objective::TotalPayoff => weighted(game, obedience, &plans, vec![Rational::ONE; game.player_count()], effort),
        Objective::Most(player) => weighted(game, obedience, &plans, only(game, player, Rational::ONE), effort),
        Objective::Least(player) => weighted(game, obedience, &plans, only(game, player, Rational::NEG_ONE), effort),
    }
}

pub(super) fn check_size(coefficients: usize) -> Result<(), SolveError> {
    if coefficients <= MAX_COEFFICIENTS {
        return Ok(());
    }
    Err(SolveError::ProgrammeTooLarge { found: coefficients, limit: MAX_COEFFICIENTS })
}

fn only(game: &Game, player: usize, weight: Rational) -> Vec<Rational> {
    let mut weights = vec![Rational::ZERO; game.player_count()];
    weights[player] = weight;
    weights
}

/// Gains of each plan in each profile.
pub(super) fn gains(game: &Game, plans: &[Deviation]) -> Vec<Vec<Rational>> {
    let row = |plan: &Deviation| (0..game.profile_count()).map(|number| plan.gain(game, number)).collect();
    plans.iter().map(row).collect()
}

/// The weighted sum of payoffs in each profile.
fn weighted_payoffs(game: &Game, weights: &[Rational]) -> Vec<Rational> {
    let value = |number: usize| {
        let profile = game.profile(number).unwrap_or_default();
        let payoff = |player: usize| game.exact_payoff(player, &profile).unwrap_or(Rational::ZERO);
        let terms = weights.iter().enumerate().filter(|(_, weight)| !weight.is_zero());
        terms.fold(Rational::ZERO, |sum, (player, weight)| sum + weight * payoff(player))
    };
    (0..game.profile_count()).map(value).collect()
}

/// Adds a constant so that all values are positive: then the best feasible point uses all probability there is.
fn positive(values: &[Rational]) -> (Vec<Rational>, Rational) {
    let least = values.iter().min().cloned().unwrap_or(Rational::ZERO);
    let most = values.iter().max().cloned().unwrap_or(Rational::ZERO);
    let range = most - &least;
    let shift = if range.is_zero() { Rational::ONE } else { range } - least;
    (values.iter().map(|value| value + &shift).collect(), shift)
}

fn weighted(
    game: &Game,
    obedience: Obedience,
    plans: &[Deviation],
    weights: Vec<Rational>,
    effort: &Effort,
) -> Result<Correlated, SolveError> {
    let (objective, _) = positive(&weighted_payoffs(game, &weights));
    let mut rows = gains(game, plans);
    let mut right = vec![Rational::ZERO; rows.len()];
    rows.push(vec![Rational::ONE; game.profile_count()]);
    right.push(Rational::ONE);
    let mut watch = effort.watch("pivots towards the best device");
    let solved = Programme { objective, rows, right }.solve(&mut watch).ok_or_else(|| not_certified(game))?;
    let proof = Multipliers { weights, deviations: solved.multipliers[..plans.len()].to_vec() };
    finished(game, obedience, &solved, proof, &solved.variables, watch.done())
}

/// Maximises a variable that no player's payoff is below.
fn best_for_the_worst_off(
    game: &Game,
    obedience: Obedience,
    plans: &[Deviation],
    effort: &Effort,
) -> Result<Correlated, SolveError> {
    let players = game.player_count();
    let of_player = |player| weighted_payoffs(game, &only(game, player, Rational::ONE));
    let all: Vec<Rational> = (0..players).flat_map(of_player).collect();
    let (shifted, _) = positive(&all);
    let mut rows: Vec<Vec<Rational>> = gains(game, plans);
    for row in &mut rows {
        row.push(Rational::ZERO);
    }
    for own in shifted.chunks_exact(game.profile_count()) {
        rows.push(own.iter().map(|payoff| -payoff.clone()).chain([Rational::ONE]).collect());
    }
    let mut right = vec![Rational::ZERO; rows.len()];
    let mut all = vec![Rational::ONE; game.profile_count()];
    all.push(Rational::ZERO);
    rows.push(all);
    right.push(Rational::ONE);
    let mut objective = vec![Rational::ZERO; game.profile_count()];
    objective.push(Rational::ONE);
    let mut watch = effort.watch("pivots towards the best device");
    let solved = Programme { objective, rows, right }.solve(&mut watch).ok_or_else(|| not_certified(game))?;
    let (deviations, rest) = solved.multipliers.split_at(plans.len());
    let proof = Multipliers { weights: rest[..players].to_vec(), deviations: deviations.to_vec() };
    finished(game, obedience, &solved, proof, &solved.variables[..game.profile_count()], watch.done())
}

fn finished(
    game: &Game,
    obedience: Obedience,
    solved: &Solved,
    proof: Multipliers,
    shares: &[Rational],
    pivots: u64,
) -> Result<Correlated, SolveError> {
    let device = certified(game, obedience, shares)?;
    if solved.end.is_ok() {
        check_optimal(game, obedience, device.as_ref(), &proof)?;
    }
    Ok(Correlated {
        device,
        proof: solved.end.is_ok().then_some(proof),
        completeness: completeness(solved.end),
        method: solved.method,
        status: solved.end.err().map_or(Status::Converged { iterations: usize_of(pivots) }, Status::from),
        counters: vec![Counter { what: "pivots", count: pivots }],
    })
}

fn usize_of(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn completeness(end: Result<(), Stop>) -> Completeness {
    match end {
        Ok(()) => Completeness::Complete("a dual solution of equal value proves that no device is better"),
        Err(stop) => {
            Completeness::Partial { why: stop.to_string(), not_searched: "devices that are better".to_owned() }
        }
    }
}

/// The shares scaled up to sum to one, with their certificate; `None` when all are zero.
fn certified(game: &Game, obedience: Obedience, shares: &[Rational]) -> Result<Option<Certified<Device>>, SolveError> {
    let total = shares.iter().fold(Rational::ZERO, |sum, share| sum + share);
    if total.is_zero() {
        return Ok(None);
    }
    let shares: Vec<Rational> = shares.iter().map(|share| share / &total).collect();
    let certificate = incentives(game, &shares, obedience)?.certificate(true);
    Ok(Some(Certified::new(Device::new(game, shares), certificate)?))
}

/// The dual bound must equal the device's value.
fn check_optimal(
    game: &Game,
    obedience: Obedience,
    device: Option<&Certified<Device>>,
    proof: &Multipliers,
) -> Result<(), SolveError> {
    let value = device.map(|device| {
        let terms = device.payoffs().iter().zip(&proof.weights);
        terms.fold(Rational::ZERO, |sum, (payoff, weight)| sum + payoff * weight)
    });
    if value.is_some() && value == upper_bound(game, obedience, proof) { Ok(()) } else { Err(not_certified(game)) }
}

/// The solver contradicts itself: no answer rather than an unproved one.
fn not_certified(game: &Game) -> SolveError {
    let scale = game.payoff_bounds(0).map_or(0.0, |(low, high)| crate::finite::nearest_f64(&(high - low)));
    moloch_core::NotCertified {
        certificate: moloch_core::Certificate {
            concept: moloch_core::Concept::Optimality,
            residual: f64::NAN,
            scale,
            tolerance: 0.0,
            method: "the dual bound compared with the value",
        },
    }
    .into()
}

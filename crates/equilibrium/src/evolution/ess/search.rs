//! All evolutionarily stable mixes of a symmetric game.

use moloch_core::{Certified, Completeness, Effort, Status, Stop};

use super::super::error::EvolutionError;
use super::super::finite_populations::own_payoffs;
use super::copositive::level_point;
use super::verdict::judge;
use crate::finite::{Counter, ExactProfile, Game, Rational, certificate};

/// Strategies of a game whose supports are gone through.
pub const MAX_STRATEGIES: usize = 30;

/// Evolutionarily stable mixes of one game.
#[derive(Clone, Debug, PartialEq)]
pub struct StableSet {
    /// The stable mixes as symmetric profiles, certified as equilibria with exact regret zero; small supports first.
    pub profiles: Vec<Certified<ExactProfile>>,
    /// Whether all were found.
    pub completeness: Completeness,
    /// How the search ended.
    pub status: Status,
    /// Supports looked at, and linear systems solved.
    pub counters: Vec<Counter>,
}

impl StableSet {
    /// The stable mixes.
    pub fn mixes(&self) -> impl Iterator<Item = &[Rational]> {
        self.profiles.iter().filter_map(|profile| profile.mixes().first()).map(Vec::as_slice)
    }
}

const TASK: &str = "find evolutionarily stable mixes";

/// All evolutionarily stable mixes of a symmetric two-player game, exactly.
///
/// One step of effort per support that the pattern of pairs and of what was found before leaves open.
///
/// # Errors
///
/// When the players cannot change seats, there are more than [`MAX_STRATEGIES`] strategies, a mix has too many best replies
/// outside its support, or (a mistake of this solver) a certificate does not pass.
pub fn all_ess(game: &Game, effort: &Effort) -> Result<StableSet, EvolutionError> {
    let payoffs = own_payoffs(game, TASK)?;
    if payoffs.len() > MAX_STRATEGIES {
        let expected = format!("at most {MAX_STRATEGIES}");
        return Err(EvolutionError::range(TASK, "the number of strategies", payoffs.len(), expected));
    }
    let allies = allies(&payoffs);
    let mut search = Search { payoffs: &payoffs, found: Vec::new(), solved: 0 };
    let mut watch = effort.watch("supports");
    let mut stopped = None;
    for size in 1..=payoffs.len() {
        let mut visit = |support: u32| -> Result<(), Halt> {
            watch.step().map_err(Halt::Stop)?;
            search.examine(support, effort)
        };
        match supports(size, &allies, &mut visit) {
            Ok(()) => {}
            Err(Halt::Error(error)) => return Err(error),
            Err(Halt::Stop(stop)) => {
                stopped = Some((stop, size));
                break;
            }
        }
    }
    search.report(game, stopped, watch.done())
}

/// Why the walk over supports ended early.
enum Halt {
    Stop(Stop),
    Error(EvolutionError),
}

impl From<EvolutionError> for Halt {
    fn from(error: EvolutionError) -> Self {
        match error {
            EvolutionError::Stopped { stop, .. } => Self::Stop(stop),
            other => Self::Error(other),
        }
    }
}

/// A stable mix, its support, and its best replies, as bits.
struct Found {
    mix: Vec<Rational>,
    support: u32,
    replies: u32,
}

struct Search<'a> {
    payoffs: &'a [Vec<Rational>],
    found: Vec<Found>,
    solved: u64,
}

impl Search<'_> {
    /// Looks for a stable mix with this support.
    fn examine(&mut self, support: u32, effort: &Effort) -> Result<(), Halt> {
        // Bishop and Cannings: no other equilibrium lies among the best replies to a stable mix.
        let excluded = |one: &Found| support & !one.replies == 0 || one.support & !support == 0;
        if self.found.iter().any(excluded) {
            return Ok(());
        }
        let members = bits(support);
        self.solved += 1;
        // A stable mix is the only point of its support with level payoffs.
        let Some((value, weights)) = level_point(self.payoffs, &members) else { return Ok(()) };
        if weights.iter().any(|weight| *weight <= Rational::ZERO) {
            return Ok(());
        }
        let mut mix = vec![Rational::ZERO; self.payoffs.len()];
        members.iter().zip(weights).for_each(|(&member, weight)| mix[member] = weight);
        let earned = super::certificate::against(self.payoffs, &mix);
        if earned.iter().any(|payoff| *payoff > value) {
            return Ok(());
        }
        if judge(self.payoffs, &mix, effort).map_err(Halt::from)?.is_stable() {
            let replies = (0..mix.len()).filter(|&strategy| earned[strategy] == value);
            let replies = replies.fold(0, |bits, strategy| bits | 1 << strategy);
            self.found.push(Found { mix, support, replies });
        }
        Ok(())
    }

    fn report(self, game: &Game, stopped: Option<(Stop, usize)>, supports: u64) -> Result<StableSet, EvolutionError> {
        let certify = |one: &Found| -> Result<Certified<ExactProfile>, EvolutionError> {
            let profile = ExactProfile::new(vec![one.mix.clone(), one.mix.clone()])?;
            let certificate = certificate::exact_regrets(game, &profile)?.certificate();
            Ok(Certified::new(profile, certificate)?)
        };
        let profiles = self.found.iter().map(certify).collect::<Result<_, _>>()?;
        let completeness =
            stopped.map_or(Completeness::Complete("every support was solved or excluded exactly"), |(stop, size)| {
                Completeness::Partial {
                    why: stop.to_string(),
                    not_searched: format!("some supports of {size} strategies and all of more"),
                }
            });
        let status = stopped.map_or(Status::ClosedForm, |(stop, _)| Status::from(stop));
        let counters =
            vec![Counter { what: "supports", count: supports }, Counter { what: "linear systems", count: self.solved }];
        Ok(StableSet { profiles, completeness, status, counters })
    }
}

/// For each strategy the others with which it can share the support of a stable mix, as bits: moving weight from one to
/// the other must lose against itself.
fn allies(payoffs: &[Vec<Rational>]) -> Vec<u32> {
    let count = payoffs.len();
    let allied = |a: usize, b: usize| a != b && &payoffs[a][a] + &payoffs[b][b] < &payoffs[a][b] + &payoffs[b][a];
    let row = |a: usize| (0..count).filter(|&b| allied(a, b)).fold(0, |bits, b| bits | 1 << b);
    (0..count).map(row).collect()
}

/// Calls `visit` for every set of this size all of whose members are allies, in lexicographic order.
fn supports(size: usize, allies: &[u32], visit: &mut impl FnMut(u32) -> Result<(), Halt>) -> Result<(), Halt> {
    extend(0, (1 << allies.len()) - 1, size, allies, visit)
}

fn extend(
    chosen: u32,
    candidates: u32,
    missing: usize,
    allies: &[u32],
    visit: &mut impl FnMut(u32) -> Result<(), Halt>,
) -> Result<(), Halt> {
    if missing == 0 {
        return visit(chosen);
    }
    let mut left = candidates;
    while left.count_ones() as usize >= missing {
        let next = left.trailing_zeros();
        left &= left - 1;
        extend(chosen | 1 << next, left & allies[next as usize], missing - 1, allies, visit)?;
    }
    Ok(())
}

fn bits(set: u32) -> Vec<usize> {
    (0..32).filter(|member| set >> member & 1 == 1).collect()
}

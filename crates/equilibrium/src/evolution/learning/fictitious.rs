//! Fictitious play: everybody replies to what the others did on average so far.

use moloch_core::{Certified, Effort, Status, Stop};

use super::super::error::EvolutionError;
use crate::finite::certificate::{Regrets, is_pure_equilibrium, regrets};
use crate::finite::column::Column;
use crate::finite::expected::normalised_action_payoffs;
use crate::finite::{Counter, Game, Profile};

/// Periods that one run may have: sums of payoffs stay within 128 bits.
pub const MAX_PERIODS: u64 = 1 << 50;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FictitiousEnd {
    /// All periods were played.
    Completed,
    /// From some period on everybody plays a strict equilibrium, and so for ever; the periods left were added at once.
    Settled {
        /// The strict equilibrium (actions from 0).
        profile: Vec<usize>,
        /// The period, from 0, in which it was first played.
        since: u64,
    },
    /// It was stopped; averages are over the periods played.
    Stopped(Stop),
}

/// What players did and on average believe.
#[derive(Clone, Debug, PartialEq)]
pub struct FictitiousPlay {
    /// Periods played.
    pub periods: u64,
    /// How often each player played each action: exact.
    pub counts: Vec<Vec<u64>>,
    /// The same as shares: the time averages.
    pub averages: Profile,
    /// Regrets of the time averages as a mixed profile, from the payoffs.
    pub regrets: Regrets,
    /// The time averages as an equilibrium, only if their regret passes as one. They rarely do in finite time.
    pub equilibrium: Option<Certified<Profile>>,
    /// The actions of the last period.
    pub last: Vec<usize>,
    /// How it ended.
    pub end: FictitiousEnd,
    /// Periods computed and changes of some action.
    pub counters: Vec<Counter>,
}

impl FictitiousPlay {
    /// How the computation ended, in the words that all solvers share: converged only with an equilibrium.
    pub fn status(&self) -> Status {
        let iterations = usize::try_from(self.periods).unwrap_or(usize::MAX);
        match (&self.end, &self.equilibrium) {
            (FictitiousEnd::Stopped(stop), _) => Status::from(*stop),
            (FictitiousEnd::Settled { .. }, _) | (_, Some(_)) => Status::Converged { iterations },
            (FictitiousEnd::Completed, None) => Status::LimitReached { iterations },
        }
    }
}

const TASK: &str = "run fictitious play";

/// Simultaneous fictitious play from a pure profile: in every later period each player plays a best reply to the
/// product of the others' frequencies so far, the one with the lowest number among equals.
///
/// With two players and payoffs that are integers over a common denominator, replies are exact; in other games they
/// are compared in doubles. One step of effort per period.
///
/// # Errors
///
/// When the start is no profile of the game, or there are no periods or more than [`MAX_PERIODS`].
pub fn fictitious_play(
    game: &Game,
    start: &[usize],
    periods: u64,
    effort: &Effort,
) -> Result<FictitiousPlay, EvolutionError> {
    if game.shape().number(start).is_none() {
        let expected = format!("one action per player, below {:?}", game.action_counts());
        return Err(EvolutionError::range(TASK, "the start", format!("{start:?}"), expected));
    }
    if !(1..=MAX_PERIODS).contains(&periods) {
        return Err(EvolutionError::range(TASK, "the number of periods", periods, format!("1 to {MAX_PERIODS}")));
    }
    let mut play = Play::new(game, start);
    match (game.player_count(), game.column(0), game.shape().players().checked_sub(1).map(|last| game.column(last))) {
        (2, Column::Scaled { numerators: own, .. }, Some(Column::Scaled { numerators: other, .. })) => {
            let widen = |values: &[i64]| values.iter().map(|&value| i128::from(value)).collect::<Vec<_>>();
            play.run(&mut Sums::new(game, [widen(own), widen(other)], 0), periods, effort);
        }
        (2, ..) => {
            let values = [game.centred(0).values.clone(), game.centred(1).values.clone()];
            play.run(&mut Sums::new(game, values, 0.0), periods, effort);
        }
        _ => play.run(&mut Products { game }, periods, effort),
    }
    play.finish(periods)
}

/// How best replies to the counts are found.
trait Replies {
    /// Takes note of what was played for one period, and gives everybody's reply to all so far.
    fn next(&mut self, played: &[usize], counts: &[Vec<u64>], replies: &mut [usize]);
}

/// Two players: each action's payoff summed over all periods, updated by one column per period.
struct Sums<T> {
    /// For each player, own actions fastest: the payoffs against each action of the other.
    against: [Vec<T>; 2],
    sums: [Vec<T>; 2],
}

impl<T: Copy> Sums<T> {
    fn new(game: &Game, payoffs: [Vec<T>; 2], zero: T) -> Self {
        let &[rows, columns] = game.action_counts() else {
            return Self { against: [Vec::new(), Vec::new()], sums: [Vec::new(), Vec::new()] };
        };
        let [first, second] = payoffs;
        let place = |number: usize| second[number / columns + number % columns * rows];
        let second: Vec<T> = (0..rows * columns).map(place).collect();
        Self { against: [first, second], sums: [vec![zero; rows], vec![zero; columns]] }
    }
}

impl<T: Copy + PartialOrd + std::ops::AddAssign> Replies for Sums<T> {
    fn next(&mut self, played: &[usize], _: &[Vec<u64>], replies: &mut [usize]) {
        for player in 0..2 {
            let sums = &mut self.sums[player];
            let column = &self.against[player][played[1 - player] * sums.len()..][..sums.len()];
            let mut best = 0;
            for action in 0..sums.len() {
                sums[action] += column[action];
                if sums[action] > sums[best] {
                    best = action;
                }
            }
            replies[player] = best;
        }
    }
}

/// Any number of players: expected payoffs against the product of the frequencies.
struct Products<'a> {
    game: &'a Game,
}

impl Replies for Products<'_> {
    fn next(&mut self, _: &[usize], counts: &[Vec<u64>], replies: &mut [usize]) {
        let Ok(profile) = Profile::new(shares(counts)) else { return };
        for (player, reply) in replies.iter_mut().enumerate() {
            let payoffs = normalised_action_payoffs(self.game, &profile, player);
            *reply =
                (0..payoffs.len()).fold(0, |best, action| if payoffs[action] > payoffs[best] { action } else { best });
        }
    }
}

fn shares(counts: &[Vec<u64>]) -> Vec<Vec<f64>> {
    let share = |mix: &Vec<u64>| {
        let total: u64 = mix.iter().sum();
        mix.iter().map(|&count| count as f64 / total as f64).collect()
    };
    counts.iter().map(share).collect()
}

struct Play<'a> {
    game: &'a Game,
    counts: Vec<Vec<u64>>,
    current: Vec<usize>,
    /// The period since which the current profile has been played.
    since: u64,
    periods: u64,
    computed: u64,
    changes: u64,
    end: FictitiousEnd,
}

impl<'a> Play<'a> {
    fn new(game: &'a Game, start: &[usize]) -> Self {
        let counts = game.action_counts().iter().map(|&count| vec![0; count]).collect();
        let (current, end) = (start.to_vec(), FictitiousEnd::Completed);
        Self { game, counts, current, since: 0, periods: 0, computed: 0, changes: 0, end }
    }

    fn run(&mut self, replies: &mut impl Replies, periods: u64, effort: &Effort) {
        let mut watch = effort.watch("periods").of(periods);
        let mut next = self.current.clone();
        while self.periods < periods {
            if let Err(stop) = watch.step() {
                self.end = FictitiousEnd::Stopped(stop);
                return;
            }
            if self.periods == self.since && self.stays() && is_strict(self.game, &self.current) {
                self.record(periods - self.periods);
                self.end = FictitiousEnd::Settled { profile: self.current.clone(), since: self.since };
                return;
            }
            self.record(1);
            self.computed += 1;
            if self.periods == periods {
                return;
            }
            replies.next(&self.current, &self.counts, &mut next);
            if next != self.current {
                self.current.clone_from(&next);
                self.since = self.periods;
                self.changes += 1;
            }
        }
    }

    /// Whether a strict equilibrium that is played now is the only reply for ever: if it is all that was ever played, and
    /// with two players, whose payoffs are linear in what they believe.
    fn stays(&self) -> bool {
        self.since == 0 || self.game.player_count() == 2
    }

    fn record(&mut self, times: u64) {
        for (mix, &action) in self.counts.iter_mut().zip(&self.current) {
            mix[action] += times;
        }
        self.periods += times;
    }

    fn finish(self, periods: u64) -> Result<FictitiousPlay, EvolutionError> {
        if self.periods == 0 {
            let stop = match self.end {
                FictitiousEnd::Stopped(stop) => stop,
                _ => Stop::OutOfSteps { done: 0 },
            };
            return Err(EvolutionError::Stopped { task: TASK, stop, done: 0, total: periods });
        }
        let averages = Profile::new(shares(&self.counts))?;
        let regrets = regrets(self.game, &averages)?;
        let equilibrium = Certified::new(averages.clone(), regrets.certificate()).ok();
        let counters = vec![
            Counter { what: "periods", count: self.computed },
            Counter { what: "changes of the profile", count: self.changes },
        ];
        let Self { counts, current, periods, end, .. } = self;
        Ok(FictitiousPlay { periods, counts, averages, regrets, equilibrium, last: current, end, counters })
    }
}

/// Whether every player's action is the only best reply to a pure profile, by comparing payoffs as stored.
fn is_strict(game: &Game, profile: &[usize]) -> bool {
    let ties = |player: usize| {
        let own = game.exact_payoff(player, profile);
        let mut others = profile.to_vec();
        (0..game.action_counts()[player]).filter(|&action| action != profile[player]).any(|action| {
            others[player] = action;
            game.exact_payoff(player, &others) == own
        })
    };
    is_pure_equilibrium(game, profile) == Some(true) && !(0..game.player_count()).any(ties)
}

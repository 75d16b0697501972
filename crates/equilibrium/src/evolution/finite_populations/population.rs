//! A finite population that plays a symmetric game, and the process by which strategies spread.

use super::super::error::EvolutionError;
use crate::finite::{Game, GameError, Number, Rational, nearest_f64};

/// The largest population.
pub const MAX_SIZE: u32 = 1_000_000;
/// The largest number of strategies.
const MAX_STRATEGIES: usize = 1_000;
/// Logarithms of odds beyond this lose their meaning in doubles.
const MAX_LOG_ODDS: f64 = 1e290;

/// How strategies spread. Payoffs are averages over all *other* individuals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Process {
    /// A random individual compares itself with another random one and takes over its strategy with probability
    /// $`1 / (1 + e^{-\beta(\pi_{other} - \pi_{own})})`$ (Fermi's function).
    PairwiseComparison {
        /// Intensity of selection, per unit of payoff: nonnegative.
        beta: f64,
    },
    /// An individual chosen in proportion to $`e^{\beta\pi}`$ has a child that replaces a random one.
    MoranExponential {
        /// Intensity of selection, per unit of payoff: nonnegative.
        beta: f64,
    },
    /// An individual chosen in proportion to $`1 - w + w\pi`$ has a child that replaces a random one.
    MoranLinear {
        /// Weight of the game in fitness: 0 to 1.
        weight: f64,
    },
}

/// A population of `size` individuals that play a symmetric two-player game with each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    process: Process,
    size: u32,
    strategies: usize,
    /// Payoff of the row against the column, row by row.
    payoffs: Vec<f64>,
    /// For each ordered pair, what the first has over the second.
    leads: Vec<Lead>,
}

/// The payoff of strategy A over that of B when `a` individuals play A and the others B:
/// `at_zero + slope * a`. Rounded once, from exact payoffs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Lead {
    pub(crate) at_zero: f64,
    pub(crate) slope: f64,
}

const TASK: &str = "set up the population";

impl Population {
    /// A population from the payoffs of the row against the column (integers, exact fractions or doubles).
    ///
    /// # Errors
    ///
    /// When the matrix is not square or not finite or has fewer than 2 or more than 1,000 rows, the size is not from 2
    /// to [`MAX_SIZE`], the intensity is negative or not finite, the weight is outside 0 to 1, or a linear fitness is
    /// not positive.
    pub fn new<T, R>(payoffs: &[R], size: u32, process: Process) -> Result<Self, EvolutionError>
    where
        T: Into<Number> + Clone,
        R: AsRef<[T]>,
    {
        check_strategies(payoffs.len())?;
        Self::of_game(&Game::symmetric_two_player(payoffs)?, size, process)
    }

    /// A population that plays a symmetric two-player game.
    ///
    /// # Errors
    ///
    /// As [`Population::new`], and when the players of the game cannot change seats.
    pub fn of_game(game: &Game, size: u32, process: Process) -> Result<Self, EvolutionError> {
        let exact = own_payoffs(game, TASK)?;
        let strategies = exact.len();
        check_strategies(strategies)?;
        if !(2..=MAX_SIZE).contains(&size) {
            return Err(EvolutionError::range(TASK, "the size", size, format!("2 to {MAX_SIZE}")));
        }
        let payoffs: Vec<f64> = exact.iter().flatten().map(nearest_f64).collect();
        let leads = leads(&exact, size);
        let population = Self { process, size, strategies, payoffs, leads };
        population.check_process()?;
        Ok(population)
    }

    fn check_process(&self) -> Result<(), EvolutionError> {
        match self.process {
            Process::PairwiseComparison { beta } | Process::MoranExponential { beta } => {
                if !(beta >= 0.0 && beta.is_finite()) {
                    let expected = "a finite number from 0 up";
                    return Err(EvolutionError::range(TASK, "the intensity of selection beta", beta, expected));
                }
                let size = f64::from(self.size);
                let widest = self.leads.iter().map(|lead| lead.at_zero.abs() + lead.slope.abs() * size);
                let odds = beta * moloch_core::worst(widest) * size;
                let finite = odds <= MAX_LOG_ODDS;
                finite.then_some(()).ok_or(EvolutionError::NonFinite { task: TASK, what: "beta times payoffs" })
            }
            Process::MoranLinear { weight } => self.check_fitness(weight),
        }
    }

    /// Fitness is an average over opponents, so that it is positive in every state if it is against each of them.
    fn check_fitness(&self, weight: f64) -> Result<(), EvolutionError> {
        if !(0.0..=1.0).contains(&weight) {
            return Err(EvolutionError::range(TASK, "the weight of the game w", weight, "a number from 0 to 1"));
        }
        for (place, &payoff) in self.payoffs.iter().enumerate() {
            let found = linear_fitness(weight, payoff);
            if found <= 0.0 {
                let (strategy, opponent) = (place / self.strategies + 1, place % self.strategies + 1);
                return Err(EvolutionError::FitnessNotPositive { strategy, opponent, found });
            }
        }
        Ok(())
    }

    /// Individuals.
    pub fn size(&self) -> u32 {
        self.size
    }

    /// Strategies.
    pub fn strategies(&self) -> usize {
        self.strategies
    }

    /// How strategies spread.
    pub fn process(&self) -> Process {
        self.process
    }

    /// What strategy `own` (from 0) earns against `other`; `None` when there is no such strategy.
    pub fn payoff(&self, own: usize, other: usize) -> Option<f64> {
        (own < self.strategies && other < self.strategies).then(|| self.payoffs[own * self.strategies + other])
    }

    /// The average payoff of a strategy over the *other* individuals: nobody plays against itself.
    pub(crate) fn average_payoff(&self, counts: &[u32], own: usize) -> f64 {
        let row = &self.payoffs[own * self.strategies..][..self.strategies];
        let met = counts.iter().enumerate().map(|(other, &count)| f64::from(count) - f64::from(u8::from(other == own)));
        let sum: f64 = met.zip(row).map(|(count, payoff)| count * payoff).sum();
        sum / f64::from(self.size - 1)
    }

    /// What the first strategy has over the second in a population of these two alone.
    pub(crate) fn lead(&self, first: usize, second: usize) -> Lead {
        self.leads[first * self.strategies + second]
    }

    /// Fitness of every strategy in a Moran process, up to a common factor; 0 for strategies that nobody plays.
    pub(crate) fn relative_fitness(&self, counts: &[u32], fitness: &mut [f64]) {
        for (own, value) in fitness.iter_mut().enumerate() {
            *value = self.average_payoff(counts, own);
        }
        let played = || counts.iter().map(|&count| count > 0);
        match self.process {
            Process::MoranLinear { weight } => {
                for value in fitness.iter_mut() {
                    *value = linear_fitness(weight, *value);
                }
            }
            Process::MoranExponential { beta } | Process::PairwiseComparison { beta } => {
                let highest = fitness.iter().zip(played()).filter(|(_, played)| *played).map(|(value, _)| *value);
                let highest = highest.fold(f64::NEG_INFINITY, f64::max);
                for value in fitness.iter_mut() {
                    *value = (beta * (*value - highest)).exp();
                }
            }
        }
        fitness.iter_mut().zip(played()).filter(|(_, played)| !played).for_each(|(value, _)| *value = 0.0);
    }

    pub(crate) fn check_strategy(&self, task: &'static str, strategy: usize) -> Result<(), EvolutionError> {
        let expected = || format!("0 to {}", self.strategies - 1);
        if strategy < self.strategies {
            Ok(())
        } else {
            Err(EvolutionError::range(task, "the strategy", strategy, expected()))
        }
    }
}

pub(crate) fn check_mutation(task: &'static str, mutation: f64) -> Result<(), EvolutionError> {
    if (0.0..=1.0).contains(&mutation) {
        return Ok(());
    }
    Err(EvolutionError::range(task, "the mutation probability mu", mutation, "a number from 0 to 1"))
}

pub(crate) fn linear_fitness(weight: f64, payoff: f64) -> f64 {
    1.0 - weight + weight * payoff
}

fn check_strategies(found: usize) -> Result<(), EvolutionError> {
    if (2..=MAX_STRATEGIES).contains(&found) {
        return Ok(());
    }
    Err(EvolutionError::range(TASK, "the number of strategies", found, format!("2 to {MAX_STRATEGIES}")))
}

/// The matrix of own payoffs of a two-player game whose players may change seats.
pub(crate) fn own_payoffs(game: &Game, task: &'static str) -> Result<Vec<Vec<Rational>>, GameError> {
    let expected = "two players with the same actions who may change seats";
    let wrong = || GameError::WrongShape { task, found: game.action_counts().to_vec(), expected };
    let &[rows, columns] = game.action_counts() else { return Err(wrong()) };
    if rows != columns {
        return Err(wrong());
    }
    let at = |player: usize, row: usize, column: usize| game.exact_payoff(player, &[row, column]).ok_or_else(wrong);
    let row = |own: usize| (0..rows).map(|other| at(0, own, other)).collect::<Result<Vec<_>, _>>();
    let payoffs = (0..rows).map(row).collect::<Result<Vec<_>, _>>()?;
    for own in 0..rows {
        for other in 0..rows {
            if at(1, other, own)? != payoffs[own][other] {
                let expected = "the same payoffs when the two players change seats";
                return Err(GameError::NotSymmetric { task, expected });
            }
        }
    }
    Ok(payoffs)
}

/// For each ordered pair A, B the line `(Z (AB - BB) - (AA - BB) + a (AA - AB - BA + BB)) / (Z - 1)`.
fn leads(payoffs: &[Vec<Rational>], size: u32) -> Vec<Lead> {
    let (size, others) = (Rational::from(size), Rational::from(size - 1));
    let lead = |a: usize, b: usize| {
        let over_residents = &payoffs[a][b] - &payoffs[b][b];
        let at_home = &payoffs[a][a] - &payoffs[b][b];
        let slope = &payoffs[a][a] - &payoffs[b][a] - &over_residents;
        let at_zero = &over_residents * &size - at_home;
        Lead { at_zero: nearest_f64(&(at_zero / &others)), slope: nearest_f64(&(slope / &others)) }
    };
    let count = payoffs.len();
    let entry = |place: usize| {
        let (a, b) = (place / count, place % count);
        if a == b { Lead::default() } else { lead(a, b) }
    };
    (0..count * count).map(entry).collect()
}

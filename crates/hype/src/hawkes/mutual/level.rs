//! Hype fed by mutually exciting news: its moments from the balance of second moments.

use nalgebra::{DMatrix, DVector};

use super::StationaryMutual;
use crate::hawkes::HawkesError;

/// The jump of a lab's announcements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jump {
    /// Its mean.
    pub mean: f64,
    /// Its mean square, at least the square of the mean.
    pub second_moment: f64,
}

/// The level of hype in the long run.
#[derive(Debug, Clone, PartialEq)]
pub struct MutualLevel {
    /// Its mean.
    pub mean: f64,
    /// Its variance.
    pub variance: f64,
    /// Its variance if as much news came independently.
    pub poisson_variance: f64,
    /// All jumps that one announcement of each lab leads to.
    pub amplified_jumps: Vec<f64>,
    /// By how far the variance misses the one over long times, which follows from descent alone; relative.
    pub imbalance: f64,
    drift: DMatrix<f64>,
    /// Covariances of the level with what is left of each lab's news, and its variance at the end.
    with_level: DVector<f64>,
    jumps: Vec<f64>,
    rates: Vec<f64>,
}

impl MutualLevel {
    /// The level that decays at the rate `decay` and is lifted by each lab's announcements by its jump.
    ///
    /// What is left of each lab's announcements, $`S_j`$ with $`\dot S_j = -\beta_j S_j`$ and a step of 1 at each, and
    /// the level $`H`$ are together a Markov process with linear drift $`A`$: their covariance $`P`$ solves
    /// $`AP + PA^\top + D = 0`$, where $`D`$ holds the products of what an announcement adds.
    ///
    /// # Errors
    /// [`HawkesError::Shape`] when there is not one jump for each lab, [`HawkesError::Explosive`] when the balance has
    /// no solution.
    pub fn of(news: &StationaryMutual, jumps: &[Jump], decay: f64) -> Result<Self, HawkesError> {
        let labs = news.labs();
        if jumps.len() != labs {
            return Err(HawkesError::Shape { labs });
        }
        let explosive = || HawkesError::Explosive { branching: news.spectral_radius() };
        let (drift, feed) = (drift(news, jumps, decay), feed(news, jumps));
        let covariance = lyapunov(&drift, &feed).ok_or_else(explosive)?;
        let sum = |f: &dyn Fn(usize) -> f64| (0..labs).map(f).sum::<f64>();
        let led_to = news.led_to();
        let amplified = |j: usize| sum(&|i| jumps[i].mean * led_to[i][j]);
        let variance = covariance[(labs, labs)];
        // Over a long time the integral of hype is that of the jumps over the decay. From the state:
        let past = drift.clone().lu().solve(&covariance).ok_or_else(explosive)?;
        let from_state = -2.0 * past[(labs, labs)];
        // and from descent: jumps of all descendants, and the spread of each jump.
        let from_descent = sum(&|j| {
            let rate = news.rates()[j];
            rate * (amplified(j).powi(2) + jumps[j].second_moment - jumps[j].mean.powi(2))
        }) / (decay * decay);
        Ok(Self {
            mean: sum(&|j| news.rates()[j] * jumps[j].mean) / decay,
            variance,
            poisson_variance: feed[(labs, labs)] / (2.0 * decay),
            amplified_jumps: (0..labs).map(amplified).collect(),
            imbalance: (from_state / from_descent - 1.0).abs(),
            drift,
            with_level: covariance.column(labs).into_owned(),
            jumps: jumps.iter().map(|jump| jump.mean).collect(),
            rates: news.rates().to_vec(),
        })
    }

    /// Correlations of the level with itself `step`, twice `step` ... later, `count` of them, the first of them 1 at
    /// once.
    pub fn correlations(&self, step: f64, count: usize) -> Vec<f64> {
        self.followed(self.with_level.clone(), step, count).map(|covariance| covariance / self.variance).collect()
    }

    /// Mean lift left of one announcement with all its reactions, at the same times: of an announcement of a lab drawn
    /// by how often each announces.
    pub fn echo(&self, step: f64, count: usize) -> Vec<f64> {
        let total: f64 = self.rates.iter().sum();
        let part = |j: usize| self.rates[j] / total;
        let labs = self.jumps.len();
        let lift: f64 = (0..labs).map(|j| part(j) * self.jumps[j]).sum();
        let start = DVector::from_fn(labs + 1, |j, _| if j < labs { part(j) } else { lift });
        self.followed(start, step, count).collect()
    }

    /// The level's part of a deviation that follows the drift.
    fn followed(&self, start: DVector<f64>, step: f64, count: usize) -> impl Iterator<Item = f64> {
        let onward = (&self.drift * step).exp();
        let last = start.len() - 1;
        std::iter::successors(Some(start), move |state| Some(&onward * state)).map(move |state| state[last]).take(count)
    }
}

/// The drift of what is left of each lab's news, and of the level.
fn drift(news: &StationaryMutual, jumps: &[Jump], decay: f64) -> DMatrix<f64> {
    let labs = news.labs();
    let kick = |i: usize, j: usize| news.kicks()[i][j];
    DMatrix::from_fn(labs + 1, labs + 1, |i, j| match (i < labs, j < labs) {
        (true, true) => kick(i, j) - if i == j { news.fades()[i] } else { 0.0 },
        (false, true) => (0..labs).map(|lab| jumps[lab].mean * kick(lab, j)).sum(),
        (true, false) => 0.0,
        (false, false) => -decay,
    })
}

/// What announcements add to the second moments, per unit of time.
fn feed(news: &StationaryMutual, jumps: &[Jump]) -> DMatrix<f64> {
    let (labs, rates) = (news.labs(), news.rates());
    DMatrix::from_fn(labs + 1, labs + 1, |i, j| match (i < labs, j < labs) {
        (true, true) => {
            if i == j {
                rates[i]
            } else {
                0.0
            }
        }
        (true, false) => rates[i] * jumps[i].mean,
        (false, true) => rates[j] * jumps[j].mean,
        (false, false) => rates.iter().zip(jumps).map(|(rate, jump)| rate * jump.second_moment).sum(),
    })
}

/// The symmetric solution of $`AP + PA^\top + D = 0`$, entry by entry.
fn lyapunov(drift: &DMatrix<f64>, feed: &DMatrix<f64>) -> Option<DMatrix<f64>> {
    let size = drift.nrows();
    let place = |i: usize, j: usize| i * size + j;
    let mut system = DMatrix::zeros(size * size, size * size);
    let mut right = DVector::zeros(size * size);
    for i in 0..size {
        for j in 0..size {
            for k in 0..size {
                system[(place(i, j), place(k, j))] += drift[(i, k)];
                system[(place(i, j), place(i, k))] += drift[(j, k)];
            }
            right[place(i, j)] = -feed[(i, j)];
        }
    }
    let solved = system.lu().solve(&right)?;
    Some(DMatrix::from_fn(size, size, |i, j| solved[place(i, j)]))
}

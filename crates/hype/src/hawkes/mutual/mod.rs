//! Mutually exciting news: the announcements of each lab provoke announcements of every lab.
//!
//! Lab $`i`$ announces at the rate $`\lambda_i(t) = \mu_i + \sum_j\alpha_{ij}\sum_{t_k\in j} e^{-\beta_j(t-t_k)}`$: what
//! one announcement of lab $`j`$ sets off fades at that lab's rate, whoever reacts. One lab alone is
//! [`Hawkes`](super::Hawkes).

mod fit;
mod level;
mod likelihood;
mod simplex;
mod simulate;

use moloch_core::Range;
use nalgebra::{DMatrix, DVector, Schur};

use super::HawkesError;

pub use fit::{MutualFit, fit_mutual};
pub use level::{Jump, MutualLevel};
pub use likelihood::{MutualEvents, direct_mutual_log_likelihood, mutual_log_likelihood, mutual_residuals};
pub use simulate::mutual_thinning;

/// Steps after which the search for eigenvalues counts as failed; small matrices need a few for each lab.
const SCHUR_STEPS: usize = 10_000;

/// A mutually exciting process with exponential kernels; stationary or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Mutual {
    baselines: Vec<f64>,
    /// Row i, column j: what one announcement of j adds to the rate of i.
    kicks: Vec<Vec<f64>>,
    fades: Vec<f64>,
}

impl Mutual {
    /// A process of as many labs as there are baselines ($`\mu_i \ge 0`$): `kicks[i][j]` ($`\alpha_{ij} \ge 0`$) is what
    /// one announcement of lab `j` adds to the rate of lab `i`, `fades[j]` ($`\beta_j > 0`$) the decay of that.
    ///
    /// # Errors
    /// [`HawkesError::Parameter`] when a number is out of its range, [`HawkesError::Shape`] when a list has another
    /// length than there are labs.
    pub fn new(baselines: &[f64], kicks: &[Vec<f64>], fades: &[f64]) -> Result<Self, HawkesError> {
        let labs = baselines.len();
        if labs == 0 || fades.len() != labs || kicks.len() != labs || kicks.iter().any(|row| row.len() != labs) {
            return Err(HawkesError::Shape { labs });
        }
        all_in("baseline", baselines, Range::NON_NEGATIVE)?;
        kicks.iter().try_for_each(|row| all_in("kick", row, Range::NON_NEGATIVE))?;
        all_in("fade", fades, Range::POSITIVE)?;
        Ok(Self { baselines: baselines.to_vec(), kicks: kicks.to_vec(), fades: fades.to_vec() })
    }

    /// How many labs there are.
    pub const fn labs(&self) -> usize {
        self.baselines.len()
    }

    /// The rate of each lab's news that reacts to nothing.
    pub fn baselines(&self) -> &[f64] {
        &self.baselines
    }

    /// Row i, column j: what one announcement of j adds to the rate of i.
    pub fn kicks(&self) -> &[Vec<f64>] {
        &self.kicks
    }

    /// How fast reactions to each lab's news fade.
    pub fn fades(&self) -> &[f64] {
        &self.fades
    }

    /// Row i, column j: announcements of i that one of j provokes directly, $`n_{ij} = \alpha_{ij}/\beta_j`$.
    pub fn branching(&self) -> Vec<Vec<f64>> {
        let row = |row: &Vec<f64>| row.iter().zip(&self.fades).map(|(kick, fade)| kick / fade).collect();
        self.kicks.iter().map(row).collect()
    }

    fn branching_matrix(&self) -> DMatrix<f64> {
        DMatrix::from_fn(self.labs(), self.labs(), |i, j| self.kicks[i][j] / self.fades[j])
    }

    /// The spectral radius of the branching ratios: by how much a generation of reactions is larger than the one before.
    pub fn radius(&self) -> f64 {
        let schur = Schur::try_new(self.branching_matrix(), f64::EPSILON, SCHUR_STEPS);
        schur.map_or(f64::NAN, |schur| schur.complex_eigenvalues().iter().map(|z| z.norm()).fold(0.0, f64::max))
    }

    /// The same process with the promise that it has a long run.
    ///
    /// # Errors
    /// [`HawkesError::Explosive`] when generations of reactions do not shrink.
    pub fn stationary(self) -> Result<StationaryMutual, HawkesError> {
        let (labs, radius) = (self.labs(), self.radius());
        let explosive = HawkesError::Explosive { branching: radius };
        if radius.is_nan() || radius >= 1.0 {
            return Err(explosive);
        }
        // Generation after generation: 1 + N + N² + ... , the sum of which is the inverse.
        let led_to =
            (DMatrix::identity(labs, labs) - self.branching_matrix()).try_inverse().ok_or(explosive.clone())?;
        // Rounding at the edge of explosion shows as a negative number of descendants.
        if led_to.iter().any(|x| !x.is_finite() || *x < -1e-9) {
            return Err(explosive);
        }
        let rates = &led_to * DVector::from_column_slice(&self.baselines);
        Ok(StationaryMutual { process: self, radius, rates: rates.iter().copied().collect(), led_to })
    }
}

/// A mutually exciting process whose reactions die out, and its moments in the long run.
#[derive(Debug, Clone, PartialEq)]
pub struct StationaryMutual {
    process: Mutual,
    radius: f64,
    rates: Vec<f64>,
    led_to: DMatrix<f64>,
}

impl std::ops::Deref for StationaryMutual {
    type Target = Mutual;

    fn deref(&self) -> &Mutual {
        &self.process
    }
}

impl StationaryMutual {
    /// The spectral radius of the branching ratios, below 1.
    pub const fn spectral_radius(&self) -> f64 {
        self.radius
    }

    /// Mean rate of each lab's news, $`\Lambda = (I-N)^{-1}\mu`$.
    pub fn rates(&self) -> &[f64] {
        &self.rates
    }

    /// Row i, column j: announcements of i that one of j leads to in the end, itself included: $`(I-N)^{-1}`$.
    pub fn led_to(&self) -> Vec<Vec<f64>> {
        rows_of(&self.led_to)
    }

    /// Part of each lab's announcements that are reactions.
    pub fn reactions(&self) -> Vec<f64> {
        self.rates.iter().zip(&self.process.baselines).map(|(rate, own)| 1.0 - own / rate).collect()
    }

    /// Covariances of the labs' counts in a long time, divided by that time: $`(I-N)^{-1}\Lambda(I-N)^{-\top}`$.
    pub fn covariance_rates(&self) -> Vec<Vec<f64>> {
        let rates = DMatrix::from_diagonal(&DVector::from_column_slice(&self.rates));
        rows_of(&(&self.led_to * rates * self.led_to.transpose()))
    }
}

fn all_in(name: &'static str, values: &[f64], range: Range) -> Result<(), HawkesError> {
    match values.iter().find(|value| !range.contains(**value)) {
        Some(&value) => Err(HawkesError::Parameter { name, value, range }),
        None => Ok(()),
    }
}

fn rows_of(matrix: &DMatrix<f64>) -> Vec<Vec<f64>> {
    matrix.row_iter().map(|row| row.iter().copied().collect()).collect()
}

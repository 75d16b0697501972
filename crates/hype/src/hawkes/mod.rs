//! Hawkes processes: announcements that provoke further announcements.
//!
//! News comes at the rate $`\lambda(t) = \mu + \sum_{t_i<t} \alpha e^{-\beta(t-t_i)}`$ (Hawkes 1971): a baseline, and
//! reactions to earlier news that fade. One announcement directly provokes $`n = \alpha/\beta`$ others on average, the
//! branching ratio. Time is in any unit; rates are per that unit.

mod error;
mod fan;
mod fit;
mod hype;
mod likelihood;
mod mutual;
mod profile;
mod residuals;
mod simulate;

use moloch_core::Range;

pub use error::HawkesError;
pub use fan::{Fan, Marks, fan};
pub(crate) use fit::normal_quantile;
pub use fit::{Fit, LEAST_EVENTS, Parameter, fit};
pub use hype::{Fed, blend};
pub use likelihood::{Events, Slope, direct_log_likelihood, log_likelihood, slope};
pub use mutual::{
    Jump, Mutual, MutualEvents, MutualFit, MutualLevel, StationaryMutual, direct_mutual_log_likelihood, fit_mutual,
    mutual_log_likelihood, mutual_residuals, mutual_thinning,
};
pub use residuals::{Independence, Residuals, residuals};
pub use simulate::{Announcements, clusters, thinning};

/// A Hawkes process with an exponential kernel; stationary or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hawkes {
    baseline: f64,
    kick: f64,
    fade: f64,
}

impl Hawkes {
    /// A process from the rate of news that reacts to nothing ($`\mu \ge 0`$), what one announcement adds to the rate
    /// ($`\alpha \ge 0`$) and the decay of that addition ($`\beta > 0`$), all per unit of time.
    ///
    /// # Errors
    /// [`HawkesError::Parameter`] when one of them is negative or not finite, or the fade is zero.
    pub fn new(baseline: f64, kick: f64, fade: f64) -> Result<Self, HawkesError> {
        for (name, value, range) in [
            ("baseline", baseline, Range::NON_NEGATIVE),
            ("kick", kick, Range::NON_NEGATIVE),
            ("fade", fade, Range::POSITIVE),
        ] {
            if !range.contains(value) {
                return Err(HawkesError::Parameter { name, value, range });
            }
        }
        Ok(Self { baseline, kick, fade })
    }

    /// The rate of news that reacts to nothing, $`\mu`$.
    pub const fn baseline(&self) -> f64 {
        self.baseline
    }

    /// What one announcement adds to the rate, $`\alpha`$.
    pub const fn kick(&self) -> f64 {
        self.kick
    }

    /// The decay of that addition, $`\beta`$.
    pub const fn fade(&self) -> f64 {
        self.fade
    }

    /// Announcements that one provokes directly, on average: $`n = \alpha/\beta`$.
    pub fn branching(&self) -> f64 {
        self.kick / self.fade
    }

    /// The same process with the promise that it has a long run.
    ///
    /// # Errors
    /// [`HawkesError::Explosive`] when one announcement provokes one or more.
    pub fn stationary(self) -> Result<Stationary, HawkesError> {
        let branching = self.branching();
        // Both are asked: a quotient just below one may belong to a difference of zero.
        if branching < 1.0 && self.kick < self.fade {
            Ok(Stationary(self))
        } else {
            Err(HawkesError::Explosive { branching })
        }
    }
}

/// A Hawkes process whose branching ratio is below one, and its moments in the long run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stationary(Hawkes);

impl std::ops::Deref for Stationary {
    type Target = Hawkes;

    fn deref(&self) -> &Hawkes {
        &self.0
    }
}

impl Stationary {
    /// Announcements that one leads to in the end, itself included: $`1/(1-n)`$.
    pub fn amplification(&self) -> f64 {
        self.fade / self.slowness()
    }

    /// Mean rate of news, $`\Lambda = \mu/(1-n)`$.
    pub fn rate(&self) -> f64 {
        self.baseline * self.amplification()
    }

    /// Variance of the number of announcements in a long time, divided by that time: $`\Lambda/(1-n)^2`$.
    pub fn variance_rate(&self) -> f64 {
        self.rate() * self.dispersion()
    }

    /// Variance of the number of announcements in a long time, divided by its mean: $`1/(1-n)^2`$; one for Poisson news.
    pub fn dispersion(&self) -> f64 {
        self.amplification() * self.amplification()
    }

    /// How fast a cluster dies out, $`\beta - \alpha`$: slower than one reaction, as reactions provoke reactions.
    pub fn slowness(&self) -> f64 {
        self.fade - self.kick
    }

    /// Covariance density of announcements a time `lag` > 0 apart:
    /// $`\Lambda\,\frac{\alpha(2\beta-\alpha)}{2(\beta-\alpha)}\,e^{-(\beta-\alpha)s}`$.
    pub fn covariance(&self, lag: f64) -> f64 {
        self.clustering() * (-self.slowness() * lag.abs()).exp()
    }

    /// The covariance density just beside zero.
    pub(crate) fn clustering(&self) -> f64 {
        self.rate() * self.kick * (2.0 * self.fade - self.kick) / (2.0 * self.slowness())
    }

    /// Variance of the rate itself in the long run, $`\alpha^2\Lambda/(2(\beta-\alpha))`$.
    pub fn intensity_variance(&self) -> f64 {
        self.kick * self.kick * self.rate() / (2.0 * self.slowness())
    }
}

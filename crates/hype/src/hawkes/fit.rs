//! Maximum likelihood: the best fade is searched over its whole range, then all three parameters are polished together.
//!
//! For each fade the best baseline and branching ratio solve a concave problem (see `profile`), so that only the fade
//! can have several peaks. Its range is finite: above the inverse of the shortest gap the likelihood only falls, and
//! below the inverse of the window a reaction cannot be told from a trend. A descent in all three from one start, which
//! a library would offer, stops in the first peak and on the flat ground around independent news; the library (argmin)
//! refines the peak in one dimension by Brent's method. Newton's method in the logarithms of the parameters finishes,
//! with the second derivatives that the standard errors need anyway.

use argmin::core::{CostFunction, Executor};
use argmin::solver::brent::BrentOpt;
use moloch_core::{Certificate, Certified, Concept, Status, tolerance};
use nalgebra::{Matrix3, Vector3};
use statrs::distribution::{ContinuousCDF, Normal};

use super::profile::{Best, best};
use super::{Events, Hawkes, HawkesError, profile, residuals, slope};

/// The least number of events in the window that is fitted.
pub const LEAST_EVENTS: usize = 10;
/// Steps of Newton's method: from Brent's peak three or four do.
const STEPS: usize = 60;
/// Expected gain of likelihood from a further step at which the estimate counts as converged; a standard error is one
/// unit of its root.
const DECREMENT: f64 = 1e-19;
/// Relative change of a parameter below which a step is none.
const STILL: f64 = 1e-11;
/// A gain of likelihood that rounding can make.
const NOISE: f64 = 1e-9;

/// What is said of a fade at the lower end of its range.
pub(super) const LOWEST: &str =
    "fade at its lowest: reactions would last longer than the window, which is no different from a trend";

/// A parameter of the fitted process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parameter {
    /// The rate of news that reacts to nothing.
    Baseline,
    /// The branching ratio.
    Branching,
    /// The decay of reactions.
    Fade,
}

/// A process fitted to a record of events; times are in the record's unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The most likely process. Where no reaction is found its fade is arbitrary.
    pub process: Hawkes,
    /// How the search ended. An estimate on a bound of its range is not a success.
    pub status: Status,
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// How much more likely than independent news at the best rate, in logarithms; at least 0.
    pub gain: f64,
    /// Covariance of the logarithms of baseline, branching ratio and fade, from the observed information; `None` on a
    /// bound, or where the likelihood is not curved downwards.
    pub covariance: Option<[[f64; 3]; 3]>,
    certificate: Certificate,
}

impl Fit {
    /// The certificate that the fit passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The estimate of a parameter.
    pub fn estimate(&self, parameter: Parameter) -> f64 {
        match parameter {
            Parameter::Baseline => self.process.baseline(),
            Parameter::Branching => self.process.branching(),
            Parameter::Fade => self.process.fade(),
        }
    }

    /// The standard error of a parameter, by the delta method from that of its logarithm.
    pub fn standard_error(&self, parameter: Parameter) -> Option<f64> {
        Some(self.estimate(parameter) * self.log_error(parameter)?)
    }

    /// The interval that holds the parameter with about this confidence, in (0, 1): symmetric in logarithms.
    pub fn interval(&self, parameter: Parameter, confidence: f64) -> Option<(f64, f64)> {
        let reach = (normal_quantile(0.5 + confidence / 2.0) * self.log_error(parameter)?).exp();
        let estimate = self.estimate(parameter);
        Some((estimate / reach, estimate * reach))
    }

    fn log_error(&self, parameter: Parameter) -> Option<f64> {
        let k = parameter as usize;
        Some(self.covariance?[k][k].sqrt())
    }
}

/// The quantile of the standard normal law.
pub(crate) fn normal_quantile(part: f64) -> f64 {
    Normal::standard().inverse_cdf(part)
}

/// Fits a Hawkes process by maximum likelihood.
///
/// The estimate may be explosive: ask it for [`Hawkes::stationary`].
///
/// # Errors
/// [`HawkesError::TooFew`] below [`LEAST_EVENTS`]; [`HawkesError::NotCertified`] when the fitted process does not
/// expect as many events as were observed.
pub fn fit(events: &Events) -> Result<Fit, HawkesError> {
    let count = events.count();
    if count < LEAST_EVENTS {
        return Err(HawkesError::TooFew { events: count, needed: LEAST_EVENTS, parameters: 3 });
    }
    // In units of the mean gap nothing depends on the unit of time.
    let unit = events.length() / count as f64;
    let scaled = events.in_units_of(unit);
    let (best, bound) = peak(&scaled);
    let polished = match &bound {
        // On the bound of the baseline the other two are still to be polished.
        Some(_) if best.share < 1.0 => None,
        _ => Some(polish(&scaled, of(&best)?)?).filter(|(found, ..)| found.fade() * scaled.length() > 1.0),
    };
    let (process, status, covariance) = match (polished, bound) {
        (Some((process, ..)), Some(bound)) => (process, Status::BoundActive { bound }, None),
        (Some(polished), None) => polished,
        (None, Some(bound)) if best.share < 1.0 => (of(&best)?, Status::BoundActive { bound }, None),
        // The polish left the range of the fade: the peak is its end.
        (None, _) => {
            let lowest = profile::best(&scaled, 1.0 / scaled.length());
            (of(&lowest)?, Status::BoundActive { bound: LOWEST.to_owned() }, None)
        }
    };
    let expected = residuals::expected(&process, &scaled);
    let certificate = Certificate {
        concept: Concept::Identity,
        residual: (expected - count as f64).abs(),
        scale: count as f64,
        tolerance: tolerance::IDENTITY_REL,
        method: "the number of events that the fitted process expects against those observed",
    };
    let certificate = *Certified::new((), certificate)?.certificate();
    let independent = -(count as f64);
    let log_likelihood = super::log_likelihood(&process, &scaled);
    Ok(Fit {
        process: Hawkes::new(process.baseline() / unit, process.kick() / unit, process.fade() / unit)?,
        status,
        log_likelihood: log_likelihood - count as f64 * unit.ln(),
        gain: (log_likelihood - independent).max(0.0),
        covariance,
        certificate,
    })
}

fn of(best: &Best) -> Result<Hawkes, HawkesError> {
    Hawkes::new(best.baseline, best.branching * best.fade, best.fade)
}

/// The likelihood's peak over the range of fades, and the bound on which it lies, if it does.
fn peak(events: &Events) -> (Best, Option<String>) {
    let (low, high) = ((1.0 / events.length()).ln(), (1.0 / events.shortest_gap()).ln());
    let high = high.max(low + 1.0);
    // Half an octave is less than the width of any peak: a fade moves the likelihood by its logarithm.
    let cells = ((high - low) / (std::f64::consts::LN_2 / 2.0)).ceil().max(2.0);
    let at = |k: f64| best(events, (low + (high - low) * k / cells).exp());
    let mut highest = (0.0, at(0.0));
    let mut k = 1.0;
    while k <= cells {
        let here = at(k);
        if here.gain > highest.1.gain {
            highest = (k, here);
        }
        k += 1.0;
    }
    let (k, top) = highest;
    if top.gain <= NOISE || top.share <= 0.0 {
        let bound = "branching ratio 0: no reaction makes the events likelier than independent news does";
        return (Best { share: 0.0, branching: 0.0, ..top }, Some(bound.to_owned()));
    }
    let cell = (high - low) / cells;
    let middle = low + cell * k;
    let refined =
        refine(events, (middle - cell).max(low), (middle + cell).min(high)).filter(|best| best.gain >= top.gain);
    let top = refined.unwrap_or(top);
    let bound = if top.share >= 1.0 {
        Some("baseline 0: every event is taken as a reaction to the history")
    } else if top.fade.ln() - low < 1e-3 {
        Some(LOWEST)
    } else {
        None
    };
    (top, bound.map(str::to_owned))
}

struct Profile<'e>(&'e Events);

impl CostFunction for Profile<'_> {
    type Param = f64;
    type Output = f64;

    fn cost(&self, log_fade: &f64) -> Result<f64, argmin::core::Error> {
        Ok(-best(self.0, log_fade.exp()).gain)
    }
}

fn refine(events: &Events, low: f64, high: f64) -> Option<Best> {
    let method = BrentOpt::new(low, high).set_tolerance(1e-7, 1e-7);
    let run = Executor::new(Profile(events), method).configure(|state| state.max_iters(100)).run().ok()?;
    Some(best(events, run.state.best_param?.exp()))
}

type Polished = (Hawkes, Status, Option<[[f64; 3]; 3]>);

/// Newton's method in the logarithms of baseline, branching ratio and fade.
fn polish(events: &Events, start: Hawkes) -> Result<Polished, HawkesError> {
    let mut point = Vector3::new(start.baseline(), start.branching(), start.fade()).map(f64::ln);
    let process = |point: &Vector3<f64>| {
        let p = point.map(f64::exp);
        Hawkes::new(p[0], p[1] * p[2], p[2])
    };
    let mut status = Status::LimitReached { iterations: STEPS };
    let mut last = f64::INFINITY;
    for iterations in 1..=STEPS {
        let (value, gradient, information) = in_logarithms(&process(&point)?, events);
        let Some(factor) = information.cholesky() else {
            status = Status::NonFinite { what: "the curvature of the likelihood at its peak".to_owned() };
            break;
        };
        let step = factor.solve(&gradient);
        let decrement = gradient.dot(&step);
        // A parameter that the events hardly determine moves far for almost no gain: steps must have ended too, or
        // have met the floor of rounding.
        let reach = step.amax();
        let settled = reach <= STILL || reach >= last / 2.0;
        last = reach;
        if decrement <= DECREMENT * (1.0 + value.abs()) && settled {
            status = Status::Converged { iterations };
            break;
        }
        // A step that promises less than rounding hides is taken whole; a longer one must not lose likelihood.
        let mut length = 1.0_f64.min(0.5 / step.amax());
        while decrement > NOISE && length > 1e-6 {
            let there = in_logarithms(&process(&(point + step * length))?, events).0;
            if there > value {
                break;
            }
            length /= 2.0;
        }
        point += step * length;
    }
    let found = process(&point)?;
    let information = in_logarithms(&found, events).2;
    let inverse = information.cholesky().map(|factor| factor.inverse());
    let covariance = inverse.map(|m| [0, 1, 2].map(|i| [0, 1, 2].map(|j| m[(i, j)])));
    Ok((found, status, covariance.filter(|m| m.iter().flatten().all(|x| x.is_finite()))))
}

/// Log-likelihood, its gradient and its observed information in the logarithms of the parameters.
fn in_logarithms(process: &Hawkes, events: &Events) -> (f64, Vector3<f64>, Matrix3<f64>) {
    let p = [process.baseline(), process.branching(), process.fade()];
    let s = slope(process, events);
    let gradient = Vector3::from_fn(|i, _| p[i] * s.gradient[i]);
    // A baseline of zero stays there: its row is that of a parameter without slope.
    let fixed = if p[0] > 0.0 { 0.0 } else { 1.0 };
    let mut information =
        Matrix3::from_fn(|i, j| -p[i] * p[j] * s.hessian[i][j] - if i == j { gradient[i] } else { 0.0 });
    information[(0, 0)] += fixed;
    (s.value, gradient, information)
}

//! Maximum likelihood for mutually exciting news with one fade for all labs.
//!
//! As for one lab: given the fade each lab's parameters solve a concave problem (see `simplex`), the best fade is
//! searched over its whole range and refined by Brent's method, and Newton's method in all parameters that are not zero
//! finishes and gives the standard errors.

use argmin::core::{CostFunction, Executor};
use argmin::solver::brent::BrentOpt;
use moloch_core::{Certificate, Certified, Concept, Status, tolerance};
use nalgebra::{DMatrix, DVector};

use super::simplex::{ROUGH, SLOPE, best_mixture};
use super::{Mutual, MutualEvents, mutual_log_likelihood};
use crate::hawkes::fit::LOWEST;
use crate::hawkes::likelihood::{Excitement, LogSum, spent};
use crate::hawkes::{HawkesError, LEAST_EVENTS};

/// Parts of a lab's events below which a source counts as none.
const NOTHING: f64 = 1e-9;
const STEPS: usize = 30;
const DECREMENT: f64 = 1e-19;

/// A mutually exciting process fitted to a record; times are in the record's unit.
#[derive(Debug, Clone, PartialEq)]
pub struct MutualFit {
    /// The most likely process.
    pub process: Mutual,
    /// How the search ended. Zeros among the branching ratios are estimates like others and no bound of the search.
    pub status: Status,
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// How much more likely than independent news of each lab at its best rate, in logarithms.
    pub gain: f64,
    /// Standard errors of the baselines; `None` where the estimate is zero or the curvature gives none.
    pub baseline_errors: Vec<Option<f64>>,
    /// Standard errors of the branching ratios; `None` where the estimate is zero.
    pub branching_errors: Vec<Vec<Option<f64>>>,
    /// Standard error of the fade.
    pub fade_error: Option<f64>,
    certificate: Certificate,
}

impl MutualFit {
    /// The certificate that the fit passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// Baselines and branching ratios, row by row, and the fade.
#[derive(Debug, Clone)]
struct Point {
    baselines: Vec<f64>,
    branching: Vec<Vec<f64>>,
    fade: f64,
}

impl Point {
    fn process(&self, unit: f64) -> Result<Mutual, HawkesError> {
        let fade = self.fade / unit;
        let kicks: Vec<Vec<f64>> = self.branching.iter().map(|row| row.iter().map(|n| n * fade).collect()).collect();
        let baselines: Vec<f64> = self.baselines.iter().map(|mu| mu / unit).collect();
        Mutual::new(&baselines, &kicks, &vec![fade; baselines.len()])
    }
}

/// Fits mutually exciting news by maximum likelihood.
///
/// # Errors
/// [`HawkesError::TooFew`] when a lab has fewer than [`LEAST_EVENTS`] events in the window;
/// [`HawkesError::NotCertified`] when the fitted process does not expect as many events as were observed.
pub fn fit_mutual(record: &MutualEvents) -> Result<MutualFit, HawkesError> {
    let counts = record.counts();
    if let Some(&events) = counts.iter().find(|count| **count < LEAST_EVENTS) {
        return Err(HawkesError::TooFew { events, needed: LEAST_EVENTS, parameters: counts.len() + 1 });
    }
    let total = record.events().count() as f64;
    let unit = record.events().length() / total;
    let scaled = record.in_units_of(unit);
    let (start, bound) = peak(&scaled);
    let free = Free::of(&start);
    let (point, status) = match bound {
        Some(bound) => (start, Status::BoundActive { bound }),
        None => {
            let (point, status) = free.polish(&scaled, start.clone());
            if point.fade * scaled.events().length() > 1.0 {
                (point, status)
            } else {
                (start, Status::BoundActive { bound: LOWEST.to_owned() })
            }
        }
    };
    let covariance = if status.is_success() { free.covariance(&scaled, &point) } else { None };
    let error = |place: Option<usize>| Some(covariance.as_ref()?[(place?, place?)].sqrt());
    let process = point.process(1.0)?;
    let certificate = *Certified::new((), certificate_of(&scaled, &point))?.certificate();
    let log_likelihood = mutual_log_likelihood(&process, &scaled);
    let independent: f64 =
        counts.iter().map(|n| *n as f64 * (*n as f64 / scaled.events().length()).ln() - *n as f64).sum();
    let labs = counts.len();
    Ok(MutualFit {
        process: point.process(unit)?,
        status,
        log_likelihood: log_likelihood - total * unit.ln(),
        gain: (log_likelihood - independent).max(0.0),
        baseline_errors: (0..labs).map(|i| error(free.place(i, None)).map(|error| error / unit)).collect(),
        branching_errors: (0..labs).map(|i| (0..labs).map(|j| error(free.place(i, Some(j)))).collect()).collect(),
        fade_error: error(Some(free.parameters.len())).map(|error| error / unit),
        certificate,
    })
}

/// Each lab's fitted rate must expect as many events as it had.
fn certificate_of(record: &MutualEvents, point: &Point) -> Certificate {
    let (length, fade) = (record.events().length(), point.fade);
    let mass = masses(record, fade);
    let miss = |(i, count): (usize, &usize)| {
        let reactions: f64 = point.branching[i].iter().zip(&mass).map(|(n, mass)| n * mass).sum();
        (point.baselines[i] * length + reactions - *count as f64).abs() / *count as f64
    };
    Certificate {
        concept: Concept::Identity,
        residual: moloch_core::worst(record.counts().iter().enumerate().map(miss)),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "the number of events that each lab's fitted rate expects against those observed",
    }
}

/// The part of the reactions to each lab's news that has time to come in the window.
fn masses(record: &MutualEvents, fade: f64) -> Vec<f64> {
    let length = record.events().length();
    let fades = vec![fade; record.labs()];
    let mut mass: Vec<f64> = record.inherited(&fades).iter().map(|left| left * spent(fade, length)).collect();
    for (time, lab) in record.rows().skip(record.events().history()) {
        mass[lab] += spent(fade, length - time);
    }
    mass
}

/// The best process of a given fade.
#[derive(Debug, Clone)]
struct Best {
    point: Point,
    /// Log-likelihood above that of independent news.
    gain: f64,
    /// For each lab the parts of its events that its baseline and each lab's news explain.
    parts: Vec<Vec<f64>>,
}

/// The best baselines and branching ratios for a fade, searched from these parts on to this slope.
fn best(record: &MutualEvents, fade: f64, start: &[Vec<f64>], allowed: f64) -> Best {
    let (labs, length) = (record.labs(), record.events().length());
    let (mass, rows) = (masses(record, fade), intensities(record, fade));
    let mut logs = LogSum::new();
    let mut point = Point { baselines: Vec::new(), branching: Vec::new(), fade };
    let mut parts = Vec::new();
    for ((mut rows, count), start) in rows.into_iter().zip(record.counts()).zip(start) {
        // Each part alone expects all events of the lab.
        for row in rows.chunks_exact_mut(labs + 1) {
            for (value, mass) in row[1..].iter_mut().zip(&mass) {
                *value *= if *mass > 0.0 { length / mass } else { 0.0 };
            }
        }
        let mut mixture = best_mixture(&rows, start, allowed);
        mixture.iter_mut().filter(|part| **part < NOTHING).for_each(|part| *part = 0.0);
        let whole: f64 = mixture.iter().sum();
        for part in &mut mixture {
            *part /= whole;
        }
        rows.chunks_exact(labs + 1).for_each(|row| logs.add(row.iter().zip(&mixture).map(|(v, w)| v * w).sum()));
        let count = count as f64;
        point.baselines.push(mixture[0] * count / length);
        let ratio = |j: usize| if mass[j] > 0.0 { mixture[j + 1] * count / mass[j] } else { 0.0 };
        point.branching.push((0..labs).map(ratio).collect());
        parts.push(mixture);
    }
    Best { point, gain: logs.total(), parts }
}

/// For each lab, event by event: 1 for its baseline, then the intensity of reactions to each lab if each of its
/// announcements provoked one.
fn intensities(record: &MutualEvents, fade: f64) -> Vec<Vec<f64>> {
    let labs = record.labs();
    let mut left = record.inherited(&vec![fade; labs]);
    let mut rows = vec![Vec::new(); labs];
    let mut last = 0.0;
    for (time, lab) in record.rows().skip(record.events().history()) {
        let faded = (-fade * (time - last)).exp();
        for left in &mut left {
            *left *= faded;
        }
        rows[lab].push(1.0);
        rows[lab].extend(left.iter().map(|left| left * fade));
        left[lab] += 1.0;
        last = time;
    }
    rows
}

struct Profile<'r> {
    record: &'r MutualEvents,
    start: &'r [Vec<f64>],
}

impl CostFunction for Profile<'_> {
    type Param = f64;
    type Output = f64;

    fn cost(&self, log_fade: &f64) -> Result<f64, argmin::core::Error> {
        Ok(-best(self.record, log_fade.exp(), self.start, SLOPE).gain)
    }
}

/// The likelihood's peak over the range of fades, and the bound on which it lies, if it does.
fn peak(record: &MutualEvents) -> (Point, Option<String>) {
    let events = record.events();
    let (low, high) = ((1.0 / events.length()).ln(), (1.0 / events.shortest_gap()).ln());
    let high = high.max(low + 1.0);
    let cells = ((high - low) / std::f64::consts::LN_2).ceil().max(2.0);
    let cell = (high - low) / cells;
    let equal = vec![vec![1.0 / (record.labs() + 1) as f64; record.labs() + 1]; record.labs()];
    let mut here = best(record, low.exp(), &equal, ROUGH);
    let mut highest = (0.0, here.clone());
    let mut k = 1.0;
    while k <= cells {
        // Neighbouring fades have similar parts.
        here = best(record, (low + cell * k).exp(), &here.parts, ROUGH);
        if here.gain > highest.1.gain {
            highest = (k, here.clone());
        }
        k += 1.0;
    }
    let (k, top) = highest;
    let top = best(record, top.point.fade, &top.parts, SLOPE);
    if top.gain <= 1e-9 {
        let bound = "branching ratios 0: no reaction makes the events likelier than independent news does";
        return (top.point, Some(bound.to_owned()));
    }
    let middle = low + cell * k;
    let method = BrentOpt::new((middle - cell).max(low), (middle + cell).min(high)).set_tolerance(1e-7, 1e-7);
    let profile = Profile { record, start: &top.parts };
    let run = Executor::new(profile, method).configure(|state| state.max_iters(60)).run().ok();
    let refined = run.and_then(|run| run.state.best_param).map(|at| best(record, at.exp(), &top.parts, SLOPE));
    let top = refined.filter(|refined| refined.gain >= top.gain).unwrap_or(top);
    let lowest = top.point.fade.ln() - low < 1e-3;
    (top.point, lowest.then(|| LOWEST.to_owned()))
}

/// The parameters that are not zero: lab and source, `None` for the baseline. The fade comes last.
struct Free {
    parameters: Vec<(usize, Option<usize>)>,
}

impl Free {
    fn of(point: &Point) -> Self {
        let of_lab = |i: usize| {
            let own = Some((i, None)).filter(|_| point.baselines[i] > 0.0);
            let sources = (0..point.baselines.len()).filter(move |j| point.branching[i][*j] > 0.0);
            own.into_iter().chain(sources.map(move |j| (i, Some(j))))
        };
        Self { parameters: (0..point.baselines.len()).flat_map(of_lab).collect() }
    }

    fn place(&self, lab: usize, source: Option<usize>) -> Option<usize> {
        self.parameters.iter().position(|parameter| *parameter == (lab, source))
    }

    fn covariance(&self, record: &MutualEvents, point: &Point) -> Option<DMatrix<f64>> {
        self.slope(record, point).1.cholesky().map(|factor| factor.inverse())
    }

    /// Newton's method in the parameters that are not zero.
    fn polish(&self, record: &MutualEvents, mut point: Point) -> (Point, Status) {
        for iterations in 1..=STEPS {
            let (gradient, information) = self.slope(record, &point);
            let Some(factor) = information.cholesky() else {
                return (point, Status::NonFinite { what: "the curvature of the likelihood at its peak".to_owned() });
            };
            let step = factor.solve(&gradient);
            if gradient.dot(&step) <= DECREMENT * (1.0 + record.events().count() as f64) {
                return (point, Status::Converged { iterations });
            }
            let values = self.values(&point);
            // No parameter loses more than half of itself in a step, so that none changes its sign.
            let deepest = values.iter().zip(step.iter()).map(|(value, step)| -step / value).fold(0.0, f64::max);
            let length = if deepest > 0.5 { 0.5 / deepest } else { 1.0 };
            self.set(&mut point, &(values + step * length));
        }
        (point, Status::LimitReached { iterations: STEPS })
    }

    fn values(&self, point: &Point) -> DVector<f64> {
        let value =
            |&(i, source): &(usize, Option<usize>)| source.map_or(point.baselines[i], |j| point.branching[i][j]);
        DVector::from_iterator(
            self.parameters.len() + 1,
            self.parameters.iter().map(value).chain(std::iter::once(point.fade)),
        )
    }

    fn set(&self, point: &mut Point, values: &DVector<f64>) {
        for (k, &(i, source)) in self.parameters.iter().enumerate() {
            match source {
                None => point.baselines[i] = values[k],
                Some(j) => point.branching[i][j] = values[k],
            }
        }
        point.fade = values[self.parameters.len()];
    }

    /// Gradient and observed information of the log-likelihood.
    fn slope(&self, record: &MutualEvents, point: &Point) -> (DVector<f64>, DMatrix<f64>) {
        let (labs, length, beta) = (record.labs(), record.events().length(), point.fade);
        let size = self.parameters.len() + 1;
        let mut gradient = DVector::zeros(size);
        let mut information = DMatrix::zeros(size, size);
        let mut left = vec![Excitement::default(); labs];
        let mut mass = vec![Excitement::default(); labs];
        let of_lab: Vec<Vec<(usize, Option<usize>)>> = (0..labs)
            .map(|i| {
                let mine = self.parameters.iter().enumerate().filter(|(_, parameter)| parameter.0 == i);
                mine.map(|(k, parameter)| (k, parameter.1)).collect()
            })
            .collect();
        let mut last = 0.0;
        for (k, (time, lab)) in record.rows().enumerate() {
            if k < record.events().history() {
                // History acts from the start of the window on.
                left[lab] = added(left[lab], Excitement { value: 1.0, first: 0.0, second: 0.0 }.after(beta, -time));
                continue;
            }
            if k == record.events().history() {
                mass = left.iter().map(|left| acted(*left, beta, length)).collect();
            }
            for left in &mut left {
                *left = left.after(beta, time - last);
            }
            let row = &point.branching[lab];
            // The intensity of reactions to each lab, βS, with its derivatives in the fade.
            let a = |j: usize| beta * left[j].value;
            let a1 = |j: usize| left[j].value - beta * left[j].first;
            let a2 = |j: usize| beta * left[j].second - 2.0 * left[j].first;
            let sum = |f: &dyn Fn(usize) -> f64| (0..labs).map(|j| row[j] * f(j)).sum::<f64>();
            let inverse = (point.baselines[lab] + sum(&a)).recip();
            let slope = |source: Option<usize>| source.map_or(1.0, a) * inverse;
            let (fade1, fade2) = (sum(&a1) * inverse, sum(&a2) * inverse);
            for &(p, source) in &of_lab[lab] {
                gradient[p] += slope(source);
                for &(q, other) in &of_lab[lab] {
                    information[(p, q)] += slope(source) * slope(other);
                }
                information[(p, size - 1)] += slope(source) * fade1 - source.map_or(0.0, a1) * inverse;
            }
            gradient[size - 1] += fade1;
            information[(size - 1, size - 1)] += fade1 * fade1 - fade2;
            mass[lab] =
                added(mass[lab], acted(Excitement { value: 1.0, first: 0.0, second: 0.0 }, beta, length - time));
            left[lab] = left[lab].kicked();
            last = time;
        }
        for (p, &(i, source)) in self.parameters.iter().enumerate() {
            match source {
                None => gradient[p] -= length,
                Some(j) => {
                    gradient[p] -= mass[j].value;
                    information[(p, size - 1)] += mass[j].first;
                    gradient[size - 1] -= point.branching[i][j] * mass[j].first;
                    information[(size - 1, size - 1)] += point.branching[i][j] * mass[j].second;
                }
            }
        }
        for p in 0..size - 1 {
            information[(size - 1, p)] = information[(p, size - 1)];
        }
        (gradient, information)
    }
}

fn added(a: Excitement, b: Excitement) -> Excitement {
    Excitement { value: a.value + b.value, first: a.first + b.first, second: a.second + b.second }
}

/// What an excitement leads to in a time `x`, $`A(1-e^{-\beta x})`$, with its two derivatives in the fade.
fn acted(from: Excitement, fade: f64, x: f64) -> Excitement {
    let left = (-fade * x).exp();
    let acted = -(-fade * x).exp_m1();
    Excitement {
        value: from.value * acted,
        first: from.value * x * left - from.first * acted,
        second: from.second * acted - 2.0 * from.first * x * left - from.value * x * x * left,
    }
}

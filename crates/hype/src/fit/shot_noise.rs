//! `shot-noise`: how often events come if they come independently, what they lift, and the hype that follows.

use argmin::core::{CostFunction, Executor};
use argmin::solver::brent::BrentOpt;
use moloch_core::{
    Answer, Checked, ColumnKind, Field, Fit, FitColumn, FitData, FitError, Inputs, Range, Status, TimeUnit, Value,
    inputs, quantity,
};
use statrs::distribution::{ChiSquared, ContinuousCDF, StudentsT};

use super::record::{self, DATE, Window};
use super::show::{number, rate, span};
use crate::hawkes::Events;
use crate::{JumpLaw, ShotNoise, hawkes};

inputs! {
    /// Options of the fit of news at independent times.
    pub struct ShotNoiseFit {
        /// Confidence of the intervals.
        pub confidence: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT).or_number(0.95),
        /// Decay of hype without news, where no levels are given to estimate it from.
        pub decay: Option<f64> = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE).optional(),
        /// Levels at which hype counts as fallen, as parts of its mean.
        pub thresholds: Vec<f64> =
            Field::numbers(&quantity::SHARE, "threshold").within(Range::INSIDE_UNIT).or(moloch_core::DefaultValue::EmptyList),
    }
}

const JUMP: FitColumn =
    FitColumn::optional("jump", ColumnKind::Number(Range::NON_NEGATIVE), "by how much the event lifted hype")
        .or_headed(&["mark", "lift"])
        .adding();
const LEVEL: FitColumn = FitColumn::optional(
    "level",
    ColumnKind::Number(Range::POSITIVE),
    "level of hype just before the event, to estimate the decay from",
)
.or_headed(&["before"]);

/// Thresholds of the stationary law when none are given.
const THRESHOLDS: [f64; 3] = [0.8, 0.7, 0.5];
/// Events that a cell of the dispersion test holds on average.
const EVENTS_IN_A_CELL: usize = 5;

impl Fit for ShotNoiseFit {
    const ID: &'static str = "shot-noise";
    const TITLE: &'static str = "Announcements at independent times";
    const ABOUT: &'static str = "The rate with its exact interval, whether the events come independently at all, the mean \
        jump and the decay where jumps and levels are given, and the level of hype that follows: its mean, how often it \
        lies below thresholds and how often it falls through them.";
    const COLUMNS: &'static [FitColumn] = &[DATE, JUMP, LEVEL];

    fn fit(options: &Checked<Self>, data: &FitData) -> Result<Answer, FitError> {
        let (events, window) = record::events(data)?;
        let count = events.count();
        if count < 2 {
            let error = hawkes::HawkesError::TooFew { events: count, needed: 2, parameters: 1 };
            return Err(FitError::Unfit(Box::new(error)));
        }
        let per_unit = count as f64 / events.length();
        let answer = Answer::new(Status::ClosedForm);
        let answer = number(answer, "events", (&quantity::COUNT, "1"), count as f64, "events in the window");
        let answer = number(answer, "window", span(data.unit), events.length(), "length of the window");
        let [low, high] = rate_interval(count, events.length(), window, options.confidence);
        let answer = number(answer, "rate", rate(data.unit), per_unit, "events per unit of time");
        let answer = number(answer, "rate_low", rate(data.unit), low, "lower end of its exact interval");
        let answer = number(answer, "rate_high", rate(data.unit), high, "upper end of its exact interval");
        let answer = independence(answer, &events, window);
        let (answer, jump) = jumps(answer, data, options.confidence);
        let (answer, decay, jump) = decays(answer, options, data, jump)?;
        let answer = record::notes(data, &events).into_iter().fold(answer, Answer::note);
        long_run(answer, options, data, per_unit, decay, jump)
    }
}

/// The exact interval of a Poisson rate (Garwood 1936). A window that its last event closes is not a fixed time but a
/// waiting time, whose upper end has two degrees of freedom less.
fn rate_interval(count: usize, length: f64, window: Window, confidence: f64) -> [f64; 2] {
    let (outside, n) = ((1.0 - confidence) / 2.0, 2.0 * count as f64);
    let more = if window.ends_by_itself { 0.0 } else { 2.0 };
    let quantile = |freedom: f64, part: f64| {
        ChiSquared::new(freedom).map_or(f64::NAN, |law| law.inverse_cdf(part)) / (2.0 * length)
    };
    [quantile(n, outside), quantile(n + more, 1.0 - outside)]
}

/// Do the events come independently at a steady rate? Gaps against the exponential law, and counts in equal cells.
fn independence(answer: Answer, events: &Events, window: Window) -> Answer {
    let per_unit = events.count() as f64 / events.length();
    let cells = events.count() / EVENTS_IN_A_CELL;
    let answer = match dispersion(events, cells, window) {
        Some((index, chance)) => answer
            .number("dispersion", &quantity::RATIO, index, "variance of counts in equal cells over their mean")
            .number("dispersion_chance", &quantity::PROBABILITY, chance, "how probable so large a dispersion is"),
        None => answer.note("too few events to test whether counts vary more than those of independent news"),
    };
    let poisson = hawkes::Hawkes::new(per_unit, 0.0, 1.0).ok();
    match poisson.and_then(|poisson| hawkes::residuals(&poisson, events)) {
        Some(tests) => super::show::tests(answer, &tests),
        None => answer,
    }
}

/// Variance of the counts of equal cells over their mean, and the chance of a larger one for independent news.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cell is found by its number")]
fn dispersion(events: &Events, cells: usize, window: Window) -> Option<(f64, f64)> {
    if cells < 2 {
        return None;
    }
    // An event that closes the window is where it is by construction.
    let counted = events.count() - usize::from(window.ends_by_itself);
    let mut counts = vec![0.0_f64; cells];
    for time in events.times().iter().skip(events.history()).take(counted) {
        let cell = (time / events.length() * cells as f64) as usize;
        counts[cell.min(cells - 1)] += 1.0;
    }
    let mean = counted as f64 / cells as f64;
    let squares: f64 = counts.iter().map(|count| (count - mean).powi(2)).sum();
    let freedom = cells as f64 - 1.0;
    let chance = ChiSquared::new(freedom).ok()?.sf(squares / mean);
    Some((squares / mean / freedom, chance))
}

/// The mean jump with its interval by Student's law.
fn jumps(answer: Answer, data: &FitData, confidence: f64) -> (Answer, Option<f64>) {
    let Some(jumps) = data.numbers(JUMP.key) else { return (answer, None) };
    let n = jumps.len() as f64;
    let mean = jumps.iter().sum::<f64>() / n;
    let variance = jumps.iter().map(|jump| (jump - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let reach = StudentsT::new(0.0, 1.0, n - 1.0)
        .map_or(f64::NAN, |law| law.inverse_cdf(0.5 + confidence / 2.0) * (variance / n).sqrt());
    let answer = answer
        .number("jump", &quantity::HYPE, mean, "mean lift of an event")
        .number("jump_low", &quantity::HYPE, (mean - reach).max(0.0), "lower end of its interval")
        .number("jump_high", &quantity::HYPE, mean + reach, "upper end of its interval");
    let answer = if mean > 0.0 {
        let doc =
            "standard deviation of the lifts over their mean; 1 for exponential ones, which the law below assumes";
        answer.number("jump_variation", &quantity::NUMBER, variance.sqrt() / mean, doc)
    } else {
        answer
    };
    (answer, Some(mean))
}

/// The decay from the levels, or as it was given; with it the jump that the levels imply where none is given.
fn decays(
    answer: Answer,
    options: &ShotNoiseFit,
    data: &FitData,
    jump: Option<f64>,
) -> Result<(Answer, Option<f64>, Option<f64>), FitError> {
    let Some(levels) = data.numbers(LEVEL.key) else {
        let given = options.decay.map(|decay| data.unit.rate_from(&TimeUnit::MONTH, decay));
        return Ok((answer, given, jump));
    };
    let times = data.times(DATE.key).unwrap_or_default();
    let falls = Falls {
        gaps: times.windows(2).map(|pair| pair[1] - pair[0]).collect(),
        levels: levels.to_vec(),
        jumps: data.numbers(JUMP.key).map(<[f64]>::to_vec),
    };
    if falls.gaps.len() < 2 {
        return Err(FitError::Unfit("estimate the decay: at least three events with levels are needed".into()));
    }
    let Some(estimate) = falls.estimate() else {
        return Err(FitError::Unfit(
            "estimate the decay: no decay explains the levels better than none; check that `level` is the level just \
             before each event"
                .into(),
        ));
    };
    let doc = "decay of hype between events that explains the levels best";
    let answer = number(answer, "decay", rate(data.unit), estimate.decay, doc);
    let answer = number(answer, "decay_error", rate(data.unit), estimate.error, "its standard error");
    let answer = answer.number("level_error", &quantity::HYPE, estimate.miss, "typical miss of the levels");
    let answer = match jump {
        Some(_) => answer,
        None => answer.number("jump", &quantity::HYPE, estimate.jump, "lift of an event that explains the levels best"),
    };
    Ok((answer, Some(estimate.decay), jump.or(Some(estimate.jump)).filter(|jump| *jump > 0.0)))
}

/// Levels just before events, the gaps between them, and the jumps if they are known.
struct Falls {
    gaps: Vec<f64>,
    levels: Vec<f64>,
    jumps: Option<Vec<f64>>,
}

struct Estimate {
    decay: f64,
    error: f64,
    jump: f64,
    miss: f64,
}

impl Falls {
    /// The best jump for a decay, and the sum of squared misses: $`H_{k+1} = (H_k + J_k)e^{-\delta g_k}`$.
    fn at(&self, decay: f64) -> (f64, f64) {
        let left = |gap: f64| (-decay * gap).exp();
        let rows = || self.gaps.iter().zip(self.levels.windows(2)).map(|(gap, pair)| (left(*gap), pair[0], pair[1]));
        let jump = if self.jumps.is_some() {
            0.0
        } else {
            let (above, below) =
                rows().fold((0.0, 0.0), |(a, b), (w, before, after)| (a + w * (after - w * before), b + w * w));
            // Jumps lift: a negative best one is no jump.
            (above / below).max(0.0)
        };
        let lift = |k: usize| self.jumps.as_ref().map_or(jump, |jumps| jumps[k]);
        let misses = rows().enumerate().map(|(k, (w, before, after))| (after - w * (before + lift(k))).powi(2));
        (jump, misses.sum())
    }

    /// Least squares by Brent's method in the logarithm of the decay; `None` when the best one is a bound.
    fn estimate(&self) -> Option<Estimate> {
        let mean = self.gaps.iter().sum::<f64>() / self.gaps.len() as f64;
        let (low, high) = ((1e-6 / mean).ln(), (40.0 / mean).ln());
        // The sum of squares may have several valleys: the deepest of a row of points leads to one.
        let at = |k: f64| low + (high - low) * k / 80.0;
        let deepest =
            (0..=80).map(f64::from).min_by(|a, b| self.at(at(*a).exp()).1.total_cmp(&self.at(at(*b).exp()).1))?;
        if deepest <= 0.0 || deepest >= 80.0 {
            return None;
        }
        let method = BrentOpt::new(at(deepest - 1.0), at(deepest + 1.0)).set_tolerance(1e-10, 1e-10);
        let run = Executor::new(Squares(self), method).configure(|state| state.max_iters(200)).run().ok()?;
        let decay = run.state.best_param?.exp();
        let (jump, squares) = self.at(decay);
        let parameters = if self.jumps.is_some() { 1.0 } else { 2.0 };
        let freedom = self.gaps.len() as f64 - parameters;
        let variance = if freedom > 0.0 { squares / freedom } else { 0.0 };
        Some(Estimate {
            decay,
            error: (variance * self.inverse_information(decay, jump)).sqrt(),
            jump,
            miss: variance.sqrt(),
        })
    }

    /// The decay's element of the inverse of the sum of squared slopes (Gauss and Newton).
    fn inverse_information(&self, decay: f64, jump: f64) -> f64 {
        let (mut of_decay, mut joint, mut of_jump) = (0.0, 0.0, 0.0);
        for (k, gap) in self.gaps.iter().enumerate() {
            let left = (-decay * gap).exp();
            let slope = -gap * left * (self.levels[k] + self.jumps.as_ref().map_or(jump, |jumps| jumps[k]));
            of_decay += slope * slope;
            joint += slope * left;
            of_jump += left * left;
        }
        let taken = if self.jumps.is_some() { 0.0 } else { joint * joint / of_jump };
        (of_decay - taken).recip()
    }
}

struct Squares<'f>(&'f Falls);

impl CostFunction for Squares<'_> {
    type Param = f64;
    type Output = f64;

    fn cost(&self, log_decay: &f64) -> Result<f64, argmin::core::Error> {
        Ok(self.0.at(log_decay.exp()).1)
    }
}

/// The stationary law of the level that follows, from the registered model.
fn long_run(
    answer: Answer,
    options: &ShotNoiseFit,
    data: &FitData,
    per_unit: f64,
    decay: Option<f64>,
    jump: Option<f64>,
) -> Result<Answer, FitError> {
    let Some(decay) = decay else {
        return Ok(answer.note(
            "no level was given and no decay (--set decay=0.105, per month): the level of hype that follows is not computed",
        ));
    };
    let monthly = |rate: f64| TimeUnit::MONTH.rate_from(&data.unit, rate);
    let thresholds = if options.thresholds.is_empty() { THRESHOLDS.to_vec() } else { options.thresholds.clone() };
    let model = ShotNoise {
        decay: monthly(decay),
        rate: monthly(per_unit),
        jump: jump.unwrap_or(1.0),
        jumps: JumpLaw::Exponential,
        thresholds: thresholds.clone(),
        paths: None,
    };
    let law = match model.checked().map_err(|faults| faults.to_string()) {
        Ok(model) => model.solve().map_err(|error| format!("failed to {error}")),
        Err(faults) => Err(faults),
    };
    let law = match law {
        Ok(law) => law,
        Err(why) => return Ok(answer.note(format!("the level of hype that follows is not given: {why}"))),
    };
    let axis = "threshold";
    let yearly: Vec<f64> = law.crossings.iter().map(|monthly| 12.0 * monthly).collect();
    let answer = answer
        .number("level", &quantity::HYPE, law.mean, "mean level of hype in the long run")
        .number("deviation", &quantity::HYPE, law.deviation, "standard deviation of the level")
        .numbers("threshold", &quantity::SHARE, axis, &thresholds, "levels that count as fallen, as parts of the mean")
        .numbers("below", &quantity::PROBABILITY, axis, &law.below, "probability to be below at a random date")
        .numbers("crossings", &quantity::RATE, axis, &yearly, "falls through the threshold");
    let months = Value::numbers(law.passages.as_deref().unwrap_or_default());
    let doc = "mean time from the mean level to the threshold";
    let answer = answer.output("passage", &quantity::DURATION, "month", months, [Some(axis), None], doc);
    let answer = answer.certified_by(*law.certificate());
    Ok(match jump {
        Some(_) => answer,
        None => answer.note("no jumps were given: levels are counted in jumps of mean 1, exponentially distributed"),
    })
}

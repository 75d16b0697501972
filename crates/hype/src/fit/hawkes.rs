//! `hawkes`: how much of a record of events is reaction to earlier events.

use moloch_core::{
    Answer, Checked, ColumnKind, Field, Fit, FitColumn, FitData, FitError, Range, TimeUnit, inputs, quantity,
};

use super::record::{self, DATE};
use super::show::{number, number_or, rate, span};
use crate::hawkes::{self, Events, Fed, HawkesError, Parameter, residuals};

inputs! {
    /// Options of the fit of news that provokes news.
    pub struct HawkesFit {
        /// Confidence of the intervals.
        pub confidence: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT).or_number(0.95),
        /// Decay of hype without news, for the level that the news feeds.
        pub decay: Option<f64> = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE).optional(),
    }
}

const JUMP: FitColumn = FitColumn::optional(
    "jump",
    ColumnKind::Number(Range::NON_NEGATIVE),
    "by how much the event lifted hype, for the level that the news feeds",
)
.or_headed(&["mark", "lift"])
.adding();

const LAB: FitColumn = FitColumn::optional(
    "lab",
    ColumnKind::Name,
    "who announced; with it, who provokes whom is fitted, with one fade for all",
)
.or_headed(&["component", "firm"]);

/// What is written where no standard error can be given.
const ON_A_BOUND: &str = "none: the estimate lies on a bound";

impl Fit for HawkesFit {
    const ID: &'static str = "hawkes";
    const TITLE: &'static str = "Announcements that provoke announcements";
    const ABOUT: &'static str = "The branching ratio (the part of the events that are reactions), the baseline and the \
        fade of reactions by maximum likelihood, with standard errors, intervals and residual tests. With a column `lab`, who \
        provokes whom.";
    const COLUMNS: &'static [FitColumn] = &[DATE, JUMP, LAB];

    fn fit(options: &Checked<Self>, data: &FitData) -> Result<Answer, FitError> {
        let (events, _) = record::events(data)?;
        if let Some(labs) = data.names(LAB.key) {
            return super::mutual::fit(events, labs, options.confidence, data);
        }
        let fit = hawkes::fit(&events).map_err(unfit)?;
        let answer = Answer::new(fit.status.clone());
        let answer = number(answer, "events", (&quantity::COUNT, "1"), events.count() as f64, "events in the window");
        let answer = number(answer, "window", span(data.unit), events.length(), "length of the window");
        let answer = estimates(answer, &fit, options.confidence, data.unit);
        let answer = long_run(answer, &fit, data.unit);
        let answer = quality(answer, &fit, &events);
        let answer = fed(answer, &fit, options, data);
        let answer = record::notes(data, &events).into_iter().fold(answer, Answer::note);
        let answer = answer.certified_by(*fit.certificate()).note(
            "a baseline that rises or falls over the window looks like reaction; the chance of the distance is too large, \
             as the parameters were fitted to the same events",
        );
        Ok(if fit.status.is_success() {
            answer
        } else {
            answer
                .note("the estimate lies on a bound or the search did not end: take it as a direction, not as a number")
        })
    }
}

/// Too short a record is no fault of the reader's: what else can be asked of it is said.
fn unfit(error: HawkesError) -> FitError {
    FitError::Unfit(match error {
        HawkesError::TooFew { .. } => {
            format!("{error}; extend the record, or take the news as independent (--model shot-noise)").into()
        }
        _ => Box::new(error),
    })
}

/// Each parameter with its standard error and interval.
fn estimates(answer: Answer, fit: &hawkes::Fit, confidence: f64, unit: TimeUnit) -> Answer {
    let pure = (&quantity::NUMBER, "1");
    let rows = [
        (
            Parameter::Branching,
            pure,
            ["branching", "branching_error", "branching_low", "branching_high"],
            "events that one provokes directly: the part of all events that are reactions",
        ),
        (
            Parameter::Baseline,
            rate(unit),
            ["baseline", "baseline_error", "baseline_low", "baseline_high"],
            "rate of events that react to nothing",
        ),
        (Parameter::Fade, rate(unit), ["fade", "fade_error", "fade_low", "fade_high"], "decay of reactions"),
    ];
    rows.into_iter().fold(answer, |answer, (parameter, measure, [key, error, low, high], doc)| {
        let arbitrary = parameter == Parameter::Fade && fit.process.kick() <= 0.0;
        let estimate = (!arbitrary).then_some(fit.estimate(parameter));
        let interval = fit.interval(parameter, confidence);
        let answer = number_or(answer, key, measure, estimate, "none: there are no reactions", doc);
        let answer = number_or(answer, error, measure, fit.standard_error(parameter), ON_A_BOUND, "its standard error");
        let ends = interval.unzip();
        let answer = number_or(answer, low, measure, ends.0, ON_A_BOUND, "lower end of its interval");
        number_or(answer, high, measure, ends.1, ON_A_BOUND, "upper end of its interval")
    })
}

/// What the fitted process does in the long run, if it has one.
fn long_run(answer: Answer, fit: &hawkes::Fit, unit: TimeUnit) -> Answer {
    let stationary = fit.process.stationary().ok();
    let explosive = "none: the fitted process is explosive";
    let of = |f: fn(&hawkes::Stationary) -> f64| stationary.as_ref().map(f);
    let ratio = (&quantity::RATIO, "1");
    let mean = of(hawkes::Stationary::rate);
    let answer = number(answer, "reaction", rate(unit), fit.process.kick(), "what one event adds to the rate at once");
    let answer = number_or(answer, "rate", rate(unit), mean, explosive, "mean rate of events in the long run");
    let led_to = of(hawkes::Stationary::amplification);
    let answer = number_or(answer, "amplification", ratio, led_to, explosive, "events that one leads to, with it");
    let dispersion = of(hawkes::Stationary::dispersion);
    let doc = "variance of counts over their mean in the long run; 1 for independent news";
    number_or(answer, "dispersion", ratio, dispersion, explosive, doc)
}

/// How well the process explains the events.
fn quality(answer: Answer, fit: &hawkes::Fit, events: &Events) -> Answer {
    let pure = (&quantity::NUMBER, "1");
    let answer = number(answer, "log_likelihood", pure, fit.log_likelihood, "logarithm of the likelihood");
    let doc = "how much likelier, in logarithms, than independent news of the best rate";
    let answer = number(answer, "gain", pure, fit.gain, doc);
    let doc =
        "information criterion less that of independent news: below 0 the reactions are worth their two parameters";
    let answer = number(answer, "aic_difference", pure, 4.0 - 2.0 * fit.gain, doc);
    let Some(tests) = residuals(&fit.process, events) else { return answer };
    super::show::tests(answer, &tests)
}

/// The level of hype that the fitted news feeds, where jumps and a decay are known.
fn fed(answer: Answer, fit: &hawkes::Fit, options: &HawkesFit, data: &FitData) -> Answer {
    let (Some(jumps), Some(decay), Ok(news)) = (data.numbers(JUMP.key), options.decay, fit.process.stationary()) else {
        return answer;
    };
    let count = jumps.len() as f64;
    let jump = jumps.iter().sum::<f64>() / count;
    let second_moment = jumps.iter().map(|jump| jump * jump).sum::<f64>() / count;
    let fed = Fed { news, decay: data.unit.rate_from(&TimeUnit::MONTH, decay), jump, second_moment };
    answer
        .number("jump", &quantity::HYPE, jump, "mean lift of an event")
        .number("amplified_jump", &quantity::HYPE, fed.amplified_jump(), "all lifts that one event leads to")
        .number("level", &quantity::HYPE, fed.mean(), "mean level of hype in the long run")
        .number("deviation", &quantity::HYPE, fed.variance().sqrt(), "standard deviation of the level")
        .number("poisson_deviation", &quantity::HYPE, fed.poisson_variance().sqrt(), "the same for independent news")
}

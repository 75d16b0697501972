//! `acceleration`: whether growth feeds on itself, from a series of levels.

use moloch_core::{
    Answer, Checked, ColumnKind, Field, Fit, FitColumn, FitData, FitError, Range, Status, Value, inputs, quantity,
};
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::regression::{Regression, Spread, regress};

inputs! {
    /// Options of the fit of growth that feeds on itself.
    pub struct AccelerationFit {
        /// Confidence of the intervals.
        pub confidence: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT).or_number(0.95),
    }
}

const DATE: FitColumn = FitColumn::required("date", ColumnKind::Time, "when").or_headed(&["time", "year"]);
const LEVEL: FitColumn =
    FitColumn::required("level", ColumnKind::Number(Range::POSITIVE), "energy, computing or output then")
        .or_headed(&["energy", "compute", "amount"]);

/// Why a series says nothing of acceleration.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
enum Unfit {
    #[error("estimate acceleration: {rows} rows are too few; give at least {LEAST}")]
    TooFew { rows: usize },
    #[error(
        "estimate acceleration: row {row} is not above the one before; the law needs dates and levels that rise, so sort the \
         rows or add up shorter spans"
    )]
    NotRising { row: usize },
    #[error("estimate acceleration: all growth happens at one level; give levels that differ")]
    OneLevel,
    #[error(
        "estimate acceleration: the exponent does not settle; levels jump too far between rows, so give more of them"
    )]
    Unsettled,
}

impl From<Unfit> for FitError {
    fn from(unfit: Unfit) -> Self {
        Self::Unfit(Box::new(unfit))
    }
}

const LEAST: usize = 5;
const ROUNDS: usize = 200;
/// The change of the exponent at which it counts as settled.
const SETTLED: f64 = 1e-12;

impl Fit for AccelerationFit {
    const ID: &'static str = "acceleration";
    const TITLE: &'static str = "Growth that feeds on itself";
    const ABOUT: &'static str = "The exponent b of E' = a E^(1+b) from a series of levels, with robust errors: exponential at \
        0, slower below; above it the date at which the law would be infinite.";
    const COLUMNS: &'static [FitColumn] = &[DATE, LEVEL];

    fn fit(options: &Checked<Self>, data: &FitData) -> Result<Answer, FitError> {
        let (dates, levels) = (data.times(DATE.key).unwrap_or_default(), data.numbers(LEVEL.key).unwrap_or_default());
        if levels.len() < LEAST {
            return Err(Unfit::TooFew { rows: levels.len() }.into());
        }
        if let Some(k) = (1..levels.len()).find(|k| levels[*k] <= levels[*k - 1] || dates[*k] <= dates[*k - 1]) {
            return Err(Unfit::NotRising { row: k + 1 }.into());
        }
        let logs: Vec<f64> = levels.iter().map(|level| level.ln()).collect();
        let exponent = exponent(dates, &logs)?;
        Ok(describe(options, data, dates, &logs, &exponent))
    }
}

/// Regression of the logarithm of growth on the level in the middle of each span.
///
/// On the law itself the mean growth over a span in which the level rises by $`\Delta`$ is that in its middle divided by
/// $`\sinh x/x`$ with $`x = b\Delta/2`$. The correction needs the exponent, which is found in rounds.
fn exponent(dates: &[f64], logs: &[f64]) -> Result<(Regression, usize), FitError> {
    let spans = || logs.windows(2).zip(dates.windows(2));
    let middles: Vec<f64> = logs.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).collect();
    let columns = [vec![1.0; middles.len()], middles];
    let mut b = 0.0_f64;
    for round in 1..=ROUNDS {
        let corrected = |(y, t): (&[f64], &[f64])| {
            let rise = y[1] - y[0];
            let x = b * rise / 2.0;
            let correction = if x == 0.0 { 0.0 } else { (x.sinh() / x).ln() };
            (rise / (t[1] - t[0])).ln() + correction
        };
        let left: Vec<f64> = spans().map(corrected).collect();
        if left.iter().any(|growth| !growth.is_finite()) {
            return Err(Unfit::Unsettled.into());
        }
        let fitted = regress(&left, &columns).ok_or(Unfit::OneLevel)?;
        let next = fitted.coefficients[1];
        if (next - b).abs() <= SETTLED * next.abs().max(1.0) {
            return Ok((fitted, round));
        }
        b = next;
    }
    Err(Unfit::Unsettled.into())
}

fn describe(
    options: &AccelerationFit,
    data: &FitData,
    dates: &[f64],
    logs: &[f64],
    (fitted, rounds): &(Regression, usize),
) -> Answer {
    let reach = StudentsT::new(0.0, 1.0, fitted.freedom)
        .map_or(f64::NAN, |law| law.inverse_cdf(0.5 + options.confidence / 2.0));
    let (b, error) = (fitted.coefficients[1], fitted.error(Spread::Hc3, 1));
    let (low, high) = (b - reach * error, b + reach * error);
    let last = logs.len() - 1;
    let growth = (fitted.coefficients[0] + b * logs[last]).exp();
    let (number, time, none) = (&quantity::NUMBER, &quantity::DURATION, [None, None]);
    let left = |b: f64| {
        let left = (b * growth).recip();
        if b > 0.0 { Value::Number(left) } else { Value::Text("never".to_owned()) }
    };
    let regime = if low > 0.0 {
        "hyperbolic: infinite at a finite date"
    } else if high < 0.0 {
        "slower than exponential"
    } else {
        "exponential cannot be excluded"
    };
    Answer::new(Status::Converged { iterations: *rounds })
        .number("rows", &quantity::COUNT, logs.len() as f64, "rows that were used")
        .number("exponent", number, b, "b in E' = a E^(1+b)")
        .number("exponent_low", number, low, "lower end of its interval")
        .number("exponent_high", number, high, "upper end of its interval")
        .number("error", number, error, "its standard error, robust")
        .text("regime", regime, "what kind of growth it is, at this confidence")
        .output(
            "growth",
            &quantity::RATE,
            data.unit.rate,
            Value::Number(growth),
            none,
            "growth at the last date, in logarithms",
        )
        .output(
            "span",
            time,
            data.unit.name,
            Value::Number(dates[last] - dates[0]),
            none,
            "time from the first row to the last",
        )
        .output("time_left", time, data.unit.name, left(b), none, "time from the last row to the infinite level")
        .output(
            "time_left_low",
            time,
            data.unit.name,
            left(high),
            none,
            "that at the upper end of the exponent's interval",
        )
        .output("time_left_high", time, data.unit.name, left(low), none, "that at the lower end of it")
        .note("errors in a level move the growth before and after it apart, which pulls the exponent down")
}

//! `elasticity`: how use answers to price, from a table of prices and amounts.

use moloch_core::{
    Answer, Checked, Choice, ColumnKind, DefaultValue, Field, Fit, FitColumn, FitData, FitError, Range, Status,
    choices, inputs, quantity,
};
use statrs::distribution::{ContinuousCDF, StudentsT};

use super::regression::{Regression, Spread, regress};

choices! {
    /// What the column of amounts counts.
    pub enum Counted {
        /// The service, such as tokens or calls.
        Service = "service",
        /// The energy that makes it, while the price falls because efficiency rises.
        Energy = "energy",
    }
}

choices! {
    /// Standard errors that hold when the spread of errors differs from row to row.
    pub enum Robust {
        /// White's, with the correction of degrees of freedom.
        Hc1 = "hc1",
        /// For small samples: cautious.
        Hc3 = "hc3",
    }
}

inputs! {
    /// Options of the fit of an elasticity.
    pub struct ElasticityFit {
        /// Confidence of the intervals.
        pub confidence: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT).or_number(0.95),
        /// What the amounts count.
        pub counted: Counted = Field::choice(Counted::WORDS).or(DefaultValue::Text("service")),
        /// Which standard errors.
        pub robust: Robust = Field::choice(Robust::WORDS).or(DefaultValue::Text("hc3")),
        /// Whether use adjusts slowly: the amount of the row before is a column too. Rows are then in the order of time.
        pub lag: bool = Field::flag().or(DefaultValue::Flag(false)),
        /// Whether use also grows with time; needs dates.
        pub trend: bool = Field::flag().or(DefaultValue::Flag(false)),
    }
}

const PRICE: FitColumn =
    FitColumn::required("price", ColumnKind::Number(Range::POSITIVE), "price of a unit of the service");
const AMOUNT: FitColumn =
    FitColumn::required("amount", ColumnKind::Number(Range::POSITIVE), "how much was used at that price")
        .or_headed(&["quantity", "use", "demand"]);
const USERS: FitColumn =
    FitColumn::optional("users", ColumnKind::Number(Range::POSITIVE), "what else moves use, such as users")
        .or_headed(&["income", "control"]);
const DATE: FitColumn = FitColumn::optional("date", ColumnKind::Time, "when").or_headed(&["time", "year"]);

/// Why a table says nothing of an elasticity.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
enum Unfit {
    #[error("estimate an elasticity: {rows} rows are too few for {parameters} parameters; give at least {needed}")]
    TooFew { rows: usize, parameters: usize, needed: usize },
    #[error(
        "estimate an elasticity: the columns say the same ({columns}); vary the price on its own, or leave out what moves \
         with it"
    )]
    Dependent { columns: String },
    #[error("estimate a trend: there is no column `date`; add one, or leave out `trend`")]
    NoDates,
    #[error(
        "estimate an elasticity: rows are not in the order of time, found {later} before {earlier}; sort them by date"
    )]
    Unsorted { later: f64, earlier: f64 },
    #[error("estimate an elasticity: row {row} alone decides a coefficient; add rows like it, or choose `hc1`")]
    Decisive { row: usize },
}

impl From<Unfit> for FitError {
    fn from(unfit: Unfit) -> Self {
        Self::Unfit(Box::new(unfit))
    }
}

/// Rows that are needed beside the parameters.
const SPARE_ROWS: usize = 2;
/// The leverage from which a row counts as deciding a coefficient alone.
const DECISIVE: f64 = 1.0 - 1e-9;

impl Fit for ElasticityFit {
    const ID: &'static str = "elasticity";
    const TITLE: &'static str = "Elasticity of use to price";
    const ABOUT: &'static str = "Least squares in logarithms: the price elasticity of use with robust standard errors and \
        an interval, whether it is above 1, so that efficiency backfires, and with `lag` the elasticity in the long run.";
    const COLUMNS: &'static [FitColumn] = &[PRICE, AMOUNT, USERS, DATE];

    fn fit(options: &Checked<Self>, data: &FitData) -> Result<Answer, FitError> {
        let (left, columns) = columns(options, data)?;
        let needed = columns.len() + SPARE_ROWS;
        if left.len() < needed {
            let rows = left.len();
            return Err(
                Unfit::TooFew { rows, parameters: columns.len(), needed: needed + usize::from(options.lag) }.into()
            );
        }
        let right: Vec<Vec<f64>> = columns.iter().map(|(_, column)| column.clone()).collect();
        let fitted = regress(&left, &right).ok_or_else(|| {
            let names: Vec<&str> = columns.iter().skip(1).map(|(name, _)| *name).collect();
            Unfit::Dependent { columns: names.join(", ") }
        })?;
        let decisive = fitted.leverage.iter().position(|leverage| *leverage >= DECISIVE);
        if let (Robust::Hc3, Some(k)) = (options.robust, decisive) {
            return Err(Unfit::Decisive { row: k + 1 + usize::from(options.lag) }.into());
        }
        Ok(describe(options, &left, &columns, &fitted))
    }
}

type Named = (&'static str, Vec<f64>);

/// The logarithm of the amount, and what explains it: constant, price, users, date, the amount before.
fn columns(options: &ElasticityFit, data: &FitData) -> Result<(Vec<f64>, Vec<Named>), FitError> {
    let logs = |key: &str| data.numbers(key).map(|numbers| numbers.iter().map(|x| x.ln()).collect::<Vec<f64>>());
    let (price, amount) = (logs(PRICE.key).unwrap_or_default(), logs(AMOUNT.key).unwrap_or_default());
    let dates = data.times(DATE.key);
    if let Some(pair) = dates.and_then(|dates| dates.windows(2).find(|pair| pair[1] < pair[0])) {
        return Err(Unfit::Unsorted { later: pair[0], earlier: pair[1] }.into());
    }
    let mut columns = vec![("constant", vec![1.0; amount.len()]), ("price", price)];
    columns.extend(logs(USERS.key).map(|users| ("users", users)));
    if options.trend {
        columns.push(("date", dates.ok_or(Unfit::NoDates)?.to_vec()));
    }
    if !options.lag {
        return Ok((amount, columns));
    }
    for (_, column) in &mut columns {
        column.drain(..column.len().min(1));
    }
    columns.push(("the amount before", amount[..amount.len().saturating_sub(1)].to_vec()));
    Ok((amount[amount.len().min(1)..].to_vec(), columns))
}

const PRICE_AT: usize = 1;

fn describe(options: &ElasticityFit, left: &[f64], columns: &[Named], fitted: &Regression) -> Answer {
    let spread = match options.robust {
        Robust::Hc1 => Spread::Hc1,
        Robust::Hc3 => Spread::Hc3,
    };
    let law = StudentsT::new(0.0, 1.0, fitted.freedom).ok();
    let reach = law.map_or(f64::NAN, |law| law.inverse_cdf(0.5 + options.confidence / 2.0));
    let slope = fitted.coefficients[PRICE_AT];
    // Energy follows the price of a service that gets cheaper by efficiency with one less than minus the elasticity.
    let elasticity = match options.counted {
        Counted::Service => -slope,
        Counted::Energy => 1.0 - slope,
    };
    let error = fitted.error(spread, PRICE_AT);
    let (number, chance) = (&quantity::NUMBER, &quantity::PROBABILITY);
    let above = |at: f64, error: f64| {
        let t = (1.0 - at) / error;
        law.map_or(f64::NAN, |law| if t.is_nan() { 0.5 } else { law.cdf(t) })
    };
    let mut answer = Answer::new(Status::ClosedForm)
        .number("rows", &quantity::COUNT, left.len() as f64, "rows that were used")
        .number("elasticity", number, elasticity, "price elasticity of the service")
        .number("elasticity_low", number, elasticity - reach * error, "lower end of its interval")
        .number("elasticity_high", number, elasticity + reach * error, "upper end of its interval")
        .number("error", number, error, "its standard error, robust")
        .number(
            "classical_error",
            number,
            fitted.error(Spread::Classical, PRICE_AT),
            "its error if all rows spread alike",
        )
        .number(
            "chance_below_one",
            chance,
            above(elasticity, error),
            "how probable such an estimate is at an elasticity of 1",
        )
        .text("rebound", rebound(elasticity, reach * error), "what efficiency does to energy, at this confidence")
        .number("explained", &quantity::SHARE, fitted.explained(left), "part of the variance that is explained");
    for (k, (name, _)) in columns.iter().enumerate() {
        let (value, error) = (fitted.coefficients[k], fitted.error(spread, k));
        match *name {
            "users" => {
                answer = answer.number("users_elasticity", number, value, "how use answers to users").number(
                    "users_error",
                    number,
                    error,
                    "its standard error, robust",
                );
            }
            "date" => {
                answer = answer
                    .number("trend", number, value, "growth of use in logarithms for a unit of the dates")
                    .number("trend_error", number, error, "its standard error, robust");
            }
            _ => {}
        }
    }
    if options.lag {
        answer = long_run(answer, fitted, spread, reach, elasticity);
    }
    answer.note("least squares takes the price as given: if high demand raises the price, the elasticity is too small")
}

fn rebound(elasticity: f64, reach: f64) -> &'static str {
    if elasticity - reach > 1.0 {
        "backfire"
    } else if elasticity + reach < 1.0 {
        "energy is saved"
    } else {
        "undecided: the interval holds 1"
    }
}

/// The elasticity when all adjustment is done, eps/(1 - phi), with its error by the delta method (Nerlove 1958).
fn long_run(answer: Answer, fitted: &Regression, spread: Spread, reach: f64, elasticity: f64) -> Answer {
    let last = fitted.coefficients.len() - 1;
    let carried = fitted.coefficients[last];
    let number = &quantity::NUMBER;
    let answer = answer
        .number("adjustment", number, 1.0 - carried, "part of the way to the long run that use goes in a row")
        .number("adjustment_error", number, fitted.error(spread, last), "its standard error, robust")
        .note("with slow adjustment and errors that last from row to row, least squares is off in any sample");
    if !(-1.0..1.0).contains(&carried) {
        return answer.text("long_run", "none: use does not settle", "elasticity when all adjustment is done");
    }
    let covariance = fitted.covariance(spread);
    let part = (1.0 - carried).recip();
    let slopes = (part, elasticity * part * part);
    // The elasticity is minus the coefficient, so the covariance of the two turns its sign.
    let variance = slopes.0 * slopes.0 * covariance[(PRICE_AT, PRICE_AT)]
        + slopes.1 * slopes.1 * covariance[(last, last)]
        - 2.0 * slopes.0 * slopes.1 * covariance[(PRICE_AT, last)];
    let (value, reach) = (elasticity * part, reach * variance.max(0.0).sqrt());
    answer
        .number("long_run", number, value, "elasticity when all adjustment is done")
        .number("long_run_low", number, value - reach, "lower end of its interval, by the delta method")
        .number("long_run_high", number, value + reach, "upper end of its interval, by the delta method")
}

//! Fitted numbers in the unit of time of the data.

use moloch_core::{Answer, Quantity, TimeUnit, Value, quantity};

use crate::hawkes::Residuals;

/// Adds a number in a unit of its quantity.
pub(super) fn number(
    answer: Answer,
    key: &'static str,
    (quantity, unit): (&'static Quantity, &'static str),
    value: f64,
    doc: &'static str,
) -> Answer {
    answer.output(key, quantity, unit, Value::Number(value), [None, None], doc)
}

/// Adds a number that may not exist, with words in its place.
pub(super) fn number_or(
    answer: Answer,
    key: &'static str,
    (quantity, unit): (&'static Quantity, &'static str),
    value: Option<f64>,
    otherwise: &str,
    doc: &'static str,
) -> Answer {
    let value = value.map_or_else(|| Value::Text(otherwise.to_owned()), Value::Number);
    answer.output(key, quantity, unit, value, [None, None], doc)
}

/// A rate per unit of time.
pub(super) const fn rate(unit: TimeUnit) -> (&'static Quantity, &'static str) {
    (&quantity::RATE, unit.rate)
}

/// A span of time.
pub(super) const fn span(unit: TimeUnit) -> (&'static Quantity, &'static str) {
    (&quantity::DURATION, unit.name)
}

/// Adds what the residual tests say.
pub(super) fn tests(answer: Answer, tests: &Residuals) -> Answer {
    let answer = answer
        .number(
            "residual_distance",
            &quantity::NUMBER,
            tests.distance,
            "distance of the gaps in the process's own time from the exponential law (Kolmogorov and Smirnov)",
        )
        .number(
            "residual_chance",
            &quantity::PROBABILITY,
            tests.distance_chance,
            "how probable a larger distance is if the process is right; below 0.05 it hardly is",
        );
    let Some(independence) = tests.independence else {
        return answer.note("too few events to test whether successive gaps are independent");
    };
    answer
        .number("residual_correlation", &quantity::NUMBER, independence.lag_one, "correlation of successive gaps")
        .number(
            "independence_chance",
            &quantity::PROBABILITY,
            independence.chance,
            "how probable larger correlations are if the gaps are independent (Ljung and Box)",
        )
}

//! The judged ledger for other programs.

use moloch_core::{Number, Parameter, Ruling};
use serde_json::{Value, json};

use super::Judged;

/// The judged claims as a JSON array, full precision.
///
/// Each is `{id, essay, domain, statement, verdict, holds, model, reason, numbers, parameter, boundaries}`; what belongs to
/// a ruling is `null` (or empty) for an open claim, `numbers` are `{name, value, unit}`, `parameter` is `{name, unit,
/// asserted, explored}` with both ends of each interval. JSON has no infinity: it is the string `"infinity"` or
/// `"-infinity"`, and a value that is no number is `null`.
pub fn ledger_json(claims: &[&Judged]) -> Value {
    claims.iter().map(|judged| row(judged)).collect()
}

fn row(judged: &Judged) -> Value {
    let (claim, ruling) = (&judged.claim, judged.ruling.as_ref());
    let numbers = |ruling: &Ruling| -> Vec<Value> { ruling.numbers.iter().map(number).collect() };
    let boundaries = |ruling: &Ruling| -> Vec<Value> { ruling.boundaries.iter().copied().map(real).collect() };
    json!({
        "id": claim.id,
        "essay": claim.essay,
        "domain": claim.domain,
        "statement": claim.statement,
        "verdict": judged.verdict().word(),
        "holds": ruling.map(|ruling| ruling.holds),
        "model": ruling.map(|ruling| ruling.model),
        "reason": ruling.map(|ruling| ruling.reason),
        "numbers": ruling.map_or_else(Vec::new, numbers),
        "parameter": ruling.and_then(|ruling| ruling.parameter.as_ref()).map(parameter),
        "boundaries": ruling.map_or_else(Vec::new, boundaries),
    })
}

fn number(number: &Number) -> Value {
    json!({ "name": number.name, "value": real(number.value), "unit": number.unit })
}

fn parameter(parameter: &Parameter) -> Value {
    let ends = |(low, high): (f64, f64)| json!([real(low), real(high)]);
    json!({
        "name": parameter.name,
        "unit": parameter.unit,
        "asserted": ends(parameter.asserted),
        "explored": ends(parameter.explored),
    })
}

fn real(value: f64) -> Value {
    match value {
        f64::INFINITY => json!("infinity"),
        f64::NEG_INFINITY => json!("-infinity"),
        finite_or_nan => json!(finite_or_nan),
    }
}

#[cfg(test)]
mod tests {
    use super::real;

    #[test]
    fn every_number_is_valid_json() {
        let written: Vec<String> =
            [1.5, f64::INFINITY, f64::NEG_INFINITY, f64::NAN].map(real).iter().map(ToString::to_string).collect();
        assert_eq!(written, ["1.5", "\"infinity\"", "\"-infinity\"", "null"]);
    }
}

//! Elasticities from quoted pairs, and from tables: known answers, coverage of intervals, refusals.

use moloch_core::random::{open_unit, stream};
use moloch_core::{Answer, Cells, FitData, FitError, Inputs, Model, Node, TimeUnit, Value};
use moloch_jevons::fit::{FITS, Spread, regress};
use moloch_jevons::{Elasticity, ElasticityOutcome, Pair, Reading};
use proptest::prelude::*;

use crate::same;

fn solve(pairs: Vec<Pair>) -> ElasticityOutcome {
    Elasticity { pairs, ..Elasticity::example() }.checked().unwrap().solve().unwrap()
}

fn pair(cheaper: f64, grown: f64, counts: Reading) -> Pair {
    Pair { cheaper, unclear_by: 1.0, grown, counts }
}

#[test]
fn the_quoted_pairs_imply_what_the_audit_says() {
    let service = |cheaper, grown| solve(vec![pair(cheaper, grown, Reading::Service)]).implied[0].low;
    same(service(100.0, 1000.0), 1.5);
    same(service(10.0, 100.0), 2.0);
    same(service(10.0, 1000.0), 3.0);
    let images = solve(vec![pair(200.0, 1000.0, Reading::Unclear)]).implied[0];
    same(images.high, 2.303763969028);
    same(images.high - images.low, 1.0);
    // The table of stages: compute ten thousand times at 600 times cheaper.
    assert!((solve(vec![pair(600.0, 1e4, Reading::Energy)]).implied[0].low - 2.44).abs() < 5e-3);
}

#[test]
fn an_unclear_fall_in_price_gives_an_interval() {
    let unclear = Pair { unclear_by: 12.0, ..pair(100.0 / 12.0, 1e4, Reading::Energy) };
    let implied = solve(vec![unclear]).implied[0];
    same(implied.low, 3.0);
    assert!((implied.high - 5.34).abs() < 5e-3);
    let faults = Elasticity { said_low: 3.0, said_high: 2.0, ..Elasticity::example() }.checked().unwrap_err();
    assert!(faults.to_string().contains("exchange the two"), "{faults}");
}

proptest! {
    #[test]
    fn pairs_made_by_one_elasticity_give_it_back(eps in 0.1..5.0_f64, gains in prop::collection::vec(1.5..1e3_f64, 1..6)) {
        let outcome = solve(gains.iter().map(|g| pair(*g, g.powf(eps), Reading::Service)).collect());
        prop_assert!((outcome.pooled - eps).abs() < 1e-9);
        prop_assert!((outcome.typical_miss - 1.0).abs() < 1e-9);
        for implied in &outcome.implied {
            prop_assert!((implied.low - eps).abs() < 1e-9 && (implied.high - eps).abs() < 1e-9);
        }
    }
}

/// A table of prices and amounts, and a fit with options written as on the command line.
fn fit(columns: &[(&'static str, Vec<f64>)], options: &[(&str, Value)]) -> Result<Answer, FitError> {
    let cells = |(key, values): &(&'static str, Vec<f64>)| {
        let cells = if *key == "date" { Cells::Times(values.clone()) } else { Cells::Numbers(values.clone()) };
        (*key, cells)
    };
    let data = FitData {
        rows: columns[0].1.len(),
        columns: columns.iter().map(cells).collect(),
        unit: TimeUnit::MONTH,
        from: None,
        until: None,
    };
    let mut set = Value::Table(Vec::new());
    for (key, value) in options {
        set.set(key, value.clone());
    }
    FITS.iter().find(|row| row.id == "elasticity").unwrap().fit(&Node::from(set), &data)
}

fn value(answer: &Answer, key: &str) -> f64 {
    answer.get(key).unwrap().value.as_number().unwrap()
}

/// A standard normal number by the polar form of Box and Muller.
fn normal(generator: &mut moloch_core::random::ChaCha12Rng) -> f64 {
    let (u, v) = (open_unit(generator), open_unit(generator));
    (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
}

/// Demand of elasticity `eps` at falling prices, with errors that grow with the distance of the price from its mean.
fn table(eps: f64, rows: usize, draw: u64) -> [(&'static str, Vec<f64>); 2] {
    let mut generator = stream(20_260, "elasticity", draw);
    let (mut price, mut amount) = (Vec::new(), Vec::new());
    for _ in 0..rows {
        let log_price = 4.0 * open_unit(&mut generator) - 2.0;
        let error = 0.3 * (0.2 + log_price.abs()) * normal(&mut generator);
        price.push(log_price.exp());
        amount.push((3.0 - eps * log_price + error).exp());
    }
    [("price", price), ("amount", amount)]
}

#[test]
fn an_exact_power_law_is_recovered_under_both_readings() {
    let price: Vec<f64> = (1..8).map(f64::from).collect();
    let service = price.iter().map(|p| 7.0 * p.powf(-1.7)).collect();
    let found = fit(&[("price", price.clone()), ("amount", service)], &[]).unwrap();
    assert!((value(&found, "elasticity") - 1.7).abs() < 1e-10);
    // The same demand counted in energy, efficiency being the inverse of the price.
    let energy = price.iter().map(|p| 7.0 * p.powf(1.0 - 1.7)).collect();
    let counted = [("counted", Value::Text("energy".to_owned()))];
    let found = fit(&[("price", price), ("amount", energy)], &counted).unwrap();
    assert!((value(&found, "elasticity") - 1.7).abs() < 1e-10);
}

#[test]
fn slope_and_errors_are_those_of_the_formulas_for_one_regressor() {
    let (x, y) = ([0.0, 1.0, 2.0, 4.0, 7.0], [1.0, 2.5, 2.0, 5.0, 6.0]);
    let fitted = regress(&y, &[vec![1.0; 5], x.to_vec()]).unwrap();
    let (mx, my) = (14.0 / 5.0, 16.5 / 5.0);
    let sxx: f64 = x.iter().map(|x| (x - mx).powi(2)).sum();
    let slope = x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum::<f64>() / sxx;
    same(fitted.coefficients[1], slope);
    let residual = |k: usize| y[k] - my - slope * (x[k] - mx);
    let classical = ((0..5).map(|k| residual(k).powi(2)).sum::<f64>() / 3.0 / sxx).sqrt();
    same(fitted.error(Spread::Classical, 1), classical);
    let sandwich = |weight: &dyn Fn(usize) -> f64| {
        (0..5).map(|k| ((x[k] - mx) * residual(k)).powi(2) * weight(k)).sum::<f64>().sqrt() / sxx
    };
    same(fitted.error(Spread::Hc1, 1), sandwich(&|_| 5.0 / 3.0));
    let leverage = |k: usize| 0.2 + (x[k] - mx).powi(2) / sxx;
    same(fitted.error(Spread::Hc3, 1), sandwich(&|k| (1.0 - leverage(k)).powi(-2)));
    same(fitted.leverage.iter().sum::<f64>(), 2.0);
}

#[test]
fn intervals_hold_the_true_elasticity_as_often_as_they_say_although_errors_spread_unevenly() {
    const DRAWS: u64 = 400;
    let (mut robust, mut classical) = (0.0, 0.0);
    for draw in 0..DRAWS {
        let found = fit(&table(1.5, 50, draw), &[]).unwrap();
        let (low, high) = (value(&found, "elasticity_low"), value(&found, "elasticity_high"));
        robust += f64::from(u8::from((low..=high).contains(&1.5)));
        let miss = (value(&found, "elasticity") - 1.5).abs() / value(&found, "classical_error");
        // The two-sided 95 per cent point of Student's law with 48 degrees of freedom.
        classical += f64::from(u8::from(miss <= 2.010_635));
    }
    let draws = DRAWS as f64;
    let z = (robust / draws - 0.95) / (0.95 * 0.05 / draws).sqrt();
    assert!(z.abs() < 4.5, "{robust} of {draws} intervals hold it: z = {z}");
    assert!(classical < robust - 20.0, "errors that spread alike are too small here: {classical}");
}

#[test]
fn slow_adjustment_gives_the_long_run_elasticity() {
    // ln Q_t = 0.3 (2 - 2 ln p) + 0.7 ln Q_(t-1): long run 2, short run 0.6.
    let mut generator = stream(7, "nerlove", 0);
    let (mut price, mut amount, mut log) = (Vec::new(), Vec::new(), 2.0_f64);
    for _ in 0..400 {
        let log_price = 2.0 * open_unit(&mut generator) - 1.0;
        log = 0.3 * (2.0 - 2.0 * log_price) + 0.7 * log + 0.02 * normal(&mut generator);
        price.push(log_price.exp());
        amount.push(log.exp());
    }
    let found = fit(&[("price", price), ("amount", amount)], &[("lag", Value::Flag(true))]).unwrap();
    assert!((value(&found, "elasticity") - 0.6).abs() < 0.02);
    assert!((value(&found, "adjustment") - 0.3).abs() < 0.02);
    let (low, high) = (value(&found, "long_run_low"), value(&found, "long_run_high"));
    assert!(low < 2.0 && 2.0 < high && high - low < 0.3, "{low} {high}");
}

#[test]
fn backfire_is_said_only_when_the_interval_is_above_one() {
    let text = |answer: &Answer| answer.get("rebound").unwrap().value.as_text().unwrap().to_owned();
    assert_eq!(text(&fit(&table(2.5, 60, 1), &[]).unwrap()), "backfire");
    assert_eq!(text(&fit(&table(0.3, 60, 1), &[]).unwrap()), "energy is saved");
    assert_eq!(text(&fit(&table(1.0, 60, 1), &[]).unwrap()), "undecided: the interval holds 1");
}

#[test]
fn tables_that_say_nothing_are_refused_in_words() {
    let refusal = |columns: &[(&'static str, Vec<f64>)], options: &[(&str, Value)]| {
        fit(columns, options).unwrap_err().to_string()
    };
    let flag = Value::Flag(true);
    let three = [("price", vec![1.0, 2.0, 3.0]), ("amount", vec![3.0, 2.0, 1.0])];
    assert!(refusal(&three, &[]).contains("too few"));
    let still = [("price", vec![2.0; 6]), ("amount", vec![1.0, 2.0, 3.0, 1.0, 2.0, 3.0])];
    assert!(refusal(&still, &[]).contains("say the same"));
    let doubled = [("price", vec![1.0, 2.0, 4.0, 8.0, 16.0]), ("amount", vec![5.0, 4.0, 3.0, 2.0, 1.0])];
    let with_users = [doubled[0].clone(), doubled[1].clone(), ("users", vec![1.0, 4.0, 16.0, 64.0, 256.0])];
    assert!(refusal(&with_users, &[]).contains("price, users"));
    assert!(refusal(&doubled, &[("trend", flag)]).contains("no column `date`"));
    let backwards = [doubled[0].clone(), doubled[1].clone(), ("date", vec![1.0, 2.0, 4.0, 3.0, 5.0])];
    assert!(refusal(&backwards, &[]).contains("sort them by date"));
    let lone = [("price", vec![1.0, 1.0, 1.0, 1.0, 2.0]), ("amount", vec![5.0, 4.0, 5.0, 4.0, 1.0])];
    assert!(refusal(&lone, &[]).contains("row 5 alone"));
    assert!(fit(&lone, &[("robust", Value::Text("hc1".to_owned()))]).is_ok());
    assert!(refusal(&doubled, &[("confidence", Value::Number(1.5))]).contains("confidence"));
}

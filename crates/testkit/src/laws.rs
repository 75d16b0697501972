//! The laws of a registered model, tested on random inputs drawn from its field table.

use moloch_core::{Answer, Dimension, Field, Kind, Law, ModelError, ModelRow, Node, Table, Value};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use crate::sample::{close, inputs};

const CASES: u32 = 64;
const TOLERANCE: f64 = 1e-7;

/// Tests every model of a registry; see [`check_model`].
///
/// # Panics
/// On the first law that fails, naming model, law and input.
pub fn check_registry(models: &[ModelRow]) {
    assert!(!models.is_empty(), "a registry has at least one model");
    for (k, model) in models.iter().enumerate() {
        assert!(models[..k].iter().all(|other| other.id != model.id), "{} is registered twice", model.id);
        check_model(model);
    }
}

/// Tests one model: the example solves and is certified; every faulty number is refused by name; random inputs
/// solve or fail with words, never panic; equal inputs give equal bits; and the laws of the row hold.
///
/// # Panics
/// On the first law that fails, naming model, law and input.
pub fn check_model(model: &ModelRow) {
    example_is_certified(model);
    faulty_numbers_are_refused(model);
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let mut solved = 0_u32;
    let outcome = runner.run(&(inputs(model.table), -9..=9_i32), |(input, exponent)| {
        let factor = 10_f64.powi(exponent);
        let Some(answer) = solve(model, &input)? else { return Ok(()) };
        certified(model, &answer)?;
        let again = solve(model, &input)?;
        prop_assert_eq!(format!("{:?}", again), format!("{:?}", Some(&answer)), "{}: same input, other bits", model.id);
        for law in model.laws {
            holds(model, *law, &input, &answer, factor)?;
        }
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{}: {failure}", model.id);
    }
    // A model whose random inputs never solve would pass every law without being tested.
    for input in sampled(model, 64) {
        solved += u32::from(matches!(solve(model, &input), Ok(Some(_))));
    }
    assert!(solved >= 8, "{}: only {solved} of 64 random inputs solve; narrow the ranges of its fields", model.id);
}

fn sampled(model: &ModelRow, count: usize) -> Vec<Value> {
    let mut runner = TestRunner::deterministic();
    let strategy = inputs(model.table);
    let draw = |_| strategy.new_tree(&mut runner).map(|tree| tree.current());
    (0..count).map(draw).collect::<Result<_, _>>().unwrap_or_default()
}

/// Solves; a sound refusal is `None`, a fault that says nothing is a failure.
fn solve(model: &ModelRow, input: &Value) -> Result<Option<Answer>, TestCaseError> {
    match model.solve(&Node::from(input.clone())) {
        Ok(answer) => Ok(Some(answer)),
        Err(ModelError::Input(faults)) => {
            for fault in &faults {
                prop_assert!(!fault.key.is_empty() && !fault.expected.is_empty() && !fault.next.is_empty());
            }
            Ok(None)
        }
        Err(error) => {
            prop_assert!(error.to_string().starts_with("failed to "), "{}: {error}", model.id);
            Ok(None)
        }
    }
}

fn certified(model: &ModelRow, answer: &Answer) -> Result<(), TestCaseError> {
    if let Some(certificate) = &answer.certificate {
        prop_assert!(certificate.passes(), "{}: {certificate}", model.id);
    }
    for output in &answer.outputs {
        prop_assert!(!each_number(&output.value).iter().any(|x| x.is_nan()), "{}.{} is NaN", model.id, output.key);
    }
    Ok(())
}

fn example_is_certified(model: &ModelRow) {
    match solve(model, &model.example()) {
        Ok(Some(answer)) => {
            certified(model, &answer).expect("the worked example passes its certificate");
            for chart in model.charts {
                assert_eq!(chart.fault(&answer), None, "{}: the figure \"{}\" cannot be drawn", model.id, chart.title);
            }
        }
        other => panic!("{}: the worked example does not solve: {other:?}", model.id),
    }
    for section in ["Question", "Assumptions", "Equations", "Solution", "Limits", "Worked example", "References"] {
        assert!(model.page.contains(&format!("## {section}")), "{}: the page lacks `## {section}`", model.id);
    }
}

/// Every number of the example, replaced by what no field accepts, must be refused under its own key.
fn faulty_numbers_are_refused(model: &ModelRow) {
    for field in model.table.fields.iter().filter(|field| matches!(field.kind, Kind::Number | Kind::Integer(..))) {
        let below = field.allowed().low - 1.0;
        let mut bad = vec![Value::Number(f64::NAN), Value::Number(f64::INFINITY), Value::Text("many".into())];
        if below.is_finite() && field.is_numeric() {
            bad.push(Value::Number(below));
        }
        for value in bad {
            let mut input = model.example();
            input.set(field.key, value);
            match model.solve(&Node::from(input)) {
                Err(ModelError::Input(faults)) => {
                    assert!(faults.iter().any(|f| f.key == field.key), "{}.{}: {faults}", model.id, field.key);
                }
                other => panic!("{}.{} accepted a bad value: {other:?}", model.id, field.key),
            }
        }
    }
}

fn holds(model: &ModelRow, law: Law, input: &Value, answer: &Answer, factor: f64) -> Result<(), TestCaseError> {
    let (changed, power): (Value, Box<dyn Fn(Dimension) -> f64>) = match law {
        Law::MoneyScales => scaled(model.table, input, factor, |dimension| dimension.money),
        // Twelve is what a change from years to months does.
        Law::TimeScales => scaled(model.table, input, 12.0, |dimension| dimension.time),
        Law::EnergyScales => scaled(model.table, input, factor, |dimension| dimension.energy),
        Law::Permutes(axis) => (reversed_inputs(model.table, input, axis), Box::new(|_| 1.0)),
    };
    let Some(after) = solve(model, &changed)? else {
        return Err(TestCaseError::fail(format!("{}: {law:?} turns a solvable input into a refused one", model.id)));
    };
    for (before, after) in answer.outputs.iter().zip(&after.outputs) {
        let expected = match law {
            Law::Permutes(axis) => reversed(&before.value, before.axes, axis),
            _ => before.value.clone(),
        };
        let unit = power(before.quantity.dimension);
        let (a, b) = (each_number(&expected), each_number(&after.value));
        prop_assert_eq!(a.len(), b.len(), "{}.{}: {:?} changes the form", model.id, before.key, law);
        let scale = a.iter().fold(0.0_f64, |scale, x| scale.max(x.abs())) * unit;
        for (x, y) in a.iter().zip(&b) {
            prop_assert!(
                close(x * unit, *y, scale, TOLERANCE),
                "{}.{}: {law:?}: {x} becomes {y}",
                model.id,
                before.key
            );
        }
    }
    Ok(())
}

type Scaled<'l> = (Value, Box<dyn Fn(Dimension) -> f64 + 'l>);

/// The input with every number multiplied by `factor` to the power of its dimension.
fn scaled<'l>(table: &Table, input: &Value, factor: f64, exponent: fn(&Dimension) -> i8) -> Scaled<'l> {
    let power = move |dimension: Dimension| factor.powi(i32::from(exponent(&dimension)));
    let change = |field: &Field, value: &Value| {
        let unit = power(field.quantity.dimension);
        map_numbers(value, &|x| x * unit)
    };
    (map_fields(table, input, &change), Box::new(power))
}

fn reversed_inputs(table: &Table, input: &Value, axis: &str) -> Value {
    map_fields(table, input, &|field: &Field, value: &Value| reversed(value, field.axes(), axis))
}

/// Applies a change to every field, also to those that hold their default.
fn map_fields(table: &Table, input: &Value, change: &dyn Fn(&Field, &Value) -> Value) -> Value {
    let mut changed = input.clone();
    for field in table.fields {
        match (field.kind, input.get(field.key).map(|node| &node.value)) {
            (Kind::Table(inner), Some(value)) => changed.set(field.key, map_fields(inner, value, change)),
            (Kind::Tables(inner, _), Some(Value::List(rows))) => {
                let rows = rows.iter().map(|row| map_fields(inner, &row.value, change).into()).collect();
                changed.set(field.key, change(field, &Value::List(rows)));
            }
            (_, Some(value)) => changed.set(field.key, change(field, value)),
            (_, None) => {
                if let Some(default) = field.default.value() {
                    changed.set(field.key, change(field, &default));
                }
            }
        }
    }
    changed
}

fn reversed(value: &Value, axes: [Option<&'static str>; 2], axis: &str) -> Value {
    let Value::List(items) = value else { return value.clone() };
    let mut items = items.clone();
    if axes[1] == Some(axis) {
        for row in &mut items {
            row.value = reversed(&row.value, [axes[1], None], axis);
        }
    }
    if axes[0] == Some(axis) {
        items.reverse();
    }
    Value::List(items)
}

fn map_numbers(value: &Value, change: &dyn Fn(f64) -> f64) -> Value {
    match value {
        Value::Number(number) => Value::Number(change(*number)),
        Value::List(items) => Value::List(items.iter().map(|item| map_numbers(&item.value, change).into()).collect()),
        other => other.clone(),
    }
}

fn each_number(value: &Value) -> Vec<f64> {
    match value {
        Value::Number(number) => vec![*number],
        Value::Integer(number) => vec![*number as f64],
        Value::List(items) => items.iter().flat_map(|item| each_number(&item.value)).collect(),
        _ => Vec::new(),
    }
}

//! What every registered model promises.

use moloch_core::{Field, Kind, ModelError, ModelRow, Node, Value};
use proptest::prelude::*;

#[test]
fn every_model_keeps_its_laws() {
    moloch_testkit::check_registry(moloch_jevons::MODELS);
}

/// The example with every number moved by some orders of magnitude, as far as its range allows.
fn far_from_the_example(model: &ModelRow, exponents: &[f64]) -> Value {
    let mut input = model.example();
    let moved = |field: &Field, exponent: f64| field.allowed().contains(10_f64.powf(exponent));
    for (field, exponent) in model.table.fields.iter().zip(exponents) {
        let far = 10_f64.powf(*exponent);
        match field.kind {
            Kind::Number if moved(field, *exponent) => input.set(field.key, Value::Number(far)),
            Kind::Numbers(_) => input.set(field.key, Value::numbers(&[far, 1.0])),
            _ => {}
        }
    }
    input
}

/// How a model says that a sound input has no answer.
const REFUSALS: &[&str] =
    &["too large or too small", "meet a cap", "nothing to save", "beyond the known prices", "clear every market"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn numbers_of_any_size_are_solved_or_refused_in_words(exponents in prop::collection::vec(-20.0..20.0_f64, 8)) {
        for model in moloch_jevons::MODELS {
            match model.solve(&Node::from(far_from_the_example(model, &exponents))) {
                Ok(answer) => prop_assert!(answer.certificate.unwrap().passes()),
                Err(ModelError::Input(faults)) => prop_assert!(!faults.is_empty()),
                // A failed certificate would be a fault of the solver, not of the input.
                Err(error) => prop_assert!(
                    REFUSALS.iter().any(|words| error.to_string().contains(words)),
                    "{}: {error}", model.id
                ),
            }
        }
    }
}

#[test]
fn a_service_that_underflows_on_the_way_to_its_energy_is_refused_in_words() {
    let exponents = [1.4889508271726066, -10.538728251276993, 0.0, 0.0, 18.970191867221132, 0.0, 0.0, 0.0];
    let model = moloch_jevons::MODELS.iter().find(|model| model.id == "jevons.rebound").unwrap();
    let error = model.solve(&Node::from(far_from_the_example(model, &exponents))).unwrap_err();
    assert!(error.to_string().contains("too large or too small"), "{error}");
}

#[test]
fn a_service_beyond_all_numbers_does_not_spoil_the_certificate_of_its_energy() {
    let exponents =
        [1.4283649965870657, -5.6014763106710035, 0.0, 0.0, 11.651276524260208, 7.415552576087521, 0.0, 0.0];
    let model = moloch_jevons::MODELS.iter().find(|model| model.id == "jevons.nerlove").unwrap();
    let answer = model.solve(&Node::from(far_from_the_example(model, &exponents))).unwrap();
    assert!(answer.certificate.unwrap().passes());
}

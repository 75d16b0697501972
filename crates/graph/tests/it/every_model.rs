//! What every registered model promises.

#[test]
fn every_model_keeps_its_laws() {
    moloch_testkit::check_registry(moloch_graph::MODELS);
}

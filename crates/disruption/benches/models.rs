//! The worked example of every registered model, and the step that a monthly path takes.

use moloch_core::Node;
use moloch_disruption::curve::bass;

fn main() {
    divan::main();
}

#[divan::bench(args = moloch_disruption::MODELS.iter().map(|model| model.id))]
fn example(bencher: divan::Bencher<'_, '_>, id: &str) {
    let Some(model) = moloch_disruption::MODELS.iter().find(|model| model.id == id) else { return };
    let input = Node::from(model.example());
    bencher.bench(|| model.solve(divan::black_box(&input)));
}

#[divan::bench]
fn one_month_of_adoption(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| bass::adoption_after(divan::black_box(0.1), 1.0, 0.0025, 0.03));
}

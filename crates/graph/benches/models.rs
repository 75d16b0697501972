//! The worked example of every registered model, and the network games whose speed matters.

use moloch_core::Node;

fn main() {
    divan::main();
}

#[divan::bench(args = moloch_graph::MODELS.iter().map(|model| model.id))]
fn example(bencher: divan::Bencher<'_, '_>, id: &str) {
    let Some(model) = moloch_graph::MODELS.iter().find(|model| model.id == id) else { return };
    let input = Node::from(model.example());
    bencher.bench(|| model.solve(divan::black_box(&input)));
}

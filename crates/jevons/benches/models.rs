//! The worked example of every registered model, and the functions that a monthly loop calls.

use moloch_core::Node;
use moloch_jevons::{demand, limit};

fn main() {
    divan::main();
}

#[divan::bench(args = moloch_jevons::MODELS.iter().map(|model| model.id))]
fn example(bencher: divan::Bencher<'_, '_>, id: &str) {
    let Some(model) = moloch_jevons::MODELS.iter().find(|model| model.id == id) else { return };
    let input = Node::from(model.example());
    bencher.bench(|| model.solve(divan::black_box(&input)));
}

#[divan::bench(args = [1.0, 1000.0])]
fn energy_of_one_month(bencher: divan::Bencher<'_, '_>, efficiency: f64) {
    bencher.bench_local(|| {
        let uncapped = demand::uncapped_energy(11.0, 2.0, divan::black_box(efficiency), 1.16);
        let price = limit::cap_price(uncapped, 945.0, 1.16);
        (demand::energy_at_price(uncapped, price, 1.16), demand::service_price(price, efficiency))
    });
}

//! The worked example of every registered model, and the functions that a monthly loop calls.

use moloch_core::{Model, Node};
use moloch_jevons::economy::{self, Economy};
use moloch_jevons::{GeneralEquilibrium, demand, limit};

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

/// An economy with this many sectors, alternately heavy and light in energy.
fn economy_of(sectors: usize) -> (Economy, Vec<f64>) {
    let each = |even: f64, odd: f64| (0..sectors).map(|i| if i % 2 == 0 { even } else { odd }).collect::<Vec<f64>>();
    let input = GeneralEquilibrium {
        spending: each(100.0, 900.0),
        energy_share: each(0.3, 0.04),
        substitution: each(0.5, 0.8),
        ..GeneralEquilibrium::example()
    };
    (input.economy(), each(3_f64.ln(), 0.0))
}

#[divan::bench(args = [2, 10, 50])]
fn equilibrium_of_an_economy(bencher: divan::Bencher<'_, '_>, sectors: usize) {
    let (economy, log_gains) = economy_of(sectors);
    bencher.bench(|| economy::solve(divan::black_box(&economy), &log_gains));
}

#[divan::bench(args = [2, 10, 50])]
fn certificate_of_an_economy(bencher: divan::Bencher<'_, '_>, sectors: usize) {
    let (economy, log_gains) = economy_of(sectors);
    let Ok(found) = economy::solve(&economy, &log_gains) else { return };
    bencher.bench(|| economy::residual(divan::black_box(&economy), &log_gains, &found.allocation));
}

//! The worked example of every registered model, and the contests whose speed matters.

use moloch_core::Node;
use moloch_race::contest::{LotteryGame, lottery_efforts, share_equilibrium};

fn main() {
    divan::main();
}

#[divan::bench(args = moloch_race::MODELS.iter().map(|model| model.id))]
fn example(bencher: divan::Bencher<'_, '_>, id: &str) {
    let Some(model) = moloch_race::MODELS.iter().find(|model| model.id == id) else { return };
    let input = Node::from(model.example());
    bencher.bench(|| model.solve(divan::black_box(&input)));
}

fn labs(n: usize) -> (Vec<f64>, Vec<f64>) {
    ((0..n).map(|k| 10.0 + (k * 7 % 11) as f64 * 0.1).collect(), vec![1.0; n])
}

#[divan::bench(args = [2, 10, 100])]
fn solve_lottery(bencher: divan::Bencher<'_, '_>, n: usize) {
    let (values, costs) = labs(n);
    let mut efforts = vec![0.0; n];
    bencher.bench_local(|| lottery_efforts(divan::black_box(&values), &costs, &mut efforts));
}

#[divan::bench(args = [2, 10, 100])]
fn solve_square_root_contest(bencher: divan::Bencher<'_, '_>, n: usize) {
    let (values, costs) = labs(n);
    bencher.bench(|| share_equilibrium(divan::black_box(&values), &costs, 0.5));
}

#[divan::bench(args = [2, 10, 100])]
fn certify_lottery(bencher: divan::Bencher<'_, '_>, n: usize) {
    let (values, costs) = labs(n);
    let mut efforts = vec![0.0; n];
    lottery_efforts(&values, &costs, &mut efforts);
    let profile = moloch_equilibrium::concave::Profile::of_numbers(efforts);
    let game = LotteryGame { values: &values, costs: &costs, decisiveness: 1.0 };
    bencher.bench(|| moloch_equilibrium::concave::certificate::by_gradient(&game, divan::black_box(&profile)));
}

//! The worked example of every registered model, and the contests whose speed matters.

use moloch_core::Node;
use moloch_race::contest::{LotteryGame, lottery_efforts, share_equilibrium};
use moloch_race::segments::{StageEquilibrium, StageGame, Start, Terms, Workspace, certificate, solve_stage};

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

/// Month 0 of the race of three labs over two segments.
fn month(suitability: &[f64; 6]) -> StageGame<'_> {
    let terms = Terms { convexity: 0.2, product_value: 2.0, ..Terms::default() };
    StageGame { prizes: &[13.0, 15.625], fringe: &[0.5, 0.5], suitability, ..StageGame::new(terms) }
}

const SUITABILITY: [f64; 6] = [0.9025, 0.0311, 0.0311, 0.9025, 0.3969, 0.3969];

#[divan::bench]
fn solve_month_cold(bencher: divan::Bencher<'_, '_>) {
    let (mut race, mut workspace) = (StageEquilibrium::default(), Workspace::default());
    let game = month(&SUITABILITY);
    bencher.bench_local(|| solve_stage(divan::black_box(&game), Start::Cold, &mut race, &mut workspace));
}

/// From last month's equilibrium, with prizes a tenth higher.
#[divan::bench]
fn solve_month_warm(bencher: divan::Bencher<'_, '_>) {
    let mut workspace = Workspace::default();
    let before = month(&SUITABILITY).solve().unwrap_or_default();
    let (mut race, prizes) = (before.clone(), [14.3, 17.1875]);
    let game = StageGame { prizes: &prizes, ..month(&SUITABILITY) };
    bencher.bench_local(|| {
        race.clone_from(&before);
        solve_stage(divan::black_box(&game), Start::Warm, &mut race, &mut workspace)
    });
}

#[divan::bench]
fn certify_month(bencher: divan::Bencher<'_, '_>) {
    let game = month(&SUITABILITY);
    let race = game.solve().unwrap_or_default();
    bencher.bench(|| certificate(divan::black_box(&game), &race));
}

/// Many labs over many segments, cold.
#[divan::bench(args = [(15, 2), (100, 2), (100, 20)])]
fn solve_large_month(bencher: divan::Bencher<'_, '_>, (labs, segments): (usize, usize)) {
    let suitability: Vec<f64> = (0..labs * segments).map(|k| 0.05 + (k * 7919 % 97) as f64 / 97.0).collect();
    let (prizes, fringe) = (vec![10.0; segments], vec![0.5; segments]);
    let terms = Terms { convexity: 0.2, product_value: 2.0, ..Terms::default() };
    let game = StageGame { prizes: &prizes, fringe: &fringe, suitability: &suitability, ..StageGame::new(terms) };
    let (mut race, mut workspace) = (StageEquilibrium::default(), Workspace::default());
    bencher.bench_local(|| solve_stage(divan::black_box(&game), Start::Cold, &mut race, &mut workspace));
}

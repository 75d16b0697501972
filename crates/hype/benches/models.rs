//! The worked example of every registered model, a month of a path, and the pieces of random news.

use moloch_core::Node;
use moloch_hype::{decay, shot};

fn main() {
    divan::main();
}

#[divan::bench(args = moloch_hype::MODELS.iter().map(|model| model.id))]
fn example(bencher: divan::Bencher<'_, '_>, id: &str) {
    let Some(model) = moloch_hype::MODELS.iter().find(|model| model.id == id) else { return };
    let input = Node::from(model.example());
    bencher.bench(|| model.solve(divan::black_box(&input)));
}

#[divan::bench]
fn one_month_of_hype(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| decay::step(divan::black_box(20.6), 0.105, 2.17, 1.0, 1.0));
}

fn process() -> shot::Process {
    shot::Process { decay: 0.105, rate: 2.17, jump: 1.0, jumps: shot::JumpLaw::Exponential }
}

#[divan::bench]
fn solve_mean_passage(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| shot::mean_passage(divan::black_box(&process()), 20.6, 10.3));
}

#[divan::bench]
fn certify_mean_passage(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| shot::mean_passage_by_integration(divan::black_box(&process()), 20.6, 10.3));
}

#[divan::bench]
fn simulate_a_million_announcements(bencher: divan::Bencher<'_, '_>) {
    let mut random = moloch_core::random::stream(1, "bench", 0);
    bencher.bench_local(|| shot::level_after(&process(), 20.6, 1e6 / 2.17, &mut random));
}

#[divan::bench]
fn invert_the_law_of_lognormal_jumps(bencher: divan::Bencher<'_, '_>) {
    let Some(sizes) = shot::sizes(shot::SizeLaw::LogNormal, 1.0, 1.0) else { return };
    bencher.bench_local(|| shot::Inverted::new(sizes.as_ref(), divan::black_box(20.6), 20.6).below(16.5));
}

#[divan::bench]
fn name_the_phases_of_a_thousand_dates(bencher: divan::Bencher<'_, '_>) {
    let dates: Vec<f64> = (0..1000).map(f64::from).collect();
    let levels: Vec<f64> = dates.iter().map(|t| t / 60.0 * (1.0 - t / 60.0).exp() + t / (t + 600.0)).collect();
    bencher.bench_local(|| moloch_hype::phases::phases(&dates, divan::black_box(&levels), 0.05));
}

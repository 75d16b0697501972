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

/// A ring with chords: every firm is linked to the next one and, weakly, to one far off.
fn ring(firms: usize) -> Vec<Vec<f64>> {
    let link = |i: usize, j: usize| match (j + firms - i) % firms {
        1 => 1.0,
        far if far == firms / 2 => 0.25,
        _ => 0.0,
    };
    (0..firms).map(|i| (0..firms).map(|j| link(i, j)).collect()).collect()
}

#[divan::bench(args = [10, 50, 200])]
fn solve_network_game(bencher: divan::Bencher<'_, '_>, firms: usize) {
    let (benefits, links) = (vec![1.0; firms], ring(firms));
    bencher.bench(|| moloch_graph::spillover::solve_spillovers(divan::black_box(&benefits), &links, 0.5));
}

#[divan::bench(args = [10, 50, 200])]
fn certify_network_game(bencher: divan::Bencher<'_, '_>, firms: usize) {
    let (benefits, links) = (vec![1.0; firms], ring(firms));
    let Ok(solved) = moloch_graph::spillover::solve_spillovers(&benefits, &links, 0.5) else { return };
    let highest = 2.0 * solved.efforts.iter().copied().fold(0.0, f64::max);
    let game = moloch_graph::spillover::SpilloverGame { benefits: &benefits, links: &links, spillover: 0.5, highest };
    let profile = moloch_equilibrium::concave::Profile::of_numbers(solved.efforts);
    bencher.bench(|| moloch_equilibrium::concave::certificate::by_gradient(&game, divan::black_box(&profile)));
}

//! The race over segments: recomputed vectors, closed forms, independent solutions, laws and economics.

mod laws;
mod vectors;

use moloch_race::segments::{Accounts, Flows, Planner, StageEquilibrium, StageGame, Terms, certificate};

/// The three labs of the worked instance: a consumer lab, an enterprise lab and a generalist on the frontier
/// $`a^{1.5}+b^{1.5}=1`$, with suitability the square of the position.
pub(crate) fn suitability() -> Vec<f64> {
    let strong = 0.95_f64;
    let weak = (1.0 - strong.powf(1.5)).powf(2.0 / 3.0);
    let middle = 0.5_f64.powf(2.0 / 3.0);
    [strong, weak, weak, strong, middle, middle].iter().map(|theta| theta * theta).collect()
}

pub(crate) const PRIZES: [f64; 2] = [13.0, 15.625];
pub(crate) const FRINGE: [f64; 2] = [0.5, 0.5];
pub(crate) const TERMS: Terms =
    Terms { cost: 1.0, convexity: 0.2, product_value: 2.0, product_scale: 1.0, tax: 0.0, foresight: 1.0 };

/// The worked instance at month 0, with these terms and caps.
pub(crate) fn month_zero<'g>(suitability: &'g [f64], terms: Terms, caps: &'g [f64]) -> StageGame<'g> {
    StageGame { prizes: &PRIZES, fringe: &FRINGE, suitability, caps, ..StageGame::new(terms) }
}

/// Solves, insists on the certificate, and keeps the accounts with a spillover of one.
pub(crate) fn solved(game: &StageGame<'_>) -> (StageEquilibrium, Accounts, Planner) {
    let race = game.solve().unwrap();
    let proof = certificate(game, &race);
    assert!(proof.passes(), "{proof}");
    let flows = Flows { real_prizes: game.prizes, spillover: 1.0, social_value: 0.0 };
    let accounts = Accounts::of(game, &race, &flows);
    (race, accounts, Planner::of(game, &flows).unwrap())
}

/// Agreement to half a unit of the last of about twelve printed digits.
pub(crate) fn same(computed: &[f64], expected: &[f64]) {
    assert_eq!(computed.len(), expected.len());
    for (a, b) in computed.iter().zip(expected) {
        assert!((a - b).abs() <= 1e-11 * b.abs().max(0.1), "{a} is not {b}");
    }
}

//! Laws on random games, an independent solution, and what is refused.

use moloch_race::segments::{StageError, StageGame, Terms, certificate};
use proptest::prelude::*;

/// A random game that owns its numbers.
#[derive(Debug, Clone)]
struct Owned {
    terms: Terms,
    prizes: Vec<f64>,
    fringe: Vec<f64>,
    suitability: Vec<f64>,
    stock: Vec<f64>,
    caps: Vec<f64>,
}

impl Owned {
    fn game(&self) -> StageGame<'_> {
        StageGame {
            terms: self.terms,
            prizes: &self.prizes,
            fringe: &self.fringe,
            suitability: &self.suitability,
            stock: &self.stock,
            caps: &self.caps,
            held: &[],
        }
    }
}

/// A number spread evenly in logarithms, or zero once in `zeros` draws.
fn magnitude(low: f64, high: f64, zeros: u32) -> BoxedStrategy<f64> {
    let spread = (low.ln()..high.ln()).prop_map(f64::exp);
    if zeros == 0 { spread.boxed() } else { prop_oneof![zeros - 1 => spread, 1 => Just(0.0)].boxed() }
}

fn game(labs: std::ops::Range<usize>, segments: std::ops::Range<usize>, wide: f64) -> impl Strategy<Value = Owned> {
    let terms = (
        magnitude(1.0 / wide, wide, 0),
        magnitude(0.01 / wide, 10.0 * wide, 3),
        magnitude(0.1 / wide, 10.0 * wide, 4),
        magnitude(0.1, 10.0, 0),
        magnitude(0.1, 10.0, 3),
        magnitude(1.0, 10.0, 2),
    );
    (labs, segments, terms).prop_flat_map(move |(n, s, t)| {
        let (cost, convexity, product_value, product_scale, tax, foresight) = t;
        let terms =
            Terms { cost, convexity, product_value, product_scale, tax, foresight: if foresight > 0.0 { foresight } else { 1.0 } };
        let caps = prop_oneof![3 => Just(Vec::new()).boxed(), 1 => proptest::collection::vec(magnitude(0.01, 10.0, 5), n).boxed()];
        let stock = prop_oneof![
            Just(Vec::new()).boxed(),
            proptest::collection::vec(magnitude(0.01 / wide, 10.0 * wide, 4), n * s).boxed()
        ];
        let numbers = (
            proptest::collection::vec(magnitude(1.0 / wide, 20.0 * wide, 12), s),
            proptest::collection::vec(magnitude(0.1 / wide, wide, 4), s),
            proptest::collection::vec(magnitude(0.3 / wide, wide, 5), n * s),
            stock,
            caps,
        );
        numbers.prop_map(move |(prizes, fringe, suitability, stock, caps)| Owned {
            terms,
            prizes,
            fringe,
            suitability,
            stock,
            caps,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn every_contested_game_is_solved_and_certified(owned in game(1..7, 1..5, 3.0)) {
        solves(&owned)?;
    }

    #[test]
    fn extreme_magnitudes_are_solved_and_certified(owned in game(1..7, 1..5, 1e3)) {
        solves(&owned)?;
    }
}

fn solves(owned: &Owned) -> Result<(), TestCaseError> {
    match owned.game().solve() {
        Ok(race) => {
            let proof = certificate(&owned.game(), &race);
            prop_assert!(proof.passes(), "{proof} after {} steps", race.iterations);
            prop_assert!(race.iterations < 60, "{} steps", race.iterations);
        }
        Err(error) => prop_assert!(matches!(error, StageError::Uncontested { .. }), "{error}"),
    }
    Ok(())
}

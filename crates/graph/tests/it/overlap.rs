//! Niche overlap: the recomputed vector, then its economics.

use moloch_core::Inputs;
use moloch_graph::{Overlap, OverlapOutcome};
use proptest::prelude::*;

use crate::same;

fn solve(uses: Vec<Vec<f64>>) -> OverlapOutcome {
    Overlap { uses }.checked().unwrap().solve().unwrap()
}

#[test]
fn the_smaller_of_two_labs_is_hurt_more() {
    let found = solve(vec![vec![0.9, 0.25], vec![0.1, 0.8]]);
    same(&[found.overlap[0][1], found.overlap[1][0]], &[0.3323782234957, 0.4461538461538]);
    same(&found.pressure, &[0.3323782234957, 0.4461538461538]);
}

#[test]
fn separate_niches_do_not_touch_and_equal_ones_touch_wholly() {
    assert_eq!(solve(vec![vec![1.0, 0.0], vec![0.0, 2.0]]).overlap, [[1.0, 0.0], [0.0, 1.0]]);
    let equal = solve(vec![vec![0.3, 0.4]; 3]);
    assert!(equal.overlap.iter().flatten().all(|a| (a - 1.0).abs() < 1e-15));
}

#[test]
fn a_firm_without_resources_is_refused_by_row() {
    let faults = Overlap { uses: vec![vec![1.0, 0.0], vec![0.0, 0.0]] }.checked().unwrap_err();
    assert!(faults.to_string().contains("only zeros in row 1"), "{faults}");
}

proptest! {
    #[test]
    fn a_moat_is_never_one_way_and_asymmetry_is_scale(
        a in proptest::collection::vec(0.0..2.0_f64, 3), b in proptest::collection::vec(0.0..2.0_f64, 3),
    ) {
        prop_assume!(a.iter().any(|x| *x > 0.01) && b.iter().any(|x| *x > 0.01));
        let found = solve(vec![a.clone(), b.clone()]);
        let (there, back) = (found.overlap[0][1], found.overlap[1][0]);
        prop_assert_eq!(there > 0.0, back > 0.0);
        let size = |u: &[f64]| u.iter().map(|x| x * x).sum::<f64>();
        prop_assert!((there * size(&a) - back * size(&b)).abs() <= 1e-12 * size(&a).max(size(&b)));
        prop_assert!(found.similarity[0][1] <= 1.0);
        prop_assert!((there - found.similarity[0][1] * (size(&b) / size(&a)).sqrt()).abs() < 1e-9);
    }
}

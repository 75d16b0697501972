//! Linear complementarity problems by themselves.

use moloch_core::{Effort, Stop};
use moloch_equilibrium::finite::Rational;
use moloch_equilibrium::finite::lcp::{LcpEnd, LcpError, solve_lcp};
use proptest::prelude::*;

use crate::finite::support::ratio;

fn vector(values: &[i64]) -> Vec<Rational> {
    values.iter().map(|&value| ratio(value, 1)).collect()
}

fn is_solution(m: &[Vec<Rational>], q: &[Rational], z: &[Rational]) -> bool {
    let zero = ratio(0, 1);
    m.iter().zip(q).zip(z).all(|((row, q), own)| {
        let w = row.iter().zip(z).fold(q.clone(), |sum, (a, z)| sum + a * z);
        *own >= zero && w >= zero && (own * w).is_zero()
    })
}

#[test]
fn a_problem_without_solution_ends_on_a_ray() {
    // w = -1 - z is never nonnegative.
    let search = solve_lcp(&[vector(&[-1])], &vector(&[-1]), None, &Effort::unlimited()).unwrap();
    assert!(matches!(search.end, LcpEnd::Ray { .. }), "{search:?}");
}

#[test]
fn a_nonnegative_q_needs_no_pivot() {
    let search = solve_lcp(&[vector(&[3])], &vector(&[2]), None, &Effort::unlimited()).unwrap();
    assert_eq!((search.end, search.pivots), (LcpEnd::Solution(vector(&[0])), 0));
}

#[test]
fn a_budget_stops_the_path() {
    let m = [vector(&[2, 1]), vector(&[1, 3])];
    let search = solve_lcp(&m, &vector(&[-8, -10]), None, &Effort::unlimited().with_steps(1)).unwrap();
    assert_eq!(search.end, LcpEnd::Stopped(Stop::OutOfSteps { done: 1 }));
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let effort = Effort::unlimited();
    let ragged = solve_lcp(&[vector(&[1, 2])], &vector(&[1]), None, &effort).unwrap_err();
    assert_eq!(ragged.to_string(), "solve the complementarity problem: row 1 of M has 2 entries, expected 1 as q has");
    let uncovered = solve_lcp(&[vector(&[1])], &vector(&[-1]), Some(&vector(&[0])), &effort).unwrap_err();
    assert!(matches!(uncovered, LcpError::Covering { entry: 1, .. }), "{uncovered}");
    assert!(matches!(solve_lcp(&[], &[], None, &effort).unwrap().end, LcpEnd::Solution(z) if z.is_empty()));
}

proptest! {
    /// M = G'G + a skew part is positive semidefinite; with a positive diagonal added it is definite, and then a
    /// solution exists and is unique, whatever covers.
    #[test]
    fn positive_definite_problems_have_one_solution(
        entries in prop::array::uniform9(-4..=4_i64),
        skew in prop::array::uniform3(-3..=3_i64),
        q in prop::array::uniform3(-9..=9_i64),
        covering in prop::array::uniform3(1..=5_i64),
    ) {
        let mut m = vec![vec![0_i64; 3]; 3];
        for i in 0..3 {
            for j in 0..3 {
                m[i][j] = (0..3).map(|k| entries[3 * k + i] * entries[3 * k + j]).sum();
            }
            m[i][i] += 1;
        }
        for (i, j, k) in [(0, 1, 0), (0, 2, 1), (1, 2, 2)] {
            m[i][j] += skew[k];
            m[j][i] -= skew[k];
        }
        let m: Vec<_> = m.iter().map(|row| vector(row)).collect();
        let q = vector(&q);
        let first = solve_lcp(&m, &q, None, &Effort::unlimited()).unwrap();
        let second = solve_lcp(&m, &q, Some(&vector(&covering)), &Effort::unlimited()).unwrap();
        let LcpEnd::Solution(z) = &first.end else { return Err(TestCaseError::fail(format!("{first:?}"))) };
        prop_assert!(is_solution(&m, &q, z));
        prop_assert_eq!(&first.end, &second.end);
    }
}

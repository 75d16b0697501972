//! Ten thousand random and a thousand degenerate games against brute force.

use moloch_core::Effort;
use moloch_equilibrium::finite::bimatrix::vertex_enumeration;

use super::brute_force::{check, game};

type Matrix = Vec<Vec<i64>>;

/// A fixed linear congruence: every run sees the same games.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to `sides - 1`.
    pub(super) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    pub(super) fn matrix(&mut self, rows: usize, columns: usize, low: i64, high: i64) -> Matrix {
        let sides = (high - low + 1).unsigned_abs();
        let mut cell = || low + i64::try_from(self.roll(sides)).unwrap();
        (0..rows).map(|_| (0..columns).map(|_| cell()).collect()).collect()
    }

    pub(super) fn size(&mut self, most: u64) -> usize {
        usize::try_from(1 + self.roll(most)).unwrap()
    }
}

fn solve_and_check(rows: &Matrix, columns: &Matrix) {
    let set = vertex_enumeration(&game(rows, columns), &Effort::unlimited());
    check(rows, columns, &set.unwrap_or_else(|error| panic!("{error}: {rows:?} {columns:?}")));
}

#[test]
fn ten_thousand_random_games_have_the_equilibria_that_brute_force_finds() {
    let mut dice = Dice::new(1);
    for _ in 0..10_000 {
        let (m, n) = (dice.size(4), dice.size(4));
        let (rows, columns) = (dice.matrix(m, n, -50, 50), dice.matrix(m, n, -50, 50));
        solve_and_check(&rows, &columns);
    }
}

#[test]
fn a_thousand_degenerate_games_have_the_components_that_brute_force_finds() {
    let mut dice = Dice::new(2);
    for round in 0..1_000 {
        let (m, n) = (dice.size(4), dice.size(4));
        let spread = round % 3;
        let (mut rows, mut columns) = (dice.matrix(m, n, -spread, spread), dice.matrix(m, n, -spread, spread));
        if round % 4 == 0 {
            duplicate_row(&mut rows, &mut columns);
        }
        solve_and_check(&rows, &columns);
    }
}

fn duplicate_row(rows: &mut Matrix, columns: &mut Matrix) {
    rows.push(rows[0].clone());
    columns.push(columns[0].clone());
}

#[test]
fn a_duplicated_action_turns_points_into_segments() {
    let (mut rows, mut columns) = (vec![vec![2, 0], vec![0, 1]], vec![vec![1, 0], vec![0, 2]]);
    duplicate_row(&mut rows, &mut columns);
    let set = vertex_enumeration(&game(&rows, &columns), &Effort::unlimited()).unwrap();
    check(&rows, &columns, &set);
    let dimensions: Vec<usize> = set.components.iter().map(moloch_equilibrium::finite::Component::dimension).collect();
    assert_eq!(dimensions, [1, 1, 0]);
    let indices: Vec<i32> = set.components.iter().map(|component| component.index().unwrap()).collect();
    assert_eq!(indices, [1, -1, 1]);
}

#[test]
fn where_nothing_is_at_stake_every_profile_is_an_equilibrium() {
    for (m, n) in [(1, 1), (1, 5), (3, 3), (7, 4)] {
        let nothing = vec![vec![0; n]; m];
        let set = vertex_enumeration(&game(&nothing, &nothing), &Effort::unlimited()).unwrap();
        let [everything] = set.components.as_slice() else { panic!("one component") };
        assert_eq!((everything.dimension(), everything.extreme_points().len()), (m + n - 2, m * n));
        assert_eq!((everything.subsets().len(), everything.index()), (1, Some(1)));
    }
}

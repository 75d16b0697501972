//! The complete 2x2 solver against brute force on every small-integer game.

use moloch_core::Effort;
use moloch_equilibrium::finite::bimatrix::vertex_enumeration;
use moloch_equilibrium::finite::{Component, EquilibriumSet, Game, Subset, certificate, two_by_two};

use super::support::{pair, ratio, two_by_two_game};

/// A fraction `.0 / .1` with a positive denominator.
type Fraction = (i64, i64);

/// The four incentives that decide a 2x2 game: what each player gains by its first action over its
/// second against the other's first and second.
#[derive(Clone, Copy, Debug)]
struct Incentives {
    first: [i64; 2],
    second: [i64; 2],
}

impl Incentives {
    /// All games with payoffs from -2 to 2 have these incentives, and each occurs.
    fn all() -> impl Iterator<Item = Self> {
        (0..9_i64.pow(4)).map(|code| {
            let digit = |place: u32| code / 9_i64.pow(place) % 9 - 4;
            Self { first: [digit(0), digit(1)], second: [digit(2), digit(3)] }
        })
    }

    /// A game with these incentives and payoffs from -2 to 2.
    fn game(self) -> Game {
        // Split d into (high, low) with d = high - low and both within -2..=2.
        let split = |d: i64| (d - d / 2, -(d / 2));
        let ([a, b], [e, f]) = (self.first.map(split), self.second.map(split));
        two_by_two_game([a.0, b.0, a.1, b.1, e.0, e.1, f.0, f.1])
    }

    /// The sign of a player's incentive when the other plays its first action with this probability.
    fn sign(incentive: [i64; 2], t: Fraction) -> i64 {
        (incentive[0] * t.0 + incentive[1] * (t.1 - t.0)).signum()
    }

    /// Nobody gains: by the definition, without the library.
    fn is_equilibrium(self, x: Fraction, y: Fraction) -> bool {
        Self::best_reply(x, Self::sign(self.first, y)) && Self::best_reply(y, Self::sign(self.second, x))
    }

    fn best_reply(own: Fraction, sign: i64) -> bool {
        match sign {
            1 => own.0 == own.1,
            -1 => own.0 == 0,
            _ => true,
        }
    }
}

/// All fractions from 0 to 1 with denominators up to `largest`, each once.
fn grid(largest: i64) -> Vec<Fraction> {
    let mut fractions: Vec<Fraction> =
        (1..=largest).flat_map(|below| (0..=below).map(move |above| (above, below))).collect();
    fractions.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)).then(a.1.cmp(&b.1)));
    fractions.dedup_by(|a, b| a.0 * b.1 == b.0 * a.1);
    fractions
}

/// The two intervals of first-action probabilities that a subset is the product of.
#[derive(Debug)]
struct Rectangle([(Fraction, Fraction); 2]);

impl Rectangle {
    fn of(subset: &Subset) -> Self {
        let interval = |player: usize| {
            let vertices = subset.faces()[player].vertices();
            let share = |mix: &Vec<moloch_equilibrium::finite::Rational>| -> Fraction {
                (i64::try_from(mix[0].numerator()).unwrap(), i64::try_from(mix[0].denominator()).unwrap())
            };
            let mut ends: Vec<Fraction> = vertices.iter().map(share).collect();
            ends.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)));
            (ends[0], ends[ends.len() - 1])
        };
        Self([interval(0), interval(1)])
    }

    fn contains(&self, x: Fraction, y: Fraction) -> bool {
        let within = |(low, high): (Fraction, Fraction), t: Fraction| at_most(low, t) && at_most(t, high);
        within(self.0[0], x) && within(self.0[1], y)
    }

    fn meets(&self, other: &Self) -> bool {
        (0..2).all(|axis| {
            let ((a, b), (c, d)) = (self.0[axis], other.0[axis]);
            at_most(a, d) && at_most(c, b)
        })
    }

    fn is_within(&self, other: &Self) -> bool {
        (0..2).all(|axis| at_most(other.0[axis].0, self.0[axis].0) && at_most(self.0[axis].1, other.0[axis].1))
    }

    /// Ends and thirds of both sides.
    fn sample(&self) -> Vec<(Fraction, Fraction)> {
        let points = |(low, high): (Fraction, Fraction)| {
            let blend = |k: i64| (low.0 * high.1 * (3 - k) + high.0 * low.1 * k, 3 * low.1 * high.1);
            [0, 1, 2, 3].map(blend)
        };
        let columns = points(self.0[1]);
        points(self.0[0]).iter().flat_map(|&x| columns.map(|y| (x, y))).collect()
    }
}

fn at_most(a: Fraction, b: Fraction) -> bool {
    a.0 * b.1 <= b.0 * a.1
}

fn rectangles(component: &Component) -> Vec<Rectangle> {
    component.subsets().iter().map(Rectangle::of).collect()
}

fn solved(incentives: Incentives) -> (Game, EquilibriumSet) {
    let game = incentives.game();
    let set = two_by_two(&game).unwrap();
    assert!(set.is_complete());
    (game, set)
}

#[test]
fn every_equilibrium_on_a_fine_grid_is_in_a_reported_component_and_nothing_else_is() {
    let grid = grid(12);
    assert_eq!(grid.len(), 47);
    for incentives in Incentives::all() {
        let (_, set) = solved(incentives);
        let all: Vec<Rectangle> = set.components.iter().flat_map(rectangles).collect();
        for &x in &grid {
            for &y in &grid {
                let reported = all.iter().any(|rectangle| rectangle.contains(x, y));
                assert_eq!(reported, incentives.is_equilibrium(x, y), "{incentives:?} at {x:?}, {y:?}");
            }
        }
    }
}

#[test]
fn every_point_sampled_from_a_component_has_exact_regret_zero() {
    for (number, incentives) in Incentives::all().enumerate() {
        let (game, set) = solved(incentives);
        for rectangle in set.components.iter().flat_map(rectangles) {
            for (x, y) in rectangle.sample() {
                assert!(incentives.is_equilibrium(x, y), "{incentives:?} at {x:?}, {y:?}");
                // The library's own certificate and membership test, on every seventh game.
                if number % 7 == 0 {
                    let profile = pair(&ratio(x.0, x.1), &ratio(y.0, y.1));
                    assert!(certificate::exact_regrets(&game, &profile).unwrap().are_zero());
                    assert!(set.contains(&profile));
                }
            }
        }
    }
}

#[test]
fn subsets_are_maximal_and_components_are_what_hangs_together() {
    for incentives in Incentives::all() {
        let (_, set) = solved(incentives);
        let components: Vec<Vec<Rectangle>> = set.components.iter().map(rectangles).collect();
        for (c, own) in components.iter().enumerate() {
            for (number, a) in own.iter().enumerate() {
                let others = own.iter().enumerate().filter(|&(other, _)| other != number);
                assert!(others.clone().all(|(_, b)| !a.is_within(b)), "{incentives:?}: {a:?} is not maximal");
                let apart = components.iter().enumerate().filter(|&(other, _)| other != c);
                assert!(apart.flat_map(|(_, list)| list).all(|b| !a.meets(b)), "{incentives:?}: two are one");
            }
            assert!(is_connected(own), "{incentives:?}: one component is two");
        }
    }
}

fn is_connected(rectangles: &[Rectangle]) -> bool {
    let mut reached = vec![0];
    let mut next = 0;
    while next < reached.len() {
        for (number, other) in rectangles.iter().enumerate() {
            if !reached.contains(&number) && rectangles[reached[next]].meets(other) {
                reached.push(number);
            }
        }
        next += 1;
    }
    reached.len() == rectangles.len()
}

/// If two equilibria are interchangeable, everything between them is an equilibrium, so that one
/// maximal Nash subset must hold both: subsets say exactly which mixes may be combined.
#[test]
fn interchangeable_equilibria_share_a_subset() {
    let grid = grid(4);
    for incentives in Incentives::all() {
        let (_, set) = solved(incentives);
        let all: Vec<Rectangle> = set.components.iter().flat_map(rectangles).collect();
        let pairs = grid.iter().flat_map(|&x| grid.iter().map(move |&y| (x, y)));
        let equilibria: Vec<_> = pairs.filter(|&(x, y)| incentives.is_equilibrium(x, y)).collect();
        for &(x, y) in &equilibria {
            for &(v, w) in &equilibria {
                let crossed = incentives.is_equilibrium(x, w) && incentives.is_equilibrium(v, y);
                let together = all.iter().any(|one| one.contains(x, y) && one.contains(v, w));
                assert_eq!(together, crossed, "{incentives:?}: {x:?}, {y:?} and {v:?}, {w:?}");
            }
        }
    }
}

#[test]
fn dimensions_kinds_and_indices_agree_with_the_subsets() {
    for incentives in Incentives::all() {
        let (_, set) = solved(incentives);
        for component in &set.components {
            let long = |r: &Rectangle| r.0.iter().filter(|(low, high)| !at_most(*high, *low)).count();
            let dimension = rectangles(component).iter().map(long).max().unwrap();
            assert_eq!(component.dimension(), dimension, "{incentives:?}");
            assert_eq!(component.is_isolated(), component.extreme_points().len() == 1, "{incentives:?}");
        }
        let indices: Option<Vec<i32>> = set.components.iter().map(Component::index).collect();
        assert_eq!(indices.map(|indices| indices.iter().sum()), Some(1), "{incentives:?}");
    }
}

/// Vertex enumeration finds indices of degenerate components by another route: a perturbation of both polytopes.
#[test]
fn indices_of_degenerate_components_agree_with_vertex_enumeration() {
    let values = [-1, 0, 2];
    let all = (0..81).map(|code| [code % 3, code / 3 % 3, code / 9 % 3, code / 27].map(|digit| values[digit]));
    for [a, b, c, d] in all {
        let game = two_by_two_game([a, b, 0, 0, c, 0, d, 0]);
        let set = two_by_two(&game).unwrap();
        let other = vertex_enumeration(&game, &Effort::unlimited()).unwrap();
        assert_eq!(set.components.len(), other.components.len());
        for component in &set.components {
            let point = &component.extreme_points()[0];
            let same = other.components.iter().find(|other| other.contains(point)).unwrap();
            assert_eq!(component.index(), same.index(), "{}", set.describe(&game));
        }
    }
}

#[test]
fn degenerate_games_look_as_they_should() {
    let kinds = |payoffs: [i64; 8]| -> Vec<String> {
        let set = two_by_two(&two_by_two_game(payoffs)).unwrap();
        set.components.iter().map(Component::kind).collect()
    };
    assert_eq!(kinds([0; 8]), ["square"], "nobody cares");
    assert_eq!(kinds([7; 8]), ["square"], "nobody cares, at another level");
    // Player 1 is always indifferent, player 2 likes to match: three sides of the square.
    assert_eq!(kinds([0, 0, 0, 0, 1, 0, 0, 1]), ["chain of 3 segments"]);
    // Player 1 is always indifferent, player 2's first action is dominant: one side.
    assert_eq!(kinds([0, 0, 0, 0, 1, 0, 1, 0]), ["segment"]);
    // Both have a weakly dominated action: (1, 1) with (2, 2) where nobody loses.
    assert_eq!(kinds([1, 0, 0, 0, 1, 0, 0, 0]), ["isolated point", "isolated point"]);
    // Player 2's threat is weakly dominated and supports a segment (entry deterrence).
    assert_eq!(kinds([0, 0, -1, 1, 2, 2, -1, 1]), ["segment", "isolated point"]);
}

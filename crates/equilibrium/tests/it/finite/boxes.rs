//! Continua spanned by pure equilibria: small games against every mix of a grid, budgets, shapes with a known answer.

use moloch_core::{Completeness, Effort, Status};
use moloch_equilibrium::finite::support::support_enumeration;
use moloch_equilibrium::finite::{
    Component, ExactProfile, Game, Rational, bimatrix::vertex_enumeration, certificate, equilibrium_boxes,
    pure_equilibria,
};

use super::support::ratio;

fn joined(game: &Game) -> moloch_equilibrium::finite::EquilibriumSet {
    equilibrium_boxes(game, &Effort::unlimited()).unwrap()
}

/// Payoffs 0 and 1, the same on every machine.
fn tied(actions: &[usize], seed: u64) -> Game {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x0123_4567;
    Game::from_fn(actions, |_, _| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % 2).unwrap()
    })
    .unwrap()
}

#[test]
fn a_player_who_never_cares_makes_segments_and_nobody_who_cares_a_cube() {
    let third = Game::from_fn(&[2, 2, 2], |profile, player| match player {
        2 => 7,
        _ => i64::from(profile[0] == profile[1]),
    })
    .unwrap();
    let set = joined(&third);
    assert_eq!(set.components.len(), 2);
    assert!(set.components.iter().all(|component| component.dimension() == 1));
    assert!(
        matches!(set.completeness, Completeness::Complete(_)) && !set.is_complete(),
        "mixed corners are not searched"
    );
    let nobody = Game::from_fn(&[2, 3, 2], |_, _| 1).unwrap();
    let set = joined(&nobody);
    assert_eq!((set.components.len(), set.components[0].dimension(), set.counters[0].count), (1, 4, 13));
}

/// Every mix of a product is an equilibrium, and every pure equilibrium is in a component.
#[test]
fn random_games_full_of_ties_have_exact_products() {
    let mut large = 0;
    for seed in 0..60 {
        let game = tied([[2, 2, 2], [3, 2, 2], [2, 3, 3]][usize::try_from(seed % 3).unwrap()].as_slice(), seed);
        let set = joined(&game);
        for actions in pure_equilibria(&game).unwrap().iter() {
            assert!(set.contains(&ExactProfile::pure(game.action_counts(), &actions).unwrap()));
        }
        for subset in set.components.iter().flat_map(Component::subsets) {
            large += usize::from(subset.dimension() > 1);
            // The first corner of each face weighs 1, the second 2, and so on.
            let mixes = subset.faces().iter().map(|face| {
                let count = i64::try_from(face.vertices().len()).unwrap();
                let weigh = |sum: Vec<Rational>, (place, vertex): (i64, &Vec<Rational>)| {
                    let share = ratio(2 * place, count * (count + 1));
                    sum.iter().zip(vertex).map(|(sum, own)| sum + &share * own).collect()
                };
                let zero = vec![ratio(0, 1); face.vertices()[0].len()];
                (1..).zip(face.vertices()).fold(zero, weigh)
            });
            let inside = ExactProfile::new(mixes.collect()).unwrap();
            assert!(certificate::exact_regrets(&game, &inside).unwrap().are_zero(), "seed {seed}");
        }
    }
    assert!(large >= 10, "{large}");
}

/// For two players, each product lies in a maximal Nash subset of the complete list.
#[test]
fn products_of_two_players_lie_in_the_complete_list() {
    for seed in 0..40 {
        let game = tied(&[3, 3], seed);
        let complete = vertex_enumeration(&game, &Effort::unlimited()).unwrap();
        for component in &joined(&game).components {
            for point in component.extreme_points() {
                assert!(complete.contains(point), "seed {seed}");
            }
        }
    }
}

#[test]
fn support_enumeration_says_which_continua_are_certain() {
    let third = Game::from_fn(&[2, 2, 2], |profile, player| match player {
        2 => 7,
        _ => i64::from(profile[0] == profile[1]) + i64::from(profile[0] == 0 && profile[1] == 0),
    })
    .unwrap();
    let set = support_enumeration(&third, &Effort::unlimited()).unwrap();
    let Completeness::Partial { why, .. } = &set.completeness else { panic!("{}", set.completeness) };
    assert!(why.contains("every mix on {1} x {1} x {1, 2}") && why.contains("{2} x {2} x {1, 2}"), "{why}");
}

#[test]
fn budgets_keep_every_pure_equilibrium() {
    let game = Game::from_fn(&[2, 2, 2], |_, _| 1).unwrap();
    let set = equilibrium_boxes(&game, &Effort::unlimited().with_steps(1)).unwrap();
    assert!(matches!(set.completeness, Completeness::Partial { .. }));
    assert!(matches!(set.status, Status::LimitReached { .. }));
    assert_eq!(set.components.len(), 8);
    let many = Game::from_fn(&[2; 11], |_, _| 1).unwrap();
    let set = joined(&many);
    let Completeness::Partial { why, not_searched } = set.completeness else { panic!("{}", set.completeness) };
    assert!(why.contains("512") && not_searched.contains("1536 more"), "{why}; {not_searched}");
}

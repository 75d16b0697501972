//! What a limit, a deadline and a cancelled token leave, and that threads change nothing.

use std::time::Duration;

use moloch_core::{CancelToken, Completeness, Effort, Status};
use moloch_equilibrium::finite::bimatrix::vertex_enumeration;
use moloch_equilibrium::finite::{EquilibriumSet, Game, SolveError};

use super::brute_force::game;
use super::random_games::Dice;
use crate::finite::support::known_game;

fn is_partial(set: &EquilibriumSet) -> bool {
    !set.is_complete() && matches!(set.completeness, Completeness::Partial { .. })
}

#[test]
fn a_budget_of_bases_gives_what_was_found_and_says_what_was_not() {
    let game = known_game("rand_bi_8x8_s2");
    let all = vertex_enumeration(&game, &Effort::unlimited()).unwrap();
    let mut most = 0;
    for steps in [0, 1, 10, 50, 100] {
        let set = vertex_enumeration(&game, &Effort::unlimited().with_steps(steps)).unwrap();
        assert!(is_partial(&set), "{steps}");
        assert_eq!(set.status, Status::LimitReached { iterations: usize::try_from(steps).unwrap() });
        assert!(set.extreme_points().all(|point| all.contains(point)));
        assert!(set.components.iter().all(|component| component.index().is_none()));
        let found = set.extreme_points().count();
        assert!(found >= most);
        most = found;
    }
    assert!(most > 0);
}

#[test]
fn a_passed_deadline_and_a_cancelled_token_give_a_partial_set() {
    let game = known_game("rand_bi_6x6_s0");
    let late = vertex_enumeration(&game, &Effort::unlimited().with_timeout(Duration::ZERO)).unwrap();
    assert!(is_partial(&late) && late.status == Status::OutOfTime && late.components.is_empty());
    let cancel = CancelToken::default();
    cancel.cancel();
    let stopped = vertex_enumeration(&game, &Effort::unlimited().with_cancel(cancel)).unwrap();
    assert!(is_partial(&stopped) && stopped.status == Status::StoppedByUser);
}

#[test]
fn threads_change_nothing() {
    for name in ["rand_bi_8x8_s2", "all_pay_7", "savani_von_stengel_4x4"] {
        let game = known_game(name);
        let alone = vertex_enumeration(&game, &Effort::unlimited()).unwrap();
        assert_eq!(vertex_enumeration(&game, &Effort::unlimited().with_threads(8)).unwrap(), alone, "{name}");
        let few = |threads| Effort::unlimited().with_threads(threads).with_steps(40);
        let (one, two) = (vertex_enumeration(&game, &few(1)), vertex_enumeration(&game, &few(2)));
        assert_eq!(one.unwrap(), two.unwrap(), "{name}");
    }
}

#[test]
fn only_two_players_are_accepted() {
    let three = Game::from_fn(&[2, 2, 2], |_, _| 0).unwrap();
    let error = vertex_enumeration(&three, &Effort::unlimited()).unwrap_err();
    assert!(matches!(error, SolveError::Game(_)));
    assert!(error.to_string().contains("expected two players"), "{error}");
}

#[test]
fn the_work_is_counted() {
    let count = |game: &Game| {
        let set = vertex_enumeration(game, &Effort::unlimited()).unwrap();
        set.counters.iter().map(|counter| counter.count).collect::<Vec<_>>()
    };
    let mut dice = Dice::new(3);
    let (rows, columns) = (dice.matrix(8, 8, 0, 100), dice.matrix(8, 8, 0, 100));
    insta::assert_debug_snapshot!([
        count(&known_game("rand_bi_8x8_s2")),
        count(&known_game("all_pay_7")),
        count(&known_game("tullock_7")),
        count(&game(&rows, &columns)),
    ]);
}

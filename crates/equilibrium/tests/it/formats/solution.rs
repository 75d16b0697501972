//! Solution files and Gambit's rows.

use moloch_core::{Certified, Completeness, Effort, Status};
use moloch_equilibrium::finite::check::{
    Claim, ClaimedCompleteness, ClaimedComponent, ClaimedPoint, ClaimedScope, check,
};
use moloch_equilibrium::finite::formats::solution::{self, rows};
use moloch_equilibrium::finite::{
    Counter, Game, Isolated, NumericalSet, Profile, Rational, Scope, certificate, pure_equilibria, rational, two_by_two,
};
use proptest::collection::vec;
use proptest::prelude::*;

use super::super::finite::support::{expected, known_game};
use super::json::fits;
use super::random::label;

fn reads_back(claim: &Claim) {
    let text = solution::write(claim);
    fits(&solution::schema(), &serde_json::from_str(&text).unwrap(), "solution");
    let again = solution::read("again.json", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again, *claim, "{text}");
}

#[test]
fn a_solved_game_is_written_read_and_confirmed() {
    for (first, second) in [
        ([[4, 1], [3, 2]], [[4, 3], [1, 2]]),
        ([[-2, 2], [0, 0]], [[-2, 2], [0, 0]]),
        ([[-3, 3], [-3, 5]], [[2, 7], [4, 2]]),
        ([[0, 0], [0, 0]], [[0, 0], [0, 0]]),
    ] {
        let game = Game::bimatrix(&first, &second).unwrap();
        let claim = solution::from_set(&game, &two_by_two(&game).unwrap(), Some(7));
        reads_back(&claim);
        let report = check(&game, &claim, &Effort::unlimited());
        // Indices of components of a higher dimension have no formula.
        assert!(!report.is_refused() && (report.is_confirmed() || claim.components[0].dimension > Some(0)), "{report}");
        assert!(claim.is_complete());
        let text = solution::write(&claim);
        let any = solution::read_any("file", text.as_bytes(), &game).unwrap();
        assert_eq!(any, claim);
    }
}

#[test]
fn pure_equilibria_are_confirmed_to_be_all_pure_ones() {
    for name in expected().keys() {
        let game = known_game(name);
        let mut set = pure_equilibria(&game).unwrap().to_set(&game).unwrap();
        set.scope = Scope::Pure;
        let claim = solution::from_set(&game, &set, None);
        assert_eq!(claim.scope, ClaimedScope::Pure);
        reads_back(&claim);
        let report = check(&game, &claim, &Effort::unlimited());
        if claim.components.iter().all(|one| one.extreme_points.len() == 1) && game.player_count() > 2 {
            assert!(report.is_confirmed(), "{name}: {report}");
        }
        if !claim.components.is_empty() {
            let mut less = claim;
            less.components.pop();
            assert!(check(&game, &less, &Effort::unlimited()).is_refused(), "{name}");
        }
    }
}

fn numerical(game: &Game, mixes: Vec<Vec<f64>>) -> NumericalSet {
    let profile = Profile::new(mixes).unwrap();
    let proof = certificate::regrets(game, &profile).unwrap().certificate();
    NumericalSet {
        points: vec![Isolated {
            profile: Certified::new(profile, proof).unwrap(),
            radius: Some(1e-12),
            index: Some(1),
        }],
        scope: Scope::One,
        completeness: Completeness::Partial { why: "said \"so\"".to_owned(), not_searched: "supports".to_owned() },
        method: "a test",
        status: Status::Converged { iterations: 3 },
        counters: vec![Counter { what: "steps", count: 12 }],
    }
}

#[test]
fn doubles_are_written_as_the_shortest_decimals_that_read_back() {
    let game = Game::zero_sum(&[[0, 1, -1], [-1, 0, 1], [1, -1, 0]]).unwrap();
    let third = 1.0 / 3.0;
    let set = numerical(&game, vec![vec![third, third, third], vec![third, 1.0 - 2.0 * third, third]]);
    let claim = solution::from_numerical(&game, &set, None);
    let text = solution::write(&claim);
    assert!(text.contains("[0.3333333333333333, 0.33333333333333337, 0.3333333333333333]"), "{text}");
    reads_back(&claim);
    let report = check(&game, &claim, &Effort::unlimited());
    assert!(!report.is_refused(), "{report}");
    assert_eq!(claim.points[0].digits, Some(17));
}

#[test]
fn rows_are_read_as_fractions_and_decimals() {
    let game = Game::zero_sum(&[[0, 1, -1], [-1, 0, 1], [1, -1, 0]]).unwrap();
    let claim = rows::read(
        "rows",
        "NE,1/3,1/3,1/3,1/3,1/3,1/3\r\n\nNE, 0.3333,0.3333,0.3334,0.3333,0.3333,0.3333".as_bytes(),
        &game,
    )
    .unwrap();
    assert_eq!(claim.points[0].digits, None);
    assert_eq!(claim.points[1].digits, Some(4));
    assert_eq!(claim.points[0].mixes[1], vec![rational(1, 3).unwrap(); 3]);
    assert!(check(&game, &claim, &Effort::unlimited()).is_confirmed());
    assert_eq!(rows::write(&claim, None), "NE,1/3,1/3,1/3,1/3,1/3,1/3\nNE,0.3333,0.3333,0.3334,0.3333,0.3333,0.3333\n");
    assert!(rows::write(&claim, Some(3)).starts_with("NE,0.333,0.333,0.333,"));
    assert!(rows::read("none", "".as_bytes(), &game).unwrap_err().to_string().contains("no equilibrium in it"));
    assert_eq!(solution::read_any("rows", rows::write(&claim, None).as_bytes(), &game).unwrap(), claim);
}

fn share() -> impl Strategy<Value = Rational> {
    (any::<i64>(), 1..i64::MAX).prop_map(|(n, d)| rational(n, d).unwrap())
}

fn mixes() -> impl Strategy<Value = Vec<Vec<Rational>>> {
    vec(vec(share(), 1..3), 1..3)
}

fn component() -> impl Strategy<Value = ClaimedComponent> {
    (label(), any::<usize>(), proptest::option::of(any::<i64>()), vec(mixes(), 0..3), vec(vec(mixes(), 0..3), 0..3))
        .prop_map(|(kind, dimension, index, extreme_points, subsets)| ClaimedComponent {
            kind,
            dimension: Some(dimension),
            index,
            extreme_points,
            subsets,
        })
}

fn finite() -> impl Strategy<Value = Option<f64>> {
    proptest::option::of(proptest::num::f64::NORMAL | proptest::num::f64::ZERO)
}

fn point() -> impl Strategy<Value = ClaimedPoint> {
    (mixes(), finite(), proptest::option::of(any::<i64>()), finite())
        .prop_map(|(mixes, radius, index, regret)| ClaimedPoint { mixes, digits: None, radius, index, regret })
}

fn completeness() -> impl Strategy<Value = ClaimedCompleteness> {
    prop_oneof![
        Just(ClaimedCompleteness::Sample),
        label().prop_map(ClaimedCompleteness::Complete),
        (label(), label()).prop_map(|(why, not_searched)| ClaimedCompleteness::Partial { why, not_searched }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_solution_reads_back_the_same(
        words in vec(label(), 4),
        players in vec((label(), label()), 0..3),
        completeness in completeness(),
        seed in proptest::option::of(any::<u64>()),
        counters in vec((label(), any::<u64>()), 0..3),
        components in vec(component(), 0..3),
        points in vec(point(), 0..3),
    ) {
        let named = |(k, (name, action)): (usize, (String, String))| (format!("{name}{k}"), vec![action]);
        let claim = Claim {
            title: words[0].clone(), players: players.into_iter().enumerate().map(named).collect(),
            method: words[1].clone(), scope: ClaimedScope::All, completeness, status: words[2].clone(), seed,
            version: words[3].clone(), counters, components, points,
        };
        reads_back(&claim);
        // Whatever a file says, the checker answers.
        let game = Game::bimatrix(&[[4, 1], [3, 2]], &[[4, 3], [1, 2]]).unwrap();
        let report = check(&game, &claim, &Effort::unlimited());
        prop_assert!(!report.to_string().is_empty());
    }
}

#[test]
fn what_was_not_looked_for_is_not_written() {
    let game = Game::bimatrix(&[[4, 1], [3, 2]], &[[4, 3], [1, 2]]).unwrap();
    let mut set = two_by_two(&game).unwrap();
    set.scope = Scope::One;
    let claim = solution::from_set(&game, &set, None);
    assert!(claim.components.iter().all(|one| one.kind == "an equilibrium" && one.dimension.is_none()));
    reads_back(&claim);
    let report = check(&game, &claim, &Effort::unlimited());
    assert!(report.to_string().contains("components: confirmed (equilibria are distinct; dimension, kind"), "{report}");
    // Files that say more, as they used to, are read and no more believed.
    let mut old = claim;
    old.components.iter_mut().for_each(|one| (one.kind, one.dimension) = ("isolated point".to_owned(), Some(0)));
    let report = check(&game, &old, &Effort::unlimited());
    assert!(report.to_string().contains("apart are not claimed: not all"), "{report}");
}

#[test]
fn an_empty_file_holds_no_equilibrium() {
    let game = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    for nothing in ["", "\n\n  \n"] {
        let error = solution::read_any("nothing", nothing.as_bytes(), &game).unwrap_err().to_string();
        assert!(error.contains("found no equilibrium in it") && error.contains("next: "), "{error}");
    }
}

#[test]
fn what_is_printed_of_other_concepts_is_named_and_sizes_below_zero_are_faults() {
    let game = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    let faults = |text: &str| solution::read_any("file", text.as_bytes(), &game).unwrap_err().to_string();
    let error = faults("{ \"concept\": \"correlated\", \"players\": [] }");
    assert!(error.contains("only Nash solutions can be checked") && !error.contains("missing-key"), "{error}");
    for key in ["regret", "radius"] {
        let error = faults(&format!(
            "{{ \"format\": \"moloch-solution\", \"version\": 1, \"scope\": \"one\", \"completeness\": \
             {{ \"kind\": \"sample\" }}, \"points\": [ {{ \"profile\": [[1, 0], [1, 0]], \"{key}\": -1e-9 }} ] }}"
        ));
        assert!(error.contains("a number from 0 on"), "{error}");
    }
}

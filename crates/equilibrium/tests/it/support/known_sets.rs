//! Games whose equilibria are known from elsewhere.

use moloch_core::{Completeness, Effort};
use moloch_equilibrium::finite::support::support_enumeration;
use moloch_equilibrium::finite::{ExactProfile, NumericalSet, certificate};
use serde_json::Value;

use super::{distance, holds, is_complete, solved};
use crate::finite::support::{expected, known_game, profile_from_json, ratio};

/// The lists made by Newton's method from many starts on every support, refined to 60 digits.
fn listed() -> serde_json::Map<String, Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/games/isolated.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn profile(value: &Value) -> Vec<Vec<f64>> {
    let share = |share: &Value| share.as_f64().unwrap();
    let mix = |mix: &Value| mix.as_array().unwrap().iter().map(share).collect();
    value.as_array().unwrap().iter().map(mix).collect()
}

/// Every listed point is found, with its index; returns what was found.
fn check(name: &str, facts: &Value) -> NumericalSet {
    let game = known_game(name);
    let set = solved(&game);
    let points = facts["points"].as_array().unwrap();
    for listed in points {
        let profile = profile(&listed["profile"]);
        let found = set.points.iter().find(|point| distance(point.profile.mixes(), &profile) < 1e-12);
        let found = found.unwrap_or_else(|| panic!("{name}: {profile:?} is missing"));
        if let (Some(index), Some(expected)) = (found.index, listed["index"].as_i64()) {
            assert_eq!(i64::from(index), expected, "{name}: {profile:?}");
        }
        assert_eq!(found.index.is_none(), listed["index"].is_null(), "{name}: {profile:?}");
    }
    for point in &set.points {
        let regrets = certificate::regrets(&game, &point.profile).unwrap();
        assert!(regrets.max_regret_relative() < 1e-13, "{name}: {regrets:?}");
        assert!(point.radius.is_some_and(|radius| radius < 1e-12), "{name}");
    }
    set
}

#[test]
fn regular_games_have_exactly_the_listed_equilibria_with_indices_that_add_up_to_one() {
    for (name, facts) in listed().iter().filter(|(_, facts)| facts["regular"] == true) {
        let set = check(name, facts);
        assert!(is_complete(&set), "{name}: {}", set.completeness);
        assert_eq!(set.points.len(), facts["points"].as_array().unwrap().len(), "{name}");
        assert_eq!(set.index_sum(), Some(1), "{name}");
    }
}

/// In each of these somebody is indifferent to an action that it does not use, or there is a continuum.
#[test]
fn degenerate_games_keep_every_listed_equilibrium_and_say_what_is_open() {
    for (name, facts) in listed().iter().filter(|(_, facts)| facts["regular"] == false) {
        let set = check(name, facts);
        assert_eq!(set.index_sum(), None, "{name}");
        match &set.completeness {
            Completeness::Complete(_) => assert_eq!(name, "unanimity_3x3x3"),
            Completeness::Partial { not_searched, .. } => {
                assert!(not_searched.contains(" x {"), "{name}: {not_searched}");
            }
            Completeness::Sample => panic!("{name}"),
        }
    }
}

#[test]
fn of_three_firms_who_must_agree_all_thirteen_equilibria_are_proved() {
    let set = solved(&known_game("unanimity_3x3x3"));
    assert!(is_complete(&set));
    assert_eq!(set.points.len(), 13);
}

/// Gambit's `enumpoly` returns so many of these without a word.
#[test]
fn equilibria_that_another_solver_loses_are_found() {
    for (name, count, others) in [
        ("rand_2x2x2x2_s2", 3, 2),
        ("rand_2x2x2x2x2_s0", 9, 7),
        ("rand_3x3x3x3_s0", 22, 17),
        ("rand_3x3x3_s2", 3, 2),
        ("lcg_3x3x3_s8", 9, 6),
        ("lcg_3x3x3_s10", 11, 8),
        ("lcg_2x3x4_s6", 7, 5),
        ("lcg_2x2x2x2_s7", 7, 5),
        ("lcg_2x2x2x2x2_s11", 9, 6),
        ("lcg_3x3x3x3_s0", 11, 7),
    ] {
        let set = solved(&known_game(name));
        assert_eq!(listed()[name]["gambit_enumpoly"], others);
        assert_eq!(set.points.len(), count, "{name}");
    }
}

/// Gambit's `enumpoly` returns a fourth profile of this game, at which player 2 gains a thousandth by another action.
#[test]
fn what_is_nearly_an_equilibrium_is_not_listed() {
    let game = known_game("lcg_2x2x2x2_s2");
    let set = solved(&game);
    assert!(is_complete(&set));
    assert_eq!((set.points.len(), &listed()["lcg_2x2x2x2_s2"]["gambit_enumpoly"]), (3, &Value::from(4)));
    // Players 1 and 4 mix so as to make each other indifferent; 2 and 3 play their first actions.
    let mixes = vec![vec![8.0 / 15.0, 7.0 / 15.0], vec![1.0, 0.0], vec![1.0, 0.0], vec![41.0 / 61.0, 20.0 / 61.0]];
    let profile = moloch_equilibrium::finite::Profile::new(mixes).unwrap();
    let regret = certificate::regrets(&game, &profile).unwrap().max_regret();
    assert!((1e-4..1e-2).contains(&regret), "{regret}");
}

/// The supports that used to stay open: a pure equilibrium with a tie is the end of a segment, and where the segment ends
/// somebody else begins to gain.
#[test]
fn a_tie_at_a_pure_equilibrium_is_followed_to_the_fraction_where_the_segment_ends() {
    let game = known_game("rand_3x3x3x3_s0");
    let Completeness::Partial { why, not_searched } = solved(&game).completeness else { panic!("a continuum") };
    assert!(why.contains("{s3} x {s1} x {s1} x {s1, s2} with s2 of player P4 at 0 to 11/28"), "{why}");
    assert!(!why.contains("could not be settled") && !not_searched.contains("other than those listed"), "{why}");
    let regret = |second: moloch_equilibrium::finite::Rational| {
        let pure = |action: usize| (0..3).map(|other| ratio(i64::from(other == action), 1)).collect();
        let mix = vec![ratio(1, 1) - &second, second, ratio(0, 1)];
        let profile = ExactProfile::new(vec![pure(2), pure(0), pure(0), mix]).unwrap();
        certificate::exact_regrets(&game, &profile).unwrap().max_regret()
    };
    for inside in [ratio(0, 1), ratio(1, 5), ratio(11, 28)] {
        assert_eq!(regret(inside), ratio(0, 1));
    }
    assert!(regret(ratio(11, 28) + ratio(1, 1_000_000)) > ratio(0, 1));
}

/// Against exact vertex enumeration.
#[test]
fn two_players_have_the_same_equilibria_as_by_vertex_enumeration() {
    for (name, facts) in &expected() {
        let game = known_game(name);
        if game.player_count() != 2 || game.action_counts().iter().any(|&count| count > 6) {
            continue;
        }
        let set = support_enumeration(&game, &Effort::unlimited()).unwrap();
        let extreme: Vec<_> = facts["exact_equilibria"].as_array().unwrap().iter().map(profile_from_json).collect();
        if is_complete(&set) {
            assert_eq!(set.points.len(), extreme.len(), "{name}");
            let missing = extreme.iter().find(|profile| !holds(&set, profile.to_f64().mixes(), 1e-12));
            assert!(missing.is_none(), "{name}: {missing:?}");
        } else {
            // What is open is a continuum, which vertex enumeration shows by components that are no points.
            assert_ne!(facts["components"], facts["extreme_points"], "{name}: {}", set.completeness);
        }
    }
}

#[test]
fn the_work_done_stays_the_same() {
    let names = ["mckelvey_mclennan_2x2x2", "rand_3x3x3_s0", "rand_2x3x4_s0", "rand_2x2x2x2x2_s0"];
    let counted = names.map(|name| {
        let set = solved(&known_game(name));
        let counts: Vec<String> =
            set.counters.iter().map(|counter| format!("{} {}", counter.count, counter.what)).collect();
        format!("{name}: {}", counts.join(", "))
    });
    insta::assert_snapshot!(counted.join("\n"));
}

//! Games with known equilibria and known ends of Lemke-Howson paths.

use moloch_core::{Completeness, Effort};
use moloch_equilibrium::finite::lcp::{lemke, lemke_howson, lemke_howson_all_labels};
use moloch_equilibrium::finite::{EquilibriumSet, Game, Scope};
use serde_json::Value;

use crate::finite::support::{expected, known_game, profile_from_json};

/// The ends of all paths of regular games, computed by another program: position in a list of profiles, and pivots.
fn paths() -> serde_json::Map<String, Value> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/lemke_howson.json");
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

fn pivots(set: &EquilibriumSet) -> u64 {
    set.counters.iter().find(|counter| counter.what == "pivots").unwrap().count
}

#[test]
fn every_label_leads_where_another_program_says_in_as_many_pivots() {
    let mut compared = 0;
    for (name, facts) in &paths() {
        let game = known_game(name);
        for (label, end) in facts["ends"].as_array().unwrap().iter().enumerate() {
            let Some(position) = end[0].as_u64() else { continue };
            let set = lemke_howson(&game, label, &Effort::unlimited()).unwrap();
            let found: Vec<_> = set.extreme_points().collect();
            let listed = profile_from_json(&facts["profiles"][usize::try_from(position).unwrap()]);
            assert_eq!(**found[0], listed, "{name}, label {label}");
            assert_eq!(found.len(), 1);
            assert_eq!(pivots(&set), end[1].as_u64().unwrap(), "{name}, label {label}");
            compared += 1;
        }
    }
    assert!(compared > 250, "{compared} paths");
}

#[test]
fn paths_end_at_equilibria_of_positive_index() {
    for (name, facts) in &paths() {
        let set = lemke_howson_all_labels(&known_game(name), &Effort::unlimited()).unwrap();
        let listed = facts["profiles"].as_array().unwrap();
        for point in set.extreme_points() {
            let position = listed.iter().position(|profile| profile_from_json(profile) == **point).unwrap();
            assert_eq!(facts["index"][position].as_i64(), Some(1), "{name}");
        }
    }
}

/// The two-player games among the reference games, with the list of their extreme equilibria.
fn two_player_games() -> impl Iterator<Item = (String, Game, Value)> {
    expected().into_iter().filter_map(|(name, facts)| {
        let game = known_game(&name);
        (game.player_count() == 2).then(|| (name, game, facts["exact_equilibria"].clone()))
    })
}

fn assert_listed(name: &str, set: &EquilibriumSet, game: &Game, listed: &Value) {
    assert!(!set.components.is_empty(), "{name}");
    assert_eq!(set.scope, Scope::One);
    assert_eq!(set.completeness, Completeness::Sample);
    assert!(set.status.is_success());
    let listed: Vec<_> = listed.as_array().unwrap().iter().map(profile_from_json).collect();
    for point in set.extreme_points() {
        assert!(point.certificate().passes(), "{name}");
        assert!(point.check_fits(game).is_ok());
        assert!(listed.contains(point), "{name}: {:?}", point.to_f64());
    }
}

#[test]
fn complementary_pivoting_ends_at_extreme_equilibria_of_every_two_player_game() {
    let mut solved = 0;
    for (name, game, listed) in two_player_games() {
        let set = lemke_howson_all_labels(&game, &Effort::unlimited()).unwrap();
        assert_listed(&name, &set, &game, &listed);
        assert_listed(&name, &lemke(&game, &Effort::unlimited()).unwrap(), &game, &listed);
        solved += 1;
    }
    assert!(solved >= 35, "{solved} games");
}

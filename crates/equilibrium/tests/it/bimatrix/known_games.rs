//! Games with published or independently computed equilibria.

use std::collections::BTreeSet;

use moloch_core::Effort;
use moloch_equilibrium::finite::bimatrix::vertex_enumeration;
use moloch_equilibrium::finite::{EquilibriumSet, ExactProfile, Game, Rational, parse_exact, two_by_two};

use crate::finite::support::{expected, known_game, profile_from_json};

#[test]
fn two_player_games_have_exactly_their_known_equilibria() {
    let (mut solved, mut regular) = (0, 0);
    for (name, facts) in &expected() {
        let game = known_game(name);
        if game.player_count() != 2 {
            continue;
        }
        solved += 1;
        let set = vertex_enumeration(&game, &Effort::unlimited()).unwrap();
        assert!(set.is_complete(), "{name}");
        let listed: BTreeSet<ExactProfile> =
            facts["exact_equilibria"].as_array().unwrap().iter().map(profile_from_json).collect();
        let found: BTreeSet<ExactProfile> = set.extreme_points().map(|point| (**point).clone()).collect();
        assert_eq!(found, listed, "{name}");
        assert_eq!(set.components.len() as u64, facts["components"].as_u64().unwrap(), "{name}");
        let subsets: usize = set.components.iter().map(|component| component.subsets().len()).sum();
        assert_eq!(subsets as u64, facts["subsets"].as_u64().unwrap(), "{name}");
        let indices: i32 = set.components.iter().map(|component| component.index().unwrap()).sum();
        assert_eq!(indices, 1, "{name}");
        regular += usize::from(has_listed_indices(facts, &set, name));
        if game.action_counts() == [2, 2] {
            assert_eq!(set.components.len(), two_by_two(&game).unwrap().components.len());
        }
    }
    assert_eq!((solved, regular), (37, 28));
}

/// Where all equilibria are regular their indices are listed in the order of the equilibria.
fn has_listed_indices(facts: &serde_json::Value, set: &EquilibriumSet, name: &str) -> bool {
    let Some(indices) = facts.get("indices").and_then(serde_json::Value::as_array) else { return false };
    for (listed, index) in facts["exact_equilibria"].as_array().unwrap().iter().zip(indices) {
        let profile = profile_from_json(listed);
        let component = set.components.iter().find(|component| component.contains(&profile)).unwrap();
        assert_eq!(component.index().map(i64::from), index.as_i64(), "{name}: {listed}");
    }
    true
}

/// Games on which users caught other programs failing: the numbers of extreme equilibria and of components that a
/// program with exact arithmetic finds.
#[test]
fn games_that_users_reported_have_all_their_equilibria() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/reported.json");
    let games: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let games = games.as_array().unwrap();
    assert_eq!(games.len(), 19);
    for reported in games {
        let matrix = |key: &str| -> Vec<Vec<Rational>> {
            let number = |cell: &serde_json::Value| parse_exact(cell.as_str().unwrap()).unwrap();
            let row = |row: &serde_json::Value| row.as_array().unwrap().iter().map(number).collect();
            reported[key].as_array().unwrap().iter().map(row).collect()
        };
        let game = Game::bimatrix(&matrix("row"), &matrix("column")).unwrap();
        let set = vertex_enumeration(&game, &Effort::unlimited()).unwrap();
        assert!(set.is_complete());
        let extreme = set.extreme_points().count() as u64;
        assert_eq!(extreme, reported["extreme"].as_u64().unwrap(), "{}", reported["id"]);
        assert_eq!(set.components.len() as u64, reported["components"].as_u64().unwrap(), "{}", reported["id"]);
    }
}

#[test]
fn where_one_player_has_no_choice_the_best_actions_of_the_other_are_all() {
    let payoffs: Vec<i64> = (0..20_000).map(|action| action % 97).collect();
    let game = Game::from_columns(&[1, 20_000], vec![vec![1; 20_000], payoffs]).unwrap();
    let set = vertex_enumeration(&game, &Effort::unlimited()).unwrap();
    let [component] = set.components.as_slice() else { panic!("one component") };
    assert!(set.is_complete() && component.extreme_points().len() == 206 && component.dimension() == 205);
    // Too many corners to list: what is shown is said to be a part.
    let level = Game::from_columns(&[20_000, 1], vec![vec![7; 20_000], vec![0; 20_000]]).unwrap();
    let set = vertex_enumeration(&level, &Effort::unlimited()).unwrap();
    assert!(!set.is_complete() && set.extreme_points().count() == 209, "{}", set.completeness);
}

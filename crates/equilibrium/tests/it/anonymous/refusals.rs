//! What must be refused, and in which words.

use moloch_equilibrium::anonymous::{AnonymousGame, MAX_PLAYERS, Role, certificate};

use super::support::{role, treadmill};

#[test]
fn roles_need_players_actions_and_names() {
    for bad in [0, MAX_PLAYERS + 1] {
        let error = Role::new("lab", bad, ["race"]).unwrap_err().to_string();
        assert_eq!(error, format!("build the game: role lab has {bad} players, expected 1 to 16777216"));
    }
    assert!(Role::new("lab", 2, Vec::<String>::new()).is_err());
    assert!(Role::new(" ", 2, ["race"]).is_err());
    assert!(Role::new("lab", 2, ["race", "race"]).is_err());
    assert!(AnonymousGame::from_fn(vec![], |_, _, _| 0).is_err());
    assert!(AnonymousGame::from_fn(vec![role(2, 2), role(1, 1)], |_, _, _| 0).is_err(), "two roles of one name");
}

#[test]
fn a_table_too_large_is_refused_before_it_is_made() {
    for (players, actions) in [(MAX_PLAYERS, 3), (1_000, 5), (50, 30)] {
        let error = AnonymousGame::symmetric(role(players, actions), |_, _| 0).unwrap_err().to_string();
        assert!(error.contains("more than 134217728 payoffs"), "{error}");
    }
}

#[test]
fn a_payoff_that_is_no_number_is_named() {
    let bad = AnonymousGame::symmetric(
        role(3, 2),
        |action, others| if action == 1 && others[1] == 2 { f64::NAN } else { 0.0 },
    );
    let error = bad.unwrap_err().to_string();
    assert_eq!(
        error,
        "build the game: payoff of role player for action a2 with others [[0, 2]]: found NaN, expected a finite number"
    );
}

#[test]
fn tables_must_have_the_right_lengths() {
    let short = AnonymousGame::from_tables(vec![role(3, 2)], &[vec![vec![1, 2, 3], vec![1, 2]]]);
    let error = short.unwrap_err().to_string();
    assert_eq!(error, "build the game: the list of role player for action a2 has 2 entries, expected 3");
    assert!(AnonymousGame::from_tables(vec![role(3, 2)], &[vec![vec![1, 2, 3]]]).is_err());
    assert!(AnonymousGame::from_tables::<i64>(vec![role(3, 2)], &[]).is_err());
}

#[test]
fn the_certificate_refuses_what_is_no_equilibrium_or_no_counts() {
    let game = treadmill(4);
    assert!(certificate::first_gain(&game, &[vec![0, 4]]).is_ok());
    assert!(certificate::first_gain(&game, &[vec![1, 3]]).is_err());
    for none in [vec![], vec![vec![4]], vec![vec![0, 5]], vec![vec![0, 4], vec![0, 1]], vec![vec![usize::MAX, 5]]] {
        assert!(certificate::first_gain(&game, &none).is_err(), "{none:?}");
    }
    assert_eq!(game.payoff(1, 0, &[vec![0, 3]]), None);
    assert_eq!(game.payoff(0, 2, &[vec![0, 3]]), None);
    assert_eq!(game.payoff(0, 0, &[vec![0, 4]]), None);
}
